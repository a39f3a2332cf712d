"""How old a reader has to be: known words, known texts, and what is left out of the count."""

import pytest

from site_builder.language.reading_age import (
    Syllables,
    age_to_read,
    choose_long,
    count_syllables,
    find_sentences,
)

SYLLABLES = {
    1: "the a call called help page name dates line file need words week times made there here through thought eye tried "
    "friend health strength asked world house crime phone calls signs shown goes does their you your years lead's",
    2: "police agreed table tables pages being doing saying trying beyond player royal science quiet something sometimes "
    "safely statement borough number station region social special centre metre didn't couldn't report answer leaving "
    "needed wanted boxes faces changes written language people friendly quickly under photo consent contact online address "
    "office notice letter hidden heading themselves someone without before careful homeless value guidance nowhere "
    "patient ancient pressure cannot client page's delayed safeguard statements'",
    3: "officer liaison enabled area idea usual actual period video radio previous serious various easier earlier "
    "telephone audience influence important religion reaction racism anyone somebody another visitor invented publisher "
    "beginning description character organise remember October deputy manual volunteer's confidence hospital medium "
    "neighbouring happiest charity accident theory completely dangerous condition protection adviser well-being",
    4: "information community automatic reliable society experience identity emergency anonymous certificate variety "
    "material invisible available security biography discriminate",
    5: "anonymity opportunity communication examination",
}


def reading_age(text: str, syllables: Syllables | None = None) -> float:
    return age_to_read(find_sentences(text), Syllables() if syllables is None else syllables)


KNOWN = [(word, count) for count, words in SYLLABLES.items() for word in words.split()]


@pytest.mark.parametrize(("word", "syllables"), [pair for pair in KNOWN if pair[0] != "volunteer's"])
def test_the_syllables_of_a_word_are_counted(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(
    ("text", "words", "syllables", "sentences"),
    [
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 16, 23, 1),
        ("Somebody can listen. You decide what to do next.", 9, 13, 2),
        ("Call them.\n\n- The officer\n- The station\n\n## What to say\nSay what happened", 12, 16, 5),
        ("| Day | Open |\n| --- | --- |\n| In the morning | The doors are open |", 9, 12, 4),
        ("It costs 12.50 pounds, e.g. for a stamp? No!", 9, 9, 2),
    ],
)
def test_the_age_of_a_text_follows_the_formula(text: str, words: int, syllables: int, sentences: int) -> None:
    expected = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    assert reading_age(text) == pytest.approx(max(expected, 0) + 5)


def test_a_plain_text_is_for_children_and_a_learned_one_is_not() -> None:
    assert reading_age("The cat sat on the mat.") == 5
    plain = "You do not have to know if it is a crime. You can talk to us first. We will not tell anybody."
    learned = (
        "Notwithstanding considerable organisational heterogeneity, jurisdictional responsibilities are "
        "communicated automatically to participating authorities."
    )
    assert reading_age(plain) < 8
    assert reading_age(learned) > 20


@pytest.mark.parametrize(
    "unread",
    [
        '"incomprehensibility"',
        "“incomprehensibility”",
        "`incomprehensibility`",
        "Incomprehensibilitania",
        "content/incomprehensibility/camden.md",
        "incomprehensibility.yaml",
        "https://incomprehensibility.example.org/responsibilities",
        "incomprehensibility@example.org",
        "--incomprehensibility",
        "020 7946 0123",
        "<incomprehensibility>",
        "UTF-8",
    ],
)
def test_names_addresses_files_quoted_words_and_code_do_not_count(unread: str) -> None:
    assert reading_age(f"You can look at {unread} there.") == reading_age("You can look at there.")


def test_where_a_link_leads_does_not_count_but_its_words_do() -> None:
    assert reading_age("See [the list](incomprehensibility.md) there.") == reading_age("See the list there.")


@pytest.mark.parametrize("text", ["", "   \n", "`code`", "020 7946 0123", "…", "\0", "|" * 50, "#" * 50])
def test_a_text_without_words_needs_no_age(text: str) -> None:
    assert reading_age(text) == 5
    assert choose_long(find_sentences(text)) == ()


def test_long_sentences_are_found_where_they_stand() -> None:
    long = " ".join(["word"] * 26)
    text = f"Short one.\n\n{long.capitalize()}.\nShort again. {long.capitalize()}!"
    first, second = choose_long(find_sentences(text))
    assert text[first.start : first.end] == f"{long.capitalize()}"
    assert first.words == second.words == 26
    assert text.count("\n", 0, first.start) == 2
    assert choose_long(find_sentences(text), limit=26) == ()


def test_a_list_is_not_one_long_sentence() -> None:
    points = "\n".join(f"- the point with number {n} of the list" for n in range(20))
    assert choose_long(find_sentences(points)) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "( ",
        '"',
        "“",
        "<a ",
        "<!--",
        "[a](",
        "#\n",
        " ",
        "\n",
        "-",
        "|",
        "a@",
        "a.",
        "`",
        "/",
        "a-",
        "y",
        "?*",
        "'",
    ],
)
def test_no_text_makes_the_search_grow_with_its_square(piece: str) -> None:
    assert reading_age(piece * (60_000 // len(piece))) >= 5


def test_a_word_that_was_counted_before_asks_for_the_same_age() -> None:
    syllables = Syllables()
    for text in ("Call the police.", "You can call an officer for advice.", "Ask the police for an officer."):
        assert reading_age(text, syllables) == reading_age(text)
    assert syllables["officer"] == count_syllables("officer")
