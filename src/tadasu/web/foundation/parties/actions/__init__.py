"""What may be done with parties: each asks whether the actor may, does it, and records it."""

from tadasu.web.foundation.parties.actions.add import Said, add_party, state
from tadasu.web.foundation.parties.actions.decide import decide
from tadasu.web.foundation.parties.actions.judge import merge, take_back, tell_apart
from tadasu.web.foundation.parties.actions.withdraw import withdraw

__all__ = ["Said", "add_party", "decide", "merge", "state", "take_back", "tell_apart", "withdraw"]
