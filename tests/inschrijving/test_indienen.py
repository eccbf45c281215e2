"""Submitting: in time, complete, once, and what stands."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from berichten.models import Bericht
from berichten.states import Berichtsoort
from inschrijving import actions, momentopname
from inschrijving.models import Indiening, Inschrijving
from inschrijving.queries import feiten, laatste_indiening, ontbreekt, te_openen, vers
from inschrijving.states import Status
from kern.fouten import RegelFout
from kern.klok import nu as kloknu
from kern.log import als_feiten, kop_van
from kern.models import Gebeurtenis, Uitkomst
from kern.rules import ketenfouten
from kluis import opslag
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.factories import GebeurtenisFactory, RolFactory
from tests.inschrijving.hulp import (
    BESTAAND,
    NIEUW,
    Lid,
    dien_in,
    gezien,
    ingediende_inschrijving,
    tekenbevoegde,
    volledige_inschrijving,
)

pytestmark = pytest.mark.django_db
OPEN = "2017-07-28 14:12"
STIPT, TE_LAAT = "2017-08-01 17:00", "2017-08-01 17:00:00.000001"


def door(inschrijving):
    return inschrijving.bestuursverklaring.getekend_door


@pytest.mark.clausule("IK-072", "IK-088", "IK-092")
@pytest.mark.parametrize(
    "variant",
    [
        {"regios": {"Utrecht": BESTAAND}},
        {"regios": {"Utrecht": NIEUW, "Flevoland": BESTAAND}},
        {"leden": [Lid("Stichting Wulp", "87654321"), Lid("Zzp Kievit", "87654322", "zzp")]},
    ],
)
def test_een_compleet_dossier_wordt_ingediend(klok, variant):
    klok(OPEN)
    inschrijving = volledige_inschrijving(**variant)
    indiening = dien_in(inschrijving, door(inschrijving))
    assert laatste_indiening(indiening.inschrijving) == indiening
    assert [b["naam"] for b in indiening.stukken] == [b.stuk.naam for b in inschrijving.bewijsstukken.order_by("pk")]


@pytest.mark.clausule("IK-019")
@pytest.mark.geval("T1", "T2")
@pytest.mark.parametrize("moment", ["2017-08-01 16:59:59.999999", STIPT])
def test_tot_en_met_de_sluiting_aangenomen(klok, moment):
    klok("2017-08-01 16:55")
    inschrijving = volledige_inschrijving()
    aankomst = klok(moment)
    indiening = dien_in(inschrijving, door(inschrijving))
    assert indiening.aangekomen_op == aankomst
    assert Inschrijving.objects.get().status == Status.INGEDIEND


@pytest.mark.clausule("IK-019", "IK-191")
@pytest.mark.geval("T3", "T4", "B35")
@pytest.mark.parametrize("moment", [TE_LAAT, "2017-08-01 17:00:59.9"])
def test_daarna_geweigerd_en_niets_veranderd(klok, moment):
    klok("2017-08-01 16:55")
    inschrijving = volledige_inschrijving()
    voor = momentopname.maak(vers(inschrijving.pk))
    klok(moment)
    with pytest.raises(RegelFout, match="dinsdag 1 augustus 2017, 17:00 uur"):
        dien_in(inschrijving, door(inschrijving))
    inschrijving.refresh_from_db()
    assert (inschrijving.status, Indiening.objects.count(), Bericht.objects.count()) == (Status.CONCEPT, 0, 0)
    assert momentopname.maak(vers(inschrijving.pk)) == voor
    regel = Gebeurtenis.objects.get(handeling="dien_in")
    assert regel.resultaat == Uitkomst.GEWEIGERD


@pytest.mark.geval("T7")
def test_een_wijziging_die_niet_af_is_laat_de_eerdere_versie_staan(klok):
    klok("2017-08-01 16:40")
    indiening = ingediende_inschrijving(regios={"Utrecht": NIEUW})
    inschrijving = indiening.inschrijving
    klok("2017-08-01 16:55")
    actions.bewaar_verklaring(inschrijving_id=inschrijving.pk, garantie=False, door=indiening.door)
    actions.verwijder_document(
        inschrijving_id=inschrijving.pk, pk=inschrijving.bewijsstukken.first().pk, door=indiening.door
    )
    klok(TE_LAAT)
    with pytest.raises(RegelFout, match=f"{indiening.ontvangstnummer} staat en telt mee"):
        dien_in(inschrijving, indiening.door)
    inschrijving = Inschrijving.objects.get()
    assert (inschrijving.status, inschrijving.wijziging_begonnen) == (Status.INGEDIEND, True)
    assert laatste_indiening(inschrijving) == indiening
    klok("2017-08-01 18:30")
    actions.open_dossier(inschrijving_id=inschrijving.pk, door=None)
    assert ontbreekt(vers(inschrijving.pk)) == []
    assert momentopname.maak(vers(inschrijving.pk)) == indiening.momentopname


@pytest.mark.clausule("IK-088", "IK-089")
def test_niet_compleet_noemt_wat_er_mist(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving(regios={"Utrecht": BESTAAND}, getekend=False)
    wie = inschrijving.organisatie.rollen.get().gebruiker
    regio = inschrijving.regios.get()
    actions.bewaar_prognoses(inschrijving_id=inschrijving.pk, prognoses={regio.pk: {"uren": None}}, door=wie)
    with pytest.raises(RegelFout, match="Prognose voor 2018 invullen; Bestuursverklaring ondertekenen"):
        dien_in(inschrijving, wie)
    assert not Indiening.objects.exists()


@pytest.mark.clausule("IK-085")
def test_ontvangstbewijs_en_bevestiging(klok):
    klok(OPEN)
    indiening = ingediende_inschrijving(regios={"Utrecht": NIEUW, "Zwolle": BESTAAND})
    inschrijving = indiening.inschrijving
    assert list(te_openen(inschrijving.ronde, inschrijving.uitvoerder)) == [inschrijving]
    bericht = Bericht.objects.get(soort=Berichtsoort.ONTVANGST)
    assert bericht.ontvanger == inschrijving.organisatie.email
    for deel in (
        indiening.ontvangstnummer,
        "28 juli 2017, 14:12:00 uur (UTC+02:00)",
        "2017-07-28 12:12:00.000000 UTC",
        "Utrecht (nieuw)",
        "Zwolle (bestaand)",
        indiening.hash,
        indiening.logkop,
        *(bestand["sha256"] for bestand in indiening.stukken),
    ):
        assert deel in bericht.tekst


def test_het_ontvangstbewijs_draagt_de_kop_van_het_logboek(klok):
    klok(OPEN)
    indiening = ingediende_inschrijving()
    regels = Gebeurtenis.objects.filter(dossier=indiening.inschrijving.dossier_sleutel)
    assert ketenfouten(als_feiten(regel) for regel in regels) == []
    assert regels.get(hash=indiening.logkop).gegevens["sha256"] == indiening.hash
    assert kop_van(indiening.inschrijving) == regels.last().hash


@pytest.mark.geval("F21")
def test_zelfde_sleutel_geeft_hetzelfde_ontvangstbewijs(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    sleutel = uuid4()
    eerste = dien_in(inschrijving, door(inschrijving), sleutel=sleutel)
    klok(TE_LAAT)  # the answer got lost; the browser sends the same form again
    assert dien_in(inschrijving, door(inschrijving), sleutel=sleutel) == eerste
    assert (Indiening.objects.count(), Bericht.objects.count()) == (1, 1)


@pytest.mark.geval("F21")
def test_zelfde_sleutel_met_andere_inhoud_wordt_geweigerd(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    sleutel = uuid4()
    dien_in(inschrijving, door(inschrijving), sleutel=sleutel)
    actions.bewaar_organisatie(inschrijving_id=inschrijving.pk, telefoon="030 999", door=door(inschrijving))
    with pytest.raises(RegelFout, match="al iets anders ingediend"):
        dien_in(inschrijving, door(inschrijving), sleutel=sleutel)
    assert Indiening.objects.count() == 1


@pytest.mark.geval("F21")
def test_andere_sleutel_is_de_volgende_versie(klok):
    klok(OPEN)
    eerste = ingediende_inschrijving()
    tweede = dien_in(eerste.inschrijving, eerste.door)
    assert [(i.volgnummer, i.ontvangstnummer) for i in Indiening.objects.all()] == [
        (1, eerste.ontvangstnummer),
        (2, tweede.ontvangstnummer),
    ]
    assert laatste_indiening(tweede.inschrijving) == tweede


def test_indienen_van_iets_anders_dan_getoond(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    bladzijde = gezien(inschrijving)
    actions.bewaar_organisatie(inschrijving_id=inschrijving.pk, telefoon="030 999", door=door(inschrijving))
    with pytest.raises(RegelFout, match="gewijzigd nadat"):
        dien_in(inschrijving, door(inschrijving), gezien=bladzijde)
    assert not Indiening.objects.exists()


def test_een_invuller_en_een_vreemde_dienen_niet_in(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    invuller = RolFactory(soort=Rolsoort.INVULLER, organisatie=inschrijving.organisatie).gebruiker
    for wie in (invuller, tekenbevoegde()):
        with pytest.raises(PermissionDenied):
            dien_in(inschrijving, wie)
    assert not Indiening.objects.exists()


def test_intrekken_en_opnieuw_indienen(klok):
    klok(OPEN)
    eerste = ingediende_inschrijving()
    wie = {"inschrijving_id": eerste.inschrijving_id, "door": eerste.door}
    with pytest.raises(RegelFout, match="waarom"):
        actions.trek_in(reden=" ", **wie)
    ingetrokken = actions.trek_in(reden="Wij doen toch niet mee.", **wie)
    assert laatste_indiening(ingetrokken) is None
    assert not te_openen(ingetrokken.ronde, ingetrokken.uitvoerder).exists()
    tweede = dien_in(ingetrokken, eerste.door)
    assert laatste_indiening(tweede.inschrijving) == tweede
    assert Bericht.objects.filter(soort=Berichtsoort.ONTVANGST).count() == 3


@pytest.mark.geval("B37")
def test_herhalen_na_intrekken_wordt_geweigerd(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    velden = {"sleutel": uuid4(), "gezien": gezien(inschrijving)}
    dien_in(inschrijving, door(inschrijving), **velden)
    actions.trek_in(inschrijving_id=inschrijving.pk, reden="Toch niet.", door=door(inschrijving))
    with pytest.raises(RegelFout, match="ingetrokken"):
        dien_in(inschrijving, door(inschrijving), **velden)
    assert Inschrijving.objects.get().status == Status.INGETROKKEN
    assert Gebeurtenis.objects.filter(handeling="dien_in", resultaat=Uitkomst.GEWEIGERD).count() == 1


def test_na_de_sluiting_intrekken_kan_niet(klok):
    klok(OPEN)
    indiening = ingediende_inschrijving()
    klok(TE_LAAT)
    with pytest.raises(RegelFout, match="gesloten"):
        actions.trek_in(inschrijving_id=indiening.inschrijving_id, reden="Spijt.", door=indiening.door)
    assert Inschrijving.objects.get().status == Status.INGEDIEND


@pytest.mark.clausule("IK-073")
def test_een_samenwerkingsverband_is_een_partij(klok):
    klok(OPEN)
    leden = [Lid("Stichting Wulp", "87654321"), Lid("Zzp Kievit", "87654322", "zzp")]
    indiening = ingediende_inschrijving(leden=leden, verbandnaam="Tureluur")
    assert te_openen(indiening.inschrijving.ronde, indiening.inschrijving.uitvoerder).count() == 1
    assert indiening.momentopname["partij"]["naam"] == indiening.inschrijving.partijnaam == "Tureluur"


@pytest.mark.geval("B28")
def test_personeel_ziet_voor_de_opening_niets(klok):
    klok(OPEN)
    indiening = ingediende_inschrijving()
    uitvoerder = indiening.inschrijving.uitvoerder
    inkoper = RolFactory(bij_uitvoerder=True, uitvoerder=uitvoerder).gebruiker
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    assert [Inschrijving.objects.zichtbaar_voor(wie).count() for wie in (inkoper, auditor)] == [0, 0]
    klok("2017-08-01 18:30")
    actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=inkoper)
    ander = RolFactory(bij_uitvoerder=True).gebruiker
    wie = Gebruiker.objects.in_bulk([inkoper.pk, auditor.pk, ander.pk])
    assert {pk: Inschrijving.objects.zichtbaar_voor(g).count() for pk, g in wie.items()} == {
        inkoper.pk: 1,
        auditor.pk: 1,
        ander.pk: 0,
    }


@pytest.mark.parametrize(("moment", "mag"), [(STIPT, False), (TE_LAAT, True)])
def test_geen_dossier_open_voor_de_sluiting(klok, moment, mag):
    klok(OPEN)
    indiening = ingediende_inschrijving()
    klok(moment)
    if mag:
        actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None)
    else:
        with pytest.raises(RegelFout, match="nog niet gesloten"):
            actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None)


def test_openen_kan_alleen_wat_ingediend_is_en_een_keer(klok):
    klok(OPEN)
    concept = volledige_inschrijving()
    indiening = ingediende_inschrijving(ronde=concept.ronde)
    klok("2017-08-01 18:30")
    actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None)
    for pk in (concept.pk, indiening.inschrijving_id):
        with pytest.raises(RegelFout):
            actions.open_dossier(inschrijving_id=pk, door=None)


@pytest.mark.geval("F23")
def test_een_beschadigd_bestand_houdt_de_opening_tegen(klok):
    klok(OPEN)
    indiening = ingediende_inschrijving()
    stuk = indiening.inschrijving.bewijsstukken.first().stuk
    pad = opslag.pad(stuk.plek)
    doos = bytearray(pad.read_bytes())
    doos[-1] ^= 1
    pad.chmod(0o600)
    pad.write_bytes(doos)
    klok("2017-08-01 18:30")
    with pytest.raises(RegelFout, match="beschadigd"):
        actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None)
    assert Inschrijving.objects.get().status == Status.INGEDIEND


def test_een_gewijzigde_versie_houdt_de_opening_tegen(klok):
    klok(OPEN)
    indiening = ingediende_inschrijving()
    Indiening.objects.update(momentopname=indiening.momentopname | {"partij": {}})
    klok("2017-08-01 18:30")
    with pytest.raises(RegelFout, match="ontvangstbewijs"):
        actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None)


def test_een_te_oude_vog_is_een_bevinding_en_geen_slot(klok):
    aankomst = klok("2017-08-01 12:00")
    indiening = ingediende_inschrijving(vog_datum=aankomst.date().replace(month=1, day=31))
    (vog,) = (d for d in feiten(vers(indiening.inschrijving_id)).documenten if d.soort == "vog")
    assert vog.datum.isoformat() == "2017-01-31"


@pytest.mark.geval("F18")
@pytest.mark.parametrize(
    ("vooruit", "weigert"), [(-1, "gesloten"), (0.02, "gesloten"), (1, "klok"), (90_000, "gesloten")]
)
def test_een_klok_die_is_teruggezet_geeft_geen_stempel(klok, settings, vooruit, weigert):
    """By the clock of the database itself: a line that was recorded later than now can only be its doing. What lies
    more than a day ahead does not count; the round closed in 2017, which is what refuses otherwise."""
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    wie = door(inschrijving)
    settings.KLOK_VERZETBAAR = False
    GebeurtenisFactory(tijd=kloknu() + timedelta(seconds=vooruit))
    with pytest.raises(RegelFout, match=weigert):
        dien_in(inschrijving, wie)
    regel = Gebeurtenis.objects.filter(handeling="dien_in").get()
    assert (regel.resultaat, Indiening.objects.exists()) == (Uitkomst.GEWEIGERD, False)
