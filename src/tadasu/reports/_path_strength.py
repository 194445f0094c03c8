"""The strength of a path in words: the number, what it is the sum of, and how to read it."""

from tadasu.schema import Certainty, FoundPath
from tadasu.tracing import AGEING, LINK
from tadasu.wording import Language, say


def strength_text(millinats: int) -> str:
    """Thousandths of a nat as nats, in letters that every terminal shows one cell wide.

    >>> strength_text(-1250)
    '-1.250'
    """
    whole, rest = divmod(abs(millinats), 1000)
    return f"{'-' if millinats < 0 else ''}{whole}.{rest:03}"


def addends_text(path: FoundPath, language: Language) -> str:
    """What the strength is the sum of: the finding, the links, and what is left, which the days on the way took off.

    Empty where that does not come out: the path was made by other weights than those of `tadasu.tracing`.
    """
    if not path.steps:
        return ""
    links = sum(LINK[step.certainty] for step in path.steps)
    aged = path.strength - path.finding.strength - links
    if aged > 0:
        return ""
    likeness = path.finding.likeness
    addends = {
        "strength": strength_text(path.strength),
        "finding": strength_text(path.finding.strength),
        "likeness": strength_text(likeness),
        "links": strength_text(links),
        "days": str((path.steps[-1].day - path.steps[0].day).days),
        "aged": strength_text(aged),
    }
    return say("path.addends.likeness" if likeness else "path.addends", addends, language)


def strength_reading(language: Language) -> tuple[str, str]:
    """What a strength says, and what it is a sum of; two paragraphs for the foot of a page."""
    weights = {certainty.value: strength_text(LINK[certainty]) for certainty in Certainty}
    return (
        say("assess.reading.strength", {}, language),
        say("assess.reading.sum", {**weights, "day": strength_text(-AGEING)}, language),
    )
