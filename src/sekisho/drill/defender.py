"""Events of Windows Defender on one PC; its field names contain blanks."""

from __future__ import annotations

from sekisho.drill.clock import DAY, utc
from sekisho.drill.town import Pc
from sekisho.drill.windows_events import (
    ACTED,
    DETECTED,
    SCAN_FINISHED,
    SCAN_STARTED,
    SIGNATURES,
    SIGNATURES_FAILED,
    Data,
    Event,
    Kind,
)

_PRODUCT: Data = (("Product Name", "%%827"), ("Product Version", "4.9.10586.0"))
_ENGINE = "1.1.12805.0"


def version(time: int) -> str:
    """The signature version of a day."""
    return f"1.223.{time // DAY % 4000}.0"


def updated(pc: Pc, time: int) -> Event:
    """2000: new signatures."""
    data = (
        *_PRODUCT,
        ("Current Signature Version", version(time)),
        ("Previous Signature Version", version(time - DAY)),
        ("Update Source Index", "3"),
        ("Update Source", "%%859"),
        ("Update Type Index", "2"),
        ("Update Type", "%%803"),
        ("Signature Type Index", "1"),
        ("Signature Type", "%%800"),
        ("Domain", "NT AUTHORITY"),
        ("User", "SYSTEM"),
        ("SID", "S-1-5-18"),
        ("Current Engine Version", _ENGINE),
        ("Previous Engine Version", _ENGINE),
    )
    return _event(pc, time, SIGNATURES, data)


def update_failed(pc: Pc, time: int) -> Event:
    """2001: no new signatures."""
    data = (
        *_PRODUCT,
        ("Current Signature Version", ""),
        ("Previous Signature Version", version(time - DAY)),
        ("Update Source", "%%859"),
        ("Signature Type", "%%800"),
        ("Update Type", "%%803"),
        ("User", "SYSTEM"),
        ("Error Code", "0x80072ee2"),
        ("Error Description", "操作がタイムアウトしました "),
    )
    return _event(pc, time, SIGNATURES_FAILED, data)


def scan(pc: Pc, time: int, seconds: int, *, full: bool) -> list[Event]:
    """1000 and 1001."""
    head = (
        *_PRODUCT,
        ("Scan ID", f"{{A51C9E02-7C1B-4F8E-9D11-{time % 0xFFFFFFFFFFFF:012X}}}"),
        ("Scan Type Index", "1"),
        ("Scan Type", "%%802"),
        ("Scan Parameters Index", "2" if full else "1"),
        ("Scan Parameters", "%%805" if full else "%%806"),
        ("Domain", "NT AUTHORITY"),
        ("User", "SYSTEM"),
        ("SID", "S-1-5-18"),
    )
    took = (
        ("Scan Time Hours", f"{seconds // 3600:02d}"),
        ("Scan Time Minutes", f"{seconds // 60 % 60:02d}"),
        ("Scan Time Seconds", f"{seconds % 60:02d}"),
    )
    return [
        _event(pc, time, SCAN_STARTED, head),
        _event(pc, time + seconds * 1000, SCAN_FINISHED, (*head, *took)),
    ]


def detected(pc: Pc, time: int, threat: str, path: str, *, acted: bool) -> Event:
    """1116, or with `acted` 1117."""
    moment = utc(time)
    data = (
        *_PRODUCT,
        ("Detection ID", f"{{3C6F5E19-4E2A-4B5D-8F60-{time % 0xFFFFFFFFFFFF:012X}}}"),
        ("Detection Time", f"{moment:%Y-%m-%dT%H:%M:%S}.{time % 1000:03d}Z"),
        ("Unused", ""),
        ("Unused2", ""),
        ("Threat ID", "2147711842"),
        ("Threat Name", threat),
        ("Severity ID", "5"),
        ("Severity Name", "重大"),
        ("Category ID", "4"),
        ("Category Name", "トロイの木馬のダウンローダー"),
        ("FWLink", "http://go.microsoft.com/fwlink/?linkid=37020&name=" + threat),
        ("Status Code", "3" if acted else "1"),
        ("Status Description", ""),
        ("State", "2" if acted else "1"),
        ("Source ID", "3"),
        ("Source Name", "%%818"),
        ("Process Name", r"C:\Windows\explorer.exe"),
        ("Detection User", pc.staff.account),
        ("Unused3", ""),
        ("Path", f"file:_{path}"),
        ("Origin ID", "1"),
        ("Origin Name", "%%845"),
        ("Execution ID", "1"),
        ("Execution Name", "%%813"),
        ("Type ID", "0"),
        ("Type Name", "%%822"),
        ("Pre Execution Status", "0"),
        ("Action ID", "2" if acted else "9"),
        ("Action Name", "%%809" if acted else "%%887"),
        ("Unused4", ""),
        ("Error Code", "0x00000000"),
        ("Error Description", "この操作を正しく終了しました。 "),
        ("Unused5", ""),
        ("Post Clean Status", "0"),
        ("Additional Actions ID", "0"),
        ("Additional Actions String", "No additional actions required"),
        ("Remediation User", ""),
        ("Unused6", ""),
        ("Signature Version", f"AV: {version(time)}, AS: {version(time)}, NIS: 115.8.0.0"),
        ("Engine Version", f"AM: {_ENGINE}, NIS: 2.1.12706.0"),
    )
    return _event(pc, time, ACTED if acted else DETECTED, data)


def _event(pc: Pc, time: int, kind: Kind, data: Data) -> Event:
    return Event(time, pc.host, kind, data, sid="S-1-5-18", process=2136, thread=3288)
