"""An invented regime as files in a folder: written whole or with one text replaced, and what reading it says is wrong."""

import re
from datetime import date
from pathlib import Path

from tadasu.law import Regime, check_examples, read_company_file, read_procedure, read_rates, read_regime
from tadasu.schema import InputError, Problem
from tadasu.wording import LANGUAGES, problem_text

TODAY = date(2026, 11, 25)
Row = tuple[str, str, str, str, str, str]
"""What is written wrong: file, the text that stands there, what is put in its place; then the code, the text of the line on
which it is noted, and what both sentences must name."""

REGIME = """\
id: no-example
place: no
family: conduct-duty
name: {en: Example Act, ja: 例示法}
about: {en: An invented act., ja: 架空の法律。}
sources:
  act: {title: Example Act, url: "", seen: none, checked: 2026-11-22}
status:
  - {is: in_force, from: 2024-01-01, recorded: 2026-11-22, article: s. 21, source: act, confidence: sure}
parameters:
  size:
    about: employees_group
    unit: count
    name: {en: Employees, ja: 従業員数}
    values:
      - {value: 1000, from: 2024-01-01, to: 2025-12-31, recorded: 2026-11-22, article: s. 3, source: act, confidence: sure}
      - {value: 5000, from: 2026-01-01, recorded: 2026-11-22, article: s. 3, source: act, confidence: sure}
  sales:
    about: turnover_group
    unit: money
    name: {en: Sales, ja: 売上高}
    values:
      - {value: 70000000 NOK, from: 2024-01-01, recorded: 2026-11-22, article: s. 3, source: act, confidence: sure}
  reach:
    about: ""
    unit: choice
    name: {en: Reach, ja: 範囲}
    words: {all: {en: All, ja: すべて}, large: {en: Large, ja: 大規模}}
    values:
      - {value: large, from: 2024-01-01, recorded: 2026-11-22, article: s. 2, source: act, confidence: sure}
  period:
    about: ""
    unit: days
    name: {en: Days to keep, ja: 保存日数}
    values:
      - {value: 20, from: 2024-01-01, recorded: 2026-11-22, article: s. 10, source: act, confidence: sure}
scope:
  all:
    - {fact: seat, within: no}
    - {fact: employees_group, above: size}
    - {fact: turnover_group, above: sales}
    - {choice: reach, is: large}
    - at_least: 1
      of:
        - {fact: goods_producer, is: yes}
        - {fact: sells_in, has: no}
    - years: {last: 2, least: 1}
      of: {fact: "employees_in:no", at_least: size}
dates:
  - {what: applies, on: 2024-01-01, recorded: 2026-11-22, article: s. 20, source: act, confidence: sure}
issues:
  - {id: forced-labour, kind: rights, name: {en: Forced labour, ja: 強制労働}, article: s. 1, source: act, confidence: sure}
duties:
  - id: answer
    name: {en: Answer, ja: 回答する}
    to: {en: who asked, ja: 質問者}
    article: s. 8
    source: act
    confidence: sure
    due: {after: written-request, count: 15, unit: working-day, calendar: no}
  - id: report
    name: {en: Report, ja: 報告する}
    to: {en: the public, ja: 公衆}
    article: s. 9
    source: act
    confidence: sure
    due: {each_year: 06-30}
  - id: keep
    name: {en: Keep, ja: 保存する}
    to: {en: the public, ja: 公衆}
    article: s. 10
    source: act
    confidence: sure
    due: {after: end-of-record, count: period, unit: day, calendar: no}
prohibitions:
  - {id: import, name: {en: No import, ja: 輸入禁止}, flow: [import], article: s. 12, source: act, confidence: sure}
verify:
  - {what: {en: The text, ja: 条文}, since: 2026-11-22}
"""
EXAMPLES = """\
- name: {en: Large, ja: 大規模}
  on: 2026-11-22
  company:
    seat: no
    employees_group: 5001
    turnover_group: 80000000 NOK
    goods_producer: yes
    "employees_in:no": 5000
  then: in
- name: {en: Small, ja: 小規模}
  on: 2026-11-22
  company: {seat: no, employees_group: 5000}
  then: out
"""
PROCEDURE = """\
start: received
actors:
  authority: {en: Authority, ja: 官庁}
states:
  received:
    name: {en: Received, ja: 受理}
    owner: authority
    clock: {count: 30, unit: working-day, calendar: no, article: s. 17, source: act, confidence: sure}
    moves:
      - {id: ban, to: banned, by: authority, name: {en: Ban, ja: 禁止する}, article: s. 18, source: act, confidence: sure}
  banned:
    name: {en: Banned, ja: 禁止}
    owner: authority
    no_clock: {en: It stands., ja: 存続する。}
    outcome: true
    re_export: {en: Not allowed., ja: 不可。}
    disposal: {en: Destroyed., ja: 滅却。}
"""
COMPANY = """\
seat: no
employees_group: 5001
turnover_group: 80000000 NOK
listed_prime: no
sells_in: [no, jp]
"""
RATES = "currency,year,per_euro\nNOK,2025,11.7\n"
FILES = {
    "regime.yaml": REGIME,
    "examples.yaml": EXAMPLES,
    "procedure.yaml": PROCEDURE,
    "company.yaml": COMPANY,
    "rates.csv": RATES,
}


def write(folder: Path, changed: str = "", old: str = "", new: str = "") -> Path:
    """The invented regime in a folder of its own, one text in it replaced by another."""
    home = folder / "no" / "example"
    home.mkdir(parents=True)
    for name, text in FILES.items():
        if name == changed:
            assert old in text, old
            text = text.replace(old, new, 1)
        (home / name).write_text(text, encoding="utf-8")
    return home


def problems(home: Path) -> tuple[Problem, ...]:
    """Everything that reading the files finds wrong."""
    found: list[Problem] = []

    def tried(read: object, *arguments: object) -> object:
        try:
            return read(*arguments)  # type: ignore[operator]
        except InputError as error:
            found.extend(error.problems)
            return None

    try:
        regime: Regime | None = read_regime(home, today=TODAY)
    except InputError as error:
        found.extend(error.problems)
        regime = None
    if regime is not None:
        tried(check_examples, home, regime)
        tried(read_procedure, home, regime)
    tried(read_company_file, home / "company.yaml")
    tried(read_rates, home / "rates.csv")
    return tuple(found)


def assert_said(row: Row, folder: Path) -> None:
    """What is wrong is said with its code, its line and its value, in both languages."""
    file, old, new, code, line, named = row
    home = write(folder, file, old, new)
    found = [one for one in problems(home) if one.code == code]
    assert found, [(one.code, one.row) for one in problems(home)]
    assert {one.file.rpartition("/")[2] for one in found} == {file}
    lines = (home / file).read_text(encoding="utf-8").splitlines()
    assert any(line.strip() in lines[one.row - 1] for one in found), [(one.row, lines[one.row - 1]) for one in found]
    for language in LANGUAGES:
        said = [problem_text(one, language) for one in found]
        assert any(named in one for one in said), said
        assert not any(re.search(r"\{[a-z]+\}|[：:（(]\s*[）)。.]?$", one) for one in said), said
