"""The opening: by two people, not before its time, all dossiers at once (R7, I4)."""

import subprocess

import pytest
from django.core.exceptions import PermissionDenied

from beoordeling.actions import open_samen, vraag_opening_aan
from beoordeling.integriteit import openingen
from beoordeling.models import Classificatie, Opening, Regiobeoordeling
from beoordeling.states import Openingstatus
from inschrijving import actions as inschrijving_actions
from inschrijving import momentopname
from inschrijving.models import Inschrijving
from inschrijving.queries import vers
from inschrijving.states import Status
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis import opslag
from kluis.actions import lees
from kluis.fouten import StukBeschadigd
from partijen.states import Rolsoort
from publicatie.actions import leg_leemtelijst_voor, stel_leemtelijst_vast
from publicatie.queries import lijsthash
from tests.beoordeling.hulp import OPEN_OP, open_alles, staf, stel_leemten_vast, team
from tests.factories import RolFactory, WlzUitvoerderFactory, bekeken
from tests.factories_inschrijving import voeg_regios_toe
from tests.inschrijving.hulp import NIEUW, dien_in, ingediende_inschrijving, volledige_inschrijving

pytestmark = pytest.mark.django_db
INDIENEN_OP = "2017-07-28 14:12"


@pytest.fixture
def ingediend(klok):
    """A submitted dossier, on the moment that it can be opened."""
    klok(INDIENEN_OP)
    inschrijving = ingediende_inschrijving(regios={"Flevoland": NIEUW, "Utrecht": NIEUW}).inschrijving
    stel_leemten_vast(inschrijving.ronde, inschrijving.uitvoerder)
    klok(OPEN_OP)
    return inschrijving


def vraag_aan(inschrijving, door=None):
    door = door or team(inschrijving.uitvoerder).een
    return vraag_opening_aan(ronde=inschrijving.ronde, uitvoerder=inschrijving.uitvoerder, door=door)


def is_dicht(inschrijving):
    return (
        Inschrijving.objects.get(pk=inschrijving.pk).status == Status.INGEDIEND
        and not Regiobeoordeling.objects.exists()
    )


@pytest.mark.clausule("IK-020")
@pytest.mark.geval("B28")
@pytest.mark.parametrize("moment", ["2017-08-01 16:59", "2017-08-01 17:00", "2017-08-01 17:59:59.999999"])
def test_een_uur_na_de_sluiting_en_geen_microseconde_eerder(ingediend, klok, moment):
    klok(moment)
    with pytest.raises(RegelFout, match="nog niet open"):
        vraag_aan(ingediend)
    assert not Opening.objects.exists()
    assert is_dicht(ingediend)


def test_bevestigen_kan_ook_niet_te_vroeg(ingediend, klok):
    opening = vraag_aan(ingediend)
    klok("2017-08-01 17:59:59")
    with pytest.raises(RegelFout, match="nog niet open"):
        open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=team(ingediend.uitvoerder).twee)
    assert is_dicht(ingediend)


def test_een_regio_zonder_vaste_lijst_van_leemten_houdt_de_opening_tegen_bij_naam(klok):
    """Also a region for which nobody entered: the refusal says nothing about dossiers (A36, B28)."""
    klok(INDIENEN_OP)
    inschrijving = ingediende_inschrijving(regios={"Flevoland": NIEUW}).inschrijving
    regio = inschrijving.ronde.toewijzingen.get(regio__naam="Zwolle")
    wie = team(inschrijving.uitvoerder)
    klok(OPEN_OP)
    with pytest.raises(RegelFout, match="in de regio’s Flevoland, Utrecht, Zwolle, dus"):
        vraag_aan(inschrijving)
    stel_leemten_vast(inschrijving.ronde, inschrijving.uitvoerder, behalve="Zwolle")
    leg_leemtelijst_voor(toewijzing_id=regio.pk, door=wie.een)
    with pytest.raises(RegelFout, match="nog niet vast in Zwolle, dus"):
        vraag_aan(inschrijving)
    assert is_dicht(inschrijving)
    stel_leemtelijst_vast(toewijzing_id=regio.pk, gezien=lijsthash(regio), door=wie.twee)
    opening = vraag_aan(inschrijving)
    assert open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=wie.twee).status == Openingstatus.GEOPEND


def test_bevestigen_kan_ook_niet_zonder_vaste_lijst(ingediend):
    """A region that came to the uitvoerder after the request."""
    opening = vraag_aan(ingediend)
    voeg_regios_toe(ingediend.ronde, ingediend.uitvoerder, ["Twente"])
    with pytest.raises(RegelFout, match="nog niet vast in Twente, dus"):
        open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=team(ingediend.uitvoerder).twee)
    assert is_dicht(ingediend)


