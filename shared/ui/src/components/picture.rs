//! Pictures, whose place is reserved before they arrive.

use maud::{Markup, Render, html};

use crate::Href;

/// A picture cropped to its frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Where it is.
    pub address: Href,
    /// Alternative text.
    pub text: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The point that no crop may cut off, in per cent from the left and the top.
    pub focus: (u8, u8),
    /// Whether it is in the first screen; all others load as one scrolls to them.
    pub eager: bool,
}

/// A picture with whom to thank for it.
#[derive(Debug)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// The words of the credit.
    pub credit: Option<String>,
}

impl Picture {
    /// The focus as classes of the stylesheet, in quarters of the picture, since no style may stand in the page. The middle needs none.
    fn focus(&self) -> Option<String> {
        let quarter = |per_cent: u8| (u16::from(per_cent.min(100)) + 12) / 25;
        let classes = [("x", quarter(self.focus.0)), ("y", quarter(self.focus.1))];
        let named: Vec<String> = classes.into_iter().filter(|(_, at)| *at != 2).map(|(axis, at)| format!("{axis}{at}")).collect();
        (!named.is_empty()).then(|| named.join(" "))
    }
}

impl Render for Picture {
    fn render(&self) -> Markup {
        let loading = (!self.eager).then_some("lazy");
        html! {
            img class=[self.focus()] src=(self.address) alt=(self.text) width=(self.width) height=(self.height) loading=[loading];
        }
    }
}

impl Render for Figure {
    fn render(&self) -> Markup {
        html! {
            figure {
                (self.picture)
                @if let Some(credit) = &self.credit { figcaption { (credit) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use maud::Render;

    use super::Picture;
    use crate::Href;

    fn picture(focus: (u8, u8)) -> Picture {
        Picture { address: Href::new("/media/a.svg"), text: "A port".to_owned(), width: 1200, height: 800, focus, eager: false }
    }

    #[test]
    fn the_focal_point_is_kept_to_the_nearest_quarter() {
        assert_eq!(picture((0, 100)).focus().as_deref(), Some("x0 y4"));
        assert_eq!(picture((30, 55)).focus().as_deref(), Some("x1"));
        assert_eq!(picture((50, 50)).focus(), None);
    }

    #[test]
    fn a_picture_reserves_its_place_and_waits_until_one_scrolls_to_it() {
        let markup = picture((50, 50)).render().into_string();
        assert_eq!(markup, r#"<img src="/media/a.svg" alt="A port" width="1200" height="800" loading="lazy">"#);
    }
}
