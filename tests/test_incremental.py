"""Whatever an editor does between two builds, and whatever happens to the store: the site is that of a clean build."""

import datetime
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PIL import Image

from site_builder.cli import main
from site_builder.content.schema import Record
from site_builder.content.sources import read_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.judgement import Folders, judge_sources
from site_builder.pipeline import BuildOptions, Built, build_site
from site_builder.publish.output import publication
from site_builder.publish.output.output_folder import Output
from site_builder.site.pages.page_views import FramedView
from site_builder.site.pages.plan import plan_site
from tests.sites import LONDON, officer, page, small_site, write_files

PROJECT = Path(__file__).parent.parent
T = TypeVar("T")
DAY = datetime.date(2026, 11, 28)
NAMES = ("ann", "bob", "eve")
WORDS = st.sampled_from(
    [
        "Hello.",
        "Call 020 7946 0001.",
        "See [home](/).",
        "**Hallo**",
        "[x](/nowhere/)",
        "",
        "## Hello",
        "Utilise it.",
    ]
)
TO_A_PART = "See [her](/officers/ann/#hello)."
PLACES = st.sampled_from(["north", "south", "far", "north, south"])
STATES = ("in-post", "away", "acting")
FIELDS = (
    ("officers/ann.md", "role: .*", "role: Sergeant"),
    ("officers/ann.md", "email: .*", "email: ann@example.org"),
    ("officers/una.md", "name: .*", "name: Una Other"),
    ("channels/call.md", "summary: .*", "summary: Another word for it."),
    ("channels/helpline.md", "phone: .*", "phone: 020 7946 0002"),
    ("channels/helpline.md", "name: .*", "name: Another helpline"),
    ("pages/boroughs/north.md", "name: .*", "name: Northern"),
    ("pages/boroughs/far.md", "council: .*", "council: {name: Their Council, url: https://far.example.org/}"),
    ("pages/report.md", "title: .*", "title: How to report"),
    ("site.yaml", "short_name: Test Police", "short_name: The Police"),
    ("site.yaml", "name: Test directory", "name: Other directory"),
)
"""Fields of each kind of file: what each was and becomes."""
POLISH = (PROJECT / "example/words/pl.yaml").read_text("utf-8")
IN_POLISH = """---
title: Kto gdzie jest
summary: Kto gdzie jest.
reviewed_by: tłumaczka
reviewed: 2026-11-21
translates: 00000000
---
Dzień dobry.
"""
CHILD = ":root { --radius: 9px; }\n"


def unseen(things: Sequence[T], label: str, count: int) -> Iterator[T]:
    return iter(things)


class Killed(Exception):
    """Stands for the end of the process."""


