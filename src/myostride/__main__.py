"""`python -m myostride` is the same as `myostride`."""

import sys

from myostride.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
