"""The screens of the loting: the inkoper sets ready, the notaris enters, the inkoper confirms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partijen.states import Rolsoort
from selectie.models import Loting
from selectie.states import Lotingstatus, Methode, Status
from tests.factories import RolFactory, bekeken
from tests.factories_selectie import GELIJK, NIEUW, bevroren, geopende_regio, in_status
from tests.inschrijving.hulp import log_in, pdf
from tests.selectie.hulp import BRONNEN, aantal_queries, ingevoerd, kijk, klaargezet, klik, knoppen, tekst

pytestmark = pytest.mark.django_db
KLAARZETTEN = {"plaats": "Notariskantoor, Zwolle", "trekking_op": "2017-09-05T12:00", "methode": "hand"}


def uitslag(**velden):
    """What the notaris fills in, besides the order or the values."""
    bestand = SimpleUploadedFile("proces-verbaal.pdf", pdf("loting"), "application/pdf")
    vast = {"getrokken_op": "2017-09-05", "notaris_naam": "mr. A. de Wit, Zwolle", "proces_verbaal": bestand}
    return {**vast, "akkoord": "on", **velden}


VINDPLAATSEN = {"vindplaats_1": "Krant", "vindplaats_2": "Loterij"}
MET_DE_HAND = {"plek_1": "4", "plek_2": "2", "plek_3": "3", "plek_4": "1"}


# --- Klaarzetten --------------------------------------------------------------------------------------------


def test_klaarzetten_nodigt_uit_en_wijst_de_weg(client, meld_aan, gelijken):
    meld_aan(gelijken.toewijzing)
    assert "Loting klaarzetten" in tekst(kijk(client, "regioselectie", gelijken.toewijzing_id))

    formulier = kijk(client, "loting_klaarzetten", gelijken.toewijzing_id)
    assert [kenmerk for kenmerk, _ in formulier.context["deelnemers"]] == gelijken.uitslag["loting"]["kandidaten"]
    assert "4 organisaties voor 3 plaatsen" in tekst(formulier)

    antwoord = klik(client, "loting_klaarzetten", gelijken.toewijzing_id, **KLAARZETTEN)

    loting = Loting.objects.get()
    assert antwoord.url == reverse("loting", args=[loting.pk])
    assert "Naar de loting" in tekst(kijk(client, "regioselectie", gelijken.toewijzing_id))


def test_klaarzetten_voor_een_berekende_loting_vraagt_de_bronnen_een_per_regel(client, meld_aan, gelijken):
    meld_aan(gelijken.toewijzing)
    velden = {**KLAARZETTEN, "methode": "rfc3797"}
    antwoord = klik(client, "loting_klaarzetten", gelijken.toewijzing_id, **velden)
    assert "Noem de bronnen van toeval" in str(antwoord.context["form"].errors)
    assert KLAARZETTEN["plaats"] in antwoord.content.decode()

    klik(client, "loting_klaarzetten", gelijken.toewijzing_id, **velden, aangekondigde_bronnen="\n".join(BRONNEN))
    assert Loting.objects.get().aangekondigde_bronnen == BRONNEN


@pytest.mark.geval("B30")
@pytest.mark.parametrize("status", [Status.OPEN, Status.GERANGSCHIKT, Status.VASTGESTELD])
def test_klaarzetten_zonder_gelijken_wordt_geweigerd(client, meld_aan, status):
    selectie = in_status(status)
    meld_aan(selectie.toewijzing)
    antwoord = klik(client, "loting_klaarzetten", selectie.toewijzing_id, **KLAARZETTEN)
    assert "niet nodig" in str(antwoord.context["form"].errors)
    assert not Loting.objects.exists()


# --- Invoeren -----------------------------------------------------------------------------------------------


@pytest.mark.clausule("IK-166")
def test_de_notaris_voert_de_hele_volgorde_en_het_proces_verbaal_in(client, meld_aan, gelijken):
    loting = klaargezet(gelijken)
    notaris = meld_aan(gelijken.toewijzing, Rolsoort.NOTARIS)
    assert "Uitslag invoeren" in tekst(kijk(client, "loting", loting.pk))

    antwoord = klik(client, "loting_invoeren", loting.pk, **uitslag(**MET_DE_HAND))

    assert antwoord.url == reverse("loting", args=[loting.pk])
    loting.refresh_from_db()
    een, twee, drie, vier = loting.deelnemers
    assert (loting.volgorde, loting.notaris) == ([vier, twee, drie, een], notaris)
    verbaal = kijk(client, "loting_proces_verbaal", loting.pk)
    assert (verbaal.content, verbaal["Content-Type"]) == (pdf("loting"), "application/pdf")


@pytest.mark.geval("B58")
@pytest.mark.parametrize(
    "velden",
    [
        {"plek_1": "2"},
        {"plek_1": ""},
        {"plek_1": "0"},
        {"plek_1": "5"},
        {"plek_1": "1.5"},
        {"akkoord": ""},
        {"notaris_naam": ""},
        {"getrokken_op": "2017-09-06"},
        {"proces_verbaal": ""},
    ],
)
def test_een_fout_in_de_uitslag_laat_de_loting_staan(client, meld_aan, gelijken, velden):
    loting = klaargezet(gelijken)
    meld_aan(gelijken.toewijzing, Rolsoort.NOTARIS)
    antwoord = klik(client, "loting_invoeren", loting.pk, **uitslag(**MET_DE_HAND) | velden)
    assert antwoord.context["form"].errors
    loting.refresh_from_db()
    assert loting.status == Lotingstatus.KLAARGEZET


def test_de_notaris_voert_de_waarden_van_de_bronnen_in(client, meld_aan, gelijken):
    loting = klaargezet(gelijken, Methode.RFC3797, BRONNEN)
    meld_aan(gelijken.toewijzing, Rolsoort.NOTARIS)
    assert BRONNEN[1] in tekst(kijk(client, "loting_invoeren", loting.pk))
    klik(
        client,
        "loting_invoeren",
        loting.pk,
        **uitslag(bron_1="51704", bron_2="2 5 12 8 10", **VINDPLAATSEN),
    )
    loting.refresh_from_db()
    assert loting.bronnen == [[51704], [2, 5, 12, 8, 10]]
    assert "51704./2.5.8.10.12./" in tekst(kijk(client, "loting", loting.pk))


@pytest.mark.geval("B58")
@pytest.mark.parametrize("waarde", ["", "07", "-1", "1.50", "1,50", "twee", "٣", "9" * 31])
def test_een_waarde_die_geen_geheel_getal_is_wordt_geweigerd(client, meld_aan, gelijken, waarde):
    loting = klaargezet(gelijken, Methode.RFC3797, BRONNEN)
    meld_aan(gelijken.toewijzing, Rolsoort.NOTARIS)
    antwoord = klik(
        client,
        "loting_invoeren",
        loting.pk,
        **uitslag(bron_1="51704", bron_2=waarde, **VINDPLAATSEN),
    )
    assert antwoord.context["form"].errors
    loting.refresh_from_db()
    assert loting.status == Lotingstatus.KLAARGEZET


@pytest.mark.geval("V10")
@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER])
def test_het_zorgkantoor_ziet_de_loting_en_voert_niets_in(client, meld_aan, gelijken, soort):
    loting = klaargezet(gelijken)
    meld_aan(gelijken.toewijzing, soort)
    assert "Uitslag invoeren" not in tekst(kijk(client, "loting", loting.pk))
    assert klik(client, "loting_invoeren", loting.pk, **uitslag(**MET_DE_HAND)).status_code == 403


# --- Bevestigen ---------------------------------------------------------------------------------------------


def test_een_inkoper_vergelijkt_met_het_proces_verbaal_en_bevestigt(client, meld_aan, gelijken):
    loting = ingevoerd(klaargezet(gelijken))
    inkoper = meld_aan(gelijken.toewijzing)
    assert "Klopt dit met het proces-verbaal?" in tekst(kijk(client, "loting", loting.pk))
    klik(client, "loting_bevestigen", loting.pk, gezien=bekeken(loting))
    loting.refresh_from_db()
    assert (loting.status, loting.bevestigd_door) == (Lotingstatus.BEVESTIGD, inkoper)


@pytest.mark.geval("V10")
def test_de_notaris_bevestigt_niet_en_ziet_de_selectie_niet(client, meld_aan, gelijken):
    loting = ingevoerd(klaargezet(gelijken))
    log_in(client, loting.notaris)
    assert knoppen(kijk(client, "loting", loting.pk)) == []
    assert klik(client, "loting_bevestigen", loting.pk).status_code == 403
    assert kijk(client, "regioselectie", gelijken.toewijzing_id).status_code == 403


def test_terugsturen_vraagt_een_reden_die_de_notaris_ziet(client, meld_aan, gelijken):
    loting = ingevoerd(klaargezet(gelijken))
    notaris = loting.notaris
    meld_aan(gelijken.toewijzing)
    assert klik(client, "loting_bevestigen", loting.pk, terug="1", reden=" ").status_code == 409
    klik(client, "loting_bevestigen", loting.pk, terug="1", reden="Nummer 2 en 3 zijn verwisseld.")
    log_in(client, notaris)
    antwoord = kijk(client, "loting", loting.pk)
    assert "Nummer 2 en 3 zijn verwisseld." in tekst(antwoord)
    assert antwoord.context["volgorde"] == []


@pytest.mark.parametrize("naam", ["loting_invoeren", "loting_bevestigen"])
def test_invoeren_en_bevestigen_vragen_opnieuw_in_te_loggen(client, meld_aan, gelijken, naam):
    loting = klaargezet(gelijken)
    soort = Rolsoort.NOTARIS if naam == "loting_invoeren" else Rolsoort.INKOPER
    meld_aan(gelijken.toewijzing, soort, net=False)
    assert klik(client, naam, loting.pk).url.startswith(reverse("account_reauthenticate"))


# --- Wie wat ziet -------------------------------------------------------------------------------------------


@pytest.mark.geval("B26")
@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.NOTARIS])
def test_een_loting_van_een_andere_uitvoerder_bestaat_niet(client, meld_aan, gelijken, soort):
    loting = ingevoerd(klaargezet(gelijken))
    meld_aan(geopende_regio(regios=("Zeeland",), code="2019"), soort)
    eigen = "loting_invoeren" if soort == Rolsoort.NOTARIS else "loting_bevestigen"
    for naam in ("loting", "loting_proces_verbaal", eigen):
        assert kijk(client, naam, loting.pk).status_code == 404
    assert list(kijk(client, "lotingen").context["lotingen"]) == []


def test_zonder_proces_verbaal_valt_er_niets_te_downloaden(client, meld_aan, gelijken):
    loting = klaargezet(gelijken)
    meld_aan(gelijken.toewijzing)
    assert kijk(client, "loting_proces_verbaal", loting.pk).status_code == 404


def test_de_auditor_ziet_elke_loting_zonder_knoppen(client, gelijken):
    loting = ingevoerd(klaargezet(gelijken))
    log_in(client, RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    assert knoppen(kijk(client, "loting", loting.pk)) == []


def test_lijst_van_lotingen_kost_altijd_evenveel(client, meld_aan, gelijken):
    klaargezet(gelijken)
    meld_aan(gelijken.toewijzing, Rolsoort.NOTARIS)
    met_een = aantal_queries(client, "lotingen")
    uitvoerder = gelijken.toewijzing.uitvoerder
    for code, regio in (("2019", "Zeeland"), ("2020", "Drenthe")):
        klaargezet(bevroren(geopende_regio(*[NIEUW] * 5, uitvoerder=uitvoerder, regios=(regio,), code=code), *GELIJK))
    assert len(kijk(client, "lotingen").context["lotingen"]) == 3
    assert aantal_queries(client, "lotingen") == met_een
