"""Names that a sentence tells by a class or a parent (6年の纐纈 一花と, 東 陽向の母), and wherever
else they stand in its text; children by their given name (うちの陽葵だけでなく、下の律も)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KIN, NOBODY
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.halves import half_known, surname_first
from sekisho.personal.signs import HAN, sample_name
from sekisho.personal.writing import common_form

_NAME = rf"([{HAN}]{{1,4}} [{HAN}]{{1,3}})"
_WRITTEN = rf"([{HAN}]{{1,4}} [{HAN}]{{1,3}}|[{HAN}]{{3,5}})"
_PARENT = re.compile(
    rf"(?<![{HAN}]){_WRITTEN}の(?:[母父]親?|祖[母父]|両親|保護者)(?![{HAN}])",
)
_PARENT_SIGN = re.compile(r"の[母父祖両保](?:(?<=[母父])|(?<=祖)[母父]|(?<=両)親|(?<=保)護者)")
_PUPIL = re.compile(rf"[年組児]の{_NAME}(?=[とがはもにをの、])")
_BESIDE = rf"[上下末]の(?![子娘兄弟姉妹孫者段道家方])([{HAN}]{{1,2}})"
AT_HOME = re.compile(
    rf"(?<![ぁ-ゖ])(?:うち|[我わ]が家)の([{HAN}]{{1,3}})(?:くん|君|ちゃん)?"
    rf"(?:(?:だけで(?:は|も)?なく|[とやも])[、 ]?{_BESIDE}|だけ)?(?=[とがはもをにで、])"
)
"""A child of whom a parent writes, and a second one beside it."""
_AT_HOME_SIGN = re.compile("うちの|が家の")
_RELATED = re.compile(
    rf"(?<![{HAN}]){_NAME} ?\((?:{KIN}|[五六七八]?[男女]|子|本人|世帯主)(?=[・、,/) ])"
)
_RELATED_SIGN = re.compile(rf"\((?:{KIN}|[五六七八]?[男女]|子|本人|世帯主)[・、,/) ]")
"""A name with what it is to the head in brackets behind it (青木 結月（長女・平成30年…）)."""
_PUPIL_SIGN = re.compile(rf"[年組児]の(?=[{HAN}]{{1,4}} [{HAN}])")


def told_kin(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of such names, of which one half is known at least."""
    found_ones = [
        *block.matches(_PARENT, _PARENT_SIGN),
        *block.begun(_PUPIL, _PUPIL_SIGN),
        *block.matches(_RELATED, _RELATED_SIGN),
    ]
    names = [block.common[slice(*found.span(1))] for found in found_ones]
    known, halves = judged(names).likely, half_known(names, honoured=True)
    halves = [one or two for one, two in zip(halves, surname_first(names), strict=True)]
    done: set[tuple[int, str]] = set()
    for found, like, half in zip(found_ones, known, halves, strict=True):
        text = block.text_at(found.start())
        if not (like or half) or NOBODY.search(found[1]) or sample_name(found[1]):
            continue
        if (text, found[1]) not in done:
            done.add((text, found[1]))
            yield from everywhere(block, text, found[1])


def everywhere(block: Block, text: int, name: str) -> Iterator[tuple[int, int]]:
    """The places of a name in the text with this number, where no word goes on before it."""
    start = block.starts[text]
    end = block.starts[text + 1] if text + 1 < len(block.starts) else len(block.text)
    for found in re.finditer(rf"(?<![{HAN}]){re.escape(name)}", block.text[start:end]):
        yield start + found.start(), start + found.end()


def at_home(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of children told by given names: a known one, and the one beside it."""
    found_ones = list(block.matches(AT_HOME, _AT_HOME_SIGN))
    for found, one in zip(found_ones, are_children(found_ones), strict=True):
        if one:
            yield from (found.span(at) for at in (1, 2) if found[at])


def are_children(found_ones: Sequence[re.Match[str]]) -> list[bool]:
    """Which of some matches of :data:`AT_HOME` name children: by a known given name, or by one that
    is no word where a second child stands beside it."""
    known = judged([common_form(found[1]) for found in found_ones])
    return [
        not surname and (given or (not word and bool(found[2])))
        for found, given, surname, word in zip(
            found_ones, known.given, known.surname, known.word, strict=True
        )
    ]
