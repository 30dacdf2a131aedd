//! The way from the home page to this one.

use maud::{Markup, Render, html};

use crate::Crumb;

/// The way from the home page to this one; its last part is the page itself.
#[derive(Debug)]
pub struct Breadcrumb<'a> {
    /// What a screen reader calls it.
    pub label: String,
    /// From the top.
    pub crumbs: &'a [Crumb],
}

impl Render for Breadcrumb<'_> {
    fn render(&self) -> Markup {
        html! {
            nav.crumbs aria-label=(self.label) {
                ol {
                    @for crumb in self.crumbs {
                        li {
                            @if let Some(href) = &crumb.href { a href=(href) { (crumb.label) } } @else { span aria-current="page" { (crumb.label) } }
                        }
                    }
                }
            }
        }
    }
}
