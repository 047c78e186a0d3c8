"""The way in, for `pincite` and for `python -m pincite`."""

from __future__ import annotations

import gc
import os
import sys

INTERRUPTED = 130
_GARBAGE_LIMIT = 100_000  # more objects than loading and one search make


def main() -> int:
    """Run the command line; an interrupt counts even before it is loaded."""
    # No matrix is multiplied here, and a thread for each core costs more than a search.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_GARBAGE_LIMIT)
    try:
        from pincite import cli

        return cli.main()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.freeze()  # what is alive goes with the process: to look for garbage in it is in vain


if __name__ == "__main__":
    sys.exit(main())
