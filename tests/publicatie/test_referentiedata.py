"""The reference data of `fixtures/`: regions, gemeenten and rounds, loaded by the real loader."""

import json
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count

from kern.klok import AMSTERDAM
from partijen.models import WlzUitvoerder
from publicatie.laden import laad_referentiedata
from publicatie.models import (
    Gemeente,
    Gemeentealias,
    Gemeentelidmaatschap,
    Inkoopronde,
    Regio,
    Regioalias,
    Regiotoewijzing,
    Rondedocument,
)
from publicatie.states import Klasse, Status

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"

REGIOS_2018 = {
    "zk": [
        "'t Gooi",
        "Amsterdam",
        "Apeldoorn-Zutphen",
        "Drenthe",
        "Flevoland",
        "Kennemerland",
        "Rotterdam",
        "Utrecht",
        "Zaanstreek/Waterland",
        "Zwolle",
    ],
    "vgz": [
        "Midden-Brabant",
        "Midden-Holland",
        "Nijmegen",
        "Noord- en Midden-Limburg",
        "Noord-Holland Noord",
        "Noordoost-Brabant",
        "Waardenland",
    ],
    "cz": ["Haaglanden", "West-Brabant", "Zeeland", "Zuid-Hollandse Eilanden", "Zuid-Limburg", "Zuidoost-Brabant"],
    "menzis": ["Arnhem", "Groningen", "Twente"],
    "zz": ["Amstelland en de Meerlanden", "Zuid-Holland Noord"],
    "dsw": ["WSD"],
    "friesland": ["Friesland"],
    "eno": ["Midden IJssel"],
}
GEMEENTEN_2027 = {
    "zk": {
        "'t Gooi": 8,
        "Amsterdam": 2,
        "Apeldoorn-Zutphen": 6,
        "Drenthe": 12,
        "Flevoland": 5,
        "Friesland": 18,
        "Kennemerland": 9,
        "Rotterdam": 3,
        "Utrecht": 25,
        "Zaanstreek/Waterland": 7,
        "Zwolle": 15,
    },
    "vgz": {
        "Midden-Brabant": 9,
        "Midden-Holland": 5,
        "Nijmegen": 14,
        "Noord- en Midden-Limburg": 13,
        "Noord-Holland Noord": 15,
        "Noordoost-Brabant": 12,
        "Waardenland": 10,
    },
    "cz": {
        "Haaglanden": 5,
        "West-Brabant": 16,
        "Zeeland": 13,
        "Zuid-Hollandse Eilanden": 7,
        "Zuid-Limburg": 16,
        "Zuidoost-Brabant": 21,
    },
    "menzis": {"Arnhem": 22, "Groningen": 10, "Twente": 14},
    "zz": {"Amstelland en de Meerlanden": 5, "Zuid-Holland Noord": 13},
    "dsw": {"WSD": 8},
    "salland": {"Midden IJssel": 4},
}


@pytest.fixture(autouse=True)
def referentiedata():
    return laad_referentiedata(FIXTURES)


def namen(ronde: str, uitvoerder: str) -> list[str]:
    toewijzingen = Regiotoewijzing.objects.filter(ronde__code=ronde, uitvoerder__code=uitvoerder)
    return sorted(toewijzingen.values_list("regio__naam", flat=True))


def gemeenten_per_regio(uitvoerder: str) -> dict[str, int]:
    leden = Gemeentelidmaatschap.objects.op(date(2027, 1, 1)).filter(
        regio__toewijzingen__ronde__code="2027-2028", regio__toewijzingen__uitvoerder__code=uitvoerder
    )
    return dict(Counter(leden.values_list("regio__naam", flat=True)))


def om(jaar: int, maand: int, dag: int, uur: int = 0) -> datetime:
    return datetime(jaar, maand, dag, uur, tzinfo=AMSTERDAM)


@pytest.mark.clausule("IK-105")
def test_ronde_2018_heeft_8_uitvoerders_en_31_regios():
    toewijzingen = Regiotoewijzing.objects.filter(ronde__code="2018-2020")
    per_uitvoerder = dict(toewijzingen.values_list("uitvoerder__code").annotate(Count("pk")).order_by())
    assert per_uitvoerder == {code: len(regios) for code, regios in REGIOS_2018.items()}
    assert toewijzingen.count() == Regio.objects.count() == 31


