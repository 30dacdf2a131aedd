//! A document of a pack over what is stored: what the pack says counts, what it leaves to the day of loading stays.

use std::collections::BTreeSet;

use domain::{Address, Body, Call, CallDates, Document, Edition, Facts, Language, State, Times};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::document::{Publication, Source};
use crate::edition::SourceEdition;
use crate::places::place;
use crate::relative_date::Moment;

/// Former addresses that an edition remembers at most: each is an item that changes with the edition, and the store changes a hundred items
/// at once. With four languages a document that changes in everything has nearly as many.
const MOST_FORMER: usize = 6;

/// The document as it will be, its texts not yet rendered. Editions that the pack does not have stay as they are.
pub(crate) fn merged(source: &Source, stored: Option<&Document>, now: Timestamp) -> Document {
    let mut document = Document {
        id: source.id,
        facts: facts(source, stored),
        picture: source.picture.as_ref().map(|picture| picture.picture.clone()),
        editions: stored.map(|stored| stored.editions.clone()).unwrap_or_default(),
    };
    for (language, edition) in &source.editions {
        let made = made(source, edition, stored, *language, now);
        document.editions.insert(*language, made);
    }
    document
}

/// A call or an event keeps its stored dates where the pack counts them from the day of loading.
fn facts(source: &Source, stored: Option<&Document>) -> Facts {
    match (&source.facts, stored.map(|stored| &stored.facts)) {
        (Facts::Call(Call { dates, subject }), Some(Facts::Call(Call { dates: before, .. }))) => Facts::Call(Call {
            dates: CallDates {
                opens: if source.firm.0 { dates.opens } else { before.opens },
                closes: if source.firm.1 { dates.closes } else { before.closes.or(dates.closes) },
                new_for_days: dates.new_for_days,
            },
            subject: subject.clone(),
        }),
        // An event counts its changes where it is stored.
        (Facts::Event { dates, topics, .. }, Some(Facts::Event { dates: before, sequence, .. })) => {
            Facts::Event { dates: if source.firm.0 { dates.clone() } else { before.clone() }, topics: topics.clone(), sequence: *sequence }
        }
        (facts, _) => facts.clone(),
    }
}

fn made(source: &Source, edition: &SourceEdition, stored: Option<&Document>, language: Language, now: Timestamp) -> Edition {
    let before = stored.and_then(|stored| stored.editions.get(&language));
    // A new translation joins the others of its document.
    let known = before.or_else(|| stored.and_then(|stored| stored.editions.values().next())).map(|edition| edition.times.first_published);
    let kept = |moment: Moment, known: Option<Timestamp>| known.filter(|_| !moment.firm).unwrap_or(moment.at);
    let first_published = match source.published {
        Publication::Stated(moment) | Publication::Opening(moment) => kept(moment, known),
        Publication::Loading => known.unwrap_or(now),
    };
    let updated = edition.updated.map_or(first_published, |moment| kept(moment, before.map(|edition| edition.times.updated)));
    let state = match source.published {
        _ if edition.draft => State::Draft,
        Publication::Stated(_) if first_published > now => State::Scheduled,
        _ => State::Published,
    };
    Edition {
        state,
        slug: edition.slug.clone(),
        former: before.map(|before| before.former.clone()).unwrap_or_default(),
        title: edition.title.clone(),
        summary: edition.summary.clone(),
        label: edition.label.clone(),
        body: Body { source: edition.text.source.clone(), rendered: String::new() },
        picture_text: edition.picture_text.clone(),
        times: Times { first_published, public: first_published, updated },
        ends: before.and_then(|before| before.ends.clone()),
        event: edition.event.as_ref().map(|event| event.text.clone()),
        alphabetical: edition.alphabetical.clone(),
    }
}

