"""Whose history it is, by where it lay."""

from __future__ import annotations

from itertools import pairwise

from sekisho.events.evidence import Evidence

_HOMES = ("users", "home", "documents and settings")
_BROWSERS = {"edge": "Microsoft Edge", "chrome": "Google Chrome"}


def user(evidence: Evidence) -> str | None:
    """The account whose profile folder the evidence's name shows (``Users/<name>/AppData``)."""
    parts = evidence.parts[:-1]
    for home, name in pairwise(parts):
        if home.lower() in _HOMES:
            return name
    return None


def browser(evidence: Evidence) -> str:
    """The Chromium browser, by the folders of its profile."""
    folders = {part.lower() for part in evidence.parts[:-1]}
    for folder, name in _BROWSERS.items():
        if folder in folders:
            return name
    return "Chromium"
