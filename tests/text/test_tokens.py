"""The tokenizer cuts exactly as jieba does and leaves nothing on the disk."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.tokens import Tokenizer

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

TEXT = "青岭区引进云河精密等12家企业，总投资3.5亿元，Open AI实验室同步落户5G产业园。"


@pytest.fixture(scope="module")
def reference() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.CRITICAL)
    return jieba.Tokenizer()


def test_cuts_as_jieba_does(tokenizer: Tokenizer, reference: jieba.Tokenizer) -> None:
    assert [token.text for token in tokenizer.tokenize([TEXT])[0]] == reference.lcut(TEXT)


@given(
    st.text(
        alphabet="的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动AB1.%-#_&， é①㐀鿿𠀀",
        max_size=40,
    )
)
def test_cuts_any_text_as_jieba_does(tokenizer: Tokenizer, reference: jieba.Tokenizer, text: str) -> None:
    assert [token.text for token in tokenizer.tokenize([text])[0]] == reference.lcut(text)


def test_tokens_hold_every_character(tokenizer: Tokenizer) -> None:
    texts = ["", TEXT, "甲", "a b"]
    for text, tokens in zip(texts, tokenizer.tokenize(texts), strict=True):
        assert "".join(token.text for token in tokens) == text
        assert all(text[token.start : token.end] == token.text for token in tokens)


def test_tags_come_from_the_dictionary(tokenizer: Tokenizer) -> None:
    tags = {token.text: token.tag for token in tokenizer.tokenize(["企业引进3.5亿，AI好"])[0]}
    assert tags == {"企业": "n", "引进": "v", "3.5": "m", "亿": "m", "，": "x", "AI": "eng", "好": "a"}


def test_added_names_are_cut_as_words() -> None:
    name = "青岭渡街道"
    plain = [token.text for token in Tokenizer.load().tokenize([f"位于{name}的企业"])[0]]
    added = Tokenizer.load([name]).tokenize([f"位于{name}的企业"])[0]
    assert name not in plain
    assert (name, "ns") in {(token.text, token.tag) for token in added}


def test_a_longer_term_wins_over_the_terms_in_it() -> None:
    terms = ["走廊", "科技走廊", "洽谈会", "农业洽谈会"]  # in code-point order the part can come after the whole
    tokens = Tokenizer.load(terms=terms).tokenize(["沿江科技走廊建成区里的农业洽谈会"])[0]
    assert {"科技走廊", "农业洽谈会"} <= {token.text for token in tokens}


def test_no_cache_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Tokenizer.load().tokenize([TEXT])
    assert list(tmp_path.iterdir()) == []
