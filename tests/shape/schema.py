"""Rules about tables, refusals, events and queries: functions from the loaded modules to breaks in words."""

import importlib
import inspect
import pkgutil
import re
import types
import typing
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from django.db.models.query import QuerySet

import tradewind
from tradewind.kernel.errors import Refusal
from tradewind.kernel.events import Event

# From the bottom to the top; modules of one row do not know each other.
LAYERS = (
    ("kernel",),
    ("parties",),
    ("experiments", "ledger"),
    ("catalog", "membership"),
    ("deals", "payments", "logistics"),
    ("trade",),
    ("aftersales", "content"),
    ("insight", "governance"),
    ("recommend", "campaigns"),
    ("traffic",),
    ("merchants",),
    ("assistant",),
)
LEVEL = {module: level for level, row in enumerate(LAYERS) for module in row}
INTERFACES = ("web", "api", "lab")

# Every table is one of two kinds. A table that grows with orders or events lives in an aggregate, named by its root,
# and has no foreign key out of it, so that it can be distributed by that root's id. The others stay small enough to
# be copied to every node.
AGGREGATE = {
    "trade_order": "order",
    "trade_sub_order": "order",
    "trade_order_line": "order",
    "trade_transition": "order",
    "trade_price_protection": "order",
    "trade_cart": "cart",
    "trade_cart_line": "cart",
    "payments_payment": "order",
    "payments_notification": "notification",
    "logistics_shipment": "order",
    "catalog_reservation": "order",
    "deals_offer_use": "order",
    "deals_claim": "holder",
    "content_review": "review",
    "insight_shop_day": "shop",
    "ledger_transaction": "transaction",
    "ledger_posting": "transaction",
    "kernel_outbox": "event",
    "kernel_effect": "event",
    "kernel_idempotency": "key",
    "kernel_decision": "decision",
}
# Postings name accounts, which are few: a table copied to every node, so the key costs nothing there.
REFERENCE = {"ledger_account"}


def module_of(model: type[models.Model]) -> str:
    """The Tradewind module that owns a model, or "" for somebody else's table."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "tradewind" else ""


def our_models() -> list[type[models.Model]]:
    """All tables of Tradewind."""
    return [m for m in apps.get_models(include_auto_created=True) if module_of(m)]


def foreign_keys(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """(field name, model it points to) of every foreign key."""
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            yield field.name, typing.cast(type[models.Model], field.related_model)


def upward_keys(checked: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys that point to a module that is not below, or leave a name behind on the other side."""
    found = []
    for model in checked:
        mine = module_of(model)
        for name, target in foreign_keys(model):
            theirs = module_of(target)
            if theirs and theirs != mine and LEVEL[theirs] >= LEVEL[mine]:
                found.append(f"{model.__name__}.{name} points from {mine} up to {theirs}")
            field = model._meta.get_field(name)
            if theirs != mine and getattr(field, "remote_field").related_name != "+":  # noqa: B009 - untyped
                found.append(f'{model.__name__}.{name} needs related_name="+"')
    return found


def unprefixed(checked: Iterable[type[models.Model]]) -> list[str]:
    """Tables, indexes and constraints whose name does not start with their module."""
    found = []
    for model in checked:
        meta = model._meta
        names = [meta.db_table, *(i.name for i in meta.indexes), *(c.name for c in meta.constraints)]
        found += [f"{name} of {module_of(model)}" for name in names if not name.startswith(f"{module_of(model)}_")]
    return found


