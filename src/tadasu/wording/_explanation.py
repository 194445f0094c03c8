"""An explanation -> words, token by token."""

from collections.abc import Iterator

from tadasu.schema import AlignedToken, Explanation, Term, TokenClass, TokenRelation
from tadasu.wording._messages import Language, codes, say

LIKELIHOODS = ((0.95, "likelihood.very-likely"), (0.8, "likelihood.likely"), (0.5, "likelihood.possible"))
"""Lower bound of the probability -> word; below the last one a match is unlikely. Ours; see docs/glossary.md."""

DECISIVE = 3000
"""Millinats from which evidence outside the name outweighs a rare word and is said first."""

_ONE_SIDED = frozenset({TokenRelation.QUERY_ONLY, TokenRelation.LISTED_ONLY})
_WEAK_CLASSES = frozenset({TokenClass.LEGAL_FORM, TokenClass.NOISE, TokenClass.FUNCTION})


def likelihood_text(probability: float, language: Language) -> str:
    """Uncertainty is a word; the number stands behind it.

    >>> likelihood_text(0.83, "en"), likelihood_text(0.83, "ja")
    ('likely', '有力')
    """
    code = next((code for bound, code in LIKELIHOODS if probability >= bound), "likelihood.unlikely")
    return say(code, {}, language)


def class_text(token_class: TokenClass, language: Language) -> str:
    """What a word of a name is for: brand word, place, industry word ..."""
    return say(f"class.{token_class.value}", {}, language)


def relation_text(relation: TokenRelation, language: Language) -> str:
    """How a query word and a listed word stand to each other."""
    return say(f"relation.{relation.value}", {}, language)


def term_text(term: Term, language: Language) -> str:
    """The name of one addend of the log-odds, without its detail; a code we do not know is shown with blanks for hyphens."""
    code = f"term.{term.code}"
    return say(code, {}, language) if code in codes() else term.code.replace("-", " ")


def token_label(token: AlignedToken, language: Language) -> str:
    """The small label under an aligned pair: class and relation; another name of a place is said as such."""
    params = {
        "token_class": class_text(token.token_class, language),
        "relation": relation_text(token.relation, language),
    }
    if token.relation is TokenRelation.MEANING and token.token_class is TokenClass.PLACE:
        params["relation"] = say("relation.meaning.place", {}, language)
    return say("token.label", params, language)


def explanation_text(explanation: Explanation, language: Language) -> str:
    """One line: every aligned word in order, then evidence that is not in the name (country, address, number)."""
    parts = [_token_phrase(token, language) for token in explanation.tokens]
    parts.extend(_evidence(explanation, language))
    return say("list.separator", {}, language).join(parts) or say("explanation.none", {}, language)


def reasons(explanation: Explanation, language: Language, *, limit: int = 3, of_two: bool = False) -> tuple[str, ...]:
    """The few phrases that say most: evidence that decides, the rarest shared words, and what speaks against.

    A brand word that only one side has takes the last place, so that the queue never shows only one half of the truth;
    country, address and legal forms come where there is room. With `of_two`
    neither side is a list: a word is only in the first or only in the second.
    """
    tokens = sorted(explanation.tokens, key=lambda token: -token.rarity)
    strong = [token for token in tokens if token.token_class not in _WEAK_CLASSES]
    shared = [token for token in strong if token.relation not in _ONE_SIDED]
    alone = [token for token in strong if token.relation in _ONE_SIDED]
    against = [token for token in alone if token.token_class is TokenClass.BRAND][:1]
    others = [token for token in (*alone, *tokens) if token not in (*shared, *against)]
    decides = list(_evidence(explanation, language, least=DECISIVE))
    room = max(limit - len(decides) - len(against), 0)
    phrases = [
        *decides,
        *(_token_phrase(token, language, of_two=of_two) for token in (*shared[:room], *against)),
        *(phrase for phrase in _evidence(explanation, language) if phrase not in decides),
        *(_token_phrase(token, language, of_two=of_two) for token in dict.fromkeys((*shared[room:], *others))),
    ]
    return tuple(phrases[:limit])


def _token_phrase(token: AlignedToken, language: Language, *, of_two: bool = False) -> str:
    if token.relation in _ONE_SIDED:
        code = f"token.{token.relation.value}" + (".of-two" if of_two else "")
    elif token.query == token.listed:
        code = "token.same-word"
    else:
        code = "token.pair"
    params = {
        "query": token.query,
        "listed": token.listed,
        "token_class": class_text(token.token_class, language),
        "label": token_label(token, language),
    }
    return say(code, params, language)


def _evidence(explanation: Explanation, language: Language, *, least: int = 0) -> Iterator[str]:
    """Terms that have a phrase `evidence.<code>`, the heaviest first; terms about words are told by the words."""
    for term in sorted(explanation.terms, key=lambda term: -abs(term.value)):
        code = f"evidence.{term.code}"
        if code in codes() and abs(term.value) >= least:
            yield say(code, {"detail": term.detail}, language)
