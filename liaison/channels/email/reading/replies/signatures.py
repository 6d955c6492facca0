"""What stands under a message without being part of it."""

import re

_DELIMITER = re.compile(r"^-- ?\s*$|^—\s*$|^‐‐\s*$")
_MOBILE = re.compile(
    r"^[\s*_(<\[\-–—]*(?:"
    r"(?:Sent|Send|Delivered|Posted|Mailed|Typed|Written)\s+(?:from|via|with|by|using|on)\s+(?:my|Yahoo|Outlook|Mail|iPhone|iPad"
    r"|Android|BlackBerry|Samsung|Windows|ProtonMail|Proton|Gmail|myMail|Nine|Spark|Airmail|Mailspring|Thunderbird|Huawei|Xfinity"
    r"|mobile|phone|Galaxy|AOL|Front|Superhuman|TypeApp|BlueMail|Aqua|Postbox|eM|AT&T|MailTrack)\b"
    r"|Sent\s+(?:from|via)\s+[\w\-]+(?:\s+[\w\-]+){0,3}[)>\]]*$|From\s+my(?:\s+\w+){1,2}$|(?-i:[A-Z])\w+\s+from\s+mobile$"
    r"|(?:Get|Hent|Skaffa|Hämta|Hanki|Obten(?:ez|ir|er)|Obtén|Obter|Ottieni|Download|Pobierz|Stáhnout|Скачать|获取|取得)\s+(?:\w+\s+)?"
    r"\[?(?:Outlook|BlueMail|TypeApp)\s+\w+\s+(?:\w+\s+)?(?:iOS|Android)|Get\s+(?:Outlook|BlueMail|TypeApp)\s+for\s+(?:iOS|Android|Mac|Windows|mobile)"
    r"|Outlook\s+for\s+(?:iOS|Android)\s?を入手"
    r"|Download\s+.{2,30}\s+for\s+(?:iOS|Android)"
    r"|(?:Von\s+meinem\b.*\sgesendet|Gesendet\s+(?:von|mit|über|aus)|Von\s+unterwegs\s+gesendet|Diese\s+Nachricht\s+wurde\s+von\s+(?:meine[mr]|mein))\b"
    r"|Outlook\s+(?:für|pour|para|per|voor)\s+(?:iOS|Android)\b|Holen\s+Sie\s+sich\s+Outlook|Laden\s+Sie\s+Outlook"
    r"|(?:Envoyé|Enviado|Enviada|Inviato|Trimis)\s+(?:de|depuis|à\s+partir|avec|via|par|desde|do|da|a\s+partir|con|pelo|por|de\s+la|de\s+pe|dal?)\b"
    r"|Obtenir\s+Outlook|Télécharge[rz]\s+Outlook|Obtener\s+Outlook|Obter\s+o?\s*Outlook|Scarica\s+Outlook"
    r"|(?:Verzonden|Verstuurd|Gestuurd)\s+(?:vanaf|via|met|vanuit|door)\b|(?:Skickat|Skickades|Sänt)\s+från\b|från\s+min\s+\w+"
    r"|(?:Sendt|Sent)\s+(?:fra|fra\s+min|med|via)\b|Lähetetty\s+(?:laitteesta|\w+sta|\w+stä|\w+ni|\w+lla|\w+llä|iPhonesta)\b"
    r"|Saadetud\s+(?:minu|mu|\w+ist|\w+st|\w+lt)\b|Išsiųsta\s+(?:iš|naudojant)\b|Nosūtīts\s+(?:no|izmantojot)\b"
    r"|Wysłan[eoya]\s+(?:z|za\s+pomocą)\b|Odesláno\s+z\b|Odoslané\s+z\b|Elküldve\s+az?\b|Küldve\s+az?\b"
    r"|Отправлено\s+(?:с|из|от)\b|Послано\s+с\b|Надіслано\s+(?:з|із)\b|Изпратено\s+от\b|Poslano\s+(?:iz|z|s|sa)\b|Poslato\s+sa\b"
    r"|Στάλθηκε\s+από\b|Εστάλη\s+από\b|\w+['’]?\w*[dt][ae]n\s+gönderildi|Được\s+gửi\s+từ\b|Gửi\s+từ\b|Đã\s+gửi\s+từ\b"
    r"|发自我?的?\s*\w+|來自我的\s*\w+|從我的\s*\w+\s*傳送|iPhoneから送信|(?:私の)?\w+から送信|나의\s+\w+에서\s+보냄|내\s+\w+에서\s+보냄|נשלח\s+מה|أُ?رسلت?\s+من|تم\s+الإرسال\s+من"
    r"|Dikirim\s+dari|ส่งจาก"
    r")",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"iPhon|iPad|iPod|\biOS\b|\bMac(?:Book|\b)|\bApple|Android|Black\s?Berry|Samsung|Galaxy|Huawei|Xiaomi|Redmi|Nokia|Lumia|\bHTC\b|\bLG\b|\bSony"
    r"|Xperia|Motorola|Pixel|OnePlus|\bOppo\b|\bTreo\b|\bPalm\b|Windows|Outlook|Hotmail|Yahoo|Gmail|\bGmx\b|Web\.de|\bAOL\b|iCloud|\bProton|\bTuta"
    r"|Thunderbird|\bK-9|\bSpark\b|Airmail|Mailspring|Superhuman|TypeApp|Blue\s?Mail|Aqua\s?Mail|myMail|Mailbox\W*$|Postbox|\beM\s+Client|FairEmail"
    r"|Foxmail|Mailbird|\bFront\W*$|\bNine\W*$|Xfinity|AT&T|Verizon|Vodafone|T-Mobile|Swisscom|Bluewin|\bQQ\b|NetEase|Yandex|Яндекс|Mail\.ru"
    r"|Seznam|\bOnet|\bWP\b|Zimbra|Nextcloud|MailTrack|\bHEY\W*$|\bApp\b|\bHandy|smart\s?phone|\bphone|\btablet|\bmobil|\bmobiel|\bmóvil|\bmòbil"
    r"|\bportable|\bcelular|\bcell|\btelefo|\btéléph|puhelim|\blait(?:e|t)|komórk|wireless|\bdevice|Gerät|appareil|dispositivo|toestel|\benhet|urządzen"
    r"|zařízen|készülék|uređaj|устройств|пристро|телефон|смартфон|мобильн|мобільн|κινητ|συσκευ|cihaz|điện\s+thoại|thiết\s+bị|手机|手機|邮箱|郵箱"
    r"|設備|设备|裝置|携帯|スマート|端末|휴대|스마트|모바일|אייפון|טלפון|סלולרי|هاتف|جوال|الآيفون|ponsel|perangkat|มือถือ"
    r"|(?-i:^Sent from my(?: [\w\-]*[A-Z0-9][\w.\-]*){1,3}\s*$)",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"mailing\s+list|you\s+received\s+this\s+message\s+because|listinfo|unsubscribe|Mailingliste|liste\s+de\s+diffusion",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"confidential|intended\s+(?:only\s+)?(?:for|recipient)|vertraulich|rechtlich\s+geschützt|confidentiel|confidencial"
    r"|riservat|vertrouwelijk|конфиденциал|poufn|konfidentsiaal|konfidencial|luottamuksellinen|bảo\s+mật"
    r"|virus-free|avast|antivirus|please\s+consider\s+the\s+environment",
    re.IGNORECASE,
)
_AFTERWORD = re.compile(
    r"^\W{0,3}(?:P\.?\s?P?\.?\s?S\b|PS\b|NB\b|N\.B\.|З\.?Ы\b|P\.?D\b|EDIT|Update|Nachtrag|Ergänzung)",
    re.IGNORECASE,
)
_MOST_PIECES = 6
_MOST_LINES = 15
_MOST_WORDS = 16
_PROSE_WORDS = 9
_MOST_WORDS_OF_A_PHONE = 12


