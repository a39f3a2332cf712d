"""Deploying to a plain folder: what is refused, what is said, going back, and being killed at any point."""

import os
import random
import re
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from site_builder import cli
from site_builder.content.sources import digest_sources, read_sources
from site_builder.publish.deploying.last_sent import read_last_sent
from tests.deployed_sites import (
    ALWAYS,
    publish_version,
    read_folder,
    site_files,
    visible,
    words,
)
from tests.sites import small_site, write_files

PROJECT_DIR = Path(__file__).resolve().parent.parent
KILLS = 20


@pytest.fixture
def public(tmp_path):
    return publish_version(tmp_path / "public", 1)


@pytest.fixture
def www(tmp_path):
    return tmp_path / "www"


@pytest.fixture
def told(capsys):
    """Run a command; return its exit code and all its words."""

    def run(*arguments):
        exit_code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return exit_code, captured.out + captured.err

    return run


def test_a_folder_gets_every_file_of_the_site(told, public, www):
    exit_code, said = told("deploy", f"folder:{www}", "--from", public)
    assert exit_code == 0
    assert "has the new site: 9 files sent and read back, 0 files removed." in said
    assert {
        path: content for path, content in read_folder(www).items() if ".liaison" not in path
    } == site_files(1)
    noted = read_last_sent(public.with_name(f".{public.name}.sent.json"))
    assert noted is not None and noted.target == str(www)


def test_the_same_site_again_changes_nothing(told, public, www):
    told("deploy", f"folder:{www}", "--from", public)
    before = {file: file.stat().st_mtime_ns for file in www.rglob("*") if file.is_file()}
    exit_code, said = told("deploy", f"folder:{www}", "--from", public)
    assert (exit_code, said) == (0, f"{www} has this very site already. Nothing changed.\n")
    assert {file: file.stat().st_mtime_ns for file in www.rglob("*") if file.is_file()} == before


def test_the_assets_of_two_sites_before_stay_and_older_ones_go(told, public, www):
    for version in (1, 2, 3, 4):
        publish_version(public, version)
        assert told("deploy", f"folder:{www}", "--from", public)[0] == 0
    there = read_folder(www)
    assets = [
        {path for path in site_files(version) if path.startswith("assets/")} for version in (1, 2, 3, 4)
    ]
    assert {path for path in there if path.startswith("assets/")} == assets[1] | assets[2] | assets[3]
    assert visible(there) == visible(site_files(4))


def test_a_page_that_is_gone_leaves_no_empty_folder(told, public, www):
    told("deploy", f"folder:{www}", "--from", public)
    told("deploy", f"folder:{www}", "--from", publish_version(public, 2))
    assert sorted(path.name for path in (www / "officers").iterdir()) == ["officer-2"]


def test_a_file_altered_on_the_host_is_put_right(told, public, www):
    told("deploy", f"folder:{www}", "--from", public)
    (www / "index.html").write_text("hello")
    (www / "404.html").unlink()
    assert told("deploy", f"folder:{www}", "--from", public)[0] == 0
    assert visible(read_folder(www)) == visible(site_files(1))


def test_files_of_others_stay_and_are_never_overwritten_unasked(told, public, www):
    www.mkdir()
    (www / "CNAME").write_text("directory.example.org")
    (www / "index.html").write_text("somebody else's")
    exit_code, said = told("deploy", f"folder:{www}", "--from", public)
    assert exit_code == 2
    assert "files that no deploy has put there and that would be overwritten: index.html." in said
    assert told("deploy", f"folder:{www}", "--from", public, "--adopt")[0] == 0
    assert (www / "CNAME").read_text() == "directory.example.org"
    assert (www / "index.html").read_bytes() == site_files(1)["index.html"]


def test_a_dry_run_says_in_words_who_comes_and_goes_and_changes_nothing(told, public, www):
    serves = {"varnham": ("Barnet", "Harrow"), "okoro": ("Camden",)}
    publish_version(public, 1, words(serves))
    told("deploy", f"folder:{www}", "--from", public)
    before = read_folder(www)
    publish_version(public, 2, words({"varnham": ("Harrow",), "adeyemi": ("Camden", "Islington")}))
    exit_code, said = told("deploy", f"folder:{www}", "--from", public, "--dry-run")
    assert exit_code == 0
    assert said.splitlines() == [
        "PC Adeyemi begins to serve Camden and Islington.",
        "PC Okoro leaves Camden.",
        "PC Varnham leaves Barnet.",
        "New page: /officers/officer-2/",
        "Page /404.html changes",
        "Page /boroughs/north/ changes",
        "Page / (Home) changes",
        "Page /officers/officer-1/ goes away",
        "7 other files, like style sheets and pictures, change.",
        "",
        f"8 files would be sent to {www} and 1 file removed. Nothing was changed.",
    ]
    assert read_folder(www) == before


