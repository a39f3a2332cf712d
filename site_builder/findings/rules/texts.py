"""Rules about texts, links and pictures that an editor can put right."""

from site_builder.findings.front_door import FRONT_DOOR
from site_builder.findings.rule import Rule, Severity

_ABOUT = "pages/about.md"
_HELP = "pages/who-can-help.md"

TEXTS = (
    Rule(
        "bad-contact-link",
        "A phone, text or email link works and reaches the number or address that its words show.",
        "The words of a link show one number or address, and the link leads to another. Somebody would call "
        "the wrong one. Write the same number in both places. In the link it has no spaces.",
        "Call [020 7946 0123](tel:02079460124).",
        "Call [020 7946 0123](tel:02079460123).",
        _ABOUT,
        "text",
        found_in="pages",
        keeps_safe=True,
    ),
    Rule(
        "bad-photo",
        "A picture can be read and is not too large.",
        "The picture cannot be opened, or it has more dots than we can draw. The page would show a gap "
        "where a face should be. Open it on your computer and save it again as JPEG, PNG or WebP. If it is "
        "huge, save it smaller.",
    ),
    Rule(
        "photo-metadata",
        "A photo holds the picture alone, and not where or with what it was taken.",
        "A phone writes into a photo where and when it was taken, and with what. The pages never show that, but it "
        "would stay in this folder and its history for good. Somebody could read from it where an officer lives. "
        f"`{FRONT_DOOR} --fix` cuts it out, and the picture stays as it is.",
        keeps_safe=True,
    ),
    Rule(
        "broken-fragment",
        "A link to a part of a page (after #) leads to a part that is there.",
        "The part of an address after `#` names a heading on the page. Here no heading has that name, so "
        "the link leads to the top and people have to search. Write the words of the heading in small "
        "letters, with hyphens for spaces.",
        "See [the times](#times).\n\n## When we are open\n\nMost days.",
        "See [the times](#when-we-are-open).\n\n## When we are open\n\nMost days.",
        _ABOUT,
        "text",
        found_in="pages",
    ),
    Rule(
        "broken-link",
        "Every link, picture and file of this site exists.",
        "The link leads nowhere. Somebody in a bad moment would end on a page that says sorry. Link to "
        "another page by the name of its file, and check the spelling. If the page is gone, take the link "
        "out.",
        "See [all the ways to report](reprot.md).",
        "See [all the ways to report](report.md).",
        _ABOUT,
        "text",
        found_in="pages",
    ),
    Rule(
        "empty-heading",
        "A heading has words.",
        "There is a heading sign and no words after it. A screen reader would say that there is a heading "
        "and then nothing. Write the words, or delete the line.",
        "##\n\nWe are a small team.",
        "## Who we are\n\nWe are a small team.",
        _ABOUT,
        "text",
    ),
    Rule(
        "empty-link",
        "Every link and button has words.",
        "The link has no words, so nobody can see it or hear where it goes. Write what it leads to between "
        "the square brackets.",
        "See [](report.md).",
        "See [all the ways to report](report.md).",
        _ABOUT,
        "text",
        found_in="pages",
    ),
    Rule(
        "hard-to-read",
        "A child of eleven can read a page.",
        "The words and sentences of this page are long, taken all together. People read it in a bad moment, "
        "some of them in a language they learnt late. Cut long sentences in two, and use words that you "
        "would say aloud. It is a notice: the page is still published.",
        "Following completion of the registration documentation, administrative personnel …",
        "Fill in the form. Then somebody rings you.",
        _ABOUT,
        "text",
        weight=Severity.NOTICE,
        level="adjustable",
    ),
    Rule(
        "heading-level",
        "A heading in a text begins with two hash signs. Only the title of the page stands above.",
        "The title of the page is the one main heading. It comes from the field `title`. People who listen "
        "to the page use it to know where they are. So begin headings in the text with two signs: `##`.",
        "# Who we are\n\nWe are a small team.",
        "## Who we are\n\nWe are a small team.",
        _ABOUT,
        "text",
    ),
    Rule(
        "heavy-page",
        "A page stays light: 12 kB in 4 files, of them 7 kB for the page itself.",
        "The page is too heavy. On an old phone or a train it would come up slowly, and somebody may need "
        "it right now. Cut the text, or make two pages of it. If you changed no text, tell whoever looks "
        "after the theme.",
        found_in="pages",
        level="adjustable",
    ),
    Rule(
        "heavy-photo",
        "A photograph weighs at most 40 kB.",
        "The picture is too heavy for a phone on a weak line, even after we made it small. Pick a calmer "
        "picture, or save it at a lower quality. If that does not help, tell whoever looks after the "
        "program.",
        found_in="pages",
        level="adjustable",
    ),
    Rule(
        "link-elsewhere",
        "A link whose words are an address leads to that address.",
        "The words of the link are one web address, and the link leads to another. People would think that "
        "they go somewhere else than they do. Most often the words were changed and the link was not. Write "
        "the same address in both places, or words in place of the address.",
        "See [www.galop.org.uk](https://www.example.org/).",
        "See [www.galop.org.uk](https://www.galop.org.uk/).",
        _ABOUT,
        "text",
    ),
    Rule(
        "long-sentence",
        "A sentence has at most 25 words.",
        "A sentence of more than 25 words is hard to hold in your head. Make two or three of it, or a list. "
        "It is a notice: the page is still published.",
        "You can ring us on any day of the week, and if nobody picks up you can leave a message with your "
        "name and a time that is good for you.",
        "You can ring us on any day. If nobody picks up, leave a message.",
        _ABOUT,
        "text",
        weight=Severity.NOTICE,
        level="adjustable",
    ),
    Rule(
        "missing-table-headings",
        "Each table has a row of headings.",
        "The table has no row of headings. Who listens to the page hears the cells with no clue what they "
        "mean. Write the table with a first row that says what is in each column.",
        "<table><tbody>\n<tr><td>Monday</td><td>10am to 4pm</td></tr>\n</tbody></table>",
        "| Day | Open |\n| --- | --- |\n| Monday | 10am to 4pm |",
        _ABOUT,
        "text",
        found_in="pages",
    ),
    Rule(
        "pasted-signs",
        "Lists, links and bold words are written so that they become what they look like.",
        "The text came from Word, a mail or a web page. It has signs for lists, tables or bold words that "
        "only look right there. On the page they would run together, or be shown as signs. Write the line as "
        "the finding says. A build with `--fix` does it for you where nothing is in doubt.",
        "• your phone",
        "- your phone",
        _ABOUT,
        "text",
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "private-address",
        "Anyone can open each address on the site.",
        "The address works on your own computer, or in your office, and nowhere else. It may come from the "
        "preview, from a shared drive or from the pages for staff. Write the name of the file for a page of "
        "this site. For others, write an address that works for everybody.",
        "See [all the ways to report](http://127.0.0.1:5500/report/).",
        "See [all the ways to report](report.md).",
        _ABOUT,
        "text",
    ),
    Rule(
        "repeated-description",
        "No two pages have the same description.",
        "Two pages have the same summary. Search engines show it below the title, so people could not tell "
        "the two apart. Say in each file what is on that page alone.",
        "summary: How we work.",
        "summary: Who can help you, and how.",
        _HELP,
        found_in="pages",
    ),
    Rule(
        "repeated-title",
        "No two pages have the same title.",
        "Two pages have the same title. In a list of tabs, or in a search, people could not tell them "
        "apart. Give each page a title of its own.",
        "title: How we work",
        "title: Who can help",
        _HELP,
        found_in="pages",
    ),
    Rule(
        "shared-document",
        "A link leads to a page, not to where people write a document.",
        "The link opens a document in the program in which it is written, or asks people to log in. Readers "
        "would stand before a closed door, or could see who wrote it. Publish the document as a page or a "
        "PDF. Then write the address of that.",
        "See [the words](https://docs.google.com/document/d/1a/edit).",
        "See [the words](https://www.example.org/words.pdf).",
        _ABOUT,
        "text",
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "skipped-heading",
        "Headings go down one level at a time.",
        "The heading goes down more than one step at once. People who listen to a page move from heading to "
        "heading, and would think that they missed one. Take signs away until there is one more than in the "
        "heading above.",
        "## Before the day\n\n#### What to bring\n\nA friend.",
        "## Before the day\n\n### What to bring\n\nA friend.",
        _ABOUT,
        "text",
        found_in="pages",
    ),
    Rule(
        "tracked-address",
        "An address tells nobody who follows it or who sent it.",
        "The address has more in it than the page needs. What comes after the question mark tells the other "
        "site where you found it, or even who you are. Delete that part. The page stays the same.",
        "See [Galop](https://www.galop.org.uk/?utm_source=newsletter).",
        "See [Galop](https://www.galop.org.uk/).",
        _ABOUT,
        "text",
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "unreadable-text",
        "A text can be read as Markdown.",
        "The text cannot be turned into a page. Something in it, most likely a row of odd signs, is more "
        "than the program can take. Take out half of the text and build again, to find the place. Then tell "
        "whoever looks after the program.",
    ),
    Rule(
        "unsafe-html",
        "A text holds no HTML that could do harm, and none that would be taken out.",
        "There is HTML in the text that could do harm, or that would be left out of the page. Then words "
        "might vanish and nobody would know. Write it in Markdown, as the content guide shows, or delete "
        "it.",
        "<u>Call first.</u>",
        "**Call first.**",
        _ABOUT,
        "text",
    ),
    Rule(
        "unsafe-link",
        "A link leads to a page, an address or a number, and never runs a script.",
        "A link may lead to a page, a number or an email address. This one leads somewhere else: to a file "
        "on your own computer, say, or to a hidden command. It would not work for the public, or could harm "
        "them. Write the web address, or take the link out.",
        "Read [our leaflet](file:///C:/leaflet.pdf).",
        "Read [our leaflet](https://www.example.org/leaflet.pdf).",
        _ABOUT,
        "text",
    ),
    Rule(
        "vague-link",
        "The words of a link say where it leads.",
        "People who listen to a page jump from link to link. A row of links that all say “here” is no use to "
        "them. Say what the link leads to.",
        "For all the ways to report, [click here](report.md).",
        "See [all the ways to report](report.md).",
        _ABOUT,
        "text",
        weight=Severity.NOTICE,
        level="adjustable",
    ),
    Rule(
        "word-to-avoid",
        "Words are plain, and kind to the people they are about.",
        "The word is one of an office, or one that hurts. Some words put the blame on the person who was "
        "attacked. Others are old names that people do not use of themselves. We have our own list, with a "
        "better word for each. What you quote from others is left alone.",
        "Tell us prior to your visit.",
        "Tell us before your visit.",
        _ABOUT,
        "text",
        weight=Severity.NOTICE,
        level="adjustable",
    ),
    Rule(
        "wrapped-address",
        "A link goes straight to its page, and nobody in between sees who follows it.",
        "The link goes first to a firm that notes who follows it: it may come from a mail, a search or a "
        "short link. It may even hold the name of the person who got the mail. Open it, and copy the "
        "address of the page where you end up.",
        "See [Galop](https://www.google.com/url?q=https://www.galop.org.uk/).",
        "See [Galop](https://www.galop.org.uk/).",
        _ABOUT,
        "text",
    ),
)
