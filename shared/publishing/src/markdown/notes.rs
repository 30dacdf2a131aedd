//! Footnotes: each is defined once, referred to at least once, and stands at the end of the text.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::RenderError;

/// A footnote whose end has not come yet.
struct Open<'a> {
    label: String,
    line: u32,
    events: Vec<Event<'a>>,
}

/// What is known of one label.
struct Reference {
    number: usize,
    times: usize,
    line: u32,
}

/// The footnotes of a text. A label means the same in capitals and in small letters, as Markdown has it.
#[derive(Default)]
pub(super) struct Notes<'a> {
    open: Vec<Open<'a>>,
    defined: BTreeMap<String, (u32, Vec<Event<'a>>)>,
    references: BTreeMap<String, Reference>,
    /// Labels in the order of their first reference.
    order: Vec<String>,
    count: usize,
}

impl<'a> Notes<'a> {
    /// References at most; each is written with two addresses, and more would drown the text.
    pub(super) const MOST: usize = 1000;

    pub(super) fn begin(&mut self, label: &str, line: u32) {
        self.open.push(Open { label: label.to_lowercase(), line, events: Vec::new() });
    }

    /// The footnote that is being read.
    pub(super) fn current(&mut self) -> Option<&mut Vec<Event<'a>>> {
        self.open.last_mut().map(|note| &mut note.events)
    }

    /// Ends the footnote that is being read; a second one of the same name is a mistake.
    pub(super) fn end(&mut self) -> Result<(), RenderError> {
        let Some(Open { label, line, events }) = self.open.pop() else { return Ok(()) };
        match self.defined.get(&label) {
            Some((first, _)) => {
                let message = format!("the footnote [^{label}] was defined on line {first}: give one of them another name");
                Err(RenderError { line, message })
            }
            None => {
                self.defined.insert(label, (line, events));
                Ok(())
            }
        }
    }

    /// A reference as it is written: the number of the note, which leads there and can be led back to.
    pub(super) fn reference(&mut self, label: &str, line: u32) -> Result<Event<'a>, RenderError> {
        self.count += 1;
        if self.count == Self::MOST + 1 {
            let message = format!("this is the footnote after {}: write fewer, or divide the text", Self::MOST);
            return Err(RenderError { line, message });
        }
        let label = label.to_lowercase();
        let next = self.order.len() + 1;
        let Reference { number, times, .. } = self.references.entry(label.clone()).or_insert_with(|| {
            self.order.push(label);
            Reference { number: next, times: 0, line }
        });
        *times += 1;
        let again = if *times > 1 { format!("-{times}") } else { String::new() };
        Ok(Event::InlineHtml(format!("<sup><a href=\"#footnote-{number}\" id=\"footnote-{number}-from{again}\">{number}</a></sup>").into()))
    }

    /// Notes without a reference, and references without a note.
    pub(super) fn faults(&self) -> impl Iterator<Item = RenderError> {
        let idle = self.defined.iter().filter(|(label, _)| !self.references.contains_key(*label)).map(|(label, (line, _))| {
            let message = format!("nothing refers to the footnote [^{label}]: write [^{label}] where it belongs, or remove it");
            RenderError { line: *line, message }
        });
        let undefined = self.references.iter().filter(|(label, _)| !self.defined.contains_key(*label));
        idle.chain(undefined.map(|(label, reference)| missing(label, reference.line)))
    }

    /// All notes as a list, each with a way back; nothing where there are none.
    pub(super) fn finished(mut self) -> Vec<Event<'a>> {
        if self.order.is_empty() {
            return Vec::new();
        }
        let mut list = vec![Event::Html("<ol class=\"footnotes\">\n".into())];
        for (label, number) in self.order.iter().zip(1..) {
            let mut events = self.defined.remove(label).map(|(_, events)| events).unwrap_or_default();
            let back = Event::InlineHtml(format!(" <a href=\"#footnote-{number}-from\">↑ {number}</a>").into());
            match events.pop() {
                Some(end @ Event::End(TagEnd::Paragraph)) => events.extend([back, end]),
                last => events.extend(last.into_iter().chain([back])),
            }
            list.push(Event::Html(format!("<li id=\"footnote-{number}\">").into()));
            list.append(&mut events);
            list.push(Event::Html("</li>\n".into()));
        }
        list.push(Event::Html("</ol>\n".into()));
        list
    }
}

/// A reference to a footnote that is nowhere. Markdown takes it for plain words, and the reader would see its brackets.
pub(super) fn missing(label: &str, line: u32) -> RenderError {
    let message = format!("there is no footnote [^{label}]: write a line [^{label}]: with its text, or \\[^{label}] for the brackets");
    RenderError { line, message }
}

/// References in words that Markdown left as they are, with the byte at which each begins. A backslash before a bracket is no part of the
/// words any more, so it is looked for in the text itself.
pub(super) fn unanswered(text: &str, words: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let (start, words) = (words.start, text.get(words).unwrap_or_default());
    words.match_indices("[^").filter_map(move |(at, open)| {
        let label = words.get(at + open.len()..)?.split_once(']')?.0;
        let at = start + at;
        let escaped = text.get(..at)?.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        (!escaped && !label.is_empty() && !label.contains('[')).then_some((at, label))
    })
}
