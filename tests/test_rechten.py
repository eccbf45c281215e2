"""The rights matrix: every address of the URLconf, asked by everyone, for what is theirs and what is not.

Generated: a new page without a right, or without a line in ADRESSEN, is red.
"""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from bekendmaking.models import Beslissing, Brief
from beoordeling.models import Regiobeoordeling
from inschrijving.wizard import PAGINAS
from partijen.permissions import RECHTEN, Recht
from partijen.states import VOOR_ORGANISATIE
from publicatie.forms.ronde import DELEN
from publicatie.onderdelen import ONDERDELEN
from selectie.models import Regioselectie
from tests.aanval import (
    BESTANDEN,
    BESTANDSNAMEN,
    GETALLEN,
    PADDEELTJES,
    Formulier,
    formulieren,
    ingevuld,
    resten,
    verzoek,
)
from tests.conftest import BELEID
from tests.factories_inschrijving import IndieningFactory, InschrijvingFactory
from tests.rechten import BESTAAT_NIET, Actor, Kant, Wereld, de_wereld, met_eigen_sessie, vraag
from tests.routes import Route, alle_routes

pytestmark = pytest.mark.django_db
ONBEKEND = "ONBEKENDE-VARIABELE"
MERK = re.compile(re.escape(ONBEKEND) + r"\[(.*?)\]")
SLEUTEL = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")  # of a form that may be sent once
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
SCHRIJFT = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) (?!\"partijen_sessie\")")
NIET_VOOR_MEDEWERKERS = {"mijn_inschrijvingen", "organisatie_registreren"}  # for who has, or wants, an organisation
MET_GEGUNDEN = {"aanbieders", "aanbieder", "aanbieder_namen"}  # kant.hoofd got an overeenkomst, and that is known
BLIK = 'INSERT INTO "kern_inzage"'  # somebody of the staff looked (docs/adr/0017)
LEGT_LEZEN_VAST = {"beslissing", "beslissing_brief", "signaal"}  # the first opening is an act, in the log
# Read by staff, and not of a dossier: of a ronde or of the portal by their right, of a region or a ronde by their name.
GEEN_DOSSIER = {
    *(Recht.RONDE_ZIEN, Recht.RONDE_MAKEN, Recht.VRAGEN_ZIEN, Recht.BEHEREN, Recht.BEWAREN_ZIEN, Recht.ZEGELS_ZIEN),
    *(Recht.INZAGE_ZIEN, Recht.AANHOUDINGEN_ZIEN),
}
GEEN_BLIK = {"budget", "herschikking", "jaaroverzicht", "proefselectie", "regioselectie", "verdeling", "vrijgave"}
GOED = {200, 302, 400, 409, 422}
KOPPEN = {  # on every answer, whatever it is
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ROUTES = alle_routes()
MET_OBJECT = [route for route in ROUTES if route.velden and getattr(route.view, "recht", None) is not None]


def _verslag(kant: Kant) -> dict[str, Any]:
    dossier = kant.lopend.inschrijving
    return {"kenmerk": dossier.kenmerk, "code": dossier.overeenkomst.verslagen.get().code}


# Per address what it needs for an object of one side. A new address gets a line here.
ADRESSEN: dict[str, Callable[[Wereld, Kant], dict[str, Any]]] = {
    # open pages
    "ronde": lambda w, k: {"code": w.bekend.code},
    "regio": lambda w, k: {"code": w.bezig.code, "sleutel": k.toewijzing.regio.sleutel},
    "rondedocument": lambda w, k: {"code": w.bekend.code, "pk": k.rondedocument.pk},
    "zorgkantoor": lambda w, k: {"code": k.uitvoerder.code},
    **dict.fromkeys(("nota", "nota_export", "ronde_agenda"), lambda w, k: {"code": w.open.code}),
    "nota_pdf": lambda w, k: {"code": w.open.code, "versie": 1},
    # the log
    "zegel": lambda w, k: {"dag": str(w.zegel.dag)},
    **dict.fromkeys(
        ("dossier_tijdlijn", "dossier_tijdlijn_pdf", "dossier_inzage", "dossier_inzage_export"),
        lambda w, k: {"kenmerk": k.bezig.kenmerk},
    ),
    **dict.fromkeys(("mijn_tijdlijn", "mijn_tijdlijn_pdf"), lambda w, k: {"kenmerk": k.bekend.kenmerk}),
    # questions about a round
    **dict.fromkeys(
        ("vraag_stellen", "nota_maken", "nota_publiceren", "correctie_maken", "correctie_verwijderen"),
        lambda w, k: {"code": w.open.code},
    ),
    **dict.fromkeys(("vraag", "vraag_beantwoorden"), lambda w, k: {"pk": k.vraag.pk}),
    # beheer
    **dict.fromkeys(
        ("gemeente", "gemeente_verplaatsen", "gemeente_terug"),
        lambda w, k: {"code": k.toewijzing.regio.lidmaatschappen.get().gemeente.cbs_code},
    ),
    "productieformat": lambda w, k: {"code": w.open.code},
    # who got an overeenkomst
    **dict.fromkeys(("aanbieder", "aanbieder_namen"), lambda w, k: {"pk": k.hoofd.pk}),
    # organisation
    "inschrijving": lambda w, k: {"kenmerk": k.concept.kenmerk},
    "inschrijving_stap": lambda w, k: {"kenmerk": k.concept.kenmerk, "stap": "ondersteuners"},
    "inschrijving_rij_nieuw": lambda w, k: {"kenmerk": k.concept.kenmerk, "stap": "ondersteuners"},
    "inschrijving_rij": lambda w, k: {
        "kenmerk": k.concept.kenmerk,
        "stap": "ondersteuners",
        "pk": k.concept.clientondersteuners.first().pk,
    },
    "inschrijving_rij_verwijderen": lambda w, k: ADRESSEN["inschrijving_rij"](w, k),
    "inschrijving_bestand": lambda w, k: {
        "kenmerk": k.concept.kenmerk,
        "pk": k.concept.bewijsstukken.first().pk,
    },
    "inschrijving_bestand_bekijken": lambda w, k: ADRESSEN["inschrijving_bestand"](w, k),
    "inschrijving_bestand_verwijderen": lambda w, k: ADRESSEN["inschrijving_bestand"](w, k),
    "inschrijving_tekenen": lambda w, k: {"kenmerk": k.concept.kenmerk},
    "inschrijving_verklaring": lambda w, k: {"kenmerk": k.concept.kenmerk},
    "inschrijving_verklaring_uploaden": lambda w, k: {"kenmerk": k.concept.kenmerk},
    "inschrijving_handtekening_weghalen": lambda w, k: {"kenmerk": k.concept.kenmerk},
    **dict.fromkeys(
        ("organisatie", "organisatie_gegevens", "collega_uitnodigen", "voorganger_noemen", "rechtspersoon"),
        lambda w, k: {"pk": k.hoofd.pk},
    ),
    "voorganger_verwijderen": lambda w, k: {"pk": k.hoofd.voorgangers.get().pk},
    "rol_beeindigen": lambda w, k: {"pk": k.hoofd.rollen.get(soort="invuller").pk},
    "uitnodiging_intrekken": lambda w, k: {"pk": k.hoofd.uitnodigingen.get().pk},
    "uitnodiging": lambda w, k: {"token": "een-link-die-niemand-kreeg"},
    **dict.fromkeys(("inschrijving_dien_in", "inschrijving_nagaan"), lambda w, k: {"kenmerk": k.concept.kenmerk}),
    "inschrijving_intrekken": lambda w, k: {"kenmerk": k.ingediend.kenmerk},
    "ontvangstbewijs": lambda w, k: {"kenmerk": k.ingediend.kenmerk},
    "ontvangstbewijs_pdf": lambda w, k: {"kenmerk": k.ingediend.kenmerk},
    **dict.fromkeys(
        ("inschrijving_overnemen", "inschrijving_prognose_excel", "inschrijving_prognose_formulier"),
        lambda w, k: {"kenmerk": k.concept.kenmerk},
    ),
    "beslissing": lambda w, k: {"kenmerk": k.bekend.kenmerk},
    "beslissing_brief": lambda w, k: {"kenmerk": k.bekend.kenmerk},
    "jaaroverzicht": lambda w, k: {"code": w.bekend.code},
    "beslissing_agenda": lambda w, k: {"kenmerk": k.bekend.kenmerk},
    "bezwaar_maken": lambda w, k: {"kenmerk": k.bekend.kenmerk},
    "bezwaar_antwoord_lezen": lambda w, k: {"kenmerk": k.bekend.kenmerk, "pk": k.geweigerd.pk},
    "bezwaar_intrekken": lambda w, k: {"kenmerk": k.bekend.kenmerk, "pk": k.bezwaar.pk},
    "bezwaar_antwoordbrief": lambda w, k: {"pk": k.geweigerd.pk},
    "bezwaar_toewijzen": lambda w, k: {"pk": k.bezwaar.pk},
    **dict.fromkeys(
        ("bezwaar_registreren", "kort_geding_vastleggen", "geschil_vastleggen"), lambda w, k: {"pk": k.brief.pk}
    ),
    **dict.fromkeys(
        ("kort_geding", "kort_geding_uitspraak", "kort_geding_intrekken", "kort_geding_doorgaan"),
        lambda w, k: {"pk": k.kort_geding.pk},
    ),
    **dict.fromkeys(("kort_geding_vonnis", "herziening_na_uitspraak"), lambda w, k: {"pk": k.gewonnen.pk}),
    **dict.fromkeys(
        ("geschil", "geschil_overleg", "geschil_voorleggen", "geschil_sluiten"), lambda w, k: {"pk": k.geschil.pk}
    ),
    "herziening_opstellen": lambda w, k: {
        "pk": k.herziening.bezwaar_id,
        "sleutel": k.herziening.toewijzing.regio.sleutel,
    },
    **dict.fromkeys(
        (
            *("herziening", "herziening_vrijgeven", "herziening_verwijderen"),
            *("herziening_loting", "herloting_terugvragen", "herloting_intrekken"),
        ),
        lambda w, k: {"pk": k.herziening.pk},
    ),
    # steps 3 and 4
    "opening_aanvragen": lambda w, k: {"code": w.bekend.code, "sleutel": k.uitvoerder.code},
    "opening_bevestigen": lambda w, k: {"pk": k.aanvraag.pk},
    "opening_proces_verbaal": lambda w, k: {"pk": k.opening.pk},
    "verdelen": lambda w, k: {"code": w.bezig.code, "sleutel": k.uitvoerder.code},
    "dossier": lambda w, k: {"kenmerk": k.bezig.kenmerk},
    "dossier_blad": lambda w, k: {
        "kenmerk": k.bezig.kenmerk,
        "sleutel": f"stuk-{k.bezig.bewijsstukken.first().pk}",
    },
    "dossier_beeld": lambda w, k: {"kenmerk": k.bezig.kenmerk, "pk": k.bezig.bewijsstukken.first().pk},
    "dossier_origineel": lambda w, k: ADRESSEN["dossier_beeld"](w, k),
    "dossier_verslag": lambda w, k: {"kenmerk": k.bezig.kenmerk},
    "beoordeling_overzicht": lambda w, k: {"pk": k.bezig.regios.get().toewijzing_id},
    **dict.fromkeys(
        "dossier_belang dossier_oordeel dossier_overleg overleg_bevestigen dossier_afronden dossier_heropenen "
        "dossier_indelen dossier_beoordelaars".split(),
        lambda w, k: {"kenmerk": k.bezig.kenmerk},
    ),
    "vraag_opstellen": lambda w, k: {"kenmerk": k.bezig.kenmerk, "nummer": 4},
    **dict.fromkeys(
        ("verduidelijkingsvraag", "vraag_versturen", "vraag_intrekken"), lambda w, k: {"pk": k.te_versturen.pk}
    ),
    **dict.fromkeys(("verduidelijking", "verduidelijking_antwoord"), lambda w, k: {"pk": k.verduidelijking.pk}),
    **dict.fromkeys(("contract", "contract_verwijderen"), lambda w, k: {"pk": k.uitvoerder.contracten.first().pk}),
    # steps 5 and 6
    **dict.fromkeys(
        ("regioselectie", "selectie_beginnen", "invoer_voorleggen", "invoer_bevriezen", "selectie_vaststellen"),
        lambda w, k: {"pk": k.toewijzing.pk},
    ),
    **dict.fromkeys(
        "selectie_invoer selectie_uitslag selectie_verslag proefselectie loting_klaarzetten bevriezing_terugvragen "
        "bevriezing_terugzetten".split(),
        lambda w, k: {"pk": k.te_loten.pk},
    ),
    "kandidaat": lambda w, k: {"pk": k.kandidaat.pk},
    "leemte_beantwoorden": lambda w, k: {"pk": k.kandidaat.pk, "leemte_pk": k.leemte.pk},
    **dict.fromkeys(
        "loting loting_invoeren loting_bevestigen loting_verzetten loting_proces_verbaal loting_verslag "
        "loting_json".split(),
        lambda w, k: {"pk": k.loting.pk},
    ),
    **dict.fromkeys(
        ("loting_openbaar", "loting_openbaar_deelnemers", "loting_openbaar_json"),
        lambda w, k: {"pk": k.openbare_loting.pk},
    ),
    # chapter 3
    **dict.fromkeys(("huisstijl", "huisstijl_proef"), lambda w, k: {"sleutel": k.uitvoerder.code}),
    "briefteksten": lambda w, k: {"code": w.bezig.code},
    "briefvoorbeeld": lambda w, k: {"code": w.bezig.code, "soort": "verzonnen"},
    **dict.fromkeys(("brieftekst", "brieftekst_proef"), lambda w, k: {"code": w.bezig.code, "onderdeel": "aanhef"}),
    **dict.fromkeys(("archief", "archief_aanvragen", "archief_ophalen"), lambda w, k: {"code": w.bekend.code}),
    **dict.fromkeys(
        ("vrijgave", "brieven_opstellen", "brievenreeks", "vrijgave_klaarzetten"),
        lambda w, k: {"code": w.bezig.code, "sleutel": k.uitvoerder.code},
    ),
    "brief_maken": lambda w, k: {"kenmerk": k.opgesteld.kenmerk},
    **dict.fromkeys(
        ("brief", "brief_pdf", "brief_goedkeuren", "brief_terug"), lambda w, k: {"pk": k.opgesteld.brieven.get().pk}
    ),
    **dict.fromkeys(
        ("bezwaar", "bezwaar_in_behandeling", "bezwaar_niet", "bezwaar_antwoord"), lambda w, k: {"pk": k.bezwaar.pk}
    ),
    "bezwaar_bestand": lambda w, k: {"pk": k.bezwaar.pk, "sleutel": k.bezwaar.bijlagen.get().sha256},
    # making a round
    **dict.fromkeys(
        "ronde_beheren ronde_publiceren uitstel_voorstellen uitstel_bevestigen uitstel_intrekken ronde_regios "
        "ronde_regio_nieuw ronde_verlengen zegeladressen".split(),
        lambda w, k: {"code": w.open.code},
    ),
    "ronde_deel": lambda w, k: {"code": w.open.code, "deel": "tijdschema"},
    **dict.fromkeys(("ronde_lijst", "ronde_rij_nieuw"), lambda w, k: {"code": w.open.code, "onderdeel": "eisen"}),
    **dict.fromkeys(
        ("ronde_rij", "ronde_rij_verwijderen"),
        lambda w, k: {"code": w.open.code, "onderdeel": "eisen", "pk": w.open.eisen.first().pk},
    ),
    "ronde_bijlage": lambda w, k: {"code": w.bekend.code, "slot": k.rondedocument.slot},
    **dict.fromkeys(
        "ronde_regio ronde_budget ronde_regio_wijzigen ronde_regio_verwijderen leemte_opstellen "
        "leemten_voorleggen leemten_vaststellen".split(),
        lambda w, k: {"code": w.open.code, "sleutel": k.toewijzing_in(w.open, "Noord").regio.sleutel},
    ),
    **dict.fromkeys(("leemte_vaststellen", "leemte_intrekken"), lambda w, k: {"pk": k.leemte.pk}),
    "heropenen": lambda w, k: {"code": w.bekend.code},
    "ronde_geld": lambda w, k: {"code": w.open.code},
    "ronde_geld_jaar": lambda w, k: {"code": w.open.code, "jaar": 2018},
    # prijs and volume
    **dict.fromkeys(
        ("verdeling", "verdeling_vaststellen"), lambda w, k: {"pk": k.verdeling.toewijzing_id, "jaar": k.verdeling.jaar}
    ),
    **dict.fromkeys(
        ("afspraak", "eigen_afspraak", "afspraak_akkoord", "afspraak_overleg"), lambda w, k: {"pk": k.afspraak.pk}
    ),
    # the official text of the overeenkomst
    **dict.fromkeys(
        ("modeltekst", "modeltekst_bestand"), lambda w, k: {"code": w.open.code, "versie": w.modelteksten[-1].versie}
    ),
    # offering and signing the overeenkomst
    **dict.fromkeys(("contractgegevens", "eigen_ondersteuning"), lambda w, k: {"sleutel": k.uitvoerder.code}),
    "bereikbaarheid": lambda w, k: {
        "kenmerk": k.bekend.kenmerk,
        "sleutel": k.bekend.regios.get().toewijzing.regio.sleutel,
    },
    **dict.fromkeys(
        "contractgeschil_vastleggen overeenkomst overeenkomst_aanbieden overeenkomst_regioafspraken "
        "overeenkomst_voorbeeld overeenkomst_intrekken overeenkomst_medetekenen "
        "contactpersoon_toevoegen mijn_overeenkomst overeenkomst_tekenen overeenkomst_uploaden "
        "mijn_contactpersoon_toevoegen".split(),
        lambda w, k: {"kenmerk": k.bekend.kenmerk},
    ),
    **dict.fromkeys(
        ("overeenkomst_bestand", "mijn_overeenkomst_bestand"),
        lambda w, k: {"kenmerk": k.bekend.kenmerk, "pk": k.overeenkomst.aanbiedingen.get().stuk_id},
    ),
    **{
        naam: lambda w, k, kant=kant: {
            "kenmerk": k.bekend.kenmerk,
            "pk": k.overeenkomst.contactpersonen.filter(kant=kant).first().pk,
        }
        for naam, kant in [
            ("contactpersoon_verwijderen", "zorgkantoor"),
            ("mijn_contactpersoon_verwijderen", "organisatie"),
        ]
    },
    "onderaannemer_melden": lambda w, k: {"kenmerk": k.bekend.kenmerk},
    # changing a signed overeenkomst
    "wijziging_voorstellen": lambda w, k: {"kenmerk": k.bekend.kenmerk},
    **dict.fromkeys(
        "wijziging wijziging_aanpassen wijziging_overleg wijziging_tekenen wijziging_intrekken "
        "wijziging_mislukt".split(),
        lambda w, k: {"pk": k.overeenkomst.voorstellen.get(status="open").pk},
    ),
    **dict.fromkeys(
        ("verlenging", "verlenging_besluiten", "verlenging_aanvaarden"),
        lambda w, k: {"kenmerk": k.bekend.kenmerk, "jaar": 2018},
    ),
    "addendum": lambda w, k: {"pk": k.overeenkomst.addenda.get().voorstel_id},
    **dict.fromkeys(
        ("onderaannemer", "mijn_onderaannemer"), lambda w, k: {"pk": k.overeenkomst.onderaannemers.get().pk}
    ),
    **{
        f"{kant}onderaannemer_daad": lambda w, k, daad=daad: {
            "pk": k.overeenkomst.onderaannemers.get().pk,
            "daad": daad,
        }
        for kant, daad in (("", "antwoord"), ("mijn_", "inlichting"))
    },
    # supervision
    **dict.fromkeys(
        "toezicht_overeenkomst tekortkoming_openen mijn_toezicht opzeggen mijn_opzeggen zeggenschap_melden gesprekken "
        "mijn_gesprekken gesprek_vervallen band_vastleggen mijn_band_vastleggen verklaring_melden".split(),
        lambda w, k: {"kenmerk": k.bekend.kenmerk},
    ),
    **dict.fromkeys(
        "beeindiging beeindiging_versturen beeindiging_verwerpen beeindiging_afronden beeindiging_voorbeeld "
        "beeindiging_brief mijn_beeindiging mijn_beeindiging_brief".split(),
        lambda w, k: {"pk": k.beeindiging.pk},
    ),
    **dict.fromkeys(
        ("mijn_lopend", "mijn_overdracht"),
        lambda w, k: {"pk": k.beeindiging.pk, "regio_pk": k.bekend.regios.get().pk},
    ),
    **dict.fromkeys(("gesprek_doen", "mijn_gesprek_doen"), lambda w, k: {"kenmerk": k.bekend.kenmerk, "daad": "punt"}),
    **{
        naam: lambda w, k, kant=kant: {
            "kenmerk": k.bekend.kenmerk,
            "pk": k.overeenkomst.agendapunten.get(kant=kant).pk,
        }
        for naam, kant in [("agendapunt_weg", "zorgkantoor"), ("mijn_agendapunt_weg", "organisatie")]
    },
    "zeggenschapsoverleg": lambda w, k: {"pk": k.zeggenschap.pk},
    **dict.fromkeys(
        ("tekortkoming", "tekortkoming_brief", "maatregel_opstellen", "mijn_tekortkoming", "mijn_reactie"),
        lambda w, k: {"pk": k.tekortkoming.pk},
    ),
    "tekortkoming_doen": lambda w, k: {"pk": k.tekortkoming.pk, "handeling": "sluiten"},
    **dict.fromkeys(
        ("tekortkoming_bestand", "mijn_tekortkoming_bestand"),
        lambda w, k: {"pk": k.tekortkoming.pk, "stuk_pk": k.tekortkoming.ingebrekestelling.stuk_id},
    ),
    **dict.fromkeys(
        ("maatregel", "maatregel_opleggen", "maatregel_verwerpen", "maatregel_voorbeeld"),
        lambda w, k: {"pk": k.maatregel.pk},
    ),
    **dict.fromkeys(
        ("contractmelding", "contractmelding_afhandelen", "band_voorbij", "mijn_contractmelding"),
        lambda w, k: {"pk": k.melding.pk},
    ),
    "controle_aankondigen": lambda w, k: {"kenmerk": k.bekend.kenmerk, "soort": "kwaliteit"},
    **dict.fromkeys(
        "controle controle_uitkomst controle_vaststellen controle_terug controle_intrekken mijn_controle "
        "mijn_controle_antwoord".split(),
        lambda w, k: {"pk": k.controle.pk},
    ),
    **dict.fromkeys(
        ("controle_bestand", "mijn_controle_bestand"),
        lambda w, k: {"pk": k.controle.pk, "stuk_pk": k.controle.antwoorden.get().stukken.get().pk},
    ),
    # carrying out the overeenkomst
    **dict.fromkeys(
        "productie_maand productie_excel productie_formulier productiecontrole productie_in_controle "
        "productie_akkoord productie_fouten productie_ritme declaratie_indienen".split(),
        lambda w, k: {"pk": k.lopend.pk, "jaar": 2017, "maand": 8},
    ),
    **dict.fromkeys("verslag mijn_verslag verslag_akkoord verslag_aanvulling".split(), lambda w, k: _verslag(k)),
    **dict.fromkeys(
        ("verslag_bestand", "mijn_verslag_bestand"),
        lambda w, k: _verslag(k) | {"pk": k.lopend.inschrijving.overeenkomst.verslagen.get().stukken.get().pk},
    ),
    "declaratie": lambda w, k: {"pk": k.declaratie.pk},
    "declaratie_doen": lambda w, k: {"pk": k.declaratie.pk, "daad": "afwijzen"},
    **dict.fromkeys(
        "signaal mijn_signaal signaal_delen signaal_acuut signaal_weg".split(),
        lambda w, k: {"pk": k.lopend.signalen.get().pk},
    ),
    **dict.fromkeys(
        ("budget", "mijn_budget", "overschrijding_openen", "mijn_overschrijding_openen"),
        lambda w, k: {"pk": k.lopend.pk, "jaar": 2017},
    ),
    **dict.fromkeys(
        "overschrijding overschrijding_stap overschrijding_sluiten herschikking_opstellen mijn_overschrijding "
        "mijn_overschrijding_stap".split(),
        lambda w, k: {"pk": k.overschrijding.pk},
    ),
    **dict.fromkeys(
        ("herschikking", "herschikking_vaststellen", "herschikking_verwerpen"),
        lambda w, k: {"pk": k.herschikking.pk},
    ),
    **dict.fromkeys(
        ("contractstukken", "mijn_contractstukken"), lambda w, k: {"kenmerk": k.lopend.inschrijving.kenmerk}
    ),
    **dict.fromkeys(
        ("contractstuk", "mijn_contractstuk"),
        lambda w, k: {
            "kenmerk": k.lopend.inschrijving.kenmerk,
            "pk": k.lopend.inschrijving.overeenkomst.contractstukken.get().pk,
        },
    ),
    # keeping and destroying
    **dict.fromkeys(("bewaren_soort", "bewaren_export", "bewaren_opdracht"), lambda w, k: {"soort": "vog"}),
    **dict.fromkeys(
        (
            *("vernietigopdracht", "vernietigopdracht_export"),
            *("vernietigopdracht_bevestigen", "vernietigopdracht_intrekken"),
        ),
        lambda w, k: {"pk": k.vernietiging.opdracht_id},
    ),
    **dict.fromkeys(
        ("aanhouding", "aanhouding_opheffen_vragen", "aanhouding_opheffen", "aanhouding_laten"),
        lambda w, k: {"pk": k.aanhouding.pk},
    ),
    **dict.fromkeys(("dossiergegevens_vragen", "dossiergegevens_ophalen"), lambda w, k: {"kenmerk": k.bekend.kenmerk}),
    # outbox
    **dict.fromkeys(
        "bericht bericht_oplossen bericht_afdoen bericht_opnieuw bericht_opnieuw_goedkeuren "
        "bericht_opnieuw_afwijzen".split(),
        lambda w, k: {"pk": k.bericht.pk},
    ),
    "berichtbijlage": lambda w, k: {"pk": k.bericht.pk, "stuk_pk": k.bericht.bijlagen.get().pk},
}

# Which row a form names in a hidden field, where an empty POST would name none
VELDEN: dict[str, Callable[[Kant], dict[str, Any]]] = {
    "dossier_oordeel": lambda k: {"eis": 1},
    "dossier_overleg": lambda k: {"eis": 2, "vak": 0},
    "overleg_bevestigen": lambda k: {"overleg": k.overleg.pk},
    **dict.fromkeys(
        ("dossier_afronden", "dossier_heropenen", "dossier_indelen"), lambda k: {"regio": k.bezig.regios.get().pk}
    ),
}
BESTAND = (b"a.pdf", b"")  # where the file does not matter
# Own pages in more states than the one of ADRESSEN
OOK: list[tuple[str, Callable[[Wereld, Kant], dict[str, Any]]]] = [
    *(("inschrijving_stap", lambda w, k, s=p.sleutel: {"kenmerk": k.concept.kenmerk, "stap": s}) for p in PAGINAS),
    ("inschrijving", lambda w, k: {"kenmerk": k.ingediend.kenmerk}),
    ("inschrijving", lambda w, k: {"kenmerk": k.bekend.kenmerk}),
    ("ontvangstbewijs", lambda w, k: {"kenmerk": k.bezig.kenmerk}),
    ("opening_aanvragen", lambda w, k: {"code": w.open.code, "sleutel": k.uitvoerder.code}),
    ("opening_bevestigen", lambda w, k: {"pk": k.opening.pk}),
    ("verduidelijkingsvraag", lambda w, k: {"pk": k.verduidelijking.vraag_id}),
    ("verduidelijking", lambda w, k: {"pk": k.beantwoord.pk}),
    ("dossier", lambda w, k: {"kenmerk": k.kandidaat.regioinschrijving.inschrijving.kenmerk}),
    *(
        ("regioselectie", lambda w, k, r=ronde, p=plek: {"pk": k.toewijzing_in(getattr(w, r), p).pk})
        for ronde, plek in [("bekend", "Noord"), ("bezig", "Zuid"), ("bezig", "West"), ("open", "Noord")]
    ),
    ("vrijgave", lambda w, k: {"code": w.bekend.code, "sleutel": k.uitvoerder.code}),
    ("vrijgave", lambda w, k: {"code": w.open.code, "sleutel": k.uitvoerder.code}),
    ("brievenreeks", lambda w, k: {"code": w.bekend.code, "sleutel": k.uitvoerder.code}),
    ("brief", lambda w, k: {"pk": k.brief.pk}),
    ("briefteksten", lambda w, k: {"code": w.bekend.code}),
    ("brieftekst", lambda w, k: {"code": w.bekend.code, "onderdeel": "voldoet_niet"}),
    *(("archief", lambda w, k, r=ronde: {"code": getattr(w, r).code}) for ronde in ("bezig", "open", "ontwerp")),
    ("regio", lambda w, k: {"code": w.open.code, "sleutel": k.toewijzing_in(w.open, "Noord").regio.sleutel}),
    ("ronde", lambda w, k: {"code": w.open.code}),
    ("ronde", lambda w, k: {"code": w.bezig.code}),
    ("nota", lambda w, k: {"code": w.bekend.code}),
    ("vraag_stellen", lambda w, k: {"code": w.bekend.code}),
    ("nota_maken", lambda w, k: {"code": w.bekend.code}),
    *(("ronde_beheren", lambda w, k, r=ronde: {"code": getattr(w, r).code}) for ronde in ("ontwerp", "bezig")),
    *(("ronde_deel", lambda w, k, d=deel: {"code": w.ontwerp.code, "deel": d}) for deel in DELEN),
    *(("ronde_lijst", lambda w, k, o=onderdeel: {"code": w.bekend.code, "onderdeel": o}) for onderdeel in ONDERDELEN),
    *(
        ("ronde_rij_nieuw", lambda w, k, o=onderdeel: {"code": w.ontwerp.code, "onderdeel": o})
        for onderdeel in ONDERDELEN
    ),
    ("ronde_regios", lambda w, k: {"code": w.ontwerp.code}),
    ("verdeling", lambda w, k: {"pk": k.verdeling.toewijzing_id, "jaar": 2018}),
    ("verdeling", lambda w, k: {"pk": k.verdeling.toewijzing_id, "jaar": 2020}),
    ("ronde_regio", lambda w, k: {"code": w.bezig.code, "sleutel": k.toewijzing.regio.sleutel}),
    ("productie_maand", lambda w, k: {"pk": k.lopend.pk, "jaar": 2017, "maand": 7}),
    ("mijn_verslag", lambda w, k: _verslag(k) | {"code": _verslag(k)["code"].replace("2017-2", "2017-1")}),
    ("declaratie_indienen", lambda w, k: {"pk": k.lopend.pk, "jaar": 2017, "maand": 7}),
    ("vraag", lambda w, k: {"pk": k.gepubliceerde_vraag.pk}),
    ("bericht", lambda w, k: {"pk": k.herverzending.bericht_id}),
]


def adres(route: Route, wereld: Wereld, kant: Kant, **anders: Any) -> str:
    if not route.velden:
        return reverse(route.naam)
    maak = ADRESSEN.get(route.naam)
    assert maak, f"Zet ‘{route.naam}’ met {sorted(route.velden)} in ADRESSEN van tests/test_rechten.py."
    kwargs = maak(wereld, kant)
    assert set(kwargs) == route.velden, f"‘{route.naam}’ heeft nodig: {sorted(route.velden)}."
    return reverse(route.naam, kwargs=kwargs | anders)


@pytest.fixture(scope="module")
def wereld(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Wereld]:
    """Every test is undone by a savepoint, the world itself at the end."""
    sjabloon = dict(settings.TEMPLATES[0])
    sjabloon["OPTIONS"] = sjabloon["OPTIONS"] | {"string_if_invalid": f"{ONBEKEND}[%s]"}
    anders = {
        "KLUIS_MAP": tmp_path_factory.mktemp("kluis"),
        "TEMPLATES": [sjabloon],
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "rechten"}},
    }
    buitenste = transaction.atomic()
    buitenste._from_testcase = True  # as in Django's TestCase: durable actions may run inside it
    with django_db_blocker.unblock(), override_settings(**anders), buitenste:
        wereld = de_wereld()
        wereld.kluis_map = anders["KLUIS_MAP"]
        yield wereld
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def eigen_cache():
    """The cache of the world stays: a session that must be read again would count as a difference."""


