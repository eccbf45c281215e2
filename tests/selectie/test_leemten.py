"""Criterium 1: two beoordelaars answer per candidate and gap, with a reason, without seeing each other's first."""

import pytest
from django.core.exceptions import PermissionDenied

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from selectie import actions
from selectie.leemten import beantwoord_leemte, standen
from selectie.models import Leemteoordeel
from selectie.queries import stand
from tests.factories import zelfde_persoon
from tests.factories_publicatie import LeemteFactory
from tests.factories_selectie import NIEUW, begonnen, bevroren, geopende_regio, medewerker, partij
from tests.selectie.hulp import kijk, klik, knoppen, tekst

pytestmark = pytest.mark.django_db


@pytest.fixture
def toewijzing():
    """A region with two gaps and one candidate."""
    rij = geopende_regio(NIEUW)
    for omschrijving in ("Mensen met NAH", "Turkstalige cliënten"):
        LeemteFactory(toewijzing=rij, omschrijving=omschrijving, vastgesteld=True)
    return rij


@pytest.fixture
def kandidaat(toewijzing):
    return begonnen(toewijzing).kandidaten.get()


def antwoord(kandidaat, nummer, voorziet, door, motivering="Daarom."):
    leemte = kandidaat.regioselectie.toewijzing.leemten.order_by("pk")[nummer]
    return beantwoord_leemte(
        kandidaat_id=kandidaat.pk, leemte_id=leemte.pk, voorziet=voorziet, motivering=motivering, door=door
    )


@pytest.mark.clausule("IK-156")
@pytest.mark.parametrize(
    "antwoorden, verwacht",
    [
        ([(0, False), (0, False), (1, False), (1, False)], False),
        ([(0, False), (0, False), (1, True), (1, True)], True),
        ([(0, True), (0, True), (1, True)], None),
        ([(0, True), (0, True), (1, True), (1, False)], None),
        ([], None),
    ],
)
def test_twee_gelijke_antwoorden_op_elke_leemte_geven_het_criterium(toewijzing, kandidaat, antwoorden, verwacht):
    mensen = [medewerker(toewijzing), medewerker(toewijzing)]
    for plek, (nummer, voorziet) in enumerate(antwoorden):
        antwoord(kandidaat, nummer, voorziet, mensen[plek % 2])
    kandidaat.refresh_from_db()
    assert kandidaat.voorziet_in_leemte is verwacht


def test_de_redenen_van_beiden_staan_bij_het_criterium(toewijzing, kandidaat):
    een, twee = medewerker(toewijzing), medewerker(toewijzing)
    for nummer in (0, 1):
        antwoord(kandidaat, nummer, nummer == 1, een, "Zegt het dossier.")
        antwoord(kandidaat, nummer, nummer == 1, twee, "Blijkt uit het plan.")
    kandidaat.refresh_from_db()
    assert kandidaat.leemte_motivering.splitlines() == [
        "Mensen met NAH: nee. Zegt het dossier. / Blijkt uit het plan.",
        "Turkstalige cliënten: ja. Zegt het dossier. / Blijkt uit het plan.",
    ]


def test_een_ander_antwoord_opent_het_criterium_weer_en_laat_het_voorstel_vervallen(toewijzing, kandidaat):
    een, twee = medewerker(toewijzing), medewerker(toewijzing)
    for nummer in (0, 1):
        for door in (een, twee):
            antwoord(kandidaat, nummer, True, door)
    actions.leg_invoer_voor(selectie_id=kandidaat.regioselectie_id, door=een)

    antwoord(kandidaat, 0, False, twee, "Bij nader inzien niet.")

    kandidaat.refresh_from_db()
    assert kandidaat.voorziet_in_leemte is None
    assert kandidaat.regioselectie.voorgesteld_op is None
    assert Leemteoordeel.objects.count() == 4
    regel = Gebeurtenis.objects.filter(handeling="beantwoord_leemte").latest("pk")
    assert (regel.actor_id, regel.gegevens["voorziet"]) == (twee.pk, False)


@pytest.mark.clausule("IK-156")
def test_zonder_twee_antwoorden_bevriest_de_regio_niet_en_zij_noemt_de_organisatie(toewijzing):
    for _ in range(4):
        partij(toewijzing)
    selectie = begonnen(toewijzing, *["-a-- 1/2"] * 5)
    kandidaat = selectie.kandidaten.first()
    antwoord(kandidaat, 0, True, medewerker(toewijzing))
    naam = kandidaat.regioinschrijving.inschrijving.partijnaam
    assert stand(selectie).belemmeringen == [f"{naam}: vul nog in leemte: twee gelijke antwoorden."]


