//! Pictures of the road and the air: the border crossing and the aircraft.

use super::canvas::{Canvas, Point, WIDTH};
use super::dice::Dice;
use super::nature::hills;
use super::palette::Palette;

/// A road with a barrier and a lorry, seen from the side or from in front.
pub(super) fn border(dice: &mut Dice) -> Canvas {
    let palette = Palette::tinted(dice);
    let mut canvas = Canvas::new(palette.ground);
    if dice.once_in(2) {
        border_ahead(&mut canvas, dice, palette);
    } else {
        border_aside(&mut canvas, dice, palette);
    }
    canvas
}

/// The lorry comes towards us and waits behind the closed barrier.
fn border_ahead(canvas: &mut Canvas, dice: &mut Dice, palette: Palette) {
    let horizon = dice.real(380.0, 460.0);
    let facing = dice.sign();
    let sun = (dice.real(360.0, 840.0), horizon - dice.real(120.0, 200.0));
    canvas.circle(sun, dice.real(110.0, 170.0), palette.quiet);
    hills(canvas, dice, (horizon - 50.0, 60.0), horizon + 10.0, palette.middle);
    canvas.rect((0.0, horizon), (WIDTH, 500.0), palette.quiet);
    canvas.facing(facing, |scene| {
        scene.polygon(&[(560.0, horizon), (660.0, horizon), (1160.0, 800.0), (80.0, 800.0)], palette.middle);
        scene.polygon(&[(606.0, 690.0), (630.0, 690.0), (640.0, 800.0), (600.0, 800.0)], palette.light);
        lorry_front(scene, palette, (dice.real(470.0, 560.0), 655.0));
        let y = dice.real(560.0, 590.0);
        scene.rect((880.0, y - 40.0), (64.0, 180.0), palette.figure);
        scene.rect((868.0, y + 132.0), (88.0, 16.0), palette.figure);
        striped(scene, palette, (900.0, y + 2.0), 180.0, (780.0, 34.0));
        scene.circle((912.0, y + 2.0), 26.0, palette.light);
        scene.circle((912.0, y + 2.0), 11.0, palette.figure);
    });
}

fn lorry_front(canvas: &mut Canvas, palette: Palette, foot: Point) {
    canvas.placed(foot, 0.0, (1.0, 1.0), |lorry| {
        lorry.rect((-140.0, -54.0), (58.0, 60.0), palette.ink);
        lorry.rect((82.0, -54.0), (58.0, 60.0), palette.ink);
        lorry.rect((-165.0, -430.0), (330.0, 330.0), palette.light);
        lorry.round((-145.0, -356.0), (290.0, 330.0), 22.0, palette.accent);
        lorry.round((-120.0, -330.0), (240.0, 112.0), 10.0, palette.figure);
        lorry.polygon(&[(-60.0, -330.0), (-20.0, -330.0), (-76.0, -218.0), (-116.0, -218.0)], palette.middle);
        lorry.rect((-70.0, -192.0), (140.0, 12.0), palette.figure);
        lorry.rect((-70.0, -168.0), (140.0, 12.0), palette.figure);
        lorry.rect((-192.0, -320.0), (32.0, 84.0), palette.figure);
        lorry.rect((160.0, -320.0), (32.0, 84.0), palette.figure);
        lorry.rect((-145.0, -76.0), (290.0, 44.0), palette.figure);
        lorry.circle((-106.0, -54.0), 15.0, palette.light);
        lorry.circle((106.0, -54.0), 15.0, palette.light);
    });
}

/// The lorry passes, seen from the side, under the raised barrier.
fn border_aside(canvas: &mut Canvas, dice: &mut Dice, palette: Palette) {
    let road = dice.real(600.0, 640.0);
    let facing = dice.sign();
    let sun = (dice.real(400.0, 800.0), road - dice.real(290.0, 380.0));
    canvas.circle(sun, dice.real(90.0, 140.0), palette.quiet);
    for layer in 0..dice.count(1, 2) {
        let base = f64::from(layer).mul_add(70.0, road - 190.0);
        let colour = if layer == 0 { palette.quiet } else { palette.middle };
        hills(canvas, dice, (base, 80.0), road + 20.0, colour);
    }
    canvas.facing(facing, |scene| {
        scene.rect((0.0, road - 14.0), (WIDTH, 300.0), palette.figure);
        for dash in 0..8 {
            let x = f64::from(dash).mul_add(170.0, 20.0);
            scene.rect((x, road + 64.0), (90.0, 10.0), palette.light);
        }
        // The booth stands behind the post of the barrier.
        scene.rect((828.0, road - 210.0), (130.0, 200.0), palette.light);
        scene.rect((812.0, road - 232.0), (162.0, 26.0), palette.figure);
        scene.rect((846.0, road - 176.0), (94.0, 70.0), palette.middle);
        lorry_side(scene, dice, palette, (244.0, road + 26.0));
        scene.rect((768.0, road - 96.0), (44.0, 100.0), palette.accent);
        striped(scene, palette, (790.0, road - 88.0), dice.real(-128.0, -100.0), (370.0, 26.0));
        scene.circle((790.0, road - 88.0), 20.0, palette.figure);
    });
}

