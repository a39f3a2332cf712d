"""Write the folder of a Git editor: forms in a browser for a repository at GitHub or GitLab."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from site_builder.cli.arguments import (
    CLEAN,
    SETTINGS_PROBLEMS,
    base_url,
    cache_dir,
    content_dir,
    folder,
    ours,
    own_folders,
    refuse,
)
from site_builder.desk.cms.git_hosts import GitHost

if TYPE_CHECKING:
    from site_builder.content.settings import Site
    from site_builder.desk.cms.cms_configuration import Repository

ABOUT = (
    "write the folder of an editor with forms for GitHub or GitLab: cms-files --repo OWNER/NAME --output DIR"
)
_REPOSITORY = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)+", re.ASCII)
_BRANCH = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*", re.ASCII)


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument("--content", type=folder, metavar="DIR", help="the folder with the content (content)")
    parser.add_argument(
        "--repo",
        required=True,
        type=_repository,
        metavar="OWNER/NAME",
        help="the repository with the content, as its address has it",
    )
    parser.add_argument(
        "--output", required=True, type=folder, metavar="DIR", help="the folder to write, outside the site"
    )
    parser.add_argument(
        "--host", choices=get_args(GitHost), default="github", help="who has the repository (github)"
    )
    parser.add_argument(
        "--branch", type=_branch, default="main", metavar="NAME", help="the branch that is published (main)"
    )
    parser.add_argument(
        "--sign-in",
        type=base_url,
        metavar="URL",
        help="GitHub: the helper that lets people sign in with a button (without it: with a token)",
    )
    parser.add_argument(
        "--app-id",
        default="",
        metavar="ID",
        help="GitLab: the number of the application that lets people sign in with a button",
    )


def run(options: argparse.Namespace) -> int:
    """Write the folder, and return the exit code."""
    from site_builder.content.settings import read_site
    from site_builder.content.sources import read_sources
    from site_builder.desk.cms.cms_configuration import make_configuration
    from site_builder.desk.cms.cms_folder import make_folder
    from site_builder.desk.cms.cms_package import PackageRefused, read_package_files

    content = content_dir(options)
    if not content.is_dir():
        return refuse(f"There is no folder {content}. Is --content right?")
    if words := _why_not_there(options.output, content):
        return refuse(words)
    site, found = read_site(read_sources(content)[0], content)
    if site is None:
        print(*found, sep="\n", file=sys.stderr)
        return SETTINGS_PROBLEMS
    repository = _asked(options, content)
    try:
        packaged = read_package_files(cache_dir() / "npm")
    except PackageRefused as refused:
        return refuse(f"{refused}\nNothing was written.")
    return _write(
        options.output, make_folder(make_configuration(site, repository), repository, packaged), site
    )


def _repository(text: str) -> str:
    """Read the name of a repository, which may stand in its address."""
    name = re.sub(r"^(?:https?://[^/]+/|git@[^:]+:)|(?:\.git)?/*$", "", text.strip())
    if not _REPOSITORY.fullmatch(name):
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a repository; write it like example-council/liaison'
        )
    return name


def _branch(text: str) -> str:
    """Read the name of a branch."""
    if not _BRANCH.fullmatch(text):
        raise argparse.ArgumentTypeError(f'"{text}" cannot be the name of a branch')
    return text


def _asked(options: argparse.Namespace, content: Path) -> "Repository":
    from site_builder.desk.cms.cms_configuration import Repository

    whole = content.resolve()
    root = next((one for one in whole.parents if (one / ".git").exists()), whole.parent)
    where = whole.relative_to(root).as_posix()
    return Repository(
        options.host, options.repo, options.branch, where, (options.sign_in or "").rstrip("/"), options.app_id
    )


def _why_not_there(output: Path, content: Path) -> str:
    """Return why the editor cannot be put into a folder: it is no part of the public site, nor of its content."""
    from site_builder.desk.cms.cms_folder import MARK, PAGE

    whole = output.resolve()
    for above in (whole, *whole.parents):
        if above == content.resolve():
            return f"{output} lies in the content. Choose a folder outside it, like ../liaison-editor."
        if above in [one.resolve() for one in own_folders("themes")]:
            return f"{output} lies in a folder of the program. Choose a folder outside it, like ../liaison-editor."
        if above == ours("public").resolve() or Path(f"{above}.manifest.json").is_file():
            return f"{output} lies in the public site, where everybody would find the editor. Choose another folder."
    page = output / PAGE
    if page.is_file() and MARK not in page.read_text("utf-8", "replace"):
        return f"{output} holds another page already. Choose a folder that is empty."
    if output.exists() and not output.is_dir():
        return f"{output} is a file. Choose a folder."
    return ""


def _write(output: Path, files: dict[str, bytes], site: "Site") -> int:
    from site_builder.publish.output.publish_refusals import PublishRefused, refuse_in_words

    for name, content in files.items():
        target = output / name
        try:
            with refuse_in_words(f"{target} could not be written", "Choose another folder."):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        except PublishRefused as refused:
            return refuse(str(refused))
    size = sum(map(len, files.values())) / 1_000_000
    print(f"Written: {output}, {len(files)} files, {size:.1f} MB: the editor of “{site.short_name}”.")
    print("Put it on a host of its own, never into the public site. What people need: docs/git-editor.md")
    return CLEAN
