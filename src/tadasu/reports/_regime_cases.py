"""The words of a case that a regime is held to: the day, the company, the answer."""

from collections.abc import Iterator

from tadasu.law import LATEST, Example, FactId, FactOfYear, Regime
from tadasu.reports._law_words import claims_text, fact_text, facts_text, in_words, set_text
from tadasu.wording import Language, codes, date_text, say


def case_day(case: Example, language: Language) -> str:
    """The day whose law is asked for, and as it was known when."""
    day = {"day": date_text(case.on, language)}
    if case.known == LATEST:
        return day["day"]
    return say("law.case.day", {**day, "known": date_text(case.known, language)}, language)


def case_company(case: Example, regime: Regime, language: Language) -> Iterator[str]:
    """What is known of the company, a line a fact, and what is set otherwise in the regime."""
    for (fact, ago), claims in case.company.claims.items():
        said = {"source": fact_text(fact, language, ago=ago), "value": claims_text(claims, language)}
        yield say("law.claim", said, language)
    for name, value in case.chosen.items():
        parameter = regime.parameters[name]
        chosen = {"name": in_words(parameter.names, language), "value": set_text(parameter, value, language)}
        yield say("law.case.set", chosen, language)
    if not case.company.claims:
        yield say("law.case.nothing", {}, language)


def case_answer(case: Example, language: Language) -> str:
    """What the regime must come to, what it asks for, which facts sources disagree about."""
    code = f"law.verdict.{case.then}"
    answer = say(code if code in codes() else "law.case.not-yet", {}, language)
    for part, facts in (("ask", case.ask), ("between", case.between)):
        if facts:
            named = facts_text(tuple(FactOfYear(FactId(fact), 0) for fact in facts), language)
            answer = say(f"law.case.{part}", {"answer": answer, "facts": named}, language)
    return answer
