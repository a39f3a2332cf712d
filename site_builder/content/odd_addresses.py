"""Web addresses that work for whoever wrote them and not for the public, or that tell others who follows them."""

import ipaddress
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, parse_qsl, unquote, urlsplit, urlunsplit

_ADDRESS = re.compile(
    r"""(?=[hflw1\\HFLW])(?i:(?:(?<![\w.])(?:https?|ftp|file):/{1,3}|(?<![\w.@/-])(?:localhost(?=[:/])|(?:127|10|192\.168)"""
    r"""\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?=[:/])|www\.[\w-]))[^\s<>"'`\\|\x1a]*|(?<![\w\\])\\\\[a-z][\w.-]*\\[^\s<>"'`|]*)"""
)
_END_OF_SENTENCE = ".,;:!?…]}’”*_"
_ODD_PORT = re.compile(r"//[^/?#\s]*:[0-9]+(?:[/?#]|$)")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]"
)
_LONGEST_LABEL = 63
_PRIVATE_ENDINGS = (
    *(
        "localhost",
        "local",
        "localdomain",
        "internal",
        "intranet",
        "intra",
        "lan",
        "home",
        "corp",
        "private",
        "test",
    ),
    *("home.arpa", "invalid"),
)
"""Endings that no public name server knows (RFC 6761, 6762, 7686, 8375; ICANN, name collision)."""
_LENT_ADDRESSES = re.compile(
    r"(?i)(?:^|\.)(?:ngrok(?:-free)?\.(?:io|app|dev)|trycloudflare\.com|loca\.lt|localhost\.run|serveo\.net|gitpod\.io"
    r"|app\.github\.dev|githubpreview\.dev|nip\.io|sslip\.io|lvh\.me|localtest\.me)$"
)
"""Ways into somebody's own computer, open while it runs."""
_WRAPPERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"safelinks\.protection\.(?:outlook|office365)\.(?:com|us)$", ("url",)),
    (r"^urldefense(?:\.proofpoint)?\.(?:com|us)$", ("u",)),
    (r"(?:^|\.)google\.[a-z.]{2,6}$", ("q", "url")),
    (r"^(?:l|lm)\.(?:facebook|instagram|messenger)\.com$", ("u",)),
    (r"^l\.wl\.co$", ("u",)),
    (r"^slack-redir\.net$", ("url",)),
    (
        r"(?:^|\.)(?:linkprotect\.cudasvc\.com|mimecast\.com|mimecastprotect\.com|fireeye\.com|trendmicro\.com)$",
        ("a", "url", "u"),
    ),
    (
        r"^(?:clicktime\.symantec\.com|secure-web\.cisco\.com|protect\.checkpoint\.com|url\.avanan\.click)$",
        ("u", "url"),
    ),
    (r"^(?:statics\.teams\.cdn\.office\.net|teams\.cdn\.office\.net)$", ("url",)),
    (
        r"^(?:out\.reddit\.com|href\.li|away\.vk\.com|steamcommunity\.com|deref-mail\.com|deref-gmx\.\w+)$",
        ("url", "to", "redirectUrl"),
    ),
    (r"^www\.linkedin\.com$", ("url",)),
    (r"^www\.youtube\.com$", ("q",)),
    (r"^(?:www\.)?bing\.com$", ("u",)),
    (r"^duckduckgo\.com$", ("uddg",)),
)
"""Hosts that lead on to another, and the fields of the query in which they carry it."""
_MAY_WRAP = re.compile("|".join(pattern for pattern, _ in _WRAPPERS))
_ALWAYS_WRAPS = re.compile(
    r"(?i)safelinks\.protection\.|^urldefense|linkprotect\.cudasvc|mimecast|clicktime\.symantec|secure-web\.cisco"
    r"|protect\.checkpoint|url\.avanan|slack-redir|list-manage\.com$|sendgrid\.net$|mandrillapp\.com$|sparkpostmail"
    r"|^(?:click|links?|track|trk|email|e|r|go|lnks?)\.[\w.-]*(?:mail|news|campaign|mkt|marketing)"
    r"|^(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|buff\.ly|is\.gd|lnkd\.in|fb\.me|dlvr\.it|rb\.gy|cutt\.ly|shorturl\.at"
    r"|amzn\.to|youtu\.be\.com|rebrand\.ly|tiny\.cc|linktr\.ee|shorter\.me|t\.ly|adobe\.ly|smarturl\.it|mailchi\.mp)$"
    r"|translate\.goog$|cdn\.ampproject\.org$|webcache\.googleusercontent\.com$"
)
"""Hosts that see everybody who follows a link, whatever it leads to."""
_TRACKING = re.compile(
    r"(?i)utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igsh(?:id)?|mc_[ce]id|_hs(?:enc|mi)"
    r"|hsctatracking|__hs\w+|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id|s_kwcid|ef_id|wickedid|rb_clickid|ss_email_id"
    r"|trk(?:info|campaign)?|_ga|_gl|at_(?:medium|campaign|custom\d|link_\w+|ptr_name|format|bbc_team)|fb_(?:action|source|ref)\w*"
    r"|ml_subscriber\w*|ck_subscriber_id|sfmc_\w+|elq\w*|epik|cmpid|ns_(?:mchannel|source|campaign|linkname)|xtor|pk_\w+|mtm_\w+"
    r"|phpsessid|jsessionid|sessionid|sid|session_id|userid|user_email|e_?mail"
)
_SHARED = re.compile(
    r"(?i)^(?:docs|drive|forms|sheets|slides)\.google\.com/.*(?:/edit|/d/|/file/|/folders/|/open|usp=)|^[\w-]+\.sharepoint\.com/"
    r"|^[\w-]+-my\.sharepoint\.com/|^(?:onedrive\.live\.com|1drv\.ms)/|^www\.dropbox\.com/(?:s|sh|scl|home|work)/|^app\.box\.com/"
    r"|^[\w-]+\.box\.com/(?:s|file|folder)/|^www\.icloud\.com/(?:iclouddrive|pages|keynote|numbers)/|^we\.tl/|^wetransfer\.com/"
    r"|^www\.canva\.com/design/|^(?:www\.)?notion\.so/|^[\w-]+\.notion\.site/|^trello\.com/|^(?:teams|outlook|mail|word-edit)\."
    r"[\w.-]*(?:microsoft|office|office365|live|google)\.com/|^forms\.office\.com/.*(?:design|analysis)|^[\w-]+\.atlassian\.net/"
    r"|^[^/]+/(?:wp-admin|wp-login|umbraco|sitecore|admin/content)\b|[?&](?:preview|preview_id|draft|edit)=|/node/\d+/edit\b"
)


