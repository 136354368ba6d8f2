"""Windows event channels behind the services of the Sigma taxonomy, and the Sysmon events
behind its categories (https://sigmahq.io/docs/basics/log-sources.html)."""

from __future__ import annotations

from collections.abc import Mapping

SYSMON = "Microsoft-Windows-Sysmon/Operational"
SECURITY = "Security"
POWERSHELL = ("Microsoft-Windows-PowerShell/Operational", "PowerShellCore/Operational")
POWERSHELL_CLASSIC = "Windows PowerShell"
DEFENDER = "Microsoft-Windows-Windows Defender/Operational"

SERVICES: Mapping[str, tuple[str, ...]] = {
    "application": ("Application",),
    "security": (SECURITY,),
    "system": ("System",),
    "sysmon": (SYSMON,),
    "powershell": POWERSHELL,
    "powershell-classic": (POWERSHELL_CLASSIC,),
    "windefend": (DEFENDER,),
    "taskscheduler": ("Microsoft-Windows-TaskScheduler/Operational",),
    "wmi": ("Microsoft-Windows-WMI-Activity/Operational",),
    "ntlm": ("Microsoft-Windows-NTLM/Operational",),
    "dns-client": ("Microsoft-Windows-DNS Client Events/Operational",
                   "Microsoft-Windows-DNS-Client/Operational"),
    "dns-server": ("DNS Server",),
    "dns-server-audit": ("Microsoft-Windows-DNS-Server/Audit",),
    "dns-server-analytic": ("Microsoft-Windows-DNS-Server/Analytical",),
    "driver-framework": ("Microsoft-Windows-DriverFrameworks-UserMode/Operational",),
    "firewall-as": ("Microsoft-Windows-Windows Firewall With Advanced Security/Firewall",),
    "bits-client": ("Microsoft-Windows-Bits-Client/Operational",),
    "codeintegrity-operational": ("Microsoft-Windows-CodeIntegrity/Operational",),
    "applocker": ("Microsoft-Windows-AppLocker/EXE and DLL",
                  "Microsoft-Windows-AppLocker/MSI and Script",
                  "Microsoft-Windows-AppLocker/Packaged app-Deployment",
                  "Microsoft-Windows-AppLocker/Packaged app-Execution"),
    "msexchange-management": ("MSExchange Management",),
    "printservice-admin": ("Microsoft-Windows-PrintService/Admin",),
    "printservice-operational": ("Microsoft-Windows-PrintService/Operational",),
    "terminalservices-localsessionmanager": (
        "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",),
    "smbclient-security": ("Microsoft-Windows-SmbClient/Security",),
    "smbclient-connectivity": ("Microsoft-Windows-SmbClient/Connectivity",),
    "smbserver-connectivity": ("Microsoft-Windows-SMBServer/Connectivity",),
    "security-mitigations": ("Microsoft-Windows-Security-Mitigations/KernelMode",
                             "Microsoft-Windows-Security-Mitigations/UserMode"),
    "ldap": ("Microsoft-Windows-LDAP-Client/Debug",),
    "lsa-server": ("Microsoft-Windows-LSA/Operational",),
    "capi2": ("Microsoft-Windows-CAPI2/Operational",),
    "certificateservicesclient-lifecycle-system": (
        "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",),
    "appxdeployment-server": ("Microsoft-Windows-AppXDeploymentServer/Operational",),
    "appxpackaging-om": ("Microsoft-Windows-AppxPackaging/Operational",),
    "appmodel-runtime": ("Microsoft-Windows-AppModel-Runtime/Admin",),
    "diagnosis-scripted": ("Microsoft-Windows-Diagnosis-Scripted/Operational",),
    "shell-core": ("Microsoft-Windows-Shell-Core/Operational",),
    "openssh": ("OpenSSH/Operational",),
    "iis-configuration": ("Microsoft-IIS-Configuration/Operational",),
    "microsoft-servicebus-client": ("Microsoft-ServiceBus-Client",),
    "hyper-v-worker": ("Microsoft-Windows-Hyper-V-Worker",),
    "kernel-event-tracing": ("Microsoft-Windows-Kernel-EventTracing",),
    "kernel-shimengine": ("Microsoft-Windows-Kernel-ShimEngine/Operational",),
    "sense": ("Microsoft-Windows-SENSE/Operational",),
    "vhdmp": ("Microsoft-Windows-VHDMP/Operational",),
    # not of the public taxonomy: logs that this house's own rules read
    "kernel-pnp": ("Microsoft-Windows-Kernel-PnP/Configuration",),
    "partition": ("Microsoft-Windows-Partition/Diagnostic",),
    "storsvc": ("Microsoft-Windows-Storsvc/Diagnostic",),
}  # fmt: skip

SYSMON_CATEGORIES: Mapping[str, tuple[int, ...]] = {
    "process_creation": (1,),
    "file_change": (2,),
    "network_connection": (3,),
    "sysmon_status": (4, 16),
    "process_termination": (5,),
    "driver_load": (6,),
    "image_load": (7,),
    "create_remote_thread": (8,),
    "raw_access_thread": (9,),
    "process_access": (10,),
    "file_event": (11,),
    "registry_event": (12, 13, 14),
    "registry_add": (12,),
    "registry_delete": (12,),
    "registry_set": (13,),
    "registry_rename": (14,),
    "create_stream_hash": (15,),
    "pipe_created": (17, 18),
    "wmi_event": (19, 20, 21),
    "dns_query": (22,),
    "file_delete": (23, 26),
    "file_delete_detected": (26,),
    "clipboard_capture": (24,),
    "process_tampering": (25,),
    "file_block_executable": (27,),
    "file_block_shredding": (28,),
    "file_executable_detected": (29,),
    "sysmon_error": (255,),
}

POWERSHELL_CATEGORIES: Mapping[str, tuple[tuple[str, ...], int]] = {
    "ps_script": (POWERSHELL, 4104),
    "ps_module": (POWERSHELL, 4103),
    "ps_classic_start": ((POWERSHELL_CLASSIC,), 400),
    "ps_classic_provider_start": ((POWERSHELL_CLASSIC,), 600),
    "ps_classic_script": ((POWERSHELL_CLASSIC,), 800),
}
