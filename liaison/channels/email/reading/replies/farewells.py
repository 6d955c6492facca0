"""How people take their leave at the end of a letter."""

import re

_MOST_LINES = 5
_MOST_WORDS = 14
_FAREWELL = re.compile(
    r"^\W*(?:(?:kind(?:est)?|best|warm(?:est)?|many|with\s+(?:kind|best))?\s*regards|best(?:\s+wishes)?|cheers"
    r"|thanks?(?:\s+you)?|thanks\s+(?:again|a\s+lot|in\s+advance)|many\s+thanks|sincerely|yours|all\s+the\s+best|bye"
    r"|mit\s+freundlichen?|freundliche|viele|beste|liebe|herzliche|mfg|lg|vg|danke|gruß|grüße|grüsse"
    r"|cordialement|bien\s+à\s+vous|salutations|merci|bonne\s+(?:journée|soirée)|saludos|un\s+saludo|atentamente|gracias"
    r"|cordiali\s+saluti|saluti|grazie|distinti|atenciosamente|obrigad[oa]|cumprimentos|abraços?"
    r"|met\s+vriendelijke|groet(?:en|jes)?|bedankt|mvh|med\s+(?:vänlig|venlig|vennlig)\w*|hälsningar|hilsen|hilsner|tack|takk?"
    r"|terveisin|ystävällisin|kiitos|kiitoksin|lugupidamisega|parimate?|tervitades|tänan|aitäh|tervitustega"
    r"|pagarbiai|su\s+pagarba|ačiū|linkėjimai|ar\s+cieņu|paldies|pozdrawiam|z\s+poważaniem|dziękuję|s\s+pozdravem|děkuji"
    r"|s\s+pozdravom|ďakujem|üdvözlettel|köszönöm|tisztelettel|cu\s+(?:stimă|respect)|mulțumesc|lep\s+pozdrav|pozdrav|hvala"
    r"|с\s+уважением|спасибо|всего\s+доброго|з\s+повагою|дякую|с\s+уважение|благодаря|поздрави|με\s+εκτίμηση|ευχαριστώ"
    r"|saygılarımla|teşekkürler|iyi\s+günler|trân\s+trọng|cảm\s+ơn|thân(?:\s+mến)?|kính\s+thư|salam|terima\s+kasih|hormat"
    r"|谢谢|謝謝|祝好|此致|よろしく|ありがとう|감사합니다|בברכה|תודה|مع\s+(?:تحياتي|التحية)|شكرا|با\s+تشکر|ขอบคุณ)(?!\w)",
    re.IGNORECASE,
)


def is_farewell(lines: list[str]) -> bool:
    """Tell whether these lines only take leave, as in "Kind regards, Mira", and answer nothing."""
    said = [line.strip() for line in lines if line.strip()]
    if not said or len(said) > _MOST_LINES or sum(len(line.split()) for line in said) > _MOST_WORDS:
        return False
    return bool(_FAREWELL.match(said[0])) and not any(line.endswith(("?", "!", ":")) for line in said[1:])
