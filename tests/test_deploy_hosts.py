"""Deploying to real hosts on this machine: an rsync service, an ssh server, S3-compatible storage and a git repository."""

import getpass
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder import cli
from tests.deployed_sites import publish_version, read_folder, site_files, visible
from tests.hostile_paths import FOREIGN, HOSTILE, written

PROJECT_DIR = Path(__file__).resolve().parent.parent
SERVER_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
S3_KILLS = 3


def told(capsys, *arguments):
    """Run a command; return its exit code and all its words."""
    capsys.readouterr()
    exit_code = cli.main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return exit_code, captured.out + captured.err


@pytest.fixture
def public(tmp_path):
    return tmp_path / "public"


@contextmanager
def serving(command, port, **more):
    """Run a server until the end of the block; it is ready when its port answers."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    try:
        while not answers(port):
            assert running.poll() is None, f"the server ended with code {running.returncode}"
            time.sleep(0.1)
        yield
    finally:
        running.kill()
        running.wait()


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def needed(program):
    found = shutil.which(program, path=SERVER_PATH)
    if found is None:
        pytest.fail(f"the program {program} is needed: install Debian's rsync and openssh-server")
    return found


@pytest.fixture
def rsync_service(tmp_path):
    """The folder and the address of an rsync service."""
    program, folder, port = needed("rsync"), tmp_path / "host", free_port()
    folder.mkdir()
    settings = tmp_path / "rsyncd.conf"
    as_root = "uid = 0\ngid = 0\n" if sys.platform != "win32" and os.getuid() == 0 else ""
    settings.write_text(
        f"use chroot = no\nmunge symlinks = no\npid file = {tmp_path}/rsyncd.pid\nlog file = {tmp_path}/rsyncd.log\n{as_root}"
        f"[site]\npath = {folder}\nread only = no\n[shut]\npath = {folder}\nread only = yes\n"
    )
    command = [
        program,
        "--daemon",
        "--no-detach",
        f"--config={settings}",
        f"--port={port}",
        "--address=127.0.0.1",
    ]
    with serving(command, port):
        yield folder, f"rsync://127.0.0.1:{port}"


@pytest.mark.nightly
def test_an_rsync_service_gets_the_site_keeps_assets_and_goes_back(public, rsync_service, capsys):
    folder, address = rsync_service
    for version in (1, 2):
        publish_version(public, version)
        exit_code, said = told(capsys, "deploy", f"{address}/site", "--from", public)
        assert exit_code == 0, said
        assert visible(read_folder(folder)) == visible(site_files(version))
        assert site_files(version).items() <= read_folder(folder).items()
    assert sorted(path.name for path in (folder / "officers").iterdir()) == ["officer-2"]
    assert site_files(1).keys() - read_folder(folder).keys() == {"officers/officer-1/index.html"}
    exit_code, said = told(capsys, "rollback", f"{address}/site")
    assert exit_code == 0, said
    assert visible(read_folder(folder)) == visible(site_files(1))
    assert not (folder / ".liaison/deploying.json").exists()


@pytest.mark.nightly
def test_rsync_sends_only_what_differs_and_sees_what_was_altered_without_a_trace(
    public, rsync_service, capsys
):
    folder, address = rsync_service
    publish_version(public, 1)
    told(capsys, "deploy", f"{address}/site", "--from", public)
    page = folder / "index.html"
    before = page.stat()
    page.write_bytes(page.read_bytes().replace(b"title", b"TITLE"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    _, said = told(capsys, "deploy", f"{address}/site", "--from", public)
    assert "1 file sent and read back, 0 files removed." in said
    assert page.read_bytes() == site_files(1)["index.html"]


@pytest.mark.nightly
def test_an_rsync_service_that_refuses_is_told_in_words(public, rsync_service, capsys):
    _, address = rsync_service
    publish_version(public, 1)
    for module, words in (
        ("shut", "its rsync service lets nobody write there"),
        ("nowhere", "its rsync service has no module of that name"),
    ):
        exit_code, said = told(capsys, "deploy", f"{address}/{module}", "--from", public)
        assert (exit_code, words in said) == (4, True), said
    exit_code, said = told(capsys, "deploy", f"rsync://127.0.0.1:{free_port()}/site", "--from", public)
    assert exit_code == 4
    assert "nothing answers there" in said


@pytest.mark.nightly
def test_the_marker_of_another_machine_keeps_a_deploy_out_until_it_is_taken_over(
    public, rsync_service, capsys
):
    folder, address = rsync_service
    publish_version(public, 1)
    (folder / ".liaison").mkdir()
    marker = folder / ".liaison/deploying.json"
    marker.write_text('{"holder": "another", "token": "1", "since": "2999-01-01T00:00:00+00:00"}')
    exit_code, said = told(capsys, "deploy", f"{address}/site", "--from", public)
    assert exit_code == 4
    assert "Another deploy to" in said
    assert "add --take-over" in said
    assert told(capsys, "deploy", f"{address}/site", "--from", public, "--take-over")[0] == 0
    assert not marker.exists()


@pytest.fixture
def ssh_host(tmp_path, monkeypatch):
    """The address of an ssh server that lets this user in by key; the program ssh is told where the key lies."""
    needed("rsync")
    server, client = needed("sshd"), needed("ssh")
    port = free_port()
    for name in ("host", "mine"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    host_key = (tmp_path / "host.pub").read_text()
    (tmp_path / "known").write_text(f"[127.0.0.1]:{port} {host_key}")
    (tmp_path / "let-in").write_text((tmp_path / "mine.pub").read_text())
    (tmp_path / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path}/host\nAuthorizedKeysFile {tmp_path}/let-in\n"
        f"PasswordAuthentication no\nStrictModes no\nUsePAM no\nPidFile none\n"
        f"SetEnv HOME={tmp_path}\n"  # what a person's shell does when it starts is not tried here
    )
    (tmp_path / "ssh_config").write_text(
        f"IdentityFile {tmp_path}/mine\nIdentitiesOnly yes\nUserKnownHostsFile {tmp_path}/known\n"
    )
    bin_dir = tmp_path / "bin"
    bin_dir.mkdir()
    (bin_dir / "ssh").write_text(f'#!/bin/sh\nexec {client} -F {tmp_path}/ssh_config "$@"\n')
    (bin_dir / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_dir}:{os.environ['PATH']}")
    if sys.platform != "win32" and os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with serving([server, "-D", "-f", tmp_path / "sshd_config"], port):
        yield f"ssh://{getpass.getuser()}@127.0.0.1:{port}"


@pytest.mark.nightly
def test_a_folder_over_ssh_gets_the_site_and_shows_visitors_no_earlier_one(
    public, ssh_host, tmp_path, capsys
):
    folder = tmp_path / "www"
    for version in (1, 2):
        publish_version(public, version)
        exit_code, said = told(capsys, "deploy", f"{ssh_host}{folder}", "--from", public)
        assert exit_code == 0, said
        assert visible(read_folder(folder)) == visible(site_files(version))
    assert (folder / ".liaison").stat().st_mode & 0o777 == 0o700
    assert (folder / "boroughs").stat().st_mode & 0o777 == 0o755


@pytest.mark.nightly
def test_an_ssh_server_that_does_not_know_the_key_is_told_in_words(public, ssh_host, tmp_path, capsys):
    publish_version(public, 1)
    (tmp_path / "let-in").write_text("")
    exit_code, said = told(capsys, "deploy", f"{ssh_host}{tmp_path}/www", "--from", public)
    assert exit_code == 4
    assert "could not be used: it did not accept your ssh key. Put that right and deploy again." in said


@pytest.fixture(scope="module")
def storage():
    """The address of S3-compatible storage."""
    port = free_port()
    with serving([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def bucket(storage, monkeypatch):
    """A client for a fresh bucket called ``site``, and the words that name the storage on a command line."""
    import boto3

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-for-nothing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    client = boto3.client("s3", endpoint_url=storage, region_name="us-east-1")
    client.create_bucket(Bucket="site")
    yield client, ("--endpoint", storage)
    for path in stored(client):
        client.delete_object(Bucket="site", Key=path)
    client.delete_bucket(Bucket="site")
    client.close()


def stored(client):
    found = client.list_objects_v2(Bucket="site").get("Contents", ())
    return {item["Key"]: client.get_object(Bucket="site", Key=item["Key"])["Body"].read() for item in found}


@pytest.mark.nightly
def test_a_bucket_gets_the_site_with_types_and_caching_and_goes_back(public, bucket, capsys):
    client, endpoint = bucket
    for version in (1, 2):
        publish_version(public, version)
        exit_code, said = told(capsys, "deploy", "s3://site", "--from", public, *endpoint)
        assert exit_code == 0, said
        assert visible(stored(client)) == visible(site_files(version))
        assert site_files(version).items() <= stored(client).items()
    page = client.head_object(Bucket="site", Key="index.html")
    assert (page["ContentType"], page["CacheControl"]) == (
        "text/html; charset=utf-8",
        "public, max-age=0, must-revalidate",
    )
    style = next(path for path in site_files(2) if path.endswith(".css"))
    assert (
        client.head_object(Bucket="site", Key=style)["CacheControl"] == "public, max-age=31536000, immutable"
    )
    exit_code, said = told(capsys, "rollback", "s3://site", *endpoint)
    assert exit_code == 0, said
    assert visible(stored(client)) == visible(site_files(1))
    assert ".liaison/deploying.json" not in stored(client)


@pytest.mark.nightly
def test_a_part_of_a_bucket_is_all_that_is_touched(public, bucket, capsys):
    client, endpoint = bucket
    client.put_object(Bucket="site", Key="index.html", Body=b"somebody else's")
    publish_version(public, 1)
    assert told(capsys, "deploy", "s3://site/liaison/pages", "--from", public, *endpoint)[0] == 0
    there = stored(client)
    assert there.pop("index.html") == b"somebody else's"
    assert all(path.startswith("liaison/pages/") for path in there)


@pytest.mark.nightly
def test_storage_that_refuses_is_told_in_words_without_the_secret(public, bucket, capsys):
    _, endpoint = bucket
    publish_version(public, 1)
    exit_code, said = told(capsys, "deploy", "s3://no-such-bucket", "--from", public, *endpoint)
    assert exit_code == 4
    assert "s3://no-such-bucket could not be used: there is no bucket of that name." in said
    exit_code, said = told(
        capsys, "deploy", "s3://site", "--from", public, "--endpoint", f"http://127.0.0.1:{free_port()}"
    )
    assert exit_code == 4
    assert "nothing answers at that address" in said
    assert "a-secret-for-nothing" not in said


@pytest.mark.nightly
def test_storage_without_an_access_key_is_told_in_words(public, bucket, monkeypatch, tmp_path, capsys):
    _, endpoint = bucket
    publish_version(public, 1)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    exit_code, said = told(capsys, "deploy", "s3://site", "--from", public, *endpoint)
    assert exit_code == 4
    assert "no access key was given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in said


# The deploy is killed (SIGKILL) right before one of its requests: Python's audit events count them.
KILLED_IN_A_REQUEST = """
import os, signal, sys
sent = []
def count(event, details):
    if event == "http.client.send":
        sent.append(event)
        if len(sent) == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
