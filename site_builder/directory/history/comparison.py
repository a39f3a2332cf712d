"""What a reader of the site would notice between two versions of the content, for whoever lets a change go online.

It asks the same marks of each field as the record of changes does (`content/field_facts.py`); but where the record
says only that something changed, this says what it becomes. Of officers nothing is quoted that an earlier version
said, and nobody is named whom the newer one does not show: these words stand where everybody can read them for ever.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import BaseModel

from site_builder.content.contacts_in_text import bare_contact
from site_builder.content.document import Document
from site_builder.content.field_facts import fields_that
from site_builder.content.models import SHORTHAND
from site_builder.content.record_groups import Contact
from site_builder.content.schema import RECORDS, Borough, Channel, Notice, Officer, Page, Record
from site_builder.content.settings import Site
from site_builder.content.sources import FOLDER_OF, SourceFile
from site_builder.content.traces.person_in_text import Person, find_traces
from site_builder.content.translations import Translation
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.history.field_changes import FieldChange, list_field_changes
from site_builder.directory.history.sentences import name_field
from site_builder.directory.history.told_facts import facts_on
from site_builder.directory.judgement import Judgement
from site_builder.directory.model import Area, Directory
from site_builder.language.languages import LANGUAGES
from site_builder.language.wording import begin_sentence, format_count, format_list, isolate

_FEW = 3
"""So many are named where the same happens to several."""
_MOST_LINES = 100
_SAID_OF_AREAS = frozenset({("liaison",), ("liaison", "state"), ("boroughs",)})
"""Fields whose change is told as who is listed for an area."""
_SETTINGS = "Settings of the site"


@dataclass(frozen=True)
class News:
    """What happens to whom; `plain` says it without any value, and `file` is the way to the file that has changed."""

    subject: str
    words: str
    file: str
    plain: str = "something changes"


@dataclass(frozen=True)
class _Side:
    """One of the two versions, on the day on which both are looked at: records by kind and short name, if shown."""

    judged: Judgement
    directory: Directory

    @cached_property
    def records(self) -> Mapping[tuple[str, str], Record]:
        """Every record that could be read."""
        known = self.judged.records
        kinds = (known.officers, known.boroughs, known.channels, known.pages, known.notices)
        return {(one.KIND, one.slug): one for records in kinds for one in records}

    @cached_property
    def files(self) -> Mapping[str, SourceFile]:
        """Every file, by its way from the content folder."""
        return {one.name: one for one in self.judged.sources}

    def shows(self, record: Record | None) -> bool:
        """Whether the site of the day has a record on its pages."""
        if isinstance(record, Notice):
            return record.stands_on(self.directory.as_of)
        return facts_on(record, self.directory.as_of, self.directory.site.freshness).is_shown


def compare_contents(before: Judgement, after: Judgement, site: Site) -> tuple[str, ...]:
    """Return a sentence for each thing that a reader would notice; `site` are the settings of the newer version."""
    return tuple(_compare(before, after, site).sentences())


def list_news(before: Judgement, after: Judgement, site: Site) -> tuple[News, ...]:
    """Return the same one by one, with the file behind each."""
    return _compare(before, after, site).news


def _compare(before: Judgement, after: Judgement, site: Site) -> "_Comparison":
    day = after.folders.as_of
    old, new = (
        _Side(judged, judged.directory or assemble_directory(judged.records, judged.site or site, day)[0])
        for judged in (before, after)
    )
    return _Comparison(old, new)


@dataclass(frozen=True)
class _Comparison:
    """Both versions, and what follows from laying one beside the other."""

    old: _Side
    new: _Side

    def sentences(self) -> Iterator[str]:
        """Yield every sentence: areas first, then each kind of record, what surrounds them, and the rest."""
        if self.new.judged.records.failed:
            yield "Not everything can be read yet, so more may change. Put right first what the check says."
        lines = list(_join_alike(self.news))
        yield from lines[:_MOST_LINES]
        if len(lines) > _MOST_LINES:
            yield f"And {format_count(len(lines) - _MOST_LINES, 'more line')} like these."
        quiet = self._changed_files - {one.file for one in self.news}
        if quiet:
            verb = "changes" if len(quiet) == 1 else "change"
            yield f"{format_count(len(quiet), 'file')} {verb} of which a reader notices nothing today."

    @cached_property
    def news(self) -> tuple[News, ...]:
        """Everything that a reader would notice, and nobody in it who is gone."""
        return tuple(map(self._keep_out_the_gone, self._find_news()))

    def _find_news(self) -> Iterator[News]:
        yield from self._areas()
        for kind in RECORDS:
            yield from self._of_kind(kind)
        yield from self._pictures()
        yield from self._translations()
        yield from self._surroundings()

    @cached_property
    def _changed_files(self) -> frozenset[str]:
        old, new = self.old.files, self.new.files
        return frozenset(
            name
            for name in old.keys() | new.keys()
            if name not in old or name not in new or old[name].digest != new[name].digest
        )

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """Map the new short name of an officer whose file got another one to the old: nobody else came."""
        old, new = self.old.judged.records.officers, self.new.judged.records.officers
        kept = {one.slug for one in old} & {one.slug for one in new}
        left = {one.name: one.slug for one in old if one.slug not in kept}
        return {one.slug: left[one.name] for one in new if one.slug not in kept and one.name in left}

    # Who is listed where

    def _areas(self) -> Iterator[News]:
        for area in self.new.directory.areas:
            earlier = self.old.directory.area(area.borough.slug) or replace(area, standings=())
            old, new = self._listed(earlier), self._listed(area)
            if (old, _is_vacant(earlier)) != (new, _is_vacant(area)):
                verb = "become" if len(old) > 1 else "becomes"
                words = f"{self._who(earlier, old)} {verb} {self._who(area, new)}"
                for file in self._files_of_area(area.borough.slug, {*old, *new}):
                    yield News(area.borough.name, words, file, "another officer is listed")

    def _files_of_area(self, slug: str, officers: Iterable[str]) -> list[str]:
        """Return the files that say who is listed for an area, one at least."""
        old_names = {*officers, *(old for new, old in self._renamed.items() if new in officers)}
        files = [f"{FOLDER_OF['officer']}/{one}.md" for one in sorted(old_names)]
        files.append(f"{FOLDER_OF['borough']}/{slug}.md")
        return [file for file in files if file in self._changed_files] or files[-1:]

    def _listed(self, area: Area) -> tuple[str, ...]:
        """Return the officers of an area in their order, by the newest short name of each."""
        newest = {old: new for new, old in self._renamed.items()}
        slugs = (standing.officer.slug for standing in area.standings)
        return tuple(newest.get(slug, slug) for slug in slugs)

    def _who(self, area: Area, listed: Iterable[str]) -> str:
        named = [self._call_officer(slug) for slug in listed]
        gone = named.count("")
        known = [name for name in named if name]
        if gone:
            known.append("an officer" if gone == 1 else f"{gone} officers")
        return format_list(known) or ("a post that is vacant" if _is_vacant(area) else "nobody listed")

    def _call_officer(self, slug: str) -> str:
        """Return an officer's rank and name as the newer version has them, or nothing where it does not show them."""
        standing = self.new.directory.standing(slug)
        if standing is None:
            return ""
        officer = standing.officer
        apart = f" ({standing.told_apart_by})" if standing.told_apart_by else ""
        return isolate(" ".join(filter(None, (officer.rank, officer.name)))) + apart

    # What each record says

    def _of_kind(self, kind: str) -> Iterator[News]:
        slugs = sorted({slug for side in (self.old, self.new) for one, slug in side.records if one == kind})
        renamed = set(self._renamed.values()) if kind == "officer" else set()
        for slug in slugs:
            earlier = self._renamed.get(slug, slug) if kind == "officer" else slug
            if slug not in renamed:
                yield from self._of_record(kind, slug, self.old.records.get((kind, earlier)))
        yield from self._unread(kind)

    def _of_record(self, kind: str, slug: str, old: Record | None) -> Iterator[News]:
        new = self.new.records.get((kind, slug))
        was, is_shown = self.old.shows(old), self.new.shows(new)
        file = f"{FOLDER_OF[kind]}/{slug}.md"
        if was and is_shown and old is not None and new is not None:
            yield from self._fields(old, new, self._call(new), file)
        elif kind == "officer" or was == is_shown:
            return  # who comes and goes is told of the areas
        elif was and old is not None and (kind, slug) not in self.new.judged.records.failed:
            yield News(self._call(old), "is not on the site any more", file)
        elif new is not None and (kind, slug) not in self.old.judged.records.failed:
            yield News(self._call(new), "is new on the site", file)

    def _unread(self, kind: str) -> Iterator[News]:
        for side, words in (
            (self.old, "could not be read before, so what changes is not told"),
            (self.new, "cannot be read, so what changes is not told"),
        ):
            for failed, slug in sorted(side.judged.records.failed):
                file = f"{FOLDER_OF.get(kind, '')}/{slug}.md"
                if failed == kind and file in self._changed_files:
                    yield News("An officer’s file" if kind == "officer" else file, words, file, words)

    def _call(self, record: Record) -> str:
        if isinstance(record, Officer):
            return self._call_officer(record.slug)
        if isinstance(record, Page | Notice):
            return f"{begin_sentence(record.KIND)} “{record.title}”"
        return isolate(record.name) if isinstance(record, Borough | Channel) else record.slug

    def _fields(self, old: BaseModel, new: BaseModel, subject: str, file: str) -> Iterator[News]:
        is_person = isinstance(new, Officer)
        said = _SAID_OF_AREAS if isinstance(new, Officer | Borough) else frozenset()
        for change in list_field_changes(old, new):
            if change.path not in said:
                label = name_field(change.path)
                yield News(subject, self._say(change, label, is_person=is_person), file, f"{label} changes")

    def _say(self, change: FieldChange, label: str, *, is_person: bool) -> str:
        old, new = (self._in_words(change, value) for value in (change.old, change.new))
        if change.new is None:
            return f"{label} is not shown any more"
        if change.old is None:
            return f"{label} is added: {new}" if new else f"{label} is added"
        if not new:
            return f"{label} changes"
        if old and change.may_quote_old and not is_person:
            return f"{label} {old} becomes {new}"
        return f"{label} becomes {new}"

    def _in_words(self, change: FieldChange, value: object) -> str:
        """Return a value as a reader knows it: of short names the names; of what is long nothing."""
        if not change.names:
            return change.say(value)
        slugs = value if isinstance(value, tuple) else (value,)
        return format_list([self._name(change.names, str(slug)) for slug in slugs if slug])

    def _name(self, kind: str, slug: str) -> str:
        if kind == "officer":
            return self._call_officer(slug) or "an officer"
        record = self.new.records.get((kind, slug)) or self.old.records.get((kind, slug))
        return self._call(record) if record else slug

    # What surrounds the records

    def _pictures(self) -> Iterator[News]:
        for standing in self.new.directory.standings:
            slug = standing.officer.slug
            earlier = self.old.directory.standing(self._renamed.get(slug, slug))
            photo = standing.officer.photo
            if photo and earlier and earlier.officer.photo:
                file = f"{FOLDER_OF['officer']}/{photo.file}"
                pictures = [
                    self.old.files.get(f"{FOLDER_OF['officer']}/{earlier.officer.photo.file}"),
                    self.new.files.get(file),
                ]
                if len({one.digest if one else "" for one in pictures}) > 1:
                    yield News(self._call_officer(slug), "another photograph is shown", file)

    def _translations(self) -> Iterator[News]:
        old, new = (
            {(one.KIND, one.slug, one.language): one for one in side.judged.records.translations}
            for side in (self.old, self.new)
        )
        for key in sorted(old.keys() | new.keys()):
            words = _say_translation(old.get(key), new.get(key))
            kind, slug, language = key
            if words:
                file = f"{FOLDER_OF[kind]}/{slug}.{language}.md"
                yield News(f"{self._name(kind, slug)} ({_name_language(language)})", words, file)

    def _surroundings(self) -> Iterator[News]:
        old, new = self.old.judged.site, self.new.judged.site
        changed = self._changed_files
        file = next((one.name for one in self.new.judged.sources if new and one.path == new.origin.path), "")
        if old is not None and new is not None:
            yield from self._fields(old, new, _SETTINGS, file)
        elif new is not None and file in changed:
            yield News(_SETTINGS, "could not be read before, so what changes is not told", file)
        for source in {**self.old.files, **self.new.files}.values():
            if source.name in changed and source.kind == "words":
                yield News(
                    f"Every page in {_name_language(source.slug)}",
                    "words around the text change",
                    source.name,
                )
            elif source.name in changed and source.kind == "geography":
                yield News("The finder", "what it knows of postcodes and maps changes", source.name)

    # Who must not be named

    def _keep_out_the_gone(self, news: News) -> News:
        said = f"{news.subject}: {news.words}"
        if not self._names_somebody_gone(said):
            return news
        plain = replace(news, words=news.plain)
        is_clean = not self._names_somebody_gone(f"{plain.subject}: {plain.words}")
        return plain if is_clean else replace(plain, subject="An entry", words="something changes")

    def _names_somebody_gone(self, said: str) -> bool:
        if not find_traces(
            said, self._everybody_gone
        ):  # one look for all of them, since they may be thousands
            return False
        return any(trace.is_sure for person in self._gone for trace in find_traces(said, person))

    @cached_property
    def _everybody_gone(self) -> Person:
        names = tuple(name for person in self._gone for name in person.names)
        return Person(names, tuple(contact for person in self._gone for contact in person.contacts))

    @cached_property
    def _gone(self) -> tuple[Person, ...]:
        """Everybody in either version whom the newer one does not show, and what else it shows no more of people."""
        shown = {standing.officer.slug: standing.officer for standing in self.new.directory.standings}
        names = {one for officer in shown.values() for one in _names_of(officer.name, officer.romanised_name)}
        written = [_reach(vars(officer)) for officer in shown.values()]
        contacts = {one for each in written for one in each}
        documents = (one for side in (self.old, self.new) for one in side.judged.records.documents)
        return tuple(
            person
            for document in documents
            if document.kind == "officer" and (person := _who_is_gone(document, shown, names, contacts))
        )


