"""Answers which the shop keeps ready, in the languages of its customers."""

from collections.abc import Mapping
from typing import Final

from liaison.kit.actor import SYSTEM
from liaison.knowledge.actions import keep
from liaison.knowledge.models import Answer

ANSWERS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("hello", "Hello"): {
        "en": "Hello {first_name}, this is {me}. How can I help you?",
        "fr": "Bonjour {first_name}, ici {me}. Comment puis-je vous aider ?",
        "ru": "Здравствуйте, {first_name}! Меня зовут {me}. Чем могу помочь?",
        "lt": "Sveiki, {first_name}, čia {me}. Kuo galiu padėti?",
        "et": "Tere, {first_name}! Mina olen {me}. Kuidas saan aidata?",
        "vi": "Chào {first_name}, tôi là {me}. Tôi có thể giúp gì cho bạn?",
    },
    ("return", "How to send something back"): {
        "en": "You can send it back within thirty days. Write {number} on the parcel; we pay the postage.",
        "fr": "Vous pouvez le renvoyer sous trente jours. Inscrivez {number} sur le colis ; nous payons le port.",
        "ru": "Вы можете вернуть товар в течение тридцати дней. Напишите на посылке {number}; пересылку оплатим мы.",
        "lt": "Prekę galite grąžinti per trisdešimt dienų. Ant siuntos užrašykite {number}; siuntimą apmokame mes.",
        "et": "Saate kauba tagastada kolmekümne päeva jooksul. Kirjutage pakile {number}; postikulu tasume meie.",
        "vi": "Bạn có thể trả lại trong vòng ba mươi ngày. Hãy ghi {number} lên kiện hàng; chúng tôi trả cước phí.",
    },
    ("moment", "One moment"): {
        "en": "One moment, please: I am looking it up.",
        "fr": "Un instant, je vous prie : je vérifie.",
        "ru": "Одну минуту, пожалуйста: я проверяю.",
        "lt": "Prašau luktelėti: tikrinu.",
        "et": "Üks hetk, palun: vaatan järele.",
        "vi": "Xin chờ một chút, tôi đang kiểm tra.",
    },
}


def keep_answers() -> list[Answer]:
    """Keep them for all departments, unless there is one of the company's own under the same word."""
    taken = set(
        Answer.objects.filter(department=None, member=None, retired_at=None).values_list(
            "shortcut", flat=True
        )
    )
    return [
        keep(Answer(), title=title, shortcut=shortcut, texts=texts, by=SYSTEM)
        for (shortcut, title), texts in ANSWERS.items()
        if shortcut not in taken
    ]
