"""Make var/instellingen.env with fresh random secrets for the embedded installation, once.

An existing file is never touched: its key opens the vault. Only the standard library.
"""

import base64
import os
import secrets
from pathlib import Path

BESTAND = Path(__file__).resolve().parent.parent / "var" / "instellingen.env"


def main() -> None:
    """Write the file with mode 600, or leave the existing one as it is."""
    BESTAND.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        nummer = os.open(BESTAND, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(nummer, "w") as bestand:
        bestand.write(f"SECRET_KEY={secrets.token_urlsafe(48)}\n")
        bestand.write(f"OCO_KLUIS_SLEUTEL={base64.b64encode(secrets.token_bytes(32)).decode()}\n")


if __name__ == "__main__":
    main()