@pytest.fixture(autouse=True)
def zelfde_kluis(wereld, settings, kluis_map, caplog):
    """The vault of the world instead of the empty one of each test; no lines for each refusal."""
    settings.KLUIS_MAP = wereld.kluis_map
    caplog.set_level(logging.CRITICAL, "django.request")


class Uitkomst:
    """What came back on one request: how it ended, what was written, and the page."""

    def __init__(self, actor: Actor, methode: str, adres: str, velden: dict[str, Any] | None = None):
        self._doe(lambda: vraag(actor, methode, adres, velden))

    @classmethod
    def van(cls, actor: Actor, **verzoek: Any) -> "Uitkomst":
        """Of a request as Client.generic makes it."""
        uitkomst = cls.__new__(cls)
        uitkomst._doe(lambda: met_eigen_sessie(actor, lambda: actor.client.generic(**verzoek)))
        return uitkomst

    def _doe(self, vraag: Callable[[], Any]) -> None:
        reset_queries()  # Django keeps 9,000 at most, and one test can ask more
        with CaptureQueriesContext(connection) as gedaan, transaction.atomic():
            self.antwoord = vraag()
            self.tekst = leesbaar(self.antwoord)
            transaction.set_rollback(True)
        self.alle_vragen = [vraag["sql"] for vraag in gedaan]
        self.vragen = [sql for sql in self.alle_vragen if not sql.startswith(("SAVEPOINT", "RELEASE"))]

    @property
    def soort(self) -> str:
        code, doel = self.antwoord.status_code, self.antwoord.get("Location", "")
        if code == 302 and doel.startswith(reverse("account_login")):
            return "inloggen"
        if code == 302 and doel.startswith(reverse("account_reauthenticate")):
            return "wachtwoord"
        namen = {403: "geen recht", 404: "bestaat niet", 405: "zo niet"}
        return namen.get(code) or ("goed" if code in GOED else self._fout(code))

    def _fout(self, code: int) -> str:
        fout = getattr(self.antwoord, "exc_info", None)
        return f"{code} {fout[1]!r}" if fout else str(code)

    @property
    def is_bladzijde(self) -> bool:
        return self.antwoord.status_code == 200 and self.antwoord["Content-Type"].startswith("text/html")

    @property
    def is_bestand(self) -> bool:
        return self.antwoord.status_code == 200 and not self.antwoord["Content-Type"].startswith("text/html")

    @property
    def geschreven(self) -> list[str]:
        return [sql for sql in self.vragen if SCHRIJFT.match(sql)]

    @property
    def afdruk(self) -> tuple[int, str, int]:
        """What someone outside can tell from it: status, body and (for the time) the number of queries."""
        return self.antwoord.status_code, CSRF.sub("", self.tekst), len(self.vragen)


