"""Check digits of numbers that offices and banks give out."""

from __future__ import annotations

from collections.abc import Iterable


def my_number(digits: str) -> bool:
    """個人番号: 総務省令第85号 (平成26年) 第5条. 12 digits, the last is the check digit."""
    total = _weighted(reversed(digits[:11]), (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6))
    return int(digits[11]) == _from_11(total)


def resident_code(digits: str) -> bool:
    """住民票コード: 住民基本台帳法施行規則第1条. 11 digits, the last is the check digit."""
    total = _weighted(reversed(digits[:10]), (2, 3, 4, 5, 6, 7, 2, 3, 4, 5))
    return int(digits[10]) == _from_11(total)


def corporate_number(digits: str) -> bool:
    """法人番号: 財務省令第70号 (平成26年) 第2条. 13 digits, the first is the check digit."""
    total = _weighted(reversed(digits[1:]), (1, 2) * 6)
    return int(digits[0]) == 9 - total % 9


def insurer_number(digits: str) -> bool:
    """保険者番号: 診療報酬請求書等の記載要領 別表. 6 or 8 digits, the last one checks (modulus 10,
    weights 2 and 1 from the right, digits of products added)."""
    return luhn(digits)


def licence_number(digits: str) -> bool:
    """運転免許証番号: 12 digits, the eleventh checks the ten before it (modulus 11, weights
    5 4 3 2 7 6 5 4 3 2; 10 and 11 become 0 and 1); the twelfth counts how often it was reissued."""
    total = _weighted(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return int(digits[10]) == (11 - total % 11) % 10


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _weighted(digits: Iterable[str], weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _from_11(total: int) -> int:
    rest = total % 11
    return 0 if rest <= 1 else 11 - rest
