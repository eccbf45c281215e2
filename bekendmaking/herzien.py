"""What a region becomes on corrected facts: per party the decision as it is and as it would be (A51).

Nothing is saved here. The verdicts, the frozen input and the first decisions stay what they were: a herziening says
what is decided after a bezwaar, beside what was judged before it (docs/adr/0006).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from bekendmaking import voorstel
from bekendmaking.models import Beslissing, Bezwaar, Herziening, KortGeding
from bekendmaking.states import KRIJGT_OVEREENKOMST, Herzieningstatus, Status, Uitkomst
from beoordeling.states import Indeling
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.fouten import RegelFout
from kern.opmaak import datum
from publicatie.models import Regiotoewijzing
from selectie import queries as selectie
from selectie.herrekening import als_gegevens, bevroren_invoer, herreken, invoerhash, moet_loten
from selectie.models import Loting

# A new decision is due when one of these changes; another place in the ranking alone changes nothing for a party.
BEPALEND = ("uitkomst", "looptijd_van", "looptijd_tot", "tarief", "budget", "uren")
INDELINGEN = {"bestaand": Indeling.BESTAAND, "deels": Indeling.DEELS}


@dataclass(frozen=True)
class Verschil:
    """The decision of one party before and after."""

    oud: Beslissing
    nieuw: Beslissing

    @property
    def anders(self) -> bool:
        """Whether the party gets a new decision. Of a definitive one only the outcome can change: its conditions are
        those of the overeenkomst by now."""
        velden = ("uitkomst",) if self.oud.status == Status.DEFINITIEF else BEPALEND
        return any(getattr(self.oud, veld) != getattr(self.nieuw, veld) for veld in velden)


@dataclass(frozen=True)
class Aanleiding:
    """Why a region is decided anew, for the screens: in words, of whom, and the pages around it."""

    tekst: str  # after "na"
    inschrijving: Inschrijving
    adres: str
    opstellen: str
    velden: dict[str, int]  # which row it is, for the action


def na_bezwaar(bezwaar: Bezwaar, toewijzing: Regiotoewijzing) -> Aanleiding:
    """A gegrond bezwaar."""
    opstellen = reverse("herziening_opstellen", args=[bezwaar.pk, toewijzing.regio.sleutel])
    adres, velden = reverse("bezwaar", args=[bezwaar.pk]), {"bezwaar_id": bezwaar.pk}
    return Aanleiding(f"het gegronde bezwaar {bezwaar.kenmerk}", bezwaar.brief.inschrijving, adres, opstellen, velden)


def na_uitspraak(geding: KortGeding) -> Aanleiding:
    """A kort geding that was won."""
    assert geding.uitspraak_op is not None, "a verdict has a day"
    tekst = f"de uitspraak {geding.uitspraak_kenmerk} van {datum(geding.uitspraak_op)}"
    opstellen = reverse("herziening_na_uitspraak", args=[geding.pk])
    adres, velden = reverse("kort_geding", args=[geding.pk]), {"kort_geding_id": geding.pk}
    return Aanleiding(tekst, geding.beslissing.regioinschrijving.inschrijving, adres, opstellen, velden)


def aanleiding(herziening: Herziening) -> Aanleiding:
    """Of this herziening."""
    if herziening.kort_geding:
        return na_uitspraak(herziening.kort_geding)
    assert herziening.bezwaar is not None, "the database asks for one of both"
    return na_bezwaar(herziening.bezwaar, herziening.toewijzing)


def wacht_op_loting(herziening: Herziening) -> dict[str, Any] | None:
    """The equals over the cut and their places, while the notaris has to draw for this draft."""
    if "loting" not in herziening.uitslag.get("uitkomsten", {}).values():
        return None
    groep: dict[str, Any] = herziening.uitslag["loting"]
    return groep


def beslissingen_in(toewijzing: Regiotoewijzing) -> list[Beslissing]:
    """The decisions that hold in a region now, in order of kenmerk."""
    rijen = Beslissing.objects.geldig().filter(regioinschrijving__toewijzing=toewijzing)
    rijen = rijen.select_related(
        "brief",
        "regioinschrijving__toewijzing__regio",
        "regioinschrijving__classificatie",
        "regioinschrijving__inschrijving__ronde",
        "regioinschrijving__inschrijving__organisatie",
        "regioinschrijving__inschrijving__uitvoerder",
    )
    return list(rijen.order_by("regioinschrijving__inschrijving__kenmerk"))


def is_definitief(toewijzing: Regiotoewijzing) -> bool:
    """Whether a decision that holds in this region is definitive: from then on nobody loses a place there (A51)."""
    rijen = Beslissing.objects.geldig().filter(regioinschrijving__toewijzing=toewijzing)
    return rijen.filter(status=Status.DEFINITIEF).exists()


def eis_geen_verdringing(oude: Iterable[Beslissing], uitkomsten: Mapping[str, str]) -> None:
    """Raises RegelFout, by name, when someone with a definitive decision would lose its place (A51).

    `uitkomsten`: per kenmerk, as in proefselectie; who is not in it no longer meets the eisen.
    """
    kwijt = [
        oud.regioinschrijving.inschrijving.partijnaam
        for oud in oude
        if oud.status == Status.DEFINITIEF and oud.krijgt_overeenkomst
        if uitkomsten.get(_kenmerk(oud)) not in KRIJGT_OVEREENKOMST
    ]
    if kwijt:
        raise RegelFout(
            f"Zo verliest {' en '.join(kwijt)} een plaats, terwijl die beslissing al definitief is. Niemand verliest "
            "dan nog een plaats (lezing A51). Overleg met de inkoopmanager en de jurist. Is er geen andere weg, kies "
            "dan dat de beslissingen blijven."
        )


def basis(toewijzing: Regiotoewijzing) -> dict[str, Any]:
    """The input that holds now: that of the last herziening, or the one two people froze."""
    laatste = Herziening.objects.filter(toewijzing=toewijzing, status=Herzieningstatus.VRIJGEGEVEN).last()
    return laatste.invoer if laatste else bevroren_invoer(toewijzing)


def basishash(toewijzing: Regiotoewijzing) -> str:
    """Its hash, by which a herziening shows that nothing changed under it."""
    return invoerhash(basis(toewijzing))


def verbeterd(toewijzing: Regiotoewijzing, kandidaten: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The input with these candidates: everyone who meets the eisen now, in the shape of proefselectie."""
    rijen = sorted((dict(rij) for rij in kandidaten), key=lambda rij: str(rij["kenmerk"]))
    return {**basis(toewijzing), "kandidaten": rijen}


