"""Log files downloaded from a FortiGate or FortiAnalyzer: ``name=value`` without a header."""

from __future__ import annotations

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.contract import LineSource, Sample
from sekisho.sources.syslog.frames import BARE
from sekisho.sources.syslog.lines import Plan, parse, prepare, share_of
from sekisho.sources.syslog.payload.fortigate import PAYLOAD, claimed


def _identify(sample: Sample) -> int:
    bare = share_of(sample, BARE)
    lines = pa.array(sample.lines(), pa.string())
    if not pc.any(claimed(lines)).as_py():
        return 0
    return 90 if bare >= 0.9 else 85 if bare >= 0.6 else 0


SOURCE = LineSource(
    name="fortigate",
    kinds=PAYLOAD.kinds,
    reference=PAYLOAD.reference,
    zone="eventtime",
    encoding="by_content",
    tried_on="",
    identify=_identify,
    prepare=partial(prepare, "fortigate"),
    parse=parse,
    notes=Plan.notes,
)
