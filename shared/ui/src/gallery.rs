//! Every component and card in every state, for those who change them. The words are the site's own, the pictures are its icon.

mod forms;
mod samples;

use domain::{Alternate, Card, EventPage, Language, Neighbour, Place, ProgrammeItem};
use jiff::ToSpan;
use jiff::civil::Time;
use maud::{Markup, Render, html};

use crate::cards::{
    CallDeadline, CallRow, EventDetails, EventRow, Headline, Highlight, InstrumentFacts, InstrumentTable, NewsLine, NewsRow, NewsTile,
    PageEntry, Programme, RelatedTile, Relations, SubjectFacts,
};
use crate::components::{
    Breadcrumb, Figure, LinkList, Mark, NoticeBox, Pager, Picture, SectionHeading, Subnavigation, SubnavigationEntry, TextLink, Tone, Year,
    YearIndex,
};
use crate::{Context, Crumb};
use samples::{IconAsMedia, Samples};

/// The content of the gallery's page.
#[must_use]
pub fn page(cx: &Context<'_>) -> Markup {
    let links = IconAsMedia(cx.links);
    let cx = Context { links: &links, ..cx.clone() };
    html! {
        h1 { (cx.site.short_name) }
        (components(&cx))
        (pictures(&cx))
        (navigation(&cx))
        (cards(&cx))
        (calls(&cx))
        (events(&cx))
        (forms::forms(&cx))
    }
}

/// A piece under its name in code.
fn piece(name: &str, shown: Markup) -> Markup {
    html! { section.piece { h2 { code { (name) } } (shown) } }
}

fn components(cx: &Context<'_>) -> Markup {
    let link = TextLink { address: cx.to(&Place::Home).to_string(), label: cx.text("home"), text: String::new() };
    let described = TextLink { text: cx.site.tagline.clone(), ..link.clone() };
    let notice = NoticeBox { title: cx.text("withdrawn"), text: cx.site.tagline.clone(), link: None };
    let marks = [Tone::Plain, Tone::Fresh, Tone::Due].map(|tone| Mark { word: format!("{tone:?}"), tone });
    let all = Some((cx.to(&Place::Newsroom), cx.text("all-news")));
    html! {
        (piece("Mark", html! { p { @for mark in &marks { (mark) " " } } }))
        (piece("Moment", html! { p { (cx.date(cx.now)) " " (cx.day_month(cx.now)) } }))
        (piece("NoticeBox", html! {
            (notice)
            br;
            (NoticeBox { link: Some(link.clone()), ..notice.clone() })
        }))
        (piece("LinkList", LinkList { links: vec![link, described] }.render()))
        (piece("SectionHeading", html! {
            (SectionHeading { title: cx.text("topics"), all: None })
            (SectionHeading { title: cx.text("latest-news"), all })
        }))
    }
}

fn pictures(cx: &Context<'_>) -> Markup {
    let picture = |focus| Picture { address: cx.links.icon(), text: format!("{focus:?}"), width: 1200, height: 800, focus, eager: false };
    html! {
        (piece("Picture", html! { ul.tiles { @for focus in [(0, 0), (50, 50), (100, 100)] { li.tile { (picture(focus)) } } } }))
        (piece("Figure", html! {
            (Figure { picture: picture((50, 50)), credit: None })
            br;
            (Figure { picture: picture((50, 25)), credit: Some(cx.site.name.clone()) })
        }))
    }
}

fn navigation(cx: &Context<'_>) -> Markup {
    let newer = || Some((cx.to(&Place::Newsroom), cx.text("newer-news")));
    let older = || Some((cx.to(&Place::Newsroom), cx.text("older-news")));
    let crumbs = [
        Crumb { label: cx.text("home"), href: Some(cx.to(&Place::Home)) },
        Crumb { label: cx.text("newsroom"), href: Some(cx.to(&Place::Newsroom)) },
        Crumb { label: cx.site.tagline.clone(), href: None },
    ];
    let entries = [("topic-overview", Some("page")), ("newsroom", None), ("services", None), ("related-sites", None)];
    let entries = entries.map(|(name, current)| SubnavigationEntry { href: cx.to(&Place::Home), name: cx.text(name), current }).into();
    let year = |year: i16, count: Option<u32>, current| Year {
        href: cx.links.year(cx.language, year),
        name: year.to_string(),
        count: count.map(|count| cx.text_with("year-count", &[("count", count.into())])),
        current,
    };
    let pagers = [(newer(), older()), (newer(), None), (None, older())];
    html! {
        (piece("Breadcrumb", Breadcrumb { label: "Breadcrumb".to_owned(), crumbs: &crumbs }.render()))
        (piece("Subnavigation", Subnavigation { label: "Subnavigation".to_owned(), entries }.render()))
        (piece("Pager", html! {
            @for ((newer, older), number) in pagers.into_iter().zip(1..) { (Pager { label: format!("Pager {number}"), newer, older }) }
        }))
        (piece("YearIndex", html! {
            div.beside { (YearIndex { title: cx.text("years"), years: vec![year(2025, Some(12_345), true), year(2024, Some(1), false), year(2023, None, false)] }) }
        }))
    }
}