def leesbaar(antwoord: Any) -> str:
    """The text of a response; of a ZIP or Excel file that of everything in it."""
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bestand:
            inhoud = b"".join(bestand.read(naam) for naam in bestand.namelist())
    return inhoud.decode(errors="replace")


def kopgebreken(antwoord: Any) -> list[str]:
    """What is wrong with the headers: no inline code, no guessing of types, and a file is never a page (B23, B54)."""
    beleid, soort = antwoord.get("Content-Security-Policy", ""), antwoord.get("Content-Type", "").partition(";")[0]
    fout = [f"zonder {naam}: {waarde}" for naam, waarde in KOPPEN.items() if antwoord.get(naam) != waarde]
    opgesloten = beleid == "sandbox; default-src 'none'; frame-ancestors 'self'"
    if set(beleid.split("; ")) != set(BELEID.split("; ")) and not opgesloten:
        fout.append(f"ander beleid: {beleid!r}")
    als_bijlage = antwoord.get("Content-Disposition", "").startswith("attachment")
    in_beeld = soort == "application/pdf" and opgesloten
    if antwoord.status_code == 200 and soort not in {"text/html", "text/plain"} and not (als_bijlage or in_beeld):
        fout.append(f"{soort} is geen bijlage")
    koekjes = [koek for koek in antwoord.cookies.values() if koek.key != "csrftoken" and not koek["httponly"]]
    return fout + [f"koekje voor scripts: {koek.key}" for koek in koekjes]