/// Lets every edition that moved remember where visitors knew it, unless another document of the pack stands there now.
/// `stored` comes with the time zone in which it stands.
pub(crate) fn remember(document: &mut Document, stored: Option<(&Document, &TimeZone)>, taken: &BTreeSet<Address>, zone: &TimeZone) {
    let Some((stored, old_zone)) = stored else { return };
    for (language, edition) in &mut document.editions {
        let Some(before) = stored.editions.get(language) else { continue };
        let known = matches!(before.state, State::Published | State::Withdrawn(_) | State::Superseded);
        let old = place(&stored.facts, *language, &before.slug, before.times.first_published, old_zone).filter(|_| known);
        let new = place(&document.facts, *language, &edition.slug, edition.times.first_published, zone);
        if old != new
            && let Some(old) = old.map(|old| old.in_language(*language))
            && !edition.former.contains(&old)
        {
            edition.former.push(old);
        }
        let present = new.map(|new| new.in_language(*language));
        edition.former.retain(|former| Some(former) != present.as_ref() && !taken.contains(former));
        // The oldest come first, and are the first to be forgotten.
        edition.former.drain(..edition.former.len().saturating_sub(MOST_FORMER));
    }
}

#[cfg(test)]
mod tests {
    use domain::{Entry, Slug, project};

    use super::*;
    use crate::{Pack, read_pack};

    const SITE: &str = "languages = [\"en\"]\ntime_zone = \"Europe/Brussels\"\nname = { en = \"A\" }\nshort_name = { en = \"A\" }\n\
                        tagline = { en = \"A\" }\nlegal = { en = \"A\" }\n";

