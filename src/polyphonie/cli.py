"""The `polyphonie` command. Each sub-command lives in the app that it serves."""

import os
import sys
from importlib import import_module
from typing import Any

import django
import typer
from django.core.management import execute_from_command_line

app = typer.Typer(
    name="polyphonie",
    help="Polyphonie: territorial concertations on AI, from the call to the manifesto.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# name of the command → where its function is
_COMMANDS = {
    "demo": "polyphonie.example.commands:demo_command",
    "serve": "polyphonie.config.commands:serve_command",
    "worker": "polyphonie.config.commands:worker_command",
    "recognize": "polyphonie.imports.recognizing:recognize_command",
    "import": "polyphonie.imports.commands:import_command",
    "export": "polyphonie.exports.commands:export_command",
    "map": "polyphonie.opinion_maps.commands:map_command",
    "ideas": "polyphonie.ideas.commands:ideas_command",
    "draft": "polyphonie.manifesto.commands:draft_command",
    "open-data": "polyphonie.api.commands:open_data_command",
}


def _load(target: str) -> Any:
    module, _, function = target.partition(":")
    return getattr(import_module(module), function)


def _register(names: list[str]) -> None:
    for name in names:
        app.command(name)(_load(_COMMANDS[name]))


@app.command("manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage_command(context: typer.Context) -> None:
    """Run one of Django's own commands: migrate, createsuperuser, check…"""
    execute_from_command_line(["polyphonie manage", *context.args])


def main() -> None:
    """Run the command line; only the module of the command asked for is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polyphonie.config.settings")
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked == "manage":
        execute_from_command_line(["polyphonie manage", *sys.argv[2:]])
        return
    django.setup()
    _register([asked] if asked in _COMMANDS else list(_COMMANDS))
    app()


if __name__ == "__main__":
    main()
