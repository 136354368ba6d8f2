"""Switching on and taking back, each as one change that holds wholly or not at all.

1. What stands on the machine and what is to stand there is kept, by hash.
2. The beginning goes into the journal, with all versions before and after.
3. The files are put in place, one after the other, each in one step; then they are loaded.
4. The end goes into the journal.

Where 3 fails the files of before are put back and loaded. Who is cut off anywhere (power,
``kill -9``) finds a beginning without an end next time, and the same is done then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sekisho.events.time import iso
from sekisho.gates.applied import journal as lines
from sekisho.gates.applied import woven
from sekisho.gates.applied.journal import Change, Journal, Outcome, Part, Placed
from sekisho.gates.applied.kept import Kept, Version
from sekisho.gates.applied.lock import alone
from sekisho.gates.applied.machine import Machine
from sekisho.gates.contract import Placement
from sekisho.gates.stages import Stages


class NothingOnError(Exception):
    """There is nothing to take back."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A target to be switched on: where its files go, their contents by generated name, and the
    stages they were built at."""

    gate: str
    target: str
    placement: Placement
    contents: Mapping[str, bytes]
    stages: Stages = field(default_factory=Stages)


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who changes, when (aware), and why."""

    who: str
    when: datetime
    reason: str = ""
    straight: str = ""
    rulebook: str = ""


