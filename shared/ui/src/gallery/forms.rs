//! Fields of forms, in every state.

use domain::Format;
use maud::{Markup, Render, html};

use super::piece;
use crate::Context;
use crate::components::{Choices, Decoy, ErrorSummary, Input, TextField};

pub(super) fn forms(cx: &Context<'_>) -> Markup {
    let fault = Some(cx.text("fault-email"));
    let line = TextField {
        name: "line",
        label: cx.text("field-subject"),
        hint: None,
        fault: None,
        value: String::new(),
        input: Input::Line,
        autocomplete: "off",
    };
    let email = TextField {
        name: "address",
        label: cx.text("field-email"),
        hint: Some(cx.text("field-email-hint")),
        fault: fault.clone(),
        value: "name".to_owned(),
        input: Input::Email,
        autocomplete: "off",
    };
    let text = TextField {
        name: "message",
        label: cx.text("field-text"),
        value: format!("{}\n\n{}", cx.site.tagline, cx.site.legal),
        input: Input::Text,
        ..line.clone()
    };
    let choices = Choices {
        name: "choice",
        label: cx.text("field-format"),
        hint: None,
        fault: None,
        choices: vec![(Format::Audio.name(), cx.text("format-audio")), (Format::Braille.name(), cx.text("format-braille"))],
        chosen: Format::Audio.name().to_owned(),
    };
    let wrong = Choices {
        name: "wrong-choice",
        hint: Some(cx.text("field-details-hint")),
        fault: Some(cx.text("fault-format")),
        chosen: String::new(),
        ..choices.clone()
    };
    let summary = ErrorSummary {
        title: cx.text("form-faults"),
        faults: vec![
            (Some("address"), cx.text("fault-email")),
            (Some("wrong-choice"), cx.text("fault-format")),
            (None, cx.text("again-early")),
        ],
    };
    html! {
        (piece("ErrorSummary", summary.render()))
        (piece("TextField", html! { (line) (email) (text) }))
        (piece("Choices", html! { (choices) (wrong) }))
        (piece("Decoy", Decoy { name: "decoy", label: cx.text("form-decoy") }.render()))
    }
}
