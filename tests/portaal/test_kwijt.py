"""Who lost every second factor (ASVS 6.4.4)."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from berichten.models import Bericht
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from tests.factories import RolFactory, tweede_account
from tests.partijen.inloggen import log_in, met_adres, met_passkey, met_totp, net_bevestigd
from tests.race import wacht_op

pytestmark = pytest.mark.django_db


def beheerder():
    return met_adres(RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER).gebruiker)


def weg(wie, *akkoord, reden="Legitimatie gezien op kantoor"):
    opties = [deel for mens in akkoord for deel in ("--akkoord", mens.email)]
    call_command("tweede_factor_weghalen", wie.email, "--reden", reden, *opties)


@pytest.fixture
def wie():
    return met_passkey(met_totp(met_adres(RolFactory(bij_uitvoerder=True).gebruiker)))


def test_twee_beheerders_halen_weg_wat_iemand_kwijt_is(wie, client, settings, capsys):
    settings.TWEEDE_FACTOR_VERPLICHT = True
    elders, een, ander = net_bevestigd(wie), beheerder(), beheerder()
    weg(wie, een, ander)
    assert not wie.authenticator_set.exists()
    assert elders.get(reverse("mijn_werk")).url.startswith(reverse("account_login"))
    assert "Hebt u hier niet om gevraagd?" in Bericht.objects.get(ontvanger=wie.email).tekst
    regel = Gebeurtenis.objects.get(handeling="haal_tweede_factor_weg")
    assert (regel.object_id, {regel.actor_id, regel.gegevens["tweede"]}) == (str(wie.pk), {een.pk, ander.pk})
    log_in(client, wie.email)
    assert client.get(reverse("mijn_werk")).url == reverse("mfa_index")  # a new one first


@pytest.mark.geval("B29")
@pytest.mark.parametrize(
    "wat", ["een", "twee keer dezelfde", "tweede account", "zichzelf", "geen beheerder", "geen reden"]
)
def test_een_mens_alleen_haalt_niets_weg(wie, wat):
    een, ander = beheerder(), beheerder()
    akkoord = {
        "een": [een],
        "twee keer dezelfde": [een, een],
        "tweede account": [een, tweede_account(een)],
        "zichzelf": [een, wie],
        "geen beheerder": [een, met_adres()],
    }.get(wat, [een, ander])
    RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER, gebruiker=wie)
    with pytest.raises(CommandError):
        weg(wie, *akkoord, reden=" " if wat == "geen reden" else "kwijt")
    assert wie.authenticator_set.count() == 2
    assert not Bericht.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_weghalen_wacht_op_wie_dit_account_verandert(wie):
    een, ander = beheerder(), beheerder()
    assert wacht_op(wie, lambda: weg(wie, een, ander))
