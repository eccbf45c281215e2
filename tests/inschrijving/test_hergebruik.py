"""Start from another dossier of one's own: a copy, under a key of its own (A50)."""

import pytest
from django.core.exceptions import PermissionDenied

from inschrijving import actions
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis import opslag
from kluis.actions import lees, vernietig
from kluis.models import Stuk
from kluis.states import Scan
from publicatie.states import Documentsoort
from tests.factories import TOEN, WlzUitvoerderFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.inschrijving.hulp import NIEUW, Lid, log_in, pagina, pdf, stap, tekenbevoegde, volledige_inschrijving
from tests.race import tegelijk

OPEN = "2017-07-28 14:12"


@pytest.fixture
def bron(klok, db):
    klok(OPEN)
    return volledige_inschrijving(
        regios={"Utrecht": NIEUW}, leden=[Lid("Stichting Wulp", "87654321")], andere_financiers="De gemeente"
    )


def leeg(bron, ronde=None, **anders) -> Inschrijving:
    """A new dossier of the same organisation, at another uitvoerder."""
    (plek,) = voeg_regios_toe(ronde or bron.ronde, WlzUitvoerderFactory(), [f"Zeeland {Inschrijving.objects.count()}"])
    velden = {"organisatie": bron.organisatie, "door": wie(bron)} | anders
    return actions.begin(ronde=plek.ronde, uitvoerder=plek.uitvoerder, **velden)


def wie(inschrijving):
    return inschrijving.bestuursverklaring.getekend_door


def neem_over(doel, bron, door=None):
    actions.neem_over(inschrijving_id=doel.pk, bron_id=bron.pk, door=door or wie(bron))
    return Inschrijving.objects.get(pk=doel.pk)


def inhoud(rij):
    """What two dossiers can have in common, without keys."""
    mensen = rij.clientondersteuners.values_list("naam", "hbo", "registratie", "registratienummer", "geen_belangen")
    verklaring = rij.bestuursverklaring
    return (
        (rij.bezoekadres, rij.telefoon, rij.email, rij.werkdagen, rij.samenwerkingsverband, rij.verbandnaam),
        list(rij.deelnemers.values_list("naam", "soort", "kvk_nummer")),
        list(mensen),
        list(rij.ervaringen.values_list("soort", "jaar", "toelichting", "gemeente")),
        (verklaring.andere_financiers, verklaring.klachten_adres, verklaring.privacy_adres, verklaring.ondertekenaar),
        list(verklaring.eisverklaringen.values_list("eis__nummer", "onderbouwing")),
    )


def documenten(rij):
    gedeeld = rij.bewijsstukken.exclude(soort__in=[Documentsoort.AANSPRAKELIJKHEID, Documentsoort.BESTUURSVERKLARING])
    rijen = gedeeld.values_list("soort", "datum", "deelnemer__kvk_nummer", "stuk__naam", "stuk__sha256")
    return sorted(rijen, key=str)


def test_wat_gedeeld_is_gaat_mee(bron):
    doel = neem_over(leeg(bron), bron)
    assert inhoud(doel) == inhoud(bron)
    assert documenten(doel) == documenten(bron)
    assert len(documenten(doel)) >= 4


def test_wat_opnieuw_moet_gaat_niet_mee(bron):
    doel = neem_over(leeg(bron), bron)
    verklaring = doel.bestuursverklaring
    assert (doel.rechtspersoon_bevestigd, doel.regios.count(), doel.status) == (False, 0, "concept")
    assert (verklaring.garantie, verklaring.beroepscode, verklaring.getekend_op) == (False, False, None)
    assert not verklaring.eisverklaringen.filter(bevestigd=True).exists()
    assert not doel.bewijsstukken.filter(soort=Documentsoort.AANSPRAKELIJKHEID).exists()


def test_elk_dossier_houdt_zijn_eigen_bestanden(bron):
    doel = neem_over(leeg(bron), bron)
    paren = zip(bron.bewijsstukken.filter(soort="vog"), doel.bewijsstukken.filter(soort="vog"), strict=True)
    for oud, nieuw in paren:
        assert oud.stuk.sleutel_id != nieuw.stuk.sleutel_id
        assert opslag.lees(oud.stuk.plek) != opslag.lees(nieuw.stuk.plek)
    oud = bron.bewijsstukken.filter(soort="vog").first()
    actions.verwijder_document(inschrijving_id=bron.pk, pk=oud.pk, door=wie(bron))
    vernietig(dossier=bron.dossier_sleutel, door=None)
    assert {lees(rij.stuk)[:5] for rij in doel.bewijsstukken.select_related("stuk__sleutel")} == {b"%PDF-"}


