"""The contractregister: what a change writes, what it refuses, and what it does to the indeling (IK-075, IK-150)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from beoordeling import actions
from beoordeling.actions.contracten import INTUSSEN, WEG
from beoordeling.models import Classificatie, Contract
from beoordeling.register import lopend_bij_heropening, register_van
from beoordeling.registerblad import Rij
from inschrijving.models import Inschrijving
from inschrijving.queries import feiten
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from publicatie.models import Inkoopronde
from publicatie.states import Rondesoort
from tests.beoordeling.hulp import beoordeel, deel_in, regio_van, staf
from tests.factories import OrganisatieFactory, VoorgangerFactory, WlzUitvoerderFactory
from tests.factories_bekendmaking import BriefFactory
from tests.factories_beoordeling import ContractFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe

pytestmark = pytest.mark.django_db
HEEL = (date(2017, 1, 1), date(2017, 12, 31))
REDEN = "Het register was niet volledig."


def invoer(dossier, regio="Utrecht", van=HEEL[0], tot=HEEL[1], **anders):
    velden = {"kvk_nummer": dossier.organisatie.kvk_nummer, "naam": "Stichting De Wulp"} | anders
    return actions.Contractinvoer(regio_id=regio_van(dossier, regio).toewijzing.regio_id, van=van, tot=tot, **velden)


def voeg_toe(dossier, wie, **anders):
    velden = {"uitvoerder_id": dossier.uitvoerder_id, "reden": REDEN, "door": wie.een}
    return actions.voeg_contract_toe(invoer=invoer(dossier, **anders), **velden)


def wijzig(contract, wie, nieuw, gezien=None):
    return actions.wijzig_contract(
        contract_id=contract.pk, gezien_hash=gezien or contract.hash, invoer=nieuw, reden=REDEN, door=wie.een
    )


def verwijder(contract, wie, gezien=None):
    return actions.verwijder_contract(
        contract_id=contract.pk, gezien_hash=gezien or contract.hash, reden=REDEN, door=wie.een
    )


def voorstel(dossier, regio="Utrecht"):
    return Classificatie.objects.get(regioinschrijving=regio_van(dossier, regio))


def in_logboek(*handelingen):
    regels = Gebeurtenis.objects.filter(handeling__in=handelingen).order_by("tijd", "pk")
    return [(regel.handeling, regel.actor_id, regel.gegevens) for regel in regels]


# What is written


@pytest.mark.clausule("IK-075")
def test_toevoegen_wijzigen_en_verwijderen_blijven_in_het_logboek(dossier, wie):
    voeg_toe(dossier, wie, bron="OVK 12")
    contract = Contract.objects.get()
    wijzig(contract, wie, invoer(dossier, tot=date(2017, 6, 30), bron="OVK 12"))
    contract.refresh_from_db()
    assert (contract.tot, contract.bron, contract.uitvoerder) == (date(2017, 6, 30), "OVK 12", dossier.uitvoerder)
    verwijder(contract, wie)
    assert Contract.objects.count() == 0
    eerst = {"kvk_nummer": contract.kvk_nummer, "regio_id": contract.regio_id, "van": "2017-01-01", "tot": "2017-12-31"}
    daarna = eerst | {"tot": "2017-06-30"}
    assert in_logboek("voeg_contract_toe", "wijzig_contract", "verwijder_contract") == [
        ("voeg_contract_toe", wie.een.pk, {"wordt": eerst, "reden": REDEN}),
        ("wijzig_contract", wie.een.pk, {"velden": ["tot"], "was": eerst, "wordt": daarna, "reden": REDEN}),
        ("verwijder_contract", wie.een.pk, {"was": daarna, "reden": REDEN}),
    ]
    kettingen = Gebeurtenis.objects.filter(object_soort="beoordeling.contract").values_list("dossier", flat=True)
    assert set(kettingen) == {f"partijen.wlzuitvoerder:{dossier.uitvoerder_id}"}


def test_zonder_reden_zonder_wijziging_of_dubbel_verandert_er_niets(dossier, wie):
    voeg_toe(dossier, wie)
    contract = Contract.objects.get()
    velden = {"uitvoerder_id": dossier.uitvoerder_id, "door": wie.een}
    with pytest.raises(RegelFout, match="waarom u het register wijzigt"):
        actions.voeg_contract_toe(invoer=invoer(dossier, "Flevoland"), reden=" ", **velden)
    with pytest.raises(RegelFout, match="dezelfde eerste dag"):
        voeg_toe(dossier, wie, tot=date(2018, 12, 31))
    with pytest.raises(RegelFout, match="niets gewijzigd"):
        wijzig(contract, wie, invoer(dossier))
    with pytest.raises(RegelFout, match="voor de eerste dag"):
        wijzig(contract, wie, invoer(dossier, tot=date(2016, 12, 31)))
    assert Contract.objects.get().hash == contract.hash
    assert len(in_logboek("voeg_contract_toe", "wijzig_contract")) == 1


@pytest.mark.geval("B29")
def test_wie_een_oudere_stand_zag_wijzigt_en_verwijdert_niets(dossier, wie):
    voeg_toe(dossier, wie)
    contract = Contract.objects.get()
    wijzig(contract, wie, invoer(dossier, bron="OVK 12"))
    for doe in (lambda: wijzig(contract, wie, invoer(dossier, bron="x")), lambda: verwijder(contract, wie)):
        with pytest.raises(RegelFout) as fout:
            doe()
        assert fout.value.tekst == INTUSSEN
    verwijder(Contract.objects.get(), wie)
    with pytest.raises(RegelFout) as fout:
        wijzig(contract, wie, invoer(dossier, bron="x"))
    assert fout.value.tekst == WEG


@pytest.mark.geval("B24", "B25")
def test_alleen_de_eigen_uitvoerder_en_de_eigen_regios(dossier, wie):
    vreemd = WlzUitvoerderFactory()
    (twente,) = voeg_regios_toe(dossier.ronde, vreemd, ["Twente"])[:1]
    ander, contract = (
        staf(vreemd, "Vreemde Inkoper"),
        ContractFactory(uitvoerder=dossier.uitvoerder, regio=regio_van(dossier, "Utrecht").toewijzing.regio),
    )
    eigen = invoer(dossier)
    for uitvoerder in (dossier.uitvoerder, vreemd):
        wie_niet = ander if uitvoerder == dossier.uitvoerder else wie.een
        with pytest.raises(PermissionDenied):
            actions.voeg_contract_toe(uitvoerder_id=uitvoerder.pk, invoer=eigen, reden=REDEN, door=wie_niet)
    with pytest.raises(PermissionDenied):
        actions.verwijder_contract(contract_id=contract.pk, gezien_hash=contract.hash, reden=REDEN, door=ander)
    elders = actions.Contractinvoer("12345678", "X", twente.regio_id, *HEEL)
    with pytest.raises(RegelFout, match="niet van uw zorgkantoor"):
        actions.voeg_contract_toe(uitvoerder_id=dossier.uitvoerder_id, invoer=elders, reden=REDEN, door=wie.een)
    assert list(Contract.objects.all()) == [contract]


# Reading a file in


def lees_in(dossier, wie, *rijen):
    return actions.lees_contracten_in(uitvoerder_id=dossier.uitvoerder_id, rijen=rijen, sha256="ab" * 32, door=wie.een)


def rij(dossier, nummer=2, **anders):
    c = invoer(dossier, **anders)
    return Rij(f"Rij {nummer}", c.kvk_nummer, c.naam, c.regio_id, c.van, c.tot, c.bron)


def test_hetzelfde_bestand_twee_keer_is_een_keer(dossier, wie):
    rijen = [rij(dossier), rij(dossier, 3, regio="Flevoland")]
    eerst, daarna = lees_in(dossier, wie, *rijen), lees_in(dossier, wie, *rijen)
    assert [(v.toegevoegd, v.aanwezig, v.fouten) for v in (eerst, daarna)] == [(2, 0, ()), (0, 2, ())]
    assert Contract.objects.count() == 2
    (eerste, tweede) = in_logboek("lees_contracten_in")
    assert (eerste[2]["sha256"], eerste[2]["aanwezig"], len(eerste[2]["nieuw"])) == ("ab" * 32, 0, 2)
    assert (tweede[2]["aanwezig"], tweede[2]["nieuw"]) == (2, [])


def test_een_rij_die_het_register_tegenspreekt_houdt_alles_tegen(dossier, wie):
    lees_in(dossier, wie, rij(dossier))
    utrecht = regio_van(dossier, "Utrecht").toewijzing.regio
    ContractFactory(kvk_nummer="11112222", regio=utrecht)  # of another uitvoerder
    verslag = lees_in(
        dossier,
        wie,
        rij(dossier, 2, tot=date(2017, 11, 30), naam="Wulp"),
        rij(dossier, 3, regio="Flevoland"),
        rij(dossier, 4, kvk_nummer="11112222"),
    )
    assert verslag.fouten == (
        "Rij 2: deze overeenkomst staat al in het register, met als laatste dag zondag 31 december 2017. "
        "Wijzig haar in het register.",
        "Rij 2: deze overeenkomst staat al in het register, met de naam ‘Stichting De Wulp’. "
        "Neem die naam over, of wijzig haar in het register.",
        "Rij 4: deze overeenkomst staat al in het register, bij een ander zorgkantoor.",
    )
    assert (Contract.objects.count(), len(in_logboek("lees_contracten_in"))) == (2, 1)


@pytest.mark.geval("B25")
def test_een_regio_van_een_ander_zorgkantoor_komt_er_ook_uit_een_bestand_niet_in(dossier, wie):
    (twente,) = voeg_regios_toe(dossier.ronde, WlzUitvoerderFactory(), ["Twente"])
    verslag = lees_in(dossier, wie, rij(dossier), rij(dossier, 3)._replace(regio=twente.regio_id))
    assert verslag.fouten == ("Rij 3: deze regio is niet van uw zorgkantoor.",)
    assert Contract.objects.count() == 0


# The indeling


@pytest.mark.clausule("IK-075", "IK-076", "IK-150")
def test_het_voorstel_volgt_het_register_tot_iemand_indeelt(dossier, wie):
    assert voorstel(dossier).voorstel == "geheel_nieuw"
    gevolg = voeg_toe(dossier, wie)
    naam, kvk = dossier.partijnaam, dossier.organisatie.kvk_nummer
    assert gevolg.nieuw == (
        f"{naam}, Flevoland: Nieuw in de regio",
        f"{naam}, Utrecht: Bestaande organisatie",
    )
    assert voorstel(dossier).voorstel_reden == (
        "In het register staat voor heel 2017 een overeenkomst van deze organisatie in deze regio: "
        f"Utrecht 1 januari 2017 tot en met 31 december 2017 (Stichting De Wulp, KvK {kvk})."
    )
    assert [regel[2]["voorstel"] for regel in in_logboek("vernieuw_voorstel")] == ["nieuw_in_regio", "bestaand"]


@pytest.mark.clausule("IK-150")
def test_een_bevestigde_indeling_blijft_staan_en_haar_voorstel_ook(dossier, wie):
    voeg_toe(dossier, wie)
    beoordeel(dossier)
    contract = Contract.objects.get()
    gevolg = wijzig(contract, wie, invoer(dossier, tot=date(2017, 6, 30)))
    rij_ = voorstel(dossier)
    assert (rij_.voorstel, rij_.indeling, gevolg.nieuw) == ("bestaand", "bestaand", ())
    assert gevolg.nakijken == (f"{dossier.partijnaam}, Utrecht",)
    assert "31 december 2017" in rij_.voorstel_reden
    with pytest.raises(RegelFout, match="waarom u van het voorstel afwijkt"):
        actions.bevestig_indeling(
            regioinschrijving_id=rij_.regioinschrijving_id, indeling="bestaand", reden="", door=wie.een
        )
    deel_in(regio_van(dossier, "Utrecht"), "deels")
    rij_.refresh_from_db()
    assert (rij_.voorstel, rij_.indeling) == ("deels", "deels")


@pytest.mark.clausule("IK-150")
@pytest.mark.parametrize("stand", ["goedgekeurd", "bekend"])
def test_waar_een_vaste_brief_op_rust_verandert_niet_meer(dossier, wie, stand):
    voeg_toe(dossier, wie)
    beoordeel(dossier)
    BriefFactory(inschrijving=dossier, **{stand: True})
    contract = Contract.objects.get()
    for doe in (
        lambda: wijzig(contract, wie, invoer(dossier, tot=date(2017, 6, 30))),
        lambda: verwijder(contract, wie),
    ):
        with pytest.raises(RegelFout, match=rf"rust de indeling van {dossier.partijnaam}\. De "):
            doe()
    assert Contract.objects.get().hash == contract.hash
    wijzig(contract, wie, invoer(dossier, tot=date(2018, 3, 31)))  # says the same of 2017
    assert voorstel(dossier).indeling == "bestaand"


@pytest.mark.clausule("IK-075")
def test_het_register_van_een_voorganger_telt_en_een_overname_niet_vanzelf(dossier, wie):
    oud, over = OrganisatieFactory(), OrganisatieFactory()
    VoorgangerFactory(organisatie=dossier.organisatie, kvk_nummer=oud.kvk_nummer)
    VoorgangerFactory(organisatie=dossier.organisatie, kvk_nummer=over.kvk_nummer, soort="overname")
    voeg_toe(dossier, wie, kvk_nummer=over.kvk_nummer, naam="Stichting Over")
    assert voorstel(dossier).voorstel == "geheel_nieuw"
    voeg_toe(dossier, wie, kvk_nummer=oud.kvk_nummer, naam="Stichting Oud")
    rij_ = voorstel(dossier)
    assert rij_.voorstel == "bestaand"
    assert f"(Stichting Oud, KvK {oud.kvk_nummer}, voorganger, zoals de organisatie opgaf)" in rij_.voorstel_reden
    regels = [(regel.contract.naam, regel.via, regel.telt) for regel in register_van(dossier).regels]
    assert sorted(regels) == [
        ("Stichting Oud", "voorganger, zoals de organisatie opgaf", True),
        ("Stichting Over", "overgenomen, zoals de organisatie opgaf", False),
    ]


@pytest.mark.geval("B26")
def test_een_ander_zorgkantoor_hoort_niets_over_dit_dossier(dossier, wie):
    vreemd = WlzUitvoerderFactory()
    (twente,) = voeg_regios_toe(dossier.ronde, vreemd, ["Twente"])
    contract = actions.Contractinvoer(dossier.organisatie.kvk_nummer, "X", twente.regio_id, *HEEL)
    ander = staf(vreemd, "Vreemde Inkoper")
    gevolg = actions.voeg_contract_toe(uitvoerder_id=vreemd.pk, invoer=contract, reden=REDEN, door=ander)
    assert (gevolg.nieuw, gevolg.nakijken) == ((), ())
    assert voorstel(dossier).voorstel == "nieuw_in_regio"


# A heropening


@pytest.mark.clausule("IK-193")
@pytest.mark.parametrize(
    ("tot", "soort", "aantal"),
    [
        (date(2017, 12, 31), Rondesoort.HEROPENING, 1),
        (date(2017, 7, 28), Rondesoort.HEROPENING, 1),  # the day of submission
        (date(2017, 7, 27), Rondesoort.HEROPENING, 0),
        (date(2017, 12, 31), Rondesoort.INKOOP, 0),
    ],
)
def test_bij_een_heropening_is_een_lopende_overeenkomst_in_de_regio_een_bevinding(dossier, wie, tot, soort, aantal):
    eerder = kleine_ronde(code="eerder", regios=(), uitvoerder=dossier.uitvoerder)
    if soort == Rondesoort.HEROPENING:
        Inkoopronde.objects.filter(pk=dossier.ronde_id).update(soort=soort, voorganger=eerder)
    voeg_toe(dossier, wie, tot=tot)
    rijen = Inschrijving.objects.select_related("ronde", "organisatie").prefetch_related("regios__toewijzing")
    vers = rijen.get(pk=dossier.pk)
    gevonden = lopend_bij_heropening(register_van(vers), vers, feiten(dossier).regios, date(2017, 7, 28))
    assert len(gevonden) == aantal
    for bevinding in gevonden:
        assert (bevinding.kop, bevinding.regio.naam, bevinding.nee) == ("Heropening, Utrecht", "Utrecht", False)
        assert "Er loopt in deze regio al een overeenkomst: 1 januari 2017 tot en met" in bevinding.tekst
