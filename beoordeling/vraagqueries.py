"""Reading verduidelijkingsvragen: who is in the same position, what runs, and what a verdict is bound to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from beoordeling import rules, vraagregels
from beoordeling.bevindingen import Bevinding, als_ingedeeld, bevindingen
from beoordeling.models import (
    Belangenverklaring,
    Beoordelaar,
    Eisoordeel,
    Overleg,
    Verduidelijking,
    Verduidelijkingsvraag,
)
from beoordeling.queries import Aantal, Taak
from beoordeling.states import Status, Verduidelijkingstatus, Vraagstatus
from berichten.models import Bericht
from berichten.states import Berichtsoort
from inschrijving.feiten import Dossier
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.queries import feiten, met_dossier
from inschrijving.states import Status as Dossierstatus
from kern import klok
from partijen.models import Gebruiker
from partijen.permissions import Recht
from publicatie.models import Minimumeis
from publicatie.states import Documentsoort

SOORTNAMEN: dict[str, str] = {soort.value: str(soort.label) for soort in Documentsoort}


# In one dossier


def van_dossier(inschrijving: Inschrijving) -> list[Verduidelijking]:
    """All questions about a dossier that were sent or wait on the second person, oldest first; one query."""
    rijen = Verduidelijking.objects.filter(inschrijving=inschrijving).exclude(
        Q(status=Verduidelijkingstatus.WEGGELATEN) | Q(vraag__status=Vraagstatus.INGETROKKEN)
    )
    velden = ("vraag__opgesteld_door", "vraag__verstuurd_door", "beantwoord_door")
    return list(rijen.select_related(*velden).order_by("vraag__opgesteld_op", "pk"))


def lopend(rijen: Iterable[Verduidelijking], nu: datetime) -> dict[tuple[int, int | None], datetime]:
    """Per scope (pks of the eis and of the region) the end of the term of the question that is open now."""
    return {
        (rij.vraag.eis_id, rij.regioinschrijving_id): rij.vraag.tot
        for rij in rijen
        if rij.status == Verduidelijkingstatus.GESTELD and rij.vraag.tot and vraagregels.loopt(nu, rij.vraag.tot)
    }


def gezien_hash(versie: str, rijen: Iterable[Verduidelijking], eis_id: int) -> str:
    """What a verdict on this eis is bound to; `versie`: hash of the submitted version, `rijen`: of `van_dossier`."""
    gesteld = (Verduidelijkingstatus.GESTELD, Verduidelijkingstatus.BEANTWOORD)
    eigen = [rij for rij in rijen if rij.vraag.eis_id == eis_id and rij.status in gesteld]
    return vraagregels.gezien_hash(versie, map(als_gevraagd, eigen))


def als_gevraagd(rij: Verduidelijking) -> vraagregels.Gevraagd:
    return vraagregels.Gevraagd(rij.pk, rij.vraag.tekst, rij.waarover, rij.antwoord)


# Who is in the same position


@dataclass(frozen=True)
class Plek:
    """A place in a dossier that is judged on the eis: its region, or None; what of the subject is there; and why it
    cannot get the question, or ''."""

    inschrijving: Inschrijving
    regio: Regioinschrijving | None
    waarover: str
    belet: str

    @property
    def sleutel(self) -> str:
        return f"{self.inschrijving.pk}-{self.regio.pk if self.regio else 0}"

    @property
    def naam(self) -> str:
        return f"{self.inschrijving.partijnaam}{f' ({self.regio})' if self.regio else ''}"


@dataclass(frozen=True)
class Blik:
    """What is known of one dossier for a question: its facts as classified, and its findings."""

    dossier: Dossier
    gevonden: Sequence[Bevinding]

    def op(self, eis: int, regio: Regioinschrijving | None) -> list[Bevinding]:
        """The findings about this eis, in this region."""
        pk = regio.pk if regio else None
        return [b for b in self.gevonden if b.eis == eis and (b.regio is None or pk is None or b.regio.pk == pk)]


def kijk(inschrijving: Inschrijving) -> Blik:
    """Of a dossier read with `met_dossier` and the classificatie of its regions; no further queries."""
    rijen = inschrijving.regios.all()
    indelingen = {regio.pk: regio.classificatie.indeling or regio.classificatie.voorstel for regio in rijen}
    dossier = als_ingedeeld(feiten(inschrijving), indelingen)
    aankomst = max(inschrijving.indieningen.all(), key=lambda rij: rij.volgnummer).aangekomen_op
    return Blik(dossier, bevindingen(dossier, klok.lokaal(aankomst).date()))


def lees(rijen: QuerySet[Inschrijving]) -> list[Inschrijving]:
    """Dossiers as `kijk` needs them, in order of name; as many queries for one as for many."""
    met = met_dossier(rijen, bij_regio=("beoordeling", "classificatie"))
    return list(met.order_by("organisatie__statutaire_naam", "pk"))


def in_dezelfde_positie(inschrijving: Inschrijving, eis: Minimumeis, aanleiding: str, onderwerp: str) -> list[Plek]:
    """Everyone to whom a question about this eis belongs as well, the dossier of `inschrijving` included (A52).

    Opened dossiers of the same round at the same uitvoerder, per region for a regional eis, in which the eis is being
    judged and has no final verdict; with the same kind of finding (`aanleiding`) where the question comes from one.
    A place that cannot get the question stands in it with the reason. A fixed number of queries.
    """
    dossiers = lees(
        Inschrijving.objects.filter(
            ronde=inschrijving.ronde_id, uitvoerder=inschrijving.uitvoerder_id, status=Dossierstatus.GEOPEND
        )
    )
    beslist, loopt = _beslist(dossiers, eis), _lopend(dossiers, eis)
    plekken = []
    for rij in dossiers:
        open_ = [regio for regio in _te_oordelen(rij, eis) if (rij.pk, regio.pk if regio else None) not in beslist]
        if not open_:
            continue
        blik = kijk(rij)
        for regio in open_:
            if not aanleiding or any(b.soort == aanleiding for b in blik.op(eis.nummer, regio)):
                al = (rij.pk, regio.pk if regio else None) in loopt
                plekken.append(_plek(rij, regio, blik.dossier, eis, onderwerp, al))
    return plekken


def _te_oordelen(inschrijving: Inschrijving, eis: Minimumeis) -> list[Regioinschrijving | None]:
    """The scopes of the eis that are in assessment; an eis that holds everywhere is, while every region is."""
    in_beoordeling = [r for r in inschrijving.regios.all() if r.beoordeling.status == Status.IN_BEOORDELING]
    if eis.regionaal:
        return list(in_beoordeling)
    return [None] if len(in_beoordeling) == len(inschrijving.regios.all()) else []


def _plek(
    rij: Inschrijving, regio: Regioinschrijving | None, dossier: Dossier, eis: Minimumeis, onderwerp: str, loopt: bool
) -> Plek:
    pk = regio.pk if regio else None
    waarover = vraagregels.ingediend(dossier, eis.nummer, pk, SOORTNAMEN).get(onderwerp, "")
    if mist := vraagregels.ontbrekend(dossier, eis.nummer, pk):
        belet = f"Een verplicht document ontbreekt: {', '.join(mist)}."
    elif loopt:
        belet = "Over deze eis loopt al een vraag."
    else:
        belet = "" if waarover else "Heeft hiervan niets ingediend."
    return Plek(rij, regio, waarover, belet)


def _beslist(dossiers: Iterable[Inschrijving], eis: Minimumeis) -> set[tuple[int, int | None]]:
    """The places (pk of the dossier and of the region) with a final verdict on this eis; two queries."""
    gegeven: dict[tuple[int, int | None], list[rules.Gegeven]] = defaultdict(list)
    for rij in Eisoordeel.objects.filter(inschrijving__in=dossiers, eis=eis):
        gegeven[rij.inschrijving_id, rij.regioinschrijving_id].append(rules.Gegeven(rij.beoordelaar_id, rij.oordeel))
    laatste = {
        (rij.inschrijving_id, rij.regioinschrijving_id): rij
        for rij in Overleg.objects.filter(inschrijving__in=dossiers, eis=eis).order_by("volgnummer")
    }
    return {plek for plek in {*gegeven, *laatste} if _uitkomst(gegeven[plek], laatste.get(plek))}


def _uitkomst(gegeven: Sequence[rules.Gegeven], overleg: Overleg | None) -> str | None:
    open_ = overleg is not None and overleg.bevestigd_op is None
    return rules.einduitkomst(gegeven, overleg.oordeel if overleg else None, open_)


def _lopend(dossiers: Iterable[Inschrijving], eis: Minimumeis) -> set[tuple[int, int | None]]:
    """The places where a question about this eis is open; one query."""
    grens = klok.nu() - vraagregels.GRACE
    rijen = Verduidelijking.objects.filter(status=Verduidelijkingstatus.GESTELD, vraag__tot__gt=grens)
    rijen = rijen.filter(inschrijving__in=dossiers, vraag__eis=eis)
    return set(rijen.values_list("inschrijving_id", "regioinschrijving_id"))


# The question as a whole


def ontvangers(vraag: Verduidelijkingsvraag) -> list[Verduidelijking]:
    """Everyone in the same position, in order of name: who gets the question, and who does not and why; one query."""
    namen = ("inschrijving__organisatie", "regioinschrijving__toewijzing__regio")
    rijen = vraag.verduidelijkingen.select_related(*namen)
    return list(rijen.order_by("inschrijving__organisatie__statutaire_naam", "pk"))


def naam(rij: Verduidelijking) -> str:
    """The party, with the region for a regional eis."""
    return f"{rij.inschrijving.partijnaam}{f' ({rij.regioinschrijving})' if rij.regioinschrijving else ''}"


def hash_van(vraag: Verduidelijkingsvraag, rijen: Iterable[Verduidelijking]) -> str:
    """What the second person looked at: the text, and who gets it and who does not (R17)."""
    kop = [vraag.pk, vraag.eis_id, vraag.aanleiding, vraag.onderwerp, vraag.tekst, vraag.opgesteld_door_id]
    groep = [(rij.pk, rij.status == Verduidelijkingstatus.WEGGELATEN, rij.waarover, rij.reden) for rij in rijen]
    return vraagregels.inhoudshash(kop, groep)


def met_belang(dossiers: Iterable[int], gebruiker: Gebruiker) -> list[Inschrijving]:
    """Those of these dossiers (pks) of whose organisation this user declared a conflict of interest."""
    rijen = Belangenverklaring.objects.filter(inschrijving__in=dossiers, gebruiker=gebruiker, heeft_belang=True)
    return [rij.inschrijving for rij in rijen.select_related("inschrijving__organisatie")]


# What is due


def over(verduidelijking_id: int) -> str:
    """Names, in the outbox, the question in one dossier."""
    return f"beoordeling.verduidelijking:{verduidelijking_id}"


def te_herinneren(nu: datetime) -> QuerySet[Verduidelijking]:
    """Questions without an answer whose reminder is due and was not put ready; one query (R12)."""
    sleutel = Concat(Value("beoordeling.verduidelijking:"), Cast("pk", CharField()))
    rijen = Verduidelijking.objects.filter(
        status=Verduidelijkingstatus.GESTELD, vraag__herinneren_op__lte=nu, vraag__tot__gte=nu
    ).annotate(over=sleutel)
    gemaild = Bericht.objects.filter(over=OuterRef("over"), soort=Berichtsoort.HERINNERING)
    return rijen.filter(~Exists(gemaild)).order_by("pk")


def voor_organisatie(gebruiker: Gebruiker) -> list[Verduidelijking]:
    """Every question that was sent to this user's organisations, newest first; one query."""
    namen = (
        "vraag__eis",
        "inschrijving__uitvoerder",
        "inschrijving__organisatie",
        "regioinschrijving__toewijzing__regio",
    )
    rijen = Verduidelijking.objects.van_organisatie_van(gebruiker).select_related(*namen)
    return list(rijen.order_by("-vraag__verstuurd_op", "pk"))


