"""How long what may take, and how much of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds.

    `threads` answer requests; at most `long` of them take in long bodies at once, others wait for `patience`. A body of at most
    `short` is taken in before it gets a thread, an answer of at most `held` leaves its thread before it is sent. In every
    `window` that we wait for a sender or a reader, `least` must move: about 1 kB a second, which a slow line over Tor does many
    times over.
    """

    threads: int = 8
    long: int = 4
    patience: float = 30.0
    short: int = 1 << 17
    held: int = 1 << 20
    window: float = 30.0
    least: int = 1 << 15


LIMITS = Limits()
