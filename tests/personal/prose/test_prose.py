from __future__ import annotations

import pytest

from sekisho.personal.prose.prose import people_in
from tests.personal.conftest import told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青木\u3000茂　様　電話０７７０－００－０００１", ["青木茂"]),
        ("氏名：石黒明　住所：霧谷町谷口3番地", ["石黒明"]),
        ("宇野 正（昭和20年4月1日生）", ["宇野正"]),
        ("青木 茂様から要望があった。", ["青木茂"]),
        ("青木様から要望があった。", []),
        ("町長　青木 茂　様", []),
        ("担当　総務課　青木 茂　電話 0770-00-0001", []),
        ("議案第31号 参考資料", []),
        ("（例）山田 太郎 電話 0770-00-0001", []),
        ("山本　太一　霧谷町大字稲荷3-5　090-0000-5678", ["山本太一"]),
        ("議員 佐々木一郎（霧谷町稲荷35番地4）", ["佐佐木一郎"]),
        ("申請者　石黒明さんの件", ["石黒明"]),
        ("中村 茂 霧谷町谷口3番地", ["中村茂"]),
        ("市川一郎様 090-0000-0001", ["市川一郎"]),
        ("被保険者　山田幸子　番号123", ["山田幸子"]),
        ("町長　山本太一が答弁した。", []),
        ("霧谷町役場 総務課 主事 山本太一 電話 0770-00-6000", []),
        ("申請者は、氏名、住所及び電話番号を記載し、3日以内に提出すること。", []),
        ("", []),
        ("5日　森医院　0770-00-0001", []),
        ("若葉農業協同組合　中央支店　普通　1234567", []),
        ("相手方\t住所\t霧谷町谷口3番地", []),
        ("住　所　霧谷町谷口3番地", []),
        ("氏名　　　内海　明美　　印　電話 0770-00-0001", ["内海明美"]),
        ("同居の妻田村由美（60歳）が診断を受けた。", ["田村由美"]),
        ("○3番（石黒明君）　3197番地付近の境界について質問します。", []),
        ("○建設課長（石黒明君）　霧谷町谷口97番地の用地は昭和50年に確定した。", []),
        ("副町長　石黒 明　090-0000-1368", ["石黒明"]),
        ("霧谷町長　石黒　明", []),
        ("十津川村長　様", []),
    ],
)
def test_names_beside_something_private(text: str, names: list[str]) -> None:
    found = list(people_in(text))
    assert sorted({person.key for person in found}) == names


def test_a_form_written_as_text_joins_its_lines() -> None:
    found = told(["氏名　石黒　明", "生年月日　昭和30年1月2日", "住所　霧谷町谷口3番地"])
    (person,) = found.persons
    assert person.key == "石黒明"
    assert dict(person.attributes) == {"birth": "1955-01-02", "address": "霧谷町谷口3"}
    assert found.kinds == {"name", "birth", "address"}


SIGNED = ["よろしくお願いします。", "石黒　明", "〒910-0000 霧谷町谷口3番地", "電話 0770-00-0001"]
OFFICE = ["石黒　明", "霧谷町役場 総務課", "電話 0770-00-0001", "霧谷町稲荷35-4"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (SIGNED, ["石黒明"]),
        (OFFICE, []),
        (["石黒　明", "", "", "", "電話 0770-00-0001"], []),
        (
            ["要望について", "石黒 明", "akira@example.ne.jp", "info@town.kiritani.lg.jp"],
            ["石黒明"],
        ),
        (["資料送付", "石黒 明", "ishiguro@town.kiritani.lg.jp", "a@example.ne.jp"], []),
        (["青木茂", "090-0000-0001", "石黒明", "090-0000-0002"], ["石黒明", "青木茂"]),
    ],
    ids=[
        "a_citizens_mail",
        "an_officials_mail",
        "far_apart",
        "a_citizen_writes",
        "an_official_writes",
        "a_list_of_lines",
    ],
)
def test_a_name_alone_above_its_address(lines: list[str], names: list[str]) -> None:
    assert sorted(person.key for person in told(lines).persons) == names


ADDRESSED = ["令和6年6月1日", "霧谷町大字谷口3番地", "石黒　明　様", "霧谷町長　宇野　正"]
FOREIGN = ["よろしくお願いします。", "グエン・ティ・ラン", "霧谷町谷口5番地", "電話 0770-00-0002"]
RARE = ["-----", "石黒 佳暁", "霧谷町谷口5番地", "電話 0770-00-0002"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (ADDRESSED, ["石黒明"]),
        (["霧谷町谷口3番地", "霧谷町長　様"], []),
        (["霧谷町谷口3番地", "関係者各位", "各区長　様"], []),
        (FOREIGN, ["グエン・ティ・ラン"]),
        (RARE, ["石黒佳暁"]),
    ],
    ids=["an_addressee", "an_office", "everybody", "a_foreign_name", "a_rare_name"],
)
def test_who_is_written_to_and_who_signs(lines: list[str], names: list[str]) -> None:
    assert sorted(person.key for person in told(lines).persons) == names


@pytest.mark.parametrize(
    "lines",
    [
        ["届出人氏名　　　　　　　　印　　電話番号　　　（　　　）　　　"],
        [
            "申請者　住 所　　　　　　　",
            "　　　　氏　名　　　　　㊞",
            "　　　　電　話　（　　）　　－",
        ],
        ["利用者　　　　　様　介護度　要支援 １・２　要介護 １・２・３・４・５"],
        ["被保険者　記号・番号　フリガナ　氏　名　個人番号"],
        ["申請者　霧谷 太郎（例）", "住所 霧谷町○○123番地"],
        ["申請者　　石黒 明", "住所　霧谷町○○１－２－３"],
        ["申請者　甲野太郎", "電話　000-000-0000"],
        ["無料相談　4月10日　石黒 明　予約 0770-00-1234"],
        ["谷口集会所 谷口 0770-00-0001 50"],
    ],
    ids=[
        "a_label_and_a_seal",
        "labels_with_blanks",
        "a_title_without_a_name",
        "labels_side_by_side",
        "an_example",
        "an_example_below",
        "a_sample",
        "an_office_takes_calls",
        "a_hall",
    ],
)
def test_empty_forms_and_notices_name_nobody(lines: list[str]) -> None:
    assert told(lines).persons == ()


EXAMPLE = ["委任状", "【記入例】", "氏名　関　明", "生年月日　昭和50年1月1日", "電話 0770-00-0001"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (EXAMPLE, []),
        (["氏名　関　明", "住所　霧谷町○○１－２－３", "生年月日　昭和50年1月1日"], []),
        ([*EXAMPLE, "様式第2号", "氏名　宇野　正　電話 0770-00-0003"], ["宇野正"]),
        (["※記入例を参照してください。", "氏名　宇野　正　電話 0770-00-0003"], ["宇野正"]),
    ],
    ids=["a_part", "a_placeholder_below", "up_to_the_next_form", "only_spoken_of"],
)
def test_examples_are_nobody(lines: list[str], names: list[str]) -> None:
    assert sorted(person.key for person in told(lines).persons) == names


def test_a_number_is_told_even_where_nobody_is_named() -> None:
    found = told(["個人番号 1234 5678 9018"])
    assert found.persons == ()
    assert found.kinds == {"my_number"}


def test_an_empty_form_and_a_letterhead_give_nothing() -> None:
    lines = ["氏名　　　　　　", "住所　〒　　－", "連絡先　霧谷町役場総務課　0770-00-0001（代表）"]
    assert told(lines) == told([])
