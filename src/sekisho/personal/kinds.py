"""The kinds of what is said about people: one list for recognisers, columns and running text."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    # kinds of personal information; recognisers and columns know them
    "name", "reading", "address", "phone", "mail", "birth", "age", "sex", "relation", "title",
    "health", "sensitive", "place", "account", "my_number", "insurance", "pension", "licence",
    "passport", "residence_card", "resident_code", "addressee_number", "credit_card",
    "corporate_number",
    # what columns alone are: whose name it is, and what belongs to no person
    "surname", "given", "head", "member", "contact", "staff", "role", "household", "number",
    "office_address", "extension", "department", "other",
]  # fmt: skip

PEOPLE: frozenset[Kind] = frozenset({"name", "surname", "given", "head", "member", "contact"})
"""Columns that name people. ``contact``: who is called in an emergency or stands surety; such a
person is named for the sake of the one of the row and belongs to no household of the list."""
NUMBERS: frozenset[Kind] = frozenset(
    {
        "my_number", "insurance", "pension", "licence", "passport", "residence_card",
        "resident_code", "addressee_number", "account", "credit_card",
    }
)  # fmt: skip
PRIVATE: frozenset[Kind] = NUMBERS | frozenset(
    {"address", "birth", "age", "relation", "household", "head", "member", "health"}
)
"""What an office list of its own staff does not hold."""
WORK: frozenset[Kind] = frozenset({"department", "extension", "staff", "office_address"})
SHOWN: frozenset[Kind] = NUMBERS | frozenset(
    {
        "reading", "relation", "address", "phone", "birth", "age", "sex", "mail", "title",
        "health",
    }
)  # fmt: skip
"""Kinds of columns that are kinds of personal information; text code ``personal.kind.<kind>``."""
