"""An address that should not be published isn't, wherever it is written; and the address that was meant is shown."""

import datetime
import ipaddress
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.odd_addresses import fault_of_host, find_addresses, is_private_host, judge_address
from site_builder.content.sources import SourceFile
from site_builder.content.validation import validate_source
from site_builder.directory.judgement import Folders, judge_folders
from site_builder.findings.diagnostics import Diagnostic
from site_builder.site.pages.plan import plan_site
from tests.explained import find_whole
from tests.sites import CHANNEL, page, small_site, write_files

PRIVATE = (
    *(
        "http://127.0.0.1:5500/report/",
        "http://localhost:5500/boroughs/camden/",
        "https://localhost/",
        "http://[::1]:8000/x",
    ),
    *(
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0.0.0.0:8000/",
        "http://app.localhost/x",
        "HTTP://LOCALHOST/",
    ),
    *(
        "http://192.168.7.20/lgbt/words",
        "http://10.0.0.8/",
        "http://172.16.3.4:8080/",
        "http://169.254.0.9/",
        "http://[fe80::1]/",
    ),
    *(
        "http://[fd12:3456::1]/",
        "http://intranet/handbook",
        "https://sharedrive/lgbt",
        "http://printer.local/",
        "http://wiki.corp/x",
    ),
    *(
        "https://hub.internal/",
        "http://nas.lan/",
        "http://router.home.arpa/",
        "https://abc.ngrok-free.app/x",
        "http://lvh.me:3000/",
    ),
    *("https://x-5500.app.github.dev/", "http://intranet./x", "https://kim:secret@www.example.org/"),
)
WRAPPED = {
    "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.met.police.uk%2Fa&data=05%7Ckim%40met.police.uk": "https://www.met.police.uk/a",
    "https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.galop.org.uk%2F&ved=2": "https://www.galop.org.uk/",
    "https://www.google.co.uk/url?q=https://www.galop.org.uk/": "https://www.galop.org.uk/",
    "https://urldefense.com/v3/__https://www.galop.org.uk/help__;!!abc$": "https://www.galop.org.uk/help",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.galop.org.uk_help&d=x": "https://www.galop.org.uk/help",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fgalop.org.uk%2F%3Ffbclid%3DX&h=A": "https://galop.org.uk/",
    "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.galop.org.uk&c=E": "https://www.galop.org.uk",
    "https://slack-redir.net/link?url=https%3A%2F%2Fwww.galop.org.uk": "https://www.galop.org.uk",
    "https://www.google.com/amp/s/www.bbc.co.uk/news/1": "https://www.bbc.co.uk/news/1",
    "https://bit.ly/3x": "",
    "https://t.co/abc": "",
    "https://mailchi.mp/galop/news": "",
    "https://www-met-police-uk.translate.goog/": "",
}
TRACKED = {
    "https://www.galop.org.uk/?utm_source=x&id=3&fbclid=1#a": "https://www.galop.org.uk/?id=3#a",
    "https://www.galop.org.uk/?gclid=1": "https://www.galop.org.uk/",
    "https://www.bbc.co.uk/weather?at_medium=custom7": "https://www.bbc.co.uk/weather",
    "https://www.example.org/a;jsessionid=AB12?x=1": "https://www.example.org/a?x=1",
    "https://www.example.org/?to=kim%40met.police.uk": "https://www.example.org/",
    "https://www.example.org/news?mc_cid=1&mc_eid=2&page=4": "https://www.example.org/news?page=4",
}
SHARED = (
    *(
        "https://docs.google.com/document/d/1/edit?usp=sharing",
        "https://drive.google.com/file/d/1/view",
        "https://met.sharepoint.com/:w:/s/x",
    ),
    *(
        "https://1drv.ms/w/s!x",
        "https://www.dropbox.com/s/x/a.pdf?dl=0",
        "https://www.canva.com/design/D/edit",
        "https://www.notion.so/x",
    ),
    *(
        "https://teams.microsoft.com/l/x",
        "https://www.example.org/wp-admin/post.php?post=1",
        "https://www.example.org/?page_id=3&preview=true",
    ),
)
GOOD = (
    *(
        "https://www.met.police.uk/advice/",
        "https://www.example.org/?page=4",
        "http://172.32.0.1/",
        "https://www.youtube.com/watch?v=a",
    ),
    *(
        "https://www.askthe.police.uk/view-category/?id=33bf981b",
        "https://xn--bcher-kva.de/",
        "https://bücher.de/",
        "https://8.8.8.8/",
    ),
    *(
        "https://www.google.com/maps?q=Camden",
        "https://forms.office.com/e/abc",
        "https://switchboard.lgbt/",
        "https://a.b.example.org:8443/x",
    ),
)
ODD = {url: "private-address" for url in PRIVATE} | {url: "wrapped-address" for url in WRAPPED}
ODD |= {url: "tracked-address" for url in TRACKED} | {url: "shared-document" for url in SHARED}
FORMS = (
    "See [it]({}).",
    "See <{}>.",
    "See {} for more.",
    "See [it][1].\n\n[1]: {}",
    "- one\n- see ({})",
    '<a href="{}">See it</a>',
)


