"""The funding desk of the demonstration: made once, by the acts of its invented people, and fit to go on from."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from tests.web.made_parties import no_lists
from tests.web.made_vault import lately
from tests.web.recorded import recorded
from tests.web.signing_in import signed_in

from tadasu.web.evidence.intake.demo import demo_report
from tadasu.web.evidence.press.demo import demo_press
from tadasu.web.evidence.verification.demo import demo_inquiry
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.demo import organisations, people
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.correspondence._code import canonical
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.publication.models import Publication
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications.models import Application, Draft
from tadasu.web.funding.awards.models import Award, Payment, Report, Tranche
from tadasu.web.funding.demonstration import _reviewing, demo
from tadasu.web.funding.demonstration._applying import visiting
from tadasu.web.funding.demonstration._stage import told
from tadasu.web.funding.feedback import queries as of_feedback
from tadasu.web.funding.feedback.models import Round, Sealed, Spent, Taken
from tadasu.web.funding.feedback.questions import form
from tadasu.web.funding.intermediaries.models import Attestation, Terms
from tadasu.web.funding.need.models import Given, Plan, TheirRest
from tadasu.web.funding.programmes.models import Entry, Fund, Line
from tadasu.web.funding.publishing.models import Release
from tadasu.web.funding.results.models import Result, Told
from tadasu.web.funding.results.queries import chains_of
from tadasu.web.funding.review.models import Decision, Review, Seat, Signature

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("database")]

KINDS = (
    Application,
    Award,
    Attestation,
    Decision,
    Entry,
    Fund,
    Given,
    Line,
    Payment,
    Plan,
    Release,
    FindingVersion,
    Result,
    Review,
    Round,
    Seat,
    Terms,
    Told,
)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No list and no box of another test."""
    no_lists()
    FLOODS.forget()
    yield
    FLOODS.forget()
    no_lists()
    for name in list(_files.names()):
        _files.remove(name)


def counts() -> list[int]:
    """How many rows there are of everything that it makes, as the officer sees them."""
    with acting(lately(who("programme"))):
        seen = [kind._default_manager.count() for kind in KINDS]
    with acting(steward(the_funder())):
        return [*seen, *(kind._default_manager.count() for kind in (Sealed, Spent, Taken))]


def who(role: str) -> User:
    """A person of the funder."""
    return User.objects.get(login=f"funder-{role}")


def the_funder() -> Organisation:
    """Whose desk it is."""
    return organisations()["funder"]


def test_the_whole_desk_is_there_by_acts_of_its_people_and_is_made_once() -> None:
    assert demo.demo_funding() is None, "without people nothing is made"
    people()
    demo_report()
    demo_inquiry()
    demo_press()
    shown = demo.demo_funding()
    assert shown is not None
    _applications_in_their_states(shown)
    _a_panel_of_which_one_is_recused_and_one_sees_it_differently()
    _one_tranche_paid_by_two_people_and_the_next_due()
    _one_award_that_only_its_readers_know()
    _a_chain_with_attestation()
    _a_release_that_two_signed()
    _a_need_map_and_a_plan()
    _results_of_all_sorts_and_one_that_waits()
    _a_round_that_runs_of_which_nothing_is_told_yet()
    _pages_of_both_say_so_in_both_languages()
    acts = [
        one
        for one in recorded(organisation=the_funder().id)
        if one.act.startswith(("awards.", "feedback.", "results.", "review."))
    ]
    assert acts
    assert not [one.act for one in acts if one.system], "what is done, people did"
    before = counts()
    again = demo.demo_funding()
    assert (again, counts()) == (shown, before)


def _applications_in_their_states(shown: demo.Shown) -> None:
    with acting(lately(who("programme"))):
        assert Application.objects.count() == 5
        stages = sorted(Review.objects.values_list("stage", flat=True))
        outcomes = sorted(Decision.objects.filter(decided_on__isnull=False).values_list("outcome", flat=True))
        assert stages == ["decided", "decided", "preparing", "preparing", "scoring"]
        assert outcomes == ["awarded", "refused"]
        assert Review.objects.get(lane="emergency").until is not None, "its clock of hours runs"
    assert set(shown.codes) == {"outlet", "waiting", "scored", "refused", "draft", "urgent"}
    with acting(ANONYMOUS):
        for code in shown.codes.values():
            assert entered(enter(canonical(code))) is not None
    assert shown.passphrase not in repr(shown)


def _a_panel_of_which_one_is_recused_and_one_sees_it_differently() -> None:
    with acting(lately(who("programme"))):
        decided = Review.objects.get(id=Decision.objects.get(outcome="awarded").review_id)
        recused = Seat.objects.filter(review=decided, state="recused")
        assert [one.user.login for one in recused] == ["funder-reviewer-5"]
        assert Signature.objects.filter(decision__review=decided, agrees=False, minority__isnull=False).count() == 1


def _one_tranche_paid_by_two_people_and_the_next_due() -> None:
    with acting(lately(who("programme"))):
        award = Award.objects.get(application__isnull=False)
        assert award.parent is not None
        assert list(Tranche.objects.filter(award=award).order_by("number").values_list("state", flat=True)) == [
            "paid",
            "due",
        ]
        paid = Payment.objects.get(award=award, state="paid")
        assert paid.released_by_id != paid.prepared_by_id
        assert Report.objects.get(award=award, number=1).by == "box"


