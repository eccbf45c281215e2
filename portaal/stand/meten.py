"""Measure each part. Everything here may wait for a network, so nothing here holds a lock or a transaction."""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from bekendmaking.queries import bekendmakingen_te_laat, niet_klaargezet
from berichten.post import mailserver_antwoordt
from berichten.queries import oudste_wachtende, stil_sinds, verzendstop, vraagt_hand
from berichten.rules import TE_LAAT_NA
from kern import klok, klokmeting, wachtrij
from kern.db import is_postgres
from kern.models import Bewaking, Dagzegel, Kopiesoort, Reservekopie
from kern.opmaak import datum, grootte, moment
from kluis import clamav, opslag
from portaal.stand import rules
from portaal.stand.rules import FOUT, GOED, UIT, WACHT, Meting

logger = logging.getLogger(__name__)
GEDULD = 3  # seconds for a mail server or scanner; healthy ones need a few milliseconds
ZEGEL_KLAAR = 2  # o'clock: by then the seal over yesterday is there


def meet_alles(nu: datetime) -> dict[str, Meting]:
    """All parts, by code. A measurement that fails is a failure of its part, never of the others."""
    eerder = {rij.onderdeel: rij.feiten for rij in Bewaking.objects.all()}
    return {code: _meet(code, meter, nu, eerder.get(code, {})) for code, meter in METERS.items()}


def _meet(code: str, meter: "Meter", nu: datetime, feiten: dict) -> Meting:
    try:
        return meter(nu, feiten)
    except Exception:  # whatever it is, the light must tell
        logger.exception("onderdeel %s is niet te meten", code)
        return Meting(FOUT, "Meten lukt niet. Het logboek van de worker zegt waarom.", feiten)


def rij(nu: datetime, feiten: dict) -> Meting:
    """Redis, as the line and as the cache."""
    gezien = wachtrij.stand()
    if not gezien.ingesteld:
        return Meting(UIT, "Deze installatie heeft geen wachtrij.")
    if not gezien.bereikbaar:
        return Meting(FOUT, "Redis antwoordt niet.")
    return Meting(GOED, f"Redis antwoordt. Er wachten {gezien.lengte} seintjes.", {"lengte": gezien.lengte})


def beat(nu: datetime, feiten: dict) -> Meting:
    """This runs because beat woke it; whether it also wakes the sending shows in the heartbeat (F8)."""
    stil = stil_sinds(nu)
    if isinstance(stil, datetime):
        return Meting(FOUT, f"Het versturen staat stil sinds {moment(stil)}.")
    return Meting(FOUT, "Het versturen heeft zich nog nooit gemeld.") if stil else Meting(GOED, "De wekker loopt.")


def worker(nu: datetime, feiten: dict) -> Meting:
    lengte = wachtrij.stand().lengte
    if lengte > rules.DRUKKE_RIJ:
        return Meting(FOUT, f"De worker houdt het niet bij: er wachten {lengte} seintjes.")
    return Meting(GOED, "De worker werkt.")


def mail(nu: datetime, feiten: dict) -> Meting:
    """The server itself, and what waits for it: a message that waits longer than the greatest rush takes (L5)."""
    antwoordt = mailserver_antwoordt(GEDULD)
    aantal, oudste = oudste_wachtende(nu)
    if stop := verzendstop():
        return Meting(FOUT, f"Het versturen staat uit sinds {moment(stop.begonnen_op)}: {stop.reden}.")
    wachtend = f"Er wachten {aantal} berichten, het oudste sinds {moment(oudste)}." if oudste else "Er wacht niets."
    if antwoordt is False:
        return Meting(FOUT, f"De mailserver antwoordt niet. {wachtend}")
    if oudste and oudste < nu - TE_LAAT_NA:
        return Meting(FOUT, f"Berichten gaan te laat uit. {wachtend}")
    return Meting(UIT if antwoordt is None else GOED, wachtend)


def berichten(nu: datetime, feiten: dict) -> Meting:
    if not (aantal := vraagt_hand(nu).count()):
        return Meting(GOED, "Geen bericht is onbeslist of geweigerd.")
    oudste = vraagt_hand(nu).order_by("gemaakt_op").values_list("gemaakt_op", flat=True)[0]
    return Meting(FOUT, f"Er wachten {aantal} berichten op een mens, het oudste van {moment(oudste)}.")


def scanner(nu: datetime, feiten: dict) -> Meting:
    if not settings.CLAMAV:
        return Meting(UIT, "Er is geen virusscanner ingesteld.")
    gezien = clamav.stand(GEDULD)
    if not gezien.bereikbaar:
        return Meting(FOUT, "De virusscanner antwoordt niet.")
    if gezien.databank_van is None or gezien.databank_van < nu - rules.SCANNER_OUD_NA:
        return Meting(FOUT, "De virusscanner antwoordt, maar zijn lijst met virussen is oud.")
    return Meting(GOED, f"De virusscanner antwoordt. Zijn lijst is van {datum(gezien.databank_van)}.")


def schijf(nu: datetime, feiten: dict) -> Meting:
    opslag.proef()
    ruimte = shutil.disk_usage(settings.KLUIS_MAP)
    tekst = f"Vrij: {grootte(ruimte.free)} van {grootte(ruimte.total)}."
    return Meting(FOUT if rules.is_vol(ruimte.free, ruimte.total) else GOED, tekst)


