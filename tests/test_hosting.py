"""What servers are told about the site: one policy in every form, and real servers that keep to it."""

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from site_builder import cli
from site_builder.content.hosts import Host
from site_builder.content.settings import Site
from site_builder.publish.hosting.compression import pack_files
from site_builder.publish.hosting.configurations import Placement
from site_builder.publish.hosting.header_policy import (
    CONTENT_SECURITY,
    TURNED_OFF,
    policy_for,
)
from site_builder.publish.hosting.host_files import add_host_files, write_host_files
from site_builder.publish.hosting.host_limits import find_overfull_host
from site_builder.publish.hosting.redirects import find_bad_redirects, list_moves
from site_builder.site.published_files import (
    CALENDAR_OF_ALL,
    CALENDAR_OF_AREA,
    PHOTO,
    SECURITY,
    TABLE,
    is_lasting,
    row_of,
)
from site_builder.site.rendering.artifact import Artifact
from tests.conftest import build_site
from tests.host_forms import (
    read_caddyfile,
    read_header_file,
    read_htaccess,
    read_nginx,
    read_page_policy,
    read_s3,
)
from tests.running_servers import start_server
from tests.sites import LONDON, SITE, read_site, small_site, write_files

HOSTS: tuple[Host, ...] = tuple(host for host in get_args(Host) if host not in {"none", "github-pages"})
SERVERS = ("nginx", *(pytest.param(name, marks=pytest.mark.nightly) for name in ("apache", "caddy")))
NOWHERE = Placement("/srv/liaison", "liaison.example")
REDIRECTS = (
    "redirects:\n  - {old: /hackney-team/, new: /boroughs/hackney/}\n  - {old: /old.html, new: /about/}\n"
)


def is_packed(path: str) -> bool:
    """Whether a file has a packed copy here: packing all of them for every server would take minutes."""
    return (
        re.fullmatch(
            r"index.html|about/index.html|sitemap.xml|changes/feed.atom|data/areas.csv|assets/site.*", path
        )
        is not None
    )


KEPT = (
    Artifact(".liaison/deployed.json", b'{"officers": "of before"}'),
    Artifact(".liaison/kept/0a/0a1b2c", b"an earlier page"),
)
"""What a deploy leaves on the host beside the site."""


def settings(folder: Path, more: str = "", base_url: str = "https://liaison.example/") -> Site:
    """Return the settings of a test site with further lines."""
    site, found = read_settings(folder, more, base_url)
    assert found == ()
    assert site is not None
    return site


def read_settings(folder: Path, more: str, base_url: str = "https://liaison.example/") -> Any:
    text = SITE.replace("https://directory.example/", base_url) + more
    return read_site(write_files(folder / "content", {"site.yaml": text}))


def files_of(folder: Path) -> tuple[Artifact, ...]:
    """Return the files of a built site."""
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    return tuple(Artifact(file.relative_to(folder).as_posix(), file.read_bytes()) for file in found)


def read_form(host: Host, site: Site, paths: Iterable[str]) -> Callable[[str], dict[str, str]]:
    """Read back what is written for a host."""
    listed = [Artifact(path, b"") for path in paths]
    files = {file.path: file.content.decode() for file in write_host_files(site, host, listed, NOWHERE)}
    forms: Mapping[str, Any] = {
        "_headers": read_header_file,
        "liaison.conf": read_nginx,
        ".htaccess": read_htaccess,
        "Caddyfile": read_caddyfile,
    }
    return (
        read_s3(files)
        if host == "s3"
        else next(forms[path](text) for path, text in files.items() if path in forms)
    )


# One policy, many forms


@pytest.mark.parametrize("host", HOSTS)
def test_every_form_says_of_every_file_what_the_policy_says(
    host: Host, example_site: Path, tmp_path: Path
) -> None:
    site = settings(tmp_path)
    policy, paths = policy_for(site), [file.path for file in files_of(example_site)]
    read = read_form(host, site, paths)
    for path in paths:
        expected = policy.headers(path)
        if host in {"netlify", "cloudflare"}:  # these two know the kinds of files by themselves
            del expected["Content-Type"]
        assert read(path) == expected, path


