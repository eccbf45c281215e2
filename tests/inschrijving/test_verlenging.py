"""Agreeing to an extension: which pages are asked, what is signed, and what it may not become (docs/adr/0004)."""

import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from berichten.models import Bericht
from inschrijving import actions, queries, rules, wizard
from inschrijving.actions import Regiokeuze
from inschrijving.actions.herinneren import herinner
from inschrijving.feiten import Documenteis, Verlenging
from inschrijving.models import Handtekening
from inschrijving.verklaring import als_pdf
from kern.fouten import RegelFout
from publicatie.actions.wijzigen import wijzig_ronde
from publicatie.states import Klasse
from tests.factories import OrganisatieFactory
from tests.inschrijving.dossiers import EISEN, VERKLARING, dossier, lid, regio
from tests.inschrijving.hulp import (
    Lid,
    dien_in,
    gezien,
    log_in,
    pagina,
    stap,
    teken,
    tekenbevoegde,
    volledige_inschrijving,
)
from tests.inschrijving.verlengen import instemming
from tests.publicatie.hulp import beheerder
from tests.publicatie.verlenging import INGANG, SLUIT_BIJNA, TOT, publiceer_verlenging
from tests.test_toegankelijk import gebreken

BASIS = ["organisatie", "regios", "samenwerkingsverband", "bestuursverklaring", "indienen"]
INSTEMMING = Documenteis("bestaand", "bestuursverklaring", "Instemmingsverklaring", "", False, False, False, False)
KAAL = replace(VERKLARING, garantie=False, beroepscode=False, klachten_adres="", privacy_adres="", andere_financiers="")


def verlenging(*documenteisen: Documenteis, **anders):
    """Complete as far as an extension round asks."""
    velden = {
        "verlenging": Verlenging(INGANG, TOT),
        "documenteisen": (INSTEMMING, *documenteisen),
        "ondersteuners": (),
        "werkdagen": (),
        "eisen": tuple(replace(eis, onderbouwing="") for eis in EISEN[:3]),
        "verklaring": KAAL,
        "documenten": (),
    }
    return dossier(regio(klasse="bestaand", clienten=None, uren=None, gedekt=frozenset()), **velden | anders)


def document(soort: str, *, uploaden: bool = True, verband: bool = False) -> Documenteis:
    return Documenteis("bestaand", soort, soort.capitalize(), "", uploaden, verband, False, False)


def stappen(d) -> list[str]:
    return [pagina.sleutel for pagina in wizard.paginas(d)]


def test_een_verlenging_vraagt_vijf_stappen_en_is_dan_compleet():
    assert stappen(verlenging()) == BASIS
    assert wizard.ontbreekt(verlenging()) == []
    assert wizard.let_op(verlenging(), date(2018, 7, 1)) == []


@pytest.mark.parametrize(
    ("soort", "uploaden", "erbij"),
    [
        ("prognose", False, "prognose"),
        ("registratieoverzicht", False, "ondersteuners"),
        ("kvk", True, "documenten"),
        ("onderbouwing", False, "onderbouwing"),
    ],
)
def test_wat_de_ronde_vraagt_krijgt_een_stap_en_wat_daar_mist_houdt_tegen(soort, uploaden, erbij):
    d = verlenging(document(soort, uploaden=uploaden))
    assert set(stappen(d)) == {*BASIS, erbij}
    assert {punt.stap for punt in wizard.ontbreekt(d)} == {erbij}


def test_een_samenwerkingsverband_kan_en_levert_aan_wat_alleen_daarvan_gevraagd_is():
    eis = document("aansprakelijkheid", verband=True)
    samen = verlenging(eis, samenwerkingsverband=True, verbandnaam="Tureluur", deelnemers=(lid(),))
    assert "documenten" not in stappen(verlenging(eis))
    assert [(punt.stap, punt.tekst) for punt in wizard.ontbreekt(samen)] == [
        ("documenten", "Aansprakelijkheid uploaden")
    ]


def test_zonder_verklaring_of_handtekening_niet_compleet_en_zij_heet_instemming():
    open_ = verlenging(
        eisen=tuple(replace(eis, bevestigd=False) for eis in EISEN[:2]),
        verklaring=replace(KAAL, getekend=False, functie=""),
    )
    assert [(punt.stap, punt.tekst) for punt in wizard.ontbreekt(open_)] == [
        ("bestuursverklaring", "Verklaringen 1 en 2 bevestigen"),
        ("bestuursverklaring", "Invullen wie tekent"),
        ("indienen", "Instemmingsverklaring ondertekenen"),
    ]


