"""Whatever is wrong in a regime's files is said with its code, its file, its line and the value, in both languages."""

import re
from pathlib import Path

import pytest
from tests.law import (
    test_law_citations,
    test_law_days,
    test_law_extensions,
    test_law_numbers,
    test_law_rates,
    test_law_whole,
)
from tests.law.folder import REGIME, Row, assert_said, problems, write

import tadasu.law
from tadasu.law import load_regime, read_company_file
from tadasu.schema import InputError
from tadasu.wording import codes, problem_text

BROKEN: list[Row] = [
    # the file as YAML
    ("regime.yaml", "about: {en", "about: [en", "yaml-unreadable", "about: [en", ""),
    ("regime.yaml", "place: no\n", "place: no\nplace: no\n", "yaml-twice", "place: no", ""),
    ("regime.yaml", "unit: count\n", "unit: count\n    unit: count\n", "yaml-twice", "    unit: count", ""),
    # keys
    ("regime.yaml", "duties:\n", "dutys:\n", "law-unknown-key", "dutys:", "duties"),
    ("regime.yaml", "verify:\n", "zzz:\n", "law-unknown-key", "zzz:", "zzz"),
    ("regime.yaml", "about: employees_group", "abuot: employees_group", "law-unknown-key", "abuot", "about"),
    ("regime.yaml", "family: conduct-duty\n", "", "law-missing", "id: no-example", "family"),
    ("regime.yaml", "    unit: count\n", "", "law-missing", "  size:", "unit"),
    ("regime.yaml", "value: 1000, from: 2024-01-01, ", "value: 1000, ", "law-missing", "value: 1000", "from"),
    ("regime.yaml", "    article: s. 9\n", "", "law-missing", "  - id: report", "article"),
    ("regime.yaml", "    confidence: sure\n    due: {each", "    due: {each", "law-missing", "  - id: report", "confidence"),
    ("regime.yaml", "s. 12, source: act, ", "s. 12, ", "law-missing", "import", "source"),
    ("regime.yaml", "ja: 例示法", "jp: 例示法", "law-missing", "name: {en: Example Act", "ja"),
    ("regime.yaml", "article: s. 9\n", "article: {en: s. 9}\n", "law-missing", "article: {en", "ja"),
    ("regime.yaml", "each_year: 06-30", "each_yaer: 06-30", "law-unknown-key", "each_yaer", "each_year"),
    # values
    ("regime.yaml", "family: conduct-duty", "family: conduct", "law-word", "family", "conduct-duty"),
    ("regime.yaml", "is: in_force", "is: law", "law-word", "is: law", "in_force"),
    ("regime.yaml", "act, confidence: sure}\nparam", "act, confidence: maybe}\nparam", "law-word", "maybe", "likely"),
    ("regime.yaml", "kind: rights", "kind: duties", "law-word", "kind: duties", "environment"),
    ("regime.yaml", "flow: [import]", "flow: [transit]", "law-word", "transit", "transit"),
    ("regime.yaml", "{choice: reach, is: large}", "{choice: reach, is: huge}", "law-word", "is: huge", "large"),
    ("regime.yaml", "goods_producer, is: yes", "goods_producer, is: true", "law-word", "is: true", "yes"),
    ("regime.yaml", "in_force, from: 2024-01-01", "in_force, from: January", "law-kind", "January", "January"),
    ("regime.yaml", "each_year: 06-30", "each_year: 30 June", "law-kind", "30 June", ""),
    ("regime.yaml", "count: 15", "count: -15", "law-kind", "-15", ""),
    ("regime.yaml", "- {fact: goods_producer, is: yes}\n        - {fact: sells_in, has: no}", "[]", "law-empty", "of:", ""),
    ("regime.yaml", "value: 1000,", "value: many,", "law-value", "many", "many"),
    ("regime.yaml", "value: 1000,", "value: -1,", "law-value", "-1", "-1"),
    ("regime.yaml", "value: large,", "value: huge,", "law-word", "huge", "huge"),
    ("regime.yaml", "70000000 NOK", "70000000", "law-money", "70000000", "70000000"),
    ("regime.yaml", "70000000 NOK", "70 million NOK", "law-money", "70 million NOK", "70 million NOK"),
    ("regime.yaml", "since: 2026-11-22", "since: 2026-02-30", "law-kind", "2026-02-30", "2026-02-30"),
    ("regime.yaml", "title: Example Act", "title: [Example Act]", "law-kind", "title: [Example", "[...]"),
    ("regime.yaml", "flow: [import]", "flow: import", "law-kind", "flow: import", "import"),
    ("regime.yaml", "due: {each_year: 06-30}", "due: 06-30", "law-kind", "due: 06-30", "06-30"),
    # what does not go together
    ("regime.yaml", "place: no\n", "place: se\n", "law-folder", "place: se", "no/example"),
    ("regime.yaml", "id: no-example", "id: example", "law-id-place", "id: example", "no-"),
    ("regime.yaml", "id: no-example", "id: nothing", "law-id-place", "id: nothing", "nothing"),
    ("regime.yaml", "s. 21, source: act", "s. 21, source: bill", "law-no-source", "source: bill", "bill"),
    ("regime.yaml", "- id: report", "- id: answer", "law-id-twice", "  - id: answer", "answer"),
    ("regime.yaml", "to: 2025-12-31", "to: 2023-12-31", "law-to-before-from", "to: 2023-12-31", ""),
    ("regime.yaml", "5000, from: 2026", "1000, from: 2025", "law-overlap", "value: 1000", ""),
    ("regime.yaml", "5000, from: 2026-01-01", "5000, from: 2025-01-01", "law-article-twice", "value: 1000", "s. 3"),
    ("regime.yaml", "value: 1000, from: 2024-01-01", "value: 1000, from: 2024-02-01", "law-no-value", "  size:", "2024-01-01"),
    ("regime.yaml", "to: 2025-12-31", "to: 2025-12-30", "law-no-value", "  size:", "2025-12-31"),
    ("regime.yaml", "5000, from: 2026-01-01", "5000, from: 2026-01-01, to: 2026-12-31", "law-no-value", "  size:", "2027-01-01"),
    # the scope test
    ("regime.yaml", "employees_group, above", "employes_group, above", "no-such-fact", "employes_group", "employees_group"),
    ("regime.yaml", "employees_group, above: size", "zzzz, above: size", "no-such-fact", "zzzz", "zzzz"),
    ("regime.yaml", "about: turnover_group", "about: turnover_gruop", "no-such-fact", "turnover_gruop", "turnover_group"),
    ("regime.yaml", '"employees_in:no"', "employees_in", "fact-place", "employees_in", "employees_in"),
    ("regime.yaml", '"employees_in:no"', '"employees_in:xx"', "law-place", "employees_in:xx", "employees_in:xx"),
    ("regime.yaml", "within: no", "within: Norway", "law-place", "Norway", "Norway"),
    ("regime.yaml", "employees_group, above: size", "employees_group, above: sise", "law-no-parameter", "sise", "sise"),
    ("regime.yaml", "{choice: reach,", "{choice: raech,", "law-no-parameter", "raech", "raech"),
    ("regime.yaml", "employees_group, above: size", "seat, above: size", "law-fact-kind", "fact: seat, above", "place"),
    ("regime.yaml", ", above: size", "", "law-operator", "{fact: employees_group}", "above"),
    ("regime.yaml", "{fact: employees_group, above", "{falt: employees_group, above", "law-operator", "falt", "fact"),
    ("regime.yaml", "at_least: 1\n", "at_least: 3\n", "law-at-least", "at_least: 3", "3"),
    ("regime.yaml", "least: 1}", "least: 3}", "law-at-least", "least: 3}", "3"),
    # clocks
    ("regime.yaml", "unit: working-day, calendar: no}", "unit: working-day}", "clock-without-calendar", "due:", "15"),
    ("regime.yaml", "unit: working-day, calendar: no}", "unit: working-day, calendar: mars}", "calendar-unknown", "mars", "mars"),
    ("regime.yaml", "count: 15", "count: 999999", "clock-count", "999999", "999999"),
    ("regime.yaml", "count: 15", "count: 1.5", "law-kind", "1.5", ""),
    ("regime.yaml", "count: period", "count: perod", "law-no-parameter", "count: perod", "period"),
    ("regime.yaml", "count: period", "count: zzzz", "law-no-parameter", "count: zzzz", "zzzz"),
    ("regime.yaml", "count: period", "count: sales", "clock-measure", "count: sales", "money"),
    ("regime.yaml", "count: period, unit: day", "count: period, unit: month", "clock-measure", "count: period", "days"),
    ("regime.yaml", "value: 20,", "value: 50000,", "clock-number", "count: period", "50000"),
    ("regime.yaml", "value: 20,", "value: 0,", "clock-number", "count: period", "period"),
    ("regime.yaml", "period, unit: day, calendar: no}", "period, unit: day}", "clock-without-calendar", "due:", "20"),
    ("regime.yaml", "after: written-request", "after: full-moon", "law-no-event", "full-moon", "full-moon"),
    ("regime.yaml", "unit: working-day, calendar: no}", "unit: fortnight, calendar: no}", "law-word", "fortnight", "working-day"),
    ("regime.yaml", "{each_year: 06-30}", "{each_year: 06-30, on: 2027-01-01}", "law-due", "06-30, on", "each_year"),
    ("regime.yaml", "each_year: 06-30", "each_year: 02-30", "law-kind", "02-30", ""),
    ("regime.yaml", "what: applies", "what: aplies", "law-milestone", "aplies", "aplies"),
    # cases
    ("examples.yaml", "employees_group: 5001", "employees_group: 5000", "law-contradicts", "- name: {en: Large", "Large"),
    ("examples.yaml", "then: out", "then: outside", "law-word", "then: outside", "outside"),
    ("examples.yaml", "employees_group: 5000}", "employes_group: 5000}", "no-such-fact", "employes_group", "employees_group"),
    ("examples.yaml", "80000000 NOK", "80000000", "law-money", "80000000", "80000000"),
    ("examples.yaml", "employees_group: 5001", "employees_group: many", "fact-value", "many", "many"),
    ("examples.yaml", "  then: out\n", "  then: out\n  set: {sise: 3}\n", "law-no-parameter", "sise", "size"),
    ("examples.yaml", "  then: out\n", "  then: out\n  set: {size: few}\n", "law-value", "few", "few"),
    # the procedure
    ("procedure.yaml", "start: received", "start: recieved", "procedure-no-state", "start: recieved", "recieved"),
    ("procedure.yaml", "to: banned", "to: forbidden", "procedure-no-state", "to: forbidden", "forbidden"),
    ("procedure.yaml", "calendar: no,", "calendar: no, since: begin,", "procedure-no-state", "since: begin", "begin"),
    ("procedure.yaml", "to: banned", "to: received", "procedure-not-reached", "  banned:", "banned"),
    ("procedure.yaml", "to: banned", "to: received", "procedure-dead-end", "  received:", "received"),
    ("procedure.yaml", "by: authority", "by: customs", "procedure-no-actor", "by: customs", "customs"),
    ("procedure.yaml", "owner: authority\n    clock", "owner: court\n    clock", "procedure-no-actor", "owner: court", "court"),
    ("procedure.yaml", "    re_export: {en: Not allowed., ja: 不可。}\n", "", "procedure-outcome", "  banned:", "re_export"),
    ("procedure.yaml", "    moves:\n", "    disposal: {en: No, ja: 無}\n    moves:\n", "procedure-outcome", "  received:", ""),
    ("procedure.yaml", "    moves:\n", "    no_clock: {en: No, ja: なし}\n    moves:\n", "procedure-clock", "  received:", ""),
    ("procedure.yaml", "    no_clock: {en: It stands., ja: 存続する。}\n", "", "procedure-clock", "  banned:", ""),
    ("procedure.yaml", "calendar: no,", "", "clock-without-calendar", "clock:", "30"),
    ("procedure.yaml", "article: s. 17, ", "", "law-missing", "clock:", "article"),
    ("procedure.yaml", "count: 30", "count: perod", "law-no-parameter", "clock:", "period"),
    ("procedure.yaml", "count: 30", "count: reach", "clock-measure", "clock:", "choice"),
    ("procedure.yaml", "30, unit: working-day, calendar: no, article: s. 17,", "period, unit: working-day, calendar: no,",
     "law-missing", "clock:", "article"),
    ("procedure.yaml", "s. 17, source: act", "s. 17, source: flr", "law-no-source", "source: flr", "flr"),
    # facts of a company, rates
    ("company.yaml", "employees_group:", "employes_group:", "no-such-fact", "employes_group", "employees_group"),
    ("company.yaml", "80000000 NOK", "80000000", "law-money", "80000000", "80000000"),
    ("company.yaml", "listed_prime: no", "listed_prime: true", "fact-value", "listed_prime", "flag"),
    ("company.yaml", "listed_prime: no", "goods: palm oil", "fact-word", "palm oil", "palm oil"),
    ("company.yaml", "[no, jp]", "[no, Japan]", "fact-value", "sells_in", "places"),
    ("company.yaml", "seat: no", '"seat:no": yes', "fact-no-place", "seat:no", "seat"),
    ("rates.csv", "11.7", "about twelve", "rate-unreadable", "about twelve", ""),
    ("rates.csv", "11.7", "0", "rate-unreadable", "NOK,2025,0", ""),
]  # fmt: skip


