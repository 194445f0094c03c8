"""Invented data for the page of components. Words of the example are translated as all words are; names are not."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.web.ui.parts import (
    Answer,
    CaseHead,
    Clock,
    Compared,
    Event,
    KeptFile,
    Pair,
    Reasons,
    Said,
    State,
    Way,
)
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.tables import Column, Filter, Shown, Table

COUNTRIES = [("jp", _("Japan")), ("vn", _("Viet Nam")), ("tr", _("Türkiye"))]
WAYS = [("letter", _("By letter")), ("meeting", _("In a meeting"))]
GOODS = [("cotton", _("Cotton yarn")), ("fabric", _("Woven fabric")), ("garment", _("Garments"))]

_NAMES = (
    "Kumanezawa Garments (invented)",
    "株式会社架空縫製（架空）",
    "Ashgrove Spinning Ltd (invented)",
    "虚构棉业有限公司（虚构）",
    "Tekstil Örnek A.Ş. (invented)",
    "شركة خيالية للنسيج (invented)",
)
_RULE = _("Thirty working days, Article 5 of an invented act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A line of the queue."""

    pk: int
    name: str
    state: State
    reasons: Reasons
    share: int
    who: str
    clock: Clock

    @property
    def due(self) -> date | None:
        """By which the queue is ordered."""
        return self.clock.due


def queue() -> Table:
    """What is to be decided."""
    return Table(
        name="shipments",
        caption=_("Shipments to decide"),
        columns=(
            Column(name="pk", label=_("Rank"), number=True, sorts="pk"),
            Column(name="name", label=_("Importer"), sorts="name", address=lambda one: f"#case-{one.pk}"),
            Column(name="state", label=_("Result"), sorts="state"),
            Column(name="reasons", label=_("Why")),
            Column(name="share", label=_("Tainted share"), unit="%", number=True, sorts="share"),
            Column(name="who", label=_("With"), sorts="who"),
            Column(name="clock", label=_("Clock"), sorts="due"),
        ),
        searched=("name",),
        filters=(Filter(name="state", label=_("Result"), choices=[(one.value, one.word) for one in State]),),
        order="pk",
        size=6,
        keys=True,
        chooses="chosen-form",
        empty=_("No shipment waits for a decision"),
        how=_("Shipments come here when a declaration is assessed."),
    )


def lines(today: date) -> list[Shipment]:
    """Fourteen of them."""
    why = (_("cotton from a listed farm, four tiers up"), _("seller owned by a listed company"))
    more = (_("weight does not fit the yarn"), _("no answer from the seller"), _("new seller"))
    return [
        Shipment(
            pk=n + 1,
            name=_NAMES[n % len(_NAMES)],
            state=list(State)[n % 4],
            reasons=Reasons((*why, *more)[: 1 + n % 5]),
            share=max(0, 92 - 7 * n),
            who="K. Mori (invented)" if n % 3 else "",
            clock=clocks(today)[n % 5],
        )
        for n in range(14)
    ]


def clocks(today: date) -> list[Clock]:
    """One of every pace."""
    return [
        Clock(
            rule=_RULE, today=today, due=today + timedelta(days=29), left=20, working_days=True, era=True, address="#"
        ),
        Clock(rule=_RULE, today=today, due=today + timedelta(days=3), left=3),
        Clock(rule=_RULE, today=today, due=today, left=0),
        Clock(rule=_RULE, today=today, due=today - timedelta(days=4), left=-4),
        Clock(rule=_RULE, today=today, stopped_since=today - timedelta(days=9)),
    ]


def case(today: date) -> CaseHead:
    """The head of a case."""
    return CaseHead(
        kind=_("Import case"),
        number="2026-0042",
        title=_("Cotton shirts, 1,200 kg, from an invented port"),
        stage=_("Hearing of the importer"),
        state=State.HOLD,
        who=[
            Pair(term=_("Importer"), text=_NAMES[0], address="#"),
            Pair(term=_("With"), text="K. Mori (invented)"),
        ],
        clocks=[clocks(today)[0]],
    )


