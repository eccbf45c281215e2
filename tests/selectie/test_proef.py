"""What if: one fact changed in a copy. It says everywhere that it is a trial, and it keeps nothing."""

import json
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from selectie import invoer, watals
from selectie.models import Regioselectie
from selectie.rules import selecteer
from selectie.states import Status
from tests.factories import RolFactory
from tests.factories_selectie import BESTAAND, NIEUW, VIJF, begonnen, bevroren, geopende_regio, in_status
from tests.inschrijving.hulp import log_in
from tests.selectie.hulp import aantal_queries, kijk, tekst

NIEUWE = {"soort": "nieuw", "voorziet_in_leemte": False, "ervaring": [], "clientondersteuners": 2, "geregistreerd": 1}
GEGEVENS = {
    "ronde": "R",
    "regio": "Twente",
    "maximum": 2,
    "kandidaten": [
        {"kenmerk": "A", **NIEUWE, "voorziet_in_leemte": True},
        {"kenmerk": "B", **NIEUWE, "ervaring": ["wlz_contract"]},
        {"kenmerk": "C", **NIEUWE},
    ],
}


def proef(kenmerk, maximum=2, **velden):
    kopie = watals.wijzig(GEGEVENS, kenmerk, {**NIEUWE, **velden}, maximum)
    return watals.vergelijk(GEGEVENS, kopie, {"C": "Stichting C"})


def test_een_feit_in_de_kopie_verandert_rang_en_uitkomst_en_de_rest_blijft_zoals_het_is():
    uit = proef("C", voorziet_in_leemte=True, ervaring=["wlz_contract"])
    assert {rij.naam: (rij.rang_nu, rij.rang_dan, rij.nu, rij.dan, rij.anders) for rij in uit.rijen} == {
        "A": (1, 2, "geselecteerd", "geselecteerd", True),
        "B": (2, 3, "geselecteerd", "niet geselecteerd", True),
        "Stichting C": (3, 1, "niet geselecteerd", "geselecteerd", True),
    }
    assert uit.wijzigingen == [
        ("Stichting C", "1 leemte", "nee", "ja"),
        ("Stichting C", "2a Wlz-contract", "nee", "ja"),
    ]
    assert GEGEVENS["kandidaten"][2] == {"kenmerk": "C", **NIEUWE}


def test_zonder_verandering_verandert_er_niets():
    uit = proef("C")
    assert (uit.wijzigingen, uit.gevolgen) == ([], 0)


@pytest.mark.parametrize(
    "soort, wijziging, uitkomsten",
    [
        ("", ("Stichting C", "soort", "nieuw", "doet niet mee"), ["geselecteerd", "geselecteerd", "doet niet mee"]),
        (
            "bestaand",
            ("Stichting C", "soort", "nieuw", "bestaand"),
            ["geselecteerd", "niet geselecteerd", "overeenkomst (bestaand)"],
        ),
    ],
)
def test_een_kandidaat_valt_weg_of_is_bestaand(soort, wijziging, uitkomsten):
    uit = proef("C", soort=soort)
    assert uit.wijzigingen == [wijziging]
    assert [rij.dan for rij in sorted(uit.rijen, key=lambda rij: rij.naam)] == uitkomsten


def test_een_plaats_meer():
    uit = proef("", maximum=3)
    assert (uit.wijzigingen, uit.dan.selectie_nodig) == ([("Regio", "maximum", "2", "3")], False)


def test_een_onbekende_kandidaat_is_een_fout():
    with pytest.raises(RegelFout, match="doet niet mee"):
        proef("D")


def test_de_uitvoer_zegt_in_elk_deel_dat_het_een_proef_is_en_is_na_te_rekenen():
    uitvoer = json.loads(watals.als_uitvoer(proef("C", voorziet_in_leemte=True)))
    assert (uitvoer["proef"], uitvoer["invoer"]["regio"]) == ("PROEF, geen uitslag", "PROEF, geen uitslag: Twente")
    opnieuw = invoer.als_json(selecteer(invoer.lees(json.dumps(uitvoer["invoer"]).encode())))
    assert opnieuw == uitvoer["uitslag"]


# --- Op het scherm ------------------------------------------------------------------------------------------


def adres(selectie, **velden):
    return f"{reverse('proefselectie', args=[selectie.toewijzing_id])}?{urlencode(velden)}"


def laatste(selectie):
    return selectie.kandidaten.order_by("regioinschrijving__inschrijving__kenmerk").last()


def alles(selectie, **velden):
    kenmerk = laatste(selectie).regioinschrijving.inschrijving.kenmerk
    vast = {"kandidaat": kenmerk, "maximum": 4, "soort": "nieuw", "clientondersteuners": 2, "geregistreerd": 1}
    return adres(selectie, **vast | velden)


