//! Markdown to HTML: CommonMark with tables and footnotes, without HTML of the writer's own.
//!
//! What is not allowed is refused with its line instead of being dropped: a writer must never wonder where a sentence went.

mod anchors;
mod links;
mod notes;

use std::fmt;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::lines::{Lines, is_hidden};
use crate::sanitise::sanitised;

use anchors::Anchors;
use notes::Notes;

/// Lists in quotations in lists: deeper than this nobody reads, and no parser behind us has to bear it.
const DEEPEST: usize = 32;
/// Headings at most: each is written with an anchor that differs from all others.
const MOST_HEADINGS: usize = 1000;
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
/// picture, a footnote without a reference or a reference without a footnote, and what is nested too deep or stands there too often.
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
    lines: Lines,
    link: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<RenderError>,
    plain: String,
    body: Vec<Event<'a>>,
    heading: Option<Heading<'a>>,
    headings: usize,
    anchors: Anchors,
    notes: Notes<'a>,
    /// The words that are being read, which the parser hands over in pieces.
    words: Range<usize>,
}

impl<'a> Writer<'a> {
    fn read(source: &'a str, link: &'a dyn Fn(&str) -> Option<String>) -> Self {
        let mut writer = Self {
            source,
            lines: Lines::of(source),
            link,
            faults: Vec::new(),
            plain: String::new(),
            body: Vec::new(),
            heading: None,
            headings: 0,
            anchors: Anchors::default(),
            notes: Notes::default(),
            words: 0..0,
        };
        let mut depth = 0usize;
        for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter() {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                let message = format!("lists, quotations and emphasis are nested more than {DEEPEST} levels deep: write them flatter");
                writer.fault(&range, message);
                return writer;
            }
            writer.follow(&event, &range);
            writer.event(event, &range);
        }
        writer.end_of_words();
        writer.faults.extend(writer.notes.faults());
        writer
    }

    /// Words that stand side by side are one piece to whoever wrote them.
    fn follow(&mut self, event: &Event<'a>, range: &Range<usize>) {
        if !matches!(event, Event::Text(_)) {
            self.end_of_words();
        } else if self.words.end == range.start {
            self.words.end = range.end;
        } else {
            self.end_of_words();
            self.words = range.clone();
        }
    }

    fn end_of_words(&mut self) {
        let words = std::mem::take(&mut self.words);
        for (at, label) in notes::unanswered(self.source, words) {
            self.faults.push(notes::missing(label, self.lines.at(at)));
        }
    }

    fn event(&mut self, event: Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::InlineHtml(_) => self.fault(range, HTML),
            // The lines of a block, which was refused as a whole.
            Event::Html(_) => {}
            Event::FootnoteReference(label) => match self.notes.reference(&label, self.line(range)) {
                Ok(reference) => self.push(reference),
                Err(fault) => self.faults.push(fault),
            },
            Event::Text(ref words) | Event::Code(ref words) => {
                // An entity such as &#7; becomes one only here.
                if let Some(found) = words.chars().find(|c| is_hidden(*c)) {
                    self.fault(range, format!("a character that no reader sees, U+{:04X}, stands here: remove it", u32::from(found)));
                }
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
            Tag::Heading { level, .. } => {
                self.headings += 1;
                if self.headings == MOST_HEADINGS + 1 {
                    self.fault(range, format!("this is the heading after {MOST_HEADINGS}: write fewer, or divide the text"));
                }
                self.heading = Some(Heading { level, words: String::new(), events: Vec::new() });
            }
            Tag::Link { link_type, dest_url, .. } => {
                let start = self.link(link_type, &dest_url, range);
                self.push(start);
            }
            Tag::Image { .. } => self.fault(range, "a picture cannot stand in the text: name it in document.toml"),
            Tag::FootnoteDefinition(label) => {
                let line = self.line(range);
                self.notes.begin(&label, line);
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
                    let id = Some(self.anchors.of(&words).into());
                    self.push(Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }));
                    events.into_iter().for_each(|event| self.push(event));
                    self.push(Event::End(tag));
                }
            }
            TagEnd::FootnoteDefinition => {
                let ended = self.notes.end();
                self.faults.extend(ended.err());
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
        let to = match (&mut self.heading, self.notes.current()) {
            (Some(heading), _) => &mut heading.events,
            (None, Some(events)) => events,
            (None, None) => &mut self.body,
        };
        to.push(event);
    }

    /// The start of a link. It is written here and not by the parser's own writer, since links to other sites say so.
    fn link(&mut self, kind: LinkType, target: &str, range: &Range<usize>) -> Event<'a> {
        let address = links::address(kind, target, self.link);
        let address = address.unwrap_or_else(|message| {
            self.fault(range, message);
            String::new()
        });
        let relation = if address.starts_with("https:") { " rel=\"external\"" } else { "" };
        Event::InlineHtml(format!("<a href=\"{}\"{relation}>", links::escaped(&address)).into())
    }

    /// All events, the footnotes last.
    fn finished(mut self) -> Vec<Event<'a>> {
        self.body.append(&mut self.notes.finished());
        self.body
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
        self.lines.at(range.start)
    }
}

#[cfg(test)]
mod tests;