def verwacht(route: Route, actor: Actor, kant: Kant) -> str:
    """How a request of this actor for an object of that side must end."""
    if route.recht is None:
        return "bestaat niet" if route.naam == "berichtbijlage" else "goed"
    if actor.gebruiker is None:
        return "inloggen"
    if not actor.heeft(route.recht):
        return "geen recht"
    if route.naam in NIET_VOOR_MEDEWERKERS and actor.soort and actor.soort not in VOOR_ORGANISATIE:
        return "geen recht"
    return "goed" if not objectvelden(route) or actor.bezit(kant) else "bestaat niet"


def geheimen(wereld: Wereld, actor: Actor, route: Route) -> set[str]:
    """What this actor may not read here: dossiers and parties of a side that is not theirs, unopened dossiers.

    Who got an overeenkomst is known to all, on the pages that are for that.
    """
    verborgen: set[str] = set()
    for kant in (wereld.x, wereld.y):
        gesloten = {kant.concept.kenmerk, kant.ingediend.kenmerk}
        open_ = {kant.bezig.kenmerk, kant.bekend.kenmerk, kant.opgesteld.kenmerk}
        namen = {kant.hoofd.statutaire_naam, kant.zus.statutaire_naam}
        if route.naam in MET_GEGUNDEN:
            namen.remove(kant.hoofd.statutaire_naam)
        if not actor.bezit(kant):
            verborgen |= gesloten | open_ | namen
        elif actor.soort not in VOOR_ORGANISATIE:
            verborgen |= gesloten
        if not actor.bezit(kant) or actor.soort not in VOOR_ORGANISATIE:
            verborgen.add(kant.kanarie)
    return verborgen


