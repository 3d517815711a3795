"""Where a request comes from, and where it may lead."""

import pytest
from django.test import RequestFactory

from tradewind.web.guards import came_from_here, safe_next

HERE = "http://testserver"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HERE}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": HERE}, True),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": HERE + "/p/1"}, True),
        ({"Referer": "http://evil.example/?" + HERE}, False),
        ({}, False),
    ],
)
def test_a_request_of_our_own_pages_is_known(headers, ours):
    assert came_from_here(RequestFactory().post("/", headers=headers)) is ours


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/cart?a=1", "/cart?a=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("", "/"),
    ],
)
def test_only_local_paths_are_gone_back_to(asked, goes):
    assert safe_next(RequestFactory().post("/", {"next": asked}), "/") == goes
