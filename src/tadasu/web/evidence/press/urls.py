"""Addresses of published articles."""

from django.urls import path

from tadasu.web.evidence.press.views import adding, articles, changing, feeds

urlpatterns = [
    path("press/organisation/<uuid:organisation>/", articles.articles, name="press-list"),
    path("press/organisation/<uuid:organisation>/add", adding.by_address, name="press-add"),
    path("press/organisation/<uuid:organisation>/add-file", adding.by_file, name="press-add-file"),
    path("press/organisation/<uuid:organisation>/add-text", adding.by_text, name="press-add-text"),
    path("press/organisation/<uuid:organisation>/feeds", feeds.feeds, name="press-feeds"),
    path("press/organisation/<uuid:organisation>/follow", feeds.follow, name="press-follow"),
    path("press/organisation/<uuid:organisation>/new", feeds.entries, name="press-entries"),
    path("press/feeds/<uuid:id>/stop", feeds.stop, name="press-stop"),
    path("press/entries/<uuid:id>/leave", feeds.leave, name="press-leave"),
    path("press/pending/<uuid:id>", adding.confirm, name="press-confirm"),
    path("press/pending/<uuid:id>/discard", adding.discard, name="press-discard"),
    path("press/<uuid:id>", articles.one, name="press-one"),
    path("press/<uuid:id>/file", articles.file, name="press-file"),
    path("press/<uuid:id>/change", changing.change, name="press-change"),
    path("press/<uuid:id>/passages", changing.add_passage, name="press-passage"),
    path("press/<uuid:id>/passages/<int:number>/remove", changing.remove_passage, name="press-passage-remove"),
    path("press/<uuid:id>/repeats", changing.repeats, name="press-repeats"),
    path("press/<uuid:id>/like/<uuid:likeness>", changing.likeness, name="press-likeness"),
]
