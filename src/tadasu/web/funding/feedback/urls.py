"""Addresses: `voice/` of whoever has a voucher, apart from all cookies; `box/voice` of whoever has the code of a box, where its
cookie goes; `feedback/` of people of the funder."""

from django.urls import path

from tadasu.web.funding.feedback.views import acts, holder, rounds, voice

_OF = "feedback/organisation/<uuid:organisation>"
_ONE = "feedback/rounds/<uuid:id>"

urlpatterns = [
    path("voice/", voice.voice, name="feedback-voice"),
    path("box/voice", holder.mine, name="feedback-mine"),
    path(f"{_OF}/", rounds.rounds, name="feedback-rounds"),
    path(f"{_OF}/begin", acts.begin, name="feedback-begin"),
    path(_ONE, rounds.round, name="feedback-round"),
    path(f"{_ONE}/pictures/<slug:question>", rounds.picture, name="feedback-picture"),
    path(f"{_ONE}/close", acts.close, name="feedback-close"),
    path(f"{_ONE}/drop", acts.drop, name="feedback-drop"),
    path(f"{_ONE}/open", acts.open_, name="feedback-open"),
    path(f"{_ONE}/words", acts.words, name="feedback-words"),
    path(f"{_ONE}/reply", acts.reply, name="feedback-reply"),
    path(f"{_ONE}/hand-over", acts.hand_over, name="feedback-hand-over"),
]
