"""Circular reporting: a likeness is a question, a person answers it, and what repeats another is no second source."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.made_inquiry import Desk, supports
from tests.web.made_press import GATE, NIGHT, OTHER, WAGES, Newsroom, page

from tadasu.schema import UsageError
from tadasu.web.evidence.press import actions, queries
from tadasu.web.evidence.press._likeness import PIECE, WINDOW, fingerprints, is_suspect
from tadasu.web.evidence.press.models import Article, Likeness
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.evidence.verification import queries as inquiries
from tadasu.web.evidence.verification.actions import Said
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import acting

pytestmark = pytest.mark.usefixtures("database")


def asked(room: Newsroom, article: Article) -> list[tuple[UUID, UUID]]:
    """Pairs of which somebody is asked."""
    with acting(room.one.actor):
        return [(one.article_id, one.other_id) for one in queries.suggestions_of(article)]


@given(
    st.text("abcdefgh", min_size=PIECE + WINDOW - 1, max_size=200),
    st.text("ijkl", max_size=80),
    st.text("mnop", max_size=80),
)
def test_texts_that_share_fifty_letters_share_a_fingerprint(shared: str, before: str, after: str) -> None:
    assert fingerprints(shared) & fingerprints(before + shared + after)


def test_blanks_signs_and_case_do_not_make_another_text() -> None:
    assert fingerprints(GATE) == fingerprints(GATE.upper().replace(",", " -- ").replace(" ", "\n"))
    assert fingerprints(GATE).isdisjoint(fingerprints(OTHER))


def test_a_short_quotation_is_no_repetition() -> None:
    assert not is_suspect(3, 10, 10)
    assert not is_suspect(10, 100, 200)
    assert is_suspect(60, 200, 1000)


@pytest.mark.parametrize("text", [GATE + " " + WAGES, NIGHT * 2])
def test_a_text_that_is_nearly_the_same_is_a_question_and_changes_nothing_by_itself(room: Newsroom, text: str) -> None:
    first = room.article(text, outlet="The Lantern (invented)", key="lantern")
    second = room.article(text, "And a line more.", outlet="The Echo (invented)", key="echo")
    third = room.article(OTHER, outlet="The Harbour (invented)", key="harbour")
    assert asked(room, first) == asked(room, second) == [(second.id, first.id)]
    assert asked(room, third) == []
    assert room.now(second).copied_from is None
    with acting(room.one.actor):
        sources = queries.sources_of([first.item, second.item])
    assert sources[first.item] != sources[second.item]


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.mark.parametrize(
    ("verdict", "seen_from", "result"),
    [
        ("repeats", "second", ("second", "first")),
        ("is-repeated", "first", ("second", "first")),
        ("is-repeated", "second", ("first", "second")),
        ("neither", "first", None),
    ],
)
def test_a_person_says_which_repeats_which_or_that_neither_does(
    room: Newsroom, verdict: str, seen_from: str, result: tuple[str, str] | None
) -> None:
    pair = {"first": room.article(key="lantern"), "second": room.article(GATE, WAGES, "More.", key="echo")}
    with acting(room.other.actor):
        (asks,) = queries.suggestions_of(pair["first"])
        actions.decide(room.other.actor, article=pair[seen_from].id, likeness=asks.id, verdict=verdict)
        decided = Likeness.objects.get(id=asks.id)
        assert (decided.decided_by_id, decided.verdict != "") == (room.other.id, True)
        with pytest.raises(UsageError) as raised:
            actions.decide(room.other.actor, article=pair["first"].id, likeness=asks.id, verdict="neither")
    assert raised.value.code == "press-no-likeness"
    said = {name: room.now(one).copied_from for name, one in pair.items()}
    assert said == {name: pair[result[1]].id if result and name == result[0] else None for name in pair}
    assert asked(room, pair["first"]) == []


def test_a_verdict_is_kept_as_seen_from_the_article_that_came_later(room: Newsroom) -> None:
    first, second = room.article(key="lantern"), room.article(GATE, WAGES, "More.", key="echo")
    with acting(room.one.actor):
        (asks,) = queries.suggestions_of(first)
        actions.decide(room.one.actor, article=first.id, likeness=asks.id, verdict="is-repeated")
        assert (Likeness.objects.get(id=asks.id).article_id, Likeness.objects.get(id=asks.id).verdict) == (
            second.id,
            "repeats",
        )


def test_a_new_version_of_its_own_address_is_no_repetition(room: Newsroom) -> None:
    first = room.article(url="https://lantern.invalid/a")
    second = room.article(GATE, WAGES, "More.", url="https://lantern.invalid/a")
    assert asked(room, first) == asked(room, second) == []


def test_what_it_repeats_is_said_and_taken_back(room: Newsroom) -> None:
    first, second = room.article(GATE, key="a"), room.article(OTHER, key="b")
    with acting(room.one.actor):
        actions.set_copied_from(room.one.actor, article=second.id, other=first.id)
        assert [one.id for one in queries.repeated_by(first)] == [second.id]
        found = queries.repeats(room.now(second))
        assert found == first
        actions.set_copied_from(room.one.actor, article=second.id, other=None)
    assert room.now(second).copied_from is None


def test_articles_do_not_repeat_each_other_in_a_circle(room: Newsroom) -> None:
    one, two, three = (room.article(text, key=text[:3]) for text in (GATE, WAGES, OTHER))
    with acting(room.one.actor):
        actions.set_copied_from(room.one.actor, article=two.id, other=one.id)
        actions.set_copied_from(room.one.actor, article=three.id, other=two.id)
        for article, other, why in (
            (one, three, "press-circle"),
            (one, two, "press-circle"),
            (one, one, "press-other"),
        ):
            with pytest.raises(UsageError) as raised:
                actions.set_copied_from(room.one.actor, article=article.id, other=other.id)
            assert raised.value.code == why


def test_an_article_of_another_organisation_is_repeated_by_none_of_ours(room: Newsroom) -> None:
    theirs = Newsroom().article()
    ours = room.article()
    with acting(room.one.actor), pytest.raises(UsageError) as raised:
        actions.set_copied_from(room.one.actor, article=ours.id, other=theirs.id)
    assert raised.value.code == "press-other"


def counted(desk: Desk, inquiry: Inquiry) -> int:
    """Independent origins of all that is weighed."""
    with acting(desk.verifier.actor):
        return inquiries.weighing_of(inquiry).origins.count


class Weighed:
    """An inquiry that rests on articles, all of them graded as firsthand reporting."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.inquiry = self.desk.opened()

    def article(self, text: str, key: str, url: str = "") -> Article:
        """Added, taken in and assessed."""
        actor: Any = self.desk.verifier.actor
        told = actions.Told(
            title=f"{key} (invented)", outlet=key, outlet_key=key, url=url, published_on=date(2026, 3, 4)
        )
        with acting(actor):
            came = actions.take_bytes(
                actor, organisation=self.desk.place.id, content=page(text, outlet=key).encode(), url=url
            )
            made = actions.add(actor, pending=came.id, told=told)
            verification.take_in(actor, inquiry=self.inquiry.id, item=made.item)
            said = Said(
                kind="report",
                reliability="usually",
                credibility="probable",
                firsthand=True,
                bears=supports("who", "where"),
            )
            verification.assess(actor, inquiry=self.inquiry.id, item=made.item, said=said, seen=0)
        return made

    @property
    def origins(self) -> int:
        """How many count."""
        return counted(self.desk, self.inquiry)


