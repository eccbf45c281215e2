"""Periodieke gesprekken: planning, the agenda of both sides, report and rhythm (bijlage 2 h3, bijlage 4 h2)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kern.fouten import RegelFout
from kern.klok import om
from tests.factories import RolFactory, zet_klok
from tests.race import tegelijk, wacht_op
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.models import Agendapunt, Gesprek
from uitvoering.queries.gesprekken import werk_voor
from uitvoering.rules.gesprek import eis_eigen_punt, eis_frequentie, volgende_voor


@pytest.mark.clausule("OV-186", "OV-206")
def test_het_ritme_en_het_eigen_punt():
    dag = date(2027, 1, 31)
    assert [volgende_voor(laatste=dag, per_jaar=n) for n in (1, 4, 12)] == [
        date(2028, 1, 31),
        date(2027, 4, 30),
        date(2027, 2, 28),
    ]
    for n in (0, 13):
        with pytest.raises(RegelFout):
            eis_frequentie(n)
    eis_eigen_punt(van="organisatie", kant="organisatie")
    with pytest.raises(RegelFout, match="van de andere partij"):
        eis_eigen_punt(van="organisatie", kant="zorgkantoor")


@pytest.mark.django_db
@pytest.mark.clausule("OV-077", "OV-185", "OV-206")
def test_een_gesprek_van_agenda_tot_verslag():
    toneel = Toezichttoneel()
    hier = {"overeenkomst_id": toneel.overeenkomst.pk}
    assert [taak[0] for taak in werk_voor(toneel.inkoper)] == ["Periodiek gesprek plannen"]
    punt = actions.zet_op_agenda(**hier, tekst="Wachttijd in Utrecht", door=toneel.invuller)
    plan = hier | {"plaats": "Kantoor", "door": toneel.inkoper}
    with pytest.raises(RegelFout, match="nog komt"):
        actions.plan_gesprek(**plan, op=om(date(2018, 4, 3), 9))
    gesprek = actions.plan_gesprek(**plan, op=om(date(2018, 4, 10), 9))
    assert (list(gesprek.punten.all()), werk_voor(toneel.inkoper)) == ([punt], [])
    with pytest.raises(RegelFout, match="al een gesprek gepland"):
        actions.plan_gesprek(**plan, op=om(date(2018, 4, 11), 9))
    with pytest.raises(RegelFout, match="andere partij"):
        actions.haal_van_agenda(punt_id=punt.pk, door=toneel.inkoper)
    elders = RolFactory(bij_uitvoerder=True, soort="inkoper").gebruiker
    with pytest.raises(PermissionDenied):
        actions.zet_op_agenda(**hier, tekst="Van elders", door=elders)
    eigen = actions.zet_op_agenda(**hier, tekst="Folders", door=toneel.inkoper)
    actions.haal_van_agenda(punt_id=eigen.pk, door=toneel.inkoper)
    actions.haal_van_agenda(punt_id=eigen.pk, door=toneel.inkoper)
    verslag = {"gesprek_id": gesprek.pk, "verslag": "Er komt iemand bij.", "door": toneel.inkoper}
    with pytest.raises(RegelFout, match="pas op dinsdag 10 april 2018"):
        actions.leg_verslag_vast(**verslag)
    zet_klok("2018-04-10 11:00")
    assert [taak[0] for taak in werk_voor(toneel.inkoper)] == ["Verslag van het gesprek"]
    assert actions.leg_verslag_vast(**verslag).status == "gehouden"
    with pytest.raises(RegelFout, match="al geweest"):
        actions.haal_van_agenda(punt_id=punt.pk, door=toneel.invuller)
    assert werk_voor(toneel.inkoper) == []
    actions.stel_frequentie_in(**hier, per_jaar=12, reden="De uren lopen uit de pas.", door=toneel.inkoper)
    assert [taak[0] for taak in werk_voor(toneel.inkoper)] == ["Periodiek gesprek plannen"]


@pytest.mark.django_db
@pytest.mark.clausule("OV-067")
def test_de_vaste_punten_en_de_schermen_van_beide_kanten(client):
    toneel = Toezichttoneel()
    client.force_login(toneel.inkoper)

    def doe(naam, daad, **velden):
        return client.post(reverse(naam, args=[toneel.kenmerk, daad]), velden)

    fout = doe("gesprek_doen", "plannen", op="2018-04-01T10:00", plaats="Kantoor")
    assert (fout.status_code, "nog komt" in fout.content.decode()) == (422, True)
    doe("gesprek_doen", "plannen", op="2018-04-10T10:00", plaats="Kantoor")
    client.force_login(toneel.invuller)
    doe("mijn_gesprek_doen", "punt", tekst="Wachttijd in Utrecht")
    assert doe("mijn_gesprek_doen", "plannen", op="2018-04-12T10:00", plaats="Bij ons").status_code == 404
    for wie, naam in ((toneel.invuller, "mijn_gesprekken"), (toneel.inkoper, "gesprekken")):
        client.force_login(wie)
        tekst = client.get(reverse(naam, args=[toneel.kenmerk])).content.decode()
        for wat in ("Doelmatig en preventief werken", "De laatste kwartaalrapportage", "Wachttijd in Utrecht"):
            assert wat in tekst
    punt = Agendapunt.objects.get()
    weg = client.post(reverse("agendapunt_weg", args=[toneel.kenmerk, punt.pk]))
    assert (weg.status_code, Agendapunt.objects.count()) == (409, 1)
    client.post(reverse("gesprek_vervallen", args=[toneel.kenmerk]))
    punt.refresh_from_db()
    assert (Gesprek.objects.get().status, punt.gesprek) == ("vervallen", None)


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_plannen_tegelijk():
    toneel = Toezichttoneel()
    velden = {"overeenkomst_id": toneel.overeenkomst.pk, "op": om(date(2018, 4, 10), 9), "plaats": "Kantoor"}
    uit = tegelijk(lambda wie: actions.plan_gesprek(**velden, door=wie), [toneel.inkoper, toneel.manager])
    assert [u.tekst[:30] for u in uit if isinstance(u, RegelFout)] == ["Er is al een gesprek gepland. "]
    gesprek = Gesprek.objects.get()
    doen = [
        lambda: actions.laat_gesprek_vervallen(gesprek_id=gesprek.pk, door=toneel.inkoper),
        lambda: actions.laat_gesprek_vervallen(gesprek_id=gesprek.pk, door=toneel.manager),
    ]
    assert sum(isinstance(u, RegelFout) for u in tegelijk(lambda doe: doe(), doen)) == 1


@pytest.mark.django_db
@pytest.mark.clausule("IK-126")
def test_het_gesprek_toont_wanneer_de_kennis_is_bijgewerkt(client):
    toneel = Toezichttoneel()
    velden = {"overeenkomst_id": toneel.overeenkomst.pk, "tekst": "Scholing Wlz.", "door": toneel.invuller}
    with pytest.raises(RegelFout, match="al is geweest"):
        actions.leg_kennis_vast(**velden, dag=date(2018, 4, 4))
    with pytest.raises(PermissionDenied):
        actions.leg_kennis_vast(**velden | {"door": toneel.inkoper}, dag=date(2018, 4, 3))
    client.force_login(toneel.invuller)
    adres = reverse("mijn_gesprek_doen", args=[toneel.kenmerk, "kennis"])
    fout = client.post(adres, {"dag": "2018-04-04", "tekst": "Scholing Wlz."})
    assert (fout.status_code, "Scholing Wlz." in fout.content.decode()) == (422, True)
    client.post(adres, {"dag": "2018-04-02", "tekst": "Scholing Wlz."})
    actions.leg_kennis_vast(**velden | {"tekst": "Eerder, later gemeld."}, dag=date(2018, 2, 1))
    for wie, naam in ((toneel.invuller, "mijn_gesprekken"), (toneel.inkoper, "gesprekken")):
        client.force_login(wie)
        tekst = client.get(reverse(naam, args=[toneel.kenmerk])).content.decode()
        assert "maandag 2 april 2018</strong>: Scholing Wlz." in tekst
    assert client.post(reverse("gesprek_doen", args=[toneel.kenmerk, "kennis"])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_kennis_vastleggen_wacht_op_de_overeenkomst():
    toneel = Toezichttoneel()
    velden = {"overeenkomst_id": toneel.overeenkomst.pk, "dag": date(2018, 4, 2), "tekst": "Scholing."}
    assert wacht_op(toneel.overeenkomst, lambda: actions.leg_kennis_vast(**velden, door=toneel.invuller))
