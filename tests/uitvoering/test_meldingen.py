"""A change of what was declared, and a tie: reported, seen by both sides, and answered by the zorgkantoor."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from kern.fouten import RegelFout
from overeenkomst.states import Kant
from partijen.states import Rolsoort
from portaal.queries import KAMERS
from tests.factories import TOEN, RolFactory, zet_klok
from tests.factories_toezicht import ContractmeldingFactory
from tests.race import tegelijk, wacht_op
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.models import Contractmelding, Controle
from uitvoering.queries import meldingen
from uitvoering.queries.meldingen import werk_voor

MAART = date(2018, 3, 1)
BAND = {"band": "eigendom", "partijsoort": "zorgaanbieder", "partij": "Zorggroep Rietkraag"}


def meld(toneel, door=None, **velden):
    velden = {"eis_id": toneel.eis.pk, "vanaf": MAART, "toelichting": "Er werken nu twee mensen."} | velden
    return actions.meld_verklaring(overeenkomst_id=toneel.overeenkomst.pk, door=door or toneel.invuller, **velden)


def leg_band(toneel, door=None, **velden):
    velden = {"kant": Kant.ORGANISATIE, "vanaf": MAART, "toelichting": "Wij zijn overgenomen."} | BAND | velden
    return actions.leg_band_vast(overeenkomst_id=toneel.overeenkomst.pk, door=door or toneel.invuller, **velden)


def handel_af(toneel, rij, door=None, **velden):
    velden = {"afhandeling": "gezien", "reactie": "Dank voor uw melding."} | velden
    return actions.handel_melding_af(melding_id=rij.pk, door=door or toneel.inkoper, **velden)


def eindig(toneel, rij, door=None, voorbij_vanaf=date(2018, 4, 10)):
    velden = {"voorbij_vanaf": voorbij_vanaf, "reden": "De aandelen zijn verkocht."}
    return actions.beeindig_band(melding_id=rij.pk, door=door or toneel.inkoper, **velden)


def eisstand(antwoord, eis):
    return next(stand for stand in antwoord.context["eisen"] if stand.eis == eis)


@pytest.mark.django_db
@pytest.mark.clausule("OV-069")
def test_een_wijziging_in_de_verklaring_staat_in_het_dossier_en_wacht_op_de_inkoper(client):
    toneel = Toezichttoneel()
    client.force_login(toneel.invuller)
    hier = reverse("verklaring_melden", args=[toneel.kenmerk])
    goed = {"eis": toneel.eis.pk, "vanaf": "2018-03-01", "toelichting": "Er werken nu twee mensen."}
    fouten = [{"eis": ""}, {"vanaf": "31-02-2018"}, {"vanaf": "2099-01-01"}, {"toelichting": "Zie bsn 111222333"}]
    antwoorden = [client.post(hier, goed | fout) for fout in fouten]
    assert [antwoord.status_code for antwoord in antwoorden] == [422] * 4
    assert "Zie bsn 111222333" in antwoorden[-1].content.decode()  # what was typed stays
    assert not Contractmelding.objects.exists()
    assert client.post(hier, goed).status_code == 302
    rij = Contractmelding.objects.get()
    bericht = Bericht.objects.get()
    assert bericht.ontvanger == toneel.overeenkomst.inschrijving.uitvoerder.inschrijf_email
    mijn = reverse("mijn_toezicht", args=[toneel.kenmerk])
    assert len(client.get(mijn).context["eisen"]) == toneel.overeenkomst.inschrijving.ronde.eisen.count()
    assert eisstand(client.get(mijn), toneel.eis).melding == rij
    client.force_login(toneel.inkoper)
    assert eisstand(client.get(reverse("toezicht_overeenkomst", args=[toneel.kenmerk])), toneel.eis).melding == rij
    assert [taak[2] for taak in werk_voor(toneel.inkoper)] == [rij.get_absolute_url()]
    assert meldingen in KAMERS
    assert werk_voor(toneel.invuller) == []
    wat = {"afhandeling": "hertoetsing", "reactie": "Wij kijken ernaar.", "gevraagd": "Uw rooster."}
    doe = reverse("contractmelding_afhandelen", args=[rij.pk])
    fout = client.post(doe, wat | {"dag": "2018-04-03"})
    assert (fout.status_code, "Uw rooster." in fout.content.decode()) == (422, True)
    assert client.post(doe, wat | {"dag": "2018-04-20"}).status_code == 302
    rij.refresh_from_db()
    controle = Controle.objects.get()
    assert (rij.controle, controle.reden, controle.punten.get().eis) == (controle, "Wij kijken ernaar.", toneel.eis)
    assert werk_voor(toneel.inkoper) == []
    client.force_login(toneel.invuller)
    tekst = client.get(reverse("mijn_contractmelding", args=[rij.pk])).content.decode()
    for staat in ("Wij kijken ernaar.", "Hertoetsing aangekondigd", reverse("mijn_controle", args=[controle.pk])):
        assert staat in tekst


@pytest.mark.django_db
@pytest.mark.clausule("OV-111")
def test_een_band_wordt_vastgelegd_en_is_een_signaal_in_het_dossier(client):
    toneel = Toezichttoneel()
    mijn, werk = (reverse(naam, args=[toneel.kenmerk]) for naam in ("mijn_toezicht", "toezicht_overeenkomst"))
    vlag = "Band met een zorgaanbieder of zorgkantoor"
    velden = BAND | {"vanaf": "2018-03-01", "toelichting": "Wij zijn overgenomen."}
    client.force_login(toneel.invuller)
    assert vlag not in client.get(mijn).content.decode()
    hier = reverse("mijn_band_vastleggen", args=[toneel.kenmerk])
    fouten = [{"band": "vriendschap"}, {"partij": ""}, {"partij": "jan@voorbeeld.example"}]
    assert [client.post(hier, velden | fout).status_code for fout in fouten] == [422] * 3
    assert client.post(hier, velden).status_code == 302
    assert client.post(hier, velden | {"partij": "ZORGGROEP rietkraag"}).status_code == 422
    client.force_login(toneel.inkoper)
    hier = reverse("band_vastleggen", args=[toneel.kenmerk])
    anders = [{"band": "kvk"}, {"band": "bestuur", "partijsoort": "zorgkantoor", "partij": "Zorgkantoor West"}]
    assert [client.post(hier, velden | ander).status_code for ander in anders] == [302, 302]
    assert [(rij.band, rij.kant) for rij in Contractmelding.objects.order_by("pk")] == [
        ("eigendom", "organisatie"),
        ("kvk", "zorgkantoor"),
        ("bestuur", "zorgkantoor"),
    ]
    assert len(werk_voor(toneel.inkoper)) == 3
    for rij in Contractmelding.objects.all():
        handel_af(toneel, rij)
    assert werk_voor(toneel.inkoper) == []
    for wie, adres in ((toneel.inkoper, werk), (toneel.invuller, mijn)):
        client.force_login(wie)
        antwoord = client.get(adres)
        assert vlag in antwoord.content.decode()  # answered, but still a tie
        assert len(antwoord.context["banden"]) == 3


@pytest.mark.django_db
@pytest.mark.clausule("OV-111")
def test_een_band_die_voorbij_is_is_vanaf_die_dag_geen_signaal_meer_en_blijft_te_lezen(client):
    toneel = Toezichttoneel()
    rij = leg_band(toneel)
    vlag = "hoort onafhankelijk te zijn. Bij"
    werk, mijn = (reverse(naam, args=[toneel.kenmerk]) for naam in ("toezicht_overeenkomst", "mijn_toezicht"))
    client.force_login(toneel.inkoper)
    hier, doe = (reverse(naam, args=[rij.pk]) for naam in ("contractmelding", "band_voorbij"))
    goed = {"voorbij_vanaf": "2018-04-10", "reden": "De aandelen zijn verkocht."}
    for fout in ({"voorbij_vanaf": "2018-03-01"}, {"voorbij_vanaf": "2099-01-01"}, {"reden": "Zie bsn 111222333"}):
        antwoord = client.post(doe, goed | fout)
        assert (antwoord.status_code, str(*fout.values()) in antwoord.content.decode()) == (422, True)
    assert client.post(doe, goed).status_code == 302
    assert vlag in client.get(werk).content.decode()  # until that day
    zet_klok("2018-04-10 00:01")
    for wie, adres in ((toneel.inkoper, werk), (toneel.invuller, mijn)):
        client.force_login(wie)
        tekst = client.get(adres).content.decode()
        assert (vlag in tekst, "voorbij vanaf 10-04-2018" in tekst) == (False, True)
    assert "De aandelen zijn verkocht." in client.get(reverse("mijn_contractmelding", args=[rij.pk])).content.decode()
    assert Bericht.objects.filter(onderwerp__startswith="Band is voorbij").count() == 1
    with pytest.raises(RegelFout, match="al vastgelegd"):
        eindig(toneel, rij)
    leg_band(toneel, vanaf=date(2018, 4, 12))  # the same tie can come back
    client.force_login(toneel.inkoper)
    assert vlag in client.get(werk).content.decode()
    assert "voorbijform" not in client.get(hier).context
    with pytest.raises(RegelFout, match="Alleen een band"):
        eindig(toneel, meld(toneel))
    with pytest.raises(PermissionDenied):
        eindig(toneel, rij, toneel.invuller)
    einde = {"voorbij_vanaf": date(2018, 4, 10), "voorbij_door": toneel.inkoper, "voorbij_op": TOEN}
    for velden in (einde, einde | {"voorbij_reden": "Om.", "voorbij_vanaf": MAART}, {"voorbij_reden": "Om."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContractmeldingFactory(**velden)


@pytest.mark.django_db
@pytest.mark.clausule("OV-069", "OV-111")
@pytest.mark.geval("B26")
def test_de_lijst_over_alle_overeenkomsten(client):
    toneel = Toezichttoneel()
    handel_af(toneel, meld(toneel))
    client.force_login(toneel.inkoper)
    adressen = [reverse("contractmeldingen"), reverse("contractmeldingen_export")]

    def tel():
        with CaptureQueriesContext(connection) as vragen:
            for adres in adressen:
                assert client.get(adres).status_code == 200
        return len(vragen)

    tel()  # the first page of a session asks more
    een = tel()
    eindig(toneel, leg_band(toneel), voorbij_vanaf=date(2018, 3, 2))
    leg_band(toneel, band="kvk")
    assert tel() == een
    for vraag, verwacht in (
        ({}, {"", "eigendom", "kvk"}),
        ({"soort": "verklaring"}, {""}),
        ({"soort": "kvk", "zoek": "wulp"}, {"kvk"}),
        ({"stand": "wacht"}, {"eigendom", "kvk"}),
        ({"stand": "gezien"}, {""}),
        ({"stand": "loopt"}, {"kvk"}),
        ({"stand": "voorbij", "sort": "-wat"}, {"eigendom"}),
        ({"zoek": "ijsvogel"}, set()),
    ):
        assert {rij.band for rij in client.get(adressen[0], vraag).context["tabel"].data} == verwacht, vraag
    blad = load_workbook(BytesIO(client.get(adressen[1], {"stand": "voorbij"}).content)).active
    client.force_login(RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker)
    assert not client.get(adressen[0]).context["tabel"].data
    [regel] = [[cel.value for cel in rij] for rij in blad.iter_rows(min_row=2)]
    assert regel[2:5] + regel[13:] == [
        *("Stichting Wulp", "Band", "Band met Zorggroep Rietkraag", "02-03-2018", "De aandelen zijn verkocht.")
    ]


@pytest.mark.django_db
def test_wie_wat_mag_en_wat_de_databank_weigert():
    toneel = Toezichttoneel()
    vreemd = toneel.tweede().inschrijving.ronde.eisen.order_by("-pk").first().pk + 1
    for doe in (
        lambda: meld(toneel, toneel.inkoper),
        lambda: leg_band(toneel, toneel.inkoper),
        lambda: leg_band(toneel, kant=Kant.ZORGKANTOOR),
        lambda: handel_af(toneel, leg_band(toneel, partij="Andere zorg"), toneel.invuller),
    ):
        with pytest.raises(PermissionDenied):
            doe()
    with pytest.raises(RegelFout, match="eis van de ronde"):
        meld(toneel, eis_id=vreemd)
    rij = meld(toneel)
    with pytest.raises(RegelFout, match="eis die u opnieuw toetst"):
        handel_af(toneel, leg_band(toneel), afhandeling="hertoetsing", dag=date(2018, 4, 20), gevraagd="De statuten.")
    handel_af(toneel, rij)
    meld(toneel, toelichting="Nu weer drie.")  # what is answered makes room for a next one
    eis = {"eis": toneel.eis, "band": "", "partijsoort": "", "partij": "", "overeenkomst": toneel.overeenkomst}
    for velden in (
        {"band": ""},
        eis | {"kant": "zorgkantoor"},
        eis,  # still one open
        {"toelichting": ""},
        {"afhandeling": "gezien"},
        {"afhandeling": "hertoetsing", "reactie": "Kom.", "afgehandeld_door": toneel.inkoper, "afgehandeld_op": TOEN},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContractmeldingFactory(**velden)


@pytest.mark.django_db
def test_meer_meldingen_kosten_geen_extra_vragen_aan_de_databank(client):
    toneel = Toezichttoneel()
    client.force_login(toneel.inkoper)

    def tel(aantal):
        for _ in range(aantal):
            ContractmeldingFactory(overeenkomst=toneel.overeenkomst)
        with CaptureQueriesContext(connection) as vragen:
            client.get(reverse("toezicht_overeenkomst", args=[toneel.kenmerk]))
            werk_voor(toneel.inkoper)
        return len(vragen)

    meld(toneel)
    tel(0)  # the first page of a session asks more
    assert tel(1) == tel(2)


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_tegelijk():
    toneel = Toezichttoneel()
    samen = [toneel.invuller, toneel.tekenaar]
    assert wacht_op(toneel.overeenkomst, lambda: meld(toneel))
    assert wacht_op(toneel.overeenkomst, lambda: leg_band(toneel))
    for doe, fout in ((meld, "Over deze eis wacht al"), (leg_band, "Deze band staat al")):
        uit = tegelijk(lambda wie, doe=doe: doe(toneel, wie), samen)
        assert [u.tekst.startswith(fout) for u in uit if isinstance(u, RegelFout)] == [True]
    band = Contractmelding.objects.exclude(band="").get()
    assert wacht_op(toneel.overeenkomst, lambda: eindig(toneel, band))
    uit = tegelijk(lambda wie: eindig(toneel, band, wie), [toneel.inkoper, toneel.manager])
    assert [u.tekst for u in uit if isinstance(u, RegelFout)] == ["Het einde van deze band is al vastgelegd."]
    rij = Contractmelding.objects.get(band="")
    assert wacht_op(toneel.overeenkomst, lambda: handel_af(toneel, rij))
    wat = {"afhandeling": "hertoetsing", "dag": date(2018, 4, 20), "gevraagd": "Uw rooster."}
    uit = tegelijk(lambda wie: handel_af(toneel, rij, wie, **wat), [toneel.inkoper, toneel.manager])
    assert [u.tekst for u in uit if isinstance(u, RegelFout)] == ["Deze melding is al afgehandeld."]
    assert Controle.objects.count() == 1
