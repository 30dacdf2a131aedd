//! Pictures of instruments: the laboratory and the scales.

use super::canvas::{Canvas, HEIGHT, Point, WIDTH, around};
use super::dice::Dice;
use super::palette::Palette;

/// Flasks and a microscope on a bench.
pub(super) fn laboratory(dice: &mut Dice) -> Canvas {
    let palette = Palette::toned(dice);
    let mut canvas = Canvas::new(palette.ground);
    let bench = dice.real(620.0, 660.0);
    // By night glass and paper are white already, so the metal is not.
    let metal = if palette.is_night() { palette.middle } else { palette.figure };
    let tools = Palette { figure: metal, ..palette };
    let facing = dice.sign();
    canvas.facing(facing, |scene| {
        scene.circle((dice.real(500.0, 700.0), bench - 260.0), dice.real(220.0, 290.0), palette.quiet);
        scene.rect((0.0, bench), (WIDTH, HEIGHT), palette.middle);
        scene.rect((0.0, bench), (WIDTH, 18.0), palette.figure);
        let size = dice.real(1.0, 1.12);
        scene.placed((410.0, bench), 0.0, (size, size), |tool| {
            microscope(tool, tools);
        });
        let liquids = [palette.accent, palette.middle, palette.accent];
        let vessels: &[(u32, f64, f64)] = dice.pick(
            &[(0, 680.0, 1.1), (1, 860.0, 1.0)],
            &[
                &[(1, 680.0, 1.15), (2, 870.0, 1.0)],
                &[(0, 730.0, 1.35), (2, 910.0, 0.8)],
                &[(2, 670.0, 0.9), (0, 830.0, 1.2)],
                &[(0, 650.0, 0.8), (1, 780.0, 0.85), (0, 910.0, 0.9)],
            ],
        );
        for ((kind, x, scale), liquid) in vessels.iter().zip(liquids) {
            let level = dice.real(0.35, 0.7);
            scene.placed((*x, bench), 0.0, (*scale, *scale), |glass| {
                vessel(glass, tools, *kind, level, liquid);
            });
        }
    });
    canvas
}

/// A microscope standing on the origin, its eyepiece to the left.
fn microscope(canvas: &mut Canvas, palette: Palette) {
    let colour = palette.figure;
    canvas.round((-130.0, -40.0), (260.0, 40.0), 14.0, colour);
    // The arm is a heavy arc from the base to the tube.
    canvas.path(
        "M-20 -40C90 -60 130 -130 130 -200C130 -280 70 -330 0 -340L-16 -290C40 -280 76 -250 76 -200C76 -140 30 -90 -70 -80V-40Z",
        colour,
    );
    canvas.rect((-120.0, -124.0), (170.0, 20.0), colour);
    canvas.rect((-86.0, -134.0), (80.0, 10.0), palette.accent);
    canvas.placed((-20.0, -290.0), -24.0, (1.0, 1.0), |tube| {
        tube.round((-36.0, -110.0), (72.0, 190.0), 10.0, palette.light);
        tube.rect((-36.0, -40.0), (72.0, 18.0), palette.accent);
        tube.rect((-24.0, -160.0), (48.0, 50.0), colour);
        tube.round((-34.0, -176.0), (68.0, 24.0), 8.0, colour);
        tube.rect((-24.0, 80.0), (48.0, 30.0), colour);
        tube.polygon(&[(-16.0, 110.0), (16.0, 110.0), (9.0, 148.0), (-9.0, 148.0)], colour);
    });
    canvas.circle((100.0, -196.0), 24.0, palette.accent);
}

/// A conical flask, a round flask or a rack of tubes, standing on the origin.
fn vessel(canvas: &mut Canvas, palette: Palette, kind: u32, level: f64, liquid: &str) {
    match kind {
        0 => {
            canvas.path("M-26 -270H26V-170L104 -24C110 -10 104 0 90 0H-90C-104 0 -110 -10 -104 -24L-26 -170Z", palette.light);
            let top = -24.0 - 120.0 * level;
            let half = (top + 24.0).mul_add(78.0 / 146.0, 104.0) - 16.0;
            canvas.path(&format!("M{:.0} {top:.0}H{half:.0}L90 -22C92 -16 88 -12 82 -12H-82C-88 -12 -92 -16 -90 -22Z", -half), liquid);
            canvas.round((-38.0, -286.0), (76.0, 20.0), 8.0, palette.figure);
        }
        1 => {
            canvas.rect((-24.0, -280.0), (48.0, 130.0), palette.light);
            canvas.circle((0.0, -100.0), 92.0, palette.light);
            let from = around((0.0, -100.0), 78.0, 180.0 - (level - 0.4) * 60.0);
            let turn = (level - 0.4) * 60.0;
            let to = around((0.0, -100.0), 78.0, turn);
            let large = u8::from(turn < 0.0);
            canvas.path(&format!("M{:.0} {:.0}A78 78 0 {large} 0 {:.0} {:.0}Z", from.0, from.1, to.0, to.1), liquid);
            canvas.round((-36.0, -296.0), (72.0, 20.0), 8.0, palette.figure);
            canvas.polygon(&[(-56.0, 0.0), (-40.0, -26.0), (40.0, -26.0), (56.0, 0.0)], palette.figure);
        }
        _ => {
            for tube in 0..3 {
                let x = f64::from(tube).mul_add(64.0, -64.0);
                let tall = f64::from(tube).mul_add(-24.0, 120.0 * level + 60.0);
                canvas.round((x - 21.0, -250.0), (42.0, 240.0), 21.0, palette.light);
                canvas.round((x - 13.0, -18.0 - tall), (26.0, tall), 13.0, liquid);
            }
            canvas.rect((-110.0, -170.0), (220.0, 20.0), palette.figure);
            canvas.rect((-110.0, -20.0), (220.0, 20.0), palette.figure);
            canvas.rect((-110.0, -170.0), (16.0, 170.0), palette.figure);
            canvas.rect((94.0, -170.0), (16.0, 170.0), palette.figure);
        }
    }
}

