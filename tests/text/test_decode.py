"""Encodings are told apart, bad files are refused in one line, folders are walked the same way every time."""

from __future__ import annotations

import os
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, UsageError
from kg.text.decode import MAX_BYTES, collect, decode, load, plausibility

SHORT = "云河市新闻"
SENTENCE = "青岭区与云河市签署合作协议，两地共建产业园，总投资80亿元。"
ARTICLE = SENTENCE * 12
TRADITIONAL = opencc.OpenCC("s2t").convert(ARTICLE)


@pytest.mark.parametrize("text", [SHORT, SENTENCE, ARTICLE, TRADITIONAL])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_chinese_text_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "f")[0] == text


@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL[:30], TRADITIONAL[:8]])
def test_big5(text: str) -> None:
    decoded, encoding = decode(text.encode("big5"), "f")
    assert decoded == text
    assert encoding.startswith("big5")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030"])
def test_a_byte_order_mark_names_the_encoding_and_stays_a_character(encoding: str) -> None:
    text, found = decode(("\ufeff" + SENTENCE).encode(encoding), "f")
    assert found == encoding
    assert text == "\ufeff" + SENTENCE


def test_line_ends_are_not_translated() -> None:
    assert decode("甲\r\n乙\r丙\n".encode(), "f")[0] == "甲\r\n乙\r丙\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("\ufeff\n\u3000".encode(), "white space"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "Office"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "PNG"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x01\x02\x03\x04" * 50, "binary"),
        (SENTENCE.encode()[:-4] + b"\xff\xfe", "not UTF-8"),
        (b"\xef\xbb\xbf\xff\xff", "byte 3"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "folder/f.txt")
    message = str(caught.value)
    assert message.startswith("folder/f.txt: ")
    assert reason in message
    assert "\n" not in message


def test_too_large(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="split it"):
        load(file, "large.txt")


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: cannot be read"):
        load(tmp_path / "gone.txt", "gone.txt")


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"abc")
    assert load(file, "a").digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_misread_chinese_is_not_plausible() -> None:
    assert plausibility(ARTICLE) > 0.5
    assert plausibility(ARTICLE.encode("gb18030").decode("big5", "ignore")) < 0.1


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    try:
        text, encoding = decode(data, "f")
    except InputError:
        return
    assert data.decode(encoding) == text


def test_collect_walks_folders_and_leaves_out_what_is_hidden_or_no_text(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a/d.TXT", ".git/x.txt", "a/.hidden.txt", "a/picture.png"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("文", "utf-8")
    assert [name for _, name, _ in collect([tmp_path])] == ["a/c.md", "a/d.TXT", "b.txt"]


def test_collect_gives_the_same_for_any_order_of_arguments(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/x.txt", "y.txt"):
        (tmp_path / name).write_text("文", "utf-8")
    paths = [tmp_path / "a" / "x.txt", tmp_path, tmp_path / "y.txt", tmp_path / "a"]
    first = collect(paths)
    assert [name for _, name, _ in first] == ["a/x.txt", "y.txt"]
    assert [shown for _, _, shown in first] == [str(tmp_path / "a" / "x.txt"), str(tmp_path / "y.txt")]
    assert collect(reversed(paths)) == first


def test_collect_survives_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("文", "utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert len(collect([tmp_path])) == 1


def test_a_file_named_by_itself_is_read_whatever_its_ending(tmp_path: Path) -> None:
    file = tmp_path / "notes.log"
    file.write_text("文", "utf-8")
    assert [name for _, name, _ in collect([file])] == ["notes.log"]


def test_paths_that_hold_nothing_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        collect([tmp_path / "nothing"])
    with pytest.raises(UsageError, match="nothing to read"):
        collect([tmp_path])


@pytest.mark.skipif(os.geteuid() == 0, reason="root can list every folder")
def test_a_folder_that_cannot_be_listed_is_named_when_it_is_read(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    (path, name, _), *_ = collect([tmp_path])
    with pytest.raises(InputError, match="closed"):
        load(path, name)
