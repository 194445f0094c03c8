"""An article that is cited for two different numbers is refused, unless it says which of them is meant."""

from pathlib import Path

import pytest
from tests.law.folder import REGIME, Row, assert_said, problems, write

from tadasu.wording import LANGUAGES, problem_text

SECOND = '  period:\n    about: ""\n'
OTHER = """\
  other:
    about: {fact}
    unit: count
    name: {{en: Other size, ja: 別の規模}}
    values:
      - {{value: {value}, from: {start}, recorded: 2026-11-22, article: {article}, source: act, confidence: sure}}
"""
ANSWER = "{after: written-request, count: 15, unit: working-day, calendar: no}"
AGAIN = """\
  - id: answer-again
    name: {{en: Answer again, ja: 再び回答する}}
    to: {{en: who asked, ja: 質問者}}
    article: {article}
    source: act
    confidence: sure
    due: {due}
{more}"""
STATE = """\
  heard:
    name: {{en: Heard, ja: 聴取}}
    owner: authority
    clock: {{count: {count}, unit: {unit}, calendar: no, {more}article: {article}, source: act, confidence: sure}}
    moves:
      - {{id: ban, to: banned, by: authority, name: {{en: Ban, ja: 禁止する}}, article: s. 18, source: act, confidence: sure}}
"""
HEAR = "      - {id: hear, to: heard, by: authority, name: {en: Hear, ja: 聴く}, article: s. 18, source: act, confidence: sure}\n"


def other(
    *, fact: str = "employees_group", value: int = 7, start: str = "2024-01-01", article: str = "s. 3"
) -> tuple[str, str]:
    """What is replaced in the regime so that another parameter stands in it."""
    return SECOND, OTHER.format(fact=fact, value=value, start=start, article=article) + SECOND


def again(due: str, *, article: str = "s. 8", more: str = "") -> tuple[str, str]:
    """The same with another duty to answer."""
    return "  - id: report\n", AGAIN.format(due=due, article=article, more=more) + "  - id: report\n"


def heard(count: object, *, unit: str = "working-day", article: str = "s. 17", more: str = "") -> tuple[str, str]:
    """The same with a second state, to which a move leads, in the procedure."""
    state = STATE.format(count=count, unit=unit, article=article, more=more)
    return "  banned:\n    name", HEAR + state + "  banned:\n    name"


BROKEN: list[Row] = [
    # numbers
    ("regime.yaml", *other(), "law-article-numbers", "value: 7,", "1000"),
    ("regime.yaml", *other(), "law-article-numbers", "value: 7,", "size"),
    ("regime.yaml", *other(article="S.3"), "law-article-numbers", "value: 7,", "S.3"),
    ("regime.yaml", *other(start="2027-01-01"), "law-article-numbers", "value: 7,", "5000"),
    ("regime.yaml", *other(fact="employees_in:no"), "law-article-numbers", "value: 7,", "1000"),
    # times
    ("regime.yaml", *again(ANSWER.replace("15", "16")), "law-article-times", "- id: answer-again", "s. 8"),
    ("regime.yaml", *again(ANSWER.replace("15", "16")), "law-article-times", "- id: answer-again", "answer"),
    ("regime.yaml", *again(ANSWER.replace("working-day", "day")), "law-article-times", "- id: answer-again", "s. 8"),
    ("regime.yaml", *again(ANSWER.replace("15", "period")), "law-article-times", "- id: answer-again", "s. 8"),
    ("procedure.yaml", *heard(31), "law-article-times", "    clock: {count: 31", "received"),
    ("procedure.yaml", *heard("period"), "law-article-times", "    clock: {count: period", "s. 17"),
    # corrections
    ("regime.yaml", "5000, from: 2026-01-01, recorded: 2026-11-22", "5000, from: 2025-01-01, recorded: 2026-11-23",
     "law-corrects", "value: 5000", "2026-11-22"),
    ("regime.yaml", "to: 2025-12-31, recorded: 2026-11-22", "recorded: 2026-11-21", "law-corrects", "value: 5000", "2026-11-21"),
    ("regime.yaml", "to: 2025-12-31, recorded: 2026-11-22", "recorded: 2026-11-23", "law-corrects", "value: 1000", "2026-11-22"),
    ("regime.yaml", "{value: 5000,", "{value: 5000, corrects: true,", "law-corrects-nothing", "value: 5000", ""),
    ("regime.yaml", "{value: 5000,", "{value: 5000, corrects: yes,", "law-kind", "value: 5000", "yes"),
]  # fmt: skip
SOUND: list[tuple[str, str, str]] = [
    ("regime.yaml", *other(article="s. 3 (second size)")),
    ("regime.yaml", *other(article="s. 3(2)")),
    ("regime.yaml", *other(value=5000, start="2026-01-01")),
    ("regime.yaml", *other(fact="employees")),
    ("regime.yaml", *again(ANSWER)),
    ("regime.yaml", *again(ANSWER.replace("15", "16"), article="s. 8(2)")),
    ("regime.yaml", *again(ANSWER.replace("15", "16").replace("written-request", "notice"))),
    ("regime.yaml", *again("{each_year: 12-31}")),
    ("procedure.yaml", *heard(30)),
    ("procedure.yaml", *heard(31, article="s. 17(2)")),
    ("procedure.yaml", *heard(6, unit="month")),
    ("procedure.yaml", *heard(10, more="extends: received, ")),
    ("regime.yaml", "to: 2025-12-31, recorded: 2026-11-22", "recorded: 2026-11-21"),
    ("regime.yaml", "from: 2026-01-01, recorded: 2026-11-22", "from: 2025-01-01, recorded: 2026-11-23"),
]
"""What is no contradiction; the last two are corrections, and say so below."""


