"""Asking, answering, and making all answers known at once: the nota van inlichtingen."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import moment
from kern.transitions import zet_over
from kluis.actions import bewaar
from partijen.models import Gebruiker, Organisatie
from partijen.permissions import Recht, eis_recht
from publicatie import inlichtingen, rules
from publicatie.inlichtingen import Inhoud
from publicatie.models import Correctie, Inkoopronde, Nota, Rondewijziging, Vraag
from publicatie.rules import Venster
from publicatie.states import Status, Vraagstatus


@transaction.atomic
def stel_vraag(
    *,
    ronde_id: int,
    uitvoerder_id: int,
    organisatie_id: int,
    soort: str,
    onderwerp: str,
    tekst: str,
    sleutel: UUID,
    door: Gebruiker,
) -> Vraag:
    """Put a question to a zorgkantoor. The moment of arrival counts, taken before any lock (A02).

    Sending the same `sleutel` twice is one question. Raises RegelFout outside the time for questions, for a
    zorgkantoor that has no region in this round, and when the text says who asks.
    """
    aangekomen = klok.nu()
    eis_recht(door, Recht.VRAAG_STELLEN, organisatie_id=organisatie_id)
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if eerder := Vraag.objects.filter(organisatie_id=organisatie_id, sleutel=sleutel).first():
        return eerder
    _eis_venster(ronde, aangekomen)
    if not ronde.toewijzingen.filter(uitvoerder_id=uitvoerder_id).exists():
        raise RegelFout("Dit zorgkantoor heeft geen regio in deze ronde. Kies een ander zorgkantoor.")
    _eis_naamloos(Organisatie.objects.get(pk=organisatie_id), door, f"{onderwerp}\n{tekst}")
    vraag = Vraag.objects.create(
        ronde=ronde,
        nummer=(ronde.vragen.aggregate(hoogste=Max("nummer"))["hoogste"] or 0) + 1,
        uitvoerder_id=uitvoerder_id,
        organisatie_id=organisatie_id,
        soort=soort,
        onderwerp=onderwerp,
        tekst=tekst,
        sleutel=sleutel,
        door=door,
        gesteld_op=aangekomen,
    )
    leg_vast(vraag, "stel_vraag", door=door, nummer=vraag.nummer, soort=str(soort))
    return vraag


def _eis_venster(ronde: Inkoopronde, aangekomen: datetime) -> None:
    """Refuse what arrives outside the time for questions, and say what can still be done."""
    stand = inlichtingen.venster(ronde, aangekomen)
    if ronde.status != Status.GEPUBLICEERD or ronde.vragen_vanaf is None or ronde.vragen_tot is None:
        raise RegelFout("In deze ronde kunt u geen vragen stellen.")
    if stand is Venster.NOG_NIET:
        raise RegelFout(f"Vragen stellen kan vanaf {moment(ronde.vragen_vanaf)}. Bewaar uw tekst en kom dan terug.")
    if stand is Venster.VOORBIJ:
        raise RegelFout(
            f"Vragen stellen kon tot en met {moment(ronde.vragen_tot)}. Uw tekst is niet verstuurd en staat hieronder "
            "nog. Kopieer hem en mail of bel het zorgkantoor."
        )


def _eis_naamloos(organisatie: Organisatie, door: Gebruiker, tekst: str) -> None:
    """The nota hides who asked, so the text may not tell."""
    namen = (organisatie.statutaire_naam, organisatie.kvk_nummer, organisatie.email, door.email)
    if gevonden := rules.noemt(tekst, namen):
        raise RegelFout(
            f"In uw tekst staat ‘{gevonden}’. Haal dat weg: iedereen leest de vraag, niemand wie hem stelt."
        )


@transaction.atomic
def beantwoord(*, vraag_id: int, antwoord: str, gezien: str, door: Gebruiker) -> Vraag:
    """Answer a question, or change an answer that is not published yet.

    `gezien` is the Vraag.antwoordversie that was on the screen. Raises RegelFout when a colleague saved another
    answer meanwhile, and for a published one.
    """
    vraag = Vraag.objects.select_for_update(of=("self",)).get(pk=vraag_id)
    eis_recht(door, Recht.VRAGEN_BEANTWOORDEN, uitvoerder_id=vraag.uitvoerder_id)
    if vraag.status == Vraagstatus.GEPUBLICEERD:
        raise RegelFout("Dit antwoord is gepubliceerd. Maak een correctie bij de volgende nota van inlichtingen.")
    if vraag.antwoordversie != gezien:
        raise RegelFout(
            "Een collega bewaarde intussen een ander antwoord. Lees dat eerst. Uw tekst staat hieronder nog."
        )
    vraag.antwoord, vraag.beantwoord_door, vraag.beantwoord_op = antwoord, door, klok.nu()
    vraag.save(update_fields=["antwoord", "beantwoord_door", "beantwoord_op"])
    return zet_over(vraag, "beantwoord" if vraag.status == Vraagstatus.GESTELD else "herzie", door=door)


@transaction.atomic
def maak_correctie(*, ronde_id: int, onderwerp: str, tekst: str, door: Gebruiker) -> Correctie:
    """Write a correction; it becomes known with the next nota."""
    ronde = _gepubliceerde_ronde(ronde_id)
    correctie = Correctie.objects.create(
        ronde=ronde, onderwerp=onderwerp, tekst=tekst, opgesteld_door=door, opgesteld_op=klok.nu()
    )
    leg_vast(ronde, "maak_correctie", door=door, correctie=correctie.pk)
    return correctie


@transaction.atomic
def verwijder_correctie(*, correctie_id: int, door: Gebruiker) -> None:
    """Take away a correction that no nota carries yet."""
    correctie = Correctie.objects.select_for_update(of=("self",)).select_related("ronde").get(pk=correctie_id)
    if correctie.nota_id:
        raise RegelFout("Deze correctie is gepubliceerd. Maak een nieuwe correctie die haar vervangt.")
    leg_vast(correctie.ronde, "verwijder_correctie", door=door, correctie=correctie.pk)
    correctie.delete()


@transaction.atomic
def publiceer_nota(*, ronde_id: int, door: Gebruiker) -> Nota:
    """Make all answers and corrections known nationally, as page and as PDF. The second time is the next version.

    Raises RegelFout that names who still owes an answer, and when nothing is new.
    """
    ronde = _gepubliceerde_ronde(ronde_id)
    nu = klok.nu()
    list(ronde.vragen.select_for_update(of=("self",)).order_by("pk"))  # no answer changes while the PDF is made
    list(ronde.correcties.select_for_update(of=("self",)).order_by("pk"))
    inhoud = inlichtingen.volgende_inhoud(ronde)
    if klachten := inlichtingen.belemmeringen(ronde, inhoud, nu):
        raise RegelFout("De nota kan nog niet. " + " ".join(klachten))
    versie = (ronde.notas.aggregate(hoogste=Max("versie"))["hoogste"] or 0) + 1
    pdf = inlichtingen.als_pdf(ronde=ronde, versie=versie, inhoud=inhoud, gepubliceerd_op=nu)
    naam = f"nota-van-inlichtingen-{ronde.code}-versie-{versie}.pdf"
    stuk = bewaar(dossier=f"ronde:{ronde.pk}", naam=naam, inhoud=pdf, controleer=False, door=door)
    nota = Nota.objects.create(ronde=ronde, versie=versie, stuk=stuk, gepubliceerd_op=nu, door=door)
    leg_vast(ronde, "publiceer_nota", door=door, versie=versie, sha256=stuk.sha256)
    _maak_wijziging(nota, inhoud)
    ronde.correcties.filter(nota=None).update(nota=nota)
    ronde.vragen.filter(status=Vraagstatus.BEANTWOORD).update(nota=nota)
    for vraag in nota.vragen.all():
        zet_over(vraag, "publiceer", door=door)
    return nota


def _maak_wijziging(nota: Nota, inhoud: Inhoud) -> None:
    """A nota is a version of the round: it stands on its page, and who has a dossier gets a message."""
    antwoorden = sum(vraag.nota_id is None for vraag in inhoud.vragen)
    correcties = [correctie for correctie in inhoud.correcties if correctie.nota_id is None]
    wat = [
        {"wat": "Nota van inlichtingen", "oud": "", "nieuw": f"Versie {nota.versie}, nieuwe antwoorden: {antwoorden}"}
    ]
    wat += [{"wat": f"Correctie: {c.onderwerp}", "oud": "", "nieuw": c.tekst} for c in correcties]
    Rondewijziging.objects.create(
        ronde=nota.ronde,
        versie=nota.ronde.wijzigingen.count() + 1,
        wat=wat,
        reden="Er is een nota van inlichtingen. De antwoorden en correcties gelden voor iedereen.",
        door=nota.door,
        op=nota.gepubliceerd_op,
    )


def _gepubliceerde_ronde(ronde_id: int) -> Inkoopronde:
    """The round under its lock; only a published one has a nota."""
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if ronde.status != Status.GEPUBLICEERD:
        raise RegelFout("Publiceer eerst de ronde zelf. Tot dan kunt u alles nog gewoon wijzigen.")
    return ronde
