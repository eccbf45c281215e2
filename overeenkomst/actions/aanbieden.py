"""Offer an overeenkomst to the organisation, and take the offer back before anyone signed it."""

from typing import Any

from django.db import transaction

from bekendmaking.queries import gegunde_regios
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import bewaar
from kluis.models import Stuk
from overeenkomst import document
from overeenkomst.actions import slot
from overeenkomst.models import Aanbieding, Modeltekst, Overeenkomst
from overeenkomst.queries import teksten
from overeenkomst.rules import contract as contractregels
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht


@transaction.atomic
def bied_aan(*, inschrijving_id: int, gezien: str, door: Gebruiker) -> Overeenkomst:
    """Offer the contract document for the regions that were won; free at any time after the decision (A07).

    `gezien`: hash of the facts that were on the screen (document.inhoudshash). The PDF and the versions of all its
    bijlagen are frozen with it (A68). Raises RegelFout that names everything that is missing, or when a fact changed.
    """
    rijen = Inschrijving.objects.select_related("ronde", "organisatie", "uitvoerder", "bestuursverklaring")
    inschrijving = rijen.select_for_update(of=("self",)).get(pk=inschrijving_id)
    eis_recht(door, Recht.VRIJGEVEN, uitvoerder_id=inschrijving.uitvoerder_id)
    if not gegunde_regios(inschrijving):
        raise RegelFout("Voor deze inschrijving is geen beslissing bekendgemaakt die tot een overeenkomst leidt.")
    overeenkomst, _ = Overeenkomst.objects.get_or_create(inschrijving=inschrijving)
    overeenkomst = slot.vergrendel(overeenkomst.pk)
    feiten, modeltekst = document.feiten(inschrijving), teksten.laatste_modeltekst(inschrijving.ronde)
    contractregels.eis_compleet(document.ontbreekt(inschrijving, feiten, modeltekst))
    if document.inhoudshash(feiten) != gezien:
        raise RegelFout("De gegevens van deze overeenkomst zijn intussen gewijzigd. Bekijk het voorbeeld opnieuw.")
    overeenkomst.aangeboden_op = klok.nu()
    overeenkomst.ingang_op, overeenkomst.eind_op = contractregels.looptijd(feiten)
    overeenkomst.save(update_fields=["aangeboden_op", "ingang_op", "eind_op"])
    overeenkomst = zet_over(overeenkomst, "bied_aan", door=door)
    aanbieding = _leg_neer(overeenkomst, inschrijving, feiten, modeltekst, door)
    slot.bericht(overeenkomst, aanbieding, kant=Kant.ORGANISATIE, sjabloon="aangeboden", onderwerp="U kunt tekenen")
    return overeenkomst


def _leg_neer(
    overeenkomst: Overeenkomst,
    inschrijving: Inschrijving,
    feiten: dict[str, Any],
    modeltekst: Modeltekst | None,
    door: Gebruiker,
) -> Aanbieding:
    """Freeze this version: its PDF, its facts and the documents that go with it."""
    versie = overeenkomst.aanbiedingen.count() + 1
    pdf = document.als_pdf(feiten, versie=versie, inschrijving=inschrijving, modeltekst=modeltekst)
    stuk = bewaar(
        dossier=overeenkomst.dossier_sleutel,
        naam=f"overeenkomst-{inschrijving.kenmerk}-versie-{versie}.pdf",
        inhoud=pdf,
        controleer=False,
        door=door,
    )
    aanbieding = Aanbieding.objects.create(
        overeenkomst=overeenkomst,
        versie=versie,
        stuk=stuk,
        hash=stuk.sha256,
        modeltekst=modeltekst,
        feiten=feiten,
        door=door,
        op=klok.nu(),
    )
    aanbieding.bijlagen.set(Stuk.objects.filter(pk__in=[rij["stuk"] for rij in feiten["bijlagen"] if rij["stuk"]]))
    leg_vast(aanbieding, "leg_aanbieding_vast", door=door, versie=versie, sha256=stuk.sha256)
    return aanbieding


@transaction.atomic
def trek_aanbod_in(*, overeenkomst_id: int, reden: str, door: Gebruiker) -> Overeenkomst:
    """Take the offer back, with a reason, as long as nobody signed. The version stays to be read."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    eis_recht(door, Recht.VRIJGEVEN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    if not reden.strip():
        raise RegelFout("Schrijf op waarom u het aanbod intrekt.")
    aanbieding = overeenkomst.aanbiedingen.filter(ingetrokken_op__isnull=True).first()
    if aanbieding and aanbieding.ondertekeningen.exists():
        raise RegelFout("De organisatie heeft al getekend. Intrekken kan niet meer.")
    overeenkomst = zet_over(overeenkomst, "trek_in", door=door, toelichting=reden)
    assert aanbieding, "what is offered has a version"
    aanbieding.ingetrokken_door, aanbieding.ingetrokken_op, aanbieding.intrekreden = door, klok.nu(), reden
    aanbieding.save(update_fields=["ingetrokken_door", "ingetrokken_op", "intrekreden"])
    slot.bericht(overeenkomst, aanbieding, kant=Kant.ORGANISATIE, sjabloon="ingetrokken", onderwerp="Ingetrokken")
    return overeenkomst
