//! What a handler returns.

use domain::{Language, Place, Site};
use ui::{Head, Href, View};

use crate::Policy;

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
}

/// A page with everything that the document around it needs.
pub struct PageAnswer {
    /// What stands around every page of this language.
    pub site: Site,
    /// The page's language.
    pub language: Language,
    /// Where it stands, to mark it in the navigation.
    pub here: Option<Place>,
    /// Title, language versions and the like.
    pub head: Head,
    /// What it shows.
    pub view: Box<dyn View + Send>,
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