@dataclass(frozen=True)
class OddAddress:
    """Why an address should not be published, in the words of a `rule`, and the `likely` address that was meant."""

    rule: str
    message: str
    hint: str
    likely: str = ""


@dataclass(frozen=True)
class FoundAddress:
    """An address as it stands in a text: `start` and `end` count its letters."""

    url: str
    start: int
    end: int


def find_addresses(text: str) -> Iterator[FoundAddress]:
    """Yield every web address, or way to a file, that stands in a text, without the sentence's own signs behind it."""
    yield from _without_the_sentence(_ADDRESS.finditer(text))


def find_addresses_of(host: str, text: str) -> Iterator[FoundAddress]:
    """Yield every address of one host that stands in a text, with `www.` or not, and without a scheme too."""
    bare_host = host.lower().removeprefix("www.")
    if bare_host and bare_host in text.lower():
        own = rf"(?i)(?<![\w.@/-])(?:https?://)?(?:www\.)?{re.escape(bare_host)}(?![\w-]|\.\w)[^\s<>\"'`\\|\x1a]*"
        yield from _without_the_sentence(re.finditer(own, text))


def _without_the_sentence(addresses: Iterable[re.Match[str]]) -> Iterator[FoundAddress]:
    for found in addresses:
        bare = found.group().rstrip(_END_OF_SENTENCE)
        while bare.endswith(")") and bare.count("(") < bare.count(")"):
            bare = bare[:-1].rstrip(_END_OF_SENTENCE)
        if bare:
            yield FoundAddress(bare, found.start(), found.start() + len(bare))


def judge_address(written: str, folder: str = "") -> OddAddress | None:
    """Return why an address should not be published, if there is a reason.

    `folder` is where the file stands that it is written in: another page of ours goes by its file's name, from there.
    """
    url = written.strip()
    if url.lower().startswith(("mailto:", "tel:", "sms:", "#")):
        return None
    if url.startswith("\\\\") or url.lower().startswith("file:") or re.match(r"[A-Za-z]:[\\/]", url):
        return OddAddress(
            "private-address", f'"{_short(url)}" leads to a file on your own computer or network.', _PUBLIC
        )
    try:
        parts = urlsplit(url if "//" in url.split("?")[0] else f"http://{url}")
        host = (parts.hostname or "").rstrip(".").lower()
        _ = parts.port
    except ValueError:
        return _impossible(url, "its port is no number up to 65535") if _ODD_PORT.search(url) else None
    if parts.scheme.lower() not in {"http", "https", "ftp", ""} or not host:
        return None
    return (
        _private(url, parts, host, folder)
        or _misleading(url, host)
        or _wrapped(url, parts, host)
        or _with_password(url, parts)
        or _shared(url, parts, host)
        or _tracked(url, parts)
    )


