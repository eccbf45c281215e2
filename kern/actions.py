"""Daily seal over the log (R8)."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from kern import inzage, klok
from kern.models import Dagzegel, Ketting
from kern.rules import zegelhash


def zegel_dagen() -> Dagzegel | None:
    """Chain the heads of all dossiers under yesterday's date, once a day. Returns the new seal or None."""
    dag = klok.vandaag() - timedelta(days=1)
    if Dagzegel.objects.filter(dag__gte=dag).exists():
        return None
    try:
        with transaction.atomic():
            return _zegel(dag)
    except IntegrityError:  # another worker was first
        return None


def _zegel(dag: date) -> Dagzegel:
    laatste = Dagzegel.objects.order_by("dag").last()
    vorige = laatste.hash if laatste else ""
    koppen = {k.pk: [k.nummer, k.kop] for k in Ketting.objects.order_by("pk")}
    koppen[inzage.IN_ZEGEL] = inzage.dagkop(laatste.dag if laatste else None, dag)  # `dag` itself: the next seal
    hash_ = zegelhash(dag.isoformat(), koppen, vorige)
    return Dagzegel.objects.create(dag=dag, koppen=koppen, vorige_hash=vorige, hash=hash_, gemaakt_op=klok.nu())
