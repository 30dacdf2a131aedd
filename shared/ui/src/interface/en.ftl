# Every page
skip = Skip to content
menu = Menu
main-navigation = Main
meta-navigation = Tools
languages = Languages
breadcrumb = You are here
footer-navigation = About this site
home = Home
newsroom = Newsroom
overview = Overview: { $of }
not-translated = not translated
language-name = { $tag ->
    [ar] Arabic
    [de] German
    [en] English
    [es] Spanish
    [fr] French
    [it] Italian
    [nl] Dutch
    [pt] Portuguese
    [ru] Russian
    [zh] Chinese
   *[other] { $tag }
}
in-language = in { $language }

# Home
highlights = Highlights
highlight-choice = Choose a highlight
latest-news = Latest news
all-news = All news
current-news = In focus
calls = Calls
all-calls = All calls
services = Online services
related-sites = Related sites
topics = Topics

# News
news-from-to = News, { $from } to { $to }
news-of-month = News of { $month }
news-of-year = News of { $year }
years = News by year
year-count = { $count ->
    [one] { $count-shown } item
   *[other] { $count-shown } items
}
month-all = { $count ->
    [one] The only item of { $month }
   *[other] All { $count-shown } items of { $month }
}
older-pages = More news
older-news = Older news
newer-news = Newer news
a-to-z = A to Z: topics, instruments and tools
subject-topic = Topic
subject-instrument = Legal instrument
subject-tool = Tool
no-news = Nothing has been published here yet.
follow = Follow the news
feed-atom = Atom feed
feed-json = JSON feed

# An article or a page
published = Published
updated = Updated
updated-on = Updated on { $date }
article-topics = Topics
other-languages = Also in
related-news = On the same topic
around = Previous and next
older-article = Previous
newer-article = Next
withdrawn = This text has been withdrawn
topic-news = News on this topic
topic-overview = Overview
section-navigation = In this section
section-pages = Contents

# A legal instrument
symbol = Symbol
title = Title
adopted = Adopted
status = Status
in-force-since = In force since
status-adopted = Adopted, not yet in force
status-in-force = In force
status-replaced = Replaced
status-ended = No longer in force

# Calls
new = New
closing-soon = Closing soon
closed = Closed
upcoming = Opens soon
closes-today = Closes today
days-left = { $days ->
    [one] { $days-shown } day left
   *[other] { $days-shown } days left
}
no-deadline = No deadline
deadline = Deadline
opened = Open since
opens = Opens
moment-in = until { $time } ({ $city } time)
moment = until { $time }
open-calls = Open now
no-open-calls = No call is open at present.
call-archive = Archive by year
calls-of-year = { $area }: archive { $year }
deadlines-of-year = Deadlines of { $year }
calls-pages = More closed calls
later-deadlines = Later deadlines
earlier-deadlines = Earlier deadlines
all-of-area = { $area }: what is open now
grade = Grade
place-of-work = Place of work
contract = Contract
contract-fixed-term = Fixed-term appointment
contract-indefinite = Indefinite appointment
contract-temporary = Temporary appointment
contract-secondment = Secondment
contract-consultancy = Consultancy
contract-internship = Internship
reference = Reference
procedure = Procedure
procedure-tender = Call for tenders
procedure-market-consultation = Market consultation
procurement-information = About procurement

# Events
events = Events
upcoming-events = Upcoming events
event-history = Event history
all-events = All events
events-under-way = Under way
events-to-come = To come
past-events = Past events
last-events = Latest past events
topic-events = Events on this topic
related-events = Next events on the same topic
no-events = No event is announced at present.
event-years = Events by year
events-of-year = Events of { $year }
events-of-month = Events of { $month }
event-month-all = All events of { $month }
calendar = Calendar
calendar-subscribe = Subscribe to all events (iCalendar)
calendar-add = Add to your calendar
event-when = When
event-where = Where
event-until = to { $date }
event-days = { $from } to { $to }
event-hours = { $day }, { $time } to { $last-time } ({ $city } time)
event-moments = { $day }, { $time }, to { $last-day }, { $last-time } ({ $city } time)
event-under-way = Under way
event-over = Over
event-called-off = Cancelled
event-withdrawn = This event has been cancelled
programme = Programme
programme-time = Time
programme-item = Session
programme-hours = { $from }–{ $until }
programme-zone = Times are those of { $city }.
event-documents = Documents

