"""The menu: by rights, staff pages grouped by phase, and where one is."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from lxml import html

from partijen.permissions import Bevoegdheid
from partijen.states import Rolsoort
from portaal.menu import ELDERS, GROEPEN, PUNTEN, menu
from tests.factories import RolFactory, WlzUitvoerderFactory

pytestmark = pytest.mark.django_db


def rol(soort, **velden):
    return Bevoegdheid(RolFactory(soort=soort, **velden).gebruiker)


def labels(bevoegd, pad="/"):
    return [punt.label for punt in menu(bevoegd, pad)]


def test_elke_groep_noemt_bestaande_bladzijden_eenmaal():
    namen = [naam for groep in GROEPEN.values() for naam in groep]
    assert len(namen) == len(set(namen))
    assert set(namen) <= {naam for _, naam, _ in PUNTEN}
    assert set(ELDERS.values()) <= set(namen)


def test_ook_een_bladzijde_met_een_eigen_adres_hoort_bij_een_groep():
    inkoper = rol(Rolsoort.INKOPER, uitvoerder=WlzUitvoerderFactory(), organisatie=None)

    def waar(naam, *args):
        return [punt.label for punt in menu(inkoper, reverse(naam, args=args)) if punt.actief]

    besluiten = ("brief", "bezwaar_registreren", "geschil", "kort_geding", "herziening", "herziening_loting")
    assert {naam: waar(naam, 1) for naam in besluiten} == {naam: ["Besluiten"] for naam in besluiten}
    assert [waar("verduidelijkingsvraag", 1), waar("contracten"), waar("verdelen", "a", "b")] == [["Beoordeling"]] * 3
    assert [waar("huisstijlen"), waar("heropenen", "a")] == [["Inkoop"]] * 2
    assert [waar("afspraak", 1), waar("geschillen"), waar("tekortkoming", 1)] == [
        ["Contracteren"],
        ["Besluiten"],
        ["Uitvoering"],
    ]
    wijziging = reverse("wijziging", args=[1])
    eigen = menu(rol(Rolsoort.INVULLER), wijziging)
    assert [waar("wijziging", 1), [punt.label for punt in eigen if punt.actief]] == [
        ["Contracteren"],
        ["Overeenkomsten"],
    ]


def test_medewerkers_zien_de_fasen_en_een_organisatie_haar_bladzijden():
    inkoper = rol(Rolsoort.INKOPER, uitvoerder=WlzUitvoerderFactory(), organisatie=None)
    staf = labels(inkoper)
    assert staf[:4] == ["Mijn werk", "Inkoop", "Beoordeling", "Besluiten"]
    assert "Dossiers" not in staf
    assert labels(Bevoegdheid(AnonymousUser())) == ["Inkoopronde", "Vind een cliëntondersteuner"]
    assert labels(rol(Rolsoort.INVULLER))[:2] == ["Mijn inschrijvingen", "Beslissingen"]


def test_een_groep_met_een_bladzijde_is_die_bladzijde():
    notaris = rol(Rolsoort.NOTARIS, uitvoerder=WlzUitvoerderFactory(), organisatie=None)
    assert labels(notaris) == ["Inkoopronde", "Lotingen"]


def test_de_groep_en_de_bladzijde_waar_u_bent_zijn_aangewezen(client):
    inkoper = rol(Rolsoort.INKOPER, uitvoerder=WlzUitvoerderFactory(), organisatie=None)
    client.force_login(inkoper.gebruiker)
    wortel = html.fromstring(client.get(reverse("dossiers")).content.decode())
    nu = [(a.text, a.get("aria-current"), a.get("href")) for a in wortel.xpath("//nav//a[@aria-current]")]
    assert nu == [("Beoordeling", "true", reverse("openingen")), ("Dossiers", "page", reverse("dossiers"))]
    onder = wortel.xpath("//nav[@aria-label='Beoordeling']//a/text()")
    assert onder == ["Openingen", "Dossiers", "Regio’s", "Landkaart", "Lotingen"]
    assert wortel.xpath("//nav[@aria-label='Inkoop']") == []
