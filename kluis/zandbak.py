"""The sandbox: a small process without Django, without secrets and without files, that dies of what is too heavy.

One helper per process of the portal waits with the parsers already loaded; for each file it forks a child that gets
10 s and 512 MB, can open no file, no socket and no process, and answers with JSON (B9, B10, R18). Only `draai` is
for others; run as a module this file is the helper. docs/adr/0003.
"""

import importlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from kern.fouten import RegelFout
from kluis.rules import TE_INGEWIKKELD

SECONDEN = 10  # of processor time and of real time
GEHEUGEN = 512 * 1024 * 1024  # bytes of address space
VOORAF = "kluis.controle"  # loaded before the first file
KOP = 256  # bytes before the file: the seconds and the name of the function

_slot = threading.Lock()
_helper: dict[int, tuple[subprocess.Popen, socket.socket]] = {}  # by the process that started it


def draai(functie: str, inhoud: bytes, *, seconden: int = SECONDEN) -> Any:
    """What `functie` ('kamer.module:naam', from bytes to plain values) gives of these bytes, worked out in the sandbox.

    Raises RegelFout: the one of the function, or TE_INGEWIKKELD when the child did not live to answer.
    """
    antwoord = _vraag(functie, inhoud, seconden)
    if antwoord is None:
        raise RegelFout(TE_INGEWIKKELD)
    uitkomst = json.loads(antwoord)
    if "weigering" in uitkomst:
        raise RegelFout(uitkomst["weigering"])
    return uitkomst["waarde"]


def _vraag(functie: str, inhoud: bytes, seconden: int) -> bytes | None:
    """One request on a line of its own, handed to the helper; None when nothing sensible came back."""
    eigen, ander = socket.socketpair()
    with eigen:
        with ander:
            _geef_aan_helper(ander)
        eigen.settimeout(seconden + 2)
        try:
            eigen.sendall(f"{seconden} {functie}".encode().ljust(KOP))
            eigen.sendall(inhoud)
            eigen.shutdown(socket.SHUT_WR)
            stukken = []
            while hap := eigen.recv(65536):
                stukken.append(hap)
        except OSError:  # the child was stopped, or is silent for too long
            return None
    return b"".join(stukken) or None


def _geef_aan_helper(lijn: socket.socket) -> None:
    """Hand the line over; a helper that is gone is started again, once."""
    with _slot:
        for nieuw in (False, True):
            try:
                socket.send_fds(_lijn_naar_helper(nieuw), [b"x"], [lijn.fileno()])
                return
            except OSError:
                if nieuw:
                    raise


def _lijn_naar_helper(nieuw: bool) -> socket.socket:
    if nieuw or os.getpid() not in _helper:
        _helper[os.getpid()] = _start_helper()
    return _helper[os.getpid()][1]


def _start_helper() -> tuple[subprocess.Popen, socket.socket]:
    eigen, ander = socket.socketpair()
    with ander:
        proces = subprocess.Popen(
            [sys.executable, "-m", "kluis.zandbak"],
            stdin=ander,
            stdout=subprocess.DEVNULL,
            cwd=Path(__file__).parents[1],
            env={"LANG": "C.UTF-8"},  # and so none of the secrets
        )
    return proces, eigen


# --- The helper and its children ---------------------------------------------------------------------------------


def help_mee(lijn: socket.socket) -> None:
    """Fork a child per line that comes in, until the portal's process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children leave no zombie
    importlib.import_module(VOORAF)
    while True:
        teken, nummers, _, _ = socket.recv_fds(lijn, 1, 1)
        if not teken:
            return
        if os.fork() == 0:
            lijn.close()
            _als_kind(socket.socket(fileno=nummers[0]))
        for nummer in nummers:
            os.close(nummer)


def _als_kind(lijn: socket.socket) -> None:
    """Work out one file and stop. Whatever goes wrong: no answer."""
    try:
        with lijn.makefile("rb") as lezer:
            seconden, functie_naam = lezer.read(KOP).decode().split()
            module, _, naam = functie_naam.partition(":")
            functie = getattr(importlib.import_module(module), naam)
            _perk_in(int(seconden))
            inhoud = lezer.read()
        try:
            uitkomst = {"waarde": functie(inhoud)}
        except RegelFout as fout:
            uitkomst = {"weigering": fout.tekst}
        lijn.sendall(json.dumps(uitkomst).encode())
    finally:
        os._exit(0)


def _perk_in(seconden: int) -> None:
    """Hard limits that the child cannot lift again: time, memory, and nothing new to open, write or start."""
    signal.alarm(seconden)
    grenzen = {
        resource.RLIMIT_CPU: seconden,
        resource.RLIMIT_AS: GEHEUGEN,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for soort, grens in grenzen.items():
        resource.setrlimit(soort, (grens, grens))


if __name__ == "__main__":
    help_mee(socket.socket(fileno=os.dup(0)))
