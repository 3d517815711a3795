"""The ledger's guards live in the database: append-only, and every transaction closes at zero with all its legs."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation', HINT = 'Post a reversal instead.';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

# At commit, once per transaction: as many legs as declared, and zero in every currency.
CLOSES_AT_ZERO = """
CREATE FUNCTION ledger_check_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
    off_by text;
BEGIN
    SELECT count(*) INTO found FROM ledger_posting WHERE transaction_id = NEW.id;
    IF found <> NEW.legs OR found < 2 THEN
        RAISE EXCEPTION 'ledger transaction % declares % legs and has %', NEW.key, NEW.legs, found
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transaction_legs';
    END IF;
    SELECT string_agg(currency || ' ' || total, ', ') INTO off_by FROM (
        SELECT a.currency, sum(p.amount) AS total
        FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
        WHERE p.transaction_id = NEW.id GROUP BY a.currency HAVING sum(p.amount) <> 0
    ) sums;
    IF off_by IS NOT NULL THEN
        RAISE EXCEPTION 'ledger transaction % does not sum to zero: %', NEW.key, off_by
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transaction_zero';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transaction_closes AFTER INSERT ON ledger_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_closed();
"""

# Whenever legs arrive: never more than declared, so a closed transaction stays as it was. Set-based, for bulk loads.
NO_LATE_LEGS = """
CREATE FUNCTION ledger_check_late_legs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken text;
BEGIN
    SELECT t.key INTO broken FROM ledger_transaction t
    WHERE t.id IN (SELECT transaction_id FROM arrived)
      AND (SELECT count(*) FROM ledger_posting p WHERE p.transaction_id = t.id) > t.legs
    LIMIT 1;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'ledger transaction % is closed', broken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transaction_legs';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_posting_late AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS arrived
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_late_legs();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(CLOSES_AT_ZERO, migrations.RunSQL.noop),
        migrations.RunSQL(NO_LATE_LEGS, migrations.RunSQL.noop),
    ]
