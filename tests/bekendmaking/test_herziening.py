"""Gegrond: the region ranked anew on a copy, new provisional decisions for whom it changes (A51, docs/adr/0006)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bekendmaking import actions
from bekendmaking.models import Beslissing, Bezwaar, Brief, Herziening
from bekendmaking.queries import gegunde_regios, geldige_beslissingen, tekenen_vanaf, termijnen_van
from bekendmaking.werk import werk_voor
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kluis.actions import lees
from partijen.models import Gebruiker
from selectie.models import Regioselectie
from tests.bekendmaking.toneel import BEGIN, BESTAAND, NIEUW, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import RolFactory, tweede_account
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory
from tests.inschrijving.hulp import log_in
from tests.onthoud import onthoud
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
REDEN = "Uit het dossier blijkt een Wmo-contract dat wij hadden gemist."
WAS = {
    "een@oco.example": "De uitkomst was: overeenkomst (nieuwe organisatie).",
    "twee@oco.example": "De uitkomst was: niet geselecteerd.",
}


def nieuw(dossier, *, ervaring=(), geregistreerd=0) -> dict:
    return {
        "kenmerk": dossier.kenmerk,
        "soort": "nieuw",
        "voorziet_in_leemte": False,
        "ervaring": list(ervaring),
        "clientondersteuners": 4,
        "geregistreerd": geregistreerd,
    }


@onthoud
def gegrond_bezwaar(*, oordeel: str) -> Bezwaar:
    """Two places in Utrecht: one bestaande, and of two new ones the first wins. The second objects and is answered."""
    toneel = Toneel(BEGIN, maximum_per_regio=2)
    oud = toneel.dossier({"Utrecht": BESTAAND}, email="oud@oco.example")
    een = toneel.dossier({"Utrecht": NIEUW, "Zwolle": BESTAAND}, email="een@oco.example")
    twee = toneel.dossier({"Utrecht": NIEUW}, email="twee@oco.example")
    buiten = toneel.dossier({"Utrecht": VOLDOET_NIET}, email="buiten@oco.example")
    toneel.stel_vast("Utrecht", feiten={een.kenmerk: {"clientondersteuners": 4, "geregistreerd": 3}})
    toneel.stel_vast("Zwolle")
    for dossier in (een, twee, buiten):
        toneel.brief(dossier, goedgekeurd=True)
    toneel.bekendgemaakt(oud)
    return maak_en_beantwoord(toneel, twee, oordeel)


def maak_en_beantwoord(toneel, dossier, oordeel: str) -> Bezwaar:
    brief = dossier.brieven.get()
    wie = toneel.behandelaar
    zet_klok("2017-09-20 10:00")
    bezwaar = actions.maak_bezwaar(
        brief_id=brief.pk,
        beslissing_ids=[brief.beslissingen.get().pk],
        motivering="Wij hadden een Wmo-contract.",
        sleutel=uuid4(),
        door=toneel.invuller(dossier),
    )
    zet_klok("2017-10-09 10:00")
    actions.neem_in_behandeling(bezwaar_id=bezwaar.pk, behandelaar_id=wie.pk, door=wie)
    return actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel=oordeel, antwoord="U hebt gelijk.", door=wie)


class Zaak:
    """The parties around the bezwaar, on 9 October 2017."""

    def __init__(self, oordeel="gegrond"):
        zet_klok(BEGIN)
        self.bezwaar = gegrond_bezwaar(oordeel=oordeel)
        zet_klok("2017-10-09 10:00")
        self.twee = self.bezwaar.brief.inschrijving
        self.toneel = Toneel.rond(self.twee)
        self.oud, self.een, self.buiten = (
            self.toneel.ronde.inschrijvingen.get(email=f"{naam}@oco.example") for naam in ("oud", "een", "buiten")
        )
        self.toewijzing = self.toneel.toewijzing("Utrecht")

    def kandidaten(self, *, twee=("wmo_contract",)) -> list[dict]:
        oud = {"kenmerk": self.oud.kenmerk, "soort": "bestaand"}
        return [oud, nieuw(self.een, geregistreerd=3), nieuw(self.twee, ervaring=twee)]

    def stel_op(self, **velden):
        velden = {"kandidaten": self.kandidaten(), "motiveringen": {}, "reden": REDEN, **velden}
        wie = velden.pop("door", self.toneel.inkoper)
        toewijzing = velden.pop("toewijzing", self.toewijzing)
        return actions.stel_herziening_op(bezwaar_id=self.bezwaar.pk, toewijzing_id=toewijzing.pk, door=wie, **velden)

    def geef_vrij(self, herziening, **velden):
        velden = {"gezien_hash": herziening.hash, "door": self.toneel.manager, **velden}
        return actions.geef_herziening_vrij(herziening_id=herziening.pk, **velden)

    def uitkomsten(self) -> dict[str, str]:
        dossiers = {"oud": self.oud, "een": self.een, "twee": self.twee, "buiten": self.buiten}
        return {
            naam: geldige_beslissingen(dossier).get(regioinschrijving__toewijzing=self.toewijzing).uitkomst
            for naam, dossier in dossiers.items()
        }


@pytest.fixture
def zaak():
    return Zaak()


EERST = {
    "oud": "overeenkomst_bestaand",
    "een": "overeenkomst_nieuw",
    "twee": "niet_geselecteerd",
    "buiten": "voldoet_niet",
}
DAARNA = {**EERST, "een": "niet_geselecteerd", "twee": "overeenkomst_nieuw"}


def test_een_ontwerp_verandert_nog_niets(zaak):
    invoer = Regioselectie.objects.get(toewijzing=zaak.toewijzing).invoer
    herziening = zaak.stel_op()
    assert zaak.uitkomsten() == EERST
    assert gegunde_regios(zaak.een) == [zaak.toewijzing.pk, zaak.toneel.toewijzing("Zwolle").pk]
    assert sorted(b.kenmerk for b in herziening.brieven.all()) == sorted(
        [f"{zaak.een.kenmerk}/B2", f"{zaak.twee.kenmerk}/B2"]
    )
    assert Regioselectie.objects.get(toewijzing=zaak.toewijzing).invoer == invoer
    assert Bericht.objects.filter(soort=Berichtsoort.BESLISSING).count() == 4


def test_vrijgegeven_twee_uitkomsten_anders_met_nieuwe_termijnen(zaak):
    eerder = tekenen_vanaf(zaak.oud)
    herziening = zaak.geef_vrij(zaak.stel_op())
    assert zaak.uitkomsten() == DAARNA
    assert {b.vervangt.versie: b.versie for b in Beslissing.objects.filter(brief__herziening=herziening)} == {1: 2}
    brief = Brief.objects.get(inschrijving=zaak.twee, versie=2)
    assert (brief.status, brief.dagtekening, brief.goedgekeurd_door) == (
        "voorlopig",
        date(2017, 10, 9),
        zaak.toneel.manager,
    )
    termijnen = termijnen_van(brief)
    assert termijnen.bezwaar_sluit.isoformat() == "2017-10-23T17:00:00+02:00"
    assert termijnen.opschorting_tot.isoformat() == "2017-11-05T17:00:00+01:00"
    assert termijnen.kort_geding_laatste_dag == date(2017, 10, 29)
    # nobody in the region signs before the longer standstill is over, also who got no new letter
    assert eerder.isoformat() == "2017-10-12T17:00:00+02:00"
    assert tekenen_vanaf(zaak.oud) == herziening.opschorting_tot == datetime(2017, 11, 5, 16, 0, tzinfo=UTC)


def test_alleen_wie_het_raakt_krijgt_bericht_met_de_reden(zaak):
    al = set(Bericht.objects.values_list("pk", flat=True))
    zaak.geef_vrij(zaak.stel_op())
    nieuwe = Bericht.objects.exclude(pk__in=al).order_by("ontvanger")
    assert [(b.ontvanger, b.onderwerp.split(" ")[0]) for b in nieuwe] == [
        ("een@oco.example", "Herziene"),
        ("twee@oco.example", "Herziene"),
    ]
    for bericht in nieuwe:
        assert REDEN in bericht.tekst
        assert WAS[bericht.ontvanger] in bericht.tekst
        assert "maandag 23 oktober 2017, 17:00 uur" in bericht.tekst
        assert bericht.bijlagen.get().sha256 in Brief.objects.filter(versie=2).values_list("hash", flat=True)


def test_andere_regios_van_dezelfde_organisatie_houden_hun_beslissing(zaak):
    zaak.geef_vrij(zaak.stel_op())
    assert {
        b.regioinschrijving.toewijzing.regio.naam: (b.uitkomst, b.versie) for b in geldige_beslissingen(zaak.een)
    } == {
        "Utrecht": ("niet_geselecteerd", 2),
        "Zwolle": ("overeenkomst_bestaand", 1),
    }


def test_het_budget_wordt_over_de_nieuwe_winnaars_verdeeld():
    zaak = Zaak()
    zaak.toneel.budget("Utrecht", "100000.00")
    zaak.twee.regios.update(uren=3000)
    herziening = zaak.geef_vrij(zaak.stel_op())
    # the bestaande keeps its place, but its intended budget changes, so it gets a new decision too (IK-195)
    assert {b.regioinschrijving.inschrijving_id for b in Beslissing.objects.filter(brief__herziening=herziening)} == {
        zaak.oud.pk,
        zaak.een.pk,
        zaak.twee.pk,
    }
    assert geldige_beslissingen(zaak.twee).get().budget == 75000
    assert geldige_beslissingen(zaak.oud).get().budget == 25000


def test_wie_niet_voldeed_kan_alsnog_meedoen(zaak):
    kandidaten = [*zaak.kandidaten(twee=()), nieuw(zaak.buiten, ervaring=["wlz_contract"])]
    zaak.geef_vrij(zaak.stel_op(kandidaten=kandidaten))
    assert zaak.uitkomsten() == {**EERST, "een": "niet_geselecteerd", "buiten": "overeenkomst_nieuw"}


def test_wie_niet_meer_voldoet_krijgt_een_motivering(zaak):
    zonder = [rij for rij in zaak.kandidaten() if rij["kenmerk"] != zaak.een.kenmerk]
    with pytest.raises(RegelFout, match=f"{zaak.een.kenmerk}: schrijf waarom deze organisatie niet meer voldoet"):
        zaak.stel_op(kandidaten=zonder)
    zaak.geef_vrij(zaak.stel_op(kandidaten=zonder, motiveringen={zaak.een.kenmerk: "De VOG hoort bij een ander."}))
    beslissing = geldige_beslissingen(zaak.een).get(regioinschrijving__toewijzing=zaak.toewijzing)
    assert (beslissing.uitkomst, beslissing.motivering) == ("voldoet_niet", "De VOG hoort bij een ander.")


def test_zonder_gevolg_gaat_er_geen_brief_uit_en_is_het_bezwaar_afgedaan(zaak):
    herziening = zaak.geef_vrij(zaak.stel_op(kandidaten=zaak.kandidaten(twee=())))
    assert (herziening.status, herziening.opschorting_tot, herziening.brieven.count()) == ("vrijgegeven", None, 0)
    with pytest.raises(RegelFout, match="De regio Utrecht is na dit bezwaar al herzien"):
        zaak.stel_op()


@pytest.mark.parametrize(
    "velden, klacht",
    [
        ({"reden": " "}, "Vul de reden in"),
        ({"kandidaten": [{"kenmerk": "VREEMD", "soort": "bestaand"}]}, "VREEMD heeft geen beslissing in deze regio"),
        ({"kandidaten": [{"kenmerk": "X", "soort": "tijdelijk"}]}, "soort"),
    ],
)
def test_opstellen_weigert_wat_niet_klopt(zaak, velden, klacht):
    with pytest.raises(RegelFout, match=klacht):
        zaak.stel_op(**velden)
    assert not Herziening.objects.exists()


def test_alleen_na_een_gegrond_bezwaar_over_deze_regio():
    zaak = Zaak("ongegrond")
    with pytest.raises(RegelFout, match="Een herziening volgt op een gegrond bezwaar"):
        zaak.stel_op()
    zaak.bezwaar = maak_en_beantwoord(zaak.toneel, zaak.buiten, "gegrond")
    with pytest.raises(RegelFout, match="Dit bezwaar gaat niet over de regio Zwolle"):
        zaak.stel_op(toewijzing=zaak.toneel.toewijzing("Zwolle"))


# Two people, and only what was seen


@pytest.mark.geval("B29")
def test_een_ander_geeft_vrij_wat_hij_zag(zaak):
    herziening = zaak.stel_op(door=zaak.toneel.manager)
    with pytest.raises(RegelFout, match="niet goedkeuren wat u zelf hebt opgesteld"):
        zaak.geef_vrij(herziening)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        zaak.geef_vrij(herziening, door=tweede_account(zaak.toneel.manager))
    tweede = zaak.toneel.persoon("inkoopmanager")
    with pytest.raises(RegelFout, match="De inhoud is gewijzigd sinds u keek"):
        zaak.geef_vrij(herziening, gezien_hash="0" * 64, door=tweede)
    with pytest.raises(PermissionDenied):
        zaak.geef_vrij(herziening, door=zaak.toneel.inkoper)
    assert zaak.uitkomsten() == EERST


def test_een_brief_van_een_herziening_wordt_niet_los_goedgekeurd(zaak):
    brief = zaak.stel_op().brieven.first()
    with pytest.raises(RegelFout, match="Geef de hele herziening vrij"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=zaak.toneel.manager)
    with pytest.raises(RegelFout, match="al bekendgemaakt"):
        actions.stel_op(inschrijving_id=brief.inschrijving_id, door=zaak.toneel.inkoper)


def test_de_brieven_gaan_uit_op_de_dag_die_erop_staat(zaak):
    herziening = zaak.stel_op()
    zet_klok("2017-10-10 09:00")
    with pytest.raises(RegelFout, match="De brieven dragen de datum maandag 9 oktober 2017"):
        zaak.geef_vrij(herziening)
    zaak.geef_vrij(zaak.stel_op())
    assert Herziening.objects.get().dagtekening == date(2017, 10, 10)


def test_opnieuw_maken_vervangt_het_ontwerp_met_zijn_brieven(zaak):
    eerste = zaak.stel_op()
    tweede = zaak.stel_op(kandidaten=zaak.kandidaten(twee=["wlz_contract"]))
    assert list(Herziening.objects.all()) == [tweede]
    assert Brief.objects.filter(versie=2).count() == 2
    with pytest.raises(RegelFout, match="intussen opnieuw gemaakt"):
        zaak.geef_vrij(eerste)
    actions.verwijder_herziening(herziening_id=tweede.pk, door=zaak.toneel.inkoper)
    assert not Brief.objects.filter(versie=2).exists()


@pytest.mark.django_db(transaction=True)
def test_twee_keer_tegelijk_vrijgeven_doet_het_een_keer(zaak):
    herziening = zaak.stel_op()
    tweede = zaak.toneel.persoon("inkoopmanager")
    uitkomsten = tegelijk(lambda door: zaak.geef_vrij(herziening, door=door), [zaak.toneel.manager, tweede])
    assert sum(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == 1
    assert Bericht.objects.filter(onderwerp__startswith="Herziene").count() == 2


@pytest.mark.django_db(transaction=True)
def test_twee_die_tegelijk_opstellen_laten_een_ontwerp_over(zaak):
    tegelijk(lambda _: zaak.stel_op(), range(2))
    assert Herziening.objects.count() == 1
    assert Brief.objects.filter(versie=2).count() == 2


def test_tegen_de_oude_beslissing_kan_niemand_meer_bezwaar_maken(zaak):
    zaak.geef_vrij(zaak.stel_op())
    zet_klok("2017-09-29 10:00")  # also if the old term still ran
    oude, nieuwe = zaak.een.brieven.order_by("versie")
    door = zaak.toneel.invuller(zaak.een)
    gegevens = {"motivering": "Nee.", "door": door}
    utrecht = oude.beslissingen.get(regioinschrijving__toewijzing=zaak.toewijzing)
    with pytest.raises(RegelFout, match="Deze beslissing is herzien"):
        actions.maak_bezwaar(brief_id=oude.pk, beslissing_ids=[utrecht.pk], sleutel=uuid4(), **gegevens)
    zet_klok("2017-10-23 17:00")
    eigen = [nieuwe.beslissingen.get().pk]
    bezwaar = actions.maak_bezwaar(brief_id=nieuwe.pk, beslissing_ids=eigen, sleutel=uuid4(), **gegevens)
    assert bezwaar.na_sluitingstijd is False


# Screens


def werk(gebruiker):
    return [wat for wat, *_ in werk_voor(Gebruiker.objects.get(pk=gebruiker.pk))]


def test_van_bezwaar_naar_vrijgave_op_het_scherm(zaak, client):
    toneel = zaak.toneel
    adres = reverse("herziening_opstellen", args=[zaak.bezwaar.pk, "utrecht"])
    assert werk(toneel.inkoper) == ["Regio herzien na gegrond bezwaar"]
    client.force_login(toneel.inkoper)
    assert adres in client.get(reverse("bezwaar", args=[zaak.bezwaar.pk])).content.decode()
    pagina = client.get(adres)
    gegevens = {"reden": REDEN}
    for form in pagina.context["partijen"]:
        gegevens |= {f"{form.prefix}-{veld}": w for veld, w in form.initial.items() if w is not False}
        if form.kenmerk == zaak.twee.kenmerk:
            gegevens[f"{form.prefix}-ervaring"] = ["wmo_contract"]
    fout = client.post(adres, gegevens | {"reden": ""})
    assert (fout.status_code, list(fout.context["form"].errors)) == (422, ["reden"])
    herziening_adres = client.post(adres, gegevens).url
    herziening = Herziening.objects.get()
    assert herziening_adres == reverse("herziening", args=[herziening.pk])
    assert "Een collega die brieven goedkeurt" in client.get(herziening_adres).content.decode()
    assert werk(toneel.manager) == ["Herziening vrijgeven"]
    log_in(client, toneel.manager)
    assert "Voor 2 andere organisaties" in client.get(herziening_adres).content.decode()
    vrijgeven = reverse("herziening_vrijgeven", args=[herziening.pk])
    client.post(vrijgeven, {"gezien_hash": herziening.hash})
    assert zaak.uitkomsten() == DAARNA
    assert werk(toneel.manager) == werk(toneel.inkoper) == []


@pytest.mark.parametrize("meer", [0, 2])
def test_het_formulier_kost_altijd_evenveel_vragen(zaak, client, meer, django_assert_num_queries):
    for _ in range(meer):
        extra = zaak.toneel.dossier({"Utrecht": VOLDOET_NIET})
        brief = BriefFactory(inschrijving=extra, bekend=True)
        BeslissingFactory(brief=brief, regioinschrijving=extra.regios.get())
    client.force_login(zaak.toneel.inkoper)
    with django_assert_num_queries(14):
        antwoord = client.get(reverse("herziening_opstellen", args=[zaak.bezwaar.pk, "utrecht"]))
    assert len(antwoord.context["partijen"]) == 4 + meer


@pytest.mark.geval("B24", "B26")
def test_herziening_van_een_ander_zorgkantoor_bestaat_niet(zaak, client):
    herziening = zaak.stel_op()
    log_in(client, RolFactory(bij_uitvoerder=True, soort="inkoopmanager").gebruiker)
    for adres in (
        reverse("herziening", args=[herziening.pk]),
        reverse("herziening_opstellen", args=[zaak.bezwaar.pk, "utrecht"]),
    ):
        assert client.get(adres).status_code == 404
    assert client.post(reverse("herziening_vrijgeven", args=[herziening.pk])).status_code == 404


def test_de_organisatie_ziet_beide_brieven_en_wat_er_nu_geldt(zaak, client):
    zaak.geef_vrij(zaak.stel_op())
    client.force_login(zaak.toneel.invuller(zaak.een))
    antwoord = client.get(reverse("beslissing", args=[zaak.een.kenmerk]))
    assert [deel["brief"].versie for deel in antwoord.context["delen"]] == [2, 1]
    tekst = " ".join(antwoord.content.decode().split())
    assert f"{WAS['een@oco.example']} {REDEN}" in tekst
    assert "maandag 23 oktober 2017, 17:00 uur" in tekst
    adres = reverse("beslissing_brief", args=[zaak.een.kenmerk])
    oude, nieuwe = zaak.een.brieven.order_by("versie")
    assert client.get(adres).content == lees(nieuwe.stuk)
    assert client.get(f"{adres}?brief=1").content == lees(oude.stuk)
    for fout in ("3", "x", "²"):
        assert client.get(f"{adres}?brief={fout}").status_code == 404


def test_wie_geen_nieuwe_brief_kreeg_ziet_dat_er_langer_niet_wordt_getekend(zaak, client):
    zaak.geef_vrij(zaak.stel_op())
    client.force_login(zaak.toneel.invuller(zaak.oud))
    pagina = client.get(reverse("beslissing", args=[zaak.oud.kenmerk])).content.decode()
    assert "Daarom tekent daar niemand vóór <strong>zondag 5 november 2017, 17:00 uur</strong>" in pagina
    client.force_login(zaak.toneel.invuller(zaak.een))
    assert (
        "Daarom tekent daar niemand" not in client.get(reverse("beslissing", args=[zaak.een.kenmerk])).content.decode()
    )
