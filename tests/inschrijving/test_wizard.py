"""What a dossier misses, and what only deserves a warning; no database."""

from dataclasses import replace
from datetime import date

import pytest

from inschrijving import wizard
from tests.inschrijving.dossiers import EISEN, JUIST, VERKLARING, document, dossier, lid, persoon, regio

VANDAAG = date(2017, 7, 28)


def mist(d):
    return [(punt.stap, punt.tekst) for punt in wizard.ontbreekt(d)]


def zonder_document(soort, **anders):
    vol = dossier(**anders)
    return replace(vol, documenten=tuple(d for d in vol.documenten if d.soort != soort))


@pytest.mark.parametrize(
    "anders",
    [
        {"regios": (regio(klasse="bestaand"),)},
        {"regios": (regio(1, "Arnhem", "bestaand"), regio(2, "Twente", "nieuw"))},
        {"samenwerkingsverband": True, "verbandnaam": "Tureluur", "deelnemers": (lid(),)},
    ],
)
def test_een_compleet_dossier_mist_niets(anders):
    assert mist(dossier(**anders)) == []
    assert wizard.let_op(dossier(**anders), VANDAAG) == []


@pytest.mark.clausule("IK-088", "IK-092")
@pytest.mark.parametrize("klasse", ["bestaand", "nieuw"])
def test_zonder_handtekening_niet_compleet(klasse):
    ongetekend = dossier(regio(klasse=klasse), verklaring=replace(VERKLARING, getekend=False))
    assert mist(ongetekend) == [("indienen", "Bestuursverklaring ondertekenen")]
    vervallen = dossier(regio(klasse=klasse), verklaring=replace(VERKLARING, getekend=False, vervallen=True))
    assert mist(vervallen) == [("indienen", "Bestuursverklaring opnieuw ondertekenen")]


@pytest.mark.clausule("IK-116")
def test_elke_eis_vraagt_een_eigen_bevestiging():
    eisen = tuple(replace(eis, bevestigd=eis.nummer not in {2, 7, 11}) for eis in EISEN)
    assert mist(dossier(eisen=eisen)) == [("bestuursverklaring", "Eisen 2, 7 en 11 bevestigen")]


@pytest.mark.clausule("IK-117")
def test_de_garantie_is_een_eigen_punt():
    assert mist(dossier(verklaring=replace(VERKLARING, garantie=False))) == [
        ("bestuursverklaring", "De garantie geven")
    ]


@pytest.mark.parametrize(
    ("veld", "tekst"),
    [
        ("beroepscode", "Instemmen met de beroepscode"),
        ("klachten_adres", "Webadres van uw klachtenregeling"),
        ("privacy_adres", "Webadres van uw privacyreglement"),
        ("functie", "Invullen wie tekent"),
    ],
)
def test_de_rest_van_de_verklaring(veld, tekst):
    leeg = replace(VERKLARING, **{veld: type(getattr(VERKLARING, veld))()})
    assert mist(dossier(verklaring=leeg)) == [("bestuursverklaring", tekst)]


@pytest.mark.clausule("IK-089", "IK-098")
@pytest.mark.parametrize("klasse", ["bestaand", "nieuw"])
@pytest.mark.parametrize("leeg", [{"clienten": None}, {"uren": None}, {"onderbouwing": ""}])
def test_prognose_compleet_voor_elke_regio(klasse, leeg):
    half = dossier(regio(1, "Arnhem", klasse), regio(2, "Twente", klasse, **leeg))
    assert [(p.stap, p.regio, p.tekst) for p in wizard.ontbreekt(half)] == [
        ("prognose", "Twente", "Prognose voor 2018 invullen")
    ]


@pytest.mark.clausule("IK-171", "IK-172")
def test_nul_clienten_en_nul_uren_zijn_een_antwoord():
    assert mist(dossier(regio(clienten=0, uren=0))) == []


@pytest.mark.geval("B15")
def test_een_besmet_bestand_telt_niet_en_moet_weg():
    heel = dossier(regio())
    ziek = replace(heel, documenten=tuple(replace(d, besmet=d.soort == "vog") for d in heel.documenten))
    assert [tekst for _, tekst in mist(ziek)] == [
        "vog.pdf verwijderen",
        "Verklaring omtrent het gedrag (VOG) uploaden",
    ]


def test_een_lager_tarief_vraagt_een_reden():
    assert mist(dossier(regio(lager_tarief=60))) == [("prognose", "Reden van het lagere tarief")]


@pytest.mark.clausule("IK-093", "IK-094", "IK-096")
@pytest.mark.parametrize(
    ("soort", "tekst"),
    [
        ("machtiging", "Bewijs van machtiging uploaden"),
        ("vog", "Verklaring omtrent het gedrag (VOG) uploaden"),
        ("kvk", "Uittreksel van de Kamer van Koophandel uploaden"),
    ],
)
def test_document_van_een_nieuwe_organisatie(soort, tekst):
    assert mist(zonder_document(soort)) == [("documenten", tekst)]
    assert mist(zonder_document(soort, regios=(regio(klasse="bestaand"),))) == []


@pytest.mark.clausule("IK-091")
def test_waarom_noemt_de_regio_die_het_vraagt():
    (punt,) = wizard.ontbreekt(zonder_document("kvk", regios=(regio(1, "Arnhem", "bestaand"), regio(2, "Twente"))))
    assert punt.regio == "Twente"
    assert punt.waarom == "Nodig omdat u nieuw bent in Twente. Voor Arnhem alleen was het niet nodig."


