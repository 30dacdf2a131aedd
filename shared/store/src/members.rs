//! What pages show of the members.

use domain::{Card, Language, List, RegionName};

use crate::codec::{DATA, decode};
use crate::error::StoreError;
use crate::keys;
use crate::public::Reader;
use crate::request::Range;
use crate::tags;

/// Members at most: there are fewer countries and territories with a code.
const MOST_MEMBERS: u32 = 300;

impl Reader<'_> {
    /// P30: all members of a language, in the order of their names; at most three hundred.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn members(&self, language: Language) -> Result<Vec<Card>, StoreError> {
        self.recorder.tag(tags::list(language, List::Members));
        self.cards(language, List::Members, Range { from: None, to: None, newest_first: false, most: MOST_MEMBERS }).await
    }

    /// P31: the regions of the members, as they are listed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn regions(&self, language: Language) -> Result<Vec<RegionName>, StoreError> {
        self.recorder.tag(tags::view("regions", language));
        let [found] = self.items(keys::regions_view(language), []).await?;
        Ok(found.map(|item| decode(&item, DATA)).transpose()?.unwrap_or_default())
    }
}
