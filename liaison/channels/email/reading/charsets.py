"""From bytes to text: what mails say about their charset, and what they really mean."""

import codecs
import re
from functools import lru_cache

from liaison.channels.email.reading.guessing import guess
from liaison.channels.email.reading.japanese import decode_iso_2022_jp

# What a label means in mails and browsers, where it is more than its standard says (WHATWG Encoding).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "chinesebig5": "cp950",
    "cn-big5": "cp950",
    "cn-gb": "gb18030",
    "latin-9": "iso8859-15",
    "latin9": "iso8859-15",
    "x-mac-ce": "mac-latin2",
    "x-mac-centraleurroman": "mac-latin2",
    "x-mac-greek": "mac-greek",
    "x-mac-turkish": "mac-turkish",
    "big5": "cp950",
    "x-x-big5": "cp950",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "x-windows-949": "cp949",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8": "cp1255",
    "iso-8859-6-i": "iso8859-6",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "x-euc-jp": "euc-jp",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "hz-gb-2312": "hz",
    "cp-850": "cp850",
    "koi8-ru": "koi8-u",
    "unicode": "utf-16",
    "iso-10646-ucs-2": "utf-16",
}
# ASCII is among them: text that calls itself so and holds other letters was not looked at by its mailer.
_SAYS_NOTHING = frozenset(
    {"", "unknown", "unknown-8bit", "x-unknown", "8bit", "7bit", "default", "default_charset"}
    | {"ascii", "us-ascii", "ansi_x3.4-1968", "ansi_x3.110-1983", "iso-8859-1-ascii", "646"}
)
_WESTERN = frozenset({"cp1252", "iso8859-15", "iso8859-2", "cp1250", "cp1254", "mac-roman", "cp850", "cp437"})
_BYTES_ONLY = frozenset(
    {"base64", "hex", "bz2", "zlib", "quopri", "uu", "rot13", "undefined", "idna", "punycode"}
)
_HIGH = bytes(range(128, 256))
_BEYOND_ACCIDENT = 6
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b$(D")
_CONTROLS = re.compile("[\x00\x01-\x08\x0e-\x1a\x1c-\x1f\ufeff\ufffe]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


def valid(text: str) -> str:
    """Return `text` without what JSON, PostgreSQL and UTF-8 cannot hold: NUL, surrogates."""
    if not text.isascii():
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text


@lru_cache(maxsize=256)
def codec_for(label: str) -> str:
    """Return Python's name of the codec that a charset label means, or '' if we know none."""
    name = re.sub(r"[\s\"'<>;]", "", label).lower().split("*")[0]
    if name in _SAYS_NOTHING:
        return ""
    name = _MEANT.get(name, name)
    for candidate in (
        name,
        re.sub(r"^x-", "", name),
        re.sub(r"^(?:windows|win|cp|x-cp)-?(\d{3,4})$", r"cp\1", name),
    ):
        try:
            found = codecs.lookup(candidate).name
        except (LookupError, ValueError, UnicodeError):
            continue
        return "" if found in _BYTES_ONLY else _MEANT.get(found, found)
    return ""


def decode(content: bytes, *, charset: str = "") -> str:
    """Turn the bytes of a text into valid text, trusting the label only as far as the bytes bear it out.

    `charset` is the label as written in the mail, or '' when there is none.
    """
    return valid(_decode(content, codec=codec_for(charset)))


def _decode(content: bytes, *, codec: str) -> str:
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _by_mark(content)
    if codec.startswith("iso2022_jp") or (
        content.isascii() and any(escape in content for escape in _ESCAPES)
    ):
        return decode_iso_2022_jp(content)
    if codec in ("", "utf-8") or codec in _WESTERN:
        return _unsure(content, codec=codec)
    if not codec.startswith("utf") and (text := _utf_8_after_all(content)):
        return text
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return _mislabelled(content, codec=codec)


def _utf_8_after_all(content: bytes) -> str:
    """Read text as UTF-8 whatever its label, if there is enough of it that this cannot be by accident; else ''."""
    high = len(content) - len(content.translate(None, _HIGH))
    if high < _BEYOND_ACCIDENT:
        return ""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _by_mark(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return content[3:].decode("utf-8", "replace")
    return content.decode("utf-16", "replace")


def _unsure(content: bytes, *, codec: str) -> str:
    """Read what calls itself UTF-8, Western or nothing: the labels that are wrong most often."""
    if content.isascii():
        return content.decode("ascii")
    if _UTF8_LETTER.search(content):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            if codec == "utf-8" and (_is_cut_utf8(content) or _is_mostly_utf8(content)):
                return content.decode("utf-8", "replace")
        if codec == "utf-8" and (paired := _from_surrogates(content)):
            return paired
    return content.decode(guess(content, declared=codec), "replace")


def _from_surrogates(content: bytes) -> str:
    """Read UTF-8 whose emoji were written as two halves each (CESU-8), as some telephones do; '' if it is not."""
    try:
        return (
            content.decode("utf-8", "surrogatepass")
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "replace")
        )
    except UnicodeError:
        return ""


def _is_cut_utf8(content: bytes) -> bool:
    """Tell whether this is UTF-8 but for a last letter of which a piece is missing."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(content: bytes) -> bool:
    high = len(content) - len(content.translate(None, bytes(range(128, 256))))
    broken = content.decode("utf-8", "replace").count("\ufffd")
    return broken * 4 <= high


def _mislabelled(content: bytes, *, codec: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = content.decode(codec, "replace")
    # A few broken characters are damage on the way; many mean that the label is wrong.
    if text.count("\ufffd") * 20 <= len(text):
        return text
    return content.decode(guess(content, declared=""), "replace")
