"""What led to what is read as one line, with the reason beside it; what nobody told is unknown; harm stands in the same list."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, transaction
from django.urls import reverse
from tests.web.made_findings import Desk as Findings
from tests.web.made_results import Desk, said
from tests.web.made_vault import lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.funds import Ground, RestingFinding, World
from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.findings.actions import withdraw
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.funding.results import actions, queries
from tadasu.web.funding.results.forms import as_typed
from tadasu.web.funding.results.models import Result
from tadasu.web.funding.results.periods import when_said
from tadasu.web.funding.results.touching import Amount, touched

pytestmark = pytest.mark.usefixtures("database")


def finding(desk: Desk) -> FindingVersion:
    """One in force, of the funder's own instance."""
    return Findings(desk.place).in_force()


def needs(world: World, findings: dict[tuple[str, str], int]) -> Any:
    """The world as need has it."""
    joined = SimpleNamespace(world=world, findings=findings, cells=findings)
    return SimpleNamespace(joined=joined)


def world(*grounds: Ground, untold: dict[str, frozenset[str]] | None = None) -> World:
    return World(
        findings=[RestingFinding(id="f1", country="uz", sources=frozenset({"s"}))],
        grounds=list(grounds),
        untold=untold or {},
    )


def test_a_finding_that_holds_declarations_says_how_many() -> None:
    told = world(
        Ground(id="1", kind="hold", findings=frozenset({"f1"}), count=12),
        Ground(id="2", kind="duty", findings=frozenset({"f1"}), count=2),
    )
    found = touched(needs(told, {("uz", "textiles"): 3}), "f1", ["uz"])
    assert (found.holds, found.duties, found.findings) == (
        Amount(count=12, least=False),
        Amount(count=2, least=False),
        Amount(count=3, least=False),
    )


def test_what_nobody_told_is_unknown_and_what_was_told_in_part_is_a_least() -> None:
    untold = {"": frozenset({"holds", "duties"})}
    nothing = touched(needs(world(untold=untold), {}), "f1", ["uz"])
    assert (nothing.holds, nothing.findings) == (Amount(count=None, least=True), Amount(count=None, least=False))
    some = world(Ground(id="1", kind="hold", findings=frozenset({"f1"}), count=12), untold=untold)
    assert touched(needs(some, {}), "f1", ["uz"]).holds == Amount(count=12, least=True)


def page_of(desk: Desk, language: str = "en") -> str:
    with acting(lately(desk.officer.user)):
        User.objects.filter(id=desk.officer.id).update(language=language)
    address = reverse("results-programme", args=[desk.place.id, desk.books.fund.id])
    return signed_in(desk.officer.user).get(address).content.decode()


def test_a_publication_that_led_to_a_finding_is_one_line_with_its_reason() -> None:
    desk = Desk()
    version = finding(desk)
    first = desk.of_programme(kind="publication", when=when_said("2026-03"), words="")
    desk.of_programme(kind="finding", finding=version.finding, after=first.thing, told_by="third-party", words="")
    with_authenticator(desk.officer.user)
    page = page_of(desk)
    line = next(one for one in page.split("<p>") if "A finding in force</a>" in one and version.title in one)
    assert line.index("A publication (2026-03)") < line.index("A finding in force") < line.index(version.title)
    assert "nobody has told which declarations it holds" in line
    assert "Core support made it possible. A third party says so: reported." in line
    assert "caused it" in page
    assert "led to by" not in page


def test_harm_and_nothing_stand_in_the_same_list_in_order_of_days() -> None:
    desk = Desk()
    award = desk.running()
    for kind, when in (("harm", "2026-04"), ("nothing", "2026-06"), ("released", "2026-05")):
        desk.result(award, kind=kind, when=when_said(when), words="")
    with_authenticator(desk.officer.user)
    page = page_of(desk)
    places = [page.index(f">{one}</a>") for one in ("Nothing came of it", "People were released", "It did harm")]
    assert places == sorted(places)
    japanese = page_of(desk, "ja")
    for word in ("成果なし", "人の解放", "害が生じた", "2026-05"):
        assert word in japanese


