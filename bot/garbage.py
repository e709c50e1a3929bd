"""Python's garbage collector, and what it need not look at."""

from __future__ import annotations

import gc


def keep_what_is_loaded() -> None:
    """Tell the collector that all there is by now stays.

    Modules, tables and lexicons are some hundred thousand objects; going through them again and again would hold
    everybody up for a tenth of a second each time.
    """
    gc.collect()
    gc.freeze()
