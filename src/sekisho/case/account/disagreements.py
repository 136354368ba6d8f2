"""Where the sources of an account contradict each other: shown, and not smoothed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sekisho.case.account.campaigns import Campaign
from sekisho.case.account.facts import Happening
from sekisho.case.reasons import Reason, Reference


def disagreements(
    campaign: Campaign,
    opened: Iterable[str],
    contacted: Iterable[Happening],
    detected: Iterable[Happening],
    cleaned: Iterable[Happening],
) -> Iterator[Reason]:
    """Each as a sentence with its records."""
    hosts = set(opened)
    kept = [one for one in campaign.copies if one.attachment and one.state == "blocked"]
    yield from _some("outbreak.kept_but_stopped", len(kept), (one.evidence for one in kept))
    unlike = [one for one in contacted if one.host not in hosts]
    yield from _named("outbreak.called_without_opening", unlike)
    found = [one for one in detected if one.host not in hosts]
    yield from _named("outbreak.found_without_opening", found)
    seen = {one.host for one in detected}
    yield from _named(
        "outbreak.removed_without_finding", [o for o in cleaned if o.host not in seen]
    )
    if not campaign.copies and campaign.runs:
        yield from _some(
            "outbreak.opened_without_mail",
            len(campaign.runs),
            (run.evidence for run in campaign.runs),
        )


def _named(code: str, found: list[Happening]) -> Iterator[Reason]:
    if found:
        names = ", ".join(sorted({one.host for one in found}))
        refs = tuple(ref for one in found for ref in one.evidence)
        yield Reason(code, {"count": str(len(found)), "hosts": names}, refs[:20])


def _some(code: str, count: int, evidence: Iterable[Reference]) -> Iterator[Reason]:
    if count:
        yield Reason(code, {"count": str(count)}, tuple(evidence)[:20])
