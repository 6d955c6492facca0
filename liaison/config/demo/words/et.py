"""Estonian."""

from liaison.config.demo.words import Talk, Voice

VOICE = Voice(
    language="et",
    domain="example.net",
    people=(
        "Liis Tamm", "Marten Saar", "Kadri Mägi", "Rasmus Kask", "Piret Lepik", "Siim Kuusk", "Maarja Põder",
        "Andres Rebane", "Triin Oja", "Kristjan Vaher",
    ),
    hello="Tere!",
    regards="Lugupidamisega",
    our_hello="Tere, {first}!",
    our_regards="Lugupidamisega",
    wrote="{who} kirjutas {when}:",
    calls=(("Küsis, kas pood on laupäeval avatud", "Vastatud: kümnest neljani"),),
    talks=(
        Talk(
            "orders", "Kus on minu pakk? Tellimus {order}",
            "Tellisin kaks nädalat tagasi lambi {model}, tellimuse number on {order}. Pakk ei ole nädal aega paigast "
            "liikunud. Kas saaksite uurida? Läheb kingituseks.",
            "aitäh kannatlikkuse eest! Kuller leidis paki teisest laost ja toob selle reedel enne lõunat. Vaatan reede "
            "hommikul ise üle.",
            thanks="Pakk jõudis kohale, suur tänu!", tags=("pakk",),
        ),
        Talk(
            "returns", "Veekeetja {model} saabus mõraga",
            "Sain täna kätte veekeetja {model} (tellimus {order}), aga käepideme all on mõra. Lisasin pildi. Kas saaks uue?",
            "meil on väga kahju. Uus veekeetja läheb teele juba täna, katkist ei ole vaja tagasi saata.",
            thanks="Uus on korras, aitäh kiire abi eest!", tags=("kahjustatud",), kind="complaint", file="photo",
        ),
        Talk(
            "billing", "Arve ettevõtte nimele",
            "Maksin tellimuse {order} ise, aga arve peaks olema OÜ Tuletorn nimel. Kas saate selle ümber teha?",
            "muidugi. Parandatud arve on lisatud, eelmine on tühistatud.",
            thanks="Aitäh, kõik olemas.", tags=("arve",), kind="request", file="invoice",
        ),
        Talk(
            "orders", "Palun muutke tarneaadressi",
            "Vormistasin just tellimuse {order}, aga aadress jäi vana. Õige on Pärna 8–3. Kas jõuab veel muuta?",
            "jõudis! Pakk läheb homme hommikul teele aadressile Pärna 8–3.",
            tags=("aadress",), kind="request",
        ),
        Talk(
            "advice", "Kas telk {model} peab tuulele vastu?",
            "Läheme mais Saaremaale matkama. Kas telk {model} sobib lahtisele rannale ja kas selle saab üks inimene püsti?",
            "rannale sobib {model} hästi: see on madal ja nööre on rohkem. Üks inimene saab kümne minutiga hakkama. Liiva "
            "jaoks võtke pikemad vaiad.",
            thanks="Tänan hea nõu eest, tellisin ära.", tags=("matk",),
        ),
        Talk(
            "billing", "Raha ei ole tagasi laekunud",
            "Kinnitasite tagastuse kümme päeva tagasi (tellimus {order}), aga raha ei ole tulnud. Palun kontrollige.",
            "teil on õigus ja palume vabandust: kaart oli aegunud ja pank lükkas makse tagasi. Tegime täna uue ülekande, "
            "raha jõuab kahe päevaga.",
            note="Raamatupidamine kinnitas ülekande.", tags=("tagasimakse",), kind="complaint",
        ),
    ),
)  # fmt: skip
