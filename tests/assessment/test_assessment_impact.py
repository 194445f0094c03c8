"""What a ban would touch, told from an assessment: counted as the declarations are, nothing cleared that cannot be seen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assessment.conftest import IMPORTER, MAKER, MILL, OTHER_MILL, SECOND, WEAVER, Make
from tests.assessment.test_assessment_assess import finding, rules, run, spun

from tadasu.assessment import (
    BY,
    NOT_IN_TABLE,
    Assessment,
    Banned,
    Ground,
    Touch,
    assess,
    ban,
    ban_counts,
    banned_by,
    covered,
    importers,
    prohibitions,
    resolve,
    table,
    tariff_exposure,
    without_other_source,
)
from tadasu.law import (
    Asked,
    Family,
    Measure,
    Simulation,
    Value,
    Verdict,
    regime_of,
    regimes,
    sample_of,
    simulate,
)
from tadasu.schema import (
    CompanySubject,
    Declaration,
    Finding,
    FindingId,
    FindingKind,
    Flow,
    Issue,
    Money,
    Party,
    Period,
    PlaceSubject,
    Quantity,
    Subject,
    UsageError,
)

ON = date(2026, 11, 22)
TARIFF = "us-s301-forced-labour"
BUYER_ABROAD = Party(name="Invented Imports Inc", country="us")


def yen(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="JPY")


def priced(story: list[Declaration], amount: int = 100) -> list[Declaration]:
    return [replace(one, value=yen(amount)) for one in story]


def model(**chosen: Value) -> Banned:
    return banned_by(regime_of("jp-model-goods"), Asked(on=ON, chosen=chosen))


IMPORTS = model(flows="import")
TOUCHED = {"touched", "perhaps"}


def touches(result: Assessment, banned: Banned = IMPORTS) -> dict[str, str]:
    return dict(ban(result, banned).lines.select("declaration", "touch").rows())


def d005(result: Assessment, banned: Banned) -> dict[str, Any]:
    return ban(result, banned).lines.filter(pl.col("declaration") == "d005").row(0, named=True)


def of_mill(
    story: list[Declaration],
    *,
    at: Party = MILL,
    more: Sequence[Finding] = (),
    subject: Subject | None = None,
    **other: Any,
) -> Assessment:
    """The story with a finding on a company of it, from March, and more of them."""
    companies = resolve([party for one in story for party in (one.seller, one.buyer)])
    of_company = CompanySubject(companies.entities[companies.of(at)].id)
    found = finding(subject or of_company, **{"period": Period(start=date(2025, 1, 1)), **other})
    return assess(story, companies, [found, *more])


def simulated(text: str) -> Simulation:
    sample = sample_of(pl.read_csv(text.encode(), infer_schema=False), file="mine.csv", year=2025)
    return simulate(regime_of("jp-model-due-diligence"), sample, Asked(on=ON, chosen={"who": "all"}))


def test_the_story(story: list[Declaration]) -> None:
    result = run(priced(story))
    assert touches(result) == {"d005": "touched", "d006": "untraceable", "d007": "untraceable"}
    by_chapter = {row["group"]: row for row in ban_counts(ban(result, IMPORTS), "chapter").iter_rows(named=True)}
    assert {key: row["declarations"] for key, row in by_chapter.items()} == {"62": 2, "52": 1}
    assert (by_chapter["62"]["touched"], by_chapter["62"]["value_touched"], by_chapter["62"]["value"]) == (1, 100, 200)
    assert by_chapter["52"]["value_untraceable"] == 100
    assert ban_counts(ban(result, IMPORTS), "origin")["group"].to_list() == ["my", "au", "pt"]


@pytest.mark.parametrize("by", BY)
def test_every_declaration_is_one_thing(story: list[Declaration], by: str) -> None:
    counts = ban_counts(ban(run(priced(story)), replace(IMPORTS, place="my")), by)
    kinds = [each.value for each in Touch]
    assert counts.select(pl.sum_horizontal(kinds)).to_series().to_list() == counts["declarations"].to_list()
    values = counts.select(pl.sum_horizontal([f"value_{each}" for each in kinds])).to_series()
    assert values.to_list() == counts["value"].to_list()


def test_only_flows_that_are_forbidden_are_counted(make: Make, story: list[Declaration]) -> None:
    out = make(IMPORTER, BUYER_ABROAD, "6205", date(2026, 6, 1), 400, Flow.EXPORT)
    home = make(IMPORTER, SECOND, "6205", date(2026, 6, 2), 50, Flow.DOMESTIC)
    result = run([*story, out, home])
    by_flow = {
        flows: dict(ban_counts(ban(result, model(flows=flows)), "flow").select("group", "touched").rows())
        for flows in ("import", "import-export", "all")
    }
    assert by_flow == {
        "import": {"import": 1},
        "import-export": {"import": 1, "export": 1},
        "all": {"import": 1, "export": 1, "domestic": 1},
    }
    found = ban(result, model(flows="import"))
    assert (found.every.height, found.lines.height, found.elsewhere) == (5, 3, 4)


def test_a_sale_at_home_does_not_cross_the_border_whatever_it_is_called(make: Make, story: list[Declaration]) -> None:
    home = make(IMPORTER, SECOND, "6205", date(2026, 6, 2), 50, Flow.IMPORT)
    assert ban(run([*story, home]), model()).lines["declaration"].to_list() == ["d007", "d005", "d006"]


def test_a_ban_of_a_group_counts_at_the_border_of_its_members(make: Make, story: list[Declaration]) -> None:
    german, french = Party(name="Invented Handel GmbH", country="de"), Party(name="Invented Mode SARL", country="fr")
    sold = [
        make(MAKER, german, "6205", date(2026, 5, 1), 400, Flow.IMPORT),
        make(german, french, "6205", date(2026, 6, 1), 100, Flow.IMPORT),
        make(french, BUYER_ABROAD, "6205", date(2026, 7, 1), 50, Flow.EXPORT),
    ]
    found = ban(run([*story, *sold]), banned_by(regime_of("eu-flr"), Asked(on=ON)))
    assert found.lines.select("declaration", "flow", "touch").rows() == [
        ("d008", "import", "touched"), ("d009", "domestic", "touched"), ("d010", "export", "touched"),
    ]  # fmt: skip


def test_a_value_that_is_not_declared_is_counted_as_such(story: list[Declaration]) -> None:
    some = [replace(one, value=yen(50)) if one.id == "d006" else one for one in story]
    counts = ban_counts(ban(run(some), IMPORTS), "chapter")
    assert dict(counts.select("group", "value_unknown").rows()) == {"62": 1, "52": 1}
    assert dict(counts.select("group", "value").rows()) == {"62": 50, "52": None}
    row = counts.filter(pl.col("group") == "62").row(0, named=True)
    assert (row["touched"], row["value_touched"], row["value_unknown_touched"]) == (1, None, 1)
    assert (row["perhaps"], row["value_perhaps"]) == (0, 0)


def test_the_currency_is_that_of_what_is_counted(story: list[Declaration]) -> None:
    """Seven declarations in dollars elsewhere do not make the values of three in yen unknown."""
    dollars = Money(amount=Decimal(5), currency="USD")
    mixed = [replace(one, value=yen(100) if one.flow is Flow.IMPORT else dollars) for one in story]
    assert run(mixed).lines.currency == "USD"
    found = ban(run(mixed), IMPORTS)
    assert (found.currency, found.lines["value"].sum()) == ("JPY", 300.0)


def test_findings_on_other_issues_are_none_of_the_bans_business(story: list[Declaration]) -> None:
    result = of_mill(story, issue=Issue.POLLUTION)
    assert touches(result)["d005"] == "untraceable"  # where its cotton grew is not known
    on_pollution = {Flow.IMPORT: {Issue.POLLUTION: frozenset({Ground.EVIDENCE})}}
    assert touches(result, replace(IMPORTS, grounds=on_pollution))["d005"] == "touched"


def test_a_child_may_be_forced_and_that_stays_open(story: list[Declaration]) -> None:
    result = of_mill(story, issue=Issue.CHILD_LABOUR)
    assert touches(result)["d005"] == "perhaps"
    assert (
        touches(result, replace(banned_by(regime_of("ca-import-ban"), Asked(on=ON)), place="jp"))["d005"] == "touched"
    )
    assert touches(result, replace(banned_by(regime_of("us-s307"), Asked(on=ON)), place="jp"))["d005"] == "perhaps"


def test_what_little_is_seen_of_is_not_cleared(make: Make, story: list[Declaration]) -> None:
    """A good without a code that can be traced, too little seen upstream: nothing says that no such goods are in it."""
    unknown = [replace(one, good="990000") if one.id == "d006" else one for one in story]
    assert touches(run(unknown))["d006"] == "untraceable"
    assert touches(run(spun(make, 1000, 1000), mill=False)) == {"d010": "untouched"}
    little = run(spun(make, 1000, 300), mill=False)
    assert rules(little)["d013"] == ("ask", "little-seen")
    assert touches(little) == {"d013": "untraceable"}


DIRTY_FARM, CLEAN_FARM = Party(name="Pezmukat Demo Farm", country="cn"), Party(name="Olvanket Demo Farm", country="au")


def mixed(make: Make) -> Assessment:
    """Yarn from cotton of two farms, 6 of 10 parts from the one that a finding is on; all of it is on record."""
    lines = [
        make(DIRTY_FARM, OTHER_MILL, "5201", date(2026, 2, 1), 600),
        make(CLEAN_FARM, OTHER_MILL, "5201", date(2026, 2, 1), 400),
        make(OTHER_MILL, IMPORTER, "5205", date(2026, 3, 1), 700, Flow.IMPORT),
    ]
    return of_mill(lines, at=DIRTY_FARM)


@pytest.mark.parametrize(
    ("share", "touch", "spared"),
    [("0", "touched", False), ("0.599", "touched", False), ("0.61", "untouched", True), ("1", "untouched", True)],
)
def test_a_least_share_spares_what_holds_less(make: Make, share: str, touch: str, spared: bool) -> None:
    row = ban(mixed(make), model(share_min=Decimal(share))).lines.row(0, named=True)
    assert (row["touch"], row["spared"]) == (touch, spared)


def test_a_least_share_within_what_nobody_can_say_leaves_it_open(make: Make, story: list[Declaration]) -> None:
    more = [
        replace(one, weight=Quantity(amount=Decimal(700), unit="KGM")) if one.id == "d005" else one for one in story
    ]
    row = table(run(more, flow=Flow.IMPORT)).filter(pl.col("declaration") == "d005").row(0, named=True)
    assert row["share_least"] < 700_000 < row["share_most"]
    assert d005(run(more), model(share_min=Decimal("0.7")))["touch"] == "perhaps"
    unweighed = [replace(one, weight=None) if one.id == "d005" else one for one in story]
    assert d005(run(unweighed), model(share_min=Decimal("0.9")))["touch"] == "perhaps"


def test_a_least_share_never_spares_what_its_own_maker_is_found_for(make: Make) -> None:
    sold = make(MILL, IMPORTER, "5205", date(2026, 4, 1), None, Flow.IMPORT)
    assert touches(run([sold]), model(share_min=Decimal(1)))["d001"] == "touched"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(low=st.integers(0, 100), more=st.integers(0, 100))
def test_a_higher_least_share_never_touches_more(story: list[Declaration], low: int, more: int) -> None:
    result = run(story)
    lower, higher = (
        {key for key, touch in touches(result, model(share_min=Decimal(share) / 100)).items() if touch in TOUCHED}
        for share in (low, min(low + more, 100))
    )
    assert higher <= lower


PRESUMED: dict[str, Any] = {"kind": FindingKind.PRESUMED, "presumption": True}


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


def test_findings_of_one_kind_that_rest_on_different_things_are_told_apart(story: list[Declaration]) -> None:
    """One presumed of the region, one presumed of the mill: they are traced as one and must not be judged as one."""
    both = of_mill(story, **PRESUMED, more=[finding(PlaceSubject("cn-xj"), id=FindingId("f-region"), **PRESUMED)])
    assert touches(both, model(presumption="entity"))["d005"] == "touched"
    away = of_mill(
        story, **PRESUMED, at=OTHER_MILL, more=[finding(PlaceSubject("cn-xj"), id=FindingId("f-region"), **PRESUMED)]
    )
    assert touches(away, model(presumption="region"))["d007"] == "perhaps"
    assert touches(away, model(presumption="entity"))["d007"] == "touched"


def test_exports_are_not_presumed(make: Make, story: list[Declaration]) -> None:
    out = make(IMPORTER, BUYER_ABROAD, "6205", date(2026, 6, 1), 400, Flow.EXPORT)
    assert touches(of_mill([*story, out], **PRESUMED), model())["d008"] == "perhaps"
    assert touches(of_mill([*story, out]), model())["d008"] == "touched"


def test_what_is_left_to_labour_law_may_go_out(make: Make, story: list[Declaration]) -> None:
    made = make(SECOND, BUYER_ABROAD, "848340", date(2026, 6, 1), 400, Flow.EXPORT)
    result = of_mill([*story, made], at=SECOND, issue=Issue.FORCED_LABOUR)
    for chosen, touch in (("hold-and-remedy", "touched"), ("ban", "touched"), ("none", "untraceable")):
        assert touches(result, model(made_in_japan=chosen))["d008"] == touch


def test_a_sanction_beside_forced_labour_hides_nothing(story: list[Declaration]) -> None:
    other = finding(
        PlaceSubject("cn-xj"), id=FindingId("f-sanction"), issue=Issue.SANCTION, kind=FindingKind.DETERMINED
    )
    result = of_mill(story, issue=Issue.FORCED_LABOUR, more=[other])
    assert touches(result)["d005"] == "touched"


def test_a_duty_of_diligence_bans_no_goods(story: list[Declaration]) -> None:
    banned = banned_by(regime_of("jp-model-due-diligence"), Asked(on=ON))
    assert not banned.forbids
    found = ban(run(priced(story)), banned)
    assert (found.lines.height, found.every.height) == (0, 3)


def test_every_prohibition_that_presumes_anything_is_in_the_table() -> None:
    written = {(regime.id, one.id): one for regime in regimes().values() for one in regime.prohibitions}
    assert {key for key, one in written.items() if one.presumption} <= set(prohibitions()) <= set(written)
    assert {key for key, one in prohibitions().items() if one.presumed} <= {
        key for key, one in written.items() if one.presumption
    }
    for (regime, _), one in prohibitions().items():
        assert set(one.issues) <= {issue.id for issue in regime_of(regime).issues}


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
    assert set(parameters["presumption"].words) == {"region-entity", "region", "entity", "none"}
    assert {"none", "hold-and-remedy", "ban"} == set(parameters["made_in_japan"].words)
    assert parameters["share_min"].unit is Measure.SHARE
    for regime in regimes().values():
        if regime.family is Family.PRODUCT_BAN:
            assert banned_by(regime, Asked(on=ON)).forbids, regime.id


def test_a_good_has_no_other_source_only_where_every_supplier_is_touched(make: Make, story: list[Declaration]) -> None:
    assert without_other_source(ban(run(priced(story)), IMPORTS)).is_empty()
    alone = [one for one in priced(story) if one.id != "d006"]
    table = without_other_source(ban(run(alone), IMPORTS))
    assert table.row(0, named=True) == {
        "heading": "6205", "suppliers": 1, "importers": 1, "declarations": 1, "value": 100.0, "sure": True,
    }  # fmt: skip
    unpriced = [replace(one, value=None) for one in alone]
    assert without_other_source(ban(run(unpriced), IMPORTS))["value"].to_list() == [None]


def test_importers_are_found_in_the_table_by_name(story: list[Declaration]) -> None:
    result = run(priced(story))
    found = simulated(f"id,name,seat\n1,{IMPORTER.name.upper()},jp\n2,Other KK,jp\n")
    table = covered(ban(result, IMPORTS), importers(result, found))
    assert table.select("verdict", "importers", "value").rows() == [("in", 1, 100.0), (NOT_IN_TABLE, 1, 200.0)]
    assert table["share"].to_list() == pytest.approx([1 / 3, 2 / 3])


def test_rows_of_one_importer_that_differ_are_a_conflict_or_undetermined(story: list[Declaration]) -> None:
    result = run(story, flow=Flow.IMPORT)
    name = SECOND.name
    said = importers(result, simulated(f"id,name,seat,operates_in\n1,{name},jp,jp\n2,{name},de,de\n"))
    assert list(said.values()) == [Verdict.UNDETERMINED]  # where it sells and has branches is not known
    facts = "id,name,seat,operates_in,branch_in,sells_in"
    said = importers(result, simulated(f"{facts}\n1,{name},jp,jp,jp,jp\n2,{name},de,de,de,de\n"))
    assert list(said.values()) == [Verdict.CONFLICT]


def test_a_table_without_names_finds_nobody(story: list[Declaration]) -> None:
    result = run(story)
    assert importers(result, simulated("id,seat\n1,jp\n")) == {}
    table = covered(ban(result, IMPORTS), {})
    assert (table["share"].to_list(), table["value"].to_list(), table["value_unknown"].to_list()) == (
        [None],
        [None],
        [3],
    )


def test_exports_are_charged_at_both_tiers(make: Make, story: list[Declaration]) -> None:
    sold = [
        make(IMPORTER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT, value=yen(1_000_000)),
        make(IMPORTER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT),
        make(IMPORTER, WEAVER, "848340", ON, 10, Flow.EXPORT, value=yen(5)),
        make(MAKER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT, value=yen(7)),
    ]
    dear = [replace(one, value=Money(amount=Decimal(9), currency="EUR")) for one in story]
    exposed = tariff_exposure(run([*dear, *sold]), regime_of(TARIFF), Asked(on=ON))
    assert exposed.currency == "JPY"
    row = exposed.table.row(0, named=True)
    assert row == {
        "chapter": "84", "declarations": 2, "value": 1e6, "value_unknown": 1, "with_ban": 1e5, "without_ban": 1.25e5,
        "difference": pytest.approx(2.5e4),
    }  # fmt: skip
    assert tariff_exposure(run(priced(story)), regime_of(TARIFF), Asked(on=ON)).table.is_empty()
    assert tariff_exposure(run([*story, sold[1]]), regime_of(TARIFF), Asked(on=ON)).table["difference"].to_list() == [
        None
    ]


def test_a_regime_without_tiers_is_refused(story: list[Declaration]) -> None:
    with pytest.raises(UsageError) as caught:
        tariff_exposure(run(story), regime_of("de-lksg"), Asked(on=ON))
    assert caught.value.code == "no-tiers"
