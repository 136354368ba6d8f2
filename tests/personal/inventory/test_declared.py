from __future__ import annotations

from sekisho.personal.inventory.declared import Declared, declared
from sekisho.sources.content import DocumentContent, Table


def content(*rows: tuple[str, ...]) -> DocumentContent:
    positions = tuple(range(1, len(rows) + 1))
    return DocumentContent("read", "xlsx", (Table(rows, None, 1, positions),))


def test_a_table_of_many_files() -> None:
    found = declared(
        content(
            ("個人情報ファイル簿（霧谷町）", "", "", ""),
            ("番号", "個人情報ファイルの名称", "所管課", "記録項目"),
            ("1", "避難行動要支援者名簿", "保健福祉課", "1氏名、2住所、3電話番号、4要介護度"),
            ("2", "図書館利用者ファイル", "教育委員会", "氏名・生年月日"),
            ("3", "", "", ""),
        )
    )
    assert found == (
        Declared(
            "避難行動要支援者名簿",
            "保健福祉課",
            frozenset({"name", "address", "phone", "health", "sensitive"}),
            "",
        ),
        Declared("図書館利用者ファイル", "教育委員会", frozenset({"name", "birth"}), ""),
    )


def test_a_form_for_each_file() -> None:
    form = (
        ("個人情報ファイルの名称", "傍聴者名簿"),
        ("個人情報ファイルが利用に供される事務をつかさどる組織の名称", "議会事務局"),
        ("記録項目", "1 氏名 2 住所"),
        ("要配慮個人情報の有無", "有"),
        ("保管場所", r"\\fs01\gikai"),
    )
    again = (("個人情報ファイルの名称", "職員住所録"), ("記録項目", "氏名"))
    first, second = declared(content(*form, *again))
    assert (first.name, first.office, first.place) == (
        "傍聴者名簿",
        "議会事務局",
        r"\\fs01\gikai",
    )
    assert first.kinds == {"name", "address", "sensitive"}
    assert second == Declared("職員住所録", "", frozenset({"name"}), "")


def test_another_table_declares_nothing() -> None:
    assert declared(content(("款", "項", "予算額"), ("議会費", "議会費", "1,200"))) == ()
    assert declared(DocumentContent("not_read")) == ()
