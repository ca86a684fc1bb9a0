"""jieba's bundled network on disk in, its arrays, tags and characters out; jieba itself is not imported."""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError

Floats = NDArray[np.float32]
Integers = NDArray[np.intp]

_UNKNOWN = "OOV"
"""The entry of `word.dic` that stands for every character that it lacks."""
_PLANE = 0x10000
"""Characters beyond the first plane are unknown to the network."""
_ALIKE = {
    **dict.fromkeys("“”„‟〝〞『』", '"'),
    **dict.fromkeys("‘’‚‛「」", "'"),
    **dict.fromkeys("〔", "("),
    **dict.fromkeys("〕", ")"),
    **dict.fromkeys("【〖", "["),
    **dict.fromkeys("】〗", "]"),
    **dict.fromkeys("—‐‑‒", "-"),
    **dict.fromkeys("〈", "<"),
    **dict.fromkeys("〉", ">"),
    **dict.fromkeys("、，", ","),
    **dict.fromkeys("。．…", "."),
    "：": ":",
    "∶": ":",
    "‖": "|",
    "•": "·",
    "‧": "·",
}
"""Punctuation that the network was never trained on (its embeddings are still the random numbers of the beginning, of
length 0.6, where trained ones have 15 to 40) and the trained sign that stood for it: the text was half-width."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A bidirectional layer of gated recurrent units; index 0 of each array is the forward direction, 1 the backward.

    With n inputs and d units in each direction: `inputs` [2, n, 3d] and `bias` [2, 3d] give the update gate, the reset
    gate and the candidate in this order, `gates` [2, d, 2d] and `candidate` [2, d, d] take the state before.
    """

    inputs: Floats
    bias: Floats
    gates: Floats
    candidate: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of the network, the names of its tags, and the row of the embedding for each character.

    `embedding` [v, n], `emission` [2d, k] and `emission_bias` [k] for k tags, `start` and `stop` [k], `transitions`
    [k, k] from the row's tag to the column's; `rows` has one entry for each character of Unicode's first plane.
    """

    embedding: Floats
    layers: tuple[Layer, ...]
    emission: Floats
    emission_bias: Floats
    start: Floats
    stop: Floats
    transitions: Floats
    tags: tuple[str, ...]
    rows: Integers

    def look_up(self, text: str) -> Integers:
        """The row of the embedding for each character of `text`."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        rows: Integers = self.rows[np.minimum(points, _PLANE - 1)]
        return rows


def bundled() -> Path | None:
    """Folder of the network in the installed jieba, None where there is none."""
    found = find_spec("jieba")
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place, "lac_small")
        if (folder / "model_baseline" / "word_emb").is_file():
            return folder
    return None


def load(folder: Path) -> Weights:
    """Reads the network in `folder`: `word.dic`, `tag.dic`, `model_baseline/`. Raises `KgError` naming a bad file."""
    model = folder / "model_baseline"
    tags = _dictionary(folder / "tag.dic")
    words = _dictionary(folder / "word.dic")
    embedding = _array(model / "word_emb", 2)
    if _UNKNOWN not in words or max(words.values()) >= len(embedding):
        raise _wrong(folder / "word.dic", "does not fit the network")
    if sorted(tags.values()) != list(range(len(tags))):
        raise _wrong(folder / "tag.dic", "does not count its tags from 0")
    layers = tuple(_layer(model, first) for first in (0, 2))
    crf = _array(model / "crfw", 2)
    weights = Weights(
        embedding=embedding,
        layers=layers,
        emission=_array(model / "fc_4.w_0", 2),
        emission_bias=_array(model / "fc_4.b_0", 1),
        start=crf[0],
        stop=crf[1],
        transitions=crf[2:],
        tags=tuple(sorted(tags, key=lambda tag: tags[tag])),
        rows=_rows(words),
    )
    _check(weights, model)
    return weights


def _layer(model: Path, first: int) -> Layer:
    """The layer whose two directions have the numbers `first` and `first + 1`."""
    inputs, bias, gates, candidate = [], [], [], []
    for number in (first, first + 1):
        inputs.append(_array(model / f"fc_{number}.w_0", 2))
        # the input's bias and the unit's own are only ever added up
        bias.append(_array(model / f"fc_{number}.b_0", 1) + _array(model / f"gru_{number}.b_0", 2)[0])
        flat = _array(model / f"gru_{number}.w_0", 2)
        size = len(flat)
        if flat.shape != (size, 3 * size) or inputs[-1].shape[1] != 3 * size:
            raise _wrong(model / f"gru_{number}.w_0", f"has the shape {flat.shape}")
        # stored as d rows of 3d, but in truth two blocks: [d, 2d] for the gates, then [d, d] for the candidate
        values = flat.reshape(-1)
        gates.append(values[: 2 * size * size].reshape(size, 2 * size))
        candidate.append(values[2 * size * size :].reshape(size, size))
    return Layer(np.stack(inputs), np.stack(bias), np.stack(gates), np.stack(candidate))


