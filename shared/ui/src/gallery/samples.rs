//! What the gallery shows: cards made of the site's own words.

use domain::{
    CallArea, CallDates, CallSubject, Card, Contract, DocumentId, EventDates, EventSummary, Form, Illustration, Instrument,
    InstrumentStatus, Kind, Language, ListPage, Month, Place, Procedure, Slug, Tender, Vacancy,
};
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
    fn event_year(&self, language: Language, year: i16) -> Href {
        self.0.event_year(language, year)
    }
    fn event_month(&self, language: Language, month: Month) -> Href {
        self.0.event_month(language, month)
    }
    fn calendar(&self, language: Language) -> Href {
        self.0.calendar(language)
    }
    fn calendar_of(&self, language: Language, year: i16, slug: &Slug) -> Href {
        self.0.calendar_of(language, year, slug)
    }
    fn form(&self, language: Language, form: Form) -> Href {
        self.0.form(language, form)
    }
    fn form_for(&self, language: Language, document: &Href) -> Href {
        self.0.form_for(language, document)
    }
    fn sent(&self, language: Language) -> Href {
        self.0.sent(language)
    }
    fn call_feed_atom(&self, language: Language, area: CallArea) -> Href {
        self.0.call_feed_atom(language, area)
    }
    fn call_feed_json(&self, language: Language, area: CallArea) -> Href {
        self.0.call_feed_json(language, area)
    }
    fn call_archive(&self, language: Language, area: CallArea, year: i16, page: u32) -> Href {
        self.0.call_archive(language, area, year, page)
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

    /// Of one day, of several days and under way, to the minute at another place, over, and called off.
    pub(super) fn events(&self) -> Vec<Card> {
        let day = |days: i64| self.days_from_now(days).to_zoned_datetime(self.cx.zone.clone()).date();
        let hours = EventDates::Hours { starts: self.days_from_now(20), ends: self.days_from_now(22), zone: Some("Asia/Tokyo".to_owned()) };
        let all = [
            (EventDates::Days { first: day(5), last: day(5) }, false),
            (EventDates::Days { first: day(-1), last: day(3) }, false),
            (hours, false),
            (EventDates::Days { first: day(-40), last: day(-38) }, false),
            (EventDates::Days { first: day(60), last: day(61) }, true),
        ];
        let one = |(dates, cancelled)| {
            let event = EventSummary { dates, sequence: 0, place: self.cx.site.short_name.clone(), cancelled };
            Card { kind: Kind::Event, event: Some(event), ..self.card() }
        };
        all.map(one).into()
    }

    /// A vacancy and two tenders, with all that they may say.
    pub(super) fn subjects(&self) -> Vec<CallSubject> {
        let place_of_work = [(self.cx.language, self.cx.site.name.clone())].into();
        let vacancy = Vacancy { grade: Some("1".to_owned()), place_of_work, contract: Some(Contract::FixedTerm) };
        let tender = |procedure| CallSubject::Tender(Tender { reference: Some("2".to_owned()), procedure });
        vec![CallSubject::Vacancy(vacancy), tender(Procedure::Tender), tender(Procedure::MarketConsultation)]
    }

    /// One in each state.
    pub(super) fn instruments(&self) -> Vec<Card> {
        let today = self.cx.now.to_zoned_datetime(self.cx.zone.clone()).date();
        let instrument = |status| Instrument { symbol: "1".to_owned(), adopted: today, status, in_force: Some(today) };
        let all = [InstrumentStatus::Adopted, InstrumentStatus::InForce, InstrumentStatus::Replaced, InstrumentStatus::Ended];
        all.map(|status| Card { instrument: Some(instrument(status)), ..self.card() }).into()
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
            event: None,
            subject: CallSubject::Other,
            instrument: None,
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
