"""Taking in products and their variants."""

from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.orders.actions.importing.told import (
    CURRENCY,
    EXTERNAL_ID,
    KEY,
    Ids,
    called,
    given,
    in_a_currency,
    picked,
    record_batch,
)
from liaison.orders.models import Product, Variant

_PRODUCT = ("name", "text", "category")
_VARIANT = ("sku", "options", "price", "currency", "available")


def take_products(batch: Batch) -> None:
    """What is sold."""
    by_halves(batch, list(batch.rows), _products, says={})
    record_batch(batch, "products")


def _products(batch: Batch, rows: list[Row]) -> list[Put]:
    made = [
        {"source": batch.source, "external_id": row.values["external_id"], "created_at": batch.at}
        | picked(row, _PRODUCT)
        for row in rows
    ]
    return put(Product, made, key=KEY, sets=given(rows, _PRODUCT))


def take_variants(batch: Batch) -> None:
    """The forms in which products are sold, with their prices."""
    products = called(Product, batch.source, [row.values["product"] for row in batch.rows])
    rows = in_a_currency(batch, batch.known(batch.rows, "product", products))
    by_halves(batch, rows, lambda batch, rows: _variants(batch, rows, products), says={})
    record_batch(batch, "variants")


def _variants(batch: Batch, rows: list[Row], products: Ids) -> list[Put]:
    made = [
        {
            "source": batch.source,
            "external_id": row.values["external_id"],
            "product_id": products[row.values["product"]],
        }
        | picked(row, _VARIANT)
        for row in rows
    ]
    return put(Variant, made, key=KEY, sets=["product_id", *given(rows, _VARIANT)])


PRODUCTS = Entity(
    name="products",
    fields={
        "external_id": EXTERNAL_ID,
        "name": Field(must=True, most=300),
        "text": Field(most=100_000),
        "category": Field(most=120),
    },
    key=("external_id",),
    take=take_products,
)
VARIANTS = Entity(
    name="variants",
    fields={
        "external_id": EXTERNAL_ID,
        "product": Field(must=True, refers="products"),
        "sku": Field(most=80),
        "options": Field(kind=As.OBJECT, usual={}),
        "price": Field(kind=As.DECIMAL, must=True, least=0),
        "currency": CURRENCY,
        "available": Field(kind=As.FLAG, usual=True),
    },
    key=("external_id",),
    take=take_variants,
)
