"""Criterium 1: two beoordelaars answer per candidate and gap, each with a reason (IK-156, readings A36 and A37)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.personen import eis_een_account
from publicatie import queries as publicatie
from publicatie.models import Leemte
from selectie import feiten, slot
from selectie.models import Kandidaat, Leemteoordeel

BEOORDELAARS = 2


@dataclass(frozen=True)
class Leemtestand:
    """One gap for one candidate, as one reader may see it."""

    leemte: Leemte
    eigen: Leemteoordeel | None
    zichtbaar: tuple[Leemteoordeel, ...]  # of colleagues too, once the own answer is given
    aantal: int

    @property
    def mag_antwoorden(self) -> bool:
        return self.eigen is not None or self.aantal < BEOORDELAARS

    @property
    def verschillen(self) -> bool:
        return len({oordeel.voorziet for oordeel in self.zichtbaar}) > 1


def standen(kandidaat: Kandidaat, gebruiker: Gebruiker) -> list[Leemtestand]:
    """Every gap of the region with the answers; an answer stays hidden from who may still give one."""
    oordelen = list(kandidaat.regioinschrijving.leemteoordelen.select_related("beoordelaar"))
    return [
        _stand(leemte, [oordeel for oordeel in oordelen if oordeel.leemte_id == leemte.pk], gebruiker)
        for leemte in publicatie.leemten(kandidaat.regioselectie.toewijzing)
    ]


def _stand(leemte: Leemte, oordelen: list[Leemteoordeel], gebruiker: Gebruiker) -> Leemtestand:
    eigen = next((oordeel for oordeel in oordelen if oordeel.beoordelaar_id == gebruiker.pk), None)
    zichtbaar = tuple(oordelen) if eigen or len(oordelen) >= BEOORDELAARS else ()
    return Leemtestand(leemte, eigen, zichtbaar, len(oordelen))


@transaction.atomic
def beantwoord_leemte(
    *, kandidaat_id: int, leemte_id: int, voorziet: bool, motivering: str, door: Gebruiker
) -> Kandidaat:
    """Give or change one's own answer. Criterium 1 follows as soon as two people say the same on every gap.

    An earlier proposal to freeze falls away. Raises RegelFout without a reason, for a third person or a second
    account of one, when the input is frozen, and for a gap that is not fixed in this region.
    """
    selectie_id = Kandidaat.objects.values_list("regioselectie_id", flat=True).get(pk=kandidaat_id)
    selectie = slot.open_regioselectie(selectie_id, door)
    leemten = list(publicatie.leemten(selectie.toewijzing))
    kandidaat = selectie.kandidaten.select_related("regioinschrijving").get(pk=kandidaat_id)
    if leemte_id not in {leemte.pk for leemte in leemten}:
        raise RegelFout("Deze leemte is niet vastgesteld voor deze regio. Ververs de pagina.")
    if not motivering:
        raise RegelFout("Schrijf op waarom de organisatie wel of niet in deze leemte voorziet.")
    eerder = kandidaat.regioinschrijving.leemteoordelen.filter(leemte=leemte_id).exclude(beoordelaar=door)
    collegas = list(eerder.values_list("beoordelaar", flat=True))
    eis_een_account(collegas, door)
    if len(collegas) >= BEOORDELAARS:
        raise RegelFout("Twee collega’s beantwoordden deze leemte al. Zij passen zelf hun antwoord aan.")
    antwoord = {"leemte": leemte_id, "beoordelaar": door, "voorziet": voorziet, "motivering": motivering}
    if kandidaat.regioinschrijving.leemteoordelen.filter(**antwoord).exists():
        return kandidaat  # the same click once more
    oordeel, _ = Leemteoordeel.objects.update_or_create(
        regioinschrijving=kandidaat.regioinschrijving,
        leemte_id=leemte_id,
        beoordelaar=door,
        defaults={"voorziet": voorziet, "motivering": motivering, "gegeven_op": klok.nu()},
    )
    for naam, waarde in leemtefeiten(leemten, kandidaat.regioinschrijving.leemteoordelen.all()).items():
        setattr(kandidaat, naam, waarde)
    kandidaat.save(update_fields=feiten.LEEMTEVELDEN)
    slot.trek_voorstel_in(selectie)
    leg_vast(kandidaat, "beantwoord_leemte", door=door, leemte=leemte_id, oordeel=oordeel.pk, voorziet=voorziet)
    return kandidaat


def leemtefeiten(leemten: Iterable[Leemte], oordelen: Iterable[Leemteoordeel]) -> dict[str, bool | str | None]:
    """Criterium 1 by the names of a Kandidaat: yes on one gap is enough, open until two say the same on every gap.

    A region without gaps gives no.
    """
    rijen, uit, regels = list(oordelen), [], []
    for leemte in leemten:
        over = [oordeel for oordeel in rijen if oordeel.leemte_id == leemte.pk]
        antwoorden = {oordeel.voorziet for oordeel in over}
        if len(over) < BEOORDELAARS or len(antwoorden) > 1:
            return {"voorziet_in_leemte": None, "leemte_motivering": ""}
        uit.append(over[0].voorziet)
        redenen = " / ".join(oordeel.motivering for oordeel in over)
        regels.append(f"{leemte.omschrijving}: {'ja' if over[0].voorziet else 'nee'}. {redenen}")
    if not uit:
        return {"voorziet_in_leemte": False, "leemte_motivering": "Voor deze regio is geen leemte vastgesteld."}
    return {"voorziet_in_leemte": any(uit), "leemte_motivering": "\n".join(regels)}
