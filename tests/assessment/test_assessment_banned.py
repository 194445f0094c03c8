"""What suffices for a ban: what is presumed of whose goods, evidence, from which day; read from the regime as it is set."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.assessment.bans import BUYER_ABROAD, ON, PRESUMED, model, of_mill, priced, touches
from tests.assessment.conftest import IMPORTER, SECOND, Make
from tests.assessment.test_assessment_assess import run

from tadasu.assessment import PRESUMPTIONS, ban, banned_by
from tadasu.law import Asked, Family, Measure, regime_of, regimes
from tadasu.schema import Declaration, Flow, Issue, PlaceSubject


@pytest.mark.parametrize(
    ("subject", "chosen", "touch"),
    [
        ("place", "region-entity", "touched"),
        ("place", "region", "touched"),
        ("place", "entity", "perhaps"),
        ("place", "none", "perhaps"),
        ("company", "region-entity", "touched"),
        ("company", "region", "perhaps"),
        ("company", "entity", "touched"),
        ("company", "none", "perhaps"),
    ],
)
def test_what_is_not_presumed_must_be_shown(story: list[Declaration], subject: str, chosen: str, touch: str) -> None:
    """Without the presumption goods of a region are not free: forced labour has to be shown case by case."""
    given: dict[str, Any] = {**PRESUMED, "subject": PlaceSubject("cn-xj")} if subject == "place" else PRESUMED
    assert touches(of_mill(story, **given), model(presumption=chosen))["d005"] == touch


def test_evidence_needs_no_presumption_and_a_presumption_no_evidence(story: list[Declaration]) -> None:
    shown, presumed = of_mill(story), of_mill(story, **PRESUMED)
    for regime, both in (("us-uflpa", ("perhaps", "touched")), ("us-s307", ("touched", "perhaps"))):
        banned = replace(banned_by(regime_of(regime), Asked(on=ON)), place="jp")
        assert (touches(shown, banned)["d005"], touches(presumed, banned)["d005"]) == both


def test_exports_are_not_presumed(make: Make, story: list[Declaration]) -> None:
    out = make(IMPORTER, BUYER_ABROAD, "6205", date(2026, 6, 1), 400, Flow.EXPORT)
    assert touches(of_mill([*story, out], **PRESUMED), model())["d008"] == "perhaps"
    assert touches(of_mill([*story, out]), model())["d008"] == "touched"


def test_what_is_left_to_labour_law_may_go_out(make: Make, story: list[Declaration]) -> None:
    made = make(SECOND, BUYER_ABROAD, "848340", date(2026, 6, 1), 400, Flow.EXPORT)
    result = of_mill([*story, made], at=SECOND, issue=Issue.FORCED_LABOUR)
    for chosen, touch in (("hold-and-remedy", "touched"), ("ban", "touched"), ("none", "untraceable")):
        assert touches(result, model(made_in_japan=chosen))["d008"] == touch


def test_a_child_may_be_forced_and_that_stays_open(story: list[Declaration]) -> None:
    result = of_mill(story, issue=Issue.CHILD_LABOUR)
    assert touches(result)["d005"] == "perhaps"
    assert (
        touches(result, replace(banned_by(regime_of("ca-import-ban"), Asked(on=ON)), place="jp"))["d005"] == "touched"
    )
    assert touches(result, replace(banned_by(regime_of("us-s307"), Asked(on=ON)), place="jp"))["d005"] == "perhaps"


def test_a_duty_of_diligence_bans_no_goods(story: list[Declaration]) -> None:
    banned = banned_by(regime_of("jp-model-due-diligence"), Asked(on=ON))
    assert not banned.forbids
    found = ban(run(priced(story)), banned)
    assert (found.lines.height, found.every.height) == (0, 3)


def test_a_presumption_is_of_somebodys_goods_unless_it_goes_the_other_way_round() -> None:
    written = {(regime.id, one.id): one for regime in regimes().values() for one in regime.prohibitions}
    presuming = {key for key, one in written.items() if one.presumed_of}
    assert {key for key, one in written.items() if one.presumption} - presuming == {("mx-import-ban", "import")}
    assert presuming <= {key for key, one in written.items() if one.presumption}
    for (regime, _), one in written.items():
        assert set(one.about) <= {issue.id for issue in regime_of(regime).issues}


def test_a_prohibition_holds_from_its_day(story: list[Declaration]) -> None:
    """Canada bans goods of child labour from 2024 on, those of forced labour since 2020."""
    child = of_mill(story, issue=Issue.CHILD_LABOUR)
    for on, touch in ((date(2023, 12, 31), "untraceable"), (date(2024, 1, 1), "touched")):
        banned = replace(banned_by(regime_of("ca-import-ban"), Asked(on=on)), place="jp")
        assert touches(child, banned)["d005"] == touch
        assert touches(of_mill(story), banned)["d005"] == "touched"


def test_what_a_ban_reads_by_name_is_there() -> None:
    """The names of choices and issues stand in the code; a regime that is written anew must not lose them silently."""
    parameters = regime_of("jp-model-goods").parameters
    assert set(parameters["presumption"].words) == {"region-entity", "region", "entity", "none"} == PRESUMPTIONS.keys()
    assert {"none", "hold-and-remedy", "ban"} == set(parameters["made_in_japan"].words)
    assert parameters["share_min"].unit is Measure.SHARE
    for regime in regimes().values():
        if regime.family is Family.PRODUCT_BAN:
            assert banned_by(regime, Asked(on=ON)).forbids, regime.id