def test_rollback_brings_the_site_before_back_and_again_undoes_that(told, public, www):
    for version in (1, 2):
        told("deploy", f"folder:{www}", "--from", publish_version(public, version))
    exit_code, said = told("rollback", f"folder:{www}")
    assert exit_code == 0
    assert said.endswith("This was the site before. To undo this, run the same command again.\n")
    assert visible(read_folder(www)) == visible(site_files(1))
    assert told("rollback", f"folder:{www}")[0] == 0
    assert visible(read_folder(www)) == visible(site_files(2))


def test_a_dry_run_of_rollback_says_who_and_what_would_change_and_changes_nothing(told, public, www):
    for version, areas in ((1, ("Barnet",)), (2, ("Barnet", "Brent"))):
        publish_version(public, version, words({f"officer-{version}": areas}))
        told("deploy", f"folder:{www}", "--from", public)
    before = read_folder(www)
    exit_code, said = told("rollback", f"folder:{www}", "--dry-run")
    assert exit_code == 0
    assert said.splitlines()[:3] == [
        "PC Officer-1 begins to serve Barnet.",
        "PC Officer-2 leaves Barnet and Brent.",
        "New page: /officers/officer-1/ (PC Officer-1)",
    ]
    assert said.endswith("Nothing was changed.\n")
    assert read_folder(www) == before


def test_a_draft_does_not_come_back_by_rollback_unless_that_is_said(told, public, www):
    publish_version(public, 1, words(base_url="https://liaison.example/"))
    told("deploy", f"folder:{www}", "--from", public, "--allow-draft")
    told("deploy", f"folder:{www}", "--from", publish_version(public, 2))
    before = read_folder(www)
    for more in ([], ["--dry-run"]):
        exit_code, said = told("rollback", f"folder:{www}", *more)
        assert exit_code == 2
        assert f"The site that {www} had before was built for https://liaison.example/" in said
    assert visible(read_folder(www)) == visible(before)
    assert told("rollback", f"folder:{www}", "--allow-draft")[0] == 0
    assert visible(read_folder(www)) == visible(site_files(1))


def test_without_a_site_before_there_is_nothing_to_go_back_to(told, public, www):
    told("deploy", f"folder:{www}", "--from", public)
    exit_code, said = told("rollback", f"folder:{www}")
    assert exit_code == 2
    assert "remembers no site before this one" in said


def test_forget_leaves_nothing_of_earlier_sites(told, public, www):
    for version in (1, 2):
        told("deploy", f"folder:{www}", "--from", publish_version(public, version))
    assert told("deploy", f"folder:{www}", "--from", public, "--forget")[0] == 0
    there = read_folder(www)
    history = there.pop(".liaison/deployed.json")
    assert there == site_files(2)
    assert b"officer-1" not in history
    assert told("rollback", f"folder:{www}")[0] == 2


def test_a_folder_changed_by_hand_is_refused_with_the_command_to_run(told, public, www):
    (public / "index.html").write_text("changed")
    exit_code, said = told("deploy", f"folder:{www}", "--from", public)
    assert exit_code == 2
    assert "Files changed by hand: index.html. Run `python3 build.py` first." in said
    publish_version(public, 1)
    (public / "notes.txt").write_text("mine")
    assert (
        "Files that no build has put there: notes.txt."
        in told("deploy", f"folder:{www}", "--from", public)[1]
    )
    (public / "notes.txt").unlink()
    (public / "404.html").unlink()
    assert "Files missing: 404.html." in told("deploy", f"folder:{www}", "--from", public)[1]
    assert not www.exists()


def test_a_site_that_was_not_made_from_the_content_of_now_is_refused_unless_somebody_insists(
    told, public, www, tmp_path
):
    content = write_files(tmp_path / "content", small_site())
    made_from = digest_sources(read_sources(content)[0])
    publish_version(public, 1, replace(words(), content=made_from))
    deploy = ("deploy", f"folder:{www}", "--from", public, "--content", content)
    assert told(*deploy, "--dry-run")[0] == 0
    (content / "site.yaml").write_text((content / "site.yaml").read_text() + "# a word\n")
    exit_code, said = told(*deploy)
    assert exit_code == 2
    assert f"was not made from what is in {content} now. Newer than it: {content}/site.yaml." in said
    publish_version(public, 1, replace(words(), content=digest_sources(read_sources(content)[0])))
    assert told(*deploy, "--dry-run")[0] == 0  # no page of it had to change
    (content / "pages/report.md").unlink()
    assert "A file of it was changed or is gone." in told(*deploy)[1]
    assert not www.exists()
    assert told(*deploy, "--as-built")[0] == 0


