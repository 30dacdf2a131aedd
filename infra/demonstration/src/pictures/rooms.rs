//! Pictures of rooms where people meet: the table, the course, the conversation.

use super::canvas::{Canvas, HEIGHT, Point, WIDTH, around};
use super::dice::Dice;
use super::palette::Palette;

/// A round table with chairs, seen from above.
pub(super) fn meeting(dice: &mut Dice) -> Canvas {
    let palette = Palette::any(dice);
    let mut canvas = Canvas::new(palette.ground);
    let centre = (600.0 + dice.real(-20.0, 20.0), 400.0);
    canvas.circle(centre, dice.real(350.0, 430.0), palette.quiet);
    let chairs = dice.count(6, 12);
    let table = dice.real(190.0, 214.0);
    let turn = dice.real(0.0, 60.0);
    let step = 360.0 / f64::from(chairs);
    let chair_of_honour = dice.count(0, chairs.saturating_sub(1));
    let seat = if chairs > 9 { 0.82 } else { 1.0 };
    for index in 0..chairs {
        let angle = f64::from(index).mul_add(step, turn);
        let colour = if index == chair_of_honour { palette.accent } else { palette.figure };
        canvas.placed(around(centre, table + 52.0, angle), angle, (seat, seat), |chair| {
            chair.round((-38.0, -42.0), (72.0, 84.0), 18.0, colour);
            chair.round((44.0, -50.0), (24.0, 100.0), 12.0, colour);
        });
    }
    canvas.circle(centre, table, palette.middle);
    for index in 0..chairs {
        let angle = f64::from(index).mul_add(step, turn);
        let tilt = dice.real(-9.0, 9.0);
        canvas.placed(around(centre, table - 46.0, angle), angle + tilt, (seat, seat), |place| {
            place.rect((-29.0, -21.0), (58.0, 42.0), palette.light);
        });
        if !dice.once_in(3) {
            canvas.circle(around(centre, table - 30.0, angle + step * 0.42), 9.0, palette.ink);
        }
    }
    match dice.count(0, 2) {
        0 => canvas.circle(centre, 52.0, palette.accent),
        1 => {
            canvas.circle(centre, 84.0, palette.ink);
            canvas.circle(centre, 38.0, palette.accent);
        }
        _ => {
            canvas.circle(centre, 70.0, palette.light);
            for petal in 0..6 {
                canvas.circle(around(centre, 32.0, f64::from(petal) * 60.0), 18.0, palette.accent);
            }
            canvas.circle(centre, 15.0, palette.ink);
        }
    }
    canvas
}

/// Rows of seats before a board.
pub(super) fn training(dice: &mut Dice) -> Canvas {
    let palette = Palette::toned(dice);
    let mut canvas = Canvas::new(palette.ground);
    let floor = dice.real(430.0, 470.0);
    canvas.rect((0.0, floor), (WIDTH, HEIGHT), palette.quiet);
    let facing = dice.sign();
    let lesson = dice.count(0, 2);
    let top = floor - 330.0;
    canvas.facing(facing, |scene| {
        scene.rect((330.0, top), (500.0, 280.0), palette.light);
        scene.rect((310.0, top + 280.0), (540.0, 16.0), palette.ink);
        match lesson {
            0 => {
                for bar in 0..5 {
                    let tall = f64::from(bar).mul_add(30.0, dice.real(30.0, 66.0));
                    let x = f64::from(bar).mul_add(78.0, 396.0);
                    let colour = if bar == 3 { palette.accent } else { palette.middle };
                    scene.rect((x, top + 238.0 - tall), (52.0, tall), colour);
                }
            }
            1 => {
                scene.circle((470.0, top + 140.0), 84.0, palette.middle);
                scene.path(&format!("M470 {:.0}V{:.0}A84 84 0 0 1 554 {:.0}Z", top + 140.0, top + 56.0, top + 140.0), palette.accent);
                for row in 0..4 {
                    let y = f64::from(row).mul_add(44.0, top + 70.0);
                    scene.rect((604.0, y), (dice.real(90.0, 176.0), 14.0), palette.ink);
                }
            }
            _ => {
                let nodes = [(420.0, top + 190.0), (520.0, top + 90.0), (640.0, top + 170.0), (750.0, top + 76.0)];
                scene.line(&nodes, 9.0, palette.middle);
                for node in nodes {
                    scene.circle(node, 28.0, palette.accent);
                }
            }
        }
        // A lectern, and somebody to speak from it.
        scene.circle((910.0, floor - 176.0), 30.0, palette.accent);
        scene.path(
            &format!(
                "M862 {0:.0}V{1:.0}C862 {2:.0} 882 {2:.0} 910 {2:.0}C938 {2:.0} 958 {2:.0} 958 {1:.0}V{0:.0}Z",
                floor + 20.0,
                floor - 96.0,
                floor - 138.0
            ),
            palette.figure,
        );
        scene.polygon(&[(852.0, floor - 84.0), (968.0, floor - 84.0), (950.0, floor + 40.0), (870.0, floor + 40.0)], palette.middle);
    });
    let rows = dice.count(2, 3);
    let crowd = dice.count(2, 4);
    for row in 0..rows {
        let depth = f64::from(row) + f64::from(3_u32.saturating_sub(rows)) * 0.5;
        let scale = depth.mul_add(0.22, 0.66);
        let y = depth.mul_add(130.0, floor + 64.0);
        let pitch = 176.0 * scale;
        // Rows stand staggered, and run off both sides of the picture.
        let shift = if row.is_multiple_of(2) { 0.0 } else { 0.5 };
        for place in -5_i32..=5 {
            let x = (f64::from(place) + shift).mul_add(pitch, 600.0);
            let taken = dice.once_in(crowd);
            if !(-60.0..=WIDTH + 60.0).contains(&x) {
                continue;
            }
            chair_back(&mut canvas, palette, (x, y), scale, taken);
        }
    }
    canvas
}

