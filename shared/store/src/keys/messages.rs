//! Keys of the table of messages.

use jiff::{SignedDuration, Timestamp};

use super::{Key, moment};

/// The partition of mails that are to be sent, by the moment at which they are.
pub(crate) const OUTBOX: &str = "outbox";
/// The partition of mails that were given up, by their messages. Nothing takes them away.
pub(crate) const UNDELIVERED: &str = "undelivered";

pub(crate) fn message(id: &str) -> Key {
    Key::new(format!("message#{id}"), "message")
}

/// The mail of a message, due at a moment.
pub(crate) fn outgoing(at: Timestamp, id: &str) -> Key {
    Key::new(OUTBOX, format!("{}#{id}", moment(at)))
}

/// The mail with this sort key.
pub(crate) fn outgoing_of(sort: &str) -> Key {
    Key::new(OUTBOX, sort)
}

/// The message whose mail has this sort key.
pub(crate) fn message_of(sort: &str) -> Option<&str> {
    sort.split_once('#').map(|(_, id)| id)
}

pub(crate) fn undelivered(id: &str) -> Key {
    Key::new(UNDELIVERED, id)
}

/// The count of a network's letters in the hour of a moment. The network is a digest that says nothing.
pub(crate) fn visits(network: &str, at: Timestamp) -> Key {
    Key::new(format!("network#{network}"), moment(hour(at)))
}

/// The hour of a moment, counted from 1970.
fn hour(at: Timestamp) -> Timestamp {
    let into = at.as_second().rem_euclid(3600);
    Timestamp::from_second(at.as_second() - into).unwrap_or(at)
}

/// The end of the hour of a moment.
pub(crate) fn end_of_hour(at: Timestamp) -> Timestamp {
    hour(at).saturating_add(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_names_its_message_and_stands_where_it_is_due() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (early, late) = (outgoing(at("2025-02-14T08:59:59Z"), "0f"), outgoing(at("2025-02-14T09:00:00Z"), "0e"));
        assert!(early.sort < late.sort && late.sort < super::super::up_to(at("2025-02-14T09:00:00Z")));
        assert_eq!((message_of(&late.sort), &outgoing_of(&late.sort)), (Some("0e"), &late));
    }

    #[test]
    fn an_hour_is_one_count() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let count = |text: &str| visits("a", at(text));
        assert_eq!(count("2025-02-14T09:00:00Z"), count("2025-02-14T09:59:59.999Z"));
        assert_ne!(count("2025-02-14T09:59:59Z"), count("2025-02-14T10:00:00Z"));
        assert_ne!(count("2025-02-14T09:59:59Z"), visits("b", at("2025-02-14T09:59:59Z")));
        assert_eq!(end_of_hour(at("2025-02-14T09:00:00Z")), at("2025-02-14T10:00:00Z"));
    }
}