def signature_start(lines: list[str]) -> int:
    """Return where the signature under these new words begins; `len(lines)` if there is none.

    Only what mailers mark is a signature: after `-- `, "Sent from my phone", a list's footer. A name
    under a greeting is the customer's own word and stays, and so does prose after a signature.
    """
    end = len(lines)
    for _ in range(_MOST_PIECES):
        shorter = _without_last(lines, end)
        if shorter == end:
            break
        end = shorter
    return end


def _without_last(lines: list[str], end: int) -> int:
    """Return the end of `lines[:end]` without its last piece of signature."""
    last = end
    while last > 0 and not lines[last - 1].strip():
        last -= 1
    if last and (_is_mobile(lines[last - 1]) or _DELIMITER.match(lines[last - 1])):
        return last - 1
    if (footer := _list_footer(lines, last)) < last:
        return footer
    if (mark := _delimiter(lines, last)) >= 0:
        return mark
    return end


def _is_mobile(line: str) -> bool:
    """Tell whether a mailer signed with its device or name; "Sent from Berlin on 3 May" is a customer's word."""
    if len(line) >= 120 or len(line.split()) > _MOST_WORDS_OF_A_PHONE or "?" in line:
        return False
    return bool(_MOBILE.match(line) and _DEVICE.search(line))


def _delimiter(lines: list[str], end: int) -> int:
    """Return the line of the `-- ` which has only a signature under it, -1 if there is none.

    Somebody who draws several such lines is parting their own words with them.
    """
    marks = [i for i in range(end) if _DELIMITER.match(lines[i])]
    if len(marks) != 1 or not _is_signature(lines[marks[0] + 1 : end]):
        return -1
    return marks[0]


def _is_signature(lines: list[str]) -> bool:
    if sum(bool(line.strip()) for line in lines) > _MOST_LINES or not lines[:1] or not lines[0].strip():
        return False
    paragraphs = _paragraphs(lines)
    if max((len(line.split()) for line in lines), default=0) > _MOST_WORDS:
        return False
    return not any(_is_prose(paragraph) for paragraph in paragraphs[1:])


def _paragraphs(lines: list[str]) -> list[str]:
    return [piece for piece in re.split(r"\n\s*\n", "\n".join(lines)) if piece.strip()]


def _is_prose(paragraph: str) -> bool:
    if _AFTERWORD.match(paragraph):
        return True
    if _DISCLAIMER.search(paragraph):
        return False
    longest = max(len(line.split()) for line in paragraph.split("\n"))
    return longest >= _PROSE_WORDS or paragraph.rstrip().endswith("?")


def _list_footer(lines: list[str], end: int) -> int:
    """Return where a mailing list's footer begins under its drawn rule; `end` if there is none."""
    for i in range(end - 1, max(end - 8, -1), -1):
        if re.match(r"^\s*(?:_{20,}|-{20,}|-~-{5,}.*|--)\s*$", lines[i]):
            under = "\n".join(lines[i + 1 : end])
            return i if _LIST_FOOTER.search(under) else end
    return end
