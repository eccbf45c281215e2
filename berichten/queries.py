"""What lies in the outbox."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from berichten.models import Bericht, BerichtQuerySet, Hartslag, Herverzending, Verzendstop
from berichten.rules import STIL_NA, TE_LAAT_NA, VEEL_POGINGEN
from berichten.states import Berichtsoort, Herverzendstatus, Status
from kluis.models import Stuk
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid

Taak = tuple[str, str, str, datetime | None]
VRAAGT_HAND = (Status.ONBESLIST, Status.GEWEIGERD, Status.GEBOUNCED)
GEGAAN = (Status.OVERGEDRAGEN, *VRAAGT_HAND)


def zichtbaar(gebruiker: Gebruiker) -> BerichtQuerySet:
    """The list: what needs a hand, for the beheerder; in the demo also what was handed over, for everyone.

    Everything else stays unseen: a receipt tells that a dossier exists (B28), a letter what was decided.
    """
    return met_vraag(Bericht.objects.filter(_op_de_lijst(gebruiker)))


def in_te_zien(gebruiker: Gebruiker) -> BerichtQuerySet:
    """What has a page: the list, and for the beheerder each message about a decision that left (it was released)."""
    mag = _op_de_lijst(gebruiker)
    if bevoegdheid(gebruiker).mag(Recht.BEHEREN):
        mag |= Q(soort=Berichtsoort.BESLISSING, status__in=GEGAAN)
    return met_vraag(Bericht.objects.filter(mag))


def _op_de_lijst(gebruiker: Gebruiker) -> Q:
    bevoegd = bevoegdheid(gebruiker)
    mag = Q(status=Status.OVERGEDRAGEN) if settings.DEMO else Q(pk__in=[])
    return mag | _vraagt_hand(bevoegd.nu) if bevoegd.mag(Recht.BEHEREN) else mag


def met_vraag(rijen: BerichtQuerySet) -> BerichtQuerySet:
    """With `gevraagd`: whether someone asked to send it again and nobody decided."""
    open_ = Herverzending.objects.filter(bericht=OuterRef("pk"), status=Herverzendstatus.GEVRAAGD)
    return rijen.annotate(gevraagd=Exists(open_))


def vraagt_hand(nu: datetime) -> BerichtQuerySet:
    """What a person has to look at: doubtful, refused or returned, what keeps failing, what should have left.

    Not what a person settled, and not what was sent again: then the newer message is the one to look at.
    """
    return Bericht.objects.filter(_vraagt_hand(nu))


def _vraagt_hand(nu: datetime) -> Q:
    laat, kwijt = nu - TE_LAAT_NA, nu - settings.BERICHT_ONBESLIST_NA
    blijft = Q(status=Status.KLAAR) & (Q(pogingen__gte=VEEL_POGINGEN) | Q(vrij_op__lt=laat))
    hangt = Q(status=Status.GECLAIMD, geclaimd_op__lt=kwijt)
    opnieuw = Exists(Herverzending.objects.filter(bericht=OuterRef("pk"), nieuw__isnull=False))
    return (Q(status__in=VRAAGT_HAND) | blijft | hangt) & Q(afgedaan_op__isnull=True) & ~Q(opnieuw)


def reeks(bericht: Bericht) -> QuerySet[Bericht]:
    """The message and every time it was sent, in order."""
    eerste = bericht.eerste_id or bericht.pk
    return Bericht.objects.filter(Q(pk=eerste) | Q(eerste=eerste)).order_by("volgnummer", "pk")


def verzoek(bericht: Bericht) -> Herverzending | None:
    """The wish to send this again that waits for a second person."""
    rijen = bericht.herverzendingen.filter(status=Herverzendstatus.GEVRAAGD)
    return rijen.select_related("gevraagd_door").first()


def stil_sinds(nu: datetime) -> datetime | str:
    """Since when nothing takes from the outbox, `nooit` when nothing ever did; empty while the taker runs (F8)."""
    laatste = Hartslag.objects.values_list("op", flat=True).first()
    if laatste is None:
        return "nooit"
    return laatste if laatste < nu - STIL_NA else ""


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on the beheerder: what, where, the page, no deadline."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.BEHEREN):
        return []
    adres = reverse("berichten")
    vraag = Q(gevraagd=True)
    telling = met_vraag(vraagt_hand(bevoegd.nu)).aggregate(nakijken=Count("pk", filter=~vraag))
    wachtend = Herverzending.objects.filter(status=Herverzendstatus.GEVRAAGD).exclude(gevraagd_door=gebruiker.pk)
    taken: list[Taak] = []
    if not settings.DEMO and (stil := stil_sinds(bevoegd.nu)):
        sinds = stil if isinstance(stil, datetime) else bevoegd.nu
        taken.append(("Het versturen staat stil", "Berichten", adres, sinds))
    if telling["nakijken"]:
        taken.append((f"Berichten nakijken ({telling['nakijken']})", "Berichten", adres, None))
    for rij in wachtend.select_related("bericht"):
        taken.append(("Opnieuw versturen goedkeuren", str(rij.bericht), rij.bericht.get_absolute_url(), None))
    return taken


def openstaand(nu: datetime, hoogstens: int) -> list[int]:
    """Ids of the messages that may go at `nu`, longest free first."""
    return list(Bericht.objects.openstaand(nu).values_list("pk", flat=True)[:hoogstens])


def oudste_wachtende(nu: datetime) -> tuple[int, datetime | None]:
    """How many messages could have left at `nu`, and since when the oldest of them may."""
    wachtend = Bericht.objects.filter(status=Status.KLAAR, vrij_op__lte=nu, wacht_op_bijlage=False)
    telling = wachtend.aggregate(aantal=Count("pk"), oudste=Min("vrij_op"))
    return telling["aantal"], telling["oudste"]


def verzendstop() -> Verzendstop | None:
    """The stop that holds all mail now (R25)."""
    return Verzendstop.objects.filter(opgeheven_op__isnull=True).select_related("gevraagd_door").first()


def wacht_op_bijlage(soort: Berichtsoort, hoogstens: int) -> list[int]:
    """Ids of the messages of this kind that stay until their attachment is made, the oldest first."""
    return list(Bericht.objects.wacht_op_bijlage().filter(soort=soort).values_list("pk", flat=True)[:hoogstens])


def bijlage(soort: Berichtsoort, over: str) -> Stuk | None:
    """The attachment that went with the message of this kind about `over`; None while it is not made."""
    return Stuk.objects.filter(bericht__soort=soort, bericht__over=over).select_related("sleutel").first()


def blijven_hangen(grens: datetime) -> list[int]:
    """Ids of the messages claimed before `grens` and never recorded."""
    return list(Bericht.objects.blijven_hangen(grens).values_list("pk", flat=True))


def verstuurd_op(over: str) -> datetime | None:
    """When the first message on this subject was handed over to the mail server; None while none was."""
    return Bericht.objects.filter(over=over, status__in=(Status.OVERGEDRAGEN, Status.GEBOUNCED)).aggregate(
        moment=Min("afgehandeld_op")
    )["moment"]
