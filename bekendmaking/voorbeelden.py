"""Letters to look at while their words or looks are changed: real ones of the round, one per outcome, or made up.

Nothing is saved here. What is made up hangs on rows without a key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from bekendmaking import opmaak, voorstel
from bekendmaking.brieftekst import Deel, Soort
from bekendmaking.models import Beslissing, Bezwaar, Brief, Herziening
from bekendmaking.states import KRIJGT_OVEREENKOMST, Oordeel, Uitkomst
from bekendmaking.teksten import Teksten
from beoordeling.states import Indeling
from inschrijving.models import Inschrijving, Regioinschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.opmaak import datum, euro
from partijen.models import Gebruiker, Organisatie, WlzUitvoerder
from publicatie.models import Inkoopronde, Regio, Regiotoewijzing

VERZONNEN = "verzonnen"
GELOOT = Q(grond="na loting")
SOORTEN = {  # key: (name, which decisions)
    "bestaand": ("Overeenkomst, bestaande organisatie", Q(uitkomst=Uitkomst.OVEREENKOMST_BESTAAND)),
    "nieuw": ("Overeenkomst, nieuwe organisatie", Q(uitkomst=Uitkomst.OVEREENKOMST_NIEUW) & ~GELOOT),
    "nieuw-na-loting": ("Overeenkomst na loting", Q(uitkomst=Uitkomst.OVEREENKOMST_NIEUW) & GELOOT),
    "niet-geselecteerd": ("Niet geselecteerd", Q(uitkomst=Uitkomst.NIET_GESELECTEERD) & ~GELOOT),
    "niet-na-loting": ("Niet geselecteerd na loting", Q(uitkomst=Uitkomst.NIET_GESELECTEERD) & GELOOT),
    "voldoet-niet": ("Voldoet niet", Q(uitkomst=Uitkomst.VOLDOET_NIET)),
    "geen-plaats": ("Voldoet, geen plaats", Q(uitkomst=Uitkomst.GEEN_PLAATS)),
}


@dataclass(frozen=True)
class Voorbeeld:
    """A letter to look at; `brief` is None for the one that is made up."""

    sleutel: str
    naam: str
    brief: Brief | None = None


def voorbeelden(ronde: Inkoopronde, deel: Deel | None = None) -> list[Voorbeeld]:
    """One real letter per outcome as far as the round has them, and always one that is made up.

    Of a herziening and an answer only the last. The same number of queries however many letters there are.
    """
    verzonnen = Voorbeeld(VERZONNEN, "Verzonnen brief, met elke uitkomst")
    if deel and deel.soort in (Soort.HERZIENING, Soort.ANTWOORD):
        return [verzonnen]
    echte = [Voorbeeld(sleutel, naam, _eerste(ronde, welke)) for sleutel, (naam, welke) in SOORTEN.items()]
    return [*(voorbeeld for voorbeeld in echte if voorbeeld.brief), verzonnen]


def _eerste(ronde: Inkoopronde, welke: Q) -> Brief | None:
    rijen = Beslissing.objects.filter(welke, brief__inschrijving__ronde=ronde, brief__herziening=None)
    paden = (f"brief__inschrijving__{pad}" for pad in ("ronde", "uitvoerder", "organisatie"))
    rij = rijen.select_related(*paden).order_by("brief__inschrijving__kenmerk").first()
    return rij.brief if rij else None


def als_pdf(ronde: Inkoopronde, keuze: str, teksten: Teksten, deel: Deel | None = None) -> bytes:
    """The chosen letter in these words. RegelFout when the round does not have it, or no dates yet."""
    if keuze == VERZONNEN:
        return verzonnen_pdf(ronde, _uitvoerder(ronde), teksten, deel)
    brief = next((v.brief for v in voorbeelden(ronde, deel) if v.sleutel == keuze), None)
    if brief is None:
        raise RegelFout("Zo’n brief is er in deze ronde niet (meer). Kies een andere.")
    return opmaak.als_pdf(
        inschrijving=brief.inschrijving,
        versie=brief.versie,
        dagtekening=brief.dagtekening,
        beslissingen=voorstel.beslissingen_voor(brief.inschrijving, teksten),
        teksten=teksten,
    )


def verzonnen_pdf(
    ronde: Inkoopronde, uitvoerder: WlzUitvoerder, teksten: Teksten, deel: Deel | None = None, logo: bytes | None = None
) -> bytes:
    """A letter to nobody, of the kind in which `deel` stands."""
    dag = klok.lokaal(ronde.bekendmaking_op).date() if ronde.bekendmaking_op else klok.vandaag()
    inschrijving = _inschrijving(ronde, uitvoerder)
    if deel and deel.soort == Soort.ANTWOORD:
        return opmaak.antwoord_als_pdf(_bezwaar(inschrijving, dag), ["Voorbeeldregio"], teksten)
    beslissingen = _beslissingen(inschrijving, teksten, dag)
    herziening = None
    if deel and deel.soort == Soort.HERZIENING:
        herziening = Herziening(reden="Hier staat de reden van de herziening.")
        beslissingen = beslissingen[:1]
        beslissingen[0].vervangt = Beslissing(brief=Brief(dagtekening=dag), uitkomst=Uitkomst.VOLDOET_NIET)
    elif deel and deel.sleutel == "slot_zonder":
        beslissingen = [beslissing for beslissing in beslissingen if not beslissing.krijgt_overeenkomst]
    return opmaak.als_pdf(
        inschrijving=inschrijving,
        versie=1,
        dagtekening=dag,
        beslissingen=beslissingen,
        herziening=herziening,
        teksten=teksten,
        logo=logo,
    )


def _uitvoerder(ronde: Inkoopronde) -> WlzUitvoerder:
    """The first of the round, or one that is made up as long as it has no regions."""
    eerste = WlzUitvoerder.objects.filter(toewijzingen__ronde=ronde).order_by("naam").first()
    return eerste or WlzUitvoerder(
        zorgkantoor="Zorgkantoor Voorbeeld",
        postadres="Postbus 1, 0000 AA Voorbeeldstad",
        bezwaar_email="bezwaar@oco.example",
    )


def _inschrijving(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> Inschrijving:
    organisatie = Organisatie(
        statutaire_naam="Stichting Voorbeeld", straat="Voorbeeldstraat 1", postcode="0000 AA", plaats="Voorbeeldstad"
    )
    return Inschrijving(
        ronde=ronde,
        uitvoerder=uitvoerder,
        organisatie=organisatie,
        kenmerk="VOORBEELD",
        email="bestuur@voorbeeld.example",
    )


def _beslissingen(inschrijving: Inschrijving, teksten: Teksten, dag: date) -> list[Beslissing]:
    """One of each outcome that this round can have, each in a region of its own."""
    rijen = [
        (Uitkomst.OVEREENKOMST_BESTAAND, "", "overeenkomst_bestaand", ""),
        (Uitkomst.OVEREENKOMST_NIEUW, "", "overeenkomst_nieuw", ""),
        (Uitkomst.OVEREENKOMST_NIEUW, "", "overeenkomst_geselecteerd", ""),
        (
            Uitkomst.OVEREENKOMST_NIEUW,
            "na loting",
            "overeenkomst_na_loting",
            "Hier staat wanneer is geloot.",
        ),
        (Uitkomst.OVEREENKOMST_BESTAAND, "verlengd", "verlengd", ""),
        (Uitkomst.VOLDOET_NIET, "eis 8", "voldoet_niet", "Eis 8: hier staat wat de beoordelaars schreven."),
        (
            Uitkomst.NIET_GESELECTEERD,
            "plaats 5 in de rangschikking",
            "niet_geselecteerd",
            "Hier staat op welke plaats u kwam en wat de doorslag gaf.",
        ),
        (Uitkomst.GEEN_PLAATS, "", "geen_plaats", "Hier staat waarom er geen plaats was."),
    ]
    gekozen = [rij for rij in rijen if rij[2] in teksten.per_deel]
    return [_beslissing(inschrijving, teksten, dag, nummer, *rij) for nummer, rij in enumerate(gekozen, 1)]


def _beslissing(
    inschrijving: Inschrijving,
    teksten: Teksten,
    dag: date,
    nummer: int,
    uitkomst: Uitkomst,
    grond: str,
    sleutel: str,
    vast: str,
) -> Beslissing:
    ronde, naam = inschrijving.ronde, f"Voorbeeldregio {nummer}"
    bestaand = uitkomst == Uitkomst.OVEREENKOMST_BESTAAND
    tot = (ronde.looptijd_bestaand_tot if bestaand else ronde.looptijd_nieuw_tot) or date(dag.year + 1, 12, 31)
    tarief = ronde.tarief or Decimal("0.00")
    woorden = teksten.van(
        inschrijving,
        sleutel,
        regio=naam,
        referentiejaar=str(ronde.referentiejaar or dag.year - 1),
        rang="2",
        tarief=euro(tarief),
        looptijd_tot=datum(tot),
    )
    toewijzing = Regiotoewijzing(ronde=ronde, regio=Regio(naam=naam))
    beslissing = Beslissing(
        regioinschrijving=Regioinschrijving(inschrijving=inschrijving, toewijzing=toewijzing),
        uitkomst=uitkomst,
        grond=grond,
        motivering="\n".join(filter(None, (woorden, vast))),
        indeling=Indeling.BESTAAND if bestaand else Indeling.NIEUW_IN_REGIO,
    )
    if uitkomst in KRIJGT_OVEREENKOMST:
        beslissing.looptijd_van, beslissing.looptijd_tot = ronde.ingang_op or date(dag.year + 1, 1, 1), tot
        beslissing.tarief, beslissing.budget, beslissing.uren = tarief, Decimal("100000.00"), Decimal("1000.00")
    return beslissing


def _bezwaar(inschrijving: Inschrijving, dag: date) -> Bezwaar:
    """An answer that is gegrond, so that all of its words are seen."""
    return Bezwaar(
        pk=1,
        brief=Brief(inschrijving=inschrijving, dagtekening=dag),
        oordeel=Oordeel.GEGROND,
        aangekomen_op=klok.nu(),
        antwoord="Hier staan de redenen.",
        beantwoord_op=klok.nu(),
        beantwoord_door=Gebruiker(naam="Naam van de behandelaar"),
    )


def keuzes(voorbeelden: Sequence[Voorbeeld]) -> list[tuple[str, str]]:
    """As choices of a form."""
    return [(v.sleutel, f"{v.naam}: {v.brief.inschrijving.kenmerk}" if v.brief else v.naam) for v in voorbeelden]
