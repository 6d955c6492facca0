"""The visible reply: quotations of all clients and languages go, a customer's own words never."""

import pytest

from liaison.channels.email.reading.html_text import PlainText, html_to_text
from liaison.channels.email.reading.replies import Split, split_reply

WORDS = "Yes, please send it again.\nTo the old address."

QUOTATIONS = {
    "gmail": "On Mon, May 3, 2026 at 10:15 AM Bo Berg <bo@shop.example> wrote:\n\n> Hello\n",
    "gmail-wrapped": (
        "On Mon, May 3, 2026 at 10:15 AM Bo Berg of the Very Helpful Shop <\nbo@shop.example> wrote:\n\n> Hi"
    ),
    "apple": "> On 3 May 2026, at 10:15, Bo <bo@shop.example> wrote:\n> \n> Hello\n",
    "yahoo": "On Monday, May 3, 2026, 10:15:10 AM GMT+2, Bo <bo@shop.example> wrote:  \n \n Hello\n",
    "zoho": "---- On Mon, 3 May 2026 10:15:50 +0200 bo@shop.example wrote ----\n\nHello",
    "mutt": "On Mon, May 03, 2026 at 10:15:10AM +0200, Bo wrote:\n> Hello\n",
    "mutt-star": "* Bo <bo@shop.example> [2026-05-03 10:15]:\n> Hello\n",
    "gnus": "Bo <bo@shop.example> writes:\n\n> Hello\n",
    "news": "In article <abc@shop.example>, Bo Berg <bo@shop.example> wrote:\n> Hello\n",
    "horde": "Quoting Bo <bo@shop.example>:\n\n> Hello\n",
    "horde-german": "Zitat von Bo <bo@shop.example>:\n\n> Hallo\n",
    "horde-french": "Selon Bo <bo@shop.example>:\n\n> Bonjour\n",
    "roundcube": "On 2026-05-03 10:15, Bo wrote:\n> Hello\n",
    "groupwise": ">>> Bo Berg <bo@shop.example> 03.05.2026 10:15 >>>\nHello\n",
    "open-xchange": "> Bo <bo@shop.example> hat am 3. Mai 2026 um 10:15 geschrieben:\n> \n> \n> Hallo\n",
    "web-de": (
        'Gesendet: Montag, 3. Mai 2026 um 10:15 Uhr\nVon: "Bo" <bo@shop.example>\n'
        "An: m@x.example\nBetreff: Hallo\n\nHi"
    ),
    "mail-ru": "Понедельник, 3 мая 2026, 10:15 +03:00 от Bo <bo@shop.example>:\n\nПривет",
    "date-and-address": "2026-05-03 10:15 GMT+02:00 Bo Berg <bo@shop.example>:\n\n> Hello\n",
    "outlook": "From: Bo Berg\nSent: Monday, May 3, 2026 10:15 AM\nTo: Tamm, Mira\nSubject: RE: Order\n\nHello",
    "outlook-bold": "*From:* Bo [mailto:bo@shop.example]\n*Sent:* Monday\n*To:* Mira\n*Subject:* Order\n\nHello",
    "outlook-wrapped": (
        "From: Bo of the Very Helpful Shop \n<bo@shop.example> \n"
        "Sent: Monday, May 3, 2026 10:15 AM\nTo: M\nSubject: x\n\nHi"
    ),
    "outlook-telephone": (
        "Get Outlook for iOS<https://x>\n________________________________\n"
        "From: Bo <bo@shop.example>\nSent: Mon\nTo: M\nSubject: x\n\nHi"
    ),
    "mac-outlook": (
        "From: Bo <bo@shop.example>\nReply-To: Bo <b@x.example>\n"
        "Date: Monday, May 3, 2026 at 10:15\nTo: M\nSubject: x\n\nHi"
    ),
    "hotmail": "> Date: Mon, 3 May 2026 10:15:00 +0200\n> From: bo@shop.example\n> Subject: x\n> \n> Hello\n",
    "outlook-express": (
        '----- Original Message ----- \nFrom: "Bo" <bo@shop.example>\nTo: "M" <m@x.example>\n'
        "Sent: Monday\nSubject: x\n\n\n> Hi\n"
    ),
    "original-message": "-----Original Message-----\nFrom: Bo\nSent: Monday\nTo: Mira\nSubject: x\n\nHello",
    "original-message-bare": "----- Original Message -----\n\nHello,\n\nI should like to ask\n",
    "blackberry": (
        "Sent from my BlackBerry 10 smartphone.\n\nFrom: Bo\n"
        "Sent: Monday, May 3, 2026 10:15 AM\nTo: M\nSubject: x\n\nHi"
    ),
    "samsung": (
        "Von meinem Galaxy gesendet.\n-------- Ursprüngliche Nachricht --------\n"
        "Von: b@x.example\nDatum: 03.05.26 10:15\nAn: m\nBetreff: x\n\nHi"
    ),
    "reply-above": "##- Please type your reply above this line -##\n\nYour request\n",
    "german": "Am Mo., 3. Mai 2026 um 10:15 Uhr schrieb Bo Berg\n<bo@shop.example>:\n\n> Hallo\n",
    "german-gmail": "Bo Berg <bo@shop.example> schrieb am Mo., 3.\nMai 2026, 10:15:\n\n> Hallo\n",
    "german-outlook": (
        "-----Ursprüngliche Nachricht-----\nVon: Bo [mailto:bo@shop.example] \n"
        "Gesendet: Montag\nAn: M\nBetreff: x\n\nHallo"
    ),
    "french": "Le 3 mai 2026 à 10:15, Bo <bo@shop.example> a écrit :\n> \n> Bonjour\n",
    "french-telephone": (
        "-------- Message d'origine --------\nDe : Bo <bo@shop.example>\n"
        "Date : 03/05/26  10:15\nÀ : m Objet : x"
    ),
    "spanish": "El lun, 3 may 2026 a las 10:15, Bo (<bo@shop.example>) escribió:\n\n> Hola\n",
    "portuguese": "Em seg., 3 de mai. de 2026 às 10:15, Bo <bo@shop.example> escreveu:\n\n> Oi\n",
    "italian": "Il giorno lun 3 mag 2026 alle ore 10:15 Bo <bo@shop.example> ha scritto:\n\n> Ciao\n",
    "dutch": "Op ma 3 mei 2026 om 10:15 schreef Bo <bo@shop.example>:\n\n> Hallo\n",
    "dutch-apple": "Op 3 mei 2026 om 10:15 heeft Bo <bo@shop.example> het volgende geschreven:\n\n> Hallo\n",
    "polish": "pon., 3 maj 2026 o 10:15 Bo <bo@shop.example> napisał(a):\n\n> Cześć\n",
    "czech": "po 3. 5. 2026 v 10:15 odesílatel Bo <bo@shop.example> napsal:\n\n> Ahoj\n",
    "slovak": "po 3. 5. 2026 o 10:15 Bo <bo@shop.example> napísal(a):\n> Ahoj\n",
    "hungarian": "Bo <bo@shop.example> ezt írta (időpont: 2026. máj. 3., H, 10:15):\n\n> Szia\n",
    "romanian": "În lun., 3 mai 2026 la 10:15, Bo <bo@shop.example> a scris:\n\n> Salut\n",
    "bulgarian": "На пн, 3.05.2026 г. в 10:15 Bo <bo@shop.example> написа:\n> Здравей\n",
    "serbian": "Dana pon, 3. maj 2026. u 10:15 Bo <bo@shop.example> je napisao:\n> Zdravo\n",
    "slovenian": "V V pon., 3. maj 2026 ob 10:15 je oseba Bo <bo@shop.example> napisala:\n> Živijo\n",
    "greek": "Στις Δευ, 3 Μαΐ 2026 στις 10:15 π.μ., ο χρήστης Bo <bo@shop.example> έγραψε:\n\n> Γεια\n",
    "turkish": "Bo <bo@shop.example>, 3 May 2026 Pzt, 10:15 tarihinde şunu yazdı:\n\n> Merhaba\n",
    "danish": "Den man. 3. maj 2026 kl. 10.15 skrev Bo <bo@shop.example>:\n\n> Hej\n",
    "danish-telephone": (
        "-------- Oprindelig besked --------\nFra: Bo <bo@shop.example>\n"
        "Dato: 03.05.2026  10.15\nTil: m@x.dk\nEmne: x"
    ),
    "finnish": "ma 3. toukokuuta 2026 klo 10.15 Bo\n<bo@shop.example> kirjoitti:\n\nHei!",
    "estonian": "Kuupäev E, 3. mai 2026 kell 10:15 kirjutas Bo <bo@shop.example>:\n\n> Tere\n",
    "latvian": "pirmd., 2026. g. 3. maijs, plkst. 10:15 — lietotājs Bo (<bo@shop.example>) rakstīja:\n> Sveiki\n",
    "lithuanian": "2026-05-03, pr, 10:15 Bo <bo@shop.example> rašė:\n\n> Labas\n",
    "russian": "пн, 3 мая 2026 г. в 10:15, Bo <bo@shop.example>:\n\n> Привет\n",
    "ukrainian": "пн, 3 трав. 2026 р. о 10:15 Bo <bo@shop.example> пише:\n> Привіт\n",
    "vietnamese": "Vào Th 2, 3 thg 5, 2026 vào lúc 10:15 Bo <bo@shop.example> đã viết:\n\n> Chào\n",
    "indonesian": "Pada tanggal Sen, 3 Mei 2026 pukul 10.15 Bo <bo@shop.example> menulis:\n> Halo\n",
    "thai": "ในวันที่ จ. 3 พ.ค. 2026 เวลา 10:15 Bo <bo@shop.example> เขียนว่า:\n> สวัสดี\n",
    "hebrew": "‫בתאריך יום ב׳, 3 במאי 2026 ב-10:15 מאת ‪Bo‬‏ <‪bo@shop.example‬‏>:‬\n> שלום\n",
    "arabic": "في الاثنين، 3 مايو 2026 10:15 ص Bo <bo@shop.example> كتب:\n> مرحبا\n",
    "japanese": "2026年5月3日(月) 10:15 Bo <bo@shop.example>:\n> こんにちは\n",
    "korean": "2026년 5월 3일 (월) 오전 10:15, Bo <bo@shop.example>님이 작성:\n\n> 안녕\n",
    "chinese": "在 2026年5月3日，上午10:15，Bo <bo@shop.example> 写道：\n\n> 你好\n",
    "chinese-163": '在 2026-05-03 10:15:10，"Bo" <bo@shop.example> 写道：\n\n你好\n',
    "hindi": "रवि, 3 मई 2026 को 10:15 am बजे को Bo <bo@shop.example> ने लिखा:\n\n> नमस्ते",
    "serbian-cyrillic": "Дана нед, 3. мај 2026. 10:15 Bo <bo@shop.example> је написао/ла:\n\n> Здраво",
    "the-bat": "Вы писали 3 мая 2026 г., 10:15:02:\n\n> Привет",
    "gmail-cut-behind-the-bracket": "2026-05-03 10:15 GMT+03:00 Bo <\nbo@shop.example>:\n\n> Hi",
    "fields-on-one-line": "Date: Sun, 3 May 2026 10:15:00 +0000 From: bo@shop.example To: Mira Subject: x\n\nHi",
    "when-and-to-whom": "Date: Sun, 3 May 2026 10:15:00 -0600\nTo: mira@example.org\n\nHi",
    "chinese-qq": '------------------ 原始邮件 ------------------\n发件人: "Bo"<bo@shop.example>;\n主题: x\n\n你好',
}

