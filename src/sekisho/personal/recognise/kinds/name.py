"""Names of people: learned from sentences, labelled, under a heading, honoured, or listed.

Written in kanji, kana, old forms (髙, 﨑, 邉), katakana or Latin letters; 戸籍法第50条 and
戸籍法施行規則第60条 say which characters a given name may have. The model behind ``learned`` comes
from the ner-wikipedia-dataset (its kind 人名), the lists behind ``listed`` from SudachiDict; their
notices lie in ``personal/names``. The words around names are those of ``names/vocabulary.py``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sekisho.personal.names.known import full_names, judged
from sekisho.personal.names.vocabulary import (
    AFTER_NAME,
    KANJI_NAME,
    KATAKANA_NAME,
    KIN,
    KIN_SPOKEN,
    LABEL,
    LATIN_NAME,
    NO_LABEL,
    NOBODY,
    POST,
    TITLE,
    WHO,
)
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.enumerated import among, dated, numbered
from sekisho.personal.recognise.families import families_behind, of_one_surname
from sekisho.personal.recognise.halves import (
    NEVER,
    given_last,
    half_known,
    surname_first,
    without_place,
)
from sekisho.personal.recognise.headed import headed, over_other
from sekisho.personal.recognise.learned import names_in
from sekisho.personal.recognise.segments import segments, with_given, with_surname
from sekisho.personal.recognise.standing import standing
from sekisho.personal.recognise.told_kin import told_kin
from sekisho.personal.signs import HAN, SPREAD, body, sample_name
from sekisho.personal.writing import common_form, name_key

_NAME = rf"(?:{KANJI_NAME}|{KATAKANA_NAME}|{LATIN_NAME})"
_KANA_NAME = r"[ぁ-ゖ]{2,5} [ぁ-ゖ]{2,5}(?![ぁ-ゖ])"
_WIDE_NAME = (
    rf"[{HAN}]{{1,4}} {{2,3}}[{HAN}ぁ-ゖァ-ヺー]{{1,4}}(?<![印様殿男女方])(?= {{0,4}}[\t\n\0])"
)
"""Surname and given name set apart, to the end of their cell."""
_LABELLED = re.compile(
    rf"{LABEL}(?:\([^()\n\0]{{1,12}}\))?"
    rf"[ \t]{{0,4}}(?:[:\t】\])〕]| (?=[ \S])|(?<=\)))[ \t]{{0,6}}"
    rf"{NO_LABEL}({_WIDE_NAME}|{_NAME}|{_KANA_NAME})"
)
_HONOURED = re.compile(
    rf"(?<![{HAN}ァ-ヺー])(?!{WHO} )"
    rf"([{HAN}][{HAN}ノケツ]{{0,3}}(?: ?[{HAN}ぁ-ゖァ-ヺー]{{1,4}}?)?|{KATAKANA_NAME})"
    rf"(?:{TITLE}| {{1,2}}[様殿](?![{HAN}])| ?さま)(?![名々子主])"
)
_IN_FRONT = re.compile(
    rf"(?:(?<![{HAN}])(?:{KIN}|[子故亡])の?|{POST})[ :]{{0,2}}({KANJI_NAME})(?![{HAN}])"
)
_KIN_IN_FRONT = re.compile(rf"{KIN}|[子故亡]")
_IN_BRACKETS = re.compile(rf"(?:{KIN}|{KIN_SPOKEN}|子|さん|様|氏)\(({KANJI_NAME})(?=[)、,]|\d)")
"""The whole name behind a word for kin, or behind a surname: 妻(青木 和子), 青木さん(青木 茂)."""
_TOLD = (
    rf" {{1,3}}(?:{KIN}|本人)(?= {{0,3}}[\t\n\0])| {{1,4}}(?:TEL|電話|携帯)|"
    r"(?: ?\(| {1,3})(?:[明大昭平令MTSHR]|(?:18|19|20)\d\d)[^()\n\0]{4,12}生(?![年徒])|"
    r" ?\([男女][、・, ]|"
    r" ?\((?:[明大昭平令MTSHR]\d{1,2}|(?:18|19|20)\d\d)[./-]\d{1,2}[./-]\d{1,2}\)|"
    r" ?\([ぁ-ゖー]{1,6} [ぁ-ゖー]{1,6}\)"
)
"""Right behind a name: kin, a telephone, a date of birth or in brackets, a sex, the reading."""
_SAID = re.compile(
    rf"(?<![{HAN}])(?<!\d(?=[年組番班]))(?![{HAN}]+ [もはがをにとで][{HAN}])({KANJI_NAME})"
    rf"(?=\((?:続柄[: ]?)?{KIN}\)|"
    r"と申し|[ ]?[他外][ ]?\d{1,3}[名人]|といいま|です。|[ ]?拝|[ ]?より[\n\0]|"
    r"[(、 ]{0,2}(?:\d{1,3}|[一二三四五六七八九十]{1,4})[歳才]|\(生後|\(\d{1,3}\)|"
    r"[\" ]{0,2}<[\w.+-]+@|[様さん氏]{0,2}[宅方](?![一-龥])|"
    rf"{_TOLD})"
)
_WHO = re.compile(
    rf"(?<![{HAN}])(?:(?:{WHO}|(?<=[うくすつぶむるた])[者方])"
    rf"(?:[:\t ]|(?:の?氏名|自署|署名)[: \t])|(?:署名|自署)[:\t ]) {{0,4}}"
    rf"{NO_LABEL}({KANJI_NAME}(?![{HAN}])|{KATAKANA_NAME})"
)
_GIVEN = re.compile(
    rf"(?<![{HAN}]){KIN}[ \t:]{{1,2}}([{HAN}ぁ-ゖァ-ヺー]{{1,4}})(?![{HAN}ぁ-ゖァ-ヺー])"
)
_AGED = re.compile(rf"[(、 ]{{0,2}}(?:\d{{1,3}}[歳才]|生後)|{_TOLD}")
"""What tells a given name from a word, right behind it."""
_KANJI_AFTER = re.compile(rf".[{HAN}]")
_LABEL_SIGN = re.compile(r"[名前え主者人義e][ \t:】\])〕(]")
_SPREAD_SIGN = re.compile(" .? ")
_TITLE_SIGN = re.compile(r"様|さん|さま|氏|殿|君|くん|ちゃん")
_FRONT = "".join(sorted(set(re.findall(rf"[{HAN}]", f"{KIN}{POST}子故亡"))))
_FRONT_BEGIN = re.compile(rf"[{_FRONT}](?=[{HAN}の・]{{0,4}}[ :]{{0,2}}[{HAN}])")
_SAID_SIGN = re.compile(
    r"\((?:[\dMTSHR明大昭平令]|生後|続柄|[男女妻夫父母祖長二三四次孫兄姉弟妹義叔甥姪])|申し|といい|です。|拝|より|歳|才|"
    r"\([ぁ-ゖー]{1,6} [ぁ-ゖー]{1,6}\)|<|宅|方|他 ?\d|外 ?\d|生(?:(?<=\d生)|(?<=\d日生))|"
    r" (?:[妻夫父母祖孫兄姉弟妹本]|[長次二三][男女]|TEL|電話|携帯)"
)
_OPENS = re.compile(r"[妻夫父母男女孫兄姉弟妹甥姪子様氏ん内房人那主いれ娘倅嫁婿ろじばこ]\(")
_WHO_SIGN = re.compile(
    r"[者方人童徒児生告員主署自](?:(?<![署自])[:\t の氏自署]|(?<=[署自])[名署][: \t])"
)
_KIN_SIGN = re.compile(r"[妻夫父母男女孫兄姉弟妹甥姪][ \t:]")
"""What every match of these has (``Block.matches``)."""
_SPREAD = re.compile(
    rf"(?<![{HAN}])({SPREAD}|[{HAN}] [{HAN}] {{2,5}}[{HAN}](?: [{HAN}])?|"
    rf"[{HAN}]{{1,4}} {{2,3}}[{HAN}ぁ-ゖァ-ヺー]{{1,5}}?"
    rf"(?={TITLE}|さま|(?![{HAN}ぁ-ゖァ-ヺー])))"
    rf"(?<!印)(?! ?(?![印氏様殿])[{HAN}])"
)
"""A name whose characters or parts stand far apart."""
_HAMLET = re.compile(r"区|.(?:に(?:お?住|在住|あ[るり])|在住|地区|集落|区[長の])")
"""The last sign of what names a hamlet, and what follows (谷口に住む, 宮本区長)."""
_TITLE = re.compile(rf" ?{TITLE}| ?さま")
_TITLE_BEHIND = re.compile(r"(?:さ[んま]|様|氏|くん|ちゃん)$")
_CUT_OFF = re.compile(rf"(?<=[{HAN}]{{3}})([{HAN}])(?:さん|様|氏|くん|ちゃん)(?![々名子])")
"""The last sign of a given name that is a word as well (佳人さん), before its title."""
_KIN = re.compile(KIN)
_KIN_BEFORE = re.compile(rf"(?<![{HAN}]){KIN} $")
_KIN_REACH = 5
"""Characters of a word for kin and its blank."""
_TITLED = re.compile(r"(?<=..)(?:さん|様|氏|殿)")
_MISTER = re.compile(
    rf"(?:Mr|Ms|Mrs|Dr)\. ?({LATIN_NAME}|[A-Z][a-z]+)|(?:[Mm]y name is) ({LATIN_NAME})"
)
_MISTER_SIGN = re.compile(r"Mr|Ms|Dr|name is")
_TWO = 2


def _find(block: Block) -> Iterator[Find]:
    learned = [
        place for place in names_in(block, "PER") if not _HAMLET.match(block.text, place[1] - 1)
    ]
    for start, end in learned:
        kin = _kin_before(block.text[start:end])
        title = _TITLE_BEHIND.search(block.text, start + 2, end)
        cut = _CUT_OFF.match(block.text, end)
        last = cut.end(1) if cut else title.start() if title else end
        yield _name(start + kin, last, "learned", 0.8)
    for start, end in (*with_given(block, learned), *with_surname(block, learned)):
        yield _name(start, end, "learned", 0.82)
    yield from _labelled(block)
    for start, end in headed(block):
        yield _name(start, end, "headed", 0.87)
    for found in block.matches(_MISTER, _MISTER_SIGN):
        yield _name(*found.span(found.lastindex or 1), "honoured", 0.7)
    yield from _spread(block)
    starts = [start for start, _ in learned]
    at_numbers = _likely(block, numbered(block), "listed", 0.6)
    for find in (*_honoured(block), *_beside(block), *at_numbers, *_standing(block)):
        at = bisect_right(starts, find.start) - 1
        # what was learned knows the sentence: a rule counts where it sees more of the name
        if at < 0 or find.end > learned[at][1]:
            yield find


def _labelled(block: Block) -> Iterator[Find]:
    found_ones = list(block.matches(_LABELLED, _LABEL_SIGN))
    cells = block.cells_at([found.start(1) for found in found_ones])
    matches = [
        (found.start(1), _trimmed(found[1]))
        for found, cell in zip(found_ones, cells, strict=True)
        if not over_other(cell)
    ]
    known = full_names([block.common[start : start + len(name)] for start, name in matches])
    for (start, name), whole in zip(matches, known, strict=True):
        nobody = NOBODY.search(name.replace(" ", "")) or sample_name(name) or body(name)
        if (whole and not sample_name(name)) or (len(name) > 1 and not nobody):
            yield _name(start, start + len(name), "labelled", 0.85)


def _trimmed(name: str) -> str:
    """Without a title and what goes on after it, a seal, and the next label."""
    name = AFTER_NAME.sub("", _TITLED.split(name, maxsplit=1)[0])
    whose, of, what = name.partition("の")
    if of and (full_names([common_form(whose)])[0] or (" " in whose and _KIN.fullmatch(what))):
        return whose  # 石黒明の件, 石黒 颯の母
    left, blank, right = name.partition(" ")
    return left if blank and len(left) > 1 and NOBODY.search(right) else name


def _honoured(block: Block) -> Iterator[Find]:
    """A title follows, and the word before it is known as a name."""
    matches = _no_word(block, block.matches(_HONOURED, _TITLE_SIGN))
    names = [block.common[slice(*found.span(1))] for found in matches]
    known = judged(names)
    halves = half_known(names, honoured=True)
    halves = [one or other for one, other in zip(halves, given_last(names), strict=True)]
    for found, whole, family, like, half in zip(
        matches, known.full, known.surname, known.likely, halves, strict=True
    ):
        foreign = half or "ァ" <= found[1][0] <= "ヺ"
        fits = whole or ((family or foreign or like) and not NOBODY.search(found[1]))
        if fits and not sample_name(found[1]):
            score = 0.86 if whole else 0.82 if like or half else 0.7
            yield _name(*found.span(1), "honoured", score)


def _no_word(block: Block, found_ones: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Those whose last sign is no word together with what follows (仕様, 本殿, 後方), unless they
    are whole names (青木 源三様)."""
    matches = list(found_ones)
    joined = [_KANJI_AFTER.match(found.string, found.end(1) - 1) for found in matches]
    known = judged([found[0] if found else "" for found in joined]).word
    doubtful = [one for one, word in zip(matches, known, strict=True) if word]
    whole = full_names([block.common[slice(*found.span(1))] for found in doubtful])
    kept = {one.start() for one, name in zip(doubtful, whole, strict=True) if name}
    return [
        one for one, word in zip(matches, known, strict=True) if not word or one.start() in kept
    ]


