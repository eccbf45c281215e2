"""The screens of the contractregister: the list, reading a file in, and two people at one line (IK-075)."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from beoordeling.models import Contract
from beoordeling.registerblad import KOPPEN
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde, Regio, Regioalias
from publicatie.states import Rondesoort
from tests.beoordeling.hulp import deel_in, regio_van, team
from tests.factories import RolFactory, VoorgangerFactory, WlzUitvoerderFactory
from tests.factories_beoordeling import ContractFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.kluis.bestanden import pdf

pytestmark = pytest.mark.django_db
WULP = ["12345678", "Stichting De Wulp", "Utrecht", "1-1-2017", "31-12-2017", "OVK 12"]
WAT = {"naam": "Stichting De Wulp", "van": date(2017, 1, 1), "tot": date(2017, 12, 31)}
REIGER = ["23456789", "Stichting Reiger", "Flevoland", date(2016, 1, 1), date(2018, 12, 31), None]


@pytest.fixture
def ronde(klok):
    klok("2017-08-08 10:12")
    return kleine_ronde()


@pytest.fixture
def uitvoerder(ronde):
    return ronde.toewijzingen.first().uitvoerder


@pytest.fixture
def als_inkoper(client, uitvoerder):
    client.force_login(team(uitvoerder).een)
    return client


def contract(uitvoerder, regio="Utrecht", **anders):
    velden = {"naam": "Stichting De Wulp", "kvk_nummer": "12345678", "bron": "OVK 12"} | anders
    return ContractFactory(uitvoerder=uitvoerder, regio=Regio.objects.get(naam=regio), **velden)


def namen(client, **data):
    antwoord = client.get(reverse("contracten"), data)
    assert antwoord.status_code == 200
    return [rij.record.naam for rij in antwoord.context["tabel"].paginated_rows]


def velden(rij, **anders):
    kop = {"naam": rij.naam, "kvk_nummer": rij.kvk_nummer, "plek": f"{rij.uitvoerder_id}-{rij.regio_id}"}
    dagen = {"van": rij.van.isoformat(), "tot": rij.tot.isoformat(), "bron": rij.bron}
    return kop | dagen | {"reden": "Gebeld met de organisatie.", "gezien": rij.hash} | anders


# The list


def test_zoeken_filteren_sorteren_en_bladeren(als_inkoper, uitvoerder, monkeypatch):
    contract(uitvoerder)
    contract(
        uitvoerder,
        "Flevoland",
        naam="Stichting Reiger",
        kvk_nummer="23456789",
        van=date(2018, 1, 1),
        tot=date(2018, 12, 31),
    )
    contract(WlzUitvoerderFactory(), naam="Van een ander", kvk_nummer="34567890")
    assert namen(als_inkoper) == ["Stichting De Wulp", "Stichting Reiger"]
    assert namen(als_inkoper, sort="-van") == ["Stichting Reiger", "Stichting De Wulp"]
    assert namen(als_inkoper, zoek="reiger") == ["Stichting Reiger"]
    assert namen(als_inkoper, zoek="12345678") == ["Stichting De Wulp"]
    assert namen(als_inkoper, regio="flevoland") == ["Stichting Reiger"]
    assert namen(als_inkoper, jaar=2017) == ["Stichting De Wulp"]
    assert namen(als_inkoper, jaar="99999999999") == ["Stichting De Wulp", "Stichting Reiger"]
    monkeypatch.setattr("beoordeling.views.contracten.PER_BLADZIJDE", 1)
    assert namen(als_inkoper, page=2) == ["Stichting Reiger"]


@pytest.mark.geval("B26", "B39")
def test_de_export_volgt_het_filter_en_kan_zo_weer_ingelezen_worden(als_inkoper, uitvoerder):
    contract(uitvoerder, naam="=1+1")
    contract(uitvoerder, "Flevoland", kvk_nummer="23456789")
    antwoord = als_inkoper.get(reverse("contracten_export"), {"regio": "utrecht"})
    blad = load_workbook(BytesIO(antwoord.content)).active
    assert [[cel.value for cel in rij] for rij in blad.iter_rows()] == [
        list(KOPPEN),
        ["12345678", "=1+1", "Utrecht", "01-01-2017", "31-12-2017", "OVK 12"],
    ]
    assert {cel.data_type for rij in blad.iter_rows() for cel in rij} == {"s"}
    assert upload(als_inkoper, uitvoerder, antwoord.content).url == reverse("contracten")
    (bericht,) = als_inkoper.get(reverse("contracten")).context["messages"]
    assert str(bericht) == "0 overeenkomsten toegevoegd. 1 stond al in het register."


def test_wie_het_register_bijhoudt_komt_vanuit_de_lijst_bij_een_overeenkomst(als_inkoper, uitvoerder):
    rij = contract(uitvoerder, naam="<b>Wulp</b>")
    bladzijde = als_inkoper.get(reverse("contracten")).text
    assert f'href="{reverse("contract", args=[rij.pk])}">&lt;b&gt;Wulp&lt;/b&gt;<' in bladzijde
    assert uitvoerder.zorgkantoor not in bladzijde.partition("<table")[2]


def test_de_auditor_ziet_het_register_en_wijzigt_niets(client, uitvoerder):
    rij = contract(uitvoerder)
    client.force_login(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    ander = contract(WlzUitvoerderFactory(), naam="Stichting Reiger", kvk_nummer="34567890").uitvoerder
    bladzijde = client.get(reverse("contracten")).text
    export = load_workbook(BytesIO(client.get(reverse("contracten_export")).content)).active
    assert [cel.value for cel in export["G"]] == ["Zorgkantoor", uitvoerder.zorgkantoor, ander.zorgkantoor]
    assert "Stichting De Wulp" in bladzijde
    assert reverse("contract", args=[rij.pk]) not in bladzijde
    assert reverse("contracten_inlezen") not in bladzijde
    assert client.get(reverse("contract", args=[rij.pk])).status_code == 403


@pytest.mark.parametrize("naam", ["contracten", "contracten_export", "contracten_wijzigingen"])
def test_een_lijst_kost_evenveel_vragen_bij_een_als_bij_drie_rijen(als_inkoper, uitvoerder, naam):
    def voeg_toe(nummer):
        rij = Contract(
            kvk_nummer=f"1234567{nummer}", uitvoerder=uitvoerder, **WAT, regio=Regio.objects.get(naam="Utrecht")
        )
        als_inkoper.post(reverse("contract_nieuw"), velden(rij))

    voeg_toe(1)
    als_inkoper.get(reverse(naam))
    bij_een = aantal_vragen(als_inkoper, naam)
    voeg_toe(2)
    voeg_toe(3)
    assert Contract.objects.count() == 3
    assert aantal_vragen(als_inkoper, naam) == bij_een
    assert bij_een <= 10


def aantal_vragen(client, naam):
    client.get(reverse(naam))  # shows and forgets the messages
    with CaptureQueriesContext(connection) as gedaan:
        assert client.get(reverse(naam)).status_code == 200
    return len(gedaan)


# Adding, changing, removing


@pytest.mark.clausule("IK-075")
def test_toevoegen_wijzigen_verwijderen_en_het_spoor(als_inkoper, uitvoerder):
    nieuw = contract(uitvoerder)
    invoer = velden(nieuw)
    nieuw.delete()
    assert als_inkoper.post(reverse("contract_nieuw"), invoer).url == reverse("contracten")
    rij = Contract.objects.get()
    assert (rij.naam, rij.van, rij.tot, rij.bron) == (
        "Stichting De Wulp",
        date(2017, 1, 1),
        date(2017, 12, 31),
        "OVK 12",
    )
    als_inkoper.post(reverse("contract", args=[rij.pk]), velden(rij, tot="2017-06-30", bron="OVK 13"))
    rij.refresh_from_db()
    assert (rij.tot, rij.bron) == (date(2017, 6, 30), "OVK 13")
    weg = reverse("contract_verwijderen", args=[rij.pk])
    assert als_inkoper.post(weg, {"gezien": rij.hash, "reden": ""}).status_code == 422
    assert als_inkoper.post(weg, {"gezien": rij.hash, "reden": "Dubbel."}).url == reverse("contracten")
    assert Contract.objects.count() == 0
    wijzigingen = als_inkoper.get(reverse("contracten_wijzigingen")).context["wijzigingen"]
    assert [(w.wat, w.wie, w.door, w.reden) for w in wijzigingen] == [
        ("Verwijderd", "KvK 12345678", "Anna Inkoper", "Dubbel."),
        ("Gewijzigd", "KvK 12345678", "Anna Inkoper", "Gebeld met de organisatie."),
        ("Toegevoegd", "KvK 12345678", "Anna Inkoper", "Gebeld met de organisatie."),
    ]
    assert wijzigingen[1].velden == (("Tot en met", "31-12-2017", "30-06-2017"), ("Bron", "", "gewijzigd"))


@pytest.mark.geval("B29")
def test_wie_te_laat_is_ziet_wat_er_nu_staat_en_houdt_wat_hij_typte(als_inkoper, uitvoerder):
    rij = contract(uitvoerder)
    gezien = velden(rij, naam="Stichting Wulp")
    als_inkoper.post(reverse("contract", args=[rij.pk]), velden(rij, tot="2017-06-30"))
    antwoord = als_inkoper.post(reverse("contract", args=[rij.pk]), gezien)
    rij.refresh_from_db()
    assert (antwoord.status_code, rij.naam, rij.tot) == (422, "Stichting De Wulp", date(2017, 6, 30))
    assert "Een collega wijzigde deze overeenkomst terwijl u bezig was" in antwoord.text
    assert "vrijdag 30 juni 2017" in antwoord.text
    assert 'value="Stichting Wulp"' in antwoord.text
    assert f'name="gezien" value="{rij.hash}"' in antwoord.text
    als_inkoper.post(reverse("contract", args=[rij.pk]), gezien | {"gezien": rij.hash, "tot": "2017-06-30"})
    rij.refresh_from_db()
    assert (rij.naam, rij.tot) == ("Stichting Wulp", date(2017, 6, 30))


@pytest.mark.geval("B50", "B51")
@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"kvk_nummer": "1234567"}, "8 cijfers"),
        ({"tot": "2016-12-31"}, "De laatste dag ligt voor de eerste dag"),
        ({"van": "0017-01-01"}, "jaar"),
        ({"plek": "1-999999"}, "plek"),
        ({"naam": ""}, "naam"),
        ({"reden": " "}, "reden"),
    ],
)
def test_een_fout_veld_verandert_niets(als_inkoper, uitvoerder, anders, tekst):
    rij = contract(uitvoerder)
    antwoord = als_inkoper.post(reverse("contract", args=[rij.pk]), velden(rij, bron="x") | anders)
    assert (antwoord.status_code, Contract.objects.get().hash) == (422, rij.hash)
    assert tekst in antwoord.text


@pytest.mark.geval("B24", "B25")
def test_een_regio_of_overeenkomst_van_een_ander_bestaat_niet(als_inkoper, ronde, uitvoerder):
    vreemd = WlzUitvoerderFactory()
    (twente,) = voeg_regios_toe(ronde, vreemd, ["Twente"])
    ander = ContractFactory(uitvoerder=vreemd, regio=twente.regio)
    for naam in ("contract", "contract_verwijderen"):
        assert als_inkoper.post(reverse(naam, args=[ander.pk]), velden(ander)).status_code == 404
    assert als_inkoper.post(reverse("contract_nieuw"), velden(ander, kvk_nummer="45678901")).status_code == 422
    assert list(Contract.objects.all()) == [ander]


# Reading a file in


def excel(*rijen, koppen=KOPPEN, doe=lambda boek: None):
    boek = Workbook()
    boek.active.title = "Register"
    for rij in (koppen, *rijen):
        boek.active.append(rij)
    doe(boek)
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def upload(client, uitvoerder, inhoud, naam="register.xlsx"):
    bestand = SimpleUploadedFile(naam, inhoud)
    return client.post(reverse("contracten_inlezen"), {"bestand": bestand, "uitvoerder": uitvoerder.pk})


def in_register():
    return list(Contract.objects.order_by("kvk_nummer").values_list("kvk_nummer", "regio__naam", "van", "tot", "bron"))


@pytest.mark.clausule("IK-075")
def test_een_goed_bestand_twee_keer(als_inkoper, uitvoerder):
    inhoud = excel(WULP, REIGER)
    for _ in range(2):
        assert upload(als_inkoper, uitvoerder, inhoud).url == reverse("contracten")
    assert in_register() == [
        ("12345678", "Utrecht", date(2017, 1, 1), date(2017, 12, 31), "OVK 12"),
        ("23456789", "Flevoland", date(2016, 1, 1), date(2018, 12, 31), ""),
    ]
    teksten = [str(bericht) for bericht in als_inkoper.get(reverse("contracten")).context["messages"]]
    assert teksten == ["2 overeenkomsten toegevoegd.", "0 overeenkomsten toegevoegd. 2 stonden al in het register."]
    assert Gebeurtenis.objects.filter(handeling="lees_contracten_in", herkomst="web").count() == 2


def test_een_datum_uit_een_excel_dat_vanaf_1904_telt(als_inkoper, uitvoerder):
    def vanaf_1904(boek):
        boek.epoch = CALENDAR_MAC_1904

    upload(als_inkoper, uitvoerder, excel(REIGER, doe=vanaf_1904))
    assert in_register() == [("23456789", "Flevoland", date(2016, 1, 1), date(2018, 12, 31), "")]


def test_het_formulier_heeft_de_koppen_en_csv_mag_ook(als_inkoper, uitvoerder):
    formulier = als_inkoper.get(reverse("contracten_formulier"))
    blad = load_workbook(BytesIO(formulier.content)).active
    assert [[cel.value for cel in rij] for rij in blad.iter_rows()] == [list(KOPPEN)]
    Regioalias.objects.create(regio=Regio.objects.get(naam="Utrecht"), naam="Utrecht en omstreken")
    regels = [";".join(rij) for rij in (KOPPEN, [*WULP[:2], "utrecht en OMSTREKEN", *WULP[3:]])]
    assert upload(als_inkoper, uitvoerder, "\r\n".join(regels).encode("cp1252"), "register.CSV").status_code == 302
    assert in_register() == [("12345678", "Utrecht", date(2017, 1, 1), date(2017, 12, 31), "OVK 12")]


def _formule(boek):
    boek.active["B2"] = '=HYPERLINK("http://127.0.0.1:1/?"&A2,"x")'


def _geen_tijd(boek):
    boek.active["D3"] = 0.5
    boek.active["D3"].number_format = "hh:mm"


def _tweede_blad(boek):
    boek.create_sheet("Extra")


@pytest.mark.geval("B39", "B60")
@pytest.mark.parametrize(
    ("inhoud", "naam", "teksten"),
    [
        (excel(WULP, REIGER, doe=_formule), "a.xlsx", ["Blad ‘Register’, rij 2, kolom B: hier staat een formule"]),
        (excel(WULP, REIGER, doe=_geen_tijd), "a.xlsx", ["rij 3, kolom D: hier staat een datum"]),
        (excel(WULP, REIGER, doe=_tweede_blad), "a.xlsx", ["Blad ‘Extra’ hoort er niet bij"]),
        (
            excel(["1", *WULP[1:]], [*WULP[:2], "Twente", *WULP[3:]]),
            "a.xlsx",
            ["rij 2, kolom A (KvK-nummer): ‘1’ is geen KvK-nummer", "rij 3, kolom C (Regio): ‘Twente’ is geen regio"],
        ),
        (";".join([*KOPPEN, "\n=1+1"]).encode(), "a.csv", ["Rij 2, kolom A: hier staat een formule"]),
        (excel(WULP), "a.csv", ["geen CSV-bestand"]),
        (pdf(), "a.xlsx", ["geen Excel-bestand"]),
        (b"", "a.xlsx", ["leeg"]),
    ],
    ids=["formule", "tijd", "tweede blad", "twee fouten", "csv-formule", "excel als csv", "pdf", "leeg"],
)
def test_een_fout_in_het_bestand_houdt_alles_tegen(als_inkoper, uitvoerder, inhoud, naam, teksten):
    antwoord = upload(als_inkoper, uitvoerder, inhoud, naam)
    assert (antwoord.status_code, in_register()) == (422, [])
    for tekst in teksten:
        assert tekst in antwoord.text


@pytest.mark.geval("B25")
def test_niemand_leest_in_voor_een_ander_zorgkantoor(als_inkoper, uitvoerder):
    assert upload(als_inkoper, WlzUitvoerderFactory(), excel(WULP)).status_code == 422
    assert in_register() == []


def test_wie_bij_twee_zorgkantoren_werkt_kiest_er_een(als_inkoper, ronde, uitvoerder):
    ander = WlzUitvoerderFactory()
    voeg_regios_toe(ronde, ander, ["Twente"])
    RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER, uitvoerder=ander, gebruiker=team(uitvoerder).een)
    upload(als_inkoper, ander, excel([*WULP[:2], "Twente", *WULP[3:]]))
    assert Contract.objects.get().uitvoerder == ander
    bladzijde = als_inkoper.get(reverse("contract_nieuw")).text
    assert f"Twente ({ander.zorgkantoor})" in bladzijde


# On the dossier


@pytest.mark.clausule("IK-150")
def test_het_dossier_toont_dat_het_register_na_de_indeling_is_gewijzigd(dossier, als_een, wie):
    organisatie, regio = dossier.organisatie, regio_van(dossier, "Utrecht")
    VoorgangerFactory(organisatie=organisatie, kvk_nummer="87654321", soort="overname")
    over = contract(dossier.uitvoerder, naam="Stichting Over", kvk_nummer="87654321")
    deel_in(regio)
    melding = "Het contractregister is daarna gewijzigd."
    bladzijde = als_een.get(reverse("dossier", args=[dossier.kenmerk])).text
    assert melding not in bladzijde
    assert f"({over.naam}, overgenomen, zoals de organisatie opgaf). Dit telt niet vanzelf mee" in bladzijde
    contract(dossier.uitvoerder, naam=organisatie.statutaire_naam, kvk_nummer=organisatie.kvk_nummer)
    bladzijde = als_een.get(reverse("dossier", args=[dossier.kenmerk])).text
    assert bladzijde.count(f"{melding} Het voorstel is nu: <strong>Bestaande organisatie</strong>.") == 1
    assert bladzijde.count("De indeling blijft staan tot u haar wijzigt.") == 1


@pytest.mark.clausule("IK-193")
def test_het_dossier_van_een_heropening_toont_de_lopende_overeenkomst(dossier, als_een):
    eerder = kleine_ronde(code="eerder", regios=(), uitvoerder=dossier.uitvoerder)
    Inkoopronde.objects.filter(pk=dossier.ronde_id).update(soort=Rondesoort.HEROPENING, voorganger=eerder)
    organisatie = dossier.organisatie
    contract(dossier.uitvoerder, naam=organisatie.statutaire_naam, kvk_nummer=organisatie.kvk_nummer)
    bladzijde = als_een.get(reverse("dossier", args=[dossier.kenmerk])).text
    assert bladzijde.count("Er loopt in deze regio al een overeenkomst") == 1
    assert "Heropening, Utrecht" in bladzijde
