"""What keeps a round from being published, by name (IK-003 to IK-009, IK-018, IK-025, IK-192, IK-205)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from berichten.rules import veilig_adres
from kern.fouten import RegelFout
from kern.klok import AMSTERDAM, lokaal
from partijen.models import WlzUitvoerder
from publicatie.models import Inkoopronde, Rondedocument
from publicatie.queries import mijlpalen
from publicatie.rules import ontbrekende_mijlpalen
from publicatie.states import Klasse, Rondesoort, Status

OP_VOLGORDE = (  # moments beside the seven milestones: (earlier, later)
    ("publicatie_op", "vragen_vanaf"),
    ("nota_op", "sluiting_op"),
    ("bezwaar_tot", "antwoord_uiterlijk"),
    ("bezwaar_tot", "opschorting_tot"),
    ("ingang_op", "looptijd_bestaand_tot"),
    ("ingang_op", "looptijd_nieuw_tot"),
    ("looptijd_nieuw_tot", "verlenging_tot"),
)


VERLENGINGSVOLGORDE = (("looptijd_bestaand_tot", "verlenging_tot"),)
VERLENGINGSNAMEN = {
    "overeenkomsten_vanaf": "Sluiten van de verlengingen vanaf",
    "ingang_op": "Ingang van de verlenging",
    "looptijd_bestaand_tot": "Verlenging tot en met",
}


def belemmeringen_publicatie(ronde: Inkoopronde) -> list[str]:
    """What is missing or out of order, in the order of the screens; empty when the round may go."""
    return [
        *ontbrekende_mijlpalen(mijlpalen(ronde)),
        *_volgorde(ronde),
        *_parameters(ronde),
        *_regios(ronde),
        *_bezwaaradressen(ronde),
        *_geld(ronde),
        *_inhoud(ronde),
        *(_verlenging(ronde) if ronde.is_verlenging else _selectie(ronde)),
        *_documenten(ronde),
    ]


def _volgorde(ronde: Inkoopronde) -> Iterator[str]:
    for eerder, later in (*OP_VOLGORDE, *(VERLENGINGSVOLGORDE if ronde.is_verlenging else ())):
        een, twee = getattr(ronde, eerder), getattr(ronde, later)
        if een and twee and _dagmoment(twee) < _dagmoment(een):
            yield f"‘{naam_van(later, ronde)}’ mag niet vóór ‘{naam_van(eerder, ronde)}’ liggen."


def _dagmoment(waarde: date) -> datetime:
    """A date counts for its whole day: it is never too early on the day itself."""
    dag = lokaal(waarde).date() if isinstance(waarde, datetime) else waarde
    return datetime.combine(dag, time(), AMSTERDAM)


def naam_van(veld: str, ronde: Inkoopronde | None = None) -> str:
    """Label of a field of the round, as the screens and the reasons write it."""
    if ronde is not None and ronde.is_verlenging and veld in VERLENGINGSNAMEN:
        return VERLENGINGSNAMEN[veld]
    label = str(Inkoopronde._meta.get_field(veld).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _parameters(ronde: Inkoopronde) -> Iterator[str]:
    nodig = ["tarief"]
    if Klasse.NIEUW in ronde.klassen:
        nodig.append("looptijd_nieuw_tot")
    if Klasse.BESTAAND in ronde.klassen:
        nodig += ["looptijd_bestaand_tot"] if ronde.is_verlenging else ["referentiejaar", "looptijd_bestaand_tot"]
    for veld in nodig:
        if getattr(ronde, veld) is None:
            yield f"‘{naam_van(veld, ronde)}’ is niet ingevuld."


def _regios(ronde: Inkoopronde) -> Iterator[str]:
    """Every region has its uitvoerder by the database; a heropening says how many places there are."""
    if not (rijen := list(ronde.toewijzingen.select_related("regio"))):
        yield "Er zijn geen regio’s toegewezen."
    if ronde.soort == Rondesoort.HEROPENING:
        for rij in rijen:
            if rij.plaatsen is None:
                yield f"Voor regio {rij} is het aantal plaatsen niet ingevuld."


def _bezwaaradressen(ronde: Inkoopronde) -> Iterator[str]:
    """Each uitvoerder has an address to which a bezwaar can be mailed: without it none could come in (A13)."""
    for uitvoerder in WlzUitvoerder.objects.filter(toewijzingen__ronde=ronde).distinct():
        try:
            veilig_adres(uitvoerder.bezwaar_email)
        except RegelFout:
            yield f"{uitvoerder.zorgkantoor} heeft geen e-mailadres voor bezwaar."


def contractjaren(ronde: Inkoopronde) -> list[int]:
    """The years that overeenkomsten of this round can cover; empty without its dates."""
    einden = (ronde.looptijd_bestaand_tot, ronde.looptijd_nieuw_tot, ronde.verlenging_tot)
    eind = [dag for dag in (einden[:1] if ronde.is_verlenging else einden) if dag]
    if ronde.ingang_op is None or not eind:
        return []
    return list(range(ronde.ingang_op.year, max(eind).year + 1))


def _geld(ronde: Inkoopronde) -> Iterator[str]:
    """A national row per year (its amount may be unknown still, 2.2); a year with budgets has one for every region."""
    jaren = contractjaren(ronde)
    bekend = set(ronde.landelijke_bedragen.values_list("jaar", flat=True))
    for jaar in jaren:
        if jaar not in bekend:
            yield f"Het landelijk bedrag van {jaar} ontbreekt. Is het nog niet bekend? Laat het bedrag dan leeg."
    rijen = list(ronde.toewijzingen.select_related("regio").prefetch_related("budgetten"))
    per_regio = {rij: {budget.jaar for budget in rij.budgetten.all()} for rij in rijen}
    for jaar in sorted(set().union(*per_regio.values()) & set(jaren)):
        for rij, jaren_met_budget in per_regio.items():
            if jaar not in jaren_met_budget:
                yield f"Het budget van regio {rij} voor {jaar} ontbreekt. Andere regio’s hebben het wel."


def _inhoud(ronde: Inkoopronde) -> Iterator[str]:
    if not ronde.eisen.exists():
        yield "Er zijn geen eisen ingevuld."
    met_lijst = set(ronde.documenteisen.values_list("klasse", flat=True))
    for klasse in ronde.klassen:
        if klasse not in met_lijst:
            yield f"Voor een {klasse.label.lower()} staat niet vast welke documenten nodig zijn."
    if not ronde.diensten.exists():
        yield "Er zijn geen diensten ingevuld."


def _selectie(ronde: Inkoopronde) -> Iterator[str]:
    if not ronde.criteria.exists():
        yield "Er zijn geen criteria voor de selectie ingevuld."


def _verlenging(ronde: Inkoopronde) -> Iterator[str]:
    """What cannot go together with a verlenging: nobody is selected, nobody new comes in (docs/adr/0004)."""
    if not ronde.eisen.filter(uit_register=True, regionaal=True).exists():
        yield "Er is geen eis per regio die het contractregister gebruikt. Zo blijkt niet wie een overeenkomst heeft."
    if ronde.criteria.exists():
        yield "Er zijn criteria ingevuld. Een verlengingsronde heeft geen selectie: haal ze weg."
    if ronde.documenteisen.filter(klasse=Klasse.NIEUW).exists():
        yield "Er zijn documenten voor een nieuwe organisatie ingevuld. Die doet niet mee: haal ze weg."
    for rij in ronde.toewijzingen.filter(plaatsen__isnull=False).select_related("regio"):
        yield f"Bij regio {rij} staan plaatsen. Een verlengingsronde heeft geen plaats voor nieuwe organisaties."


def _documenten(ronde: Inkoopronde) -> Iterator[str]:
    """The kader itself, and every slot that is marked as necessary."""
    slots = Rondedocument.objects.filter(ronde=ronde)
    if not slots.filter(verplicht=True).exists():
        yield f"Er is geen plaats voor het {'addendum' if ronde.is_verlenging else 'inkoopkader'}."
    gevuld = slots.exclude(stuk=None, adres="").values_list("slot", flat=True)
    for slot in slots.filter(verplicht=True).exclude(slot__in=gevuld):
        yield f"Het document ‘{slot.titel}’ ontbreekt."


def te_heropenen() -> list[tuple[Inkoopronde, Inkoopronde | None]]:
    """Published rounds whose heropening is not published yet, each with its draft when there is one (IK-193)."""
    rondes = Inkoopronde.objects.filter(status=Status.GEPUBLICEERD, heropening_op__isnull=False)
    heropeningen = Inkoopronde.objects.filter(soort=Rondesoort.HEROPENING).order_by("ingang_op")
    klaar = heropeningen.filter(status=Status.GEPUBLICEERD).values("voorganger")
    concepten = {rij.voorganger_id: rij for rij in heropeningen.filter(status=Status.CONCEPT)}
    return [(rij, concepten.get(rij.pk)) for rij in rondes.exclude(pk__in=klaar).order_by("heropening_op")]
