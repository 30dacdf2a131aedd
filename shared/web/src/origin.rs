//! The secret of the distribution: by it a function that anybody could call knows that the edge calls.
//!
//! Functions that only read are closed by origin access control. One that takes forms cannot be, since that wants a hash of the body from the
//! browser; it is given `ORIGIN_SECRET`, and whoever does not know it is refused before anything else happens. `docs/decisions/0023` has more.

use std::fmt;

use http::HeaderMap;
use sha2::{Digest, Sha256};

/// The header in which the distribution says its secret. What a visitor sends under this name, the edge replaces.
pub const ORIGIN_HEADER: &str = "x-origin-secret";

/// The variable with the secret; while it is being changed, with the new and the old one and a comma between them.
const VARIABLE: &str = "ORIGIN_SECRET";

/// Secrets at most: one, and during a change a second.
const MOST: usize = 2;

/// Characters of a secret at least: who guesses shall not live to see it.
const SHORTEST: usize = 32;

/// Secrets of which a request must know one. Kept as digests, which are all of one length and tell nothing when they are printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OriginSecrets(Vec<[u8; 32]>);

impl fmt::Debug for OriginSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OriginSecrets({})", self.0.len())
    }
}

impl OriginSecrets {
    /// Reads `ORIGIN_SECRET` with `variable`. Without it everybody is admitted, which is right for a function that origin access control closes.
    ///
    /// # Errors
    /// Says what is wrong with it: what is there and cannot be a secret must not open the function.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let Some(text) = variable(VARIABLE) else { return Ok(Self::default()) };
        let secrets: Vec<&str> = text.split(',').map(str::trim).collect();
        let sound = |secret: &&str| secret.len() >= SHORTEST && secret.bytes().all(|byte| byte.is_ascii_graphic());
        if secrets.len() > MOST || !secrets.iter().all(sound) {
            return Err(format!(
                "{VARIABLE} must be a secret of at least {SHORTEST} characters, or a new and an old one with a comma between"
            ));
        }
        Ok(Self(secrets.into_iter().map(|secret| digest(secret.as_bytes())).collect()))
    }

    /// Whether there is none, so that everybody is admitted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a request with these headers may come in. However wrong its secret is, finding out takes the same time.
    pub(crate) fn admit(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(ORIGIN_HEADER).iter();
        let first = digest(given.next().map(|value| value.as_bytes()).unwrap_or_default());
        let known = self.0.iter().fold(false, |known, secret| known | same(secret, &first));
        self.0.is_empty() || (known && given.next().is_none())
    }
}

fn digest(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// Compares all bytes, whichever differ.
fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |difference, (one, other)| difference | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "0123456789abcdefghijklmnopqrstuv";
    const OLD: &str = "vutsrqponmlkjihgfedcba9876543210";

    fn secrets(text: &str) -> Result<OriginSecrets, String> {
        OriginSecrets::from_variables(|name| (name == "ORIGIN_SECRET").then(|| text.to_owned()))
    }

    fn admits(secrets: &OriginSecrets, given: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for value in given {
            headers.append(ORIGIN_HEADER, value.parse().unwrap());
        }
        secrets.admit(&headers)
    }

    #[test]
    fn who_knows_the_new_or_the_old_secret_comes_in_and_nobody_else() {
        let both = secrets(&format!("{NEW}, {OLD}")).unwrap();
        assert!(admits(&both, &[NEW]) && admits(&both, &[OLD]));
        let one = secrets(NEW).unwrap();
        assert!(admits(&one, &[NEW]));
        let refused: [&[&str]; 7] = [&[], &[""], &[OLD], &[&NEW[1..]], &["0123456789abcdefghijklmnopqrstuw"], &[NEW, NEW], &[OLD, NEW]];
        for given in refused {
            assert!(!admits(&one, given), "{given:?}");
        }
    }

    #[test]
    fn without_a_secret_everybody_comes_in_but_no_wrong_one_opens_the_function() {
        let none = OriginSecrets::from_variables(|_| None).unwrap();
        assert!(admits(&none, &[]) && admits(&none, &[NEW]));
        for wrong in ["", " ", ",", &NEW[1..], &format!("{NEW},"), &format!("{NEW},{OLD},{NEW}"), &format!("{NEW} {OLD}")] {
            assert!(secrets(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", secrets(NEW).unwrap()), "OriginSecrets(1)");
    }
}
