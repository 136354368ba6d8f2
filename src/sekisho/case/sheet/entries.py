"""The entries of a case sheet as typed values. Field names are the keys of the form.

What a key means is said once, in ``schema.json``. Absent texts are ``""``, absent lists ``()``.
An absent number, time or yes/no is None: it was not told, and is never taken as zero or no.
``public`` True: the text may stand in the public version as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sekisho.form.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    title: str = ""
    summary: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """What the first report is told beside the other sections."""

    to: tuple[str, ...] = ()
    every_hours: int | None = None
    next: datetime | None = None
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    department: str = ""
    person: str = ""
    address: str = ""
    telephone: str = ""
    fax: str = ""
    mail: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who saw what, or told whom. ``knew`` None: not said, and counted as known."""

    at: When
    what: str
    who: str = ""
    to: str = ""
    by: str = ""
    knew: bool | None = None
    recorded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    what: str
    kind: str = "other"
    at: When | None = None
    by: str = ""
    state: str = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision. ``session``: a moment within the remote session it is about; ``kind``:
    to which question it answers, where the person says so."""

    about: str
    decided_by: str
    kind: str = ""
    session: datetime | None = None
    host: str = ""
    judgement: str = ""
    decision: str = ""
    at: When | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A person's answer to a question of the law. ``low`` and ``high`` answer "how many"."""

    answer: str = "unknown"
    low: int | None = None
    high: int | None = None
    decided_by: str = ""
    at: When | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """Information of one holder, with the answers about it. None: not answered."""

    information: str
    my_number: Answer | None = None
    holder: Answer | None = None
    organisational: Answer | None = None
    sensitive: Answer | None = None
    property: Answer | None = None
    improper: Answer | None = None
    persons: Answer | None = None
    ordinance: Answer | None = None
    encrypted: Answer | None = None
    decision: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersFinding:
    """What another body found: never merged with our own facts."""

    author: str
    text: tuple[str, ...]
    kind: str = "other"
    date: date | None = None
    status: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One suspicious file and one body it was sent to."""

    sha256: str
    name: str = ""
    sealed: str = ""
    to: str = ""
    at: When | None = None
    answer: str = ""
    answered: When | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    agency: str
    what: str
    kind: str = "other"
    at: When | None = None
    by: str = ""
    person: str = ""
    state: str = "done"
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    group: str
    persons: int | None = None
    households: int | None = None
    informed: int | None = None
    at: When | None = None
    by: str = ""
    what: str = ""
    state: str = "done"
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    at: When | None = None
    by: str = "other"
    kind: str = "other"
    count: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    at: When
    found: bool
    text: str
    by: str
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    post: str
    part: str = ""
    date: date | None = None
    measure: str = ""
    law: str = ""
    reasons: tuple[str, ...] = ()
    note: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    text: str
    heading: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    title: str
    heading: str = ""
    detail: str = ""
    new: bool = False
    owner: str = ""
    due: date | None = None
    state: str = "open"
    done: date | None = None
    evidence: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    apology: tuple[str, ...] = ()
    signature: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    at: When
    what: str
    where: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One case sheet as it stood when it was read. ``name``: of the evidence it is;
    ``sha256``: of its bytes; ``lines``: where each call stands in it (from 1)."""

    name: str = ""
    sha256: str = ""
    lines: tuple[int, ...] = ()
    incident: Incident = Incident()
    first: First = First()
    contact: Contact = Contact()
    calls: tuple[Call, ...] = ()
    measures: tuple[Measure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    duty: tuple[Information, ...] = ()
    findings: tuple[OthersFinding, ...] = ()
    specimens: tuple[Specimen, ...] = ()
    agencies: tuple[Agency, ...] = ()
    affected: tuple[Affected, ...] = ()
    voices: tuple[Voice, ...] = ()
    damage: tuple[Damage, ...] = ()
    discipline: tuple[Discipline, ...] = ()
    faults: tuple[Fault, ...] = ()
    promises: tuple[Promise, ...] = ()
    letter: Letter = Letter()
    publications: tuple[Publication, ...] = ()
