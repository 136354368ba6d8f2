"""Cutting JSON texts into values and shapes: what is cut out, what remains, and what is refused."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.windows import cutting
from sekisho.sources.windows.cutting import NotPlain, cut


def apart(*texts: str) -> tuple[list[str], list[list[str]]]:
    """What remains of each text, and its values."""
    found = cut(pa.array(texts, pa.string()))
    values = pa.concat_arrays(found.store).take(pa.array(found.places)).to_pylist()
    bounds = zip(found.first[:-1], found.first[1:], strict=True)
    return found.shapes.to_pylist(), [values[begin:end] for begin, end in bounds]


@pytest.mark.parametrize(
    ("text", "remains", "values"),
    [
        ('{"a":"x","b":12}', '{"a":"","b":}', ["x", "12"]),
        ('{"a":-5,"b":-0,"c":0}', '{"a":,"b":-0,"c":}', ["-5", "0"]),
        ('{"a":1.5,"b":1e9,"c":[1,"2"]}', '{"a":1.5,"b":1e9,"c":[1,""]}', ["2"]),
        ('{"a":null,"b":true,"c":{"d":7}}', '{"a":null,"b":true,"c":{"d":}}', ["7"]),
        ('{"a":1234567890123456789,"b":12345678901234567890}', None, ["1234567890123456789"]),
        (r'{"a\"b":"c\"d","e":"f\\"}', r'{"a\"b":"","e":""}', ['c"d', "f\\"]),
        (r'{"a":"\\\"","\\":"\\\\"}', r'{"a":"","\\":""}', ['\\"', "\\\\"]),
        (r'{"a":"\u95a2\n所"}', '{"a":""}', ["関\n所"]),
        ('{"関所":"高槻","":""}', '{"関所":"","":""}', ["高槻", ""]),
        ("{}", "{}", []),
    ],
)
def test_what_is_cut_out_and_what_remains(
    text: str, remains: str | None, values: list[str]
) -> None:
    shapes, found = apart(text, '{"z":"z"}', text)
    assert found == [values, ["z"], values]
    assert shapes[0] == shapes[2]
    assert shapes[1] == '{"z":""}'
    assert remains in {None, shapes[0]}


def test_pieces_of_the_search_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [json.dumps({"a": "\\x" * n, "b": n}, separators=(",", ":")) for n in range(50)]
    whole = apart(*texts)
    for size in (1, 40, 200, 3000):
        monkeypatch.setattr(cutting, "AT_ONCE", size)
        assert apart(*texts) == whole


def test_a_slice_is_cut_like_the_whole() -> None:
    texts = pa.array(['{"a":"1"}', '{"b":"22"}', '{"c":"333"}'], pa.string())
    found = cut(texts.slice(1, 1))
    assert found.shapes.to_pylist() == ['{"b":""}']
    assert found.store[0].to_pylist() == ["22"]


@pytest.mark.parametrize("text", ['{"a', '{"a":"}', '{"a":1} ', "{", "", '{"a":"b\\"}'])
def test_what_does_not_pair_is_not_plain(text: str) -> None:
    with pytest.raises(NotPlain):
        cut(pa.array(['{"a":1}', text, '{"b":"c"}'], pa.string()))


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=9)), min_size=1))
def test_texts_come_out_as_they_were(written: list[dict[str, str]]) -> None:
    texts = [json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in written]
    assert apart(*texts)[1] == [list(one.values()) for one in written]
