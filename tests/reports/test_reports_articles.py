"""Where an article is shown it is in the reader's language: beside a number, a clause, a duty, a step of a procedure."""

from dataclasses import replace
from datetime import date

from tests.law.made import BASIS
from tests.reports.regime_made import small_procedure, whole_regime

from tadasu.law import All, FactId, Flag, Label, OneOf
from tadasu.reports import basis_text, procedure_svg, procedure_text, regime_markdown, regime_text
from tadasu.reports._law_words import article_of, asked_text, value_text

ON = date(2026, 6, 30)
OWN = {"en": "a remark of its own", "ja": "固有の注記"}


def test_an_article_is_spoken_by_the_rules_and_shown_as_written_in_english() -> None:
    assert basis_text(BASIS, "en").startswith("s. 1, Invented Act (")
    assert basis_text(BASIS, "ja").startswith("第1条、Invented Act（")


def test_what_the_regime_says_in_both_languages_goes_before_the_rules() -> None:
    own = replace(BASIS, article=OWN["en"], articles=OWN)
    assert (article_of(own, "en"), article_of(own, "ja")) == (OWN["en"], OWN["ja"])


def test_texts_pages_and_pictures_in_japanese_speak_every_article() -> None:
    shown = "\n".join(
        (
            *regime_text(whole_regime(), on=ON, language="ja"),
            *procedure_text(small_procedure(), language="ja"),
            procedure_svg(small_procedure(), language="ja", key="xx"),
            regime_markdown(whole_regime(), small_procedure(), examples=(), data="", language="ja"),
        )
    )
    assert "第1条" in shown
    assert "s. 1" not in shown


def test_the_article_of_a_clause_is_spoken_too() -> None:
    part = Flag(fact=FactId("listed_prime"), expected=True, label=Label(article="Art. 3(1)", names=OWN))
    regime = replace(whole_regime(), scope=All(parts=(part, part)))
    assert "固有の注記（第3条第1項）" in "".join(regime_text(regime, on=ON, language="ja"))
    assert "a remark of its own (Art. 3(1))" in " ".join(" ".join(regime_text(regime, on=ON, language="en")).split())


def test_the_words_that_a_fact_may_have_are_said_in_japanese() -> None:
    one = OneOf(fact=FactId("goods"), words=frozenset({"wood", "cocoa"}))
    assert asked_text(whole_regime(), one, "ja").endswith("カカオ、木材")
    assert asked_text(whole_regime(), one, "en").endswith("cocoa; wood")
    assert value_text("gmbh", "ja") == "gmbh"
