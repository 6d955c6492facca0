"""Names, addresses and sentences with the odds of real mail: few words very often, many hardly ever."""

from itertools import accumulate
from random import Random

LANGUAGES = ("en", "en", "en", "fr", "ru", "lt", "et", "vi", "de")


def _apart(text: str) -> list[str]:
    return text.split()


_FIRST = _apart(
    "Mira Jonas Anna Lukas Élodie François Зоя Иван Ольга Дмитрий Ūla Žydrūnas Eglė Mantas Kadri "
    "Jüri Maarja Tõnu Nguyễn Trần Linh Hương Grace Oliver Emma Noah Sophie Hugo Greta Paul Zoë André "
    "Søren Łucja Çelik Müller"
)
_LAST = _apart(
    "Kask Petraitis Smith Dubois Lefèvre Иванова Смирнов Кузнецов Kazlauskienė Stankevičius Tamm "
    "Saar Põld Mägi Văn Thị Phạm Brown Taylor Wilson Schmidt Weber Bianchi García Silva Novák "
    "Kowalska Øster Åberg Yılmaz"
)
_HOSTS = _apart("example.com example.org example.net mail.example post.example firm.example")
_SYLLABLES = _apart("ba ke lo mi nu ra se ti vo da fe gi ho ju ka le mo ni pu ro sa te vi zo")
_COMMON = _apart(
    "order parcel invoice delivery please thank hello account payment refund address number help "
    "question return time week today still not have with your the and for that this was when could "
    "would received send price"
)
COMMON = "order"
"""In about every second message."""


class Words:
    """Everything that is drawn, from one seed."""

    def __init__(self, seed: int) -> None:
        random = self._random = Random(seed)
        usual = _COMMON + ["".join(random.choices(_SYLLABLES, k=random.randint(2, 4))) for _ in range(4000)]
        # Zipf: the n-th word is n times rarer than the first.
        self._odds = list(accumulate(1 / (n + 8) for n in range(len(usual))))
        self._usual = usual
        self._phrases = [self._phrase() for _ in range(20_000)]

    def text(self, number: int) -> str:
        """One message: some sentences, now and then an order number or a word that hardly ever comes."""
        random = self._random
        said = " ".join(random.choices(self._phrases, k=random.choice((1, 2, 2, 3, 3, 4, 6))))
        if number % 3 == 0:
            said += f" Order {4_000_000 + number * 7}."
        if number % 20 == 0:
            said += f" {rare(number)}."
        return said

    def subject(self) -> str:
        return self._random.choice(self._phrases)[:60].rstrip(" .")

    def name(self) -> str:
        return f"{self._random.choice(_FIRST)} {self._random.choice(_LAST)}"

    def address(self, number: int) -> str:
        return f"person{number}@{self._random.choice(_HOSTS)}"

    def _phrase(self) -> str:
        words = self._random.choices(self._usual, cum_weights=self._odds, k=self._random.randint(5, 11))
        return " ".join(words).capitalize() + "."


def rare(number: int) -> str:
    """A word that lies in about three of three million messages."""
    return f"zir{number // 20 % 50_000:05d}x"
