"""From when a clock of a procedure runs: from another state, or when the time that it extends has ended."""

from pathlib import Path

import pytest
from tests.law.folder import PROCEDURE, Row, assert_said, problems, write
from tests.law.regime_yaml import FOLDERS, written

from tadasu.law import procedure_of, read_procedure, read_regime
from tadasu.reports import procedure_text
from tadasu.wording import LANGUAGES

EXTENDED = """\
  extended:
    name: {en: Time extended, ja: 延長}
    owner: authority
    clock: {count: 10, unit: working-day, calendar: no, extends: received, article: s. 17(2), source: act, confidence: sure}
    moves:
      - {id: ban, to: banned, by: authority, name: {en: Ban, ja: 禁止する}, article: s. 18, source: act, confidence: sure}
"""
EXTEND = (
    "      - {id: extend, to: extended, by: authority, name: {en: Extend, ja: 延長する}, "
    "article: s. 17(2), source: act, confidence: sure}\n"
)
LATER, RUNS = "  banned:\n    name", "calendar: no, article: s. 17,"


def extended(old: str = "extends: received", new: str = "extends: received") -> tuple[str, str]:
    """What is replaced so that the procedure has a state that extends another one's time, one text in it changed."""
    assert old in EXTENDED
    return LATER, EXTEND + EXTENDED.replace(old, new) + LATER


BROKEN: list[Row] = [
    ("procedure.yaml", RUNS, f"since: banned, {RUNS}", "procedure-since", "clock: {count: 30", "banned"),
    ("procedure.yaml", RUNS, f"since: received, {RUNS}", "procedure-since", "clock: {count: 30", "received"),
    ("procedure.yaml", RUNS, f"extends: banned, {RUNS}", "procedure-since", "clock: {count: 30", "banned"),
    ("procedure.yaml", *extended(new="extends: begin"), "procedure-no-state", "extends: begin", "received"),
    ("procedure.yaml", *extended(new="extends: [received, begin]"), "procedure-no-state", "begin", "begin"),
    ("procedure.yaml", *extended(new="extends: []"), "law-empty", "extends: []", ""),
    ("procedure.yaml", *extended(new="extends: 3"), "law-kind", "extends: 3", "3"),
    ("procedure.yaml", *extended(new="extends: received, since: received"), "procedure-since-extends", "count: 10", "since"),
    ("procedure.yaml", *extended(new="extends: extended"), "procedure-since", "extends: extended", "extended"),
    ("procedure.yaml", *extended("to: banned", "to: extended"), "procedure-dead-end", "  extended:", "extended"),
]  # fmt: skip


PROVOKED = {"procedure-extends", "procedure-extends-circle"}


@pytest.mark.parametrize("row", BROKEN)
def test_a_clock_that_can_never_run_is_refused(row: Row, tmp_path: Path) -> None:
    assert_said(row, tmp_path)


def test_a_time_that_extends_itself_is_refused(tmp_path: Path) -> None:
    back = "{id: back, to: received, by: authority, name: {en: Back, ja: 戻す}, article: s. 18, source: act, confidence: sure}"
    home = write(tmp_path, "procedure.yaml", *extended("    moves:\n", f"    moves:\n      - {back}\n"))
    assert problems(home) == ()
    text = (home / "procedure.yaml").read_text(encoding="utf-8")
    (home / "procedure.yaml").write_text(text.replace(RUNS, f"extends: extended, {RUNS}"), encoding="utf-8")
    assert {one.code for one in problems(home)} == {"procedure-extends-circle"}


def test_only_a_time_that_is_set_can_be_extended(tmp_path: Path) -> None:
    home = write(tmp_path, "procedure.yaml", *extended())
    text = (home / "procedure.yaml").read_text(encoding="utf-8")
    clock = next(line for line in PROCEDURE.splitlines() if "count: 30" in line)
    none = "    no_clock: {en: None is set., ja: 定めがない。}"
    (home / "procedure.yaml").write_text(text.replace(clock, none), encoding="utf-8")
    assert [one.code for one in problems(home)] == ["procedure-extends"]


def test_an_extension_is_read_and_said_to_run_from_the_end_of_the_time_it_extends(tmp_path: Path) -> None:
    home = write(tmp_path, "procedure.yaml", *extended())
    assert problems(home) == ()
    found = read_procedure(home, read_regime(home))
    limit = found.states["extended"].limit
    assert limit is not None
    assert (limit.extends, limit.since) == (("received",), "")
    for language, said in (("en", 'from the end of the time of "Received"'), ("ja", "「受理」の期間の満了から")):
        assert said in " ".join(" ".join(procedure_text(found, language=language)).split())  # type: ignore[arg-type]


def test_an_extension_of_one_or_another_time_names_both() -> None:
    limit = procedure_of("jp-model-goods").states["held-extended"].limit
    assert limit is not None
    assert limit.extends == ("held-import", "held-perishables")
    for language in LANGUAGES:
        said = "".join("".join(procedure_text(procedure_of("jp-model-goods"), language=language)).split())
        assert ('perishables)"' in said) == (language == "en")
        assert ("または「輸入貨物の留置（生鮮貨物）」の期間の満了から" in said) == (language == "ja")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_state_to_which_a_time_is_extended_says_whose_time_it_extends(folder: str) -> None:
    states = written(folder, "procedure.yaml").get("states", {})
    targets = {move["to"] for state in states.values() for move in state.get("moves", []) if move["id"] == "extend"}
    assert {name for name, state in states.items() if "extends" in state.get("clock", {})} == targets
