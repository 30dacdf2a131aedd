//! What a form carries so that a machine cannot send what nobody was shown: the moment at which it was made, a number that no other has, and a
//! signature. Whoever sends it needs no account and solves no puzzle.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use domain::Form;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::error::Error;

/// The variable with the secret; while it is being changed, with the new and the old one and a comma between them.
pub const FORM_SECRET: &str = "FORM_SECRET";

/// Characters of a secret at least.
const SHORTEST: usize = 32;
/// Nobody fills a form in faster.
const EARLIEST: SignedDuration = SignedDuration::from_secs(2);
/// A form that lies about for longer comes again.
const LATEST: SignedDuration = SignedDuration::from_hours(24);

/// A number that no other form has.
type Nonces = Arc<dyn Fn() -> Result<[u8; 16], Error> + Send + Sync>;

/// Signs forms, and knows those that it signed.
#[derive(Clone)]
pub struct FormKeys {
    /// The first signs; all are known.
    secrets: Vec<Vec<u8>>,
    nonces: Nonces,
}

/// Why a form is not taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// It was made a moment ago.
    Early,
    /// It was made long ago.
    Old,
    /// Nobody here made it.
    Unknown,
}

impl fmt::Debug for FormKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FormKeys({})", self.secrets.len())
    }
}

impl FormKeys {
    /// Reads [`FORM_SECRET`] with `variable`.
    ///
    /// # Errors
    /// Says what is wrong with it: a form that anybody can sign protects nothing.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let text = variable(FORM_SECRET).ok_or_else(|| format!("{FORM_SECRET} is not set: the template sets it"))?;
        let secrets: Vec<Vec<u8>> = text.split(',').map(|secret| secret.trim().as_bytes().to_vec()).collect();
        if secrets.len() > 2 || secrets.iter().any(|secret| secret.len() < SHORTEST) {
            return Err(format!(
                "{FORM_SECRET} must be a secret of at least {SHORTEST} characters, or a new and an old one with a comma between"
            ));
        }
        let nonces = || {
            let mut nonce = [0; 16];
            getrandom::fill(&mut nonce).map_err(|error| Error::Internal(format!("no randomness: {error}")))?;
            Ok(nonce)
        };
        Ok(Self { secrets, nonces: Arc::new(nonces) })
    }

    /// The same with numbers from elsewhere.
    #[must_use]
    pub fn with_nonces(self, nonces: impl Fn() -> Result<[u8; 16], Error> + Send + Sync + 'static) -> Self {
        Self { nonces: Arc::new(nonces), ..self }
    }

    /// What a form carries that is made now.
    ///
    /// # Errors
    /// [`Error::Internal`]: there is no randomness.
    pub fn issue(&self, form: Form, now: Timestamp) -> Result<String, Error> {
        let made = format!("{}.{}", now.as_second(), hex(&(self.nonces)()?));
        let signed = self.secrets.first().and_then(|secret| mac(secret, &claim(form, &made)));
        let signature = signed.ok_or_else(|| Error::Internal("no secret to sign with".to_owned()))?.finalize().into_bytes();
        Ok(format!("{made}.{}", hex(&signature)))
    }

    /// Whether a form with this may be taken now.
    ///
    /// # Errors
    /// [`Stale`] says why not.
    pub fn check(&self, form: Form, token: &str, now: Timestamp) -> Result<(), Stale> {
        let (made, signature) = token.rsplit_once('.').ok_or(Stale::Unknown)?;
        let signature = unhex(signature).ok_or(Stale::Unknown)?;
        let known = |secret: &Vec<u8>| mac(secret, &claim(form, made)).is_some_and(|mac| mac.verify_slice(&signature).is_ok());
        // All secrets are tried, whichever is right.
        if !self.secrets.iter().fold(false, |any, secret| known(secret) | any) {
            return Err(Stale::Unknown);
        }
        let second = made.split('.').next().and_then(|second| second.parse().ok()).ok_or(Stale::Unknown)?;
        let age = now.duration_since(Timestamp::from_second(second).map_err(|_| Stale::Unknown)?);
        match age {
            age if age < EARLIEST => Err(Stale::Early),
            age if age > LATEST => Err(Stale::Old),
            _ => Ok(()),
        }
    }

    /// A digest of a network, with a key of the day: it counts letters today and names nobody tomorrow.
    #[must_use]
    pub fn network(&self, network: Option<IpAddr>, now: Timestamp) -> String {
        let day = now.to_zoned_datetime(TimeZone::UTC).date();
        let of = network.map_or_else(|| "unknown".to_owned(), |network| network.to_string());
        let digest = self.secrets.first().and_then(|secret| mac(secret, &format!("network {day} {of}")));
        digest.map(|mac| hex(mac.finalize().into_bytes().as_slice().get(..16).unwrap_or_default())).unwrap_or_default()
    }
}

