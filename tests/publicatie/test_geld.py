"""The national amount, its division over the regions, and the sum check (2.2; IK-069 to IK-071)."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from partijen.states import Rolsoort
from publicatie.actions import bewaar_rij, verdeel_over_regios, wijzig_budgetten
from publicatie.geld import geld_per_jaar
from publicatie.models import LandelijkBedrag, Regiobudget
from publicatie.rules import eis_binnen_landelijk
from tests.factories import RolFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import kleine_ronde
from tests.race import tegelijk

BEDRAG = st.decimals(0, 10**7, places=2)


@pytest.mark.clausule("IK-069", "IK-071")
@given(st.none() | BEDRAG, st.lists(BEDRAG, max_size=5))
def test_de_regios_samen_niet_boven_het_landelijke_bedrag(landelijk, regios):
    if landelijk is None or sum(regios) <= landelijk:
        eis_binnen_landelijk(landelijk, regios, 2018)
    else:
        with pytest.raises(RegelFout, match="De regio’s krijgen voor 2018 samen"):
            eis_binnen_landelijk(landelijk, regios, 2018)


def test_de_melding_zegt_hoeveel_het_te_veel_is():
    melding = r"samen € 100,01\. Landelijk is er € 100,00\. Verlaag een bedrag met in totaal € 0,01\."
    with pytest.raises(RegelFout, match=melding):
        eis_binnen_landelijk(D(100), [D(60), D("40.01")], 2018)


class Geldronde:
    """A round with two regions of one uitvoerder, and 100 euro nationally for 2018."""

    def __init__(self, landelijk: str | None = "100.00"):
        self.uitvoerder = WlzUitvoerderFactory()
        self.ronde = kleine_ronde(uitvoerder=self.uitvoerder, regios=("Noord", "Zuid"), gemeenten=1, status="concept")
        self.noord, self.zuid = self.ronde.toewijzingen.order_by("regio__naam")
        self.beheerder = RolFactory(landelijk=True).gebruiker
        self.rij = LandelijkBedrag.objects.create(ronde=self.ronde, jaar=2018, bedrag=landelijk and D(landelijk))

    def verdeel(self, noord: str | None, zuid: str | None, *, gezien=(None, None), bron="Zorginstituut Nederland"):
        def als(bedragen):
            return dict(zip((self.noord.pk, self.zuid.pk), (b and D(b) for b in bedragen), strict=True))

        hier = {"ronde_id": self.ronde.pk, "jaar": 2018, "bron": bron, "door": self.beheerder}
        verdeel_over_regios(**hier, bedragen=als((noord, zuid)), gezien=als(gezien))

    @property
    def bedragen(self) -> list[D]:
        return list(Regiobudget.objects.order_by("toewijzing__regio__naam").values_list("bedrag", flat=True))


@pytest.fixture
def geld(db):
    return Geldronde()


@pytest.mark.clausule("IK-071")
def test_de_som_van_de_regios_blijft_binnen_het_landelijke_bedrag(geld):
    geld.verdeel("60.00", "40.00")
    with pytest.raises(RegelFout, match="Landelijk is er € 100,00"):
        geld.verdeel("60.00", "40.01", gezien=("60.00", "40.00"))
    with pytest.raises(RegelFout, match="Landelijk is er € 100,00"):
        wijzig_budgetten(toewijzing_id=geld.zuid.pk, bedragen={2018: D("40.01")}, door=geld.beheerder)
    assert geld.bedragen == [D("60.00"), D("40.00")]
    assert set(Regiobudget.objects.values_list("bron", flat=True)) == {"Zorginstituut Nederland"}


@pytest.mark.clausule("IK-071")
def test_het_landelijke_bedrag_gaat_niet_onder_wat_al_is_verdeeld(geld):
    geld.verdeel("60.00", "30.00")
    hier = {"ronde_id": geld.ronde.pk, "model": LandelijkBedrag, "pk": geld.rij.pk, "door": geld.beheerder}
    with pytest.raises(RegelFout, match=r"samen € 90,00\. Landelijk is er € 89,99"):
        bewaar_rij(**hier, velden={"bedrag": D("89.99")})
    bewaar_rij(**hier, velden={"bedrag": D("90.00")})
    bewaar_rij(**hier, velden={"bedrag": None})


@pytest.mark.clausule("IK-069")
def test_een_onbekend_landelijk_bedrag_houdt_niets_tegen(db):
    geld = Geldronde(landelijk=None)
    geld.verdeel("60000000.00", None)
    [rij, *_] = geld_per_jaar(geld.ronde)
    assert (rij.jaar, rij.bedrag, rij.over, rij.verdeeld, rij.ingevuld, rij.regios) == (
        2018,
        None,
        None,
        D(60_000_000),
        1,
        2,
    )


def test_wie_iets_anders_zag_bewaart_niets(geld):
    geld.verdeel("60.00", None)
    with pytest.raises(RegelFout, match="Een collega heeft intussen een bedrag gewijzigd"):
        geld.verdeel("50.00", "50.00")
    assert geld.bedragen == [D("60.00")]


def test_een_manager_verdeelt_alleen_over_eigen_regios(geld):
    geld.beheerder = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOOPMANAGER).gebruiker
    with pytest.raises(PermissionDenied):
        geld.verdeel("60.00", None)


@pytest.mark.django_db(transaction=True)
def test_twee_regios_tegelijk_komen_samen_niet_boven_het_landelijke_bedrag():
    geld = Geldronde()

    def zet(regio):
        return wijzig_budgetten(toewijzing_id=regio.pk, bedragen={2018: D("60.00")}, door=geld.beheerder)

    uitkomsten = tegelijk(zet, [geld.noord, geld.zuid])
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "Regiotoewijzing"]
    assert geld.bedragen == [D("60.00")]


@pytest.mark.geval("B49")
def test_het_scherm_neemt_nederlandse_bedragen_en_houdt_wat_er_stond(client, geld):
    client.force_login(geld.beheerder)
    adres = reverse("ronde_geld_jaar", args=[geld.ronde.code, 2018])
    leeg = client.get(adres)
    velden = {"bron": "VWS", "gezien": leeg.context["form"]["gezien"].value()}
    noord, zuid = f"regio_{geld.noord.pk}", f"regio_{geld.zuid.pk}"
    for fout in ("-1", "1,005", "69.00", "NaN", "١٢"):
        antwoord = client.post(adres, velden | {noord: fout, zuid: "40"})
        assert (antwoord.status_code, geld.bedragen) == (422, [])
        assert f'value="{fout}"' in antwoord.content.decode()
        assert "Vul een bedrag in euro in" in antwoord.content.decode()
    te_veel = client.post(adres, velden | {noord: "60,01", zuid: "40"})
    assert (te_veel.status_code, geld.bedragen) == (422, [])
    assert 'value="60,01"' in te_veel.content.decode()
    assert client.post(adres, velden | {noord: "60,00", zuid: "40"}).status_code == 302
    assert geld.bedragen == [D("60.00"), D("40.00")]
    overzicht = client.get(reverse("ronde_geld", args=[geld.ronde.code]))
    assert "€\xa00,00" in overzicht.content.decode()
