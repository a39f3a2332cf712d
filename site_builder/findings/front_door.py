"""How the program is started here and where it stands: every sentence that says what to type next asks this.

Two front doors lead in. In the repository it is ``python3 build.py``, and the folders are the repository's.
Installed from the wheel it is ``liaison``: the folders are those of the site in which somebody stands, and what the
program brings along, themes above all, lies in the package. This is asked before any other package is there, so it
imports only what costs nothing.
"""

import os

PACKAGE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_SHIPPED_DIR = os.path.join(PACKAGE_DIR, "shipped")
"""Made by the wheel (pyproject.toml) and by nothing else."""

IS_INSTALLED = os.path.isdir(_SHIPPED_DIR)
INSTALLED_NAME = "liaison"
FRONT_DOOR = INSTALLED_NAME if IS_INSTALLED else "python3 build.py"
PROGRAM_DIR = _SHIPPED_DIR if IS_INSTALLED else os.path.dirname(PACKAGE_DIR)
"""Where `themes` and the made-up region lie."""
DISTRIBUTION = "liaison-directory"
MACHINE_FILE = ".liaison-machine.yaml"
"""What this machine alone knows of a site, beside its content."""
_SETTINGS_PLACE = os.path.join("content", "site.yaml")


def site_dir() -> str:
    """Return the folder whose content is meant, and beside whose content everything is made.

    Of an installed program: the nearest folder with a content/site.yaml, from where somebody stands upwards; where none
    is, the folder they stand in. It looks no further up than the folders have one owner: somebody else's settings in a
    shared folder are not meant (as git has it, CVE-2022-24765).
    """
    if not IS_INSTALLED:
        return PROGRAM_DIR
    here = folder = os.getcwd()
    owner = os.stat(here).st_uid
    while not os.path.isfile(os.path.join(folder, _SETTINGS_PLACE)):
        above = os.path.dirname(folder)
        if above == folder or os.stat(above).st_uid != owner:
            return here
        folder = above
    return folder


def say_how_to_add(part: str, command: str) -> str:
    """Return what to do where the packages of one part are missing: ``audit``, ``deploy``, ``print`` or ``sheets``.

    `command` is what needs them, as somebody types it.
    """
    if not IS_INSTALLED:
        return f"Start this as: {FRONT_DOOR} {command}"
    return (
        f"Install {DISTRIBUTION}[{part}] instead of {DISTRIBUTION}: the name in brackets adds them. "
        f'For example: uvx --from "{DISTRIBUTION}[{part}]" {FRONT_DOOR} {command}'
    )