@pytest.mark.geval("B29")
def test_een_derde_antwoordt_niet_en_een_reden_is_verplicht(toewijzing, kandidaat):
    een, twee, drie = (medewerker(toewijzing) for _ in range(3))
    with pytest.raises(RegelFout, match="waarom"):
        antwoord(kandidaat, 0, True, een, "")
    antwoord(kandidaat, 0, True, een)
    antwoord(kandidaat, 0, True, een, "Nog eens.")
    kandidaat.refresh_from_db()
    assert kandidaat.voorziet_in_leemte is None
    antwoord(kandidaat, 0, True, twee)
    with pytest.raises(RegelFout, match="Twee collega"):
        antwoord(kandidaat, 0, False, drie)


@pytest.mark.geval("B29")
def test_een_tweede_account_van_dezelfde_persoon_is_geen_tweede_beoordelaar(toewijzing, kandidaat):
    een, tweede_account = medewerker(toewijzing), medewerker(toewijzing)
    zelfde_persoon(een, tweede_account)
    antwoord(kandidaat, 0, True, een)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        antwoord(kandidaat, 0, True, tweede_account)
    assert Leemteoordeel.objects.count() == 1


def test_alleen_een_vastgestelde_leemte_van_deze_regio(toewijzing, kandidaat):
    door = medewerker(toewijzing)
    voorstel = LeemteFactory(toewijzing=toewijzing)
    elders = LeemteFactory(toewijzing=geopende_regio(regios=("Zeeland",), code="2019"), vastgesteld=True)
    for leemte in (voorstel, elders):
        with pytest.raises(RegelFout, match="niet vastgesteld"):
            beantwoord_leemte(
                kandidaat_id=kandidaat.pk, leemte_id=leemte.pk, voorziet=True, motivering="Ja.", door=door
            )


@pytest.mark.geval("B30")
def test_na_het_bevriezen_verandert_geen_antwoord(toewijzing):
    selectie = bevroren(toewijzing)
    with pytest.raises(RegelFout, match="bevroren"):
        antwoord(selectie.kandidaten.get(), 0, True, medewerker(toewijzing))


@pytest.mark.geval("B26")
def test_wie_bij_een_ander_zorgkantoor_werkt_antwoordt_niet(kandidaat):
    vreemd = medewerker(geopende_regio(regios=("Zeeland",), code="2019"))
    with pytest.raises(PermissionDenied):
        antwoord(kandidaat, 0, True, vreemd)


def test_een_antwoord_blijft_als_de_lijst_van_kandidaten_wordt_ververst(toewijzing, kandidaat):
    een, twee = medewerker(toewijzing), medewerker(toewijzing)
    for nummer in (0, 1):
        for door in (een, twee):
            antwoord(kandidaat, nummer, True, door)
    kandidaat.delete()
    assert begonnen(toewijzing).kandidaten.get().voorziet_in_leemte is True


# --- Op het scherm ------------------------------------------------------------------------------------------


def test_het_antwoord_van_een_collega_is_te_zien_na_het_eigen(client, meld_aan, toewijzing, kandidaat):
    een = medewerker(toewijzing)
    antwoord(kandidaat, 0, True, een, "Zij spreken Turks.")
    leemte = toewijzing.leemten.order_by("pk")[0]
    meld_aan(toewijzing)
    voor = kijk(client, "kandidaat", kandidaat.pk)
    assert ("Een collega antwoordde al" in tekst(voor), "Zij spreken Turks." in tekst(voor)) == (True, False)

    velden = {f"{leemte.pk}-voorziet": "False", f"{leemte.pk}-motivering": "Dat blijkt nergens uit."}
    klik(client, "leemte_beantwoorden", kandidaat.pk, leemte.pk, **velden)

    na = tekst(kijk(client, "kandidaat", kandidaat.pk))
    assert all(zin in na for zin in ("Zij spreken Turks.", "Dat blijkt nergens uit.", "U antwoordt verschillend."))
    assert [s.aantal for s in standen(kandidaat, een)] == [2, 0]


def test_een_leeg_antwoord_laat_staan_wat_is_getypt(client, meld_aan, toewijzing, kandidaat):
    leemte = toewijzing.leemten.order_by("pk")[0]
    meld_aan(toewijzing)
    antwoord_ = klik(client, "leemte_beantwoorden", kandidaat.pk, leemte.pk, **{f"{leemte.pk}-motivering": "Half af."})
    assert (antwoord_.status_code, "Half af." in tekst(antwoord_)) == (422, True)
    assert knoppen(antwoord_) == ["Antwoord geven", "Antwoord geven", "Feiten bewaren"]
    assert not Leemteoordeel.objects.exists()
