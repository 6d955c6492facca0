"""How machines begin their subjects and texts, in the languages they are sold in."""

import re

BOUNCE_SUBJECT = re.compile(
    r"^\W*(?:\[[^\]]{1,40}\]\s*)?(?:"
    r"undeliver(?:ed|able)\b|undelivered\s+mail|mail\s+undeliverable|message\s+undeliverable"
    r"|non-?deliver(?:y|able)|returned\s+mail"
    r"|returned\s+to\s+sender|return(?:ed|ing)\s+(?:mail|message|email)"
    r"|mail\s+(?:delivery\s+)?(?:failed|failure|system\s+error|error)"
    r"|delivery\s+(?:status\s+)?(?:notification|report|failure|failed|error|problem)"
    r"|(?:mail|message|email)\s+(?:could\s+not\s+be|was\s+not|not)\s+delivered|failed\s+mail"
    r"|failure\s+(?:notice|delivery)|failure\s+to\s+deliver"
    r"|(?:message|mail)\s+delivery\s+(?:failure|failed|has\s+failed|problem|delayed|notification|status"
    r"|subsystem)|mail\s+delivery\s+failed"
    r"|(?:e-?mail|message)\s+(?:delivery\s+)?(?:error|failure|rejected|bounced)"
    r"|delivery\s+has\s+(?:failed|been\s+delayed)|unable\s+to\s+deliver|could\s?n['o]t\s+deliver"
    r"|warning:\s+(?:could\s+not\s+send|message\b.{1,40}\bdelayed|your\s+message)|delayed\s+mail"
    r"|delivery\s+delayed|message\s+(?:status|delayed|rejected)"
    r"|undeliverable\s+mail|permanent\s+delivery\s+failure|bounced?\s+(?:mail|message|e-?mail)"
    r"|nondeliverable\s+mail|user\s+unknown|host\s+unknown|mailbox\s+(?:full|unavailable)"
    r"|rejected\s+(?:mail|message)|error\s+sending\s+(?:mail|message)"
    r"|there\s+was\s+an\s+error\s+sending\s+your\s+mail|problem\s+delivering|notification\s+d['’]"
    r"|sorry,\s+unable"
    r"|unzustellbar|nicht\s+zustellbar|zustellung\s+(?:der\s+nachricht\s+)?fehlgeschlagen"
    r"|mail-?zustellung|fehler\s+bei\s+der\s+(?:zustellung|nachricht)|e-?mail\s+nicht\s+zugestellt"
    r"|benachrichtung\s+zum|verzögerte"
    r"|non\s+remis|échec\s+de\s+(?:la\s+)?(?:remise|distribution|livraison)"
    r"|message\s+non\s+(?:distribué|remis|délivré)|courrier\s+non\s+distribué"
    r"|impossible\s+de\s+remettre|non\s+distribuable"
    r"|no\s+se\s+(?:puede|pudo)\s+entregar|no\s+entregado|correo\s+(?:no\s+entregado|devuelto)|devuelto"
    r"|falta\s+de\s+entrega|no\s+entregable|error\s+en\s+la\s+entrega"
    r"|non\s+recapitabile|mancata\s+(?:consegna|recapito)|impossibile\s+recapitare|não\s+(?:entregue"
    r"|é\s+possível\s+entregar)|falha\s+(?:na|de)\s+entrega|não\s+entregável"
    r"|onbestelbaar|niet\s+(?:afgeleverd|bezorgd)|kan\s+niet\s+worden\s+bezorgd"
    r"|går\s+ej\s+att\s+leverera|det\s+gick\s+inte\s+att\s+leverera|olevererbar|olevererat"
    r"|ikke\s+leveret|kan\s+ikke\s+leveres|ikke\s+levert|uleverbar|uleveret|kunne\s+ikke\s+leveres"
    r"|ei\s+voitu?\s+toimittaa|toimittaminen\s+epäonnistui|viestiä\s+ei|kohaletoimetamatu"
    r"|kättetoimetamatu|edastamine\s+ebaõnnestus|kirja\s+ei\s+saanud|nepristatyta|nepristatytas"
    r"|neįteikt|pristatymo\s+klaida|nepiegād|nevarēja\s+piegādāt"
    r"|niedostarczon|nie\s+dostarczono|niedostarczalna|nie\s+można\s+dostarczyć|zwrot|nedoručiteln"
    r"|nedoručen|nedoručiteľn|nelze\s+doručit|kézbesíthetetlen|sikertelen\s+kézbesítés"
    r"|a\s+kézbesítés\s+sikertelen"
    r"|недоставлен|не\s+доставлено|не\s+удалось\s+доставить|невозможно\s+доставить|недоставка"
    r"|сообщение\s+не\s+доставлено|ошибка\s+доставки|недоставлене|не\s+може\s+да\s+бъде\s+доставено"
    r"|nelivrabil|nu\s+s-a\s+putut\s+livra|livrare\s+nereușită|teslim\s+edilemeyen|teslim\s+edilemedi"
    r"|iletilemedi|iletilmeyen|αδύνατη\s+παράδοση|δεν\s+παραδόθηκε|μη\s+παραδοτέο"
    r"|không\s+(?:thể\s+)?(?:gửi|chuyển)|thư\s+không|gửi\s+thất\s+bại|未送達|配信不能|配信できません"
    r"|メール配信|退信|无法投递|無法傳送|未传递|未傳遞|系统退信|투덜|배달\s*(?:실패|되지)|반송"
    r"|전송\s*실패|לא\s+ניתן\s+למסירה|غير\s+قابل\s+للتسليم"
    r")",
    re.IGNORECASE,
)
# Amazon tells its customers of bounces in JSON, from an address that looks like any other.
NOTIFIED_BOUNCE = re.compile(r'"notificationType"\s*:\s*"Bounce"\s*,')
DELAY = re.compile(
    r"this\s+is\s+a\s+warning\s+message\s+only|you\s+do\s+not\s+need\s+to\s+resend"
    r"|delivery\s+(?:attempts\s+will\s+continue"
    r"|to\s+the\s+following\s+recipients\s+has\s+been\s+delayed|incomplete)"
    r"|has\s+not\s+(?:yet\s+)?been\s+delivered\s+to\s+(?:one\s+or\s+more"
    r"|all)\s+of\s+its\s+recipients\s+after|will\s+(?:be\s+retried|continue\s+to\s+(?:try|be\s+made)"
    r"|keep\s+trying)|warning:\s+message\s+still\s+undelivered|delivery\s+is\s+delayed",
    re.IGNORECASE,
)
BOUNCE_TEXT = re.compile(
    r"this\s+message\s+was\s+created\s+automatically\s+by\s+(?:the\s+)?(?:mail\s+(?:delivery|transfer)"
    r"|SMTP)|this\s+is\s+the\s+(?:qmail-send|mail\s+(?:system|delivery)|postfix|sendmail|mail\s+agent"
    r"|\w+\s+mail\s+server|.{2,30}\s+program)\s+(?:program\s+)?(?:at|on)\b"
    r"|permanent\s+fatal\s+errors|transcript\s+of\s+session\s+follows|transient\s+non-fatal\s+errors"
    r"|did\s+not\s+reach\s+(?:some\s+or\s+all\s+of\s+)?(?:the"
    r"|your)\s+(?:intended\s+)?(?:following\s+)?recipient"
    r"|wasn['’]t\s+able\s+to\s+deliver\s+your\s+message"
    r"|(?:could|can)\s?(?:not|n['’]t)\s+be\s+(?:successfully\s+)?delivered"
    r"|unable\s+to\s+deliver\s+(?:your\s+|the\s+|this\s+|mail|message)|was\s+not\s+delivered\s+to"
    r"|not\s+(?:be\s+)?deliver(?:ed|able)\s+to\s+(?:the|one|some|all)"
    r"|delivery\s+to\s+the\s+following\s+(?:recipients?|address(?:es)?)"
    r"|delivery\s+has\s+failed|delivery\s+failed|deliver(?:y|ing)\s+(?:error|failure)"
    r"|failed\s+(?:permanently|addresses?\s+follow)|diagnostic\s+information\s+for\s+administrators"
    r"|the\s+following\s+(?:addresses\s+had|recipient|message\s+(?:to|could))"
    r"|automatically\s+generated\s+delivery\s+status"
    r"|original\s+message\s+was\s+received\s+at|reporting-mta:|final-recipient:|(?:user|recipient|mailbox"
    r"|account|address)\s+(?:is\s+|was\s+)?(?:unknown|not\s+found|unavailable|disabled|rejected"
    r"|does\s+not\s+exist|full|over\s+quota)|no\s+such\s+(?:user|mailbox|recipient|person|address)"
    r"|over\s+quota|quota\s+exceeded|mailbox\s+is\s+full|undeliverable|remote\s+host\s+said"
    r"|<<<\s+[45]\d\d|\b55[0-4][ -]5\.\d\.\d|host\s+.{1,80}\s+said:\s+[45]\d\d"
    r"|nicht\s+(?:zugestellt|zustellbar|ausgeliefert|übermittelt)|unzustellbar|konnte\s+nicht\s+an"
    r"|fehlgeschlagen|n['’]a\s+pas\s+(?:pu\s+)?(?:être|été)\s+(?:remis|délivré|distribué)"
    r"|échec\s+de\s+la\s+remise|no\s+(?:se\s+)?(?:ha\s+podido|pudo|puede)\s+(?:ser\s+)?entregar"
    r"|non\s+(?:è\s+stato|è\s+possibile)\s+(?:possibile\s+)?(?:recapita|consegna)|não\s+(?:pôde"
    r"|foi)\s+(?:ser\s+)?entregue|kon\s+niet\s+(?:worden\s+)?(?:afgeleverd|bezorgd)"
    r"|kunde\s+inte\s+levereras|kunne\s+ikke\s+leveres|ei\s+voitu\s+toimittaa"
    r"|не\s+(?:может\s+быть|могло\s+быть|было)\s+доставлен|не\s+удалось\s+доставить|недоставлен"
    r"|nie\s+(?:może\s+zostać|mogła\s+zostać|została)\s+dostarczon|nemohla?\s+být\s+doručen"
    r"|配信できません|送信できません|送達できません|宛先.{0,20}見つか|无法(?:投递|送达|传递)"
    r"|無法(?:投遞|傳送|送達)|退信|전송되지\s*못|배달하지\s*못|không\s+(?:thể|được)\s+gửi",
    re.IGNORECASE,
)
# A machine's phrase stands alone or before a colon; "Automatic door broken" is a customer's.
_ALONE = r"(?=\s*(?:$|[:：\-–—(\[\]!.,]|re:|aw:))"
AUTO_REPLY_SUBJECT = re.compile(
    r"^\W*(?:"
    r"auto(?:matic|mated)?[\s-]*(?:re|reply|response|responder|answer|respond)"
    r"|out[\s-]+of[\s-]+(?:the[\s-]+)?office\s*auto\w*(?:[\s-]*(?:reply|response))?"
    r"|out[\s-]+of[\s-]+(?:the[\s-]+)?office\s*(?:reply|response|notification|message|notice)"
    r"|vacation\s+(?:auto\s*)?(?:reply|response|message|notice)|absence\s+(?:notice|message)"
    r"|automatische\s+(?:antwort|rückantwort|abwesenheits\w*|e?-?mail-?antwort|eingangsbestätigung)"
    r"|automatisches?\s+antwort|abwesenheits(?:notiz|nachricht|meldung|assistent|benachrichtigung"
    r"|mitteilung|info\w*)|urlaubs(?:notiz|nachricht|meldung)|auto-?antwort"
    r"|réponse\s+automatique|réponse\s+(?:d['’])?absence|message\s+d['’]absence|absent(?:e"
    r"|\(e\))?\s+du\s+bureau|absence\s+(?:du\s+bureau|automatique)|respuesta\s+automática"
    r"|respuesta\s+de\s+ausencia|fuera\s+de\s+(?:la\s+)?oficina|autorrespuesta|risposta\s+automatica"
    r"|resposta\s+automática|fora\s+do\s+escritório|resposta\s+automàtica"
    r"|automatisch\s+(?:antwoord|bericht)|afwezigheids(?:bericht|melding|assistent)|automatiskt\s+svar"
    r"|frånvaro(?:meddelande|medd)|automatisk\s+(?:svar|besvarelse)|autosvar|fraværs(?:besked|melding"
    r"|assistent)|ikke\s+på\s+kontoret|automaattinen\s+(?:vastaus|poissaoloviesti)|poissa\s+toimistosta"
    r"|sjálfvirkt\s+svar"
    r"|automaat(?:ne\s+)?vastus|kontorist\s+väljas|automatinis\s+atsakymas|automatiškas\s+atsakymas"
    r"|automātisk[āa]\s+atbilde|autoodpowiedź|automatyczna\s+odpowiedź|odpowiedź\s+automatyczna"
    r"|poza\s+biurem|automatická\s+odpov[ěe][ďd]|mimo\s+kancelář|automatikus\s+válasz|házon\s+kívül"
    r"|răspuns\s+automat|otomatik\s+(?:yanıt|cevap)|ofis\s+dışında"
    r"|αυτόματη\s+απάντηση|εκτός\s+γραφείου|автоматическ(?:ий|ое)\s+(?:ответ|уведомление)"
    r"|автоответ(?:чик)?|отсутствие\s+на\s+рабочем\s+месте|вне\s+офиса|автоматична\s+відповідь"
    r"|автовідповідь|автоматичен\s+отговор|аутоматски\s+одговор|automatski\s+odgovor"
    r"|samodejni\s+odgovor|(?:thư\s+)?trả\s+lời\s+tự\s+động|tự\s+động\s+trả\s+lời"
    r"|自动(?:回复|答复|回覆)|自動(?:回覆|回復|答覆|応答|返信)|不在(?:通知|のお知らせ|応答)"
    r"|자동\s*(?:회신|응답|답장)|מענה\s+אוטומטי|תגובה\s+אוטומטית|מחוץ\s+למשרד|رد\s+تلقائي"
    r"|الرد\s+التلقائي|خارج\s+المكتب|پاسخ\s+خودکار|balasan\s+otomatis|jawapan\s+automatik"
    r"|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ"
    r")"
    + _ALONE
    # Lotus Notes names the absent person; AOL and others put it last.
    + r"|^\W*auto:\s.{1,120}?\bout\s+of\s+(?:the\s+)?office\b"
    r"|^.{0,200}[(\[]auto(?:matic|mated)?[\s-]*(?:reply|response|answer)[)\]]\s*$",
    re.IGNORECASE,
)
# Words which people write over their own mails too: another sign must stand beside them.
WEAK_AUTO_REPLY_SUBJECT = re.compile(
    r"^\W*(?:auto:|auto(?:matic|mated)?[\s-]*(?:reply|response|answer)\b|(?:i\s+am\s+|i['’]m\s+)?(?:currently\s+)?out[\s-]+of[\s-]+(?:the[\s-]+)?office|ooo\b"
    r"|oof\b|away\s+from\s+(?:the\s+|my\s+)?(?:office|mail|desk)|(?:on\s+)?(?:vacation|holiday"
    r"|annual\s+leave|maternity\s+leave)|abwesen(?:d|heit)|(?:im\s+)?urlaub|nicht\s+im\s+(?:büro|haus)"
    r"|absen(?:t|ce|te)\b|en\s+congés|ausencia|ausência|vacaciones|férias|assenza|fuori\s+(?:sede"
    r"|ufficio)|afwezig|niet\s+aanwezig|frånvaro|frånvarande|fravær|ikke\s+til\s+stede|ausente|risposta\s+non\s+al\s+computer|semester|fraværende|ferie|poissa|lomalla"
    r"|puhkusel|atostog|nesu\s+(?:biure|darbe)|prombūtn|nieobecno|urlop|dovolená|szabadság|odsoten"
    r"|odsut|отпуск|в\s+отпуске|відпуст|vắng\s+mặt|nghỉ\s+phép|외출\s*중|부재\s*중|不在|休假|休暇)",
    re.IGNORECASE,
)
# What machines say of themselves; "your automatic reply does not work" is a customer's.
AUTO_REPLY_TEXT = re.compile(
    r"\bthis\s+is\s+an?\s+auto(?:matic|mated|matically|-)|only\s+notification\s+you\s+will\s+receive"
    r"|\bdies\s+ist\s+eine\s+automatisch|\b(?:e-?mail|nachricht)\s+w(?:urde|ird)\s+automatisch"
    r"|\bceci\s+est\s+une?\s+(?:réponse|message)\s+automatique"
    r"|\best[ae]\s+es\s+una?\s+(?:respuesta|mensaje)\s+automátic"
    r"|\bquest[ao]\s+è\s+una?\s+(?:risposta|messaggio)\s+automatic"
    r"|\besta\s+é\s+uma\s+(?:resposta|mensagem)\s+automática|\bdit\s+is\s+een\s+automatisch"
    r"|\bdett[ae]\s+(?:är|er)\s+et+\s+automatisk|\btämä\s+on\s+automaattinen|\bsee\s+on\s+automaat"
    r"|\btai\s+(?:yra\s+)?automati|\bэто\s+автоматическ|\bце\s+автоматичн|\bto\s+jest\s+automatyczn"
    r"|\btoto\s+je\s+automatick|\bez\s+(?:egy\s+)?automatikus|\bacesta\s+este\s+un\s+(?:răspuns|mesaj)\s+automat"
    r"|\bbu\s+(?:bir\s+)?otomatik|\bđây\s+là\s+(?:\w+\s+)?(?:\w+\s+)?trả\s+lời\s+tự\s+động|这是自动|這是自動|これは自動",
    re.IGNORECASE,
)
GENERATED_SUBJECT = re.compile(r"^\W*(?:auto(?:matically)?[\s-]+generated)\b", re.IGNORECASE)
DAEMON = re.compile(
    r"^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mailerdaemon|daemon|maildaemon|mdaemon"
    r"|mail[-_.]?delivery.*|mailsystem|mail[-_.]system|post[-_.]?mast(?:er)?(?:[-+/].*)?|.*[-_.]daemon|bounces?"
    r"|.*-bounces?|bounce[-_+].*|.*bounce[-_]?handler|returned[-_.]mail|mailer|smtp|esmtp"
    r"|microsoftexchange[0-9a-f]{8,}.*|delivery[-_.]?(?:status|notification|subsystem|failure).*"
    r"|undeliver(?:ed|able).*|mmdf|uucp|non[-_.]?delivery.*|no-?reply-?bounce.*)$",
    re.IGNORECASE,
)
DAEMON_NAME = re.compile(
    r"mail\s+(?:delivery|deliver|transfer|transport|administrator|system)|delivery\s+sub-?system"
    r"|mailer[\s-]daemon|system\s+administrator|postmaster|system-administrator|systemadministrator"
    r"|administrateur\s+système|administrador\s+del\s+sistema|amministratore\s+(?:di\s+)?sistema"
    r"|microsoft\s+outlook$|internet\s+mail\s+delivery|системный\s+администратор",
    re.IGNORECASE,
)
NOBODY = re.compile(r"(?:do[-_.]?)?no[-t_.]?[-_.]?reply@", re.IGNORECASE)
AUTO_SENDER = re.compile(
    r"^(?:auto[-_.]?(?:reply|responder?|response|answer|antwort|matic)|autoreply[-_+].*|vacation"
    r"|out-?of-?office)$",
    re.IGNORECASE,
)
