"""Ending an overeenkomst by either side, and handing over (art. 31, bijlage 2 h4)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.klok import vandaag
from kluis.actions import lees
from overeenkomst.actions import beeindig_wat_voorbij_is
from overeenkomst.models import Overeenkomst
from portaal.aanbieders import plekken
from tests.factories import tweede_account, zet_klok
from tests.factories_toezicht import BeeindigingFactory
from tests.factories_uitvoering import ProductierapportageFactory
from tests.uitvoering.toezichthulp import Toezichttoneel, tekst_van
from uitvoering import actions
from uitvoering.models import Beeindiging
from uitvoering.queries.einde import werk_voor

pytestmark = pytest.mark.django_db
EIND = date(2018, 6, 30)


@pytest.fixture
def toneel():
    return Toezichttoneel()


def onderwerpen(over):
    return Bericht.objects.filter(over__startswith=f"uitvoering.{over}:").count()


@pytest.mark.clausule("OV-132", "OV-134")
def test_het_zorgkantoor_zegt_op_met_twee_mensen(toneel):
    rij = toneel.opzegging()
    with pytest.raises(RegelFout, match="Er loopt al"):
        toneel.opzegging()
    verstuur = {"beeindiging_id": rij.pk, "gezien_hash": rij.hash}
    with pytest.raises(PermissionDenied):
        actions.verstuur_opzegging(**verstuur, door=toneel.inkoper)
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        actions.verstuur_opzegging(**verstuur | {"gezien_hash": "0" * 64}, door=toneel.manager)
    assert toneel.vers().eind_op == date(2020, 12, 31)
    assert [taak[0] for taak in werk_voor(toneel.manager)] == ["Opzegging versturen"]
    rij = actions.verstuur_opzegging(**verstuur, door=toneel.manager)
    assert (toneel.vers().eind_op, onderwerpen("beeindiging")) == (EIND, 2)
    assert "op grond van artikel 31. De laatste dag is zaterdag 30 juni 2018." in tekst_van(lees(rij.stuk))
    with pytest.raises(RegelFout, match="Opgezegd"):
        actions.verstuur_opzegging(**verstuur, door=toneel.collega)


@pytest.mark.clausule("OV-139")
def test_zes_maanden_zonder_uren_is_werk_en_een_grond_en_vijf_is_dat_niet(toneel):
    def maand(nummer):
        ProductierapportageFactory(regioinschrijving=toneel.regio, maand=date(2018, nummer, 1))

    zet_klok("2018-08-01 09:00")
    opzegging = {"grond": "geen_uren", "laatste_dag": date(2018, 9, 30)}
    for nummer in range(1, 6):
        maand(nummer)
    with pytest.raises(RegelFout, match="Er zijn 5 maanden"):
        toneel.opzegging(**opzegging)
    assert werk_voor(toneel.inkoper) == []
    maand(6)
    assert [taak[0] for taak in werk_voor(toneel.inkoper)] == ["6 maanden zonder uren"]
    toneel.opzegging(**opzegging)
    assert werk_voor(toneel.inkoper) == []


@pytest.mark.clausule("OV-136", "OV-140")
@pytest.mark.geval("B29")
def test_wie_opstelt_verstuurt_niet_en_een_organisatie_kiest_niet_elke_grond(toneel):
    rij = toneel.opzegging(door=toneel.manager)
    with pytest.raises(RegelFout, match="zelf hebt opgesteld"):
        actions.verstuur_opzegging(beeindiging_id=rij.pk, gezien_hash=rij.hash, door=toneel.manager)
    dubbel = tweede_account(toneel.manager)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        actions.verstuur_opzegging(beeindiging_id=rij.pk, gezien_hash=rij.hash, door=dubbel)
    actions.verwerp_opzegging(beeindiging_id=rij.pk, door=toneel.manager)
    dossier = toneel.in_gebreke()
    niet_nakomen = {"grond": "niet_nakomen", "sinds": None, "tekortkoming_id": dossier.pk}
    with pytest.raises(RegelFout, match="loopt nog tot en met maandag 30 april 2018"):
        toneel.opzegging(**niet_nakomen)
    zet_klok("2018-05-01 09:00")
    rij = toneel.opzegging(**niet_nakomen)
    assert (rij.tekortkoming, rij.nummer) == (dossier, 2)
    for velden in ({"grond": "zeggenschap"}, {"verstuurd": True, "status": "ontwerp", "grond": "staking"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BeeindigingFactory(kant="organisatie", **velden)


@pytest.mark.clausule("OV-137")
def test_een_gemelde_wijziging_van_zeggenschap_gaat_eerst_naar_overleg(toneel):
    melding = actions.meld_zeggenschap(
        overeenkomst_id=toneel.overeenkomst.pk,
        soort="fusie",
        dag=date(2018, 7, 1),
        toelichting="Wij gaan samen verder.",
        door=toneel.invuller,
    )
    assert onderwerpen("zeggenschapsmelding") == 1
    assert [taak[0] for taak in werk_voor(toneel.inkoper)] == ["Overleg over wijziging van zeggenschap"]
    velden = {"grond": "zeggenschap", "wat": "fusie", "sinds": date(2018, 7, 1)}
    with pytest.raises(RegelFout, match="uitkomst van het overleg"):
        toneel.opzegging(**velden)
    leg_vast = {"melding_id": melding.pk, "uitkomst": "Andere mensen.", "door": toneel.inkoper}
    actions.leg_zeggenschapsoverleg_vast(**leg_vast)
    with pytest.raises(RegelFout, match="al vastgelegd"):
        actions.leg_zeggenschapsoverleg_vast(**leg_vast)
    assert toneel.opzegging(**velden).grond == "zeggenschap"


@pytest.mark.clausule("OV-192", "OV-193")
def test_de_organisatie_zegt_op_en_draagt_over(toneel):
    ander = toneel.tweede()
    velden = {"overeenkomst_id": toneel.overeenkomst.pk, "laatste_dag": vandaag(), "toelichting": "Het gaat niet."}
    with pytest.raises(PermissionDenied):
        actions.zeg_op_als_organisatie(**velden, grond="surseance", sinds=vandaag(), door=toneel.invuller)
    with pytest.raises(RegelFout, match="alleen het zorgkantoor"):
        actions.zeg_op_als_organisatie(**velden, grond="geen_uren", door=toneel.tekenaar)
    rij = actions.zeg_op_als_organisatie(**velden, grond="surseance", sinds=vandaag(), door=toneel.tekenaar)
    assert "Stichting Wulp zegt de overeenkomst" in tekst_van(lees(rij.stuk))
    hier = {"beeindiging_id": rij.pk, "regio_id": toneel.regio.pk, "door": toneel.invuller}
    naar = hier | {"ontvanger_id": ander.pk}
    with pytest.raises(RegelFout, match="Leg eerst vast hoeveel"):
        actions.draag_over(**naar, aantal=1)
    with pytest.raises(RegelFout, match="nog niet vastgelegd"):
        actions.rond_einde_af(beeindiging_id=rij.pk, door=toneel.inkoper)
    actions.leg_lopend_vast(**hier, aantal=12)
    with pytest.raises(RegelFout, match="nu een overeenkomst heeft in deze regio"):
        actions.draag_over(**hier, ontvanger_id=toneel.overeenkomst.pk, aantal=1)
    actions.draag_over(**naar, aantal=7)
    with pytest.raises(RegelFout, match="Er zijn nog 5"):
        actions.draag_over(**naar, aantal=6)
    with pytest.raises(RegelFout, match="al 7 ondersteuningsvragen"):
        actions.leg_lopend_vast(**hier, aantal=6)
    with pytest.raises(RegelFout, match="nog 5 ondersteuningsvragen niet"):
        actions.rond_einde_af(beeindiging_id=rij.pk, door=toneel.inkoper)
    actions.draag_over(**naar, aantal=5)
    assert actions.rond_einde_af(beeindiging_id=rij.pk, door=toneel.inkoper).status == "afgerond"
    een, kluut, twee, _ = Bericht.objects.filter(over__startswith="uitvoering.overdracht:").order_by("pk")
    assert ("7 ondersteuningsvragen, aan Stichting Kluut" in een.tekst, "5 onder" in twee.tekst) == (True, True)
    assert "Stichting Wulp stopt in Utrecht en draagt 7 ondersteuningsvragen aan u over." in kluut.tekst
    assert kluut.ontvanger == ander.inschrijving.organisatie.email


@pytest.mark.clausule("OV-119", "OV-124")
def test_na_ontbinding_wordt_ook_overgedragen(toneel):
    rij = toneel.met_bevinding()
    actions.stel_onmogelijk_vast(tekortkoming_id=rij.pk, reden="Gestopt.", door=toneel.inkoper)
    maatregel = toneel.korting(rij, soort="ontbinding", vanaf=EIND)
    actions.leg_maatregel_op(maatregel_id=maatregel.pk, gezien_hash=maatregel.hash, door=toneel.manager)
    einde = Beeindiging.objects.get()
    assert (einde.grond, einde.status, einde.laatste_dag) == ("ontbinding", "verstuurd", EIND)
    assert toneel.vers().eind_op == EIND


def test_na_de_laatste_dag_staat_zij_niet_meer_op_de_openbare_pagina(toneel):
    rij = toneel.opzegging()
    actions.verstuur_opzegging(beeindiging_id=rij.pk, gezien_hash=rij.hash, door=toneel.manager)
    zet_klok("2018-06-30 23:59")
    assert [len(deel) for _, deel in plekken()] == [1]
    zet_klok("2018-07-01 00:00")
    assert (plekken(), beeindig_wat_voorbij_is(), toneel.vers().status) == ([], 1, "beeindigd")
    with pytest.raises(RegelFout, match="beëindigd"):
        toneel.tekortkoming()


def test_opzeggen_en_overdragen_op_het_scherm(toneel, client):
    client.force_login(toneel.inkoper)
    adres = reverse("opzeggen", args=[toneel.kenmerk])
    velden = {"grond": "surseance", "laatste_dag": "2018-06-30", "toelichting": "De rechter besliste."}
    fout = client.post(adres, velden)
    assert (fout.status_code, "sinds welke dag" in fout.content.decode()) == (422, True)
    client.post(adres, velden | {"sinds": "2018-03-01"})
    rij = Beeindiging.objects.get()
    assert client.get(reverse("beeindiging_voorbeeld", args=[rij.pk])).content.startswith(b"%PDF")
    client.force_login(toneel.invuller)
    assert client.get(reverse("mijn_beeindiging", args=[rij.pk])).status_code == 404
    actions.verstuur_opzegging(beeindiging_id=rij.pk, gezien_hash=rij.hash, door=toneel.manager)
    ander = toneel.tweede()
    client.post(reverse("mijn_lopend", args=[rij.pk, toneel.regio.pk]), {"aantal": "3"})
    overdracht = reverse("mijn_overdracht", args=[rij.pk, toneel.regio.pk])
    te_veel = client.post(overdracht, {"ontvanger": ander.pk, "aantal": "4"})
    assert (te_veel.status_code, "Er zijn nog 3" in te_veel.content.decode()) == (422, True)
    client.post(overdracht, {"ontvanger": ander.pk, "aantal": "3"})
    client.force_login(toneel.inkoper)
    client.post(reverse("beeindiging_afronden", args=[rij.pk]))
    rij.refresh_from_db()
    assert (rij.status, Overeenkomst.objects.get(pk=rij.overeenkomst_id).eind_op) == ("afgerond", EIND)
