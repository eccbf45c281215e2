"""The contract year of the demo: twelve months of one zorgkantoor by the real actions, on the moving clock."""

from datetime import date

import pytest

from berichten.models import Bericht
from kern import klok
from overeenkomst.models import Overeenkomst
from portaal.demo import rapporteurs, toezichthouders
from portaal.demo.reis import HALTES
from tests.uitvoering.toneel import Uitvoeringtoneel
from uitvoering.models import (
    Acuutmelding,
    Beeindiging,
    Budgetherziening,
    Declaratie,
    Gesprek,
    Herschikking,
    Overdracht,
    Productierapportage,
    Tekortkoming,
    Verslag,
)
from uitvoering.queries.landelijk import maandcijfers
from uitvoering.queries.productie import lopend, standen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
NAMEN = (rapporteurs.VERTELD[0], rapporteurs.TE_LAAT[0], toezichthouders.STOPT)
GEWIJZIGD = {"Een overeenkomst krijgt een addendum", "Een overeenkomst wordt verlengd"}  # not of these overeenkomsten


@pytest.fixture
def menzis():
    """Three overeenkomsten in one region, with the people that the cast calls by name."""
    toneel = Uitvoeringtoneel(code="2018-2020")
    toneel.uitvoerder.code = "menzis"
    toneel.uitvoerder.save(update_fields=["code"])
    toneel.inkoper.email = "inkoper-een@menzis.example"
    toneel.inkoper.save(update_fields=["email"])
    for naam in NAMEN:
        toneel.tekenaar(toneel.partij(naam))
    toneel.manager.email = "manager@menzis.example"
    toneel.manager.save(update_fields=["email"])
    toneel.vast()
    return toneel


def loop_het_jaar() -> list[str]:
    """Every step of the haltes from the first production on; what a rule refused."""
    begin = next(nummer for nummer, halte in enumerate(HALTES) if halte.naam == "De eerste productie is binnen")
    stappen = [deel for halte in HALTES[begin:] for deel in halte.stappen]
    return [tekst for naam, stap in stappen if naam not in GEWIJZIGD for tekst in stap() or []]


@pytest.mark.geval("B55")
def test_een_heel_contractjaar_met_alles_wat_erin_hoort(menzis):
    assert loop_het_jaar() == []
    assert klok.vandaag() == date(2019, 1, 21)
    rijen = Productierapportage.objects
    assert rijen.filter(versie=1).count() == 3 * 12
    assert list(rijen.exclude(status="akkoord").values_list("status", "maand")) == [("vervangen", date(2018, 3, 1))]
    assert rijen.get(versie=2).reden == rapporteurs.NAGETELD
    assert rijen.get(geen_productie=True).maand == date(2018, 7, 1)
    laat = [(rij.organisatie, rij.maand) for rij in standen(lopend()) if rij.te_laat]
    assert laat == [rapporteurs.TE_LAAT]
    tekortkoming = Tekortkoming.objects.get()
    assert (tekortkoming.status, tekortkoming.uitkomst) == ("gesloten", "hersteld")
    assert tekortkoming.ingebrekestelling.termijn_tot == date(2018, 10, 15)
    assert Beeindiging.objects.get().status == "afgerond"
    assert sum(Overdracht.objects.values_list("aantal", flat=True)) == toezichthouders.LOPEND
    eindes = Overeenkomst.objects.values_list("inschrijving__organisatie__statutaire_naam", "status")
    assert [naam for naam, status in eindes if status == "beeindigd"] == [toezichthouders.STOPT]
    onderwerpen = (
        Bericht.objects.filter(over__regex="^uitvoering[.](productie|tekortkoming|beeindiging|overdracht):")
        .order_by("pk")
        .values_list("onderwerp", flat=True)
    )
    assert [onderwerp.partition(":")[0] for onderwerp in onderwerpen] == [
        "Productie maart 2018 klopt nog niet",
        "Productie augustus 2018",
        "Productie augustus 2018",
        "Tekortkoming vastgesteld",
        "Ingebrekestelling",
        "Dossier gesloten",
        *["Einde van de overeenkomst"] * 2,
        *["Ondersteuning overgedragen", "Ondersteuning naar u overgedragen"] * 2,
    ]
    assert len(maandcijfers(menzis.inkoper)) == 3 * 12
    declaraties = Declaratie.objects.order_by("maand", "versie").values_list("maand__month", "status")
    assert list(declaraties) == [
        (1, "betaald"),
        (2, "betaald"),
        (3, "teruggedraaid"),
        *[(maand, "betaald") for maand in (3, 4, 5, 6, 8, 9, 10, 11)],
        (12, "ingediend"),
    ]
    herschikking = Herschikking.objects.get()
    assert (herschikking.status, herschikking.overschrijding.status) == ("vastgesteld", "gesloten")
    for afspraak, verschil in ((herschikking.afspraak_naar, 1), (herschikking.afspraak_van, -1)):
        eerst = afspraak.regioinschrijving.afspraken.filter(jaar=2018).earliest("pk")
        assert afspraak.budget == eerst.budget + verschil * herschikking.bedrag
    december = Declaratie.objects.get(maand=date(2018, 12, 1))
    assert december.bedrag == december.bruto  # nothing is capped any more
    assert list(Verslag.objects.values_list("status", flat=True)) == ["akkoord"] * 3 * 4
    assert list(Gesprek.objects.values_list("status", flat=True)) == ["gehouden"] * 3 * 4
    assert list(Budgetherziening.objects.order_by("maand").values_list("maand__month", flat=True)) == [6, 11]
    melding = Acuutmelding.objects.get()
    assert melding.gelezen_op < melding.antwoord_op
    voor = Productierapportage.objects.count()
    assert loop_het_jaar() == []  # everything is done: nothing twice
    assert (Productierapportage.objects.count(), Tekortkoming.objects.count(), Beeindiging.objects.count()) == (
        voor,
        1,
        1,
    )
