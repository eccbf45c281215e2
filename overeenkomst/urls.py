"""Addresses of the overeenkomst."""

from django.urls import path

from overeenkomst.views import (
    afspraken,
    bereikbaarheid,
    geschillen,
    heropenen,
    modelteksten,
    onderaannemers,
    organisatie,
    regiolijst,
    register,
    verdelingen,
    zorgkantoor,
)

urlpatterns = [
    path("werk/prijsvolume/", verdelingen.verdelingen, name="verdelingen"),
    path("werk/prijsvolume/<int:pk>/<int:jaar>/", verdelingen.verdeling, name="verdeling"),
    path("werk/prijsvolume/<int:pk>/<int:jaar>/vaststellen/", verdelingen.vaststellen, name="verdeling_vaststellen"),
    path("werk/afspraken/", afspraken.lijst, name="afsprakenlijst"),
    path("werk/afspraken/excel/", afspraken.export, name="afspraken_export"),
    path("werk/afspraken/<int:pk>/", afspraken.afspraak, name="afspraak"),
    path("afspraken/", afspraken.eigen, name="afspraken"),
    path("afspraken/<int:pk>/", afspraken.eigen_afspraak, name="eigen_afspraak"),
    path("afspraken/<int:pk>/akkoord/", afspraken.akkoord, name="afspraak_akkoord"),
    path("afspraken/<int:pk>/overleg/", afspraken.overleg, name="afspraak_overleg"),
    path("werk/heropenen/<slug:code>/", heropenen.heropenen, name="heropenen"),
    path("werk/register/", register.register, name="register"),
    path("werk/register/excel/", register.export, name="register_export"),
    path("werk/register/landelijk/", register.landelijk, name="register_landelijk"),
    path("werk/overeenkomsten/", zorgkantoor.overeenkomsten, name="overeenkomsten"),
    path("werk/overeenkomsten/export/", zorgkantoor.export, name="overeenkomsten_export"),
    path("werk/overeenkomsten/gegevens/<slug:sleutel>/", zorgkantoor.gegevens, name="contractgegevens"),
    path("werk/overeenkomsten/onderaannemers/", onderaannemers.lijst, name="onderaannemers"),
    path("werk/overeenkomsten/onderaannemers/excel/", onderaannemers.export, name="onderaannemers_export"),
    path("werk/overeenkomsten/onderaannemers/<int:pk>/", onderaannemers.onderaannemer, name="onderaannemer"),
    path("werk/overeenkomsten/onderaannemers/<int:pk>/<slug:daad>/", onderaannemers.doe, name="onderaannemer_daad"),
    path("werk/overeenkomsten/hulp/<slug:sleutel>/", bereikbaarheid.eigen_ondersteuning, name="eigen_ondersteuning"),
    path("werk/overeenkomsten/<str:kenmerk>/", zorgkantoor.overeenkomst, name="overeenkomst"),
    path("werk/overeenkomsten/<str:kenmerk>/aanbieden/", zorgkantoor.aanbieden, name="overeenkomst_aanbieden"),
    path("werk/overeenkomsten/<str:kenmerk>/voorbeeld/", zorgkantoor.voorbeeld, name="overeenkomst_voorbeeld"),
    path("werk/overeenkomsten/<str:kenmerk>/geschil/", geschillen.vastleggen, name="contractgeschil_vastleggen"),
    path("werk/overeenkomsten/<str:kenmerk>/intrekken/", zorgkantoor.intrekken, name="overeenkomst_intrekken"),
    path("werk/overeenkomsten/<str:kenmerk>/tekenen/", zorgkantoor.medetekenen, name="overeenkomst_medetekenen"),
    path("werk/overeenkomsten/<str:kenmerk>/bestand/<int:pk>/", zorgkantoor.bestand, name="overeenkomst_bestand"),
    path("werk/overeenkomsten/<str:kenmerk>/contact/", zorgkantoor.contact_toevoegen, name="contactpersoon_toevoegen"),
    path(
        "werk/overeenkomsten/<str:kenmerk>/contact/<int:pk>/verwijderen/",
        zorgkantoor.contact_verwijderen,
        name="contactpersoon_verwijderen",
    ),
    path("overeenkomsten/", organisatie.mijn_overeenkomsten, name="mijn_overeenkomsten"),
    path("overeenkomsten/onderaannemers/", onderaannemers.eigen_lijst, name="mijn_onderaannemers"),
    path("overeenkomsten/onderaannemers/excel/", onderaannemers.eigen_export, name="mijn_onderaannemers_export"),
    path("overeenkomsten/onderaannemers/<int:pk>/", onderaannemers.eigen, name="mijn_onderaannemer"),
    path(
        "overeenkomsten/onderaannemers/<int:pk>/<slug:daad>/", onderaannemers.eigen_doe, name="mijn_onderaannemer_daad"
    ),
    path("overeenkomsten/<str:kenmerk>/", organisatie.mijn_overeenkomst, name="mijn_overeenkomst"),
    path("overeenkomsten/<str:kenmerk>/onderaannemer/", onderaannemers.melden, name="onderaannemer_melden"),
    path(
        "overeenkomsten/<str:kenmerk>/bereikbaar/<slug:sleutel>/", bereikbaarheid.bereikbaarheid, name="bereikbaarheid"
    ),
    path("overeenkomsten/<str:kenmerk>/tekenen/", organisatie.tekenen, name="overeenkomst_tekenen"),
    path("overeenkomsten/<str:kenmerk>/getekend/", organisatie.uploaden, name="overeenkomst_uploaden"),
    path("overeenkomsten/<str:kenmerk>/bestand/<int:pk>/", organisatie.mijn_bestand, name="mijn_overeenkomst_bestand"),
    path(
        "overeenkomsten/<str:kenmerk>/contact/",
        organisatie.mijn_contact_toevoegen,
        name="mijn_contactpersoon_toevoegen",
    ),
    path(
        "overeenkomsten/<str:kenmerk>/contact/<int:pk>/verwijderen/",
        organisatie.mijn_contact_verwijderen,
        name="mijn_contactpersoon_verwijderen",
    ),
    path("werk/modelteksten/", modelteksten.modelteksten, name="modelteksten"),
    path("werk/modelteksten/inlezen/", modelteksten.modeltekst_inlezen, name="modeltekst_inlezen"),
    path("werk/modelteksten/regios/", regiolijst.regiolijst_inlezen, name="regiolijst_inlezen"),
    path("werk/modelteksten/<slug:code>/<int:versie>/", modelteksten.modeltekst, name="modeltekst"),
    path(
        "werk/modelteksten/<slug:code>/<int:versie>/bestand/",
        modelteksten.modeltekst_bestand,
        name="modeltekst_bestand",
    ),
]
