"""The board before the announcement: everything that is not ready, by name, with the page where it is mended."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from bekendmaking import actions, tasks
from bekendmaking.bord import bord, borden
from bekendmaking.models import Brief
from bekendmaking.states import Gebreksoort
from beoordeling.models import Classificatie, Regiobeoordeling
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.models import Klokstand
from partijen.models import Gebruiker
from publicatie.models import Inkoopronde
from selectie.models import Regioselectie
from tests.bekendmaking.toneel import BESTAAND, NIEUW, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import RolFactory
from tests.factories_inschrijving import voeg_regios_toe

pytestmark = pytest.mark.django_db
S = Gebreksoort
OPEN = {"indeling": "", "bevestigd_door": None, "bevestigd_op": None}


class Zaal(Toneel):
    """A dossier that is ready for its release, to break one thing of."""

    def __init__(self):
        super().__init__()
        self.af = self.dossier({"Utrecht": BESTAAND})
        self.stel_vast("Utrecht")
        self.brief(self.af, goedgekeurd=True)

    def gebreken(self) -> list[tuple[str, str, str]]:
        """Of the one dossier: kind, region and the page that mends it."""
        (stand,) = bord(self.ronde, self.uitvoerder).standen
        return [(gebrek.soort, gebrek.regio, gebrek.url) for gebrek in stand.gebreken]

    def adres(self, naam: str) -> str:
        kwargs = {
            "dossier": [self.af.kenmerk],
            "brief": [Brief.objects.get().pk],
            "regioselectie": [self.toewijzing("Utrecht").pk],
            "ronde_beheren": [self.ronde.code],
        }
        return reverse(naam, args=kwargs[naam])


@pytest.fixture
def zaal():
    return Zaal()


def test_wat_af_is_mist_niets(zaal):
    assert zaal.gebreken() == []
    assert bord(zaal.ronde, zaal.uitvoerder).alles_klaar


BREUKEN = {
    "oordeel": (lambda z: Regiobeoordeling.objects.update(status="in_beoordeling"), S.OORDEEL, "Utrecht", "dossier"),
    "indeling": (lambda z: Classificatie.objects.update(**OPEN), S.INDELING, "Utrecht", "dossier"),
    "selectie": (lambda z: Regioselectie.objects.all().delete(), S.SELECTIE, "Utrecht", "regioselectie"),
    "bevroren": (lambda z: Regioselectie.objects.update(status="gerangschikt"), S.SELECTIE, "Utrecht", "regioselectie"),
    "past niet": (
        lambda z: Classificatie.objects.update(indeling="deels", reden="Tot juni."),
        S.SELECTIE,
        "Utrecht",
        "regioselectie",
    ),
    "loting": (
        lambda z: Regioselectie.objects.update(status="gerangschikt", uitslag={"loting": {"plaatsen": 1}}),
        S.LOTING,
        "Utrecht",
        "regioselectie",
    ),
    "tarief": (lambda z: Inkoopronde.objects.update(looptijd_bestaand_tot=None), S.VOORWAARDEN, "", "ronde_beheren"),
    "moment": (lambda z: Inkoopronde.objects.update(bekendmaking_op=None), S.VOORWAARDEN, "", "ronde_beheren"),
    "verouderd": (lambda z: z.budget("Utrecht", "5000.00"), S.VEROUDERD, "", "brief"),
    "datum": (lambda z: zet_klok("2017-09-16 09:00"), S.DATUM, "", "brief"),
    "terug": (
        lambda z: actions.val_terug(brief_id=Brief.objects.get().pk, reden="Aanhef.", door=z.manager),
        S.GOEDKEURING,
        "",
        "brief",
    ),
    "adres": (lambda z: Inschrijving.objects.update(email="a@b\nBcc: c@d.example"), S.ADRES, "", "dossier"),
}


@pytest.mark.geval("F17")
@pytest.mark.parametrize("breuk", BREUKEN)
def test_elk_gebrek_staat_er_met_de_bladzijde_waar_het_wordt_hersteld(zaal, breuk):
    breek, soort, regio, naam = BREUKEN[breuk]
    breek(zaal)
    zaal.ronde.refresh_from_db()
    assert zaal.gebreken() == [(soort, regio, zaal.adres(naam))]
    with pytest.raises(RegelFout):
        zaal.zet_klaar()


def test_een_afwijzing_zonder_motivering_is_een_gebrek(zaal):
    weg = zaal.dossier({"Zwolle": VOLDOET_NIET})
    weg.eisoordelen.update(motivering=" ")
    (stand,) = bord(zaal.ronde, zaal.uitvoerder).gefilterd("Zwolle", "")
    assert [(g.soort, g.url) for g in stand.gebreken] == [(S.OORDEEL, reverse("dossier", args=[weg.kenmerk]))]


def test_een_begonnen_selectie_waarin_niemand_meer_voldoet_houdt_op(zaal):
    zaal.dossier({"Zwolle": NIEUW})
    zaal.stel_vast("Zwolle")
    Regiobeoordeling.objects.filter(regioinschrijving__toewijzing__regio__naam="Zwolle").update(status="voldoet_niet")
    stand = bord(zaal.ronde, zaal.uitvoerder)
    assert [str(gebrek) for gebrek in stand.regiogebreken] == ["Zwolle: de selectie past niet meer bij de oordelen"]
    assert not stand.alles_klaar


def test_stappen_en_tellingen_tellen_dossiers(zaal):
    zaal.dossier({"Utrecht": VOLDOET_NIET})
    wacht = zaal.dossier({"Utrecht": VOLDOET_NIET, "Zwolle": NIEUW, "Flevoland": NIEUW})
    Classificatie.objects.filter(regioinschrijving__inschrijving=wacht).update(**OPEN)
    stand = bord(zaal.ronde, zaal.uitvoerder)
    assert [(stap.naam, stap.klaar, stap.totaal) for stap in stand.stappen] == [
        ("Beoordeeld", 3, 3),
        ("Ingedeeld", 2, 3),
        ("Selectie vastgesteld", 2, 3),
        ("Brief gemaakt", 1, 3),
        ("Goedgekeurd en te versturen", 1, 3),
    ]
    assert stand.tellingen == [(S.INDELING, 1), (S.BRIEF, 1)]
    keuzen = [("Zwolle", ""), ("", "brief"), ("", "klaar"), ("Flevoland", "brief")]
    assert [len(stand.gefilterd(*keuze)) for keuze in keuzen] == [1, 1, 1, 0]


def test_na_een_gekozen_dag_moet_de_brief_die_dag_dragen(zaal):
    vrijgave = zaal.zet_klaar()
    vrijgave.vrij_op += timedelta(days=1)
    vrijgave.save()
    assert zaal.gebreken() == [(S.DATUM, "", zaal.adres("brief"))]


def test_bekendgemaakt_mist_niets_meer(zaal):
    zaal.zet_klaar()
    zet_klok("2017-09-15 12:00")
    tasks.geef_vrij()
    zaal.budget("Utrecht", "5000.00")
    assert zaal.gebreken() == []


# Screens


def kijk(client, zaal, **keuze):
    return client.get(reverse("vrijgave", args=[zaal.ronde.code, zaal.uitvoerder.code]), keuze)


def test_bord_filtert_op_regio_en_op_wat_nog_moet(zaal, client):
    anders = zaal.dossier({"Zwolle": VOLDOET_NIET})
    client.force_login(zaal.inkoper)
    getoond = [
        [stand.inschrijving for stand in kijk(client, zaal, **keuze).context["bladering"].page]
        for keuze in ({}, {"regio": "Zwolle"}, {"soort": "brief"}, {"soort": "klaar"}, {"soort": "loting"})
    ]
    assert getoond == [[zaal.af, anders], [anders], [anders], [zaal.af], [zaal.af, anders]]  # an unknown choice: all
    pagina = kijk(client, zaal).content.decode()
    assert "1 van 2 dossiers klaar voor de bekendmaking" in pagina
    assert '<a class="utrecht-link" href="?soort=brief#stand">Brief nog niet gemaakt</a>: 1 dossier' in pagina
    assert "Nog geen budget voor het eerste jaar: " in pagina


@pytest.mark.geval("F13")
def test_wie_te_laat_uitging_staat_er_met_de_minuten(zaal, client):
    zaal.zet_klaar()
    Klokstand.objects.update(vast=datetime(2017, 9, 15, 10, 20, 59, tzinfo=UTC))
    tasks.geef_vrij()
    client.force_login(zaal.inkoper)
    assert "20 minuten te laat" in client.get(reverse("vrijgaven")).content.decode()
    assert "20 minuten later dan gepland" in kijk(client, zaal).content.decode()


def test_het_landelijke_bord_toont_elk_zorgkantoor_en_een_inkoper_alleen_het_eigen(zaal, client):
    ander = RolFactory(bij_uitvoerder=True).uitvoerder
    voeg_regios_toe(zaal.ronde, ander, ["Breda"])
    beheerder = RolFactory(landelijk=True).gebruiker
    standen = {rij.uitvoerder: (rij.geopend, rij.klaar) for rij in borden(beheerder) if rij.ronde == zaal.ronde}
    assert standen == {zaal.uitvoerder: (True, 1), ander: (False, 0)}
    assert [rij.uitvoerder for rij in borden(Gebruiker.objects.get(pk=zaal.inkoper.pk))] == [zaal.uitvoerder]
    client.force_login(beheerder)
    assert "dossiers niet geopend" in client.get(reverse("vrijgaven")).content.decode()


def test_een_ronde_die_nog_niet_is_gesloten_staat_er_niet(zaal):
    zet_klok("2017-07-31 16:00")
    assert borden(zaal.inkoper) == []


@pytest.mark.parametrize("aantal", [1, 3])
def test_werk_en_borden_kosten_altijd_evenveel_vragen(aantal, django_assert_num_queries):
    """At any number of dossiers, regions and outcomes."""
    toneel = Toneel()
    for naam in ["Utrecht", "Zwolle", "Flevoland"][:aantal]:
        dossiers = [
            toneel.dossier({naam: BESTAAND, **({"Zwolle": VOLDOET_NIET} if naam != "Zwolle" else {})})
            for _ in range(aantal)
        ]
        toneel.budget(naam, "9000.00")
        toneel.stel_vast(naam)
        for dossier in dossiers:
            toneel.brief(dossier)
    manager = Gebruiker.objects.get(pk=toneel.manager.pk)
    with django_assert_num_queries(26):
        assert sum(len(rij.standen) for rij in borden(manager)) == aantal**2
