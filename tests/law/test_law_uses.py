"""What in a regime asks for a number or choice, and for which of them nothing does."""

import pytest
from tests.law import made

from tadasu.law import Procedure, Use, _uses, procedure_of, regime_of, regimes, uses_of
from tadasu.schema import UsageError


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


UNUSED = {
    "ca-s211": "fine_most",
    "ch-ddtr": "fine_intent fine_negligence",
    "ch-nfr": "fine_intent fine_negligence",
    "de-lksg": "exclusion_years fine_most fine_share fine_share_turnover offences",
    "eu-3tg": "environment",
    "eu-batteries": "cobalt lead lithium natural_graphite nickel",
    "eu-csddd": "civil_liability fine_cap fine_least_cap partner_employees",
    "eu-csrd": "digital_tagging value_chain_cap",
    "eu-eudr": """
        checks_high checks_low checks_standard class_br class_by class_id class_kp class_mm class_my
        class_ru class_unlisted coordinate_decimals fine_least_cap polygon_above printed_goods
    """,
    "eu-flr": "information_least",
    "jp-model-due-diligence": """
        depth directions disclosure_defence fine_share matter monitoring_years partner_employees
        procurement_years trade_leg transition_months transition_small_months
    """,
    "jp-model-funding": """
        aid_line bridge_amount cell_grantees_min cell_intermediaries_min core_months_max core_months_min
        country_hold_months diplomats duty_pair eligible_costs emergency_amount emergency_hours
        emergency_hours_aim false_match_hours hold_months incident_notice_hours intermediaries
        intermediaries_min intermediary_share_max largest_share_below legal_basis overhead_share own_share
        panel_min policy_review_months political_wording screening_depth screening_lists security_share_max
        security_share_min sunset_years top_two_share_below transaction_months
    """,
    "jp-model-goods": """
        appeal appeal_months audits authority court_months deposit_release disposal effect_days object
        petition_security proof_ban proof_open proof_rebut share_min statistics_months transition_months
    """,
    "my-commitment": "years_to_adopt",
    "us-s301-forced-labour": """
        economies rate_ar rate_au rate_bd rate_br rate_ca rate_ch rate_cn rate_ec rate_eu rate_gb rate_gt
        rate_hn rate_id rate_in rate_jo rate_jp rate_kh rate_kr rate_lk rate_mx rate_my rate_no rate_nz
        rate_ph rate_pk rate_sg rate_sv rate_th rate_tt rate_tw rate_vn tier_ban tier_gap tier_other
    """,
    "us-s307": "protest",
    "us-uflpa": "entities_listed",
}
"""Regime -> the numbers and choices that nothing asks for: what is told about only, or counted in cases. A new one is written
here, or gets a use."""


def test_only_the_numbers_and_choices_that_are_written_down_here_have_no_use() -> None:
    found = {one.id: {name for name in one.parameters if not uses_of(one, name)} for one in regimes().values()}
    assert {regime: names for regime, names in found.items() if names} == {
        regime: set(names.split()) for regime, names in UNUSED.items()
    }


def test_the_procedure_of_a_regime_is_read_once_for_all_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def counted(regime: str) -> Procedure:
        read.append(regime)
        return procedure_of(regime)

    monkeypatch.setattr(_uses, "procedure_of", counted)
    _uses._in_procedure.cache_clear()
    for key in ("jp-model-goods", "jp-model-due-diligence"):
        for name in regime_of(key).parameters:
            uses_of(regime_of(key), name)
    assert read == ["jp-model-goods"]


def test_what_is_wrong_in_a_procedure_is_not_taken_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(regime: str) -> Procedure:
        raise UsageError("no-such-parameter", value=regime)

    monkeypatch.setattr(_uses, "procedure_of", broken)
    _uses._in_procedure.cache_clear()
    with pytest.raises(UsageError):
        uses_of(regime_of("jp-model-goods"), "flows")
    _uses._in_procedure.cache_clear()


def test_a_regime_that_is_not_ours_has_no_procedure() -> None:
    assert uses_of(made.regime(), "three") == set()
