//! A page of the newsroom: by month, dates in the margin.

use domain::{Card, ListPage, Month};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ui::cards::NewsRow;
use ui::components::{Pager, Year, YearIndex};
use ui::{Anchor, Context, View};

/// A page of the newsroom.
#[derive(Debug)]
pub struct ListView {
    /// Which page.
    pub page: ListPage,
    /// Newest first.
    pub cards: Vec<Card>,
    /// The page with newer items.
    pub newer: Option<ListPage>,
    /// The page with older items.
    pub older: Option<ListPage>,
    /// Years with items, newest first, with their counts: on the front page only, which every new item changes anyway.
    pub years: Vec<(i16, Option<u32>)>,
}

impl ListView {
    /// Its headline. A page of the archive is named after the time that it covers: its number says nothing to a reader.
    #[must_use]
    pub fn title(&self, cx: &Context<'_>) -> String {
        let ends = self.cards.first().zip(self.cards.last()).map(|(newest, oldest)| (month_of(newest, cx.zone), month_of(oldest, cx.zone)));
        match (self.page, ends) {
            (ListPage::Front, _) | (_, None) => cx.text("newsroom"),
            (ListPage::Numbered(_), Some((newest, oldest))) if newest == oldest => {
                cx.text_with("news-of-month", &[("month", cx.interface.month_name(newest).into())])
            }
            (ListPage::Numbered(_), Some((newest, oldest))) => {
                let [from, to] = [oldest, newest].map(|month| cx.interface.month_name(month));
                cx.text_with("news-from-to", &[("from", from.into()), ("to", to.into())])
            }
        }
    }

    fn pager(&self, cx: &Context<'_>) -> Pager {
        let link = |page: Option<ListPage>, words: String| page.map(|page| (cx.links.list_page(cx.language, page), words));
        Pager {
            label: cx.text("older-pages"),
            newer: link(self.newer, cx.text("newer-news")),
            older: link(self.older, cx.text("older-news")),
        }
    }

    fn feeds(&self, cx: &Context<'_>) -> Markup {
        html! {
            h2 { (cx.text("follow")) }
            ul {
                li { a href=(cx.links.feed_atom(cx.language, None)) type="application/atom+xml" { (cx.text("feed-atom")) } }
                li { a href=(cx.links.feed_json(cx.language, None)) type="application/feed+json" { (cx.text("feed-json")) } }
            }
        }
    }
}

impl View for ListView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(cx)) }
            div.news {
                div {
                    @if self.cards.is_empty() { p { (cx.text("no-news")) } }
                    @for (month, cards) in by_month(&self.cards, cx.zone) {
                        section.month id=(Anchor::month(month)) {
                            h2 { (cx.interface.month_name(month)) }
                            ol { @for card in cards { (NewsRow { cx, card }) } }
                        }
                    }
                    (self.pager(cx))
                }
                div.beside {
                    @if !self.years.is_empty() { (year_index(cx, &self.years, None)) }
                    (self.feeds(cx))
                }
            }
        }
    }
}

/// The cards of each month, in the order of the cards.
fn by_month<'a>(cards: &'a [Card], zone: &TimeZone) -> Vec<(Month, &'a [Card])> {
    let months = cards.chunk_by(|one, other| month_of(one, zone) == month_of(other, zone));
    months.filter_map(|cards| Some((month_of(cards.first()?, zone), cards))).collect()
}

/// The month of a card in the organisation's time zone.
fn month_of(card: &Card, zone: &TimeZone) -> Month {
    let day = card.time.to_zoned_datetime(zone.clone()).date();
    Month { year: day.year(), month: day.month() }
}

/// The years of the archive.
pub(super) fn year_index(cx: &Context<'_>, years: &[(i16, Option<u32>)], current: Option<i16>) -> YearIndex {
    let years = years.iter().map(|(year, count)| Year {
        href: cx.links.year(cx.language, *year),
        name: year.to_string(),
        count: count.map(|count| cx.text_with("year-count", &[("count", count.into())])),
        current: current == Some(*year),
    });
    YearIndex { title: cx.text("years"), years: years.collect() }
}
