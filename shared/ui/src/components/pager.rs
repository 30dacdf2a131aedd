//! Newer and older parts of a list.

use maud::{Markup, Render, html};

use crate::Href;

/// Newer and older parts of a list. `next` is the older one, since a list of news is read from the newest on.
#[derive(Debug)]
pub struct Pager {
    /// What a screen reader calls it.
    pub label: String,
    /// The newer part: where, and what the link says.
    pub newer: Option<(Href, String)>,
    /// The older part.
    pub older: Option<(Href, String)>,
}

impl Render for Pager {
    fn render(&self) -> Markup {
        html! {
            @if self.newer.is_some() || self.older.is_some() {
                nav.pager aria-label=(self.label) {
                    @if let Some((href, words)) = &self.newer { a rel="prev" href=(href) { (words) } }
                    @if let Some((href, words)) = &self.older { a rel="next" href=(href) { (words) } }
                }
            }
        }
    }
}
