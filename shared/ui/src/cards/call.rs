//! A call: as a row of the ledger, and its dates on its own page.

use domain::{CallDates, Card, Phase};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, Render, html};

use super::Headline;
use super::subject;
use crate::Context;
use crate::components::{Mark, Tone};

/// A row of the ledger: the deadline set large, what kind of call it is, its title, and the days left.
pub struct CallRow<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
}

/// When a call opens and closes, as its own page says it.
pub struct CallDeadline<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The dates.
    pub dates: &'a CallDates,
}

impl Render for CallRow<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card } = self;
        let phase = card.call.map(|dates| dates.at(cx.now, cx.zone).phase);
        let closes = card.call.and_then(|dates| dates.closes);
        let new = matches!(phase, Some(Phase::Open { new: true, .. }));
        html! {
            li.call {
                div.by {
                    @if let Some(closes) = closes { (day_set_large(cx, closes)) } @else { span { (cx.text("no-deadline")) } }
                }
                div {
                    p.kind {
                        @if let Some(label) = &card.label { (label) " " }
                        @if new { (Mark { word: cx.text("new"), tone: Tone::Fresh }) " " }
                        @if phase.is_some_and(|phase| phase.closes_soon()) { (Mark { word: cx.text("closing-soon"), tone: Tone::Due }) }
                    }
                    h3 { (Headline::of(cx, card)) }
                    (subject::line(cx, &card.subject, card.language))
                }
                @if let Some(remains) = phase.and_then(|phase| remains(cx, phase)) { p.remains { (remains) } }
            }
        }
    }
}

impl Render for CallDeadline<'_> {
    fn render(&self) -> Markup {
        let Self { cx, dates } = self;
        let phase = dates.at(cx.now, cx.zone).phase;
        let opens = if phase == Phase::Upcoming { cx.text("opens") } else { cx.text("opened") };
        html! {
            dl.deadline {
                div.by {
                    dt { (cx.text("deadline")) }
                    dd {
                        @if let Some(closes) = dates.closes {
                            (day_set_large(cx, closes))
                            p { (moment_in_zone(cx, closes)) }
                        } @else { (cx.text("no-deadline")) }
                        @if let Some(remains) = remains(cx, phase) { p { (remains) } }
                    }
                }
                div { dt { (opens) } dd { (cx.date(dates.opens)) } }
            }
        }
    }
}

/// The day of a deadline with its number set large.
fn day_set_large(cx: &Context<'_>, closes: Timestamp) -> Markup {
    let day = as_announced(cx, closes).to_zoned_datetime(cx.zone.clone()).date();
    let month = domain::Month { year: day.year(), month: day.month() };
    html! {
        time datetime=(day) { b { (cx.interface.day(day.day())) } " " (cx.interface.month_name(month)) }
    }
}

/// The time of the day until which a call is open, which is what counts for somebody on another continent.
fn moment_in_zone(cx: &Context<'_>, closes: Timestamp) -> String {
    let time = cx.interface.time(as_announced(cx, closes), cx.zone);
    match cx.interface.city(cx.zone) {
        Some(city) => cx.text_with("moment-in", &[("time", time.into()), ("city", city.into())]),
        None => cx.text_with("moment", &[("time", time.into())]),
    }
}

/// A deadline as people name it. One at midnight belongs to the day that ends with it, so its last second is named; any other is named itself.
fn as_announced(cx: &Context<'_>, closes: Timestamp) -> Timestamp {
    let midnight = closes.to_zoned_datetime(cx.zone.clone()).start_of_day().is_ok_and(|start| start.timestamp() == closes);
    if midnight { closes.checked_sub(1.second()).unwrap_or(closes) } else { closes }
}

/// What the clock says about a call.
fn remains(cx: &Context<'_>, phase: Phase) -> Option<Markup> {
    let tone = if phase.closes_soon() { Tone::Due } else { Tone::Plain };
    let word = match phase {
        Phase::Upcoming => cx.text("upcoming"),
        Phase::Closed => cx.text("closed"),
        Phase::Open { days_left: None, .. } => return None,
        Phase::Open { days_left: Some(..=0), .. } => cx.text("closes-today"),
        Phase::Open { days_left: Some(days), .. } => cx.text_with("days-left", &[("days", days.into())]),
    };
    Some(html! { (Mark { word, tone }) })
}
