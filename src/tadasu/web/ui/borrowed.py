"""Texts of Django that pages show and that we say in our own words: what to do, not what is wrong with the field."""

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
)
"""Their English stands in locale/en, their Japanese with all the others."""
