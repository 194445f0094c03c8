"""Reasons and codes -> sentences, in English and Japanese; no engine room holds a sentence of its own."""

from tadasu.wording._articles import article_text
from tadasu.wording._dates import date_text
from tadasu.wording._explanation import (
    class_text,
    explanation_text,
    likelihood_text,
    reasons,
    relation_text,
    term_text,
    token_label,
)
from tadasu.wording._messages import LANGUAGES, Language, act_text, codes, placeholders, say
from tadasu.wording._problem import error_texts, problem_text
from tadasu.wording._topics import topic_text
from tadasu.wording._weighing import element_text, weighing_text

__all__ = [
    "LANGUAGES",
    "Language",
    "act_text",
    "article_text",
    "class_text",
    "codes",
    "date_text",
    "element_text",
    "error_texts",
    "explanation_text",
    "likelihood_text",
    "placeholders",
    "problem_text",
    "reasons",
    "relation_text",
    "say",
    "term_text",
    "token_label",
    "topic_text",
    "weighing_text",
]
