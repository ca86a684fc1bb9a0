"""The network in numpy gives what its definition gives, whatever else is in the batch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.mentions import network as network_module
from kg.mentions.network import Network, Packed
from kg.mentions.tagger import Tag, Tagger
from kg.mentions.weights import load
from tests.mentions import tiny

ARRAYS = tiny.parameters()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny network."""
    place: Path = tmp_path_factory.mktemp("tiny")
    tiny.write(place, ARRAYS)
    return place


@pytest.fixture(scope="module")
def network(folder: Path) -> Network:
    return Network(load(folder))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.integers(0, len(tiny.WORDS)), max_size=5), max_size=5))
def test_decodes_by_definition(network: Network, sequences: list[list[int]]) -> None:
    found = network.decode([np.array(rows, np.intp) for rows in sequences])
    assert [tags.tolist() for tags in found] == [tiny.decode(ARRAYS, rows) if rows else [] for rows in sequences]


def test_another_seed_is_another_network(tmp_path: Path) -> None:
    arrays = tiny.parameters(seed=6)
    rows = [0, 3, 1, 2, 5, 4]
    found = Network(tiny.weights(arrays, tmp_path)).decode([np.array(rows)])
    assert found[0].tolist() == tiny.decode(arrays, rows)
    assert found[0].tolist() != tiny.decode(ARRAYS, rows)


def test_batches_do_not_change_the_tags(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    sequences = [random.integers(0, len(tiny.WORDS), size) for size in random.integers(0, 40, 60)]
    together = network.decode(sequences)
    monkeypatch.setattr(network_module, "_BATCH", 50)
    apart = network.decode(sequences)
    assert all(np.array_equal(one, other) for one, other in zip(together, apart, strict=True))
    assert [len(tags) for tags in together] == [len(rows) for rows in sequences]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_the_layout_holds_each_character_once(lengths: list[int]) -> None:
    sizes = np.array(sorted(lengths, reverse=True))
    packed = Packed.of(sizes)
    assert sorted(packed.forward.tolist()) == sorted(packed.backward.tolist()) == list(range(sizes.sum()))
    begins = np.cumsum(sizes) - sizes
    for step, (begin, end) in enumerate(zip(packed.steps, packed.steps[1:], strict=False)):
        alive = sizes > step
        assert packed.forward[begin:end].tolist() == (begins + step)[alive].tolist()
        assert packed.backward[begin:end].tolist() == (begins + sizes - 1 - step)[alive].tolist()


def test_characters_share_the_row_of_what_the_network_was_trained_on(folder: Path) -> None:
    rows = load(folder).look_up("甲，、Ａa“”龙𠮷 ").tolist()
    unknown = tiny.WORDS.index("OOV")
    comma, letter, quote = (tiny.WORDS.index(sign) for sign in ',a"')
    assert rows == [0, comma, comma, letter, letter, quote, quote, unknown, unknown, unknown]


def test_words_begin_at_b_and_at_the_first_outside(folder: Path) -> None:
    tagger = Tagger.load(folder)
    assert tagger is not None
    numbers = np.array([tiny.TAGS.index(tag) for tag in ("n-I", "n-I", "O", "O", "ORG-B", "n-I", "O", "ORG-B")])
    assert tagger._words(numbers) == [
        Tag(0, 2, "n"),
        Tag(2, 4, "O"),
        Tag(4, 6, "ORG"),
        Tag(6, 7, "O"),
        Tag(7, 8, "ORG"),
    ]


@pytest.mark.parametrize("texts", [[], [""], ["", "甲乙", ""]])
def test_nothing_is_tagged_in_nothing(folder: Path, texts: list[str]) -> None:
    tagger = Tagger.load(folder)
    assert tagger is not None
    assert [[tag.end for tag in row][-1:] for row in tagger.tag(texts)] == [
        [len(text)] if text else [] for text in texts
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model_baseline/crfw", b"\x00"),
        ("model_baseline/crfw", b"\x01" * 200),
        ("model_baseline/gru_1.w_0", None),
        ("word.dic", "0\t甲\n".encode()),
        ("word.dic", "x\t甲\n".encode()),
        ("tag.dic", b"3\tn-B\n"),
        ("tag.dic", b"0\tn-B\n"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    tiny.write(tmp_path, ARRAYS)
    file = tmp_path / name
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    with pytest.raises(KgError, match="install jieba again") as error:
        load(tmp_path)
    assert file.name in str(error.value) or "model_baseline" in str(error.value)


def test_a_cut_file_is_named(tmp_path: Path) -> None:
    tiny.write(tmp_path, ARRAYS)
    file = tmp_path / "model_baseline" / "word_emb"
    file.write_bytes(file.read_bytes()[:-4])
    with pytest.raises(KgError, match="word_emb"):
        load(tmp_path)
