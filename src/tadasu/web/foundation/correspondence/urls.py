"""Addresses: under `box/` those of people without an account, under `boxes/` those of people who read."""

from django.urls import path

from tadasu.web.foundation.correspondence.views import box, counter, counters, files, reading, sending, writing

urlpatterns = [
    path("box/", box.box, name="correspondence-box"),
    path("box/file", sending.send, name="correspondence-file"),
    path("box/saved", files.save, name="correspondence-save"),
    path("box/leave", box.leave_at_once, name="correspondence-leave"),
    path("box/at/<uuid:id>", counter.counter, name="correspondence-counter"),
    path("boxes/", reading.boxes, name="correspondence-boxes"),
    path("boxes/counters/<uuid:organisation>", counters.counters, name="correspondence-counters"),
    path("boxes/<uuid:id>", reading.read, name="correspondence-read"),
    path("boxes/<uuid:id>/write", writing.write, name="correspondence-write"),
    path("boxes/<uuid:id>/file", writing.send_file, name="correspondence-send-file"),
    path("boxes/<uuid:id>/state", writing.set_state, name="correspondence-state"),
    path("boxes/<uuid:id>/readers", writing.add_reader, name="correspondence-add-reader"),
    path("boxes/<uuid:id>/close", writing.close, name="correspondence-close"),
]