@pytest.mark.clausule("IK-090", "IK-100")
@pytest.mark.geval("B52")
@pytest.mark.parametrize("klasse", ["bestaand", "nieuw"])
def test_samenwerkingsverband_zonder_aansprakelijkheid(klasse):
    verband = {"samenwerkingsverband": True, "verbandnaam": "Tureluur", "deelnemers": (lid(),)}
    half = zonder_document("aansprakelijkheid", regios=(regio(klasse=klasse),), **verband)
    assert mist(half) == [("documenten", "Verklaring van aansprakelijkheid uploaden")]


@pytest.mark.clausule("IK-072")
def test_samenwerkingsverband_heeft_een_naam_en_een_ander():
    half = dossier(regio(klasse="bestaand"), samenwerkingsverband=True)
    assert mist(half) == [
        ("samenwerkingsverband", "Naam van het samenwerkingsverband"),
        ("samenwerkingsverband", "Minstens één deelnemer toevoegen"),
    ]


@pytest.mark.clausule("IK-101")
def test_onderbouwing_per_eis_met_tekst_of_bestand():
    eisen = tuple(replace(eis, onderbouwing="" if eis.nummer in {3, 8} else "zo") for eis in EISEN)
    zonder = zonder_document("onderbouwing", eisen=eisen)
    assert mist(zonder) == [("onderbouwing", "Onderbouwing bij eisen 3 en 8")]
    met_bestand = replace(zonder, documenten=(*zonder.documenten, document("onderbouwing", eisen=[8])))
    assert mist(met_bestand) == [("onderbouwing", "Onderbouwing bij eis 3")]
    assert mist(replace(zonder, regios=(regio(klasse="bestaand"),))) == []


@pytest.mark.clausule("IK-099")
def test_overzicht_van_registraties_alleen_van_wie_nieuw_is():
    assert mist(dossier(ondersteuners=())) == [("ondersteuners", "Uw cliëntondersteuners invullen")]
    assert mist(dossier(regio(klasse="bestaand"), ondersteuners=())) == []
    zonder_nummer = (persoon(1, registratienummer=""), persoon(2), persoon(3))
    assert mist(dossier(ondersteuners=zonder_nummer)) == [("ondersteuners", "Lid- of registratienummer van Persoon 1")]


@pytest.mark.clausule("IK-103")
@pytest.mark.geval("B52")
def test_minstens_een_regio():
    assert mist(replace(dossier(), regios=())) == [("regios", "Minstens één regio kiezen")]


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"rechtspersoon_bevestigd": False}, "Bevestigen dat deze rechtspersoon tekent"),
        ({"telefoon": "", "email": ""}, "Invullen: telefoonnummer en e-mailadres"),
    ],
)
def test_organisatie(anders, tekst):
    assert mist(dossier(**anders)) == [("organisatie", tekst)]


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"regios": (regio(gedekt=frozenset({"Almere"})),)}, "Gemeente Bunnik aanvinken"),
        ({"regios": (regio(gedekt=frozenset()),)}, "2 gemeenten aanvinken"),
        ({"ondersteuners": (persoon(1), persoon(2))}, "Meer cliëntondersteuners invullen"),
        ({"werkdagen": ("maandag",)}, "Bereikbaar op dinsdag, woensdag, donderdag en vrijdag"),
        ({"ondersteuners": tuple(persoon(n, hbo=n > 1) for n in range(4))}, "Hbo-opleiding van Persoon 0 en Persoon 1"),
        (
            {"ondersteuners": tuple(persoon(n, geen_belangen=n > 0) for n in range(4))},
            "Verklaring over belangen van Persoon 0",
        ),
    ],
)
def test_wat_het_zorgkantoor_beoordeelt_houdt_indienen_niet_tegen(anders, tekst):
    assert mist(dossier(**anders)) == []
    assert [punt.tekst for punt in wizard.let_op(dossier(**anders), VANDAAG)] == [tekst]


def test_wie_de_eerste_stap_nog_niet_invulde_krijgt_geen_waarschuwing():
    assert wizard.let_op(dossier(werkdagen=(), rechtspersoon_bevestigd=False), VANDAAG) == []


@pytest.mark.clausule("IK-095", "IK-097")
@pytest.mark.parametrize(
    ("datum", "begin"),
    [
        (date(2017, 2, 1), None),
        (date(2017, 1, 31), "Uiterlijk maandag 31 juli 2017 indienen"),
        (date(2017, 1, 27), "Nieuwer document"),
    ],
)
def test_waarschuwing_voor_een_document_dat_te_oud_wordt(datum, begin):
    vol = dossier()
    oud = replace(vol, documenten=tuple(replace(d, datum=datum) if d.soort == "vog" else d for d in vol.documenten))
    punten = wizard.let_op(oud, VANDAAG)
    assert mist(oud) == []
    assert [punt.tekst.startswith(begin or "") for punt in punten] == ([True] if begin else [])


def test_het_nieuwste_document_telt():
    vol = dossier()
    oud = document("vog", datum=date(2016, 1, 1))
    assert wizard.let_op(replace(vol, documenten=(*vol.documenten, oud)), VANDAAG) == []
    assert oud.datum < JUIST


def test_bestaand_krijgt_twee_bladzijden_minder():
    kort = [pagina.sleutel for pagina in wizard.paginas(dossier(regio(klasse="bestaand")))]
    lang = [pagina.sleutel for pagina in wizard.paginas(dossier())]
    assert set(lang) - set(kort) == {"onderbouwing", "selectiegegevens"}