@pytest.mark.geval("B29")
def test_een_tweede_account_van_dezelfde_persoon_bevestigt_niet(ingediend):
    opening = vraag_aan(ingediend)
    wie = team(ingediend.uitvoerder)
    wie.manager.emailaddress_set.create(email=wie.een.email.replace("@", "+manager@").upper(), verified=True)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=wie.manager)
    assert is_dicht(ingediend)


@pytest.mark.parametrize(("moment", "mag"), [("2017-08-01 18:10:00", True), ("2017-08-01 18:10:00.000001", False)])
def test_de_tweede_bevestigt_binnen_tien_minuten(ingediend, klok, moment, mag):
    opening = vraag_aan(ingediend)
    klok(moment)
    if mag:
        assert (
            open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=team(ingediend.uitvoerder).twee).status
            == Openingstatus.GEOPEND
        )
    else:
        with pytest.raises(RegelFout, match="ouder dan 10 minuten"):
            open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=team(ingediend.uitvoerder).twee)
        assert is_dicht(ingediend)


@pytest.mark.geval("B29")
def test_een_persoon_kan_niet_bevestigen_wat_die_zelf_aanvroeg(ingediend):
    opening = vraag_aan(ingediend)
    with pytest.raises(RegelFout, match="U vroeg de opening zelf aan"):
        open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=team(ingediend.uitvoerder).een)
    assert is_dicht(ingediend)


@pytest.mark.geval("B26")
@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER, Rolsoort.NOTARIS])
def test_wie_niet_bij_deze_uitvoerder_opent_komt_er_niet_in(ingediend, soort):
    opening = vraag_aan(ingediend)
    vreemd = RolFactory(bij_uitvoerder=True, soort=soort).gebruiker
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    for mens in (vreemd, auditor):
        with pytest.raises(PermissionDenied):
            vraag_aan(ingediend, mens)
        with pytest.raises(PermissionDenied):
            open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=mens)
    assert is_dicht(ingediend)


def test_een_collega_bevestigt_een_verse_aanvraag_en_vervangt_haar_niet(ingediend, klok):
    eerste = vraag_aan(ingediend)
    wie = team(ingediend.uitvoerder)
    with pytest.raises(RegelFout, match="bevestig die aanvraag"):
        vraag_aan(ingediend, wie.twee)
    klok("2017-08-01 18:10:01")
    opening = vraag_aan(ingediend, wie.twee)
    assert (opening.pk, opening.eerste_door) == (eerste.pk, wie.twee)
    assert open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=wie.een).status == Openingstatus.GEOPEND


def test_alle_dossiers_van_de_ronde_bij_deze_uitvoerder_gaan_tegelijk_open(ingediend, klok):
    klok(INDIENEN_OP)
    ronde, uitvoerder = ingediend.ronde, ingediend.uitvoerder
    tweede = ingediende_inschrijving(ronde=ronde, uitvoerder=uitvoerder).inschrijving
    concept = volledige_inschrijving(ronde=ronde, uitvoerder=uitvoerder)
    ingetrokken = ingediende_inschrijving(ronde=ronde, uitvoerder=uitvoerder).inschrijving
    tekenaar = ingetrokken.bestuursverklaring.getekend_door
    inschrijving_actions.trek_in(inschrijving_id=ingetrokken.pk, reden="Wij stoppen.", door=tekenaar)
    ander = WlzUitvoerderFactory()
    voeg_regios_toe(ronde, ander, ["Twente"])
    elders = ingediende_inschrijving(ronde=ronde, uitvoerder=ander).inschrijving
    klok(OPEN_OP)

    opening = open_alles(ronde, uitvoerder)

    geopend = set(Inschrijving.objects.filter(status=Status.GEOPEND))
    assert geopend == {ingediend, tweede}
    assert {rij["kenmerk"] for rij in opening.dossiers} == {ingediend.kenmerk, tweede.kenmerk}
    standen = dict(Inschrijving.objects.values_list("pk", "status"))
    assert [standen[rij.pk] for rij in (concept, ingetrokken, elders)] == ["concept", "ingetrokken", "ingediend"]


def test_per_regio_komt_er_een_beoordeling_en_een_voorstel(ingediend):
    open_alles(ingediend.ronde, ingediend.uitvoerder)
    assert {str(rij.regioinschrijving) for rij in Regiobeoordeling.objects.all()} == {"Flevoland", "Utrecht"}
    assert list(Classificatie.objects.values_list("voorstel", "indeling")) == [("geheel_nieuw", "")] * 2


