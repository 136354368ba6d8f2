"""Labels of a form whose blanks a print lost: 氏名青木茂, 住所谷口町3番地, 推薦者班長石黒明."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.names.known import judged
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form

_GLUED = re.compile(
    r"([ \u3000]*(?:(?:現?住所|氏名|職業|所属|性別|年齢|生年月日|電話(?:番号)?|携帯(?:電話)?|"
    r"連絡先|勤務先)|"
    r"(?:申請|届出|申出|申込|推薦|紹介|保護|代理|相続|保証)[者人](?:氏名|住所)?)"
    r")((?:副?(?:分団|団|班|組|区|会|部)長)?)"
    rf"(?=[{HAN}ぁ-ゖァ-ヺ\d０-９(（])(?![者人の欄等をはがに印])"
)
_NAME = re.compile(rf"氏名([{HAN}][{HAN}ぁ-ゖァ-ヺー]{{2,5}})(?:[印㊞])?")
_LONGEST = 60


def _with_blanks(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]} " if found[2] else f"{found[1]} "


_SPREAD = re.compile(
    r"(?<=[ \u3000])(電|住|年|性|続|職)[ \u3000]{1,6}(話|所|齢|別|柄|業)(?=[ \u3000])"
)
"""A label set wide behind a name (氏名　青木茂　　電　　話　…)."""


def unglued(lines: Sequence[str]) -> Sequence[str]:
    """The lines, labels set wide put together, and a blank behind each label at the beginning of
    one, where a line is 氏名 and a known whole name written close; else as they are."""
    lines = [_SPREAD.sub(r"\1\2", line) for line in lines]
    named = [found[1] for line in lines if (found := _NAME.fullmatch(line.strip()))]
    if not named or not any(judged([common_form(name) for name in named]).full):
        return lines
    return [
        _GLUED.sub(_with_blanks, line, count=1)
        if len(line) <= _LONGEST and "。" not in line
        else line
        for line in lines
    ]
