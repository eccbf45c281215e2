"""Opened and judged dossiers in bulk, for lists, selection and letters."""

from collections.abc import Sequence
from random import Random
from uuid import uuid4

from django.db import connection

from bekendmaking.models import Vrijgave
from beoordeling.models import Classificatie, Opening, Regiobeoordeling
from beoordeling.states import Indeling, Openingstatus, Status
from inschrijving.models import Bestuursverklaring, Indiening, Inschrijving, Regioinschrijving
from inschrijving.momentopname import maak, stukken
from inschrijving.states import Status as Dossierstatus
from kern import klok
from partijen.models import Gebruiker
from publicatie.models import Regiotoewijzing
from publicatie.states import Klasse
from selectie.models import Kandidaat, Regioselectie
from tools.bench_gegevens import PER_KEER, kopieer

TEKST = "Staat in het dossier en is nagekeken."


def maak_leeg() -> None:
    """Throw away every dossier, selection and release, and all that hangs on them."""
    tabellen = [model._meta.db_table for model in (Inschrijving, Opening, Regioselectie, Vrijgave)]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tabellen)} CASCADE")


def geopend(
    bron: Inschrijving, toewijzingen: Sequence[Regiotoewijzing], aantal: int, inkopers: tuple[Gebruiker, Gebruiker]
) -> list[int]:
    """So many opened dossiers like `bron` at the uitvoerder of these regions, each in all of them; gives their ids."""
    uitvoerder, een = toewijzingen[0].uitvoerder, inkopers[0]
    status = {"uitvoerder": uitvoerder, "status": Dossierstatus.GEOPEND}
    ids = kopieer(bron, aantal, alleen=(Bestuursverklaring,), **status)
    nu = klok.nu()
    Opening.objects.get_or_create(
        ronde=bron.ronde,
        uitvoerder=uitvoerder,
        defaults={
            "status": Openingstatus.GEOPEND,
            "eerste_door": een,
            "eerste_op": nu,
            "tweede_door": inkopers[1],
            "tweede_op": nu,
        },
    )
    _dien_in(bron, ids, een)
    regios = [
        Regioinschrijving(inschrijving_id=pk, toewijzing=toewijzing, klasse=Klasse.NIEUW, clienten=100, uren=900)
        for toewijzing in toewijzingen
        for pk in ids
    ]
    Regioinschrijving.objects.bulk_create(regios, batch_size=PER_KEER)
    return ids


def _dien_in(bron: Inschrijving, ids: Sequence[int], door: Gebruiker) -> None:
    """The version of `bron` for each dossier, at its real size."""
    opname, bestanden, nu = maak(bron), stukken(bron), klok.nu()
    Indiening.objects.bulk_create(
        (
            Indiening(
                inschrijving_id=pk,
                volgnummer=1,
                sleutel=uuid4(),
                ontvangstnummer=f"BEN-{pk}-1",
                momentopname=opname,
                stukken=bestanden,
                hash="0" * 64,
                aangekomen_op=nu,
                vastgelegd_op=nu,
                logkop="0" * 64,
                door=door,
            )
            for pk in ids
        ),
        batch_size=PER_KEER,
    )


def beoordeeld(ids: Sequence[int], inkoper: Gebruiker, status: str = Status.VOLDOET) -> None:
    """Give every region of these dossiers this total, and the indeling `nieuw` unless it is still in assessment."""
    regios = list(Regioinschrijving.objects.filter(inschrijving__in=ids).order_by("pk"))
    klaar = {}
    if status != Status.IN_BEOORDELING:
        klaar = {"indeling": Indeling.NIEUW_IN_REGIO, "bevestigd_door": inkoper, "bevestigd_op": klok.nu()}
    Regiobeoordeling.objects.bulk_create(
        (Regiobeoordeling(regioinschrijving=regio, status=status) for regio in regios), batch_size=PER_KEER
    )
    Classificatie.objects.bulk_create(
        (
            Classificatie(regioinschrijving=r, voorstel=Indeling.NIEUW_IN_REGIO, voorstel_reden=TEKST, **klaar)
            for r in regios
        ),
        batch_size=PER_KEER,
    )


def kandidaten(selectie: Regioselectie, toeval: Random) -> None:
    """All facts of every new party of this region; no two shares are equal, so that no loting is needed."""
    geopend_ = selectie.toewijzing.regioinschrijvingen.filter(inschrijving__status=Dossierstatus.GEOPEND)
    regios = list(geopend_.order_by("pk"))
    noemers = toeval.sample(range(1000, 9999), len(regios))
    Kandidaat.objects.bulk_create(
        Kandidaat(
            regioselectie=selectie,
            regioinschrijving=regio,
            voorziet_in_leemte=toeval.random() < 0.5,
            leemte_motivering=TEKST,
            wlz_contract=toeval.random() < 0.3,
            wlz_contract_bewijs=TEKST,
            wmo_contract=toeval.random() < 0.5,
            wmo_contract_bewijs=TEKST,
            anderszins=toeval.random() < 0.7,
            anderszins_bewijs=TEKST,
            clientondersteuners=noemer,
            geregistreerd=noemer // 2 + 1,
        )
        for regio, noemer in zip(regios, noemers, strict=True)
    )