BESIDE = (test_law_citations, test_law_days, test_law_extensions, test_law_numbers, test_law_whole)
"""Files of tests that write more wrong, each about one subject."""
READERS = (
    *(
        "_basis",
        "_check_procedure",
        "_check_regime",
        "_cited",
        "_clocks",
        "_company",
        "_counted",
        "_cursor",
        "_examples",
    ),
    *(
        "_facts",
        "_rates",
        "_read",
        "_read_calendar",
        "_read_duty",
        "_read_examples",
        "_read_parameter",
        "_read_procedure",
        "_read_scope",
        "_yaml",
    ),
)
"""Files of the room that read what somebody wrote."""


def test_the_invented_regime_is_whole(tmp_path: Path) -> None:
    home = write(tmp_path)
    assert problems(home) == ()
    assert load_regime(home).id == "no-example"


def test_no_is_norway(tmp_path: Path) -> None:
    home = write(tmp_path)
    assert load_regime(home).place == "no"
    claims = read_company_file(home / "company.yaml").claims
    said = {str(fact): next(iter(one.values())) for (fact, _), one in claims.items()}
    assert said["seat"] == "no"
    assert said["sells_in"] == frozenset({"no", "jp"})
    assert said["listed_prime"] is False


@pytest.mark.parametrize("row", BROKEN)
def test_what_is_wrong_is_said_with_its_line_and_value(row: Row, tmp_path: Path) -> None:
    assert_said(row, tmp_path)


