"""What a petition has to hold: read strictly, counted field by field, with the times that run from its day."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.folder import REGIME, TODAY, problems, write
from tests.law.regime_yaml import written

from tadasu.law import (
    Asked,
    Held,
    Need,
    Part,
    Regime,
    Signs,
    Unnamed,
    completeness,
    foreign_signs,
    has_procedure,
    load_regime,
    petition_clocks,
    procedure_of,
    regime_of,
    regimes,
)
from tadasu.law._regimes import folder_of
from tadasu.reports import remark_text
from tadasu.schema import UsageError
from tadasu.wording import LANGUAGES, codes, problem_text

DAY = date(2026, 11, 26)
PETITION = """\
petition:
  to: {name: {en: The office, ja: 役所}, article: s. 30, source: act, confidence: sure}
  who: {name: {en: Anyone, ja: 何人も}, unnamed: allowed, choice: reach, article: s. 31, source: act, confidence: sure}
  signs: {only: letters-and-digits, name: {en: Letters, ja: 英字}, article: s. 32, source: act, confidence: sure}
  fields:
    - id: goods
      name: {en: The goods, ja: 物品}
      asked: required
      from: [good, tariff-class]
      article: s. 33
      source: act
      confidence: sure
      helps:
        - {what: {en: A picture., ja: 写真。}, source: act}
        - {what: {en: A sample., ja: 見本。}, ours: true}
    - {id: how, name: {en: How known, ja: 方法}, asked: where-known, from: [how-known],
       article: s. 34, source: act, confidence: sure}
