"""Previews as lines for a person: each gate, what was found over all gates, whom it disturbs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sekisho.cli.voice import Voice, in_one_line
from sekisho.events.time import JAPAN
from sekisho.gates.controls import controls
from sekisho.gates.held import Held, Side
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.stages import Stages
from sekisho.gates.summary import Disturbed, busiest, by_stage, disturbed
from sekisho.gates.words import meaning, title_in
from sekisho.rulebook import Rulebook

SHOWN = 20
_WIDE = 60
"""Signs of a rule's words that are shown in a list."""


def show(found: Preview, stages: Stages, voice: Voice, *, alone: bool) -> None:
    """One gate: how much it judged and refused; ``alone``: also whom and what, line by line."""
    if not alone:
        voice.line()
        voice.line(voice.text(f"gates.gate.{found.gate}"))
    if not found.judged:
        voice.say("cli.gates.nothing_judged")
    else:
        first, last = _moment(found.first), _moment(found.last)
        voice.say("cli.gates.judged", judged=found.judged, first=first, last=last)
        if found.whole:
            voice.say("cli.gates.judged_whole", count=found.whole)
        voice.say("cli.gates.refused", refused=found.refused)
        code = "cli.gates.at_stages_mail" if found.gate == "mail" else "cli.gates.at_stages"
        voice.say(code, **by_stage(found, stages))
    for ticket, count in found.permitted.items():
        voice.say("cli.gates.permitted", ticket=in_one_line(ticket), count=count)
    if found.stopped is None or found.missed is None:
        voice.say("cli.gates.not_confronted")
    elif alone:
        _show_confronted(found, voice)
    if alone:
        _show_refusals(found, voice)
    for code, count in found.unjudged.items():
        voice.say(code, count=count)


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(JAPAN):%Y-%m-%d %H:%M}" if moment else "?"


def _title(title: str, voice: Voice) -> str:
    return in_one_line(title_in(title, voice.language))


def _show_confronted(found: Preview, voice: Voice) -> None:
    if not found.stopped and not found.missed:
        voice.say("cli.gates.none_confronted")
    for title, side in (("stopped", found.stopped), ("missed", found.missed)):
        if side:
            voice.say(f"cli.gates.{title}")
        for one in (side or ())[:SHOWN]:
            voice.say(
                "cli.gates.pointed",
                count=one.count,
                title=_title(one.title, voice),
                first=_moment(one.first),
                hosts=in_one_line(" ".join(one.hosts)),
                evidence=in_one_line(one.evidence),
                position=one.position,
            )


def _show_refusals(found: Preview, voice: Voice) -> None:
    for title, key in _GROUPS:
        _group(voice, title, _sums(found.refusals, key))
    for one in found.refusals[:SHOWN]:
        who = " ".join(filter(None, (one.host or one.address, one.person)))
        voice.line(f"  {one.count:8d}  {one.code}  {in_one_line(who)} → {one.to}")
    if len(found.refusals) > SHOWN:
        voice.say("cli.gates.more", count=len(found.refusals) - SHOWN)


_GROUPS = (("rule", "code"), ("department", "department"), ("host", "host"), ("person", "person"))


def _sums(refusals: Iterable[Refusals], key: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for one in refusals:
        sums[str(getattr(one, key))] += one.count
    return sums


def _group(voice: Voice, title: str, sums: Counter[str]) -> None:
    named = [(name, count) for name, count in sums.most_common() if name]
    if not named:
        return
    voice.say(f"cli.gates.by.{title}")
    for name, count in named[:SHOWN]:
        voice.line(f"  {count:8d}  {in_one_line(name)}")


def show_held(rows: Iterable[Held], voice: Voice) -> None:
    """What was found, in order of time, and what each gate would have said of it."""
    found = tuple(rows)
    voice.line()
    if not found:
        voice.say("cli.gates.held.none")
        return
    voice.say("cli.gates.held")
    for one in found:
        voice.say(
            "cli.gates.held.row",
            first=_moment(one.first),
            title=_title(one.title, voice),
            count=one.count,
            hosts=in_one_line(" ".join(one.hosts)) or voice.text("cli.gates.no_host"),
        )
        if one.stopped:
            voice.say("cli.gates.held.stopped", gates=_sides(one.stopped, voice))
        if one.passed:
            voice.say("cli.gates.held.passed", gates=_sides(one.passed, voice))
        if not one.stopped and not one.passed:
            voice.say("cli.gates.held.nobody")


def _sides(sides: Iterable[Side], voice: Voice) -> str:
    return voice.text("cli.gates.and").join(
        voice.text(
            "cli.gates.held.side", gate=voice.text(f"gates.gate.{one.gate}"), count=one.count
        )
        for one in sides
    )


def show_controls(
    previews: Iterable[Preview], found: Iterable[Held], rulebook: Rulebook, voice: Voice
) -> None:
    """Each control: what it would have stopped of what was found, and whom it would have met."""
    rows = [one for one in controls(previews, found, rulebook) if one.code]
    if not rows:
        return
    voice.line()
    voice.say("cli.gates.controls")
    for one in rows[:SHOWN]:
        rule = _meaning(one.gate, one.code, rulebook, voice)
        voice.say("cli.gates.summary_rule", gate=voice.text(f"gates.gate.{one.gate}"), rule=rule)
        stopped = voice.text("cli.gates.and").join(
            voice.text("cli.gates.held.side", gate=_title(title, voice), count=count)
            for title, count in one.stopped or ()
        )
        if stopped:
            voice.say("cli.gates.held.stopped", gates=stopped)
        voice.say(
            "cli.gates.controls.met",
            people=len(one.people) or "?",
            hosts=len(one.hosts),
            others=len(one.others),
            departments=len(one.departments),
            per_day=one.per_day,
        )
    if len(rows) > SHOWN:
        voice.say("cli.gates.more", count=len(rows) - SHOWN)


def show_summary(previews: Iterable[Preview], rulebook: Rulebook, voice: Voice) -> None:
    """Whom it would have disturbed: each rule in words, below it the departments."""
    rows = disturbed(previews)
    voice.line()
    if not rows:
        voice.say("cli.gates.summary.none")
        return
    voice.say("cli.gates.summary")
    order = {key: at for at, key in reversed([*enumerate((one.gate, one.code) for one in rows)])}
    shown = sorted(rows, key=lambda one: order[one.gate, one.code])[:SHOWN]
    for (gate, code), own in groupby(shown, key=lambda one: (one.gate, one.code)):
        named = voice.text(f"gates.gate.{gate}")
        voice.say("cli.gates.summary_rule", gate=named, rule=_meaning(gate, code, rulebook, voice))
        for one in own:
            _show_row(one, voice)
    if len(rows) > SHOWN:
        voice.say("cli.gates.more", count=len(rows) - SHOWN)


def _show_row(one: Disturbed, voice: Voice) -> None:
    voice.say(
        "cli.gates.summary_row",
        department=in_one_line(one.department) or voice.text("cli.gates.no_department"),
        hours=busiest(one.hours),
        unit=voice.text(f"gates.unit.{one.gate}"),
        to=in_one_line(one.to[0]),
        count=one.count,
        per_day=one.per_day,
        hosts=len(one.hosts),
        people=len(one.people) or "?",
    )


def _meaning(gate: str, code: str, rulebook: Rulebook, voice: Voice) -> str:
    """The rule in words, shortened for a list, and its code."""
    words = in_one_line(meaning(gate, code, rulebook, voice.language))
    short = words if len(words) <= _WIDE else f"{words[: _WIDE - 1]}…"
    return f"{short} [{in_one_line(code)}]" if short else in_one_line(code)