def gebreken(route: Route, actor: Actor, methode: str, wereld: Wereld) -> list[str]:
    """What is wrong with the answer to one request for an object of side X."""
    kant = wereld.x
    velden = VELDEN.get(route.naam, lambda kant: {})(kant) if methode == "POST" else None
    uitkomst, hoort = Uitkomst(actor, methode, adres(route, wereld, kant), velden), verwacht(route, actor, kant)
    fout = kopgebreken(uitkomst.antwoord)
    if uitkomst.soort == "zo niet" and hoort != "inloggen":
        return fout  # this address knows no such method, whoever asks
    if uitkomst.is_bladzijde:
        wereld.bladzijden.setdefault(adres(route, wereld, kant), (actor, uitkomst.tekst))
    if methode == "GET" and actor.kant is kant and hoort == "goed":
        wereld.bestanden.setdefault(adres(route, wereld, kant), uitkomst.is_bestand)
    if uitkomst.soort != hoort:
        fout.append(f"{uitkomst.soort} in plaats van {hoort}")
    geschreven = [sql for sql in uitkomst.geschreven if methode != "GET" or not sql.startswith(BLIK)]
    if geschreven and ((methode == "GET" and route.naam not in LEGT_LEZEN_VAST) or hoort != "goed"):
        fout.append(f"schrijft: {geschreven[0][:80]}")
    if gezien := {geheim for geheim in geheimen(wereld, actor, route) if geheim in uitkomst.tekst}:
        fout.append(f"toont {sorted(gezien)}")
    if route.recht is not None and actor.gebruiker and "no-store" not in uitkomst.antwoord.get("Cache-Control", ""):
        fout.append("mag worden bewaard")
    if hoort == "bestaat niet" and route.recht is not None:
        nergens = Uitkomst(actor, methode, adres(route, wereld, kant, **_nergens(route)), velden)
        if nergens.afdruk != uitkomst.afdruk:
            fout.append("verraadt dat het bestaat")
    fout += [f"onbekend: {naam}" for naam in sorted(set(MERK.findall(uitkomst.tekst)))]
    return [f"{methode} als {actor.naam}: {tekst}" for tekst in fout]


