"""Addresses of the overeenkomst."""

from django.urls import path

from overeenkomst.views import modelteksten, regiolijst

urlpatterns = [
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
