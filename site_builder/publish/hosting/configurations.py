"""What servers and hosts read, each from a template of its own: they differ in their words, not in what is said.

nginx gets one file for ``/etc/nginx/conf.d/``, which holds everything but the certificate; Caddy sees to that itself.
Apache reads ``.htaccess`` in the published folder, with mod_headers and mod_dir, and mod_rewrite for packed copies.
"""

import json
import re
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from site_builder.content.settings import Site
from site_builder.publish.hosting.compression import CODINGS
from site_builder.publish.hosting.header_policy import ANY_SITE, Policy
from site_builder.publish.hosting.redirects import list_moves
from site_builder.site.published_files import (
    CARD,
    CLOSED_FOLDER,
    KINDS,
    NOT_FOUND,
    TABLE,
    UNKNOWN_KIND,
    Keeping,
)
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.urls import Urls


@dataclass(frozen=True)
class Placement:
    """Where a site stands on a server of one's own.

    `folder` is where the published files lie on the server; `listen` the port, with or without an address.
    """

    folder: str = ""
    name: str = ""
    listen: str = "80"


def write_configuration(
    path: str, template: str, site: Site, policy: Policy, placement: Placement = Placement()
) -> Artifact:
    """Return the file at `path`, with what every template may say."""
    moves = list_moves(site)
    text = _TEMPLATES.get_template(template).render(
        placement=placement,
        root=site.root,
        everywhere=policy.everywhere,
        fixed=policy.fixed,
        varied=policy.varied,
        kinds=KINDS,
        unknown_kind=UNKNOWN_KIND,
        usual_keeping=Keeping.ASK_EVERY_TIME,
        lasting=[row for row in TABLE if row.keeping is Keeping.A_YEAR],
        open=[row for row in TABLE if row.is_open],
        framed=CARD.expression,
        any_site=ANY_SITE,
        closed_folder=CLOSED_FOLDER,
        not_found=NOT_FOUND,
        moves=moves,
        moved=json.dumps({move.old: move.new for move in moves}, indent=2),
        compress=site.hosting.compress,
        codings={ending: name for ending, name in CODINGS.items() if ending in site.hosting.compress},
    )
    return Artifact(path, text.encode())


def write_redirect_pages(site: Site) -> tuple[Artifact, ...]:
    """Return a page at each old address that leads on at once (WCAG technique H76), for hosts without redirects."""
    if not site.redirects:
        return ()  # before the template is compiled, which takes longer than all the pages
    template = _TEMPLATES.get_template("redirect-page.html")
    return tuple(
        Artifact(
            Urls("/").path(redirect.old),
            template.render(host=site.host, new=site.root + redirect.new.lstrip("/")).encode(),
        )
        for redirect in site.redirects
    )


def _as_rule(pattern: str) -> str:
    """Return a path as ``_headers`` has it: ``/officers/:officer/photo-*``."""
    with_stars = re.sub(r"{[^/]*$", "*", pattern)
    return "/" + re.sub(r"{(\w+)}", r":\1", with_stars)


def _as_variable(header: str) -> str:
    """Return what nginx calls the value of a header that differs: ``liaison_x_frame_options``."""
    return f"liaison_{header.lower().replace('-', '_')}"


_TEMPLATES = Environment(
    loader=PackageLoader("site_builder.publish.hosting"),
    undefined=StrictUndefined,
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters |= {"as_expression": re.escape, "as_rule": _as_rule, "as_variable": _as_variable}
