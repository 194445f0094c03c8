"""What may be done with findings: each asks whether the actor may, does it, and records it."""

from tadasu.web.foundation.findings.actions.conclude import conclude, supersede
from tadasu.web.foundation.findings.actions.end import decline, withdraw
from tadasu.web.foundation.findings.actions.sign import sign
from tadasu.web.foundation.findings.actions.take import Taken, take_from
from tadasu.web.foundation.findings.actions.take_hearing import take_hearing

__all__ = ["Taken", "conclude", "decline", "sign", "supersede", "take_from", "take_hearing", "withdraw"]
