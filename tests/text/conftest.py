"""The tokenizer, loaded once, and a reader of plain strings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from kg.model import Document, Reading
from kg.text.read import read
from kg.text.tokens import Tokenizer

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer.load()


@pytest.fixture(scope="session")
def read_text(tokenizer: Tokenizer) -> Read:
    """`read_text(text, name)` reads a text as if it were a file in UTF-8."""

    def reader(text: str, name: str = "article.txt") -> Reading:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return read(Document(name, text, "utf-8", digest), tokenizer)

    return reader
