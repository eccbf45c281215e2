"""Bezwaar: in time, flagged or closed; copied, answered, reminded (chapter 3; T2, T15, B38)."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from bekendmaking import actions, tasks
from bekendmaking.models import Beslissing, Bezwaar
from bekendmaking.queries import termijnen_van
from bekendmaking.states import Bezwaarstatus, Oordeel
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kern.models import Gebeurtenis, Klokstand
from kluis.actions import lees
from kluis.models import Stuk
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BEGIN, Toneel, bekende_brief, zet_klok
from tests.factories import GebruikerFactory, RolFactory
from tests.factories_bekendmaking import BezwaarFactory
from tests.inschrijving.hulp import pdf
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
SLUIT = datetime(2017, 9, 29, 15, 0, tzinfo=UTC)
MICRO = timedelta(microseconds=1)


@pytest.fixture
def brief():
    """A letter with two regions, made known on 15 September 2017."""
    zet_klok(BEGIN)
    brief = bekende_brief()
    zet_klok("2017-09-15 12:00")
    return brief


@pytest.fixture
def toneel(brief):
    return Toneel.rond(brief.inschrijving)


@pytest.fixture
def invuller(toneel, brief):
    return toneel.invuller(brief.inschrijving)


def maak(brief, door, **velden):
    velden = {
        "beslissing_ids": list(brief.beslissingen.filter(uitkomst="voldoet_niet").values_list("pk", flat=True)),
        "motivering": "Onze dekking is wel volledig.",
        "sleutel": uuid4(),
        **velden,
    }
    return actions.maak_bezwaar(brief_id=brief.pk, door=door, **velden)


def neem(toneel, bezwaar):
    return actions.neem_in_behandeling(
        bezwaar_id=bezwaar.pk, behandelaar_id=toneel.behandelaar.pk, door=toneel.behandelaar
    )


def bestand(naam="bewijs.pdf"):
    inhoud = BytesIO(pdf(naam))
    inhoud.name = naam
    return inhoud


def zet_exact(moment):
    Klokstand.objects.update_or_create(pk=1, defaults={"vast": moment})


@pytest.mark.clausule("IK-199", "IK-022")
@pytest.mark.geval("T2", "T15", "B38")
@pytest.mark.parametrize(
    "aankomst, na_sluitingstijd",
    [
        (datetime(2017, 9, 29, 14, 59, 59, tzinfo=UTC), False),
        (SLUIT, False),
        (SLUIT + MICRO, True),
        (datetime(2017, 9, 30, 21, 59, 59, 999999, tzinfo=UTC), True),
    ],
)
def test_bezwaar_tot_het_einde_van_dag_15(brief, invuller, aankomst, na_sluitingstijd):
    zet_exact(aankomst)
    bezwaar = maak(brief, invuller)
    assert (bezwaar.aangekomen_op, bezwaar.na_sluitingstijd) == (aankomst, na_sluitingstijd)
    assert (bezwaar.status, bezwaar.toelaatbaar) == (Bezwaarstatus.INGEDIEND, None)


@pytest.mark.clausule("IK-200")
@pytest.mark.geval("T15")
def test_na_dag_15_is_het_recht_vervallen(brief, invuller):
    zet_exact(datetime(2017, 9, 30, 22, 0, tzinfo=UTC))
    with pytest.raises(RegelFout) as fout:
        maak(brief, invuller)
    assert fout.value.tekst == (
        "De tijd voor bezwaar is voorbij. U kon bezwaar maken tot en met vrijdag 29 september 2017, 17:00 uur. "
        "Uw recht om bezwaar te maken is na zaterdag 30 september 2017 vervallen. "
        "De laatste dag voor een kort geding is donderdag 5 oktober 2017."
    )
    assert not Bezwaar.objects.exists()


@pytest.mark.clausule("IK-197")
@pytest.mark.parametrize("leeg", ["", "  \n "])
def test_bezwaar_zonder_redenen_wordt_geweigerd(brief, invuller, leeg):
    with pytest.raises(RegelFout, match="Vul uw redenen in"):
        maak(brief, invuller, motivering=leeg)


@pytest.mark.clausule("IK-197")
def test_ook_de_database_weigert_een_bezwaar_zonder_redenen():
    with pytest.raises(IntegrityError, match="bezwaar_heeft_motivering"), transaction.atomic():
        BezwaarFactory(motivering="")


@pytest.mark.clausule("IK-198")
@pytest.mark.parametrize("namen", [[], ["een.pdf"], ["een.pdf", "twee.pdf"]])
def test_bewijs_gaat_mee_met_het_bezwaar(brief, invuller, namen):
    bezwaar = maak(brief, invuller, bestanden=[bestand(naam) for naam in namen])
    assert [(stuk.naam, lees(stuk)) for stuk in bezwaar.bijlagen.order_by("pk")] == [
        (naam, pdf(naam)) for naam in namen
    ]


def test_een_fout_bestand_laat_niets_achter(brief, invuller):
    fout = BytesIO(b"<html>")
    fout.name = "bewijs.pdf"
    stukken = Stuk.objects.count()
    with pytest.raises(RegelFout):
        maak(brief, invuller, bestanden=[bestand(), fout])
    assert (Bezwaar.objects.count(), Stuk.objects.count()) == (0, stukken)


@pytest.mark.clausule("IK-207")
def test_bestanden_bij_een_bezwaar_komen_niet_in_het_dossier(brief, invuller):
    bezwaar = maak(brief, invuller, bestanden=[bestand()])
    assert not brief.inschrijving.bewijsstukken.exists()
    assert bezwaar.bijlagen.get().dossier_sleutel == f"inschrijving:{brief.inschrijving_id}:bezwaar"


@pytest.mark.clausule("IK-205", "IK-206")
def test_kopie_naar_het_bezwaaradres_en_bevestiging_naar_de_organisatie(brief, invuller):
    zet_klok("2017-09-26 14:00:05")
    bezwaar = maak(brief, invuller, bestanden=[bestand()])
    kopie = Bericht.objects.get(soort=Berichtsoort.BEZWAAR)
    assert (kopie.ontvanger, kopie.over) == ("bezwaar@ijsvogel.example", f"bekendmaking.bezwaar:{bezwaar.pk}")
    assert list(kopie.bijlagen.all()) == list(bezwaar.bijlagen.all())
    assert bezwaar.motivering in kopie.tekst
    bevestiging = Bericht.objects.get(soort=Berichtsoort.ONTVANGST)
    assert bevestiging.ontvanger == "bestuur@kiekendief.example"
    for tekst in (
        "Ontvangen: 26 september 2017, 14:00:05 uur (UTC+02:00)",
        bezwaar.bijlagen.get().sha256,
        "Wij antwoorden uiterlijk donderdag 12 oktober 2017.",
        "tot en met donderdag 5 oktober 2017",
    ):
        assert tekst in bevestiging.tekst


def test_grote_bestanden_gaan_niet_mee_met_de_mail(brief, invuller, monkeypatch):
    monkeypatch.setattr("bekendmaking.actions.bezwaar.MAX_PER_MAIL", 10)
    maak(brief, invuller, bestanden=[bestand()])
    kopie = Bericht.objects.get(soort=Berichtsoort.BEZWAAR)
    assert list(kopie.bijlagen.all()) == []
    assert "staan in het portaal" in kopie.tekst


@pytest.mark.parametrize("keuze", [[], [0]])
def test_bezwaar_gaat_over_regios_van_deze_brief(brief, invuller, keuze):
    with pytest.raises(RegelFout, match="Kies één of meer regio’s"):
        maak(brief, invuller, beslissing_ids=keuze)


@pytest.mark.geval("B25")
def test_bezwaar_over_een_beslissing_van_een_ander_wordt_geweigerd(brief, invuller):
    vreemd = BezwaarFactory().beslissingen.get()
    with pytest.raises(RegelFout, match="Kies één of meer regio’s"):
        maak(brief, invuller, beslissing_ids=[brief.beslissingen.first().pk, vreemd.pk])


def test_voor_de_bekendmaking_kan_geen_bezwaar():
    toneel = Toneel()
    brief = toneel.brief(goedgekeurd=True)
    with pytest.raises(RegelFout, match="nog geen beslissing bekendgemaakt"):
        maak(brief, toneel.invuller(brief.inschrijving), beslissing_ids=[brief.beslissingen.get().pk])


def test_alleen_de_eigen_organisatie_maakt_bezwaar(toneel, brief):
    for gebruiker in (RolFactory().gebruiker, toneel.inkoper):
        with pytest.raises(PermissionDenied):
            maak(brief, gebruiker)


def test_zelfde_formulier_met_andere_inhoud_wordt_geweigerd(brief, invuller):
    sleutel = uuid4()
    maak(brief, invuller, sleutel=sleutel)
    with pytest.raises(RegelFout, match="al ingediend"):
        maak(brief, invuller, sleutel=sleutel, motivering="Iets anders.")
    assert Bezwaar.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_dubbele_klik_geeft_een_bezwaar(brief, invuller):
    sleutel = uuid4()
    uitkomsten = tegelijk(lambda _: maak(brief, invuller, sleutel=sleutel, bestanden=[bestand()]), range(2))
    assert len({bezwaar.pk for bezwaar in uitkomsten}) == 1
    assert Bezwaar.objects.count() == 1
    assert Bericht.objects.filter(soort=Berichtsoort.BEZWAAR).count() == 1


@pytest.mark.clausule("IK-201")
def test_antwoord_gaat_per_mail_en_blijft_bewaard(toneel, brief, invuller):
    bezwaar = maak(brief, invuller)
    zet_klok("2017-10-03 10:00")
    bezwaar = neem(toneel, bezwaar)
    assert bezwaar.toelaatbaar is True
    actions.beantwoord(
        bezwaar_id=bezwaar.pk, oordeel=Oordeel.ONGEGROND, antwoord="De lijst mist Utrecht 2.", door=toneel.behandelaar
    )
    bezwaar.refresh_from_db()
    assert (bezwaar.status, bezwaar.oordeel, bezwaar.beantwoord_door) == (
        "beantwoord",
        "ongegrond",
        toneel.behandelaar,
    )
    assert bezwaar.beantwoord_op == datetime(2017, 10, 3, 8, 0, tzinfo=UTC)
    bericht = Bericht.objects.get(soort=Berichtsoort.ANTWOORD)
    assert bericht.ontvanger == "bestuur@kiekendief.example"
    assert "Uw bezwaar is ongegrond." in bericht.tekst
    assert "De lijst mist Utrecht 2." in bericht.tekst


@pytest.mark.clausule("IK-211")
def test_antwoord_verandert_de_termijn_voor_een_kort_geding_niet(toneel, brief, invuller):
    voor = termijnen_van(brief)
    bezwaar = maak(brief, invuller)
    zet_klok("2017-10-12 10:00")
    neem(toneel, bezwaar)
    actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel="gegrond", antwoord="U hebt gelijk.", door=toneel.behandelaar)
    brief.refresh_from_db()
    assert termijnen_van(brief) == voor
    assert voor.kort_geding_laatste_dag == date(2017, 10, 5)
    assert "De laatste dag was donderdag 5 oktober 2017." in Bericht.objects.get(soort=Berichtsoort.ANTWOORD).tekst


@pytest.mark.parametrize(
    "velden, klacht",
    [
        ({"antwoord": " "}, "Vul het antwoord in"),
        ({"oordeel": ""}, "gegrond of ongegrond"),
        ({"oordeel": "x"}, "gegrond"),
    ],
)
def test_antwoord_vraagt_oordeel_en_tekst(toneel, velden, klacht):
    bezwaar = BezwaarFactory(status="in_behandeling")
    inkoper = RolFactory(bij_uitvoerder=True, uitvoerder=bezwaar.brief.inschrijving.uitvoerder).gebruiker
    actions.wijs_toe(bezwaar_id=bezwaar.pk, behandelaar_id=inkoper.pk, door=inkoper)
    with pytest.raises(RegelFout, match=klacht):
        actions.beantwoord(
            **{"bezwaar_id": bezwaar.pk, "oordeel": "gegrond", "antwoord": "Ja.", "door": inkoper, **velden}
        )


@pytest.mark.clausule("IK-199")
def test_laat_bezwaar_kan_worden_geweigerd_met_reden(toneel, brief, invuller):
    zet_exact(SLUIT + MICRO)
    bezwaar = maak(brief, invuller)
    with pytest.raises(RegelFout, match="Vul de reden in"):
        actions.neem_niet_in_behandeling(bezwaar_id=bezwaar.pk, reden="", door=toneel.inkoper)
    bezwaar = actions.neem_niet_in_behandeling(bezwaar_id=bezwaar.pk, reden="Het kwam te laat.", door=toneel.inkoper)
    assert (bezwaar.status, bezwaar.toelaatbaar, bezwaar.oordeel) == ("niet_in_behandeling", False, "")
    assert "Het kwam te laat." in Bericht.objects.get(soort=Berichtsoort.ANTWOORD).tekst


HANDELINGEN = {
    "neem_in_behandeling": ({"behandelaar_id": 0}, {Bezwaarstatus.INGEDIEND}),
    "neem_niet_in_behandeling": ({"reden": "Te laat."}, {Bezwaarstatus.INGEDIEND}),
    "beantwoord": ({"oordeel": "gegrond", "antwoord": "U hebt gelijk."}, {Bezwaarstatus.IN_BEHANDELING}),
}


@pytest.mark.geval("B30")
@pytest.mark.parametrize(
    "handeling, status",
    [(naam, status) for naam, (_, mag) in HANDELINGEN.items() for status in sorted(set(Bezwaarstatus) - mag)],
)
def test_handeling_past_alleen_bij_haar_status(handeling, status):
    bezwaar = BezwaarFactory(status=status)
    inkoper = RolFactory(bij_uitvoerder=True, uitvoerder=bezwaar.brief.inschrijving.uitvoerder).gebruiker
    with pytest.raises(RegelFout, match="Dit kan niet vanuit de status"):
        getattr(actions, handeling)(bezwaar_id=bezwaar.pk, door=inkoper, **HANDELINGEN[handeling][0])
    assert not Gebeurtenis.objects.exists()


@pytest.mark.parametrize("handeling", sorted(HANDELINGEN))
def test_inkoper_van_een_ander_zorgkantoor_behandelt_niet(handeling):
    bezwaar = BezwaarFactory()
    for vreemd in (RolFactory(bij_uitvoerder=True).gebruiker, RolFactory().gebruiker, GebruikerFactory()):
        with pytest.raises(PermissionDenied):
            getattr(actions, handeling)(bezwaar_id=bezwaar.pk, door=vreemd, **HANDELINGEN[handeling][0])


@pytest.mark.clausule("IK-201")
@pytest.mark.parametrize(
    "moment, onderwerpen",
    [
        ("2017-10-07 08:59", []),
        ("2017-10-07 09:00", ["nog 5 dagen"]),
        ("2017-10-10 09:00", ["nog 2 dagen"]),
        ("2017-10-13 09:00", ["te laat"]),
    ],
)
def test_herinnering_aan_de_inkopers(toneel, brief, invuller, moment, onderwerpen):
    bezwaar = maak(brief, invuller)
    zet_klok(moment)
    tasks.herinner_bezwaren()
    tasks.herinner_bezwaren()
    herinneringen = Bericht.objects.filter(soort=Berichtsoort.HERINNERING).order_by("pk")
    wie = sorted(mens.email for mens in (toneel.inkoper, toneel.manager, toneel.behandelaar)) if onderwerpen else []
    assert [(b.ontvanger, b.onderwerp) for b in herinneringen] == [
        (adres, f"Bezwaar {bezwaar.kenmerk} beantwoorden: {wat}") for wat in onderwerpen for adres in wie
    ]


def test_elke_herinnering_eenmaal_en_niet_na_het_antwoord(toneel, brief, invuller):
    bezwaar = maak(brief, invuller)
    for moment in ("2017-10-07 09:00", "2017-10-08 12:00", "2017-10-10 09:00"):
        zet_klok(moment)
        tasks.herinner_bezwaren()
    neem(toneel, bezwaar)
    actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel="ongegrond", antwoord="Nee.", door=toneel.behandelaar)
    zet_klok("2017-10-13 09:00")
    tasks.herinner_bezwaren()
    per_persoon = Bericht.objects.filter(soort=Berichtsoort.HERINNERING, ontvanger=toneel.inkoper.email)
    assert list(per_persoon.order_by("pk").values_list("onderwerp", flat=True)) == [
        f"Bezwaar {bezwaar.kenmerk} beantwoorden: nog 5 dagen",
        f"Bezwaar {bezwaar.kenmerk} beantwoorden: nog 2 dagen",
    ]


@pytest.mark.geval("F12")
@pytest.mark.django_db(transaction=True)
def test_drie_keer_tegelijk_herinneren_geeft_een_bericht_per_persoon(toneel, brief, invuller):
    maak(brief, invuller)
    zet_klok("2017-10-07 09:00")
    tegelijk(lambda _: tasks.herinner_bezwaren(), range(3))
    assert Bericht.objects.filter(soort=Berichtsoort.HERINNERING).count() == 3


def test_wie_bezwaren_ziet(toneel, brief, invuller):
    bezwaar = maak(brief, invuller)
    notaris = toneel.persoon(Rolsoort.NOTARIS)
    vreemd = RolFactory(bij_uitvoerder=True).gebruiker
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    zichtbaar = {
        naam: list(Bezwaar.objects.zichtbaar_voor(wie))
        for naam, wie in [
            ("eigen", invuller),
            ("inkoper", toneel.inkoper),
            ("auditor", auditor),
            ("notaris", notaris),
            ("vreemd", vreemd),
        ]
    }
    assert zichtbaar == {"eigen": [bezwaar], "inkoper": [bezwaar], "auditor": [bezwaar], "notaris": [], "vreemd": []}


def test_bezwaar_maakt_de_beslissing_niet_ongedaan(brief, invuller):
    maak(brief, invuller)
    assert set(Beslissing.objects.filter(brief=brief).values_list("status", flat=True)) == {"voorlopig"}
