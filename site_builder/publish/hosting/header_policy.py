"""The one place that says which headers every file of the site is sent with; each host's files are made from it.

Headers differ by path in two ways only: files with a digest in their name are kept for a year, and open data may be
read by the scripts of other sites.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from site_builder.content.settings import Site

LASTING = (r"assets/[^/]+\.[0-9a-f]{8}\.[a-z0-9]+", r"officers/[^/]+/photo-[0-9a-f]{8}(?:-large)?\.[a-z0-9]+")
"""Paths with a digest in their name, as regular expressions: other bytes are another address."""
CLOSED_FOLDER = ".liaison"
"""Where a deploy keeps on the host what visitors are not shown: earlier sites, for going back."""
OPEN_FOLDER = "data/"
OPEN_NAMES = ("feed.xml", "feed.json")
"""Feeds, wherever they stand: as open as the data."""

KEEP_A_YEAR = "public, max-age=31536000, immutable"
ASK_EVERY_TIME = "public, max-age=0, must-revalidate"
"""A browser may keep the file, but asks whether it is still the same before it shows it again.

It means what "no-cache" means, in the words in which Netlify and Cloudflare Pages say it of themselves.
"""
ANY_SITE = "*"

CONTENT_SECURITY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        # Data for search engines (JSON-LD) is no script to a browser, so it needs no leave here.
        "script-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
)
ONLY_BY_HTTPS = "upgrade-insecure-requests"

TURNED_OFF = (
    "accelerometer", "aria-notify", "autoplay", "browsing-topics", "camera",
    "captured-surface-control", "clipboard-read", "clipboard-write", "compute-pressure", "cross-origin-isolated",
    "deferred-fetch", "deferred-fetch-minimal", "digital-credentials-create", "digital-credentials-get",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid",
    "identity-credentials-get", "idle-detection", "interest-cohort", "keyboard-map", "language-detector",
    "language-model", "local-fonts", "local-network", "local-network-access", "loopback-network", "magnetometer",
    "media-playback-while-not-visible", "microphone", "midi", "on-device-speech-recognition", "otp-credentials",
    "payment", "picture-in-picture", "private-state-token-issuance", "private-state-token-redemption",
    "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial", "speaker-selection",
    "storage-access", "summarizer", "sync-xhr", "translator", "unload", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
"""What a page could ask a browser for and this site never does: each name that Chromium 156 knows, but for client
hints, which are sent only when a site asks for them."""

TWO_YEARS = 63_072_000
"""Seconds. Not "preload": that puts the whole domain on a list in every browser for good, which is its owner's call."""

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "atom": "application/atom+xml",
        "avif": "image/avif",
        "bin": "application/octet-stream",
        "css": "text/css",
        "csv": "text/csv",
        "html": "text/html",
        "ico": "image/x-icon",
        "ics": "text/calendar",
        "jpg": "image/jpeg",
        "js": "text/javascript",
        "json": "application/json",
        "pdf": "application/pdf",
        "png": "image/png",
        "svg": "image/svg+xml",
        "txt": "text/plain",
        "vcf": "text/vcard",
        "webmanifest": "application/manifest+json",
        "webp": "image/webp",
        "xml": "application/xml",
        "zip": "application/zip",
    }
)
WRITTEN_AS_UTF_8 = frozenset({"atom", "css", "csv", "html", "ics", "js", "svg", "txt", "vcf", "xml"})
"""Kinds that say how their letters are written; JSON is always UTF-8 and has no way to say so (RFC 8259)."""
UNKNOWN_TYPE = "application/octet-stream"

_LASTING = re.compile("|".join(LASTING))


@dataclass(frozen=True)
class Policy:
    """The headers of a site: `everywhere` those that never differ, by name. `root` is where the site begins."""

    root: str
    everywhere: Mapping[str, str]

    def headers(self, path: str) -> dict[str, str]:
        """Return every header of the file at `path`, as in ``boroughs/camden/index.html``."""
        open_to = {"Access-Control-Allow-Origin": ANY_SITE} if is_open(path) else {}
        return {
            "Content-Type": content_type(path),
            "Cache-Control": KEEP_A_YEAR if is_lasting(path) else ASK_EVERY_TIME,
            **open_to,
            **self.everywhere,
        }


def policy_for(site: Site) -> Policy:
    """Return the policy for where the site will stand; over plain http nothing is said about https."""
    by_https = site.base_url.startswith("https:")
    hsts = {"Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains"} if by_https else {}
    everywhere = {
        "Content-Security-Policy": format_content_security(by_https=by_https),
        "Cross-Origin-Opener-Policy": "same-origin",
        # Open data too: scripts of other sites read it by CORS, which this does not touch.
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in TURNED_OFF),
        "Referrer-Policy": "no-referrer",
        **hsts,
        "X-Content-Type-Options": "nosniff",
        # For browsers older than frame-ancestors.
        "X-Frame-Options": "DENY",
    }
    return Policy(site.root, MappingProxyType(everywhere))


def format_content_security(*, by_https: bool) -> str:
    """Return the content security policy as one header."""
    said = [f"{name} {value}" for name, value in CONTENT_SECURITY.items()]
    return "; ".join([*said, ONLY_BY_HTTPS] if by_https else said)


def is_lasting(path: str) -> bool:
    """Whether a file never changes under its name."""
    return _LASTING.fullmatch(path) is not None


def is_open(path: str) -> bool:
    """Whether scripts of other sites may read a file."""
    return path.startswith(OPEN_FOLDER) or path.rsplit("/", maxsplit=1)[-1] in OPEN_NAMES


def content_type(path: str) -> str:
    """Return what a file is, with how its letters are written where that can be said."""
    ending = path.rsplit("/", maxsplit=1)[-1].rsplit(".", maxsplit=1)[-1]
    letters = "; charset=utf-8" if ending in WRITTEN_AS_UTF_8 else ""
    return TYPES.get(ending, UNKNOWN_TYPE) + letters
