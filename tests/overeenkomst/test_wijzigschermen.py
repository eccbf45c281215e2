"""The screens of a wijziging, at both sides (art. 32, OV-142, A68)."""

from datetime import date
from time import time

import pytest
from django.urls import reverse

from kern.fouten import RegelFout
from kluis.actions import lees
from overeenkomst import actions
from overeenkomst.models import Addendum, Wijzigingsvoorstel
from overeenkomst.queries import wijzigingen
from overeenkomst.states import Voorstelstatus
from tests.overeenkomst.hulp import ingelezen, lees_pdf
from tests.overeenkomst.test_wijzigen import Wijzigtoneel
from tests.overeenkomst.toneel import HIER
from tests.overeenkomst.voorbeeldtekst import VOORBEELD

pytestmark = pytest.mark.django_db
TEKST = VOORBEELD.replace("2030", "2018")  # so that its blanks are of a year that is agreed
VELDEN = {
    "reden": "beleid",
    "toelichting": "Er is meer geld.",
    "artikelen": "Bijlage 2",
    "ingang_op": "2018-07-01",
    "tekst": "Het budget van 2018 wordt hoger.",
}


@pytest.fixture
def als(client):
    def doe(wie):
        client.force_login(wie)
        sessie = client.session
        sessie["account_authentication_methods"] = [{"method": "password", "at": time(), "reauthenticated": True}]
        sessie["account_authentication_methods_user"] = str(wie.pk)
        sessie.save()
        return client

    return doe


@pytest.mark.clausule("OV-142", "OV-121")
def test_van_voorstel_tot_addendum_op_het_scherm(als):
    toneel = Wijzigtoneel()
    kenmerk = toneel.dossier.kenmerk
    nieuw = reverse("wijziging_voorstellen", args=[kenmerk])
    client = als(toneel.inkoper)
    begin = client.get(nieuw).context["form"].initial
    staat = {naam: f"{waarde}".replace(".", ",") for naam, waarde in begin.items() if waarde}
    fout = client.post(nieuw, VELDEN | {"jaarbedrag_0_2018": "1,005"})
    assert (fout.status_code, "Er is meer geld." in fout.content.decode()) == (422, True)
    client.post(nieuw, staat | VELDEN | {"tot_0": "2020-12-31", "jaarbedrag_0_2018": "80.000,00"})
    rij = Wijzigingsvoorstel.objects.get()
    assert rij.wijziging["afspraken"]["Utrecht"]["2018"]["budget"] == "80000.00"
    assert set(rij.wijziging) == {"afspraken"}
    aanpassen = reverse("wijziging_aanpassen", args=[rij.pk])
    ingevuld = client.get(aanpassen).context["form"]
    assert (ingevuld["jaarbedrag_0_2018"].value(), ingevuld["tekst"].value()) == ("80.000,00", VELDEN["tekst"])
    gezien = {"gezien": ingevuld.initial["gezien"]}
    client.post(aanpassen, staat | VELDEN | gezien | {"tot_0": "2020-12-31", "jaarbedrag_0_2018": "75.000,00"})
    client.post(reverse("wijziging_overleg", args=[rij.pk]), {"dag": "2018-02-28", "verslag": "Eens over 75.000."})
    client = als(toneel.tekenbevoegde)
    bladzijde = client.get(reverse("mijn_overeenkomst", args=[kenmerk]))
    assert [v.pk for v in bladzijde.context["voorstellen"]] == [rij.pk]
    lijst = client.get(reverse("mijn_overeenkomsten"))
    assert [url for _, _, url in lijst.context["taken"]] == [rij.get_absolute_url()]
    assert "Overleg over wijzigingsvoorstel 1 en teken het" in lijst.content.decode()
    tekenen = reverse("wijziging_tekenen", args=[rij.pk])
    gezien = {"gezien": client.get(rij.get_absolute_url()).context["tekenform"].initial["gezien"]}
    assert client.post(tekenen, gezien | {"functie": "bestuurder"}).status_code == 422
    client.post(tekenen, gezien | HIER)
    client = als(toneel.manager)
    client.post(tekenen, gezien | HIER)
    assert Addendum.objects.get().nummer == 1
    pdf = client.get(reverse("addendum", args=[rij.pk]))
    assert pdf.content.startswith(b"%PDF")
    for dag, budget in (("2018-06-30", "69.000,00"), ("2018-07-01", "75.000,00")):
        geldt = client.get(reverse("overeenkomst", args=[kenmerk]), {"op": dag}).context["geldt"]
        assert geldt["Tarief en budget Utrecht 2018"] == f"€ 69,00 per uur, € {budget}"
    assert client.get(reverse("overeenkomst", args=[kenmerk]), {"op": "morgen"}).status_code == 200


