"""One line of JSON per event, for whoever runs the portal: numbers and names of code, never of people (B46, B55).

An address of the portal can hold a link to get in and a message of the database the values of a row, so neither is
written: of a request its route, of an error its kind and where it happened.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

verzoek_id: ContextVar[str] = ContextVar("verzoek_id", default="")
LANGSTE = 500  # characters of a text in a line
STAPPEN = 12  # of a traceback, the nearest ones
ANDEREN = ("django", "celery")


class Json(logging.Formatter):
    """A record as one line. A text becomes JSON, so that no character in it can begin another line."""

    def format(self, record: logging.LogRecord) -> str:
        regel: dict[str, Any] = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "bron": record.name,
            "wat": _tekst(record),
        }
        if verzoek := verzoek_id.get():
            regel["verzoek"] = verzoek
        if isinstance(record.args, dict) and "name" in record.args:  # how Celery names a task
            regel["taak"] = str(record.args["name"])[:LANGSTE]
            regel["taak_id"] = str(record.args.get("id", ""))[:LANGSTE]
        regel |= getattr(record, "feiten", {})
        if record.exc_info and record.exc_info[1]:
            regel |= _fout(record.exc_info[1])
        return json.dumps(regel, ensure_ascii=True)


def _tekst(record: logging.LogRecord) -> str:
    """What we say ourselves, filled in; of others only their own words, for they fill in addresses and errors."""
    van_ander = record.name.partition(".")[0] in ANDEREN
    return (str(record.msg) if van_ander else record.getMessage())[:LANGSTE]


def _fout(fout: BaseException) -> dict[str, Any]:
    """Which error and where; of the operating system also its reason, for that names no person."""
    plekken = traceback.extract_tb(fout.__traceback__)[-STAPPEN:]
    beschreven = {"fout": type(fout).__name__, "plek": [f"{p.filename}:{p.lineno} {p.name}" for p in plekken]}
    return beschreven | ({"reden": fout.strerror} if isinstance(fout, OSError) and fout.strerror else {})
