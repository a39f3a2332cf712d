"""The finder: what it answers, how it is used without a mouse or without sight, and that it tells nobody."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.places_list import unpack_places

THEME_DIR = Path(__file__).resolve().parent.parent / "themes" / "liaison"
LABEL = "Your borough, area or postcode"

#: What is typed, and what the answer must say: its sentences, then the names of its cards, then its smaller links.
ANSWERS = [
    # Boroughs, their short forms and how people write them
    ("Lambeth", "One borough matches “Lambeth”.", ["Lambeth"]),
    ("lambeth ", "One borough matches “lambeth”.", ["Lambeth"]),
    ("London Borough of Lambeth", "One borough matches", ["Lambeth"]),
    ("Lambeth council", "One borough matches", ["Lambeth"]),
    ("H&F", "One borough matches “H&F”.", ["Hammersmith and Fulham"]),
    ("h & f", "One borough matches", ["Hammersmith and Fulham"]),
    ("Hammersmith & Fulham", "One borough matches", ["Hammersmith and Fulham"]),
    ("K&C", "One borough matches", ["Kensington and Chelsea"]),
    ("LBTH", "One borough matches", ["Tower Hamlets"]),
    ("Kingston", "One borough matches", ["Kingston upon Thames"]),
    ("kingston on thames", "One borough matches", ["Kingston upon Thames"]),
    ("Richmond", "One borough matches", ["Richmond upon Thames"]),
    # Places
    ("Brixton", "Brixton is in Lambeth.", ["Lambeth"]),
    ("Brixton, London", "Brixton is in Lambeth.", ["Lambeth"]),
    ("St Johns Wood", "St John's Wood is in Westminster.", ["Westminster"]),
    ("saint john’s wood", "St John's Wood is in Westminster.", ["Westminster"]),
    ("ST. JOHN'S WOOD", "St John's Wood is in Westminster.", ["Westminster"]),
    (
        "King's Cross",
        "King's Cross is in two boroughs: Camden and Islington. Which is nearer?",
        ["Camden", "Islington"],
    ),
    (
        "Woodford Green",
        "Woodford Green is in two boroughs: Redbridge and Waltham Forest. Which is nearer?",
        ["Redbridge", "Waltham Forest"],
    ),
    ("Crystal Palace", "is in four boroughs", ["Bromley", "Croydon", "Lambeth", "Southwark"]),
    ("finsbury park", "is in three boroughs", ["Hackney", "Haringey", "Islington"]),
    # Different places of one name
    (
        "Hayes",
        "Two places are called Hayes: in Bromley and Hillingdon.",
        ["Hayes in Bromley", "Hayes in Hillingdon"],
    ),
    ("haye", "Two places are called Hayes", ["Hayes in Bromley", "Hayes in Hillingdon"]),
    ("Hayes in Brom", "Hayes is in Bromley.", ["Hayes in Bromley"]),
    ("hayes hillingdon", "Hayes is in Hillingdon.", ["Hayes in Hillingdon"]),
    ("Plaistow", "Two places are called Plaistow", ["Plaistow in Bromley", "Plaistow in Newham"]),
    ("Grove Park", "Two places", ["Grove Park in Hounslow", "Grove Park in Lewisham"]),
    ("Belmont", "Two places", ["Belmont in Harrow", "Belmont in Sutton"]),
    ("Church End", "Two places", ["Church End in Barnet", "Church End in Brent"]),
    # Half a name
    ("Brixt", "One borough matches “Brixt”.", ["Lambeth"]),
    ("clap", "Three boroughs match “clap”.", ["Lambeth", "Wandsworth", "Hackney"]),
    ("junction", "Two boroughs match “junction”.", ["Wandsworth", "Lambeth"]),
    # Slips of the finger
    ("Brixten", "Did you mean Brixton?", ["Lambeth"]),
    ("Lewishm", "Did you mean Lewisham?", ["Lewisham"]),
    ("Islingtn", "Did you mean Islington?", ["Islington"]),
    ("Hackny", "Did you mean Hackney?", ["Hackney"]),
    ("Tottenam", "Did you mean Tottenham?", ["Haringey"]),
    ("Grenich", "Did you mean Greenwich?", ["Greenwich"]),
    ("Brxiton", "Did you mean Brixton?", ["Lambeth"]),
    ("towerhamlets", "Did you mean Tower Hamlets?", ["Tower Hamlets"]),
    ("Harrow Road", "Did you mean Harrow Weald or Harrow?", ["Harrow"]),
    # Police forces
    ("tube", "British Transport Police", ["British Transport Police"]),
    ("TRAIN", "British Transport Police", ["British Transport Police"]),
    ("DLR", "British Transport Police", ["British Transport Police"]),
    ("Elizabeth line", "British Transport Police", ["British Transport Police"]),
    ("brixton station", "Did you mean Brixton?", ["British Transport Police", "Lambeth"]),
    ("Liverpool Street station", "Liverpool Street", ["British Transport Police", "City of London"]),
    ("Liverpool Street", "Liverpool Street is in City of London.", ["City of London"]),
    ("city", "boroughs match", ["City of London Police", "City of London"]),
    ("bus", "", ["Metropolitan Police Service"]),
    # Postcodes and their districts
    ("SW9 8HE", "SW9 8HE is in Lambeth.", ["Lambeth"]),
    ("sw98he", "SW9 8HE is in Lambeth.", ["Lambeth"]),
    (" s W 9 8-h e", "SW9 8HE is in Lambeth.", ["Lambeth"]),
    ("12 Brixton Road SW9 6BU", "SW9 6BU is in Lambeth.", ["Lambeth"]),
    ("SEI 7PB", "SE1 7PB is in Lambeth. We read this as SE1 7PB.", ["Lambeth"]),
    ("SW9 BHE", "SW9 is in Lambeth.", ["Lambeth"]),
    ("SW9", "SW9 is in Lambeth.", ["Lambeth"]),
    ("SW9 8", "SW9 is in Lambeth.", ["Lambeth"]),
    ("SE1", "SE1 is in two boroughs: Southwark and Lambeth. Which is nearer?", ["Southwark", "Lambeth"]),
    ("SW9 3AA", "There is no postcode that begins SW9 3.", ["Lambeth"]),
    ("SW9 3", "There is no postcode that begins SW9 3.", ["Lambeth"]),
    ("EC1", "EC1 is in four boroughs", ["City of London", "Islington", "Camden", "Hackney"]),
    ("ZZ1", "No postcode in London begins ZZ1.", []),
    ("M1 1AE", "No postcode in London begins M1.", []),
    # Outside London, by district and by postcode
    ("TN13", "TN13 is outside London. Kent Police covers it.", ["Kent Police"]),
    ("TN13 1AA", "TN13 1AA is outside London. Kent Police covers it.", ["Kent Police"]),
    ("BR8", "BR8 is in Bromley, and partly outside London (Kent Police).", ["Kent Police", "Bromley"]),
    # A letter for a digit, where only the digit can stand
    ("SEI OAA", "We read this as SE1 0AA.", ["Southwark"]),
    ("NI IAA", "We read this as N1 1AA.", ["Islington"]),
    ("E1O", "E10 is in", []),
    ("SE1 O", "SE1 is in two boroughs", ["Southwark", "Lambeth"]),
    ("1G1 2AB", "IG1", ["Redbridge"]),
    ("HAO", "HA0 is in", ["Brent"]),
    ("WCIN", "WC1N is in", ["Camden"]),
    ("IGll", "IG11 is in", ["Barking and Dagenham"]),
    ("bri", "boroughs match “bri”", []),
    # What a visitor separates stays separate
    ("E1 2", "E1 is in", ["Tower Hamlets"]),
    ("E1 7A", "E1 is in", ["Tower Hamlets"]),
    ("e8, e9", "E9 is in", ["Hackney"]),
    ("SW9 88HE", "SW9 is in Lambeth.", ["Lambeth"]),
    ("S W 9", "SW9 is in Lambeth.", ["Lambeth"]),
    # Danger, and nothing
    ("999", "In danger now? Call 999.", []),
    ("help", "In danger now? Call 999.", []),
    ("I was attacked in Brixton", "In danger now? Call 999.", ["Lambeth"]),
    ("attack near SW9 8HE", "In danger now? Call 999. SW9 8HE is in Lambeth.", ["Lambeth"]),
    ("Paris", "We do not know “Paris”. Check the spelling", []),
    ("12345", "We do not know “12345”.", []),
    ("xyz <b>", "We do not know “xyz <b>”.", []),
]
#: What people write around a postcode, a district or a name, which changes nothing in the answer.
AROUND = [
    "{}, UK",
    "{}, United Kingdom",
    "{} England",
    "{}, London",
    "{},London,Great Britain",
    "  ,{}. ",
    "{} uk gb",
]
BEFORE = ["10 Example Road, London {}", "Flat 3, 1 High St\t{}", "Flat E1, 10 Example Road,{}"]
#: Other scripts and signs: Hackney, Camden, Westminster in Cyrillic, Arabic, Chinese, Devanagari, Hebrew, Greek, Thai.
OTHER_SCRIPTS = ["Хакни", "كامدن", "威斯敏斯特", "हैकनी", "האקני", "Χάκνεϊ", "แฮกนีย์", "Хакни London"]
SIGNS = ["?", "…", "😀", "£", "'", "٩"]
SMALLER = [
    ("SE1", "A few addresses are in:", ["Westminster"]),
    ("Ham", "Or did you mean:", ["East Ham in Newham"]),
    ("Brixton", "Near the edge? Also:", ["Southwark", "Wandsworth"]),
    ("Chislehurst", "Near the edge? Also:", ["Outside London: Kent Police"]),
]
STATES = {
    "empty": "",
    "one": "SW9 8HE",
    "two": "Hayes",
    "many": "e",
    "a guess": "Brixten",
    "nothing": "Paris",
    "a force": "tube",
    "outside": "BR8",
    "elsewhere": "M1 1AE",
    "danger": "help",
}

LOOKS = {
    "light on a phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "forced colours": {"forced_colors": "active", "viewport": {"width": 1280, "height": 900}},
}


@pytest.fixture(scope="module")
def files(real_site: Path) -> dict[str, Any]:
    """The finder's data in the built site, by name."""
    found = {path.name.split(".")[0]: path for path in (real_site / "assets").glob("*.[bj]*n")}
    read = {name: json.loads(found[name].read_text("utf-8")) for name in ("places", "districts")}
    return read | {
        "unpacked": unpack_places(found["places"].read_text("utf-8")),
        "postcodes": base64.b64encode(found["postcodes"].read_bytes()).decode(),
    }


