"""Which rules hold on a wide screen, by day and by night."""

from __future__ import annotations

import pytest

from reveille.core.lint import media


@pytest.mark.parametrize(
    ("condition", "day", "night"),
    [
        ("@media (prefers-color-scheme:dark)", False, True),
        ("@media (prefers-color-scheme: light)", True, False),
        ("@media screen", True, True),
        ("@media all and (max-width:600px)", False, False),
        ("@media (max-width:700px)", True, True),
        ("@media (max-device-width:699px)", False, False),
        ("@media (max-device-width:700px)", True, True),
        ("@media (max-width:44em)", True, True),
        ("@media (max-width:43rem)", False, False),
        ("@media (max-width:wide)", False, False),
        ("@media (min-width:700px)", True, True),
        ("@media (min-device-width:701px)", False, False),
        ("@media (min-device-width:700px)", True, True),
        ("@media (min-width:44em)", False, False),
        ("@media (min-width:43rem)", True, True),
        ("@media (min-width:600px) and (prefers-color-scheme:dark)", False, True),
        ("@media (max-width:600px), (prefers-color-scheme:dark)", False, True),
        ("@media print", False, False),
        ("@media only print", False, False),
        ("@media speech", False, False),
        ("@media not screen", False, False),
        ("@media (hover)", False, False),
        ("@media (orientation:portrait)", False, False),
        ("@supports (display:grid)", True, True),
        ("@supports not (display:grid)", False, False),
        ("nested", False, False),
    ],
)
def test_rule_holds_on_a_wide_screen(condition, day, night):
    assert (media.applies([condition], dark=False), media.applies([condition], dark=True)) == (day, night)
    assert not media.applies([condition, "@media print"], dark=True)
