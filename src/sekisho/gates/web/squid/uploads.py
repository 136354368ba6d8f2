"""The lines of ``squid.conf`` that hand what is sent to the service that examines it.

Reference: http://www.squid-cache.org/Doc/config/icap_service/ (5.x), adaptation_access.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sekisho.gates.stages import Stage
from sekisho.gates.web.uploads.verdict import METHODS
from sekisho.rulebook import Uploads

LISTEN = "127.0.0.1"
PATH = "uploads"


def examining(uploads: Uploads, own: Sequence[str], stages: set[Stage]) -> Iterator[str]:
    """The lines; none where everything may be sent. Where everybody is only observed, a service
    that is down lets pass, whatever the rulebook says."""
    if uploads.personal == "allowed":
        return
    passes = uploads.down == "pass" or stages == {"observe"}
    yield "# 庁外に送る中身を確かめる（sekisho web icap）"
    yield "icap_enable on"
    yield (
        f"icap_service sekisho_uploads reqmod_precache icap://{LISTEN}:{uploads.port}/{PATH} "
        f"bypass={'on' if passes else 'off'}"
    )
    yield "icap_preview_enable on"
    yield "icap_persistent_connections on"
    yield "icap_service_failure_limit 10 in 30 seconds"
    yield "icap_service_revival_delay 30"
    yield "icap_connect_timeout 5 seconds"
    yield "icap_io_timeout 300 seconds"
    yield "adaptation_send_client_ip on"
    yield "adaptation_send_username on"
    yield f"acl sending method {' '.join(METHODS)}"
    yield from (f"acl inside dst {network}" for network in own)
    yield "adaptation_access sekisho_uploads deny inside"
    yield "adaptation_access sekisho_uploads allow sending"
    yield "adaptation_access sekisho_uploads deny all"