@dataclass(frozen=True)
class Switch:
    """The gates of one machine: its state folder and where its files are."""

    state: Path
    machine: Machine

    @property
    def _kept(self) -> Kept:
        return Kept(self.state)

    def journal(self) -> Journal:
        """What was done so far. Raises OSError."""
        return lines.read(self.state)

    def apply(self, wanted: Iterable[Wanted], order: Order) -> Change:
        """Switches targets on, all of them or none; the outcome says which. Raises BusyError,
        NotAFileError, BrokenBlockError, OSError; then the machine has what it had before."""
        with self._alone(order.when) as journal:
            parts = tuple(self._part(one, journal) for one in wanted)
            return self._do(_begun(journal, "apply", order, parts), journal, order.when)

    def take_back(self, gate: str, target: str | None, order: Order) -> Change:
        """Puts back what stood before the last change of a gate (of one target of it), also
        where nothing stood. Raises NothingOnError, BusyError, NotAFileError, BrokenBlockError,
        OSError."""
        with self._alone(order.when) as journal:
            named = [
                one for one in journal.targets() if one[0] == gate and target in (None, one[1])
            ]
            parts = tuple(
                self._reversed(part)
                for one in named
                for change in journal.history(*one)[-1:]
                for part in change.parts
                if (part.gate, part.target) == one
            )
            if not parts:
                raise NothingOnError(gate)
            return self._do(_begun(journal, "return", order, parts), journal, order.when)

    def repair(self, when: datetime) -> Change | None:
        """Ends a change that was cut off: the machine gets what it had before. None: there was
        none. Raises BusyError, OSError."""
        with self.locked():
            return self._repair(self.journal(), when)

    def _part(self, wanted: Wanted, journal: Journal) -> Part:
        placement = wanted.placement
        places = placement.places(wanted.contents)
        history = journal.history(wanted.gate, wanted.target)
        earlier = {
            file.path: file
            for change in history[-1:]
            for part in change.parts
            if (part.gate, part.target) == (wanted.gate, wanted.target)
            for file in part.files
            if file.path not in places.values()
        }
        files = tuple(self._placed(name, path, wanted) for name, path in places.items())
        files += tuple(self._gone(earlier[path]) for path in sorted(earlier))
        load, unload = placement.load, placement.unload
        return Part(wanted.gate, wanted.target, files, load, unload, wanted.stages)

    def _placed(self, name: str, path: str, wanted: Wanted) -> Placed:
        before, content = self._standing(path), wanted.contents[name]
        mode = before.mode if before else 0o600 if name in wanted.placement.private else 0o644
        weave, block = wanted.placement.woven.get(name), None
        if weave is not None:
            rest, _ = woven.split(self._content(before), path)
            block = weave(rest, content)
            content = woven.joined(rest, block)
        return Placed(path, before, Version(self._kept.keep(content), mode), woven.digest(block))

    def _gone(self, file: Placed) -> Placed:
        """A file that is no longer wanted; of the town's own only our block goes."""
        before = self._standing(file.path)
        if file.block is None or before is None:
            return Placed(file.path, before, None)
        rest, _ = woven.split(self._content(before), file.path)
        return Placed(file.path, before, Version(self._kept.keep(rest), before.mode))

    def _reversed(self, part: Part) -> Part:
        return replace(part, files=tuple(self._back(one) for one in reversed(part.files)))

    def _back(self, file: Placed) -> Placed:
        """What stood there before; of the town's own only our block goes back."""
        now = self._standing(file.path)
        if file.block is None or now is None or file.before is None:
            return Placed(file.path, now, file.before)
        whole = woven.back(
            file.path, *(self._content(one) for one in (now, file.after, file.before))
        )
        after = Version(self._kept.keep(whole), file.before.mode)
        return Placed(file.path, now, after, woven.digest(woven.split(whole, file.path)[1]))

    def _standing(self, path: str) -> Version | None:
        return self._kept.standing(self.machine.at(path))

    def _content(self, version: Version | None) -> bytes:
        return self._kept.content(version.sha256) if version else b""

    def _do(self, change: Change, journal: Journal, when: datetime) -> Change:
        lines.begin(journal, change)
        try:
            failed = self._stand(change.parts, lambda file: file.after)
        except BaseException:
            self._repair(self.journal(), when)
            raise
        if change.act == "return":
            outcome: Outcome = "returned" if failed is None else "returned_not_loaded"
        elif failed is None:
            outcome = "applied"
        else:
            again = self._stand(change.parts[::-1], lambda file: file.before)
            outcome = "put_back" if again is None else "put_back_not_loaded"
            failed = failed + (again or ())
        return self._ended(journal, change, outcome, failed or (), when)

    def _repair(self, journal: Journal, when: datetime) -> Change | None:
        change = journal.cut_off
        if change is None:
            return None
        apply = change.act == "apply"
        for file in (file for part in change.parts for file in part.files):
            self._standing(file.path)
        failed = self._stand(change.parts[::-1], lambda file: file.before if apply else file.after)
        outcome: Outcome = "put_back" if apply else "returned"
        if failed is not None:
            outcome = "put_back_not_loaded" if apply else "returned_not_loaded"
        return self._ended(journal, change, outcome, failed or (), when)

    def _stand(
        self, parts: Iterable[Part], wanted: Callable[[Placed], Version | None]
    ) -> tuple[str, ...] | None:
        """Makes the machine have the wanted version of every file, and loads them; None when
        all commands went well. Raises OSError."""
        held = tuple(parts)
        for part in held:
            for file in part.files:
                self._kept.place(self.machine.at(file.path), wanted(file))
        failed: tuple[str, ...] = ()
        for part in held:
            there = any(wanted(file) is not None for file in part.files)
            paths = {file.path for file in part.files}
            failed += self.machine.run(part.load if there else part.unload, paths) or ()
        return failed or None

    def _ended(
        self, journal: Journal, change: Change, outcome: Outcome, said: tuple[str, ...],
        when: datetime,
    ) -> Change:  # fmt: skip
        ended = replace(change, outcome=outcome, said=said, ended=iso(when))
        lines.end(journal, ended)
        return ended

    @contextmanager
    def _alone(self, when: datetime) -> Iterator[Journal]:
        with self.locked():
            self._repair(self.journal(), when)
            yield self.journal()

    def locked(self) -> AbstractContextManager[None]:
        """One at a time, and after whatever a killed one had begun has ended. Raises BusyError,
        OSError."""
        return alone(self.state)


def _begun(journal: Journal, act: lines.Act, order: Order, parts: tuple[Part, ...]) -> Change:
    number = 1 + max((one.number for one in journal.changes), default=0)
    return Change(
        number=number,
        act=act,
        when=iso(order.when),
        who=order.who,
        reason=order.reason,
        straight=order.straight,
        rulebook=order.rulebook,
        parts=parts,
    )
