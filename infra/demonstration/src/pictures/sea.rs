//! Pictures by the water: the port and the ship.

use super::canvas::{Canvas, Point, WIDTH};
use super::dice::Dice;
use super::palette::Palette;

/// A quay with gantry cranes and stacked containers.
pub(super) fn port(dice: &mut Dice) -> Canvas {
    let palette = Palette::any(dice);
    let mut canvas = Canvas::new(palette.ground);
    let quay = dice.real(590.0, 640.0);
    let sun = (dice.real(380.0, 820.0), quay - dice.real(300.0, 420.0));
    canvas.circle(sun, dice.real(90.0, 150.0), palette.quiet);
    let facing = dice.sign();
    canvas.facing(facing, |scene| {
        // Far cranes take the second tone, so that the near one reads first.
        let far = Palette { figure: palette.middle, ..palette };
        match dice.count(1, 3) {
            1 => crane(scene, dice, palette, (650.0, quay), 1.2),
            2 => {
                crane(scene, dice, far, (830.0, quay), 0.82);
                crane(scene, dice, palette, (520.0, quay), 1.12);
            }
            _ => {
                crane(scene, dice, far, (900.0, quay), 0.68);
                crane(scene, dice, far, (730.0, quay), 0.84);
                crane(scene, dice, palette, (480.0, quay), 1.06);
            }
        }
        let start = dice.pick(300.0, &[380.0, 460.0]);
        stacks(scene, dice, palette, (start, quay), (8, 46.0));
        scene.rect((0.0, quay), (WIDTH, 34.0), palette.figure);
        scene.rect((0.0, quay + 34.0), (WIDTH, 300.0), palette.middle);
        // Broken bars of light stand for the reflection of the quay.
        for row in 0..dice.count(3, 5) {
            let y = f64::from(row).mul_add(30.0, quay + 62.0);
            let x = dice.real(120.0, 700.0);
            scene.rect((x, y), (dice.real(120.0, 380.0), 7.0), palette.ground);
        }
    });
    canvas
}

/// One gantry crane standing at `foot`, its boom over the water to the left.
fn crane(canvas: &mut Canvas, dice: &mut Dice, palette: Palette, foot: Point, scale: f64) {
    let trolley = dice.real(-205.0, -120.0);
    let drop = dice.real(-200.0, -130.0);
    let box_colour = palette.accent;
    let colour = palette.figure;
    canvas.placed(foot, 0.0, (scale, scale), |crane| {
        crane.rect((-70.0, -330.0), (20.0, 330.0), colour);
        crane.rect((70.0, -330.0), (20.0, 330.0), colour);
        crane.rect((-70.0, -130.0), (160.0, 14.0), colour);
        crane.line(&[(-58.0, -126.0), (80.0, -270.0)], 9.0, colour);
        crane.rect((-270.0, -290.0), (460.0, 22.0), colour);
        crane.polygon(&[(-70.0, -330.0), (8.0, -440.0), (24.0, -440.0), (90.0, -330.0)], colour);
        crane.polygon(&[(-40.0, -330.0), (14.0, -406.0), (60.0, -330.0)], palette.ground);
        crane.line(&[(-258.0, -286.0), (14.0, -434.0), (180.0, -286.0)], 6.0, colour);
        crane.rect((110.0, -336.0), (76.0, 50.0), colour);
        crane.line(&[(trolley - 22.0, -270.0), (trolley - 22.0, drop)], 4.0, colour);
        crane.line(&[(trolley + 22.0, -270.0), (trolley + 22.0, drop)], 4.0, colour);
        crane.rect((trolley - 46.0, drop), (92.0, 40.0), box_colour);
    });
}

/// Columns of containers standing on a deck or a quay, `shape` giving the
/// number of columns and the height of a container.
fn stacks(canvas: &mut Canvas, dice: &mut Dice, palette: Palette, foot: Point, shape: (u32, f64)) {
    let (columns, tall) = shape;
    let wide = tall * 1.9;
    let mut level = dice.count(1, 3);
    let mut before = palette.ground;
    for column in 0..columns {
        let x = f64::from(column).mul_add(wide + 4.0, foot.0);
        if x > 960.0 - wide {
            break;
        }
        level = dice.count(level.saturating_sub(1).max(1), level.saturating_add(1).min(4));
        for row in 1..=level {
            let colour = paint(dice, palette, before);
            before = colour;
            let y = f64::from(row).mul_add(-(tall + 4.0), foot.1 + 4.0);
            canvas.rect((x, y), (wide, tall), colour);
        }
    }
}

/// A container colour other than the last one, so that neighbours stay apart.
fn paint(dice: &mut Dice, palette: Palette, before: &str) -> &'static str {
    let choice = dice.pick(palette.accent, &[palette.middle, palette.figure, palette.light]);
    if choice != before {
        choice
    } else if before == palette.middle {
        palette.accent
    } else {
        palette.middle
    }
}

/// A container ship at sea.
pub(super) fn ship(dice: &mut Dice) -> Canvas {
    let palette = Palette::any(dice);
    let mut canvas = Canvas::new(palette.ground);
    let water = dice.real(520.0, 610.0);
    let sun = (dice.real(380.0, 820.0), water - dice.real(190.0, 330.0));
    let sun_colour = dice.pick(palette.quiet, &[palette.accent]);
    canvas.circle(sun, dice.real(100.0, 170.0), sun_colour);
    let facing = dice.sign();
    let columns = dice.count(5, 7);
    canvas.facing(facing, |scene| {
        if dice.once_in(2) {
            let peak = dice.real(760.0, 1100.0);
            scene.polygon(
                &[(peak - 420.0, water), (peak - 120.0, water - 70.0), (peak, water - 105.0), (peak + 150.0, water - 50.0), (WIDTH, water - 64.0), (WIDTH, water)],
                palette.quiet,
            );
        }
        let deck = water - 84.0;
        stacks(scene, dice, palette, (356.0, deck), (columns, 38.0));
        // The bridge stands aft; the funnel carries the accent.
        scene.rect((252.0, deck - 150.0), (30.0, 150.0), palette.accent);
        scene.rect((282.0, deck - 196.0), (58.0, 196.0), palette.light);
        scene.rect((272.0, deck - 214.0), (84.0, 24.0), palette.figure);
        for row in 0..3 {
            let y = f64::from(row).mul_add(46.0, deck - 164.0);
            scene.rect((294.0, y), (34.0, 12.0), palette.middle);
        }
        scene.rect((310.0, deck - 262.0), (6.0, 50.0), palette.figure);
        let (step, low) = (deck - 22.0, water + 20.0);
        let bow = deck - 46.0;
        scene.path(
            &format!(
                "M226 {step:.0}H344L352 {deck:.0}H868L884 {bow:.0}H984C950 {deck:.0} 930 {water:.0} 924 {low:.0}H262C238 {low:.0} 230 {deck:.0} 226 {step:.0}Z"
            ),
            palette.figure,
        );
        scene.rect((905.0, deck - 118.0), (6.0, 76.0), palette.figure);
        scene.rect((290.0, water - 44.0), (560.0, 6.0), palette.relief);
        scene.rect((0.0, water), (WIDTH, 300.0), palette.middle);
        scene.rect((236.0, water - 14.0), (697.0, 14.0), palette.accent);
        for row in 0..dice.count(3, 6) {
            let depth = f64::from(row);
            let y = depth.mul_add(36.0, water + 34.0);
            let long = dice.real(140.0, 300.0) + depth * 40.0;
            let x = dice.real(140.0, 1060.0 - long);
            scene.round((x, y), (long, 8.0), 4.0, palette.ground);
        }
    });
    canvas
}
