"""What is kept of reviews: codes, ordinal numbers, days, who sat and who signed. What anybody said is in the vault, and no row
names an applicant: an application is known by its id and its pseudonym."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.review.words import criteria, words

PREPARING, SCORING, DISCUSSION, DECIDED, OVER = "preparing", "scoring", "discussion", "decided", "over"
OPEN = (PREPARING, SCORING, DISCUSSION)
DUTY, PANEL, APPEAL = "duty", "panel", "appeal"
NAMED, CLEAR, RECUSED = "named", "clear", "recused"
AWARDED, REFUSED, REFERRED, AGAIN, DISMISSED = "awarded", "refused", "referred", "again", "dismissed"
STANDS = (AWARDED, REFUSED, REFERRED)
FIRST, AFTER = 1, 2
"""Rounds of scores: alone, and what somebody changed after the discussion."""

MOST_SCORE = 4


def _codes(what: str) -> list[str]:
    return list(words(what))


class Review(models.Model):
    """The review of one application. `body` decides, with at least `quorum` members. `run` is its way through the procedure.
    `copy` is the record of the text without names that the seats read. `until` and `aim` are the clock of an emergency, emptied
    at the decision. `readers` see it at level 3; whoever is in `apart` was recused and sees nothing of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    application = models.UUIDField(unique=True)
    pseudonym = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    lane = models.CharField(max_length=20)
    body = models.CharField(max_length=10)
    quorum = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, default=PREPARING)
    run = models.UUIDField(null=True, blank=True, unique=True)
    copy = models.UUIDField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    aim = models.DateTimeField(null=True, blank=True)
    readers = ArrayField(models.UUIDField(), default=list)
    apart = ArrayField(models.UUIDField(), default=list)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Of known codes; nobody decides alone."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=_codes("stages")), name="review_stage_is_known"),
            models.CheckConstraint(condition=Q(body__in=_codes("bodies")), name="review_body_is_known"),
            models.CheckConstraint(condition=Q(lane__in=_codes("lanes")), name="review_lane_is_known"),
            models.CheckConstraint(condition=Q(level__lte=3), name="review_level_is_known"),
            models.CheckConstraint(condition=Q(quorum__gte=2), name="review_nobody_decides_alone"),
            models.CheckConstraint(
                condition=Q(stage__in=OPEN) | Q(until=None, aim=None), name="review_hours_go_with_the_decision"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "begun_on", "id"], name="review_by_day")]

    def __str__(self) -> str:
        return f"review {self.id}"