@pytest.mark.parametrize("host", HOSTS)
def test_a_site_without_https_promises_none(host: Host, tmp_path: Path) -> None:
    said = read_form(host, settings(tmp_path, base_url="http://liaison.example/"), ["index.html"])(
        "index.html"
    )
    assert "Strict-Transport-Security" not in said
    assert "upgrade-insecure-requests" not in said["Content-Security-Policy"]


def test_the_policy_is_as_strict_as_it_can_be(tmp_path: Path) -> None:
    headers = policy_for(settings(tmp_path)).headers("index.html")
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")
    assert {"'none'", "'self'", "'script'"} == set(CONTENT_SECURITY.values())
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Access-Control-Allow-Origin" not in headers


def test_all_open_data_and_feeds_and_nothing_else_may_be_read_by_other_sites(
    example_site: Path, tmp_path: Path
) -> None:
    policy = policy_for(settings(tmp_path))
    for file in files_of(example_site):
        is_data = file.path.startswith("data/") and not file.path.endswith(".html")
        is_feed = re.search(r"(^|/)((feed|changes)\.(atom|json)|drop-ins\.ics)$", file.path) is not None
        headers = policy.headers(file.path)
        assert ("Access-Control-Allow-Origin" in headers) == (is_data or is_feed), file.path


def test_only_files_with_a_digest_in_their_name_are_kept_for_a_year(example_site: Path) -> None:
    for file in files_of(example_site):
        has_digest = re.search(r"[.-][0-9a-f]{8}[.-]", file.path) is not None
        assert is_lasting(file.path) == (has_digest and not file.path.startswith("data/")), file.path
    assert not is_lasting("assets/site.css")


def test_what_a_page_says_of_itself_is_what_the_policy_says(real_site: Path) -> None:
    for file in files_of(real_site):
        if not file.path.endswith(".html"):
            continue
        said = read_page_policy(file.content.decode())
        # Browsers heed this one only in a header, and complain when a page says it (CSP Level 3, section 3.3).
        expected = {name: value for name, value in CONTENT_SECURITY.items() if name != "frame-ancestors"}
        assert said == expected, file.path


# Redirects


def test_a_redirect_stands_with_and_without_its_last_slash(tmp_path: Path) -> None:
    site = settings(tmp_path, REDIRECTS, "https://example.org/liaison/")
    assert [(move.old, move.new) for move in list_moves(site)] == [
        ("/liaison/hackney-team/", "/liaison/boroughs/hackney/"),
        ("/liaison/hackney-team", "/liaison/boroughs/hackney/"),
        ("/liaison/old.html", "/liaison/about/"),
    ]


@pytest.mark.parametrize(
    ("redirect", "expected"),
    [
        (
            "{old: /gone/, new: /nowhere/}",
            '24 broken-link There is no page at "/nowhere/" to lead to.',
        ),
        (
            "{old: /about/, new: /boroughs/}",
            '25 bad-value There is a page at "/about/", so nobody would be led from there.',
        ),
        ("{old: /gone/, new: /boroughs/}", None),
    ],
)
def test_a_redirect_leads_from_no_page_to_a_page(redirect: str, expected: str | None, tmp_path: Path) -> None:
    site = settings(tmp_path, f"redirects:\n  - {redirect}\n")
    pages = (Artifact("about/index.html", b""), Artifact("boroughs/index.html", b""))
    found = tuple(find_bad_redirects(site, pages))
    words = [f"{one.place.column} {one.rule} {one.message}" for one in found]
    assert words == ([expected] if expected else [])
    assert {one.place.line for one in found} <= {SITE.count("\n") + 2}


