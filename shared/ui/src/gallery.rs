//! Every component in every state, for those who change them.

use maud::{Markup, html};

use crate::Context;

/// The content of the gallery's page.
#[must_use]
pub fn page(cx: &Context<'_>) -> Markup {
    html! { h1 { (cx.site.short_name) } }
}
