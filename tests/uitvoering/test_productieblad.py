"""The productieformulier: what may be wrong with it, by place, and that nothing about persons comes in."""

import json
from base64 import b64decode
from datetime import date
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from tests.uitvoering.toneel import JANUARI, Uitvoeringtoneel, bestand, cijfers, ingevuld, lever, stand
from uitvoering.models import Productierapportage
from uitvoering.productiebestand import controleer, gemarkeerd
from uitvoering.rules import productieblad
from uitvoering.rules.productie import Dienst, Formaat

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Uitvoeringtoneel()


@pytest.fixture
def wulp(toneel):
    return toneel.partij()


def fouten(inhoud, rij) -> list[str]:
    return [str(fout) for fout in controleer(inhoud, stand(rij)).gelezen.fouten]


@pytest.mark.clausule("OV-183", "OV-227", "OV-248")
def test_het_formulier_noemt_wie_waar_en_wanneer_en_komt_ingevuld_terug(client, toneel, wulp):
    client.force_login(toneel.tekenaar(wulp))
    antwoord = client.get(reverse("productie_formulier", args=[wulp.pk, 2018, 1]))
    blad = load_workbook(BytesIO(antwoord.content)).active
    rijen = [[cel.value for cel in rij] for rij in blad.iter_rows(max_col=3)]
    assert rijen == [
        ["Productieformulier", "2018-2020, versie 1", None],
        ["Zorgkantoor", "Zorgkantoor IJsvogel", None],
        ["Regio", "Utrecht", None],
        ["Organisatie", "Stichting Wulp", None],
        ["Overeenkomst", f"{wulp.inschrijving.kenmerk}/O", None],
        ["Maand", "januari 2018", None],
        ["Correctie", "nee", None],
        ["Geen productie in deze maand", "nee", None],
        ["Unieke cliënten", None, None],
        ["Dienst", "Uren", "Ondersteuningsvragen"],
        ["1. Informatie en advies", None, None],
        ["2. Bemiddeling", None, None],
    ]
    gelezen = controleer(ingevuld(wulp), stand(wulp)).gelezen
    assert (gelezen.fouten, gelezen.rijen, gelezen.cijfers) == ([], 2, cijfers())


@pytest.mark.geval("B60", "B49", "B39")
@pytest.mark.parametrize(
    ("cellen", "melding"),
    [
        ({"B3": "Zwolle"}, "rij 3, kolom B: hier staat ‘Zwolle’. U levert aan voor regio ‘Utrecht’."),
        ({"B4": "Stichting Grutto"}, "rij 4, kolom B: hier staat ‘Stichting Grutto’."),
        (
            {"B6": "februari 2018"},
            "rij 6, kolom B: hier staat ‘februari 2018’. U levert aan voor maand ‘januari 2018’.",
        ),
        ({"B6": date(2018, 2, 1)}, "rij 6, kolom B: hier staat ‘2018-02-01’"),
        ({"B7": "ja"}, "rij 7, kolom B: voor deze maand is dit de eerste rapportage. Zet hier ‘nee’."),
        ({"B8": "misschien"}, "rij 8, kolom B: zet hier ‘ja’ of ‘nee’."),
        ({"B8": "ja"}, "rij 9, kolom B: u meldt dat er geen productie was"),
        ({"B9": None}, "rij 9, kolom B: deze cel is leeg."),
        ({"A11": "1. Reistijd"}, "rij 11, kolom A: hier hoort ‘1. Informatie en advies’ te staan."),
        ({"B11": "tien"}, "rij 11, kolom B: vul een getal in met gewone cijfers"),
        ({"B11": 10.1}, "rij 11, kolom B: vul uren in hele kwartieren in"),
        ({"B11": date(2018, 1, 10)}, "rij 11, kolom B: vul een getal in"),
        ({"B11": "=SUM(B12:B12)"}, "rij 11, kolom B: hier staat een formule."),
        ({"C11": 2.5}, "rij 11, kolom C: vul een heel getal in."),
        ({"C11": -2}, "rij 11, kolom C: vul een getal in"),
        ({"D11": 3}, "rij 11, kolom D: hier hoort niets te staan."),
        ({"B14": 3}, "rij 14, kolom B: hier hoort niets te staan."),
        ({"A900": 3}, "rij 900, kolom A: hier hoort niets te staan."),
        ({"B1": "2018-2020, versie 9"}, "rij 1, kolom B: hier staat ‘2018-2020, versie 9’."),
    ],
    ids=lambda deel: str(deel)[:30],
)
def test_wat_er_niet_klopt_staat_er_met_zijn_plek(wulp, cellen, melding):
    [fout] = fouten(ingevuld(wulp, **cellen), wulp)
    assert melding in fout


