import pytest

from tests.berichten.postbus import Postbus


@pytest.fixture
def postbus(settings):
    """A running mail server that this process sends to."""
    with Postbus() as bus:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", bus.poort, 2
        yield bus
