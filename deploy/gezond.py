"""Health check inside the web container: asks /gezond/ as nginx would."""

import os
import urllib.request

vraag = urllib.request.Request(
    "http://127.0.0.1:8000/gezond/",
    headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0], "X-Forwarded-Proto": "https"},
)
urllib.request.urlopen(vraag, timeout=4).close()  # noqa: S310 - a fixed address on this machine
