"""The site for a WSGI server. What is not fit to be served is refused at the start, by name, as by ``reveille run``."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from reveille import cli
from reveille.cli import installation, terminal

REFUSED = 3  # gunicorn's word for "starting me once more is of no use": it ends instead

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
try:
    application = get_wsgi_application()
    installation.ready()  # key, database, migrations; and nobody moves it meanwhile
except Exception as error:
    said = cli.refusal(error)
    if said is None:
        raise
    terminal.complain(said.error, said.hint)
    sys.exit(REFUSED)
