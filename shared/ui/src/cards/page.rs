//! A page of the tree in the list of the page above it.

use domain::Card;
use maud::{Markup, Render, html};

use super::Headline;
use crate::Context;

/// A page of the tree in the list of the page above it.
pub struct PageEntry<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
}

impl Render for PageEntry<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card } = self;
        html! {
            li {
                h3 { (Headline::of(cx, card)) }
                @if !card.summary.is_empty() { p { (card.summary) } }
            }
        }
    }
}
