"""Which remedies raise what is lacking, with the least work for this town."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sekisho.case.ready.facts import Remedy

ELSEWHERE = 1000
"""Minutes added for a remedy of a system of which the evidence shows nothing."""


class Mending:
    """Chooses among remedies for a town with so many computers and these datasets."""

    def __init__(self, remedies: Sequence[Remedy], machines: int, datasets: Iterable[str]) -> None:
        self._remedies = tuple(remedies)
        self._machines = max(machines, 1)
        self._datasets = tuple(datasets)

    def minutes(self, remedy: Remedy) -> int:
        """The work for the whole town."""
        return remedy.minutes * (self._machines if remedy.each else 1)

    def suits(self, remedy: Remedy) -> bool:
        """Whether the evidence shows the system it is for."""
        return not remedy.systems or any(one.startswith(remedy.systems) for one in self._datasets)

    def for_all(self, lacking: Iterable[str]) -> tuple[Remedy, ...]:
        """Remedies that together raise all these capabilities as far as any can: for each the
        cheapest, one already chosen before all others."""
        chosen: list[Remedy] = []
        for name in sorted(lacking, key=self._choices):
            if any(name in one.closes for one in chosen):
                continue
            fitting = [one for one in self._remedies if name in one.closes]
            if fitting:
                chosen.append(min(fitting, key=self._cost))
        return tuple(sorted(chosen, key=self._remedies.index))

    def cost(self, lacking: frozenset[str]) -> float:
        """Minutes to raise all these capabilities; one that nothing raises costs the most."""
        hopeless = sum(not any(name in one.closes for one in self._remedies) for name in lacking)
        work = sum(self._cost(one) for one in self.for_all(lacking))
        return work + hopeless * ELSEWHERE**2

    def _cost(self, remedy: Remedy) -> int:
        return self.minutes(remedy) + (0 if self.suits(remedy) else ELSEWHERE)

    def _choices(self, name: str) -> tuple[int, str]:
        """Those with the fewest ways come first, so that their remedies serve the others too."""
        return sum(name in one.closes for one in self._remedies), name
