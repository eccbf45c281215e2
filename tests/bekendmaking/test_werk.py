"""What waits on whom in chapter 3, for the page with all work."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from bekendmaking import actions
from bekendmaking.werk import werk_voor
from partijen.models import Gebruiker
from tests.bekendmaking.toneel import Toneel
from tests.factories import RolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Toneel()


def werk(gebruiker) -> list[str]:
    """The names of the tasks, for a user read afresh."""
    return [wat for wat, *_ in werk_voor(Gebruiker.objects.get(pk=gebruiker.pk))]


def test_brieven_gaan_van_maken_naar_goedkeuren_naar_vrijgeven(toneel):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    assert (werk(toneel.inkoper), werk(toneel.manager)) == (["Brieven maken (1)"], ["Brieven maken (1)"])
    brief = toneel.brief(dossier)
    assert (werk(toneel.inkoper), werk(toneel.manager)) == ([], ["Brieven goedkeuren (1)"])
    actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
    assert (werk(toneel.inkoper), werk(toneel.manager)) == ([], ["Vrijgave klaarzetten"])
    toneel.zet_klaar()
    assert (werk(toneel.inkoper), werk(toneel.manager)) == ([], [])


def test_wie_de_brief_maakte_hoeft_hem_niet_goed_te_keuren(toneel):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    actions.stel_op(inschrijving_id=dossier.pk, door=toneel.manager)
    assert werk(toneel.manager) == []


def test_taak_noemt_zorgkantoor_adres_en_moment(toneel):
    toneel.dossier()
    toneel.stel_vast("Utrecht")
    adres = reverse("vrijgave", args=[toneel.ronde.code, toneel.uitvoerder.code])
    assert werk_voor(toneel.inkoper) == [
        ("Brieven maken (1)", "Zorgkantoor IJsvogel", adres, toneel.ronde.bekendmaking_op)
    ]


def test_wat_nog_op_werk_wacht_staat_er_niet_als_brief_en_leidt_de_manager_naar_het_bord(toneel):
    for _ in range(2):
        toneel.dossier()
    wacht = "Bekendmaking: 2 van 2 dossiers nog niet klaar voor een brief"
    assert (werk(toneel.inkoper), werk(toneel.manager)) == ([], [wacht])
    toneel.stel_vast("Utrecht")
    assert (werk(toneel.inkoper), werk(toneel.manager)) == (["Brieven maken (2)"], ["Brieven maken (2)"])


@pytest.mark.clausule("IK-201")
def test_bezwaar_wacht_op_de_inkopers_tot_het_antwoord(toneel):
    brief = toneel.bekendgemaakt()
    bezwaar = actions.maak_bezwaar(
        brief_id=brief.pk,
        beslissing_ids=[brief.beslissingen.get().pk],
        motivering="Het budget klopt niet.",
        sleutel=uuid4(),
        door=toneel.invuller(brief.inschrijving),
    )
    assert werk_voor(toneel.inkoper) == [
        (
            "Bezwaar beantwoorden",
            brief.inschrijving.partijnaam,
            reverse("bezwaar", args=[bezwaar.pk]),
            datetime(2017, 10, 12, 21, 59, 59, 999999, tzinfo=UTC),
        )
    ]
    wie = toneel.behandelaar
    actions.neem_in_behandeling(bezwaar_id=bezwaar.pk, behandelaar_id=wie.pk, door=wie)
    actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel="ongegrond", antwoord="Nee.", door=wie)
    assert werk(toneel.inkoper) == []


def test_een_ander_zorgkantoor_en_een_organisatie_krijgen_niets(toneel):
    dossier = toneel.dossier()
    assert werk(RolFactory(bij_uitvoerder=True).gebruiker) == []
    assert werk(toneel.invuller(dossier)) == []
