"""From the words after ``build.py`` to the right program in the right Python."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher.environment import can_join, join, ready_python, usable_python
from launcher.servers import PROGRAMS, require_servers
from launcher.stop import Stop

PROJECT_DIR = Path(__file__).resolve().parent.parent
FAILED_SETUP = 2
INTERRUPTED = 130

#: Lock files of the commands that need more than the program itself.
LOCKS = {
    "audit": ("build", "audit"),
    "export": ("build", "sheets"),
    "import": ("build", "sheets"),
    "print": ("build", "print"),
    "test": ("build", "postcodes", "deploy", "audit", "print", "sheets", "test", "release"),
    "lint": ("build", "postcodes", "deploy", "audit", "print", "sheets", "test", "release", "lint"),
    "refresh-postcodes": ("build", "postcodes"),
    "release": ("build", "release"),
}
TOOLS = {"refresh-postcodes": "tools.refresh_postcodes", "release": "tools.make_release"}
LINTERS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy", "--strict", "site_builder", "launcher", "tools", "benchmarks", "tests"),
)
WORKFLOWS = (".github/workflows/*.yml", "new-site/workflow-templates/*.yml")
#: What GitHub, GitLab and Renovate read, each with the form it has to have: those that check_jsonschema brings.
FORMS = {
    "github-workflows": WORKFLOWS,
    "github-issue-forms": (".github/ISSUE_TEMPLATE/[0-9]*.yml",),
    "github-issue-config": (".github/ISSUE_TEMPLATE/config.yml",),
    "gitlab-ci": ("docs/hosting/gitlab-ci.yml",),
    "citation-file-format": ("CITATION.cff",),
    "renovate": (".github/renovate.json",),
}
RELAUNCHED = "LIAISON_RELAUNCHED"
TESTING = "LIAISON_TESTING"


def main(arguments: Sequence[str]) -> int:
    """Run one command. Return its exit code: 0 clean, 1 content, 2 settings or set-up, 3 our own mistake."""
    try:
        return _run(arguments)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return FAILED_SETUP
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    command = arguments[0] if arguments else ""
    # Who asks what a command does gets words, whatever else stands there, and never the work itself.
    if {"-h", "--help"}.intersection(arguments) and command in LOCKS:
        command, arguments = "", [command, "--help"]
    if command == "doctor":  # it says what is missing, and so installs nothing
        python = usable_python(PROJECT_DIR)
    else:
        python = ready_python(PROJECT_DIR, _locks(command, arguments))
    relaunched = os.environ.pop(RELAUNCHED, "")
    if python is not None:
        if relaunched:
            raise Stop(
                f"The Python in {PROJECT_DIR / '.venv'} does not work: remove that folder and try again."
            )
        if not can_join(PROJECT_DIR / ".venv"):
            return _go_on_in(python, [str(PROJECT_DIR / "build.py"), *arguments], {RELAUNCHED: "yes"})
        join(PROJECT_DIR / ".venv")
    if command == "test":
        return _test(arguments[1:])
    if command == "lint":
        return _lint()
    if command in TOOLS:
        here = {"PYTHONPATH": str(PROJECT_DIR)}  # wherever somebody stands
        return _go_on_in(Path(sys.executable), ["-m", TOOLS[command], *arguments[1:]], here)
    from site_builder import cli  # noqa: PLC0415 (only now are its packages sure to be there)

    return cli.main(arguments)


def _locks(command: str, arguments: Sequence[str]) -> Sequence[str]:
    """Return the lock files that a command needs: of deploying only S3-compatible storage, of sheets only workbooks."""
    to_storage = command in {"deploy", "rollback"} and any(word.startswith("s3://") for word in arguments)
    if to_storage:
        return ("build", "deploy")
    is_plain = command in {"export", "import"} and any(word.lower().endswith(".csv") for word in arguments)
    return ("build",) if is_plain else LOCKS.get(command, ("build",))


def _test(arguments: Sequence[str]) -> int:
    if os.environ.get(TESTING):
        raise Stop("The tests are running already: a test must not start them again.")
    from site_builder.cli.chromium import BROWSER, NoBrowser, ready_chromium  # noqa: PLC0415

    try:
        settings = {TESTING: "yes", BROWSER: str(ready_chromium())}
    except NoBrowser as problem:
        raise Stop(str(problem)) from problem
    require_servers(PROGRAMS if "--all" in arguments else ("nginx",), os.environ)
    os.chdir(PROJECT_DIR)
    # One more than there are processors, within reason: tests wait for browsers and servers. Those of a file mostly
    # share what was built for them.
    spread = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]
    return _go_on_in(Path(sys.executable), ["-m", "pytest", *spread, *arguments], settings)


def _lint() -> int:
    import sysconfig  # noqa: PLC0415 (whoever has imported it cannot join an environment)

    os.chdir(PROJECT_DIR)
    forms = ((f"vendor.{form}", *_find_files(patterns)) for form, patterns in FORMS.items())
    modules = [*LINTERS, *(("check_jsonschema", "--quiet", "--builtin-schema", *form) for form in forms)]
    zizmor = (
        str(Path(sysconfig.get_path("scripts"), "zizmor")),
        "--offline",
        "--quiet",
        "--persona",
        "auditor",
    )
    commands = [*((sys.executable, "-m", *module) for module in modules), (*zizmor, *_find_files(WORKFLOWS))]
    ended = [subprocess.run(command, check=False).returncode for command in commands]
    return 1 if any(ended) else 0


def _find_files(patterns: Sequence[str]) -> list[str]:
    return [file.as_posix() for pattern in patterns for file in sorted(Path().glob(pattern))]


def _go_on_in(python: Path, arguments: Sequence[str], settings: Mapping[str, str]) -> int:
    """Become another Python where the system can do that; otherwise wait for it. Return its exit code."""
    os.environ.update(settings)
    # macOS's framework Python sets this, and it would point the new interpreter back at the old one.
    os.environ.pop("__PYVENV_LAUNCHER__", None)
    sys.stdout.flush()
    sys.stderr.flush()
    command = [str(python), *arguments]
    if os.name == "posix":
        os.execv(python, command)
    return subprocess.run(command, check=False).returncode
