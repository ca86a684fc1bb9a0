"""Bytes of files in, decoded documents out: UTF-8, UTF-16, UTF-32, GB18030, Big5, told apart by plausibility."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import charset_normalizer

from kg.errors import InputError, UsageError
from kg.model import Document
from kg.text.script import to_traditional

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})
"""What is read from a folder; a file named by itself is read whatever it is called."""

MAX_BYTES = 32 * 1024 * 1024
"""A hundred times the longest newspaper: what is larger is no article, and would be held in memory several times."""

_MARKS = (  # longest first: the mark of UTF-32-LE begins with that of UTF-16-LE
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
)
_LEGACY = ("gb18030", "big5", "big5hkscs")
_WIDE = ("utf_16_le", "utf_16_be")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_HAN = re.compile(r"[\u3400-\u9fff]")

_COMMON = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种"
    "事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公"
    "此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利二等产或新制身果加西月话合回特代内"
    "信表化老给世位次度门任常先海通教原东提立及比员解水名论处走义各入几口认条平系气题活更别打女变四总何电数安少报才结反"
    "受目太量再感建务做接必场件计管期市直资山金指许统区保至队形社便空决治展马科司五基书非则听白却界达光放强即像难且权思"
    "完设式色路记南品住告类求据程北边张该交规万取格望术领共确传师观清今切院让识候带导争运省县镇村企项目园投亿农产城乡"
)
"""The most frequent characters of Chinese prose (after Jun Da's Modern Chinese Character Frequency List): about two
characters in three of any text are among them, and hardly one in twenty of a text decoded with the wrong table."""

_PLAUSIBLE = 0.2
"""Least share of common characters among the Han characters. Headlines of five characters decoded rightly have 0.4 and
more; GB18030 bytes read as Big5, or the reverse, or as UTF-16, have less than 0.1."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and encoding of `data`; the text keeps its line ends, and a byte order mark as its first character.

    The mark is kept because offsets count the characters of `bytes.decode`; reading skips it as it skips spaces.
    Raises `InputError`, naming `name`, for what is empty, too large, binary or in no encoding that is known here.
    """
    if not data.strip():
        raise InputError(f"{name}: the file is empty; give it text or leave it out")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: {len(data)} bytes, more than the {MAX_BYTES} that one article may have; split it")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name}: this is {kind}, not text; save it as plain text in UTF-8")
    text, encoding = _decode(data, name)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise InputError(f"{name}: the file holds only white space; give it text or leave it out")
    if len(_CONTROL.findall(text[:100_000])) * 100 > min(len(text), 100_000):
        raise InputError(f"{name}: binary data, not text; save it as plain text in UTF-8")
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                reason = f"its first bytes say {encoding}, but byte {error.start} does not fit"
                raise InputError(f"{name}: {reason}; save it again as UTF-8") from error
    wide = b"\0" in data
    try:
        if not wide:
            return data.decode("utf-8"), "utf-8"
        reason = "binary data, not text"
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start}), and neither UTF-16, GB18030 nor Big5 make Chinese text of it"
    candidates = _WIDE if wide else (*_LEGACY, *_WIDE)
    best: tuple[float, int, str, str] | None = None
    for match in charset_normalizer.from_bytes(data, cp_isolation=list(candidates)):
        text = data.decode(match.encoding)
        # GB18030 holds all of Unicode and is named first where two read alike
        rank = (plausibility(text), -candidates.index(match.encoding), text, match.encoding.replace("_", "-"))
        if best is None or rank[:2] > best[:2]:
            best = rank
    if best is None or best[0] < _PLAUSIBLE:
        raise InputError(f"{name}: {reason}; save it as plain text in UTF-8")
    return best[2], best[3]


def plausibility(text: str) -> float:
    """Share of common characters among the Han and other foreign letters of `text`, 0 to 1."""
    sample = text[:20_000]
    han = _HAN.findall(sample)
    foreign = sum(1 for c in sample if c > "\x7f" and not "\u2010" <= c <= "\u303f" and not "\uff00" <= c <= "\uffef")
    if not han:
        return 0.0
    common = frozenset(_COMMON + to_traditional(_COMMON))
    return sum(c in common for c in han) / max(len(han), foreign)


def load(path: Path, name: str) -> Document:
    """The document in the file `path`, known as `name`. Raises `InputError` where it cannot be opened or decoded."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{name}: more than the {MAX_BYTES} bytes that one article may have; split it")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}); check the path and its permissions") from error
    text, encoding = decode(data, name)
    return Document(name=name, text=text, encoding=encoding, digest=hashlib.sha256(data).hexdigest())


def collect(paths: Iterable[Path | str]) -> list[tuple[Path, str, str]]:
    """Files to read, their names, and their paths as they were given; sorted by name, each file once.

    The order of `paths` does not matter. Folders are walked to the bottom; hidden files and folders are left out, and
    links are followed but no folder is entered twice. The name is the path below the folder that was given, with `/`,
    or the name of a file given by itself. A folder that cannot be listed is returned like a file, so that `load` names
    it. Raises `UsageError` for a path that does not exist and for paths that hold nothing to read.
    """
    asked = sorted({Path(p) for p in paths})
    for path in asked:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
    found: dict[Path, tuple[str, str]] = {}
    for path in asked:
        entries = _walk(path) if path.is_dir() else iter([(path, path.name)])
        for file, name in entries:
            real = file.resolve()
            # the longest name says most of where the file is; the choice must not hang on the order of arguments
            known = found.get(real)
            if known is None or (-len(name), name, str(file)) < (-len(known[0]), *known):
                found[real] = (name, str(file))
    if not found:
        raise UsageError(f"{', '.join(map(str, asked)) or 'no path'}: nothing to read; give text files ({_suffixes()})")
    return sorted(((real, *known) for real, known in found.items()), key=lambda row: (row[1], row[0]))


def _suffixes() -> str:
    return ", ".join(sorted(SUFFIXES))


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    entered: set[Path] = set()
    refused: list[Path] = []

    def refuse(error: OSError) -> None:
        refused.append(Path(error.filename))

    for place, folders, files in os.walk(folder, followlinks=True, onerror=refuse):
        here = Path(place)
        real = here.resolve()
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = here / name
            if not name.startswith(".") and file.suffix.lower() in SUFFIXES:
                yield file, file.relative_to(folder).as_posix()
    for place_refused in refused:
        yield place_refused, place_refused.relative_to(folder).as_posix()
