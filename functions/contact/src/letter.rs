//! The mail that a message causes: to the organisation, in the language of the form. The sender gets none: nobody has shown that the address is theirs,
//! and whoever likes could have us write to anybody.

use domain::{Form, Mail, Message};
use web::Error;

use crate::App;
use crate::views::format_name;

pub(crate) fn mail(app: &App, message: &Message) -> Result<Mail, Error> {
    let words = app.front.interface(message.language).map_err(|error| Error::Internal(error.to_string()))?;
    let Message { form, name, email, subject, text, document, format, language } = message;
    let subject = match form {
        Form::Contact => words.text_with("mail-contact", &[("subject", subject.as_str().into())]),
        Form::AccessibleFormat => words.text_with("mail-accessible-format", &[("document", document.as_str().into())]),
    };
    let said = |value: &str, line: String| (!value.is_empty()).then_some(line);
    let format = format.map(|format| format_name(&words, format)).unwrap_or_default();
    let head = [
        said(document, words.text_with("mail-document", &[("document", document.as_str().into())])),
        said(&format, words.text_with("mail-format", &[("format", format.as_str().into())])),
        said(name, words.text_with("mail-name", &[("name", name.as_str().into())])),
        said(email, words.text_with("mail-email", &[("email", email.as_str().into())])),
        Some(words.text_with("mail-language", &[("language", words.language_name(*language).into())])),
    ];
    let head: Vec<String> = head.into_iter().flatten().collect();
    Ok(Mail { reply_to: email.clone(), subject, text: format!("{}\n\n{text}\n", head.join("\n")) })
}
