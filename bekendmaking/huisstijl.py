"""How the letters of an uitvoerder look, and whether a letter still looks and reads like that."""

from collections.abc import Iterable, Mapping

from bekendmaking.models import Brief, Logo
from bekendmaking.teksten import Teksten, teksten_van
from inschrijving.models import Inschrijving
from kern.rules import canoniek, sha256
from kluis.actions import lees
from partijen.models import WlzUitvoerder


def logo_van(uitvoerder: WlzUitvoerder) -> bytes:
    """The logo as PNG; empty when there is none: then the name stands there."""
    rij = Logo.objects.select_related("stuk__sleutel").filter(uitvoerder=uitvoerder.pk).first()
    return lees(rij.stuk) if rij else b""


def opmaakhash(teksten: Teksten, uitvoerder: WlzUitvoerder) -> str:
    """Hash of everything in a decision that is not about the dossier: words, colours and logo."""
    return _hash(teksten, uitvoerder, logohashes([uitvoerder.pk]).get(uitvoerder.pk, ""))


def opmaakhashes(dossiers: Iterable[Inschrijving], teksten: Mapping[int, Teksten]) -> dict[tuple[int, int], str]:
    """The same by ronde and uitvoerder for many dossiers, with the words by ronde; one query."""
    per_plek = {(rij.ronde_id, rij.uitvoerder_id): rij.uitvoerder for rij in dossiers}
    logos = logohashes({uitvoerder for _, uitvoerder in per_plek})
    return {plek: _hash(teksten[plek[0]], wie, logos.get(plek[1], "")) for plek, wie in per_plek.items()}


def zelfde_opmaak(brief: Brief) -> bool:
    """Whether the words of the round and the huisstijl of the uitvoerder are those of this letter."""
    inschrijving = brief.inschrijving
    return brief.opmaak_hash == opmaakhash(teksten_van(inschrijving.ronde), inschrijving.uitvoerder)


def logohashes(uitvoerders: Iterable[int]) -> dict[int, str]:
    """sha256 of the logo by uitvoerder; who has none is not in it."""
    rijen = Logo.objects.filter(uitvoerder__in=list(uitvoerders))
    return dict(rijen.values_list("uitvoerder", "stuk__sha256"))


def huisstijlhash(uitvoerder: WlzUitvoerder) -> str:
    """Hash of colours and logo, by which who changes them shows what was on screen."""
    return sha256(canoniek(_beeld(uitvoerder, logohashes([uitvoerder.pk]).get(uitvoerder.pk, ""))))


def _beeld(uitvoerder: WlzUitvoerder, logo: str) -> dict[str, str]:
    return {"kleur": uitvoerder.kleur, "accent": uitvoerder.accent, "logo": logo}


def _hash(teksten: Teksten, uitvoerder: WlzUitvoerder, logo: str) -> str:
    return sha256(canoniek({"teksten": teksten.van_de_beslissing(), **_beeld(uitvoerder, logo)}))
