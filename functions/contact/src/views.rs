//! The forms, and the page that says that one was sent.

mod words;

use domain::{Draft, Fault, Field, Form, Format, Page, Place, RETENTION_DAYS};
use jiff::Timestamp;
use maud::{Markup, html};
use ui::components::{Choices, Decoy, ErrorSummary, Input, TextField};
use ui::{Context, View, trusted};

pub use words::format_name;

/// What is wrong with fields.
pub type Faults = Vec<(Field, Fault)>;

/// The name of the field that carries what we signed.
pub const TOKEN: &str = "token";
/// The name of the field that nobody sees.
pub const DECOY: &str = "website";

/// Why a form comes once more, though nothing is wrong with its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// It was sent within a moment.
    Early,
    /// It was made long ago, or not by us.
    Old,
    /// It was sent before, with other words.
    Used,
    /// The field that nobody sees was filled in.
    Decoy,
    /// Another site sent it.
    Elsewhere,
    /// Enough came from the network, until this moment.
    TooMany(Timestamp),
    /// It cannot be taken now.
    Unavailable,
}

/// A form.
#[derive(Debug)]
pub struct FormView {
    /// Which.
    pub form: Form,
    /// What the organisation says above it.
    pub page: Option<Page>,
    /// What stands in its fields.
    pub draft: Draft,
    /// What is wrong with them.
    pub faults: Faults,
    /// Why it comes once more.
    pub again: Option<Again>,
    /// What it carries.
    pub token: String,
}

impl FormView {
    /// The form with this in its fields.
    #[must_use]
    pub fn of(form: Form, draft: Draft) -> Self {
        Self { form, page: None, draft, faults: Vec::new(), again: None, token: String::new() }
    }

    /// Whether nothing was sent yet.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.faults.is_empty() && self.again.is_none()
    }

    /// Its headline.
    #[must_use]
    pub fn title(&self, cx: &Context<'_>) -> String {
        match (&self.page, self.form) {
            (Some(page), _) => page.title.clone(),
            (None, Form::Contact) => cx.text("contact"),
            (None, Form::AccessibleFormat) => cx.text("accessible-format"),
        }
    }

    /// The sentence below it.
    #[must_use]
    pub fn deck(&self, cx: &Context<'_>) -> String {
        match (&self.page, self.form) {
            (Some(page), _) => page.summary.clone(),
            (None, Form::Contact) => cx.text("contact-deck"),
            (None, Form::AccessibleFormat) => cx.text("accessible-format-deck"),
        }
    }

    fn summary(&self, cx: &Context<'_>) -> Option<ErrorSummary> {
        let fields = self.faults.iter().map(|(field, fault)| (Some(field.name()), words::fault(cx, *field, *fault)));
        let whole = self.again.map(|again| (None, words::again(cx, again)));
        let faults: Vec<_> = whole.into_iter().chain(fields).collect();
        (!faults.is_empty()).then(|| ErrorSummary { title: cx.text("form-faults"), faults })
    }

    fn field(&self, cx: &Context<'_>, field: Field) -> Markup {
        let label = words::label(cx, self.form, field);
        let label = if self.form.requires(field) { label } else { cx.text_with("form-optional", &[("label", label.into())]) };
        let fault = self.faults.iter().find(|(own, _)| *own == field).map(|(_, fault)| words::fault(cx, field, *fault));
        let (name, hint, value) = (field.name(), words::hint(cx, self.form, field), self.draft.value(field).to_owned());
        if field == Field::Format {
            let choices = Format::ALL.map(|format| (format.name(), format_name(cx.interface, format))).into();
            return html! { (Choices { name, label, hint, fault, choices, chosen: value }) };
        }
        let (input, autocomplete) = match field {
            Field::Text => (Input::Text, "off"),
            Field::Email => (Input::Email, "email"),
            Field::Name => (Input::Line, "name"),
            Field::Document | Field::Format | Field::Subject => (Input::Line, "off"),
        };
        html! { (TextField { name, label, hint, fault, value, input, autocomplete }) }
    }
}

impl View for FormView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            div.page {
                article {
                    @if let Some(summary) = self.summary(cx) { (summary) }
                    div.opening {
                        h1 { (self.title(cx)) }
                        p.deck { (self.deck(cx)) }
                    }
                    @if let Some(page) = &self.page {
                        div.prose { (trusted::rendered(&page.rendered)) }
                        h2 { (cx.text("contact-write")) }
                    }
                    form.form method="post" action=(cx.links.form(cx.language, self.form)) novalidate {
                        @for field in self.form.fields() { (self.field(cx, *field)) }
                        (Decoy { name: DECOY, label: cx.text("form-decoy") })
                        input type="hidden" name=(TOKEN) value=(self.token);
                        p.hint.privacy { (cx.text_with("form-privacy", &[("days", RETENTION_DAYS.into())])) }
                        button { (cx.text("form-send")) }
                    }
                    @if self.form == Form::Contact {
                        p.more { a href=(cx.links.form(cx.language, Form::AccessibleFormat)) { (cx.text("accessible-format-link")) } }
                    }
                }
            }
        }
    }
}

/// What is said when a form was sent.
#[derive(Debug)]
pub struct SentView;

impl View for SentView {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            div.page {
                article {
                    div.opening {
                        h1 { (cx.text("sent")) }
                        p.deck { (cx.text("sent-text")) }
                    }
                    p.more { a href=(cx.to(&Place::Home)) { (cx.text("home")) } }
                }
            }
        }
    }
}
