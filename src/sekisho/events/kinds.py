"""The kinds of events that several sources share, each with its own columns.

Columns carry the names of the Sigma taxonomy where it has one, else Elastic Common
Schema names, else the word of ``design.md``. Every kind ends with the map ``fields``.
"""

from __future__ import annotations

import pyarrow as pa

from sekisho.events.collected import COLLECTION, FILE, STATE
from sekisho.events.columns import COUNT, MOMENT, REPEATED, SMALL, TEXT, TEXTS
from sekisho.events.devices import DEVICE
from sekisho.events.judged import GATE
from sekisho.events.kind import INTERVAL, Kind

__all__ = [
    "COLLECTION", "DEVICE", "FILE", "GATE", "INTERVAL", "KINDS", "STATE", "Kind", "kind_named",
]  # fmt: skip

PROXY = Kind(
    "proxy",
    pa.schema(
        [
            *INTERVAL,
            ("c-uri", TEXT),
            ("cs-host", TEXT),
            ("cs-method", REPEATED),
            ("sc-status", SMALL),
            ("sc-bytes", COUNT),
            ("cs-bytes", COUNT),
            ("c-useragent", TEXT),
            ("cs-referrer", TEXT),
            ("destination.port", SMALL),
            ("s-action", REPEATED),
            ("http.response.mime_type", TEXT),
            ("tls.client.server_name", TEXT),
            ("url.category", TEXT),
            ("event.reason", TEXT),
        ]
    ),
)
"""One request or tunnel seen by a proxy or web filter. ``sc-bytes`` to the client, ``cs-bytes``
from the client; null when the log does not hold them. ``event.action``: allowed or denied."""

FIREWALL = Kind(
    "firewall",
    pa.schema(
        [
            *INTERVAL,
            ("source.port", SMALL),
            ("source.mac", TEXT),
            ("destination.port", SMALL),
            ("destination.domain", TEXT),
            ("network.transport", REPEATED),
            ("network.application", TEXT),
            ("source.bytes", COUNT),
            ("destination.bytes", COUNT),
            ("session.id", TEXT),
            ("session.state", REPEATED),
            ("rule.name", TEXT),
            ("url.category", TEXT),
        ]
    ),
)
"""One connection. ``source.bytes``: sent by the inside computer. ``session.state``: ``close``,
``interim`` (running totals of a session that goes on, never to be added to its close), ``open``,
``denied`` or ``app``. ``event.action``: allowed or denied."""

DHCP = Kind(
    "dhcp",
    pa.schema(
        [
            *INTERVAL,
            ("client.ip", TEXT),
            ("client.mac", TEXT),
            ("client.name", TEXT),
        ]
    ),
)
"""One act of a DHCP server. ``event.action``: assign, renew, release, expire, deny, conflict or
other; ``event.start``/``event.end`` bound the lease where the log does; ``client.mac`` is
lower case with colons; ``client.name`` is what the client called itself."""

DNS = Kind(
    "dns",
    pa.schema([("dns.question.name", TEXT), ("dns.question.type", REPEATED), ("answer", TEXT)]),
)
"""One name looked up."""

WINDOWS = Kind(
    "windows",
    pa.schema(
        [
            ("EventID", SMALL),
            ("winlog.channel", REPEATED),
            ("winlog.record_id", COUNT),
            ("winlog.level", REPEATED),
            ("winlog.task", TEXT),
            ("winlog.keywords", TEXT),
            ("winlog.process_id", TEXT),
            ("winlog.thread_id", TEXT),
            ("winlog.user_sid", TEXT),
            ("winlog.version", TEXT),
            ("winlog.opcode", TEXT),
            ("winlog.activity_id", TEXT),
            ("winlog.provider_guid", REPEATED),
            ("winlog.source_name", REPEATED),
            ("winlog.qualifiers", TEXT),
            ("Data", TEXTS),
        ]
    ),
)
"""One Windows event. ``fields`` holds the event data exactly as rendered, by the names of the
provider; unnamed ``<Data>`` is the list ``Data``. ``event.provider`` is the provider."""

MAIL = Kind(
    "mail",
    pa.schema(
        [
            ("process.name", REPEATED),
            ("email.queue_id", TEXT),
            ("email.message_id", TEXT),
            ("email.from.address", TEXT),
            ("email.to.address", TEXT),
            ("email.subject", TEXT),
            ("email.size", COUNT),
            ("email.recipients", SMALL),
            ("mail.status", REPEATED),
            ("mail.relay", TEXT),
            ("mail.next_queue_id", TEXT),
            ("event.reason", TEXT),
        ]
    ),
)
"""One line of a mail server. ``event.action``: connect, disconnect, accept, message-id, queue,
deliver, reject, header, remove, login or other. ``email.size`` in bytes;
``mail.next_queue_id``: the id under which a content filter put it back."""

RECEIPT = Kind(
    "receipt",
    pa.schema(
        [
            ("email.message_id", TEXT),
            ("email.to.address", TEXT),
            ("mail.status", REPEATED),
            ("mail.relay", TEXT),
            ("event.reason", TEXT),
        ]
    ),
)
"""What one mail says of another, ``email.message_id``, to ``email.to.address``. ``event.action``:
return (``mail.status`` bounced, deferred, sent) or receipt (displayed, deleted …);
``event.provider``: dsn (RFC 3464), mdn (RFC 8098) or text."""

