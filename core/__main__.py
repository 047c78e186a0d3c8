"""The way in, for `pincite` and for `python -m pincite`."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> int:
    """Run the command line; an interrupt counts even before it is loaded."""
    try:
        from pincite import cli

        return cli.main()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