def databank(nu: datetime, feiten: dict) -> Meting:
    """Its size against what its disk may hold, for the portal cannot see the disk of another machine."""
    if not is_postgres():
        return Meting(UIT, "Een ingebedde databank.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        omvang = cursor.fetchone()[0]
    if not settings.DATABANK_GB:
        return Meting(GOED, f"Omvang: {grootte(omvang)}. Hoeveel er past, is niet ingesteld (OCO_DATABANK_GB).")
    ruimte = settings.DATABANK_GB * 1024**3
    tekst = f"Omvang: {grootte(omvang)}, er past {settings.DATABANK_GB} GB."
    return Meting(FOUT if rules.is_vol(ruimte - omvang, ruimte) else GOED, tekst)


def klokken(nu: datetime, feiten: dict) -> Meting:
    """F18: too far apart, or set back; a jump stays visible for a while."""
    if not is_postgres():
        return Meting(UIT, "Een ingebedde databank heeft geen eigen klok.")
    nieuw = klokmeting.vergelijk()
    zelfde = feiten.get("machine") == nieuw.machine
    terug = zelfde and rules.sprong_terug(nieuw.anker, feiten["anker"], nieuw.onzeker)
    sprong = nu.isoformat() if terug else feiten.get("sprong", "")
    onthoud = {"anker": nieuw.anker, "machine": nieuw.machine, "sprong": sprong}
    verschil = f"{abs(nieuw.scheef) * 1000:.0f} ms"
    if sprong and datetime.fromisoformat(sprong) > nu - rules.TERUG_BLIJFT:
        return Meting(FOUT, f"De klok van de databank is teruggezet op {moment(klok.nu())}.", onthoud)
    if rules.is_scheef(nieuw.scheef, nieuw.onzeker):
        return Meting(FOUT, f"De klokken van portaal en databank verschillen {verschil}.", onthoud)
    return Meting(GOED, f"De klokken van portaal en databank verschillen {verschil}.", onthoud)


def kopie(nu: datetime, feiten: dict) -> Meting:
    """Backups and their rehearsal; a new installation has time for its first ones."""
    begonnen = _begonnen(nu, feiten)
    standen, tekst = set(), ""
    for soort, woord, oud_na, eerst_na in (
        (Kopiesoort.KOPIE, "Gemaakt", rules.KOPIE_OUD_NA, rules.KOPIE_OUD_NA),
        (Kopiesoort.OEFENING, "Terugzetten geoefend", rules.OEFENING_OUD_NA, rules.OEFENING_EERST_NA),
    ):
        laatste = Reservekopie.objects.filter(soort=soort).values_list("op", flat=True).first()
        standen.add(rules.stand_van(laatste, nu, oud_na=oud_na, eerst_op=begonnen + eerst_na))
        tekst += f"{woord}: {moment(laatste) if laatste else f'nog nooit, uiterlijk {moment(begonnen + eerst_na)}'}. "
    stand = next(stand for stand in (FOUT, GOED, WACHT) if stand in standen)
    return Meting(stand, tekst.strip(), {"begonnen": begonnen.isoformat()})


def _begonnen(nu: datetime, feiten: dict) -> datetime:
    """When this part was first measured: for what is not due on the first day of an installation."""
    return datetime.fromisoformat(feiten["begonnen"]) if "begonnen" in feiten else nu


def zegel(nu: datetime, feiten: dict) -> Meting:
    """The seal over yesterday; a new installation has its first one in the night after its first day."""
    begonnen = _begonnen(nu, feiten)
    onthoud = {"begonnen": begonnen.isoformat()}
    laatste = Dagzegel.objects.order_by("-dag").values_list("dag", flat=True).first()
    if laatste is None:
        eerst_op = klok.om(klok.lokaal(begonnen).date() + timedelta(days=1), ZEGEL_KLAAR)
        return Meting(WACHT if nu < eerst_op else FOUT, "Er is nog geen zegel.", onthoud)
    verwacht = klok.lokaal(nu - timedelta(hours=ZEGEL_KLAAR)).date() - timedelta(days=1)
    return Meting(GOED if laatste >= verwacht else FOUT, f"Het laatste zegel is van {datum(laatste)}.", onthoud)


def bekendmaking(nu: datetime, feiten: dict) -> Meting:
    """A release that should have been, or one that is near and not set ready (F13, F17)."""
    if laat := bekendmakingen_te_laat(nu - rules.BEKENDMAKING_TE_LAAT):
        return Meting(FOUT, f"De bekendmaking van {laat} zorgkantoren had er al moeten zijn.")
    if niet := niet_klaargezet(nu + rules.BEKENDMAKING_KLAAR_VOOR):
        return Meting(FOUT, f"{niet} zorgkantoren hebben hun bekendmaking nog niet klaargezet.")
    return Meting(GOED, "Geen bekendmaking is te laat, en wat binnen een dag komt staat klaar.")


Meter = Callable[[datetime, dict], Meting]
METERS: dict[str, Meter] = {
    "wachtrij": rij,
    "beat": beat,
    "worker": worker,
    "mail": mail,
    "berichten": berichten,
    "scanner": scanner,
    "schijf": schijf,
    "databank": databank,
    "klok": klokken,
    "kopie": kopie,
    "zegel": zegel,
    "bekendmaking": bekendmaking,
}
