from __future__ import annotations

from sekisho.cli.grounds import kind, told
from sekisho.cli.voice import Voice
from sekisho.personal.bounds import Reason


def test_kinds_have_the_words_of_the_user() -> None:
    reason = Reason("inventory.class.kinds", {"kinds": "address, birth"})
    assert told(reason, Voice("ja")) == "機密性の案の根拠: 住所, 生年月日"
    assert told(reason, Voice("en")).endswith("address, date of birth")
    assert kind("household", Voice("ja")) == "household"
