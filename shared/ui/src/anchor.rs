//! Places inside a page that links lead to.

use domain::Month;
use maud::Render;

use crate::Href;

/// A place inside a page. One value says both what the place is called, as its `id`, and what a link to it ends with, so that the two
/// cannot part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor(String);

impl Anchor {
    /// A month in a list of news.
    #[must_use]
    pub fn month(month: Month) -> Self {
        Self(format!("m{month}"))
    }

    /// A letter of an index.
    #[must_use]
    pub fn letter(letter: &str) -> Self {
        Self(format!("a-z-{}", letter.to_lowercase()))
    }

    /// An entry of the strip at the top of the home page, by its number.
    #[must_use]
    pub fn highlight(number: usize) -> Self {
        Self(format!("h{number}"))
    }

    /// The address of the place for a link on the same page.
    #[must_use]
    pub fn href(&self) -> Href {
        Href::new(format!("#{}", self.0))
    }

    /// The address of the place on another page.
    #[must_use]
    pub fn on(&self, page: &Href) -> Href {
        Href::new(format!("{page}#{}", self.0))
    }
}

/// As an `id` has it.
impl Render for Anchor {
    fn render_to(&self, buffer: &mut String) {
        self.0.render_to(buffer);
    }
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    #[test]
    fn a_link_ends_with_what_the_place_is_called() {
        let anchor = Anchor::month(Month { year: 2025, month: 2 });
        assert_eq!(html! { p id=(anchor) {} }.into_string(), "<p id=\"m2025-02\"></p>");
        assert_eq!(anchor.on(&Href::new("/en/news/")).as_str(), "/en/news/#m2025-02");
        assert_eq!(Anchor::highlight(3).href().as_str(), "#h3");
    }
}
