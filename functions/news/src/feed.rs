//! Feeds of all news and of a topic's; those of calls are beside this.

use domain::{Card, Language, List, Place, Site, Slug};
use jiff::Timestamp;
use store::Reader;
use ui::{Href, Links};
use web::route::{Format, NewsRoute, Route};
use web::{Answer, Error, Policy, SiteLinks, TextAnswer};

use crate::{App, atom, json_feed};

/// Items in a feed: what a reader who comes once a week would have missed.
const ITEMS: u32 = 20;

/// What both formats say.
pub(crate) struct Feed<'a> {
    pub(crate) site: &'a Site,
    pub(crate) language: Language,
    pub(crate) title: String,
    /// The page that shows the same.
    pub(crate) page: Href,
    /// Its own address.
    pub(crate) own: Href,
    pub(crate) cards: Vec<Card>,
    pub(crate) links: &'a SiteLinks,
}

impl Feed<'_> {
    pub(crate) fn address(&self, card: &Card) -> String {
        self.links.absolute(&self.links.place(card.language, &card.place))
    }

    /// The identity of an item for ever, whatever becomes of its address (RFC 4287, 4.2.6).
    pub(crate) fn identity(&self, card: &Card) -> String {
        let id = card.document.to_string();
        let part = |from: usize, to: usize| id.get(from..to).unwrap_or_default().to_owned();
        format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
    }
}

/// The list of a feed, its title, and the page that shows the same; none: there is no such topic.
fn subject(site: &Site, topic: Option<Slug>) -> Option<(List, String, Place)> {
    let Some(slug) = topic else { return Some((List::News, site.name.clone(), Place::Newsroom)) };
    let place = Place::Topic(slug);
    let topic = site.topics().into_iter().find(|topic| topic.place == place)?;
    Some((List::NewsOfTopic(topic.id), format!("{} – {}", topic.label, site.name), place))
}

pub(crate) async fn answer(
    app: &App,
    reader: &Reader<'_>,
    language: Language,
    topic: Option<Slug>,
    format: Format,
) -> Result<Answer, Error> {
    let site = reader.site(language).await?.ok_or(Error::NotFound)?;
    let own = Route::News(NewsRoute::Feed { language, topic: topic.clone(), format }).href();
    let (list, title, place) = subject(&site, topic).ok_or(Error::NotFound)?;
    let cards = reader.newest(language, list, ITEMS).await?;
    let links = &app.front.links;
    let feed = Feed { site: &site, language, title, page: links.place(language, &place), own, cards, links };
    written(&feed, format, None)
}

/// A feed in its format; it may change by the clock alone at a moment.
pub(crate) fn written(feed: &Feed<'_>, format: Format, changes: Option<Timestamp>) -> Result<Answer, Error> {
    let (media_type, text) = match format {
        Format::Atom => ("application/atom+xml; charset=utf-8", atom::write(feed).map_err(|error| Error::Internal(error.to_string()))?),
        Format::Json => ("application/feed+json; charset=utf-8", json_feed::write(feed)),
    };
    Ok(Answer::Text(TextAnswer { media_type, text, policy: Policy::Public { changes } }))
}