OWN_WORDS = {
    "an-angle-bracket": "I need\n> 5 pieces\nplease",
    "a-journey": "Please book\n\nFrom: Riga\nTo: Tallinn\nDate: 5 May\n\nfor two",
    "details-in-fields": "My details:\nFrom: Mira\nDate: 3 May\nSubject: trip\nTo: Riga\n\nthanks",
    "a-sentence-of-fields": (
        "Dear all,\n\nSubject: my order\nFrom: the shop\nSent: yesterday at 10:15\n\nwas not right."
    ),
    "a-contact-form": "From: Mira <mira@x.example>\nSubject: Order\n\nMessage Body:\nWhere is it?",
    "prose-that-somebody-wrote": "Hello,\n\nYour Colleague wrote:\n\nit comes on Friday.\n\nBut it is Monday!",
    "prose-with-a-date": "Hello,\n\nOn 12.05.2026 your colleague wrote:\n\nit comes on Friday.\n\nBut it is Monday!",
    "a-telephone-message": 'Am Montag um 10:15 schrieb mir Ihr Fahrer:\n\n"Bin gleich da"\n\nEr kam nie.',
    "times-of-day": "I called at 10:15 and he said:\nnothing to be done.\nThat is not right.",
    "a-list-of-times": (
        "These do not suit me:\n\n2026-01-15 14:30:25\n15.01.2026 14:30\nJan 15, 2026 at 14:30\n\nothers do."
    ),
    "sentences-with-on": "On the surface this looks like it.\n\nOn the other hand it is not.\nOn average it works.",
    "drawn-rules": "First\n\n______________________________\n\nSecond\n\n______________________________\n\nThird",
    "a-drawn-title": "Hi\n\n----- my list -----\none\ntwo\n\nbye",
    "sections-with-dashes": "Options:\n--\nfirst\n--\nsecond is the one that I should really like to have in red",
    "an-address-under-a-mark": (
        "Order:\n- A\n- B\n\n-- \n\nPlease deliver to the new address:\nMain street 5\n12345 Town"
    ),
    "an-afterword": "Hello\n\n--\nMira\n\nPS: I am away till Friday, please call my husband instead.",
    "sent-from-in-a-sentence": "Hello\n\nSent from the office of the director we got nothing.",
    "answers-inside": "> What colour?\nred\n> How many?\nfive",
    "answers-after-a-greeting": "Hi\n\n> we said this\n\nno, you did not.\n\n> and this\n\nthat neither.\n\nRegards",
    "pasted-code": "Please use\n\n    > ls\n    > cd\n\nthanks",
    "answers-announced": (
        "Hi, see my answers below.\n\n-----Original Message-----\nFrom: Bo\nSent: x\nTo: y\n"
        "Subject: z\n\nColour?\nRED"
    ),
    "an-unmarked-quotation-on-top": (
        "From: Bo <bo@shop.example>\nSent: Monday 10:15\nTo: M\nSubject: x\n\nColour?\n\nRed, please."
    ),
    "something-handed-on": (
        "See:\n\n---------- Forwarded message ---------\nFrom: Bo <b@x.example>\nSubject: y\n\nthe matter"
    ),
    "handed-on-by-apple": "See:\n\nBegin forwarded message:\n\nFrom: Bo <b@x.example>\nSubject: y\n\nthe matter",
    "a-name-under-a-greeting": "Thanks.\n\nBest regards\nMira Tamm\nTartu, Estonia",
}


