"""The rules of the house: who may know whom, who may touch the disk, who may print."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from site_builder.content.sources import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "site_builder"

WINGS = (
    "language",
    "findings",
    "content",
    "directory",
    "site",
    "publish",
    "pipeline",
    "desk",
    "inspect",
    "cli",
    "__main__",
)
"""From the ground up: each may import only what stands before it. The desk and the inspection do not meet."""

STRANGERS = {"desk": "inspect", "inspect": "desk"}
MOST_ARROWS = 45
"""Between the rooms of the whole project, what stands outside the package included."""

MAY_READ = (
    "language/words",
    "content/settings",
    "content/processors",  # a pipe to a process of its own
    "content/sources",
    "content/traces/search",
    "content/guide",
    "site/pages/open_data/directory_schema",
    "site/rendering/theme_files",
    "publish/output/",
    "publish/deploying/",
    "publish/takedown/",
    "inspect/audit/",
    "inspect/readiness/",
    "desk/",
    "cli/",
)
MAY_PRINT = ("cli/", "desk/preview/")
FILE_CALLS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "iterdir",
    "glob",
    "rglob",
    "unlink",
    "mkdir",
    "rename",
}
CLOCKS = {"today", "now", "time", "utcnow", "localtime", "getenv"}
FORBIDDEN_NAMES = ("utils", "helpers", "manager", "handler")
OUTSIDE = ("launcher", "tools", "benchmarks")
FRONT_DOOR = ROOT / "build.py"


def _parsed(folder: Path) -> dict[str, ast.Module]:
    files = sorted(folder.rglob("*.py"))
    return {
        file.relative_to(folder).with_suffix("").as_posix(): ast.parse(file.read_text("utf-8"))
        for file in files
    }


MODULES = _parsed(PACKAGE)


def _wing(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the module of every import of ours, inside functions too: ``content/schema``, ``tools/x``."""
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)):
        for whole in _imported(node):
            first, _, below = whole.partition(".")
            if first == PACKAGE.name:
                yield node.lineno, _module(below.replace(".", "/"))
            elif first in OUTSIDE:
                yield node.lineno, whole.replace(".", "/")


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    within = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    return [f"{within}{alias.name}" for alias in node.names]


def _module(path: str) -> str:
    """Return the module that is meant by it or by something in it."""
    is_module = (PACKAGE / f"{path}.py").is_file() or (PACKAGE / path).is_dir() or "/" not in path
    return path if is_module else path.rpartition("/")[0]


def _found(allowed: tuple[str, ...], is_fault: Callable[[ast.AST], bool]) -> list[str]:
    """Return ``module:line`` of each fault in the modules outside `allowed`."""
    return [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, tree in MODULES.items()
        if not name.startswith(allowed)
        for node in ast.walk(tree)
        if is_fault(node)
    ]


def _calls(*names: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Call) and _called(node) in names


def test_a_module_imports_only_what_stands_before_it() -> None:
    too_high = [
        f"{name}:{line}: {used}"
        for name, tree in MODULES.items()
        if name != "__init__"
        for line, used in _imports(tree)
        if used != "__version__"
        and (WINGS.index(_wing(used)) > WINGS.index(_wing(name)) or _wing(used) == STRANGERS.get(_wing(name)))
    ]
    assert too_high == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    arrows = {
        name: {
            used if used in MODULES else f"{used}/__init__"
            for _, used in _imports(tree)
            if used in MODULES or f"{used}/__init__" in MODULES
        }
        for name, tree in MODULES.items()
    }
    while free := [name for name, used in arrows.items() if not used & set(arrows)]:
        for name in free:
            del arrows[name]
    assert arrows == {}


def test_the_house_has_nine_wings_and_few_arrows() -> None:
    wings = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert wings == set(WINGS) - {"pipeline", "__main__"}
    files = MODULES | {FRONT_DOOR.name: ast.parse(FRONT_DOOR.read_text("utf-8"))}
    for folder in OUTSIDE:
        files |= {f"{folder}/{name}": tree for name, tree in _parsed(ROOT / folder).items()}
    rooms = {_wing(name) for name in files}
    arrows = {(_wing(name), _wing(used)) for name, tree in files.items() for _, used in _imports(tree)}
    between = {(room, used) for room, used in arrows if used in rooms and used != room}
    assert len(between) <= MOST_ARROWS


