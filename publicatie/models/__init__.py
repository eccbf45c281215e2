"""Step 1: the inkoopronde and everything about it, as data. Rounds differ in rows, never in code."""

from publicatie.models.inhoud import Brieftekst, Dienst, Documenteis, Minimumeis, Rondedocument, Selectiecriterium
from publicatie.models.inlichtingen import Correctie, Nota, Vraag, VraagQuerySet
from publicatie.models.regio import (
    Gemeente,
    Gemeentealias,
    Gemeentelidmaatschap,
    LidmaatschapQuerySet,
    Regio,
    Regioalias,
)
from publicatie.models.ronde import Inkoopronde, InkooprondeQuerySet, LandelijkBedrag
from publicatie.models.toewijzing import Leemte, Regiobudget, Regiotoewijzing, RegiotoewijzingQuerySet
from publicatie.models.wijziging import Rondewijziging, Uitstel

__all__ = [
    "Brieftekst",
    "Correctie",
    "Dienst",
    "Documenteis",
    "Gemeente",
    "Gemeentealias",
    "Gemeentelidmaatschap",
    "Inkoopronde",
    "InkooprondeQuerySet",
    "LandelijkBedrag",
    "Leemte",
    "LidmaatschapQuerySet",
    "Minimumeis",
    "Nota",
    "Regio",
    "Regioalias",
    "Regiobudget",
    "Regiotoewijzing",
    "RegiotoewijzingQuerySet",
    "Rondedocument",
    "Rondewijziging",
    "Selectiecriterium",
    "Uitstel",
    "Vraag",
    "VraagQuerySet",
]
