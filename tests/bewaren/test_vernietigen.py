"""From what is due to what is gone: order, second person, worker, and what is left (R22)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from bekendmaking.actions import maak_archieven, vraag_archief_aan
from bekendmaking.models import Archief, Beslissing
from berichten.models import Bericht
from bewaren import actions, queries
from bewaren.models import SOORTEN
from bewaren.rules import AFGEWEZEN, CONCEPT, INGETROKKEN, OVEREENKOMST, VOG
from inschrijving.models import Bewijsstuk, Clientondersteuner, Indiening, Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.transitions import zet_over
from kluis import opslag
from kluis.actions import bewaar, lees
from kluis.fouten import StukVernietigd
from kluis.models import Stuk
from portaal.integriteit import controleer
from tests.bewaren.hulp import DRIE_JAAR, VOG_WEG, afgewezen, beheerder, bevestigd, gevraagd, manager
from tests.factories import bekeken, zelfde_persoon, zet_klok
from tests.factories_bekendmaking import (
    ArchiefFactory,
    BezwaarFactory,
    GeschilFactory,
    KortGedingFactory,
    OvereenkomstFactory,
)
from tests.factories_inschrijving import InschrijvingFactory
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = [pytest.mark.django_db, pytest.mark.geval("R22")]


@pytest.fixture
def dossier() -> Inschrijving:
    rij = afgewezen()
    zet_klok(DRIE_JAAR)
    return rij


def met_archief(dossier: Inschrijving) -> Archief:
    """A ZIP of all letters of the ronde, in which the letter of this dossier lies too."""
    rij = ArchiefFactory(ronde=dossier.ronde)
    rij.stuk = bewaar(dossier=rij.dossier_sleutel, naam="brieven.pdf", inhoud=b"PK", controleer=False)
    rij.klaar_op, rij.manifest_hash = klok.nu(), "0" * 64
    rij.save()
    with transaction.atomic():
        zet_over(rij, "begin")
        return zet_over(rij, "rond_af")


def kenmerken(soort) -> list[str]:
    return [rij.inschrijving.kenmerk for rij in queries.te_vernietigen(soort, klok.vandaag())]


def fouten() -> dict[str, list[str]]:
    return {naam: sorted(uitslag.fouten) for naam, uitslag in controleer().items()}


def test_op_de_dag_zelf_en_niet_eerder(dossier):
    assert kenmerken(AFGEWEZEN) == [dossier.kenmerk]
    zet_klok("2020-09-14 23:59")
    assert kenmerken(AFGEWEZEN) == []
    zet_klok(VOG_WEG)
    assert kenmerken(VOG) == [dossier.kenmerk]
    zet_klok("2017-10-27 23:59")
    assert kenmerken(VOG) == []


@pytest.mark.parametrize(
    ("zaak", "tekst"),
    [
        (lambda d: BezwaarFactory(brief=d.brieven.get(), beslissingen=d.brieven.get().beslissingen.all()), "bezwaar"),
        (lambda d: KortGedingFactory(beslissing=d.brieven.get().beslissingen.first(), te_laat=True), "kort geding"),
        (lambda d: GeschilFactory(inschrijving=d), "geschil over de procedure"),
        (lambda d: Beslissing.objects.filter(brief__inschrijving=d).update(status="voorlopig"), "definitief"),
        (lambda d: actions.houd_aan(inschrijving_id=d.pk, reden="Dagvaarding", door=manager(d)), "aangehouden"),
    ],
)
def test_een_open_zaak_houdt_alles_en_zegt_waarom(dossier, zaak, tekst):
    zaak(dossier)
    for soort in (AFGEWEZEN, VOG):
        [rij] = queries.vervallen(soort, klok.vandaag())
        assert tekst in rij.waarom_niet
        assert kenmerken(soort) == []


def test_elke_andere_soort_op_haar_dag(dossier):
    """Never submitted and withdrawn: a year after the closing; with an overeenkomst: seven years after its last day."""
    bij = {"ronde": dossier.ronde, "uitvoerder": dossier.uitvoerder}
    rijen = {stand: InschrijvingFactory(status=stand, **bij) for stand in ("concept", "ingetrokken", "ingediend")}
    contract = OvereenkomstFactory(
        inschrijving=InschrijvingFactory(status="geopend", **bij),
        status="beeindigd",
        **dict.fromkeys(("aangeboden_op", "organisatie_getekend_op", "getekend_op"), klok.nu()),
        ingang_op=date(2018, 1, 1),
        eind_op=date(2020, 12, 31),
    )
    for soort, code, dag in ((CONCEPT, "concept", "2018-08-01"), (INGETROKKEN, "ingetrokken", "2018-08-01")):
        zet_klok(f"{dag} 00:00")
        assert kenmerken(soort) == [rijen[code].kenmerk]
        zet_klok("2018-07-31 23:59")
        assert kenmerken(soort) == []
    zet_klok("2027-12-30 23:59")
    assert (kenmerken(OVEREENKOMST), kenmerken(AFGEWEZEN)) == ([], [dossier.kenmerk])
    zet_klok("2027-12-31 00:00")
    assert kenmerken(OVEREENKOMST) == [contract.inschrijving.kenmerk]
    rij = bevestigd("concept")
    assert actions.voer_opdrachten_uit(hoogstens=5) == 1
    assert rij.regels.get().status == "vernietigd"
    assert Inschrijving.objects.get(pk=rijen["concept"].pk).vernietigd_op == klok.nu()


def test_een_uitspraak_houdt_alles_nog_drie_maanden(dossier):
    KortGedingFactory(
        beslissing=dossier.brieven.get().beslissingen.first(),
        status="beslist",
        uitspraak="afgewezen",
        uitspraak_op=date(2020, 7, 1),
    )
    assert kenmerken(VOG) == []
    zet_klok("2020-10-02 00:00")
    assert kenmerken(VOG) == kenmerken(AFGEWEZEN) == [dossier.kenmerk]


@pytest.mark.geval("B29", "B59")
def test_een_tweede_mens_bevestigt_precies_deze_lijst(dossier):
    een, twee, ander = beheerder(), beheerder(), beheerder()
    zelfde_persoon(een, twee)
    with pytest.raises(RegelFout, match="De lijst is veranderd"):
        actions.geef_opdracht(soort="afgewezen", gezien_hash="0" * 64, reden="Tijd.", door=een)
    rij = gevraagd("afgewezen", een)
    for door, hash_, tekst in (
        (een, rij.hash, "U gaf deze opdracht zelf"),
        (twee, rij.hash, "dezelfde persoon"),
        (ander, "0" * 64, "De lijst is veranderd"),
    ):
        with pytest.raises(RegelFout, match=tekst):
            actions.bevestig(opdracht_id=rij.pk, gezien_hash=hash_, door=door)
    with pytest.raises(RegelFout, match="Er is al een opdracht"):
        gevraagd("afgewezen", ander)
    assert actions.voer_opdrachten_uit(hoogstens=10) == 0
    actions.bevestig(opdracht_id=rij.pk, gezien_hash=rij.hash, door=ander)
    with pytest.raises(RegelFout, match="Dit kan niet vanuit"):  # a replayed address
        actions.bevestig(opdracht_id=rij.pk, gezien_hash=rij.hash, door=ander)
    with pytest.raises(RegelFout, match="Dit kan niet vanuit"):
        actions.trek_in(opdracht_id=rij.pk, door=een)


def test_wat_er_sinds_de_opdracht_bij_kwam_houdt_de_bevestiging_tegen(dossier):
    rij = gevraagd("afgewezen")
    GeschilFactory(inschrijving=dossier)
    with pytest.raises(RegelFout, match="iets veranderd"):
        actions.bevestig(opdracht_id=rij.pk, gezien_hash=rij.hash, door=beheerder())
    assert actions.trek_in(opdracht_id=rij.pk, door=beheerder()).status == "ingetrokken"


def test_een_zaak_tussen_opdracht_en_uitvoering_wordt_overgeslagen_en_genoemd(dossier):
    rij = bevestigd("afgewezen")
    GeschilFactory(inschrijving=dossier)
    assert actions.voer_opdrachten_uit(hoogstens=10) == 1
    regel = rij.regels.get()
    assert (regel.status, regel.melding) == ("overgeslagen", "er loopt een geschil over de procedure")
    rij.refresh_from_db()
    assert (rij.status, Inschrijving.objects.get().vernietigd_op) == ("klaar", None)
    assert lees(Stuk.objects.first())


def test_een_afgewezen_dossier_gaat_helemaal_en_het_bewijs_blijft(dossier, django_capture_on_commit_callbacks):
    archief = met_archief(dossier)
    stukken = list(Stuk.objects.filter(sleutel__dossier=dossier.dossier_sleutel))
    hashes = {stuk.pk: stuk.sha256 for stuk in stukken}
    voor, oud = fouten(), Indiening.objects.get()
    rij = bevestigd("afgewezen")
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.voer_opdrachten_uit(hoogstens=10) == 1
    rij.refresh_from_db()
    regel, nieuw = rij.regels.get(), Indiening.objects.get()
    assert (rij.status, regel.status, regel.nagekeken_op is not None) == ("klaar", "vernietigd", True)
    assert [stuk.pk for stuk in stukken if opslag.ligt_er(stuk.plek)] == []
    with pytest.raises(StukVernietigd, match="dinsdag 15 september 2020"):
        lees(Stuk.objects.select_related("sleutel").get(pk=stukken[0].pk))
    assert dict(Stuk.objects.filter(pk__in=hashes).values_list("pk", "sha256")) == hashes
    assert {stuk["naam"] for stuk in nieuw.stukken} == {"vernietigd"}
    assert (nieuw.momentopname, nieuw.hash, nieuw.logkop) == ({}, oud.hash, oud.logkop)
    assert [naam.split()[0] for naam in Clientondersteuner.objects.values_list("naam", flat=True)] == ["vernietigd"] * 4
    assert set(Bericht.objects.filter(dossier_sleutel=dossier.dossier_sleutel).values_list("tekst", flat=True)) == {
        "vernietigd"
    }
    archief.refresh_from_db()
    assert (archief.status, archief.stuk.sleutel.vernietigd_op) == ("vervangen", klok.nu())
    assert fouten() == voor
    laatste = Gebeurtenis.objects.filter(dossier=dossier.dossier_sleutel).last()
    assert (laatste.handeling, laatste.gegevens["opdracht"]) == ("vernietig", rij.pk)
    assert kenmerken(AFGEWEZEN) == kenmerken(VOG) == []


def test_i1_merkt_vernietiging_zonder_logboek(dossier):
    Inschrijving.objects.update(vernietigd_op=klok.nu())
    assert [fout for fout in fouten()["I1"] if "zonder regel" in fout] != []


def test_een_vog_gaat_alleen_en_het_dossier_leeft_door(dossier, django_capture_on_commit_callbacks):
    zet_klok(VOG_WEG)
    voor = fouten()
    vog = Bewijsstuk.objects.get(soort="vog").stuk
    bevestigd("vog")
    with django_capture_on_commit_callbacks(execute=True):
        actions.voer_opdrachten_uit(hoogstens=10)
    vog.refresh_from_db()
    assert (vog.naam, vog.vernietigd_op, opslag.ligt_er(vog.plek)) == ("vernietigd", klok.nu(), False)
    with pytest.raises(StukVernietigd):
        lees(vog)
    ander = Bewijsstuk.objects.exclude(soort="vog").select_related("stuk__sleutel").first().stuk
    assert lees(ander)
    regel = Gebeurtenis.objects.get(object_soort="kluis.stuk", handeling="vernietig")
    assert (regel.gegevens["sha256"], "gezien_op" in regel.gegevens) == (vog.sha256, True)
    assert fouten() == voor
    assert (kenmerken(VOG), Inschrijving.objects.get().vernietigd_op) == ([], None)


def test_een_afgebroken_worker_laat_niets_half(dossier):
    """Killed between the commit and the disk: the next worker begins with that dossier and finishes the order."""
    rij = bevestigd("vog")
    actions.uitvoeren._volgende(rij.pk)  # its on_commit never runs: the process is gone
    vog = Bewijsstuk.objects.get(soort="vog").stuk
    assert opslag.ligt_er(vog.plek)
    assert fouten()["kluis"] == [f"stuk {vog.pk} is vernietigd, maar het bestand ligt er nog"]
    with pytest.raises(StukVernietigd):
        lees(vog)
    assert actions.voer_opdrachten_uit(hoogstens=10) == 1
    rij.refresh_from_db()
    assert (rij.status, opslag.ligt_er(vog.plek), fouten()["kluis"]) == ("klaar", False, [])
    assert Gebeurtenis.objects.filter(object_soort="kluis.stuk", handeling="vernietig").count() == 1


def in_de_rij(achterblijver, *, eerst) -> int:
    """What the second gives, which must wait until the transaction of `eerst` is over."""

    def loper() -> int:
        try:
            return achterblijver()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            eerst()
            ander = poel.submit(loper)
            wacht_tot(wacht_iemand_op_slot)
        return ander.result(60)


@pytest.mark.django_db(transaction=True)
def test_een_archief_dat_gemaakt_wordt_terwijl_een_dossier_gaat_houdt_zijn_brief_niet(dossier):
    rij = bevestigd("afgewezen")
    vraag_archief_aan(ronde_id=dossier.ronde_id, door=beheerder())
    assert in_de_rij(maak_archieven, eerst=lambda: actions.uitvoeren._volgende(rij.pk)) == 0
    archief = Archief.objects.get()
    assert (archief.status, archief.stuk) == ("mislukt", None)
    assert "is een dossier vernietigd. Laat het opnieuw maken." in archief.melding
    with pytest.raises(RegelFout, match="nog geen brief"):  # its only letter is gone
        vraag_archief_aan(ronde_id=dossier.ronde_id, door=beheerder())


@pytest.mark.django_db(transaction=True)
def test_een_archief_dat_net_eerder_klaar_was_gaat_met_het_dossier_mee(dossier):
    bevestigd("afgewezen")
    vraag_archief_aan(ronde_id=dossier.ronde_id, door=beheerder())
    assert in_de_rij(lambda: actions.voer_opdrachten_uit(hoogstens=10), eerst=maak_archieven) == 1
    archief = Archief.objects.select_related("stuk__sleutel").get()
    assert (archief.status, opslag.ligt_er(archief.stuk.plek)) == ("vervangen", False)
    with pytest.raises(StukVernietigd):
        lees(archief.stuk)


@pytest.mark.geval("B29")
def test_een_aanhouding_gaat_met_twee_mensen_weg(dossier):
    een, twee = manager(dossier), manager(dossier)
    rij = actions.houd_aan(inschrijving_id=dossier.pk, reden="Dagvaarding van een ander.", door=een)
    with pytest.raises(RegelFout, match="Niemand vraagt"):
        actions.hef_op(aanhouding_id=rij.pk, gezien=bekeken(rij), door=twee)
    actions.vraag_opheffen(aanhouding_id=rij.pk, reden="De zaak is voorbij.", door=een)
    with pytest.raises(RegelFout, match="U vroeg dit zelf"):
        actions.hef_op(aanhouding_id=rij.pk, gezien=bekeken(rij), door=een)
    dubbel = manager(dossier)
    zelfde_persoon(een, dubbel)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        actions.hef_op(aanhouding_id=rij.pk, gezien=bekeken(rij), door=dubbel)
    assert kenmerken(AFGEWEZEN) == []
    actions.hef_op(aanhouding_id=rij.pk, gezien=bekeken(rij), door=twee)
    assert kenmerken(AFGEWEZEN) == [dossier.kenmerk]
    with pytest.raises(RegelFout, match="al opgeheven"):
        actions.trek_opheffen_in(aanhouding_id=rij.pk, door=een)


def test_het_overzicht_telt_per_soort(dossier):
    assert {stand.soort.code: (stand.aantal, stand.blijven) for stand in queries.overzicht(klok.vandaag())} == {
        **dict.fromkeys(SOORTEN, (0, 0)),
        "vog": (1, 0),
        "afgewezen": (1, 0),
    }
