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
section-navigation = In this section
section-pages = Contents

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
open-calls = Open calls
closed-calls = Closed calls
no-open-calls = No call is open at present.

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
