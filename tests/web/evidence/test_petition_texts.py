"""The text of a petition as it is typed: too long, twice, with odd signs, when somebody released it meanwhile."""

from datetime import date

import pytest
from django.urls import reverse
from tests.web.foundation.vault_browser import text
from tests.web.made_petition import TEXTS, Writers, office

from tadasu.law import Part, completeness, regime_of
from tadasu.reports import remark_text
from tadasu.web.evidence.petition import actions
from tadasu.web.evidence.petition._content import MOST_OF_ALL
from tadasu.web.evidence.petition.laws import law_of
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.foundation.access import acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Writers:
    return Writers()


def typed(petition: Petition, **texts: str) -> dict[str, str]:
    return {"seen": str(petition.version), **{name.replace("_", "-"): said for name, said in texts.items()}}


def test_the_same_text_sent_twice_is_no_conflict(desk: Writers) -> None:
    petition = desk.begun()
    by = desk.documenter
    desk.read(petition)
    for _ in range(2):
        with acting(by.actor):
            kept = actions.write_text(
                by.actor, petition=petition.id, parts={Part.FACTS: "The same."}, seen=1, key=by.key
            )
    assert kept.version == 2


def test_a_text_as_long_as_may_be_is_kept_however_its_lines_end(desk: Writers) -> None:
    petition = desk.begun()
    long = ("糸" * 19 + "\n") * 1000
    browser = office(desk, petition)
    answer = browser.post(
        reverse("petition-text", args=[petition.id]), typed(petition, facts=long.replace("\n", "\r\n"))
    )
    assert answer.status_code == 302
    assert desk.read(petition).parts[Part.FACTS] == long.strip()


def test_line_ends_are_of_one_kind_and_signs_that_control_a_terminal_are_left_out(desk: Writers) -> None:
    petition = desk.written(desk.begun(), facts="One.\rTwo.\u2028Three.\x1b[2J\x00\x07\tFour.\ud800")
    assert desk.read(petition).parts[Part.FACTS] == "One.\nTwo.\nThree.[2J\tFour."


def test_all_parts_together_are_kept_or_come_back_as_they_were_typed(desk: Writers) -> None:
    petition = desk.begun("jp-model-goods")
    names = [part.value for part in law_of("jp-model-goods").parts]
    each = MOST_OF_ALL // len(names)
    browser, where = office(desk, petition), reverse("petition-text", args=[petition.id])
    assert 'enctype="multipart/form-data"' in browser.get(where).content.decode()
    full = dict.fromkeys(names, "糸" * each)
    assert browser.post(where, typed(petition, **full)).status_code == 302
    petition = desk.now(petition)
    answer = browser.post(where, typed(petition, **dict.fromkeys(names, "紡" * 20000)))
    assert answer.status_code == 400
    assert "200,000" in text(answer)
    assert "紡" * 20_000 in answer.content.decode()


def test_200_000_signs_in_one_field_come_back_with_what_is_wrong(desk: Writers) -> None:
    petition = desk.begun()
    browser = office(desk, petition)
    answer = browser.post(reverse("petition-text", args=[petition.id]), typed(petition, facts="糸" * 200_000))
    assert answer.status_code == 400
    assert "糸" * 200_000 in answer.content.decode()
    assert desk.log(petition) == ["begun"]


def test_what_was_typed_comes_back_where_it_was_released_meanwhile(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    browser = office(desk, petition)
    desk.released(desk.offered(petition))
    answer = browser.post(reverse("petition-text", args=[petition.id]), typed(petition, facts="Typed in vain."))
    assert answer.status_code == 400
    assert "Typed in vain." in answer.content.decode()
    assert "changed no more" in text(answer)
    assert "Typed in vain." not in desk.read(petition).parts.values()


def test_a_sign_that_turns_a_line_round_is_named_by_its_number() -> None:
    found = completeness(regime_of("us-s307"), {Part.WHO: "Mill \u202egpj.exe\u0007"}, date(2026, 11, 26))
    (remark,) = [one for field in found.fields for one in field.remarks if one.code == "signs-foreign"]
    for language in ("en", "ja"):
        said = remark_text(remark, language)
        assert "\u202e" not in said
        assert "U+202E" in said
        assert "U+0007" in said


def test_a_sign_that_turns_a_line_round_is_minded_whatever_the_form_takes() -> None:
    found = completeness(regime_of("eu-flr"), {Part.WHO: "Mill \u202egpj.exe"}, date(2026, 11, 26))
    codes = [one.code for field in found.fields for one in field.remarks]
    assert "signs-unseen" in codes


def test_a_form_that_lost_a_field_on_its_way_wipes_nothing(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    browser = office(desk, petition)
    where = reverse("petition-text", args=[petition.id])
    assert browser.post(where, typed(petition, good="Cotton yarn")).status_code == 302
    parts = desk.read(petition).parts
    assert {part: parts[part] for part in TEXTS} == TEXTS
    assert parts[Part.GOOD] == "Cotton yarn"
    assert browser.post(where, {**typed(desk.now(petition)), "good": " "}).status_code == 302
    assert Part.GOOD not in desk.read(petition).parts
