"""What the catalogue refuses.

Absent    catalog.no_listing         no such listing, or not this shop's
Absent    catalog.no_variant
Absent    catalog.no_category
Absent    catalog.no_picture
Conflict  catalog.sold_out           fewer pieces left than asked for; names the variants
Conflict  catalog.edited_meanwhile   somebody else saved the listing since it was read
Conflict  catalog.stock_reserved     stock cannot go below what orders hold
Conflict  catalog.variant_reserved   a variant that orders hold cannot be removed
Conflict  catalog.not_ready          something is missing that a listing on sale must have
Conflict  catalog.too_many           more pictures or variants than a listing may have
Conflict  catalog.slug_taken
Invalid   catalog.field              a field is missing, too long or malformed
Invalid   catalog.price              not a price: zero, negative or absurd
Invalid   catalog.category_not_leaf  the category has categories below it
Invalid   catalog.attribute_missing  the category requires this fact
Invalid   catalog.attribute_wrong    the fact does not fit its kind, or the category does not know it
Invalid   catalog.options            option values do not fit the option names, or two variants are the same choice
Invalid   catalog.picture_format     not a JPEG, PNG, WebP, AVIF or GIF picture
Invalid   catalog.picture_size       too many bytes or too many pixels
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid


class NoListing(Absent):
    code = "catalog.no_listing"
    reason = N_("There is no such listing.")
    mend = N_("It may have been taken off sale. Search for something similar.")


class NoVariant(Absent):
    code = "catalog.no_variant"
    reason = N_("There is no such variant.")
    mend = N_("Reload the page to see what is on offer.")


class NoCategory(Absent):
    code = "catalog.no_category"
    reason = N_("There is no such category.")


class NoPicture(Absent):
    code = "catalog.no_picture"
    reason = N_("There is no such picture.")


class SoldOut(Conflict):
    """`variants` lists the ids, `names` their titles."""

    code = "catalog.sold_out"
    reason = N_("Not enough left of: {names}.")
    mend = N_("Choose fewer pieces or another variant.")


class EditedMeanwhile(Conflict):
    code = "catalog.edited_meanwhile"
    reason = N_("Somebody saved this listing after you opened it.")
    mend = N_("Reload the form; your text is still in the page you came from.")


class StockReserved(Conflict):
    code = "catalog.stock_reserved"
    reason = N_("{reserved} pieces are held for orders, so stock cannot be set to {on_hand}.")
    mend = N_("Set at least {reserved}, or wait until those orders are shipped or closed.")


class VariantReserved(Conflict):
    code = "catalog.variant_reserved"
    reason = N_("{reserved} pieces of this variant are held for orders, so it cannot be removed.")
    mend = N_("Set its stock to {reserved} and remove it when those orders are shipped or closed.")


class NotReady(Conflict):
    """`missing` holds the codes picture, price, stock, freight_template."""

    code = "catalog.not_ready"
    reason = N_("This listing cannot go on sale yet. It lacks: {missing}.")
    mend = N_("Add what is missing, then put it on sale.")


class TooMany(Conflict):
    code = "catalog.too_many"
    reason = N_("A listing has at most {limit} of these.")
    mend = N_("Remove one first.")


class SlugTaken(Conflict):
    code = "catalog.slug_taken"
    reason = N_("There is a category with this short name.")
    mend = N_("Choose another short name.")


class WrongField(Invalid):
    code = "catalog.field"
    reason = N_("{field} is missing, too long or not well formed.")
    mend = N_("Correct the field and send it again.")


class WrongPrice(Invalid):
    code = "catalog.price"
    reason = N_("A price is more than zero and at most {most}.")
    mend = N_("Correct the price and send it again.")


class NotLeaf(Invalid):
    code = "catalog.category_not_leaf"
    reason = N_("Listings stand in the most specific category.")
    mend = N_("Choose a category below this one.")


class AttributeMissing(Invalid):
    code = "catalog.attribute_missing"
    reason = N_("This category asks for {name}.")
    mend = N_("Fill in {name}.")


class AttributeWrong(Invalid):
    code = "catalog.attribute_wrong"
    reason = N_("{name} does not take this value.")
    mend = N_("Choose one of the offered values, or write a plain number or text.")


class WrongOptions(Invalid):
    code = "catalog.options"
    reason = N_("Every variant needs its own choice of each option.")
    mend = N_("Give each variant one value per option; two variants must differ.")


class WrongPicture(Invalid):
    code = "catalog.picture_format"
    reason = N_("This is not a picture we can show ({found}).")
    mend = N_("Send a JPEG, PNG, WebP, AVIF or GIF file.")


class PictureTooBig(Invalid):
    code = "catalog.picture_size"
    reason = N_("The picture is too big: at most {most_mb} MB and {most_megapixels} megapixels.")
    mend = N_("Make the picture smaller and send it again.")
