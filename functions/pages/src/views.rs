//! The pages of the tree, the topics with their sections, and the calls.

mod topic;

use domain::{CallDates, Card, Kind, MenuEntry, Page, Phase, Place, SiteTopic};
use maud::{Markup, html};
use ui::cards::{CallDeadline, CallRow, PageEntry};
use ui::components::{Figure, NoticeBox};
use ui::{Context, View, trusted};

/// A page, a topic, a section of one, or a call.
#[derive(Debug)]
pub struct PageView {
    /// The page.
    pub page: Page,
    /// The pages below it.
    pub children: Vec<Card>,
    /// What the navigation puts in its section though it stands elsewhere in the tree.
    pub beside: Vec<MenuEntry>,
    /// The navigation of its section.
    pub side: Vec<MenuEntry>,
    /// The topic that this is, or whose section; none: of no topic, or of one that is not there.
    pub topic: Option<SiteTopic>,
    /// The sections of the topic.
    pub sections: Vec<Card>,
    /// The newest news of the topic.
    pub news: Vec<Card>,
    /// Calls, on the page that lists them.
    pub calls: Vec<Card>,
    /// The whole tree, on the site map only.
    pub tree: Vec<MenuEntry>,
    /// Why its text was withdrawn, if it was.
    pub notice: Option<String>,
}

impl View for PageView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            div.page {
                article {
                    div.opening {
                        @if let (Kind::Call, Some(label)) = (self.page.kind, &self.page.label) { p.kicker { (label) } }
                        @if let (Kind::Section, Some(topic)) = (self.page.kind, &self.topic) { p.kicker { (topic.label) } }
                        h1 { (self.page.title) }
                        @if !self.page.summary.is_empty() { p.deck { (self.page.summary) } }
                    }
                    (self.sections(cx))
                    @if let Some(dates) = &self.page.call { (CallDeadline { cx, dates }) }
                    @if let Some(illustration) = &self.page.picture {
                        (Figure {
                            picture: cx.picture(illustration, true),
                            credit: illustration.credit.clone(),
                        })
                    }
                    div.prose {
                        @match &self.notice {
                            Some(notice) => (NoticeBox { title: cx.text("withdrawn"), text: notice.clone(), link: None }),
                            None => (trusted::rendered(&self.page.rendered)),
                        }
                    }
                    @if !self.tree.is_empty() { (site_map(cx, &self.tree)) }
                    (self.calls(cx))
                    (self.children(cx))
                    (self.news(cx))
                    @if matches!(self.page.kind, Kind::Page | Kind::Section) { p.revised { (cx.text_with("updated-on", &[("date", cx.date(self.page.updated).shown.into())])) } }
                }
                @if !self.side.is_empty() {
                    nav.side aria-labelledby="side" {
                        h2 id="side" { (cx.text("section-navigation")) }
                        (side(cx, &self.side))
                    }
                }
            }
        }
    }
}

impl PageView {
    fn calls(&self, cx: &Context<'_>) -> Markup {
        let phase = |dates: &CallDates| dates.at(cx.now, cx.zone).phase;
        let with = |wanted: fn(Phase) -> bool| -> Vec<&Card> {
            self.calls.iter().filter(|card| card.call.as_ref().is_some_and(|dates| wanted(phase(dates)))).collect()
        };
        let open = with(|phase| matches!(phase, Phase::Open { .. }));
        let closed = with(|phase| phase == Phase::Closed);
        html! {
            @if !self.calls.is_empty() {
                section.calls {
                    h2 { (cx.text("open-calls")) }
                    @if open.is_empty() { p { (cx.text("no-open-calls")) } }
                    ol.ledger { @for card in open { (CallRow { cx, card }) } }
                }
                @if !closed.is_empty() {
                    section.calls {
                        h2 { (cx.text("closed-calls")) }
                        ol.ledger { @for card in closed { (CallRow { cx, card }) } }
                    }
                }
            }
        }
    }

    fn children(&self, cx: &Context<'_>) -> Markup {
        html! {
            @if !self.children.is_empty() {
                section.below {
                    h2 { (cx.text("section-pages")) }
                    ul {
                        @for card in &self.children { (PageEntry { cx, card }) }
                        @for entry in &self.beside { li { h3 { a href=(cx.to(&entry.place)) { (cx.label(entry)) } } } }
                    }
                }
            }
        }
    }
}

/// Section by section; then what stands in none, in one list.
fn site_map(cx: &Context<'_>, entries: &[MenuEntry]) -> Markup {
    let section = |entry: &&MenuEntry| !entry.children.is_empty() || cx.site.navigation.iter().any(|own| own.place == entry.place);
    let (sections, rest): (Vec<&MenuEntry>, Vec<&MenuEntry>) = entries.iter().partition(section);
    html! {
        div.tree {
            (tree(cx, &sections))
            @if !rest.is_empty() { div.rest { (tree(cx, &rest)) } }
        }
    }
}

fn tree(cx: &Context<'_>, entries: &[&MenuEntry]) -> Markup {
    html! {
        ul {
            @for entry in entries {
                li {
                    a href=(cx.to(&entry.place)) aria-current=[cx.current(&entry.place)] { (cx.label(entry)) }
                    @if !entry.children.is_empty() { (tree(cx, &entry.children.iter().collect::<Vec<_>>())) }
                }
            }
        }
    }
}

/// The section's navigation, which holds the levels below an entry only where the reader stands.
fn side(cx: &Context<'_>, entries: &[MenuEntry]) -> Markup {
    html! {
        ul {
            @for entry in entries {
                li {
                    a href=(cx.to(&entry.place)) aria-current=[cx.current(&entry.place).or_else(|| above(cx, entry))] { (cx.label(entry)) }
                    @if !entry.children.is_empty() { (side(cx, &entry.children)) }
                }
            }
        }
    }
}

/// The value of `aria-current` for the topic of a section, which stands in no navigation itself.
fn above(cx: &Context<'_>, entry: &MenuEntry) -> Option<&'static str> {
    matches!((&entry.place, cx.topic()), (Place::Topic(own), Some(topic)) if own == topic).then_some("true")
}
