"""Windows events as Winlogbeat, `wevtutil` and the Event Viewer write them. All times are UTC.

References: Elastic Winlogbeat 7 and 8 (`output.file`, one JSON object a line; the id is a number
in 7 and a string in 8); `wevtutil qe /f:xml` (events without a root, single quotes); Event Viewer
"save all events as" XML (root `Events`, with the rendered text).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from sekisho.drill.clock import Clock, utc
from sekisho.drill.windows_events import Event

_LEVELS = {0: "情報", 1: "重大", 2: "エラー", 3: "警告", 4: "情報"}
_BEAT_LEVELS = {0: "information", 1: "critical", 2: "error", 3: "warning", 4: "information"}
_NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event"
_CLEARED = "http://manifests.microsoft.com/win/2004/08/windows/eventlog"


def message(event: Event) -> str:
    """The text that Windows shows: a sentence, then the named values."""
    values = "\n".join(f"\t{name}:\t\t{value}" for name, value in event.data if name and value)
    return f"{event.kind.text}\n\n{values}" if values else event.kind.text


class Winlogbeat:
    """Writes one JSON object a line; record numbers run per computer and channel."""

    def __init__(self, clocks: dict[str, Clock], computers: dict[str, str], major: int) -> None:
        self._clocks = clocks
        self._computers = computers
        self._major = major
        self._records: dict[tuple[str, str], int] = {}

    def line(self, event: Event) -> bytes:
        """One event as Winlogbeat's file output writes it."""
        kind = event.kind
        shown = self._clocks[event.host].shows(event.time)
        stamp = f"{utc(shown):%Y-%m-%dT%H:%M:%S}.{shown % 1000:03d}Z"
        created = f"{utc(shown + 1300):%Y-%m-%dT%H:%M:%S}.{(shown + 307) % 1000:03d}Z"
        number: int | str = kind.event_id if self._major == 7 else str(kind.event_id)
        computer = self._computers[event.host]
        record = self._records.get((event.host, kind.channel), 4000 + sum(event.host.encode())) + 1
        self._records[event.host, kind.channel] = record
        winlog: dict[str, object] = {
            "api": "wineventlog",
            "channel": kind.channel,
            "computer_name": computer,
            "event_id": number,
            "opcode": "情報",
            "process": {"pid": event.process, "thread": {"id": event.thread}},
            "provider_name": kind.provider,
            "record_id": record,
            "task": kind.task_name if kind.task else "",
        }
        if kind.guid:
            winlog["provider_guid"] = kind.guid
        if kind.version:
            winlog["version"] = kind.version
        winlog["keywords"] = ["成功の監査"] if kind.keywords & 0x20000000000000 else ["クラシック"]
        if event.sid:
            winlog["user"] = {"identifier": event.sid}
        winlog.update(_payload(event))
        document = {
            "@timestamp": stamp,
            "@metadata": {"beat": "winlogbeat", "type": "_doc", "version": _VERSIONS[self._major]},
            "winlog": winlog,
            "event": {
                "code": number,
                "kind": "event",
                "provider": kind.provider,
                "action": kind.task_name if kind.task else "",
                "created": created,
                **({"outcome": "success"} if kind.channel == "Security" else {}),
            },
            "log": {"level": _BEAT_LEVELS[kind.level]},
            "message": message(event),
            "host": {"name": computer},
            "ecs": {"version": "1.12.0" if self._major == 7 else "8.0.0"},
            "agent": {
                "type": "winlogbeat",
                "version": _VERSIONS[self._major],
                "hostname": event.host,
                "name": event.host,
            },
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


_VERSIONS = {7: "7.17.9", 8: "8.13.4"}


def _payload(event: Event) -> dict[str, object]:
    if event.user_data:
        return {"user_data": {**dict(event.data), "xml_name": event.user_data}}
    if not event.data:
        return {}
    if any(not name for name, _ in event.data):
        return {
            "event_data": {
                f"param{place}": value for place, (_, value) in enumerate(event.data, 1) if value
            }
        }
    return {"event_data": {name: value for name, value in event.data if value}}


def xml_event(event: Event, record: int, computer: str, clock: Clock, *, rendered: bool) -> str:
    """One `<Event>`; `rendered` adds the text as the Event Viewer does."""
    kind = event.kind
    shown = clock.shows(event.time)
    stamp = f"{utc(shown):%Y-%m-%dT%H:%M:%S}.{shown % 1000:03d}{record * 7919 % 1_000_000:06d}Z"
    provider = f"Name={quoteattr(kind.provider).replace(chr(34), chr(39))}"
    if kind.guid:
        provider += f" Guid='{kind.guid}'"
    if kind.source:
        provider += f" EventSourceName='{kind.source}'"
    qualifiers = "" if kind.qualifiers is None else f" Qualifiers='{kind.qualifiers}'"
    security = f"<Security UserID='{event.sid}'/>" if event.sid else "<Security/>"
    execution = (
        f"<Execution ProcessID='{event.process}' ThreadID='{event.thread}'/>"
        if event.process
        else ""
    )
    system = (
        f"<System><Provider {provider}/><EventID{qualifiers}>{kind.event_id}</EventID>"
        f"<Version>{kind.version}</Version><Level>{kind.level}</Level><Task>{kind.task}</Task>"
        f"<Opcode>{kind.opcode}</Opcode><Keywords>0x{kind.keywords:x}</Keywords>"
        f"<TimeCreated SystemTime='{stamp}'/><EventRecordID>{record}</EventRecordID><Correlation/>"
        f"{execution}<Channel>{escape(kind.channel)}</Channel><Computer>{computer}</Computer>"
        f"{security}</System>"
    )
    text = _rendering(event) if rendered else ""
    return f"<Event xmlns='{_NAMESPACE}'>{system}{_xml_data(event)}{text}</Event>"


def _xml_data(event: Event) -> str:
    if event.user_data:
        inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in event.data)
        name = event.user_data
        return f"<UserData><{name} xmlns='{_CLEARED}'>{inner}</{name}></UserData>"
    if not event.data:
        return "<EventData></EventData>"
    inner = "".join(
        f"<Data{_name(name)}>{escape(value)}</Data>" if value else f"<Data{_name(name)}></Data>"
        for name, value in event.data
    )
    return f"<EventData>{inner}</EventData>"


def _name(name: str) -> str:
    return f" Name='{escape(name)}'" if name else ""


def _rendering(event: Event) -> str:
    kind = event.kind
    task = f"<Task>{escape(kind.task_name)}</Task>" if kind.task else "<Task></Task>"
    return (
        f"<RenderingInfo Culture='ja-JP'><Message>{escape(message(event))}</Message>"
        f"<Level>{_LEVELS[kind.level]}</Level>{task}<Opcode>情報</Opcode>"
        f"<Channel>{escape(kind.channel)}</Channel><Provider>{escape(kind.provider)}</Provider>"
        "<Keywords></Keywords></RenderingInfo>"
    )


def xml_export(
    events: Iterable[Event], computer: str, clock: Clock, style: str, first_record: int
) -> Iterator[bytes]:
    """A whole export: `viewer` (UTF-8, root), `utf-8` or `cp932` (wevtutil, no root, CRLF)."""
    if style == "viewer":
        yield b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>'
        for record, event in enumerate(events, first_record):
            yield xml_event(event, record, computer, clock, rendered=True).encode()
        yield b"</Events>"
        return
    for record, event in enumerate(events, first_record):
        text = xml_event(event, record, computer, clock, rendered=False)
        yield text.encode(style, errors="xmlcharrefreplace") + b"\r\n"
