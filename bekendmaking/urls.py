from django.urls import path

from bekendmaking.views import bezwaren, brieven, lotingen, organisatie

urlpatterns = [
    path("werk/bekendmaking/", brieven.vrijgaven, name="vrijgaven"),
    path("werk/bekendmaking/<slug:code>/uitvoeren/", brieven.uitvoeren, name="brieven_uitvoeren"),
    path("werk/bekendmaking/<slug:code>/<slug:sleutel>/", brieven.vrijgave, name="vrijgave"),
    path("werk/bekendmaking/<slug:code>/<slug:sleutel>/brieven/", brieven.opstellen, name="brieven_opstellen"),
    path("werk/bekendmaking/<slug:code>/<slug:sleutel>/klaarzetten/", brieven.klaarzetten, name="vrijgave_klaarzetten"),
    path("werk/brieven/maken/<str:kenmerk>/", brieven.maken, name="brief_maken"),
    path("werk/brieven/<int:pk>/", brieven.brief, name="brief"),
    path("werk/brieven/<int:pk>/pdf/", brieven.pdf, name="brief_pdf"),
    path("werk/brieven/<int:pk>/goedkeuren/", brieven.goedkeuren, name="brief_goedkeuren"),
    path("werk/brieven/<int:pk>/terug/", brieven.terug, name="brief_terug"),
    path("beslissing/", organisatie.beslissingen, name="beslissingen"),
    path("beslissing/<str:kenmerk>/", organisatie.beslissing, name="beslissing"),
    path("beslissing/<str:kenmerk>/brief/", organisatie.brief, name="beslissing_brief"),
    path("beslissing/<str:kenmerk>/bezwaar/", organisatie.bezwaar_maken, name="bezwaar_maken"),
    path("werk/bezwaren/", bezwaren.bezwaren, name="bezwaren"),
    path("werk/bezwaren/<int:pk>/", bezwaren.bezwaar, name="bezwaar"),
    path("werk/bezwaren/<int:pk>/bestand/<slug:sleutel>/", bezwaren.bestand, name="bezwaar_bestand"),
    path("werk/bezwaren/<int:pk>/in-behandeling/", bezwaren.in_behandeling, name="bezwaar_in_behandeling"),
    path("werk/bezwaren/<int:pk>/niet-in-behandeling/", bezwaren.niet_in_behandeling, name="bezwaar_niet"),
    path("werk/bezwaren/<int:pk>/antwoord/", bezwaren.antwoord, name="bezwaar_antwoord"),
    path("lotingen/controleren/", lotingen.overzicht, name="lotingen_openbaar"),
    path("lotingen/controleren/loting.py", lotingen.programma, name="loting_programma"),
    path("lotingen/controleren/<int:pk>/", lotingen.loting, name="loting_openbaar"),
    path("lotingen/controleren/<int:pk>/deelnemers.json", lotingen.deelnemers, name="loting_openbaar_deelnemers"),
    path("lotingen/controleren/<int:pk>/loting.json", lotingen.berekening, name="loting_openbaar_json"),
]