def test_wat_over_een_bestand_bekend_is_gaat_mee(bron):
    eerste, tweede = Stuk.objects.filter(pk__in=bron.bewijsstukken.filter(soort="vog").values("stuk"))[:2]
    Stuk.objects.filter(pk=eerste.pk).update(signalen=["javascript"], scan=Scan.SCHOON, gescand_op=TOEN)
    Stuk.objects.filter(pk=tweede.pk).update(scan=Scan.BESMET, gescand_op=TOEN)
    doel = neem_over(leeg(bron), bron)
    assert [(rij.stuk.signalen, rij.stuk.scan) for rij in doel.bewijsstukken.filter(soort="vog")] == [
        (["javascript"], Scan.SCHOON)
    ]


def test_van_de_vorige_ronde(bron, klok):
    ronde = kleine_ronde(regios=(), code="later", naam="Latere ronde")
    doel = neem_over(leeg(bron, ronde), bron)
    assert documenten(doel) == documenten(bron)
    ronde.eisen.filter(nummer=3).update(titel="Anders")
    ander = neem_over(leeg(bron, ronde), bron)
    assert ander.bestuursverklaring.eisverklaringen.get(eis__nummer=3).onderbouwing == ""
    assert ander.bestuursverklaring.eisverklaringen.get(eis__nummer=4).onderbouwing == "Zo voldoen wij aan eis 4."


def test_alleen_in_een_lege_inschrijving(bron):
    doel = leeg(bron)
    actions.voeg_document_toe(inschrijving_id=doel.pk, soort="vog", naam="v.pdf", inhoud=pdf(), door=wie(bron))
    with pytest.raises(RegelFout, match="staat al iets"):
        neem_over(doel, bron)
    assert doel.clientondersteuners.count() == 0


def test_nooit_van_een_ander(bron):
    vreemd = volledige_inschrijving(ronde=bron.ronde, regios={"Utrecht": NIEUW})
    doel = leeg(bron)
    for fout in (vreemd.pk, doel.pk, 10**9):
        with pytest.raises(RegelFout, match="eigen eerdere"):
            actions.neem_over(inschrijving_id=doel.pk, bron_id=fout, door=wie(bron))
    with pytest.raises(PermissionDenied):
        neem_over(doel, bron, door=tekenbevoegde())


def test_niet_na_de_sluiting(bron, klok):
    doel = leeg(bron)
    klok("2017-08-01 17:00:01")
    with pytest.raises(RegelFout, match="gesloten"):
        neem_over(doel, bron)


def test_overnemen_staat_in_het_logboek(bron):
    doel = neem_over(leeg(bron), bron)
    regel = Gebeurtenis.objects.get(handeling="neem_over")
    assert (regel.dossier, regel.gegevens) == (
        doel.dossier_sleutel,
        {"bron": bron.pk, "documenten": len(documenten(bron))},
    )


def test_op_het_scherm(bron, client):
    doel = leeg(bron)
    log_in(client, wie(bron))
    adres = pagina("inschrijving_overnemen", doel)
    assert adres in client.get(stap(doel, "organisatie")).text
    assert bron.kenmerk in client.get(adres).text
    assert client.post(adres, {"bron": "x"}).status_code == 422
    antwoord = client.post(adres, {"bron": bron.pk}, follow=True)
    assert "Overgenomen. Kijk elke bladzijde na" in antwoord.text
    assert adres not in antwoord.text
    assert "Overnemen kan nu niet" in client.get(adres).text


@pytest.mark.django_db(transaction=True)
def test_twee_keer_tegelijk_neemt_een_keer_over(klok):
    klok(OPEN)
    bron = volledige_inschrijving(regios={"Utrecht": NIEUW})
    doel, door = leeg(bron), wie(bron)

    uitkomsten = tegelijk(lambda _: neem_over(doel, bron, type(door).objects.get(pk=door.pk)), range(4))

    assert sorted(type(u).__name__ for u in uitkomsten) == ["Inschrijving", "RegelFout", "RegelFout", "RegelFout"]
    assert documenten(doel) == documenten(bron)


@pytest.mark.django_db(transaction=True)
def test_over_en_weer_blijft_niet_hangen(klok):
    """A takes from B while B takes from A: the locks come in one order."""
    klok(OPEN)
    bron = volledige_inschrijving(regios={"Utrecht": NIEUW})
    een, twee = leeg(bron), leeg(bron)
    door = wie(bron)
    for _ in range(3):
        uitkomsten = tegelijk(
            lambda paar: neem_over(*paar, type(door).objects.get(pk=door.pk)), [(een, twee), (twee, een)]
        )
        assert [type(u).__name__ for u in uitkomsten] == ["Inschrijving", "Inschrijving"]
