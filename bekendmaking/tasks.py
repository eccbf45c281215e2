"""Shells: beat wakes them, what is due is found by query (R11, R12)."""

from celery import shared_task

from bekendmaking import actions
from kern.log import herkomst


@shared_task
def geef_vrij() -> None:
    with herkomst("taak"):
        actions.geef_vrij_wat_kan()


@shared_task
def herinner_bezwaren() -> None:
    with herkomst("taak"):
        actions.herinner()


@shared_task
def herinner_termijnen() -> None:
    with herkomst("taak"):
        actions.herinner_termijnen()


@shared_task
def maak_definitief() -> None:
    with herkomst("taak"):
        actions.maak_definitief_wat_kan()


@shared_task
def maak_archieven() -> None:
    with herkomst("taak"):
        actions.maak_archieven()


@shared_task
def maak_brieven() -> None:
    with herkomst("taak"):
        actions.maak_brieven()
