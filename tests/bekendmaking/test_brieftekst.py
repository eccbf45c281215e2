"""The words of the letters of a round: what may be typed, where it comes, and what a change undoes (R17, B29, B40)."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bekendmaking import actions, opmaak, voorbeelden
from bekendmaking.brieftekst import DELEN, controleer, vul_in
from bekendmaking.models import Brief, Vrijgave
from bekendmaking.states import Status
from bekendmaking.teksten import teksten_van
from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.rules import sha256
from kluis.actions import lees
from publicatie.actions import maak_ronde
from publicatie.actions.verlengen import maak_verlenging
from publicatie.models import Brieftekst
from tests.bekendmaking.test_vrijgave import MIDDAG, zet_exact
from tests.bekendmaking.toneel import BESTAAND, VOLDOET_NIET, Toneel
from tests.factories import GebruikerFactory, RolFactory
from tests.factories_publicatie import BrieftekstFactory, InkooprondeFactory
from tests.race import tegelijk
from tests.wachten import wacht_iemand_op_slot, wacht_tot

TRUCS = [
    "{{7*7}}",
    "{% load static %}",
    "${7*7}",
    "{0.__class__}",
    "{organisatie.__class__}",
    "{}",
    "{",
    "}",
    "{tarief",
]


# Rules: no database


@pytest.mark.geval("B40")
@pytest.mark.parametrize("tekst", TRUCS)
def test_accolades_zijn_er_alleen_voor_invulvelden(tekst):
    with pytest.raises(
        RegelFout, match=re.escape("U kunt gebruiken: {organisatie}, {zorgkantoor}, {ronde}, {kenmerk}")
    ):
        controleer(DELEN["aanhef"], f"Beste {tekst} bestuurder")


def test_een_invulveld_van_een_ander_stuk_wordt_bij_naam_geweigerd():
    with pytest.raises(RegelFout, match=re.escape("Dit invulveld kan hier niet: {rang}, {onbekend}.")):
        controleer(DELEN["aanhef"], "Beste {rang} {organisatie} {onbekend}")


def test_leeg_kan_alleen_waar_de_motivering_toch_staat():
    assert [d.sleutel for d in DELEN.values() if d.mag_leeg] == ["voldoet_niet", "niet_geselecteerd", "geen_plaats"]
    assert controleer(DELEN["voldoet_niet"], "  ") == ""
    with pytest.raises(RegelFout, match="mag niet leeg"):
        controleer(DELEN["aanhef"], "  ")


def test_een_tekst_heeft_een_grens():
    assert len(controleer(DELEN["groet"], "x" * 1500)) == 1500
    with pytest.raises(RegelFout, match="1501 tekens"):
        controleer(DELEN["groet"], "x" * 1501)


@pytest.mark.parametrize("deel", DELEN.values(), ids=lambda deel: deel.sleutel)
def test_elke_standaardtekst_mag_zelf_ook(deel):
    assert controleer(deel, deel.standaard) == deel.standaard


@pytest.mark.geval("B40")
@given(st.text(st.sampled_from("{}abc%_ "), max_size=30))
def test_wat_wordt_bewaard_kan_altijd_worden_ingevuld(tekst):
    deel = DELEN["aanhef"]
    try:
        goed = controleer(deel, tekst)
    except RegelFout:
        return
    assert vul_in(goed, dict.fromkeys(deel.velden, "waarde")) == re.sub(r"\{[a-z_]+\}", "waarde", goed)


@pytest.mark.geval("B40")
def test_een_waarde_die_op_een_invulveld_lijkt_blijft_wat_zij_is():
    assert vul_in("Aan {organisatie}: {ronde}", {"organisatie": "{ronde} {{7*7}}", "ronde": "2018"}) == (
        "Aan {ronde} {{7*7}}: 2018"
    )


# A round with letters


@pytest.fixture
def toneel(db):
    return Toneel()


def wijzig(ronde, onderdeel, tekst, door=None, gezien=None):
    gezien = teksten_van(ronde).per_deel[onderdeel] if gezien is None else gezien
    return actions.wijzig_brieftekst(
        ronde_id=ronde.pk,
        onderdeel=onderdeel,
        tekst=tekst,
        gezien_hash=sha256(gezien.encode()),
        door=door or GebruikerFactory(),
    )


def inhoud(pdf: bytes) -> str:
    """The text of a PDF on one line."""
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(uit.stdout.decode().split())


EIGEN = {
    "aanhef": "Beste {organisatie} %(x)s <b>,",
    "inleiding": "Inleiding over {aantal_regios} in {ronde}.",
    "overeenkomst_bestaand": "Welkom terug in {regio}, voor {tarief} tot {looptijd_tot}, na {referentiejaar}.",
    "voldoet_niet": "Helaas, niet in {regio}.",
    "rechtsmiddelen": "Vragen over {kenmerk}? Zie hieronder.",
    "slot_overeenkomst": "Wacht tot {opschorting_tot}.",
    "groet": "Groeten van {zorgkantoor},",
    "functie": "Hoofd inkoop",
}
ZINNEN = [
    "Inleiding over 2 regio’s in Kleine ronde.",
    "Welkom terug in Utrecht, voor € 69,00 tot donderdag 31 december 2020, na 2017.",
    "Helaas, niet in Zwolle.",
    "Wacht tot donderdag 12 oktober 2017, 17:00 uur.",
]


def test_papier_mail_en_scherm_zeggen_hetzelfde(toneel, client):
    for onderdeel, tekst in EIGEN.items():
        wijzig(toneel.ronde, onderdeel, tekst)
    dossier = toneel.dossier({"Utrecht": BESTAAND, "Zwolle": VOLDOET_NIET})
    toneel.stel_vast("Utrecht")
    toneel.stel_vast("Zwolle")
    brief = toneel.bekendgemaakt(dossier)
    client.force_login(toneel.invuller(dossier))
    papier, mail = inhoud(lees(brief.stuk)), " ".join(Bericht.objects.get().tekst.split())
    scherm = " ".join(client.get(reverse("beslissing", args=[dossier.kenmerk])).content.decode().split())
    zinnen = [zin.replace("Kleine ronde", toneel.ronde.naam) for zin in ZINNEN]
    zinnen.append(f"Vragen over {dossier.kenmerk}? Zie hieronder.")
    assert [(plek, zin) for plek in (papier, mail, scherm) for zin in zinnen if zin not in plek] == []
    aanhef = f"Beste {dossier.partijnaam} %(x)s <b>,"
    groet = "Groeten van Zorgkantoor IJsvogel, Zorgkantoor IJsvogel Hoofd inkoop"
    assert [plek for plek in (papier, mail) if aanhef not in plek or groet not in plek] == []


@pytest.mark.clausule("IK-195", "IK-196", "IK-209")
def test_wat_een_brief_moet_zeggen_is_niet_weg_te_wijzigen(toneel):
    for deel, tekst in teksten_van(toneel.ronde).per_deel.items():
        wijzig(toneel.ronde, deel, "" if DELEN[deel].mag_leeg else "x", gezien=tekst)
    dossier = toneel.dossier({"Utrecht": BESTAAND, "Zwolle": VOLDOET_NIET})
    toneel.budget("Utrecht", "100000.00")
    toneel.stel_vast("Utrecht")
    brief = inhoud(lees(toneel.brief(dossier).stuk))
    for vast in (
        "Dit is onze voorlopige beslissing.",
        "Utrecht Overeenkomst 1-1-2018 tot en met 31-12-2020",
        "Bestaande organisatie € 69,00 € 100.000,00 1.449,25",
        "Zwolle Voldoet niet, eis 8",
        "In Utrecht 2 is niemand van u bereikbaar.",
        "Tot en met vrijdag 29 september 2017, 17:00 uur.",
        "Uiterlijk donderdag 5 oktober 2017.",
        "Hij loopt af vóórdat wij uw bezwaar hoeven te beantwoorden",
        "tot donderdag 12 oktober 2017, 17:00 uur.",
        "de laatste dag vrijdag 27 oktober 2017.",
    ):
        assert vast in brief


@pytest.mark.geval("B29")
def test_een_andere_tekst_trekt_goedkeuring_en_vrijgave_in_en_staat_in_het_logboek(toneel):
    brief = toneel.brief(goedgekeurd=True)
    vrijgave = toneel.zet_klaar()
    wie = GebruikerFactory()
    assert wijzig(toneel.ronde, "aanhef", "Beste bestuurder,", wie) == 1
    brief.refresh_from_db()
    assert (brief.status, brief.goedgekeurd_door, Vrijgave.objects.count()) == (Status.ONTWERP, None, 0)
    assert list(brief.beslissingen.values_list("status", flat=True)) == [Status.ONTWERP]
    regel = Gebeurtenis.objects.get(handeling="wijzig_brieftekst")
    assert regel.actor_id == wie.pk
    assert regel.gegevens == {"onderdeel": "aanhef", "oud": "Geachte heer of mevrouw,", "nieuw": "Beste bestuurder,"}
    assert Gebeurtenis.objects.get(handeling="trek_in", object_id=str(vrijgave.pk)).actor_id == wie.pk
    terug = Gebeurtenis.objects.get(handeling="val_terug", object_soort="bekendmaking.brief")
    assert terug.gegevens["toelichting"] == "De brieftekst ‘Aanhef’ is gewijzigd."


@pytest.mark.geval("B29")
def test_een_brief_met_de_oude_woorden_wordt_niet_goedgekeurd(toneel):
    brief = toneel.brief()
    wijzig(toneel.ronde, "functie", "Directeur")
    with pytest.raises(RegelFout, match="Maak de brief opnieuw"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
    nieuw = actions.stel_op(inschrijving_id=brief.inschrijving_id, door=toneel.inkoper)
    actions.keur_goed(brief_id=nieuw.pk, gezien_hash=nieuw.hash, door=toneel.manager)
    assert Brief.objects.get().status == Status.GOEDGEKEURD


def test_woorden_die_niet_in_deze_brief_staan_veranderen_hem_niet(toneel):
    brief = toneel.brief()
    wijzig(toneel.ronde, "verlengd" if toneel.ronde.is_verlenging else "geen_plaats", "Er was geen plaats.")
    opnieuw = actions.stel_op(inschrijving_id=brief.inschrijving_id, door=toneel.manager)
    assert (opnieuw.hash, opnieuw.opgesteld_door) == (brief.hash, brief.opgesteld_door)
    actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)


def test_woorden_van_een_antwoord_laten_de_beslissing_met_rust(toneel):
    brief = toneel.brief(goedgekeurd=True)
    toneel.zet_klaar()
    assert wijzig(toneel.ronde, "antwoord", "Een collega keek opnieuw.") == 0
    brief.refresh_from_db()
    assert (brief.status, Vrijgave.objects.count()) == (Status.GOEDGEKEURD, 1)


def test_na_de_bekendmaking_liggen_de_woorden_vast(toneel):
    brief = toneel.bekendgemaakt()
    with pytest.raises(RegelFout, match="al brieven van deze ronde bekendgemaakt"):
        wijzig(toneel.ronde, "antwoord", "Een collega keek opnieuw.")
    brief.refresh_from_db()
    assert (brief.status, Brieftekst.objects.count()) == (Status.VOORLOPIG, 0)


def test_terug_naar_de_standaardtekst_laat_geen_eigen_woorden_achter(toneel):
    wijzig(toneel.ronde, "aanhef", "Beste bestuurder,")
    wijzig(toneel.ronde, "aanhef", DELEN["aanhef"].standaard)
    assert not Brieftekst.objects.exists()


def test_een_stuk_van_een_ander_soort_ronde_bestaat_hier_niet(toneel):
    with pytest.raises(RegelFout, match="geen brieftekst met die naam"):
        wijzig(toneel.ronde, "verlengd", "Verlengd.", gezien="")


def test_wie_een_oudere_tekst_zag_overschrijft_de_nieuwe_niet(toneel):
    oud = DELEN["aanhef"].standaard
    wijzig(toneel.ronde, "aanhef", "Beste bestuurder,")
    with pytest.raises(RegelFout, match="Iemand anders wijzigde dit intussen"):
        wijzig(toneel.ronde, "aanhef", "Dag,", gezien=oud)
    assert Brieftekst.objects.get().tekst == "Beste bestuurder,"


@pytest.mark.django_db(transaction=True)
def test_twee_beheerders_tegelijk_een_wint(toneel):
    oud, mensen = DELEN["aanhef"].standaard, {tekst: GebruikerFactory() for tekst in ("Een,", "Twee,")}
    uitkomsten = tegelijk(lambda tekst: wijzig(toneel.ronde, "aanhef", tekst, mensen[tekst], oud), mensen)
    assert sorted(str(type(uitkomst).__name__) for uitkomst in uitkomsten) == ["RegelFout", "int"]
    regel = Gebeurtenis.objects.get(handeling="wijzig_brieftekst")
    assert regel.gegevens["nieuw"] == Brieftekst.objects.get().tekst


@pytest.mark.geval("B29")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wat", ["vrijgeven", "klaarzetten"])
def test_wijzigen_terwijl_een_ander_beslist_laat_geen_oude_woorden_gaan(toneel, wat):
    """Either the other act came first and holds as far as it may, or it sees the new words and is refused."""
    brief = toneel.brief(goedgekeurd=True)
    vrijgave = toneel.zet_klaar() if wat == "vrijgeven" else None
    if vrijgave:
        zet_exact(MIDDAG)
    beheerder = GebruikerFactory()

    def doe(wie):
        if wie == "beheerder":
            return wijzig(toneel.ronde, "aanhef", "Beste bestuurder,", beheerder)
        if wat == "vrijgeven":
            return actions.geef_vrij(vrijgave_id=vrijgave.pk)
        return toneel.zet_klaar()

    tegelijk(doe, ["ander", "beheerder"])
    brief.refresh_from_db()
    gewijzigd = Brieftekst.objects.exists()
    assert gewijzigd == (brief.status == Status.ONTWERP)
    assert Vrijgave.objects.exists() != gewijzigd
    assert Bericht.objects.exists() == (brief.status == Status.VOORLOPIG)


@pytest.mark.geval("B29")
@pytest.mark.django_db(transaction=True)
def test_wie_goedkeurt_wacht_op_wie_wijzigt_en_ziet_dan_de_nieuwe_woorden(toneel):
    brief = toneel.brief()

    def keur_goed():
        try:
            actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            wijzig(toneel.ronde, "aanhef", "Beste bestuurder,")
            ander = poel.submit(keur_goed)
            wacht_tot(wacht_iemand_op_slot)
        with pytest.raises(RegelFout, match="Maak de brief opnieuw"):
            ander.result()


@pytest.mark.django_db
def test_een_kopie_en_een_verlenging_nemen_de_woorden_over():
    van = InkooprondeFactory(gepubliceerd=True, ingang_op=date(2018, 1, 1), verlenging_tot=date(2022, 12, 31))
    rij = BrieftekstFactory(ronde=van)
    kopie = maak_ronde(code="kopie", naam="Kopie", van=van, door=rij.gewijzigd_door)
    assert teksten_van(kopie) == teksten_van(van)
    wijzig(kopie, "aanhef", "Dag,")
    lang = maak_verlenging(
        ronde_id=van.pk,
        code="langer",
        naam="Langer",
        ingang_op=date(2021, 1, 1),
        tot=date(2021, 12, 31),
        door=rij.gewijzigd_door,
    )
    assert [teksten_van(ronde).per_deel["aanhef"] for ronde in (van, kopie, lang)] == [rij.tekst, "Dag,", rij.tekst]


# Looking at letters


@pytest.mark.parametrize("onderdeel", ["inleiding", "slot_zonder", "herziening", "antwoord_gegrond", "geen_plaats"])
def test_de_verzonnen_brief_laat_het_stuk_zien(toneel, onderdeel):
    woorden = teksten_van(toneel.ronde).met(onderdeel, f"Proefzin {onderdeel}.")
    pdf = voorbeelden.als_pdf(toneel.ronde, voorbeelden.VERZONNEN, woorden, DELEN[onderdeel])
    assert f"Proefzin {onderdeel}." in inhoud(pdf)


@pytest.fixture
def beheer(toneel, client):
    client.force_login(RolFactory(landelijk=True).gebruiker)
    return client


def test_de_proef_is_byte_voor_byte_de_echte_brief_en_bewaart_niets(toneel, beheer):
    brief = toneel.brief()
    velden = {"tekst": "Beste {organisatie},", "voorbeeld": "bestaand", "gezien_hash": "x"}
    antwoord = beheer.post(reverse("brieftekst_proef", args=[toneel.ronde.code, "aanhef"]), velden)
    assert not Brieftekst.objects.exists()
    wijzig(toneel.ronde, "aanhef", "Beste {organisatie},")
    assert antwoord.content == lees(toneel.brief(brief.inschrijving).stuk)


@pytest.mark.geval("B40")
@pytest.mark.parametrize("naam", ["brieftekst", "brieftekst_proef"])
@pytest.mark.parametrize("truc", ["{{7*7}}", "{0.__class__}"])
def test_een_geweigerde_tekst_blijft_op_het_scherm_staan(toneel, beheer, naam, truc):
    velden = {"tekst": truc, "voorbeeld": "verzonnen", "gezien_hash": sha256(DELEN["aanhef"].standaard.encode())}
    antwoord = beheer.post(reverse(naam, args=[toneel.ronde.code, "aanhef"]), velden)
    assert antwoord.status_code == 422
    assert f">\n{truc}</textarea>" in antwoord.content.decode()


def test_bewaren_zegt_hoeveel_brieven_terugvallen(toneel, beheer):
    toneel.brief(goedgekeurd=True)
    pad = reverse("brieftekst", args=[toneel.ronde.code, "aanhef"])
    begin = beheer.get(pad).context["form"].initial
    pagina = beheer.post(pad, begin | {"tekst": "Dag bestuurder,"}, follow=True).content.decode()
    assert "Bewaard. 1 brief is niet meer goedgekeurd. De inkopers maken ze opnieuw." in pagina
    assert "Dag bestuurder," in pagina


@pytest.mark.parametrize("aantal", [1, 3])
def test_het_overzicht_kost_altijd_evenveel_vragen(toneel, beheer, aantal, django_assert_num_queries):
    dossiers = [toneel.dossier({"Utrecht": BESTAAND}) for _ in range(aantal)]
    toneel.stel_vast("Utrecht")
    for dossier, onderdeel in zip(dossiers, ["aanhef", "groet", "functie"], strict=False):
        toneel.brief(dossier)
        BrieftekstFactory(ronde=toneel.ronde, onderdeel=onderdeel, tekst="Dag.")
    with django_assert_num_queries(14):
        antwoord = beheer.get(reverse("briefteksten", args=[toneel.ronde.code]))
    assert [voorbeeld.sleutel for voorbeeld in antwoord.context["voorbeelden"]] == ["bestaand", "verzonnen"]


def test_een_voorbeeld_dat_de_ronde_niet_heeft_bestaat_niet(toneel, beheer):
    code = toneel.ronde.code
    soorten = ("verzonnen", "geen-plaats", "onzin")
    statussen = [beheer.get(reverse("briefvoorbeeld", args=[code, soort])).status_code for soort in soorten]
    assert statussen == [200, 404, 404]
    assert beheer.get(reverse("brieftekst", args=[code, "verlengd"])).status_code == 404


def test_een_antwoord_op_papier_en_in_de_mail_spreekt_de_woorden_van_de_ronde(toneel):
    wijzig(toneel.ronde, "antwoord", "Een collega keek opnieuw naar {regios}.")
    assert "Een collega keek opnieuw naar Voorbeeldregio." in inhoud(
        voorbeelden.verzonnen_pdf(toneel.ronde, toneel.uitvoerder, teksten_van(toneel.ronde), DELEN["antwoord"])
    )
    brief = toneel.bekendgemaakt()
    assert opmaak.om_het_antwoord(teksten_van(toneel.ronde), brief.inschrijving, ["Utrecht"])["antwoord"] == (
        "Een collega keek opnieuw naar Utrecht."
    )
