"""The Windows events of one PC with its user's identity."""

from __future__ import annotations

from sekisho.drill.town import Pc, Town
from sekisho.drill.windows_events import (
    BOOT,
    DEVICE,
    FILE_ACCESS,
    LOCK,
    LOG_CLEARED,
    LOGOFF,
    LOGON,
    MSI_INSTALLED,
    MSI_REMOVED,
    PROCESS,
    RULE_ADDED,
    SERVICE,
    SERVICE_STATE,
    SHUTDOWN,
    UNLOCK,
    Data,
    Event,
)


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
        number = f"{{5C1E6F0A-9B1D-4B4E-8D0A-{time % 0xFFFFFFFFFFFF:012X}}}"
        data = (
            ("RuleId", f"TCP Query User{number}{path.lower()}"),
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
