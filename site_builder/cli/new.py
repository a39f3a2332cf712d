"""Make a new officer, page, way to report or area."""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CLEAN, Parser, add_site_options
from site_builder.cli.prompts import ask, ask_needed, ask_yes, can_ask, read_asked_content, saying_why
from site_builder.desk.editing.edit_refusals import EditRefused

if TYPE_CHECKING:
    from site_builder.desk.editing.content_state import Content
    from site_builder.desk.editing.new_record import NewRecord
    from site_builder.desk.editing.questions import Answers, Question

ABOUT = "make a new officer, page, way to report or area"
KINDS = {"officer": "officer", "page": "page", "channel": "channel", "area": "borough"}
"""What can be made, and the kind of record that it is."""

_NEXT = {
    "officer": "Next: read the file through, then build and look: python3 build.py",
    "page": (
        "Next: write the text below the second line of hyphens, and link to the page from another one. "
        "Then build and look: python3 build.py"
    ),
    "channel": "Next: read the file through, then build and look: python3 build.py",
    "borough": "Next: read the file through, then build and look: python3 build.py",
}
_NO_NEIGHBOURS = (
    "It has no neighbours yet: name those areas under neighbours, and this one in the files of each."
)
_TIDY = "--tidy-area"
_CONTRADICTIONS = {
    "officer": (
        "These files say that no officer serves there, which is no longer so:",
        'Take "liaison" out of them?',
        "an officer and such a line contradict each other.",
    ),
    "borough": (
        "These areas do not name the new one as their neighbour yet:",
        "Add it to them?",
        "two neighbours each name the other.",
    ),
}
"""Of each kind that changes the files of areas: why, what the editor is asked, and why a no stops it."""


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command; the rest is read once the kind is known."""
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=f"what to make: {', '.join(KINDS)}")
    parser.add_argument(
        "rest",
        nargs=argparse.REMAINDER,
        metavar="...",
        help="the answers; without them you are asked. All of them: python3 build.py new officer --help",
    )


def run(options: argparse.Namespace) -> int:
    """Ask what is not said yet, write the file, and say what comes next."""
    from site_builder.content.schema import RECORDS
    from site_builder.desk.editing.questions import questions_for

    kind = KINDS[options.kind]
    questions = questions_for(RECORDS[kind])
    given = _parser(options.kind, questions).parse_args(options.rest)
    return saying_why(lambda: _make(kind, questions, given))


def _asked_as(kind: str) -> str:
    return next(name for name, own in KINDS.items() if own == kind)


def _parser(kind: str, questions: "tuple[Question, ...]") -> Parser:
    parser = Parser(
        prog=f"python3 build.py new {kind}", description=f"Make a new {kind}.", allow_abbrev=False
    )
    for question in questions:
        words = question.words + (f" One of: {', '.join(question.choices)}." if question.choices else "")
        parser.add_argument(
            question.flag, action="append", metavar="…", dest=question.flag, help=words.replace("%", "%%")
        )
    parser.add_argument("--slug", metavar="NAME", help="the file's name without .md (made from the name)")
    if kind in {"officer", "area"}:
        parser.add_argument(
            _TIDY,
            action="store_true",
            help="change the files of areas that would contradict the new one, without asking",
        )
    add_site_options(parser)
    return parser


def _make(kind: str, questions: "tuple[Question, ...]", given: argparse.Namespace) -> int:
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.new_record import plan_record

    content = read_asked_content(given)
    answers = _given_answers(kind, questions, given, content)
    if can_ask():
        _ask_the_rest(kind, questions, answers, content)
    slug = _slug(kind, given, answers, content)
    try:
        plan = plan_record(content, kind, slug, answers)
    except EditRefused as refused:
        raise _with_answers(refused, kind, questions, answers) if can_ask() else refused from None
    _agree_on_boroughs(plan, kind, given)
    write_changes(plan.changes)
    _tell(plan, kind)
    return CLEAN


def _given_answers(
    kind: str, questions: "tuple[Question, ...]", given: argparse.Namespace, content: "Content"
) -> "Answers":
    """Return the answers on the command line; whatever is wrong or missing is said in one go."""
    from site_builder.content.schema import RECORDS
    from site_builder.desk.editing.answer_defaults import usual_answer
    from site_builder.desk.editing.questions import find_faults, needed_now, with_short_names

    answers: Answers = {}
    faults = []
    for question in questions:
        if (written := getattr(given, question.flag)) is not None:
            answer = with_short_names(question, kind, question.read(written), content)
            answers[question.location] = answer
            found = find_faults(RECORDS[kind], question, answer, content)
            faults += [f"  {question.flag}: {fault}" for fault in found]
    if not can_ask():
        for question in questions:
            if question.needed and (usual := usual_answer(kind, question, answers, content)):
                answers.setdefault(question.location, usual)
        faults += [f"  {one.flag} is missing. {one.words}" for one in needed_now(questions, answers)]
    if faults:
        raise EditRefused("\n".join(["Nothing was written.", *faults]))
    return answers


def _ask_the_rest(
    kind: str, questions: "tuple[Question, ...]", answers: "Answers", content: "Content"
) -> None:
    from site_builder.desk.editing.answer_defaults import is_asked

    print(f"A new {_asked_as(kind)}. Press Enter to leave out what is not needed, Ctrl-C to stop.\n")
    for question in questions:
        if question.location not in answers and is_asked(kind, question, answers):
            _ask_one(kind, question, answers, content)


def _ask_one(kind: str, question: "Question", answers: "Answers", content: "Content") -> None:
    """Ask until the answer is one that the checks accept."""
    from site_builder.content.schema import RECORDS
    from site_builder.desk.editing.answer_defaults import is_needed, usual_answer
    from site_builder.desk.editing.questions import find_faults, with_short_names

    usual = usual_answer(kind, question, answers, content)
    needed = is_needed(kind, question, answers)
    print(_in_words(question, usual, needed))
    while True:
        written = ask(f"{question.flag.removeprefix('--').replace('-', ' ')}> ") or usual
        if not written:
            if not needed:
                return
            print("This is needed.")
            continue
        answer = with_short_names(question, kind, question.read([written]), content)
        faults = find_faults(RECORDS[kind], question, answer, content)
        if not faults:
            answers[question.location] = answer
            return
        print("\n".join(faults))


def _in_words(question: "Question", usual: str, needed: bool) -> str:
    parts = ["", question.words]
    parts += [f"One of: {', '.join(question.choices)}."] if question.choices else []
    parts += ["Several are told apart by commas."] if question.commas and question.is_list else []
    parts += [f"Enter alone means: {usual}"] if usual else []
    parts += [f"For example: {question.example}"] if question.example and not usual else []
    parts += ["(You may leave this out.)"] if not needed and not usual else []
    return "\n".join(parts)


def _slug(kind: str, given: argparse.Namespace, answers: "Answers", content: "Content") -> str:
    """Return the file's name without its ending, asking for it where the record's name gives none that is free."""
    from site_builder.content.slug import make_slug
    from site_builder.content.sources import FOLDER_OF
    from site_builder.desk.editing.file_names import require_free_slug
    from site_builder.desk.editing.new_record import files_beside

    name = str(answers["title",] if kind == "page" else answers["name",])
    if slug := given.slug or make_slug(name):
        return str(slug)
    unfit = f'"{name}" has letters that no file name can have.'
    if not can_ask():
        raise EditRefused(f"{unfit} Give one in Latin letters with --slug, like --slug sam-okoro.")
    print(f"\n{unfit}")
    present = files_beside(content, content.folders.new_file(f"{FOLDER_OF[kind]}/new.md"), FOLDER_OF[kind])
    return _ask_until_free(lambda slug: require_free_slug(slug, present))


def _ask_until_free(require_free: Callable[[str], None]) -> str:
    while True:
        slug = ask_needed(
            "What should the file be called? Small Latin letters (a to z), digits and hyphens.", "--slug"
        )
        try:
            require_free(slug)
        except EditRefused as refused:
            print(refused)
        else:
            return slug


def _with_answers(
    refused: EditRefused, kind: str, questions: "tuple[Question, ...]", answers: "Answers"
) -> EditRefused:
    """Return the refusal with everything that was answered as one command, so that nothing is typed twice."""
    words = ["python3", "build.py", "new", _asked_as(kind)]
    for question in questions:
        answer = answers.get(question.location, [])
        for entry in answer if isinstance(answer, list) else [answer]:
            words += [question.flag, entry]
    command = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
    message = f"Your answers, to mend and run again:\n{command}\n\n{refused}"
    return EditRefused(message, refused.findings, refused.texts)


def _agree_on_boroughs(plan: "NewRecord", kind: str, given: argparse.Namespace) -> None:
    """Get a yes to each borough file that must change too."""
    if not plan.boroughs or given.tidy_area:
        return
    why, question, refusal = _CONTRADICTIONS[kind]
    words = "\n".join([why, *(f"  {change.file}: {plan.news}" for change in plan.boroughs)])
    if not can_ask():
        raise EditRefused(f"Nothing was written. {words}\nTo change them too, add {_TIDY}.")
    print(f"\n{words}")
    if not ask_yes(question):
        raise EditRefused(f"Nothing was written: {refusal}")


def _tell(plan: "NewRecord", kind: str) -> None:
    print(f"\nWritten: {plan.record.file}")
    for change in plan.boroughs:
        print(f"Changed: {change.file} ({plan.news})")
    for change in plan.photos:
        print(f"Changed: {change.file} (what the camera wrote into it is taken out)")
    if kind == "borough" and not plan.boroughs:
        print(_NO_NEIGHBOURS)
    print(_NEXT[kind])
