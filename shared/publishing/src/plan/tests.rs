use jiff::Timestamp;
use jiff::tz::TimeZone;

use store::Basis;

use super::*;
use crate::{Content, Pack, read_pack};

const SITE: &str = "languages = [\"en\"]\ntime_zone = \"UTC\"\nname = { en = \"A\" }\nshort_name = { en = \"A\" }\n\
                    tagline = { en = \"A\" }\nlegal = { en = \"A\" }\n";

fn path(address: &Address) -> Option<String> {
    Some(format!("/{}/{}", address.language, address.place))
}

/// A pack of topics by folder, with their slugs.
fn content(topics: &[(&str, &str)]) -> Content {
    content_in_state(topics, "")
}

fn content_in_state(topics: &[(&str, &str)], state: &str) -> Content {
    let mut pack = Pack { files: [("site.toml".to_owned(), SITE.as_bytes().to_vec())].into() };
    for (key, slug) in topics {
        let edition = format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n{state}\n+++\n");
        pack.files.insert(format!("topics/{key}/document.toml"), b"order = 1".to_vec());
        pack.files.insert(format!("topics/{key}/en.md"), edition.into_bytes());
    }
    read_pack(&pack, &now().to_zoned_datetime(TimeZone::UTC), &path).unwrap_or_else(|faults| unreachable!("{faults:?}"))
}

fn now() -> Timestamp {
    "2026-01-01T12:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A store with the documents of a pack, and who owns which address.
fn stored(content: &Content) -> (BTreeMap<DocumentId, Stored>, BTreeMap<Address, DocumentId>) {
    let making = Making::new(&content.settings, &content.zone, &path, now(), content.documents.iter().map(|source| (source, None)));
    let mut owners = BTreeMap::new();
    let mut documents = BTreeMap::new();
    for source in &content.documents {
        let document = making.document(source, None).unwrap_or_else(|fault| unreachable!("{fault}"));
        owners.extend(making.held(&document).into_iter().map(|address| (address, source.id)));
        documents.insert(source.id, Stored { document, version: 1, basis: Basis::of(&content.settings) });
    }
    (documents, owners)
}

/// The folders that are written after one another, or what is wrong.
fn planned(before: &[(&str, &str)], after: &[(&str, &str)]) -> Result<Vec<Vec<String>>, String> {
    planned_over(&content(before), &content(after))
}

fn planned_over(before: &Content, content: &Content) -> Result<Vec<Vec<String>>, String> {
    let (documents, owners) = stored(before);
    let known = content.documents.iter().map(|source| (source, documents.get(&source.id).map(|stored| &stored.document)));
    let making = Making::new(&content.settings, &content.zone, &path, now(), known);
    let said = |faults: Vec<PackError>| faults.iter().map(|fault| format!("{fault}\n")).collect::<String>();
    let plan = Plan::new(&making, &content.documents, &documents).map_err(said)?;
    let groups = plan.ordered(&making, &owners).map_err(said)?;
    let folders = |group: Vec<Planned<'_>>| {
        let mut folders: Vec<String> = group.iter().map(|planned| planned.source.folder.clone()).collect();
        folders.sort();
        folders
    };
    Ok(groups.into_iter().map(folders).collect())
}

#[test]
fn documents_that_do_not_wait_for_one_another_are_written_together_and_the_same_ones_never() {
    let (one, two) = (("one", "a"), ("two", "b"));
    assert_eq!(planned(&[], &[one, two]), Ok(vec![vec!["topics/one".to_owned(), "topics/two".to_owned()]]));
    assert_eq!(planned(&[one, two], &[one, two]), Ok(Vec::new()));
}

#[test]
fn who_takes_an_address_comes_after_whoever_leaves_it() {
    let before = [("one", "a"), ("two", "b"), ("six", "c")];
    let groups = planned(&before, &[("one", "b"), ("two", "c"), ("six", "d")]);
    assert_eq!(groups, Ok(["topics/six", "topics/two", "topics/one"].map(|folder| vec![folder.to_owned()]).to_vec()));
}

#[test]
fn an_address_of_a_document_that_is_not_in_the_pack_is_refused_with_file_and_line() {
    let refused = planned(&[("one", "a"), ("two", "b")], &[("other", "a"), ("two", "b")]);
    let message = "topics/other/en.md:2: the address /en/topic/a belongs to another document of the site: choose another slug\n";
    assert_eq!(refused, Err(message.to_owned()));
}

#[test]
fn a_draft_is_refused_an_address_of_another_document_before_it_is_published() {
    let draft = content_in_state(&[("other", "a")], "state = \"draft\"");
    assert!(planned_over(&content(&[("one", "a")]), &draft).is_err_and(|faults| faults.contains("belongs to another document")));
    assert!(planned_over(&draft, &content(&[("other", "a")])).is_ok());
}

#[test]
fn documents_that_swap_their_addresses_are_refused_both() {
    let refused = planned(&[("one", "a"), ("two", "b")], &[("one", "b"), ("two", "a")]).err().unwrap_or_default();
    assert!(refused.starts_with("topics/one/en.md:2: the address /en/topic/b is left by topics/two, which waits for another"), "{refused}");
    assert_eq!(refused.lines().count(), 2, "{refused}");
}

#[test]
fn a_former_address_may_be_taken_by_another_document() {
    let moved = planned(&[("one", "a")], &[("one", "b"), ("two", "a")]);
    assert_eq!(moved, Ok(vec![vec!["topics/one".to_owned()], vec!["topics/two".to_owned()]]));
}
