"""The log as people read it: the page of the auditor and the timeline of a dossier (R8, R21, B28)."""

import re
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from kern.log import als_feiten, leg_vast
from kern.models import Gebeurtenis
from kern.rules import canoniek, ketenfouten
from partijen.states import Rolsoort
from portaal.logboek.queries import van_dossier
from portaal.logboek.regels import NOG_DICHT, lees
from tests import papier
from tests.beoordeling.hulp import BEOORDEEL_OP, geopende_inschrijving, oordeel, team, zonder_belang
from tests.factories import DossiersleutelFactory, GebeurtenisFactory, RolFactory, zet_klok
from tests.factories_inschrijving import InschrijvingFactory
from tests.inschrijving.hulp import ingediende_inschrijving
from tests.kern.test_pdf import tekst as tekst_van

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(klok):
    """Submitted, opened, and one inkoper judged eis 2."""
    inschrijving = geopende_inschrijving()
    klok(BEOORDEEL_OP)
    wie = team(inschrijving.uitvoerder)
    zonder_belang(inschrijving, wie.een, wie.twee, wie.manager)
    oordeel(inschrijving, 2, wie.een, nee=True)
    return inschrijving


def auditor():
    return RolFactory(landelijk=True, soort=Rolsoort.AUDITOR, gebruiker__naam="Ada Auditor").gebruiker


def tijdlijn(client, dossier, wie, *, staf=True):
    client.force_login(wie)
    return client.get(reverse("dossier_tijdlijn" if staf else "mijn_tijdlijn", args=[dossier.kenmerk]))


def hashes(dossier) -> list[str]:
    return [punt.hash for punt in lees(Gebeurtenis.objects.filter(dossier=dossier.dossier_sleutel).order_by("nummer"))]


@pytest.mark.geval("R21")
def test_de_tijdlijn_zegt_alles_in_gewone_woorden(client, dossier):
    antwoord = tijdlijn(client, dossier, team(dossier.uitvoerder).manager)
    regels = {(punt.regel.soort, punt.regel.wat): punt for punt in antwoord.context["punten"]}
    versie = dossier.indieningen.get()
    ingediend = regels["Dossier", "ingediend"]
    feiten = dict(ingediend.regel.feiten)
    assert (feiten["Ontvangstnummer"], feiten["SHA-256"]) == (versie.ontvangstnummer, versie.hash)
    assert feiten["Stand"] == "niet ingediend → ingediend"
    assert {f"Bestand {stuk['naam']}" for stuk in versie.stukken} < feiten.keys()
    assert (ingediend.regel.hash, ingediend.utc) == (versie.logkop, "2017-07-28 12:12:00.000000 UTC")
    assert ingediend.regel.rollen == f"tekenbevoegde bij {dossier.organisatie.statutaire_naam}"
    geopend = regels["Dossier", "geopend door het zorgkantoor"].regel
    assert dict(geopend.feiten)["Stand"] == "ingediend → geopend"
    assert f"Bericht (Ontvangst, aan {dossier.organisatie.email})" in {soort for soort, _ in regels}
    assert [p.nummer for p in antwoord.context["punten"]] == list(range(1, len(hashes(dossier)) + 1))
    assert "28 juli 2017, 14:12:00 uur" in antwoord.content.decode()


@pytest.mark.geval("R8")
def test_een_eerste_oordeel_blijft_dicht_tot_het_tweede_er_is_ook_in_de_hashes(client, dossier):
    wie = team(dossier.uitvoerder)
    for kijker in (wie.een, wie.twee, wie.manager, auditor()):
        regel = tijdlijn(client, dossier, kijker).context["punten"][-1].regel
        assert (regel.wat, dict(regel.feiten)["Oordeel"], regel.hash) == ("oordeel gegeven", NOG_DICHT, "")
    with transaction.atomic():
        leg_vast(dossier, "bewaar_organisatie", door=wie.een)
    assert hashes(dossier)[-3:] == [hashes(dossier)[-3], "", ""]
    client.force_login(wie.manager)
    tekst = pdf_tekst(client, "dossier_tijdlijn_pdf", dossier)
    assert "zou" in tekst and Gebeurtenis.objects.filter(handeling="geef_oordeel").get().hash not in tekst  # noqa: PT018
    oordeel(dossier, 2, wie.twee)
    regels = [punt.regel for punt in tijdlijn(client, dossier, wie.manager).context["punten"]]
    gegeven = [dict(regel.feiten)["Oordeel"] for regel in regels if regel.wat == "oordeel gegeven"]
    assert (gegeven, "" in hashes(dossier)) == (["voldoet niet", "voldoet"], False)