@pytest.fixture(scope="module")
def gazetteer(browser: Browser, serve: Callable[..., Any], files: dict[str, Any]) -> Iterator[Page]:
    """An open page in which ``answer(text)`` asks the finder's own modules, with the site's data."""
    with serve(THEME_DIR) as base_url:
        page = browser.new_page()
        page.goto(f"{base_url}/")
        page.evaluate(
            """async ({ places, districts, postcodes }) => {
              const { Gazetteer } = await import("/scripts/finder/gazetteer.js");
              const { PostcodeTable } = await import("/scripts/postcodes/postcodes.js");
              const { Districts } = await import("/scripts/postcodes/districts.js");
              const { slips, plain } = await import("/scripts/finder/spelling.js");
              const { WORDS } = await import("/scripts/finder/words.js");
              const bytes = Uint8Array.from(atob(postcodes), (sign) => sign.charCodeAt(0));
              const gazetteer = new Gazetteer(places);
              const table = new PostcodeTable(bytes);
              const known = new Districts(districts);
              const answer = (text) => gazetteer.answer(text, known, table);
              Object.assign(globalThis, { gazetteer, districts: known, table, answer, slips, plain, WORDS });
            }""",
            files,
        )
        yield page
        page.close()


def ask(gazetteer: Page, typed: str) -> dict[str, Any]:
    """Return the answer to what is typed, with everything loaded."""
    found: dict[str, Any] = gazetteer.evaluate("(typed) => answer(typed)", typed)
    return found


