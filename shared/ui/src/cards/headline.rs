//! The title of a card as a link, with its language where that is not the page's.

use domain::{Card, Language, Neighbour, Place};
use maud::{Markup, Render, html};

use crate::Context;

/// The title of a card as a link. What is not translated stands in its own language and says so.
pub struct Headline<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The language of the title.
    pub language: Language,
    /// Where it leads.
    pub place: &'a Place,
    /// The title.
    pub title: &'a str,
}

impl<'a> Headline<'a> {
    /// The headline of a card.
    #[must_use]
    pub fn of(cx: &'a Context<'a>, card: &'a Card) -> Self {
        Self { cx, language: card.language, place: &card.place, title: &card.title }
    }

    /// The headline of an article as another one names it.
    #[must_use]
    pub fn of_neighbour(cx: &'a Context<'a>, article: &'a Neighbour) -> Self {
        Self { cx, language: article.language, place: &article.place, title: &article.title }
    }
}

impl Render for Headline<'_> {
    fn render(&self) -> Markup {
        let Self { cx, language, place, title } = self;
        let language = *language;
        let foreign = language != cx.language;
        let direction = (language.is_right_to_left() != cx.language.is_right_to_left())
            .then(|| if language.is_right_to_left() { "rtl" } else { "ltr" });
        html! {
            a href=(cx.links.place(language, place)) lang=[foreign.then_some(language)] dir=[direction] { (title) }
            @if foreign {
                " " small.tongue { (cx.text_with("in-language", &[("language", cx.interface.language_name(language).into())])) }
            }
        }
    }
}
