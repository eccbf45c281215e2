"""Shells: beat wakes them, what is due is found by query (R11, R12)."""

from celery import shared_task

from kern.log import herkomst
from uitvoering import actions


@shared_task
def laat_verzuim_ingaan() -> None:
    with herkomst("taak"):
        actions.laat_verzuim_ingaan()


@shared_task
def herinner_productie() -> None:
    with herkomst("taak"):
        actions.herinner()


@shared_task
def herinner_verslagen() -> None:
    with herkomst("taak"):
        actions.herinner_verslagen()


@shared_task
def bewaak_budgetten() -> None:
    with herkomst("taak"):
        actions.bewaak_budgetten()
