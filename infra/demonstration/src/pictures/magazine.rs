//! The picture of the magazine, a poster within a poster.

use super::canvas::Canvas;
use super::dice::Dice;
use super::palette::Palette;

/// A magazine cover, lying on its fellows.
pub(super) fn magazine(dice: &mut Dice) -> Canvas {
    let palette = Palette::toned(dice);
    let mut canvas = Canvas::new(palette.ground);
    let tilt = dice.real(-7.0, 7.0);
    let side = dice.sign();
    for copy in 0..dice.count(1, 2) {
        let fan = f64::from(copy).mul_add(7.0, 8.0) * side;
        let colour = if copy == 0 { palette.middle } else { palette.quiet };
        canvas.placed((600.0 + fan * 4.0, 404.0), tilt + fan, (1.0, 1.0), |page| {
            page.rect((-216.0, -284.0), (432.0, 568.0), colour);
        });
    }
    let art = dice.count(0, 3);
    let dark = !palette.is_night() && dice.once_in(2);
    let (back, front) = if dark { (palette.ink, palette.light) } else { (palette.light, palette.ink) };
    let bleed = dice.once_in(2);
    canvas.placed((600.0, 400.0), tilt, (1.0, 1.0), |page| {
        page.rect((-220.0, -290.0), (440.0, 580.0), back);
        if bleed {
            // The picture runs to the edges and the masthead stands below it.
            page.placed((0.0, -116.0), 0.0, (440.0 / 380.0, 440.0 / 380.0), |panel| {
                cover(panel, dice, art, palette);
            });
            masthead(page, dice, 92.0, (front, palette.accent));
        } else {
            masthead(page, dice, -258.0, (front, palette.accent));
            page.placed((0.0, 6.0), 0.0, (1.0, 1.0), |panel| {
                cover(panel, dice, art, palette);
            });
        }
        let low = if bleed { 192.0 } else { 184.0 };
        page.rect((-190.0, low), (dice.real(220.0, 300.0), 24.0), front);
        page.rect((-190.0, low + 40.0), (dice.real(180.0, 280.0), 11.0), palette.middle);
        page.rect((-190.0, low + 62.0), (dice.real(140.0, 250.0), 11.0), palette.middle);
        let mut x = 116.0;
        while x < 184.0 {
            let wide = dice.real(3.0, 8.0);
            page.rect((x, low + 30.0), (wide, 44.0), front);
            x += wide + 5.0;
        }
    });
    canvas
}

/// A masthead of plain shapes: heavy as a wordmark, without being one.
fn masthead(canvas: &mut Canvas, dice: &mut Dice, top: f64, colours: (&str, &str)) {
    let (front, accent) = colours;
    let marked = dice.count(0, 4);
    for place in 0..5 {
        let x = f64::from(place).mul_add(78.0, -190.0);
        let colour = if place == marked { accent } else { front };
        match dice.count(0, 4) {
            0 => canvas.circle((x + 34.0, top + 34.0), 34.0, colour),
            1 => canvas.polygon(&[(x, top), (x + 68.0, top + 68.0), (x, top + 68.0)], colour),
            2 => {
                canvas.rect((x, top), (26.0, 68.0), colour);
                canvas.rect((x + 42.0, top), (26.0, 68.0), colour);
            }
            3 => canvas.path(&format!("M{x:.0} {:.0}a34 51 0 0 1 68 0z", top + 68.0), colour),
            _ => {
                canvas.rect((x, top), (68.0, 26.0), colour);
                canvas.rect((x, top + 42.0), (68.0, 26.0), colour);
            }
        }
    }
}

/// The picture on the cover, within 380 by 300 units from (-190, -150).
fn cover(canvas: &mut Canvas, dice: &mut Dice, art: u32, palette: Palette) {
    canvas.rect((-190.0, -150.0), (380.0, 300.0), palette.middle);
    match art {
        0 => {
            canvas.circle((dice.real(-70.0, 70.0), -20.0), 90.0, palette.accent);
            canvas.path("M-190 150V70C-110 10 -40 10 20 60S130 90 190 40V150Z", palette.ink);
            canvas.path("M-190 150V110C-90 70 0 140 190 96V150Z", palette.quiet);
        }
        1 => {
            for column in 0..5 {
                for row in 0..4 {
                    let at = (f64::from(column).mul_add(70.0, -168.0), f64::from(row).mul_add(68.0, -128.0));
                    let colour = dice.pick(palette.ink, &[palette.accent, palette.light]);
                    canvas.rect(at, (58.0, 54.0), colour);
                }
            }
        }
        2 => {
            canvas.circle((0.0, 0.0), 122.0, palette.ink);
            canvas.ellipse((0.0, 0.0), (70.0, 122.0), palette.light);
            canvas.ellipse((0.0, 0.0), (64.0, 122.0), palette.ink);
            canvas.rect((-3.0, -122.0), (6.0, 244.0), palette.light);
            canvas.rect((-122.0, -3.0), (244.0, 6.0), palette.light);
            canvas.circle((dice.real(-60.0, 60.0), dice.real(-60.0, 60.0)), 26.0, palette.accent);
        }
        _ => {
            canvas.rect((-190.0, 50.0), (380.0, 100.0), palette.ink);
            canvas.circle((dice.real(-90.0, 90.0), -60.0), 54.0, palette.light);
            canvas.polygon(&[(-140.0, 20.0), (150.0, 20.0), (116.0, 90.0), (-112.0, 90.0)], palette.accent);
            canvas.rect((-96.0, -40.0), (60.0, 60.0), palette.light);
            canvas.rect((-26.0, -16.0), (120.0, 36.0), palette.ink);
        }
    }
}