def said(answer: dict[str, Any]) -> str:
    """Return the sentences of an answer."""
    return " ".join([answer["lead"], *answer.get("notes", [])])


def titles(answer: dict[str, Any]) -> list[str]:
    """Return what the candidates of an answer are called."""
    return [card.get("title", card["name"]) for card in answer.get("cards", [])]


@pytest.mark.parametrize(("typed", "words", "expected"), ANSWERS, ids=[typed for typed, _, _ in ANSWERS])
def test_an_answer_says_what_is_known(typed: str, words: str, expected: list[str], gazetteer: Page) -> None:
    answer = ask(gazetteer, typed)
    assert words in said(answer)
    found = titles(answer)
    assert found[: len(expected)] == expected
    assert found or not expected


def wide(text: str) -> str:
    """Return a text in the wide letters of Chinese and Japanese keyboards."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@pytest.mark.parametrize("asked", ["SW9 8HE", "sw98he", "SW9", "SE1 7", "Brixton", "Lambeth", "SEI 7PB"])
def test_what_stands_around_a_postcode_or_a_name_changes_nothing(asked: str, gazetteer: Page) -> None:
    expected = titles(ask(gazetteer, asked))
    around = [one.format(asked) for one in AROUND] + [wide(asked), asked.replace(" ", "\u00a0")]
    if any(sign.isdigit() for sign in asked):
        around += [one.format(two) for one in BEFORE for two in around] + [f"Brixton {asked}"]
    for typed in (*around, wide(asked)):
        assert titles(ask(gazetteer, typed)) == expected, typed


@pytest.mark.parametrize("typed", OTHER_SCRIPTS + SIGNS)
def test_what_no_name_is_written_with_gets_an_answer_in_words_and_ways_on(
    typed: str, gazetteer: Page
) -> None:
    answer = ask(gazetteer, typed)
    assert answer["isLost"]
    assert answer["lead"] == f"We do not know “{typed}”. Type it in English letters, or choose from the list."


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "somebody is following me",
            "raped",
            "9 9 9",
            "SOS",
            "threatened",
            "beaten up",
            "a stalker",
            "mugged",
        ),
        *("knife", "I want to kill myself", "suicidal", "injured", "bleeding", "violence", "I am scared"),
    ],
)
def test_words_of_danger_lead_to_999(typed: str, gazetteer: Page) -> None:
    answer = ask(gazetteer, typed)
    assert (answer["lead"], answer["isDanger"], answer["isLost"]) == ("In danger now? Call 999.", True, True)


def test_no_name_of_a_place_sounds_like_danger(gazetteer: Page, files: dict[str, Any]) -> None:
    for name in (*files["unpacked"]["places"], *(one["name"] for one in files["unpacked"]["boroughs"])):
        assert not ask(gazetteer, name).get("isDanger"), name


@pytest.mark.parametrize("typed", ["help", "attack", "Assault", "I was attacked in Brixton", "help sw9 8he"])
def test_danger_leads_to_999_and_then_to_everything_else(
    typed: str, open_finder: Callable[..., "Finder"]
) -> None:
    finder = open_finder()
    finder.field.fill(typed)
    expect(finder.lead).to_have_text("In danger now? Call 999.")
    expect(
        finder.root.locator(".finder__answer").get_by_role("link", name="See all ways to get help")
    ).to_have_attribute("href", re.compile("/report/$"))
    shown = finder.root.locator(".finder__answer").get_by_role("link").all_inner_texts()
    assert shown[0] == "Call 999"
    assert "Call 101" in shown[1:]


@pytest.mark.parametrize(("typed", "words", "expected"), SMALLER, ids=[typed for typed, _, _ in SMALLER])
def test_what_else_it_could_be_is_offered_below(
    typed: str, words: str, expected: list[str], gazetteer: Page
) -> None:
    answer = ask(gazetteer, typed)
    assert answer["linksLead"] == words
    assert set(expected) <= {link["text"] for link in answer["links"]}


def test_every_borough_answers_to_its_name_and_its_short_forms(
    gazetteer: Page, files: dict[str, Any]
) -> None:
    for borough in files["unpacked"]["boroughs"]:
        for name in (borough["name"], *borough["short"]):
            assert borough["name"] in titles(ask(gazetteer, name)), name


def test_every_place_answers_with_each_of_its_boroughs(gazetteer: Page, files: dict[str, Any]) -> None:
    boroughs, places = files["unpacked"]["boroughs"], files["unpacked"]["places"]
    answers = gazetteer.evaluate("(all) => all.map(answer)", list(places))
    for (name, areas), answer in zip(places.items(), answers, strict=True):
        urls = {card["url"] for card in answer["cards"]}
        assert {boroughs[area]["url"] for area in areas} <= urls, name
        assert "Did you mean" not in answer["lead"], name


def test_every_place_is_found_with_one_letter_left_out(gazetteer: Page, files: dict[str, Any]) -> None:
    places = {name: areas for name, areas in files["unpacked"]["places"].items() if len(name) >= 7}
    answers = gazetteer.evaluate("(all) => all.map(answer)", [name[:3] + name[4:] for name in places])
    boroughs = files["unpacked"]["boroughs"]
    missed = []
    for (name, areas), answer in zip(places.items(), answers, strict=True):
        offered = {one.get("url") for one in [*answer["cards"], *answer.get("links", [])]}
        missed += [] if {boroughs[area]["url"] for area in areas} <= offered else [name]
    assert missed == []


def test_every_district_answers_with_each_of_its_areas(gazetteer: Page, files: dict[str, Any]) -> None:
    places = files["unpacked"]
    names = [area["name"] for area in [*places["boroughs"], *places["outside"]]]
    for code, (main, few) in files["districts"].items():
        answer = ask(gazetteer, code)
        shown = titles(answer) + [
            link["text"].removeprefix("Outside London: ") for link in answer.get("links", [])
        ]
        assert {names[area] for area in (*main, *few)} <= set(shown), code


def test_no_answer_to_anything_is_empty(gazetteer: Page) -> None:
    for typed in (
        "q",
        "zz",
        "'",
        "£",
        "1",
        "0O0",
        "SW",
        "E1 1",
        "a b c",
        "x" * 500,
        "(",
        "\\",
        "SW9 8HE SW9",
        "constructor",
    ):
        answer = ask(gazetteer, typed)
        assert answer is None or answer["lead"], typed
        if typed.isalnum():
            assert answer is not None, typed


def test_a_postcode_without_an_authority_says_that_we_cannot_tell(gazetteer: Page) -> None:
    answer = gazetteer.evaluate("gazetteer.answer('SW9 8HE', districts, { find: () => gazetteer.unknown })")
    assert said(answer).startswith("SW9 is in Lambeth. We cannot tell which borough SW9 8HE is in")
    assert titles(answer) == ["Lambeth"]


def test_without_the_table_the_district_answers_and_says_why(gazetteer: Page) -> None:
    answer = gazetteer.evaluate("gazetteer.answer('SE1 7PB', districts, WORDS.noTable)")
    assert "did not load" in said(answer)
    assert titles(answer) == ["Southwark", "Lambeth"]


def test_without_the_districts_a_postcode_says_what_to_type_instead(gazetteer: Page) -> None:
    answer = gazetteer.evaluate("gazetteer.answer('SE1 7PB', WORDS.noDistricts, WORDS.noTable)")
    assert "Type the name of a place instead." in said(answer)
    assert answer["isLost"]


def test_a_site_without_postcodes_takes_one_for_a_name_and_says_nothing_of_postcodes(gazetteer: Page) -> None:
    answer = gazetteer.evaluate("gazetteer.answer('SE1 7PB', '', '')")
    assert said(answer).startswith("We do not know “SE1 7PB”.")


@pytest.mark.parametrize(
    ("typed", "name", "slips"),
    [
        ("brixton", "brixton", 0),
        ("brixten", "brixton", 1),
        ("brxiton", "brixton", 1),
        ("brixto", "brixton", 0.5),
        ("brixtons", "brixton", 1),
        ("paris", "brixton", None),
        ("ova", "oval", None),
    ],
)
def test_slips_are_counted_as_people_make_them(
    typed: str, name: str, slips: float | None, gazetteer: Page
) -> None:
    counted = gazetteer.evaluate("([typed, name]) => slips(typed, name)", [typed, name])
    assert counted == (float("inf") if slips is None else slips)


def test_long_lists_are_cut_and_say_how_many_are_left(gazetteer: Page) -> None:
    answer = ask(gazetteer, "e")
    assert len(answer["cards"]) == 8
    assert re.fullmatch(r"And \d+ more\. Type more letters to see fewer\.", answer["notes"][0])


# The field in the page


class Finder:
    """The finder in an open page, used as people use it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.field = page.get_by_label(LABEL)
        self.root = page.locator(".finder")
        self.lead = self.root.locator(".finder__lead")
        self.names = self.root.locator(".officer-card__name a")
        self.status = self.root.locator("[aria-live]")

    def type(self, text: str) -> None:
        """Type, and wait for the answer."""
        self.field.press_sequentially(text)
        if text.strip():
            expect(self.lead).not_to_contain_text("One moment")
            expect(self.lead).to_be_visible()


