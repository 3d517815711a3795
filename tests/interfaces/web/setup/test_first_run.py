"""The first-run screen: opened by the printed token, once, and gone afterwards."""

import pytest

from tradewind.parties.actions.operators import make_setup_token
from tradewind.parties.models import Account, Operator, SetupToken

GOOD = {"email": "boss@example.com", "password": "tide-and-trade-wind", "again": "tide-and-trade-wind"}


@pytest.fixture
def token(db, now):
    return make_setup_token(now)


def test_the_page_opens_with_the_token_only(client, token):
    assert client.get("/setup/", {"token": token}).status_code == 200
    assert client.get("/setup/").status_code == 404
    assert client.get("/setup/", {"token": token + "x"}).status_code == 404


def test_the_first_operator_is_made_and_signed_in(client, token):
    answer = client.post("/setup/", {**GOOD, "token": token})

    assert (answer.status_code, answer["Location"]) == (302, "/console/")
    account = Account.objects.get(email="boss@example.com")
    assert account.check_password(GOOD["password"])
    assert Operator.objects.get().account_id == account.id
    assert client.get("/console/").status_code == 200


def test_afterwards_the_page_is_gone(client, token):
    client.post("/setup/", {**GOOD, "token": token})

    assert client.get("/setup/", {"token": token}).status_code == 404
    assert client.post("/setup/", {**GOOD, "email": "two@example.com", "token": token}).status_code == 404
    assert Operator.objects.count() == 1
    assert not SetupToken.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short", "again": "short"}, "10"),
        ({"password": "password123", "again": "password123"}, "常见"),
        ({"password": "boss@example.com", "again": "boss@example.com"}, "相似"),
        ({"again": "something-else"}, "两次输入的密码不一致"),
        ({"email": "no address"}, "Email"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(client, token, wrong, said):
    answer = client.post("/setup/", {**GOOD, **wrong, "token": token})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Operator.objects.exists()
    assert not Account.objects.exists()


def test_a_taken_address_is_refused_and_the_token_still_works(client, token):
    Account.objects.create_user("boss@example.com", "another good one")

    assert client.post("/setup/", {**GOOD, "token": token}).status_code == 422
    assert not Operator.objects.exists()
    assert client.post("/setup/", {**GOOD, "email": "other@example.com", "token": token}).status_code == 302


def test_guessing_is_slowed_down(client, token):
    codes = [client.get("/setup/", {"token": f"guess-{n}"}).status_code for n in range(12)]

    assert codes == [404] * 10 + [429] * 2
    assert client.get("/setup/", {"token": token}).status_code == 200


def test_without_a_token_made_there_is_nothing(client, db):
    assert client.get("/setup/", {"token": ""}).status_code == 404
