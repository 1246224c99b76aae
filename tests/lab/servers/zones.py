"""Write the lab's zones: ``zones.py RUN DNS_ADDRESS OUTSIDE_ADDRESS``.

The DKIM records are those that the product prints for the keys that it makes in ``RUN/keys/dkim``; an installation
of the tests gets a copy of that folder.
"""

import os
import sys
from pathlib import Path

DOMAIN = "reveille.test"
OTHER = "ledger.test"  # a newsletter's own, which shares nothing with the first: no SPF, another key
SPF = "v=spf1 ip4:{outside} -all"
DMARC = "v=DMARC1; p=reject; adkim=s; aspf=r; rua=mailto:dmarc@reveille.test"


def text(value: str) -> str:
    """Return a TXT record's value: strings of at most 255 octets."""
    return " ".join(f'"{value[at : at + 250]}"' for at in range(0, len(value), 250))


def dkim_records(folder: Path, domain: str) -> list[str]:
    """Return what the product says has to stand in the DNS for letters from ``domain``."""
    os.environ.update(
        REVEILLE_DATA=str(folder), REVEILLE_DKIM="yes", REVEILLE_SENDER_ADDRESS=f"paper@{DOMAIN}",
        DJANGO_SETTINGS_MODULE="reveille.project.settings",
    )  # fmt: skip
    from reveille.mail import signing

    records = signing.records(signing.signers_of(domain))
    return [f"{name}. IN TXT {text(value)}" for name, value in records.items()]


def zone(origin: str, rows: list[str]) -> str:
    """Return a zone file."""
    head = [f"$ORIGIN {origin}.", "$TTL 60", f"@ IN SOA ns.{DOMAIN}. hostmaster.{DOMAIN}. 1 3600 600 86400 60"]
    return "\n".join([*head, f"@ IN NS ns.{DOMAIN}.", *rows, ""])


def main(run: Path, dns: str, outside: str) -> None:
    """Write the zones."""
    spf = text(SPF.format(outside=outside))
    rows = [
        f"ns IN A {dns}", f"@ IN A {outside}", f"@ IN MX 10 mx.{DOMAIN}.", f"mx IN A {outside}",
        f"www IN A {outside}", f"@ IN TXT {spf}",
        f"bounces IN MX 10 mx.{DOMAIN}.", f"bounces IN TXT {spf}", f"_dmarc IN TXT {text(DMARC)}",
        *dkim_records(run / "keys", DOMAIN),
    ]  # fmt: skip
    (run / "dns" / f"{DOMAIN}.zone").write_text(zone(DOMAIN, rows), "ascii")
    rows = [f"@ IN MX 10 mx.{DOMAIN}.", f"_dmarc IN TXT {text(DMARC)}", *dkim_records(run / "keys", OTHER)]
    (run / "dns" / f"{OTHER}.zone").write_text(zone(OTHER, rows), "ascii")
    reverse = zone("2.0.192.in-addr.arpa", [f"{outside.rpartition('.')[2]} IN PTR {DOMAIN}."])
    (run / "dns" / "192.0.2.zone").write_text(reverse, "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
