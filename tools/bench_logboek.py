"""A log of 1,000,000 lines (L8): verifying all of it with its seals and looks, and the timeline of one organisation."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

from django.db import connection
from django.urls import reverse

from inschrijving.models import Inschrijving
from kern import klok
from kern.integriteit import logboek, zegels
from kern.inzage import IN_ZEGEL, dagkop
from kern.log import als_feiten, sleutel
from kern.models import Dagzegel, Gebeurtenis, Inzage, Ketting
from kern.rules import regelhash, zegelhash
from partijen.models import Gebruiker
from tools.bench_gegevens import sessie
from tools.bench_lijsten import haal
from tools.webserver import Webserver

KETENS, PER_KETEN = 499, 2_000  # and the dossier itself, as long as any
DAGEN, INZAGEN = 365, 100_000
VELDEN = "dossier nummer handeling object_soort object_id resultaat herkomst actor_id tijd gegevens vorige_hash hash"


def meet(server: Webserver, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """Seconds for each; the log is as the actions write it, only the rows go in at once."""
    dossier, wie = sleutel(bron), Gebruiker.objects.get(rollen__organisatie=bron.organisatie)
    meld(f"logboek: {(KETENS + 1) * PER_KETEN} regels, {DAGEN} zegels en {INZAGEN} keer gekeken klaarzetten")
    for keten in [dossier, *(f"bench:{nummer}" for nummer in range(KETENS))]:
        _leg_regels_neer(keten, bron.pk, wie.pk)
    _verzegel()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    meld("logboek: nalopen")
    van_logboek, nalopen = _duur(logboek)
    van_zegels, zegelduur = _duur(lambda: zegels(van_logboek))
    assert (van_logboek.fouten, van_zegels.fouten) == ([], [])
    meld("logboek: tijdlijn")
    mens, kenmerk = sessie(wie), bron.kenmerk
    pagina, pdf = (reverse(naam, args=[kenmerk]) for naam in ("mijn_tijdlijn", "mijn_tijdlijn_pdf"))
    laatste = f"?page={PER_KETEN // 100}"
    return {
        "regels": van_logboek.gecontroleerd,
        "nalopen_s": nalopen,
        "zegels_en_inzage_s": zegelduur,
        "tijdlijn_eerste_bladzijde_s": haal(server, mens, pagina),
        "tijdlijn_laatste_bladzijde_s": haal(server, mens, pagina + laatste),
        "tijdlijn_pdf_deel_van_500_s": haal(server, mens, pdf),
        "tijdlijn_pdf_alle_delen_s": sum(haal(server, mens, f"{pdf}?deel={deel}") for deel in range(1, 5)),
    }


def _duur(doe: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.monotonic()
    uitkomst = doe()
    return uitkomst, round(time.monotonic() - begin, 1)


def _leg_regels_neer(keten: str, pk: int, wie: int) -> None:
    """A chain of PER_KETEN lines, after what is there."""
    ketting, _ = Ketting.objects.get_or_create(pk=keten)
    uit, begin = StringIO(), klok.nu() - timedelta(days=DAGEN)
    for nummer in range(ketting.nummer + 1, PER_KETEN + 1):
        regel = Gebeurtenis(
            dossier=keten,
            nummer=nummer,
            handeling="bewaar_organisatie",
            object_soort="inschrijving.inschrijving",
            object_id=str(pk),
            herkomst="web",
            actor_id=wie,
            tijd=begin + timedelta(days=DAGEN) * nummer / PER_KETEN,
            gegevens={"toelichting": f"Regel {nummer}"},
            vorige_hash=ketting.kop,
        )
        regel.hash = ketting.kop = regelhash(als_feiten(regel), ketting.kop)
        uit.write("\t".join(_waarden(regel)) + "\n")
    uit.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY kern_gebeurtenis ({VELDEN.replace(' ', ', ')}) FROM STDIN", uit)
    ketting.nummer = PER_KETEN
    ketting.save()


def _waarden(regel: Gebeurtenis) -> Iterator[str]:
    for veld in VELDEN.split():
        waarde = getattr(regel, veld)
        yield json.dumps(waarde) if veld == "gegevens" else str(waarde)


def _verzegel() -> None:
    """A seal for every day, over the heads of all chains as they were; each look lies on one of those days."""
    vandaag, dossiers = klok.vandaag(), list(Ketting.objects.values_list("pk", flat=True))
    Inzage.objects.bulk_create(
        (
            Inzage(
                gebruiker_id=nummer,
                soort="inschrijving.inschrijving",
                object_id="1",
                dossier=dossiers[nummer % len(dossiers)],
                dag=vandaag - timedelta(days=1 + nummer % DAGEN),
                tijd=klok.nu(),
            )
            for nummer in range(INZAGEN)
        ),
        batch_size=5_000,
    )
    vorige, vorige_dag = "", None
    for terug in range(DAGEN, 0, -1):
        dag, nummer = vandaag - timedelta(days=terug), PER_KETEN * (DAGEN - terug + 1) // DAGEN
        regels = Gebeurtenis.objects.filter(dossier__in=dossiers, nummer=nummer).values_list("dossier", "hash")
        koppen = {keten: [nummer, kop] for keten, kop in regels} | {IN_ZEGEL: dagkop(vorige_dag, dag)}
        hash_ = zegelhash(dag.isoformat(), koppen, vorige)
        Dagzegel.objects.create(dag=dag, koppen=koppen, vorige_hash=vorige, hash=hash_, gemaakt_op=klok.nu())
        vorige, vorige_dag = hash_, dag
