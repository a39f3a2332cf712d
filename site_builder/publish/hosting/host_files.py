"""The files that a host needs: those that are published with the site, and those a server reads elsewhere."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from site_builder.content.hosts import CONFIGURED_APART, Host
from site_builder.content.settings import Site
from site_builder.publish.hosting.cloudfront import write_s3
from site_builder.publish.hosting.compression import pack_files
from site_builder.publish.hosting.configurations import (
    Placement,
    write_configuration,
    write_redirect_pages,
)
from site_builder.publish.hosting.header_policy import policy_for
from site_builder.site.rendering.artifact import Artifact

GITHUB_DOMAIN = ".github.io"


def add_host_files(site: Site, artifacts: Sequence[Artifact]) -> tuple[Artifact, ...]:
    """Return a site's files with what its host reads from the published folder, and with packed copies."""
    published = (*artifacts, *_published_files(site))
    return (*published, *pack_files(published, site.hosting.compress))


def write_host_files(
    site: Site, host: Host, artifacts: Sequence[Artifact], placement: Placement
) -> tuple[Artifact, ...]:
    """Return every file that says to `host` how to serve a site, wherever it belongs."""
    policy = policy_for(site)
    match host:
        case "nginx":
            return (write_configuration("liaison.conf", "nginx.conf", site, policy, placement),)
        case "caddy":
            return (write_configuration("Caddyfile", "Caddyfile", site, policy, placement),)
        case "apache":
            return (write_configuration(".htaccess", "htaccess", site, policy),)
        case "s3":
            function = write_configuration("viewer-request.js", "viewer-request.js", site, policy)
            return (*write_s3(policy, [artifact.path for artifact in artifacts]), function)
        case "netlify" | "cloudflare":
            names = ("_headers", "_redirects") if site.redirects else ("_headers",)
            return tuple(write_configuration(name, name, site, policy) for name in names)
        case "github-pages":
            return (*write_redirect_pages(site), *_github_files(site))
        case "none":
            return write_redirect_pages(site)


def _published_files(site: Site) -> tuple[Artifact, ...]:
    """Return those that lie in the published folder itself; servers of one's own read theirs elsewhere."""
    if site.hosting.host in CONFIGURED_APART:
        return ()
    return write_host_files(site, site.hosting.host, (), Placement())


def _github_files(site: Site) -> tuple[Artifact, ...]:
    """Return ``.nojekyll``, which keeps files as they are, and ``CNAME`` where the site has an address of its own."""
    name = urlsplit(site.base_url).hostname or ""
    own_name = (Artifact("CNAME", f"{name}\n".encode()),) if not name.endswith(GITHUB_DOMAIN) else ()
    return (Artifact(".nojekyll", b""), *own_name)
