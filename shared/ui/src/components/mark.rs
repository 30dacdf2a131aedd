//! A word that says in which state something is.

use maud::{Markup, Render, html};

/// How much a mark wants to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something that is so.
    Plain,
    /// Something new.
    Fresh,
    /// Something that is due.
    Due,
}

/// A word that says in which state something is. It never says it by colour alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The word.
    pub word: String,
    /// How much it wants to be seen.
    pub tone: Tone,
}

impl Render for Mark {
    fn render(&self) -> Markup {
        let class = match self.tone {
            Tone::Plain => "mark",
            Tone::Fresh => "mark fresh",
            Tone::Due => "mark due",
        };
        html! { span class=(class) { (self.word) } }
    }
}
