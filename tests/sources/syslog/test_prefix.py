"""Which prefix the lines of full_audit have."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sekisho.sources.syslog.prefix import Prefix, chosen


def _lines(prefix: str) -> pa.Array:
    return pa.array([f"{prefix}|connect|ok|zeimu", f"{prefix}|openat|ok|r|a|b"])


@pytest.mark.parametrize(
    ("prefix", "configured", "form", "ground"),
    [
        ("satou|192.0.2.1", (), "%u|%I", "default"),
        ("satou|2001:db8::1", (), "%u|%I", "default"),
        ("satou|192.0.2.1", ("%u|%I|%S", "%U|%I"), "%U|%I", "configured"),
        ("satou|192.0.2.1|pc|zeimu", (), "%u|%I|%m|%S", "inferred"),
        ("zeimu|satou|192.0.2.1", (), "%S|%u|%I", "inferred"),
        ("192.0.2.1|satou", (), "%I|%u", "inferred"),
        ("satou", (), "%u", "inferred"),
        ("2016/06/03 16:03:11|satou|pc", (), "%T|%u|%m", "inferred"),
    ],
)
def test_choice(prefix: str, configured: tuple[str, ...], form: str, ground: str) -> None:
    found = chosen(_lines(prefix), configured)
    assert (found.form, found.ground) == (form, ground)


def test_no_lines_at_all() -> None:
    assert chosen(pa.array([], pa.string()), ()).form == "%u|%I"


def test_a_variable_written_twice_or_by_name() -> None:
    prefix = Prefix("%u %$(x) %u", "configured")
    assert prefix.fit(pa.array(["a b c|stat|ok|f"])) == 1.0
