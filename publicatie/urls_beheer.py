"""Addresses of the making of a round, below /werk/rondes/."""

from django.urls import path

from publicatie.views import geld, leemten, lijsten, regios, rondes, uitstel, zegel

urlpatterns = [
    path("", rondes.rondes, name="rondes"),
    path("nieuw/", rondes.nieuw, name="ronde_nieuw"),
    path("leemte/<int:pk>/vaststellen/", leemten.vaststellen, name="leemte_vaststellen"),
    path("leemte/<int:pk>/intrekken/", leemten.intrekken, name="leemte_intrekken"),
    path("<slug:code>/", rondes.ronde_beheren, name="ronde_beheren"),
    path("<slug:code>/publiceren/", rondes.publiceren, name="ronde_publiceren"),
    path("<slug:code>/verlengen/", rondes.verlengen, name="ronde_verlengen"),
    path("<slug:code>/zegel/", zegel.zegeladressen, name="zegeladressen"),
    path("<slug:code>/uitstel/", uitstel.voorstellen, name="uitstel_voorstellen"),
    path("<slug:code>/uitstel/bevestigen/", uitstel.bevestigen, name="uitstel_bevestigen"),
    path("<slug:code>/uitstel/intrekken/", uitstel.intrekken, name="uitstel_intrekken"),
    path("<slug:code>/deel/<slug:deel>/", rondes.deel, name="ronde_deel"),
    path("<slug:code>/lijst/<slug:onderdeel>/", lijsten.lijst, name="ronde_lijst"),
    path("<slug:code>/lijst/<slug:onderdeel>/nieuw/", lijsten.rij_nieuw, name="ronde_rij_nieuw"),
    path("<slug:code>/lijst/<slug:onderdeel>/<int:pk>/", lijsten.rij, name="ronde_rij"),
    path("<slug:code>/lijst/<slug:onderdeel>/<int:pk>/verwijderen/", lijsten.verwijderen, name="ronde_rij_verwijderen"),
    path("<slug:code>/bijlage/<slug:slot>/", lijsten.inhoud, name="ronde_bijlage"),
    path("<slug:code>/geld/", geld.geld, name="ronde_geld"),
    path("<slug:code>/geld/<int:jaar>/", geld.geld_jaar, name="ronde_geld_jaar"),
    path("<slug:code>/regios/", regios.regios, name="ronde_regios"),
    path("<slug:code>/regios/nieuw/", regios.regio_nieuw, name="ronde_regio_nieuw"),
    path("<slug:code>/regios/<slug:sleutel>/", regios.regio, name="ronde_regio"),
    path("<slug:code>/regios/<slug:sleutel>/budget/", regios.budget, name="ronde_budget"),
    path("<slug:code>/regios/<slug:sleutel>/wijzigen/", regios.regio_wijzigen, name="ronde_regio_wijzigen"),
    path("<slug:code>/regios/<slug:sleutel>/verwijderen/", regios.regio_verwijderen, name="ronde_regio_verwijderen"),
    path("<slug:code>/regios/<slug:sleutel>/leemte/", leemten.leemte, name="leemte_opstellen"),
    path("<slug:code>/regios/<slug:sleutel>/leemten/voorleggen/", leemten.lijst_voorleggen, name="leemten_voorleggen"),
    path(
        "<slug:code>/regios/<slug:sleutel>/leemten/vaststellen/", leemten.lijst_vaststellen, name="leemten_vaststellen"
    ),
]