def _nergens(route: Route) -> dict[str, Any]:
    """The object fields of an address, filled with what does not exist."""
    return {veld: BESTAAT_NIET[veld] for veld in objectvelden(route)}


def objectvelden(route: Route) -> list[str]:
    """What names a row, in the order of the path; a ronde and a page of the wizard are no secret."""
    return sorted(route.velden & set(BESTAAT_NIET), key=lambda veld: route.pad.index(f":{veld}>"))


@pytest.mark.geval("B23", "B24", "B25", "B26", "B27", "B54")
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.naam)
def test_iedereen_komt_waar_hij_mag_en_nergens_anders(wereld, route, record_property):
    assert hasattr(route.view, "recht"), "Zet @vereist(Recht.…) of @openbaar op deze view."
    actoren = [actor for actor in wereld.actoren if actor.kant is not wereld.y or actor.heeft(route.recht)]
    # whoever has no right here by role is refused whatever the side: then one side tells
    alles = [gebreken(route, actor, methode, wereld) for actor in actoren for methode in ("GET", "POST")]
    record_property("combinaties", len(alles))
    rood = [gebrek for deel in alles for gebrek in deel]
    assert not rood, "\n".join(rood)


@pytest.mark.geval("B54")
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.naam)
def test_een_adres_komt_bij_zijn_eigen_bladzijde_en_met_een_staartje_nergens(wereld, route):
    doel = adres(route, wereld, wereld.x)
    assert resolve(doel).url_name == route.naam
    with pytest.raises(Resolver404):
        resolve(f"{doel}x.css")


@pytest.mark.geval("B24")
@pytest.mark.parametrize("route", [r for r in MET_OBJECT if len(objectvelden(r)) > 1], ids=lambda route: route.naam)
def test_een_vreemd_deel_van_een_eigen_dossier_bestaat_niet(wereld, route):
    laatste = objectvelden(route)[-1]
    vreemd = {laatste: ADRESSEN[route.naam](wereld, wereld.x)[laatste]}
    doel = adres(route, wereld, wereld.y, **vreemd)
    actoren = [actor for actor in wereld.actoren if actor.kant is wereld.y and actor.heeft(route.recht)]
    for actor in actoren:
        for uitkomst in (Uitkomst(actor, methode, doel) for methode in ("GET", "POST")):
            assert uitkomst.soort in {"bestaat niet", "zo niet"}, actor.naam
            assert uitkomst.geschreven == []


@pytest.mark.parametrize(("naam", "maak"), OOK, ids=[naam for naam, _ in OOK])
def test_een_eigen_bladzijde_toont_in_elke_staat(wereld, naam, maak):
    (route,) = [route for route in ROUTES if route.naam == naam]
    doel = reverse(naam, kwargs=maak(wereld, wereld.x))
    actoren = [a for a in wereld.actoren if a.heeft(route.recht) and (a.bezit(wereld.x) or route.recht is None)]
    for actor in actoren:
        uitkomst = Uitkomst(actor, "GET", doel)
        if uitkomst.is_bladzijde:
            wereld.bladzijden.setdefault(doel, (actor, uitkomst.tekst))
        geschreven = [sql for sql in uitkomst.geschreven if naam not in LEGT_LEZEN_VAST and not sql.startswith(BLIK)]
        assert (uitkomst.soort, geschreven, MERK.findall(uitkomst.tekst)) == ("goed", [], [])


