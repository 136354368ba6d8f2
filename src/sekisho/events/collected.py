"""The kinds that a collector writes: states of a moment, lists of files, its own manifest."""

from __future__ import annotations

import pyarrow as pa

from sekisho.events.columns import COUNT, MOMENT, REPEATED, SMALL, TEXT
from sekisho.events.kind import INTERVAL, Kind

STATE = Kind(
    "state",
    pa.schema(
        [
            *INTERVAL,
            ("state.name", TEXT),
            ("source.port", SMALL),
            ("source.mac", TEXT),
            ("destination.port", SMALL),
            ("destination.domain", TEXT),
            ("network.transport", REPEATED),
            ("session.state", REPEATED),
            ("process.pid", COUNT),
            ("process.parent.pid", COUNT),
            ("process.name", REPEATED),
            ("process.executable", TEXT),
            ("process.command_line", TEXT),
            ("file.path", TEXT),
        ]
    ),
)
"""What a computer was seen to be doing or to hold at one moment, as its collector asked it.
``event.action``: connection, process, session, open-file, name, address, neighbour, channel,
service, task, program, device, account, share and so on; ``state.name`` is the thing's own name.
``@timestamp`` is the moment it was asked, ``event.start`` when the thing itself began."""

FILE = Kind(
    "file",
    pa.schema(
        [
            ("file.path", TEXT),
            ("file.size", COUNT),
            ("file.created", MOMENT),
            ("file.mtime", MOMENT),
            ("file.accessed", MOMENT),
            ("file.hash.sha256", TEXT),
            ("c-uri", TEXT),
            ("cs-referrer", TEXT),
        ]
    ),
    recorded=False,
)
"""One file as a listing of its computer shows it; the file itself need not be among the
evidence. ``c-uri`` and ``cs-referrer``: where it was downloaded from (Zone.Identifier)."""

COLLECTION = Kind(
    "collection",
    pa.schema(
        [
            ("collection.step", REPEATED),
            ("collection.path", TEXT),
            ("file.path", TEXT),
            ("file.size", COUNT),
            ("file.hash.sha256", TEXT),
            ("event.reason", TEXT),
        ]
    ),
    recorded=False,
)
"""One line of a collector's manifest. ``event.action``: begin, step, copy, failure, clock or
end; ``file.path`` is where a thing lay, ``collection.path`` where its copy lies below the
manifest's folder."""
