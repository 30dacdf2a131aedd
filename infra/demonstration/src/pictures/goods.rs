//! Pictures of goods on their way.

use super::canvas::{Canvas, HEIGHT, Point, WIDTH};
use super::dice::Dice;
use super::palette::Palette;

/// Stacked parcels on a belt.
pub(super) fn parcels(dice: &mut Dice) -> Canvas {
    let palette = Palette::tinted(dice);
    let mut canvas = Canvas::new(palette.ground);
    let belt = dice.real(580.0, 620.0);
    let scanner = dice.once_in(2);
    let facing = dice.sign();
    canvas.facing(facing, |scene| {
        if scanner {
            // An arch the parcels pass through.
            let top = belt - 480.0;
            scene.path(
                &format!(
                    "M250 {belt:.0}V{0:.0}C250 {top:.0} 270 {top:.0} 310 {top:.0}H890C930 {top:.0} 950 {top:.0} 950 {0:.0}V{belt:.0}Z",
                    top + 60.0
                ),
                palette.quiet,
            );
            scene.rect((290.0, top + 32.0), (620.0, 12.0), palette.middle);
        } else {
            scene.circle((dice.real(480.0, 720.0), belt - 250.0), dice.real(210.0, 270.0), palette.quiet);
        }
        pile(scene, dice, palette, belt);
        scene.round((-40.0, belt), (WIDTH + 80.0, 72.0), 36.0, palette.figure);
        let pitch = dice.pick(112.0, &[96.0, 130.0]);
        let mut x = 24.0;
        while x < WIDTH {
            scene.circle((x, belt + 36.0), 20.0, palette.middle);
            x += pitch;
        }
        scene.rect((0.0, belt + 150.0), (WIDTH, HEIGHT), palette.quiet);
        scene.rect((330.0, belt + 72.0), (30.0, 78.0), palette.figure);
        scene.rect((840.0, belt + 72.0), (30.0, 78.0), palette.figure);
    });
    canvas
}

/// Rows of boxes, each row narrower than the one it stands on.
fn pile(canvas: &mut Canvas, dice: &mut Dice, palette: Palette, floor: f64) {
    let mut base = floor;
    let (mut left, mut right) = (dice.real(270.0, 310.0), dice.real(890.0, 930.0));
    let mut count = dice.count(3, 4);
    let mut before = palette.ground;
    while count > 0 && floor - base < 250.0 {
        let mut widths: Vec<f64> = (0..count).map(|_| dice.real(0.8, 1.3)).collect();
        let total: f64 = widths.iter().sum();
        for width in &mut widths {
            *width *= (right - left) / total;
        }
        let mut x = left;
        let mut heights: Vec<f64> = Vec::new();
        let tall = dice.real(126.0, 168.0);
        for width in &widths {
            let colour = box_colour(dice, palette, before);
            before = colour;
            parcel(canvas, dice, palette, (x, base - tall), (width - 8.0, tall), colour);
            heights.push(tall);
            x += width;
        }
        base -= tall + 6.0;
        // The next row stands on the inner part of this one.
        let room = right - left;
        left += room * dice.real(0.08, 0.24);
        right -= room * dice.real(0.08, 0.24);
        count = count.saturating_sub(dice.count(1, 2));
    }
}

fn box_colour(dice: &mut Dice, palette: Palette, before: &str) -> &'static str {
    let choice = dice.pick(palette.accent, &[palette.light, palette.middle, palette.accent]);
    if choice != before {
        choice
    } else if before == palette.accent {
        palette.light
    } else {
        palette.accent
    }
}

/// One parcel with its tape or string, and sometimes a label.
fn parcel(canvas: &mut Canvas, dice: &mut Dice, palette: Palette, at: Point, size: Point, colour: &str) {
    let (wide, tall) = size;
    let (x, y) = at;
    canvas.rect(at, size, colour);
    let tape = if colour == palette.light { palette.accent } else { palette.light };
    match dice.count(0, 2) {
        0 => canvas.rect((x + wide * 0.5 - 11.0, y), (22.0, tall * 0.42), tape),
        1 => {
            canvas.rect((x + wide * 0.3 - 5.0, y), (10.0, tall), palette.ink);
            canvas.rect((x, y + tall * 0.36), (wide, 10.0), palette.ink);
        }
        _ => canvas.rect((x, y + 20.0), (wide, 16.0), tape),
    }
    if wide > 130.0 {
        let (label, mark) = if colour == palette.light { (palette.middle, palette.light) } else { (palette.light, palette.ink) };
        let place = (x + wide - 84.0, y + tall - 66.0);
        canvas.rect(place, (66.0, 48.0), label);
        canvas.rect((place.0 + 10.0, place.1 + 11.0), (34.0, 8.0), mark);
        canvas.rect((place.0 + 10.0, place.1 + 28.0), (46.0, 8.0), mark);
    }
}
