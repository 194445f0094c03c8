"""The funding desk of the demonstration: made once, by the acts of its invented people, and fit to go on from."""

from collections.abc import Iterator

import pytest
from tests.web.made_parties import no_lists
from tests.web.made_vault import lately
from tests.web.recorded import recorded

from tadasu.web.evidence.press.demo import demo_press
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.accounts.demo import organisations, people
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.correspondence._code import canonical
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.publication.models import Publication
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications.models import Application, Draft
from tadasu.web.funding.awards.models import Award, Payment, Report, Tranche
from tadasu.web.funding.demonstration import _reviewing, demo
from tadasu.web.funding.intermediaries.models import Attestation, Terms
from tadasu.web.funding.need.models import Given, Plan, TheirRest
from tadasu.web.funding.programmes.models import Entry, Fund, Line
from tadasu.web.funding.publishing.models import Release
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
    Review,
    Seat,
    Terms,
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
        return [kind._default_manager.count() for kind in KINDS]


def who(role: str) -> User:
    """A person of the funder."""
    return User.objects.get(login=f"funder-{role}")


def the_funder() -> Organisation:
    """Whose desk it is."""
    return organisations()["funder"]


def test_the_whole_desk_is_there_by_acts_of_its_people_and_is_made_once() -> None:
    assert demo.demo_funding() is None, "without people nothing is made"
    people()
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
    acts = [one for one in recorded(organisation=the_funder().id) if one.act.startswith(("awards.", "review."))]
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
        told = [row for row in release.document["totals"]["rows"] if None not in row]
        assert len(told) > 4, "the public table says something"
    with acting(ANONYMOUS):
        assert Publication.objects.filter(kind="grant-release").count() == 1


def _a_need_map_and_a_plan() -> None:
    with acting(lately(who("programme"))):
        assert TheirRest.objects.count() > 10
        assert Given.objects.exists()
        assert Plan.objects.get().state == "waiting", "the worker works it out"


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
