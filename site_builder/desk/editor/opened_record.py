"""A record that is open in the editor: its file, what its form holds, and where its page stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.content.document import Document
from site_builder.content.frontmatter import parse_document
from site_builder.content.sources import FOLDER_OF, SourceFile
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.edit_refusals import EditRefused, require_ours
from site_builder.desk.editor.record_lists import RecordList, list_named, record_url
from site_builder.desk.editor.screens import Asked, Crumb
from site_builder.desk.forms.form_changes import typed_of
from site_builder.desk.forms.record_form import Form, form_of
from site_builder.site.urls import Urls


@dataclass(frozen=True)
class OpenedRecord:
    """A record's file as it is now; `document` is None where nobody can tell its fields apart."""

    content: Content
    of: RecordList
    source: SourceFile
    document: Document | None

    @classmethod
    def at(cls, content: Content, asked: Asked) -> "OpenedRecord":
        """Return the record at an address; raise EditRefused where there is none, or it is not to be changed here."""
        of, slug = list_named(asked.parts["list"]), asked.parts["slug"]
        source = content.source(f"{FOLDER_OF[of.kind]}/{slug}.md")
        if source is None:
            raise EditRefused(
                f'There is no {of.one} "{slug}" any more. Somebody may have given its file another name.'
            )
        require_ours(source, content.folders.overlay_dir)
        return cls(content, of, source, content.document(source.path))

    @property
    def form(self) -> Form:
        """What is asked about such a record."""
        return form_of(self.of.kind, is_translation=self.source.kind == "translation")

    @property
    def typed(self) -> Mapping[str, tuple[str, ...]] | None:
        """What its form holds; None where no form can show the file."""
        try:
            return typed_of(self.form, self.document, self.source.content) if self.document else None
        except EditRefused:
            return None

    @property
    def url(self) -> str:
        """Where its form stands."""
        return record_url(self.source)

    @property
    def title(self) -> str:
        """What it is called."""
        fields = self.document.fields if self.document else {}
        name = fields.get("name") or fields.get("title") or fields.get("summary")
        return name if isinstance(name, str) else self.source.slug

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """The pages above its form."""
        return (Crumb("The editor", "/edit/"), Crumb(self.of.many.capitalize(), f"/edit/{self.of.name}/"))

    @property
    def page_url(self) -> str:
        """Where visitors will find it, or nothing while the settings are broken."""
        site = self.content.judged.site
        if site is None:
            return ""
        language = self.source.language
        is_translated = frozenset({(self.of.kind, self.source.slug)}) if language else frozenset()
        return Urls(site.root, language, is_translated).record(self.of.kind, self.source.slug)

    def with_content(self, content: bytes) -> Document:
        """Return the fields of the file with other content in it; raise EditRefused where it has none."""
        document, found = parse_document(self.source.path, content, self.source.slug)
        if document is None:
            raise EditRefused(f"The fields of {self.source.path} cannot be read.", found)
        return document
