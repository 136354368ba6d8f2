"""Writes the area codes of Japan (市外局番) from the numbering metadata of libphonenumber.

    pip install phonenumberslite==9.0.42      # in an environment of its own
    python tools/area_codes.py

The metadata follow 総務省「市外局番の一覧」; a number's national form shows where its area code
ends."""

from __future__ import annotations

from pathlib import Path

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

OUT = Path(__file__).resolve().parents[1] / "src/sekisho/personal/recognise/data/area_codes.txt"
HEAD = """\
# 市外局番: every trunk prefix and area code of Japan's fixed lines, one a line.
# Source: 総務省「市外局番の一覧」 as contained in the numbering metadata of libphonenumber
# (phonenumberslite 9.0.42, Apache-2.0); written by tools/area_codes.py.
"""


def codes() -> set[str]:
    """The area code of one number of every block of ten thousand."""
    found = set()
    for block in range(10_000, 100_000):
        number = PhoneNumber(country_code=81, national_number=block * 10_000 + 2000)
        fixed = phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE
        if fixed and phonenumbers.is_valid_number(number):
            national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            found.add(national.partition("-")[0])
    return found


if __name__ == "__main__":
    OUT.write_text(
        HEAD + "".join(f"{code}\n" for code in sorted(codes())), encoding="utf-8", newline="\n"
    )
