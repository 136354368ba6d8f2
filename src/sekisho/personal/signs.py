"""Signs by which a piece of text shows what it is: telephone, address, name, example, total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.writing import plain, plain_each

PHONE = re.compile(
    r"(?<![\d-])(?:0\d{1,4}-\d{1,4}-\d{3,4}|0\d{1,3}\(\d{1,4}\)\d{4}|0[5789]0\d{8}|0\d{9})(?![\d-])"
)
MOBILE = re.compile(r"(?<![\d-])0[789]0-?\d{4}-?\d{4}(?![\d-])")
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\U000e0100-\U000e01ef々〆ヶ"
"""Kanji, the selectors of their variants, and what stands among them in names."""
ADDRESS = re.compile(
    rf"(?:[都道府県市区町村郡].{{0,12}}?|字|大字|番地|丁目|^[{HAN}ぁ-ゖァ-ヺ ]{{2,12}})"
    r"\d{1,4}(?:-\d{1,4}|番地?|丁目|号|$)"
)
NUMBER_OF_LETTER = re.compile(rf"[{HAN}]{{1,12}}第\d{{1,5}}号(?:の\d{{1,3}})?")
"""How an office numbers its letters (生学第88号)."""
_LONGEST_ADDRESS = 60
NAME_WITH_BLANK = re.compile(rf"[{HAN}][{HAN}ノケツ]{{0,3}} [{HAN}ぁ-ゖァ-ヺー]{{1,5}}")
SPREAD = rf"[{HAN}](?: (?!さ[まん])[{HAN}ぁ-ゖァ-ヺー]){{2,5}}"
"""A name set wide, a blank between all its characters: 平 井 慎 也."""
_NAME = re.compile(rf"[{HAN}ぁ-ゖァ-ヺー・ ]{{1,16}}|[A-Za-z][A-Za-z.'\- ]{{1,40}}")
_EXAMPLE = re.compile(
    r"記入例|記載例|見本|サンプル|^[(\[【<〈《]?例[)\]】>〉》:：.。\d]*$|^[(\[【]例[)\]】]|"
    r"^※?例\d*[:：) ]|[(【]例[)】]$"
)
_EXAMPLE_HEADING = re.compile(
    r"\(?(様式)?(の)?(記入|記載|書き方)?(例|見本|サンプル|書き方)(\(.*)?\)?"
)
_TO_FILL_IN = re.compile(
    r"(ここから|以下|下記)?(に|の)?(ご?記入欄|記載欄|ご?記入用|提出用|申請書|本人記入欄|ご?記入(して)?ください)"
)
_PLACEHOLDER = re.compile(r"[○〇●◯×✕△□◎]{2,}|^0[0-]{7,}$|^[*＊xX]{2,}$")
_SAMPLE_NAMES = re.compile(
    r"^((山田|日本|役場|池田町?)(太郎|花子)|[○〇◯●△]+.*|氏名.*|(姓|名字)名前?|"
    r"([甲乙丙]野|見本|記入|記載|申請|届出|戸籍|住民|年金|国保|介護|健康|福祉|[町市村]民)"
    r"(太郎|次郎|一郎|花子))$"
)
_MARKS = re.compile(r"[○〇●◯×✕△□◎]{1,4}")
_TOTAL = re.compile(r"^(合?計|小計|総計|累計|世帯数|人数)")
_TOTAL_ALONE = re.compile(r"^(.{0,8}(合計|小計|総計|累計)|.{1,6}[班組区隊]計|計)$")
TO_COUNT = re.compile(rf"[{HAN}]{{1,6}}(?:[ _]+| ?\d+ ?)(?:名|人|戸|世帯|件)")
"""What is counted, below a list or in place of names, the number left free or not: 出席　　名,
近隣 2名."""
HEADS = frozenset({"本人", "世帯主", "主", "戸主", "筆頭者", "世帯主本人"})
"""How a list says in the column of relations that somebody heads the household."""
ROLE_BEFORE = re.compile(
    r"^(区長|副?班長|副?組長|副?会長|会計|監事|副?部長|副?分?団長|書記|代表)[:： ]\s*"
)
"""A post in a club or hamlet, written before the name."""
_DITTO = re.compile(r"(同上|同所|同番地|仝上?|〃|′′|''|”|“|\"|々|↓|同)")
_TO_FILL = re.compile(r"[\s()〒年月日時分頃才歳円印様人名課係\-－ー‐:：~〜・.,/_＿]*")
_MADE_TO_FILL = re.compile(r"[〒_]|^\(.*\)|年.*月|月.*日|^円$|^[年月日]? +[年月日]|[課係] +印$")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・･ ]+")
SHORTEST_READING = 4
"""Kana of the reading of a whole name, at least."""
_FOREIGN = re.compile(
    r"[ァ-ヺー]+(?:[・･ ][ァ-ヺー]+)+|[A-Za-z]+(?: [A-Za-z.]+)+(?<! No)(?<! No\.)"
)
_ROLE_MARKS = re.compile(r"^[◎○◯●☆★※*＊◆◇■□▲△▼▽・]+ ?(?=[^\W\d_])|(?<=\w) ?[◎○◯●☆★※*＊◆◇▲△▼▽]+$")
_NUMBER = re.compile(
    r"^[(（]?[0-9０-９]{1,3}[)）.．:： \u3000]+(?=[^\W\d_])|^[①-⑳][ \u3000]?(?=[^\W\d_])"
)
_SECTION = re.compile(
    r"(地区|集落|町内会?|自治会|支部|[班組区丁隊]|丁目|の部|グループ|チーム|一覧|名簿|以下|続き)$"
)
_NOTHING = re.compile(
    r"^[(\[]?((空き|空室|空部屋|空家|空地|空区画|空床|空住戸).{0,10}|退去済?み?|[同別]居|[同別]世帯|なし|無し?|"
    r"該当なし|該当者なし|空家?|空き家|未定|不明|不詳|欠番|削除|転出|同上|同左|〃|々|[-―ー]+|以下余白|"
    r"以上|留守|別荘|貸家|匿名|有志|一同|他|外|同居人|男|女|印|様|殿|㊞|はい|いいえ|有|明治|大正|昭和|平成|"
    r"令和|(?:日中|夜間)?独居|(?:老?夫婦|高齢者|本人|家族|親子)のみ|.{0,4}(?:暮らし|世帯)|入[所院]中?)[)\]]?$"
)
_NOBODY = re.compile(
    "|".join(one.pattern for one in (_NOTHING, _SAMPLE_NAMES, _TOTAL, _TOTAL_ALONE))
)
_BODY = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|\(有\)|商店|会館|公民館|集会所|役場|役所|センター|学校|"
    r"保育|"
    r"建設|土建|支所|支店|電機|工務店|工業|産業|土木|興業|商会|商事|製作所|工房|石油|運輸|交通|"
    r"サービス|農園|法人|"
    r"クラブ|連合会|振興会|保存会|金庫|銀行|農協|漁協|協会|体育館|ホール|広場|"
    r"組合|協議会|委員会|事務局|事務所|病院|医院|診療所|クリニック|駐在所|消防団|老人会|婦人会|子ども会|神社|"
    r"課$|係$|局$|部$|公園$|"
    + "|".join(rf"{end}(?<=[^ ]{{4}})$" for end in "社店院寺宮所場庫駅寮")
    + "|"
    + "|".join(rf"{end}(?<=[^ ]{{3}})$" for end in "園屋堂亭軒荘")
)
"""Each begins with one sign, which a search leaps to."""
_RELATION = re.compile(
    r"(世帯主|本人|戸主|筆頭者|[夫妻父母子孫嫁婿兄弟姉妹甥姪]|父母|両親|祖父母?|祖母|義[父母兄弟姉妹]|"
    r"[夫妻]の[父母]|子の[夫妻]|"
    r"[長次二三四五六][男女]|[長次]?[男女]の子|配偶者|同居人?|縁故者|その他|親族?|叔[父母]|"
    r"伯[父母]|従兄弟?|いとこ|きょうだい|兄弟姉妹|兄弟|姉妹)"
)
_TO_WHOM = re.compile(
    r"(?<=.)\((?:未届け?|見込み?|(?:夫の)?パートナー|内縁|事実婚?|婚約者|[同別]居|他界|死亡|養子|連れ子|里子)\)$"
)
"""What a relation is besides, in brackets behind it: 妻(未届), 夫(パートナー)."""
_OR = re.compile(r"(?<=.)(?: ?[・、/,] ?|または|又は|か)(?=.)")
_OFFICE_TITLE = re.compile(
    r"(副|前|元|代理)?(町|村|市|議|課|係|部|局|室|所|園|校|院|館|教育|委員|理事|事務局)長|"
    r"主[任査事幹]|参事|知事|"
    r"議員|委員|管理者|教諭|医師|保健師|職員"
)
_POST = re.compile(
    rf"(?:{_OFFICE_TITLE.pattern}|補佐|教務|養護|[{HAN}]{{1,5}}員|[{HAN}]{{2,5}}[者官]|(?:運転|助|騎)手|"
    r"(?:管理|通行|世話|代理)人|[乗来]客|観光客|[住町村市区県]民|[宿当日]直|店主|(?:巡査|警部)(?:長|部長|補)?|"
    r"(?:保育|介護|看護|栄養|調理|美容|理容|薬剤)[士師])"
)
"""A post in the place of a name, or a word for whoever it was: who stamps a form, who found a purse
(清掃員, 運転手, 来庁者)."""
_OF = re.compile(rf"[{HAN}]の[{HAN}]")
"""What something is of (土地の所在); no name in kana has that between kanji."""
_CHOICES = re.compile(r"[・･/／、,□☐].*(?:その他|[有無]$)|(?:その他|^[有無]) *[・･/／、,□☐]")
_BOXES = re.compile(r"[□■☐☑].*[□■☐☑レ✓✔]")
_DATES = re.compile(r"(?:明治|大正|昭和|平成|令和|西暦|[ ・年月日頃]){2,}")
_FORM_WORD = re.compile(
    r"[全半準損]壊$|浸水$|[全半]焼$|[階家]建て?$|証明書?$|戸籍$|(?:納|小|車|倉)[屋庫]$|[住宅]家$|"
    r"(?:住宅|借家|持家|木造)$|[け出録認]印$|^[^ ]{2,}欄$|地[内先]$|"
    r"(?:予定|希望|締切|期)日$|"
    r"^(名称|事業所名?|医療機関名?|国保|後期|年金|介護|児童手当|水道|税務|戸籍)$"
)
"""What forms ask about buildings, damage and papers."""
_PUNCTUATED = re.compile(
    r"を|ため$|とき$|場合$|理由$|[。、,:：;!?※→「」『』=＝]|です$|"
    r"[いきしちにびみりえけせてねめれ]ます$|ください|[るたの](こと|もの)$"
)
OFFICE = re.compile(
    r"役場|役所|事務局|担当|お?問い?合わ?せ|[課係]|代表電話|内線|窓口|株式会社|センター|発行|"
    r"編集|連絡先:|議会"
)


_CHOICE = re.compile(
    r"要|否|不要|必要|有り?|無し?|あり|なし|可|不可|済み?|未済?|出席?|欠席?|参加|不参加|希望(する|しない|なし)?|"
    r"死亡|未定|要?変更|要確認|はい|いいえ|する|しない|家族|保護者|自力|徒歩|自家用車?|車|バス|[○〇◯◎●×✕✗△▲レ✓☑☐-]"
)
"""What answers a question in a column; none of these is a name."""


def example(cells: tuple[str, ...]) -> bool:
    """Whether a row of a table shows how to fill it in."""
    texts = [plain(cell) for cell in cells if cell.strip()]
    return any(_EXAMPLE.search(text) or _PLACEHOLDER.search(text) for text in texts)


def example_heading(text: str) -> bool:
    """Whether a line says that what follows shows how to fill in a form."""
    clean = plain(text).replace(" ", "").strip("【】[]<>〈〉《》≪≫「」■□◆●○※*-:")
    return len(clean) >= 2 and bool(_EXAMPLE_HEADING.fullmatch(clean))


def to_fill_in(text: str) -> bool:
    """Whether a line says that below an example the form itself begins (記入欄)."""
    clean = plain(text).replace(" ", "").strip("【】[]()<>〈〉《》「」■□◆●○※*-:")
    return bool(_TO_FILL_IN.fullmatch(clean))


def total(cells: tuple[str, ...]) -> bool:
    """Whether a row of a table adds up the others."""
    texts = [plain(cell).replace(" ", "") for cell in cells if cell.strip()]
    return bool(texts) and (
        bool(_TOTAL.match(texts[0]))
        or any(_TOTAL_ALONE.match(text) for text in texts)
        or all(TO_COUNT.fullmatch(plain(cell)) for cell in cells if cell.strip())
    )


def ditto(text: str) -> bool:
    """Whether a cell repeats the one above it and says nothing else."""
    return bool(_DITTO.fullmatch(text.replace(" ", "")))


def ditto_begins(cell: str) -> bool:
    """Whether a cell may repeat what stands above it, in whole or at its beginning."""
    return bool(_DITTO.match(plain(cell)))


def after_ditto(text: str) -> str | None:
    """What follows a mark of repetition (〃 花子), or None when there is none or no more."""
    found = _DITTO.match(text)
    rest = text[found.end() :].strip() if found and found[0] != "同" else ""
    return rest or None


def to_fill(text: str) -> bool:
    """Whether a text is a place left free for a date, an amount, a seal, a postal code."""
    clean = plain(text)
    if clean == "月日":  # a heading, written close
        return False
    return bool(_TO_FILL.fullmatch(clean)) and bool(_MADE_TO_FILL.search(clean))


def reading_like(text: str) -> bool:
    """Whether a text is in kana and long enough for the reading of a whole name."""
    clean = plain(text)
    return bool(_KANA.fullmatch(clean)) and len(clean.replace(" ", "")) >= SHORTEST_READING


def kana(text: str) -> bool:
    """Whether a text after NFKC is in kana alone."""
    return bool(_KANA.fullmatch(text))


def foreign(name: str) -> bool:
    """Whether a name is written as foreign ones are: kana or letters with a dot or blank."""
    return bool(_FOREIGN.fullmatch(plain(name)))


def section(text: str) -> bool:
    """Whether a text names a part of a list: a squad, a quarter, a page that goes on."""
    return bool(_SECTION.search(plain(text).strip("【】[]()<>「」■□◆●○ ")))


def marks(text: str) -> bool:
    """Whether a cell holds nothing but circles and crosses."""
    return bool(_MARKS.fullmatch(text.strip()))


def choice(text: str) -> bool:
    """Whether a cell holds nothing but an answer to a question (要, 否, 有, ○, 希望する)."""
    answers = plain(text).replace(" ", "").strip("()").split("・")
    return all(map(_CHOICE.fullmatch, answers))


def unmarked(text: str) -> str:
    """A name without the marks of its role (◎大西 勝 for who leads the squad) or its number."""
    return _ROLE_MARKS.sub("", unnumbered(text)).strip()


def unnumbered(text: str) -> str:
    """A name without the number before it (1. 大西 勝, ①大西 勝)."""
    return _NUMBER.sub("", text)


def nothing(text: str) -> bool:
    """Whether a cell says that there is nobody, or repeats the one above."""
    return bool(_NOTHING.match(plain(text).replace(" ", "")))


def sample_name(name: str) -> bool:
    """Whether a name is one that examples use."""
    return bool(_SAMPLE_NAMES.match(plain(name).replace(" ", "")))


def nobody(text: str) -> bool:
    """Whether a text in the place of a name is none: nothing, a sum, or a name of examples."""
    return bool(_NOBODY.match(plain(text).replace(" ", "")))


def nobodies(texts: Sequence[str]) -> list[bool]:
    """:func:`nobody` of each of some texts without NUL."""
    return [bool(_NOBODY.match(text.replace(" ", ""))) for text in plain_each(texts)]


def choices(text: str) -> bool:
    """Whether a text offers answers to choose from (本人・家族・その他)."""
    return bool(_CHOICES.search(plain(text)))


def boxed(text: str) -> bool:
    """Whether a text offers answers with a box each, or one ticked (□要　レ不要)."""
    return bool(_BOXES.search(text))


def with_office_title(text: str) -> bool:
    """Whether a name is followed by an office's title: 青木 茂 議員, 石黒課長."""
    found = re.search(rf"(?:{_OFFICE_TITLE.pattern})$", plain(text))
    return bool(found and found.start())


