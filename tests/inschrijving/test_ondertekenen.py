"""Signing the bestuursverklaring: its PDF, one or two people, handing it in signed, and when a signature falls."""

import io
import subprocess

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inschrijving import actions, momentopname, queries, verklaring
from inschrijving.echtheid import GEEN
from inschrijving.models import Bewijsstuk, Handtekening, Inschrijving
from inschrijving.rules import tekenhash
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis.actions import lees
from partijen.actions import wijzig_rechtspersoon
from tests.factories import GebruikerFactory, RolFactory
from tests.inschrijving.certificaten import onderteken, pas, wortel
from tests.inschrijving.hulp import (
    BESTAAND,
    Lid,
    dien_in,
    ingediende_inschrijving,
    log_in,
    pdf,
    teken,
    tekenbevoegde,
    volledige_inschrijving,
)
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
OPEN = "2017-07-28 14:12"


def vers(wie):
    return type(wie).objects.get(pk=wie.pk)


def samen(**anders):
    """An unsigned dossier of an organisation that two people bind together; gives it and both of them."""
    rij = volledige_inschrijving(getekend=False, **anders)
    een = rij.organisatie.rollen.get().gebruiker
    twee = tekenbevoegde(rij.organisatie)
    actions.bewaar_verklaring(
        inschrijving_id=rij.pk,
        door=een,
        tekenwijze="gezamenlijk",
        ondertekenaar=een.naam,
        tweede_ondertekenaar=twee.naam,
        tweede_functie="penningmeester",
        tweede_bevoegdheid="gemachtigd",
    )
    return rij, een, twee


def feiten(rij):
    return queries.feiten(queries.vers(rij.pk))


def tekst_van(inhoud: bytes) -> str:
    """The text of a PDF, as poppler reads it."""
    opdracht = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(opdracht, input=inhoud, capture_output=True, check=True).stdout.decode()


@pytest.mark.clausule("IK-116", "IK-117", "IK-074")
def test_de_pdf_zegt_alles_waar_de_handtekening_voor_staat(klok):
    klok(OPEN)
    rij = volledige_inschrijving(leden=[Lid("Stichting Wulp", "87654321")], getekend=False)
    inhoud = verklaring.als_pdf(queries.vers(rij.pk), feiten(rij))
    tekst = " ".join(tekst_van(inhoud).split())
    for eis in rij.ronde.eisen.all():
        assert f"{eis.nummer}. " in tekst
    for deel in (
        rij.organisatie.statutaire_naam,
        "Stichting Wulp, KvK-nummer 87654321",
        "hoofdelijk aansprakelijk voor het geheel",
        "bij de start van de overeenkomst en zolang zij loopt",
        "(nieuwe organisatie)",
        queries.verklaring_hash(queries.vers(rij.pk)),
    ):
        assert deel in tekst
    with pikepdf.open(io.BytesIO(inhoud)) as document:
        assert (document.Root.MarkInfo.Marked, str(document.Root.Lang)) == (True, "nl")
    assert inhoud == verklaring.als_pdf(queries.vers(rij.pk), feiten(rij))


def test_een_concept_zegt_wat_er_mist(klok):
    klok(OPEN)
    rij = volledige_inschrijving(getekend=False)
    actions.bewaar_verklaring(inschrijving_id=rij.pk, door=rij.organisatie.rollen.get().gebruiker, eisen={4: False})
    tekst = tekst_van(verklaring.als_pdf(queries.vers(rij.pk), feiten(rij)))
    assert "Dit is een concept" in tekst
    assert "Eis 4 bevestigen" in tekst


