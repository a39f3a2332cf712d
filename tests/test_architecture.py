"""The rules of the house: who may know whom, who may touch the disk, who may print."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "site_builder"

STOREYS = (
    "diagnostics",
    "rules",
    "wording",
    "explanations",
    "reading_age",
    "characters",
    "strict_yaml",
    "field_types",
    "models",
    "config",
    "content",
    "directory",
    "history",
    "urls",
    "pages",
    "rendering",
    "checks",
    "publishing",
    "hosting",
    "deploying",
    "pipeline",
    "gate",
    "audit",
    "guide",
    "json_schema",
    "reports",
    "editing",
    "preview",
    "cli",
    "__main__",
)
"""From the ground up: each may import only what stands before it."""

MAY_READ = (
    "config",
    "content/sources",
    "rendering/theme_files",
    "publishing/",
    "deploying/",
    "audit/",
    "guide",
    "editing/",
    "preview/",
    "cli/",
)
MAY_PRINT = ("cli/", "preview/")
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
FORBIDDEN_NAMES = ("utils", "helpers", "manager", "handler")


def _modules() -> list[tuple[str, ast.Module]]:
    files = sorted(PACKAGE.rglob("*.py"))
    return [
        (file.relative_to(PACKAGE).with_suffix("").as_posix(), ast.parse(file.read_text("utf-8")))
        for file in files
    ]


def _storey(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the module of every import of ours, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("site_builder"):
            below = node.module.removeprefix("site_builder").removeprefix(".")
            for alias in node.names:
                whole = f"{below}.{alias.name}".strip(".").replace(".", "/")
                is_module = (PACKAGE / f"{whole}.py").is_file() or not below
                yield node.lineno, whole if is_module else below.replace(".", "/")
        if isinstance(node, ast.Import):
            yield from (
                (node.lineno, alias.name) for alias in node.names if alias.name.startswith("site_builder")
            )


MODULES = _modules()
NAMES = [name for name, _ in MODULES]


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=NAMES)
def test_a_module_imports_only_what_stands_before_it(name: str, tree: ast.Module) -> None:
    if name == "__init__":
        return
    here = STOREYS.index(_storey(name))
    too_high = [
        f"line {line}: {used}"
        for line, used in _imports(tree)
        if used != "__version__" and STOREYS.index(_storey(used)) > here
    ]
    assert too_high == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = set(NAMES)
    arrows = {
        name: {
            used if used in known else f"{used}/__init__"
            for _, used in _imports(tree)
            if used in known or f"{used}/__init__" in known
        }
        for name, tree in MODULES
    }
    while free := [name for name, used in arrows.items() if not used & set(arrows)]:
        for name in free:
            del arrows[name]
    assert arrows == {}


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=NAMES)
def test_only_a_few_modules_touch_the_disk(name: str, tree: ast.Module) -> None:
    if name.startswith(MAY_READ):
        return
    calls = [
        f"line {node.lineno}: {_called(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _touches_disk(node)
    ]
    assert calls == []


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=NAMES)
def test_only_the_command_line_prints(name: str, tree: ast.Module) -> None:
    if name.startswith(MAY_PRINT):
        return
    assert [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == "print"
    ] == []


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=NAMES)
def test_values_that_pass_between_stages_are_frozen(name: str, tree: ast.Module) -> None:
    working = {"Findings"}  # gathers along one build; everything else is handed on
    thawed = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in working
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    ]
    assert thawed == []


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=NAMES)
def test_no_clock_below_the_command_line(name: str, tree: ast.Module) -> None:
    if name.startswith(("cli/", "preview/")):
        return
    clocks = [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _called(node) in {"today", "now", "time", "utcnow", "localtime", "getenv"}
    ]
    assert clocks == []


@pytest.mark.parametrize("name", NAMES)
def test_no_module_is_named_after_nothing(name: str) -> None:
    assert not any(word in name for word in FORBIDDEN_NAMES)


def test_no_global_state_and_no_logging() -> None:
    found = [
        f"{name}: {type(node).__name__}"
        for name, tree in MODULES
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
        or (isinstance(node, ast.Import) and any(alias.name == "logging" for alias in node.names))
    ]
    assert found == []


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _touches_disk(node: ast.Call) -> bool:
    """Whether this is a call on files; opening a picture from bytes in memory is not."""
    is_method = isinstance(node.func, ast.Attribute) or _called(node) == "open"
    return is_method and _called(node) in FILE_CALLS and ast.unparse(node.func) != "Image.open"
