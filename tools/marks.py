"""A page with a part that a program writes: everything between two marks is replaced, the rest is kept."""


def filled(page: str, text: str, *, begin: str, end: str) -> str:
    """The page with `text` between its marks. Raises ValueError when a mark is missing."""
    before, opened, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not opened or not closed:
        raise ValueError(f"no {begin} or no {end} in the page")
    return f"{before}{begin}\n{text}\n{end}{after}"
