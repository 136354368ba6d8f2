"""Forms in which names stand, and the signs that say where to look for them."""

from __future__ import annotations

import re

import pytest

from sekisho.personal.recognise import name_forms


@pytest.mark.parametrize(
    ("form", "sign", "text", "name"),
    [
        (name_forms.LABELLED, name_forms.LABEL_SIGN, "氏名: 青木 茂", "青木 茂"),
        (name_forms.HONOURED, name_forms.TITLE_SIGN, "青木 茂様", "青木 茂"),
        (name_forms.SAID, name_forms.SAID_SIGN, "石黒 明(45歳)", "石黒 明"),
        (name_forms.SAID, name_forms.SAID_SIGN, "石黒 明と申します", "石黒 明"),
        (name_forms.SAID, name_forms.SAID_SIGN, "石黒明(女性、83歳", "石黒明"),
        (name_forms.SAID, name_forms.SAID_SIGN, "石黒明(長女、上町3番地", "石黒明"),
        (name_forms.SAID, name_forms.SAID_SIGN, "石黒明(電話 0770-", "石黒明"),
        (name_forms.SAID, name_forms.SAID_SIGN, "石黒明(携帯:090-", "石黒明"),
        (name_forms.SAID, name_forms.SAID_SIGN, "石黒明(上町、83歳", "石黒明"),
        (name_forms.WHO, name_forms.WHO_SIGN, "通報者: 石黒 明", "石黒 明"),
        (name_forms.IN_BRACKETS, name_forms.OPENS, "妻(青木 和子)", "青木 和子"),
        (name_forms.GIVEN, name_forms.KIN_SIGN, "妻 和子", "和子"),
        (name_forms.IN_FRONT, name_forms.FRONT_BEGIN, "妻青木 和子", "青木 和子"),
    ],
)
def test_a_form_and_its_sign(
    form: re.Pattern[str], sign: re.Pattern[str], text: str, name: str
) -> None:
    found = form.search(text)
    assert found is not None
    assert found[1] == name
    assert sign.search(text)


def test_a_name_begins_with_its_word() -> None:
    assert name_forms.SAID.search("3年石黒 明です。") is None
    assert name_forms.MISTER.search("Dr. Smith") is not None
