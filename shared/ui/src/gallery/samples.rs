//! What the gallery shows: cards made of the site's own words.

use domain::{CallDates, Card, DocumentId, Illustration, Kind, Language, ListPage, Place, Slug};
use jiff::{SignedDuration, Timestamp};

use crate::{Context, Href, Links};

/// The site's links, with its icon for every picture: a gallery has no media bucket.
pub(super) struct IconAsMedia<'a>(pub(super) &'a dyn Links);

impl Links for IconAsMedia<'_> {
    fn place(&self, language: Language, place: &Place) -> Href {
        self.0.place(language, place)
    }
    fn list_page(&self, language: Language, page: ListPage) -> Href {
        self.0.list_page(language, page)
    }
    fn year(&self, language: Language, year: i16) -> Href {
        self.0.year(language, year)
    }
    fn feed_atom(&self, language: Language, topic: Option<&Slug>) -> Href {
        self.0.feed_atom(language, topic)
    }
    fn feed_json(&self, language: Language, topic: Option<&Slug>) -> Href {
        self.0.feed_json(language, topic)
    }
    fn media(&self, _key: &str) -> Href {
        self.0.icon()
    }
    fn stylesheet(&self) -> Href {
        self.0.stylesheet()
    }
    fn icon(&self) -> Href {
        self.0.icon()
    }
    fn absolute(&self, href: &Href) -> String {
        self.0.absolute(href)
    }
}

/// Makes the cards.
pub(super) struct Samples<'a> {
    pub(super) cx: &'a Context<'a>,
}

impl Samples<'_> {
    /// With a picture and a summary, without a picture, and with a headline alone.
    pub(super) fn news(&self) -> Vec<Card> {
        let full = self.card();
        let plain = Card { picture: None, ..full.clone() };
        let bare = full.clone().headline();
        vec![full, plain, bare]
    }

    /// One that is not translated.
    pub(super) fn foreign(&self, language: Language) -> Card {
        Card { language, ..self.card() }
    }

    /// Not yet open, new, open, closing soon, on its last day, without a deadline, and closed.
    pub(super) fn calls(&self) -> Vec<Card> {
        let dates = |opens: i64, closes: Option<i64>, new_for_days| CallDates {
            opens: self.days_from_now(opens),
            closes: closes.map(|days| self.days_from_now(days)),
            new_for_days,
        };
        let all = [
            dates(3, Some(30), 7),
            dates(-2, Some(45), 7),
            dates(-20, Some(30), 7),
            dates(-20, Some(4), 7),
            dates(-20, Some(1), 7),
            dates(-20, None, 7),
            dates(-20, Some(-1), 7),
        ];
        all.map(|call| Card { kind: Kind::Call, call: Some(call), label: Some(self.cx.text("calls")), ..self.card() }).into()
    }

    fn card(&self) -> Card {
        let Context { site, now, language, .. } = self.cx;
        Card {
            document: DocumentId::of_random(1),
            kind: Kind::News,
            language: *language,
            place: Place::Newsroom,
            title: site.tagline.clone(),
            summary: site.legal.clone(),
            label: None,
            picture: Some(Illustration {
                key: String::new(),
                text: site.name.clone(),
                credit: Some(site.name.clone()),
                width: 1200,
                height: 800,
                focus: (50, 50),
            }),
            time: *now,
            updated: *now,
            call: None,
            member: None,
            target: None,
            alternates: Vec::new(),
            order: None,
        }
    }

    fn days_from_now(&self, days: i64) -> Timestamp {
        self.cx.now.checked_add(SignedDuration::from_hours(days * 24)).unwrap_or(self.cx.now)
    }
}
