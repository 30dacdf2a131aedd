//! Where a page belongs: its topics, and the languages in which it stands too.

use domain::{Alternate, SiteTopic};
use maud::{Markup, Render, html};

use crate::Context;

/// Topics and other languages of a page, as rows of a list of facts (`dl`).
pub struct Relations<'a> {
    /// Where it is shown.
    pub cx: &'a Context<'a>,
    /// The topics of the page that are live in this language.
    pub topics: &'a [SiteTopic],
    /// The page in every language in which it is live, this one included.
    pub alternates: &'a [Alternate],
}

impl Render for Relations<'_> {
    fn render(&self) -> Markup {
        let Self { cx, topics, alternates } = self;
        let others: Vec<&Alternate> = alternates.iter().filter(|alternate| alternate.language != cx.language).collect();
        html! {
            @if !topics.is_empty() {
                div { dt { (cx.text("article-topics")) } @for topic in *topics { dd { a href=(cx.to(&topic.place)) { (topic.label) } } } }
            }
            @if !others.is_empty() {
                div {
                    dt { (cx.text("other-languages")) }
                    @for other in others {
                        dd {
                            a href=(cx.links.place(other.language, &other.place)) hreflang=(other.language) lang=(other.language) {
                                (cx.interface.own_name(other.language))
                            }
                        }
                    }
                }
            }
        }
    }
}
