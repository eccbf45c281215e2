"""Shells: beat wakes them, what is due is found by query (R11, R12)."""

from celery import shared_task

from bewaren import actions
from kern.log import herkomst
from partijen.sessies import SessionStore

PER_KEER = 25  # dossiers: the worker must be free for a release soon


@shared_task
def vernietig() -> None:
    with herkomst("taak"):
        actions.voer_opdrachten_uit(hoogstens=PER_KEER)


@shared_task
def gegevens() -> None:
    with herkomst("taak"):
        actions.maak_gegevens()
        actions.ruim_gegevens_op()


@shared_task
def verlopen_sessies() -> None:
    """Who is logged out or away for too long leaves nothing behind; by the real clock, as sessions themselves."""
    SessionStore.clear_expired()
