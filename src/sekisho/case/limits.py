"""How long records last before newer ones take their place: known limits, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

FILE = "limits.yaml"
Kind = Literal["town", "contractor", "prefecture", "provider"]
HOLDERS: tuple[Kind, ...] = ("town", "contractor", "prefecture", "provider")
"""Who may hold records, in the order in which they are asked."""


@dataclass(frozen=True)
class Limit:
    """One kind of records. ``datasets``: the ``event.dataset`` it is about, ending in ``.`` for
    all of a source, none where nothing of it can be read here; ``group``: systems of which a
    town has one; ``hours`` or ``bytes``: what it lasts by default; ``volatile``: lost by a
    restart; ``sure``: percent; ``source``: where the default stands written. Title and advice:
    ``preserve.limit.ID``, ``preserve.do.ID``."""

    id: str
    datasets: tuple[str, ...]
    group: str
    hours: int | None
    bytes: int | None
    volatile: bool
    holder: Kind
    sure: int
    source: str

    def about(self, dataset: str) -> int:
        """How closely it is about a dataset: the length of the name that fits, else zero."""
        return max(
            (
                len(own)
                for own in self.datasets
                if dataset == own or (own.endswith(".") and dataset.startswith(own))
            ),
            default=0,
        )

    @property
    def sources(self) -> frozenset[str]:
        """The sources that read it."""
        return frozenset(name.partition(".")[0] for name in self.datasets)


@cache
def limits() -> tuple[Limit, ...]:
    """All limits, in the order of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(_limit(entry) for entry in yaml.safe_load(text))


def limit_of(dataset: str) -> Limit | None:
    """The limit of a dataset: that of its own name before that of its source."""
    best = max(limits(), key=lambda one: one.about(dataset))
    return best if best.about(dataset) else None


def kind_named(name: str) -> Kind:
    """A kind of holder by its name. Raises ValueError."""
    return HOLDERS[HOLDERS.index(name)]


def _limit(entry: dict[str, Any]) -> Limit:
    return Limit(
        id=str(entry["id"]),
        datasets=tuple(map(str, entry["datasets"])),
        group=str(entry.get("group", "")),
        hours=entry.get("hours"),
        bytes=entry.get("bytes"),
        volatile=bool(entry.get("volatile", False)),
        holder=kind_named(str(entry["holder"])),
        sure=int(entry["sure"]),
        source=str(entry["source"]),
    )
