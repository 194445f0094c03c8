"""Where is the header row, and what are the columns called?"""

from collections.abc import Sequence

from tadasu.readers._words import Vocabulary, field_of, names_parties

SEARCH_ROWS = 50
"""A header further down than this is not looked for; official files have up to ten title lines."""


def find_header(rows: Sequence[Sequence[str]], vocabulary: Vocabulary = "entities") -> int:
    """Index in `rows` of the header: title lines above it are passed over.

    The first row with three header words, or with two of which one heads names; else the first with two, or with a name
    column alone; else the first of at least two cells, all different and none a number; else the first with any text.
    -1 if there is none. The first and not the best: data may hold such words too ("Entity", "AKA").
    """
    head = rows[:SEARCH_ROWS]
    scored = [(index, words_in(row, vocabulary), has_name(row, vocabulary)) for index, row in enumerate(head)]
    for index, count, name in scored:
        if count >= 3 or (count >= 2 and name):
            return index
    for index, count, name in scored:
        if count >= 2 or name:
            return index
    for index, row in enumerate(head):
        if _looks_like_header(row):
            return index
    return next((index for index, row in enumerate(head) if _filled(row)), -1)


def words_in(row: Sequence[str], vocabulary: Vocabulary = "entities") -> int:
    """How many cells are known header words."""
    return sum(bool(field_of(cell, vocabulary)[0]) for cell in row if 0 < len(cell) <= 100)


def has_name(row: Sequence[str], vocabulary: Vocabulary = "entities") -> bool:
    """Whether a cell is known to head a column of names."""
    return any(names_parties(field_of(cell, vocabulary)[0], vocabulary) for cell in row if 0 < len(cell) <= 100)


def distinct(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Column names none of which is empty or equal to another, and what had to be renamed (old, new)."""
    taken: set[str] = set()
    names, renamed = [], []
    for place, cell in enumerate(cells, start=1):
        plain = " ".join(cell.split()) or f"#{place}"
        name, copy = plain, 1
        while name in taken:
            copy += 1
            name = f"{plain} ({copy})"
        if name != plain:
            renamed.append((plain, name))
        taken.add(name)
        names.append(name)
    return tuple(names), tuple(renamed)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _looks_like_header(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) >= 2 and len(set(cells)) == len(cells) and not any(_is_number(cell) for cell in cells)


def _is_number(cell: str) -> bool:
    return cell.strip("+-%").replace(",", "").replace(".", "").replace("/", "").replace("-", "").isdigit()