    fn now() -> Timestamp {
        at("2026-01-01T12:00:00Z")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn english() -> Language {
        "en".parse().unwrap_or_else(|_| unreachable!("a tag"))
    }

    /// An article that was published so and has this slug, read on the first day of 2026.
    fn article(published: &str, slug: &str) -> Source {
        let files = [
            ("site.toml", SITE.to_owned()),
            ("topics/t/document.toml", "order = 1".to_owned()),
            ("topics/t/en.md", "+++\nslug = \"t\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n".to_owned()),
            ("news/a/document.toml", format!("topics = [\"t\"]\npublished = {published}")),
            ("news/a/en.md", format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n")),
        ];
        let pack = Pack { files: files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect() };
        let content = read_pack(&pack, &now().to_zoned_datetime(TimeZone::UTC), &|address| Some(address.place.to_string()))
            .unwrap_or_else(|errors| unreachable!("{errors:?}"));
        content.documents.into_iter().find(|source| source.folder == "news/a").unwrap_or_else(|| unreachable!("it is there"))
    }

    fn edition(document: &Document) -> &Edition {
        document.editions.get(&english()).unwrap_or_else(|| unreachable!("it has one"))
    }

    fn address(year: i16, slug: &str) -> Address {
        let slug: Slug = slug.parse().unwrap_or_else(|_| unreachable!("a slug"));
        domain::Place::Article { year, slug }.in_language(english())
    }

    #[test]
    fn the_date_decides_whether_an_edition_is_published_or_scheduled() {
        let state = |published: &str| edition(&merged(&article(published, "a"), None, now())).state.clone();
        assert_eq!(state("\"-1 days 09:00\""), State::Published);
        assert_eq!(state("2026-01-01T12:00:01Z"), State::Scheduled);
    }

    #[test]
    fn a_relative_date_stays_as_it_is_stored_and_a_firm_one_counts() {
        let stored = merged(&article("2025-12-30T09:00:00+01:00", "a"), None, now());
        assert_eq!(merged(&article("\"-1 days 10:00\"", "a"), Some(&stored), now()), stored);
        let firm = merged(&article("2025-12-29T09:00:00+01:00", "a"), Some(&stored), now());
        assert_eq!(edition(&firm).times.first_published, at("2025-12-29T09:00:00+01:00"));
    }

    #[test]
    fn an_edition_that_moved_remembers_its_former_address_once() {
        let zone = TimeZone::UTC;
        let stored = merged(&article("2025-12-30T09:00:00Z", "a"), None, now());
        let source = article("2024-12-30T09:00:00Z", "b");
        let mut moved = merged(&source, Some(&stored), now());
        remember(&mut moved, Some((&stored, &zone)), &BTreeSet::new(), &zone);
        assert_eq!(edition(&moved).former, [address(2025, "a")]);
        let mut again = merged(&source, Some(&moved), now());
        remember(&mut again, Some((&moved, &zone)), &BTreeSet::new(), &zone);
        assert_eq!(again, moved);
        let mut back = merged(&article("2025-12-30T09:00:00Z", "a"), Some(&moved), now());
        remember(&mut back, Some((&moved, &zone)), &BTreeSet::new(), &zone);
        assert_eq!(edition(&back).former, [address(2024, "b")], "its present address is none of its former ones");
    }

    #[test]
    fn only_the_latest_addresses_are_remembered() {
        let mut document = merged(&article("2025-12-30T09:00:00Z", "a"), None, now());
        for slug in ["b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] {
            let mut moved = merged(&article("2025-12-30T09:00:00Z", slug), Some(&document), now());
            remember(&mut moved, Some((&document, &TimeZone::UTC)), &BTreeSet::new(), &TimeZone::UTC);
            document = moved;
        }
        assert_eq!(edition(&document).former, ["e", "f", "g", "h", "i", "j"].map(|slug| address(2025, slug)));
    }

    #[test]
    fn a_document_that_changes_in_everything_and_four_languages_is_one_change() {
        let languages: Vec<Language> = ["en", "fr", "es", "ar"].iter().filter_map(|tag| tag.parse().ok()).collect();
        let texts = || languages.iter().map(|language| (*language, "A".to_owned())).collect::<domain::Texts>();
        let settings = domain::Settings {
            languages: languages.clone(),
            time_zone: "UTC".to_owned(),
            name: texts(),
            short_name: texts(),
            tagline: texts(),
            legal: texts(),
            navigation: Vec::new(),
            meta: Vec::new(),
            footer: Vec::new(),
            home: domain::HomeSettings::default(),
            regions: Vec::new(),
        };
        let document = |slug: &str, published: &str, topics: [&str; 3], current: u16| {
            let mut document = merged(&article(published, slug), None, now());
            let topics = topics.iter().map(|key| domain::DocumentId::of_pack_key(key)).collect();
            document.facts = Facts::News { topics, current: Some(current) };
            let mut edition = edition(&document).clone();
            edition.former = (0..MOST_FORMER).map(|number| address(2025, &format!("{slug}-{number}"))).collect();
            document.editions = languages.iter().map(|language| (*language, edition.clone())).collect();
            for (language, edition) in &mut document.editions {
                edition.former.iter_mut().for_each(|former| former.language = *language);
            }
            document
        };
        let before = document("a", "2025-12-30T09:00:00Z", ["a", "b", "c"], 1);
        let mut after = document("z", "2024-11-30T09:00:00Z", ["d", "e", "f"], 2);
        for (language, edition) in &mut after.editions {
            edition.former = before.editions.get(language).map(|before| before.former.clone()).unwrap_or_default();
            edition.former.remove(0);
            edition.former.push(Address { language: *language, ..address(2025, "a") });
        }
        let before = store::Stored { document: before, version: 1, basis: store::Basis::of(&settings) };
        assert_eq!(store::check(Some(&before), &after, &settings), Ok(()));
    }

    #[test]
    fn a_former_address_gives_way_to_the_document_that_stands_there_now() {
        let stored = merged(&article("2025-12-30T09:00:00Z", "a"), None, now());
        let mut moved = merged(&article("2025-12-30T09:00:00Z", "b"), Some(&stored), now());
        remember(&mut moved, Some((&stored, &TimeZone::UTC)), &BTreeSet::from([address(2025, "a")]), &TimeZone::UTC);
        assert_eq!(edition(&moved).former, []);
    }

    #[test]
    fn places_are_those_that_the_projection_gives() {
        let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
        let document = merged(&article("2025-12-31T23:30:00Z", "a"), None, now());
        let own = place(&document.facts, english(), &edition(&document).slug, edition(&document).times.first_published, &zone);
        let projected = project(&document, &[english()], &zone).entries.into_iter().find_map(|entry| match entry {
            Entry::Page { address, .. } => Some(address.place),
            Entry::Card { .. } => None,
        });
        assert_eq!(own, projected, "in the year of the site's zone");
    }
}
