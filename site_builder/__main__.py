"""``python -m site_builder`` does what the front door does, in an environment that has the packages."""

import sys

from site_builder.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
