"""Ikeda's papers: registers, the memo of the hearing, and the browser's history."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from sekisho.drill import registers
from sekisho.drill.clock import HOUR, MINUTE, local
from sekisho.drill.ikeda_plot import Plot
from sekisho.drill.roles import CLERK, SPARE
from sekisho.drill.scene import Scene
from sekisho.drill.tools import TOOLS
from sekisho.drill.write import office
from sekisho.drill.write.chrome import Download, Visit, write_history


def write_papers(scene: Scene, story: Plot, tickets: list[registers.Ticket]) -> None:
    """The office's registers and the memo of the hearing."""
    evening = scene.whole.end - 6 * HOUR
    registers.write_tickets(scene, tickets, evening)
    registers.write_assets(scene, SPARE, evening)
    registers.write_antivirus(scene, scene.silent, evening)
    _, serial = registers.write_sticks(scene, scene.dice("sticks"), evening)
    pc = scene.town.pcs[9]
    morning = next(one.span for one in scene.holdings if one.host == pc.host)
    scene.events.append(scene.desk(pc).device(morning.start + 11 * HOUR, serial, "BUFFALO"))
    _memo(scene, story, evening)


def _memo(scene: Scene, story: Plot, written: int) -> None:
    tool = TOOLS[scene.options.tool]
    minutes = (story.window.end - story.window.start) / MINUTE
    spoken = 30 if 25 <= minutes < 45 else round(minutes / 10) * 10
    hour = local(story.window.start).hour - 1
    said = f"午後{hour - 12}時ごろ"
    lines = [
        "聞き取りメモ",
        f"日時: {registers.era(written)} 午後5時50分から",
        f"対象: {scene.town.pcs[CLERK].department} {scene.town.pcs[CLERK].staff.title}",
        "聞き取り: 総務政策課 情報担当",
        f"・{said}、画面いっぱいに「ウイルスに感染しました」という警告が警告音つきで表示された。",
        f"・画面に出ていた番号({story.phone})に電話をかけた。相手は片言の日本語を話す男性だった。",
        f"・相手の言うとおりに {tool.product}({tool.spoken})というソフトを入れた。",
        f"・{spoken}分ほど画面を操作されていたと思う。ファイルを開いているのが見えた。",
        "・途中で不安になり、電話を切って電源を落とした。",
    ]
    if scene.options.seed % 2:
        content, name = (
            office.docx(["# 聞き取りメモ", *lines[1:]], written, "情報担当"),
            "聞き取りメモ.docx",
        )
    else:
        content, name = office.text(lines), "聞き取りメモ.txt"
    path = scene.folder.put(name, content, written)
    scene.truth.statements = [
        {"text": said, "value": f"{hour:02d}:00", "kind": "start", "path": path},
        {"text": tool.product, "value": tool.key, "kind": "tool", "path": path},
        {"text": f"{spoken}分ほど", "value": spoken, "kind": "duration_min", "path": path},
    ]


def write_browser(
    scene: Scene, story: Plot, visits: list[Visit], downloads: list[Download]
) -> None:
    """Chrome's history on the clerk's PC, in that PC's time, the newest visits not yet merged."""
    pc = scene.town.pcs[CLERK]
    clock = scene.clocks[pc.host]
    shown = [dataclasses.replace(one, time=clock.shows(one.time)) for one in visits]
    fetched = [dataclasses.replace(one, time=clock.shows(one.time)) for one in downloads]
    profile = (
        f"pc/{pc.host}/C/Users/{pc.staff.account}/AppData/Local/Google/Chrome/User Data/Default"
    )
    with tempfile.TemporaryDirectory() as work:
        for made in write_history(
            Path(work), shown, fetched, len(shown) * 2 // 3, scene.options.seed
        ):
            scene.folder.take(f"{profile}/{made.name}", made, story.window.end)