def test_articles_of_two_outlets_are_two_sources_until_one_is_said_to_repeat_the_other() -> None:
    weighed = Weighed()
    first, second = weighed.article(GATE, "lantern"), weighed.article(OTHER, "echo")
    assert weighed.origins == 2
    actor = weighed.desk.verifier.actor
    with acting(actor):
        actions.set_copied_from(actor, article=second.id, other=first.id)
    assert weighed.origins == 1
    with acting(actor):
        actions.set_copied_from(actor, article=second.id, other=None)
    assert weighed.origins == 2


def test_what_repeats_an_article_that_is_not_in_the_inquiry_shares_its_source_with_what_else_does() -> None:
    weighed = Weighed()
    actor = weighed.desk.verifier.actor
    first, second = weighed.article(GATE, "lantern"), weighed.article(OTHER, "echo")
    with acting(actor):
        came = actions.take_bytes(actor, organisation=weighed.desk.place.id, content=page(WAGES).encode())
        wire = actions.add(actor, pending=came.id, told=actions.Told(title="Wire (invented)", outlet="Wire (invented)"))
        for one in (first, second):
            actions.set_copied_from(actor, article=one.id, other=wire.id)
    assert weighed.origins == 1


def test_two_outlets_with_one_owner_are_one_source_when_they_are_given_one_key() -> None:
    weighed = Weighed()
    weighed.article(GATE, "lantern")
    second = weighed.article(OTHER, "echo")
    actor = weighed.desk.verifier.actor
    told = actions.Told(title=second.title, outlet="echo", outlet_key="Lantern", published_on=date(2026, 3, 4))
    with acting(actor):
        actions.change(actor, article=second.id, told=told, seen=0)
    assert weighed.origins == 1


def test_two_versions_of_one_page_are_one_source() -> None:
    weighed = Weighed()
    weighed.article(GATE, "lantern", url="https://lantern.invalid/a")
    second = weighed.article(OTHER, "lantern 2", url="https://lantern.invalid/a")
    assert second.number == 2
    assert weighed.origins == 1


def test_a_published_article_is_assessed_by_whoever_assesses_though_nobody_is_its_reader() -> None:
    weighed = Weighed()
    made = weighed.article(GATE, "lantern")
    actor = weighed.desk.documenter.actor
    said = Said(kind="report", reliability="fairly", credibility="probable", bears=supports("who"))
    with acting(actor):
        verification.assess(actor, inquiry=weighed.inquiry.id, item=made.item, said=said, seen=0)
