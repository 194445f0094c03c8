"""Which goods a ban forbids as it is set."""

from datetime import date

import pytest

from tadasu.law import Asked, Presumed, Value, forbidden, regime_of
from tadasu.schema import Flow

ON = date(2026, 11, 25)
FLOWS = tuple(Flow)


def ids(regime: str, **chosen: Value) -> dict[Flow, set[str]]:
    asked = Asked(on=ON, chosen=chosen)
    return {flow: {one.id for one in forbidden(regime_of(regime), asked, flow)} for flow in FLOWS}


def flows(regime: str, **chosen: Value) -> tuple[Flow, ...]:
    return tuple(flow for flow, found in ids(regime, **chosen).items() if found)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, (Flow.IMPORT, Flow.EXPORT)),
        ({"flows": "import"}, (Flow.IMPORT,)),
        ({"flows": "import-export"}, (Flow.IMPORT, Flow.EXPORT)),
        ({"flows": "all"}, FLOWS),
    ],
)
def test_the_model_bans_what_it_is_set_to_ban(chosen: dict[str, Value], expected: tuple[Flow, ...]) -> None:
    assert flows("jp-model-goods", **chosen) == expected


def test_what_a_bound_company_may_not_do_besides_bans_no_goods() -> None:
    """Refused goods may not be sent on, nobody may take revenge: that is no ban on exports where exports are not banned."""
    found = ids("jp-model-goods", flows="import")
    assert "import" in found[Flow.IMPORT]
    assert found[Flow.EXPORT] == found[Flow.DOMESTIC] == set()


def test_a_choice_that_is_set_otherwise_takes_its_own_prohibition_away() -> None:
    assert "import-presumed" in ids("jp-model-goods")[Flow.IMPORT]
    assert "import-presumed" not in ids("jp-model-goods", presumption="none")[Flow.IMPORT]
    assert "hook-fefa-import" in ids("jp-model-goods", hook="fefa")[Flow.IMPORT]
    assert "hook-customs-import" not in ids("jp-model-goods", hook="fefa")[Flow.IMPORT]


@pytest.mark.parametrize(
    ("regime", "expected"),
    [
        ("us-s307", (Flow.IMPORT,)),
        ("us-uflpa", (Flow.IMPORT,)),
        ("ca-import-ban", (Flow.IMPORT,)),
        ("mx-import-ban", (Flow.IMPORT,)),
        ("eu-flr", FLOWS),
        ("de-lksg", ()),
    ],
)
def test_the_bans_of_others_are_as_they_are_written(regime: str, expected: tuple[Flow, ...]) -> None:
    assert flows(regime) == expected


@pytest.mark.parametrize(
    ("regime", "prohibition", "presumed_of", "about"),
    [
        ("us-uflpa", "import", set(Presumed), ()),
        ("ca-c251", "import", set(Presumed), ()),
        ("jp-model-goods", "import-presumed", set(Presumed), ("state-imposed-forced-labour",)),
        ("jp-model-goods", "import", set(), ()),
        ("ca-import-ban", "import-child", set(), ("child-labour",)),
        ("ca-import-ban", "import-forced", set(), ("forced-labour",)),
        ("mx-import-ban", "import", set(), ()),  # presumed is the opposite: what no resolution names is clean
    ],
)
def test_a_prohibition_says_whose_goods_are_presumed_and_what_it_is_about(
    regime: str, prohibition: str, presumed_of: set[Presumed], about: tuple[str, ...]
) -> None:
    (one,) = (each for each in regime_of(regime).prohibitions if each.id == prohibition)
    assert one.presumed_of == presumed_of
    assert one.about == about


def test_before_a_regime_is_anything_it_forbids_nothing() -> None:
    early = Asked(on=date(2020, 1, 1))
    assert [flow for flow in FLOWS if forbidden(regime_of("jp-model-goods"), early, flow)] == []