def pdf_tekst(client, naam: str, dossier) -> str:
    """The words of the PDF, which keeps to PDF/UA-1 and PDF/A-3a."""
    inhoud = client.get(reverse(naam, args=[dossier.kenmerk])).content
    assert papier.gebreken(inhoud) == []
    return " ".join(tekst_van(inhoud).split())


def test_een_lange_tijdlijn_komt_in_delen_op_papier(client, dossier, monkeypatch):
    oordeel(dossier, 2, team(dossier.uitvoerder).twee)  # every hash may be seen
    monkeypatch.setattr("portaal.logboek.tijdlijn.PER_PDF", len(hashes(dossier)) - 1)
    pagina = tijdlijn(client, dossier, auditor())
    delen = re.findall(r'href="([^"]*tijdlijn\.pdf[^"]*)"', pagina.content.decode())
    teksten = [" ".join(tekst_van(client.get(adres).content).split()).replace(" ", "") for adres in delen]
    assert [adres.partition("?")[2] for adres in delen] == ["deel=1", "deel=2"]
    assert f"Ditisdeel2van2:regel{len(hashes(dossier))}totenmet{len(hashes(dossier))}." in teksten[1]
    for waar, hash_ in zip([0] * (len(hashes(dossier)) - 1) + [1], hashes(dossier), strict=True):
        assert [hash_ in tekst for tekst in teksten] == [waar == 0, waar == 1]
    assert "deel-2.pdf" in client.get(f"{delen[0].partition('?')[0]}?deel=99")["Content-Disposition"]


@pytest.mark.geval("R21", "B28")
def test_de_organisatie_ziet_wat_zij_deed_en_kreeg_en_niets_van_de_beoordeling(client, dossier):
    invuller = dossier.organisatie.rollen.get(soort="tekenbevoegde").gebruiker
    punten = tijdlijn(client, dossier, invuller, staf=False).context["punten"]
    gezien = {(punt.regel.soort.partition(" (")[0], punt.regel.wat): punt.regel for punt in punten}
    assert [punt.nummer for punt in punten] == list(range(1, len(punten) + 1))
    assert {("Dossier", "ingediend"), ("Dossier", "geopend door het zorgkantoor")} <= gezien.keys()
    assert not {wat for _, wat in gezien} & {"oordeel gegeven", "verklaring over belangen gegeven", "klaargezet"}
    assert {regel.wie for regel in gezien.values()} <= {invuller.naam, "het portaal", dossier.uitvoerder.zorgkantoor}
    tekst = pdf_tekst(client, "mijn_tijdlijn_pdf", dossier)
    for mens in ("Anna Inkoper", "Bram Inkoper", "Mia Manager"):
        assert mens not in tekst
    assert punten[-1].regel.hash in tekst.replace(" ", "")
    vreemde = RolFactory(soort="tekenbevoegde").gebruiker
    assert tijdlijn(client, dossier, vreemde, staf=False).status_code == 404


@pytest.mark.geval("B28")
def test_de_tijdlijn_bestaat_voor_de_staf_niet_voor_de_opening_en_niet_voor_wie_een_belang_heeft(client, dossier):
    dicht = InschrijvingFactory(ronde=dossier.ronde, uitvoerder=dossier.uitvoerder)
    wie = team(dossier.uitvoerder)
    assert tijdlijn(client, dicht, wie.manager).status_code == 404
    nieuw = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER, uitvoerder=dossier.uitvoerder).gebruiker
    assert tijdlijn(client, dossier, nieuw).status_code == 409
    assert (
        tijdlijn(client, dossier, RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker).status_code == 404
    )


def test_evenveel_vragen_bij_elk_aantal_regels(client, dossier):
    wie, zoek, kosten = team(dossier.uitvoerder), {"handeling": "eigen oordeel teruggenomen"}, []
    eigen = reverse("dossier_tijdlijn", args=[dossier.kenmerk])
    adressen = [(wie.manager, eigen, {}), (auditor(), reverse("logboek"), zoek)]
    tijdlijn(client, dossier, wie.manager)  # the first look is noted
    for aantal in (1, 2):  # together three
        for _ in range(aantal):
            with transaction.atomic():
                leg_vast(dossier, "neem_oordeel_terug", door=wie.een, eis=2, regio=None)
        for kijker, adres, vraag in adressen:
            client.force_login(kijker)
            with CaptureQueriesContext(connection) as vragen:
                assert client.get(adres, vraag).status_code == 200
            kosten.append(len(vragen))
    assert kosten[:2] == kosten[2:]


