"""What may be done: propose, change, sign, refuse, withdraw. Nothing else leads outwards."""

from tadasu.web.foundation.publication.actions.change import change
from tadasu.web.foundation.publication.actions.propose import propose
from tadasu.web.foundation.publication.actions.refuse import refuse
from tadasu.web.foundation.publication.actions.sign import Signed, sign
from tadasu.web.foundation.publication.actions.withdraw import withdraw

__all__ = ["Signed", "change", "propose", "refuse", "sign", "withdraw"]
