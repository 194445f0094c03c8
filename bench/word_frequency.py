"""Count how usual words are in company names at large: `python -m bench.word_frequency` writes the table of `names`.

From the legal names of the GLEIF golden copy (CC0). Words that fewer than 20 names in a million hold are left out; what
remains is trade words, legal forms, places, and brands of groups with many registered entities. Only words of letters
are counted.
"""

import csv
from pathlib import Path

import numpy as np
import polars as pl

from bench.shared import shared_data
from tadasu.names import distinct_words, letters, tokenize

LEAST_PER_MILLION = 20
TABLE = Path(__file__).parents[1] / "src" / "tadasu" / "names" / "data" / "word_frequency.csv"


def main() -> None:
    names = sorted(set(pl.read_parquet(shared_data() / "names" / "lei_names.parquet")["name"].to_list()))
    tokens = tokenize(names)
    words = distinct_words(tokens)
    name = np.repeat(np.arange(len(names), dtype=np.int64), np.diff(tokens.names))
    pairs = np.unique(name * words.first.size + words.word)
    counts = np.bincount(pairs % words.first.size, minlength=words.first.size)
    rows = []
    for word in np.flatnonzero(counts * 1_000_000 >= LEAST_PER_MILLION * len(names)):
        text = letters(tokens, int(words.first[word]))
        if text.isascii() and text.isalpha():
            rows.append((text, round(int(counts[word]) * 1_000_000 / len(names))))
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("word", "per_million", "source"))
        table.writerows((*row, "GLEIF level 1 legal names, CC0, 2025-10") for row in sorted(rows))


if __name__ == "__main__":
    main()