@pytest.mark.clausule("IK-106", "IK-107", "IK-108")
@pytest.mark.parametrize("uitvoerder", ["zk", "vgz", "cz"])
def test_regios_2018_van_de_grote_uitvoerders(uitvoerder):
    assert namen("2018-2020", uitvoerder) == REGIOS_2018[uitvoerder]


@pytest.mark.clausule("IK-109", "IK-110", "IK-111")
@pytest.mark.parametrize("uitvoerder", ["menzis", "zz", "dsw"])
def test_regios_2018_van_menzis_zz_en_dsw(uitvoerder):
    assert namen("2018-2020", uitvoerder) == REGIOS_2018[uitvoerder]


@pytest.mark.clausule("IK-112", "IK-113")
@pytest.mark.parametrize("uitvoerder", ["friesland", "eno"])
def test_regios_2018_van_de_friesland_en_eno(uitvoerder):
    assert namen("2018-2020", uitvoerder) == REGIOS_2018[uitvoerder]


@pytest.mark.clausule("IK-105")
def test_elk_adres_is_een_postbus_van_een_rol_onder_example():
    adressen = WlzUitvoerder.objects.values_list("inschrijf_email", "bezwaar_email")
    assert {tuple(adres.split("@")[0] for adres in paar) for paar in adressen} == {("inschrijving", "bezwaar")}
    assert {adres.rpartition(".")[2] for paar in adressen for adres in paar} == {"example"}
    assert len({adres for paar in adressen for adres in paar}) == 2 * len(adressen)


@pytest.mark.clausule("IK-113")
def test_beheerder_houdt_de_postbus_die_hij_veranderde():
    WlzUitvoerder.objects.filter(code="eno").update(inschrijf_email="inkoop@eno.example")
    laad_referentiedata(FIXTURES)
    assert WlzUitvoerder.objects.get(code="eno").inschrijf_email == "inkoop@eno.example"


@pytest.mark.clausule("IK-104")
def test_elke_regio_heeft_gemeenten_tijdens_de_inschrijving_van_2017():
    leden = Gemeentelidmaatschap.objects.op(date(2017, 6, 1))
    assert set(leden.values_list("regio__sleutel", flat=True)) == set(Regio.objects.values_list("sleutel", flat=True))


@pytest.mark.clausule("OV-194")
def test_342_gemeenten_in_31_regios_en_geen_in_twee():
    leden = Gemeentelidmaatschap.objects.op(date(2027, 1, 1))
    assert Gemeente.objects.count() == 342
    assert leden.count() == leden.values("gemeente").distinct().count() == 342
    assert Regiotoewijzing.objects.filter(ronde__code="2027-2028").count() == 31


@pytest.mark.clausule("OV-195", "OV-196", "OV-197")
@pytest.mark.parametrize("uitvoerder,totaal", [("zk", 110), ("vgz", 78), ("cz", 78)])
def test_gemeenten_2027_van_de_grote_uitvoerders(uitvoerder, totaal):
    assert gemeenten_per_regio(uitvoerder) == GEMEENTEN_2027[uitvoerder]
    assert sum(GEMEENTEN_2027[uitvoerder].values()) == totaal


@pytest.mark.clausule("OV-198", "OV-199", "OV-200")
@pytest.mark.parametrize("uitvoerder,totaal", [("menzis", 46), ("zz", 18), ("dsw", 8), ("salland", 4)])
def test_gemeenten_2027_van_de_kleine_uitvoerders(uitvoerder, totaal):
    assert gemeenten_per_regio(uitvoerder) == GEMEENTEN_2027[uitvoerder]
    assert sum(GEMEENTEN_2027[uitvoerder].values()) == totaal


@pytest.mark.clausule("OV-197", "OV-200")
def test_namen_die_een_lezer_van_de_lijst_op_het_verkeerde_been_zetten():
    regio_van = {
        lid.gemeente.naam: lid.regio.naam for lid in Gemeentelidmaatschap.objects.select_related("gemeente", "regio")
    }
    assert regio_van["Nuenen, Gerwen en Nederwetten"] == "Zuidoost-Brabant"
    assert (regio_van["Vlaardingen"], regio_van["Westland"]) == ("WSD", "WSD")


