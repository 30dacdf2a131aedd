//! The way from the home page to a page.

use domain::{MenuEntry, Place};
use ui::{Context, Crumb};

/// The entries of the navigation above a page, then the page itself, which leads nowhere. The page may be one of the entries.
pub(crate) fn way(cx: &Context<'_>, trail: &[MenuEntry], own: Option<&Place>, label: String) -> Vec<Crumb> {
    let above = trail.iter().filter(|entry| own != Some(&entry.place));
    let above = above.map(|entry| Crumb { label: cx.label(entry), href: Some(cx.to(&entry.place)) });
    above.chain([Crumb { label, href: None }]).collect()
}