def test_all_problems_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    home = write(tmp_path)
    text = REGIME.replace("70000000 NOK", "70000000").replace("after: written-request", "after: full-moon")
    (home / "regime.yaml").write_text(text.replace("duties:\n", "dutys:\n"), encoding="utf-8")
    assert {one.code for one in problems(home)} >= {"law-money", "law-unknown-key"}


def test_a_regime_that_contradicts_its_own_case_is_refused_with_what_it_came_to(tmp_path: Path) -> None:
    home = write(tmp_path, "examples.yaml", "turnover_group: 80000000 NOK\n", "turnover_group: 80000000 XXX\n")
    with pytest.raises(InputError) as raised:
        load_regime(home)
    (problem,) = raised.value.problems
    assert (problem.code, problem.row, problem.value) == ("law-contradicts", 1, "Large")
    assert "undetermined" in problem_text(problem, "en")
    assert "undetermined" in problem_text(problem, "ja")


def test_a_case_that_asks_for_other_facts_than_it_says_is_a_contradiction(tmp_path: Path) -> None:
    home = write(tmp_path, "examples.yaml", "  then: out\n", "  then: undetermined\n  ask: [turnover_group]\n")
    text = (home / "examples.yaml").read_text(encoding="utf-8")
    (home / "examples.yaml").write_text(
        text.replace("employees_group: 5000}", "employees_group: 5001}"), encoding="utf-8"
    )
    (problem,) = problems(home)
    assert problem.code == "law-contradicts"
    assert "goods_producer" in dict(problem.params)["came"]