fn cards(cx: &Context<'_>) -> Markup {
    let samples = Samples { cx };
    let all: Vec<Card> = samples.news();
    let other = cx.site.languages.iter().find(|language| **language != cx.language).copied();
    let home = |language: &Language| Alternate { language: *language, place: Place::Home };
    let everywhere: Vec<Alternate> = cx.site.languages.iter().map(home).collect();
    let foreign: Vec<Card> = other.map(|language: Language| samples.foreign(language)).into_iter().collect();
    html! {
        (piece("Headline", html! { div.below { ul { @for card in all.iter().take(1).chain(&foreign) { li { h3 { (Headline::of(cx, card)) } } } } } }))
        (piece("NewsLine", html! { ol.lines { @for card in all.iter().chain(&foreign) { (NewsLine { cx, card }) } } }))
        (piece("NewsRow", html! { ol { @for card in all.iter().chain(&foreign) { (NewsRow { cx, card }) } } }))
        (piece("RelatedTile", html! { ul.tiles { @for article in all.iter().take(1).chain(&foreign).map(Neighbour::from) { (RelatedTile { cx, article: &article }) } } }))
        (piece("NewsTile", html! { ul.tiles { @for card in all.iter().chain(&foreign) { (NewsTile { cx, card }) } } }))
        (piece("Highlight", html! { @for (card, number) in all.iter().zip(1..) { (Highlight { cx, card, number }) } }))
        (piece("InstrumentFacts", html! { @for instrument in samples.instruments().iter().filter_map(|card| card.instrument.as_ref()) { (InstrumentFacts { cx, instrument }) } }))
        (piece("InstrumentTable", InstrumentTable { cx, cards: &samples.instruments() }.render()))
        (piece("Relations", html! { div.facts { dl { (Relations { cx, topics: &cx.site.topics(), alternates: &everywhere }) } } }))
        (piece("PageEntry", html! { div.below { ul { @for card in &all { (PageEntry { cx, card }) } } } }))
    }
}

fn events(cx: &Context<'_>) -> Markup {
    let events = Samples { cx }.events();
    let item = |day, hour, until| ProgrammeItem { day, from: Time::midnight() + hour, until, title: cx.site.tagline.clone() };
    let programme = vec![item(1, 9.hours(), Some(Time::midnight() + 12.hours())), item(2, 14.hours(), None)];
    let pages = events.iter().filter_map(|card| card.event.clone()).map(|summary| EventPage {
        summary,
        programme: programme.clone(),
        documents: Vec::new(),
    });
    html! {
        (piece("EventRow", html! { ol.ledger { @for card in &events { (EventRow { cx, card, by_the_clock: true }) } } }))
        (piece("EventDetails", html! { @for event in events.iter().filter_map(|card| card.event.as_ref()) { (EventDetails { cx, event }) } }))
        (piece("Programme", html! { @for event in pages.skip(2).take(1) { div.prose { (Programme { cx, event: &event }) } } }))
    }
}

fn calls(cx: &Context<'_>) -> Markup {
    let samples = Samples { cx };
    let (calls, subjects) = (samples.calls(), samples.subjects());
    html! {
        (piece("CallRow", html! { ol.ledger { @for card in &calls { (CallRow { cx, card }) } } }))
        (piece("SubjectFacts", html! { @for subject in &subjects { (SubjectFacts { cx, subject, language: cx.language, information: &[] }) } }))
        (piece("CallDeadline", html! { @for card in &calls { @if let Some(dates) = &card.call { (CallDeadline { cx, dates }) } } }))
    }
}
