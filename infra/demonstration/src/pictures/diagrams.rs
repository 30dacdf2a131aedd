//! Pictures of knowledge: the globe, the chart and the network.

use super::canvas::{Canvas, HEIGHT, Point, WIDTH, around};
use super::dice::Dice;
use super::palette::Palette;

/// A globe with meridians and marked points.
pub(super) fn map(dice: &mut Dice) -> Canvas {
    let palette = Palette::any(dice);
    let mut canvas = Canvas::new(palette.ground);
    let radius = dice.real(270.0, 300.0);
    let centre = (600.0 + dice.real(-24.0, 24.0), 400.0);
    canvas.circle((centre.0 + dice.real(-90.0, 90.0), 400.0 + dice.real(-40.0, 40.0)), radius * 1.2, palette.quiet);
    let tilt = dice.real(12.0, 26.0) * dice.sign();
    canvas.placed(centre, tilt, (1.0, 1.0), |globe| {
        globe.circle((0.0, 0.0), radius, palette.figure);
        land(globe, dice, radius, palette.middle);
        let (thin, line) = (3.0, palette.relief);
        for part in 1..4 {
            let wide = radius * (f64::from(part) * 22.5).to_radians().sin();
            globe.stroke(
                &format!("M0 {0:.0}A{1:.0} {2:.0} 0 0 0 0 {2:.0}A{1:.0} {2:.0} 0 0 0 0 {0:.0}", -radius, wide, radius),
                thin,
                line,
            );
        }
        globe.line(&[(0.0, -radius), (0.0, radius)], thin, line);
        for part in -3..=3 {
            let angle = (f64::from(part) * 22.5).to_radians();
            let (y, half) = (radius * angle.sin(), radius * angle.cos());
            globe.line(&[(-half, y), (half, y)], thin, line);
        }
        let mut places: Vec<Point> = Vec::new();
        let (first, stops) = dice.pick((0, 3), &[(0, 4), (1, 4)]);
        for stop in first..stops {
            // Two meridians to a stop, so that the route runs across the globe.
            let along = f64::from(dice.count(0, 1)).mul_add(22.5, f64::from(stop) * 45.0);
            let up = f64::from(dice.count(0, 4)) * 22.5;
            let place = (along - 67.5, up - 45.0);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        for pair in places.windows(2) {
            if let [from, to] = pair {
                let (start, end) = (on_globe(radius, *from), on_globe(radius, *to));
                let lift = (start.0 + end.0) * 0.6;
                let rise = ((start.1 + end.1) * 0.5).mul_add(1.1, -70.0);
                globe.stroke(&format!("M{:.0} {:.0}Q{lift:.0} {rise:.0} {:.0} {:.0}", start.0, start.1, end.0, end.1), 7.0, palette.accent);
            }
        }
        for place in &places {
            globe.circle(on_globe(radius, *place), 23.0, palette.accent);
            globe.circle(on_globe(radius, *place), 9.0, palette.light);
        }
    });
    canvas
}

/// The point of a longitude and a latitude on a globe seen from far away.
fn on_globe(radius: f64, place: Point) -> Point {
    let (along, up) = (place.0.to_radians(), place.1.to_radians());
    (radius * along.sin() * up.cos(), radius * up.sin())
}

/// Continents as a mosaic: cells of the grid, grown by a random walk so that
/// they hang together.
fn land(canvas: &mut Canvas, dice: &mut Dice, radius: f64, colour: &str) {
    let mut cells: Vec<(i32, i32)> = Vec::new();
    for _ in 0..3 {
        let mut cell = (i32::try_from(dice.count(1, 6)).unwrap_or(0), i32::try_from(dice.count(2, 5)).unwrap_or(0));
        for _ in 0..dice.count(9, 15) {
            if !cells.contains(&cell) {
                cells.push(cell);
            }
            let (right, down) = dice.pick((1, 0), &[(-1, 0), (0, 1), (0, -1)]);
            cell = (cell.0.saturating_add(right).clamp(0, 7), cell.1.saturating_add(down).clamp(0, 6));
        }
    }
    for (column, row) in cells {
        let (west, north) = (f64::from(column).mul_add(22.5, -90.0), f64::from(row).mul_add(22.5, -90.0));
        let (east, south, half) = (west + 22.5, north + 22.5, north + 11.25);
        let corners = [(west, north), (east, north), (east, half), (east, south), (west, south), (west, half)];
        canvas.polygon(&corners.map(|corner| on_globe(radius, corner)), colour);
    }
}

/// Bars and a line.
pub(super) fn chart(dice: &mut Dice) -> Canvas {
    let palette = Palette::any(dice);
    let mut canvas = Canvas::new(palette.ground);
    let bars = dice.count(5, 8);
    let floor = dice.real(630.0, 670.0);
    let (left, wide) = (260.0, 680.0);
    let pitch = wide / f64::from(bars);
    let thick = pitch * dice.real(0.52, 0.74);
    for rule in 1..5 {
        let y = f64::from(rule).mul_add(-118.0, floor);
        canvas.rect((0.0, y), (WIDTH, 4.0), palette.quiet);
    }
    let (low, high) = (dice.real(70.0, 130.0), dice.real(300.0, 400.0));
    let falling = dice.once_in(4);
    let marked = dice.count(0, bars.saturating_sub(1));
    let split = dice.once_in(2);
    let mut points: Vec<Point> = Vec::new();
    let mut trend = dice.real(140.0, 220.0);
    for bar in 0..bars {
        let progress = f64::from(bar) / f64::from(bars.saturating_sub(1).max(1));
        let progress = if falling { 1.0 - progress } else { progress };
        let tall = (high - low).mul_add(progress, low) + dice.real(-40.0, 40.0);
        let x = f64::from(bar).mul_add(pitch, left + (pitch - thick) * 0.5);
        let colour = if !split && bar == marked { palette.middle } else { palette.figure };
        canvas.rect((x, floor - tall), (thick, tall), colour);
        if split {
            canvas.rect((x, floor - tall), (thick, tall * dice.real(0.25, 0.5)), palette.middle);
        }
        let height = floor - (trend + tall * 0.35).min(floor - 130.0);
        points.push((x + thick * 0.5, height));
        trend += dice.real(-30.0, 60.0);
    }
    canvas.rect((0.0, floor), (WIDTH, 12.0), palette.figure);
    canvas.rect((0.0, floor + 12.0), (WIDTH, HEIGHT), palette.quiet);
    canvas.line(&points, 12.0, palette.accent);
    for point in &points {
        canvas.circle(*point, 21.0, palette.accent);
        canvas.circle(*point, 9.0, palette.light);
    }
    for bar in 0..bars {
        let x = f64::from(bar).mul_add(pitch, left + (pitch - thick) * 0.5);
        canvas.rect((x, floor + 36.0), (thick, 10.0), palette.middle);
    }
    canvas
}

/// Nodes linked by lines.
pub(super) fn network(dice: &mut Dice) -> Canvas {
    let palette = Palette::any(dice);
    let mut canvas = Canvas::new(palette.ground);
    let hub = (600.0 + dice.real(-40.0, 40.0), 400.0 + dice.real(-20.0, 20.0));
    let reach = dice.real(180.0, 210.0);
    canvas.circle(hub, reach + dice.real(60.0, 150.0), palette.quiet);
    let arms = dice.count(5, 8);
    let turn = dice.real(0.0, 70.0);
    let step = 360.0 / f64::from(arms);
    let inner: Vec<Point> = (0..arms).map(|arm| around(hub, reach + dice.real(-28.0, 20.0), f64::from(arm).mul_add(step, turn))).collect();
    let mut outer: Vec<(Point, Point)> = Vec::new();
    for (node, arm) in inner.iter().zip(0_u32..) {
        let angle = f64::from(arm).mul_add(step, turn);
        let twigs = dice.count(0, 2);
        for twig in 0..twigs {
            let spread = if twigs == 2 { f64::from(twig).mul_add(step * 0.5, step * -0.25) } else { dice.real(-8.0, 8.0) };
            // Low wide ellipse rather than a circle: the picture is wider than tall.
            let far = around((0.0, 0.0), reach + dice.real(110.0, 150.0), angle + spread);
            outer.push((*node, (hub.0 + far.0 * 1.08, hub.1 + far.1 * 0.92)));
        }
    }
    for (from, to) in &outer {
        canvas.line(&[*from, *to], 5.0, palette.middle);
    }
    for node in &inner {
        canvas.line(&[hub, *node], 9.0, palette.figure);
    }
    let next = inner.iter().cycle().skip(1);
    for (from, to) in inner.iter().zip(next) {
        if !dice.once_in(4) {
            canvas.line(&[*from, *to], 5.0, palette.middle);
        }
    }
    for (_, node) in &outer {
        let colour = dice.pick(palette.middle, &[palette.figure, palette.accent]);
        canvas.circle(*node, dice.real(15.0, 24.0), colour);
    }
    for node in &inner {
        let size = dice.real(32.0, 48.0);
        canvas.circle(*node, size, palette.figure);
        let colour = dice.pick(palette.relief, &[palette.figure, palette.accent]);
        canvas.circle(*node, size * 0.45, colour);
    }
    canvas.circle(hub, 84.0, palette.accent);
    canvas.circle(hub, 50.0, palette.light);
    canvas.ring(hub, 26.0, 12.0, palette.ink);
    canvas
}
