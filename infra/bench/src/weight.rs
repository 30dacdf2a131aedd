//! What travels: bytes of pages and of the stylesheet as a browser gets them.

use std::collections::BTreeMap;

use brotli::enc::BrotliEncoderParams;
use local::Site;

use crate::report::{Aim, Section, grouped, table};
use crate::{Outcome, binaries, pages};

/// Bytes that ten packets of the first flight carry (RFC 6928: an initial window of ten segments of 1,460 bytes).
const AIM: f64 = 14_600.0;

struct Weight {
    plain: usize,
    compressed: usize,
    scripts: usize,
}

/// Weighs one page of each kind in each language.
pub(crate) async fn measure(site: &Site, sizes: &[(&'static str, u64)]) -> Outcome<(Section, Vec<Aim>)> {
    let css = compressed(ui::STYLESHEET.as_bytes())?;
    let mut kinds: BTreeMap<String, BTreeMap<String, Weight>> = BTreeMap::new();
    for page in pages::examples(site).await? {
        let html = pages::fetch(site, &page.path, 200).await?;
        let weight = Weight { plain: html.len(), compressed: compressed(&html)?, scripts: scripts(&String::from_utf8_lossy(&html)) };
        kinds.entry(page.kind).or_default().insert(page.language, weight);
    }
    let languages: Vec<String> = kinds.get("home").ok_or("the site has no home page")?.keys().cloned().collect();
    let header: Vec<String> = ["Page".to_owned()]
        .into_iter()
        .chain(languages.iter().flat_map(|language| ["HTML", "brotli", "with CSS"].map(|what| format!("{what}, {language}"))))
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = kinds
        .iter()
        .map(|(kind, weights)| {
            let cells = languages.iter().flat_map(|language| match weights.get(language) {
                Some(weight) => [weight.plain, weight.compressed, weight.compressed + css].map(|bytes| grouped(bytes as u64)),
                None => ["", "", ""].map(str::to_owned),
            });
            [kind.clone()].into_iter().chain(cells).collect()
        })
        .collect();
    let mut aims = Vec::new();
    for (language, weight) in kinds.get("home").into_iter().flatten() {
        aims.push(Aim::most(&format!("Home page, HTML and CSS, bytes ({language})"), AIM, (weight.compressed + css) as f64, 0));
    }
    let scripts: usize = kinds.values().flat_map(BTreeMap::values).map(|weight| weight.scripts).sum();
    aims.push(Aim::most("Scripts on all pages", 0.0, scripts as f64, 0));
    let binaries: Vec<Vec<String>> = sizes.iter().map(|(name, bytes)| vec![format!("`{name}`"), grouped(*bytes)]).collect();
    let text = format!(
        "Bytes of one page of each kind of the demonstration, as of 14 February 2025, compressed with brotli at quality 11. The \
         stylesheet is {} bytes, {} compressed, and is sent once.\n\n{}\nRelease binaries (`cargo {}`), stripped:\n\n{}",
        grouped(ui::STYLESHEET.len() as u64),
        grouped(css as u64),
        table(&header, &rows),
        binaries::BUILD.join(" "),
        table(&["Binary", "Bytes"], &binaries)
    );
    Ok((Section { title: "Weight", text }, aims))
}

pub(crate) fn compressed(mut bytes: &[u8]) -> Outcome<usize> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut out, &parameters)?;
    Ok(out.len())
}

/// Scripts that run; data for search engines does not.
fn scripts(html: &str) -> usize {
    html.match_indices("<script").filter(|(at, _)| !html.split_at(*at).1.starts_with("<script type=\"application/ld+json\"")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_no_script() {
        assert_eq!(scripts("<script type=\"application/ld+json\">{}</script><script src=\"a.js\"></script>"), 1);
    }

    #[test]
    fn what_repeats_weighs_little() -> Outcome<()> {
        assert!(compressed("a page ".repeat(1000).as_bytes())? < 100);
        Ok(())
    }
}