def fault_of_host(host: str) -> str:
    """Return what is wrong with the name of a host, in words that follow "because", or nothing.

    Letters of another script look like ours (Unicode Technical Standard 39, 5.1): only a name that is wholly in one
    script is what it looks like, its ending too. Labels follow RFC 1123, 2.1 and RFC 5891, 4.2.3.
    """
    try:
        labels = [_label(label) for label in host.rstrip(".").split(".")]
    except UnicodeError:
        return 'a part of it that begins with "xn--" stands for nothing'
    if not all(labels) or any(len(label) > _LONGEST_LABEL for label in labels):
        return "a part between two dots is missing or too long"
    if any(label[0] == "-" or label[-1] == "-" for label in labels):
        return "a part of it begins or ends with a hyphen"
    odd = next((sign for label in labels for sign in label if not (sign.isalnum() or sign in "-_·")), "")
    if odd:
        return (
            f'it holds "{odd}"'
            if odd.isprintable()
            else f"it holds a sign that nobody sees (U+{ord(odd):04X})"
        )
    if not is_of_one_script("".join(labels)):
        script, letter = next(
            (_script(one), one)
            for label in labels
            for one in label
            if one.isalpha() and _script(one) != "Latin"
        )
        return f'"{letter}" in it is not one of our letters, but looks like one ({script})'
    return ""


def is_of_one_script(text: str) -> bool:
    """Return whether all letters of a text are of one script; those of Japanese count as one (UTS 39, 5.2)."""
    scripts = {_script(letter) for letter in text if letter.isalpha()}
    return len(scripts) <= 1 or scripts <= {"Cjk", "Hiragana", "Katakana", "Katakana-Hiragana"}


def _label(label: str) -> str:
    """Return a part of a host's name as browsers show it."""
    return label[4:].encode("ascii").decode("punycode") if label.lower().startswith("xn--") else label


def _script(letter: str) -> str:
    return unicodedata.name(letter, "unknown").split()[0].title()


def _misleading(url: str, host: str) -> OddAddress | None:
    unseen = _UNSEEN.search(url)
    why = f"it holds a sign that nobody sees (U+{ord(unseen.group()):04X})" if unseen else ""
    is_ip = ":" in host or re.fullmatch(r"[0-9.]+", host)
    why = why or ("" if is_ip else fault_of_host(host))
    return _impossible(url, why) if why else None


def _impossible(url: str, why: str) -> OddAddress:
    message = f'"{_short(url)}" does not lead where it seems to: {why}.'
    return OddAddress("bad-web-address", message, "Copy the address anew from the page itself.")


def is_private_host(host: str) -> bool:
    """Return whether a host is the computer of whoever writes, or one that only an office can reach."""
    host = host.lower().strip("[]").rstrip(".").partition("%")[0]
    try:
        return not ipaddress.ip_address(_as_ip(host)).is_global
    except ValueError:
        ending = host.rpartition(".")[2]
        return (
            "." not in host
            or ending in _PRIVATE_ENDINGS
            or host.endswith(".home.arpa")
            or bool(_LENT_ADDRESSES.search(host))
        )


_PUBLIC = "Write the address of a page that everybody can open, or take it out."


def _as_ip(host: str) -> str:
    """Return an address written as browsers also read it: ``127.1`` and ``2130706433`` are the own computer."""
    pieces = host.split(".")
    if (
        ":" in host
        or not all(re.fullmatch("0x[0-9a-f]+|[0-9]+", piece) for piece in pieces)
        or len(pieces) > 4  # noqa: PLR2004
    ):
        return host
    numbers = [int(piece, 16) if piece.startswith("0x") else int(piece[:12]) for piece in pieces]
    whole = sum(number << 8 * (3 - at) for at, number in enumerate(numbers[:-1])) + numbers[-1]
    return str(ipaddress.ip_address(whole % 2**32))