def test_redirects_cannot_go_round_in_circles(tmp_path: Path) -> None:
    site = settings(tmp_path, "redirects:\n  - {old: /a/, new: /b/}\n  - {old: /b/, new: /a/}\n")
    assert {one.rule for one in find_bad_redirects(site, ())} == {"broken-link"}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("redirects:\n  - {old: /a/, new: /b/}\n  - {old: /a, new: /c/}\n", '"/a" is led away twice.'),
        (
            "redirects:\n  - {old: /a/, new: 'https://example.org/'}\n",
            '"https://example.org/" cannot be an address of this site.',
        ),
        ("redirects:\n  - {old: '/a b/', new: /b/}\n", '"/a b/" cannot be an address of this site.'),
        (
            "redirects:\n  - {old: //example.org/, new: /b/}\n",
            '"//example.org/" cannot be an address of this site.',
        ),
        ("redirects:\n  - {old: /a/}\n", '"new" is missing. Each entry of "redirects" needs it.'),
        ("hosting: {host: neocities}\n", '"neocities" is not one of the choices for "host".'),
        ("hosting: {compress: [rar]}\n", '"rar" is not one of the choices for "compress".'),
        (
            "hosting: {host: netlify, compress: [gz]}\n",
            "netlify packs files itself, so packed copies would never be used.",
        ),
    ],
)
def test_a_mistake_in_the_settings_is_told(more: str, message: str, tmp_path: Path) -> None:
    site, found = read_settings(tmp_path, more)
    assert site is None
    assert [one.message for one in found] == [message]
    assert found[0].place.line > 20


def test_redirect_files_of_netlify_and_cloudflare(tmp_path: Path) -> None:
    files = write_host_files(settings(tmp_path, REDIRECTS), "netlify", (), NOWHERE)
    assert files[1] == Artifact(
        "_redirects",
        b"/hackney-team/ /boroughs/hackney/ 301\n/hackney-team /boroughs/hackney/ 301\n/old.html /about/ 301\n",
    )


def redirects_away(count: int) -> str:
    return "redirects:\n" + "".join(f"  - {{old: /old-{n}/, new: /about/}}\n" for n in range(count))


def test_what_a_host_takes_at_most_is_a_finding_with_its_line(tmp_path: Path) -> None:
    """A list has at most 2,000 entries, so only values made here can have so many redirects."""
    written = settings(tmp_path, redirects_away(200))
    site = written.model_copy(update={"redirects": written.redirects * 6})
    found = {host: list(find_overfull_host(site, host, ())) for host in HOSTS}
    assert {host: one.message for host, told in found.items() for one in told} == {
        "cloudflare": "Cloudflare Pages takes 2,000 redirects, and these make 2,400, with and without a slash.",
        "s3": "CloudFront takes 10 kB of viewer-request.js, and with these it has 10.2 kB.",
    }
    assert {one.place.line for told in found.values() for one in told} == {SITE.count("\n") + 2}
    assert [one for host in HOSTS for one in find_overfull_host(settings(tmp_path), host, ())] == []


@pytest.mark.parametrize(
    ("host", "files", "message"),
    [
        ("cloudflare", {f"{n}.txt": 1 for n in range(20_000)}, "20,000 files, and this site has 20,001"),
        ("cloudflare", {"a.bin": 26 * 2**20}, "25,600 kB in one file, and a.bin has 26,624 kB"),
        (
            "netlify",
            {f"data/{n}.txt": 1 for n in range(54_001)},
            '54,000 files in one folder, and "data" has 54,001',
        ),
    ],
)
def test_a_site_that_is_too_much_for_its_host_is_told(
    host: Host, files: dict[str, int], message: str, tmp_path: Path
) -> None:
    site = settings(tmp_path, f"hosting: {{host: {host}}}\n")
    content = b"x" * max(files.values())
    artifacts = [Artifact(path, content) for path in files]
    [told] = find_overfull_host(site, host, artifacts)
    assert message in told.message
    assert told.place.line == SITE.count("\n") + 1
    assert list(find_overfull_host(site, host, artifacts[2:])) == []