from site_builder import cli
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_while_storing_it_ends_right_when_run_again(public, bucket, capsys):
    client, endpoint = bucket
    chance = random.Random(3)
    told(capsys, "deploy", "s3://site", "--from", publish_version(public, 0), *endpoint)
    for version in range(1, 1 + S3_KILLS):
        arguments = ["deploy", "s3://site", "--from", str(publish_version(public, version)), *endpoint]
        kill_at = str(chance.randint(8, 45))
        killed = subprocess.run(
            [sys.executable, "-c", KILLED_IN_A_REQUEST, kill_at, *arguments], check=False, cwd=PROJECT_DIR
        )
        assert killed.returncode == -9
        assert_no_page_lacks_an_asset(stored(client))
        exit_code, said = told(capsys, *arguments)
        assert exit_code == 0, said
        assert visible(stored(client)) == visible(site_files(version))
        assert site_files(version).items() <= stored(client).items()


def assert_no_page_lacks_an_asset(there):
    for path, content in there.items():
        if path.endswith(".html"):
            needed_files = [part.split('"')[0] for part in content.decode().split('href="/')[1:]]
            assert [name for name in needed_files if name not in there] == [], path


@pytest.fixture
def branch(tmp_path, monkeypatch):
    """A bare repository, the words that name its branch ``pages`` on a command line, and a way to ask git."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    bare = tmp_path / "site.git"
    subprocess.run(["git", "init", "--quiet", "--bare", bare], check=True)

    def ask(*words, given=b""):
        return subprocess.run(
            ["git", "-C", bare, *words], check=True, capture_output=True, input=given
        ).stdout

    return f"git:pages@{bare}", ask


def committed(ask, commit="pages"):
    paths = ask("ls-tree", "-r", "-z", "--name-only", commit).decode().split("\0")[:-1]
    return {path: ask("cat-file", "blob", f"{commit}:{path}") for path in paths}


def test_a_branch_gets_one_commit_for_each_deploy_and_goes_back_with_another(public, branch, capsys):
    target, ask = branch
    for version in (1, 2, 2):
        exit_code, said = told(capsys, "deploy", target, "--from", publish_version(public, version))
        assert exit_code == 0, said
    there = committed(ask)
    assert there.pop(".nojekyll") == b""
    assert visible(there) == visible(site_files(2))
    assert ask("log", "--format=%s", "pages").decode().splitlines() == [
        "Publish: 1 page added, 3 pages changed and 1 page removed",
        "Publish: 4 pages added",
    ]
    assert told(capsys, "rollback", target)[0] == 0
    assert visible(committed(ask)).items() >= visible(site_files(1)).items()
    assert len(ask("log", "--format=%h", "pages").splitlines()) == 3


def test_a_commit_of_somebody_else_in_the_meantime_is_never_lost(public, branch, tmp_path, capsys):
    from site_builder.publish.deploying.deploy_refusals import HostRefused
    from site_builder.publish.deploying.target_address import Place, open_target

    target, ask = branch
    told(capsys, "deploy", target, "--from", publish_version(public, 1))
    with open_target(target, Place(tmp_path / "locks", tmp_path)) as late:
        list(late.put({"index.html": b"late"}))
        told(capsys, "deploy", target, "--from", publish_version(public, 2))
        with pytest.raises(
            HostRefused, match=r"came first\. Nothing was changed by this one: deploy again\.$"
        ):
            late.settle("too late")
    assert committed(ask)["index.html"] == site_files(2)["index.html"]


def test_what_others_put_on_the_branch_stays_until_its_past_is_to_be_forgotten(public, branch, capsys):
    target, ask = branch
    for version in (1, 2):
        told(capsys, "deploy", target, "--from", publish_version(public, version))
    first = ask("rev-list", "--max-parents=0", "pages")
    exit_code, said = told(capsys, "deploy", target, "--from", public, "--forget")
    assert exit_code == 0, said
    assert ask("rev-list", "--count", "pages") == b"1\n"
    assert ask("rev-list", "--max-parents=0", "pages") != first
    assert committed(ask).keys() - site_files(2).keys() == {".nojekyll", ".liaison/deployed.json"}


def test_a_repository_that_is_not_there_is_told_in_words(public, tmp_path, capsys):
    publish_version(public, 1)
    exit_code, said = told(capsys, "deploy", f"git:pages@{tmp_path}/none.git", "--from", public)
    assert exit_code == 4
    assert "there is no such repository" in said


@pytest.fixture(
    params=[
        "branch",
        *(pytest.param(name, marks=pytest.mark.nightly) for name in ("rsync_service", "bucket")),
    ]
)
def any_host(request, tmp_path):
    """The words that name a host on a command line, a way to put files there, and one to see all that it has."""
    host = request.getfixturevalue(request.param)
    if request.param == "rsync_service":
        folder, address = host

        def put(files):
            for path, content in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)

        return [f"{address}/site"], put, lambda: read_folder(folder)
    if request.param == "bucket":
        client, endpoint = host

        def put(files):
            for path, content in files.items():
                if "\n" in path:  # the storage of these tests cannot hold that, whoever sends it
                    continue
                client.put_object(Bucket="site", Key=path, Body=content)

        return ["s3://site", *endpoint], put, lambda: stored(client)
    target, ask = host
    return [target], lambda files: commit(files, tmp_path / "site.git"), lambda: committed(ask)


def commit(files, bare):
    """Put files onto the branch ``pages``, with whatever names git itself can hold."""
    stream = [b"commit refs/heads/pages\ncommitter Ann <ann@example.org> 0 +0000\ndata 0\n"]
    for path, content in files.items():
        quoted = path.replace("\\", "\\\\").replace("\n", "\\n")
        stream.append(f'M 644 inline "{quoted}"\ndata {len(content)}\n'.encode() + content + b"\n")
    subprocess.run(["git", "-C", bare, "fast-import", "--quiet"], input=b"".join(stream), check=True)


HOSTILE_ENOUGH = ("above", "above in the middle", "absolute", "half a character")
"""For every kind of host; each other hostile path is tried in tests/test_outside_paths.py."""


@pytest.mark.parametrize("path", [HOSTILE[name] for name in HOSTILE_ENOUGH], ids=HOSTILE_ENOUGH)
def test_a_host_that_names_a_file_outside_has_none_written(path, any_host, tmp_path, monkeypatch, capsys):
    host, put, _ = any_host
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    sites = [{"site": written(), "whole": True}, {"site": written(path), "whole": True}]
    history = json.dumps({"format": 1, "deployments": sites}).encode()
    put({".liaison/deployed.json": history, "index.html": b"", "outside": b"hostile", "b": b"hostile"})
    for more in (["--dry-run"], []):
        exit_code, said = told(capsys, "rollback", *host, *more)
        assert exit_code == 2, said
        assert said.startswith(".liaison/deployed.json, the list of what was deployed to")
    assert not {"outside", "b"} & {file.name for file in tmp_path.iterdir()}
    assert list((tmp_path / "temporary").iterdir()) == []


def test_files_with_odd_names_on_a_host_are_left_alone(any_host, public, capsys):
    host, put, see = any_host
    foreign = {name: b"somebody else's" for name in FOREIGN} | {"officers/officer-1/a:b": b"theirs"}
    put(foreign)
    before = see()
    for version in (1, 2):
        exit_code, said = told(capsys, "deploy", *host, "--from", publish_version(public, version))
        assert exit_code == 0, said
    assert told(capsys, "rollback", *host)[0] == 0
    assert visible(site_files(1)).items() <= see().items()
    assert len(before) >= len(FOREIGN)
    assert before.items() <= see().items()


@pytest.mark.nightly
def test_a_link_on_an_rsync_service_brings_no_file_of_this_machine(rsync_service, tmp_path):
    from site_builder.publish.deploying.target_address import Place, open_target

    folder, address = rsync_service
    (tmp_path / "secret").write_text("nobody's business")
    (folder / "index.html").symlink_to(tmp_path / "secret")
    with open_target(f"{address}/site", Place(tmp_path / "locks", tmp_path)) as target:
        assert target.list_files() == {"index.html"}
        assert target.read(["index.html"]) == {}


def test_another_repository_inside_a_branch_and_a_name_in_no_encoding_are_left_alone(public, branch, capsys):
    target, ask = branch
    told(capsys, "deploy", target, "--from", publish_version(public, 1))
    tip, elsewhere = ask("rev-parse", "pages").decode().strip(), "1" * 40
    stream = (
        f"commit refs/heads/pages\ncommitter Ann <ann@example.org> 0 +0000\ndata 0\nfrom {tip}\n"
        f'M 160000 {elsewhere} index.html\nM 644 inline "not \\377 UTF-8"\ndata 0\n\n'
    )
    ask("fast-import", "--quiet", given=stream.encode())
    exit_code, said = told(capsys, "deploy", target, "--from", public)
    assert exit_code == 0, said
    assert ask("cat-file", "blob", "pages:index.html") == site_files(1)["index.html"]
    assert b"not \xff UTF-8" in ask("ls-tree", "-z", "--name-only", "pages").split(b"\0")