class Declaration(models.Model):
    """What somebody said of their own ties: names of employers, relatives and grants, sealed to them and to those who check.
    A later one takes the place of an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    record = models.UUIDField(unique=True)
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user", "number"], name="review_declarations_numbered")
        ]

    def __str__(self) -> str:
        return f"declaration {self.number}"


class Seat(models.Model):
    """A person in a body. `ties` are codes of what they said about this application; `tied` is what the check of sealed names
    said, yes or no, `checked_with` by which version of the declaration and of the names' data. `letter` hides who spoke.
    `key_given`: the copy was sealed to them. `application` and `box` are what is hidden from whoever was recused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="seats")
    application = models.UUIDField()
    box = models.UUIDField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    body = models.CharField(max_length=10)
    outside = models.BooleanField(default=False)
    letter = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=10, default=NAMED)
    asked_on = models.DateField(null=True, blank=True)
    ties = ArrayField(models.CharField(max_length=20), default=list)
    tied = models.BooleanField(null=True, blank=True)
    checked_with = models.CharField(max_length=60, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    recused_how = models.CharField(max_length=10, blank=True)
    key_given = models.BooleanField(default=False)

    class Meta:
        """Once a person, so that the pair of an appeal is another; clear only when asked and checked."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "user"], name="review_seated_once"),
            models.UniqueConstraint(fields=["review", "letter"], condition=~Q(letter=""), name="review_letters_differ"),
            models.CheckConstraint(condition=Q(state__in=_codes("seats")), name="review_seat_state_is_known"),
            models.CheckConstraint(condition=Q(body__in=_codes("bodies")), name="review_seat_body_is_known"),
            models.CheckConstraint(
                condition=~Q(state=CLEAR) | Q(asked_on__isnull=False, ties=[], tied=False, checked_by__isnull=False),
                name="review_clear_when_asked_and_checked",
            ),
            models.CheckConstraint(
                condition=Q(state=RECUSED, recused_how__in=_codes("recused_how"))
                | (~Q(state=RECUSED) & Q(recused_how="")),
                name="review_recused_somehow",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("user")), name="review_nobody_checks_themself"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.id}"


class Eligibility(models.Model):
    """The international floor (code -> no, yes, unknown), kinds of evidence, and the status at home, which is a sign of risk and
    counts for nothing else. `record` holds the words, if any."""

    review = models.OneToOneField(Review, models.PROTECT, primary_key=True, related_name="eligibility")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    floor = models.JSONField(default=dict)
    evidence = ArrayField(models.CharField(max_length=20), default=list)
    local = models.CharField(max_length=20, blank=True)
    result = models.CharField(max_length=20)
    record = models.UUIDField(null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate)

    class Meta:
        """Of known codes."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(result__in=_codes("eligible")), name="review_result_is_known"),
            models.CheckConstraint(
                condition=Q(local="") | Q(local__in=_codes("local")), name="review_local_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.result


class Ground(models.Model):
    """A local prohibition tested under one article of the Covenant: what of the three it fails. The reasoning is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="grounds")
    article = models.CharField(max_length=2)
    legality = models.CharField(max_length=10)
    aim = models.CharField(max_length=10)
    necessity = models.CharField(max_length=10)
    record = models.UUIDField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate)

    class Meta:
        """Each article once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "article"], name="review_ground_once"),
            models.CheckConstraint(
                condition=Q(
                    article__in=_codes("articles"),
                    legality__in=_codes("test_answers"),
                    aim__in=_codes("test_answers"),
                    necessity__in=_codes("test_answers"),
                ),
                name="review_ground_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.article


class Assessment(models.Model):
    """An assessment of what harm the money may do. Complete when somebody said so; `due_on` is when it is done anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_on = models.DateField(default=timezone.localdate, editable=False)
    completed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered, one at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="review_assessments_numbered"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(completed_on=None), name="review_one_assessment_goes_on"
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None, completed_by=None, due_on=None)
                | Q(completed_on__isnull=False, completed_by__isnull=False, due_on__isnull=False),
                name="review_complete_by_somebody_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.number}"


class Risk(models.Model):
    """A danger: what, who bears it, how severe (three ordinal numbers that are never averaged), how likely (which only orders
    equals), what is done and who carries that, what is left. `record` holds the words, if any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="risks")
    risk = models.CharField(max_length=20)
    bearer = models.CharField(max_length=20)
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    scope = models.PositiveSmallIntegerField(null=True, blank=True)
    irremediability = models.PositiveSmallIntegerField(null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    mitigations = ArrayField(models.CharField(max_length=20), default=list)
    carrier = models.CharField(max_length=20, blank=True)
    residual = models.CharField(max_length=20, blank=True)
    record = models.UUIDField(null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """Each danger once for each bearer; all numbers, or none where no risk is seen; a mitigation is carried by somebody."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "risk", "bearer"], name="review_risk_once"),
            models.CheckConstraint(
                condition=Q(risk__in=_codes("risks"), bearer__in=_codes("bearers")), name="review_risk_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    risk="none",
                    scale=None,
                    scope=None,
                    irremediability=None,
                    likelihood=None,
                    mitigations=[],
                    residual="",
                )
                | (
                    ~Q(risk="none")
                    & Q(
                        scale__range=(1, 3),
                        scope__range=(1, 3),
                        irremediability__range=(1, 3),
                        likelihood__range=(1, 3),
                        residual__in=_codes("residuals"),
                    )
                ),
                name="review_risk_is_measured",
            ),
            models.CheckConstraint(
                condition=Q(mitigations=[], carrier="") | (~Q(mitigations=[]) & Q(carrier__in=_codes("carriers"))),
                name="review_mitigation_is_carried",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk} {self.bearer}"


class Scoring(models.Model):
    """That a seat scored, alone (round 1) or anew after the discussion (round 2). The first stays beside the second."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="scorings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    record = models.UUIDField()
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Once a round."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "round"], name="review_scored_once_a_round"),
            models.CheckConstraint(condition=Q(round__in=(FIRST, AFTER)), name="review_round_is_known"),
        ]

    def __str__(self) -> str:
        return f"scoring {self.id}"


class Mark(models.Model):
    """A number for one criterion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scoring = models.ForeignKey(Scoring, models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField()

    class Meta:
        """Of a known criterion, within its anchors."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scoring", "criterion"], name="review_marked_once"),
            models.CheckConstraint(
                condition=Q(criterion__in=list(criteria()), value__lte=MOST_SCORE), name="review_mark_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"


class Contribution(models.Model):
    """Something said in the discussion, sealed; shown under the letter of its seat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="contributions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    record = models.UUIDField()
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="review_contributions_numbered")
        ]

    def __str__(self) -> str:
        return f"contribution {self.number}"


class Decision(models.Model):
    """What was decided, from the day `decided_on`: before, it waits for signatures. `replaced`: a later one stands in its place.
    Reasons and minority views are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions")
    application = models.UUIDField()
    body = models.CharField(max_length=10)
    outcome = models.CharField(max_length=20)
    amount = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    level = models.PositiveSmallIntegerField()
    expires_on = models.DateField(null=True, blank=True)
    conditions = ArrayField(models.CharField(max_length=20), default=list)
    grounds = ArrayField(models.CharField(max_length=20))
    record = models.UUIDField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_on = models.DateField(default=timezone.localdate, editable=False)
    decided_on = models.DateField(null=True, blank=True)
    replaced = models.BooleanField(default=False)

    class Meta:
        """One stands, one waits; money with an award only; a ground always."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(decided_on__isnull=False, replaced=False, outcome__in=STANDS),
                name="review_one_decision_stands",
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(decided_on=None, replaced=False), name="review_one_decision_waits"
            ),
            models.CheckConstraint(condition=Q(outcome__in=_codes("outcomes")), name="review_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=AWARDED, amount__gt=0, expires_on__isnull=False, currency__regex="^[A-Z]{3}$")
                | (~Q(outcome=AWARDED) & Q(amount=None, currency="", expires_on=None, conditions=[])),
                name="review_money_with_an_award",
            ),
            models.CheckConstraint(condition=~Q(grounds=[]), name="review_no_decision_without_a_ground"),
            models.CheckConstraint(condition=Q(level__lte=3), name="review_decision_level_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "decided_on", "id"], name="review_decision_by_day")]

    def __str__(self) -> str:
        return f"decision {self.id}"


class Signature(models.Model):
    """That a seat agrees, or does not. A minority view is sealed; its author chose whether the name stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signatures")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    minority = models.UUIDField(null=True, blank=True)
    is_named = models.BooleanField(default=False)
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Once a seat; a minority view is of whoever does not agree."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "seat"], name="review_signed_once"),
            models.CheckConstraint(condition=Q(minority=None) | Q(agrees=False), name="review_minority_does_not_agree"),
        ]

    def __str__(self) -> str:
        return f"signature {self.id}"


