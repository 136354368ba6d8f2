"""The timeline picture: sessions, window and its uncertainty, cause, documents, gaps, clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sekisho.case.account.facts import Outbreak
from sekisho.case.facts import Gap, Session, Step, Window
from sekisho.events.time import JAPAN
from sekisho.report import mailed
from sekisho.report.axis import LEFT, RIGHT, Axis
from sekisho.report.drawing import (
    Dot,
    Drawing,
    Label,
    Rect,
    Rule,
    Shape,
    fitted,
    width_of,
    wrapped,
)
from sekisho.report.stepped import counted
from sekisho.report.writer import SIGNS, Writer

BEFORE, AFTER = timedelta(minutes=60), timedelta(minutes=30)
"""What led to the window and what followed it is drawn this far."""
STEPS = 14
"""So many steps of the cause get a number in the picture; plain pages are left out first."""
PLAIN = ("cause.page", "cause.page_tls", "cause.redirect", "cause.tool_calls")
"""Steps that say little by themselves."""
ROW = 30.0
LANES = 4
GAPS = 5
CLOCKS = 4


def timeline(writer: Writer) -> Drawing | None:
    """The picture, or None when nothing has a place on it."""
    axis = _axis(writer)
    if axis is None:
        return None
    lanes = _Lanes(writer, axis)
    lanes.windows(writer.case.windows)
    lanes.mails(writer.case.outbreaks)
    lanes.moments("opened", "circle", [
        each.time for one in writer.case.outbreaks for each in one.opened
    ])  # fmt: skip
    lanes.sessions(writer.case.sessions)
    steps = chosen([one for one in writer.case.cause if axis.holds(one.time)])
    lanes.steps(steps)
    lanes.moments("documents", "circle", _opened(writer))
    lanes.moments("findings", "triangle", [one.time for one in writer.case.findings if one.time])
    lanes.gaps(writer.case.coverage.gaps)
    lanes.close()
    lanes.legend(steps)
    return Drawing(lanes.y, tuple(lanes.shapes))


def _axis(writer: Writer) -> Axis | None:
    case = writer.case
    spans = [(one.start, one.end) for one in case.windows]
    if mailed.by_mail(case):
        spans = [(one.first, one.last) for one in case.outbreaks if one.first and one.last]
        spans += [(one.time, one.time) for outbreak in case.outbreaks for one in outbreak.opened]
    spans = spans or [(one.start, one.end) for one in case.sessions]
    if not spans:
        return None
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    near = [one.time for one in case.cause if start - BEFORE <= one.time <= end + AFTER]
    first, last = min([start, *near]), max([end, *near])
    pad = max((last - first) * 0.06, timedelta(minutes=2))
    return Axis(first - pad, last + pad)


def chosen(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps that get a number: all that are no plain pages, then the last of those."""
    telling = [one for one in steps if one.what not in PLAIN][:STEPS]
    plain = [one for one in steps if one.what in PLAIN]
    room = STEPS - len(telling)
    kept = {id(one) for one in (*telling, *(plain[-room:] if room else ()))}
    return tuple(one for one in steps if id(one) in kept)


def _opened(writer: Writer) -> list[datetime]:
    return [
        datetime.fromisoformat(reason.values["time"])
        for document in writer.case.exposure
        if document.verdict == "proven"
        for reason in document.reasons
        if "time" in reason.values
    ]


