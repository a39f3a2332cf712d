"""What each host takes at most: of a larger site it would refuse some, or leave some out without a word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType

from site_builder.content.hosts import Host
from site_builder.content.settings import Site
from site_builder.findings.diagnostics import Diagnostic
from site_builder.publish.hosting.configurations import Placement
from site_builder.publish.hosting.host_files import write_host_files
from site_builder.publish.hosting.redirects import list_moves
from site_builder.site.rendering.artifact import Artifact

_ANY = 10**12
_KILOBYTE = 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most that one host takes; sizes are bytes. `read` has those of files that it reads itself, by path."""

    name: str
    files: int = _ANY
    files_in_a_folder: int = _ANY
    file_size: int = _ANY
    site_size: int = _ANY
    redirects: int = _ANY
    read: Mapping[str, int] = field(default_factory=dict)


LIMITS: Mapping[Host, Limits] = MappingProxyType(
    {
        # developers.cloudflare.com/pages: platform/limits, configuration/redirects. What stands beyond 100 kB of
        # redirects is passed over; that is what people met, and no page of Cloudflare's says it.
        "cloudflare": Limits(
            name="Cloudflare Pages",
            files=20_000,
            file_size=25 * _KILOBYTE**2,
            redirects=2_000,
            read=MappingProxyType({"_redirects": 100 * _KILOBYTE}),
        ),
        # docs.netlify.com/site-deploys/overview
        "netlify": Limits(name="Netlify", files_in_a_folder=54_000),
        # docs.github.com/en/pages: GitHub Pages limits
        "github-pages": Limits(name="GitHub Pages", file_size=100 * _KILOBYTE**2, site_size=10**9),
        # docs.aws.amazon.com/AmazonCloudFront: quotas on CloudFront Functions
        "s3": Limits(name="CloudFront", read=MappingProxyType({"viewer-request.js": 10 * _KILOBYTE})),
    }
)


def find_overfull_host(site: Site, host: Host, artifacts: Sequence[Artifact]) -> Iterator[Diagnostic]:
    """Yield `too-large` for everything in which a site goes beyond what `host` takes."""
    if (limits := LIMITS.get(host)) is None:
        return
    own = write_host_files(site, host, artifacts, Placement())
    files = (*artifacts, *own)
    at_redirects, at_host = site.origin.place("redirects"), site.origin.place("hosting", "host")
    moves = len(list_moves(site))
    if moves > limits.redirects:
        words = f"{limits.redirects:,} redirects, and these make {moves:,}, with and without a slash"
        yield Diagnostic(at_redirects, "too-large", f"{limits.name} takes {words}.", _FEWER_REDIRECTS)
    for file in own:
        if len(file.content) > (most := limits.read.get(file.path, _ANY)):
            words = f"{_size(most)} of {file.path}, and with these it has {_size(len(file.content))}"
            yield Diagnostic(at_redirects, "too-large", f"{limits.name} takes {words}.", _FEWER_REDIRECTS)
    for words in _beyond(limits, files):
        yield Diagnostic(at_host, "too-large", f"{limits.name} takes {words}.", "Choose another host.")


def find_room(host: Host, artifacts: Sequence[Artifact]) -> int:
    """Return the bytes by which a site may grow before `host` refuses it as a whole."""
    limits = LIMITS.get(host)
    return limits.site_size - sum(len(file.content) for file in artifacts) if limits else _ANY


_FEWER_REDIRECTS = "Take out the oldest ones, or choose another host."


def _beyond(limits: Limits, files: Sequence[Artifact]) -> Iterator[str]:
    if len(files) > limits.files:
        yield f"{limits.files:,} files, and this site has {len(files):,}"
    [(folder, count)] = Counter(str(PurePosixPath(file.path).parent) for file in files).most_common(1) or [
        ("", 0)
    ]
    if count > limits.files_in_a_folder:
        yield f'{limits.files_in_a_folder:,} files in one folder, and "{folder}" has {count:,}'
    for file in files:
        if len(file.content) > limits.file_size:
            yield f"{_size(limits.file_size)} in one file, and {file.path} has {_size(len(file.content))}"
    if (whole := sum(len(file.content) for file in files)) > limits.site_size:
        yield f"{_size(limits.site_size)} in all, and this site has {_size(whole)}"


def _size(count: int) -> str:
    return f"{count / _KILOBYTE:,.1f}".removesuffix(".0") + " kB"
