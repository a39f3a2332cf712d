"""The examples in the descriptions of components, as the views that pages hand to them."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from site_builder.content.schema import Officer
from site_builder.site.pages import views
from site_builder.site.pages.own_words import form_of
from site_builder.site.rendering.theme import Component


def real_arguments(component: Component, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return an example with views for all that its description calls by the name of a view: ``the links (Link)``."""
    return {name: as_view(_named_in(component.parameters[name]), value) for name, value in arguments.items()}


def as_view(view: Any, written: Any) -> Any:
    """Make a view of what an example writes; what it leaves out is empty, and what no view has is an error."""
    if isinstance(written, list):
        return tuple(as_view(view, part) for part in written)
    if not isinstance(written, Mapping):
        return written
    assert is_dataclass(view), f"the description does not say which view this is: {written}"
    hints = get_type_hints(view)
    assert written.keys() <= hints.keys(), f"{view} has not all of {sorted(written)}"
    return view(**{field.name: _value(hints[field.name], field.name, written) for field in fields(view)})


def _value(hint: Any, name: str, written: Mapping[str, Any]) -> Any:
    if name == "own":
        nothing, form = form_of(Officer)
        return form(**nothing | written.get("own", {}))
    within = next((part for part in (hint, *get_args(hint)) if is_dataclass(part)), None)
    if name in written:
        return as_view(within, written[name])
    if type(None) in get_args(hint):
        return None
    return as_view(within, {}) if within is hint else (getattr(hint, "__origin__", None) or hint)()


def _named_in(words: str) -> Any:
    return next((getattr(views, name) for name in re.findall(r"\(([A-Z]\w+)", words)), None)