def test_too_many_redirects_stop_the_build_and_the_command_with_words(tmp_path: Path, capsys: Any) -> None:
    content = tmp_path / "content"
    shutil.copytree("example-region", content)
    with (content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"hosting: {{host: s3}}\n{redirects_away(200)}")
    given = ["--content", str(content), "--as-of", "2026-11-22"]
    for command in (["--output", str(tmp_path / "site")], ["host-files", "s3"]):
        assert cli.main([*command, *given]) == 1
        assert "CloudFront takes 10 kB" in capsys.readouterr().err
    assert cli.main(["host-files", "nginx", *given, "--output", str(tmp_path)]) == 0


def test_the_headers_are_no_more_than_cloudflare_reads(tmp_path: Path) -> None:
    """100 rules and 2,000 letters a line (developers.cloudflare.com/pages/configuration/headers)."""
    [headers] = write_host_files(settings(tmp_path), "cloudflare", (), NOWHERE)
    lines = headers.content.decode().splitlines()
    assert len([line for line in lines if line.startswith("/")]) <= 100
    assert max(map(len, lines)) <= 2_000


# What is published with the site


@pytest.mark.parametrize(
    ("more", "base_url", "expected"),
    [
        ("hosting: {host: netlify}\n", "https://liaison.example/", ["_headers"]),
        (
            f"hosting: {{host: cloudflare}}\n{REDIRECTS}",
            "https://liaison.example/",
            ["_headers", "_redirects"],
        ),
        ("hosting: {host: apache}\n", "https://liaison.example/", [".htaccess"]),
        ("hosting: {host: nginx}\n", "https://liaison.example/", []),
        ("", "https://liaison.example/", []),
        (REDIRECTS, "https://liaison.example/", ["hackney-team/index.html", "old.html"]),
        ("hosting: {host: github-pages}\n", "https://example.github.io/liaison/", [".nojekyll"]),
        ("hosting: {host: github-pages}\n", "https://liaison.example/", [".nojekyll", "CNAME"]),
        (
            "hosting: {host: caddy, compress: [gz, br, zst]}\n",
            "https://liaison.example/",
            ["a.html.gz", "a.html.br", "a.html.zst"],
        ),
    ],
)
def test_what_a_host_reads_is_published_with_the_site(
    more: str, base_url: str, expected: list[str], tmp_path: Path
) -> None:
    pages = (Artifact("a.html", b"<p>So many words</p>" * 99),)
    published = add_host_files(settings(tmp_path, more, base_url), pages)
    assert published[:1] == pages
    assert [file.path for file in published[1:]] == expected


@pytest.mark.parametrize("host", [*HOSTS, "github-pages"])
def test_the_command_writes_the_files_of_every_host(host: str, tmp_path: Path, capsys: Any) -> None:
    content, output = write_files(tmp_path / "content", small_site()), tmp_path / "output"
    given = ["--content", str(content), "--as-of", "2026-11-22", "--output", str(output)]
    assert cli.main(["host-files", host, *given]) == 0
    written = sorted(file for file in output.rglob("*") if file.is_file())
    assert written
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(f"Written: {file}" for file in written)


BELOW = "https://example.github.io/liaison/"


