"""What a proxy's machine must have besides the built files, lest it shut everybody out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sekisho.gates.contract import Lockout
from sekisho.gates.stages import Stages
from sekisho.gates.web.lists.compiled import NAME as LISTS
from sekisho.gates.web.lists.compiled import ListsError, mapped
from sekisho.gates.web.squid.configuration import HOME, told
from sekisho.rulebook import Proxy, Rulebook


def lacks(rulebook: Rulebook, stages: Stages, at: Callable[[str], Path]) -> tuple[Lockout, ...]:
    """The Python that answers, whatever the stage: Squid refuses where nobody answers. Where
    somebody is enforced upon, also the lists that the rulebook names: without them nothing is
    judged by omission. Raises OSError."""
    python = (rulebook.web.proxy or Proxy()).python
    if not at(python).exists():
        return (Lockout("gates.lockout.web_python", (("path", python),)),)
    if "enforce" not in told(stages) or rulebook.web.unjudged == "pass":
        return ()
    path = f"{HOME}/{LISTS}"
    named = {name for one in rulebook.web.categories for name in one.lists}
    return tuple(
        Lockout("gates.lockout.web_lists", (("name", name), ("path", path)))
        for name in sorted(named - _built_in(at(path)))
    )


def _built_in(path: Path) -> frozenset[str]:
    try:
        return mapped(path).names
    except (FileNotFoundError, ListsError):
        return frozenset()
