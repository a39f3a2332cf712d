"""The files of a theme that pages load: style sheet, icons and, where there is one, the script."""

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.site.published_files import FAVICON, TOUCH_ICON
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.theme import Theme

_DISCREET: Mapping[str, str] = MappingProxyType(
    {FAVICON.path(): "icon-plain.ico", TOUCH_ICON.path(): "icon-plain.png"}
)
"""What stands in discreet mode where browsers look for an icon without being told."""


def render_assets(theme: Theme, *, is_discreet: bool = False) -> tuple[Artifact, ...]:
    """Return the theme's files at the addresses that the pages use."""
    contents = {asset.name: asset.content for asset in theme.assets}
    instead = _DISCREET if is_discreet else {}
    return tuple(
        Artifact(asset.path, contents.get(instead.get(asset.name, ""), asset.content))
        for asset in theme.assets
    )