def events(today: date) -> list[Event]:
    """The story of the case."""
    noon = timezone.make_aware(datetime.combine(today, time(12, 5)))
    return [
        Event(at=today - timedelta(days=12), what=_("Declaration received"), who=_NAMES[0]),
        Event(
            at=noon - timedelta(days=9),
            what=_("Held"),
            who="K. Mori (invented)",
            state=State.HOLD,
            text=_("Cotton from a listed farm, four tiers up. Strength: substantiated."),
            address="#",
        ),
        Event(at=noon, what=_("Importer answered"), who=_NAMES[0]),
    ]


def pairs() -> list[Pair]:
    """Words and what they stand for."""
    return [
        Pair(term=_("Importer"), text=_NAMES[0], address="#"),
        Pair(term=_("Seller"), text=_NAMES[5]),
        Pair(term=_("Result"), text=_("until the importer answers"), state=State.ASK),
    ]


def answers() -> list[Answer]:
    """A page before something is sent."""
    return [
        Answer(question=_("Name of the supplier"), text=_NAMES[1], change="#"),
        Answer(question=_("Country"), text=_("Japan"), change="#"),
        Answer(question=_("What do you want to know?"), text="", change="#"),
    ]


def files() -> list[KeptFile]:
    """Files by what they are, not by what they were called."""
    return [
        KeptFile(label=_("Document 1"), kind="PDF", size=184_320, remark=_("cleaned of hidden data"), address="#"),
        KeptFile(label=_("Document 2"), kind="ODS", size=2_400_000, remark=_("not cleaned: open with care")),
    ]


def compared() -> list[Compared]:
    """What two people wrote."""
    return [
        Compared(label=_("Stage"), before=_("Hearing of the importer"), theirs=_("Decision"), yours=_("Suspended")),
        Compared(label=_("Reason"), before="", theirs="", yours=_("The importer asked for more time.")),
    ]


def nothing() -> Shown:
    """A table without rows."""
    table = Table(
        name="answers",
        caption=_("Answers of suppliers"),
        columns=(Column(name="name", label=_("Supplier")),),
        empty=_("No supplier has answered yet"),
        how=_("Answers come here when a supplier sends the questionnaire back."),
        prefix="answers-",
    )
    return table.show({}, [])


def wide() -> Shown:
    """A table with many columns of numbers."""
    years = range(2017, 2027)
    columns = [Column(name=str(year), label=str(year), unit="t", number=True) for year in years]
    rows = [{"name": _NAMES[n], **{str(year): 1200 * (n + 1) + 37 * (year - 2016) for year in years}} for n in range(3)]
    table = Table(
        name="years",
        caption=_("Purchases by year"),
        columns=(Column(name="name", label=_("Supplier")), *columns),
        prefix="years-",
        file=False,
    )
    return table.show({}, rows)


def picture(today: date) -> Picture:
    """A path with its table."""
    table = Table(
        name="path",
        caption=_("The same as a table"),
        columns=(
            Column(name="seller", label=_("Seller")),
            Column(name="buyer", label=_("Buyer")),
            Column(name="goods", label=_("Goods")),
            Column(name="weight", label=_("Weight"), unit="t", number=True, places=1),
        ),
        prefix="path-",
        file=False,
    )
    rows: list[dict[str, Said | float]] = [
        {"seller": _NAMES[3], "buyer": _NAMES[2], "goods": _("Cotton yarn"), "weight": 14.0},
        {"seller": _NAMES[2], "buyer": _NAMES[0], "goods": _("Woven fabric"), "weight": 9.5},
    ]
    return Picture(
        address=static("ui/example.svg"),
        width=640,
        height=150,
        finding=_("Cotton from a listed farm enters two tiers before the declaration"),
        alternative=_("Three companies from left to right; the first is marked as found."),
        source=_("invented declarations"),
        as_of=today,
        table=table.show({}, rows),
    )


def navigation() -> list[Way]:
    """Ways of an invented desk."""
    return [
        Way(label=_("Components"), address=reverse("ui-components"), here=True),
        Way(label=_("Queue"), address="#queue", count="14"),
        Way(label=_("Cases"), address="#case-1"),
    ]


def rail() -> list[Way]:
    """Parts of the page."""
    return [
        Way(label=_("Words and buttons"), address="#words"),
        Way(label=_("Case"), address="#case-1"),
        Way(label=_("Queue"), address="#queue"),
        Way(label=_("Form"), address="#form"),
        Way(label=_("Picture"), address="#picture"),
    ]