def _who_is_gone(
    document: Document, shown: Mapping[str, Officer], names: set[str], contacts: set[str]
) -> Person | None:
    own = _names_of(document.fields.get("name"), document.fields.get("romanised_name"))
    slug = () if document.slug in shown or "-" not in document.slug else (document.slug,)
    gone = Person(
        tuple(one for one in (*own, *slug) if one not in names),
        tuple(one for one in _reach(document.fields) if one not in contacts),
    )
    return gone if gone.names or gone.contacts else None


def _names_of(*written: object) -> tuple[str, ...]:
    return tuple(one for one in written if isinstance(one, str) and one.strip())


def _reach(fields: Mapping[str, object]) -> tuple[str, ...]:
    """Return the numbers and addresses of an officer, from a record or from what is written in a file."""
    found = []
    for name in fields_that(Officer, lambda are: are.contact):
        value = fields.get(name)
        value = value.get(SHORTHAND) if isinstance(value, Mapping) else value
        value = value.value if isinstance(value, Contact) else value
        found += [bare_contact(value)] if isinstance(value, str) else []
    return tuple(found)


def _say_translation(old: Translation | None, new: Translation | None) -> str:
    if old is None or new is None:
        return "the translation is new" if old is None else "the translation is not on the site any more"
    return "the translation changes" if any(True for _ in list_field_changes(old, new)) else ""


def _name_language(code: str) -> str:
    return isolate(LANGUAGES[code].name) if code in LANGUAGES else code


def _is_vacant(area: Area) -> bool:
    liaison = area.borough.liaison
    return liaison is not None and liaison.state == "vacant" and not area.standings


def _join_alike(news: Iterable[News]) -> Iterator[str]:
    """Yield a sentence for each subject; of several to which the same happens it is one."""
    happened: dict[str, dict[str, None]] = {}
    for one in news:
        happened.setdefault(one.subject, {})[one.words] = None
    subjects: dict[str, list[str]] = {}
    for subject, words in happened.items():
        subjects.setdefault("; ".join(words), []).append(subject)
    for said, named in subjects.items():
        rest = len(named) - _FEW
        shown = format_list([*named[:_FEW], f"{rest} more"]) if rest > 1 else format_list(named)
        is_file = "/" in named[0]  # its name stays as it is written
        yield f"{shown if is_file else begin_sentence(shown)}: {said}."