@pytest.fixture
def open_finder(
    browser: Browser, serve: Callable[..., Any], real_site: Path
) -> Iterator[Callable[..., Finder]]:
    """Open the finder in a fresh browser context; anything a context takes may be given."""
    contexts = []
    with serve(real_site) as base_url:

        def open_it(
            url: str = "/find/", before: Callable[[Page], object] = lambda page: None, **options: Any
        ) -> Finder:
            context = browser.new_context(**options)
            contexts.append(context)
            page = context.new_page()
            before(page)
            page.goto(base_url + url)
            return Finder(page)

        yield open_it
        for context in contexts:
            context.close()


@pytest.mark.parametrize("url", ["/", "/find/"])
def test_a_postcode_leads_to_the_borough_at_once(url: str, open_finder: Callable[..., Finder]) -> None:
    finder = open_finder(url)
    finder.type("SW9 8HE")
    expect(finder.lead).to_have_text("SW9 8HE is in Lambeth.")
    expect(finder.names).to_have_text("Lambeth")
    expect(finder.status).to_have_text("SW9 8HE is in Lambeth. Nobody listed yet. Ask for one on 101.")
    expect(finder.root.get_by_role("link", name="Call 101")).to_have_attribute("href", "tel:101")
    finder.names.click()
    expect(finder.page).to_have_url(re.compile(r"/boroughs/lambeth/$"))


