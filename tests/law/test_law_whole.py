"""A regime as a whole: nothing is called the same, nothing is there for nothing, nothing counts as read that nobody can open."""

from pathlib import Path

import pytest
from tests.law.folder import TODAY, Row, assert_said, problems, write

from tadasu.law import Presumed, load_regime
from tadasu.law._regimes import regimes_in
from tadasu.schema import Flow, InputError
from tadasu.wording import LANGUAGES, problem_text

ACT = '  act: {title: Example Act, url: "", seen: none,'
ISSUE, BAN = "  - {id: forced-labour, kind", "  - {id: import, name"
AGAIN = "name: {en: The same, ja: 同じ}, article: s. 2, source: act, confidence: sure}\n"
ISSUE_AGAIN = "  - {id: forced-labour, kind: rights, " + AGAIN
BAN_AGAIN = "  - {id: import, flow: [import], " + AGAIN
FINE = "  - {{id: fine, name: {{en: Fine, ja: 罰金}}, article: s. {n}, source: act, confidence: sure}}\n"
FINES = "sanctions:\n" + FINE.format(n=30) + FINE.format(n=31)
PRESUMED = "flow: [import], presumption: {{en: Presumed, ja: 推定}}, presumed_of: {}"
BILL = '  bill: {title: Example Bill, url: "", seen: none, checked: 2026-11-22}\n'
BROKEN: list[Row] = [
    # two of one id
    ("regime.yaml", ISSUE, ISSUE_AGAIN + ISSUE, "law-id-twice", ISSUE, "forced-labour"),
    ("regime.yaml", BAN, BAN_AGAIN + BAN, "law-id-twice", "en: No import", "import"),
    ("regime.yaml", "verify:\n", FINES + "verify:\n", "law-id-twice", "s. 31", "fine"),
    # sources
    ("regime.yaml", "sources:\n", "sources:\n" + BILL, "law-source-unused", "bill:", "bill"),
    ("regime.yaml", ACT, ACT.replace("none", "official"), "law-official", "act: {title", "url"),
    ("regime.yaml", ACT, ACT.replace("none", "official").replace('""', "Gazette"), "law-official", "act: {title", "https://"),
    # what says nothing, or the same twice
    ("regime.yaml", "flow: [import]", "flow: []", "law-empty", "en: No import", ""),
    ("regime.yaml", "flow: [import]", "flow: [import, import]", "law-twice", "en: No import", "import"),
    ("regime.yaml", "flow: [import]", "flow: [import], about: []", "law-empty", "en: No import", ""),
    ("regime.yaml", "flow: [import]", "flow: [import], about: [forced-labor]", "law-no-issue", "en: No import", "forced-labour"),
    ("regime.yaml", "flow: [import]", "flow: [import], about: [forced-labour, forced-labour]", "law-twice", "en: No import",
     "forced-labour"),
    ("regime.yaml", "flow: [import]", "flow: [import], presumed_of: [entity]", "law-missing", "en: No import", "presumption"),
    ("regime.yaml", "flow: [import]", "flow: [import], presumption: ~, presumed_of: [entity]", "law-kind", "en: No import", ""),
    ("regime.yaml", "flow: [import]", PRESUMED.format("[]"), "law-empty", "en: No import", ""),
    ("regime.yaml", "flow: [import]", PRESUMED.format("[country]"), "law-word", "en: No import", "entity"),
    ("regime.yaml", "flow: [import]", PRESUMED.format("[region, region]"), "law-twice", "en: No import", "region"),
    ("regime.yaml", "count: period, unit: day", "count: size, unit: month", "clock-about", "count: size", "employees_group"),
    ("regime.yaml", "large: {en: Large,", "large: {en: All,", "law-twice", "words:", "All"),
    ("regime.yaml", "article: s. 9", 'article: "???"', "law-article-none", "article:", "???"),
    ("regime.yaml", ACT, ACT.replace('""', "ftp://example.org"), "law-url", "act: {title", "https://"),
    ("regime.yaml", "70000000 NOK", "70000000 NOX", "law-currency", "NOX", "NOK"),
    ("examples.yaml", "en: Small", "en: Large", "law-twice", "en: Large, ja: 小規模", "Large"),
    ("procedure.yaml", "actors:\n", "actors:\n  court: {en: Court, ja: 裁判所}\n", "procedure-actor-idle", "court:", "court"),
]  # fmt: skip


@pytest.mark.parametrize("row", BROKEN)
def test_what_only_the_whole_shows_is_said_where_it_stands(row: Row, tmp_path: Path) -> None:
    assert_said(row, tmp_path)


def test_a_source_that_only_the_procedure_rests_on_is_used(tmp_path: Path) -> None:
    home = write(tmp_path, "regime.yaml", "sources:\n", "sources:\n" + BILL)
    procedure = (home / "procedure.yaml").read_text(encoding="utf-8")
    (home / "procedure.yaml").write_text(procedure.replace("source: act", "source: bill", 1), encoding="utf-8")
    assert problems(home) == ()
    (home / "procedure.yaml").write_text("[", encoding="utf-8")
    assert {one.code for one in problems(home)} == {"yaml-unreadable"}
    (home / "procedure.yaml").unlink()
    assert {one.code for one in problems(home)} == {"law-source-unused"}


def test_a_source_that_somebody_opened_says_where_and_counts_as_verified(tmp_path: Path) -> None:
    read = ACT.replace("none", "official").replace('""', '"https://law.example.org/act"')
    home = write(tmp_path, "regime.yaml", ACT, read)
    assert problems(home) == ()
    assert load_regime(home, today=TODAY).status[0].basis.verified


def test_what_a_prohibition_is_about_and_presumes_is_read(tmp_path: Path) -> None:
    home = write(tmp_path, "regime.yaml", "flow: [import]", PRESUMED.format("[entity]") + ", about: [forced-labour]")
    assert problems(home) == ()
    (ban,) = load_regime(home, today=TODAY).prohibitions
    assert ban.flows == (Flow.IMPORT,)
    assert ban.presumed_of == {Presumed.ENTITY}
    assert ban.about == ("forced-labour",)


def test_two_regimes_of_one_id_are_refused_by_the_names_of_both_folders(tmp_path: Path) -> None:
    home = write(tmp_path)
    twin = home.parent / "other"
    twin.mkdir()
    for file in home.iterdir():
        (twin / file.name).write_bytes(file.read_bytes())
    with pytest.raises(InputError) as refusal:
        regimes_in(tmp_path, today=TODAY)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.file) == ("law-regime-twice", "no/other/regime.yaml")
    for language in LANGUAGES:
        said = problem_text(problem, language)
        assert all(part in said for part in ("no/example", "no/other", "no-example")), said
    regime = (twin / "regime.yaml").read_text(encoding="utf-8")
    (twin / "regime.yaml").write_text(regime.replace("id: no-example", "id: no-other"), encoding="utf-8")
    assert list(regimes_in(tmp_path, today=TODAY)) == ["no-example", "no-other"]
