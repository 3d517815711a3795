"""What trade refuses.

Absent    trade.no_order            no such order, or not yours
Absent    trade.not_in_cart         the cart has no such line
Conflict  trade.empty_cart          nothing is selected to be bought
Conflict  trade.not_on_sale         a listing was taken off sale or its shop is shut; names it
Conflict  trade.mixed_currency      the goods are priced in different currencies
Conflict  trade.price_changed       the price is no longer the one the buyer saw; both amounts
Conflict  trade.cart_full           a cart has at most 200 lines
Conflict  trade.not_payable         the order is not waiting for money, or the time to pay is over
Conflict  trade.order_paid          the order has been paid, so it cannot be cancelled here
Conflict  trade.not_closable        a part of the order was sent, or it is completed
Conflict  trade.not_shippable       the sub-order is not waiting to be sent
Invalid   trade.no_buyer            neither an account nor a guest's token
Invalid   trade.quantity            not a whole number of pieces from 1 to 999
Invalid   trade.address_incomplete  a field of the address is missing or malformed; names the field
Invalid   trade.email_needed        a guest's order needs an e-mail address
Invalid   trade.note_too_long
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid


class NoOrder(Absent):
    code = "trade.no_order"
    reason = N_("There is no such order.")
    mend = N_("Sign in with the account that placed it, or use the link you were given.")


class NotInCart(Absent):
    code = "trade.not_in_cart"
    reason = N_("This is not in your cart.")
    mend = N_("Reload the cart to see what is in it.")


class EmptyCart(Conflict):
    code = "trade.empty_cart"
    reason = N_("Nothing is selected to be bought.")
    mend = N_("Put something into the cart, or select it there.")


class NotOnSale(Conflict):
    """`title` names the listing, `variants` the ids."""

    code = "trade.not_on_sale"
    reason = N_("{title} is not on sale any more.")
    mend = N_("Take it out of the cart, then go on.")


class MixedCurrency(Conflict):
    code = "trade.mixed_currency"
    reason = N_("These goods are priced in different currencies: {currencies}.")
    mend = N_("Buy the goods of each currency in an order of their own.")


class PriceChanged(Conflict):
    """`expected` and `payable` are minor units of `currency`; the texts show them as money."""

    code = "trade.price_changed"
    reason = N_("The total is now {payable_text}; it was {expected_text} when you looked.")
    mend = N_("Look at the new total and confirm again.")


class CartFull(Conflict):
    code = "trade.cart_full"
    reason = N_("A cart has at most {limit} different goods.")
    mend = N_("Take something out first.")


class NotPayable(Conflict):
    """`state` is the order's state."""

    code = "trade.not_payable"
    reason = N_("This order cannot be paid any more.")
    mend = N_("Reload the order to see what became of it; order again if it was closed.")


class OrderAlreadyPaid(Conflict):
    code = "trade.order_paid"
    reason = N_("This order has been paid, so it cannot be cancelled here.")
    mend = N_("Ask the shop for a refund.")


class NotClosable(Conflict):
    """`state` is the state of what stands in the way."""

    code = "trade.not_closable"
    reason = N_("This order cannot be closed any more: a part of it was sent.")
    mend = N_("Return the goods instead.")


class NotShippable(Conflict):
    """`state` is the sub-order's state."""

    code = "trade.not_shippable"
    reason = N_("This order is not waiting to be sent.")
    mend = N_("Reload the page to see the present state.")


class NoBuyer(Invalid):
    code = "trade.no_buyer"
    reason = N_("A cart belongs to an account or to a guest's token.")
    mend = N_("Sign in, or allow the shop's cookie.")


class WrongQuantity(Invalid):
    code = "trade.quantity"
    reason = N_("A quantity is a whole number from 1 to {most}.")
    mend = N_("Correct the quantity.")


class AddressIncomplete(Invalid):
    """`field` is one of the fields of `types.OrderAddress`."""

    code = "trade.address_incomplete"
    reason = N_("The delivery address is not complete: {field}.")
    mend = N_("Fill in the address and send it again.")


class EmailNeeded(Invalid):
    code = "trade.email_needed"
    reason = N_("An e-mail address is needed, so that you can find your order again.")
    mend = N_("Fill in your e-mail address.")


class NoteTooLong(Invalid):
    code = "trade.note_too_long"
    reason = N_("A note has at most {most} characters.")
    mend = N_("Write a shorter note.")
