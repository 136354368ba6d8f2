"""Exchange message tracking (`MSGTRK*.LOG`): CSV under `#Fields`, UTC, subjects in clear.

Reference: Microsoft, "Message tracking" (Exchange Server 2013).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sekisho.drill.clock import Clock, utc
from sekisho.drill.post import Mail

_FIELDS = (
    "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,"
    "source,event-id,internal-message-id,message-id,network-message-id,recipient-address,"
    "recipient-status,total-bytes,recipient-count,related-recipient-address,reference,"
    "message-subject,sender-address,return-path,message-info,directionality,tenant-id,"
    "original-client-ip,original-server-ip,custom-data"
)


class TrackingLog:
    """Writes what the inner server does with each mail that reaches it."""

    def __init__(self, clock: Clock, server: str) -> None:
        self._clock = clock
        self._server = server
        self._number = 48_920_000

    def header(self, first: int) -> bytes:
        """The directives at the head, with a byte order mark."""
        stamp = f"{utc(self._clock.shows(first)):%Y-%m-%dT%H:%M:%S}.000Z"
        return (
            "\ufeff#Software: Microsoft Exchange Server\r\n#Version: 15.00.1156.006\r\n"
            f"#Log-type: Message Tracking Log\r\n#Date: {stamp}\r\n#Fields: {_FIELDS}\r\n"
        ).encode()

    def mail(self, mail: Mail) -> Iterator[tuple[int, bytes]]:
        """RECEIVE and DELIVER of one mail."""
        self._number += 1
        received = mail.time + 2100
        yield received, self._row(mail, received, "SMTP", "RECEIVE", "")
        yield received + 700, self._row(mail, received + 700, "STOREDRIVER", "DELIVER", "")

    def _row(self, mail: Mail, moment: int, source: str, event: str, status: str) -> bytes:
        shown = self._clock.shows(moment)
        stamp = f"{utc(shown):%Y-%m-%dT%H:%M:%S}.{shown % 1000:03d}Z"
        network = f"5d0c9b1e-7a44-4f0e-9c1d-{self._number:012x}"
        row = (
            stamp, "192.0.2.24", "mail", "192.0.2.25", self._server,
            f"08D38{self._number:X};{stamp};0",
            rf"{self._server}\Default Frontend {self._server}" if event == "RECEIVE" else "",
            source, event,
            str(self._number), f"<{mail.message_id}>", network, ";".join(mail.recipients), status,
            str(mail.size + 2048), str(len(mail.recipients)), "", "", mail.subject,
            mail.sender, mail.sender,
            "", "Incoming", "", mail.client, "192.0.2.25", "S:DeliveryPriority=Normal",
        )  # fmt: skip
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerow(row)
        return out.getvalue().encode()
