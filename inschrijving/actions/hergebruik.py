"""Start a dossier from another one of the same organisation (A50)."""

from django.db import transaction

from inschrijving.actions.slot import bewaard, vergrendel
from inschrijving.bronnen import is_leeg
from inschrijving.models import Bewijsstuk, Clientondersteuner, Deelnemer, Ervaring, Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kluis.actions import bewaar, lees
from kluis.keuring import Keuring
from kluis.models import Stuk
from kluis.states import Scan
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from publicatie.states import Documentsoort

EIGEN = ("bezoekadres", "telefoon", "email", "werkdagen", "samenwerkingsverband", "verbandnaam")
BIJ_EISEN = ("andere_financiers", "klachten_adres", "privacy_adres")
WIE_TEKENT = (
    *("ondertekenaar", "functie", "bevoegdheid", "tekenwijze"),
    *("tweede_ondertekenaar", "tweede_functie", "tweede_bevoegdheid"),
)
# Made for one uitvoerder and one round: these are made anew.
NIET_OVER = (Documentsoort.BESTUURSVERKLARING, Documentsoort.PROGNOSE, Documentsoort.AANSPRAKELIJKHEID)


@transaction.atomic
def neem_over(*, inschrijving_id: int, bron_id: int, door: Gebruiker) -> None:
    """Copy people, addresses, texts and shared documents of another own dossier into this empty one.

    Not copied: regions and prognose, confirmations, signatures, and what is made per uitvoerder; in an extension round
    only who the party is and who signs, since the rest is not asked there. Each dossier keeps
    files of its own, under its own key (A50). Raises RegelFout when something stands in this dossier, or when the
    other one is of another organisation.
    """
    paar = Inschrijving.objects.select_for_update(of=("self",)).filter(pk__in=(inschrijving_id, bron_id))
    rijen = {rij.pk: rij for rij in paar.order_by("pk")}  # both locked, always in the same order
    inschrijving, bron = vergrendel(inschrijving_id, door), rijen.get(bron_id)
    if bron is None or bron.organisatie_id != inschrijving.organisatie_id or bron.pk == inschrijving.pk:
        raise RegelFout("Kies een van uw eigen eerdere inschrijvingen.")
    eis_recht(door, Recht.INSCHRIJVEN, organisatie_id=bron.organisatie_id)
    if not is_leeg(inschrijving):
        raise RegelFout("In deze inschrijving staat al iets. Overnemen kan alleen in een lege inschrijving.")
    _neem_velden_over(inschrijving, bron)
    deelnemers = _neem_deelnemers_over(inschrijving, bron)
    aantal = 0
    if not inschrijving.ronde.is_verlenging:
        _neem_mensen_over(inschrijving, bron)
        aantal = _neem_documenten_over(inschrijving, bron, deelnemers, door)
    bewaard(inschrijving, "neem_over", door, bron=bron.pk, documenten=aantal)


def _neem_velden_over(inschrijving: Inschrijving, bron: Inschrijving) -> None:
    for veld in EIGEN:
        setattr(inschrijving, veld, getattr(bron, veld))
    inschrijving.save(update_fields=EIGEN)
    verklaring = inschrijving.bestuursverklaring
    velden = WIE_TEKENT if inschrijving.ronde.is_verlenging else (*WIE_TEKENT, *BIJ_EISEN)
    for veld in velden:
        setattr(verklaring, veld, getattr(bron.bestuursverklaring, veld))
    verklaring.save(update_fields=velden)
    teksten = {
        (rij.eis.nummer, rij.eis.titel): rij.onderbouwing
        for rij in bron.bestuursverklaring.eisverklaringen.select_related("eis")
    }
    for rij in verklaring.eisverklaringen.select_related("eis"):
        rij.onderbouwing = teksten.get((rij.eis.nummer, rij.eis.titel), "")
        rij.save(update_fields=["onderbouwing"])


def _neem_deelnemers_over(inschrijving: Inschrijving, bron: Inschrijving) -> dict[int | None, int | None]:
    """The new key of each deelnemer, by the old one."""
    nieuw: dict[int | None, int | None] = {None: None}
    for lid in bron.deelnemers.all():
        kopie = Deelnemer.objects.create(
            inschrijving=inschrijving, soort=lid.soort, naam=lid.naam, kvk_nummer=lid.kvk_nummer
        )
        nieuw[lid.pk] = kopie.pk
    return nieuw


def _neem_mensen_over(inschrijving: Inschrijving, bron: Inschrijving) -> None:
    velden = ("naam", "hbo", "scholing", "registratie", "registratienummer", "geen_belangen")
    Clientondersteuner.objects.bulk_create(
        Clientondersteuner(inschrijving=inschrijving, **{veld: getattr(rij, veld) for veld in velden})
        for rij in bron.clientondersteuners.all()
    )
    Ervaring.objects.bulk_create(
        Ervaring(
            inschrijving=inschrijving,
            soort=rij.soort,
            gemeente_id=rij.gemeente_id,
            jaar=rij.jaar,
            toelichting=rij.toelichting,
        )
        for rij in bron.ervaringen.all()
    )


def _neem_documenten_over(
    inschrijving: Inschrijving, bron: Inschrijving, deelnemers: dict[int | None, int | None], door: Gebruiker
) -> int:
    """How many files came along. Infected files, and those of a dossier that was destroyed, stay behind."""
    te_lezen = bron.bewijsstukken.exclude(soort__in=NIET_OVER).exclude(stuk__scan=Scan.BESMET)
    rijen = te_lezen.filter(stuk__sleutel__vernietigd_op__isnull=True).select_related("stuk__sleutel")
    for rij in rijen.prefetch_related("eisen"):
        kopie = Bewijsstuk.objects.create(
            inschrijving=inschrijving,
            soort=rij.soort,
            stuk=_kopie(rij.stuk, inschrijving, door),
            datum=rij.datum,
            deelnemer_id=deelnemers[rij.deelnemer_id],
            toegevoegd_op=klok.nu(),
        )
        nummers = [eis.nummer for eis in rij.eisen.all()]
        kopie.eisen.set(inschrijving.ronde.eisen.filter(nummer__in=nummers))
    return len(rijen)


def _kopie(stuk: Stuk, inschrijving: Inschrijving, door: Gebruiker) -> Stuk:
    """The same bytes under the key of this dossier, with what was found in them before."""
    keuring = Keuring(stuk.naam, lees(stuk), stuk.type, stuk.signalen, Scan(stuk.scan))
    return bewaar(dossier=inschrijving.dossier_sleutel, keuring=keuring, door=door)
