"""Rules about files and their form."""

from site_builder.findings.rule import Rule, Severity

_ABOUT = "pages/about.md"
_SAM = "officers/sam-okoro.md"
_PAGE_FIELDS = (
    "title: Who we are\nsummary: Who runs this site.\nowner: Comms team\n"
    "reviewed: 2026-11-21\nreview_by: 2027-05-21\n"
)

FORM = (
    Rule(
        "bad-file-name",
        "The name of a file has small letters, digits and hyphens: it becomes the address.",
        "The name of the file becomes the address of the page. People read that address out and type it in. "
        "So the name has small letters, digits and hyphens, and no spaces. A few names, like `index`, are "
        "kept for the site itself. To mend it, give the file a new name.",
        "officers/Sam Okoro.md",
        "officers/sam-okoro.md",
        "officers/Sam Okoro.md",
        "name",
    ),
    Rule(
        "bidirectional-character",
        "No hidden sign turns the text round.",
        "A hidden sign turns the words after it round. Then people read one thing and the file says "
        "another: a wrong number could look right. Delete the sign, or type the line again. Arabic and "
        "Hebrew words do not need it.",
        "role: Liaison \u202eofficer",
        "role: Liaison officer",
        _SAM,
    ),
    Rule(
        "control-character",
        "A file holds only characters that can be seen.",
        "There is a sign in the line that nobody can see. It mostly comes from copying out of another "
        "program. Some screen readers stop at it, and a phone may show a box. Delete it, or type the line "
        "again.",
        "role: Liaison\u0007 officer",
        "role: Liaison officer",
        _SAM,
    ),
    Rule(
        "duplicate-field",
        "Each field is filled in once.",
        "The same field stands in the file twice. Only one of the two could be shown, and nobody can know "
        "which one you meant. Somebody might then call the old number. Keep the right line and delete the "
        "other.",
        "email: old-team@example.org\nemail: team@example.org",
        "email: team@example.org",
        _SAM,
    ),
    Rule(
        "empty-field",
        "A field that is there is filled in; one that is not known is left out.",
        "The field has a name and nothing after it, or only a word or sign that stands for nothing, like "
        "`null`, `n/a` or `tbc`. If you do not know something, leave the whole line out. "
        "The page then says in words that it is not known. If you do know it, fill it in.",
        "phone:\nemail: team@example.org",
        "email: team@example.org",
        _SAM,
    ),
    Rule(
        "empty-file",
        "A file is not empty.",
        "There is nothing in this file, so no page can be made of it. It may have been saved by mistake. "
        "Fill it in, or delete it.",
        "\n",
        f"---\n{_PAGE_FIELDS}---\n",
        _ABOUT,
        "file",
    ),
    Rule(
        "merge-conflict",
        "Where two people changed the same lines, somebody has chosen.",
        "Two people changed the same lines, and git put both versions into the file, between lines of marks "
        "that begin with `<<<<<<<`, `=======` and `>>>>>>>`. A visitor must not meet two telephone numbers "
        "of which one is wrong. Ask the other person if you are not sure. Keep what is true, and delete the "
        "rest and the marks.",
        "<<<<<<< mine\nrank: Sergeant\n=======\nrank: Inspector\n>>>>>>> main",
        "rank: Sergeant",
        _SAM,
    ),
    Rule(
        "missing-front-matter",
        "A file begins with a line of three hyphens and its fields.",
        "A file begins with a line of three hyphens. That line tells us that the fields begin. Without it "
        "we cannot tell the fields from the text, and the page would be lost. Write `---` on the first "
        "line.",
        f"{_PAGE_FIELDS}---\nWe are a small team.\n",
        f"---\n{_PAGE_FIELDS}---\nWe are a small team.\n",
        _ABOUT,
        "file",
    ),
    Rule(
        "missing-front-matter-end",
        "The fields end with a second line of three hyphens.",
        "The fields end with a second line of three hyphens. Without it, the text of the page would be read "
        "as if it were fields. Write `---` on a line of its own, after the last field and before the text.",
        f"---\n{_PAGE_FIELDS}\nWe are a small team.\n",
        f"---\n{_PAGE_FIELDS}---\nWe are a small team.\n",
        _ABOUT,
        "file",
    ),
    Rule(
        "missing-settings",
        "A content folder has its settings in site.yaml.",
        "The site has its settings in `site.yaml`: its name, its address and who runs it. The list of old "
        "numbers is in `retired.yaml`. Both must be there, or people could be sent to a dead line. Put the "
        "file back, or check its name.",
        "settings.yaml",
        "site.yaml",
        "site.yaml",
        "name",
    ),
    Rule(
        "old-setting",
        "A setting is written in its present form.",
        "This setting has another form now. The old one is still read, so nothing is lost today. `charity` named one "
        "charity beside the police, and pages name two, so that nobody depends on one that may be closed.",
        "charity: galop",
        "charities: [galop, switchboard]",
        "site.yaml",
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "not-text",
        "A file is plain text, not a Word document or a picture.",
        "This is a Word file, a picture or something else that is not plain text. Such a file holds much "
        "that nobody sees, so no page can be made of it. Open it, choose Save as, and save it as plain "
        "text. Its name ends in `.md`.",
        "officers/sam-okoro.docx",
        "officers/sam-okoro.md",
        "officers/sam-okoro.docx",
        "name",
    ),
    Rule(
        "not-utf-8",
        "A file is saved as UTF-8.",
        "The file was saved in an old way of storing letters. Names with accents would come out wrong, and "
        "people deserve to see their name as it is. Open the file, choose Save as, and pick `UTF-8`.",
        "name: Zo\ufffd Marlow",
        "name: Zoë Marlow",
        _SAM,
    ),
    Rule(
        "too-deep",
        "Fields stand inside each other at most 4 deep; lists, quotes and brackets of a text at most 20.",
        "Lists or groups stand inside each other too many times. This is nearly always a slip, like one "
        "bracket too many. A screen reader would say each step out loud. Take the extra brackets, hyphens "
        "or spaces away.",
        "places: [[[[Ashwick Green]]]]",
        "places: [Ashwick Green]",
        "pages/boroughs/ashwick.md",
    ),
    Rule(
        "too-dense",
        "A text is not full of signs, columns or terms.",
        "The text has very many signs, very many table columns, or no empty lines. It would be hard to read "
        "on a phone, and slow to turn into a page. Take signs away, put empty lines in, or make two pages "
        "of it.",
        "Text us and write ``````help`````` first.",
        "Text us and write **help** first.",
        _ABOUT,
        "text",
    ),
    Rule(
        "too-large",
        "A file stays below its size limit, and a site below those of its host.",
        "The file is larger than we take. It may have 256 kB, a text 100,000 letters, and a picture 20 MB. Even "
        "one large page is slow for somebody on a train. Make two pages of the text, or save the picture "
        "smaller. Hosts have limits too, such as for redirects: take out the oldest ones, or choose another host.",
    ),
    Rule(
        "too-long",
        "A line of text stays below 2,000 letters.",
        "A single line may have up to 2,000 letters. A longer one is a whole page in one field, and nobody "
        "reads that on a phone. Cut it down, or move it below the second line of three hyphens.",
        "availability: Most days, …",
        "availability: Most days, 10am to 4pm",
        _SAM,
    ),
    Rule(
        "too-many",
        "A list has at most 2,000 entries.",
        "A list has up to 2,000 entries. A longer one is most likely pasted in by mistake, and no reader "
        "would get to its end. Delete what is not needed.",
        "places: [Ashwick Green, …]",
        "places: [Ashwick Green, Tallow Hill]",
        "pages/boroughs/ashwick.md",
    ),
    Rule(
        "too-many-files",
        "A directory has at most 25,000 files.",
        "The folder has far more files than any site of ours. Most likely you named the wrong folder. Look "
        "at what you wrote after `--content`. If it is right, tell whoever looks after the program.",
    ),
    Rule(
        "too-many-lines",
        "The fields take at most 200 lines, a text at most 1,500.",
        "The fields may take up to 200 lines, and the text up to 1,500. Long pages hide the one thing that "
        "a person in a hurry needs. Move long words out of the fields and into the text, or make two pages.",
        "places:\n  - Ashwick Green\n  - …",
        "places:\n  - Ashwick Green\n  - Tallow Hill",
        "pages/boroughs/ashwick.md",
    ),
    Rule(
        "unexpected-file",
        "Every file stands in a folder that is read.",
        "The file stands where we do not look, or its name does not end in `.md`. So it would never be seen "
        "by anyone. Give it the right name, or move it to the right folder. If it is not for the site, keep "
        "it somewhere else.",
        "pages/opening-hours.txt",
        "pages/opening-hours.md",
        "pages/opening-hours.txt",
        "name",
    ),
    Rule(
        "unreadable-file",
        "Every file can be opened.",
        "The file is there, but it cannot be opened. It may be open in another program, or you may not be "
        "allowed to read it. Close it there and try again. If that does not help, ask whoever looks after "
        "the computer.",
    ),
    Rule(
        "yaml-feature",
        "Fields hold words, lists and groups; the special signs of YAML are not used.",
        "Some signs have a secret meaning at the start of a value, such as `&`, `*` and `!`. Words would "
        "then vanish from the page with no warning. If you meant the sign, put straight quotes round the "
        "value. If not, delete it.",
        "role: &role Liaison officer",
        "role: Liaison officer",
        _SAM,
    ),
    Rule(
        "yaml-syntax",
        "Each field is written as its name, a colon, a space and the value.",
        "Each field is its name, a colon, a space and the value. If one sign is out of place, the page "
        "cannot be made, and somebody would look for it in vain. Put straight quotes round a value that has "
        "a colon and a space in it, or that begins with `@`, `*`, `&`, `%` or `!`. Use spaces and not the "
        "Tab key.",
        "role:Liaison officer",
        "role: Liaison officer",
        _SAM,
    ),
)
