"""Addresses that are probably misspelt: ``alice@gmial.com`` means gmail.com, and nobody reads mail at the other.

Only the domain is looked at, and only one slip away from a domain where very many people have their mail. A domain
of that list is never taken for a slip of another (``mail.com`` is not ``gmail.com``), nor is one that is known to be
somebody's own.
"""

from __future__ import annotations

# Where very many people have their mail, in many countries. The order decides between two that are equally near.
BIG = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "live.com", "msn.com",
    "googlemail.com", "protonmail.com", "comcast.net", "verizon.net", "hotmail.co.uk", "yahoo.co.uk", "btinternet.com",
    "hotmail.fr", "yahoo.fr", "orange.fr", "wanadoo.fr", "laposte.net", "web.de", "gmx.de", "gmx.net", "gmx.at",
    "t-online.de", "freenet.de", "libero.it", "yahoo.it", "hotmail.it", "hotmail.es", "yahoo.es", "yahoo.co.jp",
    "yahoo.co.in", "yahoo.com.br", "rediffmail.com", "mail.ru", "yandex.ru", "naver.com", "qq.com", "163.com",
    "bigpond.com", "telstra.com", "shaw.ca", "rogers.com", "telenet.be", "ziggo.nl", "bluewin.ch", "seznam.cz", "wp.pl",
)  # fmt: skip
# One slip from a big one, and really somebody's: never asked about.
THEIR_OWN = frozenset(
    (
        "mail.com", "email.com", "ymail.com", "gmx.com", "gmx.ch", "gmx.fr", "gmx.us", "me.com", "mac.com", "aim.com",
        "hotmail.de", "hotmail.be", "hotmail.ch", "hotmail.nl", "hotmail.no", "hotmail.se", "hotmail.gr",
        "yahoo.de", "yahoo.ca", "yahoo.in", "yahoo.ie", "yahoo.gr", "yahoo.no", "yahoo.se", "yahoo.pl", "outlook.fr",
        "outlook.de", "outlook.es", "outlook.it", "live.fr", "live.nl", "live.it", "live.ca", "live.be", "live.ie",
        "live.se", "live.no", "live.dk", "live.jp", "live.in", "aol.de", "aol.fr", "q.com", "126.com", "139.com",
        "mail.de", "mail.bg", "mail.ee", "wp.eu", "yandex.com", "yandex.by", "yandex.kz", "web.com",
    )
)  # fmt: skip


def meant(address: str) -> str:
    """Return the address that was probably meant, or nothing when there is no reason to ask."""
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    if not local or domain in BIG or domain in THEIR_OWN:
        return ""
    found = next((big for big in BIG if _one_slip(domain, big)), "")
    return f"{local}@{found}" if found else ""


def _one_slip(typed: str, meant_: str) -> bool:
    """Tell whether one letter was left out, added or mistaken, or two neighbours changed places."""
    if len(meant_) < 7:  # so short that one slip away lies another's name: wp.pl, qq.com, web.de
        return False
    start = 0
    while start < min(len(typed), len(meant_)) and typed[start] == meant_[start]:
        start += 1
    rest, wanted = typed[start:], meant_[start:]
    match len(typed) - len(meant_):
        case -1:
            return rest == wanted[1:]
        case 1:
            return rest[1:] == wanted
        case 0:
            return rest[1:] == wanted[1:] or (rest[1::-1] == wanted[:2] and rest[2:] == wanted[2:])
    return False
