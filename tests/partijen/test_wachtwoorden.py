"""Which passwords are refused, and which are not (ASVS 6.2)."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partijen.rules import raadbaar
from partijen.wachtwoorden import GELEKT, RAADBAAR
from tests.factories import WACHTWOORD, GebruikerFactory, RolFactory
from tests.partijen.inloggen import log_in, met_adres, net_bevestigd


@pytest.mark.parametrize(
    "wachtwoord",
    [
        *("Zorgkantoor2026!", "Welkom-Wachtwoord1", "zilverenkruis-2027", "Cliëntondersteuning!", "Welkom01Welkom01"),
        *(
            "aaaaaaaaaaaaaaaa",
            "121212121212",
            "qwertyqwerty12",
            "november-2026-wlz",
            "123456789012",
            "Jansen-Steun-2026",
        ),
    ],
)
def test_wat_een_vreemde_het_eerst_probeert_wordt_geweigerd(wachtwoord):
    assert raadbaar(wachtwoord, ["Piet Jansen", "p.jansen@steun.example"])


@pytest.mark.parametrize(
    "wachtwoord", ["paard batterij nietje", "zorgkantoor-giraffe-7", "ТайноеСлово-éénVoud", "k7#Tz9qLw2xB"]
)
def test_een_eigen_zin_mag_in_elk_schrift_en_met_elk_teken(wachtwoord):
    assert not raadbaar(wachtwoord, ["Piet Jansen"])


@pytest.mark.django_db
def test_ook_de_naam_van_de_eigen_organisatie(client):
    rol = RolFactory(organisatie__statutaire_naam="Stichting Regenboogweide")
    with pytest.raises(ValidationError, match="makkelijk te raden"):
        validate_password("regenboogweide-2026", rol.gebruiker)
    validate_password("regenboogweide-2026", GebruikerFactory())


@pytest.mark.parametrize("aantal", [1, 2, 3, 1000])
def test_een_gelekt_wachtwoord_wordt_gevonden_waar_het_ook_staat(settings, tmp_path, aantal):
    woorden = [f"gelekt wachtwoord nummer {nummer}" for nummer in range(aantal)]
    regels = sorted(hashlib.sha1(woord.encode(), usedforsecurity=False).hexdigest().upper() for woord in woorden)
    lijst = tmp_path / "gelekt.txt"
    lijst.write_text("".join(f"{regel}:{nummer}\r\n" for nummer, regel in enumerate(regels)))
    settings.GELEKTE_WACHTWOORDEN = str(lijst)
    for woord in woorden:
        with pytest.raises(ValidationError, match=GELEKT):
            validate_password(woord)
    for nummer in range(50):
        validate_password(f"nooit gelekte zin {nummer}")


def test_een_lijst_die_er_niet_is_wordt_niet_overgeslagen(settings, tmp_path):
    settings.GELEKTE_WACHTWOORDEN = str(tmp_path / "weg.txt")
    with pytest.raises(FileNotFoundError):
        validate_password("paard batterij nietje")


@pytest.mark.django_db
def test_wijzigen_vraagt_het_oude_en_houdt_elk_teken(client):
    gebruiker = met_adres()
    hier = net_bevestigd(gebruiker)
    zin = "  Een Lange Zin met spaties, ünïcode en 漢字 " + "x" * 80 + " "

    def kies(oud: str, nieuw: str):
        return hier.post(
            reverse("account_change_password"), {"oldpassword": oud, "password1": nieuw, "password2": nieuw}
        )

    fout = kies("een-fout-wachtwoord", zin)
    assert list(fout.context["form"].errors) == ["oldpassword"]
    assert (fout.text.count('type="password"'), "onpaste" in fout.text) == (3, False)
    assert kies(WACHTWOORD, "Zorgkantoor2026!").context["form"].errors["password1"] == [RAADBAAR]
    assert kies(WACHTWOORD, zin).status_code == 302
    ander = Client()
    log_in(ander, gebruiker.email, zin.strip())
    assert "_auth_user_id" not in ander.session
    log_in(ander, gebruiker.email, zin)
    assert "_auth_user_id" in ander.session
