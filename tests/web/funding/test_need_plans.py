"""Plans: advice that is made from what was kept and from nothing else, repeated to the byte, and that decides nothing."""

import json
from datetime import date

import pytest
from django.db.utils import ProgrammingError
from tests.web.made import person
from tests.web.made_need import DUNE, MAST, NET, REED, Desk
from tests.web.made_programmes import BUDGET, award, funder
from tests.web.made_vault import lately

from tadasu.funds import Forced, NoPlan, WayIn
from tadasu.funds import Plan as Found
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.need import actions, queries
from tadasu.web.funding.need._asked import answered, document_of
from tadasu.web.funding.need._kept import digest_of, plan_of, problem_of, written
from tadasu.web.funding.need._problem import Chosen, Room, unit_of
from tadasu.web.funding.need.actions.working_out import result_of
from tadasu.web.funding.need.models import Plan, Question
from tadasu.web.funding.programmes.models import Entry

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def found(plan: Plan) -> Found:
    made = plan_of(document_of(plan.result)["plan"])
    assert isinstance(made, Found)
    return made


def test_a_plan_keeps_most_with_the_money_that_is_left(desk: Desk) -> None:
    plan = found(desk.done(desk.begun(budget=4_000_000)))
    taken = {one for one, _ in plan.taken}
    assert (len(taken), plan.kind, plan.proved) == (2, "advice", True)
    assert MAST in taken
    assert taken & {REED, DUNE}
    assert {one.name: one.value for one in plan.levels}["cells"] == 2


def test_everybody_who_may_close_is_a_candidate_and_the_officer_chooses(desk: Desk) -> None:
    draft = desk.begun()
    assert set(document_of(draft.asked)["chosen"]) == {REED, DUNE, MAST, NET}
    desk.note(NET, months="25+")
    assert NET not in document_of(desk.begun().asked)["chosen"]
    plan = desk.done(desk.chosen(draft, reed=Chosen(standing="must"), dune=Chosen(standing="never"), mast=Chosen()))
    decisions = {one.candidate: bool(one.option) for one in found(plan).decisions}
    assert decisions == {REED: True, DUNE: False, MAST: True}


def test_a_plan_does_not_tell_what_is_left_beside_money_that_is_withheld(desk: Desk) -> None:
    desk.enter("commitment", 77_000, award=award())
    rooms = {one["code"]: one["years"][str(desk.year)] for one in document_of(desk.begun().asked)["setting"]["rooms"]}
    assert rooms == {desk.line.code: BUDGET - 1_000_000, desk.beside.code: BUDGET}


def test_the_same_inputs_give_the_same_bytes(desk: Desk) -> None:
    plan = desk.done(desk.begun(budget=4_000_000))
    assert result_of(plan.asked) == plan.result
    assert digest_of(plan.asked) == plan.digest
    other = desk.done(desk.begun(budget=4_000_000))
    assert other.result == plan.result
    said = json.loads(desk.answered(plan, "repeat").result)
    assert said == {"same": True, "digest": plan.result_digest}


def test_what_is_kept_is_what_was_asked_to_the_byte(desk: Desk) -> None:
    plan = desk.done(desk.begun(core=3_000_000, years=2, caps={"uz": 9_000_000}, floors={"vn": 1}))
    document = document_of(plan.asked)
    assert written(problem_of(document["problem"])) == written(document["problem"])
    kept = document_of(plan.result)["plan"]
    assert written(plan_of(kept)) == written(kept)


def test_a_plan_that_was_asked_stays_as_it_is(desk: Desk) -> None:
    plan = desk.done(desk.begun())
    with acting(desk.actor):
        for changed in ({"asked": "{}"}, {"result": "{}"}, {"state": "draft"}):
            with pytest.raises(ProgrammingError), acting(desk.actor):
                Plan.objects.filter(id=plan.id).update(**changed)
        with pytest.raises(ProgrammingError), acting(desk.actor):
            Plan.objects.filter(id=plan.id).delete()
    for act in (lambda: actions.ask(desk.actor, plan=plan.id), lambda: actions.throw_away(desk.actor, plan=plan.id)):
        with acting(desk.actor), pytest.raises(UsageError) as error:
            act()
        assert error.value.code == "need-plan-asked"


def test_what_came_later_does_not_move_a_plan(desk: Desk) -> None:
    plan = desk.asked(desk.begun())
    desk.note(MAST, months="25+")
    assert "25" not in {str(one["months"]) for one in document_of(plan.asked)["problem"]["world"]["sources"]}
    assert MAST in document_of(plan.asked)["problem"]["closing"]


def test_a_plan_makes_no_award_and_moves_no_money(desk: Desk) -> None:
    desk.done(desk.begun())
    with acting(desk.actor):
        assert not Award.objects.exists()
        assert not Entry.objects.exists()


def test_a_plan_names_neither_a_grantee_nor_an_application(desk: Desk) -> None:
    plan = desk.done(desk.begun())
    ids = {one["id"] for one in document_of(plan.asked)["problem"]["candidates"]}
    assert ids <= {REED, DUNE, MAST, NET}
    assert {one.name for one in Plan._meta.get_fields()}.isdisjoint({"application", "award", "grantee"})


