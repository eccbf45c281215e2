"""Settings of the test runs: the portal's own, with a clock that can be set and cheap password hashes."""

import base64
import os

os.environ.setdefault("OCO_TEST", "1")
os.environ.setdefault("SECRET_KEY", "alleen-voor-tests-" + "x" * 50)
os.environ.setdefault("OCO_KLUIS_SLEUTEL", base64.b64encode(bytes(32)).decode())
os.environ.setdefault("OCO_KLUIS_MAP", os.devnull)  # takes nothing: each test has a vault of its own (conftest)

from oco_portal.settings import *  # noqa: F403 - the settings under test, with the environment above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False  # and so no name that a browser takes over https only
MFA_TOTP_TOLERANCE = 1  # a code made in the last moment of its half minute counts
SESSIE_BIJHOUDEN = 3600  # the number of queries of a page may not hang on how long the run takes
KOEK, SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "", "sessionid", "csrftoken"

CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] = int(os.environ.get("OCO_TEST_ZICHTBAAR", "3600"))  # noqa: F405

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as in the demo: in memory the server and the test would share one connection.
    DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"] + "-proef"}  # noqa: F405
