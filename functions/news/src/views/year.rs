//! A year of the newsroom with its months.

use domain::{Card, ListPage, Month};
use maud::{Markup, html};
use ui::cards::NewsRow;
use ui::{Anchor, Context, View};

use super::list::year_index;

/// A year of the newsroom.
#[derive(Debug)]
pub struct YearView {
    /// Which.
    pub year: i16,
    /// Newest first.
    pub months: Vec<YearMonth>,
    /// All years with items, newest first. No counts: the page of a year that is over changes only when another year begins.
    pub years: Vec<(i16, Option<u32>)>,
}

/// A month of a year.
#[derive(Debug)]
pub struct YearMonth {
    /// Which.
    pub month: Month,
    /// Items in all.
    pub count: u32,
    /// The newest few.
    pub cards: Vec<Card>,
    /// The page of the list on which all of them begin.
    pub all: ListPage,
}

impl YearView {
    /// Its headline.
    #[must_use]
    pub fn title(&self, cx: &Context<'_>) -> String {
        cx.text_with("news-of-year", &[("year", self.year.to_string().into())])
    }
}

impl View for YearView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(cx)) }
            div.news {
                div {
                    @if self.months.is_empty() { p { (cx.text("no-news")) } }
                    @for month in &self.months { (month_section(cx, month)) }
                }
                div.beside { (year_index(cx, &self.years, Some(self.year))) }
            }
        }
    }
}

fn month_section(cx: &Context<'_>, month: &YearMonth) -> Markup {
    let YearMonth { month, count, cards, all } = month;
    let name = cx.interface.month_name(*month);
    html! {
        section.month {
            h2 { (name) }
            ol { @for card in cards { (NewsRow { cx, card }) } }
            @if usize::try_from(*count).is_ok_and(|count| count > cards.len()) {
                p.rest {
                    a.more href=(Anchor::month(*month).on(&cx.links.list_page(cx.language, *all))) {
                        (cx.text_with("month-all", &[("count", (*count).into()), ("month", name.as_str().into())]))
                    }
                }
            }
        }
    }
}
