"""What Sveltia CMS is told: where the repository is, how people sign in, and a collection for each kind of record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from site_builder.content.schema import RECORDS, Record
from site_builder.content.settings import Site
from site_builder.content.sources import FOLDER_OF
from site_builder.content.translations import TRANSLATIONS
from site_builder.desk.cms.cms_fields import COLLECTIONS, Control, make_controls, shape_of
from site_builder.desk.cms.git_hosts import GitHost
from site_builder.desk.forms.record_form import Form, form_of

APIS: Mapping[str, str] = {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}

_PICTURES: Mapping[str, tuple[str, ...]] = {
    "github": ("https://avatars.githubusercontent.com",),
    "gitlab": ("https://gitlab.com", "https://secure.gravatar.com"),
}
_UPLOADS: Control = {
    "slugify_filename": True,
    "transformations": {"raster_image": {"format": "webp", "quality": 90, "width": 1600, "height": 1600}},
}
"""A photograph is drawn anew before it leaves the browser: where it was taken never gets into the repository."""
_FILE_NAME = (
    "Small letters a to z, digits and hyphens. It becomes the address of the page and stays as it is."
)
_FILE_NAMES = "[a-z0-9]+(-[a-z0-9]+)*"
_SOMETHING = "^(?!null$)."
"""What is filled in: the CMS looks for the word null where nothing is."""


@dataclass(frozen=True)
class Repository:
    """The repository that is edited: ``owner/name`` at a host, its branch, and where the content lies in it.

    `sign_in` is the address of a helper for signing in with a button (GitHub), `app_id` the name by which the host
    knows the editor (GitLab); without them people sign in with a token of their own.
    """

    host: GitHost
    name: str
    branch: str
    content: str
    sign_in: str = ""
    app_id: str = ""

    @property
    def hosts_asked(self) -> tuple[str, ...]:
        """Which hosts the editor has to reach, beside its own."""
        return (APIS[self.host], *(_PICTURES[self.host]))


@dataclass(frozen=True)
class Configuration:
    """What the CMS reads, and what our reader of files is told of each kind, by the name of its format."""

    settings: Mapping[str, Any]
    formats: Mapping[str, Any]


def make_configuration(site: Site, repository: Repository) -> Configuration:
    """Return the configuration for the content of a site in a repository."""
    kinds = list(_kinds(site))
    return Configuration(
        {
            "backend": _backend(repository),
            "publish_mode": "editorial_workflow",
            "app_title": site.short_name,
            "site_url": site.base_url,
            "media_folder": f"/{repository.content}/{FOLDER_OF['officer']}",
            "public_folder": "/",
            "media_libraries": {"default": {"config": _UPLOADS}, "stock_assets": {"providers": []}},
            "editor": {"preview": False},
            "slug": {"encoding": "ascii", "clean_accents": True},
            "output": {"omit_empty_optional_fields": True},
            "collections": [one.collection(repository.content) for one in kinds],
        },
        {one.format: {"shape": shape_of(one.form.fields), "order": one.form.order[()]} for one in kinds},
    )


@dataclass(frozen=True)
class _Kind:
    """A list of files in the editor: its name, what it and one of its files are called, and how one is filled in."""

    kind: str
    name: str
    label: str
    singular: str
    form: Form
    controls: list[Control]
    told_by: str = ""
    """A field that is filled in here, and in no other file of the folder."""
    is_translation: bool = False

    @property
    def format(self) -> str:
        return f"liaison-{self.name}"

    def collection(self, content: str) -> Control:
        names = [control["name"] for control in self.controls]
        title = next((name for name in ("name", "title") if name in names), names[0])
        return {
            "name": self.name,
            "label": self.label,
            "label_singular": self.singular,
            "folder": f"{content}/{FOLDER_OF[self.kind]}",
            "format": self.format,
            "create": self.kind != "borough" and not self.is_translation,
            "delete": self.kind != "borough",
            "duplicate": False,
            "identifier_field": title,
            "slug": _slug(title),
            "fields": self.controls,
            **({"summary": "{{slug}}"} if self.is_translation else {}),
            **({"filter": {"field": self.told_by, "pattern": _SOMETHING}} if self.told_by else {}),
            **(_photographs(content) if self.kind == "officer" else {}),
        }


def _kinds(site: Site) -> Iterator[_Kind]:
    forces = {slug: force.short_name for slug, force in site.forces.items()}
    words = {
        "officer": ("Officers", "officer"),
        "borough": (site.region.areas.capitalize(), site.region.area),
        "channel": ("Ways to report", "way to report"),
        "page": ("Pages", "page"),
        "notice": ("Notices", "notice"),
    }
    for kind, model in RECORDS.items():
        form, own = form_of(kind), _told_by(model, TRANSLATIONS.get(kind))
        yield _Kind(kind, COLLECTIONS[kind], *words[kind], form, make_controls(form, model, forces), own)
    for kind, translation in TRANSLATIONS.items():
        several, one = words[kind]
        form = form_of(kind, is_translation=True)
        yield _Kind(
            kind,
            f"{COLLECTIONS[kind]}-translated",
            f"{several}, translated",
            f"translation of a {one}",
            form,
            make_controls(form, translation, forces),
            "translates",
            is_translation=True,
        )


def _told_by(model: type[Record], translation: type[Record] | None) -> str:
    """Return a field by which an original is told from its translations, which lie in the same folder."""
    if translation is None:
        return ""
    return next(
        name
        for name, field in model.model_fields.items()
        if field.is_required() and name not in Record.OWN | translation.model_fields.keys()
    )


def _backend(repository: Repository) -> Control:
    own: Control = {"name": repository.host, "repo": repository.name, "branch": repository.branch}
    if repository.sign_in:
        where = urlsplit(repository.sign_in)
        path = where.path.strip("/")
        own |= {"base_url": f"{where.scheme}://{where.netloc}"} | ({"auth_endpoint": path} if path else {})
    if repository.app_id:
        own |= {"auth_type": "pkce", "app_id": repository.app_id}
    methods = ["oauth", "token"] if repository.sign_in or repository.app_id else ["token"]
    return own | {"auth_methods": methods, "squash_merges": True, "commit_messages": _messages()}


def _messages() -> Control:
    entry = "{{collection}} “{{slug}}”"
    return {
        "create": f"New: {entry}",
        "update": f"Change {entry}",
        "delete": f"Take out {entry}",
        "uploadMedia": "Add {{path}}",
        "deleteMedia": "Take out {{path}}",
    }


def _slug(title: str) -> Control:
    """Return how a new file is named: once, so that no address changes later."""
    return {
        "template": f"{{{{{title}}}}}",
        "editable": ["create"],
        "hint": _FILE_NAME,
        "pattern": [f"^{_FILE_NAMES}$", _FILE_NAME],
    }


def _photographs(content: str) -> Control:
    """Return where a photograph goes: beside the officer's file, which names it without a way."""
    return {"media_folder": f"/{content}/{FOLDER_OF['officer']}", "public_folder": ""}
