//! A date for people and for machines.

use maud::{Markup, Render, html};

/// A date for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// As HTML wants it: `2025-02-14`.
    pub machine: String,
    /// As people read it.
    pub shown: String,
}

impl Render for Moment {
    fn render(&self) -> Markup {
        html! { time datetime=(self.machine) { (self.shown) } }
    }
}
