"""Reports: drafting, handing in, correcting, reading, reminding, and the lists of both sides."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from tests.factories import TOEN, zet_klok
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory
from tests.factories_uitvoering import DeclaratieFactory, VerslagFactory
from tests.kluis import pdfs
from tests.kluis.bestanden import pdf
from tests.race import tegelijk, wacht_op
from tests.uitvoering.test_verslagregels import JAARGOED, KWARTAALGOED
from tests.uitvoering.toneel import Uitvoeringtoneel, contract, lever
from uitvoering import actions
from uitvoering.models import Verslag
from uitvoering.queries import productie
from uitvoering.queries import verslagen as queries

pytestmark = pytest.mark.django_db
BSN = b"BT /F1 12 Tf 72 700 Td (BSN 111222333) Tj ET"
KWARTAAL, JAAR, ERVARING = "kwartaal-2018-1-utrecht", "jaar-2018", "ervaring-2018"


@pytest.fixture
def toneel():
    toneel = Uitvoeringtoneel()
    zet_klok("2018-04-05 10:00")
    return toneel


@pytest.fixture
def wulp(toneel):
    return toneel.partij()


@pytest.fixture
def tekenaar(toneel, wulp):
    return toneel.tekenaar(wulp)


def stand(rij, code=KWARTAAL):
    return queries.stand(productie.lopend(), rij.inschrijving.kenmerk, code, concepten=True)


def doe(actie, rij, door, inhoud=None, **velden):
    basis = {"code": KWARTAAL, "gezien": stand(rij, velden.get("code", KWARTAAL)).gezien, "stukken": {}}
    inhoud = KWARTAALGOED if inhoud is None else inhoud
    return actie(overeenkomst_id=contract(rij).pk, inhoud=inhoud, door=door, **basis | velden)


def dien_in(rij, door, inhoud=None, **velden):
    return doe(actions.lever_verslag_aan, rij, door, inhoud, **velden)


@pytest.mark.clausule("OV-239")
def test_van_concept_tot_vervangen(toneel, wulp, tekenaar):
    assert (stand(wulp).stand, stand(wulp).gezien) == ("verwacht", "0")
    concept = doe(actions.bewaar_verslag, wulp, tekenaar, {"samenvatting": "Half."})
    assert (concept.status, stand(wulp).stand, stand(wulp).concept) == ("concept", "verwacht", concept)
    assert queries.standen(productie.voor_staf(toneel.inkoper))[0].concept is None
    eerste = dien_in(wulp, tekenaar)
    assert (eerste.pk, eerste.status, stand(wulp).concept) == (concept.pk, "ingediend", None)
    assert actions.keur_verslag_goed(verslag_id=eerste.pk, door=toneel.inkoper).status == "akkoord"
    with pytest.raises(RegelFout, match="wat er is veranderd"):
        dien_in(wulp, tekenaar, KWARTAALGOED | {"klachten": 0, "unieke_clienten": 7})
    dien_in(wulp, tekenaar, KWARTAALGOED | {"unieke_clienten": 7}, reden="Nageteld.")
    assert [(v.versie, v.status, v.inhoud["unieke_clienten"]) for v in stand(wulp).versies] == [
        (2, "ingediend", 7),
        (1, "vervangen", 0),
    ]
    with pytest.raises(RegelFout, match="intussen een nieuwe versie"):
        actions.keur_verslag_goed(verslag_id=eerste.pk, door=toneel.inkoper)
    regels = Gebeurtenis.objects.filter(object_soort="uitvoering.verslag").order_by("nummer")
    assert " ".join(regel.handeling for regel in regels) == (
        "bewaar_verslag bewaar_verslag dien_in keur_goed bewaar_verslag vervang dien_in"
    )


def test_een_aanvulling_gaat_als_vraag_naar_de_organisatie(toneel, wulp, tekenaar):
    rij = dien_in(wulp, tekenaar)
    with pytest.raises(RegelFout, match="wat er nog moet komen"):
        actions.vraag_verslagaanvulling(verslag_id=rij.pk, vraag=" ", door=toneel.inkoper)
    actions.vraag_verslagaanvulling(verslag_id=rij.pk, vraag="Welke zorgaanbieders?", door=toneel.inkoper)
    bericht = Bericht.objects.get()
    assert ("Welke zorgaanbieders?" in bericht.tekst, bericht.ontvanger) == (True, "bestuur@wulp.example")
    assert (stand(wulp).stand, stand(wulp).open) == ("aanvulling", True)
    dien_in(wulp, tekenaar, reden="Aangevuld.")
    assert stand(wulp).stand == "ingediend"


def test_wat_niet_kan(toneel, wulp, tekenaar):
    grutto = toneel.tekenaar(toneel.partij("Stichting Grutto"))
    for fout, door, velden in [
        ("niet van u verwacht", tekenaar, {"code": "kwartaal-2018-2-utrecht", "gezien": "0"}),
        ("Een collega heeft dit verslag", tekenaar, {"gezien": "1.1"}),
        ("Vul dit in", tekenaar, {"inhoud": {"samenvatting": "Half."}}),
        ("naar een persoon verwijst", tekenaar, {"inhoud": KWARTAALGOED | {"samenvatting": "BSN 1"}}),
    ]:
        with pytest.raises(RegelFout, match=fout):
            actions.lever_verslag_aan(
                overeenkomst_id=contract(wulp).pk,
                door=door,
                **{"code": KWARTAAL, "inhoud": KWARTAALGOED, "gezien": "0", "stukken": {}} | velden,
            )
    for doen in (
        lambda: dien_in(wulp, grutto),
        lambda: actions.keur_verslag_goed(verslag_id=dien_in(wulp, tekenaar).pk, door=tekenaar),
    ):
        with pytest.raises(PermissionDenied), transaction.atomic():
            doen()
    assert not Verslag.objects.exists()


def test_de_database_bewaakt_wat_is_ingediend(wulp, tekenaar):
    rij = dien_in(wulp, tekenaar)
    hier = {"overeenkomst": rij.overeenkomst, "versie": 2}
    for fout in (
        lambda: Verslag.objects.filter(pk=rij.pk).update(inhoud={}),
        lambda: VerslagFactory(**hier),
        lambda: (
            VerslagFactory(**hier, status="concept", code="x")
            and VerslagFactory(overeenkomst=rij.overeenkomst, versie=3, status="concept", code="x")
        ),
        lambda: VerslagFactory(**hier, code="y", ingediend_op=None),
        lambda: VerslagFactory(**hier, code="y", status="akkoord"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            fout()


# Reminding


@pytest.mark.clausule("OV-104", "OV-184")
def test_herinneren_voor_en_na_de_laatste_dag_en_dan_te_laat(toneel, wulp, tekenaar):
    zet_klok("2018-04-05 07:59")
    assert actions.herinner_verslagen() == 0
    zet_klok("2018-04-05 08:00")
    assert [actions.herinner_verslagen(), actions.herinner_verslagen()] == [1, 0]
    zet_klok("2018-04-15 09:00")
    assert stand(wulp).stand == "te_laat"
    actions.herinner_verslagen()
    een, twee = Bericht.objects.order_by("pk")
    assert "- Kwartaalverslag 1e kwartaal 2018, Utrecht" in een.tekst
    assert "verwachten wij uiterlijk zaterdag 14 april 2018" in een.tekst
    assert "moesten binnen zijn uiterlijk zaterdag 14 april 2018" in twee.tekst
    assert [taak[0] for taak in queries.werk_voor(toneel.inkoper)] == ["Verslag is te laat (1 verslag)"]
    dien_in(wulp, tekenaar)
    assert (stand(wulp).stand, stand(wulp).te_laat) == ("ingediend", True)
    assert [taak[0] for taak in queries.werk_voor(toneel.inkoper)] == ["Verslag lezen (1 verslag)"]
    zet_klok("2018-04-16 09:00")
    assert actions.herinner_verslagen() == 0


def test_de_verplichtingen_van_beide_kanten(toneel, wulp, tekenaar):
    dien_in(wulp, tekenaar)
    eigen, staf = queries.verplichtingen(tekenaar), queries.verplichtingen(toneel.inkoper)
    assert [len(eigen), len(staf)] == [18, 18]  # 12 quarters, and for 3 years two reports
    eerste = eigen[0]
    assert (eerste.wat, eerste.van, eerste.aan) == (
        "Kwartaalverslag 1e kwartaal 2018, Utrecht",
        "Stichting Wulp",
        "Zorgkantoor IJsvogel",
    )
    assert (f"{eerste.voor:%d-%m-%Y}", eerste.stand, eerste.klaar, eigen[1].klaar) == (
        "14-04-2018",
        "Ingediend",
        True,
        False,
    )
    assert [v.url for v in (eigen[0], staf[0])] == [
        reverse(naam, args=[wulp.inschrijving.kenmerk, KWARTAAL]) for naam in ("mijn_verslag", "verslag")
    ]
    assert [v.url for v in (eigen[1], staf[1])] == [reverse("verslagen"), reverse("verslagenlijst")]  # no page yet


# Screens


def adres(naam, rij, code=KWARTAAL, *rest):
    return reverse(naam, args=[rij.inschrijving.kenmerk, code, *rest])


@pytest.mark.clausule("OV-245", "OV-241")
def test_een_kwartaalverslag_op_het_scherm_van_beide_kanten(client, toneel, wulp, tekenaar):
    client.force_login(tekenaar)
    hier = adres("mijn_verslag", wulp)
    tekst = client.get(hier).content.decode()
    assert "Ieder mens telt één keer. Tel de maanden dus niet bij elkaar op." in tekst
    assert "Iemand ziet bij één cliënt een probleem" in tekst
    half = {"gezien": "0", "samenvatting": "De wachttijd loopt op."}
    fout = client.post(hier, half | {"lever": "1"})
    assert (fout.status_code, sorted(fout.context["form"].errors)) == (
        422,
        ["klachten", "signalen_aantal", "unieke_clienten"],
    )
    assert "De wachttijd loopt op." in fout.content.decode()
    assert client.post(hier, half).status_code == 302
    client.force_login(toneel.inkoper)
    assert "De wachttijd loopt op." not in client.get(adres("verslag", wulp)).content.decode()
    client.force_login(tekenaar)
    vol = half | {"gezien": "1.1", "unieke_clienten": "1.204", "signalen_aantal": "3", "klachten": "0", "lever": "1"}
    vol |= {"trend_1": "Vervoer", "trend_1_aantal": "3"}
    assert client.post(hier, vol).status_code == 302
    assert client.post(hier, vol).status_code == 422  # twice
    assert stand(wulp).verslag.inhoud["unieke_clienten"] == 1204
    client.force_login(toneel.inkoper)
    gezien = client.get(adres("verslag", wulp))
    assert (gezien.context["trends"], "1.204" in gezien.content.decode()) == ([("Vervoer", 3)], True)
    assert client.post(adres("verslag_aanvulling", wulp), {"versie": "1"}).status_code == 422
    assert client.post(adres("verslag_akkoord", wulp), {"versie": "2"}).status_code == 409
    assert client.post(adres("verslag_akkoord", wulp), {"versie": "1"}).status_code == 302
    assert stand(wulp).stand == "akkoord"


@pytest.mark.clausule("OV-240")
def test_het_laatste_kwartaalverslag_staat_bij_de_agenda_van_het_gesprek(client, toneel, wulp, tekenaar):
    dien_in(wulp, tekenaar)
    for wie, bladzijde, route in (
        (toneel.inkoper, "gesprekken", "verslag"),
        (tekenaar, "mijn_gesprekken", "mijn_verslag"),
    ):
        client.force_login(wie)
        tekst = client.get(reverse(bladzijde, args=[wulp.inschrijving.kenmerk])).content.decode()
        assert f'href="{adres(route, wulp)}">Kwartaalverslag 1e kwartaal 2018, Utrecht</a>' in tekst


def test_de_lijst_filtert_sorteert_en_exporteert_met_evenveel_vragen(client, toneel, wulp, tekenaar):
    def tel(waar):
        with CaptureQueriesContext(connection) as gedaan:
            assert client.get(waar).status_code == 200
        return len(gedaan)

    dien_in(wulp, tekenaar, KWARTAALGOED | {"unieke_clienten": 12, "trend_1": "Vervoer", "trend_1_aantal": 2})
    client.force_login(toneel.inkoper)
    adressen = [reverse(naam) for naam in ("verslagenlijst", "verslagenlijst_export")]
    een = [tel(waar) for waar in adressen]
    for naam in ("Stichting Grutto", "Stichting Kluut"):
        rij = toneel.partij(naam)
        dien_in(rij, toneel.tekenaar(rij))
    assert [tel(waar) for waar in adressen] == een
    zet_klok("2018-07-20 10:00")
    vraag = {"stand": "te_laat", "naam": "klu", "soort": "kwartaal", "sort": "organisatie"}
    lijst = client.get(reverse("verslagenlijst"), vraag)
    assert [(r.organisatie, r.code) for r in lijst.context["tabel"].data] == [
        ("Stichting Kluut", "kwartaal-2018-2-utrecht")
    ]
    vraag = {"stand": "ingediend", "naam": "wulp"}
    blad = load_workbook(BytesIO(client.get(reverse("verslagenlijst_export"), vraag).content)).active
    assert [cel.value for cel in blad[2]][10:15] == ["1", "12", "0", "1", "0"]
    client.force_login(tekenaar)
    assert [r.code for r in client.get(reverse("verslagen")).context["te_doen"]] == ["kwartaal-2018-2-utrecht"]


def bestanden(*soorten, inhoud=None, naam="stuk.pdf"):
    return {f"stuk_{soort}": SimpleUploadedFile(naam, inhoud or pdf()) for soort in soorten}


DRIE = ("jaarrekening", "jaarverslag", "accountantsverklaring")


@pytest.mark.clausule("OV-100")
def test_de_jaarverantwoording_verklaart_waaraan_het_geld_is_besteed(client, toneel, wulp, tekenaar):
    zet_klok("2019-05-20 10:00")
    client.force_login(tekenaar)
    hier = adres("mijn_verslag", wulp, JAAR)
    velden = {"gezien": "0", "oordeel": "goedkeurend", "reikwijdte": "diensten", "uren": "0", "herkenbaar": "on"}
    zonder = client.post(hier, velden | {"lever": "1"} | bestanden(*DRIE))
    assert (zonder.status_code, list(zonder.context["form"].errors)) == (422, ["besteed"])
    assert client.post(hier, velden | bestanden(*DRIE)).status_code == 302  # a draft may wait for it
    with pytest.raises(RegelFout, match="waaraan het geld is besteed"):
        dien_in(wulp, tekenaar, JAARGOED | {"besteed": False}, code=JAAR)
    assert client.post(hier, velden | {"gezien": "1.1", "lever": "1", "besteed": "on"}).status_code == 302
    assert stand(wulp, JAAR).verslag.inhoud["besteed"] is True
    client.force_login(toneel.inkoper)
    inhoud = dict(client.get(adres("verslag", wulp, JAAR)).context["inhoud"])
    assert [antwoord for vraag, antwoord in inhoud.items() if vraag.startswith("Wij verklaren")] == ["Ja"]


@pytest.mark.clausule("OV-105", "OV-106", "OV-188")
def test_de_jaarverantwoording_met_haar_stukken_en_de_uren_ernaast(client, toneel, wulp, tekenaar):
    rapportage = lever(wulp, tekenaar)  # 42,5 hours in January
    hier = {"regioinschrijving": wulp, "rapportage": rapportage}
    afspraak = PrijsvolumeafspraakFactory(regioinschrijving=wulp)
    nee = {"beoordeeld_door": toneel.inkoper, "beoordeeld_op": TOEN, "bevinding": "Te veel."}
    DeclaratieFactory(**hier, afspraak=afspraak, uren=42, status="afgewezen", **nee)
    DeclaratieFactory(**hier, afspraak=afspraak, uren=41, versie=2, status="ingediend")
    zet_klok("2019-05-20 10:00")
    client.force_login(tekenaar)
    hier = adres("mijn_verslag", wulp, JAAR)
    velden = {"gezien": "0", "oordeel": "beperking", "reikwijdte": "diensten", "uren": "40", "herkenbaar": "on"}
    fout = client.post(hier, velden | {"lever": "1"} | bestanden("jaarrekening", inhoud=b"geen pdf"))
    assert (fout.status_code, sorted(fout.context["form"].errors)) == (
        422,
        ["besteed", "oordeel_toelichting", "stuk_accountantsverklaring", "stuk_jaarverslag"],
    )
    assert client.post(hier, velden | bestanden("jaarrekening", inhoud=b"geen pdf")).status_code == 422
    assert client.post(hier, velden | bestanden(*DRIE)).status_code == 302
    vol = velden | {
        "gezien": "1.1",
        "lever": "1",
        "besteed": "on",
        "oordeel_toelichting": "De voorraad kon niet worden geteld.",
    }
    assert client.post(hier, vol).status_code == 302
    assert stand(wulp, JAAR).stand == "onvolledig"
    assert [taak[0] for taak in queries.werk_voor(toneel.inkoper) if "volledig" in taak[0]] == [
        "Verslag is niet volledig (1 verslag)"
    ]
    with pytest.raises(RegelFout, match="niet goedkeurend"):
        actions.keur_verslag_goed(verslag_id=stand(wulp, JAAR).verslag.pk, door=toneel.inkoper)
    client.force_login(toneel.inkoper)
    bladzijde = client.get(adres("verslag", wulp, JAAR))
    assert {naam: str(uren) for naam, uren in bladzijde.context["uren"].items()} == {
        "gemeld": "42.50",
        "gedeclareerd": "41.00",
        "akkoord": "0",
        "verantwoord": "40",
        "verschil": "1.00",
    }
    stukken = list(stand(wulp, JAAR).verslag.stukken.all())
    assert [rij.soort for rij in stukken] == list(DRIE)
    assert client.get(adres("verslag_bestand", wulp, JAAR, stukken[0].pk)).content == pdf()
    dien_in(wulp, tekenaar, JAARGOED, code=JAAR, reden="Nu goedkeurend.")  # keeps the files
    assert actions.keur_verslag_goed(verslag_id=stand(wulp, JAAR).verslag.pk, door=toneel.inkoper).versie == 2


@pytest.mark.clausule("IK-148", "OV-246", "IK-143")
def test_cliëntervaring_met_wie_het_onderzocht_en_nooit_met_een_burgerservicenummer(client, toneel, wulp, tekenaar):
    zet_klok("2019-05-20 10:00")
    client.force_login(tekenaar)
    hier = adres("mijn_verslag", wulp, ERVARING)
    velden = {"gezien": "0", "uitvoerder_onderzoek": "Bureau Veldwerk", "deelnemers": "80", "uitkomsten": "Een 8,1."}
    velden |= {"samen_zorgkantoor": "Goed.", "samen_zorgaanbieders": "Wisselend.", "lever": "1"}
    bsn = client.post(hier, velden | bestanden("resultaten", inhoud=pdfs.met_tekst(BSN)))
    assert (bsn.status_code, "kan zijn. Haal het weg." in bsn.content.decode()) == (422, True)
    assert client.post(hier, velden | bestanden("resultaten", naam="cliënten.pdf")).status_code == 302
    client.force_login(toneel.inkoper)
    tekst = client.get(adres("verslag", wulp, ERVARING)).content.decode()
    for wat in ("Bureau Veldwerk", "Wisselend.", "cliënten.pdf", "samenwerking met het zorgkantoor"):
        assert wat in tekst
    lijst = client.get(reverse("verslagenlijst"), {"soort": "ervaring"})
    assert [(r.organisatie, r.periodenaam, r.stand) for r in lijst.context["tabel"].data] == [
        ("Stichting Wulp", "2018", "ingediend")
    ]


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_tegelijk(toneel, wulp, tekenaar):
    collega, wat = toneel.tekenaar(wulp), {"gezien": "0"}
    uit = tegelijk(lambda wie: dien_in(wulp, wie, **wat), [tekenaar, collega])
    assert [u.tekst[:20] for u in uit if isinstance(u, RegelFout)] == ["Een collega heeft di"]
    rij = Verslag.objects.get()
    oordelen = [
        lambda: actions.keur_verslag_goed(verslag_id=rij.pk, door=toneel.inkoper),
        lambda: actions.vraag_verslagaanvulling(verslag_id=rij.pk, vraag="Meer.", door=toneel.manager),
    ]
    for oordeel in oordelen:
        assert wacht_op(rij.overeenkomst, oordeel)
    assert wacht_op(rij.overeenkomst, lambda: doe(actions.bewaar_verslag, wulp, tekenaar))
    assert sum(isinstance(u, RegelFout) for u in tegelijk(lambda doen: doen(), oordelen)) == 1
