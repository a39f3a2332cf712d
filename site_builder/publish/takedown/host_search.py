"""Look for a person on a host: in what visitors are shown, and in the copies of earlier sites that it keeps."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from site_builder.content.traces.person_in_text import Person
from site_builder.content.traces.search import IN_NAME, Found, Sighting, find_in_name, search_files
from site_builder.publish.deploying.deploy_refusals import DeployRefused
from site_builder.publish.deploying.deployments import History, read_history
from site_builder.publish.deploying.target import HISTORY_PATH, Target
from site_builder.publish.deploying.transfer_plan import kept_path
from site_builder.publish.hosting.compression import CODINGS

_AT_ONCE = 100
"""Files that are read from a host in one go."""
_ASKING = 8
"""Addresses that are asked for at the same time."""
_ENDING_OF = {coding: f".{ending}" for ending, coding in CODINGS.items()}
_SECONDS = 20
_GONE = (404, 410)


@dataclass(frozen=True)
class HostFound:
    """What was found on a host, and every address at which a site of ours has ever had a file there."""

    found: Found
    addresses: frozenset[str]


def search_target(target: Target, person: Person) -> HostFound:
    """Search every file of a host, those of earlier sites too, which bear the digest of what is in them as a name."""
    history, said = _read_history(target)
    meant = _name_kept_files(history, person)
    found = Found(unread=said)
    present = target.list_files()
    listed = sorted(present)
    for start in range(0, len(listed), _AT_ONCE):
        paths = listed[start : start + _AT_ONCE]
        contents = target.read(paths)
        found = found.and_also(search_files(((path, contents.get(path)) for path in paths), person))
    kept = (
        Sighting(place, f"a copy of {path}", is_sure=True)
        for place, path in meant.items()
        if place in present
    )
    found = found.and_also(Found(tuple(kept)))
    shown = tuple(replace(one, path=f"{target.shown}/{one.path}") for one in found.sightings)
    unread = tuple(f"{target.shown}/{one}" for one in found.unread)
    return HostFound(replace(found, sightings=shown, unread=unread), history.ours)


def _read_history(target: Target) -> tuple[History, tuple[str, ...]]:
    try:
        return read_history(target), ()
    except DeployRefused:
        return History(), (
            f"{HISTORY_PATH}: it is damaged, so nobody can tell which copies are of which page",
        )


def _name_kept_files(history: History, person: Person) -> Mapping[str, str]:
    """Map where the host keeps a file to the path that names the person: a picture says nothing by itself."""
    return {
        kept_path(mark.sha256): path
        for deployment in history.deployments
        for path, mark in deployment.site.files.items()
        if any(one.is_sure for one in find_in_name(path, person))
    }


def search_addresses(base_url: str, paths: Iterable[str], person: Person) -> Found:
    """Ask for each address as browsers do, packed in each way that the host offers, and search the answers.

    An address that names the person may not be answered at all, whatever is in the answer.
    """
    codings = ("identity", *(coding for coding in _ENDING_OF if _offers(base_url, coding)))
    asked = [(path, coding) for path in sorted(set(paths)) for coding in codings]
    with ThreadPoolExecutor(_ASKING) as asking:
        answers = list(asking.map(lambda one: _ask(base_url, *one), asked))
    found = search_files(
        ((answer.path, answer.content) for answer in answers if answer.content is not None), person
    )
    sightings = (one for one in found.sightings if one.words != IN_NAME)
    still = (
        Sighting(answer.url, "it still answers", one.is_sure)
        for answer in answers
        if answer.is_there
        for one in find_in_name(answer.url.removeprefix(base_url), person)
    )
    unread = (f"{answer.url}: it gave no answer" for answer in answers if answer.content is None)
    return Found(tuple(dict.fromkeys((*sightings, *still))), (*found.unread, *unread), len(answers))


@dataclass(frozen=True)
class _Answer:
    """What came back from an address: None where nothing did. `ending` says what it is packed in."""

    url: str
    is_there: bool
    content: bytes | None
    ending: str = ""

    @property
    def path(self) -> str:
        """The address with the ending of a file that is packed in this way."""
        return self.url + self.ending


def _offers(base_url: str, coding: str) -> bool:
    answer = _ask(base_url, "", coding)
    return answer.is_there and answer.ending == _ENDING_OF[coding]


def _ask(base_url: str, path: str, coding: str) -> _Answer:
    folder, _, name = path.rpartition("/")
    url = base_url + quote((f"{folder}/" if folder else "") if name == "index.html" else path)
    headers = {"Cache-Control": "no-cache", "User-Agent": "liaison-gone", "Accept-Encoding": coding}
    try:
        with urlopen(Request(url, headers=headers), timeout=_SECONDS) as answer:
            ending = _ENDING_OF.get(answer.headers.get("Content-Encoding") or "", "")
            return _Answer(url, True, answer.read(), ending)
    except HTTPError as error:
        with error:
            is_gone = error.code in _GONE
            ending = _ENDING_OF.get(error.headers.get("Content-Encoding") or "", "")
            return _Answer(url, False, error.read() if is_gone else None, ending)
    except (OSError, ValueError, HTTPException):
        return _Answer(url, False, None)
