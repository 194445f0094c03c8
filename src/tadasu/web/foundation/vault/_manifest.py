"""What a file's record holds: the key of the file, and what must not be told of it to anybody else."""

import base64
import json
from dataclasses import dataclass, field

from tadasu.web.foundation.vault._cleaning import Cleaning
from tadasu.web.foundation.vault._sealing import DoesNotOpen, Key
from tadasu.web.foundation.vault._stream import Measure

LONGEST_NAME = 255
"""Characters of a file's name (as file systems have it) and of its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A file's own name and type, as whoever sent it said, its measure as it is kept, the key it is sealed under, and what was
    done to it before: of files from before there was cleaning nothing."""

    name: str
    media_type: str
    measure: Measure
    key: Key = field(repr=False)
    cleaning: Cleaning = Cleaning.UNASKED


def manifest_bytes(manifest: Manifest) -> bytes:
    """To be sealed."""
    said = {
        "name": _one_line(manifest.name)[-LONGEST_NAME:],
        "type": manifest.media_type[:LONGEST_NAME],
        "size": manifest.measure.size,
        "sha256": manifest.measure.sha256.hex(),
        "key": base64.b64encode(manifest.key).decode(),
        "cleaning": manifest.cleaning.value,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def manifest_of(content: bytes) -> Manifest:
    """From what was sealed. Raises DoesNotOpen for what is no manifest."""
    try:
        said = json.loads(content)
        return Manifest(
            name=str(said["name"]),
            media_type=str(said["type"]),
            measure=Measure(int(said["size"]), bytes.fromhex(said["sha256"])),
            key=Key(base64.b64decode(said["key"])),
            cleaning=Cleaning(said.get("cleaning", Cleaning.UNASKED)),
        )
    except (ValueError, KeyError, TypeError):
        raise DoesNotOpen from None


def _one_line(said: str) -> str:
    """What can be printed of a name, without folders: it stands in a header when the file is given out."""
    return "".join(one for one in said.replace("\\", "/").rsplit("/", 1)[-1] if one.isprintable())
