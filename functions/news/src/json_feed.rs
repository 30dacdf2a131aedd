//! The JSON Feed format, version 1.1.

use serde_json::{Value, json};
use ui::Links;

use crate::feed::Feed;

pub(crate) fn write(feed: &Feed<'_>) -> String {
    let items: Vec<Value> = feed
        .cards
        .iter()
        .map(|card| {
            json!({
                "id": feed.identity(card),
                "url": feed.address(card),
                "title": card.title,
                "content_text": card.summary,
                "date_published": card.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                "date_modified": card.updated.max(card.time).strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                "language": card.language,
            })
        })
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.site.tagline,
        "home_page_url": feed.links.absolute(&feed.page),
        "feed_url": feed.links.absolute(&feed.own),
        "language": feed.language,
        "authors": [{ "name": feed.site.name }],
        "items": items,
    })
    .to_string()
}
