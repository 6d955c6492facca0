"""Files for the mails, drawn from nothing: a photo of a cracked thing, an invoice."""

import random
import struct
import zlib
from functools import lru_cache

WIDTH, HEIGHT = 360, 240
INK, GROUND = (52, 64, 84), (226, 232, 240)


@lru_cache(maxsize=8)
def photo(seed: int) -> bytes:
    """A picture (PNG) of something round with a crack through it; another seed, another crack and colour."""
    chance = random.Random(seed)  # noqa: S311 (drawing, not secrets)
    body = tuple(chance.randrange(90, 230) for _ in range(3))
    crack = _walk(chance)
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)
        for x in range(WIDTH):
            rows += bytes(_pixel(x, y, body=body, crack=crack))
    return _png(bytes(rows), WIDTH, HEIGHT)


def _walk(chance: random.Random) -> dict[int, int]:
    """Where the crack is in each line of the picture."""
    x, found = WIDTH // 2 + chance.randrange(-60, 60), {}
    for y in range(30, 210):
        x += chance.choice((-2, -1, 0, 1, 2))
        found[y] = x
    return found


def _pixel(x: int, y: int, *, body: tuple[int, ...], crack: dict[int, int]) -> tuple[int, ...]:
    inside = (x - WIDTH // 2) ** 2 / 3 + (y - HEIGHT // 2) ** 2 < 7_000
    if not inside:
        return GROUND
    if abs(x - crack.get(y, -9)) < 2:
        return INK
    shade = (WIDTH - x) // 12
    return tuple(min(255, colour + shade) for colour in body)


def _png(rows: bytes, width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for name, content in parts:
        made += struct.pack(">I", len(content)) + name + content
        made += struct.pack(">I", zlib.crc32(name + content))
    return made


def invoice(number: int) -> bytes:
    """A one-page invoice (PDF) with this number."""
    bought = ("1 piece           49.00 EUR", "Delivery           5.90 EUR", "Total             54.90 EUR")
    lines = (
        "Havn",
        "",
        f"Invoice {number}",
        "",
        f"Order {number}",
        *bought,
        "",
        "Thank you for shopping with us.",
    )
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    page = f"BT /F1 14 Tf 72 760 Td 22 TL {shown} ET".encode("ascii")
    things = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for n, thing in enumerate(things, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (n, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (table, len(made))
