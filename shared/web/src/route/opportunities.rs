//! Addresses below the areas of calls.

use domain::{CallArea, Index, Language, Place};

use super::{Format, NewsRoute, PagesRoute, Refusal, Route, of_place, page_number, year_number};

impl Route {
    /// What stands below the index of an area of calls.
    pub(super) fn of_call(language: Language, area: CallArea, parts: &[&str]) -> Result<Self, Refusal> {
        let feed = |format| Ok(Self::News(NewsRoute::CallFeed { language, area, format }));
        let archive = |year: &str, page: u32| Ok(Self::Pages(PagesRoute::CallArchive { language, area, year: year_number(year)?, page }));
        match parts {
            ["feed.atom"] => feed(Format::Atom),
            ["feed.json"] => feed(Format::Json),
            // The years stand on the index of the area.
            ["archive"] => Ok(of_place(language, &Index::Calls(area).place())),
            ["archive", year] => archive(year, 1),
            ["archive", year, "page", number] => archive(year, page_number(number)?),
            [slug] => {
                let slug = slug.parse().map_err(|_| Refusal::NotFound)?;
                Ok(Self::Pages(PagesRoute::Place(Place::Call { area, slug }.in_language(language))))
            }
            _ => Err(Refusal::NotFound),
        }
    }
}
