"""A problem names file, row, column, what was there and what to do."""

import pytest

from tadasu.schema import InputError, Problem, StoreError, UsageError
from tadasu.wording import Language, error_texts, problem_text

CELL = Problem(code="no-such-code", file="suppliers.csv", row=12, column="name", value="###", params=(("limit", "9"),))


def test_a_problem_in_a_cell_names_file_row_and_column() -> None:
    assert problem_text(CELL, "en").startswith('suppliers.csv, row 12, column "name": ')
    assert problem_text(CELL, "ja").startswith("suppliers.csv 12行目 列「name」：")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_code_without_a_message_still_says_all_we_know(language: Language) -> None:
    said = problem_text(CELL, language)
    assert all(part in said for part in ("no-such-code", "###", "limit=9"))


def test_a_problem_of_the_whole_file_names_no_row() -> None:
    assert "row" not in problem_text(Problem(code="x", file="suppliers.csv"), "en")


def test_a_problem_of_a_folder_without_a_name_is_a_sentence_of_its_own() -> None:
    assert problem_text(Problem(code="empty-file", file=""), "en").startswith("The file is empty.")
    assert problem_text(Problem(code="empty-file", file=""), "ja")[0] not in "：:"


def test_a_problem_of_a_column_names_it_without_a_row() -> None:
    said = problem_text(Problem(code="x", file="suppliers.csv", column="country"), "en")
    assert said.startswith('suppliers.csv, column "country": ')


def test_a_problem_of_a_row_names_no_column() -> None:
    assert problem_text(Problem(code="x", file="a.csv", row=3), "ja").startswith("a.csv 3行目：")


def test_every_problem_of_an_error_is_said() -> None:
    said = error_texts(InputError([CELL, Problem(code="empty-file", file="b.csv")]), "en")
    assert len(said) == 2
    assert said[1].startswith("b.csv: the file is empty.")


def test_a_reason_of_ours_is_said_in_words() -> None:
    problem = Problem(
        code="column-map-invalid", file="map.yaml", column="nam", value="x", params=(("reason", "unknown-field"),)
    )
    assert "その項目はない" in problem_text(problem, "ja")
    assert "no such field" in problem_text(problem, "en")


def test_a_row_without_a_quantity_is_not_said_to_be_counted_by_value() -> None:
    said = problem_text(Problem(code="quantity-missing", file="a.csv", row=2, column="amount"), "en")
    assert "interval" in said
    assert "value" not in said


def test_usage_and_store_errors_become_sentences() -> None:
    assert error_texts(UsageError("list-twice", list="x"), "en")[0].startswith('The list "x" is given twice')
    assert "index" in error_texts(StoreError("index-stale"), "en")[0]


def test_an_error_without_a_message_is_not_hidden() -> None:
    assert error_texts(UsageError("no-such-code", what="7"), "en") == ("no-such-code what=7",)


def test_the_name_of_a_file_keeps_its_letters() -> None:
    assert error_texts(UsageError("unknown-format", file="x.txt", known=".csv"), "en")[0].startswith("x.txt: ")


def test_a_value_nobody_can_read_is_cut() -> None:
    said = error_texts(UsageError("columns-unclear", value="[" * 2000, known="name"), "en")[0]
    assert len(said) < 700
    assert said.endswith("The fields are: name.")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_near_is_not_quoted_as_nothing(language: Language) -> None:
    params = (("columns", "id; name"), ("nearest", ""))
    problem = Problem(code="column-not-found", file="a.csv", row=1, column="x", value="x", params=params)
    said = problem_text(problem, language)
    assert '""' not in said
    assert "「」" not in said
    assert "id; name" in said
