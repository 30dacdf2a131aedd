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
    include_str!("style/members.css"),
    include_str!("style/error.css"),
    include_str!("style/form.css"),
    include_str!("style/print.css"),
);

/// The site's icon, an SVG that follows the colour scheme of the browser.
pub const ICON: &str = include_str!("style/icon.svg");

#[cfg(test)]
mod tests {
    use super::{ICON, STYLESHEET};

    /// The stylesheet without its comments.
    fn rules() -> String {
        STYLESHEET.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest)).collect()
    }

    #[test]
    fn the_layout_knows_no_left_and_no_right() {
        for word in rules().split(|sign: char| !sign.is_ascii_alphabetic()) {
            assert!(!["left", "right"].contains(&word), "“{word}”: write inline-start or inline-end");
        }
    }

    #[test]
    fn the_stylesheet_asks_nobody_for_anything() {
        assert!(!rules().contains("url(") && !rules().contains("@import"));
    }

    #[test]
    fn every_brace_is_closed() {
        assert_eq!(rules().matches('{').count(), rules().matches('}').count());
    }

    #[test]
    fn the_icon_is_a_picture_without_a_script() {
        assert!(ICON.starts_with("<svg") && !ICON.contains("script"));
    }
}
