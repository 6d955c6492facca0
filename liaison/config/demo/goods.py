"""What the demo company sells, and where its customers live."""

from dataclasses import dataclass
from decimal import Decimal

from liaison.orders.entering import NewProduct, NewVariant

MODELS = ("Polaris", "Vega", "Fjell", "Ravn", "Sula", "Brisa", "Linnea", "Tinde")
"""As the stories call them."""


@dataclass(frozen=True)
class Sort:
    """One sort of goods, sold in every model. options: name of an option and its values."""

    key: str
    name: str
    category: str
    text: str
    price: str
    options: tuple[str, tuple[str, ...]]


SORTS = (
    Sort("lamp", "Lamp", "Lighting", "A lamp of bent beech with a linen shade, for reading and for long evenings.",
         "79.00", ("colour", ("natural", "black", "white"))),
    Sort("kettle", "Kettle", "Kitchen", "An enamelled kettle that boils two litres and pours without dripping.",
         "49.90", ("colour", ("cream", "blue", "red"))),
    Sort("desk_lamp", "Desk lamp", "Lighting", "A desk lamp with a joint that stays where it is put.",
         "64.50", ("colour", ("black", "brass"))),
    Sort("tent", "Tent", "Outdoor", "A tent that stands in wind; pitched by one person in six minutes.",
         "289.00", ("places", ("2", "3", "4"))),
    Sort("shelf", "Shelf", "Furniture", "A shelf of oiled oak that hangs without a visible screw.",
         "119.00", ("width", ("60 cm", "90 cm", "120 cm"))),
    Sort("blanket", "Blanket", "Textiles", "A blanket of lambswool, woven in a mill by the sea.",
         "95.00", ("colour", ("grey", "moss", "rust"))),
)  # fmt: skip
GOES_WITH = (("lamp", "blanket"), ("tent", "blanket"), ("shelf", "lamp"))
INSTEAD = (("lamp", "desk_lamp"),)
CARRIERS = ("Omniva", "DPD", "Venipak")

HOMES = {
    "en": (("14 Mill Lane", "York", "YO1 7HU", "GB"), ("3 Harbour Street", "Whitstable", "CT5 1AG", "GB")),
    "fr": (("8 rue des Dames", "Rennes", "35000", "FR"), ("27 quai Perrache", "Lyon", "69002", "FR")),
    "ru": (("ул. Лиивалайа, 12", "Таллин", "10118", "EE"), ("ул. Бривибас, 90", "Рига", "LV-1001", "LV")),
    "lt": (("Pilies g. 9", "Vilnius", "LT-01123", "LT"), ("Laisvės al. 40", "Kaunas", "LT-44240", "LT")),
    "et": (("Lai 7", "Tartu", "51005", "EE"), ("Pikk 22", "Tallinn", "10133", "EE")),
    "vi": (("45 Hàng Bông", "Hà Nội", "100000", "VN"), ("210 Lê Lợi", "Đà Nẵng", "550000", "VN")),
}
"""Streets that are there; nobody of these people is."""


def products(places: tuple[int, int]) -> list[NewProduct]:
    """Every sort in every model. places: ids of the shop and of the warehouse."""
    return [_product(sort, n, places) for sort in SORTS for n in range(len(MODELS))]


def _product(sort: Sort, n: int, places: tuple[int, int]) -> NewProduct:
    option, values = sort.options
    shelf = f"{sort.key[0].upper()}{n + 1}"
    return NewProduct(
        name=f"{sort.name} {MODELS[n]}",
        text=sort.text,
        category=sort.category,
        variants=tuple(
            NewVariant(
                price=Decimal(sort.price) + 5 * at,
                currency="EUR",
                options={option: value},
                sku=f"{sort.key[:2].upper()}-{MODELS[n][:3].upper()}-{at + 1}",
                available=(n + at) % 11 != 10,
                stock={(places[0], shelf): (3 * n + at) % 4, (places[1], shelf): 12 + n},
            )
            for at, value in enumerate(values)
        ),
    )
