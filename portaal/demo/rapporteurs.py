"""The scripted cast, part six: a year of production at one zorgkantoor, and the check of it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kern import klok
from kern.werkboek import Cel, maak_formulier
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.states import Afspraakstatus
from partijen.models import WlzUitvoerder
from portaal.demo.cast import elk, ronde, staf, tekenaar
from portaal.demo.contractanten import UITVOERDER
from uitvoering import actions, productiebestand
from uitvoering.queries import productie as queries
from uitvoering.queries.productie import Maandstand
from uitvoering.rules import productieblad
from uitvoering.rules.productie import KWARTIER, Cijfers, Dienst, Regel

MET_NAMEN = ("Stichting Kiekendief Ondersteuning", date(2018, 2, 1))  # sends a file with names
VERTELD = ("Stichting Wulp Oost", date(2018, 3, 1))  # counts wrong, and corrects
NIETS = ("Stichting Wulp Oost", date(2018, 7, 1))  # had nothing to do
TE_LAAT = ("Stichting Kiekendief Ondersteuning", date(2018, 8, 1))  # does not deliver in time
ANDERS = Decimal(900)  # hours in a year where nothing was agreed
SEIZOEN = (90, 92, 98, 95, 92, 88, 70, 75, 105, 108, 104, 88)  # percent of a twelfth of the year
TEMPO = {"Stichting Wulp Oost": 125, "Coöperatie Tapuit U.A.": 60}  # percent of that: too fast, and with money left
GEWICHT = (24, 12, 22, 14, 16, 5, 7)  # of each dienst in the hours of a month
NAGETELD = "Bij het natellen bleek een week dubbel geboekt."
DUBBEL = "De uren zijn bijna twee keer zo hoog als in februari. Klopt dat? Tel ze nog eens na."


def _standen(maand: date) -> list[Maandstand]:
    """Every region of the zorgkantoor in this month."""
    regios = queries.lopend().filter(
        regioinschrijving__inschrijving__ronde=ronde(), regioinschrijving__inschrijving__uitvoerder__code=UITVOERDER
    )
    return queries.standen(regios, van=maand, tot=maand)


def _is(rij: Maandstand, geval: tuple[str, date]) -> bool:
    return (rij.dossier.organisatie.statutaire_naam, rij.maand) == geval


def lever_aan(maand: date) -> list[str]:
    """Who did not deliver this month does so, except the one that is late."""
    return elk([rij for rij in _standen(maand) if not rij.versies and not _is(rij, TE_LAAT)], _lever)


def lever_alsnog_aan() -> list[str]:
    """The one that was late."""
    return elk([rij for rij in _standen(TE_LAAT[1]) if not rij.versies], _lever)


def _lever(rij: Maandstand) -> None:
    _bewaar(rij, _cijfers(rij, 200 if _is(rij, VERTELD) else 100))


def _bewaar(rij: Maandstand, cijfers: Cijfers, reden: str = "") -> None:
    wat = {"regio_id": rij.regio.pk, "maand": rij.maand, "gezien": len(rij.versies)}
    actions.lever_productie_aan(**wat, cijfers=cijfers, reden=reden, door=tekenaar(rij.dossier.organisatie))


def _cijfers(rij: Maandstand, procent: int) -> Cijfers:
    """A twelfth of what was agreed, more or less by the season, over the services of the form."""
    diensten = queries.formaat(rij.dossier.ronde, rij.maand).diensten
    if _is(rij, NIETS):
        return Cijfers(tuple(Regel(dienst, Decimal(0), 0) for dienst in diensten), 0, geen_productie=True)
    tempo = TEMPO.get(rij.dossier.organisatie.statutaire_naam, 100)
    uren = _jaaruren(rij) / 12 * SEIZOEN[rij.maand.month - 1] * tempo * procent / 1_000_000
    gewicht = GEWICHT[: len(diensten)]
    delen = (uren * deel / sum(gewicht) for deel in gewicht)
    regels = tuple(_regel(dienst, deel) for dienst, deel in zip(diensten, delen, strict=True))
    return Cijfers(regels, max(sum(regel.vragen for regel in regels) * 2 // 3, 1))


def _jaaruren(rij: Maandstand) -> Decimal:
    """As they were agreed first."""
    afspraken = Prijsvolumeafspraak.objects.filter(regioinschrijving=rij.regio, jaar=rij.maand.year)
    eerste = afspraken.exclude(status=Afspraakstatus.ONTWERP).order_by("pk").first()
    return eerste.uren if eerste else ANDERS


def _regel(dienst: Dienst, uren: Decimal) -> Regel:
    heel = max(uren // KWARTIER, Decimal(1)) * KWARTIER
    return Regel(dienst, heel, int(heel * 60 / (dienst.richtminuten or 90)) + 1)


def keur_goed(maand: date) -> list[str]:
    """An inkoper checks the month: all is well, except what is about twice as much as it was."""
    rijen = [rij for rij in _standen(maand) if rij.te_controleren]
    vreemd = [rij for rij in rijen if _is(rij, VERTELD) and len(rij.versies) == 1]
    return elk(vreemd, _vind_fouten) + elk([rij for rij in rijen if rij not in vreemd], _keur_goed)


def _wat(rij: Maandstand) -> dict:
    inkoper = staf(WlzUitvoerder.objects.get(code=UITVOERDER), "inkoper-een")
    assert rij.rapportage is not None, "it is to be checked"
    return {"rapportage_id": rij.rapportage.pk, "gezien": rij.rapportage.versie, "door": inkoper}


def _vind_fouten(rij: Maandstand) -> None:
    actions.vind_productiefouten(bevinding=DUBBEL, **_wat(rij))


def _keur_goed(rij: Maandstand) -> None:
    actions.keur_productie_goed(**_wat(rij))


def corrigeer() -> list[str]:
    """The organisation that counted wrong delivers the month again."""
    rijen = [rij for rij in _standen(VERTELD[1]) if rij.status == "met_fouten"]
    return elk(rijen, lambda rij: _bewaar(rij, _cijfers(rij, 100), NAGETELD))


def stuur_namen_mee() -> list[str]:
    """One fills in a name beside the figures: the file is refused, and nothing of it is kept (OV-229)."""
    rijen = [rij for rij in _standen(MET_NAMEN[1]) if _is(rij, MET_NAMEN) and not rij.versies]
    return [tekst for rij in rijen for tekst in _stuur_namen_mee(rij)]


def _stuur_namen_mee(rij: Maandstand) -> Iterable[str]:
    rijen = productieblad.formulier(queries.kop(rij))
    rijen[productieblad.KOLOMMEN - 1].append("Naam cliënt")
    cellen = [[Cel(tekst) for tekst in regel] for regel in rijen]
    blad = maak_formulier(productieblad.BLAD, cellen, breedtes=(46, 34, 24, 24), gemaakt_op=klok.nu())
    if not productiebestand.controleer(blad, rij).gelezen.weigering:
        yield "Een bestand met namen van cliënten is niet geweigerd."


def herinner() -> None:
    """What beat does every day, now."""
    actions.herinner()
