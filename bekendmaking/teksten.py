"""The words of the letters of a round as they hold now, filled in for one letter: for paper, mail and screen alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bekendmaking import brieftekst
from bekendmaking.brieftekst import Deel, Soort, delen_van
from bekendmaking.models import Beslissing, Herziening
from bekendmaking.rules import Termijnen
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.opmaak import moment
from publicatie.models import Brieftekst, Inkoopronde


@dataclass(frozen=True)
class Teksten:
    """Per passage its text, with its names still in it."""

    per_deel: Mapping[str, str]

    def met(self, sleutel: str, tekst: str) -> "Teksten":
        """The same with one passage in other words, to look at."""
        return Teksten({**self.per_deel, sleutel: tekst})

    def van_de_beslissing(self) -> dict[str, str]:
        """What stands in a decision: a change of it makes a letter old."""
        delen = (brieftekst.DELEN[sleutel] for sleutel in self.per_deel)
        return {d.sleutel: self.per_deel[d.sleutel] for d in delen if d.soort in (Soort.ALLE, Soort.BESLISSING)}

    def van(self, inschrijving: Inschrijving, sleutel: str, **waarden: str) -> str:
        """A passage filled in for this dossier. KeyError when a name has no value."""
        return brieftekst.vul_in(self.per_deel[sleutel], vaste_waarden(inschrijving) | waarden)


def teksten_per_ronde(rondes: Iterable[Inkoopronde]) -> dict[int, Teksten]:
    """The passages of these rounds by key: their own words, or else those that hold by themselves. One query."""
    per_ronde = {ronde.pk: ronde for ronde in rondes}
    rijen = Brieftekst.objects.filter(ronde__in=per_ronde).values_list("ronde", "onderdeel", "tekst")
    eigen = {(ronde, onderdeel): tekst for ronde, onderdeel, tekst in rijen}
    return {
        pk: Teksten({d.sleutel: eigen.get((pk, d.sleutel), d.standaard) for d in delen_van(verlenging=r.is_verlenging)})
        for pk, r in per_ronde.items()
    }


def teksten_van(ronde: Inkoopronde) -> Teksten:
    """The same of one round."""
    return teksten_per_ronde([ronde])[ronde.pk]


def deel_van(ronde: Inkoopronde, sleutel: str) -> Deel:
    """A passage of this round. RegelFout when it has none of that name."""
    delen = {deel.sleutel: deel for deel in delen_van(verlenging=ronde.is_verlenging)}
    if sleutel not in delen:
        raise RegelFout("Deze ronde heeft geen brieftekst met die naam.")
    return delen[sleutel]


def vaste_waarden(inschrijving: Inschrijving) -> dict[str, str]:
    """What every passage may name."""
    return {
        "organisatie": inschrijving.partijnaam,
        "zorgkantoor": inschrijving.uitvoerder.zorgkantoor,
        "ronde": inschrijving.ronde.naam,
        "kenmerk": inschrijving.kenmerk,
    }


def om_de_uitkomst(
    teksten: Teksten,
    inschrijving: Inschrijving,
    beslissingen: Sequence[Beslissing],
    termijnen: Termijnen,
    herziening: Herziening | None = None,
) -> dict[str, str]:
    """The passages around the outcomes, by their place in the letter."""
    verlenging = inschrijving.ronde.is_verlenging
    aantal = len(beslissingen)
    inleiding = "inleiding_verlenging" if verlenging else "inleiding"
    if any(beslissing.krijgt_overeenkomst for beslissing in beslissingen):
        slot = "slot_verlenging" if verlenging else "slot_overeenkomst"
    else:
        slot = "slot_zonder"
    waarden = {
        "aantal_regios": "1 regio" if aantal == 1 else f"{aantal} regio’s",
        "opschorting_tot": moment(termijnen.opschorting_tot),
        "aanleiding": "een uitspraak van de rechter" if herziening and herziening.kort_geding_id else "een bezwaar",
        "regio": ", ".join(b.regioinschrijving.toewijzing.regio.naam for b in beslissingen),
    }
    plekken = {naam: naam for naam in ("aanhef", "rechtsmiddelen", "groet", "functie", "herziening")}
    plekken |= {"inleiding": inleiding, "slot": slot}
    return {plek: teksten.van(inschrijving, sleutel, **waarden) for plek, sleutel in plekken.items()}


def om_het_antwoord(teksten: Teksten, inschrijving: Inschrijving, regios: Sequence[str]) -> dict[str, str]:
    """The passages of the answer to a bezwaar about these regions."""
    delen = ("aanhef", "antwoord", "antwoord_gegrond", "groet")
    return {naam: teksten.van(inschrijving, naam, regios=", ".join(regios)) for naam in delen}
