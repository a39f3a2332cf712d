"""The files for each host read back, as that host reads them: which headers it would send for a path."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

S3_GUIDE = Path(__file__).resolve().parent.parent / "docs" / "hosting" / "s3.md"

Answer = Callable[[str], dict[str, str]]
"""From the path of a file (``boroughs/camden/index.html``) to the headers it is sent with."""

BY_ITSELF = "public, max-age=0, must-revalidate"
"""Cache-Control of Netlify and Cloudflare Pages when nobody says anything (their own documents, November 2026)."""


def read_header_file(text: str) -> Answer:
    """Read ``_headers``: every rule that fits adds its headers, and two values of one are joined with a comma."""
    rules: list[tuple[re.Pattern[str], list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((_place(line), []))
        else:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))

    def answer(path: str) -> dict[str, str]:
        headers: dict[str, str] = {}
        address = "/" + path.removesuffix("index.html")
        for place, said in rules:
            for name, value in said if place.fullmatch(address) else ():
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
        return {"Cache-Control": BY_ITSELF, **headers}

    return answer


def _place(rule: str) -> re.Pattern[str]:
    words = re.escape(rule).replace(r"\*", ".*")
    return re.compile(re.sub(r":[a-z]+", "[^/]+", words))


def read_nginx(text: str) -> Answer:
    """Read ``liaison.conf``: headers whose value is empty are not sent."""
    maps = {
        name: re.findall(r'^ +(?:"~(.*)"|default) "(.*)";$', body, re.MULTILINE)
        for name, body in re.findall(r"^map \$uri (\$\w+) \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    }
    said = re.findall(r'^ +add_header (\S+) (?:"(.*)"|(\$\w+)) always;$', text, re.MULTILINE)
    kinds = {ending: kind for kind, ending in re.findall(r"^ {8}(\S+/\S+) (\w+);$", text, re.MULTILINE)}
    written = {"text/html", *re.findall(r"charset_types (.*);", text)[0].split()}

    def answer(path: str) -> dict[str, str]:
        headers = {name: value or _look_up(maps[variable], f"/{path}") for name, value, variable in said}
        kind = kinds[path.rsplit(".", maxsplit=1)[-1]]
        headers["Content-Type"] = kind + ("; charset=utf-8" if kind in written else "")
        return {name: value for name, value in headers.items() if value}

    return answer


def _look_up(choices: Sequence[tuple[str, str]], address: str) -> str:
    usual = next(value for pattern, value in choices if not pattern)
    return next((value for pattern, value in choices if pattern and re.search(pattern, address)), usual)


def read_htaccess(text: str) -> Answer:
    """Read ``.htaccess``: "set" takes the place of what was said before, "unset" takes it away."""
    kinds = {ending: kind for kind, ending in re.findall(r"^AddType (\S+) \.(\w+)$", text, re.MULTILINE)}
    written = re.findall(r"^AddCharset utf-8 (.*)$", text, re.MULTILINE)[0].split()

    def answer(path: str) -> dict[str, str]:
        headers, fits = {}, True
        for line in text.splitlines():
            if condition := re.fullmatch(r'<If "%\{REQUEST_URI\} =~ m#(.*)#">', line):
                fits = re.search(condition[1], f"/{path}") is not None
            elif line == "</If>":
                fits = True
            elif fits and (said := re.fullmatch(r'Header always set (\S+) "(.*)"', line)):
                headers[said[1]] = said[2]
            elif fits and (unsaid := re.fullmatch(r"Header always unset (\S+)", line)):
                headers.pop(unsaid[1], None)
        ending = path.rsplit(".", maxsplit=1)[-1]
        letters = "; charset=utf-8" if f".{ending}" in written else ""
        return {**headers, "Content-Type": kinds[ending] + letters}

    return answer


def read_caddyfile(text: str) -> Answer:
    """Read the ``Caddyfile``: the headers of the snippet, then those with a matcher."""
    everywhere = dict(
        re.findall(r'^\t\t([A-Z][\w-]+) "(.*)"$', text.split("\n}\n", maxsplit=1)[0], re.MULTILINE)
    )
    matchers = re.findall(r"^\t(@\w+) (not )?path_regexp (.*)$", text, re.MULTILINE)
    matchers += [
        (name, "", f"{re.escape(ending)}$")
        for name, ending in re.findall(r"^\t(@\w+) path \*(\S+)$", text, re.MULTILINE)
    ]
    said = re.findall(r'^\theader (@\w+) (\S+) "(.*)"$', text, re.MULTILINE)

    def fits(matcher: str, address: str) -> bool:
        return all(
            (re.search(pattern, address) is None) == bool(negated)
            for name, negated, pattern in matchers
            if name == matcher
        )

    def answer(path: str) -> dict[str, str]:
        address = "/" + path.removesuffix("index.html")
        return everywhere | {name: value for matcher, name, value in said if fits(matcher, address)}

    return answer


def read_s3(files: Mapping[str, str]) -> Answer:
    """Read the table of the files and both response headers policies, which the behaviours that our guide names choose from."""
    objects = json.loads(files["objects.json"])
    line = next(line for line in S3_GUIDE.read_text("utf-8").splitlines() if "for the behaviours" in line)
    open_places = re.findall(r"`([^`]*\*[^`]*)`", line)

    def answer(path: str) -> dict[str, str]:
        is_open = any(fnmatchcase(path, place) for place in open_places)
        name = "response-headers-policy-open-data.json" if is_open else "response-headers-policy.json"
        return {**objects[path], **dict(_cloudfront_headers(json.loads(files[name])))}

    return answer


def _cloudfront_headers(config: dict) -> Iterator[tuple[str, str]]:
    security = config["SecurityHeadersConfig"]
    yield "Content-Security-Policy", security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    yield "X-Content-Type-Options", "nosniff" if security["ContentTypeOptions"]["Override"] else ""
    yield "X-Frame-Options", security["FrameOptions"]["FrameOption"]
    yield "Referrer-Policy", security["ReferrerPolicy"]["ReferrerPolicy"]
    if hsts := security.get("StrictTransportSecurity"):
        words = [f"max-age={hsts['AccessControlMaxAgeSec']}"]
        words += ["includeSubDomains"] * hsts["IncludeSubdomains"] + ["preload"] * hsts["Preload"]
        yield "Strict-Transport-Security", "; ".join(words)
    yield from ((item["Header"], item["Value"]) for item in config["CustomHeadersConfig"]["Items"])
    for origin in config.get("CorsConfig", {}).get("AccessControlAllowOrigins", {}).get("Items", ()):
        yield "Access-Control-Allow-Origin", origin


def read_page_policy(page: str) -> dict[str, str]:
    """Return the directives of the content security policy in a page's head."""
    said = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert len(said) == 1
    return dict(part.strip().partition(" ")[::2] for part in said[0].split(";"))
