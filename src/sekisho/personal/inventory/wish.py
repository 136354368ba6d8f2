"""What a scan is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sekisho.personal.inventory.measured import Asked
from sekisho.rulebook import Rulebook
from sekisho.sources.contract import Context

Progress = Callable[[str, int, int], None]
"""Told the code of a step, how much of it is done and how much there is, 0 when unknown."""


@dataclass(frozen=True)
class Wish:
    """``host``: the computer whose folders these are; ``origins``: for paths that come from
    elsewhere (a mounted share), the computer or ``\\\\server\\share``; ``rehash``: also hash files
    that look unchanged; ``workers``: processes, 0 for this one alone."""

    paths: Sequence[Path]
    out: Path
    context: Context
    rulebook: Rulebook
    host: str | None = None
    origins: Mapping[Path, str] = field(default_factory=dict)
    asked: Asked = field(default=Asked(), repr=False)
    workers: int = 0
    rehash: bool = False
    progress: Progress = field(default=lambda _step, _done, _whole: None)
