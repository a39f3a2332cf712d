"""Whether the host is known and gets what it needs; it is asked itself only where somebody wants that."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from site_builder.content.hosts import CONFIGURED_APART, is_draft
from site_builder.content.settings import Site
from site_builder.findings.front_door import FRONT_DOOR, MACHINE_FILE
from site_builder.inspect.readiness.row import Row, missing, ready, unknown
from site_builder.language.wording import format_day, format_list
from site_builder.publish.deploying.deploy_refusals import DeployRefused
from site_builder.publish.deploying.last_sent import Sent
from site_builder.publish.deploying.live_site import Answer
from site_builder.publish.deploying.machine_file import read_machine_file
from site_builder.publish.hosting.configurations import Placement
from site_builder.publish.hosting.header_policy import policy_for
from site_builder.publish.hosting.host_files import write_host_files
from site_builder.publish.output.manifest import read_manifest
from site_builder.publish.output.output_folder import locate_output
from site_builder.publish.output.publish_refusals import PublishRefused

_NO_HEADERS = "github-pages"


def look_at_address(site: Site) -> Iterator[Row]:
    """Yield whether the site has an address that can be online."""
    if is_draft(site.base_url):
        words = f"The address {site.base_url} is a placeholder, which is never put online."
        yield missing("address", words, f"In {site.origin.path}: base_url: https://www.your-site.org/")
    else:
        yield ready("address", site.base_url)


def look_at_host(site: Site, public_dir: Path, build: str) -> Iterator[Row]:
    """Yield whether it is said who serves the site, and whether its headers are where that host reads them.

    `build` is what to type to make the site.
    """
    host = site.hosting.host
    if host == "none":
        words = "It is not said who serves the site, so no headers protect its visitors."
        yield missing(
            "host", words, f"In {site.origin.path}: hosting: {{host: nginx}} (docs/hosting: which host)"
        )
        return
    yield ready("host", host)
    if host == _NO_HEADERS:
        yield unknown("headers", "GitHub Pages sends none of our headers (docs/hosting/github-pages.md).")
    elif host in CONFIGURED_APART:
        words = (
            f"The headers stand in a file that {host} reads on the server, which cannot be seen from here."
        )
        yield unknown("headers", words, f"{FRONT_DOOR} host-files {host} --output {host}, or doctor --online")
    else:
        yield from _look_at_published_headers(site, public_dir, build)


def _look_at_published_headers(site: Site, public_dir: Path, build: str) -> Iterator[Row]:
    wanted = write_host_files(site, site.hosting.host, (), Placement())
    stale = [file.path for file in wanted if _read(public_dir / file.path) != file.content]
    if stale:
        words = f"In {public_dir}, {format_list(stale)} is not what {site.hosting.host} has to be told."
        yield missing("headers", words, build)
    else:
        yield ready("headers", format_list([file.path for file in wanted]))


def look_at_built(public_dir: Path, site: Site, zone: datetime.tzinfo, build: str) -> Iterator[Row]:
    """Yield whether there is a finished site, when it was made, and whether it is for this address."""
    manifest_file = locate_output(public_dir).manifest_file
    try:
        manifest = read_manifest(manifest_file)
    except PublishRefused as refused:
        yield missing(
            "built",
            str(refused).split(". ")[0] + ".",
            f"Delete {manifest_file.name} and {public_dir}, then: {build}",
        )
        return
    if manifest is None or not public_dir.is_dir():
        yield missing("built", f"There is no finished site in {public_dir} yet.", build)
        return
    made = format_day(datetime.datetime.fromtimestamp(manifest_file.stat().st_mtime, zone))
    if manifest.about.base_url == site.base_url:
        yield ready("built", f"{public_dir} of {made}")
    else:
        words = f"What is in {public_dir}, of {made}, was made for {manifest.about.base_url or 'another address'}."
        yield missing("built", words, build)


def look_at_target(site: Site, content_dir: Path) -> Iterator[Row]:
    """Yield whether this machine knows where it sends the site; where a workflow does that, nobody here has to know."""
    try:
        machine = read_machine_file(content_dir)
    except DeployRefused as refused:
        words = str(refused).splitlines()[0]
        yield missing(
            "target", words, f"Mend {MACHINE_FILE}, or delete it: it says where this machine sends the site."
        )
        return
    if machine:
        yield ready("target", f"goes to {machine.target}")
    elif site.hosting.host != _NO_HEADERS:
        words = "It is not said where this machine sends the site."
        yield unknown(
            "target", words, f"{FRONT_DOOR} edit, Send online; or with each: {FRONT_DOOR} deploy TARGET"
        )


def look_at_sent(site: Site, last: Sent | None, zone: datetime.tzinfo) -> Iterator[Row]:
    """Yield when this machine has last sent a site, and where to; a workflow's own runs are known to its host alone."""
    if last:
        yield ready("sent", f"sent to {last.target} on {format_day(last.moment.astimezone(zone))}")
    elif site.hosting.host != _NO_HEADERS:
        words = "This machine has not sent the site anywhere yet. When another did, the host knows."
        yield unknown("sent", words, f"{FRONT_DOOR} doctor --online")


def look_online(site: Site, public_dir: Path, ask: Callable[[str], Answer | None]) -> Iterator[Row]:
    """Yield what the site that is online answers: that it is ours, as it is here, and with which headers."""
    answer = ask(site.base_url)
    if answer is None:
        words = f"{site.base_url} does not answer from here."
        yield missing("online", words, f"{FRONT_DOOR} deploy TARGET --url {site.base_url}")
        return
    since = f" since {answer.changed}" if answer.changed else ""
    if answer.content == _read(public_dir / "index.html"):
        yield ready("online", f"online{since}")
    else:
        words = (
            f"{site.base_url} shows another start page than the one in {public_dir}{since and ','}{since}."
        )
        yield missing("online", words, f"{FRONT_DOOR} deploy TARGET --url {site.base_url}")
    lacking = _compare(answer.headers, policy_for(site).headers("index.html"))
    if lacking and site.hosting.host != _NO_HEADERS:
        words = f"{site.base_url} answers without these headers as they should be: {format_list(lacking)}."
        yield missing("sent-headers", words, f"{FRONT_DOOR} host-files {site.hosting.host}")
    elif not lacking:
        yield ready("sent-headers", "all headers")


def _compare(sent: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    """Return the names of headers that are not sent as they should be; how long a file is kept, hosts may decide."""
    there = {name.lower(): value for name, value in sent.items()}
    return [
        name
        for name, value in wanted.items()
        if name not in {"Cache-Control", "Content-Type"} and there.get(name.lower()) != value
    ]


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
