"""What logistics refuses.

Absent    logistics.no_template    no such freight template, or not this shop's
Absent    logistics.no_shipment
Conflict  logistics.no_delivery    a shop does not deliver to the region; names the shops
Conflict  logistics.no_rules       goods without freight rules cannot be sent
Conflict  logistics.name_taken     the shop has another template of this name
Invalid   logistics.field          a field is missing, too long or malformed
Invalid   logistics.rules          a template's rules contradict themselves; says where
Invalid   logistics.fee_ceiling    a fee above the ceiling
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid


class NoTemplate(Absent):
    code = "logistics.no_template"
    reason = N_("There is no such freight template.")


class NoShipment(Absent):
    code = "logistics.no_shipment"
    reason = N_("There is no such parcel.")


class NoDelivery(Conflict):
    """`shops` lists the ids, `region` is the name of the region."""

    code = "logistics.no_delivery"
    reason = N_("Some of these goods are not delivered to {region}.")
    mend = N_("Choose another address, or take those goods out of the order.")


class NoRules(Conflict):
    code = "logistics.no_rules"
    reason = N_("This shop has no freight rules for some of these goods.")
    mend = N_("Take those goods out of the order, or ask the shop.")


class NameTaken(Conflict):
    code = "logistics.name_taken"
    reason = N_("You have another freight template of this name.")
    mend = N_("Choose another name.")


class WrongField(Invalid):
    code = "logistics.field"
    reason = N_("{field} is missing, too long or not well formed.")
    mend = N_("Correct the field and send it again.")


class WrongRules(Invalid):
    code = "logistics.rules"
    reason = N_("These freight rules do not work: {detail}.")
    mend = N_("Correct the rules and send them again.")


class FeeCeiling(Invalid):
    code = "logistics.fee_ceiling"
    reason = N_("A freight fee is at most {most}.")
    mend = N_("For heavy goods charge by steps instead of one high fee.")
