"""Creating an offer of any kind but an item price."""

import re
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction

from tradewind.catalog.queries import shop_of, variants
from tradewind.deals import models
from tradewind.deals.errors import (
    AboveList,
    CodeTaken,
    NotYours,
    UnknownKind,
    WrongAmount,
    WrongExclusion,
    WrongField,
    WrongFunding,
    WrongWindow,
)
from tradewind.deals.events import OfferCreated
from tradewind.deals.kinds.base import SubsidyKind
from tradewind.deals.kinds.checks import MOST_AMOUNT
from tradewind.deals.kinds.makers import BY_PIECES, PLATFORM_KINDS, SHOP_KINDS
from tradewind.deals.kinds.table import BY_NAME
from tradewind.deals.serving.offers import headline, targets
from tradewind.deals.types import BrandSubsidyOffer, FlashPriceOffer, Offer, OfferDraft, PriceWarning, Scope
from tradewind.kernel.ids import new_id
from tradewind.kernel.money import show
from tradewind.kernel.outbox import record
from tradewind.parties.queries import shop

MOST_USES = 10_000_000
PLATFORM_PAYERS = ("platform", "brand", "state")
_COMMON = {"id", "kind", "name", "name_en", "payer", "funding", "currency", "starts_ms", "expires_ms", "uses_left",
           "buyer_left", "pieces_left", "budget_left", "code", "blocked", "group", "excludes"}  # fmt: skip
_PLACE = re.compile(r"at `\$\.?(.*)`")


@transaction.atomic
def create_offer(draft: OfferDraft, shop_id: int | None, now: datetime) -> int:
    """Creates an offer of a shop on its own goods, or of the platform (`shop_id` None); returns its id.

    Refuses what `check_offer` refuses, and `deals.code_taken`. Says `deals.OfferCreated`.
    """
    offer, _ = check_offer(draft, shop_id, now)
    row = _row(draft, offer, shop_id)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise CodeTaken(where="code", code=row.code) from clash
    models.OfferTarget.objects.bulk_create(
        models.OfferTarget(what=what, target_id=id_, offer_id=row.id) for what, id_ in targets(offer)
    )
    record([OfferCreated(key=row.id, at=now, shop_id=shop_id, kind=draft.kind)])
    return row.id


def check_offer(draft: OfferDraft, shop_id: int | None, now: datetime) -> tuple[Offer, list[PriceWarning]]:
    """The offer that a draft describes, and what is lawful about it but odd. Writes nothing.

    Refuses `parties.no_shop`, `deals.unknown_kind`, `deals.not_yours`, `deals.field`, `deals.window`, `deals.amount`,
    `deals.above_list`, `deals.funding`, `deals.exclusion`, and what its kind refuses, each with its place.
    """
    if draft.kind not in BY_NAME:
        raise UnknownKind(where="kind", kind=draft.kind)
    if draft.kind not in (PLATFORM_KINDS if shop_id is None else SHOP_KINDS):
        raise NotYours(where="kind")
    currency = settings.CURRENCY if shop_id is None else shop(shop_id).currency
    _check_fields(draft, now)
    _check_payers(draft, shop_id)
    offer = _built(draft, shop_id, currency)
    warnings = list(BY_NAME[draft.kind].check(offer, "params"))
    _check_goods(offer, shop_id)
    _check_excludes(draft)
    return offer, warnings


