"""What pricing refuses. Errors of a basket or an offer say where (`basket.lines[2].quantity`).

Absent    deals.no_offer         no such offer, or not this shop's
Conflict  deals.used_up          the last use of a coupon went to somebody else
Conflict  deals.buyer_limit      this buyer has used the coupon as often as one may
Conflict  deals.not_live         the offer has not begun, is over, or was stopped
Invalid   deals.field            a field is missing, too long or malformed
Invalid   deals.window           the end is not after the start, or in the past
Invalid   deals.amount           not an amount: negative, or absurdly large
Invalid   deals.quantity         not a number of pieces between 1 and 9,999
Invalid   deals.duplicate        the same position, offer or shop twice
Invalid   deals.currency         an offer in another currency than the basket's
Invalid   deals.unknown_shop     freight of a shop that has no line in the basket
Invalid   deals.too_many         more lines, pieces or offers than the published limits
Invalid   deals.above_list       an item price must be below the list price
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid


class NoOffer(Absent):
    code = "deals.no_offer"
    reason = N_("There is no such offer.")


class UsedUp(Conflict):
    code = "deals.used_up"
    reason = N_("The coupon {name} has just been used up.")
    mend = N_("Look at the new price and confirm again.")


class BuyerLimit(Conflict):
    code = "deals.buyer_limit"
    reason = N_("You have used the coupon {name} as often as one buyer may.")
    mend = N_("Look at the new price and confirm again.")


class NotLive(Conflict):
    code = "deals.not_live"
    reason = N_("The offer {name} is not running now.")
    mend = N_("Look at the new price and confirm again.")


class WrongField(Invalid):
    code = "deals.field"
    reason = N_("{field} is missing, too long or not well formed.")
    mend = N_("Correct the field and send it again.")


class WrongWindow(Invalid):
    code = "deals.window"
    reason = N_("An offer ends after it begins, and not in the past.")
    mend = N_("Correct the dates and send them again.")


class WrongAmount(Invalid):
    code = "deals.amount"
    reason = N_("This is not an amount: whole minor units from {least} to {most}.")


class WrongQuantity(Invalid):
    code = "deals.quantity"
    reason = N_("A quantity is a whole number from 1 to {most}.")


class Duplicate(Invalid):
    code = "deals.duplicate"
    reason = N_("{what} {id} stands here twice.")


class OtherCurrency(Invalid):
    code = "deals.currency"
    reason = N_("This offer is in {offered}, the basket in {wanted}.")


class UnknownShop(Invalid):
    code = "deals.unknown_shop"
    reason = N_("Shop {id} has no line in this basket.")


class TooMany(Invalid):
    code = "deals.too_many"
    reason = N_("At most {limit} of these at once.")


class AboveList(Invalid):
    code = "deals.above_list"
    reason = N_("The item price must be below the list price of {list_price}.")
    mend = N_("Choose a lower price.")