def test_of_a_programme_with_many_results_the_latest_are_shown_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tadasu.web.funding.results.views.results.MOST_SHOWN", 2)
    desk = Desk()
    for kind, when in (("harm", "2026-04"), ("nothing", "2026-06"), ("released", "2026-05")):
        desk.of_programme(kind=kind, when=when_said(when), words="")
    with_authenticator(desk.officer.user)
    page = page_of(desk)
    assert "The latest 2 of 3 results are shown" in page
    assert ("Nothing came of it</a>" in page, "People were released</a>" in page) == (True, True)
    assert "It did harm</a>" not in page
    monkeypatch.setattr("tadasu.web.funding.results.views.results.MOST_SHOWN", 3)
    assert "results are shown" not in page_of(desk)


def test_a_result_follows_one_of_its_programme_that_may_be_known_where_it_stands() -> None:
    desk = Desk()
    hidden = desk.result(desk.running(level=3))
    with pytest.raises(UsageError, match="results-no-such"):
        desk.result(desk.running(level=1), after=hidden.thing)
    with pytest.raises(UsageError, match="results-no-such"):
        desk.of_programme(finding=hidden.thing)


def test_no_arrow_ties_what_is_protected_to_anything_else() -> None:
    desk = Desk()
    guarded, free = desk.running(level=1), desk.running(level=0)
    of_guarded, of_free, of_fund = desk.result(guarded), desk.result(free), desk.of_programme()
    for write in (
        lambda: desk.of_programme(after=of_guarded.thing),
        lambda: desk.result(free, after=of_guarded.thing),
        lambda: desk.result(guarded, after=of_fund.thing),
        lambda: desk.result(guarded, after=of_free.thing),
        lambda: desk.result(desk.running(level=1), after=of_guarded.thing),
    ):
        with pytest.raises(UsageError, match="results-arrow-protected"):
            write()
    assert desk.result(guarded, after=of_guarded.thing).after == of_guarded.thing
    assert desk.of_programme(after=of_free.thing).after == of_free.thing
    assert desk.result(free, after=of_fund.thing).after == of_fund.thing
    actor = lately(desk.officer.user)
    with acting(actor):
        made = Result.objects.get(id=of_fund.id)
        made.id, made.thing, made.after = uuid4(), uuid4(), of_guarded.thing
        with pytest.raises(Error, match="no arrow leads"), transaction.atomic():
            made.save(force_insert=True)


def test_the_page_offers_no_arrow_that_would_tie_what_is_protected() -> None:
    desk = Desk()
    guarded, free = desk.running(level=1), desk.running(level=0)
    rows = {one: desk.result(one) for one in (guarded, free)}
    with_authenticator(desk.officer.user)
    client = signed_in(desk.officer.user)
    fund = reverse("results-write-programme", args=[desk.place.id, desk.books.fund.id])
    for address, offered in (
        (fund, [free]),
        *((reverse("results-write", args=[one.id]), [one]) for one in (guarded, free)),
    ):
        page = client.get(address).content.decode()
        assert [one for one, row in rows.items() if str(row.thing) in page] == offered


def test_whatever_follows_one_another_ends() -> None:
    desk = Desk()
    award = desk.running()
    first = desk.result(award, words="")
    second = desk.result(award, after=first.thing, words="")
    desk.does(desk.officer, actions.correct, result=first.id, said=said(after=second.thing, words=""))
    actor = lately(desk.officer.user)
    with acting(actor):
        rows = queries.results_of(actor, desk.place.id)
        assert [len(one.before) for one in queries.chains_of(actor, rows, desk.place.id)] == [1, 1]


def test_a_correction_keeps_a_finding_that_is_in_force_no_more() -> None:
    desk = Desk()
    findings = Findings(desk.place)
    version = findings.in_force()
    made = desk.result(desk.running(level=0), finding=version.finding, words="")
    with acting(findings.editor):
        withdraw(findings.editor, version=version.id, code="mistaken", reason="It was another mill (invented).")
    with_authenticator(desk.officer.user)
    client = signed_in(desk.officer.user)
    address = reverse("results-correct", args=[made.id])
    assert f'value="{version.finding}" selected' in client.get(address).content.decode()
    typed = {key: value for key, value in as_typed(made).items() if value}
    done = client.post(address, {**typed, "sure": "verified"})
    assert done.status_code == 302
    with acting(lately(desk.officer.user)):
        assert Result.objects.get(thing=made.thing, version=2).finding == version.finding
