"""Addresses of the log: what happened, and the daily seals over it."""

from django.urls import path

from portaal.logboek import zegels

urlpatterns = [
    path("zegels/", zegels.zegels, name="zegels"),
    path("zegels/zegels.json", zegels.zegels_bestand, name="zegels_bestand"),
    path("zegels/<slug:dag>/", zegels.zegel, name="zegel"),
]
