//! The smallest SVG builder that serves flat pictures: shapes, strokes and groups.

use std::fmt::Write;

/// The width of every picture.
pub(super) const WIDTH: f64 = 1200.0;
/// The height of every picture.
pub(super) const HEIGHT: f64 = 800.0;

/// A place, or a size, on the canvas.
pub(super) type Point = (f64, f64);

/// An SVG in the making. Elements are written in painting order.
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    /// A canvas covered with one colour.
    pub(super) fn new(ground: &str) -> Self {
        let mut canvas = Self { body: String::with_capacity(4096) };
        canvas.rect((0.0, 0.0), (WIDTH, HEIGHT), ground);
        canvas
    }

    /// The finished document.
    pub(super) fn finish(self) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"800\" \
             viewBox=\"0 0 1200 800\">\n{}</svg>\n",
            self.body
        )
    }

    /// Writing to a string cannot fail, so the result carries no news.
    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        let _ = self.body.write_fmt(arguments);
    }

    /// A rectangle from its upper left corner.
    pub(super) fn rect(&mut self, at: Point, size: Point, fill: &str) {
        self.round(at, size, 0.0, fill);
    }

    /// A rectangle with rounded corners.
    pub(super) fn round(&mut self, at: Point, size: Point, radius: f64, fill: &str) {
        let (x, y) = (number(at.0), number(at.1));
        let (width, height) = (number(size.0), number(size.1));
        let corner = if radius > 0.0 { format!(" rx=\"{}\"", number(radius)) } else { String::new() };
        self.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{corner} fill=\"{fill}\"/>\n"));
    }

    /// A disc.
    pub(super) fn circle(&mut self, centre: Point, radius: f64, fill: &str) {
        let (x, y, radius) = (number(centre.0), number(centre.1), number(radius));
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\"/>\n"));
    }

    /// A ring drawn as a stroke.
    pub(super) fn ring(&mut self, centre: Point, radius: f64, width: f64, stroke: &str) {
        let (x, y, radius) = (number(centre.0), number(centre.1), number(radius));
        let width = number(width);
        self.put(format_args!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>\n"
        ));
    }

    /// A filled ellipse.
    pub(super) fn ellipse(&mut self, centre: Point, radii: Point, fill: &str) {
        let (x, y) = (number(centre.0), number(centre.1));
        let (wide, high) = (number(radii.0), number(radii.1));
        self.put(format_args!("<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{wide}\" ry=\"{high}\" fill=\"{fill}\"/>\n"));
    }

    /// A filled polygon.
    pub(super) fn polygon(&mut self, points: &[Point], fill: &str) {
        let points = listed(points);
        self.put(format_args!("<polygon points=\"{points}\" fill=\"{fill}\"/>\n"));
    }

    /// An open line through several points, with round joints and ends.
    pub(super) fn line(&mut self, points: &[Point], width: f64, stroke: &str) {
        let (points, width) = (listed(points), number(width));
        self.put(format_args!(
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n"
        ));
    }

    /// A filled path.
    pub(super) fn path(&mut self, data: &str, fill: &str) {
        self.put(format_args!("<path d=\"{data}\" fill=\"{fill}\"/>\n"));
    }

    /// A path drawn as a stroke with round ends.
    pub(super) fn stroke(&mut self, data: &str, width: f64, stroke: &str) {
        let width = number(width);
        self.put(format_args!(
            "<path d=\"{data}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linecap=\"round\"/>\n"
        ));
    }

    /// Everything `draw` puts, moved to `at`, turned by `degrees` and scaled
    /// by `scale`. A closure, so that a group is never left open.
    pub(super) fn placed(&mut self, at: Point, degrees: f64, scale: Point, draw: impl FnOnce(&mut Self)) {
        let (x, y, degrees) = (number(at.0), number(at.1), number(degrees));
        let (wide, high) = (fine(scale.0), fine(scale.1));
        self.put(format_args!("<g transform=\"translate({x} {y}) rotate({degrees}) scale({wide} {high})\">\n"));
        draw(self);
        self.put(format_args!("</g>\n"));
    }

    /// The whole scene, seen in a mirror when `sign` is negative. Cheap
    /// variety: the composition changes, the drawing stays sound.
    pub(super) fn facing(&mut self, sign: f64, draw: impl FnOnce(&mut Self)) {
        if sign < 0.0 {
            self.placed((WIDTH, 0.0), 0.0, (-1.0, 1.0), draw);
        } else {
            draw(self);
        }
    }
}

/// The point at a distance and an angle (in degrees, clockwise from the
/// right) from a centre.
pub(super) fn around(centre: Point, distance: f64, degrees: f64) -> Point {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    (distance.mul_add(cosine, centre.0), distance.mul_add(sine, centre.1))
}

fn listed(points: &[Point]) -> String {
    let pairs: Vec<String> = points.iter().map(|point| format!("{},{}", number(point.0), number(point.1))).collect();
    pairs.join(" ")
}

/// One decimal is finer than anyone sees at this size, and keeps files small.
pub(super) fn number(value: f64) -> String {
    trimmed(&format!("{value:.1}"))
}

fn fine(value: f64) -> String {
    trimmed(&format!("{value:.3}"))
}

fn trimmed(text: &str) -> String {
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" || short.is_empty() { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Canvas, number};

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(100.0), "100");
        assert_eq!(number(0.0), "0");
        assert_eq!(number(-0.01), "0");
        assert_eq!(number(12.34), "12.3");
    }

    #[test]
    fn groups_are_closed() {
        let mut canvas = Canvas::new("#fff");
        canvas.facing(-1.0, |inner| inner.circle((1.0, 2.0), 3.0, "#000"));
        let drawing = canvas.finish();
        assert_eq!(drawing.matches("<g ").count(), 1);
        assert_eq!(drawing.matches("</g>").count(), 1);
    }
}
