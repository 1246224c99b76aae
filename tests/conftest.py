"""Before any test: no setting of the developer's own, a folder that is thrown away, no network but loopback."""

import os
import tempfile

from hypothesis import settings

# A busy machine is no fault; what lands is held against the same examples each time, new ones are looked for elsewhere.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")

for name in [
    name
    for name in os.environ
    if name.startswith("REVEILLE_") and not name.startswith(("REVEILLE_TEST", "REVEILLE_ARTEFACTS"))
]:
    del os.environ[name]
os.environ["REVEILLE_DATA"] = tempfile.mkdtemp(prefix="reveille-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "reveille.project.settings"
if os.environ.get("REVEILLE_TEST_DATABASE"):
    os.environ["REVEILLE_DATABASE"] = os.environ["REVEILLE_TEST_DATABASE"]
