"""What a letter says, for paper, mail and screen alike: the terms in words, the PDF, the mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.models import Beslissing, Bezwaar, Brief
from bekendmaking.queries import beslissingen_van, termijnen_van, termijnen_voor
from bekendmaking.rules import Termijnen
from berichten.rules import veilig_adres
from inschrijving.models import Inschrijving
from inschrijving.queries import laatste_indiening
from kern.opmaak import datum, lokaal, moment
from kern.pdf import maak_pdf


@dataclass(frozen=True)
class Middel:
    """One thing that can be done, until when, and how."""

    wat: str
    wanneer: str
    uitleg: str


def middelen(inschrijving: Inschrijving, termijnen: Termijnen) -> list[Middel]:
    """Every remedy of chapter 3 with its day and time (IK-196 to IK-216; A01, A05, A08, A15)."""
    uitvoerder, ronde = inschrijving.uitvoerder, inschrijving.ronde
    antwoord, rechter = termijnen.bezwaar_beantwoord_uiterlijk, termijnen.kort_geding_laatste_dag
    let_op = ""
    if rechter < antwoord:
        let_op = f" Hij loopt af vóórdat wij uw bezwaar hoeven te beantwoorden ({datum(antwoord)})."
    return [
        Middel(
            "Bezwaar maken",
            f"tot en met {moment(termijnen.bezwaar_sluit)}",
            f"In het portaal, of per e-mail aan {uitvoerder.bezwaar_email}, met uw redenen en uw bewijs. Een bezwaar "
            "langs een andere weg behandelen wij niet. Maakt u te laat bezwaar, dan kunt u later niet meer tegen deze "
            "beslissing opkomen.",
        ),
        Middel("Ons antwoord", f"uiterlijk {datum(antwoord)}", "Per e-mail en in het portaal."),
        Middel(
            "Kort geding",
            f"uiterlijk {datum(rechter)}",
            "Dan moet de dagvaarding zijn betekend. Daarna vervalt dit recht. De termijn loopt vanaf de datum van deze "
            f"brief en wordt niet langer door een bezwaar.{let_op}",
        ),
        Middel(
            "Opschorting",
            f"van {datum(termijnen.opschorting_van)} tot {moment(termijnen.opschorting_tot)}",
            "In deze tijd tekenen wij met niemand een overeenkomst in uw regio’s.",
        ),
        Middel(
            "Andere geschillen",
            f"binnen {ronde.overige_geschillen_dagen} kalenderdagen",
            "Die tellen vanaf de dag waarop u de omstandigheid kon kennen. Gaat het om deze beslissing, dan is "
            f"de laatste dag {datum(termijnen.overige_geschillen_laatste_dag)}.",
        ),
    ]


def tijdnoot(termijnen: Termijnen) -> str:
    """What a clock time means, also in UTC (R14)."""
    return (
        f"Alle tijden zijn Nederlandse tijd. {lokaal(termijnen.bezwaar_sluit):%H:%M} uur op "
        f"{datum(termijnen.bezwaar_sluit)} is {termijnen.bezwaar_sluit.astimezone(UTC):%H:%M} uur UTC."
    )


def adres_van(inschrijving: Inschrijving) -> str:
    """Where the letter goes: the address of the dossier, else that of the organisation.

    Raises RegelFout for an address that cannot be mailed, so that this shows when the letter is made.
    """
    return veilig_adres(inschrijving.email or inschrijving.organisatie.email)


def als_pdf(*, inschrijving: Inschrijving, versie: int, dagtekening: date, beslissingen: Sequence[Beslissing]) -> bytes:
    """The letter with a section per region. The same facts give the same bytes."""
    termijnen = termijnen_voor(inschrijving.ronde, dagtekening)
    indiening = laatste_indiening(inschrijving)
    kenmerk = f"{inschrijving.kenmerk}/B{versie}"
    context = {
        "inschrijving": inschrijving,
        "organisatie": inschrijving.organisatie,
        "uitvoerder": inschrijving.uitvoerder,
        "logo": _logo(inschrijving.uitvoerder.code),
        "kenmerk": kenmerk,
        "dagtekening": dagtekening,
        "ingediend_op": indiening.aangekomen_op if indiening else None,
        "ontvanger": adres_van(inschrijving),
        "beslissingen": beslissingen,
        "iemand_krijgt": any(b.krijgt_overeenkomst for b in beslissingen),
        "middelen": middelen(inschrijving, termijnen),
        "tijdnoot": tijdnoot(termijnen),
        "opschorting_tot": termijnen.opschorting_tot,
    }
    return maak_pdf("pdf/beslissing.html", context, identifier=kenmerk)


def mailtekst(brief: Brief) -> str:
    """The mail that carries the letter: the same outcomes and terms as on paper."""
    inschrijving = brief.inschrijving
    termijnen = termijnen_van(brief)
    context = {
        "brief": brief,
        "inschrijving": inschrijving,
        "beslissingen": beslissingen_van(brief),
        "middelen": middelen(inschrijving, termijnen),
        "tijdnoot": tijdnoot(termijnen),
        "adres": settings.BASIS_URL + reverse("beslissing", args=[inschrijving.kenmerk]),
    }
    return render_to_string("bekendmaking/mail/beslissing.txt", context)


def bezwaartekst(sjabloon: str, bezwaar: Bezwaar, *, meegestuurd: bool = False) -> str:
    """A mail about a bezwaar: `ontvangst`, `kopie`, `antwoord`, `niet_in_behandeling` or `herinnering`.

    `meegestuurd`: whether its files go with the mail.
    """
    inschrijving = bezwaar.brief.inschrijving
    context = {
        "bezwaar": bezwaar,
        "inschrijving": inschrijving,
        "regios": [beslissing.regioinschrijving.toewijzing.regio.naam for beslissing in bezwaar.beslissingen.all()],
        "bijlagen": bezwaar.bijlagen.all(),
        "meegestuurd": meegestuurd,
        "termijnen": termijnen_van(bezwaar.brief),
        "adres": settings.BASIS_URL + reverse("beslissing", args=[inschrijving.kenmerk]),
        "werkadres": settings.BASIS_URL + reverse("bezwaar", args=[bezwaar.pk]),
    }
    return render_to_string(f"bekendmaking/mail/{sjabloon}.txt", context)


def _logo(code: str) -> str:
    """Address of the logo of an uitvoerder within static, or nothing: then its name stands there."""
    naam = f"portaal/logo/{code}.svg"
    return naam if finders.find(naam) else ""
