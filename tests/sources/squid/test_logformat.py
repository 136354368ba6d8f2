"""logformat strings compiled to words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.squid.formats import BUILT_IN, NATIVE
from sekisho.sources.squid.logformat import compiled


@pytest.mark.parametrize(
    ("string", "span", "keys"),
    [
        (NATIVE, 10, ["ts.tu", "tr", ">a", "Ss", ">Hs", "<st", "rm", "ru", "un", "Sh", "<a", "mt"]),
        ("%>a [%tl] %ru", 4, [">a", "tl", "ru"]),
        ('"%rm %ru HTTP/%rv" %>Hs', 2, ["rm", "ru", "rv", ">Hs"]),
        (
            '%{User-Agent}>h "%{Referer}>h" %>ha{Host}',
            3,
            ["{user-agent}>h", "{referer}>h", "{host}>ha"],
        ),
        ("%{%Y-%m-%d %H:%M}tl|%>a", 2, ["tl", ">a"]),
        ("%6tr %-20>a %03>Hs %.10ru %[un %#ul", 6, ["tr", ">a", ">Hs", "ru", "un", "ul"]),
        (
            "100%% %Ss:%Sh %ssl::>sni %tls::>negotiated_version",
            4,
            ["Ss", "Sh", "ssl::>sni", "tls::>negotiated_version"],
        ),
        ("[%>h] [%<h]", 2, [">h", "<h"]),
        ("%err_code/%err_detail %note{user_tag}", 2, ["err_code", "err_detail", "{user_tag}note"]),
    ],
)
def test_compiled(string, span, keys):
    layout = compiled(string)
    assert (layout.span, [code.key for code in layout.codes]) == (span, keys)


@pytest.mark.parametrize("string", ["", "nothing here", "100%%"])
def test_a_format_without_codes(string):
    with pytest.raises(ValueError, match="no codes"):
        compiled(string)


@given(st.text(alphabet='%{}[]"<>aAhHstru:/|\\. 05', max_size=40))
def test_any_string_is_a_format_or_a_value_error(string):
    try:
        layout = compiled(string)
    except ValueError:
        return
    assert layout.span >= 1
    assert len(layout.patterns) == 2


def test_built_in_formats_compile():
    assert [compiled(text).span for text in BUILT_IN.values()] == [10, 12, 11, 12, 11, 9, 4, 4]
