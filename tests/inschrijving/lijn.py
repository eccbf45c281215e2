"""A line to PostgreSQL that can be cut at the very moment of a COMMIT, or be dead for a while."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread

from tools.diensten import vrije_poort

HAP = 65536


class Lijn:
    """Passes everything on between who calls `poort` and the server."""

    def __init__(self, server: tuple[str, int]):
        self.server, self.poort = server, vrije_poort()
        self.knip = ""  # "voor" or "na": cut at the next COMMIT, before or after the server did it
        self.dood = False
        self._beslist: socket.socket | None = None  # the server that was sent the COMMIT whose answer is kept back
        self._open: set[socket.socket] = set()
        self._slot = Lock()
        self._deur = socket.create_server(("127.0.0.1", self.poort))
        Thread(target=self._ontvang, daemon=True).start()

    def _ontvang(self) -> None:
        with suppress(OSError):
            while True:
                klant, _ = self._deur.accept()
                if self.dood:
                    klant.close()
                    continue
                server = socket.create_connection(self.server)
                with self._slot:
                    self._open |= {klant, server}
                for van, naar in ((klant, server), (server, klant)):
                    Thread(target=self._geef_door, args=(van, naar, van is klant), daemon=True).start()

    def _geef_door(self, van: socket.socket, naar: socket.socket, vraag: bool) -> None:
        with suppress(OSError):
            while hap := van.recv(HAP):
                if vraag and self.knip and b"COMMIT" in hap:
                    if self.knip == "voor":
                        self.knip = ""
                        break
                    self._beslist = naar
                elif van is self._beslist:  # the server answered: it is done, and nobody hears of it
                    self.knip = ""
                    break
                naar.sendall(hap)
        self._sluit(van, naar)

    def _sluit(self, *einden: socket.socket) -> None:
        with self._slot:
            self._open -= set(einden)
        for einde in einden:
            with suppress(OSError):
                einde.shutdown(socket.SHUT_RDWR)
            einde.close()

    def verbreek(self) -> None:
        """Nobody reaches the server any more, and who was talking is cut off, until `herstel`."""
        self.dood = True
        with self._slot:
            einden = list(self._open)
        self._sluit(*einden)

    def herstel(self) -> None:
        self.dood = False

    def stop(self) -> None:
        self._deur.shutdown(socket.SHUT_RDWR)
        self._deur.close()
        self.verbreek()


@contextmanager
def lijn(server: tuple[str, int]) -> Iterator[Lijn]:
    """A line to this server (host and port); closed on the way out."""
    eigen = Lijn(server)
    try:
        yield eigen
    finally:
        eigen.stop()
