"""A voucher is spent through the ledger: what is left of it moves in the same statement."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_shops")]

    operations = [
        migrations.AddField(
            "movement",
            "voucher",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="orders.voucher",
            ),
        ),
        migrations.RunSQL(
            """
            CREATE FUNCTION orders_voucher_moved() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              UPDATE orders_voucher SET remainder = remainder - NEW.amount
              WHERE id = NEW.voucher_id AND currency = NEW.currency;
              IF NOT FOUND THEN
                RAISE EXCEPTION 'a voucher is spent in its own currency' USING ERRCODE = 'check_violation';
              END IF;
              RETURN NULL;
            END $$;
            CREATE TRIGGER orders_movement_spends AFTER INSERT ON orders_movement
              FOR EACH ROW WHEN (NEW.voucher_id IS NOT NULL) EXECUTE FUNCTION orders_voucher_moved();
            """,
            """
            DROP TRIGGER orders_movement_spends ON orders_movement;
            DROP FUNCTION orders_voucher_moved();
            """,
        ),
    ]
