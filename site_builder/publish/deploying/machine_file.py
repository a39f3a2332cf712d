"""What this machine alone knows of where the site goes: a file beside the content folder, which no git ever takes up.

It holds where a site is sent and never how somebody logs in there: keys and passwords have places of their own
(docs/hosting), which no program writes into a folder that is passed round.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from site_builder.content.field_facts import AS_LINK
from site_builder.content.field_types import Text, WebAddress
from site_builder.content.git import HistoryUnknown, is_in_index
from site_builder.content.settings import BaseUrl
from site_builder.content.settings_file import SettingsFile, read_settings
from site_builder.content.sources import SourceFile
from site_builder.findings.front_door import MACHINE_FILE
from site_builder.publish.deploying.deploy_refusals import DeployRefused

_MOST_BYTES = 20_000
_IN_GIT = (
    "{name} is in git, where everybody can read where this machine sends the site. "
    "Write {name} into .gitignore, and type: git rm --cached {name}"
)
_HEADING = "# Where this machine sends the site. It stays on this machine: no git, and no secret in it."
_WHERE_SECRETS_GO = (
    "Take it out, and have it changed where it is used, since others may have read it. docs/hosting says where each "
    "host keeps what logs in."
)
_SECRETS = (
    (re.compile(r"-----BEGIN [A-Z ]*KEY"), "a private key"),
    (re.compile(r"://[^/\s@:]*:[^/\s@]+@"), "a password in an address"),
    (re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"), "a key of Amazon's"),
    (re.compile(r"\b(?:gh[opsu]_|github_pat_|glpat-|sk-|xox[abp]-)[\w-]{16,}"), "a token"),
    (re.compile(r"\beyJ[\w-]{10,400}\.[\w-]{10}"), "a token"),
    (
        re.compile(
            r"(?:passw(?:or)?d|passphrase|secret|token|credential|api_?key|access_?key)\w{0,30}\s{0,9}[:=]",
            re.I,
        ),
        "something that looks like a secret",
    ),
)
"""What no file beside the content may hold, and what it is called; a comment is read too."""
_ROW = re.compile(r"(?<![\w/.:@+-])[\w+=-]{32,}(?![\w/.:@+-])")
"""Letters and figures without a gap: a key, where small and large letters and digits are among them."""
_AMONG_THEM = tuple(map(re.compile, ("[0-9]", "[a-z]", "[A-Z]")))


class MachineSettings(SettingsFile):
    """Where this machine sends the site."""

    target: Text = Field(
        description="Where the site goes: a folder, a server, a bucket or a branch.",
        examples=["folder:/srv/www", "user@host:/srv/www", "s3://bucket/folder", "git:gh-pages"],
    )
    url: Annotated[BaseUrl | None, AS_LINK] = Field(
        None, description="The address of the site, to look at it as a visitor would."
    )
    endpoint: Annotated[WebAddress | None, AS_LINK] = Field(
        None, description="For s3: the storage service, if it is not Amazon's."
    )


def machine_file(content_dir: Path) -> Path:
    """Return where the file stands: beside the content folder."""
    return content_dir.absolute().parent / MACHINE_FILE


def read_machine_file(content_dir: Path) -> MachineSettings | None:
    """Return where this machine sends the site, None where nobody has said it.

    Raise `DeployRefused` with each mistake and its place; for a file with a secret, and for one that git takes up.
    """
    file = machine_file(content_dir)
    try:
        content = file.read_bytes()[:_MOST_BYTES]
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DeployRefused(f"{file.name} cannot be read: {error.strerror}.") from error
    if _is_in_git(file):
        raise DeployRefused(_IN_GIT.format(name=file.name))
    return parse_machine_file(content)


def parse_machine_file(content: bytes) -> MachineSettings:
    """Return where a machine sends the site, by what is in such a file; raise `DeployRefused` as above."""
    if secrets := [*_find_secrets(MACHINE_FILE, content)]:
        raise DeployRefused("\n".join([*secrets, _WHERE_SECRETS_GO]))
    settings, found = read_settings(
        MachineSettings, SourceFile(MACHINE_FILE, MACHINE_FILE, content), "machine file"
    )
    if settings is None or found:
        raise DeployRefused("\n".join(f"{one.place}: {one.message} {one.hint}".strip() for one in found))
    return settings


def _find_secrets(name: str, content: bytes) -> Iterator[str]:
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        found = next(
            ((one, what) for secret, what in _SECRETS if (one := secret.search(line))), _find_key(line)
        )
        if found:
            column = found[0].start() + 1
            yield f"{name}:{number}:{column}: this holds {found[1]}, and no secret belongs beside the content."


def _find_key(line: str) -> tuple[re.Match[str], str] | None:
    rows = (row for row in _ROW.finditer(line) if all(kind.search(row.group()) for kind in _AMONG_THEM))
    return next(((row, "a key") for row in rows), None)


def _is_in_git(file: Path) -> bool:
    try:
        return is_in_index(file)
    except HistoryUnknown:
        return False


def format_machine_file(target: str, url: str) -> bytes:
    """Return a file of this machine that says where the site goes; raise `DeployRefused` where it cannot be said."""
    lines = [_HEADING, f"target: {target}", *([f"url: {url}"] if url else [])]
    content = "".join(f"{line}\n" for line in lines).encode()
    settings = parse_machine_file(content)
    if (settings.target, settings.url or "") != (target, url):
        raise DeployRefused(f"{target} {url} cannot be written into a file like this.".replace("  ", " "))
    return content
