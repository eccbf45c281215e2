"""Replacing the master key of the vault, also when it is killed halfway (ASVS 11.2.2)."""

import base64
import os
import signal
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from berichten.accounts import TWEEDE_FACTOR
from inschrijving.waarmerk import openbare_sleutel
from kern.models import Gebeurtenis
from kluis.actions import bewaar, lees, vernietig
from kluis.integriteit import stukken
from kluis.models import Dossiersleutel, Stuk
from kluis.versleuteling import NietTeOpenen, onthul
from tests.partijen.inloggen import GEHEIM, met_adres, met_totp
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db
OUD, NIEUW = bytes(32), bytes(range(32))
IN_STUKKEN = (
    "import django, sys; django.setup(); from portaal import hoofdsleutel; hoofdsleutel.PER_KEER = 2; "
    "from django.core.management import call_command; call_command('hoofdsleutel_wisselen', toepassen=True)"
)


@pytest.fixture
def wereld(settings, kluis_map, django_capture_on_commit_callbacks):
    """Five dossiers with a file, one destroyed, and somebody with an app for codes; then the new key is set."""
    settings.KLUIS_SLEUTEL = OUD
    for nummer in range(5):
        bewaar(dossier=f"proef:{nummer}", naam="a.pdf", inhoud=b"%d" % nummer, controleer=False)
    bewaar(dossier="proef:weg", naam="a.pdf", inhoud=b"weg", controleer=False)
    with django_capture_on_commit_callbacks(execute=True):
        vernietig(dossier="proef:weg", door=None)
    met_totp(met_adres())
    settings.KLUIS_SLEUTEL, settings.KLUIS_SLEUTEL_VORIGE = NIEUW, OUD


def alles_leesbaar() -> bool:
    inhoud = [lees(stuk) for stuk in Stuk.objects.order_by("pk") if not stuk.weg_sinds]
    uitslag, beschadigd = stukken()
    return inhoud == [b"%d" % n for n in range(5)] and not uitslag.fouten and not beschadigd


def geheim() -> str:
    return Authenticator.objects.get().data["secret"]


def test_na_het_wisselen_opent_alleen_de_nieuwe_sleutel(wereld, settings, capsys):
    voor = openbare_sleutel()
    assert alles_leesbaar()  # while both are set everything works
    call_command("hoofdsleutel_wisselen")
    assert not Gebeurtenis.objects.filter(handeling="wissel_hoofdsleutel").exists()
    call_command("hoofdsleutel_wisselen", "--toepassen")
    assert capsys.readouterr().out == "6 nog onder de oude sleutel.\n6 opnieuw verzegeld.\n"
    settings.KLUIS_SLEUTEL_VORIGE = b""
    assert alles_leesbaar()
    assert onthul(geheim(), hoort_bij=TWEEDE_FACTOR) == GEHEIM
    assert openbare_sleutel() == voor  # a receipt of before stays good
    settings.KLUIS_SLEUTEL = OUD
    with pytest.raises(NietTeOpenen):
        onthul(geheim(), hoort_bij=TWEEDE_FACTOR)
    assert len(stukken()[1]) == 5
    assert Gebeurtenis.objects.get(handeling="wissel_hoofdsleutel").gegevens == {"aantal": 6}


def test_een_tweede_keer_doet_niets_en_een_derde_sleutel_houdt_het_waarmerk(wereld, settings, capsys):
    call_command("hoofdsleutel_wisselen", "--toepassen")
    voor = openbare_sleutel()
    call_command("hoofdsleutel_wisselen", "--toepassen")
    assert capsys.readouterr().out.endswith("0 opnieuw verzegeld.\n")
    settings.KLUIS_SLEUTEL, settings.KLUIS_SLEUTEL_VORIGE = bytes(reversed(range(32))), NIEUW
    call_command("hoofdsleutel_wisselen", "--toepassen")
    settings.KLUIS_SLEUTEL_VORIGE = b""
    assert (alles_leesbaar(), openbare_sleutel()) == (True, voor)


@pytest.mark.parametrize(("nieuw", "vorige"), [(NIEUW, b""), (NIEUW, NIEUW), (NIEUW, bytes(reversed(range(32))))])
def test_met_de_verkeerde_sleutels_verandert_er_niets(wereld, settings, nieuw, vorige):
    rijen = {rij.dossier: rij.verpakt and bytes(rij.verpakt) for rij in Dossiersleutel.objects.all()}
    settings.KLUIS_SLEUTEL, settings.KLUIS_SLEUTEL_VORIGE = nieuw, vorige
    with pytest.raises(CommandError):
        call_command("hoofdsleutel_wisselen", "--toepassen")
    assert {rij.dossier: rij.verpakt and bytes(rij.verpakt) for rij in Dossiersleutel.objects.all()} == rijen


@pytest.mark.django_db(transaction=True)
def test_gedood_halverwege_en_opnieuw_begonnen_is_het_heel(wereld, settings, capsys):
    """Two rows at a time: the second two are held by somebody else when it is killed."""
    derde = Dossiersleutel.objects.get(dossier="proef:2")
    omgeving = os.environ | {
        "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OCO_KLUIS_SLEUTEL": base64.b64encode(NIEUW).decode(),
        "OCO_KLUIS_SLEUTEL_VORIGE": base64.b64encode(OUD).decode(),
    }
    with transaction.atomic():
        Dossiersleutel.objects.select_for_update().get(pk=derde.pk)
        proces = subprocess.Popen([sys.executable, "-c", IN_STUKKEN], env=omgeving, stdout=subprocess.DEVNULL)
        try:
            wacht_tot(wacht_iemand_op_slot, 60)
        finally:
            proces.send_signal(signal.SIGKILL)
            proces.wait(10)
    assert alles_leesbaar()
    call_command("hoofdsleutel_wisselen")
    call_command("hoofdsleutel_wisselen", "--toepassen")
    assert capsys.readouterr().out == "4 nog onder de oude sleutel.\n4 opnieuw verzegeld.\n"
    settings.KLUIS_SLEUTEL_VORIGE = b""
    assert alles_leesbaar()