"""
ASKING = sorted(str(key) for key, one in regimes().items() if one.petition is not None)


def folder(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """The invented regime with a petition, one text in that replaced."""
    assert old in PETITION
    return write(tmp_path, "regime.yaml", "verify:\n", PETITION.replace(old, new, 1) + "verify:\n")


def petitioned(tmp_path: Path) -> Regime:
    return load_regime(folder(tmp_path), today=TODAY)


def test_a_petition_is_read_as_it_is_written(tmp_path: Path) -> None:
    assert problems(folder(tmp_path / "a")) == ()
    form = petitioned(tmp_path / "b").petition
    assert form is not None
    goods, how = form.fields
    assert (goods.need, goods.parts, goods.basis.article) == (Need.REQUIRED, (Part.GOOD, Part.TARIFF_CLASS), "s. 33")
    assert [one.source.id if one.source else "" for one in goods.helps] == ["act", ""]
    assert (how.need, how.helps) == (Need.WHERE_KNOWN, ())
    assert (form.who.unnamed, form.who.choice) == (Unnamed.ALLOWED, "reach")
    assert form.parts == (Part.GOOD, Part.TARIFF_CLASS, Part.HOW_KNOWN)


@pytest.mark.parametrize(
    ("old", "new", "code", "named"),
    [
        ("from: [how-known]", "from: [rumour]", "law-word", "how-known"),
        ("from: [how-known]", "from: []", "law-empty", ""),
        ("from: [how-known]", "from: how-known", "law-kind", "how-known"),
        ("from: [good, tariff-class]", "from: [good, good]", "law-twice", "good"),
        ("      article: s. 33\n", "", "law-missing", "article"),
        ("s. 34, source: act, ", "s. 34, ", "law-missing", "source"),
        ("s. 34, source: act, confidence: sure}", "s. 34, source: act}", "law-missing", "confidence"),
        ("      asked: required\n", "", "law-missing", "asked"),
        ("asked: required", "asked: perhaps", "law-word", "where-known"),
        ("      name: {en: The goods, ja: 物品}\n", "", "law-missing", "name"),
        ("{en: How known, ja: 方法}", "{en: How known}", "law-missing", "ja"),
        ("{id: how,", "{id: goods,", "law-id-twice", "goods"),
        ("      helps:\n", "      help:\n", "law-unknown-key", "helps"),
        ("ja: 見本。}, ours: true}", "ja: 見本。}}", "law-missing", "source"),
        ("ja: 見本。}, ours: true}", "ja: 見本。}, ours: true, source: act}", "law-ours", ""),
        ("ja: 写真。}, source: act}", "ja: 写真。}, source: rumour}", "law-no-source", "rumour"),
        ("unnamed: allowed", "unnamed: maybe", "law-word", "sealed"),
        ("choice: reach", "choice: raech", "law-no-parameter", "reach"),
        ("choice: reach", "choice: size", "law-no-choice", "size"),
        ("only: letters-and-digits", "only: runes", "law-word", "letters-and-digits"),
        ("  to: {name", "  too: {name", "law-unknown-key", "to"),
        ("article: s. 30, ", "", "law-missing", "article"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_said_where_it_stands(old: str, new: str, code: str, named: str, tmp_path: Path) -> None:
    found = [one for one in problems(folder(tmp_path, old, new)) if one.code == code]
    assert found, [one.code for one in problems(folder(tmp_path / "again", old, new))]
    lines = (REGIME.replace("verify:\n", PETITION.replace(old, new, 1) + "verify:\n", 1)).splitlines()
    begins = next(n for n, line in enumerate(lines, 1) if line == "petition:")
    assert all(one.row >= begins for one in found)
    for language in LANGUAGES:
        said = [problem_text(one, language) for one in found]
        assert any(named in one for one in said), said
        assert not any(re.search(r"\{[a-z]+\}", one) for one in said), said


def test_a_field_is_there_partly_there_or_missing_with_its_reasons(tmp_path: Path) -> None:
    regime = petitioned(tmp_path)
    none = completeness(regime, {}, DAY)
    assert [one.held for one in none.fields] == [Held.MISSING, Held.MISSING]
    some = completeness(regime, {Part.GOOD: "Yarn", Part.TARIFF_CLASS: "  \n"}, DAY)
    goods = some.fields[0]
    assert (goods.held, goods.lacking) == (Held.PARTLY, (Part.TARIFF_CLASS,))
    assert [(one.code, dict(one.params)) for one in goods.remarks] == [("lacks-required", {"part": "tariff-class"})]
    assert not some.whole
    whole = completeness(regime, {Part.GOOD: "Yarn", Part.TARIFF_CLASS: "5205"}, DAY)
    assert whole.fields[0].held is Held.THERE
    assert whole.whole, "what is asked where it is known does not keep a petition from being whole"
    assert [one.code for one in whole.fields[1].remarks] == ["lacks-where-known"]


def test_signs_that_the_form_does_not_take_are_named_and_the_field_is_there_all_the_same(tmp_path: Path) -> None:
    regime = petitioned(tmp_path)
    found = completeness(regime, {Part.GOOD: "綿糸 (yarn), 20/1", Part.TARIFF_CLASS: "5205"}, DAY).fields[0]
    assert found.held is Held.THERE
    assert [(one.code, one.params["signs"]) for one in found.remarks] == [("signs-foreign", "綿糸")]
    many = completeness(regime, {Part.GOOD: "糸綿紡績工場労働者強制移送計画"}, DAY).fields[0].remarks
    assert len(next(one.params["signs"] for one in many if one.code == "signs-foreign")) == 10
    turned = completeness(regime, {Part.GOOD: "糸綿紡績工場労働者強制移送計画 \u202e"}, DAY).fields[0].remarks
    assert "signs-unseen" in [one.code for one in turned], "however many other signs there are"


@given(st.text())
def test_of_what_is_left_without_foreign_signs_none_is_foreign(text: str) -> None:
    foreign = foreign_signs(text, Signs.LETTERS_AND_DIGITS)
    left = "".join(one for one in text.replace("\r\n", "\n") if one not in foreign)
    assert foreign_signs(left, Signs.LETTERS_AND_DIGITS) == ""
    assert all(one in text for one in foreign)
    assert not any(one.isascii() and one.isalnum() for one in foreign)


def test_by_the_choices_of_the_model_nobody_may_petition_or_the_name_is_told() -> None:
    model = regime_of("jp-model-goods")
    assert [one.code for one in completeness(model, {}, DAY).remarks] == ["not-in-force", "name-sealed"]
    assert [one.code for one in completeness(model, {Part.PETITIONER: "A group"}, DAY).remarks] == ["not-in-force"]

    def set_to(word: str, parameter: str) -> Regime:
        old = model.parameters[parameter]
        values = tuple(replace(one, value=word) for one in old.values)
        return replace(model, parameters={**model.parameters, parameter: replace(old, values=values)})

    assert "nobody-may" in [one.code for one in completeness(set_to("none", "petitioner"), {}, DAY).remarks]
    told = completeness(set_to("open", "petitioner_name"), {Part.PETITIONER: "A group"}, DAY)
    assert [one.code for one in told.remarks] == ["not-in-force", "name-open"]


def test_what_a_regime_is_on_the_day_is_said() -> None:
    assert [one.code for one in completeness(regime_of("eu-flr"), {}, date(2020, 1, 1)).remarks][:1] == ["not-yet"]
    eu = completeness(regime_of("eu-flr"), {}, DAY).remarks[0]
    assert (eu.code, eu.params["standing"]) == ("not-in-force", "adopted")
    assert completeness(regime_of("eu-flr"), {}, date(2028, 1, 1)).remarks[0].code == "name-unknown"


def test_a_regime_that_asks_for_no_petition_says_so() -> None:
    with pytest.raises(UsageError, match="no-petition"):
        completeness(regime_of("us-uflpa"), {}, DAY)


def test_times_run_from_the_day_of_the_petition_and_what_is_said_twice_is_told_once() -> None:
    def clocks(regime: str) -> list[tuple[date, str]]:
        found = petition_clocks(regime_of(regime), procedure_of(regime, Asked(on=DAY)), DAY)
        return [(one.due, one.basis.article) for one in found]

    assert clocks("jp-model-goods") == [(date(2026, 12, 10), "Art. 7(3) (model)")]
    mexico = clocks("mx-import-ban")
    assert [article for _, article in mexico] == ["Sole Annex (determination; counted from the petition)"]
    assert clocks("us-s307") == clocks("eu-flr") == []


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 12, 25), date(2027, 1, 15)),  # 29 December to 3 January, and Coming of Age Day on the 11th
        (date(2026, 12, 31), date(2027, 1, 18)),
        (date(2027, 4, 28), date(2027, 5, 18)),  # 29 April, 3 to 5 May
        (date(2027, 5, 3), date(2027, 5, 19)),
    ],
)
def test_over_new_year_and_golden_week_only_working_days_count(day: date, last: date) -> None:
    (clock,) = petition_clocks(regime_of("jp-model-goods"), procedure_of("jp-model-goods", Asked(on=day)), day)
    assert clock.due == last


def test_four_regimes_say_what_a_petition_has_to_hold() -> None:
    assert ASKING == ["eu-flr", "jp-model-goods", "mx-import-ban", "us-s307"]
    assert len(regime_of("mx-import-ban").petition.fields) == 6  # type: ignore[union-attr]
    assert all(has_procedure(folder_of(regime_of(one))) for one in ASKING)


@pytest.mark.parametrize("key", ASKING)
def test_every_help_says_whose_it_is_and_what_is_not_known_stands_to_be_verified(key: str) -> None:
    held = written(regime_of(key).folder)
    helps = [one for field in held["petition"]["fields"] for one in field.get("helps", [])]
    assert helps
    assert all(("source" in one) != (one.get("ours") == "true") for one in helps)
    assert any(one["since"] == "2026-11-26" for one in held["verify"])


def test_every_part_need_state_and_remark_has_words() -> None:
    wanted = {f"law.petition.part.{one.value}" for one in Part} | {f"law.petition.need.{one.value}" for one in Need}
    wanted |= {f"law.petition.held.{one.value}" for one in Held} | {f"law.petition.lacks-{one.value}" for one in Need}
    wanted |= {f"law.petition.name-{one.value}" for one in Unnamed}
    assert wanted <= codes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ASKING)
def test_every_remark_can_be_said(key: str, language: str) -> None:
    given: dict[Part, str] = {part: "糸" for part in Part if part is not Part.PETITIONER}
    for day in (date(2000, 1, 1), DAY):
        for told in ({}, given):
            found = completeness(regime_of(key), told, day)
            remarks = [*found.remarks, *(one for field in found.fields for one in field.remarks)]
            assert all(remark_text(one, language) for one in remarks)  # type: ignore[arg-type]
