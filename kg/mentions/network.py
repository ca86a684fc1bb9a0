"""Rows of characters in, the likeliest tag of each out: two bidirectional GRU layers and a CRF in plain numpy.

Gated recurrent units: K. Cho et al., Learning Phrase Representations using RNN Encoder-Decoder, EMNLP 2014.
Linear-chain conditional random field: J. Lafferty et al., ICML 2001, decoded by A. Viterbi's algorithm. The network is
Baidu's Lexical Analysis of Chinese (Z. Jiao et al., arXiv 1807.01882), whose small model jieba's wheel carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.mentions.weights import Floats, Integers, Layer, Weights

_BATCH = 6_000
"""Characters of one batch: enough rows for every step of the recurrence to be worth its calls, and 60 MB at most."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Sequences of one batch, longest first, laid out by step and not one place of it padding.

    Step t holds the t-th character of each sequence that is longer than t: places `steps[t]` to `steps[t + 1]`.
    `forward[p]` is the index, in the sequences one after the other, of the character at place p; `backward[p]` that of
    the same sequence read from its end. `turns` has, step by step, the characters that the forward direction reads and
    then, counted on from the last character, those that the backward one reads.
    """

    steps: tuple[int, ...]
    forward: Integers
    backward: Integers
    turns: Integers

    @classmethod
    def of(cls, lengths: Integers) -> Packed:
        """The layout for sequences of these lengths, which are above 0 and do not rise."""
        longest = int(lengths[0])
        counts = np.searchsorted(-lengths, -np.arange(longest), side="left")
        offsets = np.concatenate(([0], np.cumsum(counts)))
        step = np.repeat(np.arange(longest), counts)
        places = np.arange(offsets[-1])
        sequence = places - offsets[step]
        begins = (np.cumsum(lengths) - lengths)[sequence]
        forward, backward = begins + step, begins + lengths[sequence] - 1 - step
        turns = np.empty(2 * len(places), np.intp)
        turns[places + offsets[step]] = forward
        turns[places + offsets[step + 1]] = backward + len(places)
        return cls(tuple(offsets.tolist()), forward, backward, turns)


@dataclass(frozen=True, slots=True)
class Unit:
    """A layer of `Weights` as the recurrence wants it; shapes as in `Layer`, but for `inputs` [2, n + 1, 3d].

    The last row of `inputs` is the bias: what goes in ends with a 1. What enters a gate is halved, since the logistic
    function of x is (1 + tanh(x / 2)) / 2, and so is what leaves the reset gate, so that its 1 + tanh need not be.
    """

    inputs: Floats
    gates: Floats
    candidate: Floats

    @classmethod
    def of(cls, layer: Layer) -> Unit:
        """The same layer; powers of two change no digit."""
        half = np.float32(0.5)
        inputs = np.concatenate([layer.inputs, layer.bias[:, None]], axis=1)
        inputs[:, :, : layer.gates.shape[2]] *= half
        return cls(inputs, layer.gates * half, layer.candidate * half)


class Network:
    """The network with its weights; `decode` is pure, what it keeps between calls only saves work."""

    def __init__(self, weights: Weights) -> None:
        self._units = tuple(map(Unit.of, weights.layers))
        self._weights = weights
        self._emission = np.concatenate([weights.emission, weights.emission_bias[None]])
        # A character always gives the first layer the same input: worked out when it is first met. The memory of rows
        # that are never met is never touched, so the system does not give it.
        rows = len(weights.embedding)
        self._inputs = np.zeros((2, rows, self._units[0].inputs.shape[2]), np.float32)
        self._met = np.zeros(rows, np.bool_)

    def decode(self, sequences: Sequence[Integers]) -> list[Integers]:
        """The number of the likeliest tag for each row of each sequence, in the order given."""
        result: list[Integers] = [np.zeros(0, np.intp)] * len(sequences)
        order = sorted((i for i in range(len(sequences)) if len(sequences[i])), key=lambda i: -len(sequences[i]))
        while order:
            size = taken = 0
            while taken < len(order) and (not taken or size + len(sequences[order[taken]]) <= _BATCH):
                size += len(sequences[order[taken]])
                taken += 1
            batch, order = order[:taken], order[taken:]
            lengths = np.array([len(sequences[i]) for i in batch], np.intp)
            tags = self._batch(np.concatenate([sequences[i] for i in batch]), lengths)
            for i, found in zip(batch, np.split(tags, np.cumsum(lengths)[:-1]), strict=True):
                result[i] = found
        return result

    def _batch(self, rows: Integers, lengths: Integers) -> Integers:
        packed = Packed.of(lengths)
        self._meet(rows)
        inputs, turns = self._inputs, np.concatenate([rows, rows + len(self._met)])[packed.turns]
        output = _run(self._units[0], inputs, turns, packed)
        for unit in self._units[1:]:
            output = _run(unit, np.matmul(output, unit.inputs), packed.turns, packed)
        return _viterbi(output[packed.forward] @ self._emission, self._weights, packed)

    def _meet(self, rows: Integers) -> None:
        """Works out the first layer's input for rows of the embedding that were not met before."""
        new = np.unique(rows[~self._met[rows]])
        if not len(new):
            return
        inputs = self._units[0].inputs
        for direction in (0, 1):
            self._inputs[direction, new] = self._weights.embedding[new] @ inputs[direction, :-1] + inputs[direction, -1]
        self._met[new] = True


