"""English."""

from liaison.config.demo.words import Talk, Voice

VOICE = Voice(
    language="en",
    domain="example.com",
    people=(
        "Oliver Grant", "Priya Nair", "Hannah Whitfield", "Tom Ashdown", "Grace O’Connor", "Daniel Mensah",
        "Ruth Feldman", "Sam Kowalski", "Aisha Rahman", "Peter Lindqvist",
    ),
    hello="Hello,",
    regards="Kind regards",
    our_hello="Hello {first},",
    our_regards="Kind regards",
    wrote="On {when}, {who} wrote:",
    calls=(
        ("Asked whether the shop in the old town is open on Saturdays", "Told her: ten to four"),
        ("Could not find the discount code for order {order}", "Read it out, order went through"),
        ("Wanted to know if the parcel can be left with a neighbour", "Courier note changed"),
    ),
    talks=(
        Talk(
            "orders", "Where is my parcel? Order {order}",
            "I ordered the lamp {model} twelve days ago (order {order}). The tracking page has said “in transit” since "
            "last Thursday and nothing moves. It is a birthday present for Sunday. Could you find out where it is?",
            "thank you for your patience, and sorry for the wait. I called the courier: your parcel was sorted into the "
            "wrong van and is now back on its way. It should be with you on Friday before noon. If it is not, write me "
            "one word and I send a second lamp by express the same day.",
            thanks="It came this morning, well packed. You saved the birthday. Thank you!",
            tags=("parcel", "courier"),
        ),
        Talk(
            "returns", "Kettle {model} arrived with a crack",
            "the kettle {model} from order {order} arrived today and there is a crack right under the handle. I have "
            "attached a photo. I have not used it. Can you send a new one? I would rather not wait two weeks for a refund.",
            "I am sorry that it reached you like this. A new kettle leaves our warehouse this afternoon; you do not need "
            "to send the broken one back. Please just recycle it where it is convenient for you.",
            thanks="That was quick, thank you. The new one is perfect.",
            note="Third {model} with a crack this month, all from the same pallet. Told the warehouse.",
            tags=("damaged",), kind="complaint", file="photo",
        ),
        Talk(
            "billing", "Invoice with our company details, please",
            "we bought six desk lamps for our office (order {order}), but the invoice is made out to me personally. Could "
            "you issue it to Ashdown Joinery Ltd, VAT GB 123 4567 89? Our accountant needs it by the end of the month.",
            "of course. The corrected invoice is attached; the old one has been cancelled, so only one of them will appear "
            "in your books.",
            tags=("invoice",), kind="request", file="invoice",
        ),
        Talk(
            "orders", "Please change the delivery address of {order}",
            "I have just placed order {order} and noticed that it goes to my old flat. The right address is 14 Mill Lane, "
            "flat 3. Is it still possible to change it before it leaves?",
            "just in time: I have changed the address to 14 Mill Lane, flat 3. The parcel leaves tomorrow morning, and the "
            "courier will text you an hour before.",
            thanks="Brilliant, thanks a lot!", tags=("address",), kind="request",
        ),
        Talk(
            "advice", "Will the tent {model} stand in strong wind?",
            "we are going to the Lofoten islands in May with two children. I am choosing between the {model} and the next "
            "larger tent. Which of them copes better with wind, and can one adult pitch it alone?",
            "a lovely trip! For coastal wind I would take the {model}: it is lower and has two more guy points. One adult "
            "pitches it in about ten minutes after one try in the garden. Take the longer pegs for sandy ground; they are "
            "on the same page of the shop.",
            thanks="Exactly what I needed to know. Ordered!", tags=("camping",),
        ),
        Talk(
            "billing", "Refund for {order} has not arrived",
            "you confirmed my return on the 3rd and promised the money within five working days. It is now the ninth day "
            "and there is nothing on my card. Order {order}. I am rather disappointed, as everything else went so well.",
            "you are right, and I apologise. The refund was stopped because the card had expired. I have sent it again by "
            "bank transfer today; please allow two days. I will look on Friday whether it has arrived and write to you "
            "either way.",
            note="Finance confirms: card expired in October. Transfer released today.",
            tags=("refund",), kind="complaint",
        ),
        Talk(
            "returns", "A screw is missing for the shelf {model}",
            "I am halfway through assembling the shelf {model} and there are only seven of the eight long screws. Is there "
            "any chance you could post me one?",
            "how annoying to stop one screw short. I have put a small bag with four of them into today’s post, so that you "
            "have spares.",
            thanks="They arrived today and the shelf is standing. Great service!", tags=("spare part",), kind="request",
        ),
        Talk(
            "billing", "Charged twice?",
            "my bank shows two payments of the same amount for order {order}. I only pressed the button once, promise. "
            "Could you check and return one of them?",
            "I can see one payment and one reservation. The reservation is released by your bank on its own, usually "
            "within three days. I have asked them to do it sooner.",
            tags=("payment",),
        ),
        Talk(
            "advice", "Is the blanket {model} washable?",
            "quick question before I order: can the wool blanket {model} go into the machine? We have a puppy, so it will "
            "need it sooner or later.",
            "it can: wool programme, 30 degrees, no spinning, and dry it flat. With a puppy I would choose the grey one; "
            "we speak from experience here.",
            thanks="Ha, grey it is. Thank you!", tags=("product",),
        ),
    ),
)  # fmt: skip
