"""Files in, readable documents out: decoding, page repair, sections, sentences, tokens."""

from __future__ import annotations

from kg.text.decode import collect, decode, load
from kg.text.read import read
from kg.text.tokens import Tokenizer

__all__ = ["Tokenizer", "collect", "decode", "load", "read"]
