"""The list of leemten of a region: put forward by one, fixed by another, and then for good (A36)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from publicatie.actions import (
    leg_leemtelijst_voor,
    stel_leemte_op,
    stel_leemte_vast,
    stel_leemtelijst_vast,
    trek_leemte_in,
)
from publicatie.models import Leemte
from publicatie.queries import lijsthash, werk_voor, zonder_leemtelijst
from tests.factories import GebruikerFactory, RolFactory
from tests.factories_inschrijving import kleine_ronde
from tests.factories_publicatie import LeemteFactory
from tests.race import tegelijk
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db


def collega(uitvoerder, soort=Rolsoort.INKOPER, **gebruiker):
    mens = GebruikerFactory(**gebruiker)
    RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=uitvoerder, gebruiker=mens)
    return mens


@pytest.fixture
def regio(klok):
    klok("2017-06-20 10:00")
    return kleine_ronde(regios=("Utrecht",)).toewijzingen.select_related("regio", "ronde", "uitvoerder").get()


@pytest.fixture
def een(regio):
    return collega(regio.uitvoerder)


@pytest.fixture
def twee(regio):
    return collega(regio.uitvoerder, Rolsoort.INKOOPMANAGER)


def schrijf_op(regio, door):
    return stel_leemte_op(
        toewijzing_id=regio.pk, soort="taal", omschrijving="Turks", reden="Gemeld door cliënten.", door=door
    )


def leg_voor(regio, door):
    return leg_leemtelijst_voor(toewijzing_id=regio.pk, door=door)


def stel_vast(regio, door, gezien=None):
    gezien = lijsthash(regio) if gezien is None else gezien
    return stel_leemtelijst_vast(toewijzing_id=regio.pk, gezien=gezien, door=door)


def ligt_vast(regio):
    return not zonder_leemtelijst(regio.ronde, regio.uitvoerder).exists()


def test_ook_een_lege_lijst_ligt_vast_door_twee_mensen_met_spoor(regio, een, twee):
    assert not ligt_vast(regio)
    leg_voor(regio, een)
    assert not ligt_vast(regio)
    rij = stel_vast(regio, twee)
    assert ligt_vast(regio)
    assert (rij.leemten_voorgelegd_door, rij.leemten_vastgesteld_door) == (een, twee)
    regels = Gebeurtenis.objects.filter(object_soort="publicatie.regiotoewijzing").order_by("nummer")
    spoor = [(r.handeling, r.actor_id, r.gegevens["hash"]) for r in regels]
    leeg = lijsthash(regio)
    assert spoor == [("leg_leemtelijst_voor", een.pk, leeg), ("stel_leemtelijst_vast", twee.pk, leeg)]


@pytest.mark.geval("B30")
def test_niet_vaststellen_wat_niet_is_voorgelegd_en_niet_twee_keer_voorleggen(regio, een, twee):
    with pytest.raises(RegelFout, match="niet of niet meer voorgelegd"):
        stel_vast(regio, twee)
    leg_voor(regio, een)
    with pytest.raises(RegelFout, match="legde deze lijst al voor"):
        leg_voor(regio, twee)
    assert not ligt_vast(regio)


def test_een_leemte_die_wacht_houdt_de_lijst_tegen_tot_zij_vastligt_of_is_ingetrokken(regio, een, twee):
    eerste, tweede = schrijf_op(regio, een), schrijf_op(regio, een)
    with pytest.raises(RegelFout, match="nog niet is vastgesteld"):
        leg_voor(regio, een)
    stel_leemte_vast(leemte_id=eerste.pk, door=twee)
    with pytest.raises(RegelFout, match="nog niet is vastgesteld"):
        leg_voor(regio, een)
    trek_leemte_in(leemte_id=tweede.pk, door=een)
    assert list(Leemte.objects.all()) == [eerste]
    with pytest.raises(RegelFout, match="al vastgesteld"):
        trek_leemte_in(leemte_id=eerste.pk, door=een)
    leg_voor(regio, een)
    stel_vast(regio, twee)
    assert ligt_vast(regio)


@pytest.mark.geval("B29")
def test_wie_de_lijst_voorlegde_stelt_haar_niet_vast_ook_niet_met_een_tweede_account(regio, een, twee):
    zelf = collega(regio.uitvoerder, email=een.email.replace("@", "+beheer@"))
    leg_voor(regio, een)
    with pytest.raises(RegelFout, match="zelf voorgelegd"):
        stel_vast(regio, een)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        stel_vast(regio, zelf)
    assert not ligt_vast(regio)


@pytest.mark.geval("B29")
def test_een_tweede_account_stelt_de_eigen_leemte_niet_vast(regio, een):
    leemte = schrijf_op(regio, een)
    zelf = collega(regio.uitvoerder, email=een.email.replace("@", "+beheer@"))
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        stel_leemte_vast(leemte_id=leemte.pk, door=zelf)
    assert Leemte.objects.get().vastgesteld_op is None


@pytest.mark.geval("B29")
def test_een_lijst_die_veranderde_nadat_de_tweede_keek_wordt_niet_vastgesteld(regio, een, twee):
    leg_voor(regio, een)
    gezien = lijsthash(regio)
    leemte = schrijf_op(regio, een)
    with pytest.raises(RegelFout, match="niet of niet meer voorgelegd"):
        stel_vast(regio, twee, gezien)
    stel_leemte_vast(leemte_id=leemte.pk, door=twee)
    leg_voor(regio, een)
    with pytest.raises(RegelFout, match="veranderd sinds u keek"):
        stel_vast(regio, twee, gezien)
    assert not ligt_vast(regio)
    stel_vast(regio, twee)
    assert ligt_vast(regio)


@pytest.mark.parametrize("moment", ["2017-06-20 10:00", "2017-09-01 09:00"])
def test_een_vaste_lijst_verandert_nooit_meer(regio, een, twee, klok, moment):
    leg_voor(regio, een)
    stel_vast(regio, twee)
    klok(moment)
    los = LeemteFactory(toewijzing=regio, opgesteld_door=een)
    for handeling in (
        lambda: schrijf_op(regio, een),
        lambda: stel_leemte_vast(leemte_id=los.pk, door=twee),
        lambda: trek_leemte_in(leemte_id=los.pk, door=een),
        lambda: leg_voor(regio, twee),
        lambda: stel_vast(regio, twee),
    ):
        with pytest.raises(RegelFout, match="De leemten van Utrecht liggen vast"):
            handeling()


def test_na_de_sluiting_kan_een_vergeten_lijst_nog_vastgesteld(regio, een, twee, klok):
    """Nobody has seen a dossier before the opening; without this a forgotten list would keep them shut for ever."""
    klok("2017-08-03 09:00")
    leg_voor(regio, een)
    stel_vast(regio, twee)
    assert ligt_vast(regio)


@pytest.mark.geval("B26")
def test_een_ander_zorgkantoor_legt_de_lijst_niet_voor(regio, een):
    vreemd = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker
    with pytest.raises(PermissionDenied):
        leg_voor(regio, vreemd)
    leg_voor(regio, een)
    with pytest.raises(PermissionDenied):
        stel_vast(regio, vreemd)


def test_de_databank_kent_de_tweede_persoon(regio, een, twee):
    for velden in (
        {"leemten_vastgesteld_door": een, "leemten_vastgesteld_op": regio.ronde.sluiting_op},
        {"leemten_voorgelegd_door": een},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(regio).objects.filter(pk=regio.pk).update(**velden)
    leg_voor(regio, een)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(regio).objects.update(leemten_vastgesteld_door=een, leemten_vastgesteld_op=regio.ronde.sluiting_op)


def test_mijn_werk_zegt_wat_er_met_de_lijsten_moet(regio, een, twee):
    def taken(wie):
        return [wat for wat, *_ in werk_voor(wie)]

    voorleggen, vaststellen = "Lijst van leemten voorleggen (1)", "Leemten vaststellen (1)"
    assert (taken(een), taken(twee)) == ([voorleggen], [voorleggen])
    leemte = schrijf_op(regio, een)
    assert (taken(een), taken(twee)) == ([], [vaststellen])
    stel_leemte_vast(leemte_id=leemte.pk, door=twee)
    leg_voor(regio, een)
    assert (taken(een), taken(twee)) == ([], [vaststellen])
    stel_vast(regio, twee)
    assert (taken(een), taken(twee)) == ([], [])


def test_op_het_scherm_van_lege_lijst_tot_vaste_lijst(client, regio, een, twee):
    pad = [regio.ronde.code, regio.regio.sleutel]
    client.force_login(een)
    assert "Voorleggen: geen leemte in deze regio" in client.get(reverse("ronde_regio", args=pad)).content.decode()
    client.post(reverse("leemten_voorleggen", args=pad))
    eigen = client.get(reverse("ronde_regio", args=pad)).content.decode()
    assert "Een collega stelt dat vast." in eigen
    assert "Vaststellen: geen leemte" not in eigen
    client.force_login(twee)
    scherm = client.get(reverse("ronde_regio", args=pad))
    assert "Vaststellen: geen leemte in deze regio" in scherm.content.decode()
    adres, gezien = reverse("leemten_vaststellen", args=pad), scherm.context["lijstform"]["gezien"].value()
    assert client.post(adres, {"gezien": "0" * 64}).status_code == 409
    assert client.post(adres, {"gezien": gezien}).status_code == 302
    na = client.get(reverse("ronde_regio", args=pad)).content.decode()
    assert f"voorgelegd door {een} op" in na
    assert "Leemte opschrijven" not in na
    assert "geen, dat ligt vast" in client.get(reverse("ronde_regios", args=pad[:1])).content.decode()


@pytest.mark.django_db(transaction=True)
def test_de_een_schrijft_een_leemte_op_terwijl_de_ander_de_lijst_vaststelt(regio, een, twee):
    """Either the list is fixed without the gap, or the gap is there and the list is not fixed."""
    leg_voor(regio, een)
    gezien = lijsthash(regio)
    schrijf_en_stel_vast = [lambda: schrijf_op(regio, een), lambda: stel_vast(regio, twee, gezien)]
    uitkomsten = tegelijk(lambda doe: doe(), schrijf_en_stel_vast)
    soorten = [type(uit).__name__ for uit in uitkomsten]
    assert soorten in (["Leemte", "RegelFout"], ["RegelFout", "Regiotoewijzing"])
    assert ligt_vast(regio) != Leemte.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_wie_moest_wachten_tot_de_lijst_vastlag_komt_te_laat(regio, een, twee):
    leg_voor(regio, een)

    def doe():
        try:
            return schrijf_op(regio, een)
        except RegelFout as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            stel_vast(regio, twee)
            uitkomst = poel.submit(doe)
            wacht_tot(wacht_iemand_op_slot)
        assert isinstance(uitkomst.result(), RegelFout)
    assert ligt_vast(regio)
    assert not Leemte.objects.exists()