# Forms
contact = Contact us
contact-deck = Ask a question, or tell us what you think.
contact-write = Write to us
accessible-format = Ask for an accessible format
accessible-format-deck = If you cannot use a document as it is, we will send it to you in a format that you can use, free of charge.
accessible-format-link = Ask for a document in an accessible format
form-title-faults = Error: { $title }
form-faults = There is a problem
form-optional = { $label } (optional)
form-send = Send
form-privacy = This site keeps what you write for { $days-shown } days after it reached us, then deletes it. It is used to answer you and for nothing else.
form-decoy = Leave this field empty
field-name = Your name
field-email = Your e-mail address
field-email-hint = We only use it to answer you, for example name@example.org.
field-subject = Subject
field-text = Your message
field-details = What else should we know?
field-details-hint = For example which pages you need, or by when.
field-document = Which document do you need?
field-document-hint = Its address on this site, or its title.
field-format = In which format?
format-screen-reader = Text for screen readers
format-large-print = Large print
format-easy-read = Easy to read
format-audio = Audio
format-braille = Braille
format-other = Another format
fault-name = Enter your name in fewer characters, without line breaks: { $most-shown } at most
fault-email = Enter an e-mail address, like name@example.org
fault-email-long = Enter a shorter e-mail address: { $most-shown } characters at most
fault-subject = Enter a subject
fault-subject-long = Enter a shorter subject, in one line: { $most-shown } characters at most
fault-text = Enter your message
fault-text-long = Shorten your message to { $most-shown } characters
fault-text-control = Remove the invisible characters from your message
fault-document = Enter the address or the title of the document
fault-document-long = Enter the document in fewer characters, in one line: { $most-shown } at most
fault-format = Choose a format
again-early = That was very quick, so we want to be sure that no machine is writing. Please send the form once more.
again-old = This form was opened more than a day ago. Nothing that you wrote is lost: please send it once more.
again-used = This form was sent before with another text, which we have. If this one should reach us too, please send it once more.
again-decoy = A field that people do not see was filled in, which some programs do by mistake. It is empty again: please send the form once more.
again-elsewhere = This form came from another site. If you want to send what it says, please do so from here.
again-many = Many messages came from your network within an hour. Nothing that you wrote is lost: please send it again after { $time }.
again-unavailable = Your message could not be taken in just now. Nothing that you wrote is lost: please wait half a minute, then send it again.
sent = Your message has been sent
sent-text = Thank you. We have it, and will answer to the e-mail address that you gave. No confirmation is sent: this page is it.
mail-contact = Contact form: { $subject }
mail-accessible-format = Accessible format: { $document }
mail-name = Name: { $name }
mail-email = E-mail: { $email }
mail-language = Language: { $language }
mail-document = Document: { $document }
mail-format = Format: { $format }

# Members
regions = Regions
letters = Letters
members-by-region = Members by region
members-by-name = Members by name
members-by-name-summary = All members in alphabetical order.
member-count = { $count ->
    [one] { $count-shown } member
   *[other] { $count-shown } members
}
other-members = Other members
member-region = Region
member-since = Member since
member-address = Postal address
member-site = Website
member-office = Contact point

# When something is wrong
error-400-title = This address cannot be read
error-400-text = Something in the address or the request is not as it should be. Check the address for missing or additional characters, or start from one of the pages below.
error-403-title = This is not the way in
error-403-text = What you asked for is only answered through the site itself. Open it from its usual address.
error-404-title = There is no page here
error-404-text = The page may have moved, or the address may have been mistyped. Nothing is lost: most of what was published can be reached from the pages below.
error-405-title = This page cannot be used in that way
error-405-text = The page exists, but it does not accept this kind of request. Open it again from a link, rather than by sending a form.
error-410-title = This page has been removed
error-410-text = It was published here, and was taken down for good. What replaces it, if anything does, can be found from the pages below.
error-500-title = Something went wrong on our side
error-500-text = The page could not be made. The fault has been recorded, and nothing that you did caused it. Please try again in a few minutes.
error-503-title = The site is busy for a moment
error-503-text = The page cannot be shown just now. Please wait half a minute, then load it again.
outage-title = This page cannot be shown just now
outage-text = The part of the site that makes it did not answer. Please wait half a minute, then load the page again; others may open in the meantime.
error-address = Address: { $address }
error-reference = Reference: { $reference }
ways-on = Where to go from here
error-kicker = Error { $status }
