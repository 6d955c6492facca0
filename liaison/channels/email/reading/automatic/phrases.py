"""How machines begin their subjects and texts, in the languages they are sold in."""

import re

BOUNCE_SUBJECT = re.compile(
    r"^\W*(?:\[[^\]]{1,40}\]\s*)?(?:"
    r"undeliver(?:ed|able)\b|undelivered\s+mail|mail\s+undeliverable|message\s+undeliverable|non-?deliver(?:y|able)|returned\s+mail"
    r"|returned\s+to\s+sender|return(?:ed|ing)\s+(?:mail|message|email)|mail\s+(?:delivery\s+)?(?:failed|failure|system\s+error|error)|delivery\s+(?:status\s+)?(?:notification|report|failure|failed|error|problem)"
    r"|(?:mail|message|email)\s+(?:could\s+not\s+be|was\s+not|not)\s+delivered|failed\s+mail|failure\s+(?:notice|delivery)|failure\s+to\s+deliver"
    r"|(?:message|mail)\s+delivery\s+(?:failure|failed|has\s+failed|problem|delayed|notification|status|subsystem)|mail\s+delivery\s+failed"
    r"|(?:e-?mail|message)\s+(?:delivery\s+)?(?:error|failure|rejected|bounced)|delivery\s+has\s+(?:failed|been\s+delayed)|unable\s+to\s+deliver|could\s?n['o]t\s+deliver"
    r"|warning:\s+(?:could\s+not\s+send|message\b.{1,40}\bdelayed|your\s+message)|delayed\s+mail|delivery\s+delayed|message\s+(?:status|delayed|rejected)"
    r"|undeliverable\s+mail|permanent\s+delivery\s+failure|bounced?\s+(?:mail|message|e-?mail)|nondeliverable\s+mail|user\s+unknown|host\s+unknown|mailbox\s+(?:full|unavailable)"
    r"|rejected\s+(?:mail|message)|error\s+sending\s+(?:mail|message)|there\s+was\s+an\s+error\s+sending\s+your\s+mail|problem\s+delivering|notification\s+d['’]|sorry,\s+unable"
    r"|unzustellbar|nicht\s+zustellbar|zustellung\s+(?:der\s+nachricht\s+)?fehlgeschlagen|mail-?zustellung|fehler\s+bei\s+der\s+(?:zustellung|nachricht)|e-?mail\s+nicht\s+zugestellt|benachrichtung\s+zum|verzögerte"
    r"|non\s+remis|échec\s+de\s+(?:la\s+)?(?:remise|distribution|livraison)|message\s+non\s+(?:distribué|remis|délivré)|courrier\s+non\s+distribué|impossible\s+de\s+remettre|non\s+distribuable"
    r"|no\s+se\s+(?:puede|pudo)\s+entregar|no\s+entregado|correo\s+(?:no\s+entregado|devuelto)|devuelto|falta\s+de\s+entrega|no\s+entregable|error\s+en\s+la\s+entrega"
    r"|non\s+recapitabile|mancata\s+(?:consegna|recapito)|impossibile\s+recapitare|não\s+(?:entregue|é\s+possível\s+entregar)|falha\s+(?:na|de)\s+entrega|não\s+entregável"
    r"|onbestelbaar|niet\s+(?:afgeleverd|bezorgd)|kan\s+niet\s+worden\s+bezorgd|går\s+ej\s+att\s+leverera|det\s+gick\s+inte\s+att\s+leverera|olevererbar|olevererat|ikke\s+leveret|kan\s+ikke\s+leveres|ikke\s+levert|uleverbar|uleveret|kunne\s+ikke\s+leveres"
    r"|ei\s+voitu?\s+toimittaa|toimittaminen\s+epäonnistui|viestiä\s+ei|kohaletoimetamatu|kättetoimetamatu|edastamine\s+ebaõnnestus|kirja\s+ei\s+saanud|nepristatyta|nepristatytas|neįteikt|pristatymo\s+klaida|nepiegād|nevarēja\s+piegādāt"
    r"|niedostarczon|nie\s+dostarczono|niedostarczalna|nie\s+można\s+dostarczyć|zwrot|nedoručiteln|nedoručen|nedoručiteľn|nelze\s+doručit|kézbesíthetetlen|sikertelen\s+kézbesítés|a\s+kézbesítés\s+sikertelen"
    r"|недоставлен|не\s+доставлено|не\s+удалось\s+доставить|невозможно\s+доставить|недоставка|сообщение\s+не\s+доставлено|ошибка\s+доставки|недоставлене|не\s+може\s+да\s+бъде\s+доставено"
    r"|nelivrabil|nu\s+s-a\s+putut\s+livra|livrare\s+nereușită|teslim\s+edilemeyen|teslim\s+edilemedi|iletilemedi|iletilmeyen|αδύνατη\s+παράδοση|δεν\s+παραδόθηκε|μη\s+παραδοτέο"
    r"|không\s+(?:thể\s+)?(?:gửi|chuyển)|thư\s+không|gửi\s+thất\s+bại|未送達|配信不能|配信できません|メール配信|退信|无法投递|無法傳送|未传递|未傳遞|系统退信|투덜|배달\s*(?:실패|되지)|반송|전송\s*실패|לא\s+ניתן\s+למסירה|غير\s+قابل\s+للتسليم"
    r")",
    re.IGNORECASE,
)
DELAY = re.compile(
    r"this\s+is\s+a\s+warning\s+message\s+only|you\s+do\s+not\s+need\s+to\s+resend|delivery\s+(?:attempts\s+will\s+continue|to\s+the\s+following\s+recipients\s+has\s+been\s+delayed|incomplete)"
    r"|has\s+not\s+(?:yet\s+)?been\s+delivered\s+to\s+(?:one\s+or\s+more|all)\s+of\s+its\s+recipients\s+after|will\s+(?:be\s+retried|continue\s+to\s+(?:try|be\s+made)|keep\s+trying)|warning:\s+message\s+still\s+undelivered|delivery\s+is\s+delayed",
    re.IGNORECASE,
)
BOUNCE_TEXT = re.compile(
    r"this\s+message\s+was\s+created\s+automatically\s+by\s+(?:the\s+)?(?:mail\s+(?:delivery|transfer)|SMTP)|this\s+is\s+the\s+(?:qmail-send|mail\s+(?:system|delivery)|postfix|sendmail|mail\s+agent|\w+\s+mail\s+server|.{2,30}\s+program)\s+(?:program\s+)?(?:at|on)\b"
    r"|permanent\s+fatal\s+errors|transcript\s+of\s+session\s+follows|transient\s+non-fatal\s+errors|did\s+not\s+reach\s+(?:some\s+or\s+all\s+of\s+)?(?:the|your)\s+(?:intended\s+)?(?:following\s+)?recipient|wasn['’]t\s+able\s+to\s+deliver\s+your\s+message"
    r"|(?:could|can)\s?(?:not|n['’]t)\s+be\s+(?:successfully\s+)?delivered|unable\s+to\s+deliver\s+(?:your\s+|the\s+|this\s+|mail|message)|was\s+not\s+delivered\s+to|not\s+(?:be\s+)?deliver(?:ed|able)\s+to\s+(?:the|one|some|all)|delivery\s+to\s+the\s+following\s+(?:recipients?|address(?:es)?)"
    r"|delivery\s+has\s+failed|delivery\s+failed|deliver(?:y|ing)\s+(?:error|failure)|failed\s+(?:permanently|addresses?\s+follow)|diagnostic\s+information\s+for\s+administrators|the\s+following\s+(?:addresses\s+had|recipient|message\s+(?:to|could))|automatically\s+generated\s+delivery\s+status"
    r"|original\s+message\s+was\s+received\s+at|reporting-mta:|final-recipient:|(?:user|recipient|mailbox"
    r"|account|address)\s+(?:is\s+|was\s+)?(?:unknown|not\s+found|unavailable|disabled|rejected"
    r"|does\s+not\s+exist|full|over\s+quota)|no\s+such\s+(?:user|mailbox|recipient|person|address)"
    r"|over\s+quota|quota\s+exceeded|mailbox\s+is\s+full|undeliverable|remote\s+host\s+said"
    r"|<<<\s+[45]\d\d|\b55[0-4][ -]5\.\d\.\d|host\s+.{1,80}\s+said:\s+[45]\d\d"
    r"|nicht\s+(?:zugestellt|zustellbar|ausgeliefert|übermittelt)|unzustellbar|konnte\s+nicht\s+an|fehlgeschlagen|n['’]a\s+pas\s+(?:pu\s+)?(?:être|été)\s+(?:remis|délivré|distribué)|échec\s+de\s+la\s+remise|no\s+(?:se\s+)?(?:ha\s+podido|pudo|puede)\s+(?:ser\s+)?entregar|non\s+(?:è\s+stato|è\s+possibile)\s+(?:possibile\s+)?(?:recapita|consegna)|não\s+(?:pôde|foi)\s+(?:ser\s+)?entregue|kon\s+niet\s+(?:worden\s+)?(?:afgeleverd|bezorgd)|kunde\s+inte\s+levereras|kunne\s+ikke\s+leveres|ei\s+voitu\s+toimittaa"
    r"|не\s+(?:может\s+быть|могло\s+быть|было)\s+доставлен|не\s+удалось\s+доставить|недоставлен|nie\s+(?:może\s+zostać|mogła\s+zostać|została)\s+dostarczon|nemohla?\s+být\s+doručen|配信できません|送信できません|送達できません|宛先.{0,20}見つか|无法(?:投递|送达|传递)|無法(?:投遞|傳送|送達)|退信|전송되지\s*못|배달하지\s*못|không\s+(?:thể|được)\s+gửi",
    re.IGNORECASE,
)
AUTO_REPLY_SUBJECT = re.compile(
    r"^\W*(?:"
    r"(?:auto(?:matic|mated|mat(?:ed)?)?(?:[\s-]*(?:re|response|responder|reply|answer|antwort|svar|respond|resposta|risposta)))\b|auto:\s|automatic\s+(?:reply|response)|out[\s-]+of[\s-]+(?:the[\s-]+)?office(?=[\s:]*(?:auto|reply|response|re:|:|notification|message|$))|(?:ooo|oof)\s*:|vacation\s+(?:reply|response|message|auto|notice)|away\s+from\s+(?:the\s+|my\s+)?(?:office|mail|desk|keyboard)\s*[:(]|i\s+am\s+(?:currently\s+)?out\s+of\s+(?:the\s+)?office|absence\s+(?:notice|message|du\s+bureau|automatique)"
    r"|automatische\s+(?:antwort|rückantwort|abwesenheits\w*|e?-?mail-?antwort|eingangsbestätigung)|automatisch\s+antwoord|automatisches?\s+antwort|abwesenheits(?:notiz|nachricht|meldung|assistent|benachrichtigung|mitteilung|info\w*)|abwesend\s*:|abwesenheit\s*:|urlaubs(?:notiz|nachricht|meldung)"
    r"|réponse\s+automatique|réponse\s+(?:d['’])?absence|message\s+d['’]absence|absent(?:e|\(e\))?\s+du\s+bureau|respuesta\s+automática|respuesta\s+de\s+ausencia|fuera\s+de\s+(?:la\s+)?oficina|autorrespuesta|risposta\s+automatica|fuori\s+(?:sede|ufficio)\s*:|resposta\s+automática|fora\s+do\s+escritório|ausência\s+temporária|resposta\s+automàtica"
    r"|automatisch\s+(?:antwoord|bericht)|afwezig(?:heid)?\s*(?:sbericht|smelding|:)|niet\s+aanwezig\s*:|automatiskt\s+svar|frånvaro(?:meddelande|medd)?\b|automatisk\s+(?:svar|besvarelse)|autosvar|fraværende?\b|fraværs|ikke\s+på\s+kontoret|automaattinen\s+(?:vastaus|poissaoloviesti)|poissaolo\w*\s*:|poissa\s+toimistosta|sjálfvirkt\s+svar"
    r"|automaat(?:ne\s+)?vastus|automaatvastus|kontorist\s+väljas|puhkusel\s*:|automatinis\s+atsakymas|automatiškas\s+atsakymas|nesu\s+(?:biure|darbe)\s*:|automātisk[āa]\s+atbilde|prombūtn|autoodpowiedź|automatyczna\s+odpowiedź|odpowiedź\s+automatyczna|poza\s+biurem|nieobecność\s*:|automatická\s+odpov[ěe][ďd]|automatická\s+odpoveď|mimo\s+kancelář|automatikus\s+válasz|házon\s+kívül|răspuns\s+automat|otomatik\s+(?:yanıt|cevap)|ofis\s+dışında"
    r"|αυτόματη\s+απάντηση|εκτός\s+γραφείου|автоматическ(?:ий|ое)\s+(?:ответ|уведомление)|автоответ(?:чик)?|отсутствие\s+на\s+рабочем|вне\s+офиса|автоматична\s+відповідь|автовідповідь|автоматичен\s+отговор|аутоматски\s+одговор|automatski\s+odgovor|samodejni\s+odgovor|odsoten\b|odsutn\w+\s+(?:iz|iz\s+)|trả\s+lời\s+tự\s+động|thư\s+trả\s+lời\s+tự\s+động|tự\s+động\s+trả\s+lời|vắng\s+mặt"
    r"|自动(?:回复|答复|回覆)|自動(?:回覆|回復|答覆|応答|返信)|不在(?:通知|のお知らせ|応答)|외출\s*중|부재\s*중|자동\s*(?:회신|응답|답장)|מענה\s+אוטומטי|תגובה\s+אוטומטית|מחוץ\s+למשרד|رد\s+تلقائي|الرد\s+التلقائي|خارج\s+المكتب|پاسخ\s+خودکار|balasan\s+otomatis|jawapan\s+automatik|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|स्वचालित\s+उत्तर"
    r")",
    re.IGNORECASE,
)
DAEMON = re.compile(
    r"^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mailerdaemon|daemon|maildaemon|mdaemon|mail[-_.]?delivery.*|mailsystem|mail[-_.]system|postmast(?:er)?|.*[-_.]daemon|bounces?|.*-bounces?|bounce[-_+].*|.*bounce[-_]?handler|returned[-_.]mail|mailer|smtp|esmtp"
    r"|microsoftexchange[0-9a-f]{8,}.*|delivery[-_.]?(?:status|notification|subsystem|failure).*|undeliver(?:ed|able).*|mmdf|uucp|non[-_.]?delivery.*|no-?reply-?bounce.*)$",
    re.IGNORECASE,
)
DAEMON_NAME = re.compile(
    r"mail\s+(?:delivery|deliver|transfer|transport|administrator|system)|delivery\s+sub-?system|mailer[\s-]daemon|system\s+administrator|postmaster|system-administrator|systemadministrator|administrateur\s+système|administrador\s+del\s+sistema|amministratore\s+(?:di\s+)?sistema|microsoft\s+outlook$|internet\s+mail\s+delivery|системный\s+администратор",
    re.IGNORECASE,
)
AUTO_SENDER = re.compile(
    r"^(?:auto[-_.]?(?:reply|responder?|response|answer|antwort|matic)|autoreply[-_+].*|vacation|out-?of-?office)$",
    re.IGNORECASE,
)
