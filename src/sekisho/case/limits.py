"""How long records last before newer ones take their place: known limits, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

FILE = "limits.yaml"
Holder = Literal["town", "contractor", "prefecture", "provider"]
HOLDERS: tuple[Holder, ...] = ("town", "contractor", "prefecture", "provider")


@dataclass(frozen=True)
class Limit:
    """One kind of records. ``dataset``: the ``event.dataset`` it is about, ending in ``.`` for
    all of a source, empty where none of it can be read here; ``hours`` or ``bytes``: what it
    lasts by default; ``volatile``: lost by a restart; ``sure``: percent; ``source``: where the
    default stands written. Title and advice: ``preserve.limit.ID``, ``preserve.do.ID``."""

    id: str
    dataset: str
    hours: int | None
    bytes: int | None
    volatile: bool
    holder: Holder
    sure: int
    source: str

    def about(self, dataset: str) -> bool:
        """Whether it is about a dataset."""
        own = self.dataset
        return bool(own) and (dataset.startswith(own) if own.endswith(".") else dataset == own)


@cache
def limits() -> tuple[Limit, ...]:
    """All limits, in the order of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(_limit(entry) for entry in yaml.safe_load(text))


def limit_of(dataset: str) -> Limit | None:
    """The limit of a dataset: that of its own name before that of its source."""
    found = [one for one in limits() if one.about(dataset)]
    return max(found, key=lambda one: len(one.dataset), default=None)


def _limit(entry: dict[str, Any]) -> Limit:
    return Limit(
        id=str(entry["id"]),
        dataset=str(entry["dataset"]),
        hours=entry.get("hours"),
        bytes=entry.get("bytes"),
        volatile=bool(entry.get("volatile", False)),
        holder=HOLDERS[HOLDERS.index(entry["holder"])],
        sure=int(entry["sure"]),
        source=str(entry["source"]),
    )