SHARE = Kind(
    "share",
    pa.schema(
        [
            ("share.name", TEXT),
            ("share.operation", REPEATED),
            ("file.path", TEXT),
            ("file.target_path", TEXT),
            ("file.access", REPEATED),
            ("event.reason", TEXT),
        ]
    ),
)
"""One act on a file of a server. ``event.action``: connect, disconnect, read, write, create,
rename, delete, list, attributes or other; ``share.operation`` is the server's own word;
``file.access``: ``r``, ``w`` or ``rw`` where an opening says so."""

LOGIN = Kind(
    "login", pa.schema([("process.name", REPEATED), ("login.method", TEXT), ("event.reason", TEXT)])
)
"""One login to a service that is not Windows (mailbox, VPN, console)."""

BROWSER = Kind(
    "browser",
    pa.schema(
        [
            ("c-uri", TEXT),
            ("cs-host", TEXT),
            ("page.title", TEXT),
            ("cs-referrer", TEXT),
            ("visit.transition", REPEATED),
            ("visit.duration_us", COUNT),
            ("file.path", TEXT),
            ("file.size", COUNT),
            ("http.response.mime_type", TEXT),
            ("event.end", MOMENT),
            ("browser.table", REPEATED),
        ]
    ),
)
"""One visit or download of a browser's history. ``event.action``: visit or download;
``browser.table`` names the table; ``position`` is the rowid there, for downloads minus the
rowid, so that it is unique in the file."""

MESSAGE = Kind(
    "message",
    pa.schema(
        [
            ("email.message_id", TEXT),
            ("email.in_reply_to", TEXT),
            ("email.from.address", TEXT),
            ("email.from.name", TEXT),
            ("email.sender.address", TEXT),
            ("email.to.addresses", TEXTS),
            ("email.subject", TEXT),
            ("email.size", COUNT),
            ("email.body", TEXT),
            ("email.attachments.name", TEXTS),
            ("email.attachments.sha256", TEXTS),
            ("email.attachments.size", pa.list_(COUNT)),
            ("email.attachments.mime_type", TEXTS),
            ("email.received", TEXTS),
        ]
    ),
)
"""One stored mail: headers, text of the body, and its attachments (parallel lists)."""

ANTIVIRUS = Kind(
    "antivirus",
    pa.schema(
        [
            ("antivirus.product", REPEATED),
            ("antivirus.definition", TEXT),
            ("antivirus.scan", REPEATED),
            ("threat.name", TEXT),
            ("file.path", TEXT),
            ("event.reason", TEXT),
        ]
    ),
)
"""One act of an antivirus product. ``event.action``: update, update-failed, scan-start,
scan-finish, scan-cancel, detect, clean, protection-on, protection-off, configure or status;
``antivirus.scan``: full, quick or custom."""

REMOTE = Kind(
    "remote",
    pa.schema(
        [
            *INTERVAL,
            ("remote.tool", REPEATED),
            ("remote.peer", TEXT),
            ("file.path", TEXT),
            ("file.size", COUNT),
        ]
    ),
)
"""One line of a remote-control tool's own log. ``event.action``: incoming (let in, not merely
asked for), outgoing, end, file (sent to the other side) or other; ``remote.peer`` is the other
side as the tool names it."""

SYSLOG = Kind(
    "syslog",
    pa.schema([("process.name", REPEATED), ("log.syslog.priority", SMALL), ("message", TEXT)]),
)
"""A system log line that no further source claims."""

DOCUMENT = Kind(
    "document",
    pa.schema(
        [
            ("document.part", TEXT),
            ("document.table", SMALL),
            ("document.row", SMALL),
            ("document.cells", TEXTS),
            ("document.text", TEXT),
        ]
    ),
    recorded=False,
)
"""One paragraph or table row of a document. ``document.part``: sheet, page or slide;
``document.table``: number of the table in the part (null for running text); ``document.row``:
row in the table, from 1; ``document.cells``: the cells, merged cells repeated in every row and
column they cover; ``document.text``: the paragraph, or the cells joined by tabs."""

CONFIGURATION = Kind(
    "configuration",
    pa.schema([("configuration.key", TEXT), ("configuration.value", TEXT)]),
    recorded=False,
)
"""One setting of a program's own configuration file found among the evidence."""

INVENTORY = Kind(
    "inventory",
    pa.schema(
        [
            ("inventory.seen", MOMENT),
            ("inventory.host", TEXT),
            *((f"inventory.{told}", REPEATED) for told in ("place", "status", "zone", "class")),
            ("file.path", TEXT),
            ("file.hash.sha256", TEXT),
            ("persons.low", COUNT),
            ("persons.high", COUNT),
            ("households.low", COUNT),
            ("households.high", COUNT),
        ]
    ),
    recorded=False,
)
"""One document as an inventory of personal information found it at ``inventory.seen``: where it
lay, its hash, and its persons and households (null where they cannot be told). What lay there
then, not what somebody did: no record of an act."""

KINDS: tuple[Kind, ...] = (
    PROXY, FIREWALL, DHCP, DNS, WINDOWS, DEVICE, MAIL, GATE, SHARE, LOGIN, BROWSER,
    MESSAGE, RECEIPT, ANTIVIRUS, REMOTE, SYSLOG, DOCUMENT, CONFIGURATION, INVENTORY,
    STATE, FILE, COLLECTION)  # fmt: skip


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise KeyError(name)
