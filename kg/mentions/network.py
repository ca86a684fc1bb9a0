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
    the same sequence read from its end.
    """

    steps: tuple[int, ...]
    forward: Integers
    backward: Integers

    @classmethod
    def of(cls, lengths: Integers) -> Packed:
        """The layout for sequences of these lengths, which are above 0 and do not rise."""
        longest = int(lengths[0])
        counts = np.searchsorted(-lengths, -np.arange(longest), side="left")
        offsets = np.concatenate(([0], np.cumsum(counts)))
        step = np.repeat(np.arange(longest), counts)
        sequence = np.arange(offsets[-1]) - offsets[step]
        begins = (np.cumsum(lengths) - lengths)[sequence]
        return cls(tuple(offsets.tolist()), begins + step, begins + lengths[sequence] - 1 - step)


class Network:
    """The network with its weights; `decode` is pure, what it keeps between calls only saves work."""

    def __init__(self, weights: Weights) -> None:
        self._layers = tuple(map(_halved, weights.layers))
        self._weights = weights
        first = self._layers[0]
        # A character always gives the first layer the same input: worked out when it is first met. The memory of rows
        # that are never met is never touched, so the system does not give it.
        self._inputs = np.zeros((2, len(weights.embedding), first.inputs.shape[2]), np.float32)
        self._met = np.zeros(len(weights.embedding), np.bool_)

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
        weights = self._weights
        self._meet(rows)
        feed = np.stack([self._inputs[0, rows[packed.forward]], self._inputs[1, rows[packed.backward]]])
        output = _run(self._layers[0], feed, packed)
        for layer in self._layers[1:]:
            np.matmul(output[packed.forward], layer.inputs[0], out=feed[0])
            np.matmul(output[packed.backward], layer.inputs[1], out=feed[1])
            feed += layer.bias[:, None]
            output = _run(layer, feed, packed)
        emission = output[packed.forward] @ weights.emission + weights.emission_bias
        return _viterbi(emission, weights, packed)

    def _meet(self, rows: Integers) -> None:
        """Works out the first layer's input for rows of the embedding that were not met before."""
        new = np.unique(rows[~self._met[rows]])
        if not len(new):
            return
        layer = self._layers[0]
        for direction in (0, 1):
            self._inputs[direction, new] = (
                self._weights.embedding[new] @ layer.inputs[direction] + layer.bias[direction]
            )
        self._met[new] = True


def _halved(layer: Layer) -> Layer:
    """The layer with what goes into its gates halved: the logistic function of x is (1 + tanh(x / 2)) / 2."""
    gates = 2 * layer.candidate.shape[1]
    inputs, bias = layer.inputs.copy(), layer.bias.copy()
    inputs[:, :, :gates] *= 0.5
    bias[:, :gates] *= 0.5
    return Layer(inputs, bias, layer.gates * np.float32(0.5), layer.candidate)


def _run(layer: Layer, feed: Floats, packed: Packed) -> Floats:
    """The states [characters, 2d] of a layer, in the order of the characters; both directions advance together.

    `feed` [2, places, 3d] is what enters at each place of the layout, read forward and backward.
    """
    size = layer.candidate.shape[1]
    most = packed.steps[1]
    states = np.empty((2, feed.shape[1], size), np.float32)
    state = np.zeros((2, most, size), np.float32)
    gates_room = np.empty((2, most, 2 * size), np.float32)
    work_room = np.empty((2, most, size), np.float32)
    candidate_room = np.empty((2, most, size), np.float32)
    half = np.float32(0.5)
    for begin, end in zip(packed.steps, packed.steps[1:], strict=False):
        count = end - begin
        before, gates = state[:, :count], gates_room[:, :count]
        work, candidate = work_room[:, :count], candidate_room[:, :count]
        np.matmul(before, layer.gates, out=gates)
        gates += feed[:, begin:end, : 2 * size]
        np.tanh(gates, out=gates)
        gates += 1
        gates *= half
        update, reset = gates[:, :, :size], gates[:, :, size:]
        np.multiply(reset, before, out=work)
        np.matmul(work, layer.candidate, out=candidate)
        candidate += feed[:, begin:end, 2 * size :]
        np.tanh(candidate, out=candidate)
        candidate -= before
        candidate *= update
        before += candidate
        states[:, begin:end] = before
    result = np.empty((feed.shape[1], 2 * size), np.float32)
    result[packed.forward, :size] = states[0]
    result[packed.backward, size:] = states[1]
    return result


def _viterbi(emission: Floats, weights: Weights, packed: Packed) -> Integers:
    """The best tags, in the order of the characters, for emissions [places, k] in the order of the layout."""
    transitions = weights.transitions
    steps = packed.steps
    best = emission.copy()
    best[: steps[1]] += weights.start
    for t in range(1, len(steps) - 1):
        begin, end = steps[t], steps[t + 1]
        before = best[steps[t - 1] : steps[t - 1] + end - begin]
        # only the best score goes forward; which tag gave it is asked again on the way back, for one tag, not for all
        best[begin:end] += (before.T[:, :, None] + transitions[:, None, :]).max(axis=0)
    tags = np.empty(len(emission), np.intp)
    current = np.empty(0, np.intp)
    into = np.ascontiguousarray(transitions.T)
    for t in range(len(steps) - 2, -1, -1):
        begin, end = steps[t], steps[t + 1]
        going_on = len(current)
        scores = best[begin:end].copy()
        scores[:going_on] += into[current]
        scores[going_on:] += weights.stop
        current = scores.argmax(axis=1)
        tags[packed.forward[begin:end]] = current
    return tags