def judge(name: str, text: str) -> Iterator[Diagnostic]:
    """Yield what is found in a file about its addresses."""
    for one in validate_source(SourceFile(name, name, text.encode()))[2]:
        if one.rule in {*ODD.values(), "link-elsewhere", "bad-web-address"}:
            yield one


@pytest.mark.parametrize("url", ODD)
@pytest.mark.parametrize("form", FORMS)
def test_an_odd_address_is_told_in_a_text_at_its_line_however_it_is_written(url: str, form: str) -> None:
    text = page("About", form.format(url))
    (found,) = judge("pages/about.md", text)
    line = next(number for number, line in enumerate(text.split("\n"), 1) if url in line)
    assert (found.rule, found.place.line) == (ODD[url], line)
    assert text.split("\n")[line - 1][found.place.column - 1 : found.place.end_column - 1] == url
    cure = (WRAPPED | TRACKED).get(url, "")
    assert (found.fix.text if found.fix else "") == cure
    assert f"Write: {cure}" in found.hint or not cure


@pytest.mark.parametrize("url", ODD)
def test_an_odd_address_is_told_in_a_field_and_in_the_words_of_one(url: str) -> None:
    channel = CHANNEL.format(name="A", kind="support", phone="101", more="@")
    for more in (f"url: {url}\n", f"url_note: Look at {url} first.\n", f"steps: [Wait, 'Open {url}']\n"):
        rules = {(one.rule, one.place.line) for one in judge("channels/a.md", channel.replace("@", more, 1))}
        assert rules == {(ODD[url], 8)}


MISLEADING = (
    *(
        "https://www.mеt.police.uk/",
        "https://ехample.org/",
        "https://xn--80ak6aa92e.com/",
        "https://www.met.рф.uk/",
    ),
    *(
        "https://www..example.org/",
        "https://-x.example.org/",
        "https://x-.example.org/",
        f"https://{'a' * 64}.uk/",
    ),
    *(
        "https://www.example.org:99999/",
        "https://www.example.org%2eevil.example/",
    ),
    *("https://www.example.org/a\u200bb", "https://www.exa\u00admple.org/"),
)
"""Letters of other scripts (some behind "xn--"), hosts and ports that cannot be, and signs that nobody sees."""


@pytest.mark.parametrize("url", MISLEADING)
def test_an_address_that_does_not_lead_where_it_seems_to_is_told_in_texts_and_fields(url: str) -> None:
    for form in FORMS[:2]:
        rules = [one.rule for one in judge("pages/about.md", page("About", form.format(url)))]
        assert rules == ["bad-web-address"]
    field = CHANNEL.format(name="A", kind="support", phone="101", more=f"url_note: Look at {url} first.\n")
    assert [one.rule for one in judge("channels/a.md", field)] == ["bad-web-address"]


@pytest.mark.parametrize(
    "host", ["пример.рф", "例え.jp", "例え.テスト", "münchen.de", "xn--mnchen-3ya.de", "a_b.example.org"]
)
def test_a_host_in_one_script_is_what_it_looks_like(host: str) -> None:
    assert fault_of_host(host) == "" or host == "例え.jp"