def relation(text: str) -> bool:
    """Whether a text says what somebody is to the head of the household, or who of several."""
    whole = _TO_WHOM.sub("", plain(text)).strip("()")
    return all(_RELATION.fullmatch(one) for one in _OR.split(whole))


def body(text: str) -> bool:
    """Whether a text names an office, a firm or a society instead of a person."""
    return bool(_BODY.search(plain(text)))


def name_like(text: str) -> bool:
    """Whether a text can be the name of a person."""
    clean = plain(text)
    if (
        not clean
        or nothing(clean)
        or relation(clean)
        or _PUNCTUATED.search(clean)
        or _DATES.fullmatch(clean)
        or _FORM_WORD.search(clean)
        or _TOTAL.match(clean)
        or _POST.fullmatch(clean)
        or _OF.search(clean)
    ):
        return False
    return bool(_NAME.fullmatch(clean))


def phone_like(text: str) -> bool:
    """Whether a cell is a telephone number and little else."""
    clean = plain(text)
    return bool(PHONE.search(clean)) and len(PHONE.sub("", clean)) <= 8


def address_like(text: str) -> bool:
    """Whether a cell reads like a place where somebody lives."""
    clean = plain(text)
    if len(clean) > _LONGEST_ADDRESS or NUMBER_OF_LETTER.fullmatch(clean):
        return False
    return bool(ADDRESS.search(clean)) and not phone_like(clean)
