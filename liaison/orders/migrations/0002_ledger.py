"""What may never break is kept by the database: the ledger moves the sums and balances, and is only added to."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION orders_moved() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              UPDATE orders_order SET
                paid = paid + CASE WHEN NEW.kind IN ('payment', 'charge') THEN NEW.amount ELSE 0 END,
                refunded = refunded - CASE WHEN NEW.kind = 'refund' THEN NEW.amount ELSE 0 END,
                compensated = compensated - CASE WHEN NEW.kind = 'compensation' THEN NEW.amount ELSE 0 END
              WHERE id = NEW.order_id AND currency = NEW.currency;
              IF NOT FOUND THEN
                RAISE EXCEPTION 'money moves in the currency of its order' USING ERRCODE = 'check_violation';
              END IF;
              IF NEW.method_id IS NOT NULL AND NOT NEW.told THEN
                UPDATE orders_payment_method SET balance = balance - NEW.amount
                WHERE id = NEW.method_id AND balance IS NOT NULL;
              END IF;
              RETURN NULL;
            END $$;
            CREATE TRIGGER orders_movement_moves AFTER INSERT ON orders_movement
              FOR EACH ROW EXECUTE FUNCTION orders_moved();

            CREATE FUNCTION orders_keep_movement() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'UPDATE' AND OLD.settled_at IS NULL
                 AND to_jsonb(NEW) - 'settled_at' = to_jsonb(OLD) - 'settled_at' THEN
                RETURN NEW;
              END IF;
              -- Whoever takes the demo company out says so in the transaction; nothing else does.
              IF TG_OP = 'DELETE' AND current_setting('liaison.takes_out', true) = 'demo' THEN
                RETURN OLD;
              END IF;
              RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER orders_movement_kept BEFORE UPDATE OR DELETE ON orders_movement
              FOR EACH ROW EXECUTE FUNCTION orders_keep_movement();
            """,
            """
            DROP TRIGGER orders_movement_kept ON orders_movement;
            DROP FUNCTION orders_keep_movement();
            DROP TRIGGER orders_movement_moves ON orders_movement;
            DROP FUNCTION orders_moved();
            """,
        ),
    ]