class Check(models.Model):
    """That the sealed parties were held against lists: which, in which versions (`by_hand` those that a person looked through),
    and whether anything was found. Not who, and not what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="checks")
    number = models.PositiveIntegerField()
    lists = models.JSONField()
    by_hand = models.JSONField(default=dict)
    found = models.BooleanField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "number"], name="review_checks_numbered")]

    def __str__(self) -> str:
        return f"check {self.number}"


class Hit(models.Model):
    """Something alike on a list. `publisher` is who listed, `verdict` what two people (one, where the list is not about terror)
    found. Who and which entry is sealed in `record`. `until` is the hour by which it is to be cleared; it goes with the
    verdict."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    made_in = models.ForeignKey(Check, models.PROTECT, related_name="hits")
    number = models.PositiveSmallIntegerField()
    list_id = models.CharField(max_length=60)
    list_version = models.CharField(max_length=80)
    publisher = models.CharField(max_length=20, blank=True)
    record = models.UUIDField()
    verdict = models.CharField(max_length=10, blank=True)
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    words = models.UUIDField(null=True, blank=True)
    first_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    second_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        """Two different people; a verdict has grounds."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made_in", "number"], name="review_hits_numbered"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=_codes("verdicts"), first_by__isnull=False),
                name="review_verdict_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | (Q(first_by__isnull=False) & ~Q(second_by=models.F("first_by"))),
                name="review_two_people_for_a_verdict",
            ),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(reasons=[]), name="review_no_verdict_without_a_ground"),
        ]

    def __str__(self) -> str:
        return f"hit {self.number}"


class Told(models.Model):
    """That the applicant was told a decision, by a letter into the box, and until when an appeal may come."""

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="told")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    languages = ArrayField(models.CharField(max_length=10))
    appeal_until = models.DateField(null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """The letter itself is in the box."""

    def __str__(self) -> str:
        return f"told {self.decision_id}"
