"""The front door: ``python3 build.py`` builds the site, ``python3 build.py --help`` lists everything else.

Even a Python far too old for the site must be able to read this one file, so that it can say so: no
annotations and no f-strings here. Everything else is in ``launcher/`` and ``site_builder/``.
"""

import os
import sys
import time

OLDEST_PYTHON = (3, 11)


def complaint_about(version):
    """Return what to say about a Python that is too old, or nothing: `version` is like ``(3, 11, 4)``."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    return (
        "This is Python %d.%d, and the site needs Python %d.%d or newer: install one from python.org or your "
        "system's packages, and run build.py with it (for example: python%d.%d build.py)."
    ) % (tuple(version[:2]) + OLDEST_PYTHON * 2)


def could_say(words):
    """Write some words; return whether they are out. If not, the longer road says why."""
    try:
        sys.stdout.reconfigure(errors="replace")
        sys.stdout.write(words + "\n")
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        return False
    return True


def main():
    """Check the Python, then hand over to the launcher. Return the exit code."""
    complaint = complaint_about(sys.version_info)
    if complaint:
        sys.stderr.write(complaint + "\n")
        return 2
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from site_builder.publish.output.last_build import recall_report

    report = recall_report(sys.argv[1:], time.time())
    if report is not None and could_say(report):
        return 0
    from launcher import commands

    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
