"""Files of syslog lines, and all that the payload parsers know inside them."""

from __future__ import annotations

from functools import partial

from sekisho.events.kinds import ANTIVIRUS, DHCP, DNS, FIREWALL, LOGIN, MAIL, PROXY, SHARE, SYSLOG
from sekisho.sources.contract import LineSource, Sample
from sekisho.sources.syslog import stamps
from sekisho.sources.syslog.frames import BARE
from sekisho.sources.syslog.lines import Plan, parse, prepare, share_of

_PROGRAM = r"(?:[\w.:%-]*\w )?[A-Za-z][\w./-]*(?:\([^)\s]*\))?(?:\[\d*\])?: "
_LIKELY = (
    rf"^(?:<\d{{1,3}}>)?(?:{stamps.LETTERS}:? |1 (?:{stamps.DIGITS}|-) \S+ \S+ |"
    rf"{stamps.DIGITS} {_PROGRAM}|{stamps.SLASHES}: )|{BARE}"
)
# i-FILTER writes the same stamp before a number and its version
_OTHERS = rf"^{stamps.LETTERS} \d+ \d+/"


def _identify(sample: Sample) -> int:
    share = share_of(sample, _LIKELY) - share_of(sample, _OTHERS)
    for least, confidence in ((0.9, 75), (0.6, 65), (0.25, 50)):
        if share >= least:
            return confidence
    return 0


SOURCE = LineSource(
    name="syslog",
    kinds=(MAIL, LOGIN, SHARE, FIREWALL, PROXY, DNS, ANTIVIRUS, DHCP, SYSLOG),
    reference="RFC 3164, RFC 5424, RFC 3339; the payloads' own documents",
    zone="written",
    encoding="by_content",
    tried_on="logs-postfix-grok, logs-wazuh, logs-fail2ban, plaso-artefacts",
    identify=_identify,
    prepare=partial(prepare, "syslog"),
    parse=parse,
    notes=Plan.notes,
)
