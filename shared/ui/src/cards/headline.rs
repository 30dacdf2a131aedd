//! The title of a card as a link, with its language where that is not the page's.

use domain::Card;
use maud::{Markup, Render, html};

use crate::Context;

/// The title of a card as a link. What is not translated stands in its own language and says so.
pub struct Headline<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
}

impl Render for Headline<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card } = self;
        let foreign = card.language != cx.language;
        let direction = (card.language.is_right_to_left() != cx.language.is_right_to_left())
            .then(|| if card.language.is_right_to_left() { "rtl" } else { "ltr" });
        html! {
            a href=(cx.links.place(card.language, &card.place)) lang=[foreign.then_some(card.language)] dir=[direction] { (card.title) }
            @if foreign {
                " " small.tongue { (cx.text_with("in-language", &[("language", cx.interface.language_name(card.language).into())])) }
            }
        }
    }
}
