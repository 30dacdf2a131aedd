//! Pictures for the demonstration content: flat posters drawn from a motif and a seed.
//!
//! The demonstration needs many pictures, none of which may belong to anyone
//! else or weigh down a page. Each one is therefore drawn by rule: a motif
//! fixes the subject, a seed fixes its composition, counts and colours.
//! Subjects stay within the middle 720 by 580 units, so that a crop to 16:9,
//! 3:2 or 1:1 never cuts them.

mod canvas;
mod diagrams;
mod dice;
mod goods;
mod instruments;
mod magazine;
mod nature;
mod palette;
mod papers;
mod places;
mod rooms;
mod sea;
mod transport;

use canvas::Canvas;
use dice::Dice;

/// Every motif `draw` knows.
pub const MOTIFS: &[&str] = &[
    "port",
    "border",
    "meeting",
    "map",
    "plan",
    "parcels",
    "laboratory",
    "ship",
    "aircraft",
    "document",
    "scales",
    "wildlife",
    "chart",
    "training",
    "network",
    "magazine",
    "agreement",
    "interview",
];

/// Draws a motif as an SVG document of 1200 by 800 units, or nothing when
/// the motif is unknown. The same motif and seed always give the same bytes.
#[must_use]
pub fn draw(motif: &str, seed: u64) -> Option<String> {
    let drawing: fn(&mut Dice) -> Canvas = match motif {
        "port" => sea::port,
        "ship" => sea::ship,
        "border" => transport::border,
        "aircraft" => transport::aircraft,
        "meeting" => rooms::meeting,
        "training" => rooms::training,
        "interview" => rooms::interview,
        "map" => diagrams::map,
        "plan" => places::plan,
        "chart" => diagrams::chart,
        "network" => diagrams::network,
        "parcels" => goods::parcels,
        "laboratory" => instruments::laboratory,
        "scales" => instruments::scales,
        "document" => papers::document,
        "agreement" => papers::agreement,
        "magazine" => magazine::magazine,
        "wildlife" => nature::wildlife,
        _ => return None,
    };
    Some(drawing(&mut Dice::new(motif, seed)).finish())
}

#[cfg(test)]
mod tests {
    use super::{MOTIFS, draw};
    use std::collections::BTreeSet;

    const SEEDS: u64 = 60;

    fn drawn(motif: &str, seed: u64) -> String {
        draw(motif, seed).unwrap_or_default()
    }

    #[test]
    fn every_motif_draws_within_size() {
        for motif in MOTIFS {
            for seed in 0..SEEDS {
                let size = drawn(motif, seed).len();
                assert!((1500..=8192).contains(&size), "{motif} {seed}: {size} bytes");
            }
        }
    }

    #[test]
    fn unknown_motifs_are_refused() {
        assert_eq!(draw("submarine", 1), None);
        assert_eq!(draw("", 1), None);
    }

    #[test]
    fn same_seed_same_bytes_other_seed_other_bytes() {
        for motif in MOTIFS {
            let drawings: BTreeSet<String> = (0..SEEDS).map(|seed| drawn(motif, seed)).collect();
            assert_eq!(drawings.len(), 60, "{motif} repeats itself");
            assert_eq!(drawn(motif, 7), drawn(motif, 7));
        }
    }

    #[test]
    fn colours_are_few() {
        for motif in MOTIFS {
            for seed in 0..SEEDS {
                let drawing = drawn(motif, seed);
                let colours: BTreeSet<&str> =
                    drawing.match_indices('#').filter_map(|(start, _)| drawing.get(start..start.saturating_add(7))).collect();
                assert!((3..=6).contains(&colours.len()), "{motif} {seed}: {colours:?}");
            }
        }
    }

    #[test]
    fn documents_are_balanced_and_plain() {
        for motif in MOTIFS {
            for seed in 0..SEEDS {
                let drawing = drawn(motif, seed);
                assert!(drawing.starts_with("<svg ") && drawing.ends_with("</svg>\n"));
                assert!(drawing.contains("viewBox=\"0 0 1200 800\""));
                let opened = drawing.matches('<').count();
                let closed = drawing.matches("</").count();
                let single = drawing.matches("/>").count();
                assert_eq!(opened, closed.saturating_mul(2).saturating_add(single));
                assert_eq!(opened, drawing.matches('>').count());
                assert_eq!(drawing.matches('"').count() % 2, 0);
                for banned in ["<text", "<script", "<style", "style=", "NaN", "inf"] {
                    assert!(!drawing.contains(banned), "{motif} {seed}: {banned}");
                }
            }
        }
    }
}