fn lorry_side(canvas: &mut Canvas, dice: &mut Dice, palette: Palette, foot: Point) {
    let tall = dice.real(210.0, 250.0);
    let (load, band) = dice.pick((palette.accent, palette.light), &[(palette.light, palette.accent)]);
    let wheels: &[f64] = dice.pick(&[56.0, 118.0, 430.0], &[&[70.0, 300.0, 430.0], &[50.0, 104.0, 158.0, 430.0]]);
    canvas.placed(foot, 0.0, (1.0, 1.0), |lorry| {
        lorry.rect((0.0, -60.0), (480.0, 22.0), palette.ink);
        lorry.rect((0.0, -56.0 - tall), (352.0, tall), load);
        lorry.rect((0.0, -56.0 - tall * 0.5), (352.0, 26.0), band);
        lorry.path("M366 -38V-216H430C446 -216 452 -208 458 -194L486 -122V-38Z", palette.middle);
        lorry.polygon(&[(392.0, -194.0), (430.0, -194.0), (458.0, -126.0), (392.0, -126.0)], palette.light);
        lorry.rect((366.0, -52.0), (126.0, 20.0), palette.ink);
        for wheel in wheels {
            lorry.circle((*wheel, -30.0), 32.0, palette.ink);
            lorry.circle((*wheel, -30.0), 14.0, palette.light);
        }
    });
}

/// The boom of a barrier: a bar from its hinge, with slanting stripes.
fn striped(canvas: &mut Canvas, palette: Palette, hinge: Point, degrees: f64, size: Point) {
    let (long, thick) = size;
    canvas.placed(hinge, degrees, (1.0, 1.0), |boom| {
        boom.rect((-60.0, thick * -0.5), (long + 60.0, thick), palette.light);
        let step = thick * 2.6;
        let mut x = 30.0;
        while x + step * 0.75 < long {
            boom.polygon(
                &[(x, thick * -0.5), (x + step * 0.5, thick * -0.5), (x + step * 0.75, thick * 0.5), (x + step * 0.25, thick * 0.5)],
                palette.accent,
            );
            x += step;
        }
    });
}

/// An aircraft climbing above hills.
pub(super) fn aircraft(dice: &mut Dice) -> Canvas {
    let palette = Palette::toned(dice);
    let mut canvas = Canvas::new(palette.ground);
    let sun = (dice.real(340.0, 860.0), dice.real(300.0, 500.0));
    let sun_colour = dice.pick(palette.quiet, &[palette.accent]);
    canvas.circle(sun, dice.real(110.0, 180.0), sun_colour);
    let layers = dice.count(2, 3);
    let first = dice.real(520.0, 590.0);
    for layer in 0..layers {
        let colour = match (layer, layers) {
            (0, 3) => palette.quiet,
            (0, _) | (1, 3) => palette.middle,
            _ => palette.ink,
        };
        let base = f64::from(layer).mul_add(70.0, first);
        // In the dark the nearest range needs a tone of its own.
        let colour = if colour == palette.ground { palette.quiet } else { colour };
        hills(&mut canvas, dice, (base, 90.0), 800.0, colour);
    }
    let facing = dice.sign();
    let (at, climb) = ((dice.real(580.0, 620.0), dice.real(290.0, 350.0)), dice.real(-16.0, -4.0));
    let scale = dice.real(0.94, 1.08);
    let fuselage = if palette.figure == palette.light { palette.light } else { dice.pick(palette.figure, &[palette.light]) };
    let wing = if fuselage == palette.light { palette.middle } else { palette.light };
    let fin = if sun_colour == palette.accent { wing } else { palette.accent };
    canvas.facing(facing, |scene| {
        for cloud in 0..dice.count(1, 3) {
            let x = dice.real(120.0, 820.0);
            let y = f64::from(cloud).mul_add(120.0, dice.real(130.0, 180.0));
            let long = dice.real(130.0, 260.0);
            scene.round((x, y), (long, 30.0), 15.0, palette.quiet);
            scene.round((x + 50.0, y + 26.0), (long, 22.0), 11.0, palette.quiet);
        }
        scene.placed(at, climb, (scale, scale), |plane| {
            plane.polygon(&[(30.0, -30.0), (-34.0, -118.0), (-66.0, -118.0), (-50.0, -30.0)], wing);
            plane.polygon(&[(-322.0, -28.0), (-352.0, -150.0), (-296.0, -150.0), (-206.0, -30.0)], fin);
            plane.path("M-334 -30L220 -44C290 -44 336 -14 340 6C340 26 290 40 220 40H-120C-220 36 -310 0 -334 -30Z", fuselage);
            plane.polygon(&[(-222.0, -6.0), (-322.0, 44.0), (-352.0, 44.0), (-296.0, -8.0)], wing);
            plane.round((-46.0, 66.0), (96.0, 40.0), 18.0, if fuselage == palette.light { palette.ink } else { palette.figure });
            plane.polygon(&[(66.0, 14.0), (-122.0, 160.0), (-166.0, 160.0), (-62.0, 14.0)], wing);
            for window in 0..11 {
                plane.circle((f64::from(window).mul_add(34.0, -170.0), -14.0), 7.0, wing);
            }
            plane.polygon(&[(256.0, -30.0), (290.0, -30.0), (314.0, -8.0), (262.0, -8.0)], wing);
        });
    });
    canvas
}
