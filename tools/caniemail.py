"""Make src/reveille/mailclients/caniemail.json from the data that caniemail.com publishes.

    python tools/caniemail.py caniemail.json     # a download of https://www.caniemail.com/api/data.json

Of each mail program the newest version that was tested is kept, with its notes; one letter for each program, in the
order of "clients": y yes, n no, a partly, u not known, - not tested.
"""

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "reveille" / "mailclients" / "caniemail.json"
SOURCE = "caniemail.com, by Rémi Parmentier (github.com/hteumeuleu/caniemail)"


def main(path: str) -> None:
    """Read the published file and write ours."""
    data = json.loads(Path(path).read_text("utf-8"))
    clients = sorted({f"{family}/{one}" for f in data["data"] for family, all_ in f["stats"].items() for one in all_})
    nice = data["nicenames"]
    names = {
        c: " ".join(nice[k].get(p, p) for k, p in zip(("family", "platform"), c.split("/"), strict=True))
        for c in clients
    }
    made = {
        "source": SOURCE,
        "licence": "MIT, see LICENSE-caniemail.txt",
        "date": data["last_update_date"][:10],
        "clients": names,
        "features": {feature["slug"]: compact(feature, clients) for feature in data["data"]},
    }
    TARGET.write_text(
        json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"') + "\n", "utf-8"
    )
    print(f"{TARGET}: {len(made['features'])} features, {len(clients)} clients, {TARGET.stat().st_size:,} octets")


def compact(feature: dict, clients: list[str]) -> dict:
    """Return a feature with one letter for each client, and the notes of those that have one."""
    letters, notes = "", {}
    for client in clients:
        family, platform = client.split("/")
        versions = feature["stats"].get(family, {}).get(platform, {})
        newest = list(versions.values())[-1].strip() if versions else "-"
        letters += newest[0]
        said = [(feature["notes_by_num"] or {}).get(number, "") for number in re.findall(r"#(\d+)", newest)]
        if any(said):
            notes[client] = " ".join(said)
    shared: dict[str, list[str]] = {}
    for client, words in notes.items():
        shared.setdefault(words, []).append(client)
    made = {"title": feature["title"].strip(), "support": letters}
    return {**made, "notes": shared} if shared else made


main(sys.argv[1])