def stand(rij: Verduidelijking, nu: datetime) -> str:
    """Where the question in one dossier stands: concept, open, beantwoord, niet_beantwoord or weggelaten."""
    if rij.status != Verduidelijkingstatus.GESTELD:
        namen: Mapping[Any, str] = {Verduidelijkingstatus.OPGESTELD: "concept"}
        return namen.get(rij.status, str(rij.status))
    return "open" if rij.vraag.tot and vraagregels.op_tijd(nu, rij.vraag.tot) else "niet_beantwoord"


# What waits on whom


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """Questions of colleagues to look at and send, and answers after which this user judges anew; two queries."""
    return _te_versturen(gebruiker) + _beantwoord(gebruiker)


def _te_versturen(gebruiker: Gebruiker) -> list[Taak]:
    belang = Belangenverklaring.objects.filter(
        inschrijving=OuterRef("inschrijving"), gebruiker=gebruiker, heeft_belang=True
    )
    vragen = Verduidelijkingsvraag.objects.zichtbaar_voor(gebruiker, Recht.BEOORDELEN)
    vragen = vragen.filter(~Exists(belang), status=Vraagstatus.OPGESTELD).exclude(opgesteld_door=gebruiker)
    namen = ("eis", "inschrijving__organisatie", "inschrijving__ronde")
    return [
        (
            f"Verduidelijkingsvraag bekijken en versturen, eis {vraag.eis.nummer}",
            vraag.inschrijving.partijnaam,
            reverse("verduidelijkingsvraag", args=[vraag.pk]),
            vraag.inschrijving.ronde.bekendmaking_op,
        )
        for vraag in vragen.select_related(*namen).order_by("opgesteld_op", "pk")
    ]


