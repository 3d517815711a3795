"""The demo's people: buyers, shop owners, the operator, and the three accounts everybody may sign in with."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from tradewind.ops.demo.bulk import DatedIds, copy
from tradewind.ops.demo.words.names import ENGLISH_NAMES, GIVEN, PLACES, SURNAMES, ShopWords
from tradewind.parties.actions.addresses import save_address
from tradewind.parties.actions.operators import add_operator
from tradewind.parties.types import AddressDraft

PASSWORD = "tradewind-demo"  # noqa: S105 - printed at start; demo accounts are refused without DEBUG


class SignIn(NamedTuple):
    """An account of the demo that everybody may use while DEBUG is on."""

    role: str
    email: str
    password: str


DEMO_SIGN_INS: tuple[SignIn, ...] = (
    SignIn("shopper", "shopper@demo.tradewind", PASSWORD),
    SignIn("merchant", "merchant@demo.tradewind", PASSWORD),
    SignIn("operator", "operator@demo.tradewind", PASSWORD),
)
_NAMES = {"shopper": "林晓雯", "merchant": "周师傅", "operator": "平台值班"}


class Person(NamedTuple):
    """A buyer: account id (None for a guest), name, e-mail, and where parcels go."""

    account_id: int | None
    name: str
    email: str
    address: AddressDraft


def address_of(name: str, chance: Random) -> AddressDraft:
    """An invented address in a real city."""
    region, city, district, street = chance.choice(PLACES)
    phone = f"1{chance.choice('3578')}{chance.randrange(10**8, 10**9)}"
    house = f"{street}{chance.randrange(1, 999)}号{chance.randrange(1, 30)}栋{chance.randrange(101, 2604)}室"
    return AddressDraft(name, phone, region, city, house, district)


def name_of(chance: Random) -> str:
    """A Chinese name, now and then an English one."""
    if chance.random() < 0.06:
        return chance.choice(ENGLISH_NAMES)
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def open_accounts(count: int, now: datetime, chance: Random) -> list[Person]:
    """Buyers with an account each; none of them can sign in."""
    ids = DatedIds()
    start = now - timedelta(days=200)
    rows, people = [], []
    for n in range(count):
        joined = start + timedelta(minutes=n * 130 * 1440 / max(1, count))
        name = name_of(chance)
        person = Person(ids.at(joined), name, f"buyer{n + 1:04d}@demo.tradewind", address_of(name, chance))
        people.append(person)
        rows.append((person.account_id, person.email, f"!{n}", name, "", True, True, joined))
    _copy_accounts(rows)
    return people


def guest(chance: Random) -> Person:
    """Somebody who buys without an account."""
    name = name_of(chance)
    return Person(None, name, f"guest{chance.randrange(10**6)}@demo.tradewind", address_of(name, chance))


def _copy_accounts(rows: Sequence[tuple[object, ...]]) -> None:
    copy("parties_account", ("id", "email", "password", "name", "language", "is_active", "is_demo", "joined_at"), rows)


def open_sign_ins(now: datetime) -> dict[str, int]:
    """The three sign-ins; account ids by role. The shopper has two addresses, the operator runs the platform."""
    ids, joined = DatedIds(), now - timedelta(days=210)
    secret = make_password(PASSWORD)  # once: the hasher is slow on purpose
    rows = [(ids.at(joined), one.email, secret, _NAMES[one.role], "", True, True, joined) for one in DEMO_SIGN_INS]
    _copy_accounts(rows)
    accounts = {one.role: row[0] for one, row in zip(DEMO_SIGN_INS, rows, strict=True)}
    add_operator(accounts["operator"], "operator", now)
    home = AddressDraft("林晓雯", "13812345678", "CN-SH", "上海", "永嘉路388号12栋602室", "徐汇区", "200031", True)
    save_address(accounts["shopper"], home)
    work = AddressDraft("林晓雯（公司）", "13812345678", "CN-ZJ", "杭州", "文三路90号东部软件园2号楼8层", "西湖区")
    save_address(accounts["shopper"], work)
    return accounts


def open_shops(
    shops: tuple[ShopWords, ...], logos: list[str], currency: str, merchant: int, now: datetime
) -> list[int]:
    """Shops with an owner each; the merchant's sign-in owns the first. Returns their ids."""
    owners, shop_ids, ids = [merchant], [], DatedIds()
    opened = now - timedelta(days=400)
    for n in range(1, len(shops)):
        owners.append(ids.at(opened + timedelta(hours=n)))
    _copy_accounts([
        (owners[n], f"owner{n:02d}@demo.tradewind", f"!owner{n}", "", "", True, True, opened)
        for n in range(1, len(shops))
    ])  # fmt: skip
    rows = []
    for n, shop in enumerate(shops):
        at = opened + timedelta(days=n, hours=3)
        shop_ids.append(ids.at(at))
        slug = "-".join(shop.name_en.lower().replace("'", "").split())
        rows.append((shop_ids[n], slug, shop.name, shop.name_en, shop.intro, shop.intro_en, currency, shop.region,
                     shop.city, logos[n], "open", at))  # fmt: skip
    copy("parties_shop", ("id", "slug", "name", "name_en", "intro", "intro_en", "currency", "region", "city", "logo",
                          "state", "opened_at"), rows)  # fmt: skip
    copy("parties_shop_member", ("id", "shop_id", "account_id", "role"),
         [(ids.at(now), shop_ids[n], owners[n], "owner") for n in range(len(shops))])  # fmt: skip
    return shop_ids
