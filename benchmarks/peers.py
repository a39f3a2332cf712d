"""Measure builds against those of other site generators: ``python3 -m benchmarks.peers --size S,M,L``.

The same records are laid as sources for each, then whole commands run in turns: a round is a cold build of each, one
with nothing changed, one with a sentence more in one officer's text, and one with that officer in another area. Ratios
are of runs in the same round, and what is told is the median of the rounds. Results go to ``RESULTS.md``.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import DAY, SIZES, Corpus, Page, content_files, make_corpus, write_files
from benchmarks.peer_programs import NotToBeHad, Program, ready_peer
from benchmarks.peer_sites import PEERS
from benchmarks.results import PROJECT_DIR, describe_machine, put_part, table
from benchmarks.whole_commands import CommandFailed, Taken, middle, middle_ratio, run

OURS, NOTHING = "this program", "python -c pass"
CASES = ("cold", "no change", "edit", "move")
REAL = "real"
SETTLE = 0.3
"""Seconds to wait before a build with nothing changed: a file of this very moment cannot be known by its times."""
QUICK_RUNS = 5
"""How often a command that takes no time is run in each round."""

Figures = dict[tuple[str, str], list[Taken]]
"""The runs of each program in each case, in the order of the rounds."""


@dataclass(frozen=True)
class Ask:
    """What was asked of a size: a figure in words, how it is worked out, and what it may be at most.

    `must` and `aim` are None where nothing was asked.
    """

    words: str
    figure: Callable[[Figures], float]
    must: float | None = None
    aim: float | None = None


def main(argv: Sequence[str]) -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks.peers", description=__doc__)
    parser.add_argument("--size", default="S,M", help="S, M, L: some of them, with commas between (S,M)")
    parser.add_argument(
        "--case", default=f"{','.join(CASES)},{REAL}", help="cold, no change, edit, move, real"
    )
    parser.add_argument("--runs", type=int, default=5, help="rounds (5)")
    options = parser.parse_args(argv)
    cases = options.case.split(",")
    programs = _ready_programs()
    figures = {}
    for size in options.size.split(",") if set(cases) - {REAL} else ():
        figures[size], refused = _measure(size, programs, cases, options.runs)
        areas, officers = SIZES[size]
        _tell(
            f"{size}: {areas:,} areas, {officers:,} officers", _report(size, figures[size], programs, refused)
        )
    if {"M", "L"} <= figures.keys():
        _tell("growth", _report_growth(figures["M"], figures["L"]))
    if REAL in cases:
        _tell("real site", _report_real(options.runs))
    return 0


def _ready_programs() -> list[Program]:
    """Return this program and the peers that can be had; the others are named."""
    build = ("build.py", "--content", "content", "--output", "out", "--as-of", DAY.isoformat())
    command = (sys.executable, str(PROJECT_DIR / build[0]), *build[1:])
    leaves = ("out", ".out.spare", ".out.store", ".out.last-build.json", "out.manifest.json")
    programs = [Program(OURS, "", command, "out", leaves)]
    for name in PEERS:
        try:
            programs.append(ready_peer(name))
        except NotToBeHad as reason:
            print(f"Not measured: {reason}", file=sys.stderr)
    return programs


def _measure(
    size: str, programs: Sequence[Program], cases: Sequence[str], runs: int
) -> tuple[Figures, dict[str, str]]:
    """Run all rounds of one size, and return also the last words of each program that refused its records."""
    corpus = make_corpus(size)
    figures: Figures = defaultdict(list)
    refused: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        going = list(programs)
        for number in range(runs):
            changed = {"edit": _edited(corpus, number), "move": _moved(corpus, number)}
            for case in (case for case in CASES if case in {"cold", *cases}):
                for program in tuple(going):
                    folder = Path(name) / program.name
                    write_files(_sources(program, changed.get(case, corpus)), folder)
                    try:
                        _run_case(case, program, folder, figures)
                    except CommandFailed as words:
                        refused[program.name] = str(words)
                        going.remove(program)
            print(f"{size}: round {number + 1} of {runs} is done.", file=sys.stderr)
    return dict(figures), refused


def _run_case(case: str, program: Program, folder: Path, figures: Figures) -> None:
    if case == "cold":
        _clear(program, folder)
    is_quick = case == "no change"
    for _ in range(QUICK_RUNS if is_quick and program.name == OURS else 1):
        if is_quick and program.name == OURS:
            time.sleep(SETTLE)
            figures[NOTHING, case].append(run([sys.executable, "-c", "pass"], folder))
        taken = run(program.command, folder, folder / program.site)
        figures[program.name, case].append(taken)


def _clear(program: Program, folder: Path) -> None:
    for name in program.leaves:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _sources(program: Program, corpus: Corpus) -> dict[str, str]:
    if program.name != OURS:
        return PEERS[program.name](corpus)
    return {f"content/{name}": text for name, text in content_files(corpus).items()}


def _edited(corpus: Corpus, number: int) -> Corpus:
    """Add a sentence to the text of one officer; each round takes another officer."""
    at = number % len(corpus.officers)
    officer = corpus.officers[at]
    return _with_officer(corpus, at, replace(officer, body=f"{officer.body}\nI am back from a week away.\n"))


def _moved(corpus: Corpus, number: int) -> Corpus:
    """Let the officer of the round serve another area that has officers, in the place of the first."""
    at = number % len(corpus.officers)
    officer = corpus.officers[at]
    areas = officer.texts("boroughs")
    other = next(
        area for each in corpus.officers[at + 1 :] for area in each.texts("boroughs") if area not in areas
    )
    return _with_officer(
        corpus, at, replace(officer, fields={**officer.fields, "boroughs": [other, *areas[1:]]})
    )


def _with_officer(corpus: Corpus, at: int, officer: Page) -> Corpus:
    return replace(corpus, officers=(*corpus.officers[:at], officer, *corpus.officers[at + 1 :]))


def _cpu(taken: Taken) -> float:
    return taken.cpu


def _wall(taken: Taken) -> float:
    return taken.wall


def _memory(taken: Taken) -> float:
    return taken.memory


def _against(peer: str, case: str, what: Callable[[Taken], float]) -> Callable[[Figures], float]:
    """Compare with what a peer took in the same round."""
    return lambda figures: middle_ratio(figures[OURS, case], figures[peer, case], what)


def _alone(case: str, what: Callable[[Taken], float]) -> Callable[[Figures], float]:
    return lambda figures: middle(figures[OURS, case], what)


def _above_nothing(figures: Figures) -> float:
    """Return the milliseconds on the clock above those of an interpreter that does nothing."""
    return 1000 * (middle(figures[OURS, "no change"], _wall) - middle(figures[NOTHING, "no change"], _wall))


def _quick_against_hugo(figures: Figures) -> float:
    return middle(figures[OURS, "no change"], _wall) / middle(figures["Hugo", "no change"], _wall)


def _move_against_edit(figures: Figures) -> float:
    return middle_ratio(figures[OURS, "move"], figures[OURS, "edit"], _cpu)


def _asks(size: str) -> list[Ask]:
    """Return what is asked of one size, in the order of the table."""
    no_change = Ask(
        "no change: ms above `python -c pass`", _above_nothing, {"S": 45, "M": 65, "L": 500}[size]
    )
    edit = {
        "S": Ask("edit: seconds", _alone("edit", _wall), 0.5),
        "M": Ask("edit: CPU × Hugo's rebuild", _against("Hugo", "edit", _cpu), 0.5),
        "L": Ask("edit: CPU × Hugo's rebuild", _against("Hugo", "edit", _cpu), 1 / 8, 1 / 20),
    }[size]
    return [
        Ask("cold: CPU × Hugo", _against("Hugo", "cold", _cpu), 6, 3 if size == "S" else None),
        Ask(
            "cold: CPU × Pelican",
            _against("Pelican", "cold", _cpu),
            *((1.2, None) if size == "S" else (None, 0.8)),
        ),
        Ask("cold: wall × Hugo", _against("Hugo", "cold", _wall), None, None if size == "S" else 3),
        no_change,
        Ask("no change: wall × Hugo's rebuild", _quick_against_hugo, None, 1 / 60 if size == "L" else None),
        Ask(
            "no change: files written", lambda figures: max(t.written for t in figures[OURS, "no change"]), 0
        ),
        edit,
        Ask("move: CPU × edit", _move_against_edit, 1.5),
        Ask(
            "cold: memory in MB",
            _alone("cold", _memory),
            {"M": 150, "L": 600}.get(size),
            250 if size == "L" else None,
        ),
    ]


def _report(
    size: str, figures: Figures, programs: Sequence[Program], refused: Mapping[str, str]
) -> list[str]:
    asked = [row for ask in _asks(size) if (row := _judge(ask, figures))]
    rounds = max((len(runs) for (_, case), runs in figures.items() if case == "cold"), default=0)
    versions = ", ".join(f"{program.name} {program.version}" for program in programs if program.version)
    missing = [name for name in PEERS if all(program.name != name for program in programs)]
    return [
        f"{describe_machine()} {versions}. Rounds: {rounds}.",
        *(f"\n**Not measured: {name}**, which could not be had." for name in missing),
        *(f"\n**No site was made by {name}**: {words}" for name, words in refused.items()),
        "",
        *table(("what", "measured", "must", "aim", ""), asked),
        "",
        *table(
            ("case", "program", "CPU s", "wall s", "memory MB", "files", "of them written", "MB"),
            _rows(figures),
        ),
    ]


def _judge(ask: Ask, figures: Figures) -> tuple[str, ...] | None:
    """Return the row of one figure, or nothing where it was not measured."""
    try:
        measured = ask.figure(figures)
    except (IndexError, KeyError, ValueError):
        return None
    limits = ["" if limit is None else f"≤ {limit:.3g}" for limit in (ask.must, ask.aim)]
    if ask.must is not None and measured > ask.must:
        verdict = "**miss**"
    elif ask.aim is not None:
        verdict = "aim reached" if measured <= ask.aim else "aim missed"
    else:
        verdict = "" if ask.must is None else "reached"
    return (ask.words, f"{measured:.3g}", *limits, verdict)


def _rows(figures: Figures) -> list[tuple[str, ...]]:
    rows = []
    for (program, case), runs in sorted(figures.items(), key=lambda item: CASES.index(item[0][1])):
        counts = [f"{runs[-1].files:,}", f"{runs[-1].written:,}", f"{runs[-1].bytes / 1e6:.1f}"]
        times = [f"{middle(runs, _cpu):.3f}", f"{middle(runs, _wall):.3f}", f"{middle(runs, _memory):.0f}"]
        rows.append((case, program, *times, *(counts if program != NOTHING else ("", "", ""))))
    return rows


def _report_growth(medium: Figures, large: Figures) -> list[str]:
    """Compare the time on the processor for each file that is published."""

    def for_each(figures: Figures) -> float:
        return middle(figures[OURS, "cold"], lambda taken: taken.cpu / taken.files)

    ask = Ask("cold: CPU for each file, L × M", lambda figures: for_each(figures) / for_each(medium), 1.2)
    row = _judge(ask, large)
    return table(("what", "measured", "must", "aim", ""), [row]) if row else ["Not measured."]


def _report_real(runs: int) -> list[str]:
    """Measure a cold build of the project's own content."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        command = [sys.executable, str(PROJECT_DIR / "build.py"), "--content", str(PROJECT_DIR / "content")]
        taken = [
            run(
                [*command, "--output", f"{name}/{number}", "--as-of", DAY.isoformat()],
                Path(name),
                Path(name, str(number)),
            )
            for number in range(runs)
        ]
    figures: Figures = {(OURS, "cold"): taken}
    asks = (
        Ask("cold: CPU seconds", _alone("cold", _cpu), 1.2, 0.8),
        Ask("cold: wall seconds", _alone("cold", _wall)),
        Ask("cold: memory in MB", _alone("cold", _memory)),
    )
    rows = [row for ask in asks if (row := _judge(ask, figures))]
    return [f"{describe_machine()} {runs} runs.", "", *table(("what", "measured", "must", "aim", ""), rows)]


def _tell(title: str, lines: Sequence[str]) -> None:
    print(f"\n{title}\n", *lines, sep="\n")
    put_part(f"Peers, {title}", lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
