"""What tests run in the sandbox: small functions that try what a file could make a parser do."""

import os
import socket
import subprocess
import time

from kern.fouten import RegelFout


def meet(inhoud: bytes) -> dict:
    """What a child can still do."""
    return {"open": _mag(open, "/etc/passwd"), "socket": _mag(socket.socket), "start": _mag(subprocess.run, ["true"])}


def _mag(doe, *args) -> str:
    try:
        doe(*args)
    except Exception as fout:
        return type(fout).__name__
    return "mag"


def vreet(inhoud: bytes) -> int:
    return len([bytes(10_000_000) for _ in range(1000)])


def sluimer(inhoud: bytes) -> None:
    time.sleep(60)


def reken(inhoud: bytes) -> None:
    while True:
        pass


def omgeving(inhoud: bytes) -> list[str]:
    return sorted(set(os.environ) - {"LC_CTYPE"})


def echo(inhoud: bytes) -> int:
    return len(inhoud)


def weiger(inhoud: bytes) -> None:
    raise RegelFout("Zo niet.")
