"""Lithuanian."""

from liaison.config.demo.words import Talk, Voice

VOICE = Voice(
    language="lt",
    domain="example.com",
    people=(
        "Rūta Kazlauskienė", "Tomas Petrauskas", "Eglė Jankutė", "Mindaugas Stankevičius", "Austėja Balčiūnaitė",
        "Darius Urbonas", "Ieva Žukauskaitė", "Jonas Vaitkus", "Gabija Rimkutė", "Povilas Šimkus",
    ),
    hello="Laba diena,",
    regards="Pagarbiai",
    our_hello="Laba diena, {first},",
    our_regards="Pagarbiai",
    wrote="{when}, {who} rašė:",
    calls=(("Klausė, ar parduotuvė dirba šeštadienį", "Pasakyta: nuo dešimtos iki keturių"),),
    talks=(
        Talk(
            "orders", "Kur mano siunta? Užsakymas {order}",
            "prieš dvi savaites užsisakiau šviestuvą {model} (užsakymas {order}), bet siunta jau savaitę nejuda. Gal "
            "galėtumėte pasiteirauti kurjerio? Reikia iki šeštadienio.",
            "ačiū, kad parašėte, ir atsiprašome už laukimą. Kurjeris siuntą rado kitame sandėlyje, ketvirtadienį ji bus "
            "pas jus. Ketvirtadienį pati patikrinsiu.",
            thanks="Gavau, viskas tvarkoje. Ačiū už pagalbą!", tags=("siunta",),
        ),
        Talk(
            "returns", "Virdulys {model} atkeliavo įskilęs",
            "šiandien gavau virdulį {model} iš užsakymo {order}, bet jis įskilęs prie rankenos. Nuotrauką pridedu. Ar "
            "galėtumėte pakeisti?",
            "labai apgailestaujame. Naują virdulį išsiųsime šiandien, o šio grąžinti nereikia.",
            thanks="Naujasis puikus, labai ačiū.", tags=("pažeista",), kind="complaint", file="photo",
        ),
        Talk(
            "billing", "Sąskaita įmonei",
            "užsakymą {order} apmokėjau asmeniškai, bet sąskaitos reikia įmonei UAB „Švyturio namai“. Ar galite perrašyti?",
            "žinoma. Pataisytą sąskaitą rasite priede, ankstesnė anuliuota.",
            thanks="Gavau, dėkoju.", tags=("sąskaita",), kind="request", file="invoice",
        ),
        Talk(
            "orders", "Keičiasi pristatymo adresas",
            "ką tik pateikiau užsakymą {order} ir pamačiau, kad nurodytas senas adresas. Reikėtų pristatyti į Liepų g. 8-3. "
            "Ar dar spėsime?",
            "spėjome: siunta rytoj ryte iškeliaus į Liepų g. 8-3.",
            tags=("adresas",), kind="request",
        ),
        Talk(
            "advice", "Ar palapinė {model} tiks prie jūros?",
            "balandį su dviračiais važiuosime pajūriu. Ar palapinė {model} atlaikys vėją, ir ar ją pastatys vienas žmogus?",
            "vėjui prie jūros {model} tinka puikiai: ji žema ir turi daugiau atotampų. Vienas žmogus pastato per dešimt "
            "minučių. Smėliui imkite ilgesnius kuoliukus.",
            thanks="Ačiū, būtent to ir reikėjo!", tags=("žygis",),
        ),
        Talk(
            "billing", "Negrąžinti pinigai už {order}",
            "prieš devynias dienas patvirtinote grąžinimą (užsakymas {order}), bet pinigų vis dar nėra. Prašau patikrinti.",
            "jūs teisus, atsiprašome: baigėsi kortelės galiojimas ir bankas pavedimą atmetė. Šiandien pervedėme į sąskaitą, "
            "gausite per dvi darbo dienas.",
            note="Buhalterija patvirtino pavedimą.", tags=("grąžinimas",), kind="complaint",
        ),
    ),
)  # fmt: skip
