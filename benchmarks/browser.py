"""What a page costs its reader, in a real browser: when it is painted, what it blocks and moves, octets, good practice.

As Lighthouse looks at a page on a phone (its "slow 4G" by the browser's own throttle: 562.5 ms for each request, 1.44
Mbit/s down, a processor four times slower; lighthouse/core/config/constants.js), with nothing kept from before. The
pages are those of ``pages.py``: made-up editions, as many and as long as the sample morning's. Axe-core judges
accessibility by WCAG 2.2 AA. The limit is the same page without styles, fonts and scripts: its words alone.

    python benchmarks/browser.py [--days 60] [--rounds 3] [--json]

Exit 1 when a page misses a goal. Goals in time are those that web.dev calls good. Needs Debian's chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pages

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools.chromium import CHROMIUM, MISSING, SWITCHES

PHONE = {"width": 412, "height": 823}
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 1_474_560 / 8, "uploadThroughput": 691_200 / 8}
SLOWER = 4
# Milliseconds, but for the shift; octets as sent.
GOALS = {"painted": 1800, "largest": 2500, "blocked": 200, "shift": 0.1, "octets": 60_000, "fonts": 160_000}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKED_AT = ("front", "front, ar", "edition", "story", "archive", "how", "? in all")

WATCH = """
window.seen = {painted: 0, largest: 0, blocked: 0, shift: 0};
const watch = (type, tell) => new PerformanceObserver(list => list.getEntries().forEach(tell))
  .observe({type, buffered: true});
watch("paint", one => { if (one.name === "first-contentful-paint") seen.painted = one.startTime });
watch("largest-contentful-paint", one => { seen.largest = one.startTime });
watch("longtask", one => { seen.blocked += Math.max(0, one.duration - 50) });
watch("layout-shift", one => { if (!one.hadRecentInput) seen.shift += one.value });
"""
TOLD = """() => {
  const files = performance.getEntriesByType("resource"), fonts = files.filter(one => one.name.endsWith(".woff2"));
  const size = all => all.reduce((sum, one) => sum + one.encodedBodySize, 0);
  const whole = performance.getEntriesByType("navigation")[0].encodedBodySize + size(files);
  return {...seen, fonts: size(fonts), octets: whole - size(fonts), files: files.map(one => one.name)};
}"""
PRACTICE = """() => [
  ["no doctype", document.compatMode !== "CSS1Compat"], ["not UTF-8", document.characterSet !== "UTF-8"],
  ["no language", !document.documentElement.lang], ["no title", !document.title.trim()],
  ["no viewport", !document.querySelector("meta[name=viewport]")],
  ["no description", !document.querySelector("meta[name=description]")],
  ["a picture without its size", [...document.images].some(one => !one.getAttribute("width"))],
  ["wider than the screen", document.documentElement.scrollWidth > document.documentElement.clientWidth],
  ["a link without words", [...document.links].some(one => !one.innerText.trim() && !one.ariaLabel)],
].filter(([, wrong]) => wrong).map(([what]) => what)"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    ways = {name: way for name, way in pages.addresses(pages.archive(told.days)).items() if name in LOOKED_AT}
    with serving() as site:
        looks = looked_at(site, ways, told.rounds)
    wrong = {name: misses(look) for name, look in looks.items()}
    if told.json:
        worst = max(looks, key=lambda name: looks[name]["largest"])
        ours, limit = looks[worst]["largest"], looks[worst]["limit"]
        print(json.dumps({
            "name": "browser", "ours": round(ours), "peers": {}, "limit": round(limit),
            "ratio_to_limit": round(ours / limit, 2), "ratio_to_best_peer": None, "unit": "ms", "worst": worst,
            "goals": GOALS, "pages": looks, "missed": {name: one for name, one in wrong.items() if one},
        }))  # fmt: skip
        return int(any(wrong.values()))
    print(f"on a phone by slow 4G, median of {told.rounds}; milliseconds, octets as sent")
    print(f"  {'':10}" + "".join(f"{name:>9}" for name in (*GOALS, "limit")) + "  wrong")
    for name, look in looks.items():
        figures = "".join(f"{look[one]:9.3f}" if one == "shift" else f"{look[one]:9,.0f}" for one in (*GOALS, "limit"))
        print(f"  {name:10}{figures}  {'; '.join(wrong[name]) or 'nothing'}")
    print(f"  {'goal':10}" + "".join(f"{goal:9,}" for goal in GOALS.values()))
    return int(any(wrong.values()))


def looked_at(site: str, ways: dict[str, str], rounds: int) -> dict[str, dict[str, Any]]:
    """What the browser says of each page; pages in turn, round by round."""
    from playwright.sync_api import sync_playwright

    seen: dict[str, list[dict[str, Any]]] = {name: [] for name in ways}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        for _ in range(rounds):
            for name, way in ways.items():
                look = looked(browser, site, way)
                seen[name].append({**look, "limit": looked(browser, site, f"/words{way}")["largest"]})
        browser.close()
    return {
        name: {**looks[0], **{one: statistics.median(look[one] for look in looks) for one in (*GOALS, "limit")}}
        for name, looks in seen.items()
    }


def looked(browser: Any, site: str, way: str) -> dict[str, Any]:
    """Open a page with nothing kept from before, and tell what it did."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: complaints.append(str(one)))
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(site + way, wait_until="networkidle")
    look = page.evaluate(TOLD)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    look["complaints"] = list(complaints)
    look["elsewhere"] = [one for one in look.pop("files") if not one.startswith(site)]
    look["practice"] = page.evaluate(PRACTICE)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    look["axe"] = [one["id"] for one in found]
    context.close()
    return look


def misses(look: dict[str, Any]) -> list[str]:
    """What a page does not do as it should."""
    late = [f"{name} over {goal:,}" for name, goal in GOALS.items() if look[name] > goal]
    return [*late, *look["complaints"], *look["elsewhere"], *look["practice"], *look["axe"]]


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site on loopback, with its words alone below ``/words``."""
    from waitress.server import create_server

    server = create_server(bare(pages.served()), host="127.0.0.1", port=0, threads=4)
    port = server.effective_port
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.close()
        thread.join(5)


def bare(application: Callable) -> Callable:
    """The application, and below ``/words`` each of its pages without styles, fonts and scripts."""
    outward = re.compile(rb"<link\b[^>]*>|<script\b.*?</script>", re.DOTALL)

    def answer(environ: dict[str, Any], start: Callable) -> Any:
        if not environ["PATH_INFO"].startswith("/words/"):
            return application(environ, start)
        _, whole = pages.answered(application, environ["PATH_INFO"].removeprefix("/words") + query(environ))
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [outward.sub(b"", whole)]

    return answer


def query(environ: dict[str, Any]) -> str:
    return f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""


if __name__ == "__main__":
    if not CHROMIUM.exists():
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REVEILLE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
        import django

        django.setup()
        sys.exit(main())
