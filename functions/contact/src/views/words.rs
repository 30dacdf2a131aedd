//! What is said of fields and faults.

use domain::{Fault, Field, Form, Format};
use ui::{Context, Interface};

use super::Again;

/// A format, for people.
#[must_use]
pub fn format_name(interface: &Interface, format: Format) -> String {
    match format {
        Format::ScreenReader => interface.text("format-screen-reader"),
        Format::LargePrint => interface.text("format-large-print"),
        Format::EasyRead => interface.text("format-easy-read"),
        Format::Audio => interface.text("format-audio"),
        Format::Braille => interface.text("format-braille"),
        Format::Other => interface.text("format-other"),
    }
}

pub(super) fn label(cx: &Context<'_>, form: Form, field: Field) -> String {
    match (field, form) {
        (Field::Document, _) => cx.text("field-document"),
        (Field::Format, _) => cx.text("field-format"),
        (Field::Name, _) => cx.text("field-name"),
        (Field::Email, _) => cx.text("field-email"),
        (Field::Subject, _) => cx.text("field-subject"),
        (Field::Text, Form::Contact) => cx.text("field-text"),
        (Field::Text, Form::AccessibleFormat) => cx.text("field-details"),
    }
}

pub(super) fn hint(cx: &Context<'_>, form: Form, field: Field) -> Option<String> {
    match (field, form) {
        (Field::Document, _) => Some(cx.text("field-document-hint")),
        (Field::Email, _) => Some(cx.text("field-email-hint")),
        (Field::Text, Form::AccessibleFormat) => Some(cx.text("field-details-hint")),
        _ => None,
    }
}

/// What is wrong, and what to do about it.
pub(super) fn fault(cx: &Context<'_>, field: Field, fault: Fault) -> String {
    let most = [("most", (field.most() as i64).into())];
    match (field, fault) {
        (Field::Name, _) => cx.text_with("fault-name", &most),
        (Field::Email, Fault::TooLong(_)) => cx.text_with("fault-email-long", &most),
        (Field::Email, _) => cx.text("fault-email"),
        (Field::Subject, Fault::Missing) => cx.text("fault-subject"),
        (Field::Subject, _) => cx.text_with("fault-subject-long", &most),
        (Field::Text, Fault::TooLong(_)) => cx.text_with("fault-text-long", &most),
        (Field::Text, Fault::Control) => cx.text("fault-text-control"),
        (Field::Text, _) => cx.text("fault-text"),
        (Field::Document, Fault::Missing) => cx.text("fault-document"),
        (Field::Document, _) => cx.text_with("fault-document-long", &most),
        (Field::Format, _) => cx.text("fault-format"),
    }
}

pub(super) fn again(cx: &Context<'_>, again: Again) -> String {
    match again {
        Again::Early => cx.text("again-early"),
        Again::Old => cx.text("again-old"),
        Again::Used => cx.text("again-used"),
        Again::Decoy => cx.text("again-decoy"),
        Again::Elsewhere => cx.text("again-elsewhere"),
        Again::TooMany(until) => cx.text_with("again-many", &[("time", cx.interface.time(until, cx.zone).into())]),
        Again::Unavailable => cx.text("again-unavailable"),
    }
}
