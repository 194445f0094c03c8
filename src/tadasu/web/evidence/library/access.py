"""Who may do what. What a search finds, each app of what is found says for itself: this is only the way in. Redaction asks
custody, publication of a finding asks publication."""

from tadasu.web.foundation.access import act, both, has_role, of_organisation, own, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR

WORKS = ("documenter", "investigator", "verifier")
SIGNS = ("decider", "editor", "manager")
EXCHANGES = (*SIGNS, "liaison", "programme")

SEARCH = act("library.search", both(of_organisation, with_second_factor))
KEEP_SEARCH = act("library.keep-search", both(of_organisation, with_second_factor, own))
SEE_COVERAGE = act("library.see-coverage", both(has_role(*WORKS, *EXCHANGES, AUDITOR), with_second_factor))
ASK_ABOUT = act("library.ask-about", both(has_role(*SIGNS, "programme"), with_second_factor))
SEND_COVERAGE = act("library.send-coverage", both(has_role(*EXCHANGES), with_second_factor))
