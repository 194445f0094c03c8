"""README.md, docs/screening.md and docs/names.md say the numbers, files and words that are in force."""

import re
from pathlib import Path

import pytest

from tadasu.names import _data
from tadasu.schema import MILLINATS
from tadasu.screening import (
    Options,
    _evidence,
    _facts_kernel,
    _features,
    _model,
    _query_kernel,
    _screen,
    _vocabulary,
    explain_names,
)
from tadasu.wording import likelihood_text, token_label

DOCS = Path(__file__).parents[1] / "docs"
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")
SCREENING = (DOCS / "screening.md").read_text(encoding="utf-8")
NAMES = (DOCS / "names.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "millinats"),
    [
        ("the same registration number", _evidence.SAME_IDENTIFIER),
        ("an equal number that is short", _evidence.ALIKE_IDENTIFIER),
        ("another number in a scheme", _evidence.OTHER_IDENTIFIER),
        ("a country in common", _evidence.SAME_COUNTRY),
        ("countries given on both sides", _evidence.OTHER_COUNTRY),
        ("address:", _evidence.SAME_ADDRESS),
    ],
)
def test_the_weights_set_by_hand_are_those_of_the_code(row: str, millinats: int) -> None:
    line = next(line for line in SCREENING.splitlines() if line.startswith(f"| {row}"))
    assert f"{millinats / MILLINATS:+.1f}" in line


def test_the_digits_from_which_an_equal_number_decides_are_those_of_the_code() -> None:
    assert (
        f"from {_evidence.DIGITS_IN_ONE_COUNTRY} digits on where a country is shared, "
        f"from {_evidence.DIGITS_ANYWHERE} where one side gives none, "
        f"from {_evidence.DIGITS_ACROSS_COUNTRIES} where the countries differ"
    ) in SCREENING


def test_the_bounds_and_counts_are_those_of_the_code() -> None:
    assert f"in {len(_features.FEATURES)} numbers, the features" in SCREENING
    assert f"up to {_screen.CANDIDATES} for a name in Latin letters" in SCREENING
    assert _query_kernel.NATIVE_FACTOR == 3
    assert f"no less than {_facts_kernel.LEAST_ODDS / MILLINATS:.0f} " in SCREENING
    assert f"no more than +{_facts_kernel.MOST_ODDS / MILLINATS:.1f} " in SCREENING
    assert f"The threshold of {Options().threshold} is ours" in SCREENING
    assert all(f"(`{relation}`)" in SCREENING for relation in _model.RELATIONS)


def test_the_share_that_makes_an_unknown_word_common_is_that_of_the_code() -> None:
    assert f"more than {_vocabulary.COMMON_SHARE:.2%}".replace("%", " %") in NAMES


def test_every_file_and_kind_of_word_data_is_described() -> None:
    folder = Path(_data.__file__).parent / "data"
    section = NAMES.split("## The data")[1].split("## To correct")[0]
    for file in folder.glob("*.csv"):
        language = re.fullmatch(r"words_(..)\.csv", file.name)
        assert f"`{file.name}`" in section or (language and f"`{language[1]}`" in section), file.name
    assert all(f"`{kind}`" in section for kind in _data.WORD_KINDS)


def test_the_example_of_the_readme_still_reads_like_that() -> None:
    """The words and the verdict; the points move whenever the weights are learned again."""
    example = README.split("## What it says about two names")[1].split("```")[1]
    asked, listed = re.search(r'explain "(.+?)" "(.+?)"', example).groups()  # type: ignore[union-attr]
    explanation = explain_names(asked, listed)
    assert f"\n{likelihood_text(explanation.probability, 'en')} (" in example
    shown = [re.split(r"  +", line.rstrip()) for line in example.split("\n\n")[1].splitlines()[1:]]
    assert shown == [[token.query, token.listed, token_label(token, "en")] for token in explanation.tokens]
