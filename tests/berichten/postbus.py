"""A real SMTP server on the loopback interface that keeps what it took and misbehaves on request."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller

from tools.diensten import vrije_poort

GOED = "250 OK"
ZWIJG = ""  # take the mail and cut the line without an answer


class Postbus:
    """`antwoord(envelope)` gives the reply after the body, `bij_ontvanger(adres)` the one at RCPT TO."""

    def __init__(self):
        self.post: list[Message] = []
        self.gesprekken = 0
        self.antwoord: Callable = lambda envelope: GOED
        self.bij_ontvanger: Callable[[str], str] = lambda adres: GOED
        self.poort = vrije_poort()
        self.server = Controller(self, hostname="127.0.0.1", port=self.poort)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.gesprekken += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        antwoord = self.bij_ontvanger(address)
        if antwoord == GOED:
            envelope.rcpt_tos.append(address)
        elif antwoord == ZWIJG:
            server.transport.abort()
        return antwoord or "421 weg"

    async def handle_DATA(self, server, session, envelope):
        antwoord = self.antwoord(envelope)
        if antwoord in (GOED, ZWIJG):
            self.post.append(message_from_bytes(envelope.content))
        if antwoord == ZWIJG:
            server.transport.abort()
        return antwoord or "421 weg"

    def herstart(self) -> None:
        """After `server.stop()`: answer again at the same port."""
        self.server = Controller(self, hostname="127.0.0.1", port=self.poort)
        self.server.start()

    def __enter__(self):
        self.server.start()
        return self

    def __exit__(self, *fout):
        self.server.stop()
