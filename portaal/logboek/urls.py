"""Addresses of the log: what happened, in all and per dossier, and the daily seals over it."""

from django.urls import path

from portaal.logboek import inzage, lijst, tijdlijn, zegels

urlpatterns = [
    path("logboek/", lijst.logboek, name="logboek"),
    path("logboek/excel/", lijst.logboek_export, name="logboek_export"),
    path("werk/dossiers/<str:kenmerk>/tijdlijn/", tijdlijn.dossier_tijdlijn, name="dossier_tijdlijn"),
    path("werk/dossiers/<str:kenmerk>/tijdlijn.pdf", tijdlijn.dossier_tijdlijn_pdf, name="dossier_tijdlijn_pdf"),
    path("werk/dossiers/<str:kenmerk>/wie-keek/", inzage.inzage, name="dossier_inzage"),
    path("werk/dossiers/<str:kenmerk>/wie-keek.xlsx", inzage.inzage_export, name="dossier_inzage_export"),
    path("inschrijvingen/<str:kenmerk>/tijdlijn/", tijdlijn.mijn_tijdlijn, name="mijn_tijdlijn"),
    path("inschrijvingen/<str:kenmerk>/tijdlijn.pdf", tijdlijn.mijn_tijdlijn_pdf, name="mijn_tijdlijn_pdf"),
    path("logboek/zegels/", zegels.zegels, name="zegels"),
    path("logboek/zegels/zegels.json", zegels.zegels_bestand, name="zegels_bestand"),
    path("logboek/zegels/<slug:dag>/", zegels.zegel, name="zegel"),
]