@pytest.mark.parametrize(
    "mail", ["help@mеt.police.uk", "hеlp@met.police.uk", "help@xn--80ak6aa92e.com", "help@met..uk"]
)
@pytest.mark.parametrize("form", ["Write to {}.", "[write](mailto:{})", "<{}>"])
def test_a_mail_address_with_letters_that_only_look_like_ours_is_told(mail: str, form: str) -> None:
    text = page("About", form.format(mail))
    rules = {one.rule for one in validate_source(SourceFile("pages/a.md", "pages/a.md", text.encode()))[2]}
    assert "bad-email" in rules


@pytest.mark.parametrize("url", GOOD)
def test_an_ordinary_address_is_no_finding(url: str) -> None:
    for form in FORMS:
        assert list(judge("pages/about.md", page("About", form.format(url)))) == []


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("report/", "report.md"),
        ("", "home.md"),
        ("boroughs/north/", "boroughs/north.md"),
        ("officers/ada", "../officers/ada.md"),
        ("report/galop/index.html", "../channels/galop.md"),
    ],
)
@pytest.mark.parametrize("host", ["127.0.0.1:5500", "localhost:8000", "[::1]:5500"])
def test_the_cure_for_an_address_of_the_preview_is_the_file_of_the_page(
    host: str, path: str, file: str
) -> None:
    (found,) = judge("pages/about.md", page("About", f"See [it](http://{host}/{path})."))
    assert found.hint == f"Write: {file}"


@pytest.mark.parametrize(
    "words", ["www.galop.org.uk", "https://galop.org.uk/help", "galop.org.uk", "**galop.org.uk**"]
)
def test_a_link_that_names_one_address_leads_there(words: str) -> None:
    same = page("About", f"See [{words}](https://www.galop.org.uk/help).")
    other = same.replace("](https://www.galop.org.uk/help", "](https://www.example.org/help")
    assert list(judge("pages/about.md", same)) == []
    assert [one.rule for one in judge("pages/about.md", other)] == ["link-elsewhere"]


OWN = (
    "https://directory.example/nope/",
    "http://directory.example/nope/",
    "https://www.directory.example/nope/",
    "HTTP://WWW.Directory.example/nope/",
)


@pytest.mark.parametrize("url", [*OWN, "directory.example/nope/", "www.directory.example/nope/"])
def test_a_broken_link_to_our_own_site_is_told_at_its_line_however_it_is_written(
    url: str, tmp_path: Path
) -> None:
    files = small_site() | {"pages/about.md": page("About", f"One.\n\nSee [it]({url}).")}
    if url in OWN:
        helpline = files["channels/helpline.md"]
        files["channels/helpline.md"] = helpline.replace("https://helpline.example.org/", url)
    write_files(tmp_path / "content", files)
    judged = judge_folders(Folders(tmp_path / "content", None, datetime.date(2026, 11, 28)))
    assert judged.directory is not None
    found = plan_site(judged.directory, judged.records)[1]
    told = [(Path(one.place.path).name, one.place.line) for one in found if one.rule == "broken-link"]
    line = files["pages/about.md"].split("\n").index(f"See [it]({url}).") + 1
    assert sorted(told) == [("about.md", line), *([("helpline.md", 8)] if url in OWN else [])]


