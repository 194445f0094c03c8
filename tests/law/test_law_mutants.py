"""A regime with one number, day or clause changed no longer comes to its own cases; unless the change changes nothing."""

from collections.abc import Iterable, Mapping

import pytest
from tests.law.cases import of
from tests.law.mutants import mutants
from tests.law.regime_yaml import FOLDERS

from tadasu.law import Asked, Companies, Example, Regime, Verdict, contradictions, verdicts

UNSET = "without a value it is none of the words that the test names, as the word that it is set to"
WITHIN_TWO = "who meets all three tests meets two of them"
LATER_DAY = "the day is the same for those who come in by it"
ALIKE: Mapping[str, Mapping[str, str]] = {
    "eu/csrd": {
        "first_wave = closed: from 2027-01-01 +1": UNSET,
        "scope: any > 1 eu-company: without 1 text of-2026": "by the text of 2022 who exceeds these two exceeds two of three",
    },
    "eu/deforestation": {
        "applies 4 2026-12-30: for all: without 1 small_enterprise yes": LATER_DAY,
        "applies 5 2026-12-30: for all: without 1 small_enterprise yes": LATER_DAY,
        "applies 5 2026-12-30: for all: without 2 old_timber_goods no": LATER_DAY,
    },
    "jp/model-due-diligence": {
        "listed = size: from 2026-11-22 +1": UNSET,
        "state_bodies = size: from 2026-11-22 +1": UNSET,
        "scope: all > 4 size > 2 first > 5 large > 1 all > 2 any > 3 all: without 1 tests all": WITHIN_TWO,
        "scope: all > 4 size > 2 first > 5 large > 2 all > 2 2 of 2 years > any > 3 all: without 1 tests all": WITHIN_TWO,
    },
    "jp/model-funding": {
        "scope: all > 4 local-law > 2 all: without 1 local_law lawful": "who is registered is never refused, dissolved or banned",
    },
    "jp/model-goods": {"flows = import-export: from 2026-11-22 +1": UNSET},
}
"""Changes that change no answer, and why."""


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_change_goes_unnoticed_but_those_that_change_nothing(folder: str) -> None:
    regime, examples = of(folder)
    batches = tuple(batched(examples))
    changed = list(mutants(regime))
    assert len({one.name for one in changed}) == len(changed)
    assert not noticed(regime, examples, batches)
    unnoticed = {one.name for one in changed if not noticed(one.regime, examples, batches)}
    assert unnoticed == set(ALIKE.get(folder, {}))


Batch = tuple[Asked, Companies, tuple[str, ...]]
"""Cases of one day and one setting: their companies, and what each comes to."""


def batched(examples: Iterable[Example]) -> Iterable[Batch]:
    groups: dict[tuple[object, ...], list[Example]] = {}
    for one in examples:
        groups.setdefault(
            (one.on, one.known, *sorted((key, str(value)) for key, value in one.chosen.items())), []
        ).append(one)
    for several in groups.values():
        one = several[0]
        companies = Companies.of([each.company for each in several], year=one.on.year - 1)
        yield Asked(on=one.on, known=one.known, chosen=one.chosen), companies, tuple(each.then for each in several)


def noticed(regime: Regime, examples: Iterable[Example], batches: Iterable[Batch]) -> bool:
    """Whether a case comes out otherwise: first by the answers alone, all at once, then with all that the cases say."""
    return any(differs(regime, one) for one in batches) or any(
        next(contradictions(one, regime), None) is not None for one in examples
    )


def differs(regime: Regime, batch: Batch) -> bool:
    asked, companies, expected = batch
    if regime.status_on(asked.on, known=asked.known) is None:
        return any(then != "not-yet" for then in expected)
    found = tuple(Verdict(int(one)).name.lower() for one in verdicts(regime, companies, asked))
    return found != expected
