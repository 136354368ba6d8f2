"""Files of a Yamaha router's ``show log``: ``2026/10/06 12:00:00: message``."""

from __future__ import annotations

from functools import partial

from sekisho.sources.contract import LineSource, Sample
from sekisho.sources.syslog.lines import Plan, parse, prepare, share_of
from sekisho.sources.syslog.payload.yamaha import PAYLOAD
from sekisho.sources.syslog.stamps import SLASHES


def _identify(sample: Sample) -> int:
    share = share_of(sample, rf"^{SLASHES}: ")
    return 85 if share >= 0.9 else 78 if share >= 0.6 else 0


SOURCE = LineSource(
    name="yamaha",
    kinds=PAYLOAD.kinds,
    reference=PAYLOAD.reference,
    zone="router_local",
    encoding="by_content",
    tried_on="",
    identify=_identify,
    prepare=partial(prepare, "yamaha"),
    parse=parse,
    notes=Plan.notes,
)