def _private(url: str, parts: SplitResult, host: str, folder: str) -> OddAddress | None:
    if not is_private_host(host):
        return None
    is_own = (
        host in {"localhost", "::1", "0.0.0.0"}
        or host.endswith(".localhost")
        or _as_ip(host).startswith("127.")
    )
    where = "your own computer" if is_own else "a computer that only your office or home can reach"
    file = file_behind(parts.path, folder) if is_own else ""
    hint = f"Write: {file}{'#' if parts.fragment else ''}{parts.fragment}" if file else _PUBLIC
    return OddAddress("private-address", f'"{_short(url)}" leads to {where}.', hint, file)


def file_behind(path: str, folder: str) -> str:
    """Return the content file behind a page of ours, from the folder of the file that names it, or nothing."""
    if not folder or not re.fullmatch(r"/|(?:/[a-z0-9-]+){1,2}(?:/(?:index\.html)?)?", path):
        return ""
    names = path.removesuffix("index.html").strip("/").split("/")
    if len(names) == 1:
        return posixpath.relpath(f"pages/{names[0] or 'home'}.md", folder)
    folders = {"boroughs": "pages/boroughs", "officers": "officers", "report": "channels"}
    return posixpath.relpath(f"{folders[names[0]]}/{names[1]}.md", folder) if names[0] in folders else ""


def _wrapped(url: str, parts: SplitResult, host: str) -> OddAddress | None:
    inner = _inner_address(parts, host)
    if not inner and not _ALWAYS_WRAPS.search(host):
        return None
    if inner:
        odd = judge_address(inner)
        inner = odd.likely if odd and odd.likely else inner
    message = f'"{_short(url)}" leads through {host}, which sees who follows it.'
    hint = f"Write: {inner}" if inner else "Open it, and write the address of the page that it leads to."
    return OddAddress("wrapped-address", message, hint, inner)


def _inner_address(parts: SplitResult, host: str) -> str:
    """Return the address that another one carries along."""
    for pattern, fields in _WRAPPERS if _MAY_WRAP.search(host) else ():
        if re.search(pattern, host):
            query = parse_qs(parts.query)
            inner = next((value for name in fields for value in query.get(name, ()) if value), "")
            if host.startswith("urldefense"):
                inner = _defended(inner, parts)
            if re.match("https?://", inner):
                return inner
    if host in {"www.google.com", "google.com"}:
        found = re.fullmatch(r"/amp/(?:s/)?(.+)", parts.path)
        return f"https://{found[1]}" if found else ""
    return ""


def _defended(inner: str, parts: SplitResult) -> str:
    """Return the address inside one of Proofpoint: of its version 3 in the path, of version 2 with other signs."""
    found = re.search(
        r"/v3/__(https?:/[^_]++(?:_(?!_(?:;|http))[^_]*+)*)__;",
        parts.path + (f"?{parts.query}" if parts.query else ""),
    )
    if found:
        return re.sub(r"^(https?):/+", r"\1://", found[1])
    return unquote(inner.replace("-", "%").replace("_", "/")) if inner and "/v2/" in parts.path else inner


def _with_password(url: str, parts: SplitResult) -> OddAddress | None:
    if "@" not in parts.netloc:
        return None
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    message = "This address has a name or a password in it, before the @."
    return OddAddress("private-address", message, f"Write: {bare}. If it was a password, change it.", bare)


def _shared(url: str, parts: SplitResult, host: str) -> OddAddress | None:
    if not _SHARED.search(host + parts.path + (f"?{parts.query}" if parts.query else "")):
        return None
    message = f'"{_short(url)}" leads to where people write a document, not to a page for the public.'
    return OddAddress("shared-document", message, "Publish it, or save it as a PDF, and write that address.")


def _tracked(url: str, parts: SplitResult) -> OddAddress | None:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    path = re.sub(r"(?i);(?:jsessionid|phpsessid)=[^/?#]*", "", parts.path)
    odd = [
        name
        for name, value in pairs
        if _TRACKING.fullmatch(name) or re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", value)
    ]
    if not odd and path == parts.path:
        return None
    kept = [part for part in parts.query.split("&") if unquote(part.partition("=")[0]) not in odd]
    likely = urlunsplit(parts._replace(path=path, query="&".join(kept)))
    what = f'"{odd[0]}"' if odd else "a number of a visit"
    message = f"This address has {what} in it, which tells others who follows it, or who sent it."
    return OddAddress("tracked-address", message, f"Write: {likely}", likely)


def _short(url: str) -> str:
    return url if len(url) <= 60 else f"{url[:59]}…"  # noqa: PLR2004
