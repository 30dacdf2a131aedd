//! Pictures of the land and what lives on it.

use super::canvas::{Canvas, Point, WIDTH, number};
use super::dice::Dice;
use super::palette::Palette;

/// A range of soft hills across the picture. `crest` gives the mean height
/// of the ridge and how far it swings; the range is filled down to `foot`.
pub(super) fn hills(canvas: &mut Canvas, dice: &mut Dice, crest: Point, foot: f64, colour: &str) {
    let (base, swing) = crest;
    let mut x = dice.real(-260.0, -60.0);
    let valley = base + swing * 0.5;
    let mut data = format!("M{} {}V{}", number(x), number(foot), number(valley));
    while x < WIDTH {
        // Uneven domes that meet in sharp valleys: an even swell looks like the sea.
        let step = dice.real(420.0, 760.0);
        let (end, next) = (x + step, valley + dice.real(-0.2, 0.2) * swing);
        let top = valley - dice.real(0.8, 1.7) * swing;
        let (near, far) = (x + step * dice.real(0.2, 0.4), x + step * 0.7);
        data.push_str(&curve([(near, top), (far, top), (end, next)]));
        x = end;
    }
    data.push('V');
    data.push_str(&number(foot));
    data.push('Z');
    canvas.path(&data, colour);
}

fn curve(points: [Point; 3]) -> String {
    let pairs: Vec<String> = points.iter().map(|point| format!("{} {}", number(point.0), number(point.1))).collect();
    format!("C{}", pairs.join(" "))
}

/// Trees and a tortoise.
pub(super) fn wildlife(dice: &mut Dice) -> Canvas {
    let palette = Palette::toned(dice);
    let mut canvas = Canvas::new(palette.ground);
    let land = dice.real(590.0, 630.0);
    let sun = (dice.real(660.0, 800.0), land - dice.real(260.0, 400.0));
    let sun_colour = dice.pick(palette.accent, &[palette.quiet]);
    canvas.circle(sun, dice.real(100.0, 160.0), sun_colour);
    hills(&mut canvas, dice, (land - 70.0, 70.0), land + 10.0, palette.quiet);
    let facing = dice.sign();
    let kind = dice.count(0, 2);
    let count = dice.count(2, 4);
    canvas.facing(facing, |scene| {
        let middle = palette.middle;
        for tree in 0..count {
            let place = [880.0, 250.0, 1070.0, 110.0];
            let x = place.get(usize::try_from(tree).unwrap_or(0)).copied().unwrap_or(600.0);
            let scale = if tree < 2 { dice.real(0.9, 1.15) } else { dice.real(0.6, 0.8) };
            let scale = if tree == 1 { scale * 0.72 } else { scale };
            let colours = (middle, palette.figure);
            grow(scene, kind, (x, land + 6.0), scale, colours);
        }
        let earth = if palette.is_night() { palette.middle } else { palette.figure };
        scene.rect((0.0, land), (WIDTH, 300.0), earth);
        let shell = if sun_colour == palette.accent { palette.light } else { palette.accent };
        let place = (dice.real(560.0, 600.0), land + 16.0);
        tortoise(scene, dice, palette, place, shell);
        for tuft in 0..dice.count(2, 4) {
            let x = f64::from(tuft).mul_add(260.0, dice.real(140.0, 300.0));
            let y = dice.real(land + 70.0, land + 110.0);
            scene.polygon(
                &[
                    (x, y),
                    (x - 16.0, y - 40.0),
                    (x + 7.0, y - 10.0),
                    (x + 12.0, y - 56.0),
                    (x + 20.0, y - 10.0),
                    (x + 42.0, y - 36.0),
                    (x + 28.0, y),
                ],
                if earth == palette.middle { palette.quiet } else { palette.middle },
            );
        }
    });
    canvas
}

/// One tree at `foot`: an umbrella thorn, a round crown or a cypress.
fn grow(canvas: &mut Canvas, kind: u32, foot: Point, scale: f64, colours: (&str, &str)) {
    let (crown, trunk) = colours;
    canvas.placed(foot, 0.0, (scale, scale), |tree| match kind {
        0 => {
            tree.polygon(&[(-13.0, 0.0), (-8.0, -190.0), (8.0, -190.0), (15.0, 0.0)], trunk);
            tree.line(&[(-70.0, -286.0), (0.0, -180.0), (62.0, -300.0)], 13.0, trunk);
            tree.path("M-190 -276C-150 -352 -70 -366 0 -366C90 -366 150 -346 186 -276Z", crown);
            tree.path("M-80 -352C-50 -410 70 -410 110 -344Z", crown);
        }
        1 => {
            tree.circle((0.0, -300.0), 120.0, crown);
            tree.circle((-70.0, -220.0), 70.0, crown);
            tree.circle((76.0, -226.0), 76.0, crown);
            tree.polygon(&[(-14.0, 0.0), (-7.0, -290.0), (7.0, -290.0), (16.0, 0.0)], trunk);
            tree.line(&[(0.0, -160.0), (54.0, -236.0)], 10.0, trunk);
            tree.line(&[(0.0, -200.0), (-44.0, -262.0)], 9.0, trunk);
        }
        _ => {
            tree.path("M0 -450C70 -350 92 -250 92 -170C92 -90 50 -50 0 -50C-50 -50 -92 -90 -92 -170C-92 -250 -70 -350 0 -450Z", crown);
            tree.polygon(&[(-10.0, 0.0), (-4.0, -320.0), (4.0, -320.0), (12.0, 0.0)], trunk);
        }
    });
}

/// A tortoise walking to the left, its middle above `foot`.
fn tortoise(canvas: &mut Canvas, dice: &mut Dice, palette: Palette, foot: Point, shell: &str) {
    let plate = palette.ink;
    let skin = if shell == palette.accent { palette.light } else { palette.accent };
    let scale = dice.real(1.06, 1.24);
    let stride = dice.real(-14.0, 14.0);
    let plates = dice.count(3, 4);
    canvas.placed(foot, 0.0, (scale, scale), |body| {
        body.path(
            "M-150 -60C-190 -66 -196 -104 -216 -124C-236 -142 -282 -134 -284 -104C-286 -82 -262 -76 -246 -72C-226 -66 -216 -14 -150 -20Z",
            skin,
        );
        body.circle((-258.0, -108.0), 7.0, palette.ink);
        body.polygon(&[(160.0, -46.0), (224.0, -18.0), (150.0, -16.0)], skin);
        for (x, lean) in [(-118.0, stride), (104.0, -stride)] {
            body.polygon(&[(x - 38.0, -40.0), (x + 40.0, -40.0), (x + 30.0 + lean, 44.0), (x - 40.0 + lean, 44.0)], skin);
        }
        body.path("M-184 -32C-172 -140 -90 -206 0 -206C90 -206 172 -140 184 -32Z", shell);
        // Plates widen towards the middle of the shell, as they do in life.
        for index in 0..plates {
            let across = (f64::from(index) + 0.5) / f64::from(plates) - 0.5;
            let (x, half) = (across * 300.0, 130.0 / f64::from(plates));
            let top = (across * across).mul_add(240.0, -176.0);
            body.polygon(
                &[
                    (x - half * 0.62, top),
                    (x + half * 0.62, top),
                    (x + half, (top - 66.0) * 0.5),
                    (x + half * 0.7, -62.0),
                    (x - half * 0.7, -62.0),
                    (x - half, (top - 66.0) * 0.5),
                ],
                plate,
            );
        }
        body.round((-196.0, -46.0), (392.0, 26.0), 13.0, plate);
    });
}
