"""Small pictures made by hand, so that no library's habits are taken for rules."""

import struct
import zlib

DEVICE = b"Nuvagol Camera 7 (invented) 2026:03:14 35.0N 139.0E"
"""What must not stay: in every place of every picture."""


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def exif(orientation: int | None = 6, *, order: str = ">", rest: bytes = DEVICE) -> bytes:
    """With a maker, an orientation if one is named, and a small picture of its own."""
    entries = [struct.pack(f"{order}HHII", 0x010F, 2, len(rest), 60)]
    if orientation is not None:
        entries.append(struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0))
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    directory = struct.pack(f"{order}H", len(entries)) + b"".join(entries) + bytes(4)
    return b"Exif\0\0" + (head + directory).ljust(60, b"\0") + rest + b"\xff\xd8\xff\xd9" + rest


TABLES = segment(0xDB, bytes(65)), segment(0xC0, b"\x08\0\x08\0\x08\1\1\x11\0"), segment(0xC4, b"\0" + bytes(16))
SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"pixels\xff\0more\xff\xd0again\xff\xff\0\xff\xd7" + bytes(range(0xF0)) * 3
SECOND_SCAN = segment(0xC4, b"\x10" + bytes(16)) + segment(0xDA, b"\1\1\0\1\x3f\0") + b"second\xff\0scan"
MINIMAL = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
"""EXIF that says that the camera was turned to the right, and nothing else."""


def jpeg(*, orientation: int | None = 6, order: str = ">") -> bytes:
    """As a phone writes it, with more."""
    small = b"JFIF\0\1\2\1\0\x48\0\x48\1\1" + DEVICE[:3]
    return b"".join((
        b"\xff\xd8", segment(0xE0, small), segment(0xE0, b"JFXX\0" + DEVICE), segment(0xE1, exif(orientation, order=order)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + DEVICE), segment(0xE1, exif(3)),
        segment(0xE2, b"ICC_PROFILE\0\1\1" + DEVICE), segment(0xE2, b"MPF\0" + DEVICE),
        segment(0xED, b"Photoshop 3.0\0" + DEVICE),
        segment(0xE7, DEVICE), segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + DEVICE), segment(0xFE, DEVICE), b"\xff\xff",
        *TABLES, SCAN, segment(0xFE, DEVICE), SECOND_SCAN, b"\xff\xd9", jpeg_after(),
    ))  # fmt: skip


def jpeg_after() -> bytes:
    """What lies behind: another picture, a folder."""
    return b"\xff\xd8" + segment(0xE1, exif()) + b"PK\3\4" + DEVICE


def jpeg_cleaned(*, orientation: int | None = 6) -> bytes:
    """What must be left of `jpeg`, written down apart."""
    kept = segment(0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\0\0")
    if orientation not in (None, 1):
        kept += segment(0xE1, MINIMAL.replace(b"\0\1\0\6", b"\0\1\0" + bytes((orientation or 0,))))
    kept += segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
    return b"\xff\xd8" + kept + b"".join(TABLES) + SCAN + SECOND_SCAN + b"\xff\xd9"


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG = b"\x89PNG\r\n\x1a\n"
HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
DATA = zlib.compress(bytes(14), 0)


def png() -> bytes:
    """A film of one frame with everything that may stand in it."""
    return b"".join((
        PNG, HEAD, chunk(b"gAMA", bytes(4)), chunk(b"iCCP", b"screen\0\0" + DEVICE), chunk(b"sRGB", b"\0"),
        chunk(b"tEXt", b"Author\0" + DEVICE), chunk(b"pHYs", bytes(9)), chunk(b"zTXt", b"x\0\0" + DEVICE),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + DEVICE), chunk(b"eXIf", exif()[6:]), chunk(b"tIME", DEVICE[:7]),
        chunk(b"acTL", bytes(8)), chunk(b"fcTL", bytes(26)), chunk(b"vpAg", DEVICE), chunk(b"IDAT", DATA[:9]),
        chunk(b"IDAT", DATA[9:]), chunk(b"fdAT", bytes(4) + DATA), chunk(b"tEXt", DEVICE), chunk(b"IEND", b""),
        b"PK\3\4" + DEVICE,
    ))  # fmt: skip


def png_cleaned() -> bytes:
    return b"".join((
        PNG, HEAD, chunk(b"gAMA", bytes(4)), chunk(b"sRGB", b"\0"), chunk(b"pHYs", bytes(9)), chunk(b"acTL", bytes(8)),
        chunk(b"fcTL", bytes(26)), chunk(b"IDAT", DATA[:9]), chunk(b"IDAT", DATA[9:]), chunk(b"fdAT", bytes(4) + DATA),
        chunk(b"IEND", b""),
    ))  # fmt: skip


def blocks(content: bytes) -> bytes:
    parts = [content[at : at + 255] for at in range(0, len(content), 255)]
    return b"".join(bytes((len(one),)) + one for one in parts) + b"\0"


GIF_HEAD = b"GIF89a\2\0\2\0\x80\0\0" + bytes(6)
LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\1\0\0\0"
SHOWN = b"\x21\xf9\x04\0\x0a\0\0\0"
FRAME = b"\x2c" + bytes(4) + b"\2\0\2\0\x81" + bytes(12) + b"\2" + blocks(bytes(range(256)) * 3)


def gif() -> bytes:
    text = SHOWN + b"\x21\x01" + blocks(bytes(12)) + b""
    return b"".join((
        GIF_HEAD, LOOP[:-1] + bytes((len(DEVICE),)) + DEVICE + b"\0", b"\x21\xfe" + blocks(DEVICE * 9),
        b"\x21\xff\x0bXMP DataXMP" + blocks(DEVICE), SHOWN, b"\x21\xfe" + blocks(DEVICE), FRAME, text, FRAME,
        b"\x21\x77" + blocks(DEVICE), b"\x3b" + DEVICE,
    ))  # fmt: skip


def gif_cleaned() -> bytes:
    return GIF_HEAD + LOOP + SHOWN + FRAME + FRAME + b"\x3b"


def riff(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _webp(*chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + sum(map(len, chunks))) + b"WEBP" + b"".join(chunks)


PIXELS = riff(b"ALPH", b"alpha") + riff(b"VP8 ", b"pixels" * 7)


def webp() -> bytes:
    frame = riff(b"ANMF", bytes(16) + PIXELS + riff(b"MAKR", DEVICE))
    return _webp(
        riff(b"VP8X", b"\x3e" + DEVICE[:3] + bytes(6)), riff(b"ICCP", DEVICE), riff(b"ANIM", bytes(6)), frame,
        riff(b"VP8L", b"odd"), riff(b"EXIF", exif()), riff(b"XMP ", DEVICE), riff(b"MINE", b"x"),
    ) + DEVICE  # fmt: skip


def webp_cleaned() -> bytes:
    def empty(length: int) -> bytes:
        return riff(b"JUNK", bytes(length))

    return _webp(
        riff(b"VP8X", b"\x12" + bytes(9)), empty(len(DEVICE)), riff(b"ANIM", bytes(6)),
        riff(b"ANMF", bytes(16) + PIXELS + empty(len(DEVICE))), riff(b"VP8L", b"odd"), empty(len(exif())), empty(len(DEVICE)),
        empty(1),
    )  # fmt: skip
