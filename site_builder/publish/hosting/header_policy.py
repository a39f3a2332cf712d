"""The one place that says which headers every file of the site is sent with; each host's files are made from it.

Headers differ by path in three ways only: files with a digest in their name are kept for a year, open data may be
read by the scripts of other sites, and where the host can make that exception the card of an area may be framed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from site_builder.content.hosts import FRAME_ONE_PAGE
from site_builder.content.settings import Site
from site_builder.site.published_files import CARD, keeping_of, kind_of, row_of

ANY_SITE = "*"

CONTENT_SECURITY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        # Data for search engines (JSON-LD) is no script to a browser, so it needs no leave here.
        "script-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
)
CARD_SECURITY: Mapping[str, str] = MappingProxyType(
    {
        name: CONTENT_SECURITY[name]
        for name in ("default-src", "style-src", "img-src", "base-uri", "form-action")
    }
    | {"frame-ancestors": "*"}
)
"""Of the card: any site may frame it, and no script runs in it."""
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


@dataclass(frozen=True)
class Policy:
    """The headers of a site: `everywhere` are those of all files by name.

    `framed` are those of pages that may be framed, in the place of others; an empty one is not sent.
    """

    everywhere: Mapping[str, str]
    framed: Mapping[str, str] = field(default_factory=dict)

    @property
    def fixed(self) -> Mapping[str, str]:
        """The headers that never differ."""
        return {name: value for name, value in self.everywhere.items() if name not in self.framed}

    @property
    def varied(self) -> Mapping[str, tuple[str, str]]:
        """Those that differ: of all other files, and of pages that may be framed."""
        return {name: (self.everywhere[name], value) for name, value in self.framed.items()}

    def headers(self, path: str) -> dict[str, str]:
        """Return every header of the file at `path`, as in ``boroughs/ashwick/index.html``."""
        row = row_of(path)
        open_to = {"Access-Control-Allow-Origin": ANY_SITE} if row and row.is_open else {}
        own = self.framed if CARD.holds(path) else {}
        said = {
            "Content-Type": kind_of(path).content_type,
            "Cache-Control": str(keeping_of(path)),
            **open_to,
            **self.everywhere,
            **own,
        }
        return {name: value for name, value in said.items() if value}


def policy_for(site: Site) -> Policy:
    """Return the policy for where the site will stand; over plain http nothing is said about https."""
    by_https = site.base_url.startswith("https:")
    hsts = {"Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains"} if by_https else {}
    everywhere = {
        "Content-Security-Policy": format_content_security(CONTENT_SECURITY, by_https=by_https),
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
    if site.hosting.host not in FRAME_ONE_PAGE:
        return Policy(MappingProxyType(everywhere))
    card = format_content_security(CARD_SECURITY, by_https=by_https)
    framed = {"Content-Security-Policy": card, "X-Frame-Options": ""}
    return Policy(MappingProxyType(everywhere), MappingProxyType(framed))


def format_content_security(directives: Mapping[str, str], *, by_https: bool) -> str:
    """Return a content security policy as one header."""
    said = [f"{name} {value}" for name, value in directives.items()]
    return "; ".join([*said, ONLY_BY_HTTPS] if by_https else said)
