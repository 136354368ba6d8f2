"""The head of every event, the kinds of events, and time. Imports nothing of ours."""

from sekisho.events.kinds import KINDS, Kind, kind_named
from sekisho.events.table import FIELDS, HEAD, UNREAD, events, fields_map, unread

__all__ = [
    "FIELDS",
    "HEAD",
    "KINDS",
    "UNREAD",
    "Kind",
    "events",
    "fields_map",
    "kind_named",
    "unread",
]
