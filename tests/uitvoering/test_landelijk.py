"""The national report: what counts, how it is added up, who sees what, and unique clients never over months."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from partijen.states import Rolsoort
from tests.factories import TOEN, RolFactory, zet_klok
from tests.factories_uitvoering import VerslagFactory
from tests.uitvoering.toneel import JANUARI, Uitvoeringtoneel, cijfers, contract, lever
from uitvoering import actions
from uitvoering.rules.landelijk import PER, Clienten, Plek, Post, samen, tarief_in, tel_op
from uitvoering.rules.productie import Dienst

FEBRUARI, MEI = date(2018, 2, 1), date(2018, 5, 1)
GEEN = Clienten(defaultdict(int), {})
T69, T60 = Decimal(69), Decimal(60)
UTRECHT = Plek(1, 11, "2018-2020", "Utrecht", "Zorgkantoor IJsvogel", "Stichting Wulp", 7)
TWENTE = Plek(2, 12, "2018-2020", "Twente", "Zorgkantoor Roerdomp", "Stichting Wulp", 8)


def post(
    plek: Plek = UTRECHT, maand: date = JANUARI, uren: str = "10", vragen: int = 4, tarief=T69, dienst=None
) -> Post:
    return Post(plek, maand, dienst, Decimal(uren), vragen, tarief)


@pytest.mark.clausule("OV-231")
def test_per_groep_opgeteld_met_euros_van_het_tarief_dat_er_is():
    posten = [post(), post(TWENTE, uren="2.25", tarief=T60), post(TWENTE, FEBRUARI, "3", tarief=None)]
    clienten = Clienten({(1, JANUARI): 5, (2, JANUARI): 3, (2, FEBRUARI): 2}, {})
    assert [
        (s.groep, s.uren, s.vragen, s.euros, s.clienten, s.zonder_tarief) for s in tel_op(posten, clienten, "maand")
    ] == [
        ("januari 2018", Decimal("12.25"), 8, Decimal("825"), 8, 0),
        ("februari 2018", 3, 4, 0, 2, 3),
    ]
    assert [(s.groep, s.uren, s.clienten) for s in tel_op(posten, clienten, "regio")] == [
        ("Twente", Decimal("5.25"), None),  # two months: who comes back would count twice (A67)
        ("Utrecht", 10, 5),
    ]
    assert len(tel_op(posten, clienten, "organisatie")) == 2  # the same name, two organisations
    per_dienst = tel_op([post(dienst=Dienst(1, "Informatie"))], clienten, "dienst")
    assert [(s.groep, s.clienten) for s in per_dienst] == [("1. Informatie", None)]


def test_unieke_personen_van_een_jaar_komen_uit_de_jaarverantwoording_en_nooit_uit_de_maanden():
    heel = {(11, 2018): 40, (12, 2018): 30, (12, 2019): 25}
    maanden = {(1, JANUARI): 5, (2, JANUARI): 3, (2, FEBRUARI): 2, (2, date(2019, 1, 1)): 1}
    posten = [post(), post(TWENTE), post(TWENTE, FEBRUARI), post(TWENTE, date(2019, 1, 1))]

    def per(wat, opgaven=heel, welke=posten):
        return [(som.groep, som.clienten, som.bron) for som in tel_op(welke, Clienten(maanden, opgaven), wat)]

    assert per("jaar") == [
        ("2018", 70, "jaarverantwoording 2018, van 2 van de 2 overeenkomsten"),
        ("2019", 25, "jaarverantwoording 2019"),
    ]
    assert per("jaar", {(11, 2018): 40}) == [
        ("2018", 40, "jaarverantwoording 2018, van 1 van de 2 overeenkomsten"),
        ("2019", 1, ""),  # one month: from its production
    ]
    assert per("zorgkantoor") == [
        ("Zorgkantoor IJsvogel", 40, "jaarverantwoording 2018"),
        ("Zorgkantoor Roerdomp", None, ""),  # two years: who comes back would count twice
    ]
    assert [clienten for _, clienten, _ in per("maand")] == [8, 2, 1]
    assert [clienten for _, clienten, _ in per("regio")] == [None, 5]  # a year of an overeenkomst, not of a region
    assert per("jaar", welke=[post(dienst=Dienst(1, "Informatie"))]) == [("2018", None, "")]
    assert samen(posten[:3], Clienten(maanden, heel)).clienten == 70
    assert samen(posten, Clienten(maanden, heel)).clienten is None


@given(
    st.lists(
        st.builds(
            Post,
            st.sampled_from([UTRECHT, TWENTE]),
            st.sampled_from([JANUARI, FEBRUARI, date(2019, 1, 1)]),
            st.sampled_from([Dienst(1, "Informatie"), Dienst(2, "Bemiddeling")]),
            st.integers(0, 400).map(lambda kwartieren: Decimal(kwartieren) / 4),
            st.integers(0, 50),
            st.sampled_from([T69, T60, None]),
        ),
        max_size=12,
    ),
    st.sampled_from(sorted(PER)),
)
def test_de_groepen_zijn_samen_het_geheel(posten, per):
    heel, delen = samen(posten, GEEN), tel_op(posten, GEEN, per)
    for veld in ("uren", "vragen", "euros", "zonder_tarief"):
        assert sum(getattr(deel, veld) for deel in delen) == getattr(heel, veld)


def test_het_tarief_van_een_maand_is_het_laatst_afgesprokene_dat_dan_geldt():
    juni = date(2018, 6, 1)
    afspraken = [(JANUARI, None, T69), (JANUARI, juni, T60)]
    assert [tarief_in(afspraken, maand) for maand in (MEI, juni)] == [T69, T60]
    assert tarief_in([], MEI) is None
    assert tarief_in([(JANUARI, None, T69), (JANUARI, None, T60)], JANUARI) == T60  # a later version of the year
    assert tarief_in([(date(2018, 5, 14), date(2018, 5, 14), T60)], MEI) == T60  # its first day is in the month


# On the screen


@pytest.fixture
def toneel():
    toneel = Uitvoeringtoneel(regios=("Utrecht", "Zwolle"))
    zet_klok("2018-03-05 10:00")
    return toneel


def akkoord(toneel, rij, wat=None, maand=JANUARI):
    rapportage = lever(rij, toneel.tekenaar(rij), wat, maand=maand)
    return actions.keur_productie_goed(rapportage_id=rapportage.pk, gezien=1, door=toneel.inkoper)


def sommen(client, **keuze):
    antwoord = client.get(reverse("productiecijfers"), keuze)
    assert antwoord.status_code == 200
    return [(s.groep, str(s.uren), s.vragen, str(s.euros), s.clienten) for s in antwoord.context["tabel"].data]


@pytest.mark.django_db
@pytest.mark.clausule("OV-231", "IK-142")
def test_het_zorgkantoor_ziet_productie_en_uitgaven_en_landelijk_telt_alles(client, toneel):
    wulp = toneel.partij()
    toneel.vast()
    akkoord(toneel, wulp)
    client.force_login(toneel.inkoper)
    with CaptureQueriesContext(connection) as een:
        assert sommen(client) == [("januari 2018", "42.50", 28, "2932.5000", 12)]
    grutto = toneel.partij("Stichting Grutto", regio=toneel.ronde.toewijzingen.get(regio__naam="Zwolle"))
    akkoord(toneel, wulp, cijfers(("1", 1), ("2", 1), clienten=2), maand=FEBRUARI)
    akkoord(toneel, grutto)
    lever(grutto, toneel.tekenaar(grutto), maand=FEBRUARI)  # not approved: does not count
    client.force_login(toneel.inkoper)
    with CaptureQueriesContext(connection) as drie:
        assert sommen(client) == [
            ("januari 2018", "85.00", 56, "2932.5000", 24),
            ("februari 2018", "3.00", 2, "207.0000", 2),
        ]
    assert len(een) == len(drie)
    assert sommen(client, per="organisatie", sort="-uren") == [
        ("Stichting Wulp", "45.50", 30, "3139.5000", None),
        ("Stichting Grutto", "42.50", 28, "0", 12),
    ]
    assert sommen(client, per="dienst", regio="Utrecht", maand="2") == [
        ("1. Informatie en advies", "1.00", 1, "69.0000", None),
        ("2. Bemiddeling", "2.00", 1, "138.0000", None),
    ]
    assert sommen(client, dienst="2. Bemiddeling", per="regio") == [
        ("Utrecht", "34.50", 9, "2380.5000", None),
        ("Zwolle", "32.50", 8, "0", None),
    ]
    assert sommen(client, jaar="2031", ronde="x", per="'; --")[1][0] == "februari 2018"  # filters nothing


@pytest.mark.django_db
def test_wat_een_ander_zorgkantoor_goedkeurde_is_er_niet_en_landelijk_wel(client, toneel):
    elders = Uitvoeringtoneel(regios=("Twente",), code="2018-twee")
    zet_klok("2018-03-05 10:00")
    akkoord(toneel, toneel.partij())
    akkoord(elders, elders.partij("Stichting Kluut"))
    client.force_login(toneel.manager)
    antwoord = client.get(reverse("productiecijfers"), {"per": "regio"})
    assert [s.groep for s in antwoord.context["tabel"].data] == ["Utrecht"]
    assert "Stichting Kluut" not in antwoord.content.decode()
    for soort in (Rolsoort.AUDITOR, Rolsoort.BEHEERDER):
        client.force_login(RolFactory(landelijk=True, soort=soort).gebruiker)
        antwoord = client.get(reverse("productiecijfers"), {"per": "regio", "jaar": "alle"})
        tekst = antwoord.content.decode()
        assert [s.groep for s in antwoord.context["tabel"].data] == ["Twente", "Utrecht"]
        assert "Voor 85,00 uren is geen tarief afgesproken." in tekst
        assert 'aria-labelledby="urenstaven urenstaven-uitleg"' in tekst
    blad = load_workbook(BytesIO(client.get(reverse("productiecijfers_export"), {"per": "regio"}).content)).active
    assert [[cel.value for cel in rij] for rij in blad.iter_rows()] == [
        ["Regio", "Uren", "Ondersteuningsvragen", "Unieke cliënten", "Bron", "Euro’s", "Uren zonder tarief"],
        ["Twente", "42,50", "28", "12", None, "0,00", "42,50"],
        ["Utrecht", "42,50", "28", "12", None, "0,00", "42,50"],
        ["Samen", "85,00", "56", "24", None, "0,00", "85,00"],
    ]


@pytest.mark.django_db
@pytest.mark.clausule("OV-231")
def test_het_jaarcijfer_staat_er_met_zijn_bron_als_de_organisatie_het_gaf(client, toneel):
    zwolle = toneel.ronde.toewijzingen.get(regio__naam="Zwolle")
    wulp, grutto = toneel.partij(), toneel.partij("Stichting Grutto", regio=zwolle)
    toneel.vast()
    for maand in (JANUARI, FEBRUARI):
        akkoord(toneel, wulp, maand=maand)
    akkoord(toneel, grutto)
    client.force_login(toneel.inkoper)
    assert sommen(client, per="jaar")[0][-1] is None
    for rij, status, aantal in ((wulp, "akkoord", 17), (wulp, "vervangen", 99), (grutto, "ingediend", 50)):
        VerslagFactory(
            overeenkomst=contract(rij),
            soort="jaar",
            code="jaar-2018",
            van=JANUARI,
            status=status,
            versie=2 if status == "akkoord" else 1,
            inhoud={"unieke_clienten": aantal},
            ingediend_op=TOEN,
            **({"beoordeeld_door": toneel.inkoper, "beoordeeld_op": TOEN} if status == "akkoord" else {}),
        )
    antwoord = client.get(reverse("productiecijfers"), {"per": "jaar"})
    assert [(s.clienten, s.bron) for s in antwoord.context["tabel"].data] == [
        (17, "jaarverantwoording 2018, van 1 van de 2 overeenkomsten")
    ]
    assert "jaarverantwoording 2018, van 1 van de 2 overeenkomsten" in antwoord.content.decode()
    assert [clienten for *_, clienten in sommen(client, per="organisatie")] == [12, 17]
    for deel, aantal in (({"maand": "1"}, 24), ({"dienst": "2. Bemiddeling"}, None), ({"regio": "Utrecht"}, None)):
        assert sommen(client, per="jaar", **deel)[0][-1] == aantal  # a part: not the figure of the whole
    blad = load_workbook(BytesIO(client.get(reverse("productiecijfers_export"), {"per": "jaar"}).content)).active
    assert [cel.value for cel in blad[2]][3:5] == ["17", "jaarverantwoording 2018, van 1 van de 2 overeenkomsten"]
