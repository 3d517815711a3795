"""Statements that post imported orders to the ledger, by the recipe of live ones.

An order that stands: provider `clearing` gets what was paid; every shop's `sales` and `freight` are credited; discounts
are debited to whoever paid them. Where history does not add up, the rest goes to provider `import_difference`.
An order that was cancelled after money came: history does not say what became of the money, so all of it waits on
provider `import_cancelled`.
"""

from tradewind.ops.history.steps import Make, Run, Step

KIND = "trade.sale"

_LEGS = """
CREATE TEMPORARY TABLE made_legs ON COMMIT DROP AS
WITH stands AS (SELECT * FROM made_orders WHERE status NOT IN ('created', 'closed')),
     parts AS (SELECT s.ref, s.sub, h.id AS shop_id, s.item, s.freight, s.discount, s.subsidy
               FROM made_subs s JOIN made_shops h ON h.ref = s.shop WHERE s.status NOT IN ('created', 'closed')),
     known AS (
         SELECT ref, 0 AS nth, 'provider' AS owner_kind, 0::bigint AS owner_id, 'clearing' AS code, paid AS amount
         FROM made_orders
         UNION ALL SELECT ref, sub * 10 + 1, 'shop', shop_id, 'sales', -item FROM parts
         UNION ALL SELECT ref, sub * 10 + 2, 'shop', shop_id, 'freight', -freight FROM parts
         UNION ALL SELECT ref, sub * 10 + 3, 'shop', shop_id, 'promotion', discount - subsidy FROM parts
         UNION ALL SELECT ref, sub * 10 + 4, 'platform', 0, 'subsidy', subsidy FROM parts),
     rest AS (SELECT ref, -sum(amount)::bigint AS amount FROM known GROUP BY ref)
SELECT * FROM known WHERE amount <> 0
UNION ALL
SELECT r.ref, 1000000, 'provider', 0,
       CASE WHEN r.ref IN (SELECT ref FROM stands) THEN 'import_difference' ELSE 'import_cancelled' END, r.amount
FROM rest r WHERE r.amount <> 0
"""
_ACCOUNTS = """
SELECT concat_ws(' ', owner_kind, lpad(owner_id::text, 20, '0'), code) AS ref, %(now)s::timestamptz AS at, owner_kind,
       owner_id, code
FROM (SELECT DISTINCT owner_kind, owner_id, code FROM made_legs) wanted
WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE (a.owner_kind, a.owner_id, a.code, a.currency)
                      = (wanted.owner_kind, wanted.owner_id, wanted.code, %(currency)s))
"""
_INSERT_ACCOUNTS = """
INSERT INTO ledger_account (id, owner_kind, owner_id, code, currency)
SELECT id, owner_kind, owner_id, code, %(currency)s FROM made_accounts
"""
_ENTRIES = """
SELECT o.ref, coalesce(o.paid_at, o.at) AS at, o.id AS order_id, l.legs
FROM made_orders o JOIN (SELECT ref, count(*) AS legs FROM made_legs GROUP BY ref) l ON l.ref = o.ref
"""
_INSERT_ENTRIES = f"""
INSERT INTO ledger_transaction (id, key, kind, subject, reverses_id, legs, posted_at, note)
SELECT id, 'order:' || order_id || ':paid', '{KIND}', order_id, NULL, legs, at, 'imported'
FROM made_entries ORDER BY id
"""  # noqa: S608 - the kind is a constant
_INSERT_LEGS = """
INSERT INTO ledger_posting (transaction_id, position, account_id, amount)
SELECT e.id, row_number() OVER (PARTITION BY l.ref ORDER BY l.nth), a.id, l.amount
FROM made_legs l JOIN made_entries e ON e.ref = l.ref
JOIN ledger_account a ON (a.owner_kind, a.owner_id, a.code, a.currency)
                       = (l.owner_kind, l.owner_id, l.code, %(currency)s)
ORDER BY e.id
"""

STEPS: list[Step] = [
    Run("books", _LEGS),
    Run("books", "ANALYZE made_legs"),
    Make("books", "made_accounts", _ACCOUNTS, "ledger_account"),
    Run("books", _INSERT_ACCOUNTS),
    Make("books", "made_entries", _ENTRIES, "ledger_transaction"),
    Run("books", _INSERT_ENTRIES),
    Run("books", _INSERT_LEGS),
]
