"""The kind `finding`: what it holds, and that credits carry nothing but works that were published."""

from datetime import date
from typing import Any

import pytest

from tadasu.release import check, kinds
from tadasu.schema import Issue

FINDING = kinds()["finding"]
CREDIT = {
    "outlet": "The Lantern (invented)",
    "author": "Sanae Kurata",
    "title": "夜の門（架空）",
    "address": "https://www.example.org/a",
    "licence": "CC BY 4.0",
}


def found(**changed: Any) -> list[str]:
    document = {
        "title": {"en": "Forced labour: Uzbekistan", "ja": "ウズベキスタン：強制労働"},
        "issue": "forced-labour",
        "standard": "substantiated",
        "place": "uz",
        "heard": "not-recorded",
        "contrary": "none-found",
        **changed,
    }
    return [f"{one.code} {one.at}" for one in check(FINDING, document, today=date(2026, 11, 26))]


def test_a_plain_one_and_one_with_credits_pass() -> None:
    assert (
        found()
        == found(credits=[CREDIT])
        == found(credits=[CREDIT | {"address": "", "author": "", "licence": ""}])
        == []
    )


@pytest.mark.parametrize(
    ("credits", "problem"),
    [
        ("The Lantern", "wrong-type credits"),
        ([CREDIT] * 31, "wrong-type credits"),
        ([{"outlet": "x"}], "wrong-type credits.1"),
        ([CREDIT | {"source": "a driver"}], "wrong-type credits.1"),
        ([CREDIT | {"author": None}], "wrong-type credits.1"),
        ([CREDIT | {"outlet": " "}], "field-missing credits.1.outlet"),
        ([CREDIT, CREDIT | {"address": "http://example.org"}], "link-unsafe credits.2.address"),
        ([CREDIT | {"address": "https://abc.onion/a"}], "link-unsafe credits.1.address"),
        ([CREDIT | {"title": "Call 03-1234-5678"}], "text-phone credits.1.title:1"),
        ([CREDIT | {"author": "x" * 301}], "text-too-long credits.1.author"),
    ],
)
def test_what_is_no_credit_is_refused(credits: Any, problem: str) -> None:
    assert problem in found(credits=credits)


def test_finer_places_days_and_few_people_are_refused() -> None:
    assert found(place="cn-653200") == ["place-too-fine place"]
    assert found(period="2026-03") == ["period-too-fine period"]
    assert found(persons=3) == ["count-too-small persons"]
    assert "text-day text.en:1" in found(text={"en": "On 3 May 2026 they left.", "ja": "去った。"})


def test_it_knows_every_abuse_that_a_finding_of_ours_can_be_about() -> None:
    assert set(FINDING.fields["issue"].of) == {str(one) for one in Issue} - {Issue.UNSTATED, Issue.SANCTION}
