"""The report on a run as JUnit XML, which nearly every CI server shows: each file is a test case.

A file with an error has failed. Warnings and notices stand in the case's own output, because JUnit knows only failing.
What is accepted for a time is a case of its own that was skipped.
"""

import re
from itertools import groupby
from xml.etree import ElementTree as ET

from site_builder.findings.rule import Severity
from site_builder.language.wording import format_day
from site_builder.pipeline import BuildOptions, Built

_NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def format_junit(built: Built, asked: BuildOptions) -> str:
    """Return every finding as a JUnit document of one suite."""
    findings = built.findings.sorted()
    suite = ET.Element("testsuite", {"name": "content", "errors": "0"})
    for path, found in groupby(findings, key=lambda finding: finding.place.path):
        case = ET.SubElement(
            suite, "testcase", {"classname": "content", "name": _text(path), "file": _text(path)}
        )
        remarks = []
        for finding in found:
            if finding.severity is Severity.ERROR:
                failure = ET.SubElement(
                    case, "failure", {"type": finding.rule, "message": _text(finding.message)}
                )
                failure.text = _text(str(finding))
            else:
                remarks.append(_text(str(finding)))
        if remarks:
            ET.SubElement(case, "system-out").text = "\n".join(remarks)
    _add_accepted(suite, built)
    if not len(suite):
        ET.SubElement(suite, "testcase", {"classname": "content", "name": "every file"})
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _add_accepted(suite: ET.Element, built: Built) -> None:
    """Add a case that was skipped for each finding that is let pass."""
    for finding, acceptance in built.findings.sorted_accepted():
        path, until = _text(finding.place.path), format_day(acceptance.until)
        name = f"{path}: {finding.rule}, accepted"
        case = ET.SubElement(suite, "testcase", {"classname": "content", "name": name, "file": path})
        why = _text(f"Accepted until {until} by {acceptance.by}: {acceptance.reason}")
        ET.SubElement(case, "skipped", {"message": why}).text = _text(str(finding))


def _text(words: str) -> str:
    return re.sub(_NOT_IN_XML, "\ufffd", words)
