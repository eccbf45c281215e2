"""The monthly production: delivering, correcting, checking, and reminding (OV-173, OV-180, OV-183)."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.opmaak import adres_van
from bekendmaking.rules import eis_tekst
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Moment
from kern.transitions import zet_over
from kluis.rules import lijkt_burgerservicenummer
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import onderaannemers
from overeenkomst.rules.onderaannemer import eis_werkte_in
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from uitvoering import queries
from uitvoering.actions import slot
from uitvoering.models import Leverritme, Onderaannemerdeel, Productierapportage, Productieregel
from uitvoering.queries.productie import Maandstand
from uitvoering.rules import productie
from uitvoering.rules.productie import Cijfers
from uitvoering.states.productie import TE_CONTROLEREN, Productiestatus

VERANDERD = (
    "Voor deze maand is intussen een andere rapportage ontvangen. Bekijk wat er nu staat. Klopt dat niet, lever dan "
    "een correctie aan."
)
HERINNER_DAGEN = 4  # before the last day, and after it
HERINNER_UUR = 8


@transaction.atomic
def lever_productie_aan(
    *,
    regio_id: int,
    maand: date,
    cijfers: Cijfers,
    gezien: int,
    reden: str = "",
    bestand_sha256: str = "",
    door: Gebruiker,
) -> Productierapportage:
    """Keep the figures of a month; a next time they take the place of the earlier ones, which stay (OV-180).

    `gezien`: version on the screen, 0 for none. The same figures again on top of the same are one delivery. Raises
    RegelFout for a month that is not expected or not over, for figures that cannot be, for another form, without a
    reason for a correction, and when somebody else was first.
    """
    overeenkomst = slot.vergrendel_regio(regio_id)
    eis_recht(door, Recht.PRODUCTIE_LEVEREN, organisatie_id=overeenkomst.inschrijving.organisatie_id)
    productie.eis_voorbij(maand, klok.vandaag())
    stand = queries.productie.stand(queries.productie.lopend(), regio_id, maand.year, maand.month)
    if stand is None:
        raise RegelFout("Voor deze regio en maand is geen overeenkomst van kracht. Hier hoort geen productie bij.")
    _eis_cijfers(stand, cijfers)
    formaat = queries.productie.formaat(stand.dossier.ronde, maand)
    if tuple(regel.dienst for regel in cijfers.regels) != formaat.diensten:
        raise RegelFout("Het formulier is intussen veranderd. Download het opnieuw of vul de bladzijde opnieuw in.")
    vorige = stand.rapportage
    if vorige and vorige.hash == cijfers.hash and gezien == vorige.versie - 1:
        return vorige  # sent twice
    if gezien != len(stand.versies):
        raise RegelFout(VERANDERD)
    if vorige and vorige.hash == cijfers.hash:
        raise RegelFout("Deze cijfers zijn gelijk aan die wij al hebben. Er is niets veranderd.")
    reden = _reden(reden) if vorige else ""
    if vorige:
        zet_over(vorige, "vervang", door=door)
    return _bewaar(stand, formaat.versie, cijfers, reden, bestand_sha256, door)


def _eis_cijfers(stand: Maandstand, cijfers: Cijfers) -> None:
    """Figures that can be, and hours only of onderaannemers that may have worked then (OV-089, OV-090)."""
    productie.eis_cijfers(cijfers)
    gemeld = {rij.pk: rij for rij in onderaannemers.van_regio(stand.regio.pk)}
    for deel in cijfers.delen:
        rij = gemeld.get(deel.onderaannemer)
        if rij is None:
            raise RegelFout("Een onderaannemer is intussen niet meer gemeld in deze regio. Open de bladzijde opnieuw.")
        eis_werkte_in(
            rij.naam, stand.maand, akkoord=rij.akkoord, begonnen_op=rij.begonnen_op, laatste_dag=rij.laatste_dag
        )


def _reden(tekst: str) -> str:
    tekst = eis_tekst(tekst, "waarom de cijfers veranderen")
    if lijkt_burgerservicenummer(tekst):
        raise RegelFout("In de reden staat een nummer dat een burgerservicenummer kan zijn. Haal het weg.")
    return tekst


def _bewaar(
    stand: Maandstand, formaatversie: int, cijfers: Cijfers, reden: str, bestand_sha256: str, door: Gebruiker
) -> Productierapportage:
    rij = Productierapportage.objects.create(
        regioinschrijving=stand.regio,
        maand=stand.maand,
        versie=len(stand.versies) + 1,
        formaatversie=formaatversie,
        unieke_clienten=cijfers.unieke_clienten,
        doorverwijzingen=cijfers.doorverwijzingen,
        geen_productie=cijfers.geen_productie,
        reden=reden,
        hash=cijfers.hash,
        bestand_sha256=bestand_sha256,
        door=door,
        op=klok.nu(),
    )
    Productieregel.objects.bulk_create(
        Productieregel(
            rapportage=rij,
            nummer=regel.dienst.nummer,
            naam=regel.dienst.naam,
            richtminuten=regel.dienst.richtminuten,
            uren=regel.uren,
            vragen=regel.vragen,
        )
        for regel in cijfers.regels
    )
    Onderaannemerdeel.objects.bulk_create(
        Onderaannemerdeel(rapportage=rij, onderaannemer_id=deel.onderaannemer, uren=deel.uren) for deel in cijfers.delen
    )
    leg_vast(rij, "lever_productie_aan", door=door, maand=str(stand.maand), versie=rij.versie, hash=rij.hash)
    return rij


# Checking


@transaction.atomic
def neem_productie_in_controle(*, rapportage_id: int, gezien: int, door: Gebruiker) -> Productierapportage:
    """Somebody looks at it: the organisation sees that."""
    return zet_over(_te_controleren(rapportage_id, gezien, door), "neem_in_controle", door=door)


@transaction.atomic
def keur_productie_goed(*, rapportage_id: int, gezien: int, door: Gebruiker) -> Productierapportage:
    """The figures are agreed. Refused for a version that was replaced meanwhile."""
    return _beoordeel(_te_controleren(rapportage_id, gezien, door), "keur_goed", "", door)


@transaction.atomic
def vind_productiefouten(*, rapportage_id: int, gezien: int, bevinding: str, door: Gebruiker) -> Productierapportage:
    """The figures are not right: the organisation hears what, and delivers a correction."""
    rij = _te_controleren(rapportage_id, gezien, door)
    rij = _beoordeel(rij, "vind_fouten", eis_tekst(bevinding, "wat er niet klopt"), door)
    _mail(
        rij.regioinschrijving.inschrijving,
        soort=Berichtsoort.OVEREENKOMST,
        over=f"uitvoering.productie:{rij.pk}",
        onderwerp=f"Productie {productie.maandnaam(rij.maand)} klopt nog niet",
        sjabloon="fouten",
        rij=rij,
        maand=productie.maandnaam(rij.maand),
    )
    return rij


def _te_controleren(rapportage_id: int, gezien: int, door: Gebruiker) -> Productierapportage:
    """The report under its locks. Raises RegelFout when the version on the screen was another one (R17)."""
    regio_id = Productierapportage.objects.values_list("regioinschrijving", flat=True).get(pk=rapportage_id)
    overeenkomst = slot.vergrendel_regio(regio_id)
    eis_recht(door, Recht.PRODUCTIE_CONTROLEREN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    rijen = Productierapportage.objects.select_related("regioinschrijving__inschrijving__organisatie")
    rij = rijen.select_for_update(of=("self",)).get(pk=rapportage_id)
    if rij.versie != gezien or rij.status == Productiestatus.VERVANGEN:
        raise RegelFout("De organisatie heeft intussen een correctie aangeleverd. Bekijk eerst de nieuwe cijfers.")
    if rij.status not in TE_CONTROLEREN:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    return rij


def _beoordeel(rij: Productierapportage, pijl: str, bevinding: str, door: Gebruiker) -> Productierapportage:
    rij.beoordeeld_door, rij.beoordeeld_op, rij.bevinding = door, klok.nu(), bevinding
    rij.save(update_fields=["beoordeeld_door", "beoordeeld_op", "bevinding"])
    return zet_over(rij, pijl, door=door)


@transaction.atomic
def spreek_leverritme_af(*, overeenkomst_id: int, vanaf: date, maanden: int, reden: str, door: Gebruiker) -> Leverritme:
    """Another frequency from a month on, as both agreed; what came before keeps its own (OV-230)."""
    rijen = Overeenkomst.objects.select_related("inschrijving")
    overeenkomst = rijen.select_for_update(of=("self",)).get(pk=overeenkomst_id)
    eis_recht(door, Recht.PRODUCTIE_CONTROLEREN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    if maanden not in productie.RITMES:
        raise RegelFout("Kies hoe vaak de organisatie aanlevert.")
    velden = {"maanden": maanden, "reden": eis_tekst(reden, "wat is afgesproken"), "door": door, "op": klok.nu()}
    vanaf = productie.begin_maand(vanaf)
    rij, _ = Leverritme.objects.update_or_create(overeenkomst=overeenkomst, vanaf=vanaf, defaults=velden)
    leg_vast(rij, "spreek_leverritme_af", door=door, vanaf=str(vanaf), maanden=maanden)
    return rij


# Reminding


def herinner() -> int:
    """Once a day: who has not delivered, four days before the last day and on the days after it; how many were told.

    One message per organisation, zorgkantoor, month and occasion, whatever the number of regions (R12).
    """
    dag = klok.vandaag()
    if klok.nu() < (moment := klok.om(dag, HERINNER_UUR)):
        return 0
    try:
        with transaction.atomic():
            Moment.objects.create(naam="productie-herinnering", tijdstip=moment, gedaan_op=klok.nu())
            return _herinner(dag, moment)
    except IntegrityError:  # done before, or another worker is at it
        return 0


def _herinner(dag: date, moment: datetime) -> int:
    per_bericht: dict[tuple[int, date, str], list[Maandstand]] = {}
    for rij in queries.productie.te_herinneren(dag, HERINNER_DAGEN):
        soort = "te_laat" if rij.te_laat else "herinnering"
        per_bericht.setdefault((rij.dossier.pk, rij.maand, soort), []).append(rij)
    for (_, maand, soort), rijen in per_bericht.items():
        naam = productie.maandnaam(maand)
        _mail(
            rijen[0].dossier,
            soort=Berichtsoort.HERINNERING,
            over=f"uitvoering.productie:{rijen[0].dossier.pk}:{maand:%Y-%m}:{soort}",
            onderwerp=f"Productie {naam}: {'te laat' if soort == 'te_laat' else 'nog aan te leveren'}",
            sjabloon=soort,
            rijen=rijen,
            maand=naam,
        )
    return len(per_bericht)


def _mail(dossier, *, soort: Berichtsoort, over: str, onderwerp: str, sjabloon: str, **gegevens) -> None:  # type: ignore[no-untyped-def]
    context = {"dossier": dossier, "adres": settings.BASIS_URL + reverse("productie"), **gegevens}
    leg_klaar(
        soort=soort,
        over=over,
        ontvanger=adres_van(dossier),
        onderwerp=onderwerp,
        tekst=render_to_string(f"uitvoering/mail/productie_{sjabloon}.txt", context),
        dossier_sleutel=dossier.dossier_sleutel,
    )