def test_two_modules_share_a_name_only_where_a_command_shows_what_another_wing_makes() -> None:
    leaves = Counter(name.rsplit("/", 1)[-1] for name in MODULES)
    shared = {leaf for leaf, count in leaves.items() if count > 1} - {"__init__"}
    assert [leaf for leaf in sorted(shared) if f"cli/{leaf}" not in MODULES or leaves[leaf] > 2] == []


def test_only_one_module_runs_git() -> None:
    def names_the_program(node: ast.AST) -> bool:
        words = node.args if isinstance(node, ast.Call) else getattr(node, "elts", ())
        return any(isinstance(word, ast.Constant) and word.value in {"git", "git.exe"} for word in words)

    assert _found(("content/git",), names_the_program) == []


def test_only_the_content_wing_opens_settings_by_name() -> None:
    """Whoever else wants to point at a line asks the settings where they were read: they may lie in any folder."""

    def names_a_file(node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and node.value in SETTINGS

    assert _found(("content/sources", "findings/front_door", "findings/rules/"), names_a_file) == []


def test_only_the_front_door_knows_how_somebody_starts_the_program() -> None:
    """A sentence that says what to type next asks there: installed, the program has another name."""
    may_say = ("findings/front_door", "publish/output/last_build")

    def said_otherwise(tree: ast.Module) -> Iterator[int]:
        notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in notes and "build.py" in str(node.value):
                yield node.lineno

    said = {name: [*said_otherwise(tree)] for name, tree in MODULES.items() if not name.startswith(may_say)}
    assert {name: lines for name, lines in said.items() if lines} == {}


def test_only_a_few_modules_touch_the_disk() -> None:
    assert _found(MAY_READ, lambda node: isinstance(node, ast.Call) and _touches_disk(node)) == []


def test_only_the_command_line_prints() -> None:
    assert _found(MAY_PRINT, _calls("print")) == []


def test_values_that_pass_between_stages_are_frozen() -> None:
    working = {"Findings"}  # gathers along one build; everything else is handed on

    def is_thawed(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.ClassDef)
            and not node.name.startswith("_")
            and node.name not in working
            and any(
                "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
                for decorator in node.decorator_list
            )
        )

    assert _found((), is_thawed) == []


def test_no_clock_below_the_command_line() -> None:
    assert _found(("cli/", "desk/preview/"), _calls(*CLOCKS)) == []


def test_no_module_is_named_after_nothing() -> None:
    assert [name for name in MODULES if any(word in name for word in FORBIDDEN_NAMES)] == []


def test_no_cache_forgets_everything_when_it_is_filled_in_the_same_order() -> None:
    """More entries than a cache has room for, asked for in order again and again, are never found."""

    def has_a_size(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and _called(node) == "lru_cache"

    assert _found(("site/rendering/theme",), has_a_size) == []  # a few themes at a time, and each is large


def test_no_cache_over_texts_outlives_its_run() -> None:
    """A removed person's details must be gone with the page that held them, however long a preview runs.

    What hangs on nothing but the program's own classes and files may stay.
    """

    def is_kept_for_ever(node: ast.AST) -> bool:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        given = [ast.unparse(each) for each in (*node.args.posonlyargs, *node.args.args) if each.arg != "cls"]
        is_kept = any(
            "cache" in ast.unparse(how).replace("cached_property", "") for how in node.decorator_list
        )
        return is_kept and any(": type[" not in each for each in given)

    own_files = ("site/rendering/theme", "inspect/audit/probes")
    assert _found(own_files, is_kept_for_ever) == []


def test_no_global_state_and_no_logging() -> None:
    assert (
        _found(
            (),
            lambda node: (
                isinstance(node, ast.Global)
                or (isinstance(node, ast.Import) and any(alias.name == "logging" for alias in node.names))
            ),
        )
        == []
    )


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _touches_disk(node: ast.Call) -> bool:
    """Whether this is a call on files; opening a picture from bytes in memory is not."""
    is_method = isinstance(node.func, ast.Attribute) or _called(node) == "open"
    return is_method and _called(node) in FILE_CALLS and ast.unparse(node.func) != "Image.open"
