"""Reports, scaled to size and risk. A spoken one is one: a note by two who heard it, or the sound in the box."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.foundation.vault.models import Opening
from tadasu.web.funding.awards._content import NOTE
from tadasu.web.funding.awards._writing import known, locked, log, next_number, sealed, write
from tadasu.web.funding.awards.access import REPORT
from tadasu.web.funding.awards.models import IN_FORCE, Award, Report
from tadasu.web.funding.awards.scale import form_for

MIDWAY = timedelta(days=400)
"""An award that runs longer reports each year, not only at its end. Our own choice."""

YEAR = timedelta(days=365)


def first_reports(actor: Actor, award: Award) -> None:
    """What is asked for from the start: one after the end, and one each year before it where that is long."""
    form, days = form_for(award)
    due = award.starts_on + YEAR
    days_due = [award.ends_on + timedelta(days=days)]
    while award.ends_on - award.starts_on > MIDWAY and due < award.ends_on:
        days_due.insert(-1, due + timedelta(days=days))
        due += YEAR
    for number, day in enumerate(days_due, 1):
        Report.objects.create(organisation_id=award.organisation_id, award=award, number=number, due_on=day, form=form)


def ask_report(actor: Actor, *, award: UUID, due_on: date, form: str) -> Report:
    """One more. Raises Award.DoesNotExist, Refused, UsageError `awards-state`, `awards-code`, `awards-day` for a day that is
    over."""
    with transaction.atomic():
        found = locked(actor, award, REPORT, *IN_FORCE)
        if due_on < timezone.localdate():
            raise UsageError("awards-day", day=due_on.isoformat())
        made = Report.objects.create(
            organisation_id=found.organisation_id,
            award=found,
            number=next_number(Report, found),
            due_on=due_on,
            form=known("forms", form),
        )
        write(actor, REPORT, found, "report-due", detail={"report": made.number, "form": form})
    return made


def put_off(actor: Actor, *, award: UUID, number: int, due_on: date) -> Report:
    """More time. Raises Award.DoesNotExist, Report.DoesNotExist, Refused, UsageError `awards-state`, `awards-settled`,
    `awards-day`."""
    with transaction.atomic():
        found = locked(actor, award, REPORT, *IN_FORCE)
        one = Report.objects.get(award=found, number=number)
        if one.state not in ("due", "more"):
            raise UsageError("awards-settled")
        if due_on <= one.due_on:
            raise UsageError("awards-day", day=due_on.isoformat())
        one.due_on = due_on
        one.save(update_fields=["due_on"])
        write(actor, REPORT, found, "report-due", detail={"report": number, "form": one.form})
    return one


def note_spoken(actor: Actor, *, award: UUID, number: int, words: str) -> Report:
    """What was said is written down, sealed; a second person who heard it too is asked. Raises Award.DoesNotExist,
    Report.DoesNotExist, Refused, UsageError `awards-state`, `awards-settled`, `awards-no-text`."""
    with transaction.atomic():
        found, one = _open(actor, award, number)
        record = sealed(actor, found, NOTE, {"text": words})
        if record is None:
            raise UsageError("awards-no-text")
        one.by, one.record, one.noted_by_id, one.second_id = "spoken-note", record, person(actor), None
        one.save(update_fields=["by", "record", "noted_by", "second"])
        write(actor, REPORT, found, "report-note", detail={"report": number})
    return one


def second_spoken(actor: Actor, *, award: UUID, number: int) -> Report:
    """A second person read the note, heard the same, and stands for it: the report has come. Raises Award.DoesNotExist,
    Report.DoesNotExist, Refused, UsageError `awards-state`, `awards-settled`, `awards-same-person`, `awards-not-read`."""
    with transaction.atomic():
        found, one = _open(actor, award, number)
        if one.by != "spoken-note" or one.noted_by_id is None:
            raise UsageError("awards-settled")
        if one.noted_by_id == actor.user:
            raise UsageError("awards-same-person")
        if not Opening.objects.filter(record=one.record, user=actor.user).exists():
            raise UsageError("awards-not-read")
        one.second_id = person(actor)
        _given(one)
        write(actor, REPORT, found, "reported", detail={"report": number, "by": one.by})
    return one


def note_report(actor: Actor, *, award: UUID, number: int, letter: int | None = None, words: str = "") -> Report:
    """It came as a letter or file in the box (its number), or in another way (a note). Raises Award.DoesNotExist,
    Report.DoesNotExist, Refused, UsageError `awards-state`, `awards-settled`, `awards-no-such-letter`, `awards-no-text`."""
    with transaction.atomic():
        found, one = _open(actor, award, number)
        if letter is not None:
            refuse_no_letter(found, letter)
            one.by, one.letter = "box", letter
        else:
            record = sealed(actor, found, NOTE, {"text": words})
            if record is None:
                raise UsageError("awards-no-text")
            one.by, one.record, one.noted_by_id = "staff", record, person(actor)
        _given(one)
        write(actor, REPORT, found, "reported", detail={"report": number, "by": one.by})
    return one


def judge_report(actor: Actor, *, award: UUID, number: int, accepted: bool, due_on: date | None = None) -> Report:
    """It is enough; or more is asked, until a day. Raises Award.DoesNotExist, Report.DoesNotExist, Refused, UsageError
    `awards-state`, `awards-settled`, `awards-day`."""
    with transaction.atomic():
        found = locked(actor, award, REPORT, *IN_FORCE)
        one = Report.objects.get(award=found, number=number)
        if one.state != "given":
            raise UsageError("awards-settled")
        if accepted:
            one.state = "accepted"
        else:
            if due_on is None or due_on < timezone.localdate():
                raise UsageError("awards-day", day=due_on.isoformat() if due_on else "")
            one.state, one.due_on = "more", due_on
        one.judged_by_id = person(actor)
        one.save(update_fields=["state", "due_on", "judged_by"])
        write(actor, REPORT, found, "report-judged", detail={"report": number, "state": one.state})
    return one


def came_in_box(award: Award, number: int, letter: int) -> None:
    """Whoever has the code said so: nothing of it stands in the record of acts. For an award that is held."""
    one = Report.objects.get(award=award, number=number)
    if one.state not in ("due", "more"):
        raise UsageError("awards-settled")
    one.by, one.letter = "box", letter
    _given(one)
    log(award, "reported", user=None, detail={"report": number, "by": "box"})


def refuse_no_letter(award: Award, letter: int) -> None:
    """Raises UsageError `awards-no-such-letter` for one that the grantee did not send through the award's box."""
    if award.box is None or not Letter.objects.filter(box=award.box, number=letter, from_source=True).exists():
        raise UsageError("awards-no-such-letter")


def _open(actor: Actor, award: UUID, number: int) -> tuple[Award, Report]:
    found = locked(actor, award, REPORT, *IN_FORCE)
    one = Report.objects.get(award=found, number=number)
    if one.state not in ("due", "more"):
        raise UsageError("awards-settled")
    return found, one


def _given(report: Report) -> None:
    report.state, report.given_on = "given", timezone.localdate()
    report.save(update_fields=["state", "by", "letter", "record", "noted_by", "second", "given_on"])