def test_without_a_finished_site_the_build_is_named(told, tmp_path, www):
    exit_code, said = told("deploy", f"folder:{www}", "--from", tmp_path / "public")
    assert exit_code == 2
    assert "There is no finished site in" in said
    assert "Run `python3 build.py` first." in said


def test_a_draft_goes_into_a_folder_only_when_that_is_said_and_nowhere_else(told, public, www):
    publish_version(public, 1, words(base_url="https://liaison.example/"))
    exit_code, said = told("deploy", f"folder:{www}", "--from", public)
    assert exit_code == 2
    assert "was built for https://liaison.example/, an address for drafts" in said
    assert told("deploy", "git:pages", "--from", public, "--allow-draft")[0] == 2
    assert told("deploy", f"folder:{www}", "--from", public, "--allow-draft")[0] == 0


def test_a_site_without_a_contact_is_not_put_online_for_the_first_time(told, public, www):
    mute = replace(words(), has_contact=False)
    publish_version(public, 1, mute)
    for more in ([], ["--dry-run"]):
        exit_code, said = told("deploy", f"folder:{www}", "--from", public, *more)
        assert exit_code == 2
        assert "add a line below publisher in site.yaml" in said
        assert "Nothing was deployed." in said
    assert told("deploy", f"folder:{www}", "--from", publish_version(public, 1))[0] == 0
    assert told("deploy", f"folder:{www}", "--from", publish_version(public, 2, mute))[0] == 0


def test_the_example_site_is_never_deployed(told, public, www):
    publish_version(public, 1, words(example=True))
    exit_code, said = told("deploy", f"folder:{www}", "--from", public, "--allow-draft")
    assert exit_code == 2
    assert "in which everybody is made up. It is never put online." in said


def test_the_manifest_of_a_real_build_says_where_it_stands_and_who_serves_where(tmp_path):
    from site_builder.publish.output.manifest import read_manifest
    from tests.sites import officer, small_site, write_files

    content = write_files(tmp_path / "content", small_site(sam_okoro=officer("Sam Okoro", "north, south")))
    public = tmp_path / "public"
    assert cli.main(["--content", str(content), "--output", str(public), "--as-of", "2026-11-22"]) == 0
    about = read_manifest(tmp_path / "public.manifest.json").about
    assert (about.base_url, about.example) == ("https://directory.example/", True)
    assert about.pages["officers/sam-okoro/index.html"].serves == ("Northton", "Southton")
    assert about.pages["boroughs/north/index.html"].title == "Northton"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere", "is not a place to deploy to. Write it like folder:/srv/www"),
        ("folder:", "is not a place to deploy to"),
        ("s3://", "is not a place to deploy to"),
        ("git:-x", "is not a place to deploy to"),
        ("me@-oProxyCommand=x:/srv", "is not a place to deploy to"),
        ("ssh://-oProxyCommand=x/srv", "is not a place to deploy to"),
        ("rsync://me:secret@host.example.org/www", "There is a password in the address of the target"),
        ("git:pages@https://me:secret@host.example.org/x.git", "There is a password in the address"),
    ],
)
def test_a_target_that_cannot_be_is_refused_and_no_secret_is_repeated(told, public, target, said):
    exit_code, words_said = told("deploy", target, "--from", public)
    assert exit_code == 2
    assert said in words_said
    assert "secret" not in words_said


def test_the_published_folder_is_no_target(told, public):
    exit_code, said = told("deploy", f"folder:{public}", "--from", public)
    assert exit_code == 2
    assert "are the same or lie one in the other" in said


def test_a_host_that_refuses_ends_with_code_4(told, public, tmp_path):
    exit_code, said = told("deploy", f"folder:{tmp_path}/no/such/www", "--from", public)
    assert exit_code == 4
    assert "There is no folder" in said


def test_two_deploys_at_once_are_one_too_many(told, public, www):
    from site_builder.publish.deploying.deploy_lock import hold_lock

    told("deploy", f"folder:{www}", "--from", public)
    with hold_lock(www / ".liaison/deploying", str(www)):
        exit_code, said = told("deploy", f"folder:{www}", "--from", publish_version(public, 2))
    assert exit_code == 4
    assert (
        said
        == f"Another deploy to {www} is going on at this moment. Wait for it to end, then deploy again.\n"
    )
    assert visible(read_folder(www)) == visible(site_files(1))