@pytest.mark.geval("B49", "B60")
@pytest.mark.parametrize("cellen", [{"B6": date(2018, 1, 1), "B11": "10.00"}, {"B6": "01-01-2018", "B12": "32.50"}])
def test_een_datum_of_tekst_als_maand_en_een_komma_of_punt_zijn_hetzelfde(wulp, cellen):
    assert controleer(ingevuld(wulp, **cellen), stand(wulp)).gelezen.cijfers == cijfers()


@pytest.mark.geval("B60", "B3", "B4")
def test_bladen_samengevoegde_cellen_en_andere_bestanden(wulp):
    def met_blad(boek, zichtbaar):
        boek.create_sheet("Lijst").sheet_state = zichtbaar

    assert fouten(ingevuld(wulp, lambda b: met_blad(b, "hidden")), wulp) == [
        "Blad ‘Lijst’ is verborgen. Verwijder dat blad."
    ]
    assert fouten(ingevuld(wulp, lambda b: met_blad(b, "visible")), wulp) == [
        "Blad ‘Lijst’ hoort er niet bij. Verwijder dat blad."
    ]
    samen = fouten(ingevuld(wulp, lambda b: b.active.merge_cells("B13:C14")), wulp)
    assert samen == ["Blad ‘Productie’: de cellen B13:C14 zijn samengevoegd. Splits ze."]
    naam = fouten(ingevuld(wulp, lambda b: setattr(b.active, "title", "Blad1")), wulp)
    assert naam == ["Het blad heet ‘Blad1’. Noem het ‘Productie’."]
    for inhoud in (b"", b"geen zip", b"%PDF-1.4"):
        assert len(fouten(inhoud, wulp)) == 1


@pytest.mark.geval("B53", "B60")
def test_honderdduizend_rijen_geven_snel_een_antwoord(wulp):
    boek = Workbook(write_only=True)
    blad = boek.create_sheet("Productie")
    for _ in range(100_000):
        blad.append([1])
    uit = BytesIO()
    boek.save(uit)
    gevonden = fouten(uit.getvalue(), wulp)
    assert len(gevonden) < 100
    assert "Blad ‘Productie’, rij 201, kolom A: hier hoort niets te staan. Maak deze cel leeg." in gevonden


@pytest.mark.clausule("OV-228", "OV-229")
@pytest.mark.geval("B55")
@pytest.mark.parametrize(
    ("cellen", "wat"),
    [
        ({"D10": "Naam cliënt"}, "in rij 10, kolom D staat ‘Naam cliënt’"),
        ({"D10": "Geboortedatum", "D11": date(1940, 5, 1)}, "in rij 10, kolom D staat ‘Geboortedatum’"),
        ({"A10": "BSN"}, "in rij 10, kolom A staat ‘BSN’"),
        ({"C11": 111222333}, "in rij 11, kolom C staat een nummer dat een burgerservicenummer kan zijn"),
        ({"C11": "111 222 333"}, "in rij 11, kolom C staat een nummer"),
        ({"B4": "111222333"}, "in rij 4, kolom B staat een nummer"),
        ({"C11": 10000008}, "in rij 11, kolom C staat een nummer"),  # 010000008 without its zero
    ],
)
def test_gegevens_over_personen_weigeren_het_hele_bestand(client, toneel, wulp, cellen, wat):
    client.force_login(toneel.tekenaar(wulp))
    velden = {"gezien": 0, "bestand": bestand(ingevuld(wulp, **cellen))}
    antwoord = client.post(reverse("productie_excel", args=[wulp.pk, 2018, 1]), velden)
    [fout] = antwoord.context["bladfouten"]
    assert wat in fout.melding
    assert "Wij hebben het geweigerd en niets bewaard." in fout.melding
    assert (antwoord.status_code, antwoord.context["gemarkeerd"]) == (422, "")
    assert not Productierapportage.objects.exists()


@pytest.mark.clausule("OV-229")
def test_ook_een_verborgen_blad_met_een_burgerservicenummer_wordt_geweigerd(wulp):
    def verstop(boek):
        blad = boek.create_sheet("Cliënten")
        blad.sheet_state = "hidden"
        blad["A1"] = 111222333

    [fout] = fouten(ingevuld(wulp, verstop), wulp)
    assert "er staat een nummer in dat een burgerservicenummer kan zijn" in fout


