use proptest::prelude::*;

use super::*;

fn language() -> Language {
    "en".parse().unwrap()
}

fn draft(fields: &[(Field, &str)]) -> Draft {
    let mut draft = Draft::default();
    fields.iter().for_each(|(field, value)| draft.enter(*field, value));
    draft
}

fn sound() -> Draft {
    draft(&[
        (Field::Name, "A. Reader"),
        (Field::Email, "reader@post.example"),
        (Field::Subject, "A question"),
        (Field::Text, "First line\r\nsecond"),
    ])
}

#[test]
fn a_message_has_what_was_entered_without_the_space_around_it() {
    let mut entered = sound();
    entered.enter(Field::Name, "  A. Reader ");
    entered.enter(Field::Document, "no field of this form");
    let message = Message::of(Form::Contact, language(), &entered).unwrap();
    assert_eq!((message.name.as_str(), message.text.as_str(), message.document.as_str()), ("A. Reader", "First line\nsecond", ""));
    assert_eq!(message.format, None);
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_in_the_order_of_the_form() {
    let faults = Message::of(Form::Contact, language(), &Draft::default()).unwrap_err();
    assert_eq!(faults, [(Field::Email, Fault::Missing), (Field::Subject, Fault::Missing), (Field::Text, Fault::Missing)]);
    let faults = Message::of(Form::AccessibleFormat, language(), &draft(&[(Field::Format, "papyrus"), (Field::Email, "@")])).unwrap_err();
    assert_eq!(faults, [(Field::Document, Fault::Missing), (Field::Format, Fault::NoChoice), (Field::Email, Fault::NotAnAddress)]);
}

#[test]
fn every_format_that_is_offered_can_be_asked_for() {
    for format in Format::ALL {
        let entered = draft(&[(Field::Document, "The report"), (Field::Format, format.name()), (Field::Email, "reader@post.example")]);
        assert_eq!(Message::of(Form::AccessibleFormat, language(), &entered).unwrap().format, Some(format));
    }
}

#[test]
fn a_field_ends_where_its_bound_is_counted_in_characters() {
    for field in [Field::Name, Field::Subject, Field::Text] {
        let mut entered = sound();
        entered.enter(field, &"é".repeat(field.most()));
        assert!(Message::of(Form::Contact, language(), &entered).is_ok(), "{field:?}");
        entered.enter(field, &"é".repeat(field.most() + 1));
        assert_eq!(Message::of(Form::Contact, language(), &entered), Err(vec![(field, Fault::TooLong(field.most()))]));
    }
}

#[test]
fn no_line_of_a_mails_head_can_be_written_through_a_field() {
    for field in [Field::Name, Field::Email, Field::Subject] {
        for text in ["a\nBcc: everybody@post.example", "a\r\nb", "a\0b", "a\u{85}b", "a\u{7f}b"] {
            let mut entered = sound();
            entered.enter(field, text);
            assert_eq!(Message::of(Form::Contact, language(), &entered), Err(vec![(field, Fault::Control)]), "{field:?} {text:?}");
        }
    }
    let mut entered = sound();
    entered.enter(Field::Text, "a\u{1b}[2Jb");
    assert_eq!(Message::of(Form::Contact, language(), &entered), Err(vec![(Field::Text, Fault::Control)]));
}

#[test]
fn an_address_is_what_browsers_take_for_one() {
    let label = "a".repeat(63);
    for sound in ["a@b", "a.b+c@d-e.example", "o'neill@post.example", "a@1.2", &format!("a@{label}.example"), ".a.@b"] {
        assert!(is_address(sound), "{sound}");
    }
    for wrong in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@-b", "a@b-", "a@b..c", "a@.b", "é@b", "a@é", "a@b_c", &format!("a@{label}a")]
    {
        assert!(!is_address(wrong), "{wrong}");
    }
}

proptest! {
    #[test]
    fn whatever_is_entered_is_a_bounded_message_or_has_faults(values in proptest::array::uniform6(".{0,300}"), form in 0usize..2) {
        let form = Form::ALL[form];
        let all = [Field::Document, Field::Format, Field::Name, Field::Email, Field::Subject, Field::Text];
        let mut entered = Draft::default();
        all.iter().zip(&values).for_each(|(field, value)| entered.enter(*field, value));
        match Message::of(form, language(), &entered) {
            Ok(message) => {
                let lines = [&message.name, &message.email, &message.subject, &message.document];
                prop_assert!(lines.iter().all(|line| line.chars().count() <= 500 && !line.contains(char::is_control)));
            }
            Err(faults) => prop_assert!(!faults.is_empty() && faults.iter().all(|(field, _)| form.fields().contains(field))),
        }
    }
}
