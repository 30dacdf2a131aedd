//! An item of news: as a line, as a row of a list, and as a tile with a picture.

use domain::{Card, Neighbour};
use maud::{Markup, Render, html};

use super::Headline;
use crate::Context;

/// A line: the date in the margin and the headline.
pub struct NewsLine<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
}

/// A row of the newsroom: the date in the margin, headline and summary, a small picture at the end.
pub struct NewsRow<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
}

/// A picture with date and headline below it.
pub struct NewsTile<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The card.
    pub card: &'a Card,
}

/// An article on the same topic, below an article: date and headline.
pub struct RelatedTile<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// The article.
    pub article: &'a Neighbour,
}

impl Render for NewsLine<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card } = self;
        html! {
            li { (cx.date(card.time)) " " span { (Headline::of(cx, card)) } }
        }
    }
}

impl Render for NewsRow<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card } = self;
        html! {
            li.row {
                (cx.day_month(card.time))
                div {
                    h3 { (Headline::of(cx, card)) }
                    @if !card.summary.is_empty() {
                        p lang=[(card.language != cx.language).then_some(card.language)] { (card.summary) }
                    }
                }
                @if let Some(illustration) = &card.picture { (cx.picture(illustration, false)) }
            }
        }
    }
}

impl Render for NewsTile<'_> {
    fn render(&self) -> Markup {
        let Self { cx, card } = self;
        html! {
            li.tile {
                @if let Some(illustration) = &card.picture { (cx.picture(illustration, false)) }
                (cx.date(card.time))
                h3 { (Headline::of(cx, card)) }
            }
        }
    }
}

impl Render for RelatedTile<'_> {
    fn render(&self) -> Markup {
        let Self { cx, article } = self;
        html! {
            li.tile {
                (cx.date(article.time))
                h3 { (Headline::of_neighbour(cx, article)) }
            }
        }
    }
}
