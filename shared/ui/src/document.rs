//! The document around every page: what no page can forget.

mod chrome;
mod head;
mod structured;
#[cfg(test)]
mod tests;

use domain::{CallDates, EventSummary, Illustration, Language, MemberPage, Vacancy};
use jiff::Timestamp;
use maud::{DOCTYPE, html};

use crate::components::Breadcrumb;
use crate::{Context, Href, View};

/// What a page says about itself: by default nothing, and that search engines shall leave it alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Its title, without the organisation's name, which the document adds.
    pub title: String,
    /// One or two sentences for search engines.
    pub description: String,
    /// Its one address; none for pages that have none, such as errors.
    pub canonical: Option<Href>,
    /// The page in the languages of the site. A language that is missing here leads to its home page.
    pub versions: Vec<Version>,
    /// The way from the home page to this one, the page itself last and without an address; the home page is added in front.
    /// Empty: no way is shown.
    pub breadcrumb: Vec<Crumb>,
    /// What is shown where the page is shared.
    pub picture: Option<Illustration>,
    /// When an article was published and updated.
    pub article: Option<(Timestamp, Timestamp)>,
    /// The event that the page is about.
    pub event: Option<EventSummary>,
    /// The post that it announces.
    pub posting: Option<Posting>,
    /// The member administration that it is about; the page's title is its country, the description what it is called.
    pub member: Option<MemberPage>,
    /// Whether the page names the feeds: of its topic on a topic's page, of its area below one of calls, of all news elsewhere.
    pub feeds: bool,
    /// Whether search engines may keep it.
    pub index: bool,
}

/// A post that a page announces, for search engines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// What it is.
    pub vacancy: Vacancy,
    /// From when and until when one may apply.
    pub dates: CallDates,
    /// The whole announcement, sanitised HTML.
    pub text: String,
}

/// Where the language switch leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The language.
    pub language: Language,
    /// The address.
    pub href: Href,
    /// Whether it is the same page; if not, it is the nearest that there is in that language, and the switch says so.
    pub same_page: bool,
}

/// A part of the way from the home page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// What it says.
    pub label: String,
    /// Where it leads; none for the page itself.
    pub href: Option<Href>,
}

/// A whole HTML page.
#[must_use]
pub fn document(cx: &Context<'_>, head: &Head, view: &dyn View) -> String {
    let direction = if cx.language.is_right_to_left() { "rtl" } else { "ltr" };
    let crumbs = with_home(cx, head);
    let page = html! {
        (DOCTYPE)
        html lang=(cx.language) dir=(direction) {
            (head::head(cx, head))
            body {
                a.skip href="#main" { (cx.text("skip")) }
                (chrome::header(cx, head))
                @if !crumbs.is_empty() { (Breadcrumb { label: cx.text("breadcrumb"), crumbs: &crumbs }) }
                main.wrap id="main" { (view.main(cx)) }
                (chrome::footer(cx, head))
            }
        }
    };
    page.into_string()
}

/// The breadcrumb with the home page in front; empty where the page has none.
fn with_home(cx: &Context<'_>, head: &Head) -> Vec<Crumb> {
    if head.breadcrumb.is_empty() {
        return Vec::new();
    }
    let home = Crumb { label: cx.text("home"), href: Some(cx.to(&domain::Place::Home)) };
    std::iter::once(home).chain(head.breadcrumb.iter().cloned()).collect()
}
