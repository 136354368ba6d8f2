"""Pieces of a line that may be a row of a list: how it is cut, and what each piece is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.dates import date_key
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names, judged, surnames
from sekisho.personal.writing import common_form

_BLANKS = re.compile(
    r"[ 、,]+|(?<=[^\d ]):|・{2,}|…+|\.{3,}|(?<=[^\d)])(?=\()|"
    r"(?<=[歳才男女子妻夫])(?<=[^\d])(?=\d)|"
    rf"(?<=\d\))(?=[{signs.HAN}])"
)
_BULLET = re.compile(r"^[・○●◎◆■□▲△*＊\-–—•]+ *")
_NUMBER = re.compile(r"[(\[]?\d{1,3}[)\].、:]?|No\.?\d{1,3}")
_NUMBER_BEFORE = re.compile(r"^[(\[]?\d{1,3}[)\].、:] *(?=[^\d\s])")
_GIVEN = re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}")
_LONGEST_GIVEN = 3
"""Characters of a given name, at most."""
_LABEL = re.compile(
    r"^(氏名|名前|住所|電話番号|電話|携帯電話|携帯|自宅|連絡先|生年月日|年齢|℡|TEL|Tel|tel|☎|"
    r"〒)[:.]?"
)
_LOCAL_PHONE = re.compile(r"\(?\d{1,4}\)?[-(]?\d{1,4}\)?-\d{4}|\d{2,4}-\d{4}")
_BLANKS_IN_PHONE = re.compile(r"(?<![\d-])(0\d{1,4}) (\d{2,4}) (\d{4})(?![\d-])")
_AGE = re.compile(r"\(\d{1,3}[歳才]?\)|\(?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[歳才]\)?")
_RELATION = re.compile(
    r"[(]?(世帯主|本人|妻|夫|父|母|祖父|祖母|義父|義母|[長二三四五次][男女]|子|孫|嫁|婿|兄|弟|姉|"
    r"妹)[)]?"
)
_SEX = re.compile(r"[男女]")
_POSTAL = re.compile(r"〒?\d{3}-\d{4}")
_ALONE = re.compile(
    r"(?:[一1]人|ひとり|独り)(?:暮らし|世帯)?|単身(?:世帯)?|独居|(?:本人|世帯主)のみ"
)
"""That somebody has no family."""
_HONOUR = re.compile(rf"(?<=[{signs.HAN}ぁ-ゖァ-ヺ])(?<![住社皆奥])(?:様|さん|氏|殿)?(?:宅|方)?$")
"""What follows the name of somebody, or of whose home it is."""


def one_phone(text: str) -> str:
    """A line in which telephones written with blanks (0765 38 1111) have hyphens."""
    return _BLANKS_IN_PHONE.sub(r"\1-\2-\3", text)


def is_phone(piece: str) -> bool:
    """Whether a piece is a telephone, with its area code or without."""
    return signs.phone_like(piece) or bool(_LOCAL_PHONE.fullmatch(piece))


def unlabelled(piece: str) -> str:
    """A piece without a label before its value (電話38-1111)."""
    return _LABEL.sub("", piece)


def says_alone(piece: str) -> bool:
    """Whether a piece says that somebody has no family."""
    return bool(_ALONE.fullmatch(piece))


def pieces_of(text: str) -> list[str]:
    """A line cut at its blanks, without a bullet and without titles behind names."""
    text = _NUMBER_BEFORE.sub(lambda found: found[0].strip() + " ", _BULLET.sub("", text))
    return [_unhonoured(piece) for piece in _BLANKS.split(text) if piece]


def _unhonoured(piece: str) -> str:
    """A piece without a title; 三宅 has none."""
    bare = _HONOUR.sub("", piece)
    return piece if bare == piece or surnames([common_form(piece)])[0] else bare


def with_surname(before: str, token: str) -> str:
    """A short name that may be a given name as well, with the surname that stands apart before it
    (高木 陽翔), a rare one if it is surely given (美甘 友里恵)."""
    first, second = common_form(before), common_form(token)
    known = judged([first, second])
    fits = known.surname[0] or (known.given[1] and not known.word[0])
    whole = f"{before} {token}"
    if len(second) <= _LONGEST_GIVEN and fits and signs.NAME_WITH_BLANK.fullmatch(whole):
        return token if signs.section(before) or signs.body(before) else whole
    return token


def kind_of(token: str, *, first: bool) -> Kind | None:
    """What a piece is by itself, or None; ``first``: it begins the line."""
    if first and _NUMBER.fullmatch(token):
        return "number"
    forms: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_POSTAL, "other"), (_LOCAL_PHONE, "phone"), (_AGE, "age"), (_RELATION, "relation"),
        (_SEX, "sex"),
    )  # fmt: skip
    if signs.phone_like(token):
        return "phone"
    if date_key(token):
        return "birth"
    for form, kind in forms:
        if form.fullmatch(token):
            return kind
    return "address" if signs.address_like(token.strip("()")) else None


def known_among(pieces: Mapping[int, Sequence[str]]) -> frozenset[str]:
    """Which pieces, alone or with the next one, are known whole names; asked for all at once."""
    words: dict[str, None] = {}
    for tokens in pieces.values():
        for here, after in zip(tokens, [*tokens[1:], ""], strict=True):
            words[here] = None
            if after and len(here) <= 4 and len(after) <= 5:
                words[f"{here} {after}"] = None
        short = [token for token in tokens if _GIVEN.fullmatch(token)]
        for first in {part for token in short[:2] for part in (token, surname_of(token))}:
            words |= dict.fromkeys(f"{first} {token}" for token in short)
    whole = full_names([common_form(word) for word in words])
    return frozenset(word for word, is_name in zip(words, whole, strict=True) if is_name)


def columns_of(tokens: Sequence[str], known: frozenset[str]) -> Iterator[list[str]]:
    """The pieces of a line that is printed in two columns, each: a telephone ends the first when
    somebody else is named behind it."""
    part: list[str] = []
    named = 0
    names = [
        one in known or f"{one} {two}" in known
        for one, two in zip(tokens, [*tokens[1:], ""], strict=True)
    ]
    for at, token in enumerate(tokens):
        part.append(token)
        named += names[at]
        phone = is_phone(token)
        if named and phone and any(names[at + 1 : at + 3]):
            yield part
            part, named = [], 0
    if part:
        yield part
