//! Links in lists.

use maud::{Markup, Render, html};

/// A link with what one finds behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLink {
    /// Address, on this site or another.
    pub address: String,
    /// What it says.
    pub label: String,
    /// A line below it; empty: none.
    pub text: String,
}

/// A list of links.
#[derive(Debug)]
pub struct LinkList {
    /// In their order.
    pub links: Vec<TextLink>,
}

impl Render for TextLink {
    fn render(&self) -> Markup {
        html! {
            a href=(self.address) { (self.label) }
            @if !self.text.is_empty() { p { (self.text) } }
        }
    }
}

impl Render for LinkList {
    fn render(&self) -> Markup {
        html! {
            ul.links { @for link in &self.links { li { (link) } } }
        }
    }
}
