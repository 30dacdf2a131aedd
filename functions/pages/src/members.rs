//! A member's page, and all members by name. By region they stand on a page of the tree.

use domain::{Address, Alternate, Index, Language, MenuEntry, Place, Section, Slug};
use maud::Markup;
use store::Reader;
use ui::{Context, Head, View};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::views::{ByName, Group, MemberView};
use crate::way::way;

pub(crate) async fn member(app: &App, reader: &Reader<'_>, address: Address) -> Result<Answer, Error> {
    let (site, found) = reader.page(&address).await?.ok_or(Error::NotFound)?;
    let (page, notice, _) = match shown(&app.front, found) {
        Ok(shown) => shown,
        Err(elsewhere) => return elsewhere,
    };
    let Address { language, place } = address;
    let Section { trail, side, .. } = reader.section(language, &place).await?;
    let regions = reader.regions(language).await?;
    let region = page.member.as_ref().and_then(|member| regions.into_iter().find(|region| region.key == member.region));
    let directory = trail.iter().map(|entry| entry.place.clone()).find(|place| Index::at(place) == Some(Index::Members));
    let view = Shown { trail, view: MemberView { page, region, directory, side, notice } };
    Ok(Answer::page(site, language, place, view, Policy::Public { changes: None }))
}

/// All members by name: a second view of the page that has them by region, which is there only if that one is.
pub(crate) async fn by_name(app: &App, reader: &Reader<'_>, language: Language) -> Result<Answer, Error> {
    let directory = Place::Page(Index::Members.way().iter().filter_map(|part| part.parse::<Slug>().ok()).collect());
    let (site, found) = reader.page(&directory.clone().in_language(language)).await?.ok_or(Error::NotFound)?;
    let page = match shown(&app.front, found) {
        Ok((page, None, _)) => page,
        Ok(_) => return Err(Error::NotFound),
        Err(elsewhere) => return elsewhere,
    };
    let groups = Group::by_letter(reader.members(language).await?);
    if groups.is_empty() {
        return Err(Error::NotFound);
    }
    let Section { trail, side, .. } = reader.section(language, &Place::MembersByName).await?;
    let languages = page.alternates.iter().map(|alternate| alternate.language).collect();
    let view = Shown { trail, view: Alphabet { languages, by_name: ByName { groups, by_region: directory, side } } };
    Ok(Answer::page(site, language, Place::MembersByName, view, Policy::Public { changes: None }))
}

/// A view with the way to it, which only the document around it shows.
struct Shown<V> {
    trail: Vec<MenuEntry>,
    view: V,
}

/// All members by name, in the languages that have them by region.
struct Alphabet {
    languages: Vec<Language>,
    by_name: ByName,
}

impl View for Shown<MemberView> {
    fn main(&self, cx: &Context<'_>) -> Markup {
        self.view.main(cx)
    }
}

impl Titled for Shown<MemberView> {
    fn head(&self, cx: &Context<'_>) -> Head {
        let MemberView { page, notice, .. } = &self.view;
        Head {
            title: page.title.clone(),
            description: page.summary.clone(),
            canonical: cx.here.as_ref().map(|here| cx.to(here)),
            versions: versions(cx, &page.alternates, &Place::Home),
            breadcrumb: way(cx, &self.trail, cx.here.as_ref(), page.title.clone()),
            member: page.member.clone(),
            index: notice.is_none(),
            ..Head::default()
        }
    }
}

impl View for Shown<Alphabet> {
    fn main(&self, cx: &Context<'_>) -> Markup {
        self.view.by_name.main(cx)
    }
}

impl Titled for Shown<Alphabet> {
    fn head(&self, cx: &Context<'_>) -> Head {
        let alternate = |language: &Language| Alternate { language: *language, place: Place::MembersByName };
        let alternates: Vec<Alternate> = self.view.languages.iter().map(alternate).collect();
        let title = cx.text("members-by-name");
        Head {
            description: cx.text("members-by-name-summary"),
            canonical: Some(cx.to(&Place::MembersByName)),
            versions: versions(cx, &alternates, &Place::Home),
            breadcrumb: way(cx, &self.trail, None, title.clone()),
            title,
            index: true,
            ..Head::default()
        }
    }
}
