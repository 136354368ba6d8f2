"""Sekisho (関所): information protection for a small town office.

The house is laid out in ``docs/architecture.md``; imports run downward only.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("sekisho")
except PackageNotFoundError:  # run from a bare source tree
    __version__ = "0+unknown"

__all__ = ["__version__"]
