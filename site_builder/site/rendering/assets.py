"""The files of a theme that pages load: style sheet, icons and, where there is one, the script."""

from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.theme import Theme


def render_assets(theme: Theme) -> tuple[Artifact, ...]:
    """Return the theme's files at the addresses that the pages use."""
    return tuple(Artifact(asset.path, asset.content) for asset in theme.assets)
