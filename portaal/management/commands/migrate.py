"""Django's own migrate, which refuses to change anything around a deadline or release (R23, F22).

Afterwards the second wall stands as it should (R15).
"""

from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kern.db import is_postgres
from kern.fouten import RegelFout
from kern.log import herkomst
from portaal.muur import trek_op
from portaal.stand.bevriezing import doorbreek, eis_niet_bevroren

SLOT = "2s"  # longer than this nobody waits for a migration: it gives up, and the portal goes on


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--toch", metavar="REDEN", default="", help="ook binnen een bevriezing, met deze reden")
        parser.add_argument("--akkoord", action="append", default=[], help="e-mailadres van een beheerder; twee keer")

    def handle(self, *args, **options):
        toch, akkoord = options.pop("toch"), options.pop("akkoord")
        if not settings.DEMO and _is_werk(options):
            try:
                with herkomst("opdracht"):
                    doorbreek(reden=toch, akkoord=akkoord) if toch else eis_niet_bevroren()
            except RegelFout as fout:
                raise CommandError(fout.tekst) from fout
        with _kort_slot():
            super().handle(*args, **options)
            if not (options["check_unapplied"] or options["plan"] or options["app_label"]):
                trek_op()


def _is_werk(options) -> bool:
    """Whether something would change: not when it only looks, and not when all is done (each start of the portal)."""
    if options["check_unapplied"] or options["plan"]:
        return False
    if options["app_label"]:  # one app, perhaps backwards
        return True
    uitvoerder = MigrationExecutor(connection)
    return bool(uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()))


@contextmanager
def _kort_slot():
    if not is_postgres():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{SLOT}'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
