"""Verduidelijkingsvragen: written, sent to all in the same position, answered once, and what it does to verdicts."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from beoordeling import actions, tasks, vraagqueries, werk
from beoordeling.models import Eisoordeel, Overleg, Verduidelijking, Verduidelijkingsvraag
from beoordeling.states import Verduidelijkingstatus, Vraagstatus
from beoordeling.verslag import inhoud
from berichten.models import Bericht
from berichten.states import Berichtsoort
from inschrijving.models import Bewijsstuk, Eisverklaring, Inschrijving
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from tests.beoordeling.hulp import beoordeel, geef, gezien, oordeel, plek, regio_van, staf
from tests.beoordeling.hulp import zonder_belang as verklaar_geen_belang
from tests.beoordeling.vierdossiers import dossier_van
from tests.beoordeling.vraaghulp import ANTWOORD, VRAAG, beantwoord, sleutel, stel_op, tekenaar, verstuur
from tests.factories import RolFactory

pytestmark = pytest.mark.django_db
TOT = datetime(2017, 8, 15, 21, 59, 59, tzinfo=UTC)  # the fifth working day after Tuesday 8 August, in Amsterdam


def namen(rijen):
    return sorted(vraagqueries.naam(rij) for rij in rijen)


def gesteld(vraag):
    return list(vraag.verduidelijkingen.gesteld())


# Writing


@pytest.mark.clausule("IK-207")
def test_een_opgestelde_vraag_gaat_naar_niemand_en_is_van_iedereen_in_dezelfde_positie(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    assert (vraag.status, vraag.tekst) == (Vraagstatus.OPGESTELD, VRAAG)
    assert namen(vraagqueries.ontvangers(vraag)) == ["Appelvink", "Grutto", "Kluut", "Wulp"]
    assert set(vraag.verduidelijkingen.values_list("status", flat=True)) == {Verduidelijkingstatus.OPGESTELD}
    assert not Bericht.objects.filter(soort=Berichtsoort.VERDUIDELIJKING).exists()
    assert gesteld(vraag) == []


def test_een_eis_per_regio_telt_elke_plek_en_een_andere_bevinding_is_een_andere_positie(wulp, mensen):
    vraag = stel_op(wulp, 1, mensen.een, regio="Utrecht", aanleiding="andere_ervaring", onderwerp="ervaring")
    alle = ["Appelvink (Utrecht)", "Grutto (Flevoland)", "Kluut (Flevoland)", "Kluut (Utrecht)", "Wulp (Utrecht)"]
    assert namen(vraagqueries.ontvangers(vraag)) == alle
    with pytest.raises(RegelFout, match="Deze bevinding hoort niet bij deze eis"):
        stel_op(wulp, 1, mensen.een, regio="Utrecht", aanleiding="dekking")
    with pytest.raises(RegelFout, match="Kies bij een eis per regio"):
        stel_op(wulp, 1, mensen.een)
    with pytest.raises(RegelFout, match="Kies bij een eis per regio"):
        stel_op(wulp, 4, mensen.een, regio="Utrecht")


@pytest.mark.clausule("IK-207")
def test_over_een_ontbrekend_verplicht_document_kan_geen_vraag_met_naam_en_reden(wulp, mensen):
    eis = Eisverklaring.objects.get(bestuursverklaring__inschrijving=wulp, eis__nummer=4)
    eis.onderbouwing = ""
    eis.save()
    with pytest.raises(RegelFout, match=r"Onderbouwing bij eis 4\..*mag na de sluiting niet worden aangevuld"):
        stel_op(wulp, 4, mensen.een, onderwerp="mensen")
    stel_op(wulp, 6, mensen.een, onderwerp="mensen")
    vraag = stel_op(dossier_van(wulp.ronde, "Kluut"), 4, mensen.een, onderwerp="mensen")
    (niet,) = vraag.verduidelijkingen.exclude(reden="")
    assert (niet.inschrijving, niet.status) == (wulp, Verduidelijkingstatus.WEGGELATEN)
    assert niet.reden == "Een verplicht document ontbreekt: Onderbouwing bij eis 4."


@pytest.mark.clausule("IK-207")
def test_een_vraag_gaat_over_iets_dat_is_ingediend(wulp, mensen):
    for onderwerp in ("", "bestaat-niet", "stuk-aansprakelijkheid"):
        with pytest.raises(RegelFout, match="Kies waarover de vraag gaat"):
            stel_op(wulp, 4, mensen.een, onderwerp=onderwerp)
    vraag = stel_op(wulp, 4, mensen.een, onderwerp="stuk-vog")
    assert set(vraag.verduidelijkingen.values_list("waarover", flat=True)) == {"Verklaring omtrent gedrag (vog.pdf)"}


def test_wie_het_onderwerp_niet_indiende_krijgt_de_vraag_niet(wulp, mensen):
    Bewijsstuk.objects.filter(inschrijving__organisatie__statutaire_naam="Kluut", soort="vog").update(soort="ervaring")
    vraag = stel_op(wulp, 4, mensen.een, onderwerp="stuk-vog")
    (niet,) = vraag.verduidelijkingen.exclude(reden="")
    assert (vraagqueries.naam(niet), niet.reden) == ("Kluut", "Heeft hiervan niets ingediend.")


def test_weglaten_vraagt_een_reden_die_in_het_logboek_van_dat_dossier_staat(wulp, mensen):
    kluut = dossier_van(wulp.ronde, "Kluut")
    with pytest.raises(RegelFout, match="Schrijf op waarom Kluut de vraag niet krijgt"):
        stel_op(wulp, 4, mensen.een, weglaten={sleutel(kluut): ""})
    assert not Verduidelijkingsvraag.objects.exists()
    stel_op(wulp, 4, mensen.een, weglaten={sleutel(kluut): "Hun tekst is duidelijk."})
    regel = Gebeurtenis.objects.get(handeling="laat_weg")
    assert (regel.dossier, regel.actor_id) == (kluut.dossier_sleutel, mensen.een.pk)
    assert regel.gegevens["toelichting"] == "Hun tekst is duidelijk."


def test_het_eigen_dossier_is_niet_weg_te_laten(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een, weglaten={sleutel(wulp): "Toch maar niet."})
    assert vraag.verduidelijkingen.get(inschrijving=wulp).reden == ""


def test_wie_al_een_oordeel_van_twee_mensen_heeft_is_niet_in_dezelfde_positie(wulp, mensen):
    kluut = dossier_van(wulp.ronde, "Kluut")
    oordeel(kluut, 4, mensen.een)
    oordeel(kluut, 4, mensen.twee)
    assert namen(vraagqueries.ontvangers(stel_op(wulp, 4, mensen.een))) == ["Appelvink", "Grutto", "Wulp"]
    with pytest.raises(RegelFout, match="Over deze eis is al beslist"):
        stel_op(kluut, 4, mensen.een)


def test_een_afgeronde_regio_is_niet_in_dezelfde_positie(wulp, mensen):
    beoordeel(dossier_van(wulp.ronde, "Grutto"))
    vraag = stel_op(wulp, 1, mensen.een, regio="Utrecht")
    assert "Grutto (Flevoland)" not in namen(vraagqueries.ontvangers(vraag))


def test_wie_er_sinds_het_kijken_bijkwam_of_wegviel_houdt_de_vraag_tegen(wulp, mensen):
    invoer = actions.Vraaginvoer(None, "", "onderbouwing", VRAAG, {}, gezien={sleutel(wulp)})
    eis = wulp.ronde.eisen.get(nummer=4)
    with pytest.raises(RegelFout, match="veranderd wie in dezelfde positie is: Appelvink, Grutto, Kluut"):
        actions.stel_vraag_op(inschrijving_id=wulp.pk, eis_id=eis.pk, invoer=invoer, door=mensen.een)


def test_wie_een_belang_meldde_stelt_en_verstuurt_niet_ook_niet_bij_een_ander_dossier(wulp, mensen):
    kluut, vera = dossier_van(wulp.ronde, "Kluut"), staf(wulp.uitvoerder, "Vera Vierde")
    with pytest.raises(RegelFout, match="Verklaar eerst"):
        stel_op(wulp, 4, vera)
    verklaar_geen_belang(wulp, vera)
    actions.verklaar_belang(inschrijving_id=kluut.pk, heeft_belang=True, toelichting="Mijn zus.", door=vera)
    with pytest.raises(RegelFout, match="U meldde een belang bij Kluut"):
        stel_op(wulp, 4, vera)
    vraag = stel_op(wulp, 4, mensen.een)
    with pytest.raises(RegelFout, match="U meldde een belang bij Kluut"):
        verstuur(vraag, vera)


def test_een_ander_zorgkantoor_en_een_organisatie_stellen_geen_vraag(wulp, mensen):
    for vreemd in (RolFactory(bij_uitvoerder=True).gebruiker, tekenaar(wulp)):
        with pytest.raises(PermissionDenied):
            stel_op(wulp, 4, vreemd)


# Sending


@pytest.mark.clausule("IK-207")
def test_versturen_is_een_tekst_een_termijn_en_een_mail_per_organisatie(wulp, mensen):
    kluut = dossier_van(wulp.ronde, "Kluut")
    vraag = verstuur(stel_op(wulp, 4, mensen.een, weglaten={sleutel(kluut): "Duidelijk."}), mensen.twee)
    assert (vraag.status, vraag.verstuurd_door, vraag.tot) == (Vraagstatus.VERSTUURD, mensen.twee, TOT)
    assert namen(gesteld(vraag)) == ["Appelvink", "Grutto", "Wulp"]
    mails = Bericht.objects.filter(soort=Berichtsoort.VERDUIDELIJKING)
    assert sorted(mails.values_list("ontvanger", flat=True)) == sorted(
        rij.inschrijving.organisatie.email for rij in gesteld(vraag)
    )
    for mail in mails:
        assert VRAAG in mail.tekst
        assert "tot en met 15 augustus 2017, 23:59:59 uur" in mail.tekst
        andere = {rij.inschrijving.partijnaam for rij in gesteld(vraag) if vraagqueries.over(rij.pk) != mail.over}
        assert [naam for naam in [*andere, "Kluut"] if naam in mail.tekst] == []


@pytest.mark.geval("B29")
def test_dezelfde_persoon_verstuurt_niet_ook_niet_met_een_ander_account(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    with pytest.raises(RegelFout, match="U stelde deze vraag zelf op"):
        verstuur(vraag, mensen.een)
    naam, _, domein = mensen.een.email.partition("@")
    dubbel = staf(wulp.uitvoerder, "Anna Twee")
    dubbel.email = f"{naam}+twee@{domein}"
    dubbel.save()
    verklaar_geen_belang(wulp, dubbel)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        verstuur(vraag, dubbel)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verduidelijkingsvraag.objects.filter(pk=vraag.pk).update(
            verstuurd_door=mensen.een, verstuurd_op=TOT, herinneren_op=TOT, tot=TOT
        )


def test_versturen_is_gebonden_aan_wat_de_tweede_zag(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    gezien_hash = vraagqueries.hash_van(vraag, vraagqueries.ontvangers(vraag))
    Verduidelijking.objects.filter(vraag=vraag, inschrijving=wulp).update(waarover="iets anders")
    with pytest.raises(RegelFout, match="De vraag is niet meer wat u zag"):
        actions.verstuur_vraag(vraag_id=vraag.pk, gezien_hash=gezien_hash, door=mensen.twee)
    vraag.tekst = "Een andere tekst."
    assert vraagqueries.hash_van(vraag, vraagqueries.ontvangers(vraag)) != gezien_hash


def test_is_een_eis_intussen_beslist_dan_gaat_de_vraag_naar_niemand(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    kluut = dossier_van(wulp.ronde, "Kluut")
    oordeel(kluut, 4, mensen.een)
    oordeel(kluut, 4, mensen.twee)
    with pytest.raises(RegelFout, match="veranderd wie in dezelfde positie is: Kluut"):
        verstuur(vraag, mensen.twee)
    assert not Bericht.objects.filter(soort=Berichtsoort.VERDUIDELIJKING).exists()
    assert Eisoordeel.objects.count() == 2


def test_een_plek_heeft_hooguit_een_open_vraag(wulp, mensen):
    een, twee = stel_op(wulp, 4, mensen.een), stel_op(dossier_van(wulp.ronde, "Kluut"), 4, mensen.twee)
    verstuur(een, mensen.twee)
    with pytest.raises(RegelFout, match="Over deze eis loopt al een vraag"):
        verstuur(twee, mensen.een)
    with pytest.raises(RegelFout, match="Over deze eis loopt al een vraag"):
        stel_op(wulp, 4, mensen.een)


def test_wat_ingetrokken_is_gaat_niet_meer_uit(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    actions.trek_vraag_in(vraag_id=vraag.pk, reden="Het staat er al.", door=mensen.twee)
    with pytest.raises(RegelFout, match="Ingetrokken"):
        verstuur(vraag, mensen.twee)
    with pytest.raises(RegelFout, match="Ingetrokken"):
        actions.trek_vraag_in(vraag_id=vraag.pk, reden="Nog eens.", door=mensen.een)
    assert (gesteld(vraag), Bericht.objects.filter(soort=Berichtsoort.VERDUIDELIJKING).count()) == ([], 0)
    assert vraagqueries.van_dossier(wulp) == []


def test_intrekken_vraagt_een_reden_en_kan_niet_na_versturen(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    with pytest.raises(RegelFout, match="Schrijf op waarom"):
        actions.trek_vraag_in(vraag_id=vraag.pk, reden="", door=mensen.een)
    verstuur(vraag, mensen.twee)
    with pytest.raises(RegelFout, match="Verstuurd"):
        actions.trek_vraag_in(vraag_id=vraag.pk, reden="Te laat.", door=mensen.een)


# Verdicts


@pytest.fixture
def vraag(wulp, mensen):
    """Sent; about eis 4, by Anna, approved by Bram."""
    return verstuur(stel_op(wulp, 4, mensen.een), mensen.twee)


def rij_van(vraag, inschrijving):
    return Verduidelijking.objects.select_related("inschrijving__organisatie").get(
        vraag=vraag, inschrijving=inschrijving
    )


def test_zolang_de_vraag_loopt_is_er_geen_oordeel_met_de_dag_erbij(wulp, mensen, vraag):
    with pytest.raises(RegelFout, match="verduidelijkingsvraag tot en met dinsdag 15 augustus 2017, 23:59 uur"):
        oordeel(wulp, 4, mensen.een)
    oordeel(wulp, 6, mensen.een)
    assert Eisoordeel.objects.get().eis.nummer == 6


def test_na_het_antwoord_of_na_de_termijn_kan_het_wel(wulp, mensen, vraag, klok):
    beantwoord(rij_van(vraag, wulp))
    oordeel(wulp, 4, mensen.een)
    kluut = dossier_van(wulp.ronde, "Kluut")
    klok("2017-08-16 00:00:59")  # an answer that came in time may still be on its way
    with pytest.raises(RegelFout, match="loopt een verduidelijkingsvraag"):
        oordeel(kluut, 4, mensen.een)
    klok("2017-08-16 00:01")
    oordeel(kluut, 4, mensen.een)
    assert Eisoordeel.objects.count() == 2


@pytest.mark.geval("B29")
def test_een_oordeel_op_wat_er_voor_de_vraag_of_het_antwoord_stond_wordt_geweigerd(wulp, mensen, vraag):
    eis = wulp.ronde.eisen.get(nummer=4)
    velden = plek(wulp, 4) | {"oordeel": "voldoet", "motivering": "", "door": mensen.een}
    voor_de_vraag, voor_het_antwoord = gezien(wulp.pk), gezien(wulp.pk, eis.pk)
    beantwoord(rij_van(vraag, wulp))
    for oud in (voor_de_vraag, voor_het_antwoord):
        with pytest.raises(RegelFout, match="Er is een vraag of een antwoord bijgekomen sinds u keek"):
            actions.geef_oordeel(gezien_hash=oud, **velden)
    nu = gezien(wulp.pk, eis.pk)
    assert len({voor_de_vraag, voor_het_antwoord, nu}) == 3
    assert geef(**velden).gezien_hash == nu
    assert gezien(wulp.pk, wulp.ronde.eisen.get(nummer=6).pk) == voor_de_vraag


def test_een_eerste_oordeel_vervalt_blijft_als_spoor_en_wordt_opnieuw_gegeven(wulp, mensen):
    oordeel(wulp, 4, mensen.een, nee=True, motivering="Dit is onduidelijk.")
    kluut = dossier_van(wulp.ronde, "Kluut")
    oordeel(kluut, 4, mensen.manager)
    vraag = verstuur(stel_op(wulp, 4, mensen.een), mensen.twee)
    assert not Eisoordeel.objects.exists()
    (spoor,) = rij_van(vraag, wulp).vervallen
    assert (spoor["wie"], spoor["oordeel"], spoor["motivering"]) == (
        mensen.een.pk,
        "voldoet_niet",
        "Dit is onduidelijk.",
    )
    assert [weg["wie"] for weg in rij_van(vraag, kluut).vervallen] == [mensen.manager.pk]
    beantwoord(rij_van(vraag, wulp))
    oordeel(wulp, 4, mensen.twee)
    oordeel(wulp, 4, mensen.een)
    assert Eisoordeel.objects.filter(inschrijving=wulp).count() == 2


def test_een_uitkomst_van_een_overleg_die_niet_bevestigd_is_vervalt_ook(wulp, mensen):
    oordeel(wulp, 4, mensen.een, nee=True)
    oordeel(wulp, 4, mensen.twee)
    overleg = actions.leg_overleg_vast(**plek(wulp, 4), oordeel="voldoet", motivering="Toch wel.", door=mensen.een)
    vraag = verstuur(stel_op(wulp, 4, mensen.een), mensen.manager)
    assert (Eisoordeel.objects.count(), Overleg.objects.count()) == (0, 0)
    assert [weg["overleg"] for weg in rij_van(vraag, wulp).vervallen] == [False, False, True]
    with pytest.raises(Overleg.DoesNotExist):
        actions.bevestig_overleg(overleg_id=overleg.pk, gezien_hash=overleg.hash, door=mensen.twee)


def test_een_oordeel_in_een_andere_regio_blijft_staan(ronde, mensen):
    kluut, wulp = dossier_van(ronde, "Kluut"), dossier_van(ronde, "Wulp")
    oordeel(kluut, 1, mensen.een, regio="Flevoland", motivering="Genoeg.")
    oordeel(kluut, 1, mensen.een, regio="Utrecht", motivering="Genoeg.")
    weg = {sleutel(kluut, regio_van(kluut, "Flevoland").pk): "Daar is de ervaring duidelijk."}
    verstuur(stel_op(wulp, 1, mensen.een, regio="Utrecht", onderwerp="ervaring", weglaten=weg), mensen.twee)
    assert str(Eisoordeel.objects.get().regioinschrijving) == "Flevoland"
    oordeel(kluut, 1, mensen.twee, regio="Flevoland", motivering="Genoeg.")
    with pytest.raises(RegelFout, match="loopt een verduidelijkingsvraag"):
        oordeel(kluut, 1, mensen.twee, regio="Utrecht", motivering="Genoeg.")


# Answering


@pytest.mark.geval("F21")
def test_antwoorden_gaat_een_keer_met_ontvangst_op_het_scherm_en_per_mail(wulp, vraag, klok):
    rij, wie = rij_van(vraag, wulp), tekenaar(wulp)
    klok("2017-08-10 09:30:15")
    een = uuid4()
    klik = {"verduidelijking_id": rij.pk, "antwoord": ANTWOORD, "door": wie}
    eerste = actions.beantwoord_vraag(**klik, sleutel=een)
    klok("2017-08-10 09:31")
    assert actions.beantwoord_vraag(**klik, sleutel=een).beantwoord_op == eerste.beantwoord_op
    with pytest.raises(RegelFout, match="al beantwoord"):
        actions.beantwoord_vraag(**klik, sleutel=uuid4())
    with pytest.raises(RegelFout, match="al beantwoord"):
        actions.beantwoord_vraag(**klik | {"antwoord": "Iets anders."}, sleutel=een)
    rij.refresh_from_db()
    assert (rij.status, rij.antwoord, rij.beantwoord_door) == (Verduidelijkingstatus.BEANTWOORD, ANTWOORD, wie)
    mail = Bericht.objects.get(over=vraagqueries.over(rij.pk), soort=Berichtsoort.ONTVANGST)
    assert "Ontvangen op: 10 augustus 2017, 09:30:15 uur (UTC+02:00)" in mail.tekst
    assert ANTWOORD in mail.tekst
    regel = Gebeurtenis.objects.get(handeling="beantwoord_vraag", resultaat="gelukt")
    assert (regel.dossier, regel.actor_id) == (wulp.dossier_sleutel, wie.pk)
    assert ANTWOORD not in str(regel.gegevens)


def test_te_laat_is_te_laat_en_staat_in_het_logboek(wulp, vraag, klok):
    rij = rij_van(vraag, wulp)
    klok("2017-08-16 00:00:00")
    with pytest.raises(RegelFout, match="De termijn is voorbij sinds dinsdag 15 augustus 2017"):
        beantwoord(rij)
    rij.refresh_from_db()
    assert (rij.status, rij.antwoord) == (Verduidelijkingstatus.GESTELD, "")
    assert Gebeurtenis.objects.get(handeling="beantwoord_vraag").resultaat == "geweigerd"
    klok("2017-08-15 23:59:59")
    assert beantwoord(rij).antwoord == ANTWOORD


def test_alleen_wie_mag_tekenen_antwoordt_en_alleen_voor_de_eigen_organisatie(wulp, mensen, vraag):
    rij = rij_van(vraag, wulp)
    invuller = RolFactory(soort=Rolsoort.INVULLER, organisatie=wulp.organisatie).gebruiker
    ander = tekenaar(dossier_van(wulp.ronde, "Kluut"))
    for wie in (invuller, ander, mensen.een):
        with pytest.raises(PermissionDenied):
            actions.beantwoord_vraag(verduidelijking_id=rij.pk, antwoord=ANTWOORD, sleutel=uuid4(), door=wie)


def test_een_leeg_antwoord_is_geen_antwoord(wulp, vraag):
    with pytest.raises(RegelFout, match="Schrijf uw antwoord op"):
        beantwoord(rij_van(vraag, wulp), antwoord="")


@pytest.mark.parametrize("velden", [{"antwoord": "x"}, {"status": "beantwoord"}, {"status": "weggelaten"}])
def test_de_database_houdt_antwoord_reden_en_status_bij_elkaar(wulp, vraag, velden):
    with pytest.raises(IntegrityError), transaction.atomic():
        Verduidelijking.objects.filter(pk=rij_van(vraag, wulp).pk).update(**velden)


# Reminding


@pytest.mark.clausule("IK-207")
def test_een_werkdag_voor_het_einde_krijgt_wie_niet_antwoordde_een_herinnering(wulp, mensen, vraag, klok):
    beantwoord(rij_van(vraag, wulp))
    klok("2017-08-14 08:59:59")
    tasks.herinner_verduidelijkingen()
    assert not Bericht.objects.filter(soort=Berichtsoort.HERINNERING).exists()
    klok("2017-08-14 09:00")
    tasks.herinner_verduidelijkingen()
    mails = Bericht.objects.filter(soort=Berichtsoort.HERINNERING)
    niet = [rij.inschrijving.organisatie.email for rij in gesteld(vraag) if rij.inschrijving != wulp]
    assert sorted(mails.values_list("ontvanger", flat=True)) == sorted(niet)
    assert actions.herinner_vragen() == 0
    assert mails.count() == len(niet)


def test_na_de_termijn_herinnert_niemand_meer(vraag, klok):
    klok("2017-08-16 00:00")
    assert actions.herinner_vragen() == 0


def test_wat_te_herinneren_is_vindt_een_vraag_aan_de_database(vraag, klok):
    klok("2017-08-14 12:00")
    with CaptureQueriesContext(connection) as gedaan:
        assert len(vraagqueries.te_herinneren(datetime(2017, 8, 14, 10, tzinfo=UTC))) == 4
    assert len(gedaan) == 1


# The report


def test_het_verslag_noemt_vraag_dag_aantal_antwoord_en_pas_na_twee_oordelen_wat_verviel(wulp, mensen, klok):
    oordeel(wulp, 4, mensen.een, nee=True, motivering="Dit is onduidelijk.")
    weg = {sleutel(dossier_van(wulp.ronde, "Kluut")): "Duidelijk."}
    vraag = verstuur(stel_op(wulp, 4, mensen.een, weglaten=weg), mensen.twee)
    beantwoord(rij_van(vraag, wulp))
    oordeel(wulp, 4, mensen.twee)
    (deel,) = inhoud(wulp)["vragen"]
    assert (deel.rij.vraag.tekst, deel.gekregen, deel.niet, deel.rij.antwoord) == (VRAAG, 3, 1, ANTWOORD)
    assert deel.vervallen == ()
    klok("2017-08-09 11:00")
    oordeel(wulp, 4, mensen.een)
    verslag = inhoud(wulp)
    (deel,) = verslag["vragen"]
    assert [(weg.wie, weg.oordeel, weg.motivering) for weg in deel.vervallen] == [
        ("Anna Inkoper", "voldoet niet", "Dit is onduidelijk.")
    ]
    assert [(versie.volgnummer, erbij) for _, versie, erbij in verslag["versies"]] == [
        (1, "met bij eis 4: 1 vraag en 1 antwoord")
    ]
    tekst = render_to_string("pdf/beoordelingsverslag.html", {"kenmerk": "X", **verslag})
    assert all(deel in tekst for deel in (VRAAG, "3 keer gesteld; 1 keer niet", ANTWOORD, "Vervallen oordeel"))


# Work


def taken(wie):
    return [(wat, waar) for wat, waar, _, _ in werk.werk_voor(wie) if "raag" in wat or "ntwoord" in wat]


def test_mijn_werk_noemt_te_versturen_vragen_en_antwoorden(wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    assert taken(mensen.een) == []
    assert taken(mensen.twee) == [("Verduidelijkingsvraag bekijken en versturen, eis 4", "Wulp")]
    verstuur(vraag, mensen.twee)
    assert taken(mensen.twee) == []
    beantwoord(rij_van(vraag, wulp))
    assert taken(mensen.een) == [("Antwoord op een vraag: opnieuw oordelen over eis 4", "Wulp")]
    oordeel(wulp, 4, mensen.een)
    assert taken(mensen.een) == []


def test_de_groep_kost_evenveel_vragen_aan_de_database_bij_meer_dossiers(wulp, mensen):
    eis = wulp.ronde.eisen.get(nummer=4)
    aantallen = []
    for status in ("ingediend", "geopend"):
        Inschrijving.objects.filter(ronde=wulp.ronde).exclude(pk=wulp.pk).update(status=status)
        with CaptureQueriesContext(connection) as gedaan:
            aantal = len(vraagqueries.in_dezelfde_positie(wulp, eis, "", "onderbouwing"))
        aantallen.append((aantal, len(gedaan)))
    (een, minst), (vier, meest) = aantallen
    assert (een, vier) == (1, 4)
    assert minst == meest
