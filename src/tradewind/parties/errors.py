"""What parties refuses.

Absent    parties.no_shop          no such shop, or not yours
Absent    parties.no_address
Absent    parties.no_account       nobody has signed up with this e-mail address
Absent    parties.no_setup         there is an operator already, or the token is wrong
Refused   parties.not_allowed      your role may not do this
Invalid   parties.field            a field is missing, too long or malformed
Conflict  parties.email_taken
Conflict  parties.name_taken       another shop has this name
Conflict  parties.last_operator    without this one nobody could run the platform
Conflict  parties.too_many         more addresses or shops than an account may have
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid, Refused


class NoShop(Absent):
    code = "parties.no_shop"
    reason = N_("There is no such shop.")


class NoAddress(Absent):
    code = "parties.no_address"
    reason = N_("There is no such address.")


class NoAccount(Absent):
    code = "parties.no_account"
    reason = N_("Nobody has signed up with this e-mail address.")
    mend = N_("Ask the person to sign up first.")


class NoSetup(Absent):
    code = "parties.no_setup"
    reason = N_("There is nothing to set up here.")
    mend = N_("The link with the token is printed when the marketplace starts without an operator.")


class NotAllowed(Refused):
    code = "parties.not_allowed"
    reason = N_("Your role may not do this.")
    mend = N_("Ask the owner of the shop or another operator.")


class WrongField(Invalid):
    code = "parties.field"
    reason = N_("{field} is missing, too long or not well formed.")
    mend = N_("Correct the field and send it again.")


class EmailTaken(Conflict):
    code = "parties.email_taken"
    reason = N_("There is an account with this e-mail address.")
    mend = N_("Sign in, or use another address.")


class NameTaken(Conflict):
    code = "parties.name_taken"
    reason = N_("There is a shop with this name.")
    mend = N_("Choose another name.")


class LastOperator(Conflict):
    code = "parties.last_operator"
    reason = N_("This is the last operator.")
    mend = N_("Make somebody else an operator first.")


class TooMany(Conflict):
    code = "parties.too_many"
    reason = N_("An account has at most {limit} of these.")
    mend = N_("Remove one that you no longer need.")
