"""Addresses of reviews."""

from django.urls import path

from tadasu.web.funding.review.views import acts, checks, copies, reviews, seats

urlpatterns = [
    path("reviews/mine", reviews.mine, name="review-mine"),
    path("reviews/organisation/<uuid:organisation>/", reviews.reviews, name="review-list"),
    path("reviews/organisation/<uuid:organisation>/ties", seats.declare, name="review-declare"),
    path("reviews/of/<uuid:application>", acts.begin, name="review-begin"),
    path("reviews/<uuid:id>", reviews.one, name="review-one"),
    path("reviews/<uuid:id>/lead", seats.lead, name="review-lead"),
    path("reviews/<uuid:id>/lay-down", seats.lay_down, name="review-lay-down"),
    path("reviews/<uuid:id>/seat", seats.seat, name="review-seat"),
    path("reviews/<uuid:id>/copy", copies.copy, name="review-copy"),
    path("reviews/<uuid:id>/read", copies.read, name="review-read"),
    path("reviews/<uuid:id>/text", copies.text, name="review-text"),
    path("reviews/<uuid:id>/eligibility", acts.eligibility, name="review-eligibility"),
    path("reviews/<uuid:id>/prohibition", acts.ground, name="review-ground"),
    path("reviews/<uuid:id>/harm", acts.harm, name="review-harm"),
    path("reviews/<uuid:id>/harm/danger", acts.risk, name="review-risk"),
    path("reviews/<uuid:id>/harm/danger/<uuid:risk>/remove", acts.remove_risk, name="review-remove-risk"),
    path("reviews/<uuid:id>/harm/complete", acts.complete, name="review-complete"),
    path("reviews/<uuid:id>/scoring", acts.scoring, name="review-scoring"),
    path("reviews/<uuid:id>/score", acts.score, name="review-score"),
    path("reviews/<uuid:id>/discussion", acts.discussion, name="review-discussion"),
    path("reviews/<uuid:id>/say", acts.say, name="review-say"),
    path("reviews/<uuid:id>/propose", acts.propose, name="review-propose"),
    path("reviews/<uuid:id>/lists", checks.check, name="review-check"),
    path("reviews/<uuid:id>/lists/note", checks.note, name="review-note"),
    path("reviews/seats/<uuid:id>/answer", seats.answer, name="review-answer"),
    path("reviews/seats/<uuid:id>/check", seats.check_ties, name="review-check-ties"),
    path("reviews/seats/<uuid:id>/copy", seats.give, name="review-give"),
    path("reviews/seats/<uuid:id>/recuse", seats.recuse, name="review-recuse"),
    path("reviews/decisions/<uuid:id>/sign", acts.sign, name="review-sign"),
    path("reviews/decisions/<uuid:id>/take-back", acts.take_back, name="review-take-back"),
    path("reviews/decisions/<uuid:id>/tell", acts.tell, name="review-tell"),
    path("reviews/found/<uuid:id>", checks.hit, name="review-hit"),
    path("reviews/found/<uuid:id>/judge", checks.judge, name="review-judge"),
    path("reviews/found/<uuid:id>/confirm", checks.confirm, name="review-confirm"),
]
