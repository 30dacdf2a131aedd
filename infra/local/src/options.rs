//! What one may say on the command line.

use std::path::PathBuf;

use clap::Parser;
use jiff::Timestamp;

use crate::chaos::{Chaos, Pace};

/// Runs the website, with everything that it needs, on this machine.
#[derive(Debug, Clone, Parser)]
#[command(name = "secretariat", version)]
pub struct Options {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Folder that keeps content between runs [default: .local, and a folder of its own below it for each --now]
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Begin with an empty folder: what it held is removed, once the content to load was found to be sound
    #[arg(long)]
    pub fresh: bool,
    /// Content pack to load in place of the demonstration; loaded at every start, which changes nothing if the pack is the same. What the
    /// folder holds already stays beside it, also the demonstration: begin with --fresh to have the pack alone
    #[arg(long)]
    pub content: Option<PathBuf>,
    /// The moment that the site takes for now, such as 2025-02-14T10:00:00+01:00; its clock goes on from there
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    pub now: Option<Timestamp>,
    /// Lets DynamoDB, S3 and the functions fail, be slow and be away now and then, once the site is ready: the same seed brings the same
    /// faults in the same order of requests
    #[arg(long, value_name = "SEED")]
    pub chaos: Option<Option<u64>>,
    /// The mail service is away: what visitors write is taken in, and mails wait. Those that are sent are at /_local/mail
    #[arg(long)]
    pub without_mail: bool,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "write a moment with its offset, like 2025-02-14T10:00:00+01:00".to_owned())
}

impl Options {
    /// Where content is kept. A site that looks at another day keeps a store of its own, made as of that day: else it would show
    /// what was published later.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        match (&self.data, self.now) {
            (Some(folder), _) => folder.clone(),
            (None, None) => PathBuf::from(".local"),
            (None, Some(now)) => PathBuf::from(".local").join(now.strftime("as-of-%Y-%m-%dT%H%M%SZ").to_string()),
        }
    }
}

impl Options {
    /// The faults that are wished for, if any. Who names no seed gets one of the moment.
    #[must_use]
    pub fn chaos(&self, now: Timestamp) -> Option<Chaos> {
        let seed = self.chaos?.unwrap_or_else(|| now.as_millisecond().unsigned_abs());
        Some(Chaos::new(seed, Pace::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Options, String> {
        Options::try_parse_from(["secretariat"].iter().chain(arguments)).map_err(|error| error.to_string())
    }

    #[test]
    fn without_arguments_the_site_is_at_port_8000_and_keeps_its_content() {
        let options = parsed(&[]).unwrap();
        assert_eq!((options.port, options.folder(), options.fresh), (8000, PathBuf::from(".local"), false));
    }

    #[test]
    fn another_day_has_a_store_of_its_own() {
        let options = parsed(&["--now", "2025-02-14T10:00:00+01:00"]).unwrap();
        assert_eq!(options.folder(), PathBuf::from(".local/as-of-2025-02-14T090000Z"));
        let options = parsed(&["--now", "2025-02-14T10:00:00+01:00", "--data", "x"]).unwrap();
        assert_eq!(options.folder(), PathBuf::from("x"));
    }

    #[test]
    fn chaos_is_asked_for_and_may_be_given_a_seed() {
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let seed = |arguments: &[&str]| parsed(arguments).unwrap().chaos(now).map(|chaos| chaos.seed());
        assert_eq!((seed(&[]), seed(&["--chaos", "7"]), seed(&["--chaos=7", "--fresh"])), (None, Some(7), Some(7)));
        assert_eq!(seed(&["--chaos", "--fresh"]), Some(1_700_000_000_000), "the moment");
        assert!(parsed(&["--chaos", "much"]).unwrap_err().contains("--chaos"));
    }

    #[test]
    fn a_moment_without_offset_is_refused_with_an_example() {
        let error = parsed(&["--now", "yesterday"]).unwrap_err();
        assert!(error.contains("2025-02-14T10:00:00+01:00"), "{error}");
    }
}
