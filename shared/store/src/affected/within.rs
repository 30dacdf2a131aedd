//! What a change of a topic's section changes beside its own page: the topic's page and the other sections, which name it.

use domain::{Card, Language, List};

use super::{Affected, ItemChange};
use crate::error::StoreError;
use crate::{keys, tags};

impl Affected {
    /// The sitemap shows all of a card, the pages of the topic only how the section is called and where it stands.
    pub(super) fn within(&mut self, change: &ItemChange, language: Language) -> Result<(), StoreError> {
        self.views = true;
        self.tag(tags::list(language, List::Sections));
        let [old, new] = change.both::<Card>()?;
        let named = |card: &Option<Card>| card.as_ref().map(|card| (card.place.clone(), card.label.clone(), card.title.clone()));
        if named(&old) != named(&new)
            && let Some(topic) = change.sort().and_then(|sort| keys::topic_of(sort))
        {
            self.tag(tags::within(language, topic));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::{DocumentId, Position};
    use jiff::tz::TimeZone;

    use crate::affected::{Image, ItemChange, affected};
    use crate::codec::DATA;
    use crate::keys::{self, PARTITION, SORT};

    use super::*;

    fn card(title: &str, updated: &str) -> Option<Image> {
        let language: Language = "en".parse().unwrap();
        let key = keys::card(language, List::Sections, &Position::Within(topic(), 2), DocumentId::of_pack_key("topics/lamps/wax"));
        let card = format!(
            r#"{{"document":"{:032}","kind":"section","language":"en","place":"topic/lamps/wax","title":"{title}","time":"2025-01-01T00:00:00Z","updated":"{updated}T00:00:00Z"}}"#,
            1
        );
        Some([(PARTITION, key.partition), (SORT, key.sort), (DATA, card)].map(|(name, value)| (name.to_owned(), value)).into())
    }

    fn topic() -> DocumentId {
        DocumentId::of_pack_key("topics/lamps")
    }

    #[test]
    fn a_section_with_another_name_changes_all_pages_of_its_topic_and_one_that_was_revised_the_sitemap_alone() {
        let tags_of = |old, new| {
            affected(&[ItemChange { old, new }], &TimeZone::UTC, jiff::Timestamp::UNIX_EPOCH).unwrap().tags.into_iter().collect::<Vec<_>>()
        };
        let (old, all) = (card("Wax", "2025-01-01"), ["l:sections:en".to_owned(), format!("s:en:{}", topic())]);
        assert_eq!(tags_of(old.clone(), card("On wax", "2025-01-01")), all);
        assert_eq!(tags_of(None, old.clone()), all);
        assert_eq!(tags_of(old.clone(), None), all);
        assert_eq!(tags_of(old, card("Wax", "2025-01-02")), ["l:sections:en"]);
    }
}
