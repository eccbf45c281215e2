"""The year report: counts per region as they hold now, for the zorgkantoren within reach."""

from dataclasses import astuple
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.jaaroverzicht import inhoud, maak_overzicht, regels
from bekendmaking.models import Vrijgave
from kern.klok import om
from kern.rules import sha256
from tests.bekendmaking.test_herziening import Zaak
from tests.bekendmaking.toneel import VOLDOET_NIET, Toneel
from tests.factories import RolFactory, WlzUitvoerderFactory
from tests.factories_bekendmaking import GeschilFactory, KortGedingFactory, VrijgaveFactory

pytestmark = pytest.mark.django_db


def test_een_regel_per_regio_zoals_het_nu_geldt():
    zaak = Zaak()
    ronde = zaak.toneel.ronde
    zaak.geef_vrij(zaak.stel_op())
    KortGedingFactory(beslissing=zaak.een.brieven.get(versie=1).beslissingen.first())
    GeschilFactory(inschrijving=zaak.een)
    lijst = {regio.naam: (regio.selectie, *astuple(regio.aantallen)) for regio in regels(ronde, None)}
    # inschrijvingen, voldoet niet, overeenkomst, niet geselecteerd, bezwaren, gegrond, herzien, kort gedingen
    assert lijst["Utrecht"] == ("rangschikking", 4, 1, 2, 1, 1, 1, 1, 1)
    assert lijst["Zwolle"] == ("niet nodig", 1, 0, 1, 0, 0, 0, 0, 0)
    overzicht = inhoud(ronde, None, date(2017, 12, 1))
    assert astuple(overzicht["totaal"]) == (5, 1, 3, 1, 1, 1, 1, 1)
    assert overzicht["geschillen"] == 1


@pytest.mark.parametrize("aantal", [1, 3])
def test_het_overzicht_kost_altijd_evenveel_vragen(aantal, django_assert_num_queries):
    toneel = Toneel()
    for _ in range(aantal):
        toneel.dossier({"Zwolle": VOLDOET_NIET})
    with django_assert_num_queries(8):
        (zwolle,) = [regio for regio in regels(toneel.ronde, None) if regio.naam == "Zwolle"]
    assert zwolle.aantallen.inschrijvingen == aantal


@pytest.mark.geval("F13")
def test_per_zorgkantoor_het_geplande_en_het_echte_moment_met_de_vertraging():
    toneel = Toneel()
    toneel.bekendgemaakt(toneel.dossier({"Zwolle": VOLDOET_NIET}))
    Vrijgave.objects.update(vrijgegeven_op=om(date(2017, 9, 15), 12, 20))
    VrijgaveFactory(ronde=toneel.ronde, uitvoerder=WlzUitvoerderFactory(zorgkantoor="Zorgkantoor Zwaluw"))
    tekst = render_to_string("pdf/jaaroverzicht.html", inhoud(toneel.ronde, None, date(2017, 12, 1)))
    gepland = "<td>vrijdag 15 september 2017, 12:00 uur</td>"
    for naam, gedaan, later in (
        ("IJsvogel", "15 september 2017, 12:20:00 uur", "20 minuten"),
        ("Zwaluw", "nog niet", "–"),
    ):
        assert f'<th scope="row">Zorgkantoor {naam}</th>{gepland}<td>{gedaan}</td><td>{later}</td>' in tekst
    (eigen,) = inhoud(toneel.ronde, [toneel.uitvoerder.pk], date(2017, 12, 1))["vrijgaven"]
    assert (eigen.uitvoerder, eigen.minuten_te_laat) == (toneel.uitvoerder, 20)


def test_dezelfde_dag_geeft_dezelfde_bytes():
    toneel = Toneel()
    toneel.bekendgemaakt(toneel.dossier({"Zwolle": VOLDOET_NIET}))
    een, twee = (sha256(maak_overzicht(toneel.ronde, None, date(2017, 12, 1))) for _ in range(2))
    assert een == twee


@pytest.mark.geval("B26")
def test_een_ander_zorgkantoor_ziet_alleen_zijn_eigen_regios(client):
    toneel = Toneel()
    toneel.bekendgemaakt(toneel.dossier({"Zwolle": VOLDOET_NIET}))
    vreemd = RolFactory(bij_uitvoerder=True)
    assert regels(toneel.ronde, [vreemd.uitvoerder_id]) == []
    adres = reverse("jaaroverzicht", args=[toneel.ronde.code])
    client.force_login(toneel.inkoper)
    assert adres in client.get(reverse("vrijgaven")).content.decode()
    antwoord = client.get(adres)
    assert (antwoord["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")
