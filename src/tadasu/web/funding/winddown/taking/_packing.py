"""A ZIP, made as it goes out: what is packed is in memory a piece at a time, and never on a disk."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

Pieces = Iterable[bytes]


class _Out(io.RawIOBase):
    """Where the package is written: what was not taken yet. It cannot go back, so lengths stand behind what they are of."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, content: object) -> int:
        """Keep it until it is taken."""
        said = bytes(cast(bytes, content))
        self._waiting.append(said)
        return len(said)

    def take(self) -> bytes:
        """What waits."""
        found = b"".join(self._waiting)
        self._waiting.clear()
        return found


def packed(parts: Iterable[tuple[str, Pieces]], *, day: date) -> Iterator[bytes]:
    """The package of these parts, by name in it; each is asked for its bytes when its turn has come. Its times are the day's."""
    out = _Out()
    with zipfile.ZipFile(cast(io.BytesIO, out), "w", zipfile.ZIP_DEFLATED) as package:
        for name, pieces in parts:
            about = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            with package.open(about, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece)
                    if found := out.take():
                        yield found
            if found := out.take():
                yield found
    yield out.take()
