"""Addresses of the exchange. Those with an id of 32 digits are for other instances."""

from django.urls import path, register_converter

from tadasu.web.foundation.exchange.views import boxes, own, peers, post


class Instance:
    """Who somebody is in exchanges."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Instance, "instance")

urlpatterns = [
    path("inbox/<instance:instance>", post.post, name="exchange-post"),
    path("card/<instance:instance>", post.card, name="exchange-card"),
    path("of/<uuid:organisation>/", own.overview, name="exchange"),
    path("of/<uuid:organisation>/card.json", own.card, name="exchange-own-card"),
    path("of/<uuid:organisation>/open", own.open_exchange, name="exchange-open"),
    path("of/<uuid:organisation>/renew", own.renew, name="exchange-renew"),
    path("of/<uuid:organisation>/take-card", peers.propose, name="exchange-propose"),
    path("of/<uuid:organisation>/outbox", boxes.outbox, name="exchange-outbox"),
    path("of/<uuid:organisation>/inbox", boxes.inbox, name="exchange-inbox"),
    path("of/<uuid:organisation>/take", boxes.take, name="exchange-take"),
    path("peer/<uuid:id>/", peers.peer, name="exchange-peer"),
    path("peer/<uuid:id>/terms", peers.terms, name="exchange-terms"),
    path("peer/<uuid:id>/confirm", peers.confirm, name="exchange-confirm"),
    path("peer/<uuid:id>/decline", peers.decline, name="exchange-decline"),
    path("peer/<uuid:id>/suspend", peers.suspend, name="exchange-suspend"),
    path("peer/<uuid:id>/resume", peers.resume, name="exchange-resume"),
    path("peer/<uuid:id>/send", peers.send, name="exchange-send"),
    path("sent/<uuid:id>/save", boxes.save, name="exchange-save"),
    path("came/<uuid:id>/receipt.json", boxes.receipt, name="exchange-receipt"),
]