@pytest.mark.parametrize("row", BROKEN)
def test_a_contradiction_is_said_where_it_stands(row: Row, tmp_path: Path) -> None:
    assert_said(row, tmp_path)


@pytest.mark.parametrize(("file", "old", "new"), SOUND)
def test_what_is_told_apart_is_no_contradiction(file: str, old: str, new: str, tmp_path: Path) -> None:
    corrects = "recorded: 2026-11-21" in new or "recorded: 2026-11-23" in new
    home = write(tmp_path, file, old, new)
    if corrects:
        text = (home / file).read_text(encoding="utf-8").replace("{value: 5000,", "{value: 5000, corrects: true,")
        (home / file).write_text(text, encoding="utf-8")
    assert problems(home) == ()


def test_a_least_and_a_most_of_one_fact_may_stand_in_one_article(tmp_path: Path) -> None:
    home = write(tmp_path, "regime.yaml", *other(value=90000))
    path = home / "regime.yaml"
    assert [one.code for one in problems(home)] == ["law-article-numbers"]
    band = "    - {fact: employees_group, above: size}\n    - {fact: employees_group, at_most: other}\n"
    text = path.read_text(encoding="utf-8").replace("    - {fact: employees_group, above: size}\n", band)
    path.write_text(text, encoding="utf-8")
    assert problems(home) == ()
    path.write_text(text.replace("at_most: other", "at_least: other"), encoding="utf-8")
    assert "law-article-numbers" in {one.code for one in problems(home)}


def test_a_duty_that_changed_may_keep_its_article(tmp_path: Path) -> None:
    first, second = "    until: 2025-12-31\n", "    from: 2026-01-01\n"
    home = write(tmp_path, "regime.yaml", *again(ANSWER.replace("15", "16"), more=second))
    path = home / "regime.yaml"
    text = path.read_text(encoding="utf-8")
    assert [one.code for one in problems(home)] == ["law-article-times"]
    path.write_text(text.replace(f"    due: {ANSWER}\n", f"    due: {ANSWER}\n{first}", 1), encoding="utf-8")
    assert problems(home) == ()


def test_both_sentences_name_both_numbers_and_what_to_do(tmp_path: Path) -> None:
    found = problems(write(tmp_path, "regime.yaml", *other()))
    assert [one.row for one in found] == [REGIME.split(SECOND)[0].count("\n") + 6]
    for language in LANGUAGES:
        said = problem_text(found[0], language)
        assert all(part in said for part in ("s. 3", "7", "1000", "size", "from")), said
