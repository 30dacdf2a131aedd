//! Where a link leads: to a document, to another site, to somebody's mail, or to a part of the text itself.

use pulldown_cmark::LinkType;

use crate::outside;

/// The address of a link's target, or what is wrong with it.
pub(super) fn address(kind: LinkType, target: &str, link: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    match target.split_once(':') {
        _ if kind == LinkType::Email => Ok(format!("mailto:{}", target.trim_start_matches("mailto:"))),
        _ if outside::has_forbidden(target) => Err(format!(
            "the address “{target}” has a blank, a quotation mark or another forbidden character: write it as %20 and the like"
        )),
        Some(("pack", _)) => {
            let (document, fragment) = target.split_once('#').map_or((target, None), |(document, part)| (document, Some(part)));
            match (link(document), fragment) {
                (Some(address), None) => Ok(address),
                (Some(address), Some(part)) => Ok(format!("{address}#{part}")),
                (None, _) => Err(format!("there is no document “{document}”: write the folder of one, such as pack:topics/origin")),
            }
        }
        Some(("https", _)) if outside::is_outside(target) => Ok(target.to_owned()),
        Some(("https", _)) => {
            Err(format!("the link to “{target}” names no host, or is too long: write it like https://www.example.org/page"))
        }
        Some(("mailto", rest)) if rest.contains('@') => Ok(target.to_owned()),
        _ if target.starts_with('#') && target.len() > 1 => Ok(target.to_owned()),
        Some(("http", rest)) => Err(format!("the link to “{target}” is not encrypted: write https:{rest}")),
        _ => Err(format!("the link to “{target}” leads nowhere: write pack: and a folder of the pack, or https:// and an address")),
    }
}

/// A text inside the quotation marks of an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
