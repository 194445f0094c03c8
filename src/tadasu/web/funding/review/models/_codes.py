"""Codes of reviews that the code itself asks for."""

from tadasu.web.funding.review.words import words

PREPARING, SCORING, DISCUSSION, DECIDED, OVER = "preparing", "scoring", "discussion", "decided", "over"

OPEN = (PREPARING, SCORING, DISCUSSION)

DUTY, PANEL, APPEAL, LEAD = "duty", "panel", "appeal", "lead"

NAMED, CLEAR, RECUSED, LEFT = "named", "clear", "recused", "left"

WITHHELD = 3
"""The level from which readers alone know of a review."""

LEADING = (NAMED, CLEAR)
"""States in which whoever sits in the body `lead` leads."""

LAID_DOWN = "laid-down"
"""How a lead ends by the hand of whoever led."""

AWARDED, REFUSED, REFERRED, AGAIN, DISMISSED = "awarded", "refused", "referred", "again", "dismissed"

STANDS = (AWARDED, REFUSED, REFERRED)

FIRST, AFTER = 1, 2
"""Rounds of scores: alone, and what somebody changed after the discussion."""

MOST_SCORE = 4


def known_codes(what: str) -> list[str]:
    return list(words(what))
