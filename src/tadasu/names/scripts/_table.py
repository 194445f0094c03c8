"""Letter tables, written as two lines that can be read against each other."""


def table(letters: str, latin: str) -> dict[str, str]:
    """Each letter with the Latin word at its place; "-" stands for no sound.

    >>> table("กอ", "k -")
    {'ก': 'k', 'อ': ''}
    """
    return dict(zip(letters, sounds(latin), strict=True))


def sounds(latin: str) -> tuple[str, ...]:
    """Latin words of a table's line in order; "-" stands for no sound.

    >>> sounds("g - kk")
    ('g', '', 'kk')
    """
    return tuple(sound.replace("-", "") for sound in latin.split())
