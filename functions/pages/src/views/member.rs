//! A member administration.

use domain::{Joined, MemberPage, MenuEntry, Page, Place, RegionName};
use maud::{Markup, html};
use ui::components::NoticeBox;
use ui::{Anchor, Context, View, trusted};

/// A member administration.
#[derive(Debug)]
pub struct MemberView {
    /// Its page.
    pub page: Page,
    /// Its region, if the site has it.
    pub region: Option<RegionName>,
    /// The page that lists the members by region, where there is one.
    pub directory: Option<Place>,
    /// The navigation of its section.
    pub side: Vec<MenuEntry>,
    /// Why it was withdrawn, if it was.
    pub notice: Option<String>,
}

impl View for MemberView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            div.page {
                article {
                    div.opening {
                        h1 { (self.page.title) }
                        p.deck { (self.page.summary) }
                    }
                    @if let Some(notice) = &self.notice { (NoticeBox { title: cx.text("withdrawn"), text: notice.clone(), link: None }) }
                    @if let Some(member) = &self.page.member { (self.facts(cx, member)) }
                    @if !self.page.rendered.is_empty() { div.prose { (trusted::rendered(&self.page.rendered)) } }
                    p.revised { (cx.text_with("updated-on", &[("date", cx.date(self.page.updated).shown.into())])) }
                }
                (super::side_navigation(cx, &self.side))
            }
        }
    }
}

impl MemberView {
    fn facts(&self, cx: &Context<'_>, member: &MemberPage) -> Markup {
        html! {
            dl.facts {
                @if let Some(region) = &self.region {
                    div {
                        dt { (cx.text("member-region")) }
                        dd {
                            @match &self.directory {
                                Some(directory) => a href=(Anchor::region(&region.key).on(&cx.to(directory))) { (region.name) },
                                None => (region.name),
                            }
                        }
                    }
                }
                div { dt { (cx.text("member-since")) } dd { (since(cx, member.joined)) } }
                div {
                    dt { (cx.text("member-address")) }
                    dd { address { @for line in &member.address { (line) br; } (self.page.title) } }
                }
                @if let Some(site) = &member.site { div { dt { (cx.text("member-site")) } dd { a href=(site) { (host(site)) } } } }
                @if let Some(office) = &member.office { div { dt { (cx.text("member-office")) } dd { (office) } } }
            }
        }
    }
}

/// A day in full, or a year.
fn since(cx: &Context<'_>, joined: Joined) -> Markup {
    match joined {
        Joined::Day(day) => match day.to_zoned_datetime(cx.zone.clone()) {
            Ok(at) => html! { (cx.date(at.timestamp())) },
            Err(_) => html! { (joined.to_string()) },
        },
        Joined::Year(_) => html! { (joined.to_string()) },
    }
}

/// An address without what is the same in all of them.
fn host(site: &str) -> &str {
    site.trim_start_matches("https://").trim_end_matches('/')
}
