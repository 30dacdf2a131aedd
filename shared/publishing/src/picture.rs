//! Pictures of a pack: only formats that every browser shows, with their size in pixels.

use std::collections::BTreeMap;
use std::fmt::Write;

use bytes::Bytes;
use domain::{Bound, Language, Picture, bounded};
use imagesize::ImageType;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::{Spanned, Value};

use crate::front_matter::{Sheet, utf8};
use crate::pack::{Pack, PackError};
use crate::svg;

const CREDIT: Bound = Bound { field: "credit", most: 160 };
/// File extensions with their media types.
const FORMATS: [(&str, &str); 5] =
    [("svg", "image/svg+xml"), ("png", "image/png"), ("jpg", "image/jpeg"), ("webp", "image/webp"), ("avif", "image/avif")];

/// `picture` of a `document.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { file = \"port.svg\", credit = { en = \"…\" } }")]
pub(crate) struct PictureFile {
    pub(crate) file: Spanned<String>,
    #[serde(default)]
    credit: BTreeMap<String, Spanned<String>>,
    focus: Option<Spanned<Value>>,
}

/// A picture with its content.
#[derive(Debug, Clone)]
pub(crate) struct SourcePicture {
    pub(crate) picture: Picture,
    pub(crate) bytes: Bytes,
}

/// Whether a file has the name of a picture.
pub(crate) fn is_picture(file: &str) -> bool {
    media_type(file).is_some()
}

fn media_type(file: &str) -> Option<&'static str> {
    let (_, extension) = file.rsplit_once('.')?;
    FORMATS.iter().find(|(own, _)| *own == extension).map(|(_, media_type)| *media_type)
}

/// The picture that a document names, on a site with these languages (none: unknown); what is wrong with it otherwise.
pub(crate) fn read(
    pack: &Pack,
    folder: &str,
    sheet: &Sheet<'_>,
    named: &PictureFile,
    languages: &[Language],
) -> Result<SourcePicture, Vec<PackError>> {
    let mut faults = Vec::new();
    let mut credit = BTreeMap::new();
    for (tag, text) in &named.credit {
        let language = tag.parse().ok().filter(|language| languages.is_empty() || languages.contains(language));
        match (language, bounded(CREDIT, text.get_ref())) {
            (Some(language), Ok(text)) => {
                credit.insert(language, text);
            }
            (None, _) => faults.push(sheet.fault(text, format!("“{tag}” is not a language of the site: remove this credit"))),
            (_, Err(error)) => faults.push(sheet.fault(text, error.to_string())),
        }
    }
    let focus = named.focus.as_ref().map_or(Some((50, 50)), |focus| point(focus.get_ref()));
    if let (Some(named), None) = (&named.focus, focus) {
        let message = "focus is two whole numbers from 0 to 100, in per cent from the left and from the top: write it like [50, 50]";
        faults.push(sheet.fault(named, message));
    }
    let file = named.file.get_ref();
    let path = format!("{folder}/{file}");
    let measured = match (media_type(file), pack.files.get(&path)) {
        (None, _) => {
            Err(sheet.fault(&named.file, format!("“{file}” is not a picture that every browser shows: use svg, png, jpg, webp or avif")))
        }
        (_, None) => Err(sheet.fault(&named.file, format!("the picture “{file}” is not in the folder: put it beside document.toml"))),
        (Some(media_type), Some(bytes)) => size(&path, media_type, bytes).map(|size| (media_type, size, bytes)),
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if !file.chars().all(plain) || file.len() > 100 {
        faults.push(sheet.fault(&named.file, "name the picture with lower-case letters, digits and hyphens, at most 100"));
    }
    match (measured, focus) {
        (Ok((media_type, (width, height), bytes)), Some(focus)) if faults.is_empty() => {
            let picture = Picture { key: key(file, bytes), media_type: media_type.to_owned(), width, height, credit, focus };
            Ok(SourcePicture { picture, bytes: Bytes::copy_from_slice(bytes) })
        }
        (measured, _) => Err(faults.into_iter().chain(measured.err()).collect()),
    }
}

/// A point in per cent: two whole numbers.
fn point(value: &Value) -> Option<(u8, u8)> {
    let part = |value: &Value| value.as_integer().and_then(|part| u8::try_from(part).ok()).filter(|part| *part <= 100);
    match value.as_array()?.as_slice() {
        [left, top] => part(left).zip(part(top)),
        _ => None,
    }
}

/// The key holds a digest, so that an address never changes its content.
fn key(file: &str, bytes: &[u8]) -> String {
    let mut key = "pictures/".to_owned();
    for byte in Sha256::digest(bytes).iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(key, "{byte:02x}");
    }
    key + "/" + file
}