def _check(weights: Weights, model: Path) -> None:
    count = len(weights.tags)
    widths = [weights.embedding.shape[1], *(2 * layer.candidate.shape[1] for layer in weights.layers)]
    fits = (
        [layer.inputs.shape[1] for layer in weights.layers] == widths[:-1]
        and len({layer.inputs.shape[2] for layer in weights.layers}) == 1
        and weights.emission.shape == (widths[-1], count)
        and weights.emission_bias.shape == (count,)
        and weights.transitions.shape == (count, count)
    )
    if not fits:
        raise _wrong(model, "holds arrays whose shapes do not fit together")


def _rows(words: dict[str, int]) -> Integers:
    """Row of the embedding for each character of the first plane; what is alike to the network shares a row."""
    rows = np.full(_PLANE, words[_UNKNOWN], np.intp)
    for word, row in words.items():
        if len(word) == 1 and ord(word) < _PLANE:
            rows[ord(word)] = row
    # full-width forms, ligatures, capitals: all were trained as their plain lower-case form only
    for start, end in pairwise((0x21, 0x250, 0x2E80, 0x2FE0, 0xF900, 0xFB00, 0xFE30, 0xFFF0)):
        if start in {0x250, 0x2FE0, 0xFB00}:
            continue
        for point in range(start, end):
            plain = unicodedata.normalize("NFKC", chr(point)).lower()
            plain = _ALIKE.get(plain, plain)
            if len(plain) == 1 and plain in words:
                rows[point] = words[plain]
    for sign, plain in _ALIKE.items():
        if plain in words:
            rows[ord(sign)] = words[plain]
    return rows


def _dictionary(file: Path) -> dict[str, int]:
    """Entry → number, of a file with a number and an entry a line. Raises `KgError`."""
    try:
        lines = file.read_text("utf-8").split("\n")
        return {entry: int(number) for number, _, entry in (line.partition("\t") for line in lines) if entry}
    except (OSError, ValueError) as error:
        raise _wrong(file, str(error)) from error


def _array(file: Path, dimensions: int) -> Floats:
    """A parameter of PaddlePaddle 1.x (`LoDTensor`, little-endian); raises `KgError`.

    Four bytes of version, eight that count levels of detail (none in a parameter), four of the tensor's version, four
    for the length of its description (a protocol buffer: field 1 the type, 5 for float32; field 2 a dimension), the
    description, the numbers.
    """
    try:
        data = file.read_bytes()
        version, levels, tensor, length = struct.unpack_from("<IQII", data)
    except (OSError, struct.error) as error:
        raise _wrong(file, str(error)) from error
    begin = struct.calcsize("<IQII") + length
    if version or levels or tensor or begin > len(data):
        raise _wrong(file, "is no parameter of the old format")
    kind, shape = _description(data[begin - length : begin])
    if kind != 5 or len(shape) != dimensions or len(data) - begin != 4 * int(np.prod(shape)):
        raise _wrong(file, f"has type {kind}, shape {shape} and {len(data) - begin} bytes")
    numbers = np.frombuffer(data, "<f4", offset=begin).reshape(shape).astype(np.float32)
    # A unit that training let die has weights of 1e-40, which a processor multiplies a hundred times as slowly; they
    # change no sum
    numbers[np.abs(numbers) < np.finfo(np.float32).tiny] = 0
    return numbers


def _description(data: bytes) -> tuple[int, tuple[int, ...]]:
    """Type and shape of a tensor: every field is a key byte and a number of seven-bit groups, lowest first."""
    kind, shape = 0, []
    at = 0
    while at < len(data):
        key, value, shift = data[at], 0, 0
        at += 1
        while at < len(data):
            value |= (data[at] & 0x7F) << shift
            shift += 7
            at += 1
            if data[at - 1] < 0x80:
                break
        if key == 0x08:
            kind = value
        elif key == 0x10:
            shape.append(value)
    return kind, tuple(shape)


def _wrong(file: Path, reason: str) -> KgError:
    return KgError(f"{file}: {reason}; install jieba again or choose --recognizer rules")