def test_the_number_to_call_is_three_steps_away_without_a_mouse(open_finder: Callable[..., Finder]) -> None:
    finder = open_finder()
    finder.field.focus()
    finder.type("SW9 8HE")
    finder.page.keyboard.press("Enter")
    expect(finder.lead).to_be_focused()
    finder.page.keyboard.press("Tab")
    expect(finder.names.first).to_be_focused()
    finder.page.keyboard.press("Tab")
    expect(finder.root.get_by_role("link", name="Call 101")).to_be_focused()


def test_arrows_home_and_end_move_between_the_field_and_the_results(
    open_finder: Callable[..., Finder],
) -> None:
    finder = open_finder()
    finder.field.focus()
    finder.type("clap")
    press = finder.page.keyboard.press
    for key, place in (
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("End", 2),
        ("ArrowDown", 2),
        ("ArrowUp", 1),
        ("Home", 0),
    ):
        press(key)
        expect(finder.names.nth(place)).to_be_focused()
    press("ArrowUp")
    expect(finder.field).to_be_focused()
    press("ArrowUp")
    expect(finder.field).to_be_focused()


def test_escape_clears_and_comes_back_to_the_field(open_finder: Callable[..., Finder]) -> None:
    finder = open_finder()
    finder.field.focus()
    finder.type("clap")
    finder.page.keyboard.press("ArrowDown")
    finder.page.keyboard.press("Escape")
    expect(finder.field).to_be_focused()
    expect(finder.field).to_have_value("")
    expect(finder.names).to_have_count(0)
    finder.page.keyboard.press("Escape")
    expect(finder.field).to_be_focused()
    finder.type("brixton")
    expect(finder.lead).to_have_text("Brixton is in Lambeth.")


