"""Another version of an afspraak of which the overeenkomst is signed: dated, with a reason (ADR 0010; OV-121)."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from kern import klok
from kern.transitions import zet_over
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak
from overeenkomst.queries import wijziginhoud
from partijen.models import Gebruiker
from publicatie.models import Regiotoewijzing


def sluit_regios(*, overeenkomst_id: int, ook: Collection[int] = ()) -> None:
    """The regions whose money this party shares in, and others too, under their lock: first, as dividing does."""
    deel = Overeenkomst.objects.filter(pk__in=[overeenkomst_id, *ook]).values("inschrijving__regios")
    stam = Regiotoewijzing.objects.filter(verdelingen__afspraken__regioinschrijving__in=deel)
    rijen = Regiotoewijzing.objects.select_for_update(of=("self",)).filter(pk__in=stam.values("pk"))
    list(rijen.order_by("pk"))


def volgende_versie(
    *,
    oud: Prijsvolumeafspraak,
    vanaf: date,
    reden: str,
    door: Gebruiker,
    tarief: Decimal | None = None,
    jaarbedrag: Decimal | None = None,
    tot: date | None = None,
    akkoord: bool = False,
) -> Prijsvolumeafspraak:
    """Put a next version in the place of this one, from a day on; what is not given stays as it was.

    `akkoord`: `door` agrees to it for the organisation, in the same act. The old version stays to be read.
    """
    tarief, tot = tarief or oud.tarief, tot or oud.tot
    jaarbedrag = oud.jaarbedrag if jaarbedrag is None else jaarbedrag
    budget, uren = wijziginhoud.cijfers(oud, tarief=tarief, jaarbedrag=jaarbedrag, tot=tot)
    zet_over(oud, "vervang", door=door)
    nieuw = Prijsvolumeafspraak.objects.create(
        verdeling=oud.verdeling,
        regioinschrijving=oud.regioinschrijving,
        jaar=oud.jaar,
        van=oud.van,
        tot=tot,
        vanaf=vanaf,
        prognose=oud.prognose,
        schatting=oud.schatting,
        voorstel=oud.voorstel,
        jaarbedrag=jaarbedrag,
        reden=reden,
        tarief=tarief,
        budget=budget,
        uren=uren,
        **({"beantwoord_door": door, "beantwoord_op": klok.nu()} if akkoord else {}),
    )
    pijl = "houd_akkoord" if akkoord else "stel_voor"
    return zet_over(nieuw, pijl, door=door, jaar=nieuw.jaar, tarief=str(tarief), budget=str(budget))
