"""Ikeda's documents on the clerk's PC and the shares, and what the records say of each."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from sekisho.drill import lists
from sekisho.drill.clock import DAY, MINUTE, SECOND
from sekisho.drill.ikeda_plot import Plot
from sekisho.drill.scene import Scene
from sekisho.drill.shares import Act, ShareAct
from sekisho.drill.town import Pc
from sekisho.drill.truth import Exposure, Verdict
from sekisho.drill.write import office

SHARES = (
    ("gikai", "議会事務局"),
    ("somu", "総務政策課"),
    ("fukushi", "保健福祉課"),
    ("jumin", "住民課"),
    ("kyoiku", "教育委員会"),
)
OLD_BOX = "nas01"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
Fate = Literal["read", "refused", "looked", "untouched", "later", "others"]


@dataclass(frozen=True, slots=True)
class ShareFile:
    """A file on a share: what befell it in the window, and its bytes where they are evidence."""

    share: str
    path: str
    fate: Fate
    content: bytes | None = None
    people: lists.People | None = None


def put_pc_documents(scene: Scene, pc: Pc, dice: Random, *, audited: bool) -> list[str]:
    """The files of the clerk's PC and their verdicts. Gives the original paths that were read."""
    place, author = scene.town.name, pc.staff.name
    made = scene.whole.start - 40 * DAY
    hamlet = lists.hamlet(dice, place, 117, merged=scene.options.seed % 2 == 1)
    elders = lists.elders(dice, place, dice.randrange(38, 64))
    roster = lists.councillors(dice, place, dice.randrange(8, 13))
    if scene.options.seed % 2:
        roster_file = (
            "議員名簿.docx",
            office.docx(["# 議会議員名簿"], made, author, roster.sheet.rows),
        )
    else:
        roster_file = ("議員名簿.xlsx", office.xlsx([roster.sheet], made, author))
    private = "Documents/集落"
    files: list[tuple[str, bytes | None, lists.People | None]] = [
        (f"{private}/緊急連絡先一覧.xlsx", office.xlsx([hamlet.sheet], made, author), hamlet),
        (f"{private}/敬老会出席者名簿.csv", office.csv_text(elders.sheet.rows), elders),
        (f"Documents/議会/{roster_file[0]}", roster_file[1], roster),
        (
            "Documents/議会/緊急連絡先届出書(様式).xlsx",
            office.xlsx([lists.empty_form()], made, author),
            lists.People(lists.empty_form(), 0, 0),
        ),
        *(
            (f"Documents/議会/{name}", content, None)
            for name, content in _papers(made, author, place)
        ),
    ]
    kept = []
    for path, content, people in files:
        if content is None:
            continue
        windows_path = f"C:\\Users\\{pc.staff.account}\\" + path.replace("/", "\\")
        stored = scene.folder.put(f"pc/{pc.host}/C/Users/{pc.staff.account}/{path}", content, made)
        proven = audited and path.startswith(private)
        if proven:
            kept.append(windows_path)
        scene.truth.exposure.append(
            Exposure(
                path=stored,
                original_path=windows_path,
                host=pc.host,
                verdict="proven" if proven else "possible",
                why="4663 ReadData in the window"
                if proven
                else "on the controlled PC, no audit of files there",
                persons=people.persons if people else None,
                households=people.households if people else None,
            )
        )
    return kept


def put_unwatched(scene: Scene, pc: Pc, dice: Random) -> None:
    """A damaged document on the PC that nothing can read, and an old box that logs nothing."""
    made = scene.whole.start - 90 * DAY
    user = f"C/Users/{pc.staff.account}/Documents/議会/議案.jtd"
    damaged = scene.folder.put(f"pc/{pc.host}/{user}", _OLE + bytes(1528), made)
    scene.truth.unread.append(damaged)
    old = lists.audience(dice, scene.town.name, dice.randrange(12, 30))
    content = office.xlsx([old.sheet], made, "議会事務局")
    box = scene.folder.put(f"share/{OLD_BOX}/旧資料/平成20年度傍聴者.xlsx", content, made)
    scene.truth.exposure += [
        Exposure(
            path=damaged,
            original_path=user.replace("C/", "C:/", 1).replace("/", "\\"),
            host=pc.host,
            verdict="possible",
            why="on the controlled PC, no audit of files there; its content cannot be read",
        ),
        Exposure(
            path=box,
            original_path=f"\\\\{OLD_BOX}\\旧資料\\平成20年度傍聴者.xlsx",
            host=OLD_BOX,
            verdict="unknown",
            accept=("unknown", "possible"),
            why="no source covers this box",
            persons=old.persons,
        ),
    ]


def _papers(made: int, author: str, place: str) -> list[tuple[str, bytes | None]]:
    minutes = [
        "# 平成28年第2回定例会 会議録(抄)",
        "議長 ただいまから本日の会議を開きます。",
        "日程第1、会議録署名議員の指名を行います。",
        "日程第2、議案第31号 補正予算について、総務政策課長から説明を求めます。",
        "以上で説明を終わります。",
        f"記録: {author}",
    ]
    budget = office.Sheet(
        "予算",
        [
            ("款", "項", "予算額(千円)"),
            ("議会費", "議会費", 41_220),
            ("議会費", "政務活動費", 1_200),
        ],
    )
    return [
        ("第2回定例会会議録.docx", office.docx(minutes, made, author)),
        (
            "メモ.txt",
            office.text(["議会だより 原稿締切 6月20日", "視察の件、旅行会社へ確認すること"]),
        ),
        (
            "日程案.pdf",
            office.pdf([f"{place}議会 第2回定例会 日程(案)", "6月10日 本会議", "6月14日 一般質問"]),
        ),
        (
            "議会報告会.pptx",
            office.pptx([("議会報告会", f"{place}議会"), ("議題", "予算・条例")], made, author),
        ),
        ("議会費予算.xls", office.xls(budget, made)),
    ]


