"""The funding desk in use, with a canary in everything that it promises to keep: who applies and with whom, what reviewers say
and what binds them, dangers, the way money goes, what was agreed, reported and told, and what a grantee takes along."""

import io
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from tests.web import made_awards
from tests.web.made_awards import Desk as Awards
from tests.web.made_box import Known, as_holder, browser, received, replied, token_of, wrote
from tests.web.made_results import said as result
from tests.web.made_vault import PHRASE, lately
from tests.web.made_winddown import Desk, incident
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.funding.awards import actions as awards
from tadasu.web.funding.awards.models import Award, Report
from tadasu.web.funding.awards.words import costs, words
from tadasu.web.funding.intermediaries.actions import tell_incident
from tadasu.web.funding.results import actions as results
from tadasu.web.funding.review import actions as reviews
from tadasu.web.funding.review.actions import Danger, Proposed
from tadasu.web.funding.review.actions.assessing import BEARERS
from tadasu.web.funding.review.models import Review
from tadasu.web.funding.review.words import criteria
from tadasu.web.funding.review.words import words as review_words

Said = Mapping[str, str]

CANARIES = (
    *("fund applicant", "fund applicant script", "fund applicant people", "fund contact", "fund sponsor"),
    *(
        "fund sponsor contact",
        "fund co-applicant",
        "fund work",
        "fund letter",
        "fund file",
        "fund file name",
        "fund answer",
    ),
    *("fund declared", "fund eligibility", "fund prohibition", "fund danger", "fund score", "fund discussion"),
    *("fund decision", "fund minority", "fund grantee", "fund grantee people", "fund agreement", "fund condition"),
    *("fund payee", "fund bank", "fund account", "fund receipt", "fund report", "fund report spoken", "fund change"),
    *("fund suspension", "fund incident", "fund sub-grantee", "fund result", "fund result told", "fund result link"),
)


def used(canary: Said) -> dict[str, bytes]:
    """The desk filled, and what is sealed in it read in browsers; grantees take their files along. The codes that were used."""
    filled = Filled(canary)
    for box, wanted in ((filled.desk.box, "fund applicant"), (filled.box, "fund report")):
        with zipfile.ZipFile(io.BytesIO(b"".join(_taken(box)))) as package:
            assert any(canary[wanted].encode() in package.read(one) for one in package.namelist())
    filled.read_in_a_browser()
    return {"code of a grant": filled.box.code.encode(), "code of an application": filled.desk.box.code.encode()}


def _taken(box: Known) -> Any:
    client, front, here = browser(box), reverse("correspondence-box"), reverse("winddown-take")
    client.post(front, {"act": "seen", "token": token_of(client.get(front))})
    return client.post(here, {"token": token_of(client.get(here))})


TYPED = ("fund opening", "fund refused")
"""What is typed into pages."""


