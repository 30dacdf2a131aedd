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
a-to-z = De A à Z : thèmes, instruments et outils
subject-topic = Thème
subject-instrument = Instrument juridique
subject-tool = Outil
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
topic-overview = Présentation
section-navigation = Dans cette rubrique
section-pages = Sommaire

# A legal instrument
symbol = Cote
title = Titre
adopted = Adoption
status = Statut
in-force-since = En vigueur depuis le
status-adopted = Adopté, pas encore en vigueur
status-in-force = En vigueur
status-replaced = Remplacé
status-ended = N’est plus en vigueur

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
open-calls = En cours actuellement
no-open-calls = Aucun appel n’est ouvert actuellement.
call-archive = Archives par année
calls-of-year = { $area } : archives { $year }
deadlines-of-year = Échéances de { $year }
calls-pages = Suite des archives
later-deadlines = Échéances plus récentes
earlier-deadlines = Échéances plus anciennes
all-of-area = { $area } : ce qui est en cours
grade = Grade
place-of-work = Lieu d’affectation
contract = Contrat
contract-fixed-term = Contrat à durée déterminée
contract-indefinite = Contrat à durée indéterminée
contract-temporary = Contrat temporaire
contract-secondment = Mise à disposition
contract-consultancy = Contrat de consultant
contract-internship = Stage
reference = Référence
procedure = Procédure
procedure-tender = Appel d’offres
procedure-market-consultation = Consultation du marché
procurement-information = À propos des marchés

# Events
events = Manifestations
upcoming-events = Manifestations à venir
event-history = Historique des manifestations
all-events = Toutes les manifestations
events-under-way = En cours
events-to-come = À venir
past-events = Manifestations passées
last-events = Dernières manifestations passées
topic-events = Manifestations sur ce thème
related-events = Prochaines manifestations sur le même thème
no-events = Aucune manifestation n’est annoncée actuellement.
event-years = Manifestations par année
events-of-year = Manifestations de { $year }
events-of-month = Manifestations : { $month }
event-month-all = Toutes les manifestations ({ $month })
calendar = Agenda
calendar-subscribe = S’abonner à toutes les manifestations (iCalendar)
calendar-add = Ajouter à votre agenda
event-when = Dates
event-where = Lieu
event-until = au { $date }
event-days = du { $from } au { $to }
event-hours = { $day }, de { $time } à { $last-time } (heure de référence : { $city })
event-moments = du { $day } à { $time } au { $last-day } à { $last-time } (heure de référence : { $city })
event-under-way = En cours
event-over = Terminée
event-called-off = Annulée
event-withdrawn = Cette manifestation est annulée
programme = Programme
programme-time = Horaire
programme-item = Séance
programme-hours = { $from }–{ $until }
programme-zone = Les horaires sont ceux de { $city }.
event-documents = Documents

# Forms
contact = Nous contacter
contact-deck = Posez une question ou dites-nous ce que vous pensez.
contact-write = Nous écrire
accessible-format = Demander un format accessible
accessible-format-deck = Si un document ne vous est pas utilisable tel quel, nous vous l’envoyons gratuitement dans un format qui vous convient.
accessible-format-link = Demander un document dans un format accessible
form-title-faults = Erreur : { $title }
form-faults = Le formulaire contient une erreur
form-optional = { $label } (facultatif)
form-send = Envoyer
form-privacy = Ce site conserve ce que vous écrivez { $days-shown } jours après que nous l’avons reçu, puis l’efface. Nous nous en servons pour vous répondre et pour rien d’autre.
form-decoy = Laissez ce champ vide
field-name = Votre nom
field-email = Votre adresse électronique
field-email-hint = Elle ne sert qu’à vous répondre ; par exemple nom@example.org.
field-subject = Objet
field-text = Votre message
field-details = Que devons-nous savoir d’autre ?
field-details-hint = Par exemple les pages dont vous avez besoin, ou la date à laquelle il vous les faut.
field-document = De quel document avez-vous besoin ?
field-document-hint = Son adresse sur ce site, ou son titre.
field-format = Dans quel format ?
format-screen-reader = Texte pour lecteurs d’écran
format-large-print = Gros caractères
format-easy-read = Facile à lire et à comprendre
format-audio = Audio
format-braille = Braille
format-other = Autre format
fault-name = Abrégez votre nom, sans retour à la ligne : { $most-shown } caractères au plus
fault-email = Saisissez une adresse électronique, comme nom@example.org
fault-email-long = Saisissez une adresse électronique plus courte : { $most-shown } caractères au plus
fault-subject = Saisissez un objet
fault-subject-long = Saisissez un objet plus court, sur une seule ligne : { $most-shown } caractères au plus
fault-text = Saisissez votre message
fault-text-long = Ramenez votre message à { $most-shown } caractères
fault-text-control = Supprimez les caractères invisibles de votre message
fault-document = Saisissez l’adresse ou le titre du document
fault-document-long = Désignez le document plus brièvement, sur une seule ligne : { $most-shown } caractères au plus
fault-format = Choisissez un format
again-early = Vous avez été très rapide ; nous voulons être sûrs que ce n’est pas une machine qui écrit. Veuillez envoyer le formulaire encore une fois.
again-old = Ce formulaire a été ouvert il y a plus d’un jour. Rien de ce que vous avez écrit n’est perdu : veuillez l’envoyer encore une fois.
again-used = Ce formulaire a déjà été envoyé avec un autre texte, que nous avons reçu. Si celui-ci doit nous parvenir aussi, veuillez l’envoyer encore une fois.
again-decoy = Un champ que personne ne voit a été rempli, ce que certains programmes font par erreur. Il est de nouveau vide : veuillez envoyer le formulaire encore une fois.
again-elsewhere = Ce formulaire vient d’un autre site. Si vous souhaitez envoyer ce qu’il contient, faites-le d’ici.
again-many = De nombreux messages sont venus de votre réseau en moins d’une heure. Rien de ce que vous avez écrit n’est perdu : veuillez l’envoyer de nouveau après { $time }.
again-unavailable = Votre message n’a pas pu être reçu. Rien de ce que vous avez écrit n’est perdu : patientez une demi-minute, puis envoyez-le de nouveau.
sent = Votre message est envoyé
sent-text = Merci. Nous l’avons reçu et répondrons à l’adresse électronique que vous avez indiquée. Aucune confirmation ne vous est envoyée : cette page en tient lieu.
mail-contact = Formulaire de contact : { $subject }
mail-accessible-format = Format accessible : { $document }
mail-name = Nom : { $name }
mail-email = Courriel : { $email }
mail-language = Langue : { $language }
mail-document = Document : { $document }
mail-format = Format : { $format }

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
