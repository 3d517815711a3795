"""What content refuses.

Absent    content.no_line           the order has no such line
Absent    content.no_review         the shop has no such review
Conflict  content.too_early         the goods have not arrived yet
Conflict  content.already_reviewed  one review for each line
Conflict  content.already_answered  one answer for each review
Invalid   content.rating            not 1 to 5 stars
Invalid   content.text              too long, or an answer without words
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid


class NoLine(Absent):
    code = "content.no_line"
    reason = N_("This order has no such item.")
    mend = N_("Open the order and choose one of its items.")


class NoReview(Absent):
    code = "content.no_review"
    reason = N_("There is no such review in this shop.")


class TooEarly(Conflict):
    code = "content.too_early"
    reason = N_("You can review an item once it has arrived.")
    mend = N_("Confirm the receipt of the parcel, then write your review.")


class AlreadyReviewed(Conflict):
    code = "content.already_reviewed"
    reason = N_("You have reviewed this item before.")


class AlreadyAnswered(Conflict):
    code = "content.already_answered"
    reason = N_("This review has been answered before.")


class WrongRating(Invalid):
    code = "content.rating"
    reason = N_("A rating is a whole number from 1 to 5.")
    mend = N_("Choose one to five stars.")


class WrongText(Invalid):
    code = "content.text"
    reason = N_("A text has at most {most} characters, and an answer has at least one.")
    mend = N_("Shorten the text, or write something.")
