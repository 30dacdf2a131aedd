//! Pictures of places: the plan of a quarter.

use super::canvas::{Canvas, Point};
use super::dice::Dice;
use super::palette::Palette;

/// How far streets run from the middle, well beyond every edge.
const FAR: f64 = 800.0;
/// Between two dots of a walk.
const STEP: f64 = 27.0;

/// A canal on the left, a railway with its station on the right, and the walk from there to a house by the canal. North is at the top.
pub(super) fn plan(dice: &mut Dice) -> Canvas {
    let palette = Palette::day(dice);
    let mut canvas = Canvas::new(palette.ground);
    let (canal, railway) = (dice.real(-300.0, -270.0), dice.real(280.0, 310.0));
    let (quay, last) = (canal + 95.0, railway - 90.0);
    let columns: Vec<f64> = (0..4).map(|column| (last - quay).mul_add(f64::from(column) / 3.0, quay)).collect();
    let rows: Vec<f64> = (0..8).map(|row| f64::from(row).mul_add(116.0, -400.0) + dice.real(-14.0, 14.0)).collect();
    let (Some(station), Some(above), Some(below)) = (rows.get(2), rows.get(4), rows.get(5)) else { return canvas };
    canvas.placed((600.0, 400.0), dice.real(5.0, 11.0), (1.0, 1.0), |plan| {
        blocks(plan, dice, (&columns, &rows), palette.quiet);
        for row in &rows {
            plan.rect((-FAR, row - 8.0), (FAR * 2.0, 16.0), palette.light);
        }
        for column in
            columns.iter().chain(&[-335.0, -215.0, -95.0].map(|west| canal + west)).chain(&[105.0, 225.0, 345.0].map(|east| railway + east))
        {
            plan.rect((column - 8.0, -FAR), (16.0, FAR * 2.0), palette.light);
        }
        plan.rect((canal - 34.0, -FAR), (68.0, FAR * 2.0), palette.middle);
        // Two bridges; a boulevard crosses the canal too, and passes below the railway.
        for bridge in [station, below] {
            plan.rect((canal - 40.0, bridge - 8.0), (80.0, 16.0), palette.light);
        }
        plan.rect((-FAR, below + 98.0), (FAR * 2.0, 36.0), palette.light);
        rails(plan, railway, (palette.figure, palette.light));
        plan.rect((railway - 48.0, station - 70.0), (96.0, 140.0), palette.figure);
        plan.rect((railway - 26.0, station - 48.0), (52.0, 96.0), palette.middle);
        let door = (quay, (above + below) * 0.5);
        for dot in walk(&[(railway - 66.0, *station), (quay, *station), door]) {
            plan.circle(dot, 7.0, palette.accent);
        }
        let house = (quay + 20.0, above + 20.0);
        plan.rect(house, (dice.real(84.0, 96.0), below - above - 40.0), palette.accent);
        plan.ring((house.0 + 42.0, door.1), 18.0, 9.0, palette.light);
    });
    let north = (910.0, 632.0);
    canvas.circle(north, 44.0, palette.light);
    canvas.polygon(&[(north.0, north.1 - 30.0), (north.0 + 18.0, north.1 + 20.0), (north.0 - 18.0, north.1 + 20.0)], palette.figure);
    canvas
}

/// Houses between the streets, one or two to a block.
fn blocks(plan: &mut Canvas, dice: &mut Dice, (columns, rows): (&[f64], &[f64]), colour: &str) {
    for (west, east) in columns.iter().zip(columns.iter().skip(1)) {
        for (north, south) in rows.iter().zip(rows.iter().skip(1)) {
            let (wide, tall) = (east - west - 44.0, south - north - 40.0);
            let part = if dice.once_in(2) { 1.0 } else { dice.real(0.3, 0.6) };
            plan.rect((west + 22.0, north + 20.0), (wide * part, tall), colour);
        }
    }
}

/// A railway as maps draw it.
fn rails(plan: &mut Canvas, x: f64, (dark, light): (&str, &str)) {
    plan.rect((x - 9.0, -FAR), (18.0, FAR * 2.0), dark);
    for sleeper in -14..14 {
        plan.rect((x - 4.0, f64::from(sleeper) * 36.0), (8.0, 18.0), light);
    }
}

/// The dots of a walk from corner to corner, evenly set.
fn walk(corners: &[Point]) -> Vec<Point> {
    let mut dots = Vec::new();
    let mut gone = 0.0;
    for (from, to) in corners.iter().zip(corners.iter().skip(1)) {
        let (along, down) = (to.0 - from.0, to.1 - from.1);
        let length = along.hypot(down);
        while gone < length {
            dots.push((along.mul_add(gone / length, from.0), down.mul_add(gone / length, from.1)));
            gone += STEP;
        }
        gone -= length;
    }
    dots
}
