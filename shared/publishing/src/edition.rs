//! One Markdown file of a pack.

use domain::{Alphabetical, Bound, Kind, Slug, SlugError, bounded};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::event::{EventFile, ItemFile, LinkFile, SourceEvent};
use crate::front_matter::{Sheet, Text};
use crate::pack::PackError;
use crate::relative_date::{Calendar, Moment};

/// Front matter as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionFile {
    slug: Option<Spanned<String>>,
    title: Option<Spanned<String>>,
    summary: Option<Spanned<String>>,
    picture_text: Option<Spanned<String>>,
    label: Option<Spanned<String>>,
    menu: Option<Spanned<String>>,
    state: Option<Spanned<String>>,
    updated: Option<Spanned<Value>>,
    place: Option<Spanned<String>>,
    #[serde(default)]
    programme: Vec<Spanned<ItemFile>>,
    #[serde(default)]
    documents: Vec<Spanned<LinkFile>>,
}

/// An edition that is in order.
#[derive(Debug, Clone)]
pub(crate) struct SourceEdition {
    pub(crate) path: String,
    pub(crate) draft: bool,
    pub(crate) slug: Slug,
    /// The line on which the slug stands, for those who find it twice.
    pub(crate) slug_line: u32,
    pub(crate) title: String,
    pub(crate) alphabetical: Option<Alphabetical>,
    pub(crate) summary: String,
    pub(crate) label: Option<String>,
    pub(crate) picture_text: Option<String>,
    pub(crate) updated: Option<Moment>,
    /// Of an event: its place, programme and documents.
    pub(crate) event: Option<SourceEvent>,
    pub(crate) text: Text,
}

/// What the edition must know of its document.
pub(crate) struct Frame<'a> {
    pub(crate) kind: Kind,
    pub(crate) key: &'a str,
    pub(crate) has_picture: bool,
    pub(crate) calendar: &'a Calendar,
    /// On how many days an event is.
    pub(crate) days: Option<i32>,
}

/// Reads an edition, or says everything that is wrong with it.
pub(crate) fn read(path: &str, bytes: &[u8], frame: &Frame<'_>) -> Result<SourceEdition, Vec<PackError>> {
    let (sheet, text) = Sheet::with_text(path, bytes).map_err(|error| vec![error])?;
    let file: EditionFile = sheet.parse().map_err(|error| vec![error])?;
    let mut reader = Reader { sheet, faults: Vec::new() };
    let title = reader.required(Bound::TITLE, file.title.as_ref());
    let summary = reader.required(Bound::SUMMARY, file.summary.as_ref());
    let picture_text = match (&file.picture_text, frame.has_picture) {
        (None, true) => {
            let message = "picture_text is missing: describe the picture for those who do not see it";
            reader.faults.push(sheet.missing(message));
            None
        }
        (Some(text), false) => {
            reader
                .faults
                .push(sheet.fault(text, "there is no picture to describe: remove picture_text, or name a picture in document.toml"));
            None
        }
        (text, _) => reader.optional(Bound::PICTURE_TEXT, text.as_ref()),
    };
    let label = match frame.kind {
        Kind::Call => {
            reader.foreign("menu", "pages", file.menu.as_ref());
            reader.required(Bound::LABEL, file.label.as_ref())
        }
        Kind::Page | Kind::Section => {
            reader.foreign("label", "calls", file.label.as_ref());
            reader.optional(Bound { field: "menu", ..Bound::LABEL }, file.menu.as_ref())
        }
        _ => {
            reader.foreign("menu", "pages", file.menu.as_ref());
            reader.foreign("label", "calls", file.label.as_ref());
            None
        }
    };
    let (slug, slug_line) = reader.slug(frame, file.slug.as_ref());
    let draft = match file.state.as_ref().map(|state| (state, state.get_ref().as_str())) {
        None | Some((_, "published")) => false,
        Some((_, "draft")) => true,
        Some((state, _)) => {
            reader.faults.push(sheet.fault(state, "state is “draft” or absent: the date decides when an edition is published"));
            false
        }
    };
    let updated = file.updated.as_ref().and_then(|value| reader.moment(frame.calendar, value));
    let of_event = EventFile { place: file.place.as_ref(), programme: &file.programme, documents: &file.documents };
    of_event.refuse(&sheet, frame.kind, &mut reader.faults);
    let event = if frame.kind == Kind::Event { of_event.read(&sheet, frame.days, &mut reader.faults) } else { None };
    let found = text.source.chars().count();
    if found > Bound::BODY.most {
        let message = format!("the text has {found} characters: shorten it to at most {}", Bound::BODY.most);
        reader.faults.push(PackError::new(path, Some(text.above + 1), message));
    }
    match (title, summary, slug) {
        (Some(title), Some(summary), Some(slug)) if reader.faults.is_empty() => {
            let path = path.to_owned();
            Ok(SourceEdition {
                path,
                draft,
                slug,
                slug_line,
                title,
                alphabetical: None,
                summary,
                label,
                picture_text,
                updated,
                event,
                text,
            })
        }
        _ => Err(reader.faults),
    }
}

struct Reader<'a> {
    sheet: Sheet<'a>,
    faults: Vec<PackError>,
}

impl Reader<'_> {
    fn optional(&mut self, bound: Bound, value: Option<&Spanned<String>>) -> Option<String> {
        let value = value?;
        match bounded(bound, value.get_ref()) {
            Ok(text) => Some(text),
            Err(error) => {
                self.faults.push(self.sheet.fault(value, error.to_string()));
                None
            }
        }
    }

    fn required(&mut self, bound: Bound, value: Option<&Spanned<String>>) -> Option<String> {
        if value.is_none() {
            self.faults.push(self.sheet.missing(format!("{} is missing: write it between the lines +++", bound.field)));
        }
        self.optional(bound, value)
    }

    fn foreign(&mut self, field: &str, owner: &str, value: Option<&Spanned<String>>) {
        if let Some(value) = value {
            self.faults.push(self.sheet.fault(value, format!("{field} belongs to {owner}: remove it")));
        }
    }

    /// A highlight has no address, so its slug is its key.
    fn slug(&mut self, frame: &Frame<'_>, value: Option<&Spanned<String>>) -> (Option<Slug>, u32) {
        match (frame.kind, value) {
            (Kind::Highlight, None) => (frame.key.parse().ok(), 1),
            (Kind::Highlight, Some(value)) => {
                self.faults.push(self.sheet.fault(value, "a highlight has no address: remove slug"));
                (None, 1)
            }
            (_, None) => {
                self.faults.push(self.sheet.missing("slug is missing: write the last part of the address between the lines +++"));
                (None, 1)
            }
            (_, Some(value)) => {
                let slug =
                    value.get_ref().parse().map_err(|error: SlugError| self.faults.push(self.sheet.fault(value, error.to_string()))).ok();
                (slug, self.sheet.line(&value.span()))
            }
        }
    }

    fn moment(&mut self, calendar: &Calendar, value: &Spanned<Value>) -> Option<Moment> {
        let read = calendar.read(value.get_ref()).and_then(|(when, firm)| Ok(Moment { at: calendar.begin(when)?, firm }));
        read.map_err(|message| self.faults.push(self.sheet.fault(value, message))).ok()
    }
}
