"""Pictures are cleaned while they stream by: what names device, time and place goes, what is seen stays byte for byte."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.foundation import pictures
from tests.web.foundation.pictures import DEVICE, chunk, riff, segment

from tadasu.web.foundation.vault._cleaning import Cleaner, Cleaning, Faulty

WHOLE: dict[str, tuple[bytes, bytes]] = {
    "jpeg": (pictures.jpeg(), pictures.jpeg_cleaned()),
    "png": (pictures.png(), pictures.png_cleaned()),
    "gif": (pictures.gif(), pictures.gif_cleaned()),
    "webp": (pictures.webp(), pictures.webp_cleaned()),
}
KINDS = pytest.mark.parametrize("kind", sorted(WHOLE))


def cleaned(content: bytes, *lengths: int) -> bytes:
    """In pieces of these lengths; what is left over comes at once."""
    cleaner, kept = Cleaner(), b""
    for length in lengths:
        kept += cleaner.take(content[:length])
        content = content[length:]
    kept += cleaner.take(content) + cleaner.end()
    assert cleaner.cleaning is Cleaning.CLEANED
    return kept


@KINDS
def test_what_names_the_device_goes_and_what_makes_up_the_picture_stays_byte_for_byte(kind: str) -> None:
    picture, left = WHOLE[kind]
    assert DEVICE in picture
    assert cleaned(picture) == left
    assert DEVICE[:3] not in left


@KINDS
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_pieces_of_every_length_give_the_same_bytes(kind: str, data: st.DataObject) -> None:
    picture, left = WHOLE[kind]
    lengths = data.draw(st.lists(st.integers(0, 200), max_size=40))
    assert cleaned(picture, *lengths) == left


@KINDS
def test_pieces_of_one_byte_give_the_same_bytes(kind: str) -> None:
    picture, left = WHOLE[kind]
    assert cleaned(picture, *[1] * len(picture)) == left


@KINDS
def test_cleaning_twice_changes_nothing(kind: str) -> None:
    _, left = WHOLE[kind]
    assert cleaned(left) == left


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", [None, *range(1, 9)])
def test_a_picture_taken_sideways_stays_upright_and_says_nothing_else(orientation: int | None, order: str) -> None:
    picture = pictures.jpeg(orientation=orientation, order=order)
    assert cleaned(picture) == pictures.jpeg_cleaned(orientation=orientation)


@pytest.mark.parametrize(
    "tiff", [b"", b"MM\0*", b"MM\0*\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff" + bytes(40), b"XX" * 40]
)
def test_exif_that_cannot_be_read_is_dropped_whole(tiff: bytes) -> None:
    picture = b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + tiff) + b"".join(pictures.TABLES) + pictures.SCAN + b"\xff\xd9"
    assert cleaned(picture) == b"\xff\xd8" + b"".join(pictures.TABLES) + pictures.SCAN + b"\xff\xd9"


@KINDS
def test_a_picture_that_is_cut_off_anywhere_is_refused(kind: str) -> None:
    _, left = WHOLE[kind]
    for length in range(12, len(left)):
        with pytest.raises(Faulty):
            cleaned(left[:length])


TABLES, SCAN = b"".join(pictures.TABLES), pictures.SCAN


@pytest.mark.parametrize(
    "picture",
    [
        b"\xff\xd8" + SCAN + b"\xff\xd9",
        b"\xff\xd8" + TABLES + b"\xff\xd9",
        b"\xff\xd8" + TABLES + DEVICE + SCAN + b"\xff\xd9",
        b"\xff\xd8\xff\xe1\0\1" + TABLES + SCAN + b"\xff\xd9",
        b"\xff\xd8" + TABLES * 2 + SCAN + b"\xff\xd9",
        b"\xff\xd8" + TABLES + SCAN + b"\xff\xd8" + TABLES + SCAN + b"\xff\xd9",
        b"\xff\xd8" + TABLES + segment(0xF0, DEVICE) + SCAN + b"\xff\xd9",
        b"\xff\xd8" + segment(0xFE, b"") * 10_001 + TABLES + SCAN + b"\xff\xd9",
        b"\xff\xd8" + b"\xff" * 70_000 + TABLES + SCAN + b"\xff\xd9",
        pictures.PNG + chunk(b"IDAT", pictures.DATA) + chunk(b"IEND", b""),
        pictures.PNG + pictures.HEAD + chunk(b"IEND", b""),
        pictures.PNG + pictures.HEAD * 2 + chunk(b"IDAT", pictures.DATA) + chunk(b"IEND", b""),
        pictures.PNG + pictures.HEAD + chunk(b"CgBI", DEVICE) + chunk(b"IDAT", pictures.DATA) + chunk(b"IEND", b""),
        pictures.PNG + pictures.HEAD + chunk(b"pHYs", DEVICE) + chunk(b"IDAT", pictures.DATA) + chunk(b"IEND", b""),
        pictures.png_cleaned().replace(b"IDAT" + pictures.DATA[:9], b"IDAT" + b"x" * 9),
        pictures.PNG + b"\xff\xff\xff\xffIDAT" + bytes(40),
        pictures.GIF_HEAD + b"\x3b",
        pictures.GIF_HEAD + b"PK\3\4" + pictures.FRAME + b"\x3b",
        pictures.GIF_HEAD + b"\x21\xf9\x05\0\0\0\0\0\0" + pictures.FRAME + b"\x3b",
        b"GIF89a/*<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>*/=1;alert(1)",
        b"RIFF\x04\0\0\0WEBP",
        b"RIFF\x00\0\0\0WEBP" + riff(b"VP8 ", b"x"),
        b"RIFF\x16\0\0\0WEBP" + riff(b"EXIF", b"x") + riff(b"VP8 ", b"x"),
        b"RIFF\x16\0\0\0WEBP" + b"VP8 \xff\xff\0\0" + riff(b"VP8 ", b"x"),
        b"RIFF\x40\0\0\0WEBP"
        + riff(b"VP8X", bytes(10))
        + b"ANMF\x20\0\0\0"
        + bytes(16)
        + b"VP8 \x18\0\0\0"
        + bytes(200),
    ],
)
def test_what_is_no_whole_picture_or_two_things_at_once_is_refused_and_never_half_cleaned(picture: bytes) -> None:
    with pytest.raises(Faulty):
        cleaned(picture)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"\xff\xd8 invented",
        b"%PDF-1.7\n" + pictures.jpeg(),
        b"PK\3\4" + DEVICE,
        b"\0\0\0\x18ftypheic" + DEVICE,
        b"\0\0\0\x18ftypmp42" + DEVICE,
        b"II*\0" + DEVICE * 9,
        b"RIFF\x40\0\0\0WAVEfmt " + DEVICE,
        b"<svg>" + DEVICE,
    ],
)
def test_what_is_no_picture_of_a_known_kind_passes_as_it_is_and_is_marked(content: bytes) -> None:
    for lengths in ([], [1] * len(content)):
        cleaner, kept, rest = Cleaner(), b"", content
        for length in lengths:
            kept += cleaner.take(rest[:length])
            rest = rest[length:]
        kept += cleaner.take(rest) + cleaner.end()
        assert (kept, cleaner.cleaning) == (content, Cleaning.UNCLEANABLE)


@pytest.mark.parametrize(
    ("before", "piece", "after"),
    [
        (b"\xff\xd8" + TABLES + SCAN, b"\x11" * 65536, b"\xff\xd9"),
        (pictures.PNG + pictures.HEAD, chunk(b"IDAT", bytes(65536)), chunk(b"IEND", b"")),
        (pictures.GIF_HEAD + b"\x2c" + bytes(4) + b"\2\0\2\0\0\2", (b"\xff" + bytes(255)) * 256, b"\0\x3b"),
        (b"RIFF\x0c\0\xc8\0WEBPVP8 \0\0\xc8\0", bytes(65536), b""),
    ],
    ids=["jpeg", "png", "gif", "webp"],
)
def test_of_a_large_picture_no_more_than_a_piece_is_held_in_memory(before: bytes, piece: bytes, after: bytes) -> None:
    cleaner = Cleaner()
    given, most = len(cleaner.take(before)), 0
    for _ in range(200):
        given += len(cleaner.take(piece))
        most = max(most, len(cleaner._flow.held))
    given += len(cleaner.take(after)) + len(cleaner.end())
    assert given == len(before) + 200 * len(piece) + len(after)
    assert most <= 65536


def test_of_what_comes_after_the_end_nothing_is_held() -> None:
    cleaner = Cleaner()
    cleaner.take(pictures.jpeg())
    for _ in range(20):
        assert cleaner.take(DEVICE * 1000) == b""
        assert not cleaner._flow.held
    assert cleaner.end() == b""


def test_the_pixels_of_a_png_are_those_that_came() -> None:
    def drawn(picture: bytes) -> bytes:
        at, data = 8, b""
        while at < len(picture) and picture[at + 4 : at + 8] != b"IEND":
            length = int.from_bytes(picture[at : at + 4])
            data += picture[at + 8 : at + 8 + length] if picture[at + 4 : at + 8] == b"IDAT" else b""
            at += 12 + length
        return zlib.decompress(data)

    assert drawn(cleaned(pictures.png())) == drawn(pictures.png()) == bytes(14)
