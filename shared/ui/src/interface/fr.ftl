# Every page
skip = Aller au contenu
menu = Menu
main-navigation = Navigation principale
meta-navigation = Outils
languages = Langues
breadcrumb = Vous êtes ici
footer-navigation = À propos du site
home = Accueil
newsroom = Actualités
overview = Présentation : { $of }
not-translated = page non traduite
language-name = { $tag ->
    [ar] arabe
    [de] allemand
    [en] anglais
    [es] espagnol
    [fr] français
    [it] italien
    [nl] néerlandais
    [pt] portugais
    [ru] russe
    [zh] chinois
   *[other] { $tag }
}
in-language = en { $language }

# Home
highlights = À la une
highlight-choice = Choisir un sujet à la une
latest-news = Dernières actualités
all-news = Toutes les actualités
current-news = Notre sélection
calls = Appels
all-calls = Tous les appels
services = Services en ligne
related-sites = Sites associés
topics = Thèmes

# News
news-from-to = Actualités : { $from } – { $to }
news-of-month = Actualités : { $month }
news-of-year = Actualités : { $year }
years = Actualités par année
year-count = { $count ->
    [one] { $count-shown } article
   *[other] { $count-shown } articles
}
month-all = { $count ->
    [one] Voir l’unique article ({ $month })
   *[other] Voir les { $count-shown } articles ({ $month })
}
older-pages = Suite des actualités
older-news = Plus anciennes
newer-news = Plus récentes
no-news = Rien n’a encore été publié ici.
follow = Suivre les actualités
feed-atom = Fil Atom
feed-json = Fil JSON

# An article or a page
published = Publié le
updated = Mis à jour le
updated-on = Mis à jour le { $date }
article-topics = Thèmes
other-languages = Autres langues
related-news = Sur le même thème
around = Articles voisins
older-article = Article précédent
newer-article = Article suivant
withdrawn = Ce texte a été retiré
topic-news = Actualités de ce thème
section-navigation = Dans cette rubrique
section-pages = Sommaire

# Calls
new = Nouveau
closing-soon = Clôture prochaine
closed = Clos
upcoming = Ouverture prochaine
closes-today = Dernier jour
days-left = { $days ->
    [one] Plus que { $days-shown } jour
   *[other] Encore { $days-shown } jours
}
no-deadline = Sans échéance
deadline = Date limite
opened = Ouvert depuis le
opens = Ouverture
moment-in = jusqu’à { $time } (heure de référence : { $city })
moment = jusqu’à { $time }
open-calls = Appels en cours
closed-calls = Appels clos
no-open-calls = Aucun appel n’est ouvert actuellement.

# Members
regions = Régions
letters = Lettres
members-by-region = Les membres par région
members-by-name = Les membres par ordre alphabétique
members-by-name-summary = Tous les membres, de A à Z.
member-count = { $count ->
    [one] { $count-shown } membre
   *[other] { $count-shown } membres
}
other-members = Autres membres
member-region = Région
member-since = Membre depuis
member-address = Adresse postale
member-site = Site internet
member-office = Point de contact

# When something is wrong
error-400-title = Cette adresse est illisible
error-400-text = L’adresse ou la demande comporte une anomalie. Vérifiez qu’il n’y manque aucun caractère et qu’il n’y en a pas de trop, ou repartez de l’une des pages ci-dessous.
error-403-title = L’entrée n’est pas ici
error-403-text = Cette demande n’aboutit qu’en passant par le site lui-même. Ouvrez la page depuis son adresse habituelle.
error-404-title = Il n’y a pas de page à cette adresse
error-404-text = La page a peut-être été déplacée, ou l’adresse mal saisie. Rien n’est perdu : les pages ci-dessous mènent à l’essentiel de ce qui a été publié.
error-405-title = Cette page ne se prête pas à cet usage
error-405-text = La page existe, mais n’accepte pas ce type de demande. Ouvrez-la de nouveau par un lien plutôt qu’en envoyant un formulaire.
error-410-title = Cette page a été supprimée
error-410-text = Elle a été publiée ici, puis retirée définitivement. Si un autre texte la remplace, les pages ci-dessous y mènent.
error-500-title = Une erreur s’est produite de notre côté
error-500-text = La page n’a pas pu être produite. L’incident a été enregistré et vous n’y êtes pour rien. Veuillez réessayer dans quelques minutes.
error-503-title = Le site est momentanément indisponible
error-503-text = La page ne peut être affichée pour l’instant. Patientez une demi-minute, puis rechargez-la.
outage-title = Cette page ne peut être affichée pour l’instant
outage-text = La partie du site qui la produit n’a pas répondu. Patientez une demi-minute, puis rechargez la page ; d’autres restent peut-être accessibles entre-temps.
error-address = Adresse : { $address }
error-reference = Référence : { $reference }
ways-on = Poursuivre la navigation
error-kicker = Erreur { $status }