def split(text: str, *, subject: str = "Re: your order", answers: bool = True) -> Split:
    lines = text.split("\n")
    return split_reply(PlainText(lines, [False] * len(lines)), subject=subject, answers=answers)


@pytest.mark.parametrize("quotation", QUOTATIONS.values(), ids=QUOTATIONS.keys())
def test_a_quotation_under_the_words_goes(quotation: str):
    assert split(f"{WORDS}\n\n{quotation}").reply == WORDS


@pytest.mark.parametrize("words", OWN_WORDS.values(), ids=OWN_WORDS.keys())
def test_words_of_the_customers_own_stay(words: str):
    assert split(words).reply == words


@pytest.mark.parametrize("quotation", QUOTATIONS.values(), ids=QUOTATIONS.keys())
def test_words_directly_over_a_quotation_stay(quotation: str):
    assert split(f"{WORDS}\n{quotation}").reply == WORDS


@pytest.mark.parametrize(
    "words",
    [
        "On Monday I was not at home.",
        "On 3 May the driver came at 10:15 and said nobody wrote to him",
        "I wrote to you on 3 May 2026 at 10:15",
        "Le 3 mai je n'ai rien reçu.",
        "El lunes 3 de mayo no llegó nada",
        "Ja, den 3. maj",
        "В понедельник 3 мая в 10:15",
        "2026年5月3日に届きました",
        "My number is 5512345, from 9:00 to 17:00.",
        "Please call Jaan Kask <jaan@example.ee>",
        "Order 10-5533\nInvoice 77/2026",
        "Date: tomorrow",
        "To: everybody",
        "Subject: my order",
        "From: Riga\nTo: Tallinn",
        "Sent from Tartu it took 3 days",
    ],
)
def test_words_like_those_of_a_mailer_stay_over_every_quotation(words: str):
    cut = [name for name, quotation in QUOTATIONS.items() if split(f"{words}\n{quotation}").reply != words]
    assert cut == []


