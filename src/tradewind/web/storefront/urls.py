"""Addresses of the storefront. The shelves and the product page stand first: they are asked for most."""

from django.urls import path

from tradewind.web.storefront import (
    addresses,
    cart,
    checkout,
    home,
    me,
    orders,
    pay,
    preferences,
    product,
    reviews,
    shelves,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("p/<int:listing_id>", product.product, name="product"),
    path("c/<slug:slug>", shelves.category, name="category"),
    path("s/<slug:slug>", shelves.shop, name="shop"),
    path("search", shelves.search, name="search"),
    path("categories", shelves.categories, name="categories"),
    path("p/<int:listing_id>/add", product.add, name="product_add"),
    path("p/<int:listing_id>/reviews", reviews.of_listing, name="product_reviews"),
    path("cart", cart.cart, name="cart"),
    path("cart/line", cart.line, name="cart_line"),
    path("checkout", checkout.checkout, name="checkout"),
    path("checkout/quote", checkout.quote, name="checkout_quote"),
    path("orders", orders.mine, name="orders"),
    path("orders/<int:order_id>", orders.order, name="order"),
    path("orders/<int:order_id>/pay", pay.pay, name="pay"),
    path("orders/<int:order_id>/pay/state", pay.state, name="pay_state"),
    path("orders/<int:order_id>/cancel", orders.cancel, name="order_cancel"),
    path("orders/<int:order_id>/receipt", orders.receipt, name="order_receipt"),
    path("orders/<int:order_id>/review/<int:position>", reviews.write, name="review"),
    path("me", me.me, name="me"),
    path("me/addresses", addresses.book, name="addresses"),
    path("me/addresses/new", addresses.edit, name="address_new"),
    path("me/addresses/<int:address_id>", addresses.edit, name="address"),
    path("me/addresses/<int:address_id>/remove", addresses.remove, name="address_remove"),
    path("preferences/theme", preferences.theme, name="theme"),
    path("preferences/region", preferences.region, name="region"),
    path("offline", me.offline, name="offline"),
]
