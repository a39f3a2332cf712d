"""A file of settings that is read whole, such as ``site.yaml``: each of its values knows where it was written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Self, TypeVar

from pydantic import PrivateAttr

from site_builder.content.document import Origin
from site_builder.content.models import Part, validate_model
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import YamlFields, parse_yaml
from site_builder.findings.diagnostics import Checked, Diagnostic, Place


class SettingsFile(Part):
    """The settings of one file."""

    _origin: Origin = PrivateAttr(default_factory=lambda: Origin(""))
    _written: Mapping[str, object] = PrivateAttr(default_factory=dict)
    _is_unread: bool = PrivateAttr(default=False)

    @property
    def origin(self) -> Origin:
        """Where each setting stands in its file."""
        return self._origin

    def written_in(self, path: str, written: YamlFields) -> Self:
        """Return the same settings as they stand in a file."""
        self._origin = Origin(path, written.places, written.key_places)
        self._written = written.fields
        return self

    def unread(self, source: SourceFile | None) -> Self:
        """Return the same settings as what stands in for a file that is there and could not be understood."""
        self._is_unread = source is not None
        return self

    @property
    def written(self) -> Mapping[str, object]:
        """The settings as they are written, before their types read them."""
        return self._written

    @property
    def is_unread(self) -> bool:
        """Whether the file is there, and findings say why nothing of it is known."""
        return self._is_unread

    def beside(self, name: str) -> str:
        """Return the path of what lies in the same folder as this file."""
        return (PurePosixPath(self._origin.path).parent / name).as_posix()


Findings = Iterable[Diagnostic]
S = TypeVar("S", bound=SettingsFile)


def find_file(sources: Sequence[SourceFile], name: str) -> SourceFile | None:
    """Return the file of this name at the top of the content folder, if it is there."""
    return next((source for source in sources if source.name == name), None)


def read_settings(
    model: type[S], source: SourceFile, kind: str, look: Callable[[YamlFields], Findings] = lambda _: ()
) -> Checked[S | None]:
    """Return the settings of a file, or None with every mistake in it; `kind` is the word for such a file.

    `look` finds what else is wrong with what is written, also where it makes no settings.
    """
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"The {kind} cannot be read as text."
        return None, (Diagnostic(Place(source.path), "unreadable-file", message, "Save the file as UTF-8."),)
    written, found = parse_yaml(text, source.path)
    if written is None:
        return None, found
    settings, faults = validate_model(model, written, source.path, kind)
    return settings and settings.written_in(source.path, written), (*found, *faults, *look(written))
