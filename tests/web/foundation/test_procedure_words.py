"""The words of a procedure on pages: no id of a parameter, but its name and its value on a day."""

import json
from datetime import date

import pytest
from django.utils.translation import override

from tadasu.law import Asked, procedure_of
from tadasu.web.foundation.procedure._pinned import pinned, procedure_from
from tadasu.web.foundation.procedure._words import without_clock

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“Hours to clear a false match: 48”"), ("ja", "「誤一致の解消の期限（時間）：48」")],
)
def test_a_state_without_a_clock_says_a_parameter_by_its_name_and_value(language: str, said: str) -> None:
    procedure = procedure_from(json.loads(json.dumps(pinned(procedure_of("jp-model-funding", Asked(on=DAY))))))
    with override(language):
        told = {key: without_clock(procedure, state, DAY) for key, state in procedure.states.items()}
    assert said in told["screening"], told
    assert not [one for one in told.values() if "`" in one]