@pytest.mark.clausule("OV-201")
def test_indeling_op_een_dag_en_wijzigingen_van_de_beheerder_blijven():
    weesp = Gemeente.objects.create(cbs_code="GM0457", naam="Weesp")
    gooi, amsterdam = Regio.objects.get(naam="'t Gooi"), Regio.objects.get(naam="Amsterdam")
    Gemeentelidmaatschap.objects.create(gemeente=weesp, regio=gooi, van=date(2015, 1, 1), tot=date(2022, 3, 23))
    Gemeentelidmaatschap.objects.create(gemeente=weesp, regio=amsterdam, van=date(2022, 3, 24))
    Gemeentelidmaatschap.objects.filter(gemeente__naam="Diemen").update(tot=date(2026, 12, 31))
    laad_referentiedata(FIXTURES)
    op = Gemeentelidmaatschap.objects.op
    assert [op(dag).get(gemeente=weesp).regio for dag in (date(2022, 3, 23), date(2022, 3, 24))] == [gooi, amsterdam]
    assert [op(dag).filter(gemeente__naam="Diemen").count() for dag in (date(2026, 12, 31), date(2027, 1, 1))] == [1, 0]


@pytest.mark.clausule("OV-194")
def test_ronde_2027_volgt_fusie_en_opvolging():
    uitvoerders = Regiotoewijzing.objects.filter(ronde__code="2027-2028").values_list("uitvoerder__code", flat=True)
    assert set(uitvoerders) == set(GEMEENTEN_2027)
    assert namen("2027-2028", "salland") == ["Midden IJssel"]


@pytest.mark.clausule("IK-113")
@pytest.mark.parametrize(
    "bron,sleutel",
    [
        ("Middel-IJssel", "midden-ijssel"),
        ("Midden-IJssel", "midden-ijssel"),
        ("Noord-Oost-Brabant", "noordoost-brabant"),
        ("Noordoost Brabant", "noordoost-brabant"),
        ("Zuid Oost-Brabant", "zuidoost-brabant"),
        ("West Brabant", "west-brabant"),
        ("Midden Brabant", "midden-brabant"),
        ("Midden Holland", "midden-holland"),
        ("Noord- en Midden Limburg", "noord-en-midden-limburg"),
        ("Noord- en Midden- Limburg", "noord-en-midden-limburg"),
        ("Noord-Holland-Noord", "noord-holland-noord"),
        ("Zuid-Holland-Noord", "zuid-holland-noord"),
        ("Apeldoorn/Zutphen e.o.", "apeldoorn-zutphen"),
        ("Westland, Schieland, Delfland (WSD)", "wsd"),
    ],
)
def test_spelling_van_een_regio_in_de_bron_is_een_alias(bron, sleutel):
    assert Regioalias.objects.get(naam=bron).regio.sleutel == sleutel
    assert not Regio.objects.filter(naam=bron).exists()


@pytest.mark.parametrize(
    "bron,code,naam",
    [
        ("Rijssen-Holtten", "GM1742", "Rijssen-Holten"),
        ("Molenwaard", "GM1978", "Molenlanden"),
        ("Súdwest Fryslân", "GM1900", "Súdwest-Fryslân"),
        ("Oost-Gelre", "GM1586", "Oost Gelre"),
        ("Bergen nh", "GM0373", "Bergen (NH.)"),
        ("Bergen lb", "GM0893", "Bergen (L.)"),
        ("Den Haag", "GM0518", "'s-Gravenhage"),
        ("Rijswijk", "GM0603", "Rijswijk (ZH.)"),
        ("Beek", "GM0888", "Beek (L.)"),
        ("Hengelo", "GM0164", "Hengelo (O.)"),
        ("Laren", "GM0417", "Laren (NH.)"),
        ("Middelburg", "GM0687", "Middelburg (Z.)"),
        ("Stein", "GM0971", "Stein (L.)"),
    ],
)
def test_spelling_van_een_gemeente_in_de_bron_is_een_alias(bron, code, naam):
    gemeente = Gemeentealias.objects.get(naam=bron).gemeente
    assert (gemeente.cbs_code, gemeente.naam) == (code, naam)


def test_31_tegels_op_verschillende_plaatsen():
    plaatsen = list(Regio.objects.values_list("kolom", "rij"))
    assert len(set(plaatsen)) == len(plaatsen) == 31
    assert (max(kolom for kolom, _ in plaatsen), max(rij for _, rij in plaatsen)) == (6, 7)


