"""After start-up: what is loaded leaves the garbage collector's view, and memory that only loading needed goes back."""

from __future__ import annotations

import ctypes
import gc


def keep_what_is_loaded() -> None:
    """Tell the collector that all there is by now stays, and give back what was needed only to load it.

    Modules, tables and lexicons are some hundred thousand objects; going through them again and again would hold
    everybody up for a tenth of a second each time.
    """
    gc.collect()
    gc.freeze()
    _give_back()


def _give_back() -> None:
    """Return free memory to the system: glibc keeps it until it is told, other C libraries have no call for it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
