"""The forms in which names stand in text: behind a label, before a title, beside what tells of
somebody, with the signs that every match has (``Block.matches``, ``Block.begun``)."""

from __future__ import annotations

import re

from sekisho.personal.names.vocabulary import (
    KANJI_NAME,
    KATAKANA_NAME,
    KIN,
    KIN_SPOKEN,
    LABEL,
    LATIN_NAME,
    NO_LABEL,
    POST,
    TITLE,
)
from sekisho.personal.names.vocabulary import WHO as SOMEBODY
from sekisho.personal.signs import HAN
from sekisho.personal.signs import SPREAD as FAR_APART

_NAME = rf"(?:{KANJI_NAME}|{KATAKANA_NAME}|{LATIN_NAME})"
_KANA_NAME = r"[ぁ-ゖ]{2,5} [ぁ-ゖ]{2,5}(?![ぁ-ゖ])"
_WIDE_NAME = (
    rf"[{HAN}]{{1,4}} {{2,3}}[{HAN}ぁ-ゖァ-ヺー]{{1,4}}(?<![印様殿男女方])(?= {{0,4}}[\t\n\0])"
)
"""Surname and given name set apart, to the end of their cell."""
LABELLED = re.compile(
    rf"{LABEL}(?:\([^()\n\0]{{1,12}}\))?"
    rf"[ \t]{{0,4}}(?:[:\t】\])〕]| (?=[ \S])|(?<=\)))[ \t]{{0,6}}"
    rf"{NO_LABEL}({_WIDE_NAME}|{_NAME}|{_KANA_NAME})"
)
HONOURED = re.compile(
    rf"(?<![{HAN}ァ-ヺー])(?!{SOMEBODY} )"
    rf"([{HAN}][{HAN}ノケツ]{{0,3}}(?: ?[{HAN}ぁ-ゖァ-ヺー]{{1,4}}?)?|{KATAKANA_NAME})"
    rf"(?:{TITLE}| {{1,2}}[様殿](?![{HAN}])| ?さま(?![るりれらっざ]))(?![名々子主])"
)
IN_FRONT = re.compile(
    rf"(?:(?<![{HAN}])(?:{KIN}|[子故亡])の?|{POST})[ :]{{0,2}}"
    rf"({KANJI_NAME}|{KATAKANA_NAME})(?![{HAN}])"
)
ENDS_LINE = re.compile(
    r" ?(?:[印㊞] ?)?[\t\n\0]|[ \t]{1,3}(?:(?:TEL|電話|携帯)[ :]{0,2}|℡ ?)?\(?0\d"
)
"""Behind a name that ends its line or has a telephone right behind it."""
PUT_FORWARD = re.compile(
    rf"(?<![{HAN}]){SOMEBODY}[ :\t]{{1,3}}(?:副?(?:分?団|[班組区部会])長|総代|世話人|会員|団員)"
    rf"[ :]{{1,3}}({KANJI_NAME})(?![{HAN}])"
)
"""A post between the word for a part and the name (推薦者　班長　青木 茂)."""
PUT_SIGN = re.compile(r"[者人員主][ :\t]{1,3}(?:[副分団班組区部会]|総代|世話人)")
KIN_IN_FRONT = re.compile(rf"{KIN}|[子故亡]")
IN_BRACKETS = re.compile(rf"(?:{KIN}|{KIN_SPOKEN}|子|さん|様|氏)\(({KANJI_NAME})(?=[)、,]|\d)")
"""The whole name behind a word for kin, or behind a surname: 妻(青木 和子), 青木さん(青木 茂)."""
_TOLD = (
    rf" {{1,3}}(?:{KIN}|本人)(?= {{0,3}}[\t\n\0])| {{1,4}}(?:TEL|電話|携帯|0[6-9]0[-\d])|"
    r"(?: ?\(| {1,3})(?:[明大昭平令MTSHR]|(?:18|19|20)\d\d)[^()\n\0]{4,12}生(?![年徒])|"
    r" ?\((?:[^(),、・\d\n\0]{1,8}[、・,]){1,2}\d{1,3}[歳才]|"
    r" ?\([男女]性?[、・, ]|"
    r" ?\((?:[明大昭平令MTSHR]\d{1,2}|(?:18|19|20)\d\d)[./-]\d{1,2}[./-]\d{1,2}\)|"
    r" ?\([ぁ-ゖー]{1,6} [ぁ-ゖー]{1,6}\)|"
    r" ?\((?:(?:続柄|関係|間柄)[ :]?[^()\n\0]{1,8}\)|(?:電話|携帯|連絡先|自宅|TEL|℡)[ :]{0,2}[\d(])"
)
"""Right behind a name: kin, a (mobile) telephone, a date of birth, a sex, the reading, what its
holder is to somebody."""
_HAN_NAME = KANJI_NAME.replace(
    f"[{HAN}]",
    rf"[{HAN}](?<![{HAN}].)(?<!\d[年組番班])(?![{HAN}]* [もはがをにとで][{HAN}])",
    1,
)
"""A name at the beginning of its word; its first sign stands first, which a search leaps to."""
SAID = re.compile(
    rf"({_HAN_NAME})"
    rf"(?=\((?:続柄[: ]?)?{KIN}[)、,]|"
    r"と申し|[ ]?[他外][ ]?\d{1,3}[名人]|といいま|です。|[ ]?拝|[ ]?より[\n\0]|"
    r"[(、 ]{0,2}(?:\d{1,3}|[一二三四五六七八九十]{1,4})[歳才]|\(生後|\(\d{1,3}\)|"
    r"[\" ]{0,2}<[\w.+-]+@|[様さん氏]{0,2}[宅方](?![一-龥])|"
    rf"{_TOLD})"
)
WHO = re.compile(
    rf"(?<![{HAN}])(?:(?:{SOMEBODY}|(?<=[うくすつぶむるた])[者方人])"
    rf"(?:\d{{0,2}}(?:\([^()\n\0]{{1,8}}\))?[:\t ]|(?:の?氏名|自署|署名)[: \t])|"
    rf"(?:署名|自署)[:\t ]) {{0,4}}"
    rf"{NO_LABEL}({KANJI_NAME}(?![{HAN}])|{KATAKANA_NAME})"
)
GIVEN = re.compile(
    rf"(?<![{HAN}]){KIN}[ \t:]{{1,2}}([{HAN}ぁ-ゖァ-ヺー]{{1,4}})(?![{HAN}ぁ-ゖァ-ヺー])"
)
AGED = re.compile(rf"[(、 ]{{0,2}}(?:\d{{1,3}}[歳才]|生後)|{_TOLD}")
"""What tells a given name from a word, right behind it."""
LABEL_SIGN = re.compile(r"[名前え主者人義e][ \t:】\])〕(]")
SPREAD_SIGN = re.compile(r" [^\0\n]? ")
TITLE_SIGN = re.compile(r"様|さん|さま|氏|殿|君|くん|ちゃん")
_FRONT = "".join(sorted(set(re.findall(rf"[{HAN}]", f"{KIN}{POST}子故亡"))))
FRONT_BEGIN = re.compile(rf"[{_FRONT}](?=[{HAN}の・]{{0,4}}[ :]{{0,2}}[{HAN}ァ-ヺ])")
SAID_SIGN = re.compile(
    rf"\((?<=[{HAN}ぁ-ゖァ-ヺー ].)(?:\d{{1,3}}\)|(?:18|19|20)\d|[MTSHR明大昭平令]|生後|続柄|関係|"
    r"間柄|電話|携帯|連絡先|自宅|TEL|℡|"
    r"[男女妻夫父母祖長二三四次孫兄姉弟妹義叔甥姪]|[ぁ-ゖー]{1,6} [ぁ-ゖー]{1,6}\))|"
    r"申し|といい|です。|拝|より|歳|才|<|宅(?![一-龥])|方(?![一-龥])|他 ?\d|外 ?\d|"
    r"生(?:(?<=\d生)|(?<=\d日生))|"  # each begins with one sign, which a search leaps to
    r" (?:[妻夫父母祖孫兄姉弟妹本]|[長次二三][男女]|TEL|電話|携帯|0[6-9]0[-\d])"
)
OPENS = re.compile(r"[妻夫父母男女孫兄姉弟妹甥姪子様氏ん内房人那主いれ娘倅嫁婿ろじばこ]\(")
WHO_SIGN = re.compile(
    r"[者方人童徒児生告員主署自](?:(?<![署自])[:\t の氏自署(\d]|(?<=[署自])[名署][: \t])"
)
KIN_SIGN = re.compile(r"[妻夫父母男女孫兄姉弟妹甥姪][ \t:]")
"""What every match of these has (``Block.matches``)."""
SPREAD = re.compile(
    rf"(?<![{HAN}])({FAR_APART}|[{HAN}] [{HAN}] {{2,5}}[{HAN}](?: [{HAN}])?|"
    rf"[{HAN}]{{1,4}} {{2,3}}[{HAN}ぁ-ゖァ-ヺー]{{1,5}}?"
    rf"(?={TITLE}|さま|(?![{HAN}ぁ-ゖァ-ヺー])))"
    rf"(?<!印)(?! ?(?![印氏様殿])[{HAN}])"
)
"""A name whose characters or parts stand far apart."""
MISTER = re.compile(
    rf"(?:Mr|Ms|Mrs|Dr)\. ?({LATIN_NAME}|[A-Z][a-z]+)|(?:[Mm]y name is) ({LATIN_NAME})"
)
MISTER_SIGN = re.compile(r"Mr|Ms|Dr|name is")