def told_of(folder: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    """Return what a build says about links, each with the words that its place covers in the file."""
    with chdir(folder):
        return [
            (found.rule, _words_at(found), found.hint)
            for found in find_whole(folder, files)
            if found.rule in {"broken-link", "broken-fragment"}
        ]


def _words_at(found: Diagnostic) -> str:
    line = Path(found.place.path).read_text().split("\n")[found.place.line - 1]
    return line[found.place.column - 1 : found.place.end_column - 1]


SPELLINGS = (
    "https://directory.example/",
    "http://directory.example/",
    "http://www.directory.example/",
    "HTTPS://Directory.EXAMPLE/",
)
BARE = ("www.directory.example/", "directory.example/")
LOST = {
    "abuot/": ("broken-link", "/about/"),
    "report/helpine/": ("broken-link", "/report/helpline/"),
    "words.pdf": ("broken-link", "Mend the address"),
    "about/#our-word": ("broken-fragment", '"our-words"'),
    "about/#Our%20Words": ("broken-fragment", '"our-words"'),
    "about/#our_words": ("broken-fragment", '"our-words"'),
    "report/helpline/?from=mail#nothing-like-it": ("broken-fragment", "Take the #"),
}


def _site_with(text: str) -> dict[str, str]:
    about = page("About", f"## Our words\n\nThey are plain.\n\n{text}")
    return small_site() | {"pages/about.md": about}


@pytest.mark.parametrize("lost", LOST)
def test_what_our_own_site_does_not_have_is_told_where_a_text_names_it_once_however(
    lost: str, tmp_path: Path
) -> None:
    linked = [f"{spelling}{lost}" for spelling in ("/", *SPELLINGS)]
    bare = [f"{spelling}{lost}" for spelling in (*SPELLINGS, *BARE)]
    text = "\n\n".join([*(f"See [it]({one})." for one in linked), *(f"See {one}, please." for one in bare)])
    told = told_of(tmp_path, _site_with(text))
    assert sorted(words for _, words, _ in told) == sorted([*linked, *bare])
    assert {rule for rule, _, _ in told} == {LOST[lost][0]}
    assert all(LOST[lost][1] in hint for _, _, hint in told)


@pytest.mark.parametrize("lost", ["abuot/", "words.pdf", "about/#our-word"])
@pytest.mark.parametrize("spelling", [*SPELLINGS[:3], *BARE])
def test_what_our_own_site_does_not_have_is_told_where_a_field_or_a_setting_names_it(
    spelling: str, lost: str, tmp_path: Path
) -> None:
    files = _site_with("")
    helpline, written = files["channels/helpline.md"], f"{spelling}{lost}"
    if spelling in SPELLINGS:
        helpline = helpline.replace("https://helpline.example.org/", written)
    files["channels/helpline.md"] = helpline.replace("\nurl:", f"\nurl_note: See {written}.\nurl:")
    publisher = f"\n  name: a test, see {written}\n  is_the_police: no"
    files["site.yaml"] = files["site.yaml"].replace(" {name: a test, is_the_police: no}", publisher)
    told = told_of(tmp_path, files)
    assert [words for _, words, _ in told] == [written] * (2 + (spelling in SPELLINGS))
    assert {rule for rule, _, _ in told} == {LOST[lost][0]}


@pytest.mark.parametrize(
    "text",
    [
        "See [it](#our-words), [it](/about/#our-words), [it](../channels/helpline.md), [it](/favicon.ico).",
        "See directory.example, www.directory.example/about/ or http://directory.example/about/#our-words.",
        "Write to team@directory.example, or see notdirectory.example/nope/ and directory.example.org/nope/.",
        "See [it](https://www.example.org/nope/#nope) and `directory.example/nope/`.",
    ],
)
def test_what_is_there_or_not_ours_is_no_broken_link(text: str, tmp_path: Path) -> None:
    assert told_of(tmp_path, _site_with(text)) == []


def test_a_lost_part_is_told_in_the_run_that_tells_a_lost_page(tmp_path: Path) -> None:
    told = told_of(tmp_path, _site_with("See [it](#nope) and [it](/nope/)."))
    assert {rule for rule, _, _ in told} == {"broken-link", "broken-fragment"}


@given(st.text(max_size=60))
def test_any_text_is_searched_and_judged_without_a_stop(text: str) -> None:
    for found in find_addresses(text):
        assert text[found.start : found.end] == found.url
    for tried in (
        text,
        f"http://{text}",
        f"https://safelinks.protection.outlook.com/?url={text}",
        f"http://{text}:80/",
    ):
        judge_address(tried, "pages")
    is_private_host(text)


@given(st.ip_addresses())
def test_an_address_of_numbers_is_private_unless_everybody_can_reach_it(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    host = f"[{address}]" if ":" in str(address) else str(address)
    odd = judge_address(f"http://{host}/")
    assert (odd is None) == address.is_global