@pytest.mark.geval("R8")
@pytest.mark.parametrize("soorten", [("inkoper", "inkoopmanager"), ("auditor",), ("beheerder",), ("notaris",)])
def test_van_elk_dossier_en_elk_bestand_blijft_bewaard_wie_keek(wereld, soorten):
    """Every page under a right to read, and every file: whoever of the staff sees it leaves a row (docs/adr/0017)."""
    zonder = set()
    for route in MET_OBJECT:
        kan = [a for a in wereld.actoren if a.soort in soorten and a.heeft(route.recht) and a.bezit(wereld.x)]
        for actor in kan[:1] if route.recht not in GEEN_DOSSIER else ():
            with override_settings(CACHES={"default": settings.CACHES["default"] | {"LOCATION": str(uuid4())}}):
                uitkomst = Uitkomst(actor, "GET", adres(route, wereld, wereld.x))
            leest = route.recht.name.endswith("_ZIEN") or not uitkomst.is_bladzijde
            genoteerd = any(sql.startswith(BLIK) for sql in uitkomst.vragen)
            if uitkomst.antwoord.status_code == 200 and leest and not genoteerd:
                zonder.add(route.naam)
    assert sorted(zonder - GEEN_BLIK) == []


def voor_staf(route: Route) -> bool:
    return not any(route.recht in RECHTEN[soort] for soort in VOOR_ORGANISATIE) and route.recht is not Recht.AANGEMELD


@pytest.mark.geval("B28")
@pytest.mark.parametrize(
    "route", [r for r in MET_OBJECT if "kenmerk" in r.velden and voor_staf(r)], ids=lambda route: route.naam
)
def test_een_dossier_bestaat_voor_de_staf_niet_voor_de_opening(wereld, route):
    for actor in [a for a in wereld.actoren if a.heeft(route.recht)]:
        for methode in ("GET", "POST"):
            nergens = Uitkomst(actor, methode, adres(route, wereld, wereld.x, kenmerk="BESTAAT-NIET"))
            for dossier in (wereld.x.concept, wereld.x.ingediend):
                uitkomst = Uitkomst(actor, methode, adres(route, wereld, wereld.x, kenmerk=dossier.kenmerk))
                assert uitkomst.afdruk == nergens.afdruk, (actor.naam, methode, dossier.status)
                assert uitkomst.geschreven == []


@pytest.mark.geval("B28")
@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if not r.velden or {"code", "sleutel"} == r.velden],
    ids=lambda route: route.naam,
)
def test_het_aantal_dossiers_is_voor_de_opening_nergens_te_zien(wereld, route):
    doel = adres(route, wereld, wereld.x, **({"code": wereld.open.code} if route.velden and route.recht else {}))
    staf = [a for a in wereld.actoren if a.bezit(wereld.x) and a.soort not in VOOR_ORGANISATIE and a.heeft(route.recht)]
    eerst = [Uitkomst(actor, "GET", doel).afdruk for actor in staf]
    wie = {"ronde": wereld.open, "uitvoerder": wereld.x.uitvoerder}
    InschrijvingFactory(**wie)
    IndieningFactory(inschrijving=InschrijvingFactory(status="ingediend", **wie))
    assert [Uitkomst(actor, "GET", doel).afdruk for actor in staf] == eerst


@pytest.mark.geval("B24")
@pytest.mark.parametrize("naam", ["beslissing", "beslissing_brief", "beslissing_agenda", "bezwaar_maken"])
def test_een_goedgekeurde_brief_bestaat_niet_voor_de_bekendmaking(wereld, naam):
    (route,) = [route for route in ROUTES if route.naam == naam]
    mensen = [actor for actor in wereld.actoren if actor.kant is wereld.x and actor.soort in VOOR_ORGANISATIE]
    for actor in mensen:
        for methode in ("GET", "POST"):
            doel, nergens = (
                Uitkomst(actor, methode, adres(route, wereld, wereld.x, kenmerk=kenmerk))
                for kenmerk in (wereld.x.opgesteld.kenmerk, "BESTAAT-NIET")
            )
            assert doel.soort == "bestaat niet"
            assert doel.afdruk == nergens.afdruk
            assert doel.geschreven == []


@pytest.mark.clausule("IK-021")
def test_voor_het_moment_is_een_uitkomst_nergens_te_merken(wereld):
    """Whoever is outside gets the same from every address whether the letter is approved or the work still goes on."""
    kant, dossier = wereld.x, wereld.x.opgesteld
    buiten = [a for a in wereld.actoren if (a.soort == "tekenbevoegde" and a.kant is kant) or a.gebruiker is None]
    doelen = [
        (actor, adres(route, wereld, kant, **({"kenmerk": dossier.kenmerk} if "kenmerk" in route.velden else {})))
        for route in ROUTES
        for actor in buiten
        if route.recht is None or actor.heeft(route.recht)
    ]

    def gezien() -> dict[tuple[str, str], tuple[int, str]]:
        alles = {(actor.naam, doel): Uitkomst(actor, "GET", doel).afdruk[:2] for actor, doel in doelen}
        return {sleutel: (code, SLEUTEL.sub("", tekst)) for sleutel, (code, tekst) in alles.items()}

    met = gezien()
    beslissingen = Beslissing.objects.filter(brief__inschrijving=dossier)
    toewijzingen = list(beslissingen.values_list("regioinschrijving__toewijzing", flat=True))
    beslissingen.delete()
    Brief.objects.filter(inschrijving=dossier).delete()
    Regioselectie.objects.filter(toewijzing__in=toewijzingen).delete()
    Regiobeoordeling.objects.filter(regioinschrijving__inschrijving=dossier).update(status="in_beoordeling")
    zonder = gezien()
    assert len(met) > 80
    assert [sleutel for sleutel in met if met[sleutel] != zonder[sleutel]] == []


def wie_mag(wereld: Wereld, route: Route) -> list[Actor]:
    return [a for a in wereld.actoren if a.heeft(route.recht) and (route.recht is None or a.bezit(wereld.x))]


def bladzijde(wereld: Wereld, route: Route, doel: str) -> tuple[Actor, str] | None:
    """The page at an address of side X as the first who may sees it; what another test saw is not asked again."""
    if doel not in wereld.bladzijden:
        gezien = ((actor, Uitkomst(actor, "GET", doel)) for actor in wie_mag(wereld, route))
        wereld.bladzijden[doel] = next(((a, u.tekst) for a, u in gezien if u.is_bladzijde), None)
    return wereld.bladzijden[doel]


@pytest.fixture(scope="module")
def aangeboden(wereld) -> dict[str, list[tuple[Actor, Formulier]]]:
    """Every form and every link with a query on the pages, in all their states, by the name of where it goes."""
    doelen = [(route, adres(route, wereld, wereld.x)) for route in ROUTES]
    per_naam = {route.naam: route for route in ROUTES}
    doelen += [(per_naam[naam], reverse(naam, kwargs=maak(wereld, wereld.x))) for naam, maak in OOK]
    uit: dict[str, list[tuple[Actor, Formulier]]] = {}
    for route, doel in doelen:
        actor, html = bladzijde(wereld, route, doel) or (None, "")
        for formulier in formulieren(doel, html):
            uit.setdefault(resolve(urlsplit(formulier.doel).path).url_name, []).append((actor, formulier))
    return uit


