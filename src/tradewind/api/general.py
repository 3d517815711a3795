"""What everybody may ask: categories, regions, the session, a guest's token, the address book, all refusals."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.translation import gettext
from ninja import Router

from tradewind.api.callers import MEMBERS, account_of, buyer_of, new_guest_token
from tradewind.api.schemas import (
    AddressIn,
    AddressOut,
    AttributeOut,
    CategoryOut,
    ChoiceOut,
    GuestOut,
    Id,
    RefusalOut,
    RegionOut,
    SessionOut,
    id_of,
)
from tradewind.catalog import queries as catalog
from tradewind.kernel.errors import Refusal
from tradewind.logistics.types import REGIONS
from tradewind.parties import queries as parties
from tradewind.parties.actions.addresses import remove_address, save_address
from tradewind.parties.types import AddressDraft

router = Router()


@router.get("/categories", response=list[CategoryOut], operation_id="categories", tags=["shop"])
def categories(request: HttpRequest) -> list[CategoryOut]:
    """All categories, parents before children."""
    return [
        CategoryOut(
            id=str(node.id), slug=node.slug, name=node.name, name_en=node.name_en,
            parent_id=str(node.parent_id) if node.parent_id else None, listing_count=node.listing_count,
        )
        for node in catalog.category_tree()
    ]  # fmt: skip


@router.get(
    "/categories/{category_id}/attributes", response=list[AttributeOut], operation_id="category_attributes",
    tags=["shop"],
)  # fmt: skip
def category_attributes(request: HttpRequest, category_id: Id) -> list[AttributeOut]:
    """The facts that listings of a category state, in display order. None for a category that nobody knows."""
    return [
        AttributeOut(**a._asdict() | {"choices": [ChoiceOut(**choice._asdict()) for choice in a.choices]})
        for a in catalog.category_attributes(id_of(category_id))
    ]


@router.get("/regions", response=list[RegionOut], operation_id="regions", tags=["shop"])
def regions(request: HttpRequest) -> list[RegionOut]:
    """The regions that addresses and freight go by."""
    return [RegionOut(code=r.code, name=r.name, name_en=r.name_en) for r in REGIONS]


@router.get("/session", response=SessionOut, operation_id="session", tags=["callers"])
def session(request: HttpRequest) -> SessionOut:
    """Who is signed in, and the CSRF token of this browser."""
    account = account_of(request)
    return SessionOut(account_id=str(account) if account else None, csrf_token=get_token(request))


@router.post("/guests", response={201: GuestOut}, operation_id="new_guest", tags=["callers"])
def new_guest(request: HttpRequest) -> GuestOut:
    """A token for a guest's cart and orders. Nothing is stored until the guest puts something into the cart."""
    return GuestOut(token=new_guest_token())


@router.get("/addresses", response=list[AddressOut], auth=MEMBERS, operation_id="addresses", tags=["callers"])
def addresses(request: HttpRequest) -> list[AddressOut]:
    """The account's address book, the default address first."""
    book = parties.addresses(buyer_of(request).account_id or 0)
    return [AddressOut(**{**card._asdict(), "id": str(card.id)}) for card in book]


@router.post("/addresses", response={201: AddressOut}, auth=MEMBERS, operation_id="add_address", tags=["callers"])
def add_address(request: HttpRequest, body: AddressIn) -> AddressOut:
    """Adds an address to the book."""
    account = buyer_of(request).account_id or 0
    card = parties.address(account, save_address(account, AddressDraft(**body.dict())))
    return AddressOut(**{**card._asdict(), "id": str(card.id)})


@router.delete(
    "/addresses/{address_id}", response={204: None}, auth=MEMBERS, operation_id="remove_address", tags=["callers"]
)
def drop_address(request: HttpRequest, address_id: Id) -> None:
    """Takes an address out of the book."""
    remove_address(buyer_of(request).account_id or 0, id_of(address_id))


@router.get("/problems", response=list[RefusalOut], operation_id="problems", tags=["problems"])
def problems(request: HttpRequest) -> list[RefusalOut]:
    """Every code that a refusal can have, with what it says."""
    return _refusals(request)


@router.get("/problems/{code}", response=list[RefusalOut], operation_id="problem", tags=["problems"])
def problem_of(request: HttpRequest, code: str) -> list[RefusalOut]:
    """What a code means: where the `type` of a problem document leads. Empty for an unknown code."""
    return [refusal for refusal in _refusals(request) if refusal.code == code]


def _refusals(request: HttpRequest) -> list[RefusalOut]:
    found: dict[str, type[Refusal]] = {}
    waiting: list[type[Refusal]] = [Refusal]
    while waiting:
        for cls in waiting.pop().__subclasses__():
            waiting.append(cls)
            if "code" in vars(cls) and cls.__module__.startswith("tradewind."):
                found[cls.code] = cls
    with translation.override(translation.get_language_from_request(request)):
        return [
            RefusalOut(code=code, status=cls.status, reason=gettext(cls.reason), mend=cls.mend and gettext(cls.mend))
            for code, cls in sorted(found.items())
        ]