/// A pair of scales.
pub(super) fn scales(dice: &mut Dice) -> Canvas {
    let palette = Palette::any(dice);
    let mut canvas = Canvas::new(palette.ground);
    let floor = dice.real(660.0, 690.0);
    let lean = if dice.once_in(3) { 0.0 } else { dice.real(3.0, 9.0) * dice.sign() };
    canvas.circle((600.0, dice.real(320.0, 400.0)), dice.real(230.0, 320.0), palette.quiet);
    canvas.rect((0.0, floor), (WIDTH, HEIGHT), palette.middle);
    let pivot = (600.0, dice.real(176.0, 200.0));
    let colour = palette.figure;
    canvas.polygon(&[(588.0, pivot.1), (612.0, pivot.1), (622.0, floor - 50.0), (578.0, floor - 50.0)], colour);
    canvas.path(
        &format!(
            "M450 {floor:.0}C450 {0:.0} 520 {1:.0} 560 {2:.0}H640C680 {1:.0} 750 {0:.0} 750 {floor:.0}Z",
            floor - 22.0,
            floor - 34.0,
            floor - 62.0
        ),
        colour,
    );
    let reach = dice.real(236.0, 262.0);
    let (left, right) = (around(pivot, -reach, lean), around(pivot, reach, lean));
    canvas.placed(pivot, lean, (1.0, 1.0), |beam| {
        beam.polygon(
            &[(-reach - 10.0, -7.0), (0.0, -20.0), (reach + 10.0, -7.0), (reach + 10.0, 7.0), (0.0, 20.0), (-reach - 10.0, 7.0)],
            colour,
        );
    });
    let rope = dice.real(190.0, 230.0);
    let kind = dice.count(0, 2);
    // What rises is the lighter thing, so it is always the small one.
    let (heavy, small) = ((kind, palette.accent), (kind.saturating_add(1) % 3, palette.middle));
    let (on_left, on_right) = if lean > 0.0 { (small, heavy) } else { (heavy, small) };
    pan(&mut canvas, palette, (left, rope), on_left);
    pan(&mut canvas, palette, (right, rope), on_right);
    canvas.circle((pivot.0, pivot.1 - 46.0), 16.0, colour);
    canvas.round((572.0, floor - 150.0), (56.0, 20.0), 10.0, palette.accent);
    canvas.round((566.0, floor - 118.0), (68.0, 16.0), 8.0, colour);
    canvas.circle(pivot, 34.0, palette.accent);
    canvas.circle(pivot, 13.0, palette.light);
    canvas
}

fn pan(canvas: &mut Canvas, palette: Palette, hung: (Point, f64), load: (u32, &str)) {
    let ((x, y), rope) = hung;
    let colour = palette.figure;
    let rim = y + rope;
    canvas.line(&[(x - 98.0, rim), (x, y), (x + 98.0, rim)], 6.0, colour);
    canvas.circle((x, y), 14.0, colour);
    let (kind, paint) = load;
    match kind {
        0 => canvas.circle((x, rim - 46.0), 46.0, paint),
        1 => {
            canvas.rect((x - 62.0, rim - 52.0), (58.0, 52.0), paint);
            canvas.rect((x + 2.0, rim - 52.0), (58.0, 52.0), palette.light);
            canvas.rect((x - 28.0, rim - 104.0), (58.0, 48.0), paint);
        }
        _ => {
            canvas.polygon(&[(x - 30.0, rim - 74.0), (x + 30.0, rim - 74.0), (x + 46.0, rim), (x - 46.0, rim)], paint);
            canvas.circle((x, rim - 84.0), 20.0, paint);
        }
    }
    let (from, to, low) = (x - 116.0, x + 116.0, rim + 84.0);
    canvas.path(&format!("M{from:.0} {rim:.0}H{to:.0}C{:.0} {low:.0} {:.0} {low:.0} {from:.0} {rim:.0}Z", x + 80.0, x - 80.0), colour);
}
