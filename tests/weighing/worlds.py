"""Small worlds of evidence to draw from, and the story of the mission: all invented."""

from hypothesis import strategies as st

from tadasu.weighing import INDICATOR, Credibility, Kind, Piece, Reliability, Standing

IDS = "abcdefg"
OTHERS = ("p", "q", "r", "s")
ELEMENTS = ("who", "act")
ANY_ORIGINS = st.frozensets(st.sampled_from((*IDS, *OTHERS)), max_size=3)
S, C = Standing.SUPPORTS, Standing.CONTRADICTS

RETENTION, RESTRICTION, WAGES = (
    INDICATOR + one for one in ("retention-of-documents", "restriction-of-movement", "withholding-of-wages")
)


def says(*elements: str) -> dict[str, Standing]:
    return dict.fromkeys(elements, S)


def denies(*elements: str) -> dict[str, Standing]:
    return dict.fromkeys(elements, C)


@st.composite
def piece(draw: st.DrawFn, id: str, origins: st.SearchStrategy[frozenset[str]] = ANY_ORIGINS) -> Piece:
    return Piece(
        id=id,
        kind=draw(st.sampled_from(Kind)),
        reliability=draw(st.sampled_from(Reliability)),
        credibility=draw(st.sampled_from(Credibility)),
        origins=draw(origins),
        firsthand=draw(st.booleans()),
        bears=draw(st.dictionaries(st.sampled_from(ELEMENTS), st.sampled_from(Standing))),
    )


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    return [draw(piece(id)) for id in IDS[: draw(st.integers(0, len(IDS)))]]


WOMAN = Piece(
    id="report",
    kind=Kind.TESTIMONY,
    credibility=Credibility.PROBABLE,
    origins=frozenset({"a woman"}),
    firsthand=True,
    bears=says(
        "who", "where", "good", "period", "involuntary", "menace", "state-imposed", RETENTION, RESTRICTION, WAGES
    ),
)
ARTICLE = Piece(
    id="article",
    kind=Kind.REPORT,
    reliability=Reliability.USUALLY,
    credibility=Credibility.PROBABLE,
    origins=frozenset({"a clerk", "a driver"}),
    bears=says("who", "where", "good", "involuntary", "menace", "state-imposed"),
)
EXTRACT = Piece(
    id="extract",
    kind=Kind.OFFICIAL,
    reliability=Reliability.RELIABLE,
    credibility=Credibility.CONFIRMED,
    bears=says("who", "good", "state-imposed"),
)
PICTURES = Piece(
    id="pictures",
    kind=Kind.PICTURE,
    reliability=Reliability.FAIRLY,
    credibility=Credibility.PROBABLE,
    origins=frozenset({"a driver"}),
    firsthand=True,
    bears=says("where", "period", "menace", RESTRICTION),
)
STORY = (WOMAN, ARTICLE, EXTRACT, PICTURES)
"""A mill under a labour-transfer programme: what a woman who worked there reports, an article, an extract of a register that
names the transfer bureau as holder, dated pictures of a dormitory by a driver whom the article quotes too."""