@pytest.fixture(scope="module")
def site_below(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as GitHub Pages has it, below a path."""
    return build_site(
        tmp_path_factory.mktemp("below") / "site", "--content", str(LONDON), "--base-url", BELOW
    )


def test_a_page_that_has_moved_leads_on_by_itself(
    browser: Browser, serve: Callable[..., Any], site_below: Path, tmp_path: Path
) -> None:
    site = settings(tmp_path, REDIRECTS, BELOW)
    folder = shutil.copytree(site_below, tmp_path / "site")
    write_files(
        folder, {file.path: file.content for file in write_host_files(site, "github-pages", (), NOWHERE)}
    )
    with serve(folder, "/liaison/") as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/hackney-team/")
        page.wait_for_url(f"{address}/boroughs/hackney/")


def test_every_link_works_on_github_pages_below_a_path(serve: Callable[..., Any], site_below: Path) -> None:
    with serve(site_below, "/liaison/") as address:
        met = _crawl(f"{address}/")
        assert {url: status for url, status in met.items() if status != 200} == {}
        assert len(met) > 80
        assert _get(f"{address}/nowhere/")[0] == 404


def _crawl(start: str) -> dict[str, int]:
    """Open everything that can be reached on one host, and return how each address was answered."""
    met: dict[str, int] = {}
    waiting = [start]
    while waiting:
        url = waiting.pop()
        if url in met:
            continue
        met[url], headers, content = _get(url)
        if headers["Content-Type"].startswith("text/html"):
            found = re.findall(rb'(?:href|src|data-[a-z]+)="([^"#]+)[^"]*"', content)
            urls = [urljoin(url, one.decode()) for one in found if b"/" in one]
            waiting += [one for one in urls if urlsplit(one).netloc == urlsplit(start).netloc]
    return met


def _get(url: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Ask for an address as it is: no redirect is followed and nothing is unpacked."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(
            "GET",
            parts.path or "/",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


# Packed copies


def test_packed_copies_hold_the_file_and_nothing_of_the_day_or_machine() -> None:
    import brotli
    import zstandard

    page = Artifact("about/index.html", b"<p>The words of a page, again and again.</p>" * 50)
    copies = {copy.path: copy.content for copy in pack_files([page], ["gz", "br", "zst"])}
    packed = copies["about/index.html.gz"]
    assert packed[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03", "no name, no time"
    assert gzip.decompress(packed) == page.content
    assert brotli.decompress(copies["about/index.html.br"]) == page.content
    assert zstandard.decompress(copies["about/index.html.zst"]) == page.content
    assert pack_files([page], ["gz", "br", "zst"]) == tuple(Artifact(*item) for item in copies.items())


@pytest.mark.parametrize(
    "file",
    [
        Artifact("short.txt", b"User-agent: *"),
        Artifact("photo.avif", b"a" * 9999),
        Artifact("table.bin", b"a" * 9999),
    ],
)
def test_what_gains_nothing_is_not_packed(file: Artifact) -> None:
    assert pack_files([file], ["gz", "br", "zst"]) == ()


# Real servers


@pytest.fixture(scope="module")
def served(real_site: Path, example_site: Path) -> tuple[Artifact, ...]:
    """The real site, with the example's files of the kinds that it has not: photographs, calendars and security.txt."""
    real = files_of(real_site)
    missing = [row for row in TABLE if not any(row.holds(file.path) for file in real)]
    lent = [file for file in files_of(example_site) if any(row.holds(file.path) for row in missing)]
    assert {row_of(file.path) for file in lent} == {PHOTO, SECURITY, CALENDAR_OF_ALL, CALENDAR_OF_AREA}
    return (*real, *lent)


@pytest.fixture(scope="module", params=SERVERS)
def running(request: Any, served: tuple[Artifact, ...], tmp_path_factory: Any) -> Iterator[tuple[str, Site]]:
    """That site behind each server: its address and settings."""
    packed = "[gz]" if request.param != "caddy" else "[gz, br, zst]"
    more = f"hosting: {{host: {request.param}, compress: {packed}}}\n{REDIRECTS}"
    site = settings(tmp_path_factory.mktemp("settings"), more)
    published = add_host_files(site, [file for file in served if is_packed(file.path)])
    plain = (file for file in served if not is_packed(file.path))
    with start_server(request.param, site, (*published, *plain, *KEPT)) as address:
        yield address, site


def test_a_server_sends_every_file_as_the_policy_says(
    running: tuple[str, Site], served: tuple[Artifact, ...]
) -> None:
    address, site = running
    policy = policy_for(site)
    for file in served:
        status, headers, content = _get(f"{address}/{file.path.removesuffix('index.html')}")
        assert (status, content) == (200, file.content), file.path
        assert _said(headers, policy.headers(file.path)) == policy.headers(file.path), file.path


def _said(headers: HTTPMessage, expected: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that the policy knows; each may be there only once."""
    assert [name for name in expected if len(headers.get_all(name) or []) > 1] == []
    known = {*expected, "Access-Control-Allow-Origin", "Strict-Transport-Security"}
    return {name: headers[name] for name in known if name in headers}


@pytest.mark.parametrize(
    "wrong", ["/nowhere/", "/nowhere.json", "/assets/gone.0a1b2c3d.css", "/data/gone.csv", "/assets/"]
)
def test_a_wrong_address_is_answered_by_the_404_page(
    running: tuple[str, Site], wrong: str, real_site: Path
) -> None:
    address, site = running
    expected = policy_for(site).headers("404.html")
    status, headers, content = _get(address + wrong)
    assert (status, content) == (404, (real_site / "404.html").read_bytes())
    assert _said(headers, expected) == expected


def test_what_a_deploy_keeps_for_going_back_is_shown_to_nobody(
    running: tuple[str, Site], real_site: Path
) -> None:
    address, _ = running
    for path in (*(file.path for file in KEPT), ".liaison/", ".liaison/gone"):
        status, headers, content = _get(f"{address}/{path}")
        assert (status, content) == (404, (real_site / "404.html").read_bytes()), path
        assert headers["Referrer-Policy"] == "no-referrer"


def test_a_server_leads_on_from_old_addresses(running: tuple[str, Site]) -> None:
    address, site = running
    for move in list_moves(site):
        status, headers, _ = _get(address + move.old)
        assert (status, urlsplit(urljoin(address, headers["Location"])).path) == (301, move.new)
        assert headers["Referrer-Policy"] == "no-referrer"
    status, headers, _ = _get(f"{address}/boroughs/camden")
    assert status in {301, 308}
    assert urljoin(f"{address}/boroughs/camden", headers["Location"]) == f"{address}/boroughs/camden/"


def test_a_server_does_not_name_its_version(running: tuple[str, Site]) -> None:
    words = _get(f"{running[0]}/")[1].get("Server", "")
    assert not re.search(r"nginx/|Caddy", words)


def test_a_file_that_is_still_the_same_is_not_sent_again(running: tuple[str, Site]) -> None:
    mark = _get(f"{running[0]}/about/")[1]["ETag"]
    status, headers, content = _get(f"{running[0]}/about/", If_None_Match=mark)
    assert (status, content) == (304, b"")
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_server_sends_the_packed_copy_to_a_browser_that_takes_it(
    running: tuple[str, Site], served: tuple[Artifact, ...]
) -> None:
    address, site = running
    for file in served:
        if is_packed(file.path):
            url = f"{address}/{file.path.removesuffix('index.html')}"
            status, headers, content = _get(url, Accept_Encoding="gzip")
            assert status == 200
            assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding"), file.path
            assert content == pack_files([file], ["gz"])[0].content
            expected = policy_for(site).headers(file.path)
            assert _said(headers, expected) == expected, file.path


# In the browser

VISITED = ("/", "/boroughs/camden/", "/report/galop/", "/find/", "/nowhere/")
"""Pages of every kind of address: that every file has its headers is seen on each server without a browser."""
WATCH = "window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))"


#: Ways in which words could become markup or script. (What a test tool runs may call `eval`, whatever the policy.)
DANGERS = (
    "() => { document.body.innerHTML = '<p>'; }",
    "() => { document.createElement('script').text = '1'; }",
    "() => { document.createElement('script').src = '/assets/site.js'; }",
    "() => { document.write('<p>'); }",
    "() => { new DOMParser().parseFromString('<p>', 'text/html'); }",
)


#: Said of every 404 page, and by browsers of another age of names in the Permissions-Policy that they do not know.
_USUAL = re.compile(r"status of 404|Permissions-Policy header: Unrecognized feature")


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and everything that the browser complains of on it."""
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.add_init_script(WATCH)
        page.on(
            "console",
            lambda message: (
                None if _USUAL.search(message.text) else complaints.append(f"{page.url}: {message.text}")
            ),
        )
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        yield page, complaints


def test_a_browser_has_nothing_to_complain_of(
    running: tuple[str, Site], watched: tuple[Page, list[str]], real_site: Path, whole: bool
) -> None:
    """Visit some pages of the real site on each server; at night, every page on nginx."""
    page, complaints = watched
    every = [
        f"/{file.path.removesuffix('index.html')}"
        for file in files_of(real_site)
        if file.path.endswith("index.html")
    ]
    assert len(every) > 60
    for url in {*VISITED, *(every if whole and running[1].hosting.host == "nginx" else ())}:
        answer = page.goto(running[0] + url)
        assert answer is not None
        assert answer.status == (404 if url == "/nowhere/" else 200)
        assert page.evaluate("violations") == [], url
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != "", url
        if url in {"/boroughs/camden/", "/report/galop/"}:  # pages below a page have data for search engines
            assert page.locator("script[type='application/ld+json']").count() == 1
    assert complaints == []


def test_the_finder_works_under_trusted_types(
    running: tuple[str, Site], watched: tuple[Page, list[str]]
) -> None:
    page, complaints = watched
    with page.expect_response(re.compile(r"/assets/finder\.[0-9a-f]{8}\.js$")):
        page.goto(f"{running[0]}/find/")
        page.locator("main input").first.focus()
    page.locator("main input").first.press_sequentially("N1 9GU", delay=10)
    page.get_by_role("link", name=re.compile("Islington")).first.wait_for()
    assert page.evaluate("violations") == []
    assert complaints == []


def test_no_words_become_markup_or_script_on_a_page(
    running: tuple[str, Site], watched: tuple[Page, list[str]]
) -> None:
    page, _ = watched
    page.goto(f"{running[0]}/about/")
    told = page.evaluate(
        f"[{', '.join(DANGERS)}].map((attempt) => {{ try {{ attempt(); }} catch (fault) {{ return fault.name; }} }})"
    )
    assert told == ["TypeError"] * len(DANGERS)


def test_the_browser_turns_off_what_the_policy_names(
    running: tuple[str, Site], watched: tuple[Page, list[str]]
) -> None:
    page, _ = watched
    page.goto(f"{running[0]}/about/")
    assert set(TURNED_OFF) & set(page.evaluate("document.featurePolicy.features()"))
    assert set(TURNED_OFF) & set(page.evaluate("document.featurePolicy.allowedFeatures()")) == set()


def test_other_sites_can_read_open_data_and_nothing_else(
    running: tuple[str, Site], browser: Browser, serve: Callable[..., Any], tmp_path: Path
) -> None:
    other_site = write_files(tmp_path / "other", {"index.html": "<!DOCTYPE html><title>Another site</title>"})
    read = "(url) => fetch(url).then((answer) => answer.text(), () => 'refused')"
    with serve(other_site) as elsewhere, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{elsewhere}/")
        assert json.loads(page.evaluate(read, f"{running[0]}/data/directory.json")) is not None
        assert page.evaluate(read, f"{running[0]}/about/") == "refused"


def test_a_server_serves_the_site_below_a_path(real_site: Path, tmp_path: Path, whole: bool) -> None:
    site = settings(tmp_path, REDIRECTS, "https://example.org/liaison/")
    expected = policy_for(site)
    for server in ("nginx", "caddy") if whole else ("nginx",):
        with start_server(server, site, (*files_of(real_site), *KEPT)) as address:
            for path, url in {
                "about/index.html": "/liaison/about/",
                "favicon.ico": "/liaison/favicon.ico",
            }.items():
                status, headers, content = _get(address + url)
                assert (status, content) == (200, (real_site / path).read_bytes()), server
                assert _said(headers, expected.headers(path)) == expected.headers(path)
            asset = next(file.path for file in files_of(real_site) if is_lasting(file.path))
            assert "immutable" in _get(f"{address}/liaison/{asset}")[1]["Cache-Control"]
            assert _get(f"{address}/liaison/nowhere/")[0] == 404
            assert _get(f"{address}/liaison/{KEPT[0].path}")[0] == 404
            assert _get(f"{address}/liaison/hackney-team/")[1]["Location"].endswith(
                "/liaison/boroughs/hackney/"
            )
