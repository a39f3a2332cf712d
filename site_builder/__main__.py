"""``python -m site_builder`` does what ``python3 build.py`` does, in an environment that has the packages."""

import sys

from site_builder.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
