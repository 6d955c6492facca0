"""What can be bought, and where it lies."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from liaison.kit.money import DIGITS, KEPT_DECIMALS
from liaison.orders.models.external import External
from liaison.orders.words import Kind


class Product(External):
    """Something that is sold, in one or many variants."""

    name = models.CharField(max_length=300)
    text = models.TextField(blank=True, default="")
    category = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta(External.Meta):
        db_table = "orders_product"
        indexes = (GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="orders_product_name"),)


class Variant(External):
    """One form of a product that is sold: its options, its price.

    options: free, such as `{"colour": "red", "size": "M"}`. available: whether it may be sold; of one whose stock is
    counted there must be some besides.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="variants")
    sku = models.CharField(max_length=80, blank=True, default="")
    options = models.JSONField(default=dict)
    price = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    currency = models.CharField(max_length=3)
    available = models.BooleanField(default=True)

    class Meta(External.Meta):
        db_table = "orders_variant"
        constraints = (
            *External.Meta.constraints,
            models.CheckConstraint(condition=models.Q(price__gte=0), name="orders_variant_price"),
        )
        indexes = (models.Index(fields=["sku"], name="orders_variant_sku", condition=~models.Q(sku="")),)


class Location(External):
    """A place where goods lie: a shop, a warehouse."""

    name = models.CharField(max_length=120)

    class Meta(External.Meta):
        db_table = "orders_location"


class Stock(models.Model):
    """How many of a variant lie at a place, on which shelf. Never fewer than none."""

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="stock")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    shelf = models.CharField(max_length=40, blank=True, default="")
    quantity = models.IntegerField()

    class Meta:
        db_table = "orders_stock"
        constraints = (
            models.UniqueConstraint(fields=["variant", "location", "shelf"], name="orders_stock_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="orders_stock_not_negative"),
        )


class Link(models.Model):
    """One product leads to another: instead of it, or together with it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])

    class Meta:
        db_table = "orders_link"
        constraints = (models.UniqueConstraint(fields=["product", "other", "kind"], name="orders_link_once"),)
