//! An index of years.

use maud::{Markup, Render, html};

use crate::Href;

/// A year of an index.
#[derive(Debug)]
pub struct Year {
    /// Where it stands.
    pub href: Href,
    /// The year.
    pub name: String,
    /// How much there is of it, where the page says so.
    pub count: Option<String>,
    /// Whether it is the page itself.
    pub current: bool,
}

/// An index of years.
#[derive(Debug)]
pub struct YearIndex {
    /// What it is.
    pub title: String,
    /// Newest first.
    pub years: Vec<Year>,
}

impl Render for YearIndex {
    fn render(&self) -> Markup {
        html! {
            nav.years aria-labelledby="years" {
                h2 id="years" { (self.title) }
                ul {
                    @for year in &self.years {
                        li { a href=(year.href) aria-current=[year.current.then_some("page")] {
                            (year.name)
                            @if let Some(count) = &year.count { " " small { (count) } }
                        } }
                    }
                }
            }
        }
    }
}