def _kin_before(name: str) -> int:
    """Characters of a word for kin with which a whole name begins (妻藤岡久子)."""
    kin = _KIN.match(name)
    if kin is None:
        return 0
    rest = judged([common_form(name), common_form(name[kin.end() :].strip())])
    if rest.full[0] or rest.surname[0]:
        return 0
    return kin.end() if rest.full[1] or rest.surname[1] else 0


def _beside(block: Block) -> Iterator[Find]:
    """Kin or a post stands before: 妻今泉 李緒, 総務課長 石黒 明."""
    front = list(block.begun(_IN_FRONT, _FRONT_BEGIN))
    for kin in (False, True):  # so does a word for kin, not a post
        own = [one for one in front if bool(_KIN_IN_FRONT.match(one[0])) is kin]
        yield from _likely(block, own, "after_word", 0.83, honoured=kin)
    yield from _likely(block, block.matches(_WHO, _WHO_SIGN), "after_word", 0.83, called=1)
    opened = block.matches(_IN_BRACKETS, _OPENS)
    yield from _likely(block, opened, "after_word", 0.83, honoured=True)
    said = _no_word(block, block.matches(_SAID, _SAID_SIGN))
    for aged in (False, True):  # an age tells a given name from a word
        own = [one for one in said if bool(_AGED.match(block.text, one.end(1))) is aged]
        yield from _likely(block, own, "honoured", 0.83, called=_TWO, honoured=aged)
    for start, end in (*among(block), *dated(block)):
        yield _name(start, end, "listed", 0.6)
    for start, end in (*families_behind(block), *of_one_surname(block), *told_kin(block)):
        yield _name(start, end, "listed", 0.83)
    given = list(block.matches(_GIVEN, _KIN_SIGN))
    for found, known_one in zip(given, judged([one[1] for one in given]).given, strict=True):
        if known_one:
            yield _name(*found.span(1), "after_word", 0.6)


