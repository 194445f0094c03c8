"""Random activities within what the writer takes: any text of any script, any amount, any shares."""

import itertools
import unicodedata
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from tests.funds.made_grants import BRIDGE, FUND, activity, identifier

from tadasu.funds import (
    IatiActivity,
    IatiFlow,
    IatiOrg,
    IatiParticipant,
    IatiRole,
    IatiShare,
    IatiStatus,
    IatiTexts,
    IatiTransaction,
    texts,
)
from tadasu.schema import Money

REGIONS = ("189", "289", "589", "619", "679", "789", "998")
PURPOSES = ("15150", "15153", "15160", "15170", "15180")

letters = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
japanese = st.sampled_from("報道の自由を支える、亡命先の編集室。「」々〆ヶ")


def _stands(text: str) -> bool:
    return text == text.strip() and text != ""


signs = st.one_of(letters, japanese, st.just("\n"), st.sampled_from("&<>\"'"))
plain = st.text(signs, min_size=1, max_size=60).map(str.strip)
long = st.builds(lambda word, times: (word + " ") * times + word, plain.filter(_stands), st.integers(0, 400))
words = st.one_of(plain, long).filter(_stands)
said: st.SearchStrategy[IatiTexts] = st.dictionaries(st.sampled_from(["en", "ja"]), words, min_size=1).map(texts)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
money = st.builds(Money, amount=amounts, currency=st.sampled_from(["JPY", "EUR", "USD"]))
days = st.dates(date(2019, 1, 1), date(2026, 10, 31))
orgs = st.one_of(st.just(FUND), st.just(BRIDGE), st.builds(IatiOrg, name=said))


@st.composite
def shares(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[IatiShare, ...]:
    """One alone, or several whose percentages make 100 exactly."""
    chosen = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True))
    if len(chosen) == 1:
        return (IatiShare(code=chosen[0]),)
    cuts = sorted(
        draw(st.lists(st.integers(1, 9_999), min_size=len(chosen) - 1, max_size=len(chosen) - 1, unique=True))
    )
    ends = [0, *cuts, 10_000]
    parts = [Decimal(b - a) / 100 for a, b in itertools.pairwise(ends)]
    return tuple(IatiShare(code=code, percentage=part) for code, part in zip(chosen, parts, strict=True))


transactions = st.builds(
    IatiTransaction,
    flow=st.sampled_from([IatiFlow.INCOMING, IatiFlow.COMMITMENT, IatiFlow.DISBURSEMENT, IatiFlow.EXPENDITURE]),
    on=days,
    money=money,
    description=st.one_of(st.just(()), said),
    provider=st.one_of(st.none(), orgs),
    receiver=st.one_of(st.none(), orgs),
)


@st.composite
def activities(draw: st.DrawFn) -> IatiActivity:
    return activity(
        identifier=identifier(draw(st.integers(0, 2**80 - 1))),
        title=draw(said),
        description=draw(said),
        participants=tuple(
            IatiParticipant(role=draw(st.sampled_from(IatiRole)), org=org)
            for org in draw(st.lists(orgs, min_size=1, max_size=3))
        ),
        status=draw(st.sampled_from(IatiStatus)),
        regions=draw(shares(REGIONS)),
        purposes=draw(shares(PURPOSES)),
        transactions=tuple(draw(st.lists(transactions, max_size=4))),
        conditions=tuple(draw(st.lists(said, max_size=2))),
    )


def controls() -> list[str]:
    """Every sign that a text may not hold, but the line end."""
    return [chr(point) for point in range(0x100) if unicodedata.category(chr(point)) == "Cc" and point != 0x0A]
