"""The registers of an office: permissions for remote support, PCs, memory sticks, antivirus."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sekisho.drill.clock import DAY, local
from sekisho.drill.scene import Scene
from sekisho.drill.town import Pc
from sekisho.drill.write import office

_ERAS = ((2019, "令和", 2018), (1989, "平成", 1988))


def era(ms: int) -> str:
    """A date as offices write it, as in `平成28年6月3日`."""
    moment = local(ms)
    name, base = next((name, base) for first, name, base in _ERAS if moment.year >= first)
    year = moment.year - base
    return f"{name}{'元' if year == 1 else year}年{moment.month}月{moment.day}日"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A permission for remote support."""

    pc: Pc
    tool: str
    start: int
    end: int
    company: str
    purpose: str


def write_tickets(scene: Scene, tickets: list[Ticket], modified: int) -> str:
    """The register of permissions as a Shift_JIS list."""
    rows: list[office.Row] = [
        (
            "受付番号",
            "申請日",
            "許可日",
            "所属",
            "端末名",
            "ツール",
            "開始日時",
            "終了日時",
            "保守業者",
            "作業内容",
            "許可者",
        )
    ]
    for number, one in enumerate(sorted(tickets, key=lambda ticket: ticket.start), 1):
        asked, name = local(one.start - 2 * DAY), f"遠隔-{local(one.start):%y}-{number:03d}"
        scene.support.append(
            {
                "tool": one.tool,
                "host": one.pc.host,
                "ticket": name,
                "contractor": one.company,
                "reason": one.purpose,
                "since": f"{local(one.start):%Y-%m-%d %H:%M}",
                "until": f"{local(one.end):%Y-%m-%d %H:%M}",
            }
        )
        rows.append(
            (
                name,
                f"{asked:%Y/%m/%d}",
                f"{local(one.start - DAY):%Y/%m/%d}",
                one.pc.department,
                one.pc.host,
                one.tool,
                f"{local(one.start):%Y/%m/%d %H:%M}",
                f"{local(one.end):%Y/%m/%d %H:%M}",
                one.company,
                one.purpose,
                "総務政策課長",
            )
        )
    return scene.folder.put("台帳/遠隔支援許可台帳.csv", office.csv_text(rows), modified)


def write_assets(scene: Scene, spare: str, modified: int) -> str:
    """The register of PCs; `spare` is one that lies in a cupboard."""
    rows: list[office.Row] = [
        (f"{scene.town.name} 情報機器管理台帳", None, None, None, None, None, None, None, None),
        (
            "管理番号",
            "端末名",
            "所属",
            "使用者",
            "ネットワーク",
            "MACアドレス",
            "IPアドレス",
            "OS",
            "購入年度",
        ),
    ]
    for number, pc in enumerate(scene.town.pcs, 1):
        rows.append(
            (
                f"PC-{number:04d}",
                pc.host,
                pc.department,
                pc.staff.name,
                "情報系",
                pc.mac.upper().replace(":", "-"),
                "DHCP",
                pc.windows,
                f"平成{pc.purchased - 1988}年度",
            )
        )
    rows.append(
        (
            f"PC-{len(scene.town.pcs) + 1:04d}",
            spare,
            "総務政策課",
            "(予備機)",
            "情報系",
            "00-1B-EE-00-00-FE",
            "DHCP",
            "Windows 7 Professional",
            "平成22年度",
        )
    )
    sheet = office.Sheet("台帳", rows, ["A1:I1"])
    return scene.folder.put(
        "台帳/情報機器管理台帳.xlsx", office.xlsx([sheet], modified, "情報担当"), modified
    )


def write_sticks(scene: Scene, dice: Random, modified: int) -> tuple[str, str]:
    """The register of memory sticks; gives its path and the serial of a registered one."""
    rows: list[office.Row] = [
        ("登録番号", "所属", "メーカー", "製品名", "シリアル番号", "登録日", "備考")
    ]
    serials = []
    for number, pc in enumerate(scene.town.pcs[:6], 1):
        serial = f"{dice.randrange(16**12):012X}"
        serials.append(serial)
        scene.sticks.append(serial)
        rows.append(
            (f"USB-{number:03d}", pc.department, "BUFFALO", "USB Flash", serial, "2015/04/01", "")
        )
    path = scene.folder.put("台帳/USBメモリ登録簿.csv", office.csv_text(rows), modified)
    return path, serials[1]


def write_antivirus(scene: Scene, silent: set[str], modified: int) -> str:
    """What the console of the antivirus shows; hosts that never report are missing."""
    dice = scene.dice("antivirus")
    rows: list[office.Row] = [
        (
            "コンピュータ名",
            "製品名",
            "バージョン",
            "パターンファイル",
            "最終更新日時",
            "最終全体検索日時",
            "リアルタイム検索",
            "状態",
        )
    ]
    for pc in scene.town.pcs:
        if pc.host in silent:
            continue
        late = dice.random() < 0.1
        updated = local(modified - (9 * DAY if late else dice.randrange(1, 20) * 3_600_000))
        scanned = local(modified - dice.randrange(1, 7) * DAY)
        rows.append(
            (
                pc.host,
                "ウイルス対策クライアント",
                "11.0.6054",
                f"12.{dice.randrange(500, 599)}.00",
                f"{updated:%Y/%m/%d %H:%M:%S}",
                f"{scanned:%Y/%m/%d %H:%M:%S}",
                "有効",
                "要更新" if late else "正常",
            )
        )
    return scene.folder.put("台帳/ウイルス対策コンソール.csv", office.csv_text(rows), modified)
