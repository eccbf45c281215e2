"""Addresses of the uitvoering."""

from django.urls import path

from uitvoering.views import (
    agenda,
    betalingen,
    budget,
    contractstukken,
    controle,
    declaraties,
    einde,
    gesprekken,
    herschikking,
    landelijk,
    maatregel,
    melding,
    mijn_controle,
    mijn_declaraties,
    mijn_einde,
    organisatie,
    overschrijding,
    overzicht,
    productie,
    productiecontrole,
    productieformat,
    signalen,
    tekortkoming,
    verslagcontrole,
    verslagen,
)

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
eindes = [
    path("werk/toezicht/<str:kenmerk>/opzeggen/", einde.opzeggen, name="opzeggen"),
    path("werk/beeindigingen/<int:pk>/", einde.beeindiging, name="beeindiging"),
    path("werk/beeindigingen/<int:pk>/versturen/", einde.versturen, name="beeindiging_versturen"),
    path("werk/beeindigingen/<int:pk>/verwerpen/", einde.verwerpen, name="beeindiging_verwerpen"),
    path("werk/beeindigingen/<int:pk>/afronden/", einde.afronden, name="beeindiging_afronden"),
    path("werk/beeindigingen/<int:pk>/voorbeeld/", einde.voorbeeld, name="beeindiging_voorbeeld"),
    path("werk/beeindigingen/<int:pk>/brief/", einde.brief, name="beeindiging_brief"),
    path("werk/zeggenschap/<int:pk>/overleg/", overzicht.zeggenschapsoverleg, name="zeggenschapsoverleg"),
    path("toezicht/<str:kenmerk>/opzeggen/", mijn_einde.opzeggen, name="mijn_opzeggen"),
    path("toezicht/<str:kenmerk>/zeggenschap/", mijn_einde.zeggenschap, name="zeggenschap_melden"),
    path("beeindigingen/<int:pk>/", mijn_einde.beeindiging, name="mijn_beeindiging"),
    path("beeindigingen/<int:pk>/brief/", mijn_einde.brief, name="mijn_beeindiging_brief"),
    path("beeindigingen/<int:pk>/lopend/<int:regio_pk>/", mijn_einde.lopend, name="mijn_lopend"),
    path("beeindigingen/<int:pk>/overdracht/<int:regio_pk>/", mijn_einde.overdracht, name="mijn_overdracht"),
]
MAAND = "<int:pk>/<int:jaar>/<int:maand>/"
productiepaden = [
    path("productie/", productie.overzicht, name="productie"),
    path(f"productie/{MAAND}", productie.maand, name="productie_maand"),
    path(f"productie/{MAAND}excel/", productie.excel, name="productie_excel"),
    path(f"productie/{MAAND}formulier/", productie.formulier, name="productie_formulier"),
    path("werk/productie/", productiecontrole.lijst, name="productielijst"),
    path("werk/productie/excel/", productiecontrole.export, name="productielijst_export"),
    path("werk/productie/voortgang/", productiecontrole.voortgang, name="productievoortgang"),
    path("werk/productieformulieren/", productieformat.formaten, name="productieformaten"),
    path("werk/productieformulieren/<slug:code>/", productieformat.formaat, name="productieformat"),
    path("werk/productie/cijfers/", landelijk.cijfers, name="productiecijfers"),
    path("werk/productie/cijfers/excel/", landelijk.export, name="productiecijfers_export"),
    path(f"werk/productie/{MAAND}", productiecontrole.maand, name="productiecontrole"),
    path(f"werk/productie/{MAAND}in-controle/", productiecontrole.in_controle, name="productie_in_controle"),
    path(f"werk/productie/{MAAND}akkoord/", productiecontrole.akkoord, name="productie_akkoord"),
    path(f"werk/productie/{MAAND}fouten/", productiecontrole.fouten, name="productie_fouten"),
    path(f"werk/productie/{MAAND}ritme/", productiecontrole.ritme, name="productie_ritme"),
]
declaratiepaden = [
    path("declaraties/", mijn_declaraties.lijst, name="mijn_declaraties"),
    path("declaraties/excel/", mijn_declaraties.export, name="mijn_declaraties_export"),
    path(f"declaraties/{MAAND}", mijn_declaraties.indienen, name="declaratie_indienen"),
    path("werk/declaraties/", declaraties.lijst, name="declaraties"),
    path("werk/declaraties/excel/", declaraties.export, name="declaraties_export"),
    path("werk/declaraties/betalen/", betalingen.betalingen, name="betalingen"),
    path("werk/declaraties/betalen/formulier.xlsx", betalingen.formulier, name="betaalformulier"),
    path("werk/declaraties/<int:pk>/", declaraties.declaratie, name="declaratie"),
    path("werk/declaraties/<int:pk>/<slug:daad>/", declaraties.doen, name="declaratie_doen"),
]
periodiek = [
    path("werk/toezicht/<str:kenmerk>/gesprekken/", gesprekken.gesprekken, name="gesprekken"),
    path("werk/toezicht/<str:kenmerk>/gesprekken/vervallen/", gesprekken.vervallen, name="gesprek_vervallen"),
    path("werk/toezicht/<str:kenmerk>/gesprekken/punt/<int:pk>/", gesprekken.punt_weg, name="agendapunt_weg"),
    path("werk/toezicht/<str:kenmerk>/gesprekken/<slug:daad>/", gesprekken.doen, name="gesprek_doen"),
    path("toezicht/<str:kenmerk>/gesprekken/", gesprekken.mijn_gesprekken, name="mijn_gesprekken"),
    path("toezicht/<str:kenmerk>/gesprekken/punt/<int:pk>/", gesprekken.mijn_punt_weg, name="mijn_agendapunt_weg"),
    path("toezicht/<str:kenmerk>/gesprekken/<slug:daad>/", gesprekken.mijn_doen, name="mijn_gesprek_doen"),
]
JAAR = "<int:pk>/<int:jaar>/"
budgetpaden = [
    path("budget/", budget.mijn_lijst, name="mijn_budgetten"),
    path("budget/excel/", budget.mijn_export, name="mijn_budgetten_export"),
    path(f"budget/{JAAR}", budget.mijn_budget, name="mijn_budget"),
    path("werk/budget/", budget.lijst, name="budgetten"),
    path("werk/budget/excel/", budget.export, name="budgetten_export"),
    path(f"werk/budget/{JAAR}", budget.budget, name="budget"),
]
VERSLAG = "<str:kenmerk>/<slug:code>/"
verslagpaden = [
    path("verslagen/", verslagen.overzicht, name="verslagen"),
    path(f"verslagen/{VERSLAG}", verslagen.verslag, name="mijn_verslag"),
    path(f"verslagen/{VERSLAG}bestand/<int:pk>/", verslagen.bestand, name="mijn_verslag_bestand"),
    path("werk/verslagen/", verslagcontrole.lijst, name="verslagenlijst"),
    path("werk/verslagen/excel/", verslagcontrole.export, name="verslagenlijst_export"),
    path(f"werk/verslagen/{VERSLAG}", verslagcontrole.verslag, name="verslag"),
    path(f"werk/verslagen/{VERSLAG}akkoord/", verslagcontrole.akkoord, name="verslag_akkoord"),
    path(f"werk/verslagen/{VERSLAG}aanvulling/", verslagcontrole.aanvulling, name="verslag_aanvulling"),
    path(f"werk/verslagen/{VERSLAG}bestand/<int:pk>/", verslagcontrole.bestand, name="verslag_bestand"),
]
agendapaden = [
    path("agenda/", agenda.mijn_agenda, name="mijn_agenda"),
    path("agenda/agenda.ics", agenda.mijn_ics, name="mijn_agenda_ics"),
    path("werk/agenda/", agenda.agenda, name="agenda"),
    path("werk/agenda/agenda.ics", agenda.ics, name="agenda_ics"),
]
controles = [
    path("werk/controles/", controle.controles, name="controles"),
    path("werk/toezicht/<str:kenmerk>/controle/<slug:soort>/", controle.aankondigen, name="controle_aankondigen"),
    path("werk/controles/<int:pk>/", controle.controle, name="controle"),
    path("werk/controles/<int:pk>/uitkomst/", controle.uitkomst, name="controle_uitkomst"),
    path("werk/controles/<int:pk>/vaststellen/", controle.vaststellen, name="controle_vaststellen"),
    path("werk/controles/<int:pk>/terug/", controle.terug, name="controle_terug"),
    path("werk/controles/<int:pk>/intrekken/", controle.intrekken, name="controle_intrekken"),
    path("werk/controles/<int:pk>/bestand/<int:stuk_pk>/", controle.bestand, name="controle_bestand"),
    path("controles/<int:pk>/", mijn_controle.controle, name="mijn_controle"),
    path("controles/<int:pk>/antwoord/", mijn_controle.antwoord, name="mijn_controle_antwoord"),
    path("controles/<int:pk>/bestand/<int:stuk_pk>/", mijn_controle.bestand, name="mijn_controle_bestand"),
]
afspraakpaden = [
    path("werk/toezicht/<str:kenmerk>/afspraken/", contractstukken.contractstukken, name="contractstukken"),
    path("werk/toezicht/<str:kenmerk>/afspraken/<int:pk>/", contractstukken.bestand, name="contractstuk"),
    path("toezicht/<str:kenmerk>/afspraken/", contractstukken.mijn_contractstukken, name="mijn_contractstukken"),
    path("toezicht/<str:kenmerk>/afspraken/<int:pk>/", contractstukken.mijn_bestand, name="mijn_contractstuk"),
]
meldingspaden = [
    path("werk/toezicht/<str:kenmerk>/band/", melding.band, name="band_vastleggen"),
    path("werk/contractmeldingen/", melding.lijst, name="contractmeldingen"),
    path("werk/contractmeldingen/excel/", melding.export, name="contractmeldingen_export"),
    path("werk/contractmeldingen/<int:pk>/", melding.melding, name="contractmelding"),
    path("werk/contractmeldingen/<int:pk>/afhandelen/", melding.afhandelen, name="contractmelding_afhandelen"),
    path("werk/contractmeldingen/<int:pk>/voorbij/", melding.voorbij, name="band_voorbij"),
    path("toezicht/<str:kenmerk>/verklaring/", melding.verklaring, name="verklaring_melden"),
    path("toezicht/<str:kenmerk>/band/", melding.mijn_band, name="mijn_band_vastleggen"),
    path("contractmeldingen/<int:pk>/", melding.mijn_melding, name="mijn_contractmelding"),
]
signaalpaden = [
    path("signalen/", signalen.mijn_lijst, name="mijn_signalen"),
    path("signalen/excel/", signalen.mijn_export, name="mijn_signalen_export"),
    path("signalen/nieuw/", signalen.nieuw, name="signaal_nieuw"),
    path("signalen/<int:pk>/", signalen.mijn_signaal, name="mijn_signaal"),
    path("signalen/<int:pk>/delen/", signalen.delen, name="signaal_delen"),
    path("signalen/<int:pk>/acuut/", signalen.acuut, name="signaal_acuut"),
    path("signalen/<int:pk>/weg/", signalen.weg, name="signaal_weg"),
    path("werk/signalen/", signalen.lijst, name="signalen"),
    path("werk/signalen/excel/", signalen.export, name="signalen_export"),
    path("werk/signalen/<int:pk>/", signalen.signaal, name="signaal"),
]
DOSSIER = "werk/overschrijdingen/<int:pk>/"
overschrijdingspaden = [
    path(f"werk/budget/{JAAR}dossier/", overschrijding.openen, name="overschrijding_openen"),
    path(f"budget/{JAAR}dossier/", overschrijding.mijn_openen, name="mijn_overschrijding_openen"),
    path("werk/overschrijdingen/", overschrijding.lijst, name="overschrijdingen"),
    path("werk/overschrijdingen/excel/", overschrijding.export, name="overschrijdingen_export"),
    path(DOSSIER, overschrijding.overschrijding, name="overschrijding"),
    path(f"{DOSSIER}stap/", overschrijding.stap, name="overschrijding_stap"),
    path(f"{DOSSIER}sluiten/", overschrijding.sluiten, name="overschrijding_sluiten"),
    path(f"{DOSSIER}herschikking/", herschikking.opstellen, name="herschikking_opstellen"),
    path("werk/herschikkingen/<int:pk>/", herschikking.herschikking, name="herschikking"),
    path("werk/herschikkingen/<int:pk>/vaststellen/", herschikking.vaststellen, name="herschikking_vaststellen"),
    path("werk/herschikkingen/<int:pk>/verwerpen/", herschikking.verwerpen, name="herschikking_verwerpen"),
    path("werk/budgetherzieningen/", herschikking.herzieningen, name="budgetherzieningen"),
    path("overschrijdingen/<int:pk>/", overschrijding.mijn_overschrijding, name="mijn_overschrijding"),
    path("overschrijdingen/<int:pk>/stap/", overschrijding.mijn_stap, name="mijn_overschrijding_stap"),
]
urlpatterns = [
    *toezicht,
    *eindes,
    *productiepaden,
    *periodiek,
    *budgetpaden,
    *overschrijdingspaden,
    *verslagpaden,
    *signaalpaden,
    *meldingspaden,
    *afspraakpaden,
    *controles,
    *declaratiepaden,
    *agendapaden,
]