def test_the_answer_is_announced_once_nobody_types_any_more(open_finder: Callable[..., Finder]) -> None:
    finder = open_finder()
    finder.field.focus()
    expect(finder.status).to_be_empty()
    finder.page.evaluate(
        """() => {
          globalThis.heard = [];
          const status = document.querySelector(".finder [aria-live]");
          const listen = () => status.textContent && heard.push(status.textContent);
          new MutationObserver(listen).observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    finder.type("SE1")
    expect(finder.status).to_have_text(re.compile("^SE1 is in two boroughs: Southwark and Lambeth"))
    expect(finder.status).to_be_empty()  # whoever reads on meets what is seen alone
    expect(finder.lead).to_be_visible()
    assert finder.page.evaluate("heard.length") == 1
    assert finder.page.evaluate("heard.at(-1)").startswith("SE1 is in two boroughs")


def test_the_first_sentence_stays_the_same_element_while_somebody_types(
    open_finder: Callable[..., Finder],
) -> None:
    """Orca keeps its place in it; where that place is gone it does not say the link to which Tab leads."""
    finder = open_finder()
    finder.type("b")
    finder.lead.evaluate("(lead) => { lead.isFirst = true; }")
    finder.type("rixton")
    assert finder.lead.evaluate("(lead) => lead.isFirst")
    expect(finder.lead).to_have_text("Brixton is in Lambeth.")


def test_words_typed_before_the_script_arrives_are_answered(open_finder: Callable[..., Finder]) -> None:
    def hold(page: Page) -> None:
        page.route("**/assets/finder.*.js", lambda route: (page.wait_for_timeout(300), route.continue_()))

    finder = open_finder(before=hold)
    finder.field.press_sequentially("brixton")
    expect(finder.lead).to_have_text("Brixton is in Lambeth.")


class HeldFile:
    """A file of the site that is asked for and stays away until the test lets it fail."""

    def __init__(self, pattern: str) -> None:
        self.pattern = f"**/assets/{pattern}"
        self.waiting: list[Route] = []

    def hold(self, page: Page) -> None:
        page.route(self.pattern, self._keep)

    def _keep(self, route: Route) -> None:
        self.waiting.append(route)

    def fail(self, page: Page) -> None:
        """Let what was asked for fail, once it was asked for, and wait until the page has noticed."""
        while not self.waiting:
            page.wait_for_timeout(10)
        with page.expect_event("requestfailed"):
            self.waiting.pop().abort()
        page.wait_for_function("new Promise((done) => setTimeout(done, 50, true))")


@pytest.mark.parametrize("is_typed_first", [True, False], ids=["typed, then failed", "failed, then typed"])
@pytest.mark.parametrize("file", ["finder.*.js", "places.*.json"])
def test_when_a_file_does_not_load_whoever_typed_is_told_and_typing_tries_again(
    file: str, is_typed_first: bool, open_finder: Callable[..., Finder]
) -> None:
    held = HeldFile(file)
    finder = open_finder(before=held.hold)
    sorry = finder.root.locator("[data-failed]")
    if not is_typed_first:
        held.fail(finder.page)
        expect(sorry).to_be_hidden()
    finder.field.press_sequentially("brix")
    expect(sorry).to_be_hidden()
    finder.field.blur()  # as when the keyboard of a phone is put away
    held.fail(finder.page)
    expect(sorry).to_be_visible()
    expect(finder.root.get_by_role("link", name="Boroughs from A to Z")).to_be_visible()
    finder.page.unroute(held.pattern)
    if file.startswith("places"):
        finder.field.fill("brixton")
        expect(finder.lead).to_have_text("Brixton is in Lambeth.")
        expect(sorry).to_be_hidden()


def test_when_the_table_does_not_load_the_district_answers(open_finder: Callable[..., Finder]) -> None:
    finder = open_finder(
        before=lambda page: page.route("**/assets/postcodes.*.bin", lambda route: route.abort())
    )
    finder.type("SE1 7PB")
    expect(finder.root).to_contain_text("did not load, so this is for the whole district")
    expect(finder.names).to_have_text(["Southwark", "Lambeth"])


def test_when_what_reads_postcodes_does_not_load_names_still_answer(
    open_finder: Callable[..., Finder],
) -> None:
    finder = open_finder(
        before=lambda page: page.route("**/assets/postcodes.*.js", lambda route: route.abort())
    )
    finder.type("SE1 7PB")
    expect(finder.lead).to_have_text("The list of postcodes did not load. Type the name of a place instead.")
    finder.field.fill("Brixton")
    expect(finder.names).to_have_text(["Lambeth"])


def test_without_scripts_the_field_is_gone_and_the_links_are_there(
    open_finder: Callable[..., Finder],
) -> None:
    finder = open_finder(java_script_enabled=False)
    expect(finder.field).to_be_hidden()
    expect(finder.root.get_by_role("link", name="Boroughs from A to Z")).to_be_visible()
    expect(finder.root.get_by_role("link", name="postcode districts")).to_be_visible()


# What is typed stays here


def requests_for(open_finder: Callable[..., Finder], typed: str) -> tuple[list[str], Finder]:
    """Return every request of a search, without the address of the test's own server."""
    seen: list[Request] = []

    def note(request: Request) -> None:
        seen.append(request)

    finder = open_finder("/", before=lambda page: page.on("request", note))
    finder.type(typed)
    finder.page.keyboard.press("Enter")
    finder.page.wait_for_load_state("networkidle")
    return [f"{one.method} {re.sub(r'^https?://[^/]+', '', one.url)} {one.post_data}" for one in seen], finder


@pytest.mark.parametrize(("one", "another"), [("Brixton", "Paris"), ("SW9 8HE", "M1 1AE"), ("hayes", "help")])
def test_two_searches_of_a_kind_ask_the_network_for_the_same(
    one: str, another: str, open_finder: Callable[..., Finder]
) -> None:
    first, _ = requests_for(open_finder, one)
    second, _ = requests_for(open_finder, another)
    assert sorted(first) == sorted(second)
    assert any("/assets/places." in line for line in first)
    assert any("/assets/postcodes." in line for line in first) == any(sign.isdigit() for sign in one)


def test_what_is_typed_is_kept_nowhere(open_finder: Callable[..., Finder]) -> None:
    before = open_finder("/").page.evaluate("[history.length, name]")
    _, finder = requests_for(open_finder, "SW9 8HE")
    page = finder.page
    assert page.evaluate("[history.length, name]") == before
    assert page.evaluate("location.pathname + location.search + location.hash") == "/"
    assert page.evaluate("JSON.stringify(history.state)") == "null"
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    assert page.evaluate("caches.keys()") == []
    assert page.context.storage_state() == {"cookies": [], "origins": []}
    assert finder.field.get_attribute("name") is None
    assert finder.field.get_attribute("autocomplete") == "off"
    assert page.locator("form").count() == 0
    finder.names.click()
    page.wait_for_url("**/boroughs/lambeth/")
    assert page.evaluate("document.referrer") == ""


# In every state, for everybody


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(
    look: str, open_finder: Callable[..., Finder], run_axe: Callable[[Page], Any], whole: bool
) -> None:
    """By day each state in one of the looks, and each look on some states; at night all in all."""
    options, first = LOOKS[look], [*LOOKS].index(look)
    finder = open_finder(reduced_motion="reduce", **options)
    for name in list(STATES) if whole else list(STATES)[first :: len(LOOKS)]:
        typed = STATES[name]
        finder.field.fill("")
        finder.type(typed)
        found = run_axe(finder.page)
        # In forced colours the contrast is the visitor's own.
        kept = [
            line for line in found.required if not ("forced_colors" in options and "color-contrast" in line)
        ]
        assert kept == [], name
        assert finder.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.parametrize("typed", ["e", "SW9 8HE", "BR8"])
def test_everything_to_press_is_large_enough_for_a_thumb(
    typed: str, open_finder: Callable[..., Finder]
) -> None:
    finder = open_finder(viewport={"width": 320, "height": 900})
    finder.type(typed)
    small = finder.root.evaluate(
        """(root) => [...root.querySelectorAll("a, input, summary")]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 40)
          .map((element) => element.textContent)"""
    )
    assert small == []


def test_spaced_text_and_double_size_hide_nothing(open_finder: Callable[..., Finder]) -> None:
    finder = open_finder(viewport={"width": 640, "height": 640})
    finder.type("Hayes")
    finder.page.evaluate(
        """() => {
          document.documentElement.style.fontSize = "36px";
          for (const element of document.querySelectorAll(".finder *")) {
            Object.assign(element.style, { lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" });
          }
        }"""
    )
    cut = finder.root.evaluate(
        """(root) => [...root.querySelectorAll("a, p, label")]
          .filter((element) => !element.closest(".visually-hidden") && element.clientWidth && element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.textContent)"""
    )
    assert cut == []
