"""Learns the convolutional network of ``sekisho.personal.names.network`` with JAX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from sekisho.personal.names.lexicon import lexicon
from sekisho.personal.names.network import DILATIONS

WIDTH, SIGNS = 64, 40
EPOCHS, LINES, RATE, DECAY = 30, 24, 3e-3, 1e-2
LAST_PLAIN = 2
"""Epochs at the end in which no name is replaced."""
DROP_INPUT, DROP, DROP_LAST = 0.25, 0.3, 0.4
SIZES = (48, 80, 160)
"""Lines are cut and padded to few lengths: each costs a compilation."""
Weights = dict[str, jax.Array]
jax.config.update("jax_default_prng_impl", "unsafe_rbg")  # half the time of training was chance


def _even(state: jax.Array) -> jax.Array:
    return (state - state.mean(-1, keepdims=True)) / jnp.sqrt(state.var(-1, keepdims=True) + 1e-5)


def _drop(state: jax.Array, share: float, key: jax.Array) -> jax.Array:
    return state * jax.random.bernoulli(key, 1 - share, state.shape) / (1 - share)


def _beside(state: jax.Array, by: int) -> jax.Array:
    """What stands so far before, here and so far behind each character."""
    before = jnp.pad(state, ((0, 0), (by, 0), (0, 0)))[:, :-by]
    behind = jnp.pad(state, ((0, 0), (0, by), (0, 0)))[:, by:]
    return jnp.concatenate([before, state, behind], -1)


def scores(weights: Weights, vectors: jax.Array, batch: Any, key: jax.Array) -> jax.Array:
    """The network in training: the same sums as the product's, with inputs left out by chance."""
    signs, dense, rows, _, mask = batch
    keys = jax.random.split(key, 8)
    state = _drop(weights["c"][signs], DROP_INPUT, keys[0]) @ weights["pc"]
    state += _drop(dense, DROP_INPUT, keys[1]) @ weights["d"] + weights["pb"]
    words = _drop(vectors[rows], DROP_INPUT, keys[2])
    for place in range(3):
        state += words[:, :, place] @ weights[f"v{place}"]
    inside = mask[..., None]
    state = _even(state) * inside
    for layer, dilation in enumerate(DILATIONS, start=1):
        around = _beside(_drop(state, DROP, keys[2 + layer]), dilation)
        folded = around @ weights[f"w{layer}"].reshape(3 * WIDTH, WIDTH)
        state = _even(state + jax.nn.relu(folded + weights[f"b{layer}"])) * inside
    return _drop(state, DROP_LAST, keys[7]) @ weights["o"] + weights["ob"]