@pytest.mark.clausule("IK-088", "IK-092")
@pytest.mark.geval("B29")
def test_tekenen_legt_de_pdf_vast_en_zijn_hash_zit_in_de_handtekening(klok):
    klok(OPEN)
    rij = volledige_inschrijving(getekend=False)
    concept = verklaring.als_pdf(queries.vers(rij.pk), feiten(rij))
    door = rij.organisatie.rollen.get().gebruiker
    teken(rij, door)
    bewijs = rij.bewijsstukken.get(soort="bestuursverklaring")
    assert (lees(bewijs.stuk), bewijs.door_portaal) == (concept, True)
    handtekening = Handtekening.objects.get()
    assert handtekening.hash == tekenhash(queries.verklaring_hash(queries.vers(rij.pk)), bewijs.stuk.sha256)
    assert (handtekening.door, handtekening.functie) == (door, "bestuurder")
    indiening = dien_in(rij, door)
    assert bewijs.stuk_id in [bestand["stuk"] for bestand in indiening.stukken]


def test_nog_eens_tekenen_verandert_niets(klok):
    klok(OPEN)
    rij = volledige_inschrijving()
    voor = momentopname.hash_nu(queries.vers(rij.pk))
    teken(rij, rij.bestuursverklaring.getekend_door)
    assert momentopname.hash_nu(queries.vers(rij.pk)) == voor
    with pytest.raises(RegelFout, match="al getekend"):
        teken(rij, tekenbevoegde(rij.organisatie))


@pytest.mark.geval("B29")
def test_van_twee_die_samen_bevoegd_zijn_telt_een_handtekening_nog_niet(klok):
    klok(OPEN)
    rij, een, twee = samen()
    teken(rij, een)
    assert not feiten(rij).verklaring.getekend
    with pytest.raises(RegelFout, match=f"Bestuursverklaring laten tekenen door {twee.naam}"):
        dien_in(rij, een)
    klok("2017-07-29 09:00")
    teken(rij, twee)
    assert feiten(rij).verklaring.getekend
    gezet = Handtekening.objects.values_list("plek", "door", "naam", "functie")
    assert list(gezet) == [(1, een.pk, een.naam, "bestuurder"), (2, twee.pk, twee.naam, "penningmeester")]
    assert len({rij.hash for rij in Handtekening.objects.all()}) == 1
    assert dien_in(rij, twee).volgnummer == 1


@pytest.mark.geval("B29")
def test_dezelfde_mens_tekent_niet_voor_twee(klok):
    klok(OPEN)
    rij, een, _ = samen()
    teken(rij, een)
    ander_account = RolFactory(
        soort="tekenbevoegde", organisatie=rij.organisatie, gebruiker=GebruikerFactory(naam=een.naam.upper())
    ).gebruiker
    for wie, tekst in ((een, "U hebt al getekend"), (ander_account, "een ander account op uw naam")):
        with pytest.raises(RegelFout, match=tekst):
            teken(rij, wie)
    assert Handtekening.objects.count() == 1


@pytest.mark.geval("B29")
def test_een_wijziging_tussen_de_twee_handtekeningen_laat_de_eerste_vervallen(klok):
    klok(OPEN)
    rij, een, twee = samen()
    gezien = queries.verklaring_hash(queries.vers(rij.pk))
    teken(rij, een)
    actions.bewaar_verklaring(inschrijving_id=rij.pk, door=twee, andere_financiers="De gemeente")
    assert (Handtekening.objects.count(), rij.bewijsstukken.filter(soort="bestuursverklaring").count()) == (0, 0)
    with pytest.raises(RegelFout, match="gewijzigd nadat u deze bladzijde opende"):
        actions.teken(inschrijving_id=rij.pk, gezien=gezien, door=twee)
    assert feiten(rij).verklaring.vervallen
    teken(rij, twee)
    teken(rij, een)
    assert feiten(rij).verklaring.getekend


