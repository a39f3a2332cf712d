"""The files that a host needs: those that are published with the site, and those a server reads elsewhere."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from site_builder.content.settings import Site
from site_builder.publish.hosting.apache import write_htaccess
from site_builder.publish.hosting.caddy import write_caddyfile
from site_builder.publish.hosting.cloudfront import write_s3
from site_builder.publish.hosting.compression import pack_files
from site_builder.publish.hosting.header_files import write_headers, write_redirects
from site_builder.publish.hosting.header_policy import policy_for
from site_builder.publish.hosting.nginx import write_nginx
from site_builder.publish.hosting.placement import Placement
from site_builder.publish.hosting.redirects import write_signposts
from site_builder.site.rendering.artifact import Artifact

GITHUB_DOMAIN = ".github.io"


def add_host_files(site: Site, artifacts: Sequence[Artifact]) -> tuple[Artifact, ...]:
    """Return a site's files with what its host reads from the published folder, and with packed copies."""
    published = (*artifacts, *_published_files(site))
    return (*published, *pack_files(published, site.hosting.compress))


def write_host_files(
    site: Site, host: str, artifacts: Sequence[Artifact], placement: Placement
) -> tuple[Artifact, ...]:
    """Return every file that says to `host` how to serve a site, wherever it belongs."""
    policy = policy_for(site)
    if host == "nginx":
        return (write_nginx(site, policy, placement),)
    if host == "caddy":
        return (write_caddyfile(site, policy, placement),)
    if host == "apache":
        return (write_htaccess(site, policy),)
    if host == "s3":
        return write_s3(site, policy, [artifact.path for artifact in artifacts])
    if host in {"netlify", "cloudflare"}:
        return (write_headers(policy), *((write_redirects(site),) if site.redirects else ()))
    return (*write_signposts(site), *(_github_files(site) if host == "github-pages" else ()))


def _published_files(site: Site) -> tuple[Artifact, ...]:
    """Return those that lie in the published folder itself; servers of one's own read theirs elsewhere."""
    if site.hosting.host in {"nginx", "caddy", "s3"}:
        return ()
    return write_host_files(site, site.hosting.host, (), Placement("", ""))


def _github_files(site: Site) -> tuple[Artifact, ...]:
    """Return ``.nojekyll``, which keeps files as they are, and ``CNAME`` where the site has an address of its own."""
    name = urlsplit(site.base_url).hostname or ""
    own_name = (Artifact("CNAME", f"{name}\n".encode()),) if not name.endswith(GITHUB_DOMAIN) else ()
    return (Artifact(".nojekyll", b""), *own_name)