def test_het_gemarkeerde_bestand_kan_verbeterd_terug(client, toneel, wulp):
    client.force_login(toneel.tekenaar(wulp))
    adres = reverse("productie_excel", args=[wulp.pk, 2018, 1])
    antwoord = client.post(adres, {"gezien": 0, "bestand": bestand(ingevuld(wulp, B11="tien", C12=None))})
    assert antwoord.status_code == 422
    soort, _, inhoud = antwoord.context["gemarkeerd"].partition(";base64,")
    boek = load_workbook(BytesIO(b64decode(inhoud)))
    met_notitie = {cel.coordinate: cel.comment.text for rij in boek.active.iter_rows() for cel in rij if cel.comment}
    assert soort.startswith("data:application/vnd.openxmlformats")
    assert sorted(met_notitie) == ["B11", "C12"]
    assert met_notitie["C12"] == productieblad.LEEG
    boek.active["B11"], boek.active["C12"] = 10, 8
    uit = BytesIO()
    boek.save(uit)
    assert client.post(adres, {"gezien": 0, "bestand": bestand(uit.getvalue())}).status_code == 302
    assert Productierapportage.objects.get().cijfers == cijfers()


def test_een_eigen_notitie_hindert_niet_en_wordt_niet_bewaard(wulp):
    def met_notitie(boek):
        boek.active["B11"].comment = Comment("even navragen", "ik")

    assert fouten(ingevuld(wulp, met_notitie), wulp) == []
    assert gemarkeerd(controleer(b"geen zip").gelezen) == ""


@pytest.mark.clausule("OV-180")
def test_voor_een_correctie_staan_de_oude_cijfers_er_al_in(toneel, wulp):
    lever(wulp, toneel.tekenaar(wulp))
    boek = load_workbook(BytesIO(ingevuld(wulp)))
    assert boek.active["B7"].value == "ja"
    assert fouten(ingevuld(wulp, B7="nee"), wulp) == [
        "Blad ‘Productie’, rij 7, kolom B: voor deze maand is al een rapportage ontvangen. Zet hier ‘ja’."
    ]


@pytest.mark.parametrize("extra", [{}, {9: {"B": "0"}, 11: {}, 12: {"B": "", "C": "0"}}])
def test_geen_productie_mag_leeg_blijven(extra):
    formaat = Formaat("r", 1, (Dienst(1, "Informatie en advies"), Dienst(2, "Bemiddeling")))
    kop = productieblad.Kop(formaat, "Z", "R", "O", "K", JANUARI, correctie=False)
    rijen = {
        n: dict(zip("ABC", [tekst for tekst in rij if tekst] or [""], strict=False))
        for n, rij in enumerate(productieblad.formulier(kop), start=1)
    }
    rijen[8]["B"] = "Ja"
    for nummer, cellen in extra.items():
        rijen[nummer] |= cellen
    gelezen = productieblad.lees({"blad": "Productie", "rijen": rijen, "fouten": []}, {str(formaat): formaat}, kop)
    assert (gelezen.fouten, gelezen.cijfers.geen_productie) == ([], True)


@pytest.mark.clausule("OV-183")
def test_de_opdracht_controleert_zonder_iets_te_weten_van_de_overeenkomst(capsys, tmp_path, wulp):
    goed, fout = tmp_path / "goed.xlsx", tmp_path / "fout.xlsx"
    goed.write_bytes(ingevuld(wulp, B4="Een andere stichting"))
    fout.write_bytes(ingevuld(wulp, B11="tien", B6="ooit"))
    call_command("productie_controleren", str(goed))
    assert json.loads(capsys.readouterr().out) == {"rijen": 2, "fouten": []}
    with pytest.raises(SystemExit) as einde:
        call_command("productie_controleren", str(fout))
    assert einde.value.code == 1
    uit = json.loads(capsys.readouterr().out)
    getal = "vul een getal in met gewone cijfers, bijvoorbeeld 1.234,50, met een komma voor de decimalen."
    assert uit["rijen"] == 2
    assert uit["fouten"] == [
        {"blad": "Productie", "rij": 6, "kolom": "B", "melding": "hier hoort een maand, bijvoorbeeld ‘januari 2018’."},
        {"blad": "Productie", "rij": 11, "kolom": "B", "melding": getal},
    ]
    with pytest.raises(CommandError, match="is niet te lezen") as weg:
        call_command("productie_controleren", "bestaat-niet.xlsx")
    assert weg.value.returncode == 2
