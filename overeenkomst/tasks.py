"""Shells: beat wakes them, what is due is found by query (R11, R12)."""

from celery import shared_task

from kern.log import herkomst
from overeenkomst import actions


@shared_task
def laat_ingaan() -> None:
    with herkomst("taak"):
        actions.laat_ingaan_wat_kan()


@shared_task(expires=10)
def maak_exemplaren() -> None:
    with herkomst("taak"):
        actions.maak_exemplaren()


@shared_task
def beeindig() -> None:
    with herkomst("taak"):
        actions.beeindig_wat_voorbij_is()


@shared_task
def herinner_bereikbaarheid() -> None:
    with herkomst("taak"):
        actions.herinner_bereikbaarheid()
