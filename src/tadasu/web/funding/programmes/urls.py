"""Addresses of funds, lines, rates, visits."""

from django.urls import path

from tadasu.web.funding.programmes.views import entering, funds, inspecting, lines, policy, rates

urlpatterns = [
    path("programmes/organisation/<uuid:organisation>/", funds.funds, name="programmes-funds"),
    path("programmes/organisation/<uuid:organisation>/fund", funds.make, name="programmes-fund-make"),
    path("programmes/organisation/<uuid:organisation>/rates", rates.rates, name="programmes-rates"),
    path("programmes/organisation/<uuid:organisation>/rates/enter", rates.set_rate, name="programmes-rate-set"),
    path("programmes/organisation/<uuid:organisation>/rates/load", rates.load, name="programmes-rates-load"),
    path("programmes/organisation/<uuid:organisation>/visits", inspecting.visits, name="programmes-visits"),
    path("programmes/organisation/<uuid:organisation>/visits/begin", inspecting.begin, name="programmes-visit-begin"),
    path("programmes/organisation/<uuid:organisation>/visits/end", inspecting.end, name="programmes-visit-end"),
    path("programmes/visits/<uuid:id>", inspecting.visit, name="programmes-visit"),
    path("programmes/funds/<uuid:id>", funds.fund, name="programmes-fund"),
    path("programmes/funds/<uuid:id>/picture", funds.picture, name="programmes-picture"),
    path("programmes/funds/<uuid:id>/policy", policy.policy, name="programmes-policy"),
    path("programmes/funds/<uuid:id>/change", funds.change, name="programmes-fund-change"),
    path("programmes/funds/<uuid:id>/line", funds.add_line, name="programmes-line-add"),
    path("programmes/lines/<uuid:id>", lines.line, name="programmes-line"),
    path("programmes/lines/<uuid:id>/change", lines.change, name="programmes-line-change"),
    path("programmes/lines/<uuid:id>/budget", lines.budget, name="programmes-budget"),
    path("programmes/lines/<uuid:id>/enter", entering.enter, name="programmes-enter"),
    path("programmes/lines/<uuid:id>/carry-over", entering.carry_over, name="programmes-carry-over"),
    path("programmes/entries/<uuid:id>", entering.entry, name="programmes-entry"),
    path("programmes/entries/<uuid:id>/take-back", entering.correct, name="programmes-correct"),
]
