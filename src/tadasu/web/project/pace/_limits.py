"""How long what may take, and how much of it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Addresses that take bodies longer than a form.

    In `paths`, `*` is any one part of an address. A body of more than `most` bytes is refused; without it whoever answers
    counts. At most `places` come in at once, others wait for a place. What is taken in `whole` gets a thread when it is there;
    else it has one as long as it comes, for evidence is sealed on its way.
    """

    paths: tuple[str, ...]
    places: int
    most: int | None = None
    whole: bool = False

    def takes(self, path: str) -> bool:
        """Whether this address is one of them."""
        return any(re.fullmatch(re.escape(one).replace(r"\*", "[^/]+"), path) for one in self.paths)


DOORS = (
    Door(paths=("/vault/records/*/files", "/boxes/*/file"), places=4),
    Door(paths=("/box/file",), places=4),
    Door(paths=("/exchange/inbox/*",), places=4, most=8_100_000, whole=True),
    Door(paths=("/exchange/of/*/take", "/exchange/of/*/take-card"), places=4, most=2_600_000, whole=True),
    Door(paths=("/ui/",), places=2, most=2_600_000, whole=True),
    Door(paths=("/api/v1/match/*",), places=8, most=2_500_000, whole=True),
)
"""Of an instance. Those at which anybody can knock have places of their own, so that they cost the others nothing. Addresses
that want a sign-in answer a stranger before they read what he sends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds.

    A body of at most `short` is taken in before it gets a thread; a longer one comes in by one of `doors` and waits `patience`
    for its place. An answer of at most `held` leaves its thread before it is sent; of longer ones at most `long` are on their
    way at once. `threads` are left for everything else whatever comes or goes.

    In every `window` that we wait for a sender, `least` must come: about 1 kB a second, which a slow line over Tor does many
    times over. For a reader the time is `drain`: what he has read shows only when the kernel has room again, which after a long
    answer is a megabyte or more later, and a proxy adds its own.
    """

    threads: int = 8
    doors: tuple[Door, ...] = DOORS
    long: int = 4
    patience: float = 30.0
    short: int = 1 << 18
    held: int = 1 << 20
    window: float = 30.0
    drain: float = 240.0
    least: int = 1 << 15

    def door(self, path: str) -> Door | None:
        """Which takes long bodies at this address."""
        return next((one for one in self.doors if one.takes(path)), None)

    @property
    def most_threads(self) -> int:
        """With those that long bodies and long answers hold."""
        return self.threads + self.long + sum(one.places for one in self.doors if not one.whole)


LIMITS = Limits()