class Filled:
    """A funder in whose desk each canary lies sealed somewhere."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.desk = Desk(
            answers={
                "name": said["fund applicant"],
                "other-names": said["fund applicant script"],
                "people": said["fund applicant people"],
                "contact": said["fund contact"],
                "sponsor-name": said["fund sponsor"],
                "sponsor-contact": said["fund sponsor contact"],
                "other-1-name": said["fund co-applicant"],
                "summary": said["fund work"],
            }
        )
        self._wrote()
        self.review = self._reviewed()
        self.award = self._awarded()
        self.box = self._handed_out()
        self._paid()
        self._reported()
        self._more()

    def it_says(self, what: str) -> str:
        """A sentence with a canary."""
        return f"It says {self.said[what]}, as was told to us (invented)."

    def _wrote(self) -> None:
        """Letters and a file in the box of an application."""
        wrote(self.desk.box, self.it_says("fund letter"))
        replied(self.desk.officer, self.desk.box, self.it_says("fund answer"))
        content = (self.said["fund file"] + "\n").encode() * 1000
        with received(content, f"{self.said['fund file name']}.pdf") as came, as_holder(self.desk.box) as visit:
            source.send_file(visit, received=came)

    def _reviewed(self) -> Review:
        """Every word that a review holds."""
        desk = self.desk
        found = desk.begun()
        desk.eligible(found, text=self.it_says("fund eligibility"))
        self._assessed(found)
        desk.moved(found, "core")
        for by in desk.sitting():
            desk.cleared(found, by, employers=[self.said["fund declared"]])
        desk.copied(found)
        with acting(desk.officer.actor):
            reviews.open_scoring(desk.officer.actor, review=found.id)
        marks = dict.fromkeys(criteria(), 3)
        for by in desk.sitting():
            with acting(by.actor):
                reviews.score(by.actor, review=found.id, marks=marks, text=self.it_says("fund score"))
        self._decided(found)
        return desk.now(found)

    def _assessed(self, found: Review) -> None:
        actor = self.desk.officer.actor
        with acting(actor):
            answers = {one: next(iter(review_words("test_answers"))) for one in ("legality", "aim", "necessity")}
            article = next(iter(review_words("articles")))
            text = self.it_says("fund prohibition")
            reviews.try_prohibition(actor, review=found.id, article=article, text=text, **answers)
            made = reviews.begin_assessment(actor, review=found.id)
            danger = Danger(
                risk="exposure", bearer="grantee", scale=3, scope=1, irremediability=2, likelihood=2,
                mitigations=("level",), carrier="funder", residual="low",
            )  # fmt: skip
            reviews.add_risk(actor, assessment=made.id, danger=danger, text=self.it_says("fund danger"))
            for bearer in BEARERS[1:]:
                reviews.add_risk(actor, assessment=made.id, danger=Danger(risk="none", bearer=bearer))
            reviews.complete_assessment(actor, assessment=made.id)

    def _decided(self, found: Review) -> None:
        desk = self.desk
        first, *others = desk.sitting()
        proposed = Proposed(
            outcome="awarded",
            grounds=("need",),
            level=found.level,
            amount=900_000,
            currency="EUR",
            expires_on=desk.later(),
        )
        with acting(first.actor):
            reviews.contribute(first.actor, review=found.id, text=self.it_says("fund discussion"))
            decision = reviews.propose(
                first.actor, review=found.id, proposed=proposed, reasons=self.it_says("fund decision")
            )
        desk.signed(decision, others.pop(), agrees=False, minority=self.it_says("fund minority"))
        for by in (first, *others[:2]):
            desk.signed(decision, by)

    @property
    def books(self) -> Awards:
        """Awards."""
        return self.desk.awards

    def _awarded(self) -> Award:
        """An agreement with a condition, of a grantee who grants on."""
        identity = {"names": self.said["fund grantee"], "people": self.said["fund grantee people"]}
        award = self.books.begin(passes_on=True, identity=identity)
        usual, made_awards.TEXT = made_awards.TEXT, self.it_says("fund agreement")
        asked = awards.Asked(code=next(iter(words("conditions"))), words=self.it_says("fund condition"))
        self.books.write(award, conditions=(asked,))
        made_awards.TEXT = usual
        award = self.books.signed(self.books.now(award))
        self.terms = self.books.passes(award)
        return award

    def _handed_out(self) -> Known:
        """The box of the grantee, whose code somebody has."""
        self.books.counter()
        code = self.books.does(self.books.officer, awards.hand_out_box, award=self.award.id).code
        with acting(ANONYMOUS):
            token = enter(code)
            visit = entered(token)
        assert visit is not None
        return Known(code, token, visit)

    def _paid(self) -> None:
        self._does(awards.meet, number=1)
        route = {one: self.said[f"fund {one}"] for one in ("payee", "bank", "account")}
        payment = self.books.prepared(self.award, texts=route)
        self.books.release(payment)
        arrived = awards.Arrived(on=self.books.today, amount=payment.amount, currency=payment.currency)
        self.books.does(self.books.payer, awards.note_paid, payment=payment.id, arrived=arrived)

    def _reported(self) -> None:
        """In a letter of the box, and by word of mouth."""
        with acting(lately(self.books.officer.user)):
            first = Report.objects.filter(award=self.award).order_by("number")[0].number
        with as_holder(self.box) as visit:
            awards.tell(visit, award=self.award.id, number=first, text=self.it_says("fund report"))
        asked = self._does(awards.ask_report, due_on=self.books.today + timedelta(days=30), form="spoken")
        self._does(awards.note_spoken, number=asked.number, words=self.it_says("fund report spoken"))

    def _more(self) -> None:
        """A receipt, a change, a suspension, an award below, an incident, a result, and one that the grantee told."""
        evidence, cost, reason, code = (next(iter(found)) for found in (
            words("evidence"), costs(), words("amendment_reasons"), words("suspensions")
        ))  # fmt: skip
        self._does(awards.note_receipt, evidence=evidence, cost=cost, amount=1000, words=self.it_says("fund receipt"))
        later = self.award.ends_on + timedelta(days=30)
        self._does(awards.propose_dates, ends_on=later, reason=reason, words=self.it_says("fund change"))
        self._does(awards.suspend, code=code, words=self.it_says("fund suspension"))
        self.books.does(self.books.second, awards.resume, award=self.award.id)
        below = self.books.begun(amount=1_000_000, identity={"names": self.said["fund sub-grantee"]})
        self.books.does(self.books.officer, awards.sub_award, parent=self.award.id, begun=below)
        told = incident(self.it_says("fund incident"))
        self.books.does(self.books.officer, tell_incident, terms=self.terms.id, **told)
        with as_holder(self.box) as visit:
            results.tell(visit, award=self.award.id, text=self.it_says("fund result told"))
        link = f"https://{self.said['fund result link']}.example/found"
        said = result(words=self.it_says("fund result"), link=link)
        self.books.does(self.books.officer, results.write_result, award=self.award.id, said=said)

    def _does(self, act: object, **named: object) -> "Report":
        done: Report = self.books.does(self.books.officer, act, award=self.award.id, **named)
        return done

    def read_in_a_browser(self) -> None:
        """Who it is, the application, and a form that is refused, by an officer; a broken answer of ours."""
        user = self.desk.officer.user
        with_authenticator(user)
        client = signed_in(user)
        client.raise_request_exception = False
        client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
        looks = {"purpose": "check", "reason": self.it_says("fund opening")}
        page = client.post(reverse("awards-open", args=[self.award.id]), looks, follow=True).content.decode()
        assert self.said["fund grantee"] in page
        assert client.post(reverse("applications-one", args=[self.review.application]), looks).status_code == 302
        spoken = reverse("awards-report-spoken", args=[self.award.id, 1])
        assert client.post(spoken, {"words": self.it_says("fund refused") * 2000}).status_code in {302, 400, 403}
        told = reverse("applications-letter", args=[self.review.application])
        client.post(told, {"en": self.it_says("fund refused"), "text": self.it_says("fund refused")})

    @property
    def place(self) -> UUID:
        """The organisation."""
        return self.desk.place.id
