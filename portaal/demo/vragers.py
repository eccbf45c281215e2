"""The scripted cast: the question round, from the questions to the nota van inlichtingen."""

from uuid import uuid4

from partijen.models import Organisatie
from portaal.demo import cast, gegevens
from publicatie.actions import beantwoord, publiceer_nota, stel_vraag
from publicatie.models import Vraag
from publicatie.states import Vraagstatus

Regel = tuple[str, str, str, str, str]


def stel_vragen() -> list[str]:
    """A few organisations ask, each its own zorgkantoor; one makes bezwaar against a voorwaarde."""
    return cast.elk(gegevens.VRAGEN, _stel)


def _stel(regel: Regel) -> None:
    naam, soort, onderwerp, tekst, _ = regel
    organisatie, ronde = Organisatie.objects.get(statutaire_naam=naam), cast.ronde()
    if Vraag.objects.filter(organisatie=organisatie, onderwerp=onderwerp).exists():
        return
    partij = next(partij for partij in gegevens.organisaties() if partij.naam == naam)
    toewijzing = ronde.toewijzingen.get(regio__sleutel=partij.regios[0].regio)
    stel_vraag(
        ronde_id=ronde.pk,
        uitvoerder_id=toewijzing.uitvoerder_id,
        organisatie_id=organisatie.pk,
        soort=soort,
        onderwerp=onderwerp,
        tekst=tekst,
        sleutel=uuid4(),
        door=cast.tekenaar(organisatie),
    )


def beantwoord_vragen() -> list[str]:
    """Each zorgkantoor answers what waits, also what a visitor asked."""
    vragen = Vraag.objects.filter(ronde=cast.ronde(), status=Vraagstatus.GESTELD)
    return cast.elk(vragen.select_related("uitvoerder"), _beantwoord)


def _beantwoord(vraag: Vraag) -> None:
    antwoorden = {onderwerp: antwoord for _, _, onderwerp, _, antwoord in gegevens.VRAGEN}
    antwoord = antwoorden.get(vraag.onderwerp, gegevens.ANDER_ANTWOORD)
    beantwoord(vraag_id=vraag.pk, antwoord=antwoord, gezien="", door=cast.staf(vraag.uitvoerder, "inkoper-een"))


def publiceer() -> list[str]:
    """One manager publishes for all, if nobody did that yet."""
    wachtend = Vraag.objects.filter(ronde=cast.ronde(), status=Vraagstatus.BEANTWOORD).exists()
    return cast.elk([cast.ronde()] if wachtend else [], _publiceer)


def _publiceer(ronde) -> None:
    publiceer_nota(ronde_id=ronde.pk, door=cast.staf(cast.uitvoerders()[0], "manager"))
