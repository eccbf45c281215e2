"""What the tests of the dossier screen share: an address, a look at the page, the words of one eis."""

import re

from django.urls import reverse


def adres(dossier, naam="dossier", *args):
    return reverse(naam, args=[dossier.kenmerk, *args])


def kijk(client, dossier, **data):
    antwoord = client.get(adres(dossier), data)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def eisblok(bladzijde, nummer):
    """The part of the page for one eis, as words."""
    blok = re.search(rf'<details class="portaal-eis" name="eis" data-eis="{nummer}".*?\n</details>\n', bladzijde, re.S)[
        0
    ]
    return " ".join(re.sub(r"<[^>]+>", " ", blok).split())