fn size(path: &str, media_type: &str, bytes: &[u8]) -> Result<(u32, u32), PackError> {
    if media_type == "image/svg+xml" {
        let text = utf8(path, bytes)?;
        return svg::size(text).map_err(|fault| {
            let line = text.bytes().take(fault.at).filter(|byte| *byte == b'\n').count() + 1;
            PackError::new(path, u32::try_from(line).ok(), fault.message)
        });
    }
    let found = match imagesize::image_type(bytes) {
        Ok(ImageType::Png) => "image/png",
        Ok(ImageType::Jpeg) => "image/jpeg",
        Ok(ImageType::Webp) => "image/webp",
        Ok(ImageType::Heif(_)) => "image/avif",
        _ => "",
    };
    if found != media_type {
        return Err(PackError::new(path, None, "the content is of another format than the name says: export the picture again"));
    }
    let size = imagesize::blob_size(bytes).ok();
    let pixels = |number: usize| u32::try_from(number).ok().filter(|pixels| (1..=20_000).contains(pixels));
    size.and_then(|size| pixels(size.width).zip(pixels(size.height)))
        .ok_or_else(|| PackError::new(path, None, "the size cannot be read, or is more than 20,000 pixels: export the picture again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"/>";
    /// The beginning of a PNG of 3 by 2 pixels.
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0";

    fn read_one(toml: &str, file: &str, bytes: &[u8]) -> Result<SourcePicture, Vec<String>> {
        let pack = Pack { files: [(format!("news/a/{file}"), bytes.to_vec())].into() };
        let sheet = Sheet::whole("news/a/document.toml", toml.as_bytes()).map_err(|error| vec![error.to_string()])?;
        let named: PictureFile = sheet.parse().map_err(|error| vec![error.to_string()])?;
        read(&pack, "news/a", &sheet, &named, &["en".parse().map_err(|_| Vec::new())?])
            .map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    fn faults(toml: &str, file: &str, bytes: &[u8]) -> String {
        read_one(toml, file, bytes).err().unwrap_or_default().join("\n")
    }

    #[test]
    fn a_picture_gets_a_key_of_its_content_and_its_size() {
        let read = read_one("file = \"a.svg\"\nfocus = [10, 90]", "a.svg", SVG.as_bytes()).map(|read| read.picture);
        let Ok(Picture { key, width: 3, height: 2, focus: (10, 90), .. }) = read else { unreachable!("{read:?}") };
        assert!(key.starts_with("pictures/") && key.ends_with("/a.svg") && key.len() == "pictures//a.svg".len() + 16, "{key}");
        let read = read_one("file = \"a.png\"", "a.png", PNG).map(|read| (read.picture.width, read.picture.height));
        assert_eq!(read, Ok((3, 2)));
    }

    #[test]
    fn each_mistake_is_named() {
        assert!(faults("file = \"b.svg\"", "a.svg", b"").contains("document.toml:1: the picture “b.svg” is not in the folder"));
        assert!(faults("file = \"a.gif\"", "a.gif", b"").contains("use svg, png, jpg, webp or avif"));
        assert!(faults("file = \"a.jpg\"", "a.jpg", PNG).contains("news/a/a.jpg: the content is of another format"));
        assert!(
            faults("file = \"a.svg\"", "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'>\n<g onload='x()'/></svg>")
                .contains("news/a/a.svg:2: the attribute onload")
        );
        for focus in ["[1, 101]", "[1, 2, 3]", "[1]", "50", "[1.5, 2]", "\"left\"", "[-1, 2]"] {
            let found = faults(&format!("\nfile = \"a.svg\"\nfocus = {focus}"), "a.svg", SVG.as_bytes());
            assert!(found.contains("document.toml:3: focus is two whole numbers"), "{focus}: {found}");
        }
        assert!(faults("file = \"A.svg\"", "A.svg", SVG.as_bytes()).contains("lower-case"));
        assert!(
            faults(&format!("file = \"a.svg\"\ncredit = {{ en = \"{}\" }}", "a".repeat(161)), "a.svg", SVG.as_bytes()).contains("shorten")
        );
        assert!(
            faults("file = \"a.svg\"\ncredit = { fr = \"Ici\" }", "a.svg", SVG.as_bytes())
                .contains(":2: “fr” is not a language of the site")
        );
    }
}
