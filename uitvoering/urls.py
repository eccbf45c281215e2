"""Addresses of the uitvoering."""

from django.urls import path

from uitvoering.views import maatregel, organisatie, overzicht, tekortkoming

toezicht = [
    path("werk/toezicht/", tekortkoming.toezicht, name="toezicht"),
    path("werk/toezicht/<str:kenmerk>/", overzicht.overeenkomst, name="toezicht_overeenkomst"),
    path("werk/toezicht/<str:kenmerk>/tekortkoming/", tekortkoming.openen, name="tekortkoming_openen"),
    path("werk/tekortkomingen/<int:pk>/", tekortkoming.tekortkoming, name="tekortkoming"),
    path(
        "werk/tekortkomingen/<int:pk>/ingebrekestelling/voorbeeld/", tekortkoming.voorbeeld, name="tekortkoming_brief"
    ),
    path("werk/tekortkomingen/<int:pk>/maatregel/", maatregel.opstellen, name="maatregel_opstellen"),
    path("werk/tekortkomingen/<int:pk>/brief/<int:stuk_pk>/", tekortkoming.bestand, name="tekortkoming_bestand"),
    path("werk/tekortkomingen/<int:pk>/<slug:handeling>/", tekortkoming.doen, name="tekortkoming_doen"),
    path("werk/maatregelen/<int:pk>/", maatregel.maatregel, name="maatregel"),
    path("werk/maatregelen/<int:pk>/opleggen/", maatregel.opleggen, name="maatregel_opleggen"),
    path("werk/maatregelen/<int:pk>/verwerpen/", maatregel.verwerpen, name="maatregel_verwerpen"),
    path("werk/maatregelen/<int:pk>/voorbeeld/", maatregel.voorbeeld, name="maatregel_voorbeeld"),
    path("toezicht/<str:kenmerk>/", overzicht.mijn_overeenkomst, name="mijn_toezicht"),
    path("tekortkomingen/<int:pk>/", organisatie.tekortkoming, name="mijn_tekortkoming"),
    path("tekortkomingen/<int:pk>/reactie/", organisatie.reageren, name="mijn_reactie"),
    path("tekortkomingen/<int:pk>/brief/<int:stuk_pk>/", organisatie.bestand, name="mijn_tekortkoming_bestand"),
]
urlpatterns = toezicht