def _spread(block: Block) -> Iterator[Find]:
    """Names set wide, as forms are filled in; between labels they are surer than their halves."""
    matches = [
        found
        for found in block.matches(_SPREAD, _SPREAD_SIGN)
        if _TITLE.match(block.text, found.end(1))
        or _KIN_BEFORE.search(block.text, max(0, found.start(1) - _KIN_REACH), found.start(1))
        or not over_other(block.cell_at(found.start(1)))
    ]
    names = ["".join(block.common[slice(*found.span(1))].split(" ")) for found in matches]
    known = judged(names)
    for found, name, whole, like in zip(matches, names, known.full, known.likely, strict=True):
        fits = whole or (like and not NOBODY.search(name) and not body(name))
        if fits and not sample_name(name):
            yield _name(*found.span(1), "listed", 0.88 if whole else 0.86)


def _likely(
    block: Block,
    found_ones: Iterable[re.Match[str]],
    ground: str,
    score: float,
    *,
    called: int = NEVER,
    honoured: bool = False,
) -> Iterator[Find]:
    spans = [(found.start(1), _trimmed(found[1])) for found in found_ones]
    before = without_place([common_form(name) for _, name in spans])
    spans = [(start + at, name[at:]) for (start, name), at in zip(spans, before, strict=True)]
    names = [block.common[start : start + len(name)] for start, name in spans]
    known = judged(names)
    halves = half_known(names, honoured=honoured, called=called)
    if honoured:
        halves = [one or other for one, other in zip(halves, surname_first(names), strict=True)]
    apart = "・ " if called < _TWO else "・"
    for (start, name), whole, like, half in zip(
        spans, known.full, known.likely, halves, strict=True
    ):
        foreign = half or ("ァ" <= name[0] <= "ヺ" and any(sign in name for sign in apart))
        fits = whole or ((like or foreign) and not NOBODY.search(name) and not body(name))
        if fits and not (sample_name(name) or _kin_before(name)):
            yield _name(start, start + len(name), ground, score)


def _standing(block: Block) -> Iterator[Find]:
    """Names that are a whole line or cell, or stand apart in a line beside a number."""
    for start, end, score in standing(block):
        yield _name(start, end, "listed", score)
    for start, end in segments(block):
        yield _name(start, end, "listed", 0.6)


def _name(start: int, end: int, ground: str, score: float) -> Find:
    return Find("name", start, end, "", score, reason("name", ground))


RECOGNISER = Recogniser(
    "name",
    "戸籍法第50条, 戸籍法施行規則第60条; ner-wikipedia-dataset (人名)",
    ("learned", "labelled", "headed", "honoured", "after_word", "listed"),
    _find,
    claim=2,
    key=name_key,
)
