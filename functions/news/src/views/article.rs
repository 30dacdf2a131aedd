//! An article.

use domain::{Neighbour, Neighbours, Page};
use maud::{Markup, html};
use ui::cards::{RelatedTile, Relations};
use ui::components::{Figure, NoticeBox};
use ui::{Context, View, trusted};

/// An article with what stands before and after it.
#[derive(Debug)]
pub struct ArticleView {
    /// The article.
    pub page: Page,
    /// Before, after, and on the same topic.
    pub neighbours: Neighbours,
    /// Why its text was withdrawn, if it was.
    pub notice: Option<String>,
}

impl View for ArticleView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            article.paper {
                div.opening {
                    p.kicker {
                        @if let Some(topic) = cx.topics(&self.page.topics).first() { a href=(cx.to(&topic.place)) { (topic.label) } " " }
                        (cx.date(self.page.first_published))
                    }
                    h1 { (self.page.title) }
                    p.deck { (self.page.summary) }
                }
                @if let Some(illustration) = &self.page.picture {
                    (Figure {
                        picture: cx.picture(illustration, true),
                        credit: illustration.credit.clone(),
                    })
                }
                div.prose {
                    @match &self.notice {
                        Some(notice) => (NoticeBox { title: cx.text("withdrawn"), text: notice.clone(), link: None }),
                        None => (trusted::rendered(&self.page.rendered)),
                    }
                }
                div.facts { (self.facts(cx)) }
            }
            (self.related(cx))
            (self.around(cx))
        }
    }
}

impl ArticleView {
    fn facts(&self, cx: &Context<'_>) -> Markup {
        let Page { first_published, updated, alternates, .. } = &self.page;
        let published = cx.date(*first_published);
        let updated = cx.date(*updated);
        html! {
            dl {
                div { dt { (cx.text("published")) } dd { (published) } }
                @if updated != published { div { dt { (cx.text("updated")) } dd { (updated) } } }
                (Relations { cx, topics: &cx.topics(&self.page.topics), alternates })
            }
        }
    }

    fn related(&self, cx: &Context<'_>) -> Markup {
        html! {
            @if !self.neighbours.related.is_empty() {
                section.related {
                    h2 { (cx.text("related-news")) }
                    ul.tiles { @for article in &self.neighbours.related { (RelatedTile { cx, article }) } }
                }
            }
        }
    }

    /// The neighbours in time. `next` is the newer one: articles are read on in the order in which things happened.
    fn around(&self, cx: &Context<'_>) -> Markup {
        let Neighbours { newer, older, .. } = &self.neighbours;
        html! {
            @if newer.is_some() || older.is_some() {
                nav.around aria-label=(cx.text("around")) {
                    @if let Some(card) = older { (neighbour(cx, card, "prev", cx.text("older-article"))) }
                    @if let Some(card) = newer { (neighbour(cx, card, "next", cx.text("newer-article"))) }
                }
            }
        }
    }
}

fn neighbour(cx: &Context<'_>, article: &Neighbour, relation: &str, words: String) -> Markup {
    let foreign = (article.language != cx.language).then_some(article.language);
    html! {
        a rel=(relation) href=(cx.links.place(article.language, &article.place)) {
            small { (words) }
            span lang=[foreign] { (article.title) }
        }
    }
}
