"""WSGI entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from kern.opstart import controleer_opstart

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oco_portal.settings")
application = get_wsgi_application()
controleer_opstart()
