"""How often one caller may place orders and start payments; counted in the cache that all processes share."""

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from tradewind.api.callers import buyer_of
from tradewind.kernel.clock import read_clock

WINDOW = 60  # seconds


class PerBuyer(BaseThrottle):
    """So many requests in each minute of the clock for one account or guest token."""

    def __init__(self, most: int) -> None:
        self.most = most

    def allow_request(self, request: HttpRequest) -> bool:
        """Counts the request."""
        key = f"api.orders:{buyer_of(request).key}:{int(read_clock().timestamp()) // WINDOW}"
        if cache.add(key, 1, WINDOW):
            return True
        return cache.incr(key) <= self.most

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return WINDOW - int(read_clock().timestamp()) % WINDOW


ORDERS: list[BaseThrottle] = [PerBuyer(60)]
