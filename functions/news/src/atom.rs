//! The Atom format (RFC 4287).

use std::io::{Error, Result};

use domain::Card;
use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use ui::Links;

use crate::feed::Feed;

type Xml = Writer<Vec<u8>>;

pub(crate) fn write(feed: &Feed<'_>) -> Result<String> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", feed.language.as_str()));
    root.write_inner_content(|writer| {
        // An empty feed was last changed when the site began to exist; any fixed moment says so.
        let updated = feed.cards.iter().map(|card| card.updated.max(card.time)).max().unwrap_or(Timestamp::UNIX_EPOCH);
        let own = feed.links.absolute(&feed.own);
        text(writer, "id", &own)?;
        text(writer, "title", &feed.title)?;
        text(writer, "subtitle", &feed.site.tagline)?;
        text(writer, "updated", &moment(updated))?;
        text(writer, "rights", &feed.site.legal)?;
        writer.create_element("author").write_inner_content(|writer| text(writer, "name", &feed.site.name))?;
        link(writer, "self", &own, "application/atom+xml", feed.language.as_str())?;
        link(writer, "alternate", &feed.links.absolute(&feed.page), "text/html", feed.language.as_str())?;
        feed.cards.iter().try_for_each(|card| entry(writer, feed, card))
    })?;
    String::from_utf8(writer.into_inner()).map_err(Error::other)
}

fn entry(writer: &mut Xml, feed: &Feed<'_>, card: &Card) -> Result<()> {
    let element = writer.create_element("entry").with_attribute(("xml:lang", card.language.as_str()));
    element.write_inner_content(|writer| {
        text(writer, "id", &feed.identity(card))?;
        text(writer, "title", &card.title)?;
        text(writer, "summary", &card.summary)?;
        text(writer, "published", &moment(card.time))?;
        text(writer, "updated", &moment(card.updated.max(card.time)))?;
        link(writer, "alternate", &feed.address(card), "text/html", card.language.as_str())
    })?;
    Ok(())
}

fn text(writer: &mut Xml, name: &str, content: &str) -> Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(content)).map(|_| ())
}

fn link(writer: &mut Xml, relation: &str, address: &str, media_type: &str, language: &str) -> Result<()> {
    let element = writer.create_element("link").with_attribute(("rel", relation)).with_attribute(("href", address));
    element.with_attribute(("type", media_type)).with_attribute(("hreflang", language)).write_empty().map(|_| ())
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
