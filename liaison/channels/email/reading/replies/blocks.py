"""The block of fields which Outlook and others set over a quoted or forwarded mail."""

import re

_FROM = (
    "From|Von|De|Van|Da|Fra|Från|Lähettäjä|Saatja|Kellelt|Nuo|No|Od|От|От кого|Від|Від кого|De la|Kimden"
    "|Gönderen|Από"
    "|Feladó|Frá|Mittente|Expéditeur|Remitente|Remetente|Absender|Afzender|Afsender|Avsender|Avsändare|Nadawca"
    "|Odesílatel|Odosielateľ|Pošiljatelj|Šalje|Отправитель|发件人|寄件者|寄件人|差出人|送信者|보낸 사람"
    "|보낸사람|발신"
    "|Từ|Người gửi|מאת|من|Dari|จาก|Подател|Siuntėjas|Sūtītājs"
)
_SENT = (
    "Sent|Date|Gesendet|Gesendet am|Datum|Envoyé|Envoyé le|Date d'envoi|Verzonden|Verzonden op|Inviato"
    "|Data|Sendt|Dato"
    "|Skickat|Lähetetty|Päivämäärä|Pvm|Saadetud|Kuupäev|Išsiųsta|Nosūtīts|Datums|Wysłano|Wysłane|Odesláno|Odoslané"
    "|Dátum|Отправлено|Дата|Надіслано|Enviado|Enviado el|Enviado em|Enviada em|Enviada|Fecha|Trimis|Dată"
    "|Gönderildi"
    "|Gönderme|Tarih|Στάλθηκε|Ημερομηνία|Küldve|Elküldve|Dags|发送时间|日期|时间|已傳送|寄件日期|日時"
    "|送信日時|보낸 날짜"
    "|날짜|Đã gửi|Gửi|Ngày|נשלח|תאריך|تم الإرسال|إرسال|التاريخ|Tanggal|Dikirim|ส่ง|วันที่|Poslano"
    "|Datum slanja|Изпратено"
)
_TO = (
    "To|An|À|A|Aan|Para|Til|Till|Vastaanottaja|Saaja|Kellele|Adresaat|Kam|Kas|Gavėjas|Do|Dla|Komu|Кому|Către|Kime|Alıcı|Προς"
    "|Címzett|Destinataire|Destinatario|Destinatário|Empfänger|收件人|收件者|宛先|받는 사람|받는사람"
    "|수신|Đến|Tới"
    "|Người nhận|אל|إلى|Kepada|ถึง|Za|До"
)
_SUBJECT = (
    "Subject|Betreff|Objet|Sujet|Onderwerp|Oggetto|Asunto|Assunto|Emne|Ämne|Aihe|Teema|Tema|Temats|Temat|Předmět"
    "|Predmet|Тема|Subiect|Konu|Θέμα|Tárgy|Efni|主题|主旨|主題|件名|제목|Chủ đề|Tiêu đề|נושא|الموضوع"
    "|Subjek|Perihal"
    "|เรื่อง"
    "|Naslov|Zadeva|Относно"
)
_COPY = (
    "Cc|Copie|Copia|Cópia|Kopie|Kopia|Kopija|Koopia|Kopi|Копия|Копія|Bcc|抄送|副本|참조|Kopio|Másolat|Bilgi"
    "|Κοιν|Đồng gửi"
    "|Reply-To|Organization|Importance|Wichtigkeit|Newsgroups|Attachments|Anlagen"
)
_MARKS = r"[\s*_>|]*"


def _field(names: str) -> re.Pattern[str]:
    return re.compile(rf"^{_MARKS}(?:{names}){_MARKS}[:：]{_MARKS}(?P<value>.*)$", re.IGNORECASE)


_FIELDS = {
    name: _field(names)
    for name, names in {"from": _FROM, "sent": _SENT, "to": _TO, "subject": _SUBJECT, "copy": _COPY}.items()
}
_MAX_LINES = 14
_DRAWN = re.compile(r"[\s>*]*[-_=]{3,}")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
# All of the block on one line, as HTML leaves it that was flattened.
_FLAT = re.compile(
    r"^[\s*]*(?=.*\bFrom:)(?=.*@)(?:From|Date|Sent):.{3,300}\b(?:Date|Sent|To|From):.{1,300}\bSubject:"
)


def block_end(lines: list[str], start: int) -> int:
    """Return the index after the block of fields which begins at line `start`, or `start` if none does.

    A block names who wrote, and besides either the subject and a third field, or an address and a
    time: a traveller's "From: Riga / To: Tallinn" is no block.
    """
    if _FLAT.match(lines[start][:1_000]):
        return start + 1
    if not _field_of(lines[start]):
        return start
    found, end = _read_fields(lines, start)
    while end > start and not lines[end - 1].strip("> *"):
        end -= 1
    return end if _is_block(found, text="\n".join(lines[start:end])) else start


def _read_fields(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """Return the fields of the block that may begin at line `start`, and the line after it."""
    found: dict[str, str] = {}
    i = start
    while i < min(start + _MAX_LINES, len(lines)):
        field = _field_of(lines[i])
        if lines[i].startswith(">") != lines[start].startswith(">"):
            break
        if field and field[0] == next(iter(found), "") != "copy":
            # The same field again: the first was a line of the customer's own.
            return {}, start
        if field:
            found.setdefault(*field)
        elif not _may_continue(lines, i, found=found):
            break
        i += 1
    return found, i


def names_sender(line: str) -> bool:
    """Tell whether the line is a field that names who wrote, with an address."""
    field = _field_of(line)
    return bool(field and field[0] == "from" and "@" in field[1])


def _field_of(line: str) -> tuple[str, str] | None:
    if len(line) > 2_000 or (":" not in line[:60] and "：" not in line[:60]):
        return None
    for name, pattern in _FIELDS.items():
        if match := pattern.match(line):
            return name, match.group("value")
    return None


def _may_continue(lines: list[str], i: int, *, found: dict[str, str]) -> bool:
    """Tell whether a line that is no field lies inside the block: a folded list of names, a blank."""
    if _DRAWN.match(lines[i]):
        return False
    following = next((line for line in lines[i + 1 : i + 3] if line.strip("> ")), "")
    return "subject" not in found and _field_of(following) is not None


def _is_block(found: dict[str, str], *, text: str) -> bool:
    addressed, timed = "@" in text, bool(_TIME.search(found.get("sent", "")))
    if "from" not in found or len(found) < 2:
        # Some phones write only when and to whom.
        return next(iter(found), "") == "sent" and timed and "@" in found.get("to", "")
    if "subject" in found and len(found) >= 3:
        # Mailers begin with who or when; people who list their wishes begin with anything.
        usual = next(iter(found)) in ("from", "sent")
        return (addressed or timed) if usual else (addressed and timed)
    if list(found)[:3] == ["from", "sent", "to"]:
        return addressed and timed
    return "@" in found["from"] and ("subject" in found or timed)
