//! The regions of the members.

use domain::{Region, Slug, SlugError};
use serde::Deserialize;
use toml::Spanned;

use super::{LABEL, Reader, Words};

/// Regions at most: they are the first thing that readers of the directory choose from.
const MOST_REGIONS: usize = 20;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { key = \"europe\", name = { en = \"…\" } }")]
pub(super) struct RegionFile {
    key: Spanned<String>,
    name: Words,
}

impl Reader<'_> {
    pub(super) fn regions(&mut self, regions: &[RegionFile]) -> Vec<Region> {
        let mut made: Vec<Region> = Vec::new();
        for RegionFile { key, name } in regions {
            if made.len() == MOST_REGIONS {
                self.fault(key, format!("there are more than {MOST_REGIONS} regions: bring some of them together"));
            }
            let name = self.texts("name", LABEL, Some(name));
            let slug = key.get_ref().parse::<Slug>().map_err(|error: SlugError| self.fault(key, error.to_string()));
            let Ok(slug) = slug else { continue };
            if made.iter().any(|region| region.key == slug) {
                self.fault(key, format!("the region “{slug}” is there twice: remove one"));
            }
            made.push(Region { key: slug, name });
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use crate::{Pack, read_pack};

    const SITE: &str = "languages = [\"en\"]\ntime_zone = \"UTC\"\nname = { en = \"A\" }\nshort_name = { en = \"A\" }\n\
                        tagline = { en = \"A\" }\nlegal = { en = \"A\" }\n";

    /// The keys of the regions of a site with these lines at its end, or what is wrong with them.
    fn regions(lines: &str) -> Result<Vec<String>, String> {
        let pack = Pack { files: [("site.toml".to_owned(), format!("{SITE}{lines}").into_bytes())].into() };
        let today = "2025-07-01T12:00[UTC]".parse().map_err(|error| format!("{error}"))?;
        match read_pack(&pack, &today, &|_| None) {
            Ok(content) => Ok(content.settings.regions.iter().map(|region| region.key.to_string()).collect()),
            Err(faults) => Err(faults.iter().map(|fault| format!("{fault}\n")).collect()),
        }
    }

    #[test]
    fn regions_keep_their_order_and_each_is_there_once_with_a_name_in_every_language() {
        let region = |key: &str| format!("[[regions]]\nkey = \"{key}\"\nname = {{ en = \"R\" }}\n");
        assert_eq!(regions(&format!("{}{}", region("south"), region("north"))), Ok(vec!["south".to_owned(), "north".to_owned()]));
        let wrong = |lines: &str| regions(lines).err().unwrap_or_default();
        assert!(wrong(&format!("{}{}", region("a"), region("a"))).starts_with("site.toml:11: the region “a” is there twice"));
        assert!(wrong(&region("A")).starts_with("site.toml:8: a slug has lower-case letters"));
        assert!(wrong("[[regions]]\nkey = \"a\"\nname = {}\n").contains("name has no text in “en”"));
        let many: String = (0..21).map(|number| region(&format!("r{number}"))).collect();
        assert!(wrong(&many).contains("there are more than 20 regions"));
    }
}
