"""Names that pass for others."""

import pytest
from django.forms import ValidationError

from tadasu.web.foundation.accounts.forms import JoinForm, SettingsForm, all_seen, all_seen_but_joiners

UNSEEN = ["officer\u200b", "of\u202eficer", "officer\u2066", "offi\u00adcer", "offi\x07cer", "officer\ue000"]


@pytest.mark.parametrize("name", UNSEEN)
def test_a_sign_that_nobody_sees_is_refused_in_logins_and_names(name: str) -> None:
    for judge in (all_seen, all_seen_but_joiners):
        with pytest.raises(ValidationError):
            judge(name)
    assert "login" in JoinForm({"login": name}).errors
    assert "display_name" in SettingsForm({"display_name": name, "language": "en"}).errors


@pytest.mark.parametrize("name", ["和田 いくみ", "ئۇيغۇر", "Ng\u0169g\u0129", "می\u200cخواهم", "O'Neil-Smith"])
def test_names_in_every_script_are_names(name: str) -> None:
    all_seen_but_joiners(name)
    assert not SettingsForm({"display_name": name, "language": "en"}).errors
