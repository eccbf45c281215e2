"""What the tests of the screens share: look at a page, click, and a loting that is under way."""

import re
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern import klok
from partijen.states import Rolsoort
from selectie.models import Loting
from selectie.states import Methode
from selectie.trekking import voer_loting_in, zet_loting_klaar
from tests.factories import zet_klok
from tests.factories_selectie import bezorg, medewerker
from tests.inschrijving.hulp import pdf

DAG = date(2017, 9, 5)
BRONNEN = ["AEX slotkoers van 5 september 2017", "Lotto-trekking van 6 september 2017"]


def tekst(antwoord) -> str:
    """The words of a page, without tags and with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", antwoord.content.decode()).split())


def knoppen(antwoord) -> list[str]:
    """What the page lets one do: the texts of its buttons."""
    return re.findall(r'<button class="utrecht-button [^>]*>([^<]+)<', antwoord.content.decode())


def kijk(client, naam, *argumenten, **kwargs):
    return client.get(reverse(naam, args=argumenten), **kwargs)


def klik(client, naam, *argumenten, **velden):
    return client.post(reverse(naam, args=argumenten), velden)


def aantal_queries(client, naam, *argumenten) -> int:
    with CaptureQueriesContext(connection) as gedaan:
        assert kijk(client, naam, *argumenten).status_code == 200
    return len(gedaan)


def klaargezet(selectie, methode=Methode.HAND, bronnen=()) -> Loting:
    """Set ready, every invitation sent, and the clock at the moment of the draw."""
    loting = zet_loting_klaar(
        selectie_id=selectie.pk,
        plaats="Notariskantoor, Zwolle",
        trekking_op=klok.nu() + timedelta(hours=2),
        methode=methode,
        aangekondigde_bronnen=bronnen,
        door=medewerker(selectie.toewijzing),
    )
    bezorg()
    zet_klok(loting.trekking_op)
    return loting


def ingevoerd(loting, **uitslag) -> Loting:
    """The same, entered by the notaris: by hand in the opposite order, or `bronnen` with `vindplaatsen`."""
    return voer_loting_in(
        loting_id=loting.pk,
        getrokken_op=DAG,
        notaris_naam="mr. A. de Wit, Zwolle",
        proces_verbaal=("proces-verbaal.pdf", pdf("loting")),
        door=medewerker(loting.regioselectie.toewijzing, Rolsoort.NOTARIS),
        **uitslag or {"volgorde": loting.deelnemers[::-1]},
    )
