"""Sizes of files in words."""

_UNITS = ("kB", "MB", "GB", "TB")


def size_text(size: int) -> str:
    """Bytes in the decimal units of the SI, rounded up, so that a file is never larger than what is said.

    >>> size_text(12), size_text(2_500_000), size_text(2_500_001)
    ('12 B', '2.5 MB', '2.6 MB')
    """
    if size < 1000:
        return f"{size} B"
    power = next(power for power in range(1, len(_UNITS) + 1) if size <= 999_900 * 1000 ** (power - 1) or power == 4)
    tenths = -(-size * 10 // 1000**power)
    return f"{tenths // 10}.{tenths % 10} {_UNITS[power - 1]}".replace(".0 ", " ")
