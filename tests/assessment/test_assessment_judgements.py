"""Judgements in a file: what was merged can be taken back."""

import csv
from pathlib import Path

import pytest

from tadasu.assessment import Merge, Spelling, read_judgements, resolve, write_merges
from tadasu.schema import InputError, MergeReason, Party, UsageError

ONE = Party(name="Sepmulun Demo Cotton Spinning Co., Ltd.", country="cn")
SAME = Party(name="Sepmulun Demo Cotton Spinning Company Limited", country="cn")
OTHER = Party(name="葵見本商事株式会社", country="jp")
FORMULAS = ("=1+1 Demo Ltd", "@Demo", "+Demo", "-Demo", "'=Demo", "'s Demo Mill", "Demo = Sample")
HEAD = "first,first_country,second,second_country,same\n"


def test_a_merge_is_taken_back_by_editing_what_was_written(tmp_path: Path) -> None:
    merged = resolve([ONE, SAME, OTHER])
    assert merged.of(ONE) == merged.of(SAME)
    path = tmp_path / "merges.csv"
    write_merges(merged.merges, path)
    path.write_text(path.read_text(encoding="utf-8").replace(",yes,", ",no,"), encoding="utf-8")
    again = resolve([ONE, SAME, OTHER], judgements=read_judgements(path))
    assert again.of(ONE) != again.of(SAME)


def test_two_of_one_name_are_kept_apart_by_their_numbers(tmp_path: Path) -> None:
    one, other = (Party(name="Sepmulun Demo Mill", country="cn", reference=f"uscc:{n}") for n in (1, 2))
    merged = resolve([one, other])
    assert merged.of(one) == merged.of(other)
    path = tmp_path / "merges.csv"
    write_merges(merged.merges, path)
    path.write_text(path.read_text(encoding="utf-8").replace(",yes,", ",no,"), encoding="utf-8")
    again = resolve([one, other], judgements=read_judgements(path))
    assert again.of(one) != again.of(other)


def test_judgements_that_contradict_each_other_over_a_third_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    path.write_text(HEAD + "A Demo,cn,B Demo,cn,yes\nB Demo,cn,C Demo,cn,yes\nA Demo,cn,C Demo,cn,no\n", "utf-8")
    parties = [Party(name=f"{letter} Demo", country="cn") for letter in "ABC"]
    with pytest.raises(UsageError) as caught:
        resolve(parties, judgements=read_judgements(path))
    assert caught.value.code == "judgements-contradict"


def test_no_name_is_written_as_a_formula_and_every_name_is_read_back(tmp_path: Path) -> None:
    live = Spelling('=HYPERLINK("https://demo.example.org","Demo Mill")', "cn")
    merges = [Merge(first=live, second=Spelling(name, "cn"), reason=MergeReason.SAME_NAME) for name in FORMULAS]
    path = tmp_path / "merges.csv"
    write_merges(merges, path)
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    told = read_judgements(path)
    assert [(one.first, one.second.name) for one in told] == [(live, name) for name in FORMULAS]


def test_judgements_in_japanese_words(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    path.write_text(HEAD + "葵見本商事株式会社,jp,Aoi Mihon Shoji KK,jp,同じ\n", encoding="utf-8-sig")
    (one,) = read_judgements(path)
    assert one.same
    assert one.first.name == "葵見本商事株式会社"


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (HEAD + "A Demo,cn,B Demo,cn,perhaps\nA Demo,cn,,cn,yes\n", ["judgement-unclear", "judgement-names"]),
        (HEAD + "A Demo,cn,A Demo,cn,yes\n", ["judgement-names"]),
        (HEAD + "A Demo,cn,B Demo,cn,yes\nB Demo,cn,A Demo,cn,no\n", ["judgements-contradict"]),
        ("first,second\nA,B\n", ["judgements-columns"]),
    ],
)
def test_every_problem_is_said_at_once(tmp_path: Path, content: str, codes: list[str]) -> None:
    path = tmp_path / "j.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_judgements(path)
    assert [problem.code for problem in caught.value.problems] == codes


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00bad"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "j.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError):
        read_judgements(path)


def test_an_empty_file_judges_nothing(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    path.write_text(HEAD, encoding="utf-8")
    assert read_judgements(path) == ()
