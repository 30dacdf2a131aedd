//! Markdown to HTML: CommonMark with tables and footnotes, without HTML of the writer's own.
//!
//! What is not allowed is refused with its line instead of being dropped: a writer must never wonder where a sentence went.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::sanitise::sanitised;

/// Lists in quotations in lists: deeper than this nobody reads, and no parser behind us has to bear it.
const DEEPEST: usize = 32;
const HTML: &str = "HTML is not allowed: write Markdown";

/// A text as it is shown, and its words alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Sanitised HTML.
    pub html: String,
    /// The words without markup, a line per block.
    pub plain: String,
}

/// Why a text cannot be shown as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// The line of the Markdown, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for RenderError {}

/// Renders Markdown; `link` gives the address of a `pack:` target, if there is such a document.
///
/// # Errors
/// The first [`RenderError`]: an unresolved link, one that is neither `https:` nor `mailto:`, a heading of the first level, HTML, a
/// picture, or a footnote without a reference.
pub fn render(markdown: &str, link: &dyn Fn(&str) -> Option<String>) -> Result<Rendered, RenderError> {
    let mut writer = Writer::read(markdown, link);
    if let Some(error) = writer.faults.drain(..).next() {
        return Err(error);
    }
    let plain = std::mem::take(&mut writer.plain);
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut html, writer.finished().into_iter());
    Ok(Rendered { html: sanitised(&html), plain: plain.trim().to_owned() })
}

/// Everything that [`render`] would refuse, in the order of lines.
pub(crate) fn faults(markdown: &str, link: &dyn Fn(&str) -> Option<String>) -> Vec<RenderError> {
    let mut faults = Writer::read(markdown, link).faults;
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// A heading whose end has not come yet; its words become its anchor.
struct Heading<'a> {
    level: HeadingLevel,
    words: String,
    events: Vec<Event<'a>>,
}

