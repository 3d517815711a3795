"""Shops, addresses, the first operator, sign-in."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate

from tradewind.kernel.errors import UnknownTransition
from tradewind.kernel.models import OutboxEvent
from tradewind.parties import errors, queries
from tradewind.parties.actions.addresses import remove_address, save_address
from tradewind.parties.actions.open_shop import describe_shop, open_shop, set_shop_state
from tradewind.parties.actions.operators import first_operator, make_setup_token, token_fits
from tradewind.parties.models import Account, Address, Operator, SetupToken, Shop
from tradewind.parties.types import AddressDraft, Buyer, ShopDraft

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, tzinfo=UTC)
HOME = AddressDraft("林晓", "138 0013 8000", "浙江省", "杭州市", "文三路 1 号", "西湖区")
PASSWORD = "correct horse battery"


@pytest.fixture
def lin():
    return Account.objects.create_user("Lin@Example.com ", PASSWORD, name="林晓")


def test_a_shop_opens_with_an_owner_and_says_so(lin):
    shop_id = open_shop(lin.id, ShopDraft("  山间 茶铺 ", "Hill Tea House", region="浙江省"), "CNY", AT)
    shop = queries.shop(shop_id)
    assert (shop.name, shop.state, shop.currency, shop.opened_at) == ("山间 茶铺", "open", "CNY", AT)
    assert shop.slug.startswith("hill-tea-house-")
    assert queries.role_in_shop(lin.id, shop_id) == "owner"
    assert [(m.shop.id, m.role) for m in queries.my_shops(lin.id)] == [(shop_id, "owner")]
    assert OutboxEvent.objects.get(name="parties.ShopOpened").key == shop_id
    assert queries.shop_by_slug(shop.slug) == shop


@pytest.mark.parametrize("name", ["", "茶", "x" * 81, "a\x00b"])
def test_a_shop_without_a_proper_name_is_refused(lin, name):
    with pytest.raises(errors.WrongField) as refused:
        open_shop(lin.id, ShopDraft(name), "CNY", AT)
    assert refused.value.where == "name"
    assert not Shop.objects.exists()


def test_a_name_is_taken_once_whatever_its_case(lin):
    open_shop(lin.id, ShopDraft("Hill Tea"), "CNY", AT)
    other = open_shop(lin.id, ShopDraft("Sea Tea"), "CNY", AT)
    with pytest.raises(errors.NameTaken):
        open_shop(lin.id, ShopDraft("HILL TEA"), "CNY", AT)
    with pytest.raises(errors.NameTaken):
        describe_shop(other, ShopDraft("hill tea"))
    assert sorted(Shop.objects.values_list("name", flat=True)) == ["Hill Tea", "Sea Tea"]


def test_a_shop_pauses_and_reopens_but_a_closed_one_stays_closed(lin):
    shop_id = open_shop(lin.id, ShopDraft("Hill Tea"), "CNY", AT)
    set_shop_state(shop_id, "paused", "operator:1", "stock-taking", AT)
    set_shop_state(shop_id, "open", "operator:1", "", AT)
    set_shop_state(shop_id, "closed", "operator:1", "asked for it", AT)
    with pytest.raises(UnknownTransition):
        set_shop_state(shop_id, "open", "operator:1", "", AT)
    assert queries.shop(shop_id).state == "closed"
    assert OutboxEvent.objects.filter(name="parties.ShopStateChanged").count() == 3


def test_nobody_has_a_role_in_a_shop_that_is_not_theirs(lin):
    shop_id = open_shop(lin.id, ShopDraft("Hill Tea"), "CNY", AT)
    stranger = Account.objects.create_user("s@example.com", PASSWORD)
    assert queries.role_in_shop(stranger.id, shop_id) is None
    assert queries.role_in_shop(None, shop_id) is None
    assert queries.operator_role(lin.id) is None
    with pytest.raises(errors.NoShop):
        queries.shop(1)


def test_the_first_address_is_the_default_until_another_one_is(lin):
    first = save_address(lin.id, HOME)
    second = save_address(lin.id, HOME._replace(street="天目山路 9 号"))
    assert [(a.id, a.is_default) for a in queries.addresses(lin.id)] == [(first, True), (second, False)]
    save_address(lin.id, HOME._replace(is_default=True), second)
    assert [(a.id, a.is_default) for a in queries.addresses(lin.id)] == [(second, True), (first, False)]
    remove_address(lin.id, second)
    assert [(a.id, a.is_default) for a in queries.addresses(lin.id)] == [(first, True)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("recipient", " "),
        ("phone", "call me"),
        ("region", ""),
        ("city", ""),
        ("street", "x" * 201),
        ("street", "a\tb\x07"),
    ],
)
def test_an_address_that_is_not_complete_is_refused_with_its_field(lin, field, value):
    with pytest.raises(errors.WrongField) as refused:
        save_address(lin.id, HOME._replace(**{field: value}))
    assert refused.value.where == field
    assert not Address.objects.exists()


def test_an_address_book_is_private(lin):
    mine = save_address(lin.id, HOME)
    stranger = Account.objects.create_user("s@example.com", PASSWORD)
    with pytest.raises(errors.NoAddress):
        queries.address(stranger.id, mine)
    with pytest.raises(errors.NoAddress):
        save_address(stranger.id, HOME, mine)
    with pytest.raises(errors.NoAddress):
        remove_address(stranger.id, mine)
    assert [a.street for a in queries.addresses(lin.id)] == ["文三路 1 号"]


def test_the_first_operator_needs_the_token_once():
    old = make_setup_token(AT)
    token = make_setup_token(AT)
    assert queries.setup_open()
    assert (token_fits(token), token_fits(old), token_fits("")) == (True, False, False)
    with pytest.raises(errors.NoSetup):
        first_operator(old, "op@example.com", PASSWORD, AT)
    with pytest.raises(errors.WrongField):
        first_operator(token, "op@example.com", "short", AT)
    with pytest.raises(errors.WrongField):
        first_operator(token, "not an address", PASSWORD, AT)
    assert not Operator.objects.exists()
    account_id = first_operator(token, "Op@Example.com", PASSWORD, AT)
    assert queries.operator_role(account_id) == "operator"
    assert not SetupToken.objects.exists()
    with pytest.raises(errors.NoSetup):
        first_operator(token, "second@example.com", PASSWORD, AT)
    with pytest.raises(errors.NoSetup):
        make_setup_token(AT)
    assert queries.operators() == [(account_id, "op@example.com", "operator")]


def test_a_taken_address_cannot_become_the_first_operator(lin):
    token = make_setup_token(AT)
    with pytest.raises(errors.EmailTaken):
        first_operator(token, "lin@example.com", PASSWORD, AT)
    assert token_fits(token)


def test_sign_in_ignores_case_and_refuses_wrong_passwords(lin, rf):
    request = rf.post("/")
    assert authenticate(request, email="LIN@example.com", password=PASSWORD) == lin
    assert authenticate(request, email="lin@example.com", password="wrong") is None


def test_demo_accounts_sign_in_only_while_debug_is_on(rf, settings):
    demo = Account.objects.create_user("demo@example.com", PASSWORD, is_demo=True)
    request = rf.post("/")
    settings.DEBUG_MODE = False
    assert authenticate(request, email="demo@example.com", password=PASSWORD) is None
    settings.DEBUG_MODE = True
    assert authenticate(request, email="demo@example.com", password=PASSWORD) == demo


def test_a_buyer_is_named_by_account_or_guest_hash():
    assert (Buyer(account_id=7).key, Buyer(guest="ab").key) == ("account:7", "guest:ab")
