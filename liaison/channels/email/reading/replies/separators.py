"""Lines which announce a quoted or a forwarded mail."""

import re

_RULE = r"[\s>*|]*[-_=–—]{2,}\s*"
_END = r"\s*[-_=–—]{2,}[\s*]*$"

_ORIGINAL = re.compile(
    rf"^{_RULE}(?:Original(?:\s+E-?mail)?\s+Message|Original\s+Appointment|Original\s+Email|Original|Reply\s+Message"
    r"|Ursprüngliche\s+(?:Nachricht|E-?Mail|Mitteilung)|Original-?Nachricht|Antwort\s+Nachricht|Originalmeldung|Message\s+(?:d'origine|original|initial)"
    r"|Mensaje\s+original|Mensagem\s+[Oo]riginal|Messaggio\s+[Oo]riginale|Oorspronkelijk\s+bericht|Origineel\s+bericht"
    r"|Ursprungligt\s+meddelande|Originalmeddelande|Opprinnelig\s+melding|Oprindelig\s+(?:besked|mail)|Oprindelig\s+meddelelse|Original\s+meddelelse"
    r"|Alkuperäinen\s+viesti|Algne\s+(?:teade|kiri|sõnum)|Originaalsõnum|Pradinis\s+(?:laiškas|pranešimas)|Originalus\s+laiškas"
    r"|Sākotnējais\s+ziņojums|Oriģinālais\s+ziņojums|Oryginalna\s+wiadomość|Wiadomość\s+oryginalna|Wiadomość\s+pierwotna"
    r"|Původní\s+(?:zpráva|e-?mail)|Pôvodná\s+správa|Eredeti\s+üzenet|Mesaj\s+original|Mesajul\s+original|Özgün\s+İleti"
    r"|Orijinal\s+(?:Mesaj|İleti)|Исходное\s+сообщение|Исходное\s+письмо|Оригинальное\s+сообщение|Вихідне\s+повідомлення"
    r"|Αρχικό\s+μήνυμα|Izvirno\s+sporočilo|Izvorna\s+poruka|Originalna\s+poruka|Thư\s+gốc|Tin\s+nhắn\s+gốc"
    r"|原始邮件|原邮件|原始郵件|邮件原件|原件|元のメッセージ|Original\s*Message|원본\s*메[시세]지|원본\s*메일|הודעה\s+מקורית|الرسالة\s+الأصلية"
    rf"|Pesan\s+Asli){_END}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    rf"^{_RULE}(?:Forwarded\s+(?:by|Message|mail|letter)|Weitergeleitete\s+(?:Nachricht|Mail|E-Mail)|Weitergeleitet\s+von"
    r"|Message\s+transféré|Message\s+transmis|Mensaje\s+reenviado|Mensagem\s+(?:encaminhada|reencaminhada)"
    r"|Messaggio\s+(?:inoltrato|Inoltrato)|Doorgestuurd\s+bericht|Vidarebefordrat\s+meddelande|Videresendt\s+(?:melding|meddelelse|besked)"
    r"|Välitetty\s+viesti|Edelleenlähetetty\s+viesti|Edastatud\s+(?:kiri|sõnum|teade)|Persiųstas\s+laiškas|Persiųsta\s+žinutė"
    r"|Pārsūtīt[sā]\s+(?:ziņojums|vēstule)|Treść\s+przekazanej\s+wiadomości|Wiadomość\s+przekazana|Přeposlaná\s+zpráva"
    r"|Preposlaná\s+správa|Továbbított\s+(?:üzenet|levél)|Mesaj\s+redirecționat|Yönlendirilen\s+[Mm]esaj|İletilen\s+[İi]leti"
    r"|Пересылаемое\s+сообщение|Пересланное\s+(?:сообщение|письмо)|Перенаправленное\s+сообщение|Переслане\s+повідомлення"
    r"|Προωθημένο\s+μήνυμα|Thư\s+(?:được\s+)?chuyển\s+tiếp|转发的?邮件|轉寄郵件|轉寄的郵件|転送メッセージ|전달된\s*메[시세]지)",
    re.IGNORECASE,
)
_BEGIN_FORWARDED = re.compile(
    r"^[\s>*]*(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)"
    r"|Beginn der weitergeleiteten Nachricht"
    r"|Début du message (?:transféré|réexpédié)|Inicio del mensaje reenviado"
    r"|Início da mensagem (?:encaminhada|reencaminhada)"
    r"|Inizio messaggio inoltrato|Begin doorgestuurd bericht|Vidarebefordrat brev|Vidarebefordrat meddelande"
    r"|Videresendt (?:melding|besked|meddelelse)|Start på videresendt meddelelse|Välitetty viesti alkaa"
    r"|Alku edelleenlähetetylle viestille|Начало переадресованного сообщения|Початок листа, що пересилається"
    r"|Początek przekazywanej wiadomości|Rozpoczęcie przekazywanej wiadomości|Začátek přeposílané zprávy"
    r"|Továbbított levél kezdete|İleti başlangıcı|開始轉寄郵件|开始转发的邮件|转发的邮件"
    r"|転送されたメッセージ|전달된 메시지)\s?[:：]",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"^[\s>*#=\-_~–—+]*(?:please\s+)?(?:reply|type\s+your\s+reply|write\s+(?:your\s+)?(?:reply|response))\s+(?:above|ABOVE)"
    r"\s+(?:this|the)\s+(?:line|dotted\s+line)|^[\s>*#=\-_~–—+]*Bitte\s+(?:antworten|schreiben)\s+Sie\s+(?:ober|über)"
    r"|^[\s>*#=\-_~–—+]*(?:Veuillez\s+)?répond(?:re|ez)\s+au-dessus\s+de\s+cette\s+ligne"
    r"|^[\s>*#=\-_~–—+]*Please\s+do\s+not\s+write\s+below\s+this\s+line",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(
    r"^\s*(?:\[[^\]]{0,60}\]\s*)?(?:fwd?|wg|tr|rv|enc|vs|vb|vl|pd|i|doorst|пересл|fs|vá|továbbítás|ilt|yml|προωθ|πρθ"
    r"|转发|轉寄|転送|전달|edasi|edastatud|prev|persiųsta|перенаправл|пер|Fwd\s?\[\d+\])\s*(?:\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)
_REPLY_SUBJECT = re.compile(
    r"^\s*(?:\[[^\]]{0,60}\]\s*)?(?:re|aw|antw|antwort|sv|vs|odp|odpověď|ref|rif|res|r|ynt|yanıt|απ|σχετ|отв|ответ|відп|回复"
    r"|回覆|答复|返信|회신|atb|ats|vast|trả\s+lời|השב|رد|re\[\d+\]|re\^\d+)\s*(?:\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^[\s>]*[-_=]{3,}\s*[^\W\d_].{1,60}?\s*[-_=]{3,}\s*$")
_RULE_ONLY = re.compile(r"^[\s>]*[_\-=*–—]{5,}\s*$")


def is_original_message(line: str) -> bool:
    """Tell whether this is "-----Original Message-----" in some language."""
    return len(line) < 120 and bool(_ORIGINAL.match(line))


def is_forward_mark(line: str) -> bool:
    """Tell whether from here on the mail contains another that is handed on."""
    return len(line) < 160 and bool(_FORWARDED.match(line) or _BEGIN_FORWARDED.match(line))


def is_reply_above(line: str) -> bool:
    """Tell whether a ticket system asked here to write above this line."""
    return len(line) < 160 and bool(_ABOVE.match(line))


def is_heading(line: str) -> bool:
    """Tell whether the line is a title between two drawn rules, as over a quoted mail in some language."""
    return len(line) < 120 and bool(_HEADING.match(line))


def is_rule(line: str) -> bool:
    """Tell whether the line is only drawn."""
    return bool(_RULE_ONLY.match(line))


def is_forward(subject: str) -> bool:
    """Tell whether the subject says that the mail is handed on."""
    return bool(_FORWARD_SUBJECT.match(subject))


def is_reply(subject: str) -> bool:
    """Tell whether the subject says that the mail is an answer."""
    return bool(_REPLY_SUBJECT.match(subject))
