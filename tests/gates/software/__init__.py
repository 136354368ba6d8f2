"""Rulebooks, runs and records for the tests of the software gate."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sekisho.gates.software.model import Run

PUBLISHER = "O=JUSTSYSTEMS CORPORATION, L=TOKUSHIMA, S=TOKUSHIMA, C=JP"
HASH = "078D5C1C46CF44C4113AB2D3D40F93EA5D9617E71B86DA7FF8292C328207FB2D"
RULES: dict[str, Any] = {
    "version": 1,
    "software": {
        "allowed": [
            {"name": "一太郎", "publisher": PUBLISHER, "product": "ichitaro"},
            {"name": "業務", "paths": ["%OSDRIVE%\\業務\\*"]},
            {"name": "帳票", "hashes": [HASH.lower()]},
            {"name": "名前だけ", "files": ["taro*.exe"]},
        ],
        "forbidden": [
            {"name": "AnyDesk", "files": ["AnyDesk*.exe"], "reason": "許可のない遠隔操作"},
            {"name": "Quick [A]", "publisher": "O=EVIL, C=JP", "files": ["quick[a].exe"]},
        ],
        "unlisted": "禁止",
        "browsers": {"allowed": ["Edge"]},
    },
}
PATHS = (
    "c:\\windows\\system32\\notepad.exe", "c:\\windows\\temp\\x.exe",
    "c:\\windows\\tracing\\a\\b.exe",
    "c:\\windows\\syswow64\\tasks\\t.exe", "c:\\program files\\a\\a.exe",
    "c:\\program files (x86)\\anydesk\\anydesk.exe", "c:\\program files_x\\a.exe",
    "c:\\users\\a\\downloads\\anydesk-1.exe", "c:\\users\\a\\downloads\\taro1.exe",
    "c:\\業務\\juki.exe", "d:\\業務\\juki.exe", "c:\\x\\quick[a].exe", "c:\\x\\quicka.exe",
    "c:\\100%\\a_b.exe", "c:\\100x\\axb.exe", "c:\\program files\\google\\chrome.exe",
    "c:\\a!b.exe",
)  # fmt: skip
PATTERNS = (
    "*\\AnyDesk*.exe", "%WINDIR%\\Temp\\*", "%SYSTEM32%\\*", "%PROGRAMFILES%\\a\\?.exe", "*",
    "C:\\100%\\*", "*\\a_b.exe", "*\\quick[a].exe", "c:\\a!b.exe", "%OSDRIVE%\\業務/*",
)  # fmt: skip
PUBLISHERS = (PUBLISHER, "O=EVIL, C=JP", "")


@st.composite
def rulebooks(draw: st.DrawFn) -> dict[str, Any]:
    def programs(name: str) -> list[dict[str, Any]]:
        entries = []
        for number in range(draw(st.integers(0, 3))):
            entry: dict[str, Any] = {"name": f"{name} {number}"}
            kinds = st.lists(st.sampled_from(["publisher", "paths", "hashes", "files"]), max_size=3)
            for kind in draw(kinds):
                entry[kind] = draw(
                    {
                        "publisher": st.sampled_from([*PUBLISHERS[:2], "JustSystems"]),
                        "paths": st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=2),
                        "hashes": st.just([HASH]),
                        "files": st.sampled_from([["AnyDesk*.exe"], ["a.exe", "juki.exe"]]),
                    }[kind]
                )
            if "publisher" in entry and draw(st.booleans()):
                entry["product"] = draw(st.sampled_from(["ICHITARO", "other"]))
            entries.append(entry)
        return entries

    software: dict[str, Any] = {
        "allowed": programs("allowed"),
        "forbidden": programs("forbidden"),
        "unlisted": draw(st.sampled_from(["判定しない", "許可", "禁止"])),
    }
    if draw(st.booleans()):
        software["browsers"] = {"allowed": ["Edge"]}
    return {"version": 1, "software": software}


RUNS = st.builds(
    Run,
    st.sampled_from(PATHS),
    st.sampled_from(PUBLISHERS),
    st.sampled_from(["ICHITARO", "OTHER", ""]),
    st.sampled_from([HASH, ""]),
    st.booleans(),
)
