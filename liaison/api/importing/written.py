"""How a file is written: its characters, its delimiter, whether its first row names the columns."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

PIECE = 1 << 20  # Bytes that are looked at together.
DELIMITERS = (",", ";", "\t", "|")
CHARSETS = ("utf-8-sig", "utf-16", "cp1252", "cp1257", "cp1251", "iso8859-15", "mac-roman")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FIGURE = re.compile(r"[\d\s.,:/+-]+")
_CYRILLIC = 0.5
"""Of the bytes above ASCII, the share that would be small Cyrillic letters, above which the file is Cyrillic."""


def charset_of(path: Path) -> str:
    """The characters in which a text file is written, as Python calls them. Raises OSError."""
    return _charset(path, path.stat().st_mtime_ns)


# Asked for every reading of the file, and it reads the whole of it: one letter in a million rows may tell.
@lru_cache(maxsize=64)
def _charset(path: Path, _changed: int) -> str:
    with path.open("rb") as file:
        first = file.read(4)
    marked = next((name for mark, name in _MARKS if first.startswith(mark)), None)
    if marked or _reads(path, "utf-8"):
        return marked or "utf-8-sig"
    if _small_cyrillic(path) > _CYRILLIC:
        return "cp1251"
    return "cp1252" if _reads(path, "cp1252") else "iso8859-1"


def _reads(path: Path, charset: str) -> bool:
    decoder = codecs.getincrementaldecoder(charset)()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _small_cyrillic(path: Path) -> float:
    """In cp1251 nearly every letter is a small one above 0xE0, in western texts only one now and then is accented."""
    with path.open("rb") as file:
        piece = file.read(PIECE)
    high = [byte for byte in piece if byte >= 0x80]
    runs = sum(len(run) for run in re.findall(rb"[\xc0-\xff]{3,}", piece))
    return runs / len(high) if high else 0.0


def delimiter_of(path: Path, charset: str) -> str:
    """Whichever parts the head into most columns: a sniffer is misled by texts full of commas."""
    with path.open(encoding=charset, newline="") as file:
        head = file.readline()
    return max(DELIMITERS, key=head.count)


def has_header(path: Path, charset: str, delimiter: str) -> bool:
    """Whether the first row names the columns: names are words, each another, and none is a figure."""
    with path.open(encoding=charset, newline="") as file:
        first = next(csv.reader(file, delimiter=delimiter), [])
    cells = [cell.strip() for cell in first if cell.strip()]
    return bool(cells) and len(set(cells)) == len(cells) and not any(map(_FIGURE.fullmatch, cells))


def heads(row: Sequence[str]) -> list[str]:
    """The names of the columns; a second one of the same name is told apart by its number."""
    met: Counter[str] = Counter()
    named = []
    for at, cell in enumerate(row, start=1):
        name = cell.strip() or str(at)
        met[name] += 1
        named.append(name if met[name] == 1 else f"{name} ({met[name]})")
    return named
