"""The gate: what a check says, what it publishes (nothing), what may pass for a time, and the links to other sites."""

import datetime
import json
import re
import shutil
import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from xml.etree import ElementTree as ET

import pytest
from urllib3.exceptions import NameResolutionError

from site_builder.cli import main
from site_builder.content.acceptances import read_acceptances
from site_builder.content.sources import read_sources
from site_builder.desk.editing.status import read_link_check
from site_builder.findings.diagnostics import Acceptance, Diagnostic, Findings, Place
from site_builder.findings.rule import Severity
from site_builder.findings.rules import RULES
from site_builder.inspect.gate.check import check_content
from site_builder.inspect.gate.external_links import (
    add_answers,
    format_link_check,
    judge_links,
    list_outside_links,
)
from site_builder.inspect.gate.link_checker import (
    Answer,
    HttpSettings,
    Outcome,
    ask_all,
    is_unknown_host,
    name_ourselves,
)
from site_builder.pipeline import BuildOptions, Draft, Makers
from site_builder.site.rendering.theme import load_theme
from tests.sites import CHANNEL, LONDON, SITE, borough, officer, page, small_site, write_files

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2026, 11, 22)
NOT_ACCEPTABLE = {name for name, rule in RULES.items() if not rule.is_acceptable}
ONE_THEME = Makers(load_theme=cache(load_theme))  # the theme is the same for all, and slow to load
REAL_SITE = SITE.replace("https://directory.example/", "https://directory.example.org/").replace(
    "is_the_police: no}", "is_the_police: no, contact: team@example.org}"
)


def sound_site(**officers: str) -> dict[str, str]:
    """Return the files of a small site that has a real address and a publisher with a contact."""
    return small_site(**officers) | {"site.yaml": REAL_SITE}


def check(folder: Path, files: Mapping[str, str], *options: str) -> int:
    """Run `check` on these files on the tests' day and return its exit code."""
    content = write_files(folder / "content", files)
    return main(["check", "--content", str(content), "--as-of", DAY.isoformat(), *options])


def look(folder: Path, files: Mapping[str, str], *, is_strict: bool = True) -> Draft:
    """Return a small site as the gate sees it."""
    options = BuildOptions(
        write_files(folder / "content", files), folder / "public", ROOT / "themes", "liaison", DAY
    )
    return check_content(options, lambda things, _label, _count: iter(things), ONE_THEME, is_strict=is_strict)


def told(draft: Draft, *rules: str) -> list[str]:
    """Return what is said by these rules, with the file and line."""
    findings = (one for one in draft.findings.sorted() if one.rule in rules)
    return [f"{Path(one.place.path).name}:{one.place.line} {one.severity}: {one.message}" for one in findings]


def accepted(
    *, rule: str = "long-sentence", path: str = "content/pages/about.md", until: str = "2027-03-03"
) -> str:
    """Return a file in which one finding is accepted."""
    return (
        "# What may wait.\naccepted:\n"
        f"  - rule: {rule}\n    path: {path}\n    reason: The words are with the lawyers\n"
        f"    until: {until}\n    by: Comms team\n"
    )


def with_long_sentence(level: str = "error") -> dict[str, str]:
    """Return a small site in which a sentence is too long, and that weighs as much as an error."""
    levels = f"levels: {{uncovered-area: warning, long-sentence: {level}, hard-to-read: notice}}"
    site = REAL_SITE.replace("levels: {uncovered-area: warning}", levels)
    words = " ".join(["and we go on"] * 10)
    return sound_site() | {"site.yaml": site, "pages/about.md": page("About", f"We go on {words}.\n")}


# The command


def test_a_check_of_a_sound_site_passes_and_publishes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check(tmp_path, sound_site(), "--strict") == 0
    said = capsys.readouterr()
    assert "Nothing stops the site." in said.out
    how_far = re.compile(r".+(?: …|: [0-9]+%)")  # said on a machine that takes two seconds over this
    assert [line for line in said.err.splitlines() if not how_far.fullmatch(line)] == []
    assert [entry.name for entry in tmp_path.iterdir()] == ["content"]