/// The name of the letter that is sent by a form with this: each is sent once.
#[must_use]
pub fn letter_of(token: &str) -> String {
    hex(Sha256::digest(token).as_slice().get(..16).unwrap_or_default())
}

fn claim(form: Form, made: &str) -> String {
    format!("form {} {made}", form.name())
}

fn mac(secret: &[u8], claim: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(claim.as_bytes());
    Some(mac)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
    let pairs = digits.then(|| text.as_bytes().chunks(2))?;
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &str = "0123456789abcdefghijklmnopqrstuv";
    const OTHER: &str = "vutsrqponmlkjihgfedcba9876543210";

    fn keys(secret: &str) -> FormKeys {
        FormKeys::from_variables(|name| (name == "FORM_SECRET").then(|| secret.to_owned())).unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_739_523_600 + second).unwrap()
    }

    #[test]
    fn a_form_may_be_sent_from_two_seconds_to_a_day_after_it_was_made() {
        let keys = keys(SECRET);
        let token = keys.issue(Form::Contact, at(0)).unwrap();
        let check = |second| keys.check(Form::Contact, &token, at(second));
        assert_eq!([check(-60), check(0), check(1)], [Err(Stale::Early); 3]);
        assert_eq!([check(2), check(3_600), check(86_400)], [Ok(()); 3]);
        assert_eq!(check(86_401), Err(Stale::Old));
    }

    #[test]
    fn a_form_is_signed_for_itself_alone_by_the_first_secret_and_no_two_are_alike() {
        let (old, new, both) = (keys(OTHER), keys(SECRET), keys(&format!("{SECRET}, {OTHER}")));
        let token = old.issue(Form::Contact, at(0)).unwrap();
        assert_eq!(both.check(Form::Contact, &token, at(9)), Ok(()), "while the secret is being changed");
        assert_eq!(new.check(Form::Contact, &token, at(9)), Err(Stale::Unknown));
        assert_eq!(new.check(Form::Contact, &both.issue(Form::Contact, at(0)).unwrap(), at(9)), Ok(()));
        assert_eq!(old.check(Form::AccessibleFormat, &token, at(9)), Err(Stale::Unknown));
        assert_ne!(old.issue(Form::Contact, at(0)), old.issue(Form::Contact, at(0)));
        assert_ne!(letter_of(&token), letter_of(&old.issue(Form::Contact, at(0)).unwrap()));
        let fixed = old.with_nonces(|| Ok([7; 16]));
        assert_eq!(fixed.issue(Form::Contact, at(0)), fixed.issue(Form::Contact, at(0)));
        assert!(fixed.with_nonces(|| Err(Error::Internal("none".to_owned()))).issue(Form::Contact, at(0)).is_err());
    }

    #[test]
    fn a_network_is_one_on_one_day_and_is_not_known_on_another_or_by_another_key() {
        let keys = keys(SECRET);
        let network: Option<IpAddr> = Some("192.0.2.1".parse().unwrap());
        let today = keys.network(network, at(0));
        assert_eq!((keys.network(network, at(3_600)), today.len()), (today.clone(), 32));
        for other in [keys.network(network, at(86_400)), keys.network(None, at(0)), self::keys(OTHER).network(network, at(0))] {
            assert_ne!(other, today);
        }
    }

    #[test]
    fn a_function_without_a_sound_secret_does_not_start() {
        assert!(FormKeys::from_variables(|_| None).is_err());
        for wrong in ["", ",", &SECRET[1..], &format!("{SECRET},"), &format!("{SECRET},{OTHER},{SECRET}")] {
            assert!(FormKeys::from_variables(|_| Some(wrong.to_owned())).is_err(), "{wrong:?}");
        }
        assert_eq!(format!("{:?}", keys(SECRET)), "FormKeys(1)");
    }

    proptest! {
        #[test]
        fn whatever_is_changed_in_it_is_noticed(place in 0usize..200, sign in "[0-9a-f.x]") {
            let keys = keys(SECRET).with_nonces(|| Ok([7; 16]));
            let token = keys.issue(Form::Contact, at(0)).unwrap();
            let place = place % token.len();
            let changed = format!("{}{sign}{}", &token[..place], &token[place + 1..]);
            let expected = if changed == token { Ok(()) } else { Err(Stale::Unknown) };
            prop_assert_eq!(keys.check(Form::Contact, &changed, at(9)), expected);
        }

        #[test]
        fn what_nobody_made_is_unknown(token in ".{0,200}") {
            prop_assert_eq!(keys(SECRET).check(Form::Contact, &token, at(9)), Err(Stale::Unknown));
        }
    }
}
