"""Names of places in running text, as far as they are no address: they tell where somebody was.

Learned from the labelled sentences of the ner-wikipedia-dataset (its kind 地名); see
``personal/names/model-NOTICE.txt``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.learned import names_in
from sekisho.personal.writing import plain


def _find(block: Block) -> Iterator[Find]:
    for start, end in names_in(block, "LOC"):
        value = plain(block.text[start:end])
        yield Find("place", start, end, value, 0.7, reason("place", "learned"))


RECOGNISER = Recogniser("place", "ner-wikipedia-dataset (地名)", ("learned",), _find)