def test_budgets_are_what_is_left_of_the_lines(desk: Desk) -> None:
    desk.enter("commitment", 9_500_000)
    document = document_of(desk.asked(desk.begun()).asked)
    budgets = {one["id"]: one["budget"] for one in document["problem"]["lines"]}
    assert budgets == {"A-1": {str(desk.year): 500_000}, "B-1": {str(desk.year): 10_000_000}}


def test_what_cannot_be_is_explained(desk: Desk) -> None:
    draft = desk.begun(budget=4_000_000, caps={"uz": 1_000_000})
    plan = desk.done(desk.chosen(draft, reed=Chosen(standing="must")))
    made = plan_of(document_of(plan.result)["plan"])
    assert isinstance(made, NoPlan)
    assert made.conflict is not None
    assert {one.code for one in made.conflict.rules} == {"plan.rule.cap", "plan.rule.must"}
    assert made.conflict.irreducible


def test_what_would_have_to_change_is_answered_on_asking(desk: Desk) -> None:
    plan = desk.done(desk.begun(budget=4_000_000))
    (out, *_) = (one.candidate for one in found(plan).decisions if not one.option and one.candidate != NET)
    forced = answered(desk.answered(plan, "forced", out))
    entry = answered(desk.answered(plan, "entry", out))
    assert isinstance(forced, Forced)
    assert isinstance(entry, WayIn)
    assert entry.total > 0
    with acting(desk.actor):
        again = actions.ask_more(desk.actor, plan=plan.id, kind="forced", candidate=out)
        assert Question.objects.filter(plan=plan, kind="forced").count() == 1
        assert again.state == "done"


def test_what_is_asked_of_a_plan_has_to_be_there(desk: Desk) -> None:
    draft = desk.begun(budget=4_000_000)
    with acting(desk.actor), pytest.raises(UsageError) as error:
        actions.ask_more(desk.actor, plan=draft.id, kind="repeat")
    assert error.value.code == "need-not-done"
    plan = desk.done(draft)
    within = found(plan).taken[0][0]
    for kind, candidate in (("forced", within), ("forced", ""), ("repeat", within), ("magic", within)):
        with acting(desk.actor), pytest.raises(UsageError):
            actions.ask_more(desk.actor, plan=plan.id, kind=kind, candidate=candidate)


@pytest.mark.parametrize(
    "changed",
    [
        {"lines": frozenset()},
        {"years": 0},
        {"years": 4},
        {"bridge": None},
        {"bridge": -5},
        {"months": 7},
        {"order": "magic"},
        {"lot": "  "},
        {"reserve": 101},
        {"caps": {"zz": 1}},
        {"first_year": 2150},
    ],
)
def test_what_is_set_has_to_fit(desk: Desk, changed: dict[str, object]) -> None:
    with pytest.raises(UsageError) as error:
        desk.begun(**changed)
    assert error.value.code == "need-plan-said"


def test_without_a_source_there_is_no_plan(desk: Desk) -> None:
    for key in (REED, DUNE, MAST, NET):
        desk.note(key, months="25+")
    with pytest.raises(UsageError) as error:
        desk.begun()
    assert error.value.code == "need-no-candidates"


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({}, "need-no-candidates"),
        ({"reed": Chosen(standing="magic")}, "need-code"),
        ({"reed": Chosen(through="AW-1")}, "need-no-intermediary"),
        ({"reed": Chosen(yearly=0)}, "need-plan-said"),
    ],
)
def test_what_is_chosen_has_to_fit(desk: Desk, chosen: dict[str, Chosen], code: str) -> None:
    draft = desk.begun()
    with pytest.raises(UsageError) as error:
        desk.chosen(draft, **chosen)
    assert error.value.code == code


def test_neither_a_stranger_nor_a_reviewer_nor_an_auditor_makes_a_plan(desk: Desk) -> None:
    draft = desk.begun()
    stranger = lately(person(funder("Another fund (invented)"), "programme"))
    with acting(stranger), pytest.raises(Plan.DoesNotExist):
        actions.ask(stranger, plan=draft.id)
    for user in (desk.reviewer, desk.auditor):
        actor = lately(user)
        with acting(actor), pytest.raises(Refused):
            actions.begin(actor, organisation=desk.place.id, said=desk.said())
        with acting(actor), pytest.raises(Refused):
            actions.ask(actor, plan=draft.id)
    reviewer = lately(desk.reviewer)
    with acting(reviewer), pytest.raises(Refused):
        queries.plan_of(reviewer, draft.id)


def test_large_budgets_are_counted_in_larger_units_rounded_against_spending() -> None:
    rooms = [Room(code="A", oda=True, years={"2026": 50 * 10**9 + 99})]
    assert unit_of(rooms) == 100
    assert unit_of([Room(code="A", oda=True, years={"2026": 10**9})]) == 1


def test_a_country_that_may_not_be_a_recipient_is_paid_beside_assistance(desk: Desk) -> None:
    with acting(desk.actor):
        draft = actions.begin(desk.actor, organisation=desk.place.id, said=desk.said(lines=frozenset({desk.line.id})))
    document = document_of(desk.asked(draft).asked)
    assert set(document["problem"]["recipients"]) <= {"uz", "vn", "tm", "kh"}
    assert date.fromisoformat(f"{document['told'][desk.peer.known_as]}-01")
