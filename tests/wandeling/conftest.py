"""The stage of the walk: the real round on a live server, Chromium without JavaScript, a person per browser."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection

from kern.db import is_postgres, wijzigbaar_sql
from partijen.models import WlzUitvoerder
from partijen.states import Rolsoort
from publicatie.actions import (
    leg_leemtelijst_voor,
    plaats_document,
    publiceer,
    stel_leemte_op,
    stel_leemte_vast,
    stel_leemtelijst_vast,
)
from publicatie.laden import laad_referentiedata
from publicatie.models import Inkoopronde, Regiobudget
from publicatie.queries import lijsthash
from tests.factories import WACHTWOORD, GebruikerFactory, RolFactory
from tests.inschrijving.hulp import pdf
from tests.wandeling.wandelaar import Wandelaar


@pytest.fixture
def ronde(transactional_db, klok):
    """The round 2018-2020 from the reference data, published by the beheerder with a leemte in Twente."""
    cache.clear()  # limits on logging in and on mail live here, also those of an earlier run
    klok("2017-05-20 10:00")
    laad_referentiedata(Path(django_settings.BASE_DIR) / "fixtures")
    rij = Inkoopronde.objects.get(code="2018-2020")
    beheerder = persoon("Beheerder", soort=Rolsoort.BEHEERDER, organisatie=None)
    for document in rij.documenten.filter(stuk=None, adres=""):
        plaats_document(ronde_id=rij.pk, slot=document.slot, naam="stuk.pdf", inhoud=pdf(document.slot), door=beheerder)
    publiceer(ronde_id=rij.pk, door=beheerder)
    menzis = WlzUitvoerder.objects.get(code="menzis")
    staf = [
        persoon(naam, soort=Rolsoort.INKOPER, organisatie=None, uitvoerder=menzis)
        for naam in ("Inkoper Een", "Inkoper Twee")
    ]
    persoon("Manager", soort=Rolsoort.INKOOPMANAGER, organisatie=None, uitvoerder=menzis)
    persoon("Notaris", soort=Rolsoort.NOTARIS, organisatie=None, uitvoerder=menzis)
    twente = rij.toewijzingen.get(regio__sleutel="twente")
    leemte = stel_leemte_op(
        toewijzing_id=twente.pk,
        soort="doelgroep",
        omschrijving="Volwassenen met LVB",
        reden="Gesprekken.",
        door=staf[0],
    )
    stel_leemte_vast(leemte_id=leemte.pk, door=staf[1])
    for toewijzing in rij.toewijzingen.filter(uitvoerder=menzis):
        leg_leemtelijst_voor(toewijzing_id=toewijzing.pk, door=staf[0])
        stel_leemtelijst_vast(toewijzing_id=toewijzing.pk, gezien=lijsthash(toewijzing), door=staf[1])
        Regiobudget.objects.create(toewijzing=toewijzing, jaar=2018, bedrag=240_000)
    rij.refresh_from_db()
    yield rij
    if not is_postgres():
        maak_leegmaken_mogelijk()


def maak_leegmaken_mogelijk() -> None:
    """Emptying SQLite after a test is DELETE, which the triggers of the log refuse; PostgreSQL truncates."""
    with connection.cursor() as cursor:
        for tabel in ("kern_gebeurtenis", "kern_dagzegel", "kern_inzage"):
            for opdracht in wijzigbaar_sql(tabel, connection.vendor):
                cursor.execute(opdracht)


def persoon(naam: str, **rol):
    """Someone with a role and a confirmed address, known by name."""
    gebruiker = GebruikerFactory(naam=naam, email=f"{naam.lower().replace(' ', '-')}@oco.example")
    gebruiker.emailaddress_set.create(email=gebruiker.email, verified=True, primary=True)
    RolFactory(gebruiker=gebruiker, **rol)
    return gebruiker


@pytest.fixture
def wandelaar(browser, live_server):
    """Gives a person their own browser: wandelaar("Inkoper Een"), logged in, without JavaScript."""
    open_ = []

    def maak(
        naam: str | None = None, *, soort: type[Wandelaar] = Wandelaar, wachtwoord: str = WACHTWOORD, **opties
    ) -> Wandelaar:
        opties.setdefault("java_script_enabled", False)
        context = browser.new_context(base_url=live_server.url, locale="nl-NL", **opties)
        open_.append(context)
        context.set_default_timeout(20_000)
        mens = soort(context.new_page(), wachtwoord)
        if naam:
            mens.log_in(naam)
        return mens

    yield maak
    for context in open_:
        context.close()
