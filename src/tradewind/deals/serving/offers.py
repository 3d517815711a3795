"""Stored offers as the engine takes them: where they are found, and how a row becomes an offer. No Django."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tradewind.deals.kinds.makers import BY_PIECES
from tradewind.deals.types import BundleOffer, Offer, Scope

# A row of deals_offer as JSON that is an Offer. `u.counted`: what the buyer has used up.
OFFER = f"""o.params || jsonb_build_object(
  'kind', o.kind, 'id', o.id, 'name', o.name, 'name_en', o.name_en, 'payer', o.payer, 'funding', o.funding,
  'currency', o.currency, 'group', o.exclusive_group, 'excludes', o.excludes,
  'expires_ms', floor(extract(epoch FROM o.valid_to))::bigint * 1000,
  'uses_left', o.uses_allowed - o.uses_taken, 'budget_left', o.budget_allowed - o.budget_taken,
  CASE WHEN o.kind IN {BY_PIECES} THEN 'pieces_left' ELSE 'buyer_left' END,
  greatest(o.per_buyer - coalesce(u.counted, 0), 0))"""
LIVE = "o.stopped_at IS NULL AND o.valid_from <= %(now)s AND o.valid_to > %(now)s"
LEFT = """coalesce(o.uses_taken < o.uses_allowed, true) AND coalesce(o.budget_taken < o.budget_allowed, true)"""
_SCOPES = (("variant", "variants"), ("listing", "listings"), ("category", "categories"), ("shop", "shops"))


def targets(offer: Offer) -> list[tuple[str, int]]:
    """What in a basket leads to the offer: its narrowest goods, else its shop, else everything."""
    if isinstance(offer, BundleOffer):
        return [("variant", id_) for id_ in sorted({part.variant_id for part in offer.parts})]
    if variant_id := getattr(offer, "variant_id", 0):
        return [("variant", variant_id)]
    scope = getattr(offer, "on", Scope())
    for what, name in _SCOPES:
        if ids := getattr(scope, name):
            return [(what, id_) for id_ in sorted(set(ids))]
    shop_id = getattr(offer, "shop_id", 0)
    return [("shop", shop_id)] if shop_id else [("everything", 0)]


def fitted(offers: Sequence[Offer], above: Mapping[int, Sequence[int]]) -> list[Offer]:
    """The offers with each category replaced by those of the basket that lie in it; without those of which none does.

    `above`: each category of the basket with itself and all that it lies in.
    """
    found = []
    for offer in offers:
        scope = getattr(offer, "on", None)
        if scope is None or not scope.categories:
            found.append(offer)
            continue
        inside = [leaf for leaf, ids in above.items() if not set(scope.categories).isdisjoint(ids)]
        if inside:
            found.append(_with_categories(offer, scope, inside))
    return found


def _with_categories(offer: Any, scope: Scope, categories: list[int]) -> Offer:
    changed: Offer = msgspec.structs.replace(offer, on=msgspec.structs.replace(scope, categories=categories))
    return changed


def headline(offer: Offer) -> int:
    """The largest amount that the offer names; a rate without a cap names none and counts as very large."""
    tiers = [tier.amount_off for tier in getattr(offer, "tiers", [])]
    named = [getattr(offer, name, 0) or 0 for name in ("face", "most", "off")]
    return max([*named, *tiers]) or 10**12
