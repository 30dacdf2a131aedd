//! Places inside a page that links lead to.

use domain::{Month, Slug};
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

    /// An entry of the strip at the top of the home page, by its number.
    #[must_use]
    pub fn highlight(number: usize) -> Self {
        Self(format!("h{number}"))
    }

    /// A region in a list of members.
    #[must_use]
    pub fn region(key: &Slug) -> Self {
        Self(format!("r-{key}"))
    }

    /// Where members of no region stand; no key of a region is empty.
    #[must_use]
    pub fn other_regions() -> Self {
        Self("r-".to_owned())
    }

    /// A letter of an index or of a list of members, by the numbers of its characters, since not every letter may stand in an address.
    #[must_use]
    pub fn letter(letter: &str) -> Self {
        Self(letter.chars().fold("l".to_owned(), |name, c| format!("{name}-{:x}", u32::from(c))))
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
        assert_eq!(Anchor::letter("Č").href().as_str(), "#l-10c");
    }
}
