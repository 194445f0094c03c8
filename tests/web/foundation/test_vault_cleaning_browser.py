"""A reader that knows nothing of the cleaners: a browser shows a cleaned picture, in every pixel, as the one that came."""

import base64
import struct
from typing import Any

import pytest
from tests.web.browser import BROWSER
from tests.web.foundation.pictures import DEVICE, LOOP, chunk, exif, riff, segment
from tests.web.foundation.test_vault_cleaning import cleaned

pytestmark = BROWSER

DRAWN = """(kind) => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 20}), pen = canvas.getContext("2d");
    for (let at = 0; at < 40; at++) { pen.fillStyle = `hsl(${at * 9} 80% 50%)`; pen.fillRect(at, at % 7, 3, 20); }
    return canvas.toDataURL(kind).split(",")[1];
}"""
SHOWN = """async ([kind, data]) => {
    const picture = new Image();
    picture.src = `data:${kind};base64,${data}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: picture.naturalWidth, height: picture.naturalHeight});
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    return [canvas.width, canvas.height, ...pen.getImageData(0, 0, canvas.width, canvas.height).data];
}"""
GIF = bytes.fromhex("47494638396102000100800000ff000000ff002c000000000200010000020244000a3b"[:-4] + "003b")


def jpeg(whole: bytes) -> bytes:
    return whole[:2] + segment(0xE1, exif(6)) + segment(0xFE, DEVICE) + whole[2:] + DEVICE


def png(whole: bytes) -> bytes:
    return whole[:33] + chunk(b"tEXt", b"Author\0" + DEVICE) + whole[33:] + DEVICE


def gif(whole: bytes) -> bytes:
    return whole[:19] + b"\x21\xfe" + bytes((len(DEVICE),)) + DEVICE + b"\0" + LOOP + whole[19:] + DEVICE


def webp(whole: bytes) -> bytes:
    rest = whole[12:]
    rest = rest[18:] if rest.startswith(b"VP8X") else rest
    head = riff(b"VP8X", b"\x3c" + bytes(3) + b"\x27\0\0\x13\0\0")
    content = head + rest + riff(b"EXIF", exif(1)) + riff(b"XMP ", DEVICE)
    return b"RIFF" + struct.pack("<I", len(content) + 4) + b"WEBP" + content + DEVICE


@pytest.mark.parametrize(
    ("kind", "more", "size"),
    [("jpeg", jpeg, [20, 40]), ("png", png, [40, 20]), ("webp", webp, [40, 20]), ("gif", gif, [2, 1])],
    ids=["jpeg", "png", "webp", "gif"],
)
def test_a_browser_shows_a_cleaned_picture_as_it_shows_the_one_that_came(
    chromium: Any, kind: str, more: Any, size: list[int]
) -> None:
    page = chromium.new_page()

    def shown(picture: bytes) -> list[int]:
        found: list[int] = page.evaluate(SHOWN, [f"image/{kind}", base64.b64encode(picture).decode()])
        return found

    whole = GIF if kind == "gif" else base64.b64decode(page.evaluate(DRAWN, f"image/{kind}"))
    came = more(whole)
    kept = cleaned(came)
    assert DEVICE in came
    assert DEVICE not in kept
    assert shown(kept) == shown(came)
    assert shown(kept)[:2] == size
    assert {0, 255} <= set(shown(kept)[2:]), "there is something to be seen"
    page.close()
