"""Forms are versioned data: another text is another version, and what was begun under one goes on under it."""

import copy
import json
from typing import Any

import pytest
import yaml
from django.db import DatabaseError, transaction
from tests.web.made_calls import Desk
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.calls import actions, queries
from tadasu.web.funding.calls.definitions import PARTIES, TEXT, digest_of, parse, read, starting
from tadasu.web.funding.calls.models import FormVersion


def changed(key: str = "ordinary", **more: Any) -> Any:
    return {**copy.deepcopy(starting()[key]), **more}


def fault_of(said: Any) -> str:
    with pytest.raises(UsageError) as raised:
        read(said)
    assert raised.value.code == "calls-form"
    return str(dict(raised.value.params)["fault"])


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


@pytest.mark.parametrize("key", sorted(starting()))
def test_a_starting_form_is_whole_in_both_languages_and_asks_what_every_application_has(key: str) -> None:
    form = read(starting()[key])
    assert form.languages() == ["en", "ja"]
    for what in ("amount", "applicant-type", "region"):
        question = form.bound(what)
        assert question is not None
        assert question.coded
        assert question.required


@pytest.mark.parametrize("key", sorted(starting()))
def test_words_and_people_are_always_sealed(key: str) -> None:
    form = read(starting()[key])
    assert not [one.id for one in form.questions() if one.kind in (TEXT, PARTIES) and one.coded]


def test_no_starting_form_asks_whether_a_government_allows_the_applicant() -> None:
    """Status at home is asked only as a danger, in words, and need not be answered."""
    labels = read(starting()["ordinary"]).question("labels-words")
    assert labels is not None
    assert not labels.required
    assert not labels.coded
    asked = {choice.code for form in starting().values() for one in read(form).questions() for choice in one.choices}
    assert asked.isdisjoint({"registered", "refused", "dissolved", "banned", "labelled"})


def test_the_emergency_form_is_short_and_may_be_spoken() -> None:
    form = read(starting()["emergency"])
    assert len(form.pages) <= 4
    required = [one for one in form.questions() if one.kind == TEXT and one.required]
    assert required
    assert all(one.spoken for one in required)


def test_a_text_that_names_people_cannot_be_called_coded() -> None:
    said = changed()
    next(one for one in said["pages"][2]["questions"] if one["kind"] == "text")["coded"] = True
    assert "coded" in fault_of(said)


def test_a_form_speaks_english_and_japanese() -> None:
    said = changed()
    del said["pages"][0]["questions"][0]["ask"]["ja"]
    assert "required" in fault_of(said)


def test_a_further_language_counts_only_where_every_text_has_it() -> None:
    said = changed("emergency")
    said["title"]["my"] = "invented"
    assert read(said).languages() == ["en", "ja"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda said: said["pages"].append(said["pages"][0]), "twice"),
        (lambda said: said["pages"][1]["when"].update(question="amount"), "when"),
        (lambda said: said["pages"][1]["when"].update({"is": ["maybe"]}), "when"),
        (lambda said: said["pages"][0]["questions"][0].update(required=False), "required"),
        (lambda said: said["pages"][0]["questions"][0].update(coded=False), "binds"),
        (lambda said: said["pages"][0]["questions"][0]["choices"][0].update(code="else"), "choices"),
        (lambda said: said["pages"][0].update(unknown=1), "additionalProperties"),
        (lambda said: said["pages"].__delitem__(3), "amount missing"),
        (lambda said: said.pop("key"), "required"),
    ],
)
def test_what_does_not_fit_is_named(change: Any, fault: str) -> None:
    said = changed()
    change(said)
    assert fault in fault_of(said)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff",
        b"- a\n- b",
        b"a: &x [1]\nb: *x",
        b"a: 2026-01-01",
        b"{",
        b"x" * 200_001,
        b"",
        b"a: !!python/name:os.system",
    ],
)
def test_what_is_no_form_is_refused_whole(content: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        parse(content)
    assert raised.value.code == "calls-form-file"


@pytest.mark.parametrize("write", [json.dumps, lambda said: yaml.safe_dump(said, allow_unicode=True)])
def test_a_form_is_the_same_from_yaml_and_json(write: Any) -> None:
    said = starting()["emergency"]
    assert digest_of(parse(write(said).encode())) == digest_of(said)


def test_the_same_text_is_one_version_and_another_is_another(desk: Desk) -> None:
    assert desk.loaded("ordinary").id == desk.form.id
    again = desk.loaded("ordinary", changed(title={"en": "Changed", "ja": "変更後"}))
    assert (again.number, desk.form.number) == (2, 1)


def test_a_call_keeps_the_form_under_which_it_was_written(desk: Desk) -> None:
    call = desk.opened()
    desk.loaded("ordinary", changed(title={"en": "Changed", "ja": "変更後"}))
    actor = lately(desk.officer)
    with acting(actor):
        assert queries.form_of(queries.call_of(actor, call.id)).title["en"] == "Application for a grant"


def test_no_version_is_ever_changed(desk: Desk) -> None:
    with acting(lately(desk.organiser)), pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.filter(id=desk.form.id).update(definition={})


def test_only_those_who_plan_load_forms_and_another_funder_sees_none(desk: Desk) -> None:
    actor = lately(desk.reviewer)
    with acting(actor), pytest.raises(Refused):
        actions.load_form(actor, organisation=desk.place.id, said=starting()["ordinary"])
    other = Desk()
    with acting(lately(other.officer)):
        assert not FormVersion.objects.filter(organisation=desk.place).exists()


@pytest.mark.parametrize("sign", ["\0", "\u202e", "\ud800"])
def test_a_form_with_a_sign_that_nobody_sees_is_refused_and_not_kept(desk: Desk, sign: str) -> None:
    said = changed(title={"en": f"A form{sign} (invented)", "ja": "申請書（架空）"})
    assert fault_of(said)
    with pytest.raises(UsageError, match="calls-form"):
        desk.loaded("ordinary", said)


@pytest.mark.parametrize("text", ["no: 1\ntitle: {en: a, no: b}", "1: 2", "? [a]\n: b"])
def test_a_key_that_yaml_takes_for_something_else_is_a_fault_and_no_crash(text: str) -> None:
    with pytest.raises(UsageError, match="calls-form"):
        read(parse(text.encode()))
