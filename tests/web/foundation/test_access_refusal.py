"""What somebody is told who is refused: the words of the one question that they fail, and none where another has none."""

from dataclasses import replace
from uuid import uuid4

from tadasu.web.foundation.access import ANONYMOUS, Predicate, anyone, both, either, nobody

ACTOR = replace(ANONYMOUS, user=uuid4())


def no(refusal: str = "") -> Predicate:
    return Predicate("no", lambda actor, record: False, refusal=refusal)


def test_the_words_of_the_only_question_that_fails_are_said() -> None:
    assert both(anyone, both(anyone, no("Whoever leads it."))).refuses(ACTOR, None) == "Whoever leads it."
    assert both(no("First."), no("Second.")).refuses(ACTOR, None) == "First."
    assert both(anyone, anyone).refuses(ACTOR, None) == ""


def test_nothing_is_said_to_whoever_fails_a_question_without_words_too() -> None:
    assert both(nobody, no("Whoever leads it.")).refuses(ACTOR, None) == ""
    assert either(nobody, no("Whoever leads it.")).refuses(ACTOR, None) == ""
