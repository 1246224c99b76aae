"""Cut the fonts of the site from the whole ones, and name them in tokens.css and _fonts.html.

    python tools/fonts.py FOLDER     # with the woff2 files of three npm packages of @fontsource-variable:
                                     # source-serif-4, libre-franklin, noto-naskh-arabic

What no page uses goes: weights below 400 and above 700, optical sizes below 20, hinting, rare features, the legacy
forms of Arabic letters. Each script keeps a file of its own, which a browser fetches when a page has a letter of it.
A file is named for what is in it, so that it may be kept for ever (settings.WHITENOISE_IMMUTABLE_FILE_TEST).
"""

import hashlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SITE = Path(__file__).parents[1] / "src" / "reveille" / "site" / "static" / "site"
# What nearly every page shows is asked for at once, before the stylesheet names it: so its letters do not jump.
TEMPLATE = SITE.parents[1] / "templates" / "site" / "_fonts.html"
PRELOAD = '<link rel="preload" href="{{% get_static_prefix %}}site/fonts/{}" as="font" type="font/woff2" crossorigin>\n'
FEATURES = [
    "calt",
    "ccmp",
    "fina",
    "init",
    "kern",
    "liga",
    "lnum",
    "locl",
    "mark",
    "medi",
    "mkmk",
    "rlig",
    "rvrn",
    "tnum",
]
SERIF = {"wght": (400, 700), "opsz": (20, 60)}
SANS = {"wght": (400, 700)}
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,"
    "U+20AC,U+2122,U+2190-2193,U+2212,U+2215"
)
LATIN_EXT = "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+1EF2-1EFF"
SANS_EXT = "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1EFF,U+20A0-20AB,U+20AD-20CF"
CYRILLIC = "U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116"


@dataclass(frozen=True)
class Cut:
    """A file to make: whose, from which, for which letters, how far its axes go."""

    family: str
    source: str
    letters: str
    axes: dict[str, tuple[int, int]]


CUTS = (
    Cut("Source Serif 4", "source-serif-4-latin-opsz-normal", LATIN, SERIF),
    Cut("Source Serif 4", "source-serif-4-latin-ext-opsz-normal", LATIN_EXT, SERIF),
    Cut("Source Serif 4", "source-serif-4-vietnamese-opsz-normal",
        "U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF1,U+20AB", SERIF),
    Cut("Source Serif 4", "source-serif-4-greek-opsz-normal", "U+0370-03FF", SERIF),
    Cut("Source Serif 4", "source-serif-4-cyrillic-opsz-normal", CYRILLIC, SERIF),
    Cut("Libre Franklin", "libre-franklin-latin-wght-normal", LATIN, SANS),
    Cut("Libre Franklin", "libre-franklin-latin-ext-wght-normal", SANS_EXT, SANS),
    Cut("Libre Franklin", "libre-franklin-cyrillic-wght-normal", CYRILLIC, SANS),
    Cut("Noto Naskh Arabic", "noto-naskh-arabic-arabic-wght-normal",
        "U+0600-06FF,U+0750-077F,U+200C-200E,U+FDFA-FDFD", SANS),
)  # fmt: skip


def main(folder: str) -> None:
    """Cut every font, in place of those that are there, and name them where the stylesheet named those."""
    for old in (SITE / "fonts").glob("*.woff2"):
        old.unlink()
    faces, first_seen = [], []
    for one in CUTS:
        made = cut(Path(folder) / f"{one.source}.woff2", one)
        name = f"{one.source}.{hashlib.sha256(made).hexdigest()[:8]}.woff2"
        (SITE / "fonts" / name).write_bytes(made)
        faces.append(
            f'@font-face{{font-family:"{one.family}";src:url(fonts/{name}) format("woff2");'
            f"font-weight:400 700;font-style:normal;font-display:swap;unicode-range:{one.letters}}}"
        )
        if one.letters is LATIN:
            first_seen.append(name)
        print(f"{len(made):>7,} octets  {name}")
    asked = (PRELOAD.format(name) for name in first_seen)
    TEMPLATE.write_text("{% load static %}" + "".join(asked), "utf-8")
    lines = (SITE / "tokens.css").read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("@font-face"))
    others = [line for line in lines if not line.startswith("@font-face")]
    (SITE / "tokens.css").write_text("\n".join([*others[:first], *faces, *others[first:]]) + "\n", "utf-8")


def cut(source: Path, wanted: Cut) -> bytes:
    """Return the woff2 of what is wanted of a font."""
    font = instancer.instantiateVariableFont(TTFont(source, recalcTimestamp=False), wanted.axes)
    options = subset.Options(layout_features=FEATURES, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(wanted.letters.replace("U+", "")))
    whole = _again(font)
    subsetter.subset(whole)
    return _bytes(whole, "woff2")


def _again(font: TTFont) -> TTFont:
    """Return the font as read from its bytes: the subsetter stumbles over what the instancer leaves in memory."""
    return TTFont(io.BytesIO(_bytes(font, None)), recalcTimestamp=False)


def _bytes(font: TTFont, flavor: str | None) -> bytes:
    font.flavor = flavor
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
