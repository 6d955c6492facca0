"""French."""

from liaison.config.demo.words import Talk, Voice

VOICE = Voice(
    language="fr",
    domain="example.net",
    people=(
        "Camille Lefèvre", "Julien Moreau", "Élodie Roux", "Antoine Girard", "Nadia Benali", "Mathieu Perrin",
        "Sophie Delacroix", "Hugo Fontaine", "Claire Vasseur", "Bruno Carpentier",
    ),
    hello="Bonjour,",
    regards="Bien cordialement",
    our_hello="Bonjour {first},",
    our_regards="Bien cordialement",
    wrote="Le {when}, {who} a écrit :",
    calls=(("Demande les horaires du magasin pour samedi", "Ouvert de 10 h à 16 h, informée"),),
    talks=(
        Talk(
            "orders", "Commande {order} : toujours rien",
            "j’ai commandé la lampe {model} le mois dernier et le suivi n’a pas bougé depuis une semaine. Pourriez-vous me "
            "dire où se trouve le colis de la commande {order} ? Je pars en déplacement jeudi.",
            "merci pour votre patience. Le transporteur a retrouvé votre colis dans un autre dépôt : il vous sera livré "
            "mercredi avant midi. Je vérifie moi-même mercredi matin et je vous tiens au courant.",
            thanks="Bien reçu ce matin, merci pour votre réactivité !", tags=("colis",),
        ),
        Talk(
            "returns", "Bouilloire {model} arrivée abîmée",
            "la bouilloire {model} (commande {order}) est arrivée avec le couvercle fendu, voir la photo jointe. Le carton "
            "était pourtant intact. Que dois-je faire ?",
            "je suis désolée pour cette mauvaise surprise. Une nouvelle bouilloire part aujourd’hui ; inutile de nous "
            "renvoyer l’ancienne.",
            thanks="Parfait, merci beaucoup.", tags=("abîmé",), kind="complaint", file="photo",
        ),
        Talk(
            "billing", "Facture au nom de notre association",
            "pourriez-vous établir la facture de la commande {order} au nom de l’association « Les Amis du Phare » ? Notre "
            "trésorier en a besoin pour clore l’exercice.",
            "bien sûr, vous trouverez la facture corrigée en pièce jointe. L’ancienne est annulée.",
            thanks="Merci, c’est exactement ce qu’il nous fallait.", tags=("facture",), kind="request", file="invoice",
        ),
        Talk(
            "orders", "Changer l’adresse de la commande {order}",
            "je viens de passer la commande {order} mais j’ai laissé mon ancienne adresse. Est-il encore temps de la faire "
            "livrer au 8, rue des Tilleuls ?",
            "c’est fait : la commande partira demain matin pour le 8, rue des Tilleuls. Le livreur vous enverra un message "
            "une heure avant son passage.",
            tags=("adresse",), kind="request",
        ),
        Talk(
            "advice", "Quelle tente pour la Bretagne en avril ?",
            "nous partons à deux sur le GR 34 en avril. J’hésite entre la {model} et un modèle plus léger. Tient-elle bien "
            "la pluie et le vent ?",
            "pour le littoral en avril, je choisirais la {model} sans hésiter : son double toit descend jusqu’au sol et "
            "elle reste sous les deux kilos. Pensez aux sardines longues pour le sable.",
            thanks="Merci pour ce conseil, c’est commandé.", tags=("camping",),
        ),
        Talk(
            "billing", "Remboursement toujours en attente",
            "vous avez reçu mon retour il y a dix jours (commande {order}) et je n’ai toujours rien sur mon compte. Je "
            "commence à m’inquiéter.",
            "vous avez raison et je vous présente nos excuses : le virement était resté bloqué chez nous. Il est parti ce "
            "matin et vous parviendra sous deux jours ouvrés.",
            note="Virement libéré par la comptabilité.", tags=("remboursement",), kind="complaint",
        ),
    ),
)  # fmt: skip
