//! The heading of a part of a page.

use maud::{Markup, Render, html};

use crate::Href;

/// The heading of a part of a page, with the way to all of it.
#[derive(Debug)]
pub struct SectionHeading {
    /// What the part is.
    pub title: String,
    /// Where all of it stands, and what the link says.
    pub all: Option<(Href, String)>,
}

impl Render for SectionHeading {
    fn render(&self) -> Markup {
        html! {
            div.head {
                h2 { (self.title) }
                @if let Some((href, words)) = &self.all { a.more href=(href) { (words) } }
            }
        }
    }
}