def krom_adres(wereld: Wereld, route: Route, data: st.DataObject) -> str:
    """The address with one part that is nonsense; as it is where Django itself makes no such address."""
    goed = ADRESSEN[route.naam](wereld, wereld.x)
    veld = data.draw(st.sampled_from(sorted(goed)))
    slecht = data.draw(st.sampled_from(GETALLEN if isinstance(goed[veld], int) else PADDEELTJES))
    try:
        return reverse(route.naam, kwargs=goed | {veld: slecht})
    except NoReverseMatch:
        return reverse(route.naam, kwargs=goed)


# What is found is told as it was found: to look for a shorter one takes minutes for each address.
STIL = hypothesis(database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def houdt_stand(wereld: Wereld, route: Route, aangeboden, data: st.DataObject) -> None:
    """One attack by a form and one by the address: no 5xx, and what is refused leaves nothing behind (B53)."""
    mensen = wie_mag(wereld, route)
    kaal = (mensen[-1], Formulier(adres(route, wereld, wereld.x), "post"))
    actor, formulier = data.draw(st.sampled_from([*aangeboden.get(route.naam, []), kaal]))
    bestand = data.draw(st.tuples(st.sampled_from(BESTANDSNAMEN), st.sampled_from(BESTANDEN)))
    verzoeken = [(actor, verzoek(formulier, data.draw(ingevuld(formulier)), bestand))]
    if route.velden:
        verzoeken.append((mensen[-1], {"method": "GET", "path": krom_adres(wereld, route, data)}))
    for wie, heen in verzoeken:
        uitkomst = Uitkomst.van(wie, **heen)
        assert uitkomst.antwoord.status_code < 500, uitkomst.soort
        assert kopgebreken(uitkomst.antwoord) == []
        assert uitkomst.antwoord.status_code < 400 or resten(uitkomst.alle_vragen, SCHRIJFT.match) == []


ZOEKEN = [route for route in ROUTES if route.recht is not None and not objectvelden(route)]


def zonder_echo(tekst: str, woord: str) -> str:
    """The page without the word that was asked for, in the field and in links."""
    for vorm in (escape(woord), quote(woord), quote_plus(woord)):
        tekst = tekst.replace(vorm, "")
    return CSRF.sub("", tekst)


def buiten_aanhalingstekens(sql: str) -> str:
    """A query without the texts in it."""
    return re.sub(r"'(?:[^']|'')*'", "", sql)


def zoekgebreken(wereld: Wereld, actor: Actor, formulier: Formulier) -> list[str]:
    """What a list gives away to who looks for what lies sealed, or puts SQL in every field of its filter.

    That a query is not slowed down by it shows in the query itself: what was sent stands between quotes.
    """

    def met(woord: str) -> Uitkomst:
        paren = [(naam, woord.encode()) for naam, _ in formulier.velden]
        return Uitkomst.van(actor, **verzoek(formulier, paren, BESTAND))

    verzegeld, nergens = wereld.x.kanarie, wereld.x.kanarie[::-1]
    fout = []
    if zonder_echo(met(verzegeld).tekst, verzegeld) != zonder_echo(met(nergens).tekst, nergens):
        fout.append("vindt wat verzegeld is")
    ingespoten, zonder = (
        met("' OR pg_sleep(9) IS NULL OR '1'='1' --"),
        Uitkomst.van(actor, **verzoek(formulier, [], BESTAND)),
    )
    if ingespoten.antwoord.status_code >= 500 or ingespoten.tekst.count("<tr") > zonder.tekst.count("<tr"):
        fout.append(f"{ingespoten.soort} op SQL in het filter")
    if any("pg_sleep" in buiten_aanhalingstekens(sql) for sql in ingespoten.alle_vragen):
        fout.append("voert SQL uit het filter uit")
    return [f"{formulier.doel} als {actor.naam}: {tekst}" for tekst in fout]


@pytest.mark.geval("B27", "B28", "B45")
def test_zoeken_en_inspuiten_geven_niemand_meer_dan_er_staat(wereld, aangeboden):
    per_adres = ([p for p in aangeboden.get(route.naam, []) if p[1].methode == "get"] for route in ZOEKEN)
    eerste = [paren[0] for paren in per_adres if paren]
    assert len(eerste) > 30
    assert [gebrek for paar in eerste for gebrek in zoekgebreken(wereld, *paar)] == []


@pytest.mark.geval("B45", "B53")
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.naam)
@hypothesis(STIL, max_examples=2, derandomize=True)
@given(data=st.data())
def test_wat_er_ook_wordt_gestuurd_het_portaal_valt_niet_om(wereld, route, aangeboden, data):
    houdt_stand(wereld, route, aangeboden, data)


@pytest.mark.proef
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.naam)
@hypothesis(STIL, max_examples=40)
@given(data=st.data())
def test_proef_wat_er_ook_wordt_gestuurd_het_portaal_valt_niet_om(wereld, route, aangeboden, data):
    houdt_stand(wereld, route, aangeboden, data)


def bestandsadressen(wereld: Wereld) -> list[Route]:
    """The addresses that name a row and give a file to who may."""
    uit = []
    for route in (r for r in MET_OBJECT if objectvelden(r)):
        doel = adres(route, wereld, wereld.x)
        if doel not in wereld.bestanden:
            wereld.bestanden[doel] = Uitkomst(wie_mag(wereld, route)[0], "GET", doel).is_bestand
        uit += [route] if wereld.bestanden[doel] else []
    return uit


def anders(deel: int | str) -> int | str:
    """A value of the same kind that does not exist."""
    return deel + 10**6 if isinstance(deel, int) else f"{deel}0"


def kromme_bestandsadressen(wereld: Wereld, route: Route) -> set[str]:
    """The address of a file of side X with one part changed, or taken from side Y, or followed by something."""
    eigen, vreemd = (ADRESSEN[route.naam](wereld, kant) for kant in (wereld.x, wereld.y))
    delen = [{veld: anders(eigen[veld])} for veld in objectvelden(route)]
    if len(objectvelden(route)) > 1:
        delen += [{veld: vreemd[veld]} for veld in objectvelden(route)]
    recht = adres(route, wereld, wereld.x)
    staarten = {f"{recht}x.pdf/", f"{recht}%2e%2e/", f"{recht}/"}
    return {reverse(route.naam, kwargs=eigen | deel) for deel in delen} | staarten


@pytest.mark.geval("B34")
def test_een_adres_van_een_bestand_dat_iets_anders_wordt_bestaat_niet(wereld):
    routes = bestandsadressen(wereld)
    assert len(routes) > 30
    rood = []
    for route in routes:
        wie = [
            *wie_mag(wereld, route)[:1],
            *(a for a in wereld.actoren if a.kant is wereld.y and a.heeft(route.recht)),
        ][:2]
        for actor in wie:
            for doel in sorted(kromme_bestandsadressen(wereld, route)):
                uitkomst = Uitkomst(actor, "GET", doel)
                if uitkomst.soort != "bestaat niet" or uitkomst.geschreven:
                    rood.append(f"{doel} als {actor.naam}: {uitkomst.soort}")
    assert not rood, "\n".join(rood)


@pytest.mark.geval("B31", "B34")
def test_een_adres_van_een_bestand_geldt_alleen_zolang_iemand_is_ingelogd(wereld):
    """There are no links with a key of their own: what expires is the session."""
    for route in bestandsadressen(wereld):
        actor = Actor("verlopen", None, wereld.x, wie_mag(wereld, route)[0].gebruiker)
        sessie = actor.client.session
        sessie.set_expiry(-1)
        sessie.save()
        assert Uitkomst(actor, "GET", adres(route, wereld, wereld.x)).soort == "inloggen", route.naam
