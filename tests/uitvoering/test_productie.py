"""Delivering, correcting and checking the production, reminding, and the lists of both sides."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis.actions import keur_voor
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from publicatie.models import Dienst as Rondedienst
from tests.factories import zet_klok
from tests.factories_overeenkomst import LooptijdwijzigingFactory
from tests.factories_uitvoering import LeverritmeFactory, ProductieformatFactory, ProductierapportageFactory
from tests.kluis.bestanden import pdf
from tests.race import tegelijk
from tests.uitvoering.toneel import GEEN, JANUARI, Uitvoeringtoneel, cijfers, contract, lever, stand
from uitvoering import actions
from uitvoering.models import Productierapportage
from uitvoering.queries import productie as queries
from uitvoering.states.productie import Productiestatus

pytestmark = pytest.mark.django_db
ANDERE = cijfers(("8", 16), ("30", 7))


@pytest.fixture
def toneel():
    return Uitvoeringtoneel()


@pytest.fixture
def wulp(toneel):
    return toneel.partij()


@pytest.fixture
def tekenaar(toneel, wulp):
    return toneel.tekenaar(wulp)


def oordeel(rij, toneel, actie=actions.keur_productie_goed, **velden):
    velden = {"gezien": rij.versie, "door": toneel.inkoper} | velden
    return actie(rapportage_id=rij.pk, **velden)


@pytest.mark.clausule("OV-180", "OV-102")
def test_van_verwacht_tot_vervangen(toneel, wulp, tekenaar):
    assert stand(wulp).status == "verwacht"
    eerste = lever(wulp, tekenaar)
    assert (stand(wulp).status, stand(wulp).rapportage.cijfers) == ("ontvangen", cijfers())
    assert oordeel(eerste, toneel, actions.neem_productie_in_controle).status == Productiestatus.IN_CONTROLE
    assert oordeel(eerste, toneel).status == Productiestatus.AKKOORD
    tweede = lever(wulp, tekenaar, ANDERE, gezien=1)
    assert [(v.versie, v.status, v.cijfers) for v in stand(wulp).versies] == [
        (2, "ontvangen", ANDERE),
        (1, "vervangen", cijfers()),
    ]
    assert tweede.reden == "Nageteld."
    regels = Gebeurtenis.objects.filter(object_soort="uitvoering.productierapportage").order_by("nummer")
    assert " ".join(regel.handeling for regel in regels) == (
        "lever_productie_aan neem_in_controle keur_goed vervang lever_productie_aan"
    )


def test_een_andere_laatste_dag_verandert_de_maanden_die_verwacht_worden(wulp):
    zet_klok("2021-03-05 10:00")
    januari, februari = date(2021, 1, 1), date(2021, 2, 1)
    assert stand(wulp, januari) is None
    LooptijdwijzigingFactory(regioinschrijving=wulp, tot=date(2021, 1, 31))
    assert (stand(wulp, januari).stand, stand(wulp, februari)) == ("te_laat", None)


@pytest.mark.clausule("OV-173")
def test_te_laat_is_een_signaal_en_geen_weigering(toneel, wulp, tekenaar):
    zet_klok("2018-02-14 23:59")
    assert (stand(wulp).uiterlijk, stand(wulp).stand) == (date(2018, 2, 14), "verwacht")
    zet_klok("2018-02-15 00:00")
    assert stand(wulp).stand == "te_laat"
    lever(wulp, tekenaar)
    assert (stand(wulp).stand, stand(wulp).te_laat) == ("ontvangen", True)
    zet_klok("2018-03-05 10:00")
    lever(wulp, tekenaar, maand=date(2018, 2, 1))
    zet_klok("2018-06-05 10:00")
    lever(wulp, tekenaar, ANDERE, maand=date(2018, 2, 1), gezien=1)
    assert stand(wulp, date(2018, 2, 1)).te_laat is False  # the first one was in time


def test_wat_niet_kan(toneel, wulp, tekenaar):
    with pytest.raises(RegelFout, match="Februari 2018 is nog niet voorbij"):
        lever(wulp, tekenaar, maand=date(2018, 2, 1))
    with pytest.raises(RegelFout, match="geen overeenkomst van kracht"):
        lever(wulp, tekenaar, maand=date(2017, 12, 1))
    with pytest.raises(RegelFout, match="Het formulier is intussen veranderd"):
        lever(wulp, tekenaar, type(GEEN)(GEEN.regels[:1], 0, geen_productie=True))
    with pytest.raises(PermissionDenied):
        lever(wulp, toneel.tekenaar(toneel.partij("Stichting Grutto")))
    LooptijdwijzigingFactory(regioinschrijving=wulp, tot=date(2017, 12, 31))
    with pytest.raises(RegelFout, match="geen overeenkomst van kracht"):
        lever(wulp, tekenaar)
    assert not Productierapportage.objects.exists()


def test_een_correctie_zegt_waarom_en_verandert_iets(toneel, wulp, tekenaar):
    lever(wulp, tekenaar)
    assert lever(wulp, tekenaar).versie == 1  # the same, sent twice
    for velden, melding in [
        ({"gezien": 1, "wat": ANDERE, "reden": " "}, "waarom de cijfers veranderen"),
        ({"gezien": 1, "wat": ANDERE, "reden": "voor 111222333"}, "burgerservicenummer"),
        ({"gezien": 1}, "Deze cijfers zijn gelijk"),
        ({"gezien": 0, "wat": ANDERE}, "intussen een andere rapportage"),
    ]:
        with pytest.raises(RegelFout, match=melding):
            lever(wulp, tekenaar, **velden)
    assert Productierapportage.objects.count() == 1


@pytest.mark.clausule("OV-224")
def test_een_nieuw_formulier_geldt_vanaf_zijn_maand_en_oude_rapportages_houden_het_oude(toneel, wulp, tekenaar):
    lever(wulp, tekenaar)
    ProductieformatFactory(ronde=toneel.ronde, vanaf=date(2018, 2, 1), diensten=[[1, "Alles", None]])
    zet_klok("2018-03-05 10:00")
    formaat = queries.formaat(toneel.ronde, date(2018, 2, 1))
    assert (queries.formaat(toneel.ronde, JANUARI).versie, formaat.versie) == (1, 2)
    regel = type(GEEN.regels[0])(formaat.diensten[0], cijfers().uren, 5)
    lever(wulp, tekenaar, type(GEEN)((regel,), 3), maand=date(2018, 2, 1))
    assert stand(wulp, date(2018, 2, 1)).rapportage.formaatversie == 2
    assert stand(wulp).rapportage.cijfers == cijfers()


@pytest.mark.clausule("OV-230")
def test_een_ander_ritme_schuift_alleen_de_laatste_dag(toneel, wulp):
    overeenkomst = contract(wulp)
    actions.spreek_leverritme_af(
        overeenkomst_id=overeenkomst.pk, vanaf=date(2018, 2, 9), maanden=3, reden="Afgesproken.", door=toneel.inkoper
    )
    zet_klok("2018-05-01 10:00")
    rijen = queries.standen(queries.lopend())
    assert [(rij.maand.month, f"{rij.uiterlijk:%d-%m}") for rij in rijen] == [
        (4, "14-07"),
        (3, "14-04"),
        (2, "14-04"),
        (1, "14-02"),
    ]
    with pytest.raises(RegelFout, match="hoe vaak"):
        actions.spreek_leverritme_af(
            overeenkomst_id=overeenkomst.pk, vanaf=JANUARI, maanden=5, reden="x", door=toneel.inkoper
        )


def test_fouten_gaan_met_uitleg_naar_de_organisatie(toneel, wulp, tekenaar):
    rij = lever(wulp, tekenaar)
    oordeel(rij, toneel, actions.vind_productiefouten, bevinding="Dienst 2 lijkt dubbel geteld.")
    bericht = Bericht.objects.get()
    assert "Dienst 2 lijkt dubbel geteld." in bericht.tekst
    assert (stand(wulp).status, stand(wulp).open) == ("met_fouten", True)
    with pytest.raises(RegelFout, match="Dit kan niet vanuit de status ‘Met fouten’"):
        oordeel(rij, toneel)


def test_een_oordeel_gaat_over_de_versie_die_op_het_scherm_stond(toneel, wulp, tekenaar):
    eerste = lever(wulp, tekenaar)
    tweede = lever(wulp, tekenaar, ANDERE, gezien=1)
    for rij, gezien in ((eerste, 1), (tweede, 1)):
        with pytest.raises(RegelFout, match="intussen een correctie"):
            oordeel(rij, toneel, gezien=gezien)
    with pytest.raises(PermissionDenied):
        oordeel(tweede, toneel, door=tekenaar)


def test_de_database_bewaakt_wat_is_ontvangen(wulp, tekenaar):
    rij = lever(wulp, tekenaar)
    fouten = [
        lambda: Productierapportage.objects.filter(pk=rij.pk).update(unieke_clienten=99),
        lambda: rij.regels.update(uren=1),
        lambda: ProductierapportageFactory(regioinschrijving=wulp, versie=2, reden="x"),
        lambda: ProductierapportageFactory(regioinschrijving=wulp, maand=date(2018, 2, 2)),
        lambda: ProductierapportageFactory(regioinschrijving=wulp, maand=date(2018, 2, 1), versie=2),
        lambda: LeverritmeFactory(overeenkomst=contract(wulp), maanden=5),
    ]
    for doe in fouten:
        with pytest.raises(Exception) as fout, transaction.atomic():  # noqa: PT011 - a trigger is no IntegrityError
            doe()
        assert isinstance(fout.value, IntegrityError) or "alleen toevoegen" in str(fout.value)


# Reminding


@pytest.mark.clausule("OV-173", "IK-147")
def test_herinneren_voor_en_na_de_laatste_dag(toneel, wulp, tekenaar):
    grutto = toneel.partij("Stichting Grutto")
    lever(grutto, toneel.tekenaar(grutto))
    zet_klok("2018-02-09 12:00")
    assert actions.herinner() == 0
    zet_klok("2018-02-10 07:59")
    assert actions.herinner() == 0
    zet_klok("2018-02-10 08:00")
    assert [actions.herinner(), actions.herinner()] == [1, 0]
    zet_klok("2018-02-11 09:00")
    actions.herinner()
    assert Bericht.objects.count() == 1
    zet_klok("2018-02-15 09:00")
    actions.herinner()
    een, twee = Bericht.objects.order_by("pk")
    assert (een.onderwerp, twee.onderwerp) == (
        "Productie januari 2018: nog aan te leveren",
        "Productie januari 2018: te laat",
    )
    assert "uiterlijk woensdag 14 februari 2018" in een.tekst
    lever(wulp, tekenaar)
    zet_klok("2018-02-16 09:00")
    assert actions.herinner() == 0


# Screens


def velden(antwoord) -> dict[str, str]:
    waarden = {veld.html_name: veld.value() for veld in antwoord.context["invulform"]}
    return {naam: "" if waarde is None else waarde for naam, waarde in waarden.items() if waarde is not False}


GOED = {"uren_1": "10", "vragen_1": "20", "uren_2": "32.5", "vragen_2": "8", "unieke_clienten": "12"}


@pytest.mark.clausule("OV-103", "OV-099")
def test_op_het_scherm_invullen(client, wulp, tekenaar):
    client.force_login(tekenaar)
    adres = reverse("productie_maand", args=[wulp.pk, 2018, 1])
    tekst = client.get(adres).content.decode()
    assert "Reistijd, administratie, intervisie en scholing zitten al in het tarief. Tel die niet mee." in tekst
    fout = client.post(adres, velden(client.get(adres)) | GOED | {"uren_1": "10,1", "vragen_2": ""})
    assert (fout.status_code, Productierapportage.objects.count()) == (422, 0)
    assert sorted(fout.context["invulform"].errors) == ["uren_1", "vragen_2"]
    assert 'value="10,1"' in fout.content.decode()
    assert client.post(adres, velden(client.get(adres)) | GOED).status_code == 302
    assert stand(wulp).rapportage.cijfers == cijfers()
    weg = client.post(adres, velden(client.get(adres)) | {"geen_productie": "on"})
    assert "Kies een van de twee" in weg.content.decode()
    leeg = dict.fromkeys(GOED, "") | {"gezien": "1", "geen_productie": "on", "reden": "Verkeerde maand."}
    assert client.post(adres, leeg).status_code == 302
    assert stand(wulp).rapportage.cijfers == GEEN


def test_een_ander_was_eerder_en_wat_getypt_is_blijft_staan(client, wulp, tekenaar):
    client.force_login(tekenaar)
    adres = reverse("productie_maand", args=[wulp.pk, 2018, 1])
    ingevuld = velden(client.get(adres)) | GOED
    lever(wulp, tekenaar, ANDERE)
    antwoord = client.post(adres, ingevuld | {"reden": "x"})
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, 'value="32.5"' in tekst) == (422, True)
    assert "Voor deze maand is intussen een andere rapportage ontvangen" in tekst


def test_de_lijst_filtert_sorteert_en_exporteert_met_evenveel_vragen(client, toneel, wulp, tekenaar):
    def tel(adres):
        with CaptureQueriesContext(connection) as gedaan:
            assert client.get(adres).status_code == 200
        return len(gedaan)

    lever(wulp, tekenaar)
    client.force_login(toneel.inkoper)
    namen = ("productielijst", "productievoortgang", "productielijst_export")
    adressen = [reverse(naam) for naam in namen]
    een = [tel(adres) for adres in adressen]
    for naam in ("Stichting Grutto", "Stichting Kluut"):
        rij = toneel.partij(naam)
        lever(rij, toneel.tekenaar(rij))
    assert [tel(adres) for adres in adressen] == een
    zet_klok("2018-03-20 10:00")
    lijst = client.get(reverse("productielijst"), {"stand": "te_laat", "naam": "klu", "sort": "organisatie"})
    assert [(r.organisatie, r.maandnaam) for r in lijst.context["tabel"].data] == [("Stichting Kluut", "februari 2018")]
    blad = load_workbook(BytesIO(client.get(reverse("productielijst_export"), {"maand": "1"}).content)).active
    assert [[cel.value for cel in rij][10:13] for rij in blad.iter_rows(min_row=2, max_row=3)] == [
        ["1. Informatie en advies", "10,00", "20"],
        ["2. Bemiddeling", "32,50", "8"],
    ]


def test_de_voortgang_telt_wat_wordt_verwacht_en_binnen_is(client, toneel, wulp, tekenaar):
    zet_klok("2018-03-05 10:00")
    grutto = toneel.partij("Stichting Grutto")
    lever(wulp, tekenaar)
    lever(wulp, tekenaar, maand=date(2018, 2, 1))
    lever(grutto, toneel.tekenaar(grutto), ANDERE)
    client.force_login(toneel.inkoper)
    [regio] = client.get(reverse("productievoortgang"), {"jaar": "2018"}).context["tabel"].data
    assert (regio.verwacht, regio.binnen, regio.akkoord, regio.procent) == (4, 3, 0, 75)


def test_wat_wacht_staat_bij_mijn_werk(toneel, wulp, tekenaar):
    lever(wulp, tekenaar)
    zet_klok("2018-03-20 10:00")
    taken = [(wat, waar) for wat, waar, _, _ in queries.werk_voor(toneel.inkoper)]
    assert taken == [
        ("Productie controleren (1 rapportage)", "Zorgkantoor IJsvogel"),
        ("Productie is te laat (1 rapportage)", "Zorgkantoor IJsvogel"),
    ]
    assert queries.werk_voor(tekenaar) == []


def test_het_zorgkantoor_keurt_goed_en_meldt_fouten_op_het_scherm(client, toneel, wulp, tekenaar):
    lever(wulp, tekenaar)
    client.force_login(toneel.inkoper)
    hier = [wulp.pk, 2018, 1]
    assert client.post(reverse("productie_fouten", args=hier), {"versie": 1}).status_code == 422
    assert client.post(reverse("productie_akkoord", args=hier), {"versie": 2}).status_code == 409
    assert client.post(reverse("productie_in_controle", args=hier), {"versie": 1}).status_code == 302
    wat = {"versie": 1, "bevinding": "Klopt niet."}
    assert client.post(reverse("productie_fouten", args=hier), wat).status_code == 302
    assert stand(wulp).status == "met_fouten"
    ritme = {"maanden": 3, "vanaf": "2018-04-01", "reden": "Zo afgesproken."}
    assert client.post(reverse("productie_ritme", args=hier), ritme).status_code == 302
    assert client.post(reverse("productie_ritme", args=hier), {}).status_code == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("F21")
def test_twee_tegelijk(toneel, wulp):
    wie = [toneel.tekenaar(wulp), toneel.tekenaar(wulp)]

    def doe(deel):
        return lever(wulp, Gebruiker.objects.get(pk=deel[0]), deel[1], gezien=deel[2])

    een, twee = tegelijk(doe, [(mens.pk, cijfers(), 0) for mens in wie])
    assert een.pk == twee.pk
    uit = tegelijk(doe, [(wie[0].pk, ANDERE, 1), (wie[1].pk, GEEN, 1)])
    assert sorted(type(deel).__name__ for deel in uit) == ["Productierapportage", "RegelFout"]
    laatste = stand(wulp).rapportage

    def keur(pk):
        actie = actions.keur_productie_goed if pk == toneel.inkoper.pk else actions.neem_productie_in_controle
        return actie(rapportage_id=laatste.pk, gezien=2, door=Gebruiker.objects.get(pk=pk))

    tegelijk(keur, [toneel.inkoper.pk, toneel.inkoper.pk])
    assert [v.status for v in stand(wulp).versies] == ["akkoord", "vervangen"]
    handelingen = Gebeurtenis.objects.filter(object_id=str(laatste.pk), handeling="keur_goed")
    assert handelingen.count() == 1


@pytest.mark.clausule("OV-226")
def test_de_rapportage_heeft_de_diensten_waarop_uren_worden_geschreven(client, settings, toneel, wulp, tekenaar):
    ronde = json.loads((settings.BASE_DIR / "fixtures" / "ronde-2027-2028.json").read_text(encoding="utf-8"))
    toneel.ronde.diensten.all().delete()
    toneel.ronde.diensten.bulk_create(Rondedienst(ronde=toneel.ronde, **dienst) for dienst in ronde["diensten"])
    drie = [f"{rij.nummer}. {rij.naam}" for rij in toneel.ronde.diensten.order_by("nummer")]
    assert len(drie) == 3
    client.force_login(tekenaar)
    maand = [wulp.pk, 2018, 1]
    form = client.get(reverse("productie_maand", args=maand)).context["invulform"]
    assert [str(dienst) for dienst, _, _ in form.rijen()] == drie
    blad = load_workbook(BytesIO(client.get(reverse("productie_formulier", args=maand)).content)).active
    assert [blad[f"A{nummer}"].value for nummer in range(11, 15)] == [*drie, None]
    with pytest.raises(RegelFout):
        lever(wulp, tekenaar)  # the two services of another form
    gepost = {f"{wat}_{nummer}": nummer for nummer in (1, 2, 3) for wat in ("uren", "vragen")}
    gepost |= {"gezien": 0, "unieke_clienten": 3}
    assert client.post(reverse("productie_maand", args=maand), gepost).status_code == 302
    assert {str(regel): regel.uren for regel in stand(wulp).rapportage.regels.all()} == dict(
        zip(drie, (1, 2, 3), strict=True)
    )


@pytest.mark.clausule("OV-088")
def test_de_werkafspraken_staan_bij_de_dienst_die_zorg_helpt_vinden(client, toneel, wulp, tekenaar):
    client.force_login(tekenaar)
    hier = reverse("productie_maand", args=[wulp.pk, 2018, 1])
    verwijst = '{}<br><a class="utrecht-link portaal-klein" href="#werkafspraken">'
    leeg = client.get(hier).content.decode()
    assert "Het zorgkantoor heeft nog geen werkafspraken vastgelegd." in leeg
    assert [verwijst.format(dienst) in leeg for dienst in ("1. Informatie en advies", "2. Bemiddeling")] == [
        False,
        True,
    ]
    for gezien, tekst in enumerate(("Bel na zes weken.", "Bel na vier weken.")):
        waar = {"overeenkomst_id": contract(wulp).pk, "kant": Kant.ZORGKANTOOR, "gezien": gezien}
        keuring = keur_voor(rij=contract(wulp), naam="afspraken.pdf", inhoud=BytesIO(pdf()), door=toneel.inkoper)
        stuk = actions.leg_contractstuk_vast(**waar, tekst=tekst, keuring=keuring, door=toneel.inkoper)
    pagina = client.get(hier).content.decode()
    assert [tekst in pagina for tekst in ("Bel na zes weken.", "Bel na vier weken.", "Versie 2,")] == [
        False,
        True,
        True,
    ]
    bestand = reverse("mijn_contractstuk", args=[wulp.inschrijving.kenmerk, stuk.pk])
    assert f'href="{bestand}">afspraken.pdf</a>' in pagina
    assert client.get(bestand).content == pdf()
    assert [rij.versie for rij in contract(wulp).contractstukken.all()] == [2, 1]
