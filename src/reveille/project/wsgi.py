"""The site for a WSGI server."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reveille.cli import installation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
application = get_wsgi_application()
installation.hold(Path(settings.DATA))  # nobody moves it meanwhile