/// A seat seen from behind, with or without somebody in it.
fn chair_back(canvas: &mut Canvas, palette: Palette, at: Point, scale: f64, taken: bool) {
    let (x, y) = at;
    if taken {
        canvas.circle((x, y - 92.0 * scale), 32.0 * scale, palette.accent);
        canvas.round((x - 54.0 * scale, y - 52.0 * scale), (108.0 * scale, 110.0 * scale), 42.0 * scale, palette.middle);
    }
    canvas.round((x - 66.0 * scale, y), (132.0 * scale, 150.0 * scale), 20.0 * scale, palette.figure);
}

/// Two chairs facing each other by a small table.
pub(super) fn interview(dice: &mut Dice) -> Canvas {
    let palette = Palette::day(dice);
    let mut canvas = Canvas::new(palette.ground);
    let floor = dice.real(600.0, 640.0);
    canvas.rect((0.0, floor), (WIDTH, HEIGHT), palette.quiet);
    canvas.ellipse((600.0, floor + 56.0), (430.0, 40.0), palette.middle);
    let facing = dice.sign();
    let kind = dice.count(0, 2);
    let (one, two) = dice.pick((palette.figure, palette.accent), &[(palette.figure, palette.figure), (palette.accent, palette.figure)]);
    let behind = dice.count(0, 2);
    canvas.facing(facing, |scene| {
        match behind {
            0 => {
                scene.rect((430.0, 120.0), (340.0, 210.0), palette.quiet);
                scene.circle((dice.real(510.0, 690.0), 225.0), 60.0, palette.accent);
            }
            1 => {
                scene.rect((597.0, 0.0), (6.0, 150.0), palette.ink);
                scene.path("M500 250C500 180 550 146 600 146C650 146 700 180 700 250Z", palette.ink);
                scene.ellipse((600.0, 250.0), (54.0, 14.0), palette.light);
            }
            _ => {
                for pane in 0..3 {
                    let x = f64::from(pane).mul_add(166.0, 356.0);
                    scene.rect((x, 110.0), (156.0, 250.0), palette.quiet);
                }
                scene.circle((dice.real(430.0, 770.0), 240.0), 52.0, palette.middle);
            }
        }
        let foot = floor + 60.0;
        for (x, side, colour) in [(364.0, 1.0, one), (836.0, -1.0, two)] {
            scene.placed((x, foot), 0.0, (side, 1.0), |seat| {
                armchair(seat, palette, kind, colour);
            });
        }
        scene.round((514.0, foot - 138.0), (172.0, 18.0), 9.0, palette.ink);
        scene.rect((593.0, foot - 126.0), (14.0, 120.0), palette.ink);
        scene.round((548.0, foot - 12.0), (104.0, 12.0), 6.0, palette.ink);
        let cups: &[f64] = dice.pick(&[546.0, 654.0], &[&[654.0], &[546.0]]);
        for cup in cups {
            scene.round((cup - 16.0, foot - 166.0), (32.0, 28.0), 7.0, palette.light);
        }
        // A microphone on the table says that this conversation is for others too.
        scene.rect((597.0, foot - 190.0), (6.0, 54.0), palette.ink);
        scene.round((587.0, foot - 236.0), (26.0, 52.0), 13.0, palette.middle);
    });
    canvas
}

/// An armchair facing right, standing at the origin.
fn armchair(canvas: &mut Canvas, palette: Palette, kind: u32, colour: &str) {
    match kind {
        0 => {
            canvas.line(&[(-70.0, -80.0), (-92.0, -4.0)], 11.0, palette.ink);
            canvas.line(&[(76.0, -80.0), (92.0, -4.0)], 11.0, palette.ink);
            canvas.path("M-112 -300C-90 -316 -66 -306 -60 -284L-34 -160H84C108 -160 112 -90 84 -76H-64C-84 -76 -92 -86 -96 -104L-128 -272C-130 -286 -124 -292 -112 -300Z", colour);
            canvas.round((-60.0, -206.0), (140.0, 22.0), 11.0, palette.ink);
            canvas.rect((56.0, -190.0), (12.0, 60.0), palette.ink);
        }
        1 => {
            canvas.rect((-90.0, -40.0), (14.0, 40.0), palette.ink);
            canvas.rect((74.0, -40.0), (14.0, 40.0), palette.ink);
            canvas.round((-122.0, -290.0), (66.0, 250.0), 30.0, colour);
            canvas.round((-122.0, -140.0), (232.0, 104.0), 26.0, colour);
            canvas.round((-70.0, -166.0), (176.0, 40.0), 18.0, palette.light);
        }
        _ => {
            canvas.line(&[(-62.0, -112.0), (-84.0, -4.0)], 10.0, palette.ink);
            canvas.line(&[(60.0, -112.0), (78.0, -4.0)], 10.0, palette.ink);
            canvas.path("M-134 -280C-120 -330 -60 -310 -54 -270C-46 -210 -40 -176 20 -170C70 -166 104 -166 104 -140C104 -116 70 -108 0 -104C-90 -100 -140 -200 -134 -280Z", colour);
        }
    }
}
