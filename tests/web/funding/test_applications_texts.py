"""What the data of applications say: questions, words in both languages, advice, states, the schema of what is sealed."""

import json
from dataclasses import replace
from itertools import product
from uuid import uuid4

import pytest
import yaml
from tests.web.running import started

from tadasu.schema import UsageError
from tadasu.web.foundation.correspondence.purposes import purposes
from tadasu.web.foundation.guided.lengths import STEP
from tadasu.web.foundation.guided.questions import questions_of
from tadasu.web.funding.applications import documents
from tadasu.web.funding.applications.actions.letters import LANGUAGES
from tadasu.web.funding.applications.actions.states import GOES, letters
from tadasu.web.funding.applications.advice import ASKED, chosen, recommended
from tadasu.web.funding.applications.asking import BOUND, CALLS_OWN, all_standard, asking, standard
from tadasu.web.funding.applications.documents import Content, read, schema_of, written
from tadasu.web.funding.applications.levels import LEVELS, fields_of
from tadasu.web.funding.applications.of_call import steps_of, texts_of
from tadasu.web.funding.applications.words import languages
from tadasu.web.funding.calls import definitions

assert started

MADE = Content(
    number=1,
    language="ja",
    call=uuid4(),
    form="0" * 64,
    lane="core",
    level=1,
    amount=5,
    currency="EUR",
    answers={"name": "夜の新聞（架空）", "languages": ("ja",), "call-work-words": "刷ります。"},
)


def test_what_is_written_is_read_as_it_was() -> None:
    assert read(written(MADE)) == MADE
    assert len(written(MADE)) == STEP


def test_the_schema_that_is_kept_is_that_of_our_pages() -> None:
    file = documents._SCHEMAS / "application-1.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(json.dumps(schema_of(1)))


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"unknown": "x"}},
        {"answers": {"name": "x" * 201}},
        {"answers": {"level": "nowhere"}},
        {"level": 4},
        {"amount": 0},
        {"currency": "yen"},
        {"form": "z"},
    ],
)
def test_a_document_that_is_not_of_the_schema_is_neither_sealed_nor_read(change: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="applications-document"):
        written(replace(MADE, **change))  # type: ignore[arg-type]


def test_a_version_that_is_not_known_is_not_read() -> None:
    said = json.loads(written(MADE)) | {"version": 2}
    for content in (json.dumps(said).encode(), b"no document", b"[]"):
        with pytest.raises(UsageError, match="applications-document"):
            read(content)


def test_advice_is_never_weaker_where_a_danger_is_added() -> None:
    for said in product(("yes", "no", "unsure"), repeat=4):
        answers = dict(zip(ASKED, said, strict=True))
        level = recommended(answers).level
        for one in ASKED:
            safer = "yes" if one == "known" else "no"
            assert recommended({**answers, one: safer}).level <= level
        assert recommended(answers).reasons


def test_what_is_not_answered_counts_for_the_danger() -> None:
    assert recommended({}).level == recommended(dict.fromkeys(ASKED, "unsure")).level == 3
    assert chosen({}) == 3
    assert recommended(dict.fromkeys(ASKED, "no") | {"known": "yes"}).reasons == ("nothing",)


def test_every_reason_and_level_has_words_in_both_languages() -> None:
    for words in languages().values():
        for said in product(("yes", "no"), repeat=4):
            for reason in recommended(dict(zip(ASKED, said, strict=True))).reasons:
                assert words.text(f"advice.{reason}")


def test_texts_are_the_same_places_in_both_languages_and_one_line_each() -> None:
    found = languages()
    assert set(found["en"].texts) == set(found["ja"].texts)
    for words in found.values():
        assert not [place for place, said in words.texts.items() if "\n" in said or said != said.strip()]


def test_the_purpose_its_states_and_letters_are_in_both_languages() -> None:
    purpose = purposes()["funding.application"]
    assert purpose.reads_back
    assert purpose.roles == {"programme", "reviewer"}
    for names in (purpose.names, purpose.readers, *purpose.promises, *purpose.warnings, *purpose.states.values()):
        assert set(names) == {"en", "ja"}
    assert set(purpose.states) == set(letters()) == set(GOES)
    for texts in letters().values():
        assert set(texts) == set(LANGUAGES)


def test_nothing_but_codes_of_the_form_may_become_a_row() -> None:
    for key in definitions.starting():
        form = definitions.read(definitions.starting()[key])
        asked = asking("core", steps_of(form, ("organisation",)))
        in_words = {one.id for one in asked.questions() if one.in_words and one.kind != "number"}
        rows = {one for step in asked.steps for one in step.rows}
        assert rows
        assert not rows & in_words
        assert not rows & {one.id for one in questions_of(all_standard())}


def test_ids_of_a_call_are_never_ours() -> None:
    ours = {one.id for one in questions_of(all_standard())} | {one.id for one in all_standard()}
    for key in definitions.starting():
        form = definitions.read(definitions.starting()[key])
        theirs = {one.id for one in questions_of(steps_of(form))} - set(BOUND)
        assert all(one.startswith(CALLS_OWN) for one in theirs)
        assert not theirs & ours
        for language in ("en", "ja"):
            texts = texts_of(form, language)
            assert all(texts[f"questions.{one}.ask"] for one in theirs)


def test_questions_that_are_not_as_they_should_be_say_where(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "questions.yaml"
    page = {"id": "a", "questions": [{"id": "x", "kind": "answer"}]}
    for said in (
        {"before": [page], "after": [page]},
        {"before": [page], "after": [{**page, "id": "b", "questions": [{"id": "amount", "kind": "answer"}]}]},
        {"before": [{**page, "when": [{"later": "yes"}]}], "after": []},
        {"before": [page]},
    ):
        file.write_text(yaml.safe_dump(said), encoding="utf-8")
        with pytest.raises(UsageError, match="applications-schema"):
            standard(file)


def test_what_can_be_published_shrinks_with_each_level() -> None:
    found = [set(fields_of(level)) for level in LEVELS]
    assert "name" in found[0]
    for less, more in zip(found[1:], found, strict=False):
        assert less <= more
