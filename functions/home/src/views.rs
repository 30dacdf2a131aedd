//! The home page: what the organisation is, what it wants seen, and what is new.

use domain::{Card, EventPhase, Home, Link, Phase, Place};
use maud::{Markup, Render, html};
use ui::cards::{CallRow, EventRow, Highlight, NewsLine, NewsTile};
use ui::components::{LinkList, NoticeBox, SectionHeading, TextLink};
use ui::{Anchor, Context, View};

/// The home page.
#[derive(Debug)]
pub struct HomeView {
    /// What it shows.
    pub home: Home,
}

impl View for HomeView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            div.home {
                h1 { (cx.site.tagline) }
                (self.highlights(cx))
                (self.latest(cx))
                (self.current(cx))
                (self.calls(cx))
                div.aside {
                    (self.notice(cx))
                    (links(cx.text("related-sites"), "related", &self.home.related))
                }
                (self.events(cx))
                (links(cx.text("services"), "services", &self.home.services))
            }
        }
    }
}

impl HomeView {
    /// A strip that scrolls, with a link to each of its entries: no script, and every entry is in the page.
    fn highlights(&self, cx: &Context<'_>) -> Markup {
        let many = self.home.highlights.len() > 1;
        html! {
            @if !self.home.highlights.is_empty() {
                section.strip {
                    h2.unseen { (cx.text("highlights")) }
                    div.slides role="region" tabindex="0" aria-label=(cx.text("highlights")) {
                        @for (card, number) in self.home.highlights.iter().zip(1..) { (Highlight { cx, card, number }) }
                    }
                    @if many {
                        nav.choice aria-label=(cx.text("highlight-choice")) {
                            @for (card, number) in self.home.highlights.iter().zip(1..) {
                                a href=(Anchor::highlight(number).href()) { b { (number) } " " span { (card.title) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn latest(&self, cx: &Context<'_>) -> Markup {
        let all = Some((cx.to(&Place::Newsroom), cx.text("all-news")));
        html! {
            section.latest {
                (SectionHeading { title: cx.text("latest-news"), all })
                @if self.home.latest.is_empty() { p { (cx.text("no-news")) } }
                ol.lines { @for card in &self.home.latest { (NewsLine { cx, card }) } }
            }
        }
    }

    fn current(&self, cx: &Context<'_>) -> Markup {
        html! {
            @if !self.home.current.is_empty() {
                section {
                    (SectionHeading { title: cx.text("current-news"), all: None })
                    ul.tiles { @for card in &self.home.current { (NewsTile { cx, card }) } }
                }
            }
        }
    }

    /// The calls that are open at this moment: the list was made earlier, and what the clock changes is decided here.
    fn calls(&self, cx: &Context<'_>) -> Markup {
        let is_open = |dates: &domain::CallDates| matches!(dates.at(cx.now, cx.zone).phase, Phase::Open { .. });
        let open: Vec<_> = self.home.calls.iter().filter(|card| card.call.as_ref().is_some_and(is_open)).collect();
        let all = self.home.all_calls.as_ref().map(|place| (cx.to(place), cx.text("all-calls")));
        html! {
            section.calls {
                (SectionHeading { title: cx.text("calls"), all })
                @if open.is_empty() { p { (cx.text("no-open-calls")) } }
                ol.ledger { @for card in open { (CallRow { cx, card }) } }
            }
        }
    }

    /// The events that are not over at this moment, of those that the list had when it was made: what begins first comes first.
    fn events(&self, cx: &Context<'_>) -> Markup {
        let dates = |card: &Card| card.event.as_ref().map(|event| event.dates.clone());
        let is_over = |card: &Card| dates(card).is_none_or(|dates| dates.at(cx.now, cx.zone).phase == EventPhase::Past);
        let mut events: Vec<&Card> = self.home.events.iter().filter(|card| !is_over(card)).collect();
        events.sort_by_cached_key(|card| (dates(card).map(|dates| dates.starts(cx.zone)), card.document));
        html! {
            @if !events.is_empty() {
                section {
                    (SectionHeading { title: cx.text("upcoming-events"), all: Some((cx.to(&Place::Events), cx.text("all-events"))) })
                    ol.ledger { @for card in events.into_iter().take(Home::EVENTS) { (EventRow { cx, card, by_the_clock: true }) } }
                }
            }
        }
    }

    fn notice(&self, cx: &Context<'_>) -> Markup {
        let notice = self.home.notice.as_ref().map(|notice| {
            let link = TextLink { address: cx.to(&notice.link).to_string(), label: notice.link_text.clone(), text: String::new() };
            NoticeBox { title: notice.title.clone(), text: notice.text.clone(), link: Some(link) }
        });
        html! { @if let Some(notice) = notice { (notice) } }
    }
}

fn links(title: String, class: &str, links: &[Link]) -> Markup {
    let links: Vec<_> = links
        .iter()
        .map(|Link { address, label, text }| TextLink { address: address.clone(), label: label.clone(), text: text.clone() })
        .collect();
    html! {
        @if !links.is_empty() {
            section class=(class) {
                (SectionHeading { title, all: None })
                (LinkList { links }.render())
            }
        }
    }
}
