"""Which report is due when, and what keeps one from being handed in. No database."""

from datetime import date

import pytest

from uitvoering.rules import verslag as rules
from uitvoering.rules.verslag import ERVARING, JAAR, KWARTAAL, LEEG, Periode

KWARTAALGOED = {"unieke_clienten": 0, "signalen_aantal": 0, "samenvatting": "Niets bijzonders.", "klachten": 0}
JAARGOED = {"oordeel": "goedkeurend", "reikwijdte": "diensten", "uren": 100, "herkenbaar": True, "besteed": True}
DRIE = ("jaarrekening", "jaarverslag", "accountantsverklaring")


@pytest.mark.clausule("OV-104", "OV-184")
def test_welke_perioden_en_hun_laatste_dag():
    kwartalen = rules.kwartalen(date(2018, 2, 28), date(2018, 10, 1))
    assert [(str(k), k.code, k.begin, k.uiterlijk) for k in kwartalen] == [
        ("1e kwartaal 2018", "2018-1", date(2018, 1, 1), date(2018, 4, 14)),
        ("2e kwartaal 2018", "2018-2", date(2018, 4, 1), date(2018, 7, 14)),
        ("3e kwartaal 2018", "2018-3", date(2018, 7, 1), date(2018, 10, 14)),
        ("4e kwartaal 2018", "2018-4", date(2018, 10, 1), date(2019, 1, 14)),
    ]
    jaren = rules.jaren(date(2027, 1, 1), date(2028, 12, 31))
    assert [(str(j), j.volgende, j.uiterlijk) for j in jaren] == [
        ("2027", date(2028, 1, 1), date(2028, 6, 1)),
        ("2028", date(2029, 1, 1), date(2029, 6, 1)),
    ]


@pytest.mark.parametrize(
    ("dag", "waarom"),
    [(17, ""), (18, "herinnering"), (32, "herinnering"), (33, "te_laat"), (46, "te_laat"), (47, "")],
)
def test_wanneer_iemand_het_hoort(dag, waarom):
    vandaag = date.fromordinal(date(2018, 4, 30).toordinal() + dag)
    assert rules.aanleiding(Periode(2017).uiterlijk, vandaag) == waarom


@pytest.mark.clausule("OV-244", "OV-242")
def test_een_kwartaalverslag_heeft_zijn_vaste_delen():
    assert rules.fouten(KWARTAAL, KWARTAALGOED, ()) == {}
    assert rules.fouten(KWARTAAL, {}, ()) == dict.fromkeys(KWARTAALGOED, LEEG)
    met = KWARTAALGOED | {"klachten": 1, "trend_1": "Wachttijd", "trend_1_aantal": 1, "trend_2_aantal": 4}
    assert sorted(rules.fouten(KWARTAAL, met, ())) == ["klachten_toelichting", "trend_1_aantal", "trend_2"]
    met |= {"klachten_toelichting": "Eén, over de bereikbaarheid.", "trend_1_aantal": 2, "trend_2": "Vervoer"}
    assert rules.fouten(KWARTAAL, met, ()) == {}
    assert rules.trends(met) == [("Wachttijd", 2), ("Vervoer", 4)]


@pytest.mark.clausule("OV-105", "OV-106", "OV-107")
def test_een_jaarverantwoording_heeft_drie_stukken_en_bij_de_hele_organisatie_het_wlz_deel():
    assert rules.fouten(JAAR, JAARGOED, DRIE) == {}
    for stuk in DRIE:
        assert list(rules.fouten(JAAR, JAARGOED, set(DRIE) - {stuk})) == [f"stuk_{stuk}"]
    geheel = JAARGOED | {"reikwijdte": "geheel"}
    assert list(rules.fouten(JAAR, geheel, DRIE)) == ["wlz_deel"]
    assert rules.fouten(JAAR, geheel | {"wlz_deel": "Bladzijde 12."}, DRIE) == {}


@pytest.mark.clausule("OV-187")
def test_een_levering_is_pas_volledig_met_een_goedkeurend_oordeel_en_herkenbare_clientondersteuning():
    assert rules.onvolledig(JAAR, JAARGOED) == []
    for anders in ("beperking", "afkeurend", "onthouding"):
        inhoud = JAARGOED | {"oordeel": anders}
        assert rules.onvolledig(JAAR, inhoud) == ["De accountantsverklaring is niet goedkeurend."]
        assert list(rules.fouten(JAAR, inhoud, DRIE)) == ["oordeel_toelichting"]
    assert "niet herkenbaar" in rules.onvolledig(JAAR, JAARGOED | {"herkenbaar": False})[0]
    assert rules.onvolledig(KWARTAAL, KWARTAALGOED) == []


@pytest.mark.parametrize(
    "tekst",
    ["Nummer 111222333.", "bsn onbekend", "geboren op 3 mei", "Haar geboortedatum", "mail jan@voorbeeld.example"],
)
def test_een_tekst_over_een_persoon_wordt_geweigerd(tekst):
    assert rules.personen({"samenvatting": tekst, "klachten": 3}) == {"samenvatting": rules.GEEN_PERSONEN}
    assert rules.fouten(KWARTAAL, KWARTAALGOED | {"samenvatting": tekst}, ()) == {"samenvatting": rules.GEEN_PERSONEN}


def test_wat_op_een_persoon_lijkt_en_het_niet_is():
    for tekst in ("Een pasgeboren initiatief.", "Artikel 3.2.1 Wlz", "In 2018 waren er 123456789 euro’s."):
        assert not rules.noemt_persoon(tekst), tekst


@pytest.mark.clausule("IK-149")
def test_cliëntervaring_heeft_een_deel_over_het_zorgkantoor_en_een_over_zorgaanbieders():
    fout = rules.fouten(ERVARING, {"uitvoerder_onderzoek": "Bureau X", "deelnemers": 4, "uitkomsten": "Goed."}, ())
    assert sorted(fout) == ["samen_zorgaanbieders", "samen_zorgkantoor", "stuk_resultaten"]
