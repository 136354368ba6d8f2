"""Names of event data that clash with the head or with each other: the one fixed table.

Event data keep the provider's own names in the map ``fields``. A few providers call a datum by
a name that everybody (the Sigma taxonomy too) takes for the event's own ``System`` element;
those are kept under ``EventData.<name>``. Names that differ only in case are different keys of
the map; as columns of a table they would fall together, so ``column_of`` keeps them apart.
"""

from __future__ import annotations

from collections.abc import Mapping

SYSTEM_NAMES = (
    "ActivityID",
    "Channel",
    "Computer",
    "EventID",
    "EventRecordID",
    "EventSourceName",
    "Keywords",
    "Level",
    "Opcode",
    "ProcessID",
    "Provider",
    "Provider_Name",
    "Qualifiers",
    "SystemTime",
    "Task",
    "ThreadID",
    "TimeCreated",
    "Version",
)
"""Names of the event's ``System`` element. (A datum named ``Data`` is no unnamed ``<Data>``
either; ``leaves`` keeps it apart, under ``EventData.Data``.)"""

TAKEN: Mapping[str, str] = {name: f"EventData.{name}" for name in SYSTEM_NAMES}
"""Name in the event data → key in ``fields``."""

TWINS: Mapping[str, str] = {
    "Engine version": "Engine version~",
    "Error": "Error~",
    "FilterID": "FilterID~",
    "Filename": "Filename~",
    "LogonID": "LogonID~",
    "NewSD": "NewSD~",
    "Number": "Number~",
    "OldSD": "OldSD~",
    "Param1": "Param1~",
    "Param2": "Param2~",
    "Param3": "Param3~",
    "Param4": "Param4~",
    "Pid": "Pid~",
    "SessionId": "SessionId~",
    "SourceProcessGUID": "SourceProcessGUID~",
    "TargetProcessGUID": "TargetProcessGUID~",
    "errorCode": "errorCode~",
    "name": "name~",
    "payload": "payload~",
    "processId": "processId~",
    "processPath": "processPath~",
    "Url": "Url~",
    "Username": "Username~",
    "url": "url~~",
    "username": "username~~",
}
"""Field → name as a column, for those whose spelling differs from a commoner one only in case."""


def column_of(field: str) -> str:
    """The name of a field as a column: no two fields share one, whatever the letters' case."""
    return TWINS.get(field, field)
