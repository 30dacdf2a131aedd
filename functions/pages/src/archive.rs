//! The archive of an area of calls: what closed in a year.

use domain::{CallArea, Index, Language, Place, Section};
use store::Reader;
use ui::{Context, Crumb, Head, Version};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::views::ArchiveView;

/// `of` says the area, the year and the page.
pub(crate) async fn answer(app: &App, reader: &Reader<'_>, language: Language, of: (CallArea, i16, u32)) -> Result<Answer, Error> {
    let (area, year, page) = of;
    let index = Index::Calls(area).place();
    let (site, found) = reader.page(&index.clone().in_language(language)).await?.ok_or(Error::NotFound)?;
    let above = match shown(&app.front, found) {
        Ok((above, ..)) => above,
        Err(elsewhere) => return elsewhere,
    };
    let zone = store::zone(&site.time_zone)?;
    let closed = reader.closed_calls(language, area, year, &zone, page).await?.ok_or(Error::NotFound)?;
    let Section { trail, side, .. } = reader.section(language, &index).await?;
    let changes = closed.changes;
    let view = ArchiveView { area, year, page, above, trail, side, cards: closed.cards, more: closed.more };
    Ok(Answer::page(site, language, index, view, Policy::Public { changes }))
}

impl Titled for ArchiveView {
    fn head(&self, cx: &Context<'_>) -> Head {
        let title = self.title(cx);
        let to = |language: Language| cx.links.call_archive(language, self.area, self.year, self.page);
        // A call stands in the lists of every language, so the archive is the same in all that have the page above it.
        let same = |version: Version| if version.same_page { Version { href: to(version.language), ..version } } else { version };
        let above = self.trail.iter().map(|entry| Crumb { label: cx.label(entry), href: Some(cx.to(&entry.place)) });
        Head {
            description: title.clone(),
            canonical: Some(to(cx.language)),
            versions: versions(cx, &self.above.alternates, &Place::Home).into_iter().map(same).collect(),
            breadcrumb: above.chain([Crumb { label: self.year.to_string(), href: None }]).collect(),
            title,
            feeds: true,
            index: true,
            ..Head::default()
        }
    }
}
