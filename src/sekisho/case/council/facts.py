"""Facts that the council's questions rest on, each with its records. Moments are aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sekisho.case.reasons import Reference


@dataclass(frozen=True)
class Compared:
    """One indicator that came from elsewhere, held against the records. ``outcome``: ``met``,
    ``not_met`` (the records in ``searched`` could have shown it) or ``not_searched`` (none could).
    ``hosts``: computers and persons that met it; ``kept_out``: nobody met it but where it was
    stopped. ``evidence``: the line of the list, then the records."""

    kind: str
    given: str
    outcome: str
    hosts: int
    kept_out: bool
    searched: tuple[str, ...]
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Paper:
    """A warning on paper that lies among the evidence. ``day``: that it bears, None where none
    can be read. Whom it reached and who read it, a paper does not tell."""

    title: str
    day: date | None
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Checked:
    """A computer that was looked at, as a list of checks has it; day and result as written."""

    host: str
    day: str
    result: str
    network: str
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Passage:
    """Connections on record between the councillors' line and another, in one direction."""

    source: str
    destination: str
    passed: int
    refused: int
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Permitted:
    """A flow that the rulebook allows into or out of the councillors' line."""

    source: str
    destination: str
    ports: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Councillors:
    """The councillors' computers in an outbreak. ``zones``: of the kind council, by the rulebook;
    ``computers``: in these zones, or in a list of checks that names the councillors.
    ``addresses``: mail addresses known as councillors', None where the rulebook names none; of
    their ``copies`` the same. ``silent``: computers of which no record came, so that nothing can
    be said of them. ``watched``: whether any record of connections between the town's own lines
    is there at all."""

    zones: tuple[str, ...]
    computers: tuple[str, ...]
    addresses: int | None
    copies: int | None
    opened: tuple[str, ...]
    contacted: tuple[str, ...]
    silent: tuple[str, ...]
    permitted: tuple[Permitted, ...]
    passages: tuple[Passage, ...]
    watched: bool
    checked: tuple[Checked, ...]


@dataclass(frozen=True)
class Council:
    """All of it for one case."""

    compared: tuple[Compared, ...]
    papers: tuple[Paper, ...]
    councillors: Councillors
