"""Windows events as facts: what the system would log, before a program writes it down."""

from __future__ import annotations

from dataclasses import dataclass

Data = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """The constant part of an event: provider, channel, numbers, Japanese names."""

    event_id: int
    provider: str
    guid: str
    channel: str
    version: int
    level: int
    task: int
    task_name: str
    opcode: int
    keywords: int
    qualifiers: int | None = None
    source: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event at a real time. `user_data` names the element when it is not EventData."""

    time: int
    host: str
    kind: Kind
    data: Data
    user_data: str = ""
    sid: str = ""
    process: int = 4
    thread: int = 88


_SECURITY = (
    "Microsoft-Windows-Security-Auditing",
    "{54849625-5478-4994-a5ba-3e3b0328c30d}",
    "Security",
)
_SCM = ("Service Control Manager", "{555908d1-a6d7-4695-8e1e-26931d2012f4}", "System")
_DEFENDER = (
    "Microsoft-Windows-Windows Defender",
    "{11cd958a-c507-4ef3-b3f2-5fd9dfbd2c78}",
    "Microsoft-Windows-Windows Defender/Operational",
)
_FIREWALL = (
    "Microsoft-Windows-Windows Firewall With Advanced Security",
    "{d1bc9aff-2abf-4d71-9146-ecb2a986eb85}",
    "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall",
)
_EVENTLOG = ("Microsoft-Windows-Eventlog", "{fc65ddd8-d6ef-4962-83d5-6e5cfe9ce148}")
_AUDIT = 0x8020000000000000
_CLASSIC = 0x80000000000000


def _audit(event_id: int, version: int, task: int, task_name: str, text: str) -> Kind:
    return Kind(event_id, *_SECURITY, version, 0, task, task_name, 0, _AUDIT, text=text)


def _defender(event_id: int, level: int, text: str) -> Kind:
    return Kind(event_id, *_DEFENDER, 0, level, 0, "なし", 0, 0x8000000000000000, text=text)


LOGON = _audit(4624, 2, 12544, "ログオン", "アカウントが正常にログオンしました。")
LOGOFF = _audit(4634, 0, 12545, "ログオフ", "アカウントがログオフしました。")
PROCESS = _audit(4688, 2, 13312, "プロセス作成", "新しいプロセスが作成されました。")
FILE_ACCESS = _audit(
    4663, 1, 12800, "ファイル システム", "オブジェクトへのアクセスが試行されました。"
)
LOCK = _audit(
    4800, 0, 12551, "他のログオン/ログオフ イベント", "ワークステーションがロックされました。"
)
UNLOCK = _audit(
    4801, 0, 12551, "他のログオン/ログオフ イベント", "ワークステーションのロックが解除されました。"
)
DEVICE = _audit(
    6416,
    1,
    13316,
    "プラグ アンド プレイ イベント",
    "システムによって新しい外部デバイスが認識されました。",
)
SERVICE = Kind(
    7045,
    *_SCM,
    0,
    4,
    0,
    "なし",
    0,
    0x8080000000000000,
    16384,
    "Service Control Manager",
    "サービスがシステムにインストールされました。",
)
SERVICE_STATE = Kind(
    7036,
    *_SCM,
    0,
    4,
    0,
    "なし",
    0,
    0x8080000000000000,
    16384,
    "Service Control Manager",
    "サービスの状態が変わりました。",
)
BOOT = Kind(
    6005,
    "EventLog",
    "",
    "System",
    0,
    4,
    0,
    "なし",
    0,
    _CLASSIC,
    32768,
    "",
    "イベント ログ サービスが開始されました。",
)
SHUTDOWN = Kind(
    6006,
    "EventLog",
    "",
    "System",
    0,
    4,
    0,
    "なし",
    0,
    _CLASSIC,
    32768,
    "",
    "イベント ログ サービスが停止されました。",
)
LOG_CLEARED = Kind(
    1102,
    *_EVENTLOG,
    "Security",
    0,
    4,
    104,
    "ログの消去",
    0,
    0x4020000000000000,
    text="監査ログが消去されました。",
)
RULE_ADDED = Kind(
    2004,
    *_FIREWALL,
    0,
    4,
    0,
    "なし",
    0,
    0x8000020000000000,
    text="Windows ファイアウォールの例外の一覧に規則が追加されました。",
)
MSI_INSTALLED = Kind(
    1033,
    "MsiInstaller",
    "",
    "Application",
    0,
    4,
    0,
    "なし",
    0,
    _CLASSIC,
    0,
    "",
    "Windows インストーラーにより製品がインストールされました。",
)
MSI_REMOVED = Kind(
    1034,
    "MsiInstaller",
    "",
    "Application",
    0,
    4,
    0,
    "なし",
    0,
    _CLASSIC,
    0,
    "",
    "Windows インストーラーにより製品が削除されました。",
)
SCAN_STARTED = _defender(1000, 4, "Windows Defender のスキャンが開始されました。")
SCAN_FINISHED = _defender(1001, 4, "Windows Defender のスキャンが完了しました。")
SIGNATURES = _defender(2000, 4, "Windows Defender の署名バージョンが更新されました。")
SIGNATURES_FAILED = _defender(2001, 2, "Windows Defender で署名の更新中にエラーが発生しました。")
DETECTED = _defender(
    1116,
    3,
    "Windows Defender によりマルウェアまたは望ましくない可能性のあるソフトウェアが検出されました。",
)
ACTED = _defender(1117, 4, "Windows Defender により操作が実行されました。")
