"""Writes ``src/sekisho/personal/names/lexicon.npz`` from SudachiDict and the vectors of chiVe.

    pip install -r tools/names/requirements.txt      # in an environment of its own
    python tools/names/lexicon.py

SudachiDict-core has no list of its words in the package: its double-array trie (Darts) is walked
level by level, then each word is looked up for its parts of speech. The vectors are those in the
package ja-ginza (chiVe, pruned to 20,000 rows for 480,000 words), brought to fewer dimensions.
"""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import msgpack
import numpy as np
from sklearn.cluster import MiniBatchKMeans
from sudachipy import Dictionary

from sekisho.personal.names.lexicon import CLASSES, LONGEST, fingerprints, hashes_of

OUT = Path(__file__).resolve().parents[2] / "src/sekisho/personal/names/lexicon.npz"
DIMENSIONS = 64
SEED = 1
COARSE, FINE = 128, 1500


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at


def trie_of(data: bytes) -> bytes:
    """The section ``TrieIndex`` of a dictionary of format 1."""
    at = data.index(b"ConnMatrix") - 1
    while data[at]:
        name = data[at + 1 : at + 1 + data[at]]
        offset, at = _varint(data, at + 1 + data[at])
        size, at = _varint(data, at)
        if name == b"TrieIndex":
            return data[offset : offset + size]
    raise SystemExit("the dictionary has no TrieIndex: another format")


def keys_of(trie: bytes) -> list[str]:
    """All keys of a Darts-clone double array, found level by level."""
    units = np.frombuffer(trie, "<u4").astype(np.int64)
    offsets = (units >> 10) << ((units & (1 << 9)) >> 6)
    labels, leaves = units & ((1 << 31) | 0xFF), (units >> 8) & 1
    nodes, prefixes, found = np.array([0]), [b""], []
    signs = np.arange(1, 256)
    while len(nodes):
        reached, grown = [], []
        for begin in range(0, len(nodes), 20_000):
            part = nodes[begin : begin + 20_000]
            children = (part ^ offsets[part])[:, None] ^ signs
            valid = children < len(units)
            children = np.where(valid, children, 0)
            rows, columns = np.nonzero(valid & (labels[children] == signs))
            reached.append(children[rows, columns])
            grown += [
                prefixes[begin + row] + bytes([sign + 1])
                for row, sign in zip(rows.tolist(), columns.tolist(), strict=True)
            ]
        nodes, prefixes = np.concatenate(reached), grown
        found += [prefixes[at].decode("utf-8") for at in np.nonzero(leaves[nodes])[0]]
    return found


def class_of(part: tuple[str, ...]) -> int:
    """The class of a part of speech, as a place in ``CLASSES``."""
    names = {"姓": "surname", "名": "given", "国": "country"}
    if part[:3] == ("名詞", "固有名詞", "人名"):
        return CLASSES.index(names.get(part[3], "person"))
    if part[:3] == ("名詞", "固有名詞", "地名"):
        return CLASSES.index(names.get(part[3], "place"))
    if part[:2] == ("名詞", "固有名詞"):
        return CLASSES.index("proper")
    others = {"名詞": "noun", "助詞": "particle", "助動詞": "particle", "動詞": "verb",
              "形容詞": "verb", "副詞": "verb", "接尾辞": "affix", "接頭辞": "affix"}  # fmt: skip
    return CLASSES.index(others.get(part[0], "else"))


def word_classes() -> dict[str, int]:
    """Each word and its classes as bits."""
    system = files("sudachidict_core") / "resources" / "system.dic"
    dictionary = Dictionary(dict="core")
    classes = {}
    for word in keys_of(trie_of(system.read_bytes())):
        parts = {tuple(found.part_of_speech()[:4]) for found in dictionary.lookup(word)}
        if len(word) <= LONGEST and parts:
            classes[word] = sum({1 << class_of(part) for part in parts})
    return classes


def _murmur(key: bytes) -> int:
    """MurmurHash64A with seed 1, by which spaCy names its strings."""
    multiply, mask = 0xC6A4A7935BD1E995, (1 << 64) - 1
    value = 1 ^ (len(key) * multiply & mask)
    whole = len(key) // 8 * 8
    for at in range(0, whole, 8):
        part = int.from_bytes(key[at : at + 8], "little") * multiply & mask
        value = (value ^ ((part ^ part >> 47) * multiply & mask)) * multiply & mask
    if key[whole:]:
        value = (value ^ int.from_bytes(key[whole:], "little")) * multiply & mask
    value = (value ^ value >> 47) * multiply & mask
    return value ^ value >> 47


def word_vectors() -> tuple[dict[str, int], np.ndarray]:
    """The row of each word, counted from 1, and the rows at length 1."""
    package = Path(str(find_spec("ja_ginza").origin)).parent  # found without being imported
    vocabulary = next(package.glob("ja_ginza-*")) / "vocab"
    rows = msgpack.unpackb((vocabulary / "key2row").read_bytes(), strict_map_key=False)
    strings = json.loads((vocabulary / "strings.json").read_text(encoding="utf-8"))
    words = {word: rows[key] + 1 for word in strings if (key := _murmur(word.encode())) in rows}
    vectors = np.load(vocabulary / "vectors").astype(np.float32)
    return words, vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def smaller(vectors: np.ndarray) -> np.ndarray:
    """The principal components of all rows, at half their standard deviation."""
    centred = vectors - vectors.mean(0)
    _, _, axes = np.linalg.svd(centred[:8000], full_matrices=False)
    reduced = centred @ axes[:DIMENSIONS].T
    return reduced / (2 * reduced.std())


def clusters(vectors: np.ndarray, count: int) -> np.ndarray:
    """The cluster of each row, counted from 1; 0 for no row."""
    means = MiniBatchKMeans(count, random_state=SEED, batch_size=4096, n_init=1, max_iter=40)
    return np.concatenate([[0], means.fit_predict(vectors) + 1]).astype(np.uint16)


def main() -> None:
    """Builds and writes the file."""
    classes, (rows, vectors) = word_classes(), word_vectors()
    words = sorted({*classes, *(word for word in rows if len(word) <= LONGEST)})
    prints = fingerprints(hashes_of(words))
    order = np.argsort(prints, kind="stable")
    first = np.ones(len(order), bool)
    first[1:] = np.diff(prints[order]) > 0
    order = order[first]
    sets, index = np.unique(
        np.array([classes.get(words[at], 0) for at in order], np.uint16), return_inverse=True
    )
    reduced = smaller(vectors)
    scale = np.abs(reduced).max() / 127
    table = np.vstack([np.zeros((1, DIMENSIONS)), reduced / scale]).round().astype(np.int8)
    np.savez_compressed(
        OUT,
        steps=np.diff(prints[order].astype(np.int64), prepend=0).astype(np.uint32),
        class_sets=sets,
        classes=index.astype(np.uint8 if len(sets) < 256 else np.uint16),
        rows=np.array([rows.get(words[at], 0) for at in order], np.uint16),
        vectors=table,
        scale=np.float32(scale),
        coarse=clusters(vectors, COARSE),
        fine=clusters(vectors, FINE),
    )
    equal = len(words) - len(order)
    print(f"{len(order)} words, {equal} of equal fingerprint, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
