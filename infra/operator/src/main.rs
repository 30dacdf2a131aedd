//! What an operator does with a deployed site, with rights of their own: loads content, publishes the site's own files, tells what the edge's
//! key-value store should hold, and looks at the site through the laptop's edge.
//!
//! The stack's names come from the environment, as for the functions: `CONTENT_TABLE`, `ASSETS_BUCKET`, `MEDIA_BUCKET`, `BASE_URL`,
//! `AWS_REGION` and credentials. `cargo xtask deploy` and `cargo xtask cloud` set them from the outputs of the stack.

mod bucket;
mod content;
mod distribution;
mod function_url;
mod invalidations;
mod looking;
mod policy;
mod takedown;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use store::{Configuration, Connection};
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use web::Clock;

/// Works on a deployed site.
#[derive(Debug, Parser)]
#[command(name = "operator", version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Loads a content pack, or else the demonstration; loading the same again changes nothing
    Import {
        /// Folder of the pack
        #[arg(long)]
        content: Option<PathBuf>,
    },
    /// Publishes the site's own files; those that this release does not name any more go a year from now
    Assets,
    /// Takes an edition down at once: its page answers 410 from now on
    TakeDown {
        /// Its path, as visitors see it: /en/news/2025/a-slug
        path: String,
    },
    /// Prints what the edge's key-value store should hold, as JSON
    Entries,
    /// Prints address and tag of a page by which one sees whether the edge purges, as JSON
    Canary,
    /// The laptop's edge before the functions and buckets of a deployed distribution, until its input ends
    Edge(looking::Looking),
}

#[tokio::main]
async fn main() -> ExitCode {
    let variable = |name: &str| std::env::var(name).ok();
    let filter = web::log_filter(variable, LevelFilter::ERROR, &[]);
    tracing_subscriber::registry().with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(filter)).init();
    match run(Options::parse().command).await {
        Ok(said) => {
            // Whoever has closed the output does not want to read it.
            let _ = writeln!(std::io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            let _ = writeln!(std::io::stderr(), "{}", sentence.trim_end());
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<String, String> {
    let configuration = Configuration::from_variables(|name| std::env::var(name).ok()).map_err(|error| error.to_string())?;
    let connection = Connection::new(configuration);
    let clock = Clock::of_machine();
    match command {
        Command::Import { content } => content::import(&connection, content.as_deref(), &clock).await,
        Command::Assets => content::assets(&connection).await,
        Command::TakeDown { path } => takedown::take_down(&connection, &path, &clock).await,
        Command::Entries => content::entries(&connection, std::env::var("BASE_URL").ok().as_deref()).await,
        Command::Canary => content::canary(&connection, std::env::var("BASE_URL").ok().as_deref()).await,
        Command::Edge(looking) => looking::look(&connection, &looking, &clock).await,
    }
}
