//! News as a large organisation would have them: from 2009 to the day of the demonstration, more in later years, on working days.

use std::collections::BTreeMap;

use domain::{Body, Document, DocumentId, Edition, Facts, Language, Picture, State, Times};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::Outcome;

const FIRST: &str = "2009-01-05T08:00:00Z";
/// The share of the first year's pace to which growth is added; the last year has 2.3 times as many items as the first.
const PACE: f64 = 0.6;

const SUBJECTS: [&str; 8] = [
    "Regional workshop",
    "Customs administrations",
    "Technical committee",
    "Capacity building mission",
    "Donor conference",
    "Training of trainers",
    "Network of laboratories",
    "Border agencies",
];
const DEEDS: [&str; 8] = [
    "agree on shared data for",
    "publishes guidance about",
    "takes stock of",
    "opens a new chapter of",
    "reports progress in",
    "invites partners to",
    "concludes its work on",
    "prepares a review of",
];
const MATTERS: [&str; 8] = [
    "the classification of goods",
    "valuation and origin",
    "coordinated border management",
    "authorised operators",
    "protection of cultural heritage",
    "electronic commerce",
    "disaster relief supplies",
    "risk management",
];

/// The item with this number of so many, oldest first: always the same one.
pub(super) fn item(number: u32, of: u32, topics: &[DocumentId], last: Timestamp, language: Language) -> Outcome<Document> {
    let chance = Chance(mixed(u64::from(number) << 20 | u64::from(of)));
    let at = moment((f64::from(number) + 0.5) / f64::from(of), &chance, last)?;
    let (subject, deed, matter) = (chance.pick(0, &SUBJECTS), chance.pick(8, &DEEDS), chance.pick(16, &MATTERS));
    let title = format!("{subject} {deed} {matter}");
    let summary = format!(
        "{title}: delegates from {} members met for {} days and agreed on the next steps.",
        chance.one_of(24, 180) + 3,
        chance.one_of(32, 4) + 2
    );
    let paragraph =
        format!("{summary} The secretariat thanks the hosts and publishes the material of the meeting in all working languages.");
    let body = Body { source: format!("{paragraph}\n\n{paragraph}\n"), rendered: format!("<p>{paragraph}</p>\n<p>{paragraph}</p>\n") };
    let main = topics.get(chance.one_of(40, topics.len())).copied();
    let second = topics.get(chance.one_of(44, topics.len())).copied().filter(|second| Some(*second) != main && chance.one_of(48, 3) == 0);
    let edition = Edition {
        state: State::Published,
        slug: format!("{}-{number}", subject.to_ascii_lowercase().replace(' ', "-")).parse()?,
        former: Vec::new(),
        title,
        summary,
        label: None,
        body,
        picture_text: Some("Delegates around a table".to_owned()),
        times: Times { first_published: at, public: at, updated: at },
        ends: None,
        event: None,
        alphabetical: None,
    };
    let picture = Picture {
        key: format!("{:032x}.svg", u128::from(chance.0)),
        media_type: "image/svg+xml".to_owned(),
        width: 1600,
        height: 900,
        credit: Default::default(),
        focus: (50, 50),
    };
    Ok(Document {
        id: DocumentId::of_pack_key(&format!("scale/{of}/{number}")),
        facts: Facts::News { topics: main.into_iter().chain(second).collect(), current: None },
        picture: Some(picture),
        editions: BTreeMap::from([(language, edition)]),
    })
}

/// Where in time this part of all items lies, moved to the office hours of a working day.
fn moment(part: f64, chance: &Chance, last: Timestamp) -> Outcome<Timestamp> {
    let first: Timestamp = FIRST.parse()?;
    let growth = 1.0 - PACE;
    let along = ((PACE * PACE + 4.0 * growth * part).sqrt() - PACE) / (2.0 * growth);
    let at = first.checked_add(SignedDuration::from_secs_f64(last.duration_since(first).as_secs_f64() * along))?;
    let mut day = at.to_zoned_datetime(TimeZone::UTC).date();
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = day.yesterday()?;
    }
    let seconds = i64::try_from(chance.one_of(52, 9 * 3600))?;
    Ok(day.at(7, 0, 0, 0).to_zoned_datetime(TimeZone::UTC)?.checked_add(seconds.seconds())?.timestamp().min(last))
}

/// Chance that always falls alike.
struct Chance(u64);

impl Chance {
    fn one_of(&self, salt: u32, many: usize) -> usize {
        let many = u64::try_from(many.max(1)).unwrap_or(1);
        usize::try_from(mixed(self.0 ^ u64::from(salt)) % many).unwrap_or_default()
    }

    fn pick<'a, const N: usize>(&self, salt: u32, of: &'a [&'a str; N]) -> &'a str {
        of.get(self.one_of(salt, N)).copied().unwrap_or_default()
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(of: u32) -> Outcome<Vec<Timestamp>> {
        let (language, last) = ("en".parse()?, "2025-02-14T09:00:00Z".parse()?);
        let topics = [DocumentId::of_pack_key("a"), DocumentId::of_pack_key("b")];
        let one =
            |number| Ok(item(number, of, &topics, last, language)?.editions.get(&language).ok_or("no edition")?.times.first_published);
        (0..of).map(one).collect()
    }

    #[test]
    fn later_years_have_more_items_in_the_same_proportion_whatever_the_size() -> Outcome<()> {
        let share = |of: u32, year: i16| -> Outcome<f64> {
            let times = times(of)?;
            Ok(times.iter().filter(|at| at.to_zoned_datetime(TimeZone::UTC).year() == year).count() as f64 / times.len() as f64)
        };
        assert!(share(1000, 2024)? > 1.8 * share(1000, 2009)?);
        assert!((share(1000, 2016)? - share(4000, 2016)?).abs() < 0.01);
        Ok(())
    }

    #[test]
    fn nothing_is_published_at_weekends_or_after_the_day_of_the_demonstration() -> Outcome<()> {
        for at in times(500)? {
            let weekday = at.to_zoned_datetime(TimeZone::UTC).weekday();
            assert!(weekday != Weekday::Saturday && weekday != Weekday::Sunday && at <= "2025-02-14T09:00:00Z".parse()?, "{at}");
        }
        Ok(())
    }
}
