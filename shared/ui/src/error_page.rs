//! Pages for when something is wrong: each says what happened in words of its own and offers ways on.

use domain::Place;
use maud::{Markup, html};

use crate::{Context, Interface, View};

/// A page for when something is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorPage {
    /// 400, 403, 404, 405, 410, 500 or 503; any other is shown as 500.
    pub status: u16,
    /// The address that was asked for, so that a reader can find the slip in it.
    pub address: Option<String>,
    /// What the operator finds the fault by.
    pub reference: Option<String>,
}

impl ErrorPage {
    /// Its headline.
    #[must_use]
    pub fn title(&self, interface: &Interface) -> String {
        match self.status {
            400 => interface.text("error-400-title"),
            403 => interface.text("error-403-title"),
            404 => interface.text("error-404-title"),
            405 => interface.text("error-405-title"),
            410 => interface.text("error-410-title"),
            503 => interface.text("error-503-title"),
            _ => interface.text("error-500-title"),
        }
    }

    fn words(&self, interface: &Interface) -> String {
        match self.status {
            400 => interface.text("error-400-text"),
            403 => interface.text("error-403-text"),
            404 => interface.text("error-404-text"),
            405 => interface.text("error-405-text"),
            410 => interface.text("error-410-text"),
            503 => interface.text("error-503-text"),
            _ => interface.text("error-500-text"),
        }
    }
}

impl View for ErrorPage {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            div.error {
                p.kicker { (cx.text_with("error-kicker", &[("status", self.status.to_string().into())])) }
                h1 { (self.title(cx.interface)) }
                p.deck { (self.words(cx.interface)) }
                @if let Some(address) = &self.address { p { (cx.text_with("error-address", &[("address", address.as_str().into())])) } }
                @if let Some(reference) = &self.reference { p { (cx.text_with("error-reference", &[("reference", reference.as_str().into())])) } }
                h2 { (cx.text("ways-on")) }
                ul.ways {
                    li { a href=(cx.to(&Place::Home)) { (cx.text("home")) } }
                    li { a href=(cx.to(&Place::Newsroom)) { (cx.text("newsroom")) } }
                    @for entry in &cx.site.navigation { li { a href=(cx.to(&entry.place)) { (cx.label(entry)) } } }
                    @for entry in &cx.site.meta { li { a href=(cx.to(&entry.place)) { (cx.label(entry)) } } }
                }
            }
        }
    }
}