def gevonden(client, **vraag) -> list[tuple[str, str]]:
    """What the page and Excel show for this search; both alike."""
    regels = client.get(reverse("logboek"), vraag).context["tabel"].regels
    boek = load_workbook(BytesIO(client.get(reverse("logboek_export"), vraag).content)).active
    op_het_scherm = [(regel.plek, regel.wat) for regel in regels]
    assert [(rij[2].value, rij[5].value) for rij in list(boek.rows)[1 : 1 + len(regels)]] == op_het_scherm
    return op_het_scherm


@pytest.mark.geval("B28")
def test_de_auditor_zoekt_in_het_logboek_en_ziet_niets_van_ongeopende_dossiers(client, dossier, klok):
    klok("2017-07-28 15:00")
    ingediende_inschrijving(ronde=dossier.ronde, uitvoerder=dossier.uitvoerder)
    klok(BEOORDEEL_OP)
    client.force_login(auditor())
    alles = client.get(reverse("logboek")).context["tabel"].data.data
    ketens = {regel.dossier for regel in alles if regel.dossier.startswith("inschrijving:")}
    assert ketens == {dossier.dossier_sleutel}
    assert gevonden(client, dossier=dossier.kenmerk.lower(), handeling="Oordeel gegeven") == [
        (dossier.kenmerk, "oordeel gegeven")
    ]
    assert gevonden(client, wie="anna ink", van="2017-08-08", handeling="oordeel") == gevonden(
        client, wie="Anna", handeling="oordeel gegeven"
    )
    assert gevonden(client, handeling="geopend door het zorgkantoor", soort="inschrijving.inschrijving") == [
        (dossier.kenmerk, "geopend door het zorgkantoor")
    ]
    assert (
        gevonden(client, van="2017-08-09")
        == gevonden(client, wie="niemand")
        == gevonden(client, tot="2017-07-01")
        == []
    )
    onzin = {"van": "morgen", "soort": "bestaat.niet", "wie": "'", "page": "x"}
    assert client.get(reverse("logboek"), onzin).status_code == 200


VALS = (
    "Akkoord.\r\n99. 1 januari 2018, 09:00:00 uur\nDossier: ingetrokken"
    '\x1b[2K\x1b[31m"}, {"nummer": 99\u2028\u202e einde'
)


@pytest.mark.geval("B46")
def test_getypte_tekst_kan_niet_doorgaan_voor_een_regel_van_het_logboek(client, dossier):
    wie = team(dossier.uitvoerder)
    oordeel(dossier, 2, wie.twee)
    with transaction.atomic():
        regel = leg_vast(dossier, "bewaar_organisatie", door=wie.een, toelichting=VALS)
    assert len(canoniek(als_feiten(regel)).splitlines()) == 1
    assert ketenfouten(als_feiten(r) for r in van_dossier(dossier)) == []
    punten = tijdlijn(client, dossier, wie.manager).context["punten"]
    assert punten[-1].regel.feiten == (
        (
            "Toelichting",
            'Akkoord. 99. 1 januari 2018, 09:00:00 uur Dossier: ingetrokken [2K [31m"}, {"nummer": 99 einde',
        ),
    )
    inhoud = client.get(reverse("dossier_tijdlijn_pdf", args=[dossier.kenmerk])).content
    assert not [regel for regel in tekst_van(inhoud).splitlines() if regel.strip().startswith("99.")]


def test_een_handeling_zonder_woorden_staat_er_zoals_zij_heet(client):
    zet_klok("2017-08-08 10:00")
    leg_vast(DossiersleutelFactory(dossier="proef"), "doe_iets_nieuws", door=None)
    GebeurtenisFactory(object_soort="weg.model", handeling="doe")
    client.force_login(auditor())
    regels = client.get(reverse("logboek")).context["tabel"].regels
    assert {(r.soort, r.wat, r.wie) for r in regels} == {
        ("Sleutel van het dossier", "doe iets nieuws", "het portaal"),
        ("weg.model", "doe", "het portaal"),
    }


def test_te_veel_regels_voor_een_bestand(client, monkeypatch):
    monkeypatch.setattr("portaal.logboek.lijst.HOOGSTENS", 1)
    GebeurtenisFactory.create_batch(2)
    client.force_login(auditor())
    antwoord = client.get(reverse("logboek_export"))
    assert (antwoord.status_code, "kortere periode" in antwoord.content.decode()) == (409, True)
