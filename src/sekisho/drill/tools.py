"""The traffic and traces that tools for remote support leave, one row a tool."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemoteTool:
    """How a tool shows itself. `{u}` in a path stands for the user's folder name."""

    key: str
    product: str
    spoken: str
    site: str
    download_host: str
    download_path: str
    download_size: int
    boot_host: str
    relay_host: str
    relay_port: int
    executable: str
    child: str
    service: str
    service_image: str
    app: str
    remove: str
    msi: str


_SCREENCONNECT = r"C:\Program Files (x86)\ScreenConnect Client (5f2c11d90ab37e44)"
_DOWNLOADS = r"C:\Users\{u}\Downloads"

TOOLS: dict[str, RemoteTool] = {
    tool.key: tool
    for tool in (
        RemoteTool(
            key="anydesk",
            product="AnyDesk",
            spoken="エニーデスク",
            site="anydesk.com",
            download_host="download.anydesk.com",
            download_path="/AnyDesk.exe",
            download_size=1_803_464,
            boot_host="boot.net.anydesk.com",
            relay_host="relay-7f3a9c1e.net.anydesk.com",
            relay_port=443,
            executable=_DOWNLOADS + r"\AnyDesk.exe",
            child=r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe",
            service="AnyDesk Service",
            service_image=r'"C:\Program Files (x86)\AnyDesk\AnyDesk.exe" --service',
            app="AnyDesk",
            remove=r'"C:\Program Files (x86)\AnyDesk\AnyDesk.exe" --remove',
            msi="",
        ),
        RemoteTool(
            key="teamviewer",
            product="TeamViewer",
            spoken="チームビューア",
            site="www.teamviewer.com",
            download_host="download.teamviewer.com",
            download_path="/download/TeamViewerQS.exe",
            download_size=8_612_352,
            boot_host="master12.teamviewer.com",
            relay_host="router7.teamviewer.com",
            relay_port=443,
            executable=_DOWNLOADS + r"\TeamViewerQS.exe",
            child=r"C:\Users\{u}\AppData\Local\Temp\TeamViewer\TeamViewer_Desktop.exe",
            service="",
            service_image="",
            app="TeamViewer",
            remove="",
            msi="",
        ),
        RemoteTool(
            key="ultraviewer",
            product="UltraViewer",
            spoken="ウルトラビューア",
            site="www.ultraviewer.net",
            download_host="dl2.ultraviewer.net",
            download_path="/UltraViewer_setup_6.4_ja.exe",
            download_size=3_421_184,
            boot_host="update.ultraviewer.net",
            relay_host="server4.ultraviewer.net",
            relay_port=443,
            executable=_DOWNLOADS + r"\UltraViewer_setup_6.4_ja.exe",
            child=r"C:\Program Files (x86)\UltraViewer\UltraViewer_Desktop.exe",
            service="UltraViewService",
            service_image=r'"C:\Program Files (x86)\UltraViewer\UltraViewer_Service.exe"',
            app="UltraViewer",
            remove=r'"C:\Program Files (x86)\UltraViewer\unins000.exe"',
            msi="",
        ),
        RemoteTool(
            key="quickassist",
            product="Quick Assist",
            spoken="クイックアシスト",
            site="",
            download_host="",
            download_path="",
            download_size=0,
            boot_host="remoteassistance.support.services.microsoft.com",
            relay_host="rdprelayv3japaneastprod-2.support.services.microsoft.com",
            relay_port=443,
            executable=r"C:\Windows\System32\quickassist.exe",
            child=r"C:\Windows\System32\quickassist.exe",
            service="",
            service_image="",
            app="Microsoft.Quick.Assist",
            remove="",
            msi="",
        ),
        RemoteTool(
            key="logmein-rescue",
            product="LogMeIn Rescue",
            spoken="ログミーイン",
            site="secure.logmeinrescue.com",
            download_host="secure.logmeinrescue.com",
            download_path="/Customer/Support-LogMeInRescue.exe",
            download_size=2_188_432,
            boot_host="control.rsc-app11-02.logmeinrescue.com",
            relay_host="rsc-sg-gw04.logmeinrescue.com",
            relay_port=443,
            executable=_DOWNLOADS + r"\Support-LogMeInRescue.exe",
            child=r"C:\Users\{u}\AppData\Local\LogMeIn Rescue Applet\LMIR0001.tmp\lmi_rescue.exe",
            service="",
            service_image="",
            app="LogMeIn.Rescue",
            remove="",
            msi="",
        ),
        RemoteTool(
            key="screenconnect",
            product="ScreenConnect",
            spoken="スクリーンコネクト",
            site="",
            download_host="instance-k3v9xq.screenconnect.com",
            download_path="/Bin/ScreenConnect.ClientSetup.exe",
            download_size=5_611_880,
            boot_host="instance-k3v9xq.screenconnect.com",
            relay_host="instance-k3v9xq-relay.screenconnect.com",
            relay_port=443,
            executable=_DOWNLOADS + r"\ScreenConnect.ClientSetup.exe",
            child=_SCREENCONNECT + r"\ScreenConnect.WindowsClient.exe",
            service="ScreenConnect Client (5f2c11d90ab37e44)",
            service_image=f'"{_SCREENCONNECT}'
            r'\ScreenConnect.ClientService.exe" "?e=Access&y=Guest'
            '&h=instance-k3v9xq-relay.screenconnect.com&p=443"',
            app="ScreenConnect",
            remove="",
            msi="ScreenConnect Client (5f2c11d90ab37e44)",
        ),
        RemoteTool(
            key="rustdesk",
            product="RustDesk",
            spoken="ラストデスク",
            site="rustdesk.com",
            download_host="rustdesk.com",
            download_path="/dl/rustdesk-1.2.3-x86_64.exe",
            download_size=20_114_944,
            boot_host="rs-ny.rustdesk.com",
            relay_host="rs-sg.rustdesk.com",
            relay_port=21117,
            executable=_DOWNLOADS + r"\rustdesk-1.2.3-x86_64.exe",
            child=r"C:\Users\{u}\AppData\Local\rustdesk\rustdesk.exe",
            service="",
            service_image="",
            app="RustDesk",
            remove="",
            msi="",
        ),
        RemoteTool(
            key="supremo",
            product="Supremo",
            spoken="スプレモ",
            site="www.supremocontrol.com",
            download_host="www.supremocontrol.com",
            download_path="/download/Supremo.exe",
            download_size=9_871_360,
            boot_host="config.supremocontrol.com",
            relay_host="relay03.supremocontrol.com",
            relay_port=443,
            executable=_DOWNLOADS + r"\Supremo.exe",
            child=r"C:\Users\{u}\Downloads\Supremo.exe",
            service="SupremoService",
            service_image=r'"C:\ProgramData\SupremoRemoteDesktop\SupremoService.exe"',
            app="Supremo",
            remove="",
            msi="",
        ),
    )
}
