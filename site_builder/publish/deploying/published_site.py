"""The published folder as it will be deployed: read once, compared with its manifest, and held as bytes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content.hosts import is_draft
from site_builder.content.sources import digest_sources, read_sources
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.publish.deploying.deploy_refusals import DeployRefused
from site_builder.publish.output.manifest import Manifest, fingerprint, read_manifest
from site_builder.publish.output.output_folder import locate_output
from site_builder.publish.output.publish_refusals import PublishRefused, format_names
from site_builder.publish.output.safe_paths import keep_safe_paths, require_safe_paths

BUILD = f"Run `{FRONT_DOOR}` first."


@dataclass(frozen=True)
class PublicSite:
    """A site that is ready to be sent: its manifest, and what each file holds."""

    manifest: Manifest
    contents: Mapping[str, bytes]


def read_public_site(public_dir: Path) -> PublicSite:
    """Read the published folder; raise `DeployRefused` unless it is just what a build has put there.

    What a build carried over for somebody (``--keep``) belongs to the site.
    """
    manifest = _read_manifest(public_dir)
    contents = dict(_read_files(public_dir))
    _refuse_unsafe_paths(public_dir, contents)
    _refuse_differences(public_dir, manifest, contents)
    files = {path: fingerprint(content) for path, content in contents.items()}
    return PublicSite(replace(manifest, files=files, kept=frozenset()), contents)


def refuse_drafts(manifest: Manifest, shown: str, *, allow_draft: bool = False) -> None:
    """Raise `DeployRefused` for the example site, and for a draft unless that is allowed here."""
    about = manifest.about
    if not about.base_url:
        raise DeployRefused(f"{shown} was built by an older version of this program. {BUILD}")
    if about.example:
        raise DeployRefused(
            f"{shown} holds the example site, in which everybody is made up. It is never put online. "
            f"Build the real one with `{FRONT_DOOR}`."
        )
    if is_draft(about.base_url) and not allow_draft:
        raise DeployRefused(
            f"{shown} was built for {about.base_url}, an address for drafts that does not exist. "
            "Write the real address of the site as base_url in site.yaml and build again."
        )


def refuse_without_contact(manifest: Manifest) -> None:
    """Raise `DeployRefused` for a site on which nobody can say that something is wrong; a draft may wait."""
    about = manifest.about
    if not (about.has_contact or is_draft(about.base_url)):
        raise DeployRefused(
            "Nobody could write to whoever runs this site when something on it is wrong. Before it is put online for "
            "the first time, add a line below publisher in site.yaml, with an address that somebody reads, like "
            f"contact: team@example.org. {BUILD}"
        )


def refuse_outdated(manifest: Manifest, public_dir: Path, content_dir: Path) -> None:
    """Raise `DeployRefused` unless a site was made from the content as it is now."""
    sources, _ = read_sources(content_dir) if content_dir.is_dir() else ((), ())
    if manifest.about.content == digest_sources(sources):
        return
    made = locate_output(public_dir).manifest_file.stat().st_mtime
    newer = [source.path for source in sources if Path(source.path).stat().st_mtime > made]
    what = f"Newer than it: {format_names(newer)}." if newer else "A file of it was changed or is gone."
    raise DeployRefused(
        f"{public_dir} was not made from what is in {content_dir} now. {what} {BUILD} "
        "If you want to send this site all the same, add --as-built."
    )


def _read_manifest(public_dir: Path) -> Manifest:
    try:
        manifest = read_manifest(locate_output(public_dir).manifest_file)
    except PublishRefused as refused:
        raise DeployRefused(str(refused)) from refused
    if manifest is None or not public_dir.is_dir():
        raise DeployRefused(f"There is no finished site in {public_dir}. {BUILD}")
    return manifest


def _read_files(public_dir: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(public_dir.rglob("*")):
        path = file.relative_to(public_dir).as_posix()
        if file.is_symlink():
            raise DeployRefused(
                f"{path} in {public_dir} is a link, and links are not deployed. Move it away."
            )
        if file.is_file():
            try:
                yield path, file.read_bytes()
            except OSError as error:
                raise DeployRefused(f"{path} in {public_dir} cannot be read. {BUILD}") from error


def _refuse_unsafe_paths(public_dir: Path, paths: Collection[str]) -> None:
    """Refuse what would be kept for somebody and that the host could not give back."""
    unsafe = sorted(set(paths) - keep_safe_paths(paths))
    if unsafe:
        raise DeployRefused(
            f"Not every host can have files of these names: {format_names(unsafe)}, in {public_dir}. Rename them."
        )
    try:
        require_safe_paths(paths)
    except ValueError as error:
        raise DeployRefused(f"{error} Rename one of them in {public_dir}.") from error


def _refuse_differences(public_dir: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> None:
    strangers = [path for path in contents.keys() - manifest.files.keys() if _top(path) not in manifest.kept]
    missing = manifest.files.keys() - contents.keys()
    altered = [
        path
        for path, mark in manifest.files.items()
        if path in contents and fingerprint(contents[path]) != mark
    ]
    for paths, words in (
        (strangers, "that no build has put there"),
        (missing, "missing"),
        (altered, "changed by hand"),
    ):
        if paths:
            raise DeployRefused(
                f"{public_dir} is not the site that was built. Files {words}: {format_names(sorted(paths))}. {BUILD}"
            )


def _top(path: str) -> str:
    return path.split("/", 1)[0]