def verschillen(
    toewijzing: Regiotoewijzing, invoer: Mapping[str, Any], motiveringen: Mapping[str, str]
) -> tuple[dict[str, Any], list[Verschil], Loting | None]:
    """The result of this input as JSON, of each party the decision before and after, and the loting that counts.

    While equals over the cut wait for the notaris there is no decision yet: then the result holds their group.

    `motiveringen`: why a party no longer meets the eisen, per kenmerk. Raises RegelFout when that is missing and when
    someone did not apply here.
    """
    regio, uitslag, loting = herreken(toewijzing, invoer)
    oude = beslissingen_in(toewijzing)
    if vreemd := sorted(set(uitslag.uitkomsten) - {_kenmerk(oud) for oud in oude}):
        raise RegelFout(f"{vreemd[0]} heeft geen beslissing in deze regio en kan niet meedoen.")
    eis_geen_verdringing(oude, uitslag.uitkomsten)
    if moet_loten(uitslag):
        return als_gegevens(uitslag), [], None
    soorten = {rij["kenmerk"]: rij["soort"] for rij in invoer["kandidaten"]}
    gekozen = [oud.regioinschrijving for oud in oude if uitslag.uitkomsten.get(_kenmerk(oud)) in KRIJGT_OVEREENKOMST]
    budgetten = voorstel.budgetten({toewijzing.pk: gekozen} if gekozen else {})
    woorden = voorstel.lees_woorden([oud.regioinschrijving for oud in oude])
    woorden = replace(woorden, lotingen={toewijzing.pk: loting} if loting else {})  # of several, the one that counts

    def nieuw(oud: Beslissing) -> Beslissing:
        kenmerk = _kenmerk(oud)
        if kenmerk not in uitslag.uitkomsten:
            return _voldoet_niet(oud, woorden, motiveringen.get(kenmerk, "").strip())
        uit = selectie.uitkomst_van(regio, uitslag, kenmerk)
        deel = oud.regioinschrijving
        velden = voorstel.velden_van(deel, uit, woorden, budgetten)
        return _opvolger(oud, indeling=_indeling(deel, soorten[kenmerk]), **velden)

    return als_gegevens(uitslag), [Verschil(oud, nieuw(oud)) for oud in oude], loting


def _kenmerk(beslissing: Beslissing) -> str:
    return beslissing.regioinschrijving.inschrijving.kenmerk


def _voldoet_niet(oud: Beslissing, woorden: voorstel.Woorden, motivering: str) -> Beslissing:
    """Still rejected on the same grounds, or rejected after all with a motivation of its own (IK-195)."""
    if oud.uitkomst == Uitkomst.VOLDOET_NIET:
        return _opvolger(oud, uitkomst=oud.uitkomst, grond=oud.grond, motivering=oud.motivering, indeling=oud.indeling)
    if not motivering:
        raise RegelFout(f"{_kenmerk(oud)}: schrijf waarom deze organisatie niet meer voldoet. Dat komt in de brief.")
    motivering = woorden.boven(oud.regioinschrijving, Uitkomst.VOLDOET_NIET, motivering)
    return _opvolger(
        oud, uitkomst=Uitkomst.VOLDOET_NIET, grond="na herziening", motivering=motivering, indeling=oud.indeling
    )


def _opvolger(oud: Beslissing, **velden: Any) -> Beslissing:
    return Beslissing(regioinschrijving=oud.regioinschrijving, versie=oud.versie + 1, vervangt=oud, **velden)


def _indeling(deel: Regioinschrijving, soort: str) -> str:
    """What the corrected input says; which of the two kinds of new it is, was confirmed before."""
    if soort in INDELINGEN:
        return INDELINGEN[soort]
    classificatie = getattr(deel, "classificatie", None)
    bevestigd = classificatie.indeling if classificatie else ""
    return bevestigd if bevestigd not in {"", Indeling.BESTAAND, Indeling.DEELS} else Indeling.NIEUW_IN_REGIO
