"""One calendar of what is due, for each side."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.klok import AMSTERDAM
from tests.factories import RolFactory, zet_klok
from tests.factories_budget import OverschrijdingFactory
from tests.factories_toezicht import ControleFactory, TekortkomingFactory
from tests.factories_uitvoering import DeclaratieFactory, ProductierapportageFactory
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.queries.agenda import plichten
from uitvoering.queries.herzieningen import open_momenten
from uitvoering.rules.agenda import Plicht, kies, maanden

VANDAAG = date(2018, 11, 20)


def plicht(sleutel: str, dag: str, **velden) -> Plicht:
    basis = {"soort": "verslag", "wat": sleutel, "van": "Wulp", "aan": "Zorgkantoor", "url": "/"}
    voor = datetime.fromisoformat(f"{dag} 23:59").replace(tzinfo=AMSTERDAM)
    return Plicht(sleutel=sleutel, voor=voor, **basis | velden)


def test_te_laat_en_drie_maanden_vooruit_ook_over_het_jaar():
    rijen = [
        plicht("later", "2019-03-01"),
        plicht("net", "2019-02-28", soort="productie"),
        plicht("te laat", "2018-06-01", van="Kluut"),
        plicht("nu", "2018-11-20"),
    ]

    def sleutels(**vraag):
        return [rij.sleutel for rij in kies(rijen, vandaag=VANDAAG, **vraag)]

    assert sleutels() == ["te laat", "nu", "net"]
    assert sleutels(maand="2019-03") == ["later"]
    assert (sleutels(soort="productie"), sleutels(van="Kluut")) == (["net"], ["te laat"])
    assert maanden(rijen) == ["2018-06", "2018-11", "2019-02", "2019-03"]


@pytest.mark.django_db
def test_elke_kant_ziet_wat_er_moet_gebeuren(client):
    toneel = Toezichttoneel()
    toneel.in_gebreke()
    rij = toneel.tekortkoming()
    actions.vraag_zienswijze(tekortkoming_id=rij.pk, tot=date(2018, 4, 20), door=toneel.inkoper)
    wat = {"soort": "kwaliteit", "dag": date(2018, 5, 1), "reden": "Een signaal.", "gevraagd": "De werkwijze."}
    controle = actions.kondig_controle_aan(overeenkomst_id=toneel.overeenkomst.pk, **wat, door=toneel.inkoper)

    def bekeken(wie, naam, **vraag):
        client.force_login(wie)
        rijen = client.get(reverse(naam), vraag).context["tabel"].data
        return {(r.soort, r.wat.split(",")[0], f"{r.voor:%d-%m %H:%M}", r.van == "Stichting Wulp") for r in rijen}

    van_organisatie = {
        ("productie", "Productie over januari 2018", "14-02 23:59", True),
        ("productie", "Productie over februari 2018", "14-03 23:59", True),
        ("productie", "Productie over maart 2018", "14-04 23:59", True),
        ("productie", "Productie over april 2018", "14-05 23:59", True),
        ("productie", "Productie over mei 2018", "14-06 23:59", True),
        ("productie", "Productie over juni 2018", "14-07 23:59", True),
        ("controle", "Onderzoek naar de kwaliteit", "01-05 23:59", True),
        ("tekortkoming", "Reageren op een tekortkoming: artikel 11", "20-04 23:59", True),
        ("tekortkoming", "Tekortkoming herstellen: artikel 11", "30-04 23:59", True),
    }
    for wie, naam in ((toneel.inkoper, "agenda"), (toneel.invuller, "mijn_agenda")):
        alles = bekeken(wie, naam)
        assert {rij for rij in alles if rij[0] in ("productie", "controle", "tekortkoming")} == van_organisatie
        assert ("gesprek", "Periodiek gesprek plannen", "01-04 23:59", False) in alles
        assert {rij[0] for rij in alles} == {"productie", "verslag", "gesprek", "controle", "tekortkoming"}
        assert {rij[1] for rij in bekeken(wie, naam, soort="einde", maand=f"{toneel.overeenkomst.eind_op:%Y-%m}")} == {
            f"Overeenkomst {toneel.overeenkomst.kenmerk} loopt af"
        }
        ics = client.get(reverse(f"{naam}_ics"), {"soort": "controle"}).content.decode()
        assert ics.count("BEGIN:VEVENT") == 1
        assert "DTSTART:20180501T215959Z" in ics
    actions.beantwoord_controle(controle_id=controle.pk, tekst="Wij zijn er.", door=toneel.invuller)
    assert bekeken(toneel.invuller, "mijn_agenda", soort="controle") == set()
    elders = RolFactory(bij_uitvoerder=True, soort="inkoper").gebruiker
    assert bekeken(elders, "agenda") == set()


@pytest.mark.django_db
def test_wat_klaar_is_gaat_weg_en_meer_rijen_vragen_niet_meer():
    toneel = Toezichttoneel()

    def vragen():
        with CaptureQueriesContext(connection) as gedaan:
            rijen = plichten(toneel.inkoper, staf=True)
        return len(gedaan), len(rijen)

    TekortkomingFactory(overeenkomst=toneel.overeenkomst, in_gebreke=True)
    ControleFactory(overeenkomst=toneel.overeenkomst)
    OverschrijdingFactory(overeenkomst=toneel.overeenkomst, regioinschrijving=toneel.regio, jaar=2018)
    vragen()
    een, rijen = vragen()
    tweede = toneel.tweede()
    TekortkomingFactory(overeenkomst=tweede, in_gebreke=True)
    ControleFactory(overeenkomst=tweede)
    OverschrijdingFactory(overeenkomst=tweede, regioinschrijving=tweede.inschrijving.regios.get(), jaar=2018)
    TekortkomingFactory(overeenkomst=toneel.overeenkomst, in_gebreke=True)
    assert vragen()[0] == een
    assert vragen()[1] > rijen
    voor = vragen()[1]
    actions.plan_gesprek(
        overeenkomst_id=tweede.pk,
        op=datetime(2018, 4, 10, 9, tzinfo=AMSTERDAM),
        plaats="Kantoor",
        door=toneel.inkoper,
    )
    gesprek = next(r for r in plichten(toneel.inkoper, staf=True) if r.wat == "Periodiek gesprek")
    assert (vragen()[1], f"{gesprek.voor:%d-%m %H:%M}") == (voor, "10-04 09:00")


@pytest.mark.django_db
def test_budgetten_en_betalingen_staan_erin_met_hun_bladzijde():
    toneel = Toezichttoneel()
    zet_klok("2018-09-03 10:00")
    dossier = OverschrijdingFactory(overeenkomst=toneel.overeenkomst, regioinschrijving=toneel.regio, jaar=2018)
    rapport = ProductierapportageFactory(regioinschrijving=toneel.regio, maand=date(2018, 8, 1))
    afspraak = toneel.regio.afspraken.get()
    betaling = DeclaratieFactory(
        regioinschrijving=toneel.regio, maand=rapport.maand, rapportage=rapport, afspraak=afspraak
    )

    def rijen(wie, staf, soort):
        return [(r.wat, r.url, f"{r.voor:%d-%m}") for r in plichten(wie, staf=staf) if r.soort == soort]

    wat = "Budget 2018 is niet genoeg"
    for wie, staf, naam in ((toneel.inkoper, True, "overschrijding"), (toneel.invuller, False, "mijn_overschrijding")):
        assert rijen(wie, staf, "overschrijding") == [(wat, reverse(naam, args=[dossier.pk]), "31-12")]
    [(_, url, _)] = rijen(toneel.inkoper, True, "betaling")
    assert url == reverse("declaratie", args=[betaling.pk])
    [(_, url, _)] = rijen(toneel.invuller, False, "betaling")
    assert url == reverse("declaratie_indienen", args=[toneel.regio.pk, 2018, 8])
    momenten = open_momenten(toneel.inkoper)
    assert momenten != []
    wacht = [
        (f"Herziening budgetten {m.maandnaam}", reverse("budgetherzieningen"), f"{m.uiterlijk:%d-%m}") for m in momenten
    ]
    assert rijen(toneel.inkoper, True, "herziening") == wacht
    assert rijen(toneel.invuller, False, "herziening") == []
