"""Scripts of a theme are joined by lines, and what could come out different is refused."""

import pytest

from site_builder.site.rendering.scripts import join_scripts
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile


def join(**texts: str) -> dict[str, str]:
    """Join modules; ``scripts__site`` stands for ``scripts/site.js``."""
    paths = {f"{name.replace('__', '/')}.js": text for name, text in texts.items()}
    files = {path: ThemeFile(path, f"themes/liaison/{path}", text.encode()) for path, text in paths.items()}
    return dict(join_scripts(files))


def refusal(**texts: str) -> str:
    with pytest.raises(ThemeError) as refused:
        join(**texts)
    return str(refused.value)


def test_what_a_script_imports_comes_before_it_and_once():
    joined = join(
        scripts__site='import { A } from "./parts/a.js";\nimport { B } from "./parts/b.js";\nnew A(B);',
        scripts__parts__a='import { B } from "./b.js";\nexport class A {\n}',
        scripts__parts__b="export const B = 1;",
    )
    assert joined == {"site.js": "const B=1;\nclass A{}\nnew A(B);\n"}


def test_only_what_stands_directly_in_scripts_becomes_a_file():
    assert set(
        join(scripts__site="", scripts__finder="", scripts__finder__words="", components__a__a="")
    ) == {
        "site.js",
        "finder.js",
    }


def test_the_exports_of_an_entry_stay_because_they_are_imported_when_used():
    assert join(scripts__finder="export function start(root) {\n}")["finder.js"] == (
        "export function start(root){}\n"
    )


def test_comments_on_their_own_lines_and_indentation_are_left_out():
    source = '/**\n * Says hello.\n */\nfunction hello() {\n  // because\n  return "http://a"; // kept\n}\n'
    assert join(scripts__site=source)["site.js"] == 'function hello(){return "http://a"; // kept\n}\n'


def test_spaces_go_that_only_please_the_eye_and_none_that_are_words():
    source = 'const [a, b] = f({ c: "d , e { }" });\nconst g = `h , ${a} i`;\nconst k = b.match(/[ab] , c/);\nreturn a ? -b : + +b;\n'
    expected = 'const[a,b]=f({c:"d , e { }"});const g = `h , ${a} i`;const k = b.match(/[ab] , c/);return a?-b:+ +b;\n'
    assert join(scripts__site=source)["site.js"] == expected


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"scripts__site": 'import A from "./a.js";'}, "scripts/site.js:1: This import cannot be read."),
        (
            {"scripts__site": '\nimport { A } from "./as.js";'},
            "scripts/site.js:2: There is no script scripts/as.js",
        ),
        ({"scripts__site": "export default A;"}, "scripts/site.js:1: Write `export` in front of a class"),
        ({"scripts__site": "const a = `one\ntwo`;"}, "scripts/site.js:1: Keep a text between backticks"),
        (
            {
                "scripts__site": 'import { a } from "./x/b.js";\nconst a = 1;',
                "scripts__x__b": "export const a = 2;",
            },
            "scripts/site.js:2: `a` is the name of something in themes/liaison/scripts/x/b.js too.",
        ),
        (
            {
                "scripts__site": 'import { a } from "./x/a.js";',
                "scripts__x__a": 'import { a } from "../site.js";',
            },
            "This script imports itself, by way of others.",
        ),
    ],
)
def test_what_would_mean_something_else_once_joined_is_refused(texts, words):
    assert words in refusal(**texts)
