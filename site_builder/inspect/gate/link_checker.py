"""Ask other sites whether a page is there: seldom, slowly and under our own name.

Only an answer that is sure counts as dead: 404, 410, or a host that nobody knows. A site that turns programs away, has
trouble or is slow tells nothing about what people see.
"""

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
    TimeoutError,
)

from site_builder import __version__

MOST_AT_A_TIME = 4
MOST_REDIRECTS = 10
_DEAD = {404: "the site says that there is no such page (404)", 410: "the site says that it is gone (410)"}
_FOR_GOOD = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNKNOWN_HOST = frozenset(
    code for name in ("EAI_NONAME", "EAI_NODATA") if (code := getattr(socket, name, None)) is not None
)
"""What a name server answers for a name that is not there; when it is only out of reach it says something else."""
_NO_HOST = "there is no site called"
_SWITCHED_OFF = "no site answered at all, so this computer may have no way to the internet"


class Outcome(StrEnum):
    """What came of asking."""

    FINE = "fine"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True)
class HttpSettings:
    """How we ask: who we say we are, how many seconds we wait, how often we try and how long we pause between."""

    user_agent: str
    timeout: float = 10.0
    tries: int = 3
    pause: float = 2.0


@dataclass(frozen=True)
class Answer:
    """What came of asking for an address; `why` in words where it is not fine, `moved_to` when it moved for good."""

    url: str
    outcome: Outcome
    why: str = ""
    moved_to: str = ""


def name_ourselves(base_url: str) -> str:
    """Return the name under which we ask, with the address of the site that asks."""
    return f"LiaisonDirectoryLinkCheck/{__version__} (+{base_url})"


def ask_all(urls: Iterable[str], settings: HttpSettings) -> tuple[Answer, ...]:
    """Ask for each address once, at most four at a time and never two of one host; return the answers in order."""
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_host.setdefault(_host(url), []).append(url)
    with _Asker(settings) as asker, ThreadPoolExecutor(MOST_AT_A_TIME) as pool:
        groups = pool.map(lambda group: [asker.ask(url) for url in group], by_host.values())
        answers = [answer for group in groups for answer in group]
    return tuple(sorted(_doubt_all(answers), key=lambda answer: answer.url))


def is_unknown_host(fault: BaseException) -> bool:
    """Whether a fault says for sure that a host does not exist."""
    cause = fault.__cause__ or fault.__context__
    code = cause.args[0] if isinstance(cause, socket.gaierror) and cause.args else None
    return isinstance(fault, NameResolutionError) and code in _UNKNOWN_HOST


class _Asker:
    """Asks over connections that stay open for the next address of the same host."""

    def __init__(self, settings: HttpSettings) -> None:
        self.settings = settings
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._pool = urllib3.PoolManager(
            num_pools=MOST_AT_A_TIME * 4,
            maxsize=1,
            headers={"User-Agent": settings.user_agent, "Accept": "*/*"},
            timeout=urllib3.Timeout(total=settings.timeout),
            retries=False,
        )

    def __enter__(self) -> "_Asker":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    def ask(self, url: str) -> Answer:
        """Return what came of at most so many tries; only what may pass by itself is tried again."""
        answer = Answer(url, Outcome.UNSURE)
        for turn in range(self.settings.tries):
            time.sleep(self.settings.pause * turn)
            answer, may_pass = self._try(url)
            if not may_pass:
                break
        return answer

    def _try(self, url: str) -> tuple[Answer, bool]:
        """Return what came of one try, and whether another may end better."""
        try:
            return self._follow(url)
        except (UnicodeError, ValueError):
            return Answer(url, Outcome.UNSURE, "the address cannot be read"), False

    def _follow(self, url: str) -> tuple[Answer, bool]:
        """Go from redirect to redirect, as a browser does."""
        here, moved_to, is_for_good = url, "", True
        for _ in range(MOST_REDIRECTS):
            try:
                status, target = self._request(here)
            except HTTPError as fault:
                return _judge_fault(url, _host(here), fault)
            if status not in _REDIRECTS or not target:
                return _judge(url, status, moved_to)
            here = urljoin(here, target)
            is_for_good = is_for_good and status in _FOR_GOOD
            moved_to = here if is_for_good else moved_to
            if urlsplit(here).scheme not in {"http", "https"}:
                return Answer(url, Outcome.UNSURE, "it leads to something that is no website"), False
        return Answer(url, Outcome.UNSURE, "it leads round in circles"), False

    def _request(self, url: str) -> tuple[int, str]:
        """Ask for the head alone; where that is refused or the page seems to be gone, for the page itself."""
        status, target = self._request_by("HEAD", url)
        is_sure = status < HTTPStatus.BAD_REQUEST or status == HTTPStatus.TOO_MANY_REQUESTS
        return (status, target) if is_sure else self._request_by("GET", url)

    def _request_by(self, method: str, url: str) -> tuple[int, str]:
        with self._locks[_host(url)]:
            response = self._pool.request(method, url, redirect=False, preload_content=False)
            if method == "HEAD":
                response.release_conn()
            else:  # what follows the head is not wanted, and may be long
                response.close()
            return response.status, response.headers.get("Location", "")


def _judge(url: str, status: int, moved_to: str) -> tuple[Answer, bool]:
    if status in _DEAD:
        return Answer(url, Outcome.DEAD, _DEAD[status]), False
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Answer(url, Outcome.FINE, moved_to=moved_to), False
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer(url, Outcome.UNSURE, f"the site has trouble ({status})"), True
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Answer(url, Outcome.UNSURE, f"the site was asked too often ({status})"), False
    return Answer(url, Outcome.UNSURE, f"the site does not let programs in ({status})"), False


def _judge_fault(url: str, host: str, fault: HTTPError) -> tuple[Answer, bool]:
    if is_unknown_host(fault):
        return Answer(url, Outcome.DEAD, f"{_NO_HOST} {host}"), True
    return Answer(url, Outcome.UNSURE, _in_words(fault)), not isinstance(fault, SSLError | LocationParseError)


def _in_words(fault: HTTPError) -> str:
    if isinstance(fault, NameResolutionError):
        return "the name of the site could not be looked up"
    if isinstance(fault, SSLError):
        return "the site's certificate is not right"
    if isinstance(fault, LocationParseError):
        return "the address cannot be read"
    if isinstance(fault, TimeoutError) and not isinstance(fault, NewConnectionError):
        return "the site took too long"
    return "the connection broke off"


def _doubt_all(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers; when every host of several is unknown, the fault is probably here."""
    found = list(answers)
    hosts = {_host(answer.url) for answer in found}
    if len(hosts) > 1 and all(answer.why.startswith(_NO_HOST) for answer in found):
        return [Answer(answer.url, Outcome.UNSURE, _SWITCHED_OFF) for answer in found]
    return found


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower()