def keys_out_of_aggregates(checked: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys out of the aggregate of a table that grows with orders or events."""
    found = []
    for model in checked:
        aggregate = AGGREGATE.get(model._meta.db_table)
        for name, target in foreign_keys(model):
            table = target._meta.db_table
            if aggregate and table not in REFERENCE and AGGREGATE.get(table) != aggregate:
                found.append(f"{model._meta.db_table}.{name} leaves the aggregate {aggregate} to {table}")
    return found


def everything() -> list[types.ModuleType]:
    """Imports and returns every Python module of the product (settings and entry points too: they must import)."""
    names = [m.name for m in pkgutil.walk_packages(tradewind.__path__, "tradewind.")]
    return [importlib.import_module(n) for n in names if not n.endswith("__main__") and ".migrations" not in n]


def subclasses(base: type) -> list[type]:
    """All classes below `base` that the product defines."""
    found: dict[type, None] = {}
    waiting = [base]
    while waiting:
        for child in waiting.pop().__subclasses__():
            if child not in found:
                found[child] = None
                waiting.append(child)
    return [c for c in found if c.__module__.startswith("tradewind.")]


KINDS = {"Absent", "Refused", "Conflict", "Invalid", "Busy"}


def wrong_refusals(checked: Iterable[type[Refusal]]) -> list[str]:
    """Refusals without a code of their own, with a code that is not their module's, or without words."""
    found, seen = [], {}
    for cls in checked:
        if cls.__name__ in KINDS and cls.__module__ == "tradewind.kernel.errors":
            continue
        owner = cls.__module__.split(".")[1]
        code, reason = vars(cls).get("code"), vars(cls).get("reason")
        if not isinstance(code, str) or not re.fullmatch(rf"{owner}\.[a-z0-9_]+", code):
            found.append(f"{cls.__module__}.{cls.__name__} has the code {code!r}, not {owner}.<what>")
        elif seen.setdefault(code, cls) is not cls:
            found.append(f"{cls.__module__}.{cls.__name__} has the code {code} of {seen[code].__name__}")
        if not isinstance(reason, str) or not reason.endswith((".", "}")):
            found.append(f"{cls.__module__}.{cls.__name__} gives no reason in a sentence")
        if cls.mend and not cls.mend.endswith(".") and ": " not in cls.mend:  # a command may follow
            found.append(f"{cls.__module__}.{cls.__name__} does not say in a sentence how to mend it")
        if not KINDS & {base.__name__ for base in cls.__mro__}:
            found.append(f"{cls.__module__}.{cls.__name__} is none of the five kinds")
    return found


def wrong_events(checked: Iterable[type[Event]]) -> list[str]:
    """Events whose name is not `<module>.<PastTense>`, or that share a name."""
    found, seen = [], {}
    for cls in checked:
        owner = cls.__module__.split(".")[1]
        name = vars(cls).get("name", "")
        if name != f"{owner}.{cls.__name__}":
            found.append(f"{cls.__module__}.{cls.__name__} is named {name!r}, not {owner}.{cls.__name__}")
        if seen.setdefault(name, cls) is not cls:
            found.append(f"{name} is the name of two events")
    return found


def leaky_queries(checked: Iterable[types.ModuleType]) -> list[str]:
    """Public functions of queries files that return rows of the database, or do not say what they return."""
    found = []
    for module in checked:
        for name, function in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            hints = typing.get_type_hints(function)
            if "return" not in hints:
                found.append(f"{module.__name__}.{name} does not say what it returns")
            elif leaks := sorted({t.__name__ for t in _parts(hints["return"]) if _is_row(t)}):
                found.append(f"{module.__name__}.{name} returns {', '.join(leaks)}")
    return found


def _parts(hint: object) -> Iterator[object]:
    """A type and the types inside it, fields of NamedTuples and structs included."""
    seen: set[int] = set()
    waiting = [hint]
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        origin = typing.get_origin(part)
        if origin is not None:
            waiting.append(origin)
        waiting.extend(typing.get_args(part))
        if inspect.isclass(part) and part.__module__.startswith("tradewind.") and not _is_row(part):
            waiting.extend(typing.get_type_hints(part).values())


def _is_row(part: object) -> bool:
    return inspect.isclass(part) and issubclass(part, models.Model | QuerySet | models.Manager)
