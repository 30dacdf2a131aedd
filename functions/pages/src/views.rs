//! The pages of the tree, the topics, the calls and the members.

mod directory;
mod member;

use domain::{CallDates, Card, Kind, MenuEntry, Page, Phase, Place};
use maud::{Markup, html};
use ui::cards::{CallDeadline, CallRow, NewsRow, PageEntry};
use ui::components::{Figure, NoticeBox};
use ui::{Context, View, trusted};

pub use directory::{ByName, Group};
pub use member::MemberView;

/// A page, a topic or a call.
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
    /// The newest news of a topic.
    pub news: Vec<Card>,
    /// Calls, on the page that lists them.
    pub calls: Vec<Card>,
    /// Members in groups, on the page that lists them.
    pub members: Vec<Group>,
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
                        h1 { (self.page.title) }
                        @if !self.page.summary.is_empty() { p.deck { (self.page.summary) } }
                    }
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
                    (directory::by_region(cx, &self.members))
                    (self.children(cx))
                    (self.news(cx))
                    @if self.page.kind == Kind::Page { p.revised { (cx.text_with("updated-on", &[("date", cx.date(self.page.updated).shown.into())])) } }
                }
                (section(cx, &self.side))
            }
        }
    }
}

impl PageView {
    /// A page with nothing beside it yet.
    #[must_use]
    pub fn of(page: Page) -> Self {
        Self {
            page,
            children: Vec::new(),
            beside: Vec::new(),
            side: Vec::new(),
            news: Vec::new(),
            calls: Vec::new(),
            members: Vec::new(),
            tree: Vec::new(),
            notice: None,
        }
    }

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

    fn news(&self, cx: &Context<'_>) -> Markup {
        let topic = match &cx.here {
            Some(Place::Topic(slug)) => Some(slug),
            _ => None,
        };
        html! {
            @if !self.news.is_empty() {
                section.month {
                    h2 { (cx.text("topic-news")) }
                    ol { @for card in &self.news { (NewsRow { cx, card }) } }
                    p.rest {
                        a href=(cx.links.feed_atom(cx.language, topic)) type="application/atom+xml" { (cx.text("feed-atom")) }
                        " "
                        a href=(cx.links.feed_json(cx.language, topic)) type="application/feed+json" { (cx.text("feed-json")) }
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

/// The navigation of the section, beside the text.
fn section(cx: &Context<'_>, entries: &[MenuEntry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            nav.side aria-labelledby="side" {
                h2 id="side" { (cx.text("section-navigation")) }
                (side(cx, entries))
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
                    a href=(cx.to(&entry.place)) aria-current=[cx.current(&entry.place)] { (cx.label(entry)) }
                    @if !entry.children.is_empty() { (side(cx, &entry.children)) }
                }
            }
        }
    }
}