class Edits(RuleBasedStateMachine):
    """Edits a small site, builds it with what the build before left, and beside it from nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.before: dict[str, bytes] = {}
        everywhere = officer("Una Example", "north, south, far")  # so that others may come, move and go
        people = small_site(ann=officer("Ann Example", "north"), una=everywhere)
        self.content = write_files(self.folder / "content", people)
        self.overlay = write_files(
            self.folder / "overlay", {"officers/zoe.md": officer("Zoe Example", "far")}
        )
        shutil.copytree(PROJECT / "themes", self.folder / "themes")
        write_files(
            self.folder / "themes/child",
            {"theme.yaml": "name: child\nparent: liaison\n", "styles/tokens.css": ""},
        )
        self.options = BuildOptions(
            self.content, self.folder / "out", self.folder / "themes", "liaison", DAY,
            store_file=self.folder / "store",
        )  # fmt: skip
        self.published = False

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def write(self, name: str, text: str | bytes) -> None:
        file = self.content / name
        if file.exists():
            self.before[name] = file.read_bytes()
        write_files(self.content, {name: text})

    def change(self, name: str, pattern: str, other: str) -> None:
        """Change the first that is found in a file, if it is there."""
        file = self.content / name
        if file.exists():
            self.write(name, re.sub(pattern, other, file.read_text("utf-8"), count=1))

    @rule(who=st.sampled_from(NAMES), where=PLACES, words=WORDS)
    def edit_or_add_an_officer(self, who: str, where: str, words: str) -> None:
        self.write(f"officers/{who}.md", officer(f"{who.title()} Example", where, body=words))

    @rule(who=st.sampled_from(NAMES), state=st.sampled_from(STATES))
    def change_one_word_of_an_officer(self, who: str, state: str) -> None:
        self.change(f"officers/{who}.md", "state: .*", f"state: {state}")

    @rule(who=st.sampled_from(NAMES), where=PLACES)
    def move_an_officer(self, who: str, where: str) -> None:
        self.change(f"officers/{who}.md", "boroughs: .*", f"boroughs: [{where}]")

    @rule(field=st.sampled_from(FIELDS))
    def change_a_field(self, field: tuple[str, str, str]) -> None:
        name, pattern, other = field
        self.change(name, pattern, other)

    @rule(who=st.sampled_from(NAMES))
    def delete_an_officer(self, who: str) -> None:
        (self.content / f"officers/{who}.md").unlink(missing_ok=True)

    @rule(who=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def rename_an_officer(self, who: str, other: str) -> None:
        if (self.content / f"officers/{who}.md").exists():
            (self.content / f"officers/{who}.md").rename(self.content / f"officers/{other}.md")

    @rule(who=st.sampled_from(NAMES), red=st.integers(0, 1))
    def add_or_change_a_photo(self, who: str, red: int) -> None:
        picture = BytesIO()
        Image.new("RGB", (240, 240), (200 * red, 90, 90)).save(picture, "JPEG")
        text = officer(f"{who.title()} Example", "north", more=f"photo: {{file: {who}.jpg, alt: A face}}\n")
        self.write(f"officers/{who}.md", text.replace("email, phone", "email, photo, phone"))
        self.write(f"officers/{who}.jpg", picture.getvalue())

    @rule(who=st.sampled_from(NAMES), words=WORDS)
    def edit_the_text_of_an_officer(self, who: str, words: str) -> None:
        file = self.content / f"officers/{who}.md"
        if file.exists():
            front = file.read_text("utf-8").rpartition("---\n")
            self.write(f"officers/{who}.md", "".join(front[:2]) + words)

    @rule(area=st.sampled_from(["north", "south", "far"]), words=WORDS)
    def edit_the_text_of_an_area(self, area: str, words: str) -> None:
        front = (self.content / f"pages/boroughs/{area}.md").read_text("utf-8").rpartition("---\n")
        self.write(f"pages/boroughs/{area}.md", "".join(front[:2]) + words)

    @rule(state=st.sampled_from(["unlisted", "vacant"]))
    def change_a_field_of_an_area(self, state: str) -> None:
        self.change("pages/boroughs/south.md", "places: .*", f"places: [A {state} place]")

    @rule(words=st.one_of(WORDS, st.just(TO_A_PART)))
    def edit_a_page(self, words: str) -> None:
        self.write("pages/coverage.md", page("Coverage", words))

    @rule(question=st.sampled_from(["Is it worth it?", "Will they believe me?"]))
    def edit_questions(self, question: str) -> None:
        self.write("pages/worth-reporting.md", page("Is it worth it?", f"## {question}\n\nYes.\n"))

    @rule()
    def break_a_file(self) -> None:
        self.write("officers/bob.md", "---\nname: [\n---\n")

    @rule()
    def change_a_setting(self) -> None:
        text = (self.content / "site.yaml").read_text("utf-8")
        was, other = "short_name: Test", "short_name: Other"
        self.write("site.yaml", text.replace(was, other) if was in text else text.replace(other, was))

    @precondition(lambda self: self.before)
    @rule()
    def revert(self) -> None:
        write_files(self.content, self.before)
        self.before = {}

    @rule(days=st.integers(-1, 200))
    def go_on_to_another_day(self, days: int) -> None:
        self.options = replace(self.options, as_of=DAY + datetime.timedelta(days))

    @rule(theme=st.sampled_from(["liaison", "child", "high-contrast"]))
    def choose_a_theme(self, theme: str) -> None:
        self.options = replace(self.options, theme=theme)

    @rule()
    def change_the_theme(self) -> None:
        sheet = self.folder / "themes/child/styles/tokens.css"
        sheet.write_text("" if sheet.read_text("utf-8") else CHILD, "utf-8")
        self.options = replace(self.options, theme="child")

    @rule(with_overlay=st.booleans())
    def lay_another_folder_over_it(self, with_overlay: bool) -> None:
        self.options = replace(self.options, overlay_dir=self.overlay if with_overlay else None)

    @rule(place=st.floats(0, 1), damage=st.binary(min_size=1, max_size=40), is_cut=st.booleans())
    def damage_the_store(self, place: float, damage: bytes, is_cut: bool) -> None:
        store = self.folder / "store"
        content = store.read_bytes() if store.exists() else b"?"
        start = int(place * len(content))
        store.write_bytes(content[:start] + damage + (b"" if is_cut else content[start + len(damage) :]))

    @rule(path=st.sampled_from(["index.html", "officers/ann/index.html"]), is_same_size=st.booleans())
    def change_a_published_page_by_hand(self, path: str, is_same_size: bool) -> None:
        file = self.options.output_dir / path
        if file.exists():
            page = file.read_bytes()
            file.write_bytes(page[:-2] + b"?\n" if is_same_size else page + b"?")

    @rule()
    def kill_it_in_the_middle(self) -> None:
        def die(output: Output) -> None:
            raise Killed

        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(publication.publish_site.__kwdefaults__, "switch", die)
            try:
                build_site(self.options, unseen)
            except Killed:
                return

    @invariant()
    def it_is_what_a_clean_build_makes(self) -> None:
        built = build_site(self.options, unseen)
        clean_dir = self.folder / "clean"
        clean = build_site(replace(self.options, output_dir=clean_dir, store_file=None), unseen)
        assert described(built) == described(clean)
        self.published = built.published
        if built.published:
            assert files(self.options.output_dir) == files(clean_dir)
            manifests = [self.folder / f"{name}.manifest.json" for name in ("out", "clean")]
            assert manifests[0].read_bytes() == manifests[1].read_bytes()
            spare = self.folder / ".out.spare"
            assert not spare.exists() or files(spare) == files(clean_dir)
        shutil.rmtree(clean_dir, ignore_errors=True)
        (self.folder / "clean.manifest.json").unlink(missing_ok=True)


def described(built: Built) -> tuple[object, ...]:
    return built.findings.sorted(), built.published, built.counts, built.texts, built.settings_broken


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_an_incremental_site_is_that_of_a_clean_build(whole: bool) -> None:
    examples, steps = (40, 50) if whole else (3, 20)
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, phases=[Phase.generate]
        ),
    )


ONE_AFTER_ANOTHER: tuple[Callable[[Edits], None], ...] = (
    lambda site: site.edit_or_add_an_officer("bob", "south", "Hello."),
    lambda site: site.edit_the_text_of_an_officer("ann", "Other words."),
    lambda site: site.edit_the_text_of_an_officer("ann", "See [home](/)."),
    lambda site: site.edit_the_text_of_an_area("north", "Words about an area."),
    lambda site: site.change_one_word_of_an_officer("ann", "away"),
    lambda site: site.change_a_field_of_an_area("vacant"),
    lambda site: site.edit_or_add_an_officer("ann", "south", "Hello."),
    lambda site: site.edit_or_add_an_officer("ann", "north", "Hello."),
    lambda site: site.move_an_officer("ann", "south, far"),
    lambda site: site.move_an_officer("ann", "north"),
    *(partial(Edits.change_a_field, field=field) for field in FIELDS),
    lambda site: site.go_on_to_another_day(150),
    lambda site: site.add_or_change_a_photo("ann", 0),
    lambda site: site.add_or_change_a_photo("ann", 1),
    lambda site: site.edit_a_page("Words of a page."),
    lambda site: site.edit_questions("Do I have to give my name?"),
    lambda site: site.edit_questions("Will they believe me?"),
    lambda site: site.write("words/pl.yaml", POLISH),
    lambda site: site.write("pages/coverage.pl.md", IN_POLISH),
    lambda site: site.edit_a_page("The original is newer now."),
    lambda site: site.write("words/pl.yaml", POLISH.replace("Menu", "Spis")),
    lambda site: site.change_a_setting(),
    lambda site: site.choose_a_theme("high-contrast"),
    lambda site: site.rename_an_officer("bob", "eve"),
    lambda site: site.change_a_published_page_by_hand("index.html", True),
    lambda site: site.change_a_published_page_by_hand("index.html", False),
)
"""Edits after each of which the site can be published, so that none hides what the next one shows."""


def test_each_edit_by_itself_makes_the_site_of_a_clean_build() -> None:
    site = Edits()
    for edit in ONE_AFTER_ANOTHER:
        edit(site)
        site.it_is_what_a_clean_build_makes()
        assert site.published
    site.teardown()


def edit_text(words: str, who: str = "ann") -> Callable[[Edits], None]:
    return lambda site: site.edit_the_text_of_an_officer(who, words)


def write(name: str, text: str) -> Callable[[Edits], None]:
    return lambda site: site.write(name, text)


RETIRED = "names:\n  - {value: Bluebell Line, now: the helpline, level: error}\n"
ACCEPTED = """accepted:
  - {rule: word-to-avoid, path: officers/ann.md, reason: A trial, until: 2026-12-24, by: us}