def test_de_handtekening_geldt_voor_de_looptijd_en_die_van_een_gewone_ronde_blijft_wat_zij_was():
    d = verlenging()
    korter = replace(d, verlenging=Verlenging(INGANG, date(2019, 6, 30)))
    later = replace(d, verlenging=Verlenging(date(2019, 2, 1), TOT))
    gewoon = replace(d, verlenging=None)
    assert len({rules.verklaring_hash(x) for x in (d, korter, later, gewoon)}) == 4


@pytest.mark.django_db
def test_instemmen_op_het_scherm_van_begin_tot_ontvangstbewijs(client):
    ronde = instemming().ronde
    toewijzing = ronde.toewijzingen.get(regio__naam="Zwolle")
    wie = tekenbevoegde()
    log_in(client, wie)
    begin = client.get(reverse("inschrijving_nieuw")).text
    assert "Verlenging 2019 is alleen voor wie nu een overeenkomst heeft." in begin
    organisatie = wie.rollen.get().organisatie
    response = client.post(
        reverse("inschrijving_nieuw"),
        {"uitvoerder": f"{ronde.pk}-{toewijzing.uitvoerder_id}", "organisatie": organisatie.pk},
        follow=True,
    )
    rij = organisatie.inschrijvingen.get()
    assert "<strong>Alleen voor wie nu een overeenkomst heeft.</strong>" in response.text
    assert "werkdagen" not in response.context["form"].fields
    client.post(
        stap(rij, "organisatie"),
        {"rechtspersoon_bevestigd": "on", "bezoekadres": "Dorpsstraat 1", "telefoon": "0", "email": "a@b.example"},
    )
    regios = client.get(stap(rij, "regios"))
    assert set(regios.context["form"].fields) == {"weg", *(f"regio_{t.pk}" for t in ronde.toewijzingen.all())}
    client.post(stap(rij, "regios"), {f"regio_{toewijzing.pk}": "on"})
    assert [(r.toewijzing, r.klasse, r.dekking.count()) for r in rij.regios.all()] == [(toewijzing, Klasse.BESTAAND, 0)]
    verklaring = client.get(stap(rij, "bestuursverklaring"))
    assert "Hiermee stemt u in met de verlenging van dinsdag 1 januari 2019" in verklaring.text
    assert {"garantie", "beroepscode", "klachten_adres"}.isdisjoint(verklaring.context["form"].fields)
    velden = {f"eis_{nummer}": "on" for nummer in (1, 2, 3)}
    client.post(
        stap(rij, "bestuursverklaring"),
        velden
        | {"ondertekenaar": wie.naam, "functie": "bestuurder", "bevoegdheid": "bestuurder", "tekenwijze": "alleen"},
    )
    slot = client.get(stap(rij, "indienen"))
    assert "Instemmingsverklaring tekenen" in slot.text
    assert [kop for kop in ("Cliëntondersteuners", "Garantie", "Gemeenten", "prognose") if kop in slot.text] == []
    client.post(pagina("inschrijving_tekenen", rij), {"gezien": queries.verklaring_hash(queries.vers(rij.pk))})
    client.post(
        pagina("inschrijving_dien_in", rij),
        {"gezien": gezien(rij), "sleutel": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"},
    )
    bewijs = client.get(pagina("ontvangstbewijs", rij)).text
    assert f"instemmingsverklaring-{rij.kenmerk}.pdf" in bewijs
    assert "Instemmingsverklaring" in bewijs
    assert "(bestaand)" not in bewijs


@pytest.mark.django_db
def test_stappen_die_niet_gevraagd_zijn_bestaan_niet(client):
    rij = instemming()
    log_in(client, rij.organisatie.rollen.get().gebruiker)
    for naam in ("prognose", "ondersteuners", "documenten", "onderbouwing", "selectiegegevens"):
        assert client.get(stap(rij, naam)).status_code == 404
    assert client.get(pagina("inschrijving_rij_nieuw", rij, "ondersteuners")).status_code == 404
    assert client.get(pagina("inschrijving_prognose_excel", rij)).status_code == 404


@pytest.mark.django_db
def test_wie_het_toch_probeert_wordt_geen_nieuwe_organisatie():
    rij = instemming()
    door = rij.organisatie.rollen.get().gebruiker
    pk = rij.regios.get().toewijzing_id
    with pytest.raises(RegelFout, match="kunt u zo niet inschrijven"):
        actions.kies_regios(inschrijving_id=rij.pk, keuzes={pk: Regiokeuze(Klasse.NIEUW)}, door=door)
    assert rij.regios.get().klasse == Klasse.BESTAAND


@pytest.mark.django_db
def test_twee_die_samen_bevoegd_zijn_tekenen_allebei_dezelfde_instemming():
    organisatie = OrganisatieFactory()
    een, twee = tekenbevoegde(organisatie), tekenbevoegde(organisatie)
    rij = instemming(organisatie=organisatie, door=een, tweede=twee)
    teken(rij, een)
    with pytest.raises(RegelFout, match=f"Instemmingsverklaring laten tekenen door {twee.naam}"):
        dien_in(rij, een)
    teken(rij, twee)
    assert len({h.hash for h in Handtekening.objects.all()}) == 1
    assert dien_in(rij, twee).volgnummer == 1


@pytest.mark.django_db
def test_een_andere_looptijd_laat_de_handtekening_vervallen_en_na_de_sluiting_ligt_zij_vast(klok):
    rij = instemming()
    door = rij.organisatie.rollen.get().gebruiker
    teken(rij, door)
    korter = {"looptijd_bestaand_tot": date(2019, 6, 30)}
    wijzig_ronde(ronde_id=rij.ronde_id, velden=korter, door=beheerder(), reden="Een half jaar.")
    verklaring = queries.feiten(queries.vers(rij.pk)).verklaring
    assert (verklaring.getekend, verklaring.vervallen) == (False, True)
    klok("2018-07-30 09:00")
    for veld, dag in (("looptijd_bestaand_tot", date(2019, 9, 30)), ("ingang_op", date(2019, 2, 1))):
        with pytest.raises(RegelFout, match="De inschrijving is gesloten"):
            wijzig_ronde(ronde_id=rij.ronde_id, velden={veld: dag}, door=beheerder(), reden="Later.")


@pytest.mark.django_db
def test_de_pdf_is_een_instemmingsverklaring_met_looptijd_en_verklaringen():
    rij = queries.vers(instemming(leden=(Lid("Stichting Wulp", "87654321"),)).pk)
    inhoud = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=als_pdf(rij, queries.feiten(rij)), capture_output=True, check=True
    )
    tekst = " ".join(inhoud.stdout.decode().split())
    assert "Instemmingsverklaring" in tekst
    assert "dinsdag 1 januari 2019 tot en met dinsdag 31 december 2019" in tekst
    assert "Elke deelnemer is hoofdelijk aansprakelijk" in tekst
    assert re.search(r"[Bb]estuursverklaring|Garantie|Beroepscode|bestaande organisatie", tekst) is None


