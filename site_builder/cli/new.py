"""Make a new officer, page, notice, way to report or area."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CLEAN, Parser, add_site_options
from site_builder.cli.prompts import ask_needed, ask_yes, can_ask, read_asked_content, saying_why
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.findings.front_door import FRONT_DOOR

if TYPE_CHECKING:
    from site_builder.cli.interview import Interview
    from site_builder.desk.editing.content_state import Content
    from site_builder.desk.editing.new_record import NewRecord
    from site_builder.desk.editing.questions import Answers, Question

ABOUT = "make a new officer, page, notice, way to report or area"
KINDS = {"officer": "officer", "page": "page", "notice": "notice", "channel": "channel", "area": "borough"}
"""What can be made, and the kind of record that it is."""

_TIDY = "--tidy-area"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command; the rest is read once the kind is known."""
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=f"what to make: {', '.join(KINDS)}")
    parser.add_argument(
        "rest",
        nargs=argparse.REMAINDER,
        metavar="...",
        help=f"the answers; without them you are asked. All of them: {FRONT_DOOR} new officer --help",
    )


def run(options: argparse.Namespace) -> int:
    """Ask what is not said yet, write the file, and say what comes next."""
    from site_builder.content.schema import RECORDS
    from site_builder.desk.editing.questions import questions_for

    kind = KINDS[options.kind]
    questions = questions_for(RECORDS[kind])
    given = _parser(options.kind, questions).parse_args(options.rest)
    return saying_why(lambda: _make(kind, questions, given))


def parser_of(kind: str) -> Parser:
    """Return what knows `new KIND` and all that can be written after it, for the Tab key."""
    from site_builder.content.schema import RECORDS
    from site_builder.desk.editing.questions import questions_for

    questions = questions_for(RECORDS[KINDS[kind]])
    parser = _parser(kind, questions)
    offered = {question.flag: question.choices for question in questions}
    for action in parser._actions:
        action.choices = offered.get(action.dest) or None
    parser.add_argument("kind", choices=KINDS)
    return parser


def _asked_as(kind: str) -> str:
    return next(name for name, own in KINDS.items() if own == kind)


def _parser(kind: str, questions: "tuple[Question, ...]") -> Parser:
    parser = Parser(prog=f"{FRONT_DOOR} new {kind}", description=f"Make a new {kind}.", allow_abbrev=False)
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
    from site_builder.cli.interview import Interview
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.new_record import plan_record
    from site_builder.desk.editing.new_record_words import tell_new_record

    content = read_asked_content(given)
    interview = Interview(kind, _asked_as(kind), questions, content)
    _take_given(interview, given)
    if not can_ask():
        slug = _slug(kind, given, interview.answers, content)
        plan = plan_record(content, kind, slug, interview.answers)
        _agree_on_boroughs(plan, kind, given)
        write_changes(plan.changes)
    else:
        with interview.kept_if_interrupted():
            print(f"A new {_asked_as(kind)}. Press Enter to leave out what is not needed.")
            print("Ctrl-C stops; your answers are kept for the next time.\n")
            interview.take_up()
            interview.ask_the_rest()
            plan = interview.plan(
                lambda answers: plan_record(content, kind, _slug(kind, given, answers, content), answers)
            )
            _agree_on_boroughs(plan, kind, given)
            write_changes(plan.changes)
    print("\n".join(tell_new_record(plan, kind)))
    return CLEAN


def _take_given(interview: "Interview", given: argparse.Namespace) -> None:
    """Take the answers on the command line; whatever is wrong or missing is said in one go."""
    from site_builder.desk.editing.answer_defaults import usual_answer
    from site_builder.desk.editing.questions import needed_now

    faults = []
    for question in interview.questions:
        if (written := getattr(given, question.flag)) is not None:
            faults += [f"  {question.flag}: {fault}" for fault in interview.read(question, written)]
        elif question.needed and not can_ask():
            usual = usual_answer(interview.kind, question, interview.answers, interview.content)
            if usual:
                interview.answers[question.location] = usual
    if not can_ask():
        missing = needed_now(interview.questions, interview.answers)
        flags = {
            question.flag for question in interview.questions if getattr(given, question.flag) is not None
        }
        faults += [f"  {one.flag} is missing. {one.words}" for one in missing if one.flag not in flags]
    if faults:
        raise EditRefused("\n".join(["Nothing was written.", *faults]))


def _slug(kind: str, given: argparse.Namespace, answers: "Answers", content: "Content") -> str:
    """Return the file's name without its ending, asking for it where the record's name gives none that is free."""
    from site_builder.content.slug import make_slug
    from site_builder.content.sources import FOLDER_OF
    from site_builder.desk.editing.file_names import require_free_slug
    from site_builder.desk.editing.new_record import files_beside
    from site_builder.desk.editing.new_record_words import refuse_name

    name = str(answers["title" if ("title",) in answers else "name",])
    if slug := given.slug or make_slug(name):
        return str(slug)
    unfit = refuse_name(name)
    if not can_ask():
        raise EditRefused(f"{unfit} Give one in Latin letters with --slug, like --slug sam-okoro.")
    print(f"\n{unfit}")
    present = files_beside(content, content.folders.new_file(f"{FOLDER_OF[kind]}/new.md"), FOLDER_OF[kind])
    return _ask_until_free(lambda slug: require_free_slug(slug, present))


def _ask_until_free(require_free: Callable[[str], None]) -> str:
    from site_builder.desk.editing.new_record_words import FILE_NAME

    while True:
        slug = ask_needed(FILE_NAME, "--slug")
        try:
            require_free(slug)
        except EditRefused as refused:
            print(refused)
        else:
            return slug


def _agree_on_boroughs(plan: "NewRecord", kind: str, given: argparse.Namespace) -> None:
    """Get a yes to each borough file that must change too."""
    from site_builder.desk.editing.new_record_words import find_contradiction

    found = find_contradiction(plan, kind)
    if found is None or given.tidy_area:
        return
    if not can_ask():
        raise EditRefused(f"Nothing was written. {found.why}\nTo change them too, add {_TIDY}.")
    print(f"\n{found.why}")
    if not ask_yes(found.question):
        raise EditRefused(found.refusal)
