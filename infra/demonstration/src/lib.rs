//! The demonstration: a fictional customs organisation, its texts in `content/` and its pictures drawn by code.

use std::collections::BTreeMap;
use std::path::Path;

use publishing::{Pack, PackError};
use serde::Deserialize;

pub mod pictures;

/// The one thing that must be known of a document here; everything else is the importer's business.
#[derive(Deserialize)]
struct Illustrated {
    picture: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    file: String,
}

/// The demonstration as a content pack: its files, and a drawing for every document that names a motif.
///
/// # Errors
/// [`PackError`] when the folder cannot be read.
pub fn pack() -> Result<Pack, PackError> {
    let mut pack = Pack::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))?;
    let drawings: BTreeMap<String, Vec<u8>> = pack.files.iter().filter_map(|(path, bytes)| drawing(&pack, path, bytes)).collect();
    pack.files.extend(drawings);
    Ok(pack)
}

/// The drawing that a `document.toml` names but does not have beside it. A file that cannot be read is left to the importer to report.
fn drawing(pack: &Pack, path: &str, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let folder = path.strip_suffix("/document.toml")?;
    let named = toml::from_slice::<Illustrated>(bytes).ok()?.picture?.file;
    let file = format!("{folder}/{named}");
    if pack.files.contains_key(&file) {
        return None;
    }
    let drawn = pictures::draw(named.strip_suffix(".svg")?, seed(folder))?;
    Some((file, drawn.into_bytes()))
}

/// FNV-1a of the folder: the same document always has the same drawing, and others of its motif have another.
fn seed(folder: &str) -> u64 {
    folder.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(today: &str) -> Result<publishing::Content, String> {
        let pack = pack().map_err(|error| error.to_string())?;
        let today = today.parse().map_err(|error| format!("{error}"))?;
        // Which addresses visitors find is the business of the site, which loads this pack in its own tests.
        publishing::read_pack(&pack, &today, &|address| Some(address.place.to_string()))
            .map_err(|errors| errors.iter().map(|error| format!("{error}\n")).collect())
    }

    #[test]
    fn the_demonstration_reads_without_errors() -> Result<(), String> {
        let (early, late) = (read("2025-02-14T12:00[Europe/Brussels]")?, read("2026-07-01T12:00[Europe/Brussels]")?);
        assert!(early.len() > 150, "{}", early.len());
        assert!(late.len() > early.len(), "what is dated relative to the day of loading comes later");
        Ok(())
    }

    #[test]
    fn the_demonstration_has_186_members_in_the_regions_of_its_settings() -> Result<(), String> {
        let content = read("2025-02-14T12:00[Europe/Brussels]")?;
        let text = pack().map_err(|error| error.to_string())?.files.remove("members.toml").unwrap_or_default();
        let text = String::from_utf8(text).map_err(|error| error.to_string())?;
        let regions = content.settings.regions.iter().map(|region| text.matches(&format!("\nregion = \"{}\"\n", region.key)).count());
        assert_eq!(regions.collect::<Vec<_>>(), [33, 53, 24, 23, 18, 35]);
        assert_eq!(text.matches("\n[").count(), 186);
        Ok(())
    }

    #[test]
    fn every_named_motif_is_drawn_once_and_always_alike() -> Result<(), PackError> {
        let (once, again) = (pack()?, pack()?);
        assert_eq!(once, again);
        let drawings: Vec<&Vec<u8>> = once.files.iter().filter(|(path, _)| path.ends_with(".svg")).map(|(_, bytes)| bytes).collect();
        assert!(drawings.len() > 100, "{}", drawings.len());
        Ok(())
    }
}
