"""What the preview adds to a page that it shows: one script by address, and leave for it to listen."""

import re
from html import escape, unescape

SCRIPT_ADDRESS = "/preview/livereload.js"

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')


def inject_script(page: bytes, version: str, host: str) -> bytes:
    """Return a page with the script that waits for news; `version` names the page, `host` is like 127.0.0.1:5500."""
    script = f'<script src="{SCRIPT_ADDRESS}?version={version}" defer></script>\n'
    text = _POLICY.sub(lambda found: _opened(found, host), page.decode(), count=1)
    head, end, rest = text.partition("</head>")
    return f"{head}{script}{end}{rest}".encode() if end else f"{text}{script}".encode()


def _opened(found: re.Match[str], host: str) -> str:
    """Let the page's own rules allow our script and its connection."""
    rules: dict[str, list[str]] = {}
    for rule in unescape(found[2]).split(";"):
        if words := rule.split():
            rules.setdefault(words[0], words[1:])
    for name, source in (("script-src", "'self'"), ("connect-src", f"ws://{host}")):
        allowed = rules.setdefault(name, list(rules.get("default-src", [])))
        rules[name] = [*(word for word in allowed if word not in {"'none'", source}), source]
    policy = "; ".join(" ".join([name, *sources]) for name, sources in rules.items())
    return f"{found[1]}{escape(policy).replace('&#x27;', chr(39))}{found[3]}"
