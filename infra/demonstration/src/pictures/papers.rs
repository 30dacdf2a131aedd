//! Pictures of paper: the document and the agreement.

use super::canvas::{Canvas, HEIGHT, Point, WIDTH, around, number};
use super::dice::Dice;
use super::palette::Palette;

/// Papers with a seal.
pub(super) fn document(dice: &mut Dice) -> Canvas {
    let palette = Palette::toned(dice);
    let mut canvas = Canvas::new(palette.ground);
    let tilt = dice.real(-8.0, 8.0);
    let under = dice.count(1, 3);
    let side = dice.sign();
    canvas.circle((600.0 + side * 150.0, dice.real(330.0, 460.0)), dice.real(260.0, 330.0), palette.quiet);
    for sheet in 0..under {
        let fan = f64::from(under.saturating_sub(sheet)) * dice.real(5.0, 8.0) * side;
        let colour = if sheet.is_multiple_of(2) { palette.middle } else { palette.light };
        canvas.placed((600.0 + fan * 3.0, 405.0), tilt + fan, (1.0, 1.0), |page| {
            page.rect((-210.0, -285.0), (420.0, 570.0), colour);
        });
    }
    canvas.placed((600.0, 400.0), tilt, (1.0, 1.0), |page| {
        page.rect((-214.0, -288.0), (428.0, 576.0), palette.light);
        match dice.count(0, 2) {
            0 => page.rect((-214.0, -288.0), (428.0, 70.0), palette.ink),
            1 => page.circle((0.0, -216.0), 36.0, palette.ink),
            _ => page.rect((-170.0, -248.0), (70.0, 70.0), palette.ink),
        }
        page.rect((-170.0, -150.0), (dice.real(200.0, 300.0), 20.0), palette.ink);
        let rows = dice.count(4, 6);
        lines(page, dice, (-170.0, -100.0), (340.0, rows), palette.middle);
        let at = (side * 104.0, dice.real(170.0, 190.0));
        seal(page, dice, palette, at, 74.0);
        let from = side.mul_add(-110.0, -56.0);
        signature(page, dice, (from, 190.0), palette.ink);
        page.rect((from, 224.0), (120.0, 5.0), palette.middle);
    });
    canvas
}

/// Rows of writing as bars; the last one is short, as at the end of a paragraph.
fn lines(canvas: &mut Canvas, dice: &mut Dice, at: Point, block: (f64, u32), colour: &str) {
    let (wide, rows) = block;
    for row in 0..rows {
        let last = row.saturating_add(1) == rows;
        let long = if last { wide * dice.real(0.4, 0.7) } else { wide * dice.real(0.9, 1.0) };
        let y = f64::from(row).mul_add(34.0, at.1);
        canvas.rect((at.0, y), (long, 11.0), colour);
    }
}

/// A seal with a scalloped edge and two ribbons.
fn seal(canvas: &mut Canvas, dice: &mut Dice, palette: Palette, at: Point, radius: f64) {
    let (x, y) = at;
    for lean in [-1.0, 1.0] {
        let (near, far) = (x + lean * radius * 0.1, x + lean * radius * 0.75);
        let low = y + radius * 1.9;
        canvas.polygon(
            &[(near, y), (far, y), (far + lean * 10.0, low), ((near + far) * 0.5 + lean * 6.0, low - 20.0), (near + lean * 6.0, low)],
            palette.ink,
        );
    }
    let teeth = dice.count(12, 18);
    let step = 180.0 / f64::from(teeth);
    let rim: Vec<Point> = (0..teeth.saturating_mul(2))
        .map(|tooth| {
            let distance = if tooth.is_multiple_of(2) { radius } else { radius * 0.88 };
            around(at, distance, f64::from(tooth) * step)
        })
        .collect();
    canvas.polygon(&rim, palette.accent);
    canvas.ring(at, radius * 0.64, 5.0, palette.light);
    let rays = dice.count(4, 8);
    let star: Vec<Point> = (0..rays.saturating_mul(2))
        .map(|ray| {
            let distance = if ray.is_multiple_of(2) { radius * 0.46 } else { radius * 0.2 };
            around(at, distance, f64::from(ray) * 180.0 / f64::from(rays) - 90.0)
        })
        .collect();
    canvas.polygon(&star, palette.light);
}

