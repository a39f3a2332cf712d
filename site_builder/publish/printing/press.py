"""Set sheets as PDF/UA: tagged, with a language and a title, in letters that come with the program, and by no clock.

What is needed for it is in requirements/print.lock, and is imported only here.
"""

import io
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from site_builder.findings.front_door import say_how_to_add
from site_builder.site.pages.papers import PaperJob

SHEETS_FILE = Path(__file__).with_name("sheets.typ")
SET_WITH = (
    "typst 0.15.2, segno 1.6.6, fontpkg-noto-sans 2.15, fontpkg-noto-sans-arabic 2.12, fontpkg-heebo 3.100"
)
"""What decides, beside the words and sheets.typ, which bytes a sheet becomes; a test compares it with print.lock."""
_FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_heebo")


class PressRefused(Exception):
    """A sheet cannot be made; says why in a sentence."""


def ready_press() -> Callable[[PaperJob], bytes]:
    """Return what makes a PDF of a sheet, or raises `PressRefused`."""
    if not all(map(find_spec, ("typst", "segno", "page", *_FONTS))):
        raise PressRefused(f"Printing needs packages that are not here. {say_how_to_add('print', 'print')}")
    import typst  # noqa: PLC0415

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=_font_dirs())
    compiler = typst.Compiler(SHEETS_FILE, root=SHEETS_FILE.parent, font_paths=fonts)

    def set_sheet(job: PaperJob) -> bytes:
        words = {"sheet": json.dumps(job.as_data()), "qr": _draw_code(job.words.url)}
        try:
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=words)
        except typst.TypstError as error:
            raise PressRefused(f"{job.name} cannot be set: {_explain(error.message)}") from error
        assert isinstance(made, bytes)
        refuse_unfit(job, made)
        return made

    return set_sheet


def _explain(fault: str) -> str:
    """Return what an editor can do something about; anything else is a fault of sheets.typ, in Typst's words."""
    if "could not be displayed" in fault:
        letter = fault.partition('the text `"')[2].partition('"`')[0]
        return (
            f"none of its fonts has “{letter}”. Leave that out of the name, or “on-paper” out of the consent."
        )
    if "do not fit" in fault:
        return "its words do not fit on the paper. Shorten a summary, or name fewer officers on paper."
    return f"{fault}."


def _font_dirs() -> list[str]:
    specs = map(find_spec, _FONTS)
    return [str(Path(spec.origin).with_name("files")) for spec in specs if spec and spec.origin]


def _draw_code(url: str) -> str:
    """Return the QR code of an address as SVG, or nothing where there is none."""
    import segno  # noqa: PLC0415

    if not url:
        return ""
    drawn = io.BytesIO()
    # A quarter of it may be scratched or covered; the white edge is part of the standard (ISO/IEC 18004).
    segno.make(url, error="q", boost_error=False, micro=False).save(
        drawn, kind="svg", border=4, xmldecl=False
    )
    return drawn.getvalue().decode()


def refuse_unfit(job: PaperJob, made: bytes) -> None:
    """Raise `PressRefused` for a PDF that breaks one of the rules of PDF/UA-1 that a program can check."""
    import page  # noqa: PLC0415

    report = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    faults = sorted({f"{fault.rule_id}: {fault.message}" for fault in report.failures})
    if faults or not report.is_compliant:
        raise PressRefused(f"{job.name} is not PDF/UA-1. {' '.join(faults)}")
