"""The parts of the model: characters, words, features, the best way, known names."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.personal.names import Span, spans_in
from sekisho.personal.names.decode import Moves, allowed, best, spans
from sekisho.personal.names.features import BITS, features_of
from sekisho.personal.names.found import words_at
from sekisho.personal.names.known import classes_of, full_names, judged, likely_names, surnames
from sekisho.personal.names.lexicon import CLASSES, hashes_of, lexicon
from sekisho.personal.names.network import dense_of
from sekisho.personal.names.network import product as matrix_product
from sekisho.personal.names.signs import GAP, KATAKANA, signs_of
from sekisho.personal.names.tagger import learned

LABELS = ("O", *(f"{mark}-{kind}" for kind in ("A", "B") for mark in "BIES"))


def test_lines_lie_apart() -> None:
    signs = signs_of(["ab", "", "ｃ・カナ"])
    assert signs.starts.tolist() == [GAP, GAP * 2 + 2, GAP * 3 + 2]
    assert signs.lengths.tolist() == [2, 0, 4]
    assert [chr(code) for code in signs.codes[-GAP - 4 : -GAP]] == ["c", "・", "カ", "ナ"]
    assert signs.sorts[-GAP - 1] == KATAKANA
    assert (signs.end - signs.first)[-GAP - 3 : -GAP].tolist() == [3, 3, 3]


def test_known_words_are_found_where_they_stand() -> None:
    signs = signs_of(["佐藤花子", "大阪府"])
    words = words_at(signs.codes, lexicon())
    surname, given_name, place = (CLASSES.index(one) for one in ("surname", "given", "place"))
    first, second = signs.starts.tolist()
    assert words.begin[first, surname] == 2
    assert words.end[first + 1, surname] == 2
    assert words.begin[first + 2, given_name] == 2
    assert words.begin[second, place] == 3
    assert words.inside[second + 1, place] == 3
    assert words.over_row[first] > 0


def test_a_word_has_the_hash_that_the_text_gives() -> None:
    words = ["佐藤", "花子"]
    signs = signs_of(words)
    known = lexicon().words_in(signs.codes)
    hashed = dict(zip(zip(known.lengths, known.places, strict=True), known.hashes, strict=True))
    assert [hashed[2, start] for start in signs.starts] == hashes_of(words).tolist()


@pytest.mark.parametrize(
    "text", ["", "青", "１９４９年に湯川秀樹がノーベル賞を受けた。", "a" * 300, "!𠮷\n!"]
)
def test_features_and_inputs_of_any_text(text: str) -> None:
    signs = signs_of([text, text])
    words = words_at(signs.codes, lexicon())
    places = list(features_of(signs, words, lexicon()))
    assert {len(one) for one in places} == {len(signs.codes)}
    assert all(one.min() >= 0 and one.max() < 1 << BITS for one in places)
    one, other = (slice(start, start + len(text)) for start in signs.starts.tolist())
    for column in places:
        assert column[one].tolist() == column[other].tolist()
    assert np.isfinite(dense_of(signs, words)).all()


@given(st.integers(0, 10_000))
@settings(max_examples=25)
def test_the_best_way_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    signs = signs_of(["abc", "", "de", "f"])
    moves = rng.normal(size=(9, 9)).astype(np.float32) + allowed(LABELS)
    scores = rng.normal(size=(len(signs.codes), 9)).astype(np.float32) * 2
    labels = best(signs, scores, Moves.of(moves))
    for start, length in zip(signs.starts.tolist(), signs.lengths.tolist(), strict=True):
        ways = [
            way
            for way in product(range(9), repeat=length)
            if way and LABELS[way[0]][0] in "OBS" and LABELS[way[-1]][0] in "OES"
        ]
        if ways:
            worth = {
                way: sum(scores[start + at, label] for at, label in enumerate(way))
                + sum(moves[pair] for pair in pairwise(way))
                for way in ways
            }
            assert tuple(labels[start : start + length]) == max(worth, key=worth.__getitem__)


def test_spans_of_labels() -> None:
    marks = ["O", "S-A", "B-B", "I-B", "E-B", "O"]
    labels = np.array([LABELS.index(mark) for mark in marks], np.int16)
    assert list(spans(labels, LABELS)) == [(1, 2, "A"), (2, 5, "B")]


def test_names_of_people_and_places() -> None:
    lines = [
        "",
        "1949年に湯川秀樹がノーベル物理学賞を受賞した。",
        "本社を大阪府高槻市に置く企業である。",
    ]
    assert Span(1, 6, 10, "PER") in list(spans_in(lines))
    assert Span(2, 3, 9, "LOC") in list(spans_in(lines))
    assert list(spans_in([])) == []


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=40), max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_line_is_read_alike_alone_and_among_others(lines: list[str]) -> None:
    together = list(spans_in(lines))
    alone = [
        Span(number, span.start, span.end, span.kind)
        for number, line in enumerate(lines)
        for span in spans_in([line])
    ]
    assert together == alone


def test_known_names() -> None:
    assert surnames(["佐藤", "総務課", ""]) == [True, False, False]
    assert full_names(["佐藤花子", "佐藤 花子", "総務課長", "佐藤", ""]) == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert classes_of([]).tolist() == []


def test_the_model_says_what_it_was_learned_from() -> None:
    model = learned()
    assert model.labels[0] == "O"
    assert len(model.weights) > 10_000
    assert model.networks


def test_what_is_known_of_words() -> None:
    words = [
        "佐藤花子",
        "佐藤 蒼",
        "石黒喜代絵",
        "佐藤電機",
        "新田",
        "町長",
        "仕様",
        "中村茂",
        "林 喜代絵",
    ]
    found = judged(words)
    assert found.full == [True, False, False, False, False, False, False, True, False]
    assert found.likely == [True, True, True, False, False, False, False, True, True]
    assert found.surname[4] is True
    assert judged(["太郎", "由美", "仕様"]).given == [True, True, False]
    assert judged(["仕様", "佐藤"]).word == [True, False]
    assert likely_names([]) == []


def test_single_characters_are_looked_up_like_longer_words() -> None:
    known = lexicon()
    text = "林が𠮷を見た。"
    found = known.words_in(signs_of([text]).codes)
    assert GAP in found.places[found.lengths == 1].tolist()
    hashes = hashes_of(["林"])
    index = np.searchsorted(known.prints, hashes >> np.uint64(32))
    assert known.single[ord("林")] == index[0]
    assert known.single[-1] == -1


def test_products_in_pieces_are_the_product() -> None:
    rng = np.random.default_rng(1)
    weights = rng.normal(size=(8, 5)).astype(np.float32)
    for rows in (0, 1, 47, 48, 49, 200):
        state = rng.normal(size=(rows, 8)).astype(np.float32)
        assert np.allclose(matrix_product(state, weights), state @ weights, atol=1e-5)


def test_a_surname_with_a_small_ke_is_one_with_the_large_one() -> None:
    known = judged(["矢ヶ崎", "矢ヶ崎 大輔", "矢ケ崎 大輔"])
    assert (known.surname[0], known.word[0], known.full[1:]) == (True, False, [True, True])
