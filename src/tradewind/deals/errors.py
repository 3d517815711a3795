"""What pricing refuses. Errors of a basket or an offer say where (`basket.lines[2].quantity`).

Absent    deals.no_offer         no such offer, or not this shop's
Conflict  deals.used_up          the last use of an offer went to somebody else
Conflict  deals.buyer_limit      this buyer has used the offer as often as one may
Conflict  deals.budget_out       what an offer may still take off is less than this order would take
Conflict  deals.claimed_out      the last one that could be claimed went to somebody else
Conflict  deals.not_claimed      the offer must be in the buyer's wallet, and is not
Conflict  deals.not_live         the offer has not begun, is over, or was stopped
Invalid   deals.field            a field is missing, too long or malformed
Invalid   deals.not_yours        an offer of this kind is not this maker's to make, or its goods are not the shop's
Invalid   deals.code_taken       another offer has this code
Invalid   deals.window           the end is not after the start, or in the past
Invalid   deals.amount           not an amount: negative, or absurdly large
Invalid   deals.quantity         not a number of pieces between 1 and 9,999
Invalid   deals.duplicate        the same position, offer or shop twice
Invalid   deals.currency         an offer in another currency than the basket's
Invalid   deals.unknown_shop     freight of a shop that has no line in the basket
Invalid   deals.too_many         more lines, pieces or offers than the published limits
Invalid   deals.above_list       an item price must be below the list price
Conflict  deals.raised_before    the list price was raised shortly before: the discount only takes it back
Invalid   deals.unknown_kind     a kind of offer that does not exist
Invalid   deals.rate             a rate is above 0 and below 100 %
Invalid   deals.tiers            a tier that does not ask for more, or does not give more, than the one before
Invalid   deals.no_tiers         tiers or parts are missing
Invalid   deals.choice           two fields of which exactly one is given
Invalid   deals.unknown_line      a position that is not on the price sheet
Invalid   deals.too_many_back     more pieces than are left to return
Invalid   deals.exclusion         an offer that excludes itself, or excludes or is a gift, a subsidy, a way to pay
Invalid   deals.funding          the parts of the funding are not whole basis points that add up to 10,000
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid


class NoOffer(Absent):
    code = "deals.no_offer"
    reason = N_("There is no such offer.")


class UsedUp(Conflict):
    code = "deals.used_up"
    reason = N_("The offer {name} has just been used up.")
    mend = N_("Look at the new price and confirm again.")


class BuyerLimit(Conflict):
    code = "deals.buyer_limit"
    reason = N_("You have used the offer {name} as often as one buyer may.")
    mend = N_("Look at the new price and confirm again.")


class BudgetOut(Conflict):
    code = "deals.budget_out"
    reason = N_("The budget of the offer {name} has just run out.")
    mend = N_("Look at the new price and confirm again.")


class ClaimedOut(Conflict):
    code = "deals.claimed_out"
    reason = N_("All of {name} have been claimed.")


class NotClaimed(Conflict):
    code = "deals.not_claimed"
    reason = N_("The offer {name} must be claimed first.")
    mend = N_("Claim it, then look at the new price.")


class NotYours(Invalid):
    code = "deals.not_yours"
    reason = N_("A shop makes offers on its own goods, the platform those of its own kinds.")
    mend = N_("Choose goods of the shop, or another kind.")


class CodeTaken(Invalid):
    code = "deals.code_taken"
    reason = N_("Another offer has the code {code}.")
    mend = N_("Choose another code.")


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


class RaisedBefore(Conflict):
    """`evidence`: the days with the lower list price."""

    code = "deals.raised_before"
    reason = N_(
        "The list price was raised from {before} to {after} in the last 30 days; the lowest price then was {low}."
    )
    mend = N_("Choose a price below {low}, or wait until the list price has stood for 30 days.")


class WrongRate(Invalid):
    code = "deals.rate"
    reason = N_("A rate is above 0 and below 100 %, in whole basis points.")
    mend = N_("Write 1500 for 15 % off.")


class NoStep(Invalid):
    code = "deals.tiers"
    reason = N_("Each tier asks for more than the one before, and gives more.")
    mend = N_("Sort the tiers, and drop those that do not improve.")


class NoTiers(Invalid):
    code = "deals.no_tiers"
    reason = N_("At least one tier or part is needed.")


class WrongChoice(Invalid):
    code = "deals.choice"
    reason = N_("Exactly one of {one} and {other} is given.")


class WrongFunding(Invalid):
    code = "deals.funding"
    reason = N_("The parts of the funding are basis points above 0 that add up to 10,000.")
    mend = N_("Correct the parts, or leave the funding out.")


class UnknownKind(Invalid):
    code = "deals.unknown_kind"
    reason = N_("There is no kind of offer called {kind}.")


class UnknownLine(Invalid):
    code = "deals.unknown_line"
    reason = N_("There is no line at position {position}.")


class TooManyBack(Invalid):
    code = "deals.too_many_back"
    reason = N_("Of line {position} there are {left} pieces left to return.")


class WrongExclusion(Invalid):
    code = "deals.exclusion"
    reason = N_(
        "An offer cannot exclude itself, and gifts, subsidies and ways to pay exclude nothing and are not excluded."
    )
    mend = N_("Leave it out of the exclusions.")
