//! What a handler returns.

use domain::{Alternate, Language, Place, Site};
use jiff::Timestamp;
use ui::{Context, Head, Href, Version, View};

use crate::{Error, Policy};

/// An answer to a request that asked for something that is there.
pub enum Answer {
    /// A page.
    Page(Box<PageAnswer>),
    /// A feed, a sitemap and the like.
    Text(TextAnswer),
    /// It is at another address, for good.
    Moved(Href),
    /// Go there, this time.
    See(Href),
    /// What was sent is done: what there is to say of it stands there, where loading it anew sends nothing.
    Done(Href),
    /// The page of a form once more, with what was entered, since it was not taken. Nobody keeps it.
    Again(Box<PageAnswer>, Refused),
}

/// Why what was sent was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Something in it is not as it must be.
    Invalid,
    /// Enough came from there, until this moment.
    TooMany(Timestamp),
    /// Something that we need does not answer; the text is for the log.
    Unavailable(String),
}

/// What is answered in place of what was asked for: where that is, or why there is none. Whoever gets it returns it.
pub type Elsewhere = Result<Answer, Error>;

/// A view that knows what the document around it says of it: its title, language versions, way from home and the like.
pub trait Titled: View {
    /// The head of its document.
    fn head(&self, cx: &Context<'_>) -> Head;
}

/// A page with everything that the document around it needs.
pub struct PageAnswer {
    /// What stands around every page of this language.
    pub site: Site,
    /// The page's language.
    pub language: Language,
    /// Where it stands, to mark it in the navigation.
    pub here: Option<Place>,
    /// What it shows.
    pub view: Box<dyn Titled + Send>,
    /// How long the edge may keep it.
    pub policy: Policy,
}

/// A text of another type than HTML.
pub struct TextAnswer {
    /// Media type with its parameters.
    pub media_type: &'static str,
    /// The text.
    pub text: String,
    /// How long the edge may keep it.
    pub policy: Policy,
}

impl Answer {
    /// A page.
    #[must_use]
    pub fn page(site: Site, language: Language, here: Place, view: impl Titled + Send + 'static, policy: Policy) -> Self {
        Self::Page(Box::new(PageAnswer { site, language, here: Some(here), view: Box::new(view), policy }))
    }
}

/// Where the language switch leads from a list in which every document stands in every language: to the same list, at `to`.
#[must_use]
pub fn everywhere(cx: &Context<'_>, to: impl Fn(Language) -> Href) -> Vec<Version> {
    cx.site.languages.iter().map(|language| Version { language: *language, href: to(*language), same_page: true }).collect()
}

/// Where the language switch leads from a page that is live in the languages of `alternates`: to the same page, or to `nearest`.
#[must_use]
pub fn versions(cx: &Context<'_>, alternates: &[Alternate], nearest: &Place) -> Vec<Version> {
    let one = |language: &Language| match alternates.iter().find(|alternate| alternate.language == *language) {
        Some(same) => Version { language: *language, href: cx.links.place(*language, &same.place), same_page: true },
        None => Version { language: *language, href: cx.links.place(*language, nearest), same_page: false },
    };
    cx.site.languages.iter().map(one).collect()
}
