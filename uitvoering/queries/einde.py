"""Reading endings: the facts a ground rests on, what is left to hand over, to whom, and the work that waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from inschrijving.models import Regioinschrijving
from kern import klok
from overeenkomst.models import Overeenkomst
from overeenkomst.queries.looptijden import eindes
from overeenkomst.queries.lopend import lopend
from overeenkomst.states import Status as Overeenkomststatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Beeindiging, Lopend, Zeggenschapsmelding
from uitvoering.queries import productie
from uitvoering.rules.einde import MAANDEN_ZONDER_UREN
from uitvoering.states.einde import ONDERWEG, Status

Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Regiorest:
    """One region of an overeenkomst that ends: how many run, how many are handed over, and what is left.

    `lopend` None: the organisation did not say yet.
    """

    regio: Regioinschrijving
    lopend: Lopend | None
    overgedragen: int

    @property
    def naam(self) -> str:
        return str(self.regio.toewijzing.regio.naam)

    @property
    def rest(self) -> int | None:
        return self.lopend.aantal - self.overgedragen if self.lopend else None


def resten(rij: Beeindiging) -> list[Regiorest]:
    """Per region of the overeenkomst, in order of name; three queries."""
    regios = Regioinschrijving.objects.filter(pk__in=eindes(rij.overeenkomst.inschrijving))
    per_regio = {
        deel.regioinschrijving_id: deel
        for deel in rij.lopend.annotate(som=Sum("overdrachten__aantal")).prefetch_related(
            "overdrachten__ontvanger__inschrijving__organisatie"
        )
    }
    rijen = []
    for regio in regios.select_related("toewijzing__regio").order_by("toewijzing__regio__naam"):
        deel = per_regio.get(regio.pk)
        rijen.append(Regiorest(regio, deel, deel.som or 0 if deel else 0))
    return rijen


def ontvangers(regio: Regioinschrijving) -> Iterable[Overeenkomst]:
    """Who has an overeenkomst in force in this region today, besides the one that ends."""
    beslissingen = lopend(klok.vandaag()).filter(regioinschrijving__toewijzing__regio=regio.toewijzing.regio_id)
    ids = beslissingen.exclude(regioinschrijving__inschrijving=regio.inschrijving_id).values(
        "regioinschrijving__inschrijving__overeenkomst"
    )
    return Overeenkomst.objects.filter(pk__in=ids).select_related("inschrijving__organisatie").order_by("pk")


def melding_over(overeenkomst: Overeenkomst) -> Zeggenschapsmelding | None:
    """The latest word of the organisation on its control."""
    return Zeggenschapsmelding.objects.filter(overeenkomst=overeenkomst).first()


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user: notices of colleagues to send, endings to finish, changes of control to talk about."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.TOEZICHT_HOUDEN):
        return []
    taken: list[Taak] = []
    verstuurt = bevoegd.mag(Recht.TOEZICHT_VASTSTELLEN)
    for rij in Beeindiging.objects.voor_staf(gebruiker, Recht.TOEZICHT_HOUDEN).order_by("pk"):
        wie, adres = rij.overeenkomst.inschrijving.partijnaam, reverse("beeindiging", args=[rij.pk])
        voor = eind_van_de_dag(rij.laatste_dag)
        if rij.status == Status.VERSTUURD:
            taken.append(("Einde van de overeenkomst afronden", wie, adres, voor))
        elif rij.status == Status.ONTWERP and verstuurt and rij.opgesteld_door_id != gebruiker.pk:
            taken.append(("Opzegging versturen", wie, adres, voor))
    meldingen = Zeggenschapsmelding.objects.voor_staf(gebruiker, Recht.TOEZICHT_HOUDEN).filter(overleg_op=None)
    for melding in meldingen.order_by("pk"):
        dossier = melding.overeenkomst.inschrijving
        adres = reverse("toezicht_overeenkomst", args=[dossier.kenmerk])
        taken.append(
            ("Overleg over wijziging van zeggenschap", dossier.partijnaam, adres, eind_van_de_dag(melding.dag))
        )
    return taken + _zonder_uren(gebruiker)


def _zonder_uren(gebruiker: Gebruiker) -> list[Taak]:
    """Overeenkomsten in force that may be ended for six months without hours, and are not yet (OV-139)."""
    bezig = Beeindiging.objects.filter(status__in=ONDERWEG).values("overeenkomst__inschrijving")
    regios = productie.voor_staf(gebruiker, Recht.TOEZICHT_HOUDEN).filter(
        regioinschrijving__inschrijving__overeenkomst__status=Overeenkomststatus.VAN_KRACHT
    )
    leeg = productie.lege_maanden(regios.exclude(regioinschrijving__inschrijving__in=bezig))
    return [
        (
            f"{aantal} maanden zonder uren",
            dossier.partijnaam,
            reverse("toezicht_overeenkomst", args=[dossier.kenmerk]),
            None,
        )
        for dossier, aantal in leeg.items()
        if aantal >= MAANDEN_ZONDER_UREN
    ]