def _beantwoord(gebruiker: Gebruiker) -> list[Taak]:
    """Of dossiers that are this user's, or nobody's, without a conflict of interest, and not judged since."""
    hier = {"inschrijving": OuterRef("inschrijving"), "eis": OuterRef("vraag__eis")}
    oordelen = Eisoordeel.objects.filter(**hier).filter(_zelfde_regio())
    beoordelaars = Beoordelaar.objects.filter(inschrijving=OuterRef("inschrijving"))
    verklaard = Belangenverklaring.objects.filter(
        inschrijving=OuterRef("inschrijving"), gebruiker=gebruiker, heeft_belang=False
    )
    rijen = Verduidelijking.objects.filter(
        ~Exists(beoordelaars) | Exists(beoordelaars.filter(gebruiker=gebruiker)),
        ~Exists(oordelen.filter(beoordelaar=gebruiker)),
        Exists(verklaard),
        status=Verduidelijkingstatus.BEANTWOORD,
        inschrijving__in=Inschrijving.objects.geopend_voor(gebruiker, Recht.BEOORDELEN),
    ).annotate(aantal=Aantal(oordelen))
    namen = ("vraag__eis", "inschrijving__organisatie", "inschrijving__ronde")
    return [
        (
            f"Antwoord op een vraag: opnieuw oordelen over eis {rij.vraag.eis.nummer}",
            rij.inschrijving.partijnaam,
            f"{reverse('dossier', args=[rij.inschrijving.kenmerk])}?eis={rij.vraag.eis.nummer}",
            rij.inschrijving.ronde.bekendmaking_op,
        )
        for rij in rijen.filter(aantal__lt=2).select_related(*namen).order_by("beantwoord_op", "pk")
    ]


def _zelfde_regio() -> Q:
    """A verdict in the region of the question, or on an eis that holds everywhere."""
    overal = Q(regioinschrijving__isnull=True, eis__regionaal=False)
    return overal | Q(regioinschrijving=OuterRef("regioinschrijving"))
