"""Reminders before a term ends, to the organisation and to the zorgkantoor; each once, whoever wakes (R12)."""

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from bekendmaking import opmaak, queries, rules
from bekendmaking.behandelaars import mensen
from bekendmaking.models import Beslissing, Brief
from bekendmaking.rules import Termijnen
from bekendmaking.states import Status
from berichten.actions import leg_klaar
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern import klok
from partijen.models import WlzUitvoerder
from publicatie.models import Inkoopronde

# term of which an organisation is reminded: its name in the subject
VOOR_ORGANISATIE = {
    "bezwaar_sluit": "bezwaar maken kan nog enkele dagen",
    "kort_geding_laatste_dag": "de laatste dag voor een kort geding is bijna",
}


def herinner_termijnen() -> int:
    """Remind both sides of every term that ends within days. Returns how many messages were put ready.

    What is due is a query: letters with a decision that is still provisional, without this reminder in the outbox.
    """
    rijen = Brief.objects.filter(status=Status.VOORLOPIG).order_by()
    groepen = rijen.values_list("inschrijving__ronde", "inschrijving__uitvoerder", "dagtekening").distinct()
    rondes = Inkoopronde.objects.in_bulk({ronde for ronde, _, _ in groepen})
    nu, aantal = klok.nu(), 0
    for ronde, uitvoerder, dag in groepen:
        termijnen = queries.termijnen_voor(rondes[ronde], dag)
        brieven = rijen.filter(inschrijving__ronde=ronde, inschrijving__uitvoerder=uitvoerder, dagtekening=dag)
        for veld in VOOR_ORGANISATIE:
            if rules.nu_herinneren(nu, getattr(termijnen, veld)):
                aantal += sum(_herinner(pk, veld) for pk in _zonder_bericht(brieven, veld))
        if rules.nu_herinneren(nu, termijnen.opschorting_tot):
            aantal += _herinner_zorgkantoor(rondes[ronde], uitvoerder, termijnen)
    return aantal


def _zonder_bericht(brieven: QuerySet[Brief], veld: str) -> list[int]:
    """Ids of these letters that hold a decision in force, and of which nobody was reminded of this term."""
    over = Concat(
        Value("bekendmaking.brief:"), Cast(OuterRef("pk"), CharField()), Value(f":{veld}"), output_field=CharField()
    )
    gedaan = Bericht.objects.filter(soort=Berichtsoort.HERINNERING, over=over)
    geldig = Beslissing.objects.geldig().filter(brief=OuterRef("pk"))
    return list(brieven.filter(Exists(geldig)).exclude(Exists(gedaan)).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _herinner(brief_id: int, veld: str) -> bool:
    rijen = Brief.objects.select_related("inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie")
    brief = rijen.get(pk=brief_id)
    leg_klaar(
        soort=Berichtsoort.HERINNERING,
        ontvanger=opmaak.adres_van(brief.inschrijving),
        onderwerp=f"Beslissing {brief.kenmerk}: {VOOR_ORGANISATIE[veld]}",
        tekst=opmaak.termijntekst(brief, veld),
        over=f"bekendmaking.brief:{brief.pk}:{veld}",
        dossier_sleutel=brief.dossier_sleutel,
    )
    return True


@transaction.atomic
def _herinner_zorgkantoor(ronde: Inkoopronde, uitvoerder_id: int, termijnen: Termijnen) -> int:
    """Tell those who handle bezwaren that the standstill ends, and what is still open; once per end."""
    uitvoerder = WlzUitvoerder.objects.get(pk=uitvoerder_id)
    over = f"bekendmaking.opschorting:{ronde.pk}:{uitvoerder.pk}:{termijnen.opschorting_tot:%Y-%m-%d}"
    if Bericht.objects.filter(over=over).exists():
        return 0
    tekst = opmaak.opschortingtekst(ronde, uitvoerder, termijnen)
    adressen = sorted(mens.email for mens in mensen(uitvoerder))
    for adres in adressen:
        leg_klaar(
            soort=Berichtsoort.HERINNERING,
            ontvanger=adres,
            onderwerp=f"De opschortende termijn van ronde {ronde.code} loopt bijna af",
            tekst=tekst,
            over=over,
        )
    return len(adressen)
