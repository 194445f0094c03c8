"""What is kept of cases on their way. The steps are the truth and only grow; a run repeats where they lead, to be found by it."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.procedure._history import What

LONGEST_REASON = 4000
"""Characters."""


class Version(models.Model):
    """A procedure as it was on a day, under the digest of its data (`_pinned`). Never changed: a case runs on it for years."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    data = models.JSONField()
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """The same data are kept once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "digest"], name="procedure_one_version_a_digest")
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.digest[:12]}"


class Run(models.Model):
    """A case on its way: whose, about what, on which version. `last` is the number of its last step. `shown_to` are the
    organisation and all that are bound to one of its parts. `due_on` and `suspended_on` are as counted at the last step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    subject = models.UUIDField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="runs")
    shown_to = ArrayField(models.UUIDField())
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    last = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=60)
    state_since = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    over = models.BooleanField(default=False)

    class Meta:
        """An outcome is the state it is in; what is over ended in one."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome=F("state")), name="procedure_outcome_is_a_state"
            ),
            models.CheckConstraint(condition=Q(over=False) | ~Q(outcome=""), name="procedure_over_with_an_outcome"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["shown_to"], name="procedure_run_shown"),
            models.Index(fields=["kind", "subject"], name="procedure_run_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Binding(models.Model):
    """Who may play a part in a run: a role in an organisation. `outside` where the part is somebody else's, who has no place
    here (a court, a company on paper) and acts through them. It ends and is never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="bindings")
    part = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    outside = models.BooleanField(default=False)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """From the step `since` on, to the step `until`."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "part", "organisation", "role"],
                condition=Q(until=None),
                name="procedure_bound_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.role}"


class Step(models.Model):
    """One thing that happened, as the law counts days (`day`) and when it was written down (`at`). Append-only, without gaps.

    `part` is the part in the procedure as which somebody acted, `outside` whether on behalf of somebody without a place here.
    `organisation` is that of whoever acted. `due_on` is the last day as it was counted then. `extension` and `mapping` as in
    `_history.Event`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20, choices=[(one.value, one.value) for one in What])
    move = models.CharField(max_length=60, blank=True)
    state_from = models.CharField(max_length=60, blank=True)
    state_to = models.CharField(max_length=60, blank=True)
    part = models.CharField(max_length=60, blank=True)
    outside = models.BooleanField(default=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateField(null=True, blank=True)
    extension = models.JSONField(null=True, blank=True)
    mapping = models.JSONField(null=True, blank=True)
    to_user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        """The first opens and no other does; nothing ends before it begins."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="procedure_step_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="procedure_steps_from_one"),
            models.CheckConstraint(
                condition=Q(number=1, what=What.OPENED.value) | (~Q(number=1) & ~Q(what=What.OPENED.value)),
                name="procedure_first_step_opens",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(what=What.SUSPENDED.value, until__gte=F("day")),
                name="procedure_suspension_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number} {self.what}"


class Reason(models.Model):
    """Why a step was taken, in somebody's words. Apart from the step, so that words can be erased and the step stays."""

    step = models.OneToOneField(Step, models.PROTECT, primary_key=True, related_name="reason")
    text = models.TextField(max_length=LONGEST_REASON)

    class Meta:
        """Not empty."""

        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="procedure_reason_says_something")]

    def __str__(self) -> str:
        return f"of {self.step_id}"


class Task(models.Model):
    """What waits for the part whose turn it is; for one person where `user` is set, else for whoever plays the part."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="tasks")
    part = models.CharField(max_length=60)
    state = models.CharField(max_length=60)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One open task a run and part."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "part"], condition=Q(done_at=None), name="procedure_one_open_task_a_part"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(done_at=None), name="procedure_task_open_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.part}"


class Reminder(models.Model):
    """That a last day comes near, is here, or is over. Once a task, kind and last day: a day that moves is reminded of anew."""

    BEFORE = "before"
    AT = "at"
    OVERDUE = "overdue"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="reminders")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in (BEFORE, AT, OVERDUE)])
    due_on = models.DateField()
    day = models.DateField()

    class Meta:
        """Once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "kind", "due_on"], name="procedure_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind}"