@pytest.mark.parametrize("quotation", QUOTATIONS.values(), ids=QUOTATIONS.keys())
def test_nothing_of_the_mail_gets_lost(quotation: str):
    text = f"{WORDS}\n-- \nMira\n\n{quotation}"
    parts = split(text)
    kept = "\n".join([parts.reply, parts.signature, parts.quoted])
    assert sorted(kept.split()) == sorted(text.split())


@pytest.mark.parametrize(
    "subject", ["Fwd: x", "Fw: x", "WG: x", "TR: x", "RV: x", "Doorst: x", "VS: x", "PD: x", "转发: x"]
)
def test_what_the_subject_says_is_handed_on_stays_whole(subject: str):
    text = "See this.\n\nFrom: Bo <bo@shop.example>\nSent: Monday 10:15\nTo: M\nSubject: y\n\nthe matter"
    assert split(text, subject=subject).reply == text


def test_a_quotation_which_html_marks_goes_though_its_words_say_nothing():
    html = '<p>Yes.</p><div class="gmail_quote"><div>Bo on Monday</div><blockquote>Hello</blockquote></div>'
    assert split_reply(html_to_text(html)).reply == "Yes."


@pytest.mark.parametrize(
    "line",
    [
        "Yes. On Sun, May 3, 2026 at 10:15 AM Bo Berg <bo@shop.example> wrote:",
        "Yes.--- On Sun, May 3, 2026 at 10:15 AM, bo@shop.example wrote:",
        "Yes. Am 3. Mai 2026 um 10:15 schrieb Bo <bo@shop.example>:",
    ],
)
def test_words_before_a_quotation_on_the_same_line_stay(line: str):
    assert split(f"{line}\n> Hello").reply == "Yes."
    assert split(f"{line}\n\nHello").reply == "Yes."


