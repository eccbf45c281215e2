"""What a row says, and the tries of the wrong person, on the real addresses with logged-in sessions."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from time import time
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import Client

from berichten.models import Bericht
from kern import klok
from kern.models import Gebeurtenis
from partijen.models import Gebruiker
from tests.factories import GebruikerFactory, RolFactory

FORMULIER = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
VERBORGEN = re.compile(r'<input\b[^>]*\btype="hidden"[^>]*>')
KENMERK = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass
class Proef:
    """An act that waits on its second person.

    `scherm` is the page with their button, `adres` where that goes; `velden` gives what they fill in (a function: a
    file is read once), besides what the page hides in the form. `verander` is the act of a colleague meanwhile, after
    which the page says `waarom` it is refused, or is a 404 when the row `verdwijnt`; without one `vast` is an act that
    is refused, because nothing can change. `klaar`: what an account needs before it may try. `eigen`: the same account
    may change its own answer, which makes no second one. `kies`: what the form holds when more go to that address.
    """

    eerste: Gebruiker
    tweede: Gebruiker
    scherm: str
    adres: str
    velden: Callable[[], dict[str, Any]] = dict
    verander: Callable[[], Any] | None = None
    vast: Callable[[], Any] | None = None
    klaar: Callable[[Gebruiker], Any] = lambda wie: None
    waarom: str = "sinds u keek"
    eigen: bool = False
    verdwijnt: bool = False
    kies: str = ""

    def zie(self, wie: Gebruiker) -> dict[str, str]:
        """What the form on the page hides for this person: what they saw. Red when the button is not there."""
        return self.zie_als(ingelogd(wie))

    def zie_als(self, client: Client) -> dict[str, str]:
        """The same, in this session."""
        pagina = client.get(self.scherm).content.decode()
        for opening, inhoud in FORMULIER.findall(pagina):
            doel = unescape(dict(KENMERK.findall(opening)).get("action") or self.scherm)
            if doel == self.adres and self.kies in inhoud:
                velden = [dict(KENMERK.findall(veld)) for veld in VERBORGEN.findall(inhoud)]
                return {v["name"]: unescape(v.get("value", "")) for v in velden if v["name"] != "csrfmiddlewaretoken"}
        raise AssertionError(f"{self.scherm} heeft geen formulier naar {self.adres}")

    def klik(self, wie: Gebruiker, gezien: dict[str, str], *, net: bool = True):
        """The click of this person, with what was seen; `net`: the password was given within ten minutes."""
        return ingelogd(wie, net=net).post(self.adres, gezien | self.velden())

    def ander_account(self) -> Gebruiker:
        """Another account of the first person, with the roles of the second."""
        ander = GebruikerFactory(email=self.eerste.email.replace("@", "+twee@"))
        geef_rollen(self.tweede, ander)
        self.klaar(ander)
        return ander


def ingelogd(wie: Gebruiker, *, net: bool = True, methode: str = "password") -> Client:
    """A session of this account; `net`: in which the password, or by `methode` another proof, was just given."""
    client = Client(raise_request_exception=False)
    client.force_login(wie)
    if net:
        sessie = client.session
        net_gegeven = {"method": methode, "at": time(), "reauthenticated": True}
        sessie["account_authentication_methods"] = [net_gegeven]
        sessie["account_authentication_methods_user"] = str(wie.pk)
        sessie.save()
    return client


def geef_rollen(van: Gebruiker, aan: Gebruiker) -> None:
    """Every role of the one, so that only being the same person stands in the way of the other."""
    heeft = set(aan.rollen.values_list("soort", "organisatie", "uitvoerder"))
    for rol in van.rollen.all():
        if (rol.soort, rol.organisatie_id, rol.uitvoerder_id) not in heeft:
            RolFactory(gebruiker=aan, soort=rol.soort, organisatie=rol.organisatie, uitvoerder=rol.uitvoerder)


def beeindig_rollen(wie: Gebruiker) -> None:
    """Yesterday was the last day of every role."""
    gisteren = klok.vandaag() - timedelta(days=1)
    wie.rollen.update(van=gisteren, tot=gisteren)


@contextmanager
def terug() -> Iterator[None]:
    """After this everything in the database is as it was."""
    punt = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(punt)


def gezet(meet: str) -> int:
    """How many times a second person did this: rows with a name in this column, or rows of this model."""
    app, model, *kolom = meet.split(":")[0].split(".")
    rijen = apps.get_model(app, model)._base_manager.all()
    return rijen.filter(**{f"{naam}__isnull": False for naam in kolom}).count()


def stand(meet: str) -> tuple[int, int, int]:
    """What an act would change: the second person, the log, the outbox."""
    return gezet(meet), Gebeurtenis.objects.count(), Bericht.objects.count()