def _check_fields(draft: OfferDraft, now: datetime) -> None:
    wrong = {
        "name": not 1 <= len(_text(draft.name)) <= 60,
        "name_en": len(_text(draft.name_en)) > 60,
        "code": len(draft.code.strip()) > 30,
        "group": len(draft.group) > 20,
        "per_buyer": not _bound(draft.per_buyer) or (draft.kind in BY_PIECES and draft.per_buyer is None),
        "uses_allowed": not _bound(draft.uses_allowed),
        "claims_allowed": not _bound(draft.claims_allowed),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise WrongField(where=field, field=field)
    if draft.budget_allowed is not None and not 1 <= draft.budget_allowed <= MOST_AMOUNT:
        raise WrongAmount(where="budget_allowed", least=1, most=MOST_AMOUNT)
    if draft.valid_to <= max(draft.valid_from, now):
        raise WrongWindow(where="valid_to")


def _check_payers(draft: OfferDraft, shop_id: int | None) -> None:
    """A shop pays for its own offers; the platform, a brand or the state for the platform's. Nobody else is charged."""
    allowed = PLATFORM_PAYERS if shop_id is None else ("merchant",)
    if draft.payer is not None and draft.payer not in allowed:
        raise WrongField(where="payer", field="payer")
    parts = draft.funding
    if parts and (not set(parts) <= set(allowed) or min(parts.values()) <= 0 or sum(parts.values()) != 10_000):
        raise WrongFunding(where="funding")


def _built(draft: OfferDraft, shop_id: int | None, currency: str) -> Offer:
    """The draft as the engine takes it, confined to its shop."""
    if common := sorted(_COMMON & draft.params.keys()):
        raise WrongField(where=f"params.{common[0]}", field=common[0])
    takes: Any = BY_NAME[draft.kind].takes
    params = dict(draft.params)
    if shop_id is not None and "shop_id" in takes.__struct_fields__:
        params["shop_id"] = shop_id
    elif shop_id is not None and "on" in takes.__struct_fields__:
        params["on"] = {**params.get("on", {}), "shops": [shop_id]}
    payer = draft.payer or ("merchant" if shop_id is not None else _payer_of(takes))
    values: dict[str, Any] = {
        **params, "id": new_id(), "name": _text(draft.name), "name_en": _text(draft.name_en), "payer": payer,
        "funding": draft.funding, "currency": currency, "excludes": list(draft.excludes),
    }  # fmt: skip
    if draft.kind in BY_PIECES:
        values["pieces_left"] = draft.per_buyer
    try:
        offer: Offer = msgspec.convert(values, takes)
    except msgspec.ValidationError as wrong:
        place = _PLACE.search(str(wrong))
        field = place.group(1) if place and place.group(1) else "params"
        raise WrongField(where=f"params.{field}" if field != "params" else field, field=field) from wrong
    return offer


def _payer_of(takes: Any) -> str:
    default = dict(zip(reversed(takes.__struct_fields__), reversed(takes.__struct_defaults__), strict=False))["payer"]
    return "platform" if default == "merchant" else str(default)


def _check_goods(offer: Offer, shop_id: int | None) -> None:
    """A shop's offers name goods of the shop; prices are below the list price, and the platform pays for its own."""
    scope = getattr(offer, "on", Scope())
    named = [*scope.variants, *(part.variant_id for part in getattr(offer, "parts", []))]
    if variant_id := getattr(offer, "variant_id", 0):
        named.append(variant_id)
    found = variants(named) if named else {}
    shops = {**{id_: sku.shop_id for id_, sku in found.items()}, **shop_of(scope.listings)}
    for id_ in (*named, *scope.listings):
        if shops.get(id_) is None or (shop_id is not None and shops[id_] != shop_id):
            raise NotYours(where="params")
    if isinstance(offer, FlashPriceOffer | BrandSubsidyOffer):
        sku = found[offer.variant_id]
        if not 1 <= offer.amount < sku.list_price:
            raise AboveList(where="params.amount", list_price=show(sku.list_price, sku.currency))
        if isinstance(offer, BrandSubsidyOffer) and offer.amount + offer.platform_most < sku.list_price:
            raise WrongAmount(where="params.platform_most", least=sku.list_price - offer.amount, most=MOST_AMOUNT)


def _check_excludes(draft: OfferDraft) -> None:
    """Excluded offers exist, and neither side is a subsidy, which the engine does not choose."""
    if not draft.excludes:
        return
    kinds = dict(models.Offer.objects.filter(id__in=draft.excludes).values_list("id", "kind"))
    subsidy = any(isinstance(BY_NAME[kind], SubsidyKind) for kind in (draft.kind, *kinds.values()))
    if subsidy or set(draft.excludes) != set(kinds):
        raise WrongExclusion(where="excludes")


def _row(draft: OfferDraft, offer: Any, shop_id: int | None) -> models.Offer:
    kept = msgspec.to_builtins(offer)
    code = draft.code.strip().upper()
    return models.Offer(
        id=offer.id, kind=draft.kind, shop_id=shop_id, name=offer.name, name_en=offer.name_en,
        params={name: value for name, value in kept.items() if name not in _COMMON}, payer=offer.payer,
        funding=draft.funding, currency=offer.currency, code=code,
        exclusive_group=f"{shop_id or 'platform'}:{draft.group}" if draft.group else "", excludes=list(draft.excludes),
        valid_from=draft.valid_from, valid_to=draft.valid_to, uses_allowed=draft.uses_allowed,
        per_buyer=draft.per_buyer, budget_allowed=draft.budget_allowed, claim_needed=draft.claim_needed or bool(code),
        claims_allowed=draft.claims_allowed, headline=headline(offer),
    )  # fmt: skip


def _text(given: str) -> str:
    return " ".join(given.split())


def _bound(given: int | None) -> bool:
    return given is None or 1 <= given <= MOST_USES
