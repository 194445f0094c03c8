"""Days in a regime: what ends before it begins, what is said twice of one day, what nobody can have learned yet."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.law.folder import REGIME, TODAY, Row, assert_said, problems, write
from tests.law.regime_yaml import FOLDERS, REGIMES

from tadasu.law import LATEST, Standing, load_regime, read_regime
from tadasu.schema import InputError
from tadasu.wording import LANGUAGES, problem_text

DUTY = "    due: {each_year: 06-30}\n"
BACKWARDS = "    from: 2026-01-01\n    until: 2025-12-31\n"
BAN, DAY = "flow: [import], ", "{what: applies, "
AROUND = "from: 2026-01-01, until: 2025-12-31, "
STATUS = "  - {is: in_force, from: 2024-01-01, recorded: 2026-11-22,"
CHECKED, SINCE = 'url: "", seen: none, checked: 2026-11-22', "since: 2026-11-22"
VALUE, APPLIES = "to: 2025-12-31, recorded: 2026-11-22", "on: 2024-01-01, recorded: 2026-11-22"
LATER = "2026-11-26"


def second(standing: str, recorded: str, more: str = "") -> str:
    """The status, and another of the same day."""
    day = f"{more}from: 2024-01-01, recorded: {recorded}"
    return f"  - {{is: {standing}, {day}, article: s. 22, source: act, confidence: sure}}\n{STATUS}"


BROKEN: list[Row] = [
    # the end before the beginning
    ("regime.yaml", DUTY, DUTY + BACKWARDS, "law-to-before-from", "    until: 2025-12-31", ""),
    ("regime.yaml", BAN, BAN + AROUND, "law-to-before-from", "id: import", ""),
    ("regime.yaml", DAY, DAY + AROUND, "law-to-before-from", "what: applies", ""),
    ("regime.yaml", DUTY, DUTY + "    until: someday\n", "law-kind", "until: someday", "someday"),
    # two of one day
    ("regime.yaml", STATUS, second("bill", "2026-11-22"), "law-status-twice", "is: in_force", "2024-01-01"),
    ("regime.yaml", STATUS, second("bill", "2026-11-22", "corrects: true, "), "law-status-twice", "is: in_force", "corrects"),
    ("regime.yaml", STATUS, second("bill", "2026-11-23"), "law-status-twice", "is: bill", "2024-01-01"),
    ("regime.yaml", STATUS, STATUS.replace("{is", "{corrects: true, is"), "law-corrects-nothing", "is: in_force", "corrects"),
    # what is still to come
    ("regime.yaml", VALUE, VALUE.replace("2026-11-22", LATER), "law-day-to-come", "value: 1000", LATER),
    ("regime.yaml", STATUS, STATUS.replace("2026-11-22", LATER), "law-day-to-come", "is: in_force", "2026-11-25"),
    ("regime.yaml", APPLIES, APPLIES.replace("2026-11-22", LATER), "law-day-to-come", "applies", LATER),
    ("regime.yaml", CHECKED, CHECKED.replace("2026-11-22", LATER), "law-day-to-come", "act: {title", LATER),
    ("regime.yaml", SINCE, f"since: {LATER}", "law-day-to-come", "since", LATER),
]  # fmt: skip


@pytest.mark.parametrize("row", BROKEN)
def test_a_day_that_cannot_be_is_said_where_it_stands(row: Row, tmp_path: Path) -> None:
    assert_said(row, tmp_path)


def test_a_status_that_is_corrected_says_so_and_holds_from_the_day_it_was_learned(tmp_path: Path) -> None:
    home = write(tmp_path, "regime.yaml", STATUS, second("bill", "2026-11-23", "corrects: true, "))
    assert problems(home) == ()
    one, day = load_regime(home, today=TODAY), date(2025, 1, 1)
    for known, standing in ((date(2026, 11, 22), Standing.IN_FORCE), (LATEST, Standing.BILL)):
        status = one.status_on(day, known=known)
        assert status is not None
        assert status.standing is standing


def test_a_value_that_is_corrected_was_the_answer_until_then(tmp_path: Path) -> None:
    home = write(tmp_path, "regime.yaml", "to: 2025-12-31, recorded: 2026-11-22", "recorded: 2026-11-21")
    text = (home / "regime.yaml").read_text(encoding="utf-8").replace("{value: 5000,", "{value: 5000, corrects: true,")
    (home / "regime.yaml").write_text(text, encoding="utf-8")
    size = load_regime(home, today=TODAY).parameters["size"]
    day = date(2026, 6, 1)
    assert [size.on(day, known=known).value for known in (date(2026, 11, 21), TODAY)] == [1000, 5000]  # type: ignore[union-attr]


def test_what_was_learned_today_is_known_and_today_is_the_day_that_is_given(tmp_path: Path) -> None:
    home = write(tmp_path)
    assert read_regime(home, today=date(2026, 11, 22))
    with pytest.raises(InputError) as refusal:
        read_regime(home, today=date(2026, 11, 21))
    found = refusal.value.problems
    assert {one.code for one in found} == {"law-day-to-come"}
    assert len(found) == REGIME.count("2026-11-22")
    for language in LANGUAGES:
        assert "2026-11-21" in problem_text(found[0], language)


def test_without_a_day_it_is_that_of_the_machine(tmp_path: Path) -> None:
    tomorrow = date.today() + timedelta(days=1)
    home = write(tmp_path, "regime.yaml", SINCE, f"since: {tomorrow.isoformat()}")
    with pytest.raises(InputError) as refusal:
        load_regime(home)
    assert [one.code for one in refusal.value.problems] == ["law-day-to-come"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_of_ours_was_learned_on_a_day_to_come(folder: str) -> None:
    assert read_regime(REGIMES / folder, today=date(2026, 11, 26)).folder == folder