/// A hand's swing over the line: never letters, only their rhythm.
fn signature(canvas: &mut Canvas, dice: &mut Dice, at: Point, colour: &str) {
    let mut data = format!("M{:.0} {:.0}", at.0 + 6.0, at.1 + 10.0);
    for _ in 0..dice.count(2, 3) {
        let (rise, wide) = (dice.real(26.0, 60.0), dice.real(26.0, 44.0));
        let (back, on) = (number(wide * 0.4), number(wide * 0.55));
        let (rise, wide) = (number(rise), number(wide));
        for piece in ["c6 -", &rise, " ", &wide, " -", &rise, " ", &back, " 0s6 14 ", &on, " -4"] {
            data.push_str(piece);
        }
    }
    data.push_str("q14 -12 30 -4");
    canvas.stroke(&data, 6.0, colour);
}

/// Two signed sheets side by side.
pub(super) fn agreement(dice: &mut Dice) -> Canvas {
    let palette = Palette::toned(dice);
    let mut canvas = Canvas::new(palette.ground);
    let folder = dice.count(0, 2);
    let (top, tall) = (dice.real(130.0, 160.0), 500.0);
    let cover = if palette.is_night() { palette.middle } else { palette.ink };
    match folder {
        0 => {
            canvas.round((230.0, top - 36.0), (740.0, tall + 72.0), 14.0, cover);
            canvas.rect((596.0, top - 36.0), (8.0, tall + 72.0), palette.ground);
        }
        1 => {
            canvas.round((226.0, top - 36.0), (364.0, tall + 72.0), 14.0, cover);
            canvas.round((610.0, top - 36.0), (364.0, tall + 72.0), 14.0, palette.accent);
        }
        _ => canvas.rect((0.0, 400.0), (WIDTH, HEIGHT), palette.quiet),
    }
    let tilt = if folder == 2 { dice.real(2.0, 5.0) } else { 0.0 };
    let rows = dice.count(4, 6);
    let sealed = dice.once_in(2);
    let wax = if folder == 1 { palette.middle } else { palette.accent };
    for (x, side) in [(416.0, -1.0), (784.0, 1.0)] {
        canvas.placed((x, top + tall * 0.5), tilt * side, (1.0, 1.0), |page| {
            page.rect((-150.0, -250.0), (300.0, 500.0), palette.light);
            let emblem = if side < 0.0 { palette.ink } else { wax };
            page.circle((0.0, -190.0), 30.0, emblem);
            page.rect((-80.0, -138.0), (160.0, 16.0), palette.ink);
            lines(page, dice, (-112.0, -96.0), (224.0, rows), palette.middle);
            signature(page, dice, (-112.0, 168.0), palette.ink);
            page.rect((-112.0, 200.0), (130.0, 5.0), palette.middle);
            if sealed {
                page.circle((82.0, 176.0), 40.0, wax);
                page.ring((82.0, 176.0), 25.0, 5.0, palette.light);
            }
        });
    }
    if !sealed {
        let body = if folder == 0 { palette.accent } else { palette.ink };
        pen(&mut canvas, dice, (body, palette.middle), (600.0, top + tall * 0.5 + 60.0));
    }
    canvas
}

/// A fountain pen lying between the sheets.
fn pen(canvas: &mut Canvas, dice: &mut Dice, colours: (&str, &str), at: Point) {
    let (body, metal) = colours;
    canvas.placed(at, dice.real(14.0, 30.0), (1.0, 1.0), |pen| {
        pen.round((-17.0, -190.0), (34.0, 150.0), 15.0, body);
        pen.rect((-17.0, -52.0), (34.0, 16.0), metal);
        pen.polygon(&[(-17.0, -36.0), (17.0, -36.0), (12.0, 80.0), (-12.0, 80.0)], body);
        pen.polygon(&[(-11.0, 80.0), (11.0, 80.0), (0.0, 128.0)], metal);
    });
}