/// Turns the parser's events into those that are written.
struct Writer<'a> {
    source: &'a str,
    link: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<RenderError>,
    plain: String,
    body: Vec<Event<'a>>,
    heading: Option<Heading<'a>>,
    anchors: BTreeSet<String>,
    /// Footnotes whose end has not come yet.
    open_notes: Vec<(String, u32, Vec<Event<'a>>)>,
    notes: BTreeMap<String, (u32, Vec<Event<'a>>)>,
    /// Labels in the order of their first reference, with the number of references.
    references: Vec<(String, usize)>,
}

impl<'a> Writer<'a> {
    fn read(source: &'a str, link: &'a dyn Fn(&str) -> Option<String>) -> Self {
        let mut writer = Self {
            source,
            link,
            faults: Vec::new(),
            plain: String::new(),
            body: Vec::new(),
            heading: None,
            anchors: BTreeSet::new(),
            open_notes: Vec::new(),
            notes: BTreeMap::new(),
            references: Vec::new(),
        };
        let mut depth = 0usize;
        for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter() {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                writer.fault(&range, format!("lists and quotations are nested more than {DEEPEST} levels deep: write them flatter"));
                return writer;
            }
            writer.event(event, &range);
        }
        for (label, (line, _)) in &writer.notes {
            if !writer.references.iter().any(|(referred, _)| referred == label) {
                let message = format!("nothing refers to the footnote [^{label}]: write [^{label}] where it belongs, or remove it");
                writer.faults.push(RenderError { line: *line, message });
            }
        }
        writer
    }

    fn event(&mut self, event: Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::InlineHtml(_) => self.fault(range, HTML),
            // The lines of a block, which was refused as a whole.
            Event::Html(_) => {}
            Event::FootnoteReference(label) => {
                let reference = self.reference(&label);
                self.push(reference);
            }
            Event::Text(ref words) | Event::Code(ref words) => {
                self.plain.push_str(words);
                if let Some(heading) = &mut self.heading {
                    heading.words.push_str(words);
                }
                self.push(event);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.plain.push(' ');
                self.push(event);
            }
            _ => self.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level: HeadingLevel::H1, .. } => {
                self.fault(range, "the title is the only heading of the first level: begin this one with ##");
            }
            Tag::Heading { level, .. } => self.heading = Some(Heading { level, words: String::new(), events: Vec::new() }),
            Tag::Link { link_type, dest_url, .. } => {
                let start = self.link(link_type, &dest_url, range);
                self.push(start);
            }
            Tag::Image { .. } => self.fault(range, "a picture cannot stand in the text: name it in document.toml"),
            Tag::FootnoteDefinition(label) => {
                let line = self.line(range);
                self.open_notes.push((label.to_string(), line, Vec::new()));
            }
            // The alignment of columns would be written as a style, which the policy of the site forbids.
            Tag::Table(columns) => {
                self.push(Event::Html("<div class=\"table\">".into()));
                self.push(Event::Start(Tag::Table(vec![Alignment::None; columns.len()])));
            }
            Tag::HtmlBlock => self.fault(range, HTML),
            tag => self.push(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.plain.push('\n');
                if let Some(Heading { level, words, events }) = self.heading.take() {
                    let id = Some(self.anchor(&words).into());
                    self.push(Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }));
                    events.into_iter().for_each(|event| self.push(event));
                    self.push(Event::End(tag));
                }
            }
            TagEnd::FootnoteDefinition => {
                if let Some((label, line, events)) = self.open_notes.pop() {
                    self.notes.insert(label, (line, events));
                }
            }
            TagEnd::Table => {
                self.push(Event::End(tag));
                self.push(Event::Html("</div>\n".into()));
            }
            TagEnd::TableCell => {
                self.plain.push(' ');
                self.push(Event::End(tag));
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableRow | TagEnd::TableHead => {
                self.plain.push('\n');
                self.push(Event::End(tag));
            }
            TagEnd::Image | TagEnd::HtmlBlock => {}
            tag => self.push(Event::End(tag)),
        }
    }

    fn push(&mut self, event: Event<'a>) {
        let to = match (&mut self.heading, self.open_notes.last_mut()) {
            (Some(heading), _) => &mut heading.events,
            (None, Some((_, _, events))) => events,
            (None, None) => &mut self.body,
        };
        to.push(event);
    }

    /// The start of a link. It is written here and not by the parser's own writer, since links to other sites say so.
    fn link(&mut self, kind: LinkType, target: &str, range: &Range<usize>) -> Event<'a> {
        let address = match target.split_once(':') {
            _ if kind == LinkType::Email => Ok(format!("mailto:{}", target.trim_start_matches("mailto:"))),
            _ if target.chars().any(|c| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(c)) => Err(format!(
                "the address “{target}” has a blank, a quotation mark or another forbidden character: write it as %20 and the like"
            )),
            Some(("pack", _)) => {
                let (document, fragment) = target.split_once('#').map_or((target, None), |(document, part)| (document, Some(part)));
                match ((self.link)(document), fragment) {
                    (Some(address), None) => Ok(address),
                    (Some(address), Some(part)) => Ok(format!("{address}#{part}")),
                    (None, _) => Err(format!("there is no document “{document}”: write the folder of one, such as pack:topics/origin")),
                }
            }
            Some(("https", rest)) if rest.trim_start_matches('/').len() + 2 == rest.len() && rest.len() > 2 => Ok(target.to_owned()),
            Some(("mailto", rest)) if rest.contains('@') => Ok(target.to_owned()),
            _ if target.starts_with('#') && target.len() > 1 => Ok(target.to_owned()),
            Some(("http", rest)) => Err(format!("the link to “{target}” is not encrypted: write https:{rest}")),
            _ => Err(format!("the link to “{target}” leads nowhere: write pack: and a folder of the pack, or https:// and an address")),
        };
        let address = address.unwrap_or_else(|message| {
            self.fault(range, message);
            String::new()
        });
        let relation = if address.starts_with("https:") { " rel=\"external\"" } else { "" };
        Event::InlineHtml(format!("<a href=\"{}\"{relation}>", escaped(&address)).into())
    }

    fn reference(&mut self, label: &str) -> Event<'a> {
        let position = self.references.iter().position(|(known, _)| known == label).unwrap_or(self.references.len());
        let time = match self.references.get_mut(position) {
            Some((_, times)) => {
                *times += 1;
                *times
            }
            None => {
                self.references.push((label.to_owned(), 1));
                1
            }
        };
        let (number, again) = (position + 1, if time > 1 { format!("-{time}") } else { String::new() });
        Event::InlineHtml(format!("<sup><a href=\"#footnote-{number}\" id=\"footnote-{number}-from{again}\">{number}</a></sup>").into())
    }

    /// All events, the footnotes last and each with a way back.
    fn finished(mut self) -> Vec<Event<'a>> {
        if self.references.is_empty() {
            return self.body;
        }
        self.body.push(Event::Html("<ol class=\"footnotes\">\n".into()));
        for (index, (label, _)) in self.references.iter().enumerate() {
            let number = index + 1;
            let mut events = self.notes.remove(label).map(|(_, events)| events).unwrap_or_default();
            let back = Event::InlineHtml(format!(" <a href=\"#footnote-{number}-from\">↑ {number}</a>").into());
            match events.pop() {
                Some(end @ Event::End(TagEnd::Paragraph)) => events.extend([back, end]),
                last => events.extend(last.into_iter().chain([back])),
            }
            self.body.push(Event::Html(format!("<li id=\"footnote-{number}\">").into()));
            self.body.append(&mut events);
            self.body.push(Event::Html("</li>\n".into()));
        }
        self.body.push(Event::Html("</ol>\n".into()));
        self.body
    }

    /// An anchor that no other heading has. The prefix keeps it apart from footnotes and from the names of the page around the text.
    fn anchor(&mut self, words: &str) -> String {
        let lower = words.to_lowercase();
        let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let name = if parts.is_empty() { "section".to_owned() } else { format!("section-{}", parts.join("-")) };
        let mut anchor = name.clone();
        let mut count = 1;
        while !self.anchors.insert(anchor.clone()) {
            count += 1;
            anchor = format!("{name}-{count}");
        }
        anchor
    }

    fn fault(&mut self, range: &Range<usize>, message: impl Into<String>) {
        let line = self.line(range);
        let fault = RenderError { line, message: message.into() };
        // An opening and a closing tag on one line are one mistake.
        if self.faults.last() != Some(&fault) {
            self.faults.push(fault);
        }
    }

    fn line(&self, range: &Range<usize>) -> u32 {
        let before = self.source.bytes().take(range.start).filter(|byte| *byte == b'\n').count();
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// A text inside the quotation marks of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