@pytest.mark.django_db
def test_de_herinnering_noemt_de_verlenging_en_wat_er_mist(klok):
    rij = instemming()
    klok(SLUIT_BIJNA)
    assert herinner(ronde_id=rij.ronde_id) == 1
    tekst = Bericht.objects.get(ontvanger=rij.organisatie.email).tekst
    assert "U bent begonnen met een inschrijving voor verlenging van uw overeenkomst bij" in tekst
    assert "- Instemmingsverklaring ondertekenen\n" in tekst


@pytest.mark.django_db
def test_overnemen_uit_de_vorige_ronde_neemt_alleen_mee_wat_hier_gevraagd_is(klok):
    klok("2017-07-10 10:00")
    bron = volledige_inschrijving(regios={"Utrecht": "nieuw"})
    rij = actions.begin(
        ronde=publiceer_verlenging(bron.ronde),
        uitvoerder=bron.uitvoerder,
        organisatie=bron.organisatie,
        door=bron.organisatie.rollen.get().gebruiker,
    )
    actions.neem_over(inschrijving_id=rij.pk, bron_id=bron.pk, door=bron.organisatie.rollen.get().gebruiker)
    rij.refresh_from_db()
    assert (rij.clientondersteuners.count(), rij.ervaringen.count(), rij.bewijsstukken.count()) == (0, 0, 0)
    verklaring = rij.bestuursverklaring
    assert (verklaring.functie, verklaring.klachten_adres) == ("bestuurder", "")


@pytest.mark.browser
@pytest.mark.django_db
def test_de_bladzijden_van_een_verlenging_zijn_toegankelijk(client, open_bladzijde):
    rij = instemming()
    log_in(client, rij.organisatie.rollen.get().gebruiker)
    stappen_ = [stap(rij, naam) for naam in ("regios", "bestuursverklaring", "indienen")]
    for adres in (rij.ronde.get_absolute_url(), *stappen_):
        assert gebreken(open_bladzijde, client.get(adres).text) == []
