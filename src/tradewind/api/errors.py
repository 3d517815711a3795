"""What the API itself refuses, before or around an action.

Invalid   api.request            400  broken before we could look at it: a host that is not ours
Refused   api.not_signed_in      401  needs a signed-in account
Refused   api.no_buyer           401  needs a signed-in account or a guest token
Refused   api.csrf               403  a browser's session without its CSRF token
Absent    api.no_resource        404  no such address
Refused   api.method             405  the address knows other methods
Conflict  api.changed_meanwhile  412  If-Match names an older version
Invalid   api.too_large          413  the body is too big
Invalid   api.media_type         415  the body is not JSON
Invalid   api.field              422  a field is missing or malformed; `errors` lists all
Invalid   api.body               422  not JSON
Invalid   api.cursor             422  a cursor that no page gave
Invalid   api.key_missing        422  this request needs an Idempotency-Key
Conflict  api.if_match_missing   428  an edit says which version it saw
Busy      api.too_many_requests  429
Busy      api.defect             500  our fault, logged under the request's id
"""

from tradewind.kernel.errors import N_, Absent, Busy, Conflict, Invalid, Refused


class BrokenRequest(Invalid):
    status, code, reason = 400, "api.request", N_("The request is broken, or asks for a host that is not ours.")
    mend = N_("Use the address of this marketplace as it is published.")


class NotSignedIn(Refused):
    status, code, reason = 401, "api.not_signed_in", N_("This needs an account that is signed in.")
    mend = N_("Sign in and send the session cookie with the request.")


class NoBuyer(Refused):
    status, code, reason = 401, "api.no_buyer", N_("Nobody says whose cart this is.")
    mend = N_("Sign in, or send the token of POST /api/v1/guests as X-Guest-Token.")


class CsrfMissing(Refused):
    code = "api.csrf"
    reason = N_("This request changes something and carries no valid CSRF token.")
    mend = N_("Send the csrf_token of GET /api/v1/session as X-CSRFToken.")


class NoResource(Absent):
    code = "api.no_resource"
    reason = N_("There is no such address in this API.")
    mend = N_("The addresses are listed in /api/v1/openapi.json.")


class WrongMethod(Refused):
    status, code, reason = 405, "api.method", N_("This address does not take {method}.")
    mend = N_("The header Allow lists the methods that it takes.")


class ChangedMeanwhile(Conflict):
    status, code, reason = 412, "api.changed_meanwhile", N_("Somebody changed this after you read it.")
    mend = N_("Read it again, repeat your change, and send the new ETag as If-Match.")


class TooLarge(Invalid):
    status, code, reason = 413, "api.too_large", N_("The body has more than {limit} bytes.")
    mend = N_("Send less at once.")


class WrongMedia(Invalid):
    status, code, reason = 415, "api.media_type", N_("The body must be JSON in UTF-8.")
    mend = N_("Send Content-Type: application/json.")


class WrongField(Invalid):
    code = "api.field"
    reason = N_("{count} fields are missing or not well formed.")
    mend = N_("Correct the fields that errors lists and send the request again.")


class WrongBody(Invalid):
    code = "api.body"
    reason = N_("The body is not well-formed JSON.")
    mend = N_("Send one JSON object in UTF-8.")


class WrongCursor(Invalid):
    code = "api.cursor"
    reason = N_("This cursor does not belong to any page.")
    mend = N_("Start without a cursor and follow next.")


class KeyMissing(Invalid):
    code = "api.key_missing"
    reason = N_("This request needs an Idempotency-Key.")
    mend = N_("Send a random UUID as the Idempotency-Key, and the same one when you repeat the request.")


class VersionMissing(Conflict):
    status, code, reason = 428, "api.if_match_missing", N_("An edit must say which version it saw.")
    mend = N_("Send the ETag of the last answer as If-Match.")


class TooManyRequests(Busy):
    status, code, reason = 429, "api.too_many_requests", N_("Too many requests.")
    mend = N_("Wait as many seconds as the header Retry-After says.")


class Defect(Busy):
    status, code, reason = 500, "api.defect", N_("Something went wrong on our side.")
    mend = N_("Nothing was changed. Try again; if it happens again, tell us the instance of this answer.")