@pytest.mark.parametrize("name", ["regime.yaml", "examples.yaml", "company.yaml", "rates.csv"])
def test_a_file_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    home = write(tmp_path)
    (home / name).unlink()
    (problem,) = problems(home)
    assert (problem.code, problem.file) == ("file-not-found", name)


@pytest.mark.parametrize("name", ["regime.yaml", "company.yaml"])
def test_a_file_that_is_no_text_is_refused(name: str, tmp_path: Path) -> None:
    home = write(tmp_path)
    (home / name).write_bytes(b"\xff\xfe\x00seat: no")
    (problem,) = problems(home)
    assert (problem.code, problem.file) == ("yaml-unreadable", name)


@pytest.mark.parametrize(
    "text", ["", "~", "- 3", "3", "[[[", "a: *b", "? [a, b]\n: 3\n", "!!python/object:os.system {}"]
)
def test_odd_yaml_is_refused_and_breaks_nothing(text: str, tmp_path: Path) -> None:
    home = write(tmp_path)
    (home / "regime.yaml").write_text(text, encoding="utf-8")
    assert problems(home)
    (home / "regime.yaml").write_text(REGIME, encoding="utf-8")
    (home / "examples.yaml").write_text(text, encoding="utf-8")
    assert problems(home)


def test_every_code_of_the_readers_is_provoked_and_has_its_words() -> None:
    room = Path(tadasu.law.__file__).parent
    elsewhere = [row for file in BESIDE for row in file.BROKEN]
    said = r'(?:problem\(|code=|UsageError\(\s*)"([a-z-]+)"'
    texts = [(room / f"{name}.py").read_text(encoding="utf-8") for name in READERS]
    raised = {code for text in texts for code in re.findall(said, text)}
    provoked = {code for *_, code, _, _ in (*BROKEN, *elsewhere)} | {"file-not-found"}
    provoked |= test_law_rates.PROVOKED | test_law_extensions.PROVOKED
    assert raised - provoked == {"clock-suspended"}  # of a clock that runs, not of one that is read
    assert provoked <= codes()
