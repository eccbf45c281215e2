"""Celery entry point and the beat table. Beat only wakes; what is due is found by query (R11, R12)."""

import os

from celery import Celery
from celery.signals import worker_init

from kern.opstart import controleer_opstart

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oco_portal.settings")
app = Celery("oco_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "berichten": {"task": "berichten.tasks.verstuur_openstaande", "schedule": 2.0},
    "ontvangstbewijzen": {"task": "inschrijving.tasks.maak_ontvangstbewijzen", "schedule": 2.0},
    "vrijgave": {"task": "bekendmaking.tasks.geef_vrij", "schedule": 2.0},
    "definitief": {"task": "bekendmaking.tasks.maak_definitief", "schedule": 60.0},
    "herinneringen-bezwaar": {"task": "bekendmaking.tasks.herinner_bezwaren", "schedule": 300.0},
    "herinneringen-termijnen": {"task": "bekendmaking.tasks.herinner_termijnen", "schedule": 300.0},
    "herinneringen-inschrijving": {"task": "inschrijving.tasks.herinner_concepten", "schedule": 300.0},
    "verduidelijkingen": {"task": "beoordeling.tasks.herinner_verduidelijkingen", "schedule": 300.0},
    "notas": {"task": "publicatie.tasks.meld_antwoorden", "schedule": 30.0},
    "rondewijzigingen": {"task": "inschrijving.tasks.meld_rondewijzigingen", "schedule": 30.0},
    "brievenreeksen": {"task": "bekendmaking.tasks.maak_brieven", "schedule": 5.0},
    "brievenarchief": {"task": "bekendmaking.tasks.maak_archieven", "schedule": 5.0},
    "overeenkomsten": {"task": "overeenkomst.tasks.laat_ingaan", "schedule": 60.0},
    "exemplaren": {"task": "overeenkomst.tasks.maak_exemplaren", "schedule": 5.0},
    "einde-overeenkomsten": {"task": "overeenkomst.tasks.beeindig", "schedule": 60.0},
    "bereikbaarheid": {"task": "overeenkomst.tasks.herinner_bereikbaarheid", "schedule": 300.0},
    "verzuim": {"task": "uitvoering.tasks.laat_verzuim_ingaan", "schedule": 60.0},
    "herinneringen-productie": {"task": "uitvoering.tasks.herinner_productie", "schedule": 300.0},
    "herinneringen-verslagen": {"task": "uitvoering.tasks.herinner_verslagen", "schedule": 300.0},
    "budgetten": {"task": "uitvoering.tasks.bewaak_budgetten", "schedule": 300.0},
    "vernietigen": {"task": "bewaren.tasks.vernietig", "schedule": 5.0},
    "gegevens": {"task": "bewaren.tasks.gegevens", "schedule": 5.0},
    "sessies": {"task": "bewaren.tasks.verlopen_sessies", "schedule": 3600.0},
    "virusscan": {"task": "kluis.tasks.scan_openstaande", "schedule": 60.0},
    "stand": {"task": "portaal.tasks.bewaak", "schedule": 15.0},
    "dagzegel": {"task": "kern.tasks.zegel_dag", "schedule": 300.0},
    "zegelpost": {"task": "publicatie.tasks.mail_dagzegel", "schedule": 300.0},
}


@worker_init.connect
def bij_start(**_):
    """Refuse to work with a demo clock or SQLite outside the demo."""
    controleer_opstart()
