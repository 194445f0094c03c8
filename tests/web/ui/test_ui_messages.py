"""Every text of every page has its Japanese, and no Japanese is left over."""

from pathlib import Path

import pytest
from tools import messages
from tools.messages import NoText, merged, po_text, problems, python_texts, template_texts, used

from tadasu.web.ui._po import Entry, entries


def read(file: Path) -> list[Entry]:
    return entries(file.read_text(encoding="utf-8"))


def test_every_text_has_its_japanese_and_no_translation_is_left_over() -> None:
    assert problems(used(), read(messages.CATALOGUE)) == []


def test_english_holds_only_what_is_borrowed_and_said_otherwise() -> None:
    english = read(messages.ENGLISH)
    assert problems(used(), english, whole=False) == []
    assert {entry.msgid for entry in english if entry.msgid} == {
        one.msgid for one in used().values() if "ui/borrowed.py" in one.files
    }


def test_the_catalogue_is_sorted_and_as_the_tool_writes_it() -> None:
    text = messages.CATALOGUE.read_text(encoding="utf-8")
    assert text == po_text(entry for entry in entries(text) if entry.msgid)
    assert [entry.msgid for entry in entries(text)] == sorted(entry.msgid for entry in entries(text))


def test_texts_of_a_template_are_found_with_plural_context_and_quotes() -> None:
    source = """{% load i18n %}{% translate "It's here" %}{% translate 'All' context "every choice" %}{{ _("A") }}
{% blocktranslate trimmed count n=many with x=y|default:_("none") %}
  {{ n }} day of {{ x }} (100 %)
{% plural %}{{ n }} days{% endblocktranslate %}{# translate "no" #}{% comment %}{% translate "no" %}{% endcomment %}"""
    found = {(one.context, one.msgid, one.plural) for one in template_texts(source)}
    assert found == {
        (None, "It's here", None),
        ("every choice", "All", None),
        (None, "A", None),
        (None, "none", None),
        (None, "%(n)s day of %(x)s (100 %%)", "%(n)s days"),
    }


def test_texts_of_a_module_are_those_it_hands_to_what_it_imports() -> None:
    source = (
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext as p\n"
        "_('a' 'b')\nngettext('one', 'many', 3)\np('c', 'd')\nother('e')\n"
    )
    found = {(one.context, one.msgid, one.plural) for one in python_texts(source)}
    assert found == {(None, "ab", None), (None, "one", "many"), ("c", "d", None)}
    with pytest.raises(NoText, match=":2"):
        list(python_texts("from django.utils.translation import gettext as _\n_(f'{x}')\n", "x.py"))


def test_a_difference_is_named() -> None:
    texts = {
        one.key: one
        for one in template_texts(
            "{% load i18n %}{% translate 'a' %}{% blocktranslate %}{{ b }}{% endblocktranslate %}"
        )
    }
    catalogue = entries('msgid "%(b)s"\nmsgstr "%(c)s"\n\nmsgid "d"\nmsgstr "D"\n\nmsgid "d"\nmsgstr "E"\n')
    assert problems(texts, catalogue) == [
        "twice: 'd'",
        "placeholders differ: '%(b)s'",
        "missing: 'a' ()",
        "out of use: 'd'",
    ]


def test_what_is_written_again_reads_as_it_was_and_takes_the_first_translation() -> None:
    texts = {
        one.key: one for one in template_texts("{% load i18n %}{% translate 'a' %}{% translate 'b' context 'c' %}")
    }
    ours = entries('msgid "a"\nmsgstr "one\\nand \\"two\\""\n\nmsgid "gone"\nmsgstr "x"\n')
    theirs = entries('msgid "a"\nmsgstr "other"\n\nmsgctxt "c"\nmsgid "b"\nmsgstr "B"\n')
    again = entries(po_text(merged(texts, ours, theirs)))
    assert [(one.context, one.msgid, one.translations[0]) for one in again[1:]] == [
        (None, "a", 'one\nand "two"'),
        ("c", "b", "B"),
    ]
