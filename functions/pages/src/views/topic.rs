//! What the page of a topic and its sections show of the topic: the way between them, and what is found by the topic.

use domain::{Card, Kind, Listed, Place};
use maud::{Markup, html};
use ui::Context;
use ui::cards::NewsRow;
use ui::components::{Subnavigation, SubnavigationEntry};

use super::PageView;

impl PageView {
    /// The topic's page and its sections, the one that is shown marked; nothing, if the topic has none.
    pub(super) fn sections(&self, cx: &Context<'_>) -> Markup {
        let topic = self.topic.iter().map(|topic| SubnavigationEntry {
            href: cx.to(&topic.place),
            name: cx.text("topic-overview"),
            current: cx.current(&topic.place),
        });
        let sections = self.sections.iter().map(|card| SubnavigationEntry {
            href: cx.to(&card.place),
            name: card.label.as_ref().unwrap_or(&card.title).clone(),
            current: cx.current(&card.place),
        });
        let label = self.topic.as_ref().map_or_else(|| cx.text("section-navigation"), |topic| topic.label.clone());
        html! {
            @if !self.sections.is_empty() { (Subnavigation { label, entries: topic.chain(sections).collect() }) }
        }
    }

    /// News of the topic: the newest on its own page, more of them by year in the section that lists them.
    pub(super) fn news(&self, cx: &Context<'_>) -> Markup {
        let lists = self.page.kind == Kind::Section && self.page.lists == Some(Listed::News);
        html! {
            @if lists {
                @if self.news.is_empty() { p { (cx.text("no-news")) } }
                @for cards in self.news.chunk_by(|one, other| year(cx, one) == year(cx, other)) {
                    section.month {
                        @if let Some(card) = cards.first() { h2 { (year(cx, card)) } }
                        ol { @for card in cards { (NewsRow { cx, card }) } }
                    }
                }
            } @else if !self.news.is_empty() {
                section.month {
                    h2 { (cx.text("topic-news")) }
                    ol { @for card in &self.news { (NewsRow { cx, card }) } }
                }
            }
            @if self.has_feeds(cx) && !self.news.is_empty() {
                p.rest {
                    a href=(cx.links.feed_atom(cx.language, cx.topic())) type="application/atom+xml" { (cx.text("feed-atom")) }
                    " "
                    a href=(cx.links.feed_json(cx.language, cx.topic())) type="application/feed+json" { (cx.text("feed-json")) }
                }
            }
        }
    }

    /// The title for those who see no page around it: many topics have a section of the same name.
    pub(crate) fn title(&self) -> String {
        match (self.page.kind, &self.topic) {
            (Kind::Section, Some(topic)) => format!("{} – {}", self.page.title, topic.label),
            _ => self.page.title.clone(),
        }
    }

    /// Whether the topic's news, which are shown here, have feeds at the address of the topic that this page's address names: not while the topic is
    /// withdrawn, or has another address.
    pub(crate) fn has_feeds(&self, cx: &Context<'_>) -> bool {
        let lists = self.page.kind == Kind::Topic || self.page.lists == Some(Listed::News);
        lists && self.topic.as_ref().is_some_and(|topic| cx.topic().is_some_and(|slug| topic.place == Place::Topic(slug.clone())))
    }
}

/// The year of a card in the organisation's time zone.
fn year(cx: &Context<'_>, card: &Card) -> i16 {
    card.time.to_zoned_datetime(cx.zone.clone()).year()
}