def _one_award_that_only_its_readers_know() -> None:
    seen = {}
    for role in ("programme-2", "organiser", "payer-2", "programme", "payer", "auditor", "reviewer", "publisher"):
        with acting(lately(who(role))):
            seen[role] = Award.objects.filter(level=3).count()
    assert seen == {
        "programme-2": 1, "organiser": 1, "payer-2": 1, "programme": 0, "payer": 0, "auditor": 0, "reviewer": 0,
        "publisher": 0,
    }  # fmt: skip


def _a_chain_with_attestation() -> None:
    with acting(lately(who("programme"))):
        assert sorted(Terms.objects.values_list("depth", flat=True)) == [1, 1, 1, 1, 1, 1, 2]
        assert set(Attestation.objects.values_list("source", "state")) == {("people", "taken"), ("noted", "taken")}


def _a_release_that_two_signed() -> None:
    with acting(lately(who("publisher"))):
        release = Release.objects.get()
        assert release.state == "handed"
        assert release.document is not None
        rows = [row for row in release.document["totals"]["rows"] if None not in row]
        assert len(rows) > 4, "the public table says something"
    with acting(ANONYMOUS):
        assert Publication.objects.filter(kind="grant-release").count() == 1


def _a_need_map_and_a_plan() -> None:
    with acting(lately(who("programme"))):
        assert TheirRest.objects.count() > 10
        assert Given.objects.exists()
        assert Plan.objects.get().state == "waiting", "the worker works it out"


def _results_of_all_sorts_and_one_that_waits() -> None:
    actor = lately(who("programme"))
    with acting(actor):
        rows = {one.kind: one for one in Result.objects.all()}
        assert sorted(rows) == ["finding", "harm", "law", "newsroom", "nothing", "publication"]
        assert Result.objects.count() == len(rows)
        assert {one.written_by.login for one in rows.values()} == {"funder-programme"}
        assert all(one.record is not None for one in rows.values()), "words are sealed"
        (chain,) = chains_of(actor, [rows["finding"]], the_funder().id)
        assert chain.finding is not None, "the newsroom's, as the funder took it"
        assert chain.finding.status == "in-force"
        assert [one.kind for one in chain.before] == ["publication"]
        assert (rows["finding"].award, rows["publication"].award) == (None, None), "no row ties a finding to a grantee"
        assert (Told.objects.get().state, Told.objects.get().award) == ("waiting", _outlet().id)


def _outlet() -> Award:
    return Award.objects.get(application__isnull=False)


def _a_round_that_runs_of_which_nothing_is_told_yet() -> None:
    with acting(lately(who("programme"))):
        round = Round.objects.get()
        assert (round.runs, round.results, len(round.groups)) == (True, None, 2)
        assert round.invited > round.taken > 1
    with acting(steward(the_funder())):
        assert (Taken.objects.count(), Spent.objects.count(), Sealed.objects.count()) == (2, 3, 3)
        assert Sealed.objects.count() < form().least
    for name, kind in (("outlet", "grantees"), ("refused", "refused")):
        with visiting(name) as visit:
            ((found, due),) = of_feedback.running_for(visit.box)
            assert [one.kind for one in due] == [kind]
            assert not of_feedback.has_taken(visit, found, kind), "whoever looks can take one"


def _pages_of_both_say_so_in_both_languages() -> None:
    user, place = who("programme"), the_funder()
    with acting(lately(user)):
        fund, round = Fund.objects.get(), Round.objects.get()
    for language, words in (("en", ("Nothing came of it", "It did harm")), ("ja", ("成果なし", "害が生じた"))):
        User.objects.filter(id=user.id).update(language=language)
        browser = signed_in(user)
        page = browser.get(reverse("results-programme", args=[place.id, fund.id])).content.decode()
        assert all(one in page for one in words)
        assert browser.get(reverse("results-list", args=[place.id])).status_code == 200
        assert browser.get(reverse("feedback-round", args=[round.id])).status_code == 200


def test_words_of_results_are_in_both_languages_and_say_that_they_are_invented() -> None:
    said = told()["results"]
    for text in (*(one["words"] for one in said["written"].values()), said["waits"]):
        assert "(invented)" in text
        assert "（架空）" in text
    answers = told()["answers"]
    assert {one["language"] for one in answers} == {"en", "ja"}
    for one in answers:
        assert all(step in form().steps(question) for question, step in one["steps"].items())
        assert set(one["texts"]) <= set(form().free)
        assert all("(invented)" in text or "（架空）" in text for text in one["texts"].values())


def test_a_start_that_was_killed_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*arguments: object, **said: object) -> None:
        raise KeyboardInterrupt

    people()
    with monkeypatch.context() as patched:
        patched.setattr(_reviewing, "awarded", killed)
        with pytest.raises(KeyboardInterrupt):
            demo.demo_funding()
    with acting(lately(who("programme"))):
        assert not Fund.objects.exists()
        assert not Draft.objects.exists()
    with monkeypatch.context() as patched:
        patched.setattr("tadasu.web.funding.demonstration._portfolio._closed", killed)
        with pytest.raises(KeyboardInterrupt):
            demo.demo_funding()
    with acting(lately(who("programme"))):
        assert Fund.objects.count() == 1
        assert not Award.objects.filter(state="closed").exists()
