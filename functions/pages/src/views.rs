//! The pages of the tree, the topics with their sections, the calls and the members.

mod directory;
mod member;

mod a_to_z;
mod archive;
mod calls;
mod topic;

use domain::{AToZ, Card, Kind, MenuEntry, Page, Place, SiteTopic};
use maud::{Markup, html};
use ui::cards::{CallDeadline, EventRow, InstrumentFacts, InstrumentTable, PageEntry, SubjectFacts};
use ui::components::{Figure, NoticeBox};
use ui::{Context, View, trusted};

pub use archive::ArchiveView;
pub use calls::AreaCalls;

pub use directory::{ByName, Group};
pub use member::MemberView;

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
    /// The events of a topic that are not over.
    pub upcoming: Vec<Card>,
    /// The events of a topic that were over last.
    pub past: Vec<Card>,
    /// The calls of an area, on the page that lists them.
    pub calls: Option<AreaCalls>,
    /// The pages that tell how the organisation buys, on the page of a tender.
    pub information: Vec<MenuEntry>,
    /// The index from A to Z, on the page of topics.
    pub index: AToZ,
    /// Members in groups, on the page that lists them.
    pub members: Vec<Group>,
    /// The whole tree, on the site map only.
    pub tree: Vec<MenuEntry>,
    /// Why its text was withdrawn, if it was.
    pub notice: Option<String>,
}

impl PageView {
    /// A page that lists nothing yet.
    #[must_use]
    pub fn of(page: Page, side: Vec<MenuEntry>, tree: Vec<MenuEntry>, notice: Option<String>) -> Self {
        let (children, beside, topic, sections, news, upcoming, past) = Default::default();
        let (calls, information, index, members) = Default::default();
        Self { page, children, beside, side, topic, sections, news, upcoming, past, calls, information, index, members, tree, notice }
    }
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
                    @if let Some(instrument) = &self.page.instrument { (InstrumentFacts { cx, instrument }) }
                    (self.sections(cx))
                    @if let Some(dates) = &self.page.call {
                        (CallDeadline { cx, dates })
                        (SubjectFacts { cx, subject: &self.page.subject, language: self.page.language, information: &self.information })
                    }
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
                    @if let Some(calls) = &self.calls { (calls.render(cx)) }
                    (directory::by_region(cx, &self.members))
                    (self.children(cx))
                    (events(cx, cx.text("topic-events"), &self.upcoming, true))
                    (events(cx, cx.text("past-events"), &self.past, false))
                    @if !self.index.letters.is_empty() { (a_to_z::render(cx, &self.index)) }
                    (self.news(cx))
                    @if matches!(self.page.kind, Kind::Page | Kind::Section) { p.revised { (cx.text_with("updated-on", &[("date", cx.date(self.page.updated).shown.into())])) } }
                }
                (side_navigation(cx, &self.side))
            }
        }
    }
}

impl PageView {
    fn children(&self, cx: &Context<'_>) -> Markup {
        let (instruments, others): (Vec<&Card>, Vec<&Card>) = self.children.iter().partition(|card| card.instrument.is_some());
        html! {
            @if !instruments.is_empty() { (InstrumentTable { cx, cards: &self.children }) }
            @if !others.is_empty() {
                section.below {
                    h2 { (cx.text("section-pages")) }
                    ul {
                        @for card in others { (PageEntry { cx, card }) }
                        @for entry in &self.beside { li { h3 { a href=(cx.to(&entry.place)) { (cx.label(entry)) } } } }
                    }
                }
            }
        }
    }
}

/// Events of a topic.
fn events(cx: &Context<'_>, heading: String, cards: &[Card], by_the_clock: bool) -> Markup {
    html! {
        @if !cards.is_empty() {
            section.month {
                h2 { (heading) }
                ol.ledger { @for card in cards { (EventRow { cx, card, by_the_clock }) } }
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

/// The section's navigation, where there is one.
fn side_navigation(cx: &Context<'_>, entries: &[MenuEntry]) -> Markup {
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
