"""What we publish in IATI: no clock, no chance, no field more than is named, and the same bytes for the same content."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.funds.made_grants import NOW, REF, activity, budget, identifier, organisation, transaction, yen

from tadasu.funds import (
    IatiBudget,
    IatiExclusionPolicy,
    IatiParticipant,
    IatiRole,
    IatiShare,
    activity_identifier,
    iati_activities,
    iati_organisation,
    texts,
    withheld_org,
)
from tadasu.schema import Money, UsageError


def written(**other: Any) -> str:
    return iati_activities([activity(**other)], generated=NOW).decode("utf-8")


def refusal(**other: Any) -> str:
    with pytest.raises(UsageError) as caught:
        written(**other)
    return caught.value.code


def test_the_same_content_gives_the_same_bytes_in_whatever_order_it_comes() -> None:
    one = activity()
    other = replace(
        one,
        regions=one.regions[::-1],
        purposes=one.purposes[::-1],
        transactions=one.transactions[::-1],
        title=one.title[::-1],
    )
    second = activity(identifier=identifier(2))
    assert iati_activities([one, second], generated=NOW) == iati_activities([second, other], generated=NOW)


def test_a_participant_whose_name_is_withheld_has_no_identifier() -> None:
    hidden = IatiParticipant(role=IatiRole.IMPLEMENTING, org=withheld_org())
    text = written(participants=(hidden,))
    assert '<participating-org role="4">' in text
    assert text.count("<participating-org") == 1


def test_the_note_says_how_many_grants_are_withheld_and_links_the_policy() -> None:
    text = written()
    assert "for the safety of people: 12, in all 36000000 JPY." in text
    assert '<document-link format="text/html" url="https://fund.example/exclusions">' in text
    assert '<category code="B08"/>' in text


def test_nothing_is_said_of_what_was_not_given() -> None:
    text = written(withheld=None, policy=None, transactions=(), budgets=(), related=(), conditions=())
    for name in ("document-link", "transaction", "budget", "related-activity", 'type="4"'):
        assert f"<{name}" not in text
    assert '<conditions attached="0"/>' in text


def test_signs_that_xml_knows_are_written_so_that_they_mean_themselves() -> None:
    assert "a &amp; b &lt;c&gt; \"d\" 'e'" in written(title=texts({"en": "a & b <c> \"d\" 'e'"}))
    policy = IatiExclusionPolicy(url='https://fund.example/?a="b"&c', title=texts({"en": "Policy"}))
    assert 'url="https://fund.example/?a=&quot;b&quot;&amp;c"' in written(policy=policy)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\t", "\r", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_control_signs_are_refused(sign: str) -> None:
    assert refusal(title=texts({"en": f"a{sign}b"})) == "iati-sign"


def test_a_line_end_may_stand_in_a_text_and_in_no_attribute() -> None:
    assert "one\ntwo" in written(description=texts({"en": "one\ntwo"}))
    assert refusal(currency="JP\nY") == "iati-sign"


@pytest.mark.parametrize(
    "value",
    [
        f"{REF}-2026-exile-desk",
        f"{REF}-0000000000000001",
        f"{REF}-aaaaaaaaaaaaaaa",
        f"{REF}-aaaaaaaaaaaaaaaaa",
        "XM-DAC-701-9-aaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaa",
    ],
)
def test_an_identifier_that_could_tell_something_is_refused(value: str) -> None:
    assert refusal(identifier=value) == "iati-identifier"


def test_an_identifier_needs_all_its_random_bytes() -> None:
    with pytest.raises(UsageError):
        activity_identifier(REF, bytes(9))


HALF = Decimal(50)


def purposes(first: int, second: int) -> tuple[IatiShare, ...]:
    return IatiShare(code="15153", percentage=Decimal(first)), IatiShare(code="15160", percentage=Decimal(second))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"regions": ()}, "iati-percentages"),
        ({"regions": (IatiShare(code="679", percentage=Decimal(100)),)}, "iati-percentages"),
        ({"regions": (IatiShare(code="679"), IatiShare(code="789"))}, "iati-percentages"),
        ({"regions": (IatiShare(code="679", percentage=HALF), IatiShare(code="679", percentage=HALF))}, "iati-percentages"),
        ({"purposes": purposes(50, 49)}, "iati-percentages"),
        ({"purposes": purposes(100, 0)}, "iati-percentages"),
        ({"planned_start": None, "actual_start": None}, "iati-start"),
        ({"title": ()}, "iati-language"),
        ({"title": (("fr", "Médias"),)}, "iati-language"),
        ({"title": (("en", "Media"), ("en", "Media"))}, "iati-language"),
        ({"title": (("en", " Media"),)}, "iati-text"),
        ({"title": (("en", ""),)}, "iati-text"),
        ({"policy": IatiExclusionPolicy(url="http://fund.example/", title=texts({"en": "Policy"}))}, "iati-link"),
        ({"updated": datetime(2026, 11, 26)}, "iati-moment"),
        ({"budgets": (budget("NaN"),)}, "iati-number"),
        ({"budgets": (IatiBudget(start=date(2026, 4, 2), end=date(2026, 4, 1), money=yen(1)),)}, "iati-period"),
    ],
)  # fmt: skip
def test_what_iati_or_our_rules_do_not_allow_is_refused(changed: dict[str, Any], code: str) -> None:
    assert refusal(**changed) == code


def test_a_file_has_activities_and_each_once() -> None:
    for activities in ([], [activity(), activity()]):
        with pytest.raises(UsageError, match="iati-activities"):
            iati_activities(activities, generated=NOW)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("1E+3", "1000"), ("1000.00", "1000"), ("0.50", "0.5"), ("-12.30", "-12.3"), ("-0.00", "0"), ("1000", "1000")],
)
def test_an_amount_has_one_way_to_be_written(amount: str, shown: str) -> None:
    text = written(
        transactions=(transaction(money=Money(amount=Decimal(amount), currency="USD", on=date(2026, 1, 2))),)
    )
    assert f'<value currency="USD" value-date="2026-01-02">{shown}</value>' in text


def test_an_organisation_file_says_what_is_planned_and_what_was_spent() -> None:
    text = iati_organisation(organisation(), generated=NOW).decode("utf-8")
    assert text.index("<total-budget") < text.index("<recipient-region-budget") < text.index("<total-expenditure")
    assert text.count("<total-budget") == 2
    assert '<recipient-region vocabulary="1" code="679"/>' in text
