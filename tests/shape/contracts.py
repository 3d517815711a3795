"""Import-linter contracts of our own: public files of a module, circles of files, and what the tables promise."""

import os
import secrets
from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

import django
from django.apps import apps
from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

ROOT = "tradewind"
PUBLIC = frozenset({"types", "errors", "events", "queries", "actions", "serving"})
# One file more that a module shows to others.
ALSO_PUBLIC = {
    "parties": frozenset({"permissions"}),  # the table of role × verb is asked by every interface
}
INTERFACES = frozenset({"web", "api", "lab"})
# They stand above all modules and may look inside: settings, commands that load and check whole tables.
INSIDERS = frozenset({"config", "ops"})
# Not modules with private files: the shared language, and two files of wiring.
OPEN = frozenset({"kernel"})


class Break(NamedTuple):
    """An import that a module does not offer."""

    importer: str
    imported: str
    line: int


class PublicFiles(Contract):
    """From another module only `types, errors, events, queries, actions, serving`; `models` only from `models`."""

    type_name = "public_files"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Looks at every import that crosses a module's border."""
        breaks = sorted(self._breaks(graph))
        return ContractCheck(kept=not breaks, metadata={"breaks": breaks})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line a break, with what to do."""
        for found in check.metadata["breaks"]:
            output.print_error(f"- {found.importer} -> {found.imported} (l.{found.line})", bold=False)
        output.print_error(f"Other modules may import only {', '.join(sorted(PUBLIC))}; `models` only from `models`.")

    @staticmethod
    def _breaks(graph: ImportGraph) -> Iterator[Break]:
        for importer in sorted(m for m in graph.modules if m.startswith(f"{ROOT}.")):
            for imported in graph.find_modules_directly_imported_by(importer):
                if not allowed(importer, imported):
                    details = graph.get_import_details(importer=importer, imported=imported)
                    yield Break(importer, imported, details[0]["line_number"] if details else 0)


def allowed(importer: str, imported: str) -> bool:
    """May `importer` (dotted name) import `imported`, as far as public files go?"""
    theirs = imported.split(".")
    if theirs[0] != ROOT or len(theirs) < 3:
        return True
    mine = importer.split(".")
    module, file = theirs[1], theirs[2]
    if mine[1] == module or mine[1] in INSIDERS:
        return True
    if file == "models":
        return len(mine) > 2 and mine[2] == "models"
    return module in OPEN or file in PUBLIC | ALSO_PUBLIC.get(module, frozenset())


class FileCircles(Contract):
    """No file imports itself through others, whatever packages they stand in."""

    type_name = "file_circles"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Looks for a way back from what each file imports to the file."""
        ours = sorted(m for m in graph.modules if m.startswith(f"{ROOT}."))
        found = {frozenset(circle) for module in ours if (circle := _circle(graph, module))}
        return ContractCheck(kept=not found, metadata={"circles": sorted(sorted(circle) for circle in found)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line a circle."""
        for circle in check.metadata["circles"]:
            output.print_error(f"- {' <-> '.join(circle)}", bold=False)


def _circle(graph: ImportGraph, module: str) -> tuple[str, ...]:
    """The files of a shortest circle through `module`; nothing when there is none."""
    for imported in sorted(graph.find_modules_directly_imported_by(module)):
        if imported.startswith(f"{ROOT}.") and (chain := graph.find_shortest_chain(imported, module)):
            return tuple(chain)
    return ()


class Tables(Contract):
    """What `shape.schema` says about tables: a foreign key is no import, so the graph does not show it."""

    type_name = "tables"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Loads the models (no database is asked) and looks at all of them."""
        if not apps.ready:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
            os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))  # or the settings would write one
            django.setup()
        schema = import_module(f"{__package__}.schema" if __package__ else "schema")
        ours = schema.our_models()
        breaks = [*schema.upward_keys(ours), *schema.keys_out_of_aggregates(ours), *schema.unprefixed(ours)]
        return ContractCheck(kept=not breaks, metadata={"breaks": breaks})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line a break."""
        for found in check.metadata["breaks"]:
            output.print_error(f"- {found}", bold=False)
