"""After the publication every change is a version with a reason; a later closing takes two people."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from kern.fouten import RegelFout
from kern.klok import AMSTERDAM, om
from kern.models import Gebeurtenis
from publicatie.actions.budgetten import wijzig_budgetten
from publicatie.actions.publiceren import plaats_document, publiceer
from publicatie.actions.uitstel import bevestig_uitstel, stel_uitstel_voor, trek_uitstel_in
from publicatie.actions.wijzigen import bewaar_rij, verwijder_rij, wijzig_ronde
from publicatie.beeld import beeld
from publicatie.gereed import belemmeringen_publicatie
from publicatie.models import (
    Dienst,
    Inkoopronde,
    LandelijkBedrag,
    Minimumeis,
    Regiobudget,
    Regiotoewijzing,
    Rondedocument,
    Rondewijziging,
    Uitstel,
)
from publicatie.queries import werk_voor
from publicatie.states import Status, Uitstelstatus
from tests.factories import WlzUitvoerderFactory, zelfde_persoon
from tests.factories_publicatie import LeemteFactory, RondewijzigingFactory, UitstelFactory
from tests.inschrijving.hulp import pdf
from tests.publicatie.hulp import beheerder, gepubliceerde_ronde, manager, volledige_ronde
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
OPEN = "2017-07-01 12:00"
LATER = datetime(2017, 8, 1, 20, 0, tzinfo=AMSTERDAM)


def regels() -> list[tuple[int, list, str]]:
    return [
        (w.versie, [(r["wat"], r["oud"], r["nieuw"]) for r in w.wat], w.reden) for w in Rondewijziging.objects.all()
    ]


# What keeps a round from being published


def test_een_volledige_ronde_mag_uit():
    ronde = volledige_ronde()
    assert belemmeringen_publicatie(ronde) == []
    assert publiceer(ronde_id=ronde.pk, door=beheerder()).status == Status.GEPUBLICEERD


@pytest.mark.clausule("IK-025")
@pytest.mark.parametrize(
    ("velden", "klacht"),
    [
        ({"tarief": None}, "‘Tarief per uur in euro’ is niet ingevuld."),
        ({"referentiejaar": None}, "‘Referentiejaar’ is niet ingevuld."),
        (
            {"opschorting_tot": om(date(2017, 9, 1))},
            "‘Opschortende termijn tot’ mag niet vóór ‘Einde van de tijd voor bezwaar’ liggen.",
        ),
        (
            {"looptijd_nieuw_tot": date(2017, 12, 31)},
            "‘Looptijd nieuwe organisatie tot en met’ mag niet vóór ‘Ingang van de overeenkomst’ liggen.",
        ),
        ({"sluiting_op": om(date(2017, 5, 1))}, "‘Sluiting van de inschrijving’ moet na ‘Publicatie en start van de"),
    ],
)
def test_wat_ontbreekt_of_niet_op_volgorde_staat_wordt_genoemd(velden, klacht):
    klachten = belemmeringen_publicatie(volledige_ronde(**velden))
    assert [regel.startswith(klacht) for regel in klachten] == [True]


@pytest.mark.parametrize(
    ("naam", "klacht"),
    [
        ("eisen", "Er zijn geen eisen ingevuld."),
        ("criteria", "Er zijn geen criteria voor de selectie ingevuld."),
        ("diensten", "Er zijn geen diensten ingevuld."),
        ("toewijzingen", "Er zijn geen regio’s toegewezen."),
        ("documenten", "Er is geen plaats voor het inkoopkader."),
    ],
)
def test_een_lege_lijst_wordt_genoemd(naam, klacht):
    ronde = volledige_ronde()
    getattr(ronde, naam).all().delete()
    assert belemmeringen_publicatie(ronde) == [klacht]


def test_elke_soort_organisatie_heeft_een_lijst_van_documenten_nodig():
    ronde = volledige_ronde()
    ronde.documenteisen.filter(klasse="bestaand").delete()
    assert belemmeringen_publicatie(ronde) == [
        "Voor een bestaande organisatie staat niet vast welke documenten nodig zijn."
    ]
    ronde.onderscheid_bestaand = False
    assert belemmeringen_publicatie(ronde) == []


def test_een_budget_dat_een_regio_mist_wordt_genoemd_en_geen_enkel_budget_mag():
    ronde = volledige_ronde()
    een, *anderen = ronde.toewijzingen.all()
    Regiobudget.objects.create(toewijzing=een, jaar=2018, bedrag=1)
    assert belemmeringen_publicatie(ronde) == [
        f"Het budget van regio {rij} voor 2018 ontbreekt. Andere regio’s hebben het wel." for rij in anderen
    ]


# A version with a reason


def test_in_een_concept_is_een_wijziging_geen_versie():
    ronde = volledige_ronde()
    wijzig_ronde(ronde_id=ronde.pk, velden={"tarief": Decimal("70.00")}, door=beheerder())
    assert not Rondewijziging.objects.exists()
    assert Gebeurtenis.objects.get(handeling="wijzig_ronde").gegevens == {"wat": ["Tarief per uur in euro"]}


def test_na_de_publicatie_is_elke_wijziging_een_versie_met_oud_en_nieuw(klok):
    klok(OPEN)
    ronde, door = gepubliceerde_ronde(), beheerder()
    with pytest.raises(RegelFout, match="Schrijf op waarom"):
        wijzig_ronde(ronde_id=ronde.pk, velden={"tarief": Decimal("70.00")}, reden=" ", door=door)
    wijzig_ronde(ronde_id=ronde.pk, velden={"tarief": Decimal("70.00")}, reden="Geïndexeerd.", door=door)
    eis = ronde.eisen.get(nummer=2)
    bewaar_rij(ronde_id=ronde.pk, model=Minimumeis, pk=eis.pk, velden={"titel": "Hbo"}, reden="Korter.", door=door)
    assert regels() == [
        (2, [("Eis 2, titel", eis.titel, "Hbo")], "Korter."),
        (1, [("Tarief per uur in euro", "69,00", "70,00")], "Geïndexeerd."),
    ]


def test_een_nieuwe_versie_van_een_bijlage_is_een_wijziging(klok):
    klok(OPEN)
    ronde, door = gepubliceerde_ronde(), beheerder()
    plaats_document(ronde_id=ronde.pk, slot="kader", naam="kader.pdf", inhoud=pdf(), reden="Fout in 2.1.", door=door)
    assert regels() == [(1, [("Inkoopkader, versie 2", "", "kader.pdf")], "Fout in 2.1.")]
    with pytest.raises(RegelFout, match="blijft staan"):
        verwijder_rij(ronde_id=ronde.pk, model=Rondedocument, pk=ronde.documenten.first().pk, reden="Weg.", door=door)


def test_wat_niets_verandert_is_geen_versie(klok):
    klok(OPEN)
    ronde = gepubliceerde_ronde()
    wijzig_ronde(ronde_id=ronde.pk, velden={"maximum_per_regio": 4}, reden="Niets.", door=beheerder())
    assert not Rondewijziging.objects.exists()


def test_een_wijziging_die_een_gat_laat_gaat_niet_door(klok):
    klok(OPEN)
    ronde = gepubliceerde_ronde()
    with pytest.raises(RegelFout, match="Er zijn geen diensten ingevuld"):
        verwijder_rij(ronde_id=ronde.pk, model=Dienst, pk=ronde.diensten.get().pk, reden="Weg.", door=beheerder())
    assert ronde.diensten.count() == 1


def test_eisen_en_regio_s_komen_er_niet_bij_na_de_publicatie(klok):
    klok(OPEN)
    ronde, door = gepubliceerde_ronde(), beheerder()
    eis = {"nummer": 12, "thema": "Nieuw", "titel": "Nog een", "tekst": "Ook dit.", "paragraaf": "2"}
    with pytest.raises(RegelFout, match="ligt vast sinds de publicatie"):
        bewaar_rij(ronde_id=ronde.pk, model=Minimumeis, pk=None, velden=eis, reden="Meer.", door=door)
    rij = ronde.toewijzingen.first()
    ander = {"uitvoerder": WlzUitvoerderFactory()}
    with pytest.raises(RegelFout, match="ligt vast sinds de publicatie"):
        bewaar_rij(ronde_id=ronde.pk, model=Regiotoewijzing, pk=rij.pk, velden=ander, reden="Anders.", door=door)


def test_na_de_sluiting_liggen_eisen_vast_en_bedragen_niet(klok):
    klok("2017-08-01 17:00:01")
    ronde, door = gepubliceerde_ronde(), beheerder()
    with pytest.raises(RegelFout, match="gesloten op dinsdag 1 augustus 2017, 17:00 uur"):
        wijzig_ronde(ronde_id=ronde.pk, velden={"tarief": Decimal("70.00")}, reden="Hoger.", door=door)
    eis = ronde.eisen.first()
    with pytest.raises(RegelFout, match="gesloten op"):
        bewaar_rij(ronde_id=ronde.pk, model=Minimumeis, pk=eis.pk, velden={"titel": "Anders"}, reden="X.", door=door)
    bedrag = ronde.landelijke_bedragen.get(jaar=2018)
    velden = {"bedrag": Decimal("9000000.00"), "voorlopig": False}
    bewaar_rij(
        ronde_id=ronde.pk, model=LandelijkBedrag, pk=bedrag.pk, velden=velden, reden="Bekend van VWS.", door=door
    )
    assert regels() == [(1, [("Landelijk bedrag 2018", "nog niet bekend", "9.000.000,00")], "Bekend van VWS.")]


@pytest.mark.geval("B36")
@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("sluiting_op", om(date(2017, 8, 1), 20)),
        ("publicatie_op", om(date(2017, 6, 2))),
        ("bezwaar_dagen", 7),
        ("opening_na_minuten", 1),
        ("code", "anders"),
    ],
)
def test_wat_vastligt_sinds_de_publicatie_verandert_niemand_alleen(klok, veld, waarde):
    klok(OPEN)
    ronde = gepubliceerde_ronde()
    with pytest.raises(RegelFout, match="ligt vast sinds de publicatie"):
        wijzig_ronde(ronde_id=ronde.pk, velden={veld: waarde}, reden="Zomaar.", door=beheerder())


@pytest.mark.geval("B36")
def test_een_ander_moment_schuift_alleen_naar_later_en_alleen_als_het_nog_komt(klok):
    klok("2017-09-20 12:00")
    ronde, door = gepubliceerde_ronde(), beheerder()

    def zet(**velden):
        wijzig_ronde(ronde_id=ronde.pk, velden=velden, reden="Meer tijd.", door=door)

    with pytest.raises(RegelFout, match="‘Bekendmaking van de beslissingen’ is al geweest"):
        zet(bekendmaking_op=om(date(2017, 9, 25)))
    with pytest.raises(RegelFout, match="alleen later worden"):
        zet(bezwaar_tot=om(date(2017, 9, 28)))
    with pytest.raises(RegelFout, match="alleen later worden"):
        zet(bezwaar_tot=None)
    zet(bezwaar_tot=om(date(2017, 9, 30), 17))
    assert regels()[0][1] == [
        (
            "Einde van de tijd voor bezwaar",
            "vrijdag 29 september 2017, 17:00 uur (UTC+02:00)",
            "zaterdag 30 september 2017, 17:00 uur (UTC+02:00)",
        )
    ]


def test_een_wijziging_blijft_zoals_zij_is():
    rij = RondewijzigingFactory()
    for doe in (lambda: Rondewijziging.objects.update(reden="Anders."), rij.delete):
        with pytest.raises(DatabaseError, match="alleen toevoegen"), transaction.atomic():
            doe()


def test_een_budget_is_voor_de_uitvoerder_van_de_regio_en_geen_wijziging_van_de_ronde(klok):
    klok("2018-02-01 12:00")
    ronde = gepubliceerde_ronde()
    rij, ander = ronde.toewijzingen.all()[:2]
    Regiobudget.objects.create(toewijzing=ander, jaar=2018, bedrag=5)
    bedragen = {2018: Decimal("1000.00"), 2019: None}
    with pytest.raises(PermissionDenied):
        wijzig_budgetten(toewijzing_id=rij.pk, bedragen=bedragen, door=manager())
    eigen = manager(rij.uitvoerder)
    for stand in (bedragen, bedragen, {2018: Decimal("900.00")}, {2018: None}):
        wijzig_budgetten(toewijzing_id=rij.pk, bedragen=stand, door=eigen)
    gelogd = Gebeurtenis.objects.filter(handeling="wijzig_budget").order_by("nummer")
    assert [regel.gegevens for regel in gelogd] == [
        {"jaar": 2018, "oud": None, "nieuw": "1000.00"},
        {"jaar": 2018, "oud": "1000.00", "nieuw": "900.00"},
        {"jaar": 2018, "oud": "900.00", "nieuw": None},
    ]
    assert [budget.toewijzing for budget in Regiobudget.objects.all()] == [ander]
    assert not Rondewijziging.objects.exists()


@pytest.mark.parametrize("extra", [1, 3])
def test_het_beeld_kost_evenveel_vragen_bij_meer_rijen(django_assert_num_queries, extra):
    ronde = volledige_ronde(regios=[f"Streek {n}" for n in range(extra)])
    for rij in ronde.toewijzingen.all():
        Regiobudget.objects.create(toewijzing=rij, jaar=2018, bedrag=1)
        LeemteFactory(toewijzing=rij)
    with django_assert_num_queries(7):
        beeld(ronde)


# A later closing (T14)


@pytest.fixture
def open_ronde(klok):
    klok("2017-08-01 16:00")
    return gepubliceerde_ronde(beoordeling_vanaf=om(date(2017, 8, 3)))


def voorstel(ronde, door, nieuw=LATER) -> Uitstel:
    return stel_uitstel_voor(ronde_id=ronde.pk, nieuw=nieuw, reden="Storing van 15.10 tot 16.05 uur.", door=door)


@pytest.mark.geval("B29", "T14")
def test_uitstel_vraagt_twee_mensen_en_bewaart_oud_en_nieuw(open_ronde):
    een, twee = manager(), manager()
    uitstel = voorstel(open_ronde, een)
    assert Inkoopronde.objects.get().sluiting_op == open_ronde.sluiting_op
    tweede_account = manager()
    zelfde_persoon(een, tweede_account)
    for wie, tekst in ((een, "zelf voorgesteld"), (tweede_account, "dezelfde persoon")):
        with pytest.raises(RegelFout, match=tekst):
            bevestig_uitstel(uitstel_id=uitstel.pk, door=wie)

    assert bevestig_uitstel(uitstel_id=uitstel.pk, door=twee).sluiting_op == LATER

    uitstel.refresh_from_db()
    assert (uitstel.oud, uitstel.nieuw, uitstel.bevestigd_door) == (open_ronde.sluiting_op, LATER, twee)
    assert regels() == [
        (
            1,
            [
                (
                    "Sluiting van de inschrijving",
                    "dinsdag 1 augustus 2017, 17:00 uur (UTC+02:00)",
                    "dinsdag 1 augustus 2017, 20:00 uur (UTC+02:00)",
                )
            ],
            "Storing van 15.10 tot 16.05 uur.",
        )
    ]


@pytest.mark.geval("T14")
def test_uitstel_kan_nog_na_de_sluiting_zolang_er_niets_open_kan_zijn(open_ronde, klok):
    een, twee = manager(), manager()
    klok("2017-08-01 17:58:59")
    uitstel = voorstel(open_ronde, een)
    klok("2017-08-01 17:59")
    with pytest.raises(RegelFout, match="kunnen de dossiers open zijn"):
        bevestig_uitstel(uitstel_id=uitstel.pk, door=twee)
    with pytest.raises(RegelFout, match="kunnen de dossiers open zijn"):
        voorstel(open_ronde, twee)
    klok("2017-08-01 17:58:59.999999")
    assert bevestig_uitstel(uitstel_id=uitstel.pk, door=twee).opening_vanaf == LATER + timedelta(hours=1)


@pytest.mark.geval("B36")
@pytest.mark.parametrize(
    ("nieuw", "waarom"),
    [
        ("2017-08-01 17:00", "na de sluiting die nu geldt"),
        ("2017-07-31 17:00", "na de sluiting die nu geldt"),
        ("2017-08-03 00:00", "‘Beoordeling vanaf’ moet na de sluiting komen"),
        ("2017-08-20 17:00", "‘Beoordeling vanaf’ moet na de sluiting komen"),
    ],
)
def test_uitstel_gaat_niet_terug_en_niet_voorbij_wat_erop_volgt(open_ronde, nieuw, waarom):
    with pytest.raises(RegelFout, match=waarom):
        voorstel(open_ronde, manager(), datetime.fromisoformat(nieuw).replace(tzinfo=AMSTERDAM))


def test_uitstel_naar_een_moment_dat_voorbij_is_kan_niet(open_ronde, klok):
    klok("2017-08-01 17:30")
    with pytest.raises(RegelFout, match="in de toekomst"):
        voorstel(open_ronde, manager(), datetime(2017, 8, 1, 17, 15, tzinfo=AMSTERDAM))


def test_er_ligt_een_voorstel_tegelijk_en_wie_het_intrekt_maakt_plaats(open_ronde):
    een, twee = manager(), manager()
    eerste = voorstel(open_ronde, een)
    with pytest.raises(RegelFout, match="Er ligt al een voorstel"):
        voorstel(open_ronde, twee)
    trek_uitstel_in(uitstel_id=eerste.pk, door=een)
    voorstel(open_ronde, twee)
    with pytest.raises(RegelFout, match="al ingetrokken"):
        bevestig_uitstel(uitstel_id=eerste.pk, door=twee)


def test_een_concept_heeft_geen_uitstel(klok):
    klok(OPEN)
    with pytest.raises(RegelFout, match="nog niet gepubliceerd"):
        voorstel(volledige_ronde(), manager())


@pytest.mark.geval("B36")
@pytest.mark.parametrize("naar", ["2017-08-01 20:00", "2017-07-01 12:00", None])
def test_de_databank_weigert_een_andere_sluiting_zonder_bevestigd_uitstel(open_ronde, naar):
    voorstel(open_ronde, manager())
    nieuw = naar and datetime.fromisoformat(naar).replace(tzinfo=AMSTERDAM)
    with pytest.raises(IntegrityError, match="door twee mensen"), transaction.atomic():
        Inkoopronde.objects.update(sluiting_op=nieuw)
    with pytest.raises(IntegrityError, match="door twee mensen"), transaction.atomic():
        Inkoopronde.objects.update(status=Status.CONCEPT)


@pytest.mark.geval("B36")
def test_de_databank_weigert_een_uitstel_van_een_persoon():
    uitstel = UitstelFactory()
    velden = {"bevestigd_op": LATER, "bevestigd_door": uitstel.voorgesteld_door}
    with pytest.raises(IntegrityError, match="uitstel_vier_ogen"), transaction.atomic():
        Uitstel.objects.update(**velden)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="door_iemand"), transaction.atomic():
        cursor.execute("UPDATE publicatie_uitstel SET status = 'bevestigd'")


@pytest.mark.geval("B36")
@pytest.mark.django_db(transaction=True)
def test_twee_mensen_bevestigen_tegelijk_hetzelfde_uitstel(klok):
    klok("2017-08-01 16:00")
    ronde = gepubliceerde_ronde(beoordeling_vanaf=om(date(2017, 8, 3)))
    een, twee, drie = (manager() for _ in range(3))
    uitstel = voorstel(ronde, een)

    uitkomsten = tegelijk(lambda door: bevestig_uitstel(uitstel_id=uitstel.pk, door=door), [twee, drie])

    assert sorted(type(uit).__name__ for uit in uitkomsten) == ["Inkoopronde", "RegelFout"]
    assert Rondewijziging.objects.count() == 1
    assert Gebeurtenis.objects.filter(handeling="bevestig").count() == 1


@pytest.mark.geval("T14")
def test_uitstel_op_het_scherm(client, open_ronde):
    een, twee = manager(), manager()
    uitstel = voorstel(open_ronde, een)
    bladzijde = reverse("ronde_beheren", args=[open_ronde.code])
    client.force_login(een)
    assert "U hebt dit zelf voorgesteld" in client.get(bladzijde).content.decode()
    client.force_login(twee)
    assert "Uitstel bevestigen" in client.get(bladzijde).content.decode()
    response = client.post(reverse("uitstel_bevestigen", args=[open_ronde.code]), {"uitstel": uitstel.pk})
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    uitstel.refresh_from_db()
    assert uitstel.status == Uitstelstatus.VOORGESTELD


def test_de_openbare_pagina_toont_de_wijziging_met_de_reden_en_zonder_naam(client, open_ronde):
    een, twee = manager(), manager()
    bevestig_uitstel(uitstel_id=voorstel(open_ronde, een).pk, door=twee)
    pagina = client.get(open_ronde.get_absolute_url()).content.decode()
    assert "Storing van 15.10 tot 16.05 uur." in pagina
    assert "dinsdag 1 augustus 2017, 17:00 uur (UTC+02:00)" in pagina
    assert twee.naam not in pagina


@pytest.mark.geval("T14")
def test_wat_op_een_tweede_persoon_wacht_staat_bij_het_werk_van_die_persoon(open_ronde, klok):
    rij = open_ronde.toewijzingen.first()
    een, twee, vreemd = manager(rij.uitvoerder), manager(rij.uitvoerder), manager()
    voorstel(open_ronde, een)
    uitstel = ("Uitstel bevestigen", open_ronde.code)
    werk = {wie: [taak[:2] for taak in werk_voor(wie) if "eemten" not in taak[0]] for wie in (een, twee, vreemd)}
    assert werk == {een: [], twee: [uitstel], vreemd: [uitstel]}
    klok("2017-08-01 18:00")
    assert uitstel not in [taak[:2] for taak in werk_voor(twee)]