def test_een_voorstel_intrekken_of_mislukt_vastleggen(als):
    toneel = Wijzigtoneel()
    rij = toneel.stel_voor()
    mislukt = reverse("wijziging_mislukt", args=[rij.pk])
    client = als(toneel.tekenbevoegde)
    fout = client.post(mislukt, {"wijziging_mislukt-reden": "Te duur."})
    assert (fout.status_code, "Leg eerst vast wanneer" in fout.content.decode()) == (422, True)
    assert "Te duur." in fout.content.decode()
    client.post(reverse("wijziging_overleg", args=[rij.pk]), {"dag": "2018-02-28", "verslag": "Oneens."})
    client.post(mislukt, {"wijziging_mislukt-reden": "Te duur."})
    assert wijzigingen.mislukt(toneel.rij.pk).get().uitkomst == "Te duur."
    tweede = toneel.stel_voor()
    client = als(toneel.inkoper)
    client.post(reverse("wijziging_intrekken", args=[tweede.pk]), {"wijziging_intrekken-reden": "Niet nodig."})
    tweede.refresh_from_db()
    assert (tweede.status, tweede.uitkomst) == (Voorstelstatus.INGETROKKEN, "Niet nodig.")
    assert "Niet nodig." in client.get(tweede.get_absolute_url()).content.decode()


class Teksttoneel(Wijzigtoneel):
    """Signed on version 1 of the official text; after that version 2 is read in."""

    def lopend(self):
        ingelezen(self.ronde, TEKST)
        rij = super().lopend()
        ingelezen(self.ronde, TEKST.replace("twee vrije dagen", "drie vrije dagen"))
        return rij


@pytest.mark.clausule("OV-001", "OV-142")
def test_een_nieuwe_modeltekst_komt_met_een_addendum_in_de_overeenkomst(als):
    toneel = Teksttoneel()
    kenmerk = toneel.dossier.kenmerk
    nieuw = reverse("wijziging_voorstellen", args=[kenmerk])
    client = als(toneel.inkoper)
    bladzijde = client.get(nieuw)
    assert [deel.soort for deel in bladzijde.context["tekstverschillen"]] == ["gewijzigd"]
    staat = {naam: f"{w}".replace(".", ",") for naam, w in bladzijde.context["form"].initial.items() if w}
    client.post(nieuw, staat | VELDEN | {"tot_0": "2020-12-31", "modeltekst": "on"})
    rij = Wijzigingsvoorstel.objects.get()
    assert rij.wijziging == {"modeltekst": {"was": 1, "wordt": 2}}
    assert rij.verschillen == [["Modeltekst", "versie 1", "versie 2"]]
    assert "drie vrije dagen" in client.get(rij.get_absolute_url()).content.decode()
    assert client.get(reverse("wijziging_aanpassen", args=[rij.pk])).context["form"]["modeltekst"].value() is True
    toneel.teken(rij, toneel.tekenbevoegde)
    addendum = toneel.teken(rij, toneel.manager)
    gelezen = lees_pdf(lees(addendum.stuk))
    assert "Was: - twee vrije dagen. Wordt: - drie vrije dagen." in gelezen
    tekst = gelezen.split("Bijlage: de overeenkomst zoals zij luidt vanaf zondag 1 juli 2018")[1]
    assert ("drie vrije dagen" in tekst, "twee vrije dagen" in tekst, "Rietkraag 3" in tekst) == (True, False, True)
    versies = [
        wijzigingen.feiten_op(toneel.rij, date(2018, maand, dag))["modeltekst"] for maand, dag in ((6, 30), (7, 1))
    ]
    assert versies == [1, 2]
    assert "modeltekst" in client.get(nieuw).context["form"].fields  # from a day before July it still is version 1
    assert "nieuwe_tekst" in client.get(rij.get_absolute_url()).context


def test_een_modeltekst_die_intussen_een_andere_is_of_niet_in_te_vullen_komt_er_niet_in():
    toneel = Teksttoneel()
    wijziging = {"modeltekst": {"was": 1, "wordt": 2}}
    with pytest.raises(RegelFout, match="intussen een andere versie"):
        toneel.stel_voor(wijziging={"modeltekst": {"was": 2, "wordt": 1}})
    rij = toneel.stel_voor(wijziging=wijziging)
    ingelezen(toneel.ronde, TEKST.replace("KvK-nummer : _____", "KvK-nummer : _____\nVogelring : _____"))
    with pytest.raises(RegelFout, match="intussen een andere versie"):
        toneel.teken(rij, toneel.tekenbevoegde)
    actions.trek_wijziging_in(voorstel_id=rij.pk, reden="Andere tekst.", door=toneel.inkoper)
    with pytest.raises(RegelFout, match="Dit mist nog: het veld ‘partij_a_vogelring’"):
        toneel.stel_voor(wijziging={"modeltekst": {"was": 1, "wordt": 3}})
