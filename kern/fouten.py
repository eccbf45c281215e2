"""The one error that rules and actions raise towards people."""


class RegelFout(Exception):
    """A rule says no. The text is plain Dutch and says what to do; a page shows it as it is."""

    def __init__(self, tekst: str):
        super().__init__(tekst)
        self.tekst = tekst
