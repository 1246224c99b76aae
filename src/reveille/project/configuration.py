"""Where an installation keeps what it was told: ``$REVEILLE_DATA/reveille.toml``; the environment wins.

Each setting ``name`` may stand in the file, in ``REVEILLE_NAME``, or in a file of its own (for secrets), which
``name_file`` or ``REVEILLE_NAME_FILE`` names. A wrong value, and a name in the file that is no setting, stops the start
and names itself; an empty one means the default, so that one run can be told to forget what the file says.
"""

from __future__ import annotations

import difflib
import importlib.util
import ipaddress
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import idna

from reveille.core import formerkeys
from reveille.core.errors import ModelError, SettingError
from reveille.core.formerkeys import Former
from reveille.mail.imap import Mailbox

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class Configuration:
    """What ``reveille.toml`` and the environment say, read once at the start."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder, self.environment = folder, environment
        self.path, self.asked = folder / "reveille.toml", set[str]()
        self.made: list[Path] = []  # secrets that were not there before
        try:
            self.file: dict[str, Any] = tomllib.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingError(str(self.path), str(error)) from error
        except OSError as error:
            raise SettingError(str(self.path), f"cannot be read: {error.strerror}") from error

    def text(self, name: str, default: str = "") -> str:
        """Return the setting as text."""
        self.asked.add(name)
        variable = f"REVEILLE_{name.upper()}"
        said, path = self.environment.get(variable), self.environment.get(f"{variable}_FILE")
        in_environment = said is not None or path is not None
        if not in_environment:
            said, path = str(self.file.get(name, "")), str(self.file.get(f"{name}_file", ""))
        if path and not (said or "").strip():
            said = _content(f"{variable}_FILE", Path(path) if in_environment else self.folder / path)
        return said if said and said.strip() else default

    def line(self, name: str, default: str) -> str:
        """Return a setting that becomes a header: one line. Raises SettingError."""
        told = self.text(name, default).strip()
        if not told.isprintable():
            raise SettingError(f"REVEILLE_{name.upper()}", f"{told!r} is not one line")
        return told

    def no_others(self) -> None:
        """Raise SettingError where the file says something that nobody has asked for: a name is written wrongly."""
        known = self.asked | {f"{name}_file" for name in self.asked}
        for name in self.file:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                raise SettingError(str(self.path), f"{name!r} is no setting" + (f"; {near[0]!r} is" if near else ""))

    def from_environment(self) -> dict[str, str]:
        """Return what the environment says of the settings, as the file would say it."""
        keys = [key for name in sorted(self.asked) for key in (name, f"{name}_file")]
        told = {key: self.environment.get(f"REVEILLE_{key.upper()}", "").strip() for key in keys}
        return {
            key: str(Path(value).resolve()) if key.endswith("_file") else value for key, value in told.items() if value
        }

    def flag(self, name: str, default: bool) -> bool:
        """Return the setting as yes or no."""
        value = self.text(name, str(default)).strip().lower()
        if value not in TRUE | FALSE:
            raise SettingError(f"REVEILLE_{name.upper()}", f"{value!r} is neither yes nor no")
        return value in TRUE

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return the setting as a whole number between ``least`` and ``most``."""
        value = self.text(name, str(default))
        if not value.strip().isdecimal() or not least <= int(value) <= most:
            raise SettingError(f"REVEILLE_{name.upper()}", f"{value!r} is no number from {least} to {most}")
        return int(value)

    def one_of(self, name: str, default: str, *others: str) -> str:
        """Return the setting as one of a few words, however large it is written."""
        told, known = self.text(name, default).strip(), (default, *others)
        for one in known:
            if one.lower() == told.lower():
                return one
        raise SettingError(f"REVEILLE_{name.upper()}", f"{told!r} is none of: {', '.join(known)}")

    def origins(self, name: str) -> list[str]:
        """Return the setting as sites, space or comma between: ``https://blog.example.org http://127.0.0.1:8080``."""
        found = self.text(name).replace(",", " ").split()
        for one in found:
            if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d{1,5})?", one):
                raise SettingError(f"REVEILLE_{name.upper()}", f"{one!r} is not like https://blog.example.org")
        return found

    def networks(self, name: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """Return the setting as networks, comma between: ``127.0.0.1, 10.0.0.0/8``."""
        try:
            return tuple(ipaddress.ip_network(one.strip()) for one in self.text(name).split(",") if one.strip())
        except ValueError as error:
            raise SettingError(f"REVEILLE_{name.upper()}", str(error)) from error

    def address(self, name: str, default: str) -> str:
        """Return the setting as an e-mail address, its domain as the DNS knows it, or as nothing."""
        told = self.text(name, default)
        if told and not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", told):
            raise SettingError(f"REVEILLE_{name.upper()}", f"{told!r} is not like paper@example.org")
        local, at, domain = told.rpartition("@")
        if domain.isascii():
            return f"{local}{at}{domain}"
        try:
            return f"{local}{at}{idna.encode(domain, uts46=True).decode('ascii')}"
        except idna.IDNAError as error:
            raise SettingError(f"REVEILLE_{name.upper()}", f"{domain!r}: {error}") from error

    def domains(self, name: str, default: str) -> tuple[str, ...]:
        """Return the setting as names in the DNS, comma between: ``example.org, example.net``."""
        found = tuple(one.strip().lower() for one in self.text(name, default).split(",") if one.strip())
        for one in found:
            if one != default.lower() and not re.fullmatch(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+", one):
                raise SettingError(f"REVEILLE_{name.upper()}", f"{one!r} is not like mail.example.org")
        return found

    def domain(self, name: str, default: str) -> str:
        """Return the setting as one name in the DNS, and in ASCII: ``mail.example.org``."""
        told = self.text(name, default).strip().lower().rstrip(".")
        try:
            plain = told if told.isascii() else idna.encode(told, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise SettingError(f"REVEILLE_{name.upper()}", f"{told!r}: {error}") from error
        if told != default and not re.fullmatch(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+", plain):
            raise SettingError(f"REVEILLE_{name.upper()}", f"{told!r} is not like mail.example.org")
        return plain

    def readable(self, name: str) -> Path | None:
        """Return the setting as a file that can be read; a short name is looked for in the folder."""
        told = self.text(name)
        if not told:
            return None
        path = self.folder / told
        if not os.access(path, os.R_OK) or not path.is_file():
            raise SettingError(f"REVEILLE_{name.upper()}", f"cannot read {path}")
        return path

    def listed(self, name: str, package: str) -> Path | str | None:
        """Return the setting as a file of lines, or as the name of a package that brings the list, if it is there."""
        if self.text(name) != package:
            return self.readable(name)
        module = package.replace("-", "_")
        if importlib.util.find_spec(module) is None:
            raise SettingError(f"REVEILLE_{name.upper()}", f"the package is not installed: pip install {package}")
        return module

    def model(self, name: str) -> Path | None:
        """Return the setting as the path of a sentence model whose packages are there; nothing told, None returned."""
        told = self.text(name)
        if not told:
            return None
        from reveille.newsroom import semantic  # brings numpy, which most commands do without

        try:
            semantic.Model(self.folder / told).ready()
        except ModelError as error:
            raise SettingError(f"REVEILLE_{name.upper()}", f"{error.subject}: {error.detail}") from error
        return self.folder / told

    def day(self, name: str) -> date | None:
        """Return the setting as a date, or None when there is none."""
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise SettingError(f"REVEILLE_{name.upper()}", f"{value!r} is no date like 2026-11-25") from error

    def secret(self, name: str) -> str:
        """Return a secret of the installation; the first one who needs it makes it, readable by the owner only."""
        told = self.text(name)
        if told:
            return told
        path = self.folder / f"{name}.txt"
        try:
            return path.read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            self._not_lost(name, path)
            self._make_folder()
            draft = path.with_suffix(f".{os.getpid()}.tmp")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48), "ascii")
            try:
                os.link(draft, path)  # whoever is first wins; the other reads what the first wrote
                self.made.append(path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
            return path.read_text("ascii").strip()

    def former_keys(self) -> tuple[Former, ...]:
        """Return the keys that this installation had before, the last one first."""
        path = self.folder / formerkeys.FILE
        try:
            return formerkeys.read(path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except ValueError as error:  # and what is no UTF-8
            raise SettingError(str(path), str(error)) from error

    def _not_lost(self, name: str, path: Path) -> None:
        """Raise SettingError where a database is there whose secret is not: a new one would open none of it."""
        if any((self.folder / used).exists() for used in ("database.toml", "reveille.sqlite3")):
            raise SettingError(
                f"REVEILLE_{name.upper()}",
                f"{path} is lost, and what the database holds was made with it: put it back from a backup, "
                "or, where there is none, `reveille rekey --lost` says how it goes on without",
            )

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingError("REVEILLE_DATA", f"{self.folder} cannot be made: {error.strerror}") from error

    def database(self, told: str | None = None) -> dict[str, Any]:
        """Return Django's words for the database, or for the one that is told.

        It is SQLite in the folder (for nothing or ``sqlite``), or ``postgresql://user:pw@host:port/name``.
        """
        address = self.text("database") if told is None else told
        return _sqlite(self.folder) if address in ("", "sqlite") else _postgresql(address)


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "reveille.sqlite3"),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: a "sent" that a power cut forgets would be a letter sent twice.
            # secure_delete: who is erased is overwritten, however this SQLite was built.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
            "PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # its words might quote a password that has a mark of an address in it
        parts, port = urlsplit(""), None
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/") or parts.fragment:
        raise SettingError(
            "REVEILLE_DATABASE",
            "use postgresql://user:password@host:port/name (# / : @ in a password as %23 %2F %3A %40), or sqlite",
        )
    if importlib.util.find_spec("psycopg") is None:
        raise SettingError("REVEILLE_DATABASE", "PostgreSQL needs a package: pip install 'psycopg[binary]'")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        # Shorter than a lease: so long a worker that is stopped in mid-transaction keeps rows locked.
        "OPTIONS": {
            **dict(parse_qsl(parts.query)),  # libpq's own: ?sslmode=require
            "options": "-c idle_in_transaction_session_timeout=10min",
        },
    }


def read(environment: Mapping[str, str]) -> Configuration:
    """Return the configuration of the folder that ``REVEILLE_DATA`` names (default ``./data``)."""
    return Configuration(Path(environment.get("REVEILLE_DATA") or "data").resolve(), environment)


def _content(variable: str, path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise SettingError(variable, f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingError(variable, f"{path} is no text in UTF-8") from error


def endpoint(name: str, told: str) -> tuple[str, int] | None:
    """Return where to listen, from ``host:port`` or ``[host]:port``; nothing told, nothing returned."""
    if not told:
        return None
    host, _, port = told.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise SettingError(f"REVEILLE_{name.upper()}", f"{told!r} is not like 127.0.0.1:8024")
    return host.strip("[]"), int(port)


def addresses(name: str, told: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Return the addresses in a list with commas between."""
    try:
        return [ipaddress.ip_address(one.strip()) for one in told.split(",") if one.strip()]
    except ValueError as error:
        raise SettingError(f"REVEILLE_{name.upper()}", str(error)) from error


def mailbox(told: str, password: str) -> Mailbox | None:
    """Return the mailbox that ``imaps://user@host:port/folder`` names; nothing told, nothing returned."""
    if not told:
        return None
    try:
        parts = urlsplit(told)
        port = parts.port
    except ValueError as error:
        raise SettingError("REVEILLE_BOUNCE_IMAP", str(error)) from error
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username or parts.password:
        raise SettingError("REVEILLE_BOUNCE_IMAP", "use imaps://user@host/folder, and the password's own setting")
    tls = parts.scheme == "imaps"
    return Mailbox(
        host=parts.hostname,
        port=port or (993 if tls else 143),
        tls=tls,
        user=unquote(parts.username),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )
