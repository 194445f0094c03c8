"""Somebody takes everything the server holds and searches it: files, database, environment, in whatever form a secret may lie.

Short pieces are searched too, since PostgreSQL's compression breaks text up every eighth letter.
"""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

WINDOW = 8
"""Letters that PostgreSQL's own compression leaves together (pglz: a control byte, then eight literals)."""

MOST = 1 << 22
"""Bytes that are unpacked of one compressed place."""

_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")


@dataclass(frozen=True)
class Find:
    """A secret by its name, in which form, and where."""

    secret: str
    form: str
    place: str


def forms(secret: bytes) -> Iterator[tuple[str, bytes]]:
    """Every form in which a secret is searched."""
    yield "plain", secret
    window = WINDOW * 2 if secret.replace(b" ", b"").isdigit() else WINDOW  # eight digits stand somewhere by chance
    for n in range(len(secret) - window + 1):
        yield "piece", secret[n : n + window]
    yield "hex", secret.hex().encode()
    yield "HEX", secret.hex().upper().encode()
    for n in range(3):  # where it stands in what is coded decides how it looks
        coded = base64.b64encode(bytes(n) + secret)
        kept = coded[4 if n else 0 : -4]
        yield "base64", kept
        yield "base64url", kept.translate(bytes.maketrans(b"+/", b"-_"))
    if secret.isascii():
        text = secret.decode("ascii")
        yield "UTF-16", text.encode("utf-16-le")
        yield "UTF-16", text.encode("utf-16-be")
        yield "UTF-32", text.encode("utf-32-le")
        yield "reversed", secret[::-1]


class Searcher:
    """Finds many secrets in large places: by their first eight bytes, at every offset, and then the rest."""

    def __init__(self, secrets: Mapping[str, bytes]) -> None:
        self._wanted: dict[int, list[tuple[str, str, bytes]]] = {}
        for name, secret in secrets.items():
            for form, said in forms(secret):
                self._wanted.setdefault(int.from_bytes(said[:WINDOW], "little"), []).append((name, form, said))
        self._starts = np.array(sorted(self._wanted), dtype=np.uint64)
        self._likely = np.zeros(1 << 16, dtype=bool)
        self._likely[(self._starts & np.uint64(0xFFFF)).astype(np.intp)] = True

    def search(self, places: Iterable[tuple[str, bytes]]) -> set[Find]:
        """Where each secret is found."""
        found = set()
        for place, content in places:
            for form_of_place, opened in (("", content), *unpacked(content)):
                found |= {Find(name, f"{form_of_place}{form}", place) for name, form in self._within(opened)}
        return found

    def _within(self, content: bytes) -> Iterator[tuple[str, str]]:
        for shift in range(min(WINDOW, len(content) - WINDOW + 1)):
            words = np.frombuffer(content, dtype="<u8", offset=shift, count=(len(content) - shift) // WINDOW)
            near = np.flatnonzero(self._likely[(words & np.uint64(0xFFFF)).astype(np.intp)])
            for at in near[np.isin(words[near], self._starts)]:
                offset = shift + int(at) * WINDOW
                for name, form, said in self._wanted[int(words[at])]:
                    if content.startswith(said, offset):
                        yield name, form


def unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What is compressed within, by zlib or gzip, wherever it begins."""
    for at in _PACKED.finditer(content):
        decompress = zlib.decompressobj(wbits=47)  # zlib or gzip, by what it begins with
        try:
            opened = decompress.decompress(content[at.start() : at.start() + MOST], MOST)
        except zlib.error:
            continue
        if opened:
            yield "compressed ", opened


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, with its own name, also that of a hidden one."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                try:
                    yield str(path), str(path).encode() + b"\0" + path.read_bytes()
                except FileNotFoundError:
                    continue  # PostgreSQL and an upload take files away while we look


def processes(*pids: int) -> Iterator[tuple[str, bytes]]:
    """What a process was started with, and files it holds open though their names are gone. Linux."""
    for pid in pids:
        proc = Path(f"/proc/{pid}")
        for what in ("environ", "cmdline"):
            with suppress(OSError):  # a helper of PostgreSQL comes and goes
                yield f"{what} of {pid}", (proc / what).read_bytes()
        for handle in _listed(proc / "fd"):
            with suppress(OSError):
                if str(handle.readlink()).endswith(" (deleted)") and handle.is_file():
                    yield f"open file of {pid}", handle.read_bytes()


def children(pid: int) -> Iterator[int]:
    """A process and all below it. Linux."""
    yield pid
    for task in _listed(Path(f"/proc/{pid}/task")):
        below = ""
        with suppress(OSError):
            below = (task / "children").read_text()
        for child in below.split():
            yield from children(int(child))


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