def share_files(scene: Scene, dice: Random) -> list[ShareFile]:
    """The files on the shares that matter; the noise touches further ones."""
    place = scene.town.name
    made = scene.whole.start - 60 * DAY
    audience = lists.audience(dice, place, dice.randrange(9, 22))
    supported = lists.supported(dice, place, dice.randrange(28, 47))
    reports = office.docx(
        ["# 会議資料", "議案第31号 参考資料", "議案第32号 参考資料"], made, "議会事務局"
    )
    petition = office.Sheet(
        "陳情", [("番号", "件名", "付託"), (1, "町道の整備について", "産業委員会")]
    )
    salary = office.Sheet(
        "支給", [("月", "人数", "支給額"), ("4月", 10, 2_100_000), ("5月", 10, 2_100_000)]
    )
    return [
        ShareFile("gikai", "定例会/会議資料.docx", "read", reports),
        ShareFile(
            "gikai",
            "傍聴者名簿.xlsx",
            "read",
            office.xlsx([audience.sheet], made, "議会事務局"),
            audience,
        ),
        ShareFile("gikai", "会派別連絡先.xlsx", "read"),
        ShareFile(
            "gikai", "陳情書一覧.xlsx", "untouched", office.xlsx([petition], made, "議会事務局")
        ),
        ShareFile(
            "gikai", "報酬支給調書.xlsx", "looked", office.xlsx([salary], made, "議会事務局")
        ),
        ShareFile(
            "gikai",
            "経過メモ.docx",
            "later",
            office.docx(
                ["# 経過メモ", "別紙のとおり。"], scene.whole.end - 6 * 60 * MINUTE, "情報担当"
            ),
        ),
        ShareFile(
            "fukushi",
            "避難行動要支援者名簿.xlsx",
            "refused",
            office.xlsx([supported.sheet], made, "保健福祉課"),
            supported,
        ),
        ShareFile("jumin", "転入転出集計.xlsx", "refused"),
        ShareFile("jumin", "窓口当番表.xlsx", "others"),
        ShareFile("somu", "予算要求書.xlsx", "others"),
        ShareFile("kyoiku", "学校施設台帳.xlsx", "others"),
        ShareFile("fukushi", "健診日程.docx", "others"),
    ]


def put_share_documents(
    scene: Scene, pc: Pc, files: list[ShareFile], story: Plot, dice: Random
) -> None:
    """Copies of some files, the acts of the session on all of them, and the verdicts."""
    user, client = pc.staff.account, scene.client(pc.host, story.window.start)
    moment = story.window.start + 2 * MINUTE + dice.randrange(90) * SECOND
    seen = not scene.lost("share", moment)
    scene.acts.append(
        ShareAct(moment - 5 * SECOND, user, client.address, pc.host, "gikai", "list", "")
    )
    for one in files:
        act = _ACTS.get(one.fate)
        if act:
            scene.acts.append(
                ShareAct(moment, user, client.address, pc.host, one.share, act, one.path)
            )
            moment += dice.randrange(20, 80) * SECOND
        server = scene.town.file_server
        made = (
            scene.whole.start - 60 * DAY
            if one.fate != "later"
            else scene.whole.end - 6 * 60 * MINUTE
        )
        path = f"share/{server}/{one.share}/{one.path}"
        stored = scene.folder.put(path, one.content, made) if one.content else None
        verdict, accept, why = _verdict(one.fate, seen=seen)
        if stored is None and not seen and one.fate in {"read", "refused"}:
            continue  # no record is left that names it
        scene.truth.exposure.append(
            Exposure(
                path=stored,
                original_path=f"\\\\{server}\\{one.share}\\" + one.path.replace("/", "\\"),
                host=server,
                verdict=verdict,
                accept=accept,
                why=why,
                persons=one.people.persons if one.people and stored else None,
                households=None,
            )
        )


_ACTS: dict[Fate, Act] = {"read": "read", "refused": "refuse", "looked": "look"}
_SEEN: dict[Fate, tuple[Verdict, str]] = {
    "read": ("proven", "opened and read from the controlled PC in the window (share audit)"),
    "refused": ("excluded", "access refused (share audit)"),
    "looked": ("excluded", "attributes only; audited without a gap and not read"),
    "untouched": ("excluded", "audited without a gap and not read"),
    "others": ("excluded", "audited without a gap; read by others only"),
    "later": ("excluded", "created after the window (share audit)"),
}


def _verdict(fate: Fate, *, seen: bool) -> tuple[Verdict, tuple[Verdict, ...], str]:
    if seen or fate == "later":
        verdict, why = _SEEN[fate]
        return verdict, (), why
    return "possible", ("possible", "unknown"), "the share's audit has a hole over the window"
