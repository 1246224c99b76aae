"""What the lab's judges say of a letter as it lies in a mailbox."""

import re
import subprocess

import dkim
import dns.exception
import dns.resolver


def dkimpy(letter):
    """Return the verdict on each signature."""
    count = len(re.findall(rb"(?mi)^DKIM-Signature:", letter.partition(b"\r\n\r\n")[0]))
    return [dkim.DKIM(letter).verify(idx=n, dnsfunc=_text_record) for n in range(count)]


def _text_record(name, timeout=5):
    try:
        answer = dns.resolver.resolve(name.decode().rstrip("."), "TXT", lifetime=timeout)
    except dns.exception.DNSException:
        return None
    return b"".join(answer[0].strings)


def results(parsed, authority):
    """Return the Authentication-Results of one authority: each method's verdicts."""
    found = {}
    for header in parsed.get_all("Authentication-Results", []):
        words = " ".join(header.split())
        if words.startswith(f"{authority};"):
            for method, verdict in re.findall(r"\b(dkim|spf|dmarc)=(\w+)", words):
                found.setdefault(method, []).append(verdict)
    return found


def rspamd(parsed):
    """Return the score, and each rule that counted, as they stand in the letter."""
    said = " ".join(parsed["X-Spamd-Result"].split())
    score = float(re.search(r"\[(-?[\d.]+) / ", said).group(1))
    return score, {name: float(points) for name, points in re.findall(r"([A-Z0-9_]+)\((-?[\d.]+)\)", said)}


def spamassassin(letter):
    """Return the score, and each rule that counted."""
    done = subprocess.run(
        ["spamc", "-d", "127.0.0.1", "-p", "20783", "-s", "5000000", "-R"],
        input=letter,
        capture_output=True,
        check=False,
    )
    told = done.stdout.decode("utf-8", "replace")
    score = float(told.partition("/")[0])
    rules = re.findall(r"(?m)^\s*(-?[\d.]+)\s+([A-Z][A-Z0-9_]+)\s", told)
    return score, {name: float(points) for points, name in rules}
