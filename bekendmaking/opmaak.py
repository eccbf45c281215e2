"""What a letter says, for paper, mail and screen alike: the terms in words, the PDF, the mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.huisstijl import logo_van
from bekendmaking.models import Beslissing, Bezwaar, Brief, Herziening, Vrijgave
from bekendmaking.queries import beslissingen_van, geldige_beslissingen, termijnen_van, termijnen_voor
from bekendmaking.rules import Aankomst, Termijnen, beoordeel_aankomst, geschil_laatste_dag, vervallen
from bekendmaking.sluiten import open_zaken
from bekendmaking.states import Gebreksoort, Status
from bekendmaking.teksten import Teksten, om_de_uitkomst, om_het_antwoord, teksten_van
from berichten.rules import veilig_adres
from inschrijving.models import Inschrijving
from inschrijving.queries import laatste_indiening
from kern import klok
from kern.opmaak import datum, lokaal, moment
from kern.pdf import maak_pdf
from partijen.models import WlzUitvoerder
from publicatie.models import Inkoopronde, Regiotoewijzing


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


def soort_brief(brief: Brief) -> str:
    """What a letter is called in its title and in the subject of its mail."""
    return "Herziene voorlopige beslissing" if brief.herziening_id else "Voorlopige beslissing"


def als_pdf(
    *,
    inschrijving: Inschrijving,
    versie: int,
    dagtekening: date,
    beslissingen: Sequence[Beslissing],
    herziening: Herziening | None = None,
    teksten: Teksten | None = None,
    logo: bytes | None = None,
) -> bytes:
    """The letter with a section per region; with `herziening` about that region alone. The same facts give the same
    bytes. `teksten` and `logo`: others than those of now, to look at."""
    termijnen = termijnen_voor(inschrijving.ronde, dagtekening)
    indiening = laatste_indiening(inschrijving) if inschrijving.pk else None  # an example has none
    kenmerk = f"{inschrijving.kenmerk}/B{versie}"
    teksten = teksten or teksten_van(inschrijving.ronde)
    context = {
        "inschrijving": inschrijving,
        "organisatie": inschrijving.organisatie,
        "uitvoerder": inschrijving.uitvoerder,
        "kenmerk": kenmerk,
        "dagtekening": dagtekening,
        "ingediend_op": indiening.aangekomen_op if indiening else None,
        "ontvanger": adres_van(inschrijving),
        "beslissingen": beslissingen,
        "woorden": om_de_uitkomst(teksten, inschrijving, beslissingen, termijnen, herziening),
        "middelen": middelen(inschrijving, termijnen),
        "tijdnoot": tijdnoot(termijnen),
        "herziening": herziening,
    }
    sjabloon = f"pdf/{'herziening' if herziening else 'beslissing'}.html"
    logo = logo_van(inschrijving.uitvoerder) if logo is None else logo
    return maak_pdf(sjabloon, context, identifier=kenmerk, logo=logo)


def mailtekst(brief: Brief) -> str:
    """The mail that carries the letter: the same outcomes and terms as on paper."""
    inschrijving = brief.inschrijving
    termijnen, beslissingen = termijnen_van(brief), list(beslissingen_van(brief))
    teksten = teksten_van(inschrijving.ronde)
    context = {
        "brief": brief,
        "inschrijving": inschrijving,
        "beslissingen": beslissingen,
        "woorden": om_de_uitkomst(teksten, inschrijving, beslissingen, termijnen, brief.herziening),
        "middelen": middelen(inschrijving, termijnen),
        "tijdnoot": tijdnoot(termijnen),
        "adres": settings.BASIS_URL + reverse("beslissing", args=[inschrijving.kenmerk]),
    }
    return render_to_string("bekendmaking/mail/beslissing.txt", context)


def geweigerdtekst(vrijgave: Vrijgave, gebreken: Sequence[tuple[Gebreksoort, int]]) -> str:
    """That a release did not happen at its moment, with how many dossiers lack what, and what to do."""
    adres = reverse("vrijgave", args=[vrijgave.ronde.code, vrijgave.uitvoerder.code])
    context = {"vrijgave": vrijgave, "gebreken": gebreken, "adres": settings.BASIS_URL + adres}
    return render_to_string("bekendmaking/mail/vrijgave_geweigerd.txt", context)


def definitieftekst(inschrijving: Inschrijving, beslissingen: Sequence[Beslissing]) -> str:
    """The second message: which decisions are definitive now, what comes next, and what still waits (A09)."""
    nu = {beslissing.pk for beslissing in beslissingen}
    later = geldige_beslissingen(inschrijving).filter(status=Status.VOORLOPIG).exclude(pk__in=nu)
    context = {
        "inschrijving": inschrijving,
        "beslissingen": beslissingen,
        "gekozen": [b.regioinschrijving.toewijzing.regio.naam for b in beslissingen if b.krijgt_overeenkomst],
        "wacht": [b.regioinschrijving.toewijzing.regio.naam for b in later],
        "adres": settings.BASIS_URL + reverse("beslissing", args=[inschrijving.kenmerk]),
    }
    return render_to_string("bekendmaking/mail/definitief.txt", context)


def termijntekst(brief: Brief, veld: str) -> str:
    """A reminder that a term of this letter ends; `veld` of Termijnen."""
    context = {
        "brief": brief,
        "inschrijving": brief.inschrijving,
        "termijnen": termijnen_van(brief),
        "veld": veld,
        "adres": settings.BASIS_URL + reverse("beslissing", args=[brief.inschrijving.kenmerk]),
    }
    return render_to_string("bekendmaking/mail/termijn.txt", context)


def opschortingtekst(ronde: Inkoopronde, uitvoerder: WlzUitvoerder, termijnen: Termijnen) -> str:
    """A reminder for the zorgkantoor that the standstill ends, with what is still open in its regions."""
    rijen = Regiotoewijzing.objects.filter(ronde=ronde, uitvoerder=uitvoerder).select_related("ronde", "regio")
    zaken = [(rij.regio.naam, zaak.tekst) for rij in rijen.order_by("regio__naam") for zaak in open_zaken(rij)]
    context = {
        "ronde": ronde,
        "uitvoerder": uitvoerder,
        "termijnen": termijnen,
        "zaken": zaken,
        "adres": settings.BASIS_URL + reverse("bezwaren"),
    }
    return render_to_string("bekendmaking/mail/opschorting.txt", context)


def bezwaartekst(sjabloon: str, bezwaar: Bezwaar, *, meegestuurd: bool = False) -> str:
    """A mail about a bezwaar, by the name of its template in bekendmaking/mail.

    `meegestuurd`: whether its files go with the mail.
    """
    inschrijving, regios = bezwaar.brief.inschrijving, _regionamen(bezwaar)
    termijnen = termijnen_van(bezwaar.brief)
    context = {
        "bezwaar": bezwaar,
        "inschrijving": inschrijving,
        "regios": regios,
        "woorden": om_het_antwoord(teksten_van(inschrijving.ronde), inschrijving, regios),
        "bijlagen": bezwaar.bijlagen.all(),
        "meegestuurd": meegestuurd,
        "termijnen": termijnen,
        "rechter_voorbij": klok.vandaag() > termijnen.kort_geding_laatste_dag,
        "adres": settings.BASIS_URL + reverse("beslissing", args=[inschrijving.kenmerk]),
        "werkadres": settings.BASIS_URL + reverse("bezwaar", args=[bezwaar.pk]),
    }
    return render_to_string(f"bekendmaking/mail/{sjabloon}.txt", context)


def uitkomsttekst(herziening: Herziening, inschrijving: Inschrijving, aanleiding: str) -> str:
    """What came of a bezwaar or kort geding for who was right and gets no new letter; `aanleiding`: after "na"."""
    context = {
        "herziening": herziening,
        "inschrijving": inschrijving,
        "aanleiding": aanleiding,
        "geschil_laatste_dag": geschil_laatste_dag(klok.vandaag(), inschrijving.ronde.overige_geschillen_dagen),
        "adres": settings.BASIS_URL + reverse("beslissing", args=[inschrijving.kenmerk]),
    }
    return render_to_string("bekendmaking/mail/uitkomst.txt", context)


def antwoordbrief(bezwaar: Bezwaar) -> bytes:
    """The answer to a bezwaar as a letter, or why it is not handled. The same facts give the same bytes."""
    inschrijving = bezwaar.brief.inschrijving
    return antwoord_als_pdf(bezwaar, _regionamen(bezwaar), teksten_van(inschrijving.ronde))


def antwoord_als_pdf(bezwaar: Bezwaar, regios: Sequence[str], teksten: Teksten) -> bytes:
    """The same in given words, about regions by name."""
    assert bezwaar.beantwoord_op is not None, "a letter has a date"
    inschrijving = bezwaar.brief.inschrijving
    kenmerk = f"{bezwaar.kenmerk}/A"
    context = {
        "bezwaar": bezwaar,
        "inschrijving": inschrijving,
        "organisatie": inschrijving.organisatie,
        "uitvoerder": inschrijving.uitvoerder,
        "kenmerk": kenmerk,
        "dagtekening": lokaal(bezwaar.beantwoord_op).date(),
        "ontvanger": adres_van(inschrijving),
        "regios": regios,
        "woorden": om_het_antwoord(teksten, inschrijving, regios),
        "termijnen": termijnen_van(bezwaar.brief),
    }
    return maak_pdf("pdf/antwoord.html", context, identifier=kenmerk, logo=logo_van(inschrijving.uitvoerder))


def verkeerd_kanaal(bezwaar: Bezwaar, nu: datetime) -> str:
    """The published answer to a bezwaar that came by another channel than the two that count (IK-206, A13)."""
    uitvoerder, termijnen = bezwaar.brief.inschrijving.uitvoerder, termijnen_van(bezwaar.brief)
    if beoordeel_aankomst(nu, termijnen) is Aankomst.TE_LAAT:
        slot = vervallen(termijnen)
    else:
        slot = (
            f"U kunt dat nog doen. De sluitingstijd is {moment(termijnen.bezwaar_sluit)}; na "
            f"{datum(termijnen.bezwaar_laatste_dag)} vervalt uw recht om bezwaar te maken."
        )
    return (
        f"Uw bezwaar kwam binnen via: {bezwaar.get_kanaal_display().lower()}. Wij behandelen alleen een bezwaar in het "
        f"portaal of per e-mail aan {uitvoerder.bezwaar_email}. {slot}"
    )


def _regionamen(bezwaar: Bezwaar) -> list[str]:
    rijen = bezwaar.beslissingen.order_by("regioinschrijving__toewijzing__regio__naam")
    return list(rijen.values_list("regioinschrijving__toewijzing__regio__naam", flat=True))