def test_als_wie_men_tekent_kan_men_kiezen_maar_niet_dubbel(klok):
    klok(OPEN)
    rij, een, twee = samen()
    gezien = queries.verklaring_hash(queries.vers(rij.pk))
    actions.teken(inschrijving_id=rij.pk, gezien=gezien, door=een, plek=2)
    with pytest.raises(RegelFout, match="Voor deze ondertekenaar is al getekend"):
        actions.teken(inschrijving_id=rij.pk, gezien=gezien, door=twee, plek=2)
    actions.teken(inschrijving_id=rij.pk, gezien=gezien, door=twee)
    assert dict(Handtekening.objects.values_list("plek", "door")) == {2: een.pk, 1: twee.pk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("B29")
def test_twee_mensen_die_tegelijk_tekenen_zetten_elk_een_handtekening_op_dezelfde_pdf(klok):
    klok(OPEN)
    rij, een, twee = samen()
    uitkomsten = tegelijk(lambda wie: teken(rij, vers(wie)), [een, twee])
    assert uitkomsten == [None, None]
    assert (Handtekening.objects.count(), Handtekening.objects.values("hash").distinct().count()) == (2, 1)
    assert Bewijsstuk.objects.filter(door_portaal=True).count() == 1
    assert feiten(rij).verklaring.getekend


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("B29")
def test_een_mens_die_twee_keer_tegelijk_klikt_tekent_een_keer(klok):
    klok(OPEN)
    rij, een, _ = samen()
    uitkomsten = tegelijk(lambda _: teken(rij, vers(een)), range(3))
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["NoneType", "RegelFout", "RegelFout"]
    assert Handtekening.objects.count() == 1


@pytest.mark.parametrize("wat", ["de PDF weg", "een andere naam", "de handtekening weg"])
def test_een_handtekening_geldt_alleen_voor_wat_er_nu_staat(klok, wat):
    klok(OPEN)
    rij = volledige_inschrijving()
    door = rij.bestuursverklaring.getekend_door
    if wat == "de PDF weg":
        actions.verwijder_document(
            inschrijving_id=rij.pk, pk=rij.bewijsstukken.get(soort="bestuursverklaring").pk, door=door
        )
    elif wat == "een andere naam":
        beheerder = RolFactory(landelijk=True).gebruiker
        velden = {"kvk_nummer": rij.organisatie.kvk_nummer, "statutaire_naam": "Stichting Anders", "reden": "Register"}
        wijzig_rechtspersoon(organisatie_id=rij.organisatie_id, door=beheerder, **velden)
    else:
        actions.haal_handtekening_weg(inschrijving_id=rij.pk, door=door)
    stand = feiten(rij).verklaring
    assert (stand.getekend, stand.vervallen) == (False, wat != "de handtekening weg")
    with pytest.raises(RegelFout, match="ondertekenen"):
        dien_in(rij, door)


def test_na_de_opening_staat_wat_is_ingediend_ook_na_een_naamswijziging(klok):
    klok(OPEN)
    indiening = ingediende_inschrijving(regios={"Utrecht": BESTAAND})
    Inschrijving.objects.update(status="geopend")
    velden = {"kvk_nummer": "11112222", "statutaire_naam": "Stichting Anders", "reden": "Register"}
    rij = indiening.inschrijving
    wijzig_rechtspersoon(organisatie_id=rij.organisatie_id, door=RolFactory(landelijk=True).gebruiker, **velden)
    assert feiten(rij).verklaring.getekend


def lever(rij, inhoud, naam="verklaring.pdf", door=None):
    return actions.lever_getekend_aan(
        inschrijving_id=rij.pk,
        gezien=queries.verklaring_hash(queries.vers(rij.pk)),
        naam=naam,
        inhoud=inhoud,
        door=door or rij.organisatie.rollen.first().gebruiker,
    )


@pytest.mark.clausule("IK-088", "IK-092")
@pytest.mark.geval("B13")
def test_een_digitaal_getekende_verklaring_uploaden(klok, settings, tmp_path):
    klok(OPEN)
    ca = wortel()
    (tmp_path / "w.pem").write_text(ca.pem)
    settings.HANDTEKENING_WORTELS = str(tmp_path / "w.pem")
    rij = volledige_inschrijving(getekend=False)
    concept = verklaring.als_pdf(queries.vers(rij.pk), feiten(rij))
    getekend = onderteken(concept, pas(rij.bestuursverklaring.ondertekenaar, ca))
    bewijs = lever(rij, getekend)
    assert lees(bewijs.stuk) == getekend
    assert [doc.twijfel for doc in feiten(rij).documenten if doc.soort == "bestuursverklaring"] == [""]
    assert dien_in(rij, rij.organisatie.rollen.get().gebruiker).volgnummer == 1


def test_een_scan_telt_en_een_mens_moet_kijken(klok):
    klok(OPEN)
    rij = volledige_inschrijving(getekend=False)
    lever(rij, pdf("Scan"))
    (document,) = [doc for doc in feiten(rij).documenten if doc.soort == "bestuursverklaring"]
    assert document.twijfel == GEEN
    assert not queries.ontbreekt(queries.vers(rij.pk))
    with pytest.raises(RegelFout, match="al getekend"):
        teken(rij, rij.organisatie.rollen.get().gebruiker)
    actions.bewaar_verklaring(
        inschrijving_id=rij.pk, door=rij.organisatie.rollen.get().gebruiker, andere_financiers="Gemeente"
    )
    assert not rij.bewijsstukken.filter(soort="bestuursverklaring").exists()


def test_wat_niet_kan_bij_uploaden(klok):
    klok(OPEN)
    rij = volledige_inschrijving(getekend=False)
    with pytest.raises(PermissionDenied):
        lever(rij, pdf("Scan"), door=tekenbevoegde())
    teken(rij, rij.organisatie.rollen.get().gebruiker)
    with pytest.raises(RegelFout, match="Haal die handtekening eerst weg"):
        lever(rij, pdf("Scan"))
    assert rij.bewijsstukken.filter(soort="bestuursverklaring").count() == 1


def test_het_scherm_van_twee_ondertekenaars(klok, client):
    klok(OPEN)
    rij, een, twee = samen()
    for wie, melding in (
        (een, "De tweede ondertekenaar moet nog tekenen"),
        (twee, "De bestuursverklaring is getekend"),
    ):
        log_in(client, wie)
        bladzijde = client.get(reverse("inschrijving_stap", args=[rij.kenmerk, "indienen"]))
        velden = bladzijde.context["teken"].initial | {"plek": bladzijde.context["teken"].fields["plek"].initial}
        antwoord = client.post(reverse("inschrijving_tekenen", args=[rij.kenmerk]), velden, follow=True)
        assert melding in antwoord.text
    assert {h.door_id: h.naam for h in Handtekening.objects.all()} == {een.pk: een.naam, twee.pk: twee.naam}


def test_het_scherm_van_een_geuploade_scan(klok, client):
    klok(OPEN)
    rij = volledige_inschrijving(getekend=False)
    log_in(client, rij.organisatie.rollen.get().gebruiker)
    adres = reverse("inschrijving_verklaring_uploaden", args=[rij.kenmerk])
    gezien = client.get(adres).context["form"].initial["gezien"]
    fout = client.post(adres, {"gezien": gezien, "bestand": SimpleUploadedFile("v.pdf", b"geen pdf")})
    assert (fout.status_code, bool(fout.context["form"].errors["bestand"])) == (422, True)
    bestand = SimpleUploadedFile("v.pdf", pdf("Scan"), "application/pdf")
    tekst = client.post(adres, {"gezien": gezien, "bestand": bestand}, follow=True).text
    assert GEEN in tekst
    assert "keten is vertrouwd" not in tekst
    client.post(reverse("inschrijving_handtekening_weghalen", args=[rij.kenmerk]))
    assert not rij.bewijsstukken.filter(soort="bestuursverklaring").exists()
    assert Gebeurtenis.objects.filter(handeling="haal_handtekening_weg").count() == 1


def test_downloaden_geeft_eerst_het_concept_en_dan_wat_getekend_is(klok, client):
    klok(OPEN)
    rij = volledige_inschrijving(getekend=False)
    log_in(client, rij.organisatie.rollen.get().gebruiker)
    adres = reverse("inschrijving_verklaring", args=[rij.kenmerk])
    concept = client.get(adres)
    teken(rij, rij.organisatie.rollen.get().gebruiker)
    vast = client.get(adres)
    assert (b"".join(vast) if vast.streaming else vast.content) == concept.content
    assert concept["Content-Disposition"] == f'attachment; filename="bestuursverklaring-{rij.kenmerk}.pdf"'
