//! A page of the archive of an area of calls.

use domain::{CallArea, Card, Index, MenuEntry, Page};
use maud::{Markup, html};
use ui::cards::CallRow;
use ui::components::Pager;
use ui::{Context, View};

use super::side_navigation;

/// The calls of an area that closed in a year.
#[derive(Debug)]
pub struct ArchiveView {
    /// The area.
    pub area: CallArea,
    /// The year of their deadlines.
    pub year: i16,
    /// Which page of it, 1 being that of the latest deadlines.
    pub page: u32,
    /// The page of the area.
    pub above: Page,
    /// The way to it.
    pub trail: Vec<MenuEntry>,
    /// The navigation of its section.
    pub side: Vec<MenuEntry>,
    /// The latest first.
    pub cards: Vec<Card>,
    /// Whether another page follows.
    pub more: bool,
}

impl ArchiveView {
    /// Its headline.
    #[must_use]
    pub fn title(&self, cx: &Context<'_>) -> String {
        cx.text_with("calls-of-year", &[("area", self.above.title.as_str().into()), ("year", self.year.to_string().into())])
    }

    fn pager(&self, cx: &Context<'_>) -> Pager {
        let link =
            |page: Option<u32>, words: String| page.map(|page| (cx.links.call_archive(cx.language, self.area, self.year, page), words));
        Pager {
            label: cx.text("calls-pages"),
            newer: link(self.page.checked_sub(1).filter(|page| *page > 0), cx.text("later-deadlines")),
            older: link(self.more.then_some(self.page + 1), cx.text("earlier-deadlines")),
        }
    }
}

impl View for ArchiveView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        let deadlines = cx.text_with("deadlines-of-year", &[("year", self.year.to_string().into())]);
        let back = cx.text_with("all-of-area", &[("area", self.above.title.as_str().into())]);
        html! {
            div.page {
                article {
                    div.opening { h1 { (self.title(cx)) } }
                    section.calls {
                        h2 { (deadlines) }
                        ol.ledger { @for card in &self.cards { (CallRow { cx, card }) } }
                    }
                    (self.pager(cx))
                    p.rest { a.more href=(cx.to(&Index::Calls(self.area).place())) { (back) } }
                }
                (side_navigation(cx, &self.side))
            }
        }
    }
}
