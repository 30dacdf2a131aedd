//! An event.

use domain::{Card, Page, Place};
use maud::{Markup, html};
use ui::cards::{EventDetails, EventRow, Programme, Relations};
use ui::components::{Figure, NoticeBox};
use ui::{Context, View, trusted};

/// An event with others on its topic.
#[derive(Debug)]
pub struct EventView {
    /// The event.
    pub page: Page,
    /// Others on its main topic that are not over.
    pub related: Vec<Card>,
    /// Why it was called off, if it was.
    pub notice: Option<String>,
}

impl View for EventView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            article.paper {
                div.opening {
                    @if let Some(topic) = cx.topics(&self.page.topics).first() { p.kicker { a href=(cx.to(&topic.place)) { (topic.label) } } }
                    h1 { (self.page.title) }
                    p.deck { (self.page.summary) }
                }
                @if let Some(illustration) = &self.page.picture {
                    (Figure {
                        picture: cx.picture(illustration, true),
                        credit: illustration.credit.clone(),
                    })
                }
                div.prose {
                    @if let Some(event) = &self.page.event { (EventDetails { cx, event: &event.summary }) }
                    @match &self.notice {
                        Some(notice) => (NoticeBox { title: cx.text("event-withdrawn"), text: notice.clone(), link: None }),
                        None => (trusted::rendered(&self.page.rendered)),
                    }
                    @if let Some(event) = &self.page.event { (Programme { cx, event }) }
                }
                div.facts { (self.facts(cx)) }
            }
            (self.related(cx))
        }
    }
}

impl EventView {
    /// The year of its address.
    #[must_use]
    pub fn year(&self, cx: &Context<'_>) -> Option<i16> {
        if let Some(Place::Event { year, .. }) = cx.here { Some(year) } else { None }
    }

    fn facts(&self, cx: &Context<'_>) -> Markup {
        let Page { alternates, event, .. } = &self.page;
        let documents = event.iter().flat_map(|event| &event.documents).collect::<Vec<_>>();
        html! {
            dl {
                @if let Some(Place::Event { year, slug }) = &cx.here {
                    div {
                        dt { (cx.text("calendar")) }
                        dd { a href=(cx.links.calendar_of(cx.language, *year, slug)) type="text/calendar" { (cx.text("calendar-add")) } }
                    }
                }
                @if !documents.is_empty() {
                    div {
                        dt { (cx.text("event-documents")) }
                        @for document in documents {
                            @let foreign = (document.to.language != cx.language).then_some(document.to.language);
                            dd { a href=(cx.links.place(document.to.language, &document.to.place)) hreflang=[foreign] { (document.label) } }
                        }
                    }
                }
                (Relations { cx, topics: &cx.topics(&self.page.topics), alternates })
            }
        }
    }

    fn related(&self, cx: &Context<'_>) -> Markup {
        html! {
            @if !self.related.is_empty() {
                section.related {
                    h2 { (cx.text("related-events")) }
                    ol.ledger { @for card in &self.related { (EventRow { cx, card, by_the_clock: true }) } }
                }
            }
        }
    }
}
