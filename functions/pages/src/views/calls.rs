//! What the page of an area of calls lists.

use domain::{CallArea, Card, MenuEntry, Phase};
use maud::{Markup, html};
use ui::Context;
use ui::cards::CallRow;
use ui::components::{Year, YearIndex};

/// The calls of an area as its page lists them.
#[derive(Debug)]
pub struct AreaCalls {
    /// The area.
    pub area: CallArea,
    /// Those that are not closed, by their deadlines; what is not open yet is not shown.
    pub current: Vec<Card>,
    /// The years of the archive, the latest first.
    pub years: Vec<i16>,
    /// The pages that the navigation has below it.
    pub below: Vec<MenuEntry>,
}

impl AreaCalls {
    pub(super) fn render(&self, cx: &Context<'_>) -> Markup {
        let is_open = |card: &&Card| card.call.is_some_and(|dates| matches!(dates.at(cx.now, cx.zone).phase, Phase::Open { .. }));
        let open: Vec<&Card> = self.current.iter().filter(is_open).collect();
        html! {
            section.calls {
                h2 { (cx.text("open-calls")) }
                @if open.is_empty() { p { (cx.text("no-open-calls")) } }
                @if !open.is_empty() { ol.ledger { @for card in open { (CallRow { cx, card }) } } }
                p.rest {
                    a href=(cx.links.call_feed_atom(cx.language, self.area)) type="application/atom+xml" { (cx.text("feed-atom")) }
                    " "
                    a href=(cx.links.call_feed_json(cx.language, self.area)) type="application/feed+json" { (cx.text("feed-json")) }
                }
            }
            @if !self.below.is_empty() {
                section.below {
                    h2 { (cx.text("section-pages")) }
                    ul { @for entry in &self.below { li { h3 { a href=(cx.to(&entry.place)) { (cx.label(entry)) } } } } }
                }
            }
            @if !self.years.is_empty() { (self.archive(cx)) }
        }
    }

    fn archive(&self, cx: &Context<'_>) -> YearIndex {
        let year = |year: &i16| Year {
            href: cx.links.call_archive(cx.language, self.area, *year, 1),
            name: year.to_string(),
            count: None,
            current: false,
        };
        YearIndex { title: cx.text("call-archive"), years: self.years.iter().map(year).collect() }
    }
}
