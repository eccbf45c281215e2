from django.urls import path

from beoordeling.views import dossier, lijsten, oordelen, openingen, verdelen, verslag

urlpatterns = [
    path("werk/openingen/", openingen.openingen, name="openingen"),
    path("werk/openingen/aanvragen/<slug:code>/<slug:sleutel>/", openingen.aanvragen, name="opening_aanvragen"),
    path("werk/openingen/<int:pk>/bevestigen/", openingen.bevestigen, name="opening_bevestigen"),
    path("werk/openingen/<int:pk>/proces-verbaal/", openingen.proces_verbaal, name="opening_proces_verbaal"),
    path("werk/verdelen/<slug:code>/<slug:sleutel>/", verdelen.verdelen, name="verdelen"),
    path("werk/dossiers/", lijsten.dossiers, name="dossiers"),
    path("werk/dossiers.xlsx", lijsten.dossiers_export, name="dossiers_export"),
    path("werk/contracten/", lijsten.contracten, name="contracten"),
    path("werk/dossiers/<str:kenmerk>/", dossier.dossier, name="dossier"),
    path("werk/dossiers/<str:kenmerk>/blad/<slug:sleutel>/", dossier.blad, name="dossier_blad"),
    path("werk/dossiers/<str:kenmerk>/beeld/<int:pk>/", dossier.beeld, name="dossier_beeld"),
    path("werk/dossiers/<str:kenmerk>/origineel/<int:pk>/", dossier.origineel, name="dossier_origineel"),
    path("werk/dossiers/<str:kenmerk>/beoordelaars/", verdelen.beoordelaars, name="dossier_beoordelaars"),
    path("werk/dossiers/<str:kenmerk>/verslag.pdf", verslag.verslag, name="dossier_verslag"),
    path("werk/regios/<int:pk>/beoordeling.xlsx", verslag.regio_overzicht, name="beoordeling_overzicht"),
    path("werk/dossiers/<str:kenmerk>/belang/", oordelen.belang, name="dossier_belang"),
    path("werk/dossiers/<str:kenmerk>/oordeel/", oordelen.oordeel, name="dossier_oordeel"),
    path("werk/dossiers/<str:kenmerk>/overleg/", oordelen.overleg, name="dossier_overleg"),
    path("werk/dossiers/<str:kenmerk>/overleg/bevestigen/", oordelen.overleg_bevestigen, name="overleg_bevestigen"),
    path("werk/dossiers/<str:kenmerk>/afronden/", oordelen.afronden, name="dossier_afronden"),
    path("werk/dossiers/<str:kenmerk>/heropenen/", oordelen.heropenen, name="dossier_heropenen"),
    path("werk/dossiers/<str:kenmerk>/indelen/", oordelen.indelen, name="dossier_indelen"),
]