def test_the_site_is_looked_at_as_a_visitor_gets_it(told, public, www, serve):
    www.mkdir()
    with serve(www) as address:
        exit_code, said = told("deploy", f"folder:{www}", "--from", public, "--url", f"{address}/")
        assert exit_code == 0
        assert f"{address}/ shows every file as it was sent." in said
        assert "Careful: everybody can read" in said
        publish_version(public, 2)
        exit_code, said = told("deploy", f"folder:{www}", "--from", public, "--url", f"{address}/elsewhere/")
        assert exit_code == 4
        assert "shows something else for" in said


# The deploys run one after the other in forks of one process. A fork is killed (SIGKILL) right before a chosen
# one of its steps on the disk: Python's audit events count them.
KILLING = """
import os, random, signal, sys
from pathlib import Path
from site_builder import cli
from site_builder.content.sources import digest_sources, read_sources
from tests.deployed_sites import publish_version, read_folder, site_files, visible

public, www, state = (Path(name) for name in sys.argv[1:4])
kills, chance = int(sys.argv[4]), random.Random(5)
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
from site_builder.publish.deploying import target_address as addresses, deploy, live_site, published_site

def run(*arguments, kill_at=0):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    steps = []
    def count(event, details):
        if event in STEPS and details and str(details[0]).startswith(str(www)):
            steps.append(event)
            if len(steps) == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    sys.stdout = open(os.devnull, "w")
    exit_code = cli.main([*arguments, "--from", str(public)])
    if not kill_at:
        (state / "steps").write_text(str(len(steps)))
    os._exit(exit_code)

target = f"folder:{www}"
assert run("deploy", target) == 0
publish_version(public, 2)
assert run("deploy", target) == 0
version, killed = 2, 0
for turn in range(kills):
    version += 1
    (state / "generation").write_text(str(turn))
    publish_version(public, version % 5)
    killed += run("deploy", target, kill_at=chance.randint(1, int((state / "steps").read_text()))) != 0
    if chance.random() < 0.3:
        version += 1
        publish_version(public, version % 5)
    ended = run("deploy", target)
    assert ended == 0, f"turn {turn}: the second run ended with {ended}"
    there, wanted = read_folder(www), site_files(version % 5)
    assert visible(there) == visible(wanted), f"turn {turn}: the host is not as the manifest says"
    assert all(there[path] == content for path, content in wanted.items()), f"turn {turn}: an asset is wrong"
    assert not any("incoming" in path for path in there), f"turn {turn}: something was left behind"
print(f"killed {killed}")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has neither fork nor SIGKILL")
def test_killed_at_twenty_points_it_ends_right_and_no_visitor_meets_a_broken_page(
    public, www, tmp_path, serve
):
    www.mkdir()
    (tmp_path / "state").mkdir()
    (tmp_path / "state/generation").write_text("0")
    with serve(www) as address:
        crawler = _Crawler(address, tmp_path / "state/generation")
        command = [sys.executable, "-c", KILLING, public, www, tmp_path / "state", str(KILLS)]
        deploying = subprocess.Popen(
            command, cwd=PROJECT_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said, _ = deploying.communicate()
        crawler.stop()
    assert deploying.returncode == 0, said
    killed = int(re.search(r"killed (\d+)", said)[1])
    assert killed >= KILLS - 3  # a deploy may have fewer steps than the one whose steps were counted
    assert crawler.looked_at > 100
    assert crawler.broken == []


class _Crawler:
    """Looks at every page and every asset of each, round and round, as visitors do during a deploy."""

    def __init__(self, address, generation_file):
        self.address, self.generation_file = address, generation_file
        self.looked_at, self.broken, self.seen = 0, [], set()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.crawl)
        self.thread.start()

    def stop(self):
        self.stopping.set()
        self.thread.join()

    def crawl(self):
        chance = random.Random(7)
        while not self.stopping.is_set():
            path = chance.choice(ALWAYS)
            generation = self.generation()
            page = self.fetch(path)
            if page is None:
                if path in self.seen:
                    self.broken.append(f"{path} is gone")
                continue
            self.seen.add(path)
            for asset in re.findall(r'href="/(assets/[^"]+)"', page):
                # A turn is at most two deploys: a crawler that was kept waiting for longer proves nothing.
                if self.fetch(asset) is None and self.generation() == generation:
                    self.broken.append(f"{path} needs {asset}: {page}")
            self.looked_at += 1

    def generation(self):
        return self.generation_file.read_text()

    def fetch(self, path):
        try:
            with urlopen(f"{self.address}/{path}") as answer:
                return answer.read().decode()
        except HTTPError as error:
            error.close()
            return None
