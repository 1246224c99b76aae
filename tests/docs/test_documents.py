"""The documents name what there is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/reveille/**/*.md")])


def settings_asked_for() -> set[str]:
    code = "".join(p.read_text() for p in (ROOT / "src/reveille/project").glob("*.py"))
    return set(re.findall(r"""CONFIGURATION\.\w+\(\s*"(\w+)""", code)) | {"database"}


@pytest.mark.parametrize("name", sorted(settings_asked_for()))
def test_setting_is_documented(name):
    assert f"`REVEILLE_{name.upper()}`" in (ROOT / "docs/settings.md").read_text()


def test_tests_that_a_document_names_are_there():
    there = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    named = {name for one in DOCUMENTS for name in re.findall(r"`(test_\w+)`", one.read_text())}

    assert len(named) > 50
    assert [name for name in sorted(named) if f"def {name}(" not in there] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    inside = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]

    assert [target for target in inside if not (document.parent / target).exists()] == []