def test_a_check_tells_content_from_settings_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = sound_site(sam=officer("Sam Okoro", "nowhere"))
    assert check(tmp_path / "one", broken) == 1
    assert "A check publishes nothing." in capsys.readouterr().err
    assert check(tmp_path / "two", sound_site() | {"site.yaml": "name: Test\n"}) == 2
    assert main(["check", "--content", str(tmp_path / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_the_shipped_content_passes_the_gate_but_for_its_address_and_its_contact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = shutil.copytree(LONDON, tmp_path / "content")
    words = ["check", "--strict", "--content", str(content), "--as-of", DAY.isoformat(), "--format", "json"]
    main(words)
    found = json.loads(capsys.readouterr().out)["findings"]
    errors = {one["rule"]: one for one in found if one["severity"] == "error"}
    assert errors.keys() <= {"draft-address", "missing-publisher-contact"}
    settings = content / "site.yaml"
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    if mute := errors.get("missing-publisher-contact"):
        assert lines[mute["line"] - 1] == "publisher:\n"
        lines.insert(mute["line"], "  contact: somebody@directory-of-liaison.org.uk\n")
        settings.write_text("".join(lines), "utf-8")
    assert main([*words, "--base-url", "https://liaison.example.org/"]) == 0


# What matters only before the site is put online


def test_only_a_strict_check_asks_for_a_real_address_and_a_contact(tmp_path: Path) -> None:
    rules = "draft-address", "missing-publisher-contact"
    assert told(look(tmp_path / "one", small_site(), is_strict=False), *rules) == []
    assert told(look(tmp_path / "two", small_site()), *rules) == [
        "site.yaml:3 error: https://directory.example/ is an address for drafts, "
        "so the site cannot be put online with it.",
        "site.yaml:5 error: Nobody can write to the publisher when a page is wrong.",
    ]
    assert told(look(tmp_path / "three", sound_site()), *rules) == []


def test_consent_that_runs_out_within_the_year_is_a_warning_with_the_first_day_after_it(
    tmp_path: Path,
) -> None:
    sam = officer("Sam Okoro", "north").replace("review_by: 2029-01-01", "review_by: 2027-06-30")
    robin = officer("Robin Hale", "south").replace("review_by: 2029-01-01", "review_by: 2027-12-01")
    assert told(look(tmp_path, sound_site(sam=sam, robin=robin)), "error-to-come") == [
        "sam.md:10 warning: From 1 July 2027 on nothing can be published. "
        "The consent of Sam Okoro was to be renewed by 30 June 2027."
    ]


def test_a_borough_that_will_contradict_an_officer_is_told_before_the_day(tmp_path: Path) -> None:
    sam = officer("Sam Okoro", "north", more="since: 2027-02-01\nemail: team@example.org\n")
    files = sound_site(sam=sam) | {
        "pages/boroughs/north.md": borough("north", "liaison: {state: unlisted}\n", "team")
    }
    said = told(look(tmp_path, files), "error-to-come")
    assert len(said) == 1
    assert said[0].startswith("north.md:")
    assert "From 1 February 2027 on" in said[0]


def test_what_a_broken_file_would_leave_out_is_not_told_as_an_error_to_come(tmp_path: Path) -> None:
    files = sound_site(sam=officer("Sam Okoro", "far"))
    files["officers/sam.md"] = files["officers/sam.md"].replace("boroughs:", "borouhgs:")
    draft = look(tmp_path, files)
    assert told(draft, "unknown-field") != []
    assert told(draft, "error-to-come") == []


# What is accepted for a time


def test_an_accepted_finding_decides_nothing_and_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = with_long_sentence()
    assert check(tmp_path / "before", files) == 1
    capsys.readouterr()
    assert check(tmp_path / "after", files | {"accepted.yaml": accepted()}) == 0
    said = capsys.readouterr().out
    assert "Accepted until 3 March 2027: " in said
    assert "Comms team: The words are with the lawyers" in said
    assert "unused-acceptance" not in said


def test_a_build_honours_the_same_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--as-of", DAY.isoformat(), "--output", str(tmp_path / "public"), "--content"]
    content = write_files(tmp_path / "content", with_long_sentence())
    assert main(["build", *words, str(content)]) == 1
    (content / "accepted.yaml").write_text(accepted(), "utf-8")
    assert main(["build", *words, str(content)]) == 0
    assert "Accepted until 3 March 2027: " in capsys.readouterr().out
    assert not [file for file in (tmp_path / "public").rglob("*") if "accepted" in file.name]


def test_an_accepted_error_does_not_keep_the_pages_from_being_looked_through(tmp_path: Path) -> None:
    files = with_long_sentence() | {"accepted.yaml": accepted()}
    same = "What stands on the page called The home page."
    files["pages/officers.md"] = page("Officers").replace("What stands on the page called Officers.", same)
    assert told(look(tmp_path, files), "repeated-description") != []


def test_an_expired_acceptance_fails_at_its_line_and_lets_nothing_pass(tmp_path: Path) -> None:
    draft = look(tmp_path, with_long_sentence() | {"accepted.yaml": accepted(until="2026-11-21")})
    assert told(draft, "expired-acceptance") == [
        'accepted.yaml:6 error: "long-sentence" in content/pages/about.md was accepted until 21 November 2026.'
    ]
    assert len(told(draft, "long-sentence")) == 1


def test_an_acceptance_holds_on_its_last_day(tmp_path: Path) -> None:
    draft = look(tmp_path, with_long_sentence() | {"accepted.yaml": accepted(until="2026-11-22")})
    assert draft.findings.publishable
    assert len(draft.findings.accepted) == 1


def test_an_acceptance_that_fits_nothing_is_a_warning(tmp_path: Path) -> None:
    files = sound_site() | {"accepted.yaml": accepted(path="content/pages/home.md")}
    draft = look(tmp_path, files)
    assert told(draft, "unused-acceptance") == [
        'accepted.yaml:3 warning: Nothing of the rule "long-sentence" is found in content/pages/home.md.'
    ]
    assert draft.findings.publishable


def test_an_acceptance_of_what_was_not_asked_is_not_called_unused(tmp_path: Path) -> None:
    files = sound_site() | {"accepted.yaml": accepted(rule="dead-link")}
    draft = look(tmp_path, files)
    assert told(draft, "unused-acceptance") == []
    draft = add_answers(draft, {}, ())
    assert len(told(draft, "unused-acceptance")) == 1


def test_what_only_a_strict_check_asks_can_be_accepted_too(tmp_path: Path) -> None:
    wait = accepted(rule="missing-publisher-contact", path="content/site.yaml")
    files = small_site() | {"accepted.yaml": wait}
    assert told(look(tmp_path / "one", files), "missing-publisher-contact", "unused-acceptance") == []
    files["site.yaml"] = REAL_SITE
    assert len(told(look(tmp_path / "two", files), "unused-acceptance")) == 1


def test_a_file_in_which_nothing_is_accepted_is_no_mistake(tmp_path: Path) -> None:
    content = write_files(tmp_path, {"accepted.yaml": "# Nothing has to wait.\n"})
    assert read_acceptances(read_sources(content)[0], DAY) == ((), ())


@pytest.mark.parametrize(("until", "is_held"), [("2027-05-21", True), ("2027-05-22", False)])
def test_nothing_is_accepted_for_more_than_180_days(tmp_path: Path, until: str, is_held: bool) -> None:
    content = write_files(tmp_path, {"accepted.yaml": accepted(until=until)})
    acceptances, found = read_acceptances(read_sources(content)[0], DAY)
    assert bool(acceptances) is is_held
    assert [one.rule for one in found] == ([] if is_held else ["bad-acceptance"])


@pytest.mark.parametrize("rule", sorted(NOT_ACCEPTABLE))
def test_a_rule_that_keeps_people_safe_or_the_site_whole_is_never_accepted(tmp_path: Path, rule: str) -> None:
    content = write_files(tmp_path, {"accepted.yaml": accepted(rule=rule)})
    acceptances, found = read_acceptances(read_sources(content)[0], DAY)
    assert acceptances == ()
    assert [(one.rule, one.severity, one.place.line) for one in found] == [
        ("bad-acceptance", Severity.ERROR, 3)
    ]


def test_the_rules_that_may_be_accepted_are_none_of_those_that_protect_people() -> None:
    never = {
        "third-party-request",
        "storage-use",
        "stray-contact",
        "lapsed-consent",
        "field-outside-basis",
        "missing-999",
        "missing-leave-link",
        "missing-referrer-policy",
        "retired-contact",
        "unsafe-html",
        "unsafe-link",
        "uncovered-area",
        "draft-address",
        "expired-acceptance",
        "bad-acceptance",
    }
    guarded = {name for name, rule in RULES.items() if rule.keeps_safe or rule.level == "firm"}
    assert never | guarded <= NOT_ACCEPTABLE
    assert NOT_ACCEPTABLE.isdisjoint(name for name, rule in RULES.items() if rule.level == "adjustable")


@pytest.mark.parametrize("name", ["reason", "until", "by", "rule", "path"])
def test_an_acceptance_needs_its_reason_and_its_end(tmp_path: Path, name: str) -> None:
    lines = [
        line
        for line in accepted().replace("  - rule", "  -\n    rule").splitlines()
        if f" {name}:" not in line
    ]
    content = write_files(tmp_path, {"accepted.yaml": "\n".join(lines) + "\n"})
    acceptances, found = read_acceptances(read_sources(content)[0], DAY)
    assert acceptances == ()
    assert [one.rule for one in found] == ["missing-field"]
    assert f'"{name}" is missing' in found[0].message


def test_a_misspelt_rule_is_answered_with_the_nearest(tmp_path: Path) -> None:
    content = write_files(tmp_path, {"accepted.yaml": accepted(rule="long-sentense")})
    (found,) = read_acceptances(read_sources(content)[0], DAY)[1]
    assert (found.rule, found.hint) == ("unknown-rule", 'Did you mean "long-sentence"?')


def test_words_in_match_choose_among_the_findings_of_a_file() -> None:
    findings = Findings()
    place = Place("content/pages/about.md", 9)
    findings.accept((Acceptance("vague-link", "pages/about.md", "why", DAY, "us", match='"here"'),))
    findings.add(
        [Diagnostic(place, "vague-link", f'The link "{word}" is vague.') for word in ("here", "more")]
    )
    findings.add(
        [Diagnostic(Place("content/pages/other-about.md", 9), "vague-link", 'The link "here" is vague.')]
    )
    assert [one.message for one in findings.accepted] == ['The link "here" is vague.']
    assert [one.place.path for one in findings.sorted()] == [
        "content/pages/about.md",
        "content/pages/other-about.md",
    ]


def test_every_format_tells_what_is_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = with_long_sentence() | {"accepted.yaml": accepted()}

    def report(form: str) -> str:
        assert check(tmp_path, files, "--format", form) == 0
        return capsys.readouterr().out

    (one,) = json.loads(report("json"))["accepted"]
    assert one["rule"] == "long-sentence"
    assert one["acceptance"]["until"] == "2027-03-03"
    run = json.loads(report("sarif"))["runs"][0]
    suppressed = [result["suppressions"] for result in run["results"] if "suppressions" in result]
    assert [(one["kind"], one["justification"]) for (one,) in suppressed] == [
        ("external", "Accepted until 3 March 2027 by Comms team: The words are with the lawyers")
    ]
    assert run["invocations"][0]["exitCode"] == 0
    assert "::Accepted until 3 March 2027: " in report("github")
    suite = ET.fromstring(report("junit"))[0]
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
    assert "with the lawyers" in str(suite.findall("testcase/skipped")[0].get("message"))


# Links to other sites


@dataclass
class Visits:
    """What a server was asked: the method and the path, in order, and how many asked at once at most."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def site_of_others(pause: float = 0.0) -> Iterator[tuple[str, Visits]]:
    """Serve pages that are there, gone, moved, shut or slow, as their path says; yield the address and the visits."""
    visits = Visits()

    class Answering(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            with visits.lock:
                visits.requests.append((self.command, self.path))
                visits.agents.add(self.headers["User-Agent"])
                visits.at_once += 1
                visits.most_at_once = max(visits.most_at_once, visits.at_once)
            sleep(pause)
            with visits.lock:  # before the answer, after which the next question may come at once
                visits.at_once -= 1
            self._send(self.path.strip("/"))

        def _send(self, name: str) -> None:
            before = sum(path == self.path for _, path in visits.requests)
            if name == "slow":
                sleep(1.5)
            if name == "cut":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status = {
                "no-head": 405 if self.command == "HEAD" else 200,
                "tired": 503 if before <= 2 else 200,
            }.get(name, int(name) if name.isdigit() else 200)
            target = {"moved": "/there", "for-now": "/there", "to-gone": "/410", "circle": "/circle"}.get(
                name
            )
            if target:
                status = 302 if name == "for-now" else 301
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if target:
                self.send_header("Location", target)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", visits
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


QUICK = HttpSettings("Test/1 (+https://directory.example.org/)", timeout=1.0, pause=0.01)


def ask(*paths: str, settings: HttpSettings = QUICK) -> tuple[dict[str, Answer], Visits]:
    """Ask a server for these paths; return the answers by path, and what the server saw."""
    with site_of_others() as (root, visits):
        answers = ask_all([f"{root}/{path}" for path in paths], settings)
        return {answer.url.removeprefix(f"{root}/"): answer for answer in answers}, visits


def test_only_gone_pages_are_dead_and_what_nobody_can_tell_is_not() -> None:
    paths = ["there", "404", "410", "401", "403", "429", "500", "no-head", "to-gone", "circle", "cut", "slow"]
    answers, _ = ask(*paths, settings=HttpSettings("Test", timeout=1.0, tries=1))
    assert {path: str(answer.outcome) for path, answer in answers.items()} == {
        "there": "fine",
        "404": "dead",
        "410": "dead",
        "401": "unsure",
        "403": "unsure",
        "429": "unsure",
        "500": "unsure",
        "no-head": "fine",
        "to-gone": "dead",
        "circle": "unsure",
        "cut": "unsure",
        "slow": "unsure",
    }
    assert answers["404"].why == "the site says that there is no such page (404)"
    assert answers["slow"].why == "the site took too long"
    assert answers["circle"].why == "it leads round in circles"


def test_a_page_is_asked_for_whole_before_it_is_called_dead() -> None:
    _, visits = ask("404", "there")
    assert visits.requests == [("HEAD", "/404"), ("GET", "/404"), ("HEAD", "/there")]


def test_trouble_that_passes_is_no_trouble_and_three_tries_are_the_most() -> None:
    answers, visits = ask("tired", "500")
    assert answers["tired"].outcome is Outcome.FINE
    assert Counter(method for method, path in visits.requests if path == "/500") == {"HEAD": 3, "GET": 3}
    assert answers["500"].why == "the site has trouble (500)"


def test_only_a_move_for_good_names_the_new_address() -> None:
    answers, _ = ask("moved", "for-now")
    assert answers["moved"].moved_to.endswith("/there")
    assert answers["for-now"].moved_to == ""
    assert {answer.outcome for answer in answers.values()} == {Outcome.FINE}


def test_each_address_is_asked_for_once_and_one_host_by_one_visitor_with_our_name() -> None:
    with site_of_others(pause=0.02) as (root, visits):
        ask_all([f"{root}/{number}" for number in (200, 201, 202, 203)] * 2, QUICK)
    assert sorted(visits.requests) == [("HEAD", f"/{number}") for number in (200, 201, 202, 203)]
    assert visits.most_at_once == 1
    assert visits.agents == {QUICK.user_agent}
    assert "https://directory.example.org/" in name_ourselves("https://directory.example.org/")


def test_two_hosts_are_asked_side_by_side() -> None:
    meeting = threading.Barrier(2, timeout=20)

    class Waiting(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            meeting.wait()  # goes on only when the other host was asked too
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Waiting) for _ in range(2)]
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in servers]
    for thread in threads:
        thread.start()
    answers = ask_all(
        [f"http://127.0.0.1:{server.server_port}/" for server in servers],
        HttpSettings("Test", timeout=20, tries=1),
    )
    for server, thread in zip(servers, threads, strict=True):
        server.shutdown()
        server.server_close()
        thread.join()
    assert [answer.outcome for answer in answers] == [Outcome.FINE, Outcome.FINE]


def test_a_port_where_nobody_listens_is_not_called_dead() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        (answer,) = ask_all([f"http://127.0.0.1:{taken.getsockname()[1]}/"], QUICK)
    assert (answer.outcome, answer.why) == (Outcome.UNSURE, "the connection broke off")


def test_a_certificate_that_is_not_right_is_not_called_dead() -> None:
    with site_of_others() as (root, _):
        (answer,) = ask_all([root.replace("http:", "https:") + "/"], QUICK)
    assert (answer.outcome, answer.why) == (Outcome.UNSURE, "the site's certificate is not right")


@pytest.mark.parametrize(("code", "is_sure"), [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False)])
def test_a_host_is_unknown_only_when_a_name_server_says_so(code: int, is_sure: bool) -> None:
    def look_up() -> None:
        try:
            raise socket.gaierror(code, "no answer")
        except socket.gaierror as reason:
            raise NameResolutionError("nowhere.invalid", None, reason) from reason

    with pytest.raises(NameResolutionError) as raised:
        look_up()
    assert is_unknown_host(raised.value) is is_sure


def test_a_host_that_does_not_exist_is_dead_where_a_name_server_says_so_and_other_sites_answer() -> None:
    with pytest.raises(socket.gaierror) as fault:
        socket.getaddrinfo("nowhere.invalid", 80)
    is_told = fault.value.args[0] == socket.EAI_NONAME  # where no name server can be reached, nobody can tell
    with site_of_others() as (root, _):
        answers = {
            answer.url: answer for answer in ask_all(["http://nowhere.invalid/", f"{root}/there"], QUICK)
        }
    lost, fine = answers["http://nowhere.invalid/"], answers[f"{root}/there"]
    assert fine.outcome is Outcome.FINE
    assert lost.outcome is (Outcome.DEAD if is_told else Outcome.UNSURE)
    assert not is_told or lost.why == "there is no site called nowhere.invalid"


def test_when_no_host_at_all_is_known_the_fault_is_taken_to_be_here() -> None:
    answers = ask_all(["http://nowhere.invalid/", "http://nobody.invalid/"], QUICK)
    assert {answer.outcome for answer in answers} == {Outcome.UNSURE}


def test_a_link_is_told_at_every_line_that_holds_it_and_asked_for_once(tmp_path: Path) -> None:
    body = "## Links\n\nSee [the law](https://law.example.org/act#part-2) or [more](https://law.example.org/act).\n"
    files = sound_site() | {"pages/about.md": page("About", body), "pages/report.md": page("Report", body)}
    written = list_outside_links(look(tmp_path, files))
    places = written["https://law.example.org/act"]
    assert [(Path(place.path).name, place.line) for place in places] == [
        ("about.md", 10),
        ("about.md", 10),
        ("report.md", 10),
        ("report.md", 10),
    ]
    found = list(judge_links({"u": places[:2]}, [Answer("u", Outcome.DEAD, "it is gone")]))
    assert [(one.rule, one.severity, one.place) for one in found] == [
        ("dead-link", Severity.ERROR, place) for place in places[:2]
    ]


def test_links_in_fields_and_settings_are_tried_and_our_own_and_held_back_ones_are_not(
    tmp_path: Path,
) -> None:
    held_back = CHANNEL.format(
        name="A line to come", kind="support", phone="020 7946 0003", more="url: https://later.example.org/\n"
    ).replace("cost: free", "cost: free\nheld_back: Not open yet")
    own = page("About", "[Home](https://directory.example.org/boroughs/)\n")
    written = list_outside_links(
        look(tmp_path, sound_site() | {"channels/later.md": held_back, "pages/about.md": own})
    )
    by_file = {url: Path(places[0].path).name for url, places in written.items()}
    assert by_file["https://helpline.example.org/"] == "helpline.md"
    assert by_file["https://police.example.org/"] == "site.yaml"
    assert by_file["https://north.example.org/"] == "north.md"
    assert by_file["https://www.bbc.co.uk/weather"] != "site.yaml"  # only the theme's frame names it
    assert not any("later" in url or "directory.example.org" in url for url in written)


def test_a_dead_link_is_red_and_what_could_not_be_checked_is_not(tmp_path: Path) -> None:
    with site_of_others() as (root, _):
        body = f"[One]({root}/403) and [two]({root}/moved) and [three]({root}/404)\n"
        draft = look(tmp_path, sound_site() | {"pages/about.md": page("About", body)})
        written = {url: places for url, places in list_outside_links(draft).items() if url.startswith(root)}
        answers = ask_all(written, QUICK)
    draft = add_answers(draft, written, answers)
    rules = [
        (one.rule, str(one.severity), one.place.line)
        for one in draft.findings.sorted()
        if root in one.message and one.rule != "private-address"  # as which the other site stands here
    ]
    assert sorted(rules) == [
        ("dead-link", "error", 8),
        ("moved-link", "notice", 8),
        ("unchecked-link", "notice", 8),
    ]
    assert not draft.findings.publishable
    moved = next(one for one in draft.findings.sorted() if one.rule == "moved-link")
    assert moved.hint == f"Write {root}/there"


def test_the_desk_reads_what_the_check_of_links_leaves(tmp_path: Path) -> None:
    url, place = "https://gone.example.org/", Place("content/pages/about.md", 9, 5, 30)
    answers = [Answer(url, Outcome.DEAD, "it is gone"), Answer("https://fine.example.org/", Outcome.FINE)]
    kept = format_link_check(DAY, {url: (place,), "https://fine.example.org/": (place,)}, answers)
    (tmp_path / "external-links.json").write_text(kept, "utf-8")
    check_of_links = read_link_check(tmp_path)
    assert check_of_links.on == DAY
    assert [(link.url, link.why, str(link.place)) for link in check_of_links.broken] == [
        (url, "it is gone", "content/pages/about.md:9:5")
    ]


def test_neither_a_build_nor_a_strict_check_asks_another_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *where, **_: asked.append(where))
    files = sound_site() | {"pages/about.md": page("About", "[One](https://other.example.org/404)\n")}
    assert check(tmp_path, files, "--strict") == 0
    content = str(tmp_path / "content")
    assert main(["--content", content, "--output", str(tmp_path / "out"), "--as-of", DAY.isoformat()]) == 0
    assert asked == []


def test_without_settings_no_link_is_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, sound_site() | {"site.yaml": "name: Test\n"}, "--external", "--strict") == 2
    assert "Trying" not in capsys.readouterr().err
