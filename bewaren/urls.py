from django.urls import path

from bewaren.views import aanhoudingen, gegevens, opdrachten

urlpatterns = [
    path("beheer/bewaren/", opdrachten.overzicht, name="bewaren"),
    path("beheer/bewaren/opdrachten/<int:pk>/", opdrachten.opdracht, name="vernietigopdracht"),
    path("beheer/bewaren/opdrachten/<int:pk>/excel/", opdrachten.opdracht_export, name="vernietigopdracht_export"),
    path("beheer/bewaren/opdrachten/<int:pk>/bevestigen/", opdrachten.bevestigen, name="vernietigopdracht_bevestigen"),
    path("beheer/bewaren/opdrachten/<int:pk>/intrekken/", opdrachten.intrekken, name="vernietigopdracht_intrekken"),
    path("beheer/bewaren/<slug:soort>/", opdrachten.lijst, name="bewaren_soort"),
    path("beheer/bewaren/<slug:soort>/excel/", opdrachten.export, name="bewaren_export"),
    path("beheer/bewaren/<slug:soort>/opdracht/", opdrachten.geven, name="bewaren_opdracht"),
    path("gegevens/", gegevens.overzicht, name="mijn_gegevens"),
    path("gegevens/aanvragen/", gegevens.vragen, name="gegevens_vragen"),
    path("gegevens/ophalen/", gegevens.ophalen, name="gegevens_ophalen"),
    path("gegevens/<str:kenmerk>/aanvragen/", gegevens.dossier_vragen, name="dossiergegevens_vragen"),
    path("gegevens/<str:kenmerk>/ophalen/", gegevens.dossier_ophalen, name="dossiergegevens_ophalen"),
    path("werk/aanhoudingen/", aanhoudingen.lijst, name="aanhoudingen"),
    path("werk/aanhoudingen/nieuw/", aanhoudingen.aanhouden, name="aanhouden"),
    path("werk/aanhoudingen/<int:pk>/", aanhoudingen.aanhouding, name="aanhouding"),
    path("werk/aanhoudingen/<int:pk>/vragen/", aanhoudingen.opheffen_vragen, name="aanhouding_opheffen_vragen"),
    path("werk/aanhoudingen/<int:pk>/opheffen/", aanhoudingen.opheffen, name="aanhouding_opheffen"),
    path("werk/aanhoudingen/<int:pk>/laten/", aanhoudingen.opheffen_intrekken, name="aanhouding_laten"),
]
