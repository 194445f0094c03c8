"""Translations without a tool of the system."""

import gettext
import io
from pathlib import Path

import pytest

from tadasu.web.ui._mo import mo_bytes
from tadasu.web.ui._po import PoFault, entries
from tadasu.web.ui.catalogues import FILE, catalogues

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def read(text: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(mo_bytes(entries(HEAD + text))))


def test_python_reads_what_was_made() -> None:
    assert read('msgid "Hold"\nmsgstr "留め置き"\n').gettext("Hold") == "留め置き"


def test_a_text_may_run_over_lines_and_hold_every_escape() -> None:
    text = 'msgid ""\n"a \\"b\\"\\n"\n"c\\\\d\\te"\nmsgstr "x\\ny\\\\"\n'
    assert read(text).gettext('a "b"\nc\\d\te') == "x\ny\\"


def test_a_plural_has_its_forms_and_a_context_parts_the_same_word() -> None:
    found = read(
        'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "%(n)d Tage"\n\n'
        'msgctxt "every choice"\nmsgid "All"\nmsgstr "Alle"\n\nmsgid "All"\nmsgstr "Alles"\n\n'
        'msgctxt "x"\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\nmsgstr[1] "viele"\n'
    )
    assert [found.ngettext("%(n)d day", "%(n)d days", n) for n in (1, 2)] == ["ein Tag", "%(n)d Tage"]
    assert (found.pgettext("every choice", "All"), found.gettext("All")) == ("Alle", "Alles")
    assert found.npgettext("x", "one", "many", 5) == "viele"


def test_what_is_not_confirmed_not_translated_or_struck_out_is_left_out() -> None:
    found = read(
        '#, fuzzy\nmsgid "a"\nmsgstr "A"\n\nmsgid "b"\nmsgstr ""\n\n#~ msgid "c"\n#~ msgstr "C"\n\n'
        'msgid "d"\nmsgid_plural "ds"\nmsgstr[0] "D"\nmsgstr[1] ""\n\n'
        '# note\n#: file.py\n#, python-format\nmsgid "e"\nmsgstr "E"\n'
    )
    assert [found.gettext(one) for one in "abcde"] == ["a", "b", "c", "d", "E"]


def test_entries_need_no_empty_line_between_them() -> None:
    found = read('msgid "a"\nmsgstr "A"\nmsgid "b"\nmsgstr "B"\nmsgctxt "c"\nmsgid "b"\nmsgstr "C"\n')
    assert (found.gettext("a"), found.gettext("b"), found.pgettext("c", "b")) == ("A", "B", "C")


def test_many_texts_are_found_whatever_their_order() -> None:
    texts = {f"{'ä' * (n % 3)}{n * 7919 % 1000}": f"Wert {n}" for n in range(1000)}
    found = read("".join(f'msgid "{key}"\nmsgstr "{value}"\n\n' for key, value in texts.items()))
    assert all(found.gettext(key) == value for key, value in texts.items())


@pytest.mark.parametrize(
    "line",
    ["msgid no quotes", 'msgid "a\\q"', 'msgid "open', '"before any word"', 'msgid "a"b"', 'msgsrt "a"', 'msgid "a\\"'],
)
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(PoFault, match="line 1"):
        entries(line)


def test_a_catalogue_is_made_once_and_again_when_a_word_changes(tmp_path: Path) -> None:
    written, place = tmp_path / "written", tmp_path / "cache"
    file = (written / "ja" / FILE).with_suffix(".po")
    file.parent.mkdir(parents=True)
    file.write_text(HEAD + 'msgid "a"\nmsgstr "A"\n', encoding="utf-8")
    first = catalogues(written, place)
    made = (first / "ja" / FILE).with_suffix(".mo")
    before = made.stat().st_mtime_ns
    assert catalogues(written, place) == first
    assert made.stat().st_mtime_ns == before
    file.write_text(HEAD + 'msgid "a"\nmsgstr "B"\n', encoding="utf-8")
    second = catalogues(written, place)
    assert second != first
    assert gettext.translation("django", second, ["ja"]).gettext("a") == "B"
    assert sorted(one.name for one in place.iterdir()) == sorted([first.name, second.name])


def test_where_nothing_can_be_written_the_words_lie_in_a_folder_of_this_run(tmp_path: Path) -> None:
    barred = tmp_path / "a file"
    barred.write_text("")
    found = catalogues(place=barred)
    assert gettext.translation("django", found, ["ja"]).gettext("Sign in") != "Sign in"
    assert found.stat().st_mode & 0o077 == 0


def test_a_broken_catalogue_leaves_nothing_behind(tmp_path: Path) -> None:
    file = (tmp_path / "written" / "ja" / FILE).with_suffix(".po")
    file.parent.mkdir(parents=True)
    file.write_text("msgid broken\n", encoding="utf-8")
    with pytest.raises(PoFault):
        catalogues(tmp_path / "written", tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())
