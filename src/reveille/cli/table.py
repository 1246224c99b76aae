"""The table of contents of ``reveille --help``."""

from __future__ import annotations

import importlib

import typer

app = typer.Typer(
    name="reveille",
    help="The day's top stories on your beat, gathered, grouped, ranked and mailed once.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

# In the order of the help; each module registers its verb.
VERBS = (
    "init", "account", "token", "newsletters", "run", "backup", "move", "rekey", "demo",
    "gather", "read", "sift", "group", "day", "deliver", "bounces",
    "lint", "doctor",
    "sources", "why", "replay", "import_", "beat", "eval_",
    "subscribers", "suppression",
)  # fmt: skip

for verb in VERBS:
    module = importlib.import_module(f"reveille.cli.{verb}")
    module.register(app)
