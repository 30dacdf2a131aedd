//! The stylesheet and the icon, which are served under addresses that name their content.

/// The whole stylesheet: small enough that every page takes all of it and keeps it.
pub const STYLESHEET: &str = concat!(
    include_str!("style/tokens.css"),
    include_str!("style/type.css"),
    include_str!("style/grid.css"),
    include_str!("style/header.css"),
    include_str!("style/components.css"),
    include_str!("style/home.css"),
    include_str!("style/news.css"),
    include_str!("style/article.css"),
    include_str!("style/page.css"),
    include_str!("style/error.css"),
    include_str!("style/print.css"),
);

/// The site's icon, an SVG that follows the colour scheme of the browser.
pub const ICON: &str = include_str!("style/icon.svg");
