//! Addresses of other sites.

/// Characters of an address at most: browsers and mail programs cut longer ones.
const LONGEST: usize = 2000;

/// Whether a text is the address of something on another site: encrypted, with a host, without a user's name (which makes one host look
/// like another), and without characters that end an address where it is pasted.
pub(crate) fn is_outside(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && !host.contains('@')
        && !has_forbidden(address)
        && address.len() <= LONGEST
}

/// Characters that no address holds as they are.
pub(crate) fn has_forbidden(address: &str) -> bool {
    address.chars().any(|c| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_of_its_own_and_no_characters_that_end_it() {
        for address in ["https://a.example", "https://a.example/", "https://[::1]/", "https://été.example/?a=b#c", "https://javascript:"]
        {
            assert!(is_outside(address), "{address}");
        }
        for address in [
            "https://",
            "https://?q",
            "https:///a",
            "https://#a",
            "https://:80/",
            "https://a@b.example/",
            "https://a b/",
            "http://a.example/",
            "//a",
        ] {
            assert!(!is_outside(address), "{address}");
        }
        assert!(!is_outside(&format!("https://a.example/{}", "a".repeat(LONGEST))));
    }
}