def test_na_de_opening_is_de_werkversie_wat_is_ingediend(ingediend, klok):
    klok(INDIENEN_OP)
    tekenaar = ingediend.bestuursverklaring.getekend_door
    ingediende_hash = ingediend.indieningen.get().hash
    pks = set(ingediend.bewijsstukken.values_list("pk", flat=True))
    wie = {"inschrijving_id": ingediend.pk, "door": tekenaar}
    inschrijving_actions.verwijder_document(pk=min(pks), **wie)
    inschrijving_actions.bewaar_leemten(teksten={ingediend.regios.first().pk: "Iets anders."}, **wie)
    klok(OPEN_OP)

    open_alles(ingediend.ronde, ingediend.uitvoerder)

    geopend = Inschrijving.objects.get(pk=ingediend.pk)
    assert momentopname.hash_nu(vers(geopend.pk)) == ingediende_hash
    assert set(geopend.bewijsstukken.values_list("pk", flat=True)) == pks


def test_een_geknoeid_bestand_houdt_alles_dicht(ingediend, klok):
    klok(INDIENEN_OP)
    tweede = ingediende_inschrijving(ronde=ingediend.ronde, uitvoerder=ingediend.uitvoerder).inschrijving
    klok(OPEN_OP)
    stuk = tweede.bewijsstukken.first().stuk
    pad = opslag.pad(stuk.plek)
    doos = bytearray(pad.read_bytes())
    doos[-1] ^= 1
    pad.chmod(0o600)
    pad.write_bytes(doos)
    opening = vraag_aan(ingediend)

    with pytest.raises(StukBeschadigd):
        open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=team(ingediend.uitvoerder).twee)

    assert is_dicht(ingediend)
    assert is_dicht(tweede)
    assert Opening.objects.get().status == Openingstatus.AANGEVRAAGD


def test_tweemaal_openen_kan_niet(ingediend):
    opening = open_alles(ingediend.ronde, ingediend.uitvoerder)
    manager = team(ingediend.uitvoerder).manager
    with pytest.raises(RegelFout, match="al geopend"):
        open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=manager)
    with pytest.raises(RegelFout, match="al geopend"):
        vraag_aan(ingediend, manager)


def test_zonder_dossiers_is_de_opening_er_ook_met_proces_verbaal(ingediend, klok):
    ander = WlzUitvoerderFactory()
    voeg_regios_toe(ingediend.ronde, ander, ["Twente"])
    opening = open_alles(ingediend.ronde, ander)
    assert opening.dossiers == []
    assert "Er waren geen dossiers om te openen" in pdf_tekst(lees(opening.proces_verbaal))


def pdf_tekst(inhoud: bytes) -> str:
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=inhoud, capture_output=True, check=True)
    return " ".join(uit.stdout.decode().split())


def test_het_proces_verbaal_noemt_wie_wanneer_en_welke_dossiers(ingediend, klok):
    opening = vraag_aan(ingediend)
    klok("2017-08-01 18:03:07")
    opening = open_samen(
        opening_id=opening.pk, gezien=bekeken(opening), door=staf(ingediend.uitvoerder, "Bram Inkoper")
    )
    indiening = ingediend.indieningen.get()
    tekst = pdf_tekst(lees(opening.proces_verbaal))
    for deel in (
        "Anna Inkoper 1 augustus 2017, 18:00:00 uur",
        "Bram Inkoper 1 augustus 2017, 18:03:07 uur",
        indiening.ontvangstnummer,
        "28 juli 2017, 14:12:00 uur",
        f"SHA-256 {indiening.hash}",
        ingediend.partijnaam,
    ):
        assert deel in tekst
    regel = Gebeurtenis.objects.get(handeling="open", object_soort="beoordeling.opening")
    assert regel.gegevens["sha256"] == opening.proces_verbaal.sha256
    assert (regel.gegevens["dossiers"], regel.actor_id) == (1, opening.tweede_door_id)


@pytest.mark.geval("I4")
def test_de_integriteit_van_openingen_klopt(ingediend):
    vraag_aan(ingediend)
    open_samen(
        opening_id=Opening.objects.get().pk, gezien=bekeken(Opening.objects.get()), door=team(ingediend.uitvoerder).twee
    )
    uitslag = openingen()
    assert (uitslag.fouten, uitslag.gecontroleerd) == ([], 2)


def test_indienen_na_de_opening_kan_niet(ingediend):
    tekenaar = ingediend.bestuursverklaring.getekend_door
    open_alles(ingediend.ronde, ingediend.uitvoerder)
    with pytest.raises(RegelFout, match="gesloten"):
        dien_in(ingediend, tekenaar)