class _Lanes:
    """Draws lane below lane."""

    def __init__(self, writer: Writer, axis: Axis) -> None:
        self.writer = writer
        self.axis = axis
        self.shapes: list[Shape] = []
        self.y = 56.0
        day = writer.words.weekday(axis.start.astimezone(JAPAN).date())
        self.shapes.append(Label(LEFT, 20, day, 16, strong=True))
        zone = writer.text("report.timeline.zone")
        self.shapes.append(Label(RIGHT, 20, zone, 13, "end", "muted"))
        for moment, text in axis.ticks():
            self.shapes.append(Label(axis.place(moment), 44, text, 14, "middle"))

    def _lane(self, name: str, rows: int = 1) -> float:
        top = self.y
        text = fitted(self.writer.text(f"report.lane.{name}"), 15, LEFT - 12)
        self.shapes.append(Rule(0, top, RIGHT, top))
        self.shapes.append(Label(0, top + 22, text, 15, strong=True))
        self.y = top + max(rows, 1) * ROW + 6
        return top + 4

    def windows(self, windows: Sequence[Window]) -> None:
        """Solid where the window is sure, hatched where only its uncertainty reaches."""
        if not windows:
            return
        top = self._lane("window", min(len(windows), LANES))
        for number, one in enumerate(windows[:LANES]):
            self._window(one, top + number * ROW)

    def _window(self, one: Window, y: float) -> None:
        before = timedelta(seconds=one.start_uncertainty_s)
        after = timedelta(seconds=one.end_uncertainty_s)
        words = self.writer.words
        span = words.span(one.start, one.end, seconds=True)
        text = f"{words.clock(one.start, seconds=True)} – {words.clock(one.end, seconds=True)}"
        self._bar(one.start - before, one.start + before, y, "unsure", span)
        self._bar(one.end - after, one.end + after, y, "unsure", span)
        self._bar(one.start, one.end, y + 4, "window", span, 16)
        for since, until in one.interruptions:
            self._bar(since, until, y + 4, "paper", words.span(since, until, seconds=True), 16)
        self._beside(one.end + after, one.start - before, y + 17, text)

    def _beside(self, end: datetime, start: datetime, y: float, text: str) -> None:
        """A label right of a bar, or left of it where there is no room."""
        x = self.axis.place(end) + 6
        if x + width_of(text, 13) <= RIGHT:
            self.shapes.append(Label(x, y, text, 13))
        else:
            self.shapes.append(Label(self.axis.place(start) - 6, y, text, 13, "end"))

    def _upon(self, start: datetime, y: float, text: str) -> None:
        """A label on the bar that begins at ``start``."""
        x = self.axis.place(start) + 6
        self.shapes.append(Rect(x - 3, y + 4, width_of(text, 12) + 8, 14, "paper"))
        self.shapes.append(Label(x, y + 16, text, 12))

    def _bar(
        self,
        since: datetime,
        until: datetime,
        y: float,
        tone: str,
        title: str,
        height: float = 24,
    ) -> None:
        left, right = self.axis.place(since), self.axis.place(until)
        width = max(right - left, 2.0)
        self.shapes.append(
            Rect(left, y, width, height, tone, title, outlined=tone not in ("paper", "window"))  # type: ignore[arg-type]
        )

    def mails(self, outbreaks: Sequence[Outbreak]) -> None:
        """From the first to the last receipt of each campaign of suspicious mails."""
        dated = [(one, one.first, one.last) for one in outbreaks if one.first and one.last]
        dated = [one for one in dated if one[2] >= self.axis.start and one[1] <= self.axis.end]
        if not dated:
            return
        top = self._lane("mails", min(len(dated), LANES))
        for number, (one, first, last) in enumerate(dated[:LANES]):
            y = top + number * ROW
            self._bar(first, last, y + 2, "unexplained", self.writer.words.span(first, last), 18)
            self._upon(first, y, counted(self.writer, one, "received"))

    def sessions(self, sessions: Sequence[Session]) -> None:
        """Each with the sign of its judgement; overlapping ones below each other."""
        inside = [
            one for one in sessions if one.end >= self.axis.start and one.start <= self.axis.end
        ]
        if not inside:
            return
        rows = stacked(inside, self.axis)
        top = self._lane("sessions", max(rows) + 1)
        for one, row in zip(inside, rows, strict=True):
            y = top + row * ROW
            judged = self.writer.text(f"report.mark.{one.judgement}")
            span = self.writer.words.span(one.start, one.end, seconds=True)
            self._bar(one.start, one.end, y + 2, one.judgement, f"{judged} {one.tool} {span}", 18)
            self._beside(one.end, one.start, y + 16, f"{SIGNS[one.judgement]}{judged} {one.tool}")

    def steps(self, steps: Sequence[Step]) -> None:
        """A numbered mark each; the numbers are told below the picture."""
        if not steps:
            return
        places = [self.axis.place(one.time) for one in steps]
        levels = staggered(places, 24)
        top = self._lane("cause", max(levels) + 1)
        for x, level in zip(places, levels, strict=True):
            self.shapes.append(Rule(x, top - 4, x, top + level * ROW + 13, "muted"))
        for number, (step, x, level) in enumerate(zip(steps, places, levels, strict=True), 1):
            y = top + level * ROW + 13
            self.shapes.append(Dot(x, y, "diamond", "cause", self.writer.words.stamp(step.time)))
            self.shapes.append(Label(x, y + 5, str(number), 13, "middle", "paper", strong=True))

    def moments(self, name: str, form: str, moments: Iterable[datetime]) -> None:
        """Marks of moments; those closer than a mark is wide stand together with their number."""
        inside = sorted(one for one in moments if self.axis.holds(one))
        if not inside:
            return
        top = self._lane(name)
        tone = "proven" if name == "documents" else "finding"
        for x, count in clustered([self.axis.place(one) for one in inside], 42):
            self.shapes.append(Dot(x, top + 13, form, tone, str(count)))  # type: ignore[arg-type]
            if count > 1:
                self.shapes.append(Label(x + 10, top + 18, f"×{count}", 12))

    def gaps(self, gaps: Sequence[Gap]) -> None:
        """The silences of sources that touch the picture, a row a kind of record."""
        inside = [one for one in gaps if one.end >= self.axis.start and one.start <= self.axis.end]
        rows: dict[str, list[Gap]] = {}
        for one in inside:
            rows.setdefault(one.source, []).append(one)
        if not rows:
            return
        top = self._lane("gaps", min(len(rows), GAPS))
        for row, (source, members) in enumerate(list(rows.items())[:GAPS]):
            y = top + row * ROW
            for one in members:
                self._bar(one.start, one.end, y + 2, "gap", source, 18)
            self._upon(members[0].start, y, self.writer.kind(source))

    def close(self) -> None:
        """The grid, under everything else."""
        grid: list[Shape] = [
            Rule(self.axis.place(moment), 50, self.axis.place(moment), self.y, "faint")
            for moment, _ in self.axis.ticks()
        ]
        self.shapes = [*grid, *self.shapes, Rule(0, self.y, RIGHT, self.y)]
        self.y += 24

    def legend(self, steps: Sequence[Step]) -> None:
        """What the numbers stand for, what is not drawn, and the clocks."""
        for number, step in enumerate(steps, 1):
            said = self.writer.coded(step.what, step.values)
            text = getattr(said, "text", "")
            line = f"{self.writer.words.clock(step.time, seconds=True)}　{text}"
            self.shapes.append(Dot(12, self.y - 5, "diamond", "cause"))
            self.shapes.append(Label(12, self.y, str(number), 13, "middle", "paper", strong=True))
            for part in wrapped(line, 14, RIGHT - 40):
                self.shapes.append(Label(32, self.y, part, 14))
                self.y += 20
            self.y += 5
        for line in self._remarks(len(steps)):
            self.shapes.append(Label(0, self.y, fitted(line, 13, RIGHT), 13, tone="muted"))
            self.y += 20

    def _remarks(self, drawn: int) -> list[str]:
        case, text = self.writer.case, self.writer.text
        outside = sum(
            one.end < self.axis.start or one.start > self.axis.end for one in case.sessions
        )
        left_out = len(case.cause) - drawn
        lines = [text("report.timeline.outside", count=outside)] if outside else []
        lines += [text("report.timeline.left_out", count=left_out)] if left_out else []
        for clock in [one for one in case.clocks if abs(one.offset_s) >= 0.05][:CLOCKS]:
            lines.append(
                text(
                    "report.timeline.clock",
                    source="・".join(
                        part for part in (self.writer.kind(clock.source), clock.host) if part
                    ),
                    offset=self.writer.words.offset(clock.offset_s),
                    uncertainty=self.writer.words.uncertainty(clock.uncertainty_s),
                )
            )
        return lines


def stacked(sessions: Sequence[Session], axis: Axis, label: float = 190) -> list[int]:
    """A row for each session so that bars and their labels do not lie on each other."""
    free: list[float] = []
    rows = []
    for one in sessions:
        left, right = axis.place(one.start), axis.place(one.end) + label
        row = next((number for number, x in enumerate(free) if x <= left), len(free))
        row = min(row, LANES - 1)
        free[row : row + 1] = [right]
        rows.append(row)
    return rows


def staggered(places: Sequence[float], room: float, levels: int = 8) -> list[int]:
    """A level for each of ascending places so that neighbours do not touch, while levels last."""
    last = [-1e9] * levels
    found = []
    for x in places:
        fitting = [level for level in range(levels) if x - last[level] >= room]
        level = fitting[0] if fitting else min(range(levels), key=lambda one: last[one])
        last[level] = x
        found.append(level)
    return found


def clustered(places: Sequence[float], room: float) -> list[tuple[float, int]]:
    """Ascending places joined where they are closer than ``room``: the first, and how many."""
    found: list[tuple[float, int]] = []
    for x in places:
        if found and x - found[-1][0] < room:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found
