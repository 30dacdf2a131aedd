//! A legal instrument: at the top of its own page, and as a row of the page above it.

use domain::{Card, Instrument, InstrumentStatus};
use maud::{Markup, Render, html};

use super::Headline;
use crate::Context;

/// What a legal instrument says of itself at the top of its page.
pub struct InstrumentFacts<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The instrument.
    pub instrument: &'a Instrument,
}

/// The instruments below a page.
pub struct InstrumentTable<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// Their cards; one that is no instrument has no row.
    pub cards: &'a [Card],
}

impl Render for InstrumentFacts<'_> {
    fn render(&self) -> Markup {
        let Self { cx, instrument } = self;
        html! {
            dl.deadline {
                div { dt { (cx.text("symbol")) } dd { (instrument.symbol) } }
                div { dt { (cx.text("adopted")) } dd { (cx.day_of(instrument.adopted)) } }
                div { dt { (cx.text("status")) } dd { (words(cx, instrument.status)) } }
                @if let Some(day) = instrument.in_force { div { dt { (cx.text("in-force-since")) } dd { (cx.day_of(day)) } } }
            }
        }
    }
}

impl Render for InstrumentTable<'_> {
    fn render(&self) -> Markup {
        let Self { cx, cards } = self;
        let rows = cards.iter().filter_map(|card| Some((card, card.instrument.as_ref()?)));
        html! {
            div.prose {
                table {
                    thead { tr {
                        th scope="col" { (cx.text("symbol")) }
                        th scope="col" { (cx.text("title")) }
                        th scope="col" { (cx.text("adopted")) }
                        th scope="col" { (cx.text("status")) }
                    } }
                    tbody {
                        @for (card, instrument) in rows {
                            tr {
                                td { (instrument.symbol) }
                                td { (Headline::of(cx, card)) }
                                td { (cx.day_of(instrument.adopted)) }
                                td { (words(cx, instrument.status)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn words(cx: &Context<'_>, status: InstrumentStatus) -> String {
    match status {
        InstrumentStatus::Adopted => cx.text("status-adopted"),
        InstrumentStatus::InForce => cx.text("status-in-force"),
        InstrumentStatus::Replaced => cx.text("status-replaced"),
        InstrumentStatus::Ended => cx.text("status-ended"),
    }
}