def test_a_greeting_over_a_quotation_with_the_answer_below_stays():
    text = (
        "Dear Bo\nOn Sun, May 3, 2026 at 10:15 AM Bo <bo@shop.example> wrote:\n> When?\n> Where?\n\nAt five."
    )
    assert split(text).reply == text


def test_a_farewell_alone_under_the_quotation_stays_without_it():
    text = "Yes.\n\nOn 3 May 2026 at 10:15, Bo <bo@shop.example> wrote:\n> When?\n\nKind regards\nMira"
    assert split(text).reply == "Yes.\n\nKind regards\nMira"


def test_a_link_broken_by_a_mailer_is_no_quotation():
    text = "See <https://x.example/a\n> for it.\n\nOn 3 May 2026 at 10:15, Bo <bo@shop.example> wrote:\n> Hi"
    assert split(text).reply == "See <https://x.example/a\n> for it."


def test_a_link_left_unmarked_inside_a_quotation_is_quoted_too():
    text = "Yes.\n\nOn 3 May 2026 at 10:15, Bo wrote:\n> Look\n(https://x.example/a) >\n> Regards"
    assert split(text).reply == "Yes."


def test_an_address_closed_on_the_next_line_belongs_to_the_attribution():
    text = "Oui.\n\nLe dim. 3 mai 2026 à 10:15, Bo <bo@shop.example\n> a écrit :\n\n> Bonjour"
    assert split(text).reply == "Oui."


def test_what_thunderbird_hands_on_stays():
    html = (
        '<p>See.</p><div class="moz-forward-container">-------- Edastatud asi --------<p>the matter</p></div>'
    )
    assert "the matter" in split_reply(html_to_text(html)).reply


def test_a_signature_and_a_telephones_boast_are_set_apart():
    assert split("Yes.\n\n-- \nMira\nTartu") == Split("Yes.", signature="-- \nMira\nTartu")
    assert split("Yes.\n\nSent from my iPhone") == Split("Yes.", signature="Sent from my iPhone")
    assert split("Да.\n\nОтправлено с iPhone") == Split("Да.", signature="Отправлено с iPhone")


def test_a_mail_of_nothing_but_a_signature_says_it():
    assert split("Sent from my iPhone").reply == "Sent from my iPhone"


@pytest.mark.parametrize(
    "words",
    [
        "I was in on 3 May at 10:15.\nPlease call my colleague Jaan Kask <jaan@example.ee>",
        "Order 10-5533\nInvoice 77/2026\nJaan Kask <jaan@example.ee>",
        "Wednesday 5 May 2026\nis fine. My address is <jaan@example.ee>",
    ],
)
def test_a_date_and_an_address_in_a_customers_words_are_no_attribution(words: str):
    quotation = "On 3 May 2026 at 10:15, Bo <bo@shop.example> wrote:\n> When?"
    assert split(f"{words}\n{quotation}").reply == words
    assert split(f"Dear Bo\n\n{quotation}\n{words}").reply.endswith(words)


@pytest.mark.parametrize(
    "line",
    [
        "Sent from Berlin on 3 May.",
        "Gesendet von Köln am 3. Mai, noch nicht da.",
        "Von meinem Konto wurde zweimal abgebucht.",
        "Envoyé de Lyon le 3 mai, toujours rien reçu.",
        "Enviado desde Madrid el 3 de mayo y no ha llegado.",
        "Wysłano z Polski 3 maja, a jeszcze nie dotarło.",
        "Отправлено из Москвы 3 мая, до сих пор нет.",
        "Sent from your Android app?",
    ],
)
def test_what_a_customer_says_of_a_parcel_is_no_telephones_boast(line: str):
    assert split(f"Hello,\n{line}") == Split(f"Hello,\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my Zonefone 4",
        "Skickat från min iPhone",
        "Odesláno z iPhonu",
        "Verstuurd vanaf mijn Samsung Galaxy",
        "Hent Outlook til iOS",
        "iPhone'umdan gönderildi",
        "(sent from a phone)",
    ],
)
def test_what_a_telephone_boasts_of_is_no_word_of_the_customer(line: str):
    assert split(f"Yes.\n\n{line}") == Split("Yes.", signature=line)