"""


@pytest.mark.parametrize(
    "edits",
    [
        [edit_text("## Hello"), lambda site: site.edit_a_page(TO_A_PART), edit_text("## Good day")],
        [write("retired.yaml", RETIRED), edit_text("Ask."), edit_text("Ask the Bluebell Line.")],
        [
            write("words/pl.yaml", POLISH),
            write("pages/coverage.pl.md", IN_POLISH),
            lambda site: site.edit_a_page("Good day."),
            lambda site: site.edit_a_page("Good evening."),
        ],
        [edit_text("Ask."), edit_text("Call 020 7946 0999.")],
        [edit_text("Ask."), edit_text("See [x](/nowhere/).")],
        [edit_text("Ask."), edit_text("Ask at https://directory.example/nowhere/.")],
        [edit_text("Ask."), edit_text(" ".join(map("".join, product("abcdefghij", repeat=4))))],
        [write("accepted.yaml", ACCEPTED), edit_text("Utilise it."), edit_text("Use it.")],
        [write("accepted.yaml", ACCEPTED), edit_text("Use it."), edit_text("Utilise it.")],
        [
            edit_text("Ask."),
            lambda site: site.change_a_published_page_by_hand("index.html", True),
            edit_text("Now."),
        ],
    ],
)
def test_a_text_that_changes_more_than_its_own_page_is_told_as_a_clean_build_tells_it(
    edits: Sequence[Callable[[Edits], None]],
) -> None:
    site = Edits()
    for edit in edits[:-1]:
        edit(site)
        build_site(site.options, unseen)
    edits[-1](site)
    site.it_is_what_a_clean_build_makes()
    site.teardown()


def test_of_a_text_alone_its_page_is_made_and_nothing_else() -> None:
    """A whole build says what it does; the short way takes too little time for that."""
    site = Edits()
    settings_file = (site.content / "site.yaml").read_text("utf-8")
    site.write("site.yaml", f"{settings_file}hosting:\n  host: none\n  compress: [gz]\n")
    site.edit_the_text_of_an_officer("ann", "Ask.")
    site.change(
        "channels/helpline.md", "---\n$", "---\nAsk.\n"
    )  # nobody checked it: there is a finding on a field
    build_site(site.options, unseen)
    labels: list[str] = []

    def heard(things: Iterable[T], label: str, count: int) -> Iterator[T]:
        labels.append(label)
        return iter(things)

    for words in ("Other words.\n\nUtilise it.\n", "Words again."):
        site.edit_the_text_of_an_officer("ann", words)
        site.change("channels/helpline.md", "---\n[^-]*$", f"---\n{words}\n")
        build_site(site.options, heard)
        assert not labels
        site.it_is_what_a_clean_build_makes()
    site.change_a_field_of_an_area("vacant")
    build_site(site.options, heard)
    assert labels
    site.teardown()


def test_a_text_stands_on_its_own_page_and_nowhere_else() -> None:
    """So all other pages may be taken from the last build when only such a text was changed.

    Save for one that is translated: a translation is told to be older than its original.
    """
    sources, _ = read_sources(LONDON, PROJECT / "example")
    judged = judge_sources(Folders(LONDON, PROJECT / "example", DAY), sources)
    assert judged.directory
    assert judged.site
    records = replace(judged.records, translations=())
    others = replace(
        records,
        **{kind: retold(getattr(records, kind)) for kind in ("officers", "boroughs", "channels", "pages")},
    )
    one, _ = plan_site(judged.directory, records)
    other, _ = plan_site(assemble_directory(others, judged.site, DAY)[0], others)
    assert (other.files, other.papers) == (one.files, one.papers)
    pages = [(ours, theirs) for ours, theirs in zip(one.pages, other.pages, strict=True) if ours != theirs]
    texts = (*records.officers, *records.boroughs, *judged.directory.channels, *records.pages)
    assert [ours.origin.path for ours, _ in pages if ours.origin] == sorted(
        (record.origin.path for record in texts),
        key=[page.origin and page.origin.path for page in one.pages].index,
    )
    for ours, theirs in pages:
        assert isinstance(ours.view, FramedView)
        assert isinstance(theirs.view, FramedView)
        assert replace(ours.view, prose=None) == replace(theirs.view, prose=None)


R = TypeVar("R", bound=Record)


def retold(records: Sequence[R]) -> tuple[R, ...]:
    """Say something else in each text, save in the questions that another page shows."""
    return tuple(
        record.model_copy(
            update={"body": replace(record.body, text=f"Other words than before.\n\n{record.body.text}")}
        )
        for record in records
    )


def test_verify_says_whether_the_published_site_is_what_a_clean_build_makes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = write_files(tmp_path / "content", small_site())
    words = ["--content", str(content), "--output", str(tmp_path / "out")]
    assert main(["verify", *words]) == 2
    assert "build it first" in capsys.readouterr().err
    assert main(words) == 0
    assert main(["verify", *words]) == 0
    assert "the same as one built from nothing" in capsys.readouterr().out
    (tmp_path / "out/coverage/index.html").write_text("x", "utf-8")
    (tmp_path / "out/report/index.html").unlink()
    assert main(["verify", *words]) == 1
    assert "coverage/index.html and report/index.html" in capsys.readouterr().out
    write_files(content, {"officers/bob.md": "---\n"})
    assert main(["verify", *words]) == 2
