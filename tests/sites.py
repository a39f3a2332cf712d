"""Small content folders for tests, written out as files: a few boroughs, two channels and whoever a test adds."""

from collections.abc import Mapping
from pathlib import Path

from site_builder.content import settings
from site_builder.content.settings import Site
from site_builder.content.sources import read_sources
from site_builder.findings.diagnostics import Checked

LONDON = Path(__file__).resolve().parent / "london"
"""A whole directory that nobody edits: whatever an editor writes in ``content/``, the tests look at the same."""

SITE = """name: Test directory
short_name: Test
base_url: https://directory.example/
example: yes
publisher: {name: a test, is_the_police: no}
charities: [helpline]
region:
  name: Testland
  area: borough
  areas: boroughs
  codes: [E09000001, E09000002, E09000003]
  time_zone: Europe/London
forces:
  met:
    name: Test Police Service
    short_name: Test Police
    url: https://police.example.org/
    call_channel: call
    relay_channel: call
    online_channel: helpline
accessibility:
  compliance: none
  answer_days: 10
  prepared: 2026-11-01
  reviewed: 2026-11-01
  tested: 2026-11-01
  tested_by: nobody
  methods: by hand
levels: {uncovered-area: warning}
"""

CHANNEL = """---
name: {name}
kind: {kind}
order: 1
summary: Somebody listens at {name}.
who_answers: Volunteers
phone: {phone}
{more}reaches_police: police-not-told
anonymity: they-know-but-do-not-tell
cost: free
when_to_use: You want to talk.
sources:
  - {{publisher: Example Gazette, published: 2026-10-01}}
confidence: high
---
"""

OFFICER = """---
name: {name}
role: Liaison officer
boroughs: [{boroughs}]
state: {state}
{more}source: {{publisher: Example Gazette, published: 2026-01-01}}
basis: consent
consent: {{by: the officer, on: 2026-01-01, review_by: 2029-01-01, fields: [email, phone, text, body]}}
---
{body}"""

BOROUGH = """---
name: {name}
gss: E0900000{number}
force: met
{grouping}council: {{name: {name} Council, url: "https://{slug}.example.org/"}}
tile: {{label: T{number}, column: {number}, row: 1}}
places: {name} Green
neighbours: [{neighbours}]
{more}---
"""

PAGE = """---
title: {title}
summary: What stands on the page called {title}.
owner: Comms team
reviewed: 2026-11-01
review_by: 2028-11-01
---
{body}"""

BOROUGHS = {"north": "Northton", "south": "Southton", "far": "Farton"}


def officer(
    name: str,
    boroughs: str,
    state: str = "in-post",
    more: str = "email: team@example.org\nchecked: {on: 2026-11-01, by: us, how: rang}\n",
    body: str = "",
) -> str:
    """Return an officer's file; `more` are further lines of front matter."""
    return OFFICER.format(name=name, boroughs=boroughs, state=state, more=more, body=body)


def borough(slug: str, more: str = "", grouping: str = "") -> str:
    """Return a borough's file; all boroughs of the test border on each other."""
    others = ", ".join(other for other in BOROUGHS if other != slug)
    number = 1 + list(BOROUGHS).index(slug)
    line = f"grouping: {grouping}\n" if grouping else ""
    return BOROUGH.format(
        name=BOROUGHS[slug], slug=slug, number=number, neighbours=others, more=more, grouping=line
    )


def page(title: str, body: str = "") -> str:
    """Return a page's file."""
    return PAGE.format(title=title, body=body)


def small_site(**officers: str) -> dict[str, str]:
    """Return the files of a small content folder with these officers, by short name.

    Northton and Southton share a grouping; boroughs that no officer names are unlisted.
    """
    served = " ".join(officers.values())
    files = {
        "site.yaml": SITE,
        "channels/call.md": CHANNEL.format(
            name="The police line", kind="police-non-emergency", phone="101", more='textphone: "18001 101"\n'
        ),
        "channels/helpline.md": CHANNEL.format(
            name="A helpline",
            kind="support",
            phone="020 7946 0001",
            more="url: https://helpline.example.org/\n",
        ),
    }
    for slug in BOROUGHS:
        line = next(
            (line for line in served.splitlines() if line.startswith("boroughs:") and slug in line), ""
        )
        more = "" if line else "liaison: {state: unlisted}\n"
        files[f"pages/boroughs/{slug}.md"] = borough(slug, more, "" if slug == "far" else "team")
    for slug in ("home", "boroughs", "officers", "report", "coverage", "accessibility", "not-found"):
        files[f"pages/{slug}.md"] = page(f"The {slug} page")
    return files | {f"officers/{slug.replace('_', '-')}.md": text for slug, text in officers.items()}


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, making the folders between, and return it."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read_site(
    content_dir: Path, overlay_dir: Path | None = None, given: Mapping[str, object] | None = None
) -> Checked[Site | None]:
    """Return the settings of a content folder, and what is wrong with them."""
    return settings.read_site(read_sources(content_dir, overlay_dir)[0], content_dir, given)
