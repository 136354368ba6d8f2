"""The words around names: labels before them, titles after them, posts, kin, and what is none.

One set for names in cells, forms and sentences (``recognise/kinds/name.py``) and for persons that
count in running text (``prose.py``).
"""

from __future__ import annotations

import re

from sekisho.personal.signs import HAN

KANJI_NAME = rf"[{HAN}][{HAN}ノケツ]{{0,3}} ?[{HAN}ぁ-ゖァ-ヺー]{{1,5}}"
KATAKANA_NAME = (
    r"[ァ-ヺー](?:[ァ-ヺー]{1,11}(?:[ ・=][ァ-ヺー]{1,12}){1,4}|(?:[・=][ァ-ヺー]{1,12}){2,4})"
)
HIRAGANA_NAME = (
    r"[ぁ-ゖ][ぁ-ゖー]{1,4} [ぁ-ゖ][ぁ-ゖー]{1,3}"
    r"(?<!ます)(?<!です)(?<!した)(?<!さい)(?<!せん)(?<!がい)(?![ぁ-ゖー])"
)
LATIN_NAME = r"[A-Z][A-Za-z'-]{1,20}(?:,? [A-Z][A-Za-z'.-]{0,20}){1,3}"

LABEL = (
    r"(?:氏 {0,4}名|名 {0,4}前|お名 {0,4}前|姓 {0,4}名|世帯主名?|児童名|生徒名|園児名|保護者名?|"
    r"代表者名?|申請者名?|届出人|申込者名?|請求者名?|委任者名?|患者名|契約者名?|被保険者名?|受給者名?|納税義務者名?|"
    r"相談者名?|利用者名?|対象者名?|口座名義人?|名義人?|本人|担当者名?|Name)"
)
"""What stands before a name in a form; often spread by blanks (``氏　　名``)."""

WHO = (
    rf"(?:[{HAN}]{{1,4}}[者人]|[貸借買売地家飼荷]主|"
    rf"[{HAN}]{{0,2}}(?:児童|生徒|園児|学生|奨学生|原告|被告|会員|組合員|協力員))"
)
"""Any word for somebody in a part (通報者, 代理人): before a name that is likely one."""
NO_LABEL = (
    r"(?!氏 {0,4}名|お?名前|住 {0,4}所|電 {0,4}話|署名|自署|続 ?柄|生年|性 ?別|年 ?齢|"
    r"ふりがな|フリガナ|[父母夫妻子][ :]|[長次][男女][ :])"
)
"""What follows is no label, which could be taken for a name (申請者　氏名, 保護者　父)."""

HEADING = re.compile(
    r"(?:氏名|姓名|名前|フルネーム|世帯主名?|世帯員名?|家族名?|同居者?名?|構成員名?|家族全員|"
    r"(?:児童|生徒|園児|患者|利用者|組合員|会員|議員|委員|役員|職員|住民|区長|班長|部員|団員|選手|本人)名|"
    r"者名?|(?:経営|飼い?|家|借|貸|施)主|[うくすつぶむるたい](?:人|方|者)|赤ちゃん|出生児|当番|会員|選手|(?:貸|借|[一-龥]{2})(?<!法)(?<!個)(?<!成)(?<!国)(?<!本)人|"
    r"相手方?|氏子|講中|檀家|芳名|尊名|なまえ|戸主|喪主|児童|生徒|園児|"
    r"(?:班員|隊員|農家|世帯|家主|対象児|受診児)名?|"
    r"お宅|ご家庭|(?:組合|調査|協力|推進|検針|世話)員|"
    r"^name|full ?name)[\d①-⑨]*$|^氏名[・、/]",
    re.IGNORECASE,
)
"""A heading over names (blanks and brackets taken out)."""
SURNAME_HEADING = re.compile(
    r"^(?:(?:世帯主|(?:申請|受給|対象|保護|代表)者|児童|生徒|本人)の?)?(?:姓|氏|苗字|名字)$"
)
KIN_HEADING = re.compile(
    r"^(?:配偶者|ご?本人|第[一二三四五]子|妻|夫|ご?主人|奥(?:様|さま|さん)|お?子(?:ども|供|さま|さん|様)?|父母?|母|両親|祖父母?|祖母|孫|[長二三四次][男女])"
    r"(?:の?氏?名)?[\d①-⑨]*$"
)
"""A heading over members of a family, most by given name."""
GIVEN_HEADING = re.compile(r"^名$")
READING_HEADING = re.compile(
    r"ふりがな|フリガナ|ﾌﾘｶﾞﾅ|カナ$|かな$|^読み|よみ|読み(?:方|仮名)?$|^(?:せいめい|セイメイ)$"
)
"""A heading over readings."""

TITLE = r"(?:様|さん|氏|殿|君|くん|ちゃん(?!と))"
"""Titles of honour after a name."""
AFTER_NAME = re.compile(rf"(?: ?{TITLE}| ?[印㊞拝])$")
"""What follows a name and is none of it: a title, or the place of the seal."""

POST = (
    r"(?:町長|市長|村長|区長|知事|管理者|副[町市村区]長|教育長|議長|副議長|委員長|副委員長|議員|委員|"
    r"部長|次長|課長|室長|局長|署長|所長|館長|園長|校長|教頭|係長|補佐|主幹|主査|主任|主事|技師|書記|"
    r"会長|副会長|団長|副団長|分団長|副分団長|班長|組長|支所長|参事|理事長|理事|監事|監査委員|代表|会計|幹事|顧問|"
    r"総代|世話人|院長|店主)"
)
"""Posts and offices that stand before their holder's name."""

KIN = r"(?:妻|夫|父|母|祖父母?|祖母|[長二三四次][男女]|孫|兄|姉|弟|妹|義父|義母|叔父|叔母|甥|姪)"

KIN_SPOKEN = (
    r"(?:家内|女房|主人|旦那|亭主|連れ合い|つれあい|息子|娘|倅|せがれ|嫁|婿|おふくろ|おやじ|親父|"
    r"伯[父母]|従(?:兄弟?|姉妹?)|いとこ|おじ|おば)"
)
"""Words by which a letter speaks of kin (家内（青木 るみ）とも相談して)."""

NOBODY = re.compile(
    r"電話|住所|年齢|番地|丁目|世帯|氏名|役場|役所|議会|皆|各位|お客|連絡|生年|平成|昭和|令和|午前|"
    r"午後|記入|自署|署名|押印|記名|続柄|性別|備考|ふりがな|フリガナ|番号|申請|届出|本人|様式|大字|携帯|自宅|"
    r"日生|地区|家族|取締役|同上|同居|生年月日|人数|御中|町$|市$|村$|県$|課$|係$|区$|"
    r"長(?:(?<=[町市村区議会園校部課局室館団係]長)|(?<=委員長)|(?<=理事長))$|"
    r"議員$|委員$|会$|担当者?$|学校$|教室$|商店$|医院$|病院$|銀行$|支店$|組合$"
)
"""Labels, offices, dates, bodies (each begins with one sign, which a search leaps to), which stand
where a name could; a known full name is one all the
same (中村 in spite of its 村)."""
