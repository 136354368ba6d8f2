"""Windows events as facts: what the system would log, before a program writes it down."""

from __future__ import annotations

from dataclasses import dataclass

from sekisho.drill.town import Pc, Town

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
    "Windows Defender によりマルウェアまたは他の望ましくない可能性のあるソフトウェアが検出されました。",
)
ACTED = _defender(1117, 4, "Windows Defender により操作が実行されました。")


class Desk:
    """Makes the events of one PC with its user's identity."""

    def __init__(self, town: Town, pc: Pc) -> None:
        self.pc = pc
        self._domain = town.windows_logon_domain(pc.host)
        self._logon = f"0x{0x3E000 + sum(pc.host.encode()) * 257:x}"

    def _subject(self) -> Data:
        return (
            ("SubjectUserSid", self.pc.sid),
            ("SubjectUserName", self.pc.staff.account),
            ("SubjectDomainName", self._domain),
            ("SubjectLogonId", self._logon),
        )

    def process(self, time: int, image: str, command: str, parent: str, number: int = 0) -> Event:
        """4688 with the command line."""
        data = (
            *self._subject(),
            ("NewProcessId", f"0x{0x800 + time % 0x3FFF // 4 * 4 + number * 4:x}"),
            ("NewProcessName", image),
            ("TokenElevationType", "%%1938"),
            ("ProcessId", "0xd5c"),
            ("CommandLine", command),
            ("TargetUserSid", "S-1-0-0"),
            ("TargetUserName", "-"),
            ("TargetDomainName", "-"),
            ("TargetLogonId", "0x0"),
            ("ParentProcessName", parent),
            ("MandatoryLabel", "S-1-16-8192"),
        )
        return Event(time, self.pc.host, PROCESS, data)

    def logon(self, time: int, kind: int) -> Event:
        """4624: 2 at the keyboard, 3 over the network, 7 unlock."""
        subject = f"{self.pc.host}$"
        data = (
            ("SubjectUserSid", "S-1-5-18"),
            ("SubjectUserName", subject),
            ("SubjectDomainName", self._domain),
            ("SubjectLogonId", "0x3e7"),
            ("TargetUserSid", self.pc.sid),
            ("TargetUserName", self.pc.staff.account),
            ("TargetDomainName", self._domain),
            ("TargetLogonId", self._logon),
            ("LogonType", str(kind)),
            ("LogonProcessName", "User32 "),
            ("AuthenticationPackageName", "Negotiate"),
            ("WorkstationName", self.pc.host),
            ("LogonGuid", "{00000000-0000-0000-0000-000000000000}"),
            ("TransmittedServices", "-"),
            ("LmPackageName", "-"),
            ("KeyLength", "0"),
            ("ProcessId", "0x2d4"),
            ("ProcessName", r"C:\Windows\System32\winlogon.exe"),
            ("IpAddress", "127.0.0.1"),
            ("IpPort", "0"),
            ("ImpersonationLevel", "%%1833"),
            ("RestrictedAdminMode", "-"),
            ("TargetOutboundUserName", "-"),
            ("TargetOutboundDomainName", "-"),
            ("VirtualAccount", "%%1843"),
            ("TargetLinkedLogonId", "0x0"),
            ("ElevatedToken", "%%1843"),
        )
        return Event(time, self.pc.host, LOGON, data, process=664, thread=720)

    def logoff(self, time: int) -> Event:
        """4634."""
        data = (
            ("TargetUserSid", self.pc.sid),
            ("TargetUserName", self.pc.staff.account),
            ("TargetDomainName", self._domain),
            ("TargetLogonId", self._logon),
            ("LogonType", "2"),
        )
        return Event(time, self.pc.host, LOGOFF, data, process=664, thread=720)

    def lock(self, time: int, *, unlock: bool) -> Event:
        """4800 and 4801."""
        data = (
            ("TargetUserSid", self.pc.sid),
            ("TargetUserName", self.pc.staff.account),
            ("TargetDomainName", self._domain),
            ("TargetLogonId", self._logon),
            ("SessionId", "1"),
        )
        return Event(time, self.pc.host, UNLOCK if unlock else LOCK, data, process=664, thread=2140)

    def read_file(self, time: int, path: str, image: str) -> Event:
        """4663 with ReadData."""
        data = (
            *self._subject(),
            ("ObjectServer", "Security"),
            ("ObjectType", "File"),
            ("ObjectName", path),
            ("HandleId", f"0x{0x400 + time % 0xFFF:x}"),
            ("AccessList", "%%4416\n\t\t\t\t"),
            ("AccessMask", "0x1"),
            ("ProcessId", "0x1a8c"),
            ("ProcessName", image),
            ("ResourceAttributes", "S:AI"),
        )
        return Event(time, self.pc.host, FILE_ACCESS, data)

    def service(self, time: int, name: str, image: str) -> Event:
        """7045."""
        data = (
            ("ServiceName", name),
            ("ImagePath", image),
            ("ServiceType", "ユーザー モード サービス"),
            ("StartType", "自動的な開始"),
            ("AccountName", "LocalSystem"),
        )
        return Event(time, self.pc.host, SERVICE, data, sid=self.pc.sid, process=656, thread=5012)

    def service_state(self, time: int, name: str, *, running: bool) -> Event:
        """7036."""
        data = (("param1", name), ("param2", "実行中" if running else "停止"))
        return Event(time, self.pc.host, SERVICE_STATE, data, process=656, thread=5012)

    def power(self, time: int, *, on: bool) -> Event:
        """6005 and 6006."""
        return Event(time, self.pc.host, BOOT if on else SHUTDOWN, (), process=0, thread=0)

    def cleared(self, time: int) -> Event:
        """1102."""
        return Event(
            time,
            self.pc.host,
            LOG_CLEARED,
            self._subject(),
            user_data="LogFileCleared",
            process=912,
            thread=5184,
        )

    def firewall_rule(self, time: int, path: str) -> Event:
        """2004: the rule Windows adds when a user lets a program through."""
        name = path.rsplit("\\", 1)[-1].lower()
        data = (
            (
                "RuleId",
                f"TCP Query User{{5C1E6F0A-9B1D-4B4E-8D0A-{time % 0xFFFFFFFFFFFF:012X}}}{path.lower()}",
            ),
            ("RuleName", name),
            ("Origin", "1"),
            ("ApplicationPath", path.lower()),
            ("ServiceName", ""),
            ("Direction", "1"),
            ("Protocol", "6"),
            ("LocalPorts", "*"),
            ("RemotePorts", "*"),
            ("Action", "3"),
            ("Profiles", "1"),
            ("LocalAddresses", "*"),
            ("RemoteAddresses", "*"),
            ("RemoteMachineAuthorizationList", ""),
            ("RemoteUserAuthorizationList", ""),
            ("EmbeddedContext", ""),
            ("Flags", "1"),
            ("Active", "1"),
            ("EdgeTraversal", "3"),
            ("LooseSourceMapped", "0"),
            ("SecurityOptions", "0"),
            ("ModifyingUser", self.pc.sid),
            ("ModifyingApplication", r"C:\Windows\System32\dllhost.exe"),
            ("SchemaVersion", "522"),
            ("RuleStatus", "65536"),
        )
        return Event(
            time, self.pc.host, RULE_ADDED, data, sid="S-1-5-19", process=1204, thread=2788
        )

    def msi(self, time: int, product: str, version: str, maker: str, *, removed: bool) -> Event:
        """1033 and 1034, whose data have no names."""
        values = (product, version, "1041", "0", maker, "(NULL)", "")
        return Event(
            time,
            self.pc.host,
            MSI_REMOVED if removed else MSI_INSTALLED,
            tuple(("", one) for one in values),
            sid=self.pc.sid,
            process=0,
            thread=0,
        )

    def device(self, time: int, serial: str, product: str) -> Event:
        """6416 for a memory stick."""
        instance = rf"USBSTOR\Disk&Ven_{product}&Prod_USB_Flash&Rev_1.00\{serial}&0"
        data = (
            ("SubjectUserSid", "S-1-5-18"),
            ("SubjectUserName", f"{self.pc.host}$"),
            ("SubjectDomainName", self._domain),
            ("SubjectLogonId", "0x3e7"),
            ("DeviceId", instance),
            ("DeviceDescription", f"{product} USB Flash USB Device"),
            ("ClassId", "{4d36e967-e325-11ce-bfc1-08002be10318}"),
            ("ClassName", "DiskDrive"),
            ("VendorIds", rf"USBSTOR\Disk{product}USB_Flash______1.00 USBSTOR\GenDisk GenDisk"),
            ("CompatibleIds", r"USBSTOR\Disk USBSTOR\RAW GenDisk"),
            ("LocationInformation", "-"),
        )
        return Event(time, self.pc.host, DEVICE, data)
