//! The navigation between pages that belong together.

use maud::{Markup, Render, html};

use crate::Href;

/// The navigation between pages that belong together, in one row where there is room.
#[derive(Debug)]
pub struct Subnavigation {
    /// What a screen reader calls it.
    pub label: String,
    /// The pages.
    pub entries: Vec<SubnavigationEntry>,
}

/// One of the pages.
#[derive(Debug)]
pub struct SubnavigationEntry {
    /// Where it is.
    pub href: Href,
    /// Its name.
    pub name: String,
    /// The value of `aria-current`: it is the page itself.
    pub current: Option<&'static str>,
}

impl Render for Subnavigation {
    fn render(&self) -> Markup {
        html! {
            nav.row-of-pages aria-label=(self.label) {
                ul { @for SubnavigationEntry { href, name, current } in &self.entries { li { a href=(href) aria-current=[current] { (name) } } } }
            }
        }
    }
}
