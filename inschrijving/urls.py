from django.urls import path

from inschrijving.views import documenten, hergebruik, indienen, ondertekenen, ontvangst, overzicht, prognose, stappen

DOSSIER = "inschrijvingen/<str:kenmerk>/"
urlpatterns = [
    path("inschrijvingen/", overzicht.mijn_inschrijvingen, name="mijn_inschrijvingen"),
    path("inschrijvingen/nieuw/", overzicht.nieuw, name="inschrijving_nieuw"),
    path(DOSSIER, overzicht.inschrijving, name="inschrijving"),
    path(DOSSIER + "ontvangstbewijs/", ontvangst.ontvangstbewijs, name="ontvangstbewijs"),
    path(DOSSIER + "ontvangstbewijs/pdf/", ontvangst.ontvangstbewijs_pdf, name="ontvangstbewijs_pdf"),
    path("ontvangst/controleren/", ontvangst.controleren, name="ontvangst_controleren"),
    path(DOSSIER + "tekenen/", ondertekenen.tekenen, name="inschrijving_tekenen"),
    path(DOSSIER + "verklaring/", ondertekenen.verklaring_pdf, name="inschrijving_verklaring"),
    path(DOSSIER + "verklaring/uploaden/", ondertekenen.verklaring_uploaden, name="inschrijving_verklaring_uploaden"),
    path(
        DOSSIER + "verklaring/weghalen/", ondertekenen.handtekening_weghalen, name="inschrijving_handtekening_weghalen"
    ),
    path(DOSSIER + "dien-in/", indienen.dien_in, name="inschrijving_dien_in"),
    path(DOSSIER + "dien-in/nagaan/", indienen.nagaan, name="inschrijving_nagaan"),
    path(DOSSIER + "intrekken/", indienen.intrekken, name="inschrijving_intrekken"),
    path(DOSSIER + "overnemen/", hergebruik.overnemen, name="inschrijving_overnemen"),
    path(DOSSIER + "prognose/excel/", prognose.prognose_excel, name="inschrijving_prognose_excel"),
    path(DOSSIER + "prognose/excel/formulier/", prognose.prognose_formulier, name="inschrijving_prognose_formulier"),
    path(DOSSIER + "bestand/<int:pk>/", documenten.bestand, name="inschrijving_bestand"),
    path(DOSSIER + "bestand/<int:pk>/bekijken/", documenten.bestand_bekijken, name="inschrijving_bestand_bekijken"),
    path(
        DOSSIER + "bestand/<int:pk>/verwijderen/",
        documenten.bestand_verwijderen,
        name="inschrijving_bestand_verwijderen",
    ),
    path(DOSSIER + "<str:stap>/", stappen.stap, name="inschrijving_stap"),
    path(DOSSIER + "<str:stap>/nieuw/", stappen.rij, name="inschrijving_rij_nieuw"),
    path(DOSSIER + "<str:stap>/<int:pk>/", stappen.rij, name="inschrijving_rij"),
    path(DOSSIER + "<str:stap>/<int:pk>/verwijderen/", stappen.rij_verwijderen, name="inschrijving_rij_verwijderen"),
]
