"""Reading the question round of a ronde: what still stands in the way of a nota, and the nota for screen and paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from berichten.models import Bericht
from kern.opmaak import moment
from kern.pdf import maak_pdf
from partijen.models import Organisatie, WlzUitvoerder
from publicatie.models import Correctie, Inkoopronde, Nota, Vraag
from publicatie.rules import Venster, vragenvenster
from publicatie.states import Vraagstatus


@dataclass(frozen=True)
class Inhoud:
    """What a nota holds: every question with its answer, in order of number, and every correction."""

    vragen: Sequence[Vraag]
    correcties: Sequence[Correctie]

    @property
    def nieuw(self) -> bool:
        """Whether there is anything that no nota has made known yet."""
        return any(rij.nota_id is None for rij in (*self.vragen, *self.correcties))


def venster(ronde: Inkoopronde, nu: datetime) -> Venster:
    """Whether questions can be asked at `nu`; the last instant counts (A02)."""
    return vragenvenster(ronde.vragen_vanaf, ronde.vragen_tot, nu)


def zorgkantoren(ronde: Inkoopronde) -> QuerySet[WlzUitvoerder]:
    """The uitvoerders that a question in this round can go to."""
    return WlzUitvoerder.objects.filter(toewijzingen__ronde=ronde).distinct()


def gepubliceerde_vragen(ronde: Inkoopronde) -> QuerySet[Vraag]:
    """Questions and answers that everyone may read. Who asked is not part of it."""
    vragen = ronde.vragen.filter(status=Vraagstatus.GEPUBLICEERD).defer("organisatie", "door")
    return vragen.select_related("uitvoerder", "nota").order_by("nummer")


def gepubliceerde_correcties(ronde: Inkoopronde) -> QuerySet[Correctie]:
    """Corrections that a nota made known, the newest first."""
    return ronde.correcties.filter(nota__isnull=False).select_related("nota").order_by("-nota__versie", "pk")


def versies(ronde: Inkoopronde) -> QuerySet[Nota]:
    """All versions of the nota, the newest first."""
    return ronde.notas.select_related("stuk").order_by("-versie")


def volgende_inhoud(ronde: Inkoopronde) -> Inhoud:
    """What the next version of the nota will hold: all that is answered, all corrections."""
    vragen = ronde.vragen.exclude(status=Vraagstatus.GESTELD).select_related("uitvoerder", "nota").order_by("nummer")
    return Inhoud(list(vragen), list(ronde.correcties.select_related("nota").order_by("pk")))


def wachtend(ronde: Inkoopronde) -> list[tuple[str, int]]:
    """The zorgkantoren that still owe answers, each with how many."""
    rijen = ronde.vragen.filter(status=Vraagstatus.GESTELD).order_by("uitvoerder__zorgkantoor")
    return list(rijen.values_list("uitvoerder__zorgkantoor").annotate(aantal=Count("pk")))


def belemmeringen(ronde: Inkoopronde, inhoud: Inhoud, nu: datetime) -> list[str]:
    """What keeps the nota from being published, by name; empty when it may go."""
    klachten = []
    if ronde.vragen_tot and venster(ronde, nu) in {Venster.NOG_NIET, Venster.OPEN}:
        klachten.append(f"Vragen stellen kan nog tot en met {moment(ronde.vragen_tot)}. Publiceer daarna.")
    for zorgkantoor, aantal in wachtend(ronde):
        vragen = "1 vraag" if aantal == 1 else f"{aantal} vragen"
        klachten.append(f"{zorgkantoor} moet nog {vragen} beantwoorden.")
    if not inhoud.nieuw:
        klachten.append("Er is niets nieuws: alle antwoorden en correcties zijn al gepubliceerd.")
    return klachten


def over_nota(nota_id: int, organisatie_id: int) -> str:
    """Names, in the outbox, one nota for one organisation that asked."""
    return f"publicatie.nota:{nota_id}:{organisatie_id}"


def te_melden() -> list[tuple[Nota, Organisatie]]:
    """Notas with the organisations whose question they answer and that no message tells of; three queries."""
    cijfers = [Cast(veld, CharField()) for veld in ("nota", "organisatie")]
    over = Concat(Value("publicatie.nota:"), cijfers[0], Value(":"), cijfers[1])
    vragen = Vraag.objects.filter(nota__isnull=False).annotate(over=over)
    vragen = vragen.filter(~Exists(Bericht.objects.filter(over=OuterRef("over"))))
    paren = list(vragen.order_by("nota", "organisatie").values_list("nota", "organisatie").distinct())
    notas = Nota.objects.select_related("ronde").in_bulk({nota for nota, _ in paren})
    organisaties = Organisatie.objects.in_bulk({organisatie for _, organisatie in paren})
    return [(notas[nota], organisaties[organisatie]) for nota, organisatie in paren]


def als_pdf(*, ronde: Inkoopronde, versie: int, inhoud: Inhoud, gepubliceerd_op: datetime) -> bytes:
    """The nota on paper. The same facts give the same bytes."""
    kenmerk = f"NVI-{ronde.code}-{versie}"
    context = {
        "kenmerk": kenmerk,
        "ronde": ronde,
        "versie": versie,
        "gepubliceerd_op": gepubliceerd_op,
        "vragen": inhoud.vragen,
        "correcties": inhoud.correcties,
    }
    return maak_pdf("pdf/nota.html", context, identifier=kenmerk)
