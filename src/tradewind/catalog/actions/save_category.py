"""The category tree, kept by operators."""

import re

from django.db import connection, transaction

from tradewind.catalog.engine.drafts import MOST_VALUE
from tradewind.catalog.errors import NoCategory, SlugTaken, WrongField
from tradewind.catalog.models import Category, CategoryAttribute, Listing
from tradewind.catalog.queries import category_path
from tradewind.catalog.types import AttributeView, CategoryDraft
from tradewind.kernel.ids import new_id

KINDS = ("text", "number", "choice")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TREE_LOCK = 0x7C47  # any constant of ours: tree changes are rare and go one after the other


@transaction.atomic
def save_category(draft: CategoryDraft, category_id: int | None = None) -> int:
    """Creates or changes a category; returns its id.

    Refuses `catalog.no_category` (also for an unknown parent), `catalog.slug_taken`, and `catalog.field` for a
    malformed field, a parent below the category itself, or a parent that has listings of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE_LOCK])
    values = _checked(draft)
    _check_parent(draft.parent_id, category_id)
    if Category.objects.filter(slug=draft.slug).exclude(id=category_id or 0).exists():
        raise SlugTaken(where="slug")
    if category_id is None:
        return Category.objects.create(id=new_id(), **values).id
    if not Category.objects.filter(id=category_id).update(**values):
        raise NoCategory(where=str(category_id))
    return category_id


def _checked(draft: CategoryDraft) -> dict[str, object]:
    name, name_en = " ".join(draft.name.split()), " ".join(draft.name_en.split())
    wrong = {
        "slug": not (_SLUG.fullmatch(draft.slug) and len(draft.slug) <= 64),
        "name": not 1 <= len(name) <= 60,
        "name_en": len(name_en) > 60,
        "position": not 0 <= draft.position <= 9999,
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise WrongField(where=field, field=field)
    return {**draft._asdict(), "name": name, "name_en": name_en}


def _check_parent(parent_id: int | None, category_id: int | None) -> None:
    if parent_id is None:
        return
    way = [step.id for step in category_path(parent_id)]
    if not way:
        raise NoCategory(where="parent_id")
    if category_id in way or Listing.objects.filter(category_id=parent_id).exists():
        raise WrongField(where="parent_id", field="parent_id")


@transaction.atomic
def save_attributes(category_id: int, attributes: list[AttributeView]) -> None:
    """Replaces the facts that listings of a category state. Existing listings keep what they say.

    Refuses `catalog.no_category` and `catalog.field` (code, kind, a choice without choices, or with one twice).
    """
    if not Category.objects.filter(id=category_id).exists():
        raise NoCategory(where=str(category_id))
    for n, a in enumerate(attributes):
        known = a.kind in KINDS and bool(a.choices) == (a.kind == "choice") and 1 <= len(a.name) <= 60
        if not (known and _SLUG.fullmatch(a.code) and len(a.code) <= 40 and len(a.name_en) <= 60 and _choosable(a)):
            raise WrongField(where=f"attributes[{n}]", field=a.code or "code")
    if len({a.code for a in attributes}) < len(attributes):
        raise WrongField(where="attributes", field="code")
    CategoryAttribute.objects.filter(category_id=category_id).delete()
    CategoryAttribute.objects.bulk_create(
        CategoryAttribute(
            category_id=category_id, position=n, **a._asdict() | {"choices": [c._asdict() for c in a.choices]}
        )
        for n, a in enumerate(attributes)
    )


def _choosable(attribute: AttributeView) -> bool:
    """Do the choices differ, and are they as long as a fact may be?"""
    fit = all(1 <= len(c.value) <= MOST_VALUE and len(c.value_en) <= MOST_VALUE for c in attribute.choices)
    return fit and len(dict(attribute.choices)) == len(attribute.choices)
