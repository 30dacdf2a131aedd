//! A short text that must not be overlooked.

use maud::{Markup, Render, html};

use super::TextLink;

/// A short text that must not be overlooked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeBox {
    /// Its heading.
    pub title: String,
    /// Plain text.
    pub text: String,
    /// What one can do about it.
    pub link: Option<TextLink>,
}

impl Render for NoticeBox {
    fn render(&self) -> Markup {
        html! {
            div.notice {
                h2 { (self.title) }
                p { (self.text) }
                @if let Some(link) = &self.link { p.more { (link) } }
            }
        }
    }
}