def _run(unit: Unit, inputs: Floats, turns: Integers, packed: Packed) -> Floats:
    """The states of a layer and a 1 for each character, [characters, 2d + 1]; both directions advance together.

    `inputs` [2, m, 3d] has what enters either direction, `turns` the rows of it in the order of `packed.turns`, those
    of the backward direction counted on from the last forward one.
    """
    size, most, places = unit.candidate.shape[1], packed.steps[1], len(packed.forward)
    table = inputs.reshape(-1, 3 * size)
    states = np.empty((2, places, size), np.float32)
    before = np.zeros((2, most, size), np.float32)
    # the rooms of a step, each whole in memory whatever the number of its sequences
    rooms = [np.empty(2 * most * width * size, np.float32) for width in (3, 2, 1, 1)]
    one, half = np.float32(1), np.float32(0.5)
    count = 0
    for begin, end in zip(packed.steps, packed.steps[1:], strict=False):
        if count != end - begin:
            count = end - begin
            feed, gates, work, candidate = (
                room[: 2 * count * width * size].reshape(2, count, -1)
                for room, width in zip(rooms, (3, 2, 1, 1), strict=True)
            )
            before = before[:, :count]
        # "clip": the other modes of `take` go through a copy
        table.take(turns[2 * begin : 2 * end], 0, feed.reshape(2 * count, -1), "clip")
        np.matmul(before, unit.gates, out=gates)
        gates += feed[:, :, : 2 * size]
        np.tanh(gates, out=gates)
        gates += one
        np.multiply(gates[:, :, size:], before, out=work)
        np.matmul(work, unit.candidate, out=candidate)
        candidate += feed[:, :, 2 * size :]
        np.tanh(candidate, out=candidate)
        candidate -= before
        candidate *= gates[:, :, :size]
        candidate *= half
        before = np.add(before, candidate, out=states[:, begin:end])
    result = np.empty((places, 2 * size + 1), np.float32)
    result[packed.forward, :size] = states[0]
    result[packed.backward, size:-1] = states[1]
    result[:, -1] = 1
    return result


def _viterbi(emission: Floats, weights: Weights, packed: Packed) -> Integers:
    """The best tags, in the order of the characters, for emissions [places, k] in the order of the layout."""
    steps, most, kinds = packed.steps, packed.steps[1], len(weights.transitions)
    best = emission.copy()
    best[: steps[1]] += weights.start
    # Score + transition for every pair of tags as a product, [score, 1] by [1, transition]: the same sums, three times
    # as fast as adding with broadcast
    ones = np.ones((kinds, most, 2), np.float32)
    into = np.stack([np.ones_like(weights.transitions), weights.transitions], axis=1)
    room = np.empty(kinds * most * kinds, np.float32)
    for t in range(1, len(steps) - 1):
        begin, end = steps[t], steps[t + 1]
        count = end - begin
        scores, pairs = ones[:, :count], room[: kinds * count * kinds].reshape(kinds, count, kinds)
        scores[:, :, 0] = best[steps[t - 1] : steps[t - 1] + count].T
        np.matmul(scores, into, out=pairs)
        # only the best score goes forward; which tag gave it is asked again on the way back, for one tag, not for all
        best[begin:end] += pairs.max(axis=0)
    tags = np.empty(len(emission), np.intp)
    current = np.empty(0, np.intp)
    back = np.ascontiguousarray(weights.transitions.T)
    for t in range(len(steps) - 2, -1, -1):
        begin, end = steps[t], steps[t + 1]
        going_on = len(current)
        scores = best[begin:end].copy()
        scores[:going_on] += back[current]
        scores[going_on:] += weights.stop
        current = scores.argmax(axis=1)
        tags[packed.forward[begin:end]] = current
    return tags