def alles_van(selectie):
    rij = Regioselectie.objects.values().get(pk=selectie.pk)
    return rij, list(selectie.kandidaten.order_by("pk").values()), Gebeurtenis.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.OPEN, Status.GERANGSCHIKT])
def test_een_proef_bewaart_niets_en_staat_niet_in_het_logboek(client, meld_aan, status):
    selectie = in_status(status)
    meld_aan(selectie.toewijzing)
    voor = alles_van(selectie)

    with CaptureQueriesContext(connection) as gedaan:
        antwoord = client.get(alles(selectie, leemte="on"))

    schrijft = [q["sql"] for q in gedaan if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in schrijft if "partijen_sessie" not in sql] == []
    assert voor == (
        Regioselectie.objects.values().get(),
        list(selectie.kandidaten.values()),
        Gebeurtenis.objects.count(),
    )
    assert antwoord.context["proef"].gevolgen == 5
    assert tekst(antwoord).count("PROEF") >= 3


@pytest.mark.django_db
def test_wat_er_staat_is_het_begin_van_de_proef(client, meld_aan):
    selectie = bevroren(geopende_regio(*[NIEUW] * 5), *VIJF[:4], "L--c 3/7")
    meld_aan(selectie.toewijzing)
    kenmerk = laatste(selectie).regioinschrijving.inschrijving.kenmerk
    antwoord = client.get(adres(selectie, kandidaat=kenmerk))
    form = antwoord.context["form"]
    assert {veld: form.initial[veld] for veld in ("leemte", "wlz_contract", "anderszins", "geregistreerd")} == {
        "leemte": True,
        "wlz_contract": False,
        "anderszins": True,
        "geregistreerd": 3,
    }
    assert antwoord.context["proef"] is None


@pytest.mark.django_db
@pytest.mark.geval("B49")
@pytest.mark.parametrize(
    "velden",
    [
        {"geregistreerd": 3},
        {"clientondersteuners": 0},
        {"geregistreerd": ""},
        {"maximum": 0},
        {"maximum": "NaN"},
        {"soort": "x"},
    ],
)
def test_een_onmogelijke_proef_zegt_wat_er_fout_is(client, meld_aan, velden):
    selectie = in_status(Status.GERANGSCHIKT)
    meld_aan(selectie.toewijzing)
    antwoord = client.get(alles(selectie, **velden))
    assert (antwoord.status_code, antwoord.context["proef"]) == (200, None)
    assert antwoord.context["form"].errors


@pytest.mark.django_db
def test_de_proef_is_te_downloaden_met_het_merk_in_de_naam(client, meld_aan):
    selectie = in_status(Status.GERANGSCHIKT)
    meld_aan(selectie.toewijzing)
    antwoord = client.get(alles(selectie, leemte="on", als="json"))
    assert antwoord["Content-Disposition"] == 'attachment; filename="PROEF-twente.json"'
    assert json.loads(antwoord.content)["proef"] == watals.PROEF


@pytest.mark.django_db
@pytest.mark.geval("B26")
def test_wie_mag_de_proef_doen(client, meld_aan):
    selectie = in_status(Status.GERANGSCHIKT)
    for soort, status in ((Rolsoort.INKOPER, 200), (Rolsoort.INKOOPMANAGER, 200), (Rolsoort.NOTARIS, 403)):
        meld_aan(selectie.toewijzing, soort)
        assert client.get(adres(selectie)).status_code == status
    log_in(client, RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    assert client.get(adres(selectie)).status_code == 200
    meld_aan(geopende_regio(regios=("Zeeland",), code="2019"))
    assert client.get(adres(selectie)).status_code == 404


@pytest.mark.django_db
def test_een_regio_die_niet_is_begonnen_kent_geen_proef(client, meld_aan):
    toewijzing = geopende_regio(*[NIEUW] * 5)
    meld_aan(toewijzing)
    assert kijk(client, "proefselectie", toewijzing.pk).status_code == 404


@pytest.mark.django_db
def test_een_proef_kost_altijd_evenveel(client, meld_aan):
    klein = geopende_regio(*[NIEUW] * 5)
    groot = geopende_regio(*[NIEUW] * 12, BESTAAND, uitvoerder=klein.uitvoerder, regios=("Zeeland",), code="2019")
    for toewijzing, aantal in ((klein, 5), (groot, 12)):
        begonnen(toewijzing, *["-a-- 1/2"] * aantal)
    meld_aan(klein)
    met_vijf = aantal_queries(client, "proefselectie", klein.pk)
    assert aantal_queries(client, "proefselectie", groot.pk) == met_vijf