def helderheid(kleur: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    kanalen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineair = [k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanalen]
    return sum(gewicht * k for gewicht, k in zip((0.2126, 0.7152, 0.0722), lineair, strict=True))


def test_kleuren_zijn_leesbaar_op_wit_en_van_elkaar_verschillend():
    kleuren = list(WlzUitvoerder.objects.values_list("kleur", flat=True))
    assert len(set(kleuren)) == len(kleuren) == 9
    assert [kleur for kleur in kleuren if 1.05 / (helderheid(kleur) + 0.05) < 4.5] == []


@pytest.mark.clausule("IK-018", "IK-025", "IK-019")
def test_tijdschema_2018_in_amsterdamse_tijd():
    ronde = Inkoopronde.objects.get(code="2018-2020")
    assert ronde.publicatie_op == om(2017, 6, 1)
    assert ronde.sluiting_op == om(2017, 8, 1, 17)
    assert ronde.beoordeling_vanaf == om(2017, 8, 2)
    assert ronde.bekendmaking_op == om(2017, 9, 15, 12)
    assert ronde.bezwaar_tot == om(2017, 9, 29, 17)
    assert ronde.overeenkomsten_vanaf == om(2017, 10, 1)
    assert ronde.ingang_op == date(2018, 1, 1)
    assert (ronde.antwoord_uiterlijk, ronde.opschorting_tot) == (date(2017, 10, 12), om(2017, 10, 12, 17))


@pytest.mark.clausule("IK-066", "IK-064")
def test_parameters_2018():
    ronde = Inkoopronde.objects.get(code="2018-2020")
    assert (ronde.maximum_per_regio, ronde.tarief) == (4, Decimal("69.00"))
    assert (ronde.looptijd_bestaand_tot, ronde.looptijd_nieuw_tot) == (date(2020, 12, 31), date(2018, 12, 31))
    assert (ronde.verlenging_tot, ronde.referentiejaar) == (date(2020, 12, 31), 2017)
    assert (ronde.herzieningsmaanden, ronde.overheveling_streng, ronde.budgeteenheid) == ([6, 11], False, "cent")
    assert (ronde.bezwaar_dagen, ronde.bezwaar_uiterste_dagen, ronde.antwoord_dagen) == (14, 15, 27)
    assert (ronde.opschorting_dagen, ronde.kort_geding_dagen, ronde.overige_geschillen_dagen) == (27, 20, 42)


@pytest.mark.clausule("IK-069", "IK-070")
def test_landelijk_bedrag_is_alleen_voor_2017_bekend():
    bedragen = Inkoopronde.objects.get(code="2018-2020").landelijke_bedragen
    assert list(bedragen.values_list("jaar", "bedrag", "voorlopig", "bron")) == [
        (2017, Decimal("8300000.00"), True, "VWS"),
        (2018, None, True, "VWS"),
        (2019, None, True, "VWS"),
        (2020, None, True, "VWS"),
    ]


@pytest.mark.clausule("IK-118", "IK-124")
def test_elf_eisen_in_vijf_themas_waarvan_vier_regionaal():
    eisen = list(Inkoopronde.objects.get(code="2018-2020").eisen.all())
    assert [eis.nummer for eis in eisen] == list(range(1, 12))
    assert [eis.nummer for eis in eisen if eis.regionaal] == [1, 3, 8, 9]
    assert list(Counter(eis.thema for eis in eisen).values()) == [2, 2, 3, 2, 2]
    assert "Hulp bij klachten en bezwaren" in eisen[0].aandachtspunten
    assert eisen[2].aandachtspunten[0] == "Kennis van het bredere aanbod in de regio: Wmo, huisarts en specialist"


@pytest.mark.clausule("IK-091")
def test_documenten_per_klasse():
    documenten = Inkoopronde.objects.get(code="2018-2020").documenteisen
    assert list(documenten.filter(klasse=Klasse.BESTAAND).values_list("volgnummer", "soort")) == [
        (1, "bestuursverklaring"),
        (2, "prognose"),
        (3, "aansprakelijkheid"),
    ]
    assert list(documenten.filter(klasse=Klasse.NIEUW).values_list("volgnummer", "soort")) == [
        (1, "bestuursverklaring"),
        (2, "machtiging"),
        (3, "vog"),
        (4, "kvk"),
        (5, "prognose"),
        (6, "registratieoverzicht"),
        (7, "aansprakelijkheid"),
        (8, "onderbouwing"),
    ]


@pytest.mark.clausule("IK-095", "IK-097", "IK-100")
def test_kenmerken_van_documenten():
    nieuw = Inkoopronde.objects.get(code="2018-2020").documenteisen.filter(klasse=Klasse.NIEUW)

    def soorten(**kenmerk):
        return set(nieuw.filter(**kenmerk).values_list("soort", flat=True))

    assert soorten(heeft_datum=True) == {"vog", "kvk"}
    assert soorten(per_deelnemer=True) == {"vog", "kvk", "machtiging"}
    assert soorten(alleen_samenwerkingsverband=True) == {"aansprakelijkheid"}
    assert soorten(uploaden=False) == {"bestuursverklaring", "prognose", "registratieoverzicht"}


@pytest.mark.clausule("IK-163")
def test_criteria_in_volgorde_van_gewicht():
    criteria = Inkoopronde.objects.get(code="2018-2020").criteria.values_list("code", flat=True)
    assert list(criteria) == ["leemte", "ervaring_a", "ervaring_b", "ervaring_c", "aandeel"]


@pytest.mark.clausule("IK-044", "OV-042")
def test_zeven_diensten_in_2018_en_drie_in_2027():
    diensten = {
        ronde.code: [f"{d.nummer} {d.naam}" for d in ronde.diensten.all()] for ronde in Inkoopronde.objects.all()
    }
    assert diensten == {
        "2018-2020": [
            "1 Informatie en advies",
            "2 Persoonlijk plan",
            "3 Keuze van zorgaanbieder en zorg",
            "4 Zorgplan",
            "5 Bemiddeling",
            "6 Klachten, geschillen, bezwaar en beroep",
            "7 Herindicatie",
        ],
        "2027-2028": [
            "1 Informatie, advies en algemene ondersteuning",
            "2 Zorgbemiddeling",
            "3 Overige dienstverlening",
        ],
    }


@pytest.mark.clausule("IK-008", "IK-009")
def test_slots_van_documenten_2018():
    documenten = Rondedocument.objects.filter(ronde__code="2018-2020")
    slots = [f"bijlage-{nummer}" for nummer in range(1, 6)]
    assert list(documenten.values_list("slot", flat=True)) == ["kader", *slots]
    assert list(documenten.exclude(adres="").values_list("slot", flat=True)) == ["bijlage-4", "bijlage-5"]


def test_ronde_2027_kent_alleen_wat_bekend_is():
    ronde = Inkoopronde.objects.get(code="2027-2028")
    assert (ronde.ingang_op, ronde.looptijd_nieuw_tot) == (date(2027, 1, 1), date(2028, 12, 31))
    assert (ronde.herzieningsmaanden, ronde.budgeteenheid, ronde.overheveling_streng) == ([6, 10], "euro", True)
    assert (ronde.publicatie_op, ronde.sluiting_op, ronde.bekendmaking_op, ronde.tarief) == (None, None, None, None)
    assert (ronde.eisen.count(), ronde.documenteisen.count(), ronde.criteria.count()) == (0, 0, 0)


def test_tweede_keer_laden_verandert_niets(referentiedata):
    assert {telling.gewijzigd + telling.gelijk for telling in referentiedata} == {0}
    nogmaals = laad_referentiedata(FIXTURES)
    assert {telling.nieuw + telling.gewijzigd for telling in nogmaals} == {0}
    assert [telling.gelijk for telling in nogmaals] == [telling.nieuw for telling in referentiedata]


def test_verbeterde_tekst_bereikt_een_ronde_in_concept(tmp_path):
    map_ = copytree(FIXTURES, tmp_path / "fixtures")
    verander_tarief(map_ / "ronde-2018-2020.json", "70.00")
    laad_referentiedata(map_)
    assert Inkoopronde.objects.get(code="2018-2020").tarief == Decimal("70.00")


@pytest.mark.geval("B36")
def test_gepubliceerde_ronde_blijft_zoals_ze_is(tmp_path):
    Inkoopronde.objects.filter(code="2018-2020").update(status=Status.GEPUBLICEERD)
    map_ = copytree(FIXTURES, tmp_path / "fixtures")
    verander_tarief(map_ / "ronde-2018-2020.json", "70.00")
    laad_referentiedata(map_)
    assert Inkoopronde.objects.get(code="2018-2020").tarief == Decimal("69.00")


def verander_tarief(pad, tarief: str) -> None:
    gegevens = json.loads(pad.read_text(encoding="utf-8"))
    gegevens["ronde"]["tarief"] = tarief
    pad.write_text(json.dumps(gegevens), encoding="utf-8")


def test_opdracht_noemt_per_tabel_wat_er_gebeurde():
    uit = StringIO()
    call_command("laad_referentiedata", stdout=uit)
    regels = uit.getvalue().splitlines()
    assert regels[0] == "partijen.WlzUitvoerder: 0 nieuw, 0 gewijzigd, 9 gelijk"
    assert "publicatie.Gemeente: 0 nieuw, 0 gewijzigd, 342 gelijk" in regels
