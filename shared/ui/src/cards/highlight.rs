//! An entry of the strip at the top of the home page.

use domain::Card;
use maud::{Markup, Render, html};

use super::Headline;
use crate::{Anchor, Context};

/// An entry of the strip at the top of the home page.
pub struct Highlight<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
    /// Its number in the strip; the first loads its picture at once.
    pub number: usize,
}

impl Render for Highlight<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card, number } = self;
        html! {
            article.slide id=(Anchor::highlight(*number)) {
                @if let Some(illustration) = &card.picture { (cx.picture(illustration, *number == 1)) }
                div {
                    h3 { (Headline::of(cx, card)) }
                    p lang=[(card.language != cx.language).then_some(card.language)] { (card.summary) }
                }
            }
        }
    }
}