def loss(weights: Weights, vectors: jax.Array, batch: Any, key: jax.Array) -> jax.Array:
    """Negative log likelihood of the labels in a chain (CRF), a line."""
    emitted, moves = scores(weights, vectors, batch, key), weights["moves"]
    labels, mask = batch[3], batch[4]
    chosen = jnp.take_along_axis(emitted, labels[..., None], -1)[..., 0]
    gold = (chosen * mask).sum() + (moves[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum()

    def forward(arrived: jax.Array, step: Any) -> tuple[jax.Array, None]:
        emission, on = step
        further = jax.nn.logsumexp(arrived[:, :, None] + moves, 1) + emission
        return jnp.where(on[:, None] > 0, further, arrived), None

    steps = (emitted[:, 1:].transpose(1, 0, 2), mask[:, 1:].T)
    arrived, _ = jax.lax.scan(forward, emitted[:, 0], steps)
    return (jax.nn.logsumexp(arrived, -1).sum() - gold) / len(labels)


def _batches(corpus: Any, inputs: tuple[np.ndarray, ...]) -> list[tuple[np.ndarray, ...]]:
    """Lines of similar length together."""
    order = np.argsort(corpus.signs.lengths, kind="stable")
    batches = []
    for begin in range(0, len(order), LINES):
        lines = np.resize(order[begin : begin + LINES], LINES)
        longest = min(int(corpus.signs.lengths[lines].max()), SIZES[-1])
        size = next(each for each in SIZES if each >= longest)
        signs, dense, rows = (
            np.zeros((LINES, size, *table.shape[1:]), table.dtype) for table in inputs
        )
        labels, mask = np.zeros((LINES, size), np.int32), np.zeros((LINES, size), np.float32)
        for at, line in enumerate(lines):
            length = min(int(corpus.signs.lengths[line]), size)
            for target, table in zip((signs, dense, rows), inputs, strict=True):
                target[at, :length] = corpus.of(table, line)[:length]
            labels[at, :length], mask[at, :length] = corpus.labels[line][:length], 1
        batches.append((signs.astype(np.int32), dense, rows.astype(np.int32), labels, mask))
    return batches


def _begin(rng: np.random.RandomState, known: int, dense: int, vector: int, out: int) -> Weights:
    def random(*shape: int) -> np.ndarray:
        return (rng.randn(*shape) * np.sqrt(2 / np.prod(shape[:-1]))).astype(np.float32)

    fan = SIGNS + dense + 3 * vector
    weights = {"c": rng.randn(known, SIGNS).astype(np.float32) / 10}
    for name, size in (("pc", SIGNS), ("d", dense), *((f"v{n}", vector) for n in range(3))):
        weights[name] = (rng.randn(size, WIDTH) * np.sqrt(2 / fan)).astype(np.float32)
    for layer in (1, 2, 3):
        weights[f"w{layer}"] = random(3, WIDTH, WIDTH)
        weights[f"b{layer}"] = np.zeros(WIDTH, np.float32)
    weights |= {"o": random(WIDTH, out), "ob": np.zeros(out, np.float32)}
    weights |= {"pb": np.zeros(WIDTH, np.float32), "moves": np.zeros((out, out), np.float32)}
    return {name: jnp.asarray(value) for name, value in weights.items()}


def learn(
    corpus: Any,
    inputs_of: Callable[..., tuple[np.ndarray, ...]],
    labels: tuple[str, ...],
    seed: int,
    varied: Callable[[], Any],
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The weights by their names in the model file, and the scores of moves. ``varied``: the corpus
    with some names replaced, anew in each epoch but the last ones."""
    inside = corpus.signs.codes[corpus.signs.codes > 0]
    signs, counts = np.unique(inside, return_counts=True)
    known = signs[counts >= 2]
    plain = batches = _batches(corpus, inputs_of(corpus, known))
    rng = np.random.RandomState(seed)
    vectors = jnp.asarray(lexicon().vectors)
    dense = batches[0][1].shape[-1]
    weights = _begin(rng, len(known) + 2, dense, vectors.shape[1], len(labels))
    rate = optax.cosine_decay_schedule(RATE, EPOCHS * len(batches))
    optimiser = optax.adamw(rate, weight_decay=DECAY)
    state = optimiser.init(weights)

    @jax.jit
    def step(weights: Weights, state: Any, batch: Any, key: jax.Array) -> Any:
        value, slopes = jax.value_and_grad(loss)(weights, vectors, batch, key)
        changes, state = optimiser.update(slopes, state, weights)
        return optax.apply_updates(weights, changes), state, value

    key = jax.random.PRNGKey(seed)
    for epoch in range(EPOCHS):
        total, batches = 0.0, plain
        if epoch < EPOCHS - LAST_PLAIN:
            other = varied()
            batches = _batches(other, inputs_of(other, known))
        for number in rng.permutation(len(batches)):
            key, own = jax.random.split(key)
            weights, state, value = step(weights, state, batches[number], own)
            total += float(value)
        print(f"network {seed} epoch {epoch}: {total / len(batches):.2f}", flush=True)
    final = {name: np.asarray(value) for name, value in weights.items()}
    moves = final.pop("moves")
    final["c"] = final["c"] @ final.pop("pc")
    final["known"] = known.astype(np.uint32)
    return final, moves
