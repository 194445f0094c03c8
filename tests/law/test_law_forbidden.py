"""Which goods a ban forbids as it is set, and what in a regime asks for a number or choice."""

from datetime import date

import pytest

from tadasu.law import Asked, Use, Value, forbidden, regime_of, regimes, uses_of

ON = date(2026, 11, 25)
FLOWS = ("import", "export", "domestic")


def ids(regime: str, **chosen: Value) -> dict[str, set[str]]:
    asked = Asked(on=ON, chosen=chosen)
    return {flow: {one.id for one in forbidden(regime_of(regime), asked, flow)} for flow in FLOWS}


def flows(regime: str, **chosen: Value) -> tuple[str, ...]:
    return tuple(flow for flow, found in ids(regime, **chosen).items() if found)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ("import", "export")),
        ({"flows": "import"}, ("import",)),
        ({"flows": "import-export"}, ("import", "export")),
        ({"flows": "all"}, FLOWS),
    ],
)
def test_the_model_bans_what_it_is_set_to_ban(chosen: dict[str, Value], expected: tuple[str, ...]) -> None:
    assert flows("jp-model-goods", **chosen) == expected


def test_what_a_bound_company_may_not_do_besides_bans_no_goods() -> None:
    """Refused goods may not be sent on, nobody may take revenge: that is no ban on exports where exports are not banned."""
    found = ids("jp-model-goods", flows="import")
    assert "import" in found["import"]
    assert found["export"] == found["domestic"] == set()


def test_a_choice_that_is_set_otherwise_takes_its_own_prohibition_away() -> None:
    assert "import-presumed" in ids("jp-model-goods")["import"]
    assert "import-presumed" not in ids("jp-model-goods", presumption="none")["import"]
    assert "hook-fefa-import" in ids("jp-model-goods", hook="fefa")["import"]
    assert "hook-customs-import" not in ids("jp-model-goods", hook="fefa")["import"]


@pytest.mark.parametrize(
    ("regime", "expected"),
    [
        ("us-s307", ("import",)),
        ("us-uflpa", ("import",)),
        ("ca-import-ban", ("import",)),
        ("mx-import-ban", ("import",)),
        ("eu-flr", FLOWS),
        ("de-lksg", ()),
    ],
)
def test_the_bans_of_others_are_as_they_are_written(regime: str, expected: tuple[str, ...]) -> None:
    assert flows(regime) == expected


def test_before_a_regime_is_anything_it_forbids_nothing() -> None:
    early = Asked(on=date(2020, 1, 1))
    assert [flow for flow in FLOWS if forbidden(regime_of("jp-model-goods"), early, flow)] == []


@pytest.mark.parametrize(
    ("regime", "name", "expected"),
    [
        ("jp-model-goods", "flows", {Use.SCOPE, Use.RULE}),
        ("jp-model-goods", "presumption", {Use.RULE}),
        ("jp-model-goods", "determination_months", {Use.CLOCK}),
        ("jp-model-goods", "share_min", set()),
        ("jp-model-goods", "proof_ban", set()),
        ("jp-model-due-diligence", "employees_min", {Use.SCOPE}),
        ("eu-eudr", "applies_on", {Use.DAY}),
    ],
)
def test_a_number_is_asked_for_where_it_stands(regime: str, name: str, expected: set[Use]) -> None:
    assert uses_of(regime_of(regime), name) >= expected
    if not expected:
        assert uses_of(regime_of(regime), name) == set()


def test_every_number_of_every_regime_can_be_looked_up() -> None:
    for regime in regimes().values():
        for name in regime.parameters:
            assert uses_of(regime, name) <= set(Use)
