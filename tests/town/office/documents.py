"""What lies on the shares: real documents, with the persons and households in them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sekisho.drill import lists
from sekisho.drill.clock import DAY
from sekisho.drill.write import office
from tests.town.office import places

MADE = 1_700_000_000_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a share; counts are None where it holds no list of people."""

    share: str
    path: str
    content: bytes
    persons: int | None = None
    households: int | None = None


def papers(town: places.Town, seed: int) -> tuple[Paper, ...]:
    """All documents, the same for the same seed."""
    dice = Random(f"office/{seed}/papers")
    audience = lists.audience(dice, town.name, 14)
    supported = lists.supported(dice, town.name, 31)
    hamlet = lists.hamlet(dice, town.name, 117, merged=True)
    made = MADE - 40 * DAY
    found = [
        _listed("gikai", "緊急連絡先一覧.xlsx", hamlet, made),
        _listed("gikai", "傍聴者名簿.xlsx", audience, made),
        Paper("gikai", "定例会/会議資料.docx", _letter("会議資料", made)),
        Paper("gikai", "定例会/日程案.docx", _letter("日程案", made)),
        Paper("gikai", "陳情書一覧.docx", _letter("陳情書一覧", made)),
        _listed("fukushi", "避難行動要支援者名簿.xlsx", supported, made),
    ]
    for department, share in places.SHARES:
        found += [
            Paper(share, f"{name}.docx", _letter(f"{department} {name}", made))
            for name in ("予定表", "起案文書", "回覧")
        ]
    return tuple(found)


def _listed(share: str, path: str, people: lists.People, made: int) -> Paper:
    content = office.xlsx([people.sheet], made, share)
    return Paper(share, path, content, people.persons, people.households or None)


def _letter(title: str, made: int) -> bytes:
    return office.docx([f"# {title}", "別紙のとおり。"], made, "関町")
