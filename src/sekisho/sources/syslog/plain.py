"""Messages that no payload understands, kept as they are."""

from __future__ import annotations

from sekisho.events.kinds import SYSLOG
from sekisho.events.table import events
from sekisho.sources.contract import Events
from sekisho.sources.syslog.cut import fields_of
from sekisho.sources.syslog.frames import Frames


def plain(frames: Frames, payload: str | None = None) -> Events:
    """Events of kind syslog; ``payload`` names who claimed them."""
    columns = frames.head(payload, "syslog") | {
        "host.name": frames.hosts,
        "process.name": frames.programs,
        "log.syslog.priority": frames.priorities,
        "message": frames.messages,
        "fields": fields_of(len(frames), frames.rest()),
    }
    return Events(SYSLOG, events(SYSLOG, len(frames), columns))
