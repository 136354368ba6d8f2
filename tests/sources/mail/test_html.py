from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.mail.html import text_of_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一行目</p><p>二行目&amp;三</p>", "一行目\n二行目&三"),
        ("<style>p{}</style><script>x</script>本文<br>次", "本文\n次"),
        ("<table><tr><td>氏名</td><td>電話</td></tr></table>", "氏名\t電話"),
        ("<div>a <b>b</b>\n c</div>", "a b c"),
        ("閉じない<p>段落", "閉じない\n段落"),
        ("<![if !mso]>a<![endif]>", "a"),
        ("", ""),
    ],
)
def test_words_between_the_tags(html: str, text: str) -> None:
    assert text_of_html(html) == text


@given(st.text(st.sampled_from("<>!-[]/&#;\"'= apbr\n"), max_size=80))
def test_broken_markup_never_fails(html: str) -> None:
    text_of_html(html)
