"""A tiny network of the same make as jieba's, in memory and on the disk, and its decoding written out in loops."""

from __future__ import annotations

import itertools
import math
import struct
from pathlib import Path

import numpy as np

from kg.mentions.weights import Floats, Weights, load

UNITS = 3
WIDTH = 4
TAGS = ("n-B", "n-I", "ORG-B", "ORG-I", "O")
WORDS = ("甲", "乙", "丙", "a", ",", '"', "OOV")


def parameters(seed: int = 5) -> dict[str, Floats]:
    """The arrays of a network by the names of their files."""
    random = np.random.default_rng(seed)

    def some(*shape: int) -> Floats:
        return random.uniform(-1.5, 1.5, shape).astype(np.float32)

    arrays = {"word_emb": some(len(WORDS) + 1, WIDTH), "crfw": some(len(TAGS) + 2, len(TAGS))}
    for number in range(4):
        arrays[f"fc_{number}.w_0"] = some(WIDTH if number < 2 else 2 * UNITS, 3 * UNITS)
        arrays[f"fc_{number}.b_0"] = some(3 * UNITS)
        arrays[f"gru_{number}.w_0"] = some(UNITS, 3 * UNITS)
        arrays[f"gru_{number}.b_0"] = some(1, 3 * UNITS)
    arrays["fc_4.w_0"] = some(2 * UNITS, len(TAGS))
    arrays["fc_4.b_0"] = some(len(TAGS))
    return arrays


def write(folder: Path, arrays: dict[str, Floats]) -> None:
    """The network's files as jieba's wheel has them."""
    model = folder / "model_baseline"
    model.mkdir(parents=True)
    for name, array in arrays.items():
        description = b"\x08\x05" + b"".join(b"\x10" + _varint(size) for size in array.shape)
        head = struct.pack("<IQII", 0, 0, 0, len(description))
        (model / name).write_bytes(head + description + array.astype("<f4").tobytes())
    for file, entries in (("word.dic", WORDS), ("tag.dic", TAGS)):
        text = "".join(f"{number}\t{entry}\n" for number, entry in enumerate(entries))
        (folder / file).write_text(text, "utf-8")


def _varint(number: int) -> bytes:
    groups = []
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])


def decode(arrays: dict[str, Floats], rows: list[int]) -> list[int]:
    """The best tags by their definition: units one after the other, and every row of tags tried."""
    inputs = [arrays["word_emb"][row].astype(float) for row in rows]
    for first in (0, 2):
        forward = _run(arrays, first, inputs)
        backward = _run(arrays, first + 1, inputs[::-1])[::-1]
        inputs = [np.concatenate(pair) for pair in zip(forward, backward, strict=True)]
    emission = [vector @ arrays["fc_4.w_0"] + arrays["fc_4.b_0"] for vector in inputs]
    start, stop, moves = arrays["crfw"][0], arrays["crfw"][1], arrays["crfw"][2:]

    def score(tags: tuple[int, ...]) -> float:
        inside = sum(vector[tag] for vector, tag in zip(emission, tags, strict=True))
        return float(inside + start[tags[0]] + stop[tags[-1]] + sum(moves[a, b] for a, b in itertools.pairwise(tags)))

    return list(max(itertools.product(range(len(TAGS)), repeat=len(rows)), key=score))


def _run(arrays: dict[str, Floats], number: int, inputs: list[Floats]) -> list[Floats]:
    weight, bias = arrays[f"fc_{number}.w_0"], arrays[f"fc_{number}.b_0"] + arrays[f"gru_{number}.b_0"][0]
    flat = arrays[f"gru_{number}.w_0"].reshape(-1)
    state = np.zeros(UNITS)
    states = []
    for vector in inputs:
        feed = vector @ weight + bias
        new = np.zeros(UNITS)
        update, reset = np.zeros(UNITS), np.zeros(UNITS)
        for j in range(UNITS):
            gates = [feed[j], feed[UNITS + j]]
            for i in range(UNITS):
                gates[0] += state[i] * flat[i * 2 * UNITS + j]
                gates[1] += state[i] * flat[i * 2 * UNITS + UNITS + j]
            update[j], reset[j] = (1 / (1 + math.exp(-gate)) for gate in gates)
        for j in range(UNITS):
            candidate = feed[2 * UNITS + j]
            for i in range(UNITS):
                candidate += reset[i] * state[i] * flat[2 * UNITS * UNITS + i * UNITS + j]
            new[j] = (1 - update[j]) * state[j] + update[j] * math.tanh(candidate)
        state = new
        states.append(state)
    return states


def weights(arrays: dict[str, Floats], tmp: Path) -> Weights:
    """The network read back from files in `tmp`."""
    write(tmp, arrays)
    return load(tmp)
