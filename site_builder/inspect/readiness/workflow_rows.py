"""Whether the workflows beside the content are whole: what they name, on which branch and when they start."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from site_builder.inspect.readiness.row import Row, missing, ready, unknown
from site_builder.language.wording import format_count, format_list

WORKFLOWS_DIR = ".github/workflows"
GITLAB_FILE = ".gitlab-ci.yml"
QUIET_DAYS = 60
"""After so many days without a commit GitHub starts no schedule any more (GitHub's documentation on `schedule`)."""
_USED = re.compile(r"(?m)^[ \t]*(?:-[ \t]+)?uses:[ \t]*['\"]?([^\s'\"]+)['\"]?[ \t]*(?:#.*)?$")
_PINNED = re.compile(r"\./.*|.+@[0-9a-f]{40}|docker://.+@sha256:[0-9a-f]{64}")
_NAMED = re.compile(r"\b(secrets|vars)\.(\w+)")
_OWN = "GITHUB_TOKEN"


def look_at_files(folder: Path) -> Iterator[Row]:
    """Yield whether there are workflows, and whether each can be read."""
    texts = read_texts(folder)
    if not texts:
        words = "There are no workflows: nothing is checked or published by itself."
        yield missing(
            "workflows", words, f"Copy {WORKFLOWS_DIR} from the program, or see docs/hosting/README.md."
        )
        return
    spoilt = [name for name, text in texts.items() if not parse_workflow(text)]
    for name in spoilt:
        yield missing(
            "workflows", f"{name} cannot be read as a workflow.", f"Bring it back: git checkout -- {name}"
        )
    if not spoilt:
        yield ready("workflows", format_count(len(texts), "workflow"))


def look_at_pins(folder: Path) -> Iterator[Row]:
    """Yield whether each action is named by its full commit, so that nobody can put another in its place."""
    texts = read_texts(folder)
    used = [(name, action) for name, text in texts.items() for action in _USED.findall(text)]
    loose = [f"{action} ({name})" for name, action in used if not _PINNED.fullmatch(action)]
    if loose:
        words = f"Not named by a full commit, so somebody else can change what runs: {format_list(loose)}."
        yield missing(
            "pinned", words, "Write the commit behind the @: git ls-remote https://github.com/OWNER/NAME TAG"
        )
    elif used:
        yield ready("pinned", "actions by their commits")


def look_at_branches(folder: Path, branches: Sequence[str]) -> Iterator[Row]:
    """Yield whether each branch on which a workflow starts is one of `branches`, those that are here."""
    for name, text in read_texts(folder).items():
        wanted = _list_branches(parse_workflow(text))
        if wanted and branches and not set(wanted) & set(branches):
            words = f"{name} starts on {format_list(wanted)}, and there is no such branch here."
            yield missing(
                "branch", words, f"git branch -m {branches[0]} {wanted[0]} (or change the branch in {name})"
            )
        elif wanted:
            yield ready("branch", f"{Path(name).name} on {format_list(wanted)}")


def look_at_schedules(
    folder: Path, newest: datetime.datetime | None, now: datetime.datetime
) -> Iterator[Row]:
    """Yield whether anything starts by the clock, and whether GitHub still does it."""
    texts = read_texts(folder)
    if not texts:
        return
    scheduled = [name for name, text in texts.items() if _has_schedule(parse_workflow(text))]
    quiet = (now - newest).days if newest else 0
    if not scheduled:
        words = "No workflow starts by itself, though pages change by date."
        yield missing("schedule", words, "docs/hosting/github-actions.md: the daily run")
    elif quiet >= QUIET_DAYS and any(name.startswith(WORKFLOWS_DIR) for name in scheduled):
        words = f"Nothing was changed for {quiet} days, and GitHub stops schedules after {QUIET_DAYS}."
        yield missing("schedule", words, "On GitHub: Actions, choose the workflow, Enable workflow")
    else:
        yield ready("schedule", f"{len(scheduled)} by the clock")


def look_at_names(folder: Path) -> Iterator[Row]:
    """Yield which secrets and variables the workflows wait for; what they are is known to the host alone."""
    named = sorted(
        {
            (kind, name)
            for text in read_texts(folder).values()
            for kind, name in _NAMED.findall(text)
            if name != _OWN
        }
    )
    for kind, what in (("secrets", "secret"), ("vars", "variable")):
        names = [name for of, name in named if of == kind]
        if names:
            words = f"The workflows wait for the {what} {format_list(names)}, which only the host can see."
            yield unknown(
                kind, words, f"On GitHub: Settings, Secrets and variables, Actions, {what.capitalize()}s"
            )


def read_texts(folder: Path) -> dict[str, str]:
    """Map the name of each workflow, by its way from the folder, to its text."""
    files = [*sorted((folder / WORKFLOWS_DIR).glob("*.y*ml")), folder / GITLAB_FILE]
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8", "replace")
        for file in files
        if file.is_file()
    }


def parse_workflow(text: str) -> Mapping[str, Any]:
    """Return what a workflow says, every value as text, so that `on` stays a word; nothing if it says nothing."""
    try:
        said = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _starts(workflow: Mapping[str, Any]) -> Mapping[str, Any]:
    starts = workflow.get("on")
    return starts if isinstance(starts, dict) else {}


def _list_branches(workflow: Mapping[str, Any]) -> tuple[str, ...]:
    push = _starts(workflow).get("push")
    wanted = push.get("branches") if isinstance(push, dict) else None
    found = [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else []
    return tuple(one for one in found if isinstance(one, str) and "*" not in one)


def _has_schedule(workflow: Mapping[str, Any]) -> bool:
    return bool(_starts(workflow).get("schedule"))
