//! The project's own commands: `cargo xtask test` checks everything, `check` what a change needs, `bench` measures.

mod canary;
mod cloud;
mod deploy;
mod emulator;
mod fuzz;
mod http;
mod licences;
mod package;
mod site;
mod stack;
mod steps;
mod tools;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Where builds and tools go.
const TARGET: &str = "target";

#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything: formatting, lints, tests, the template, the pages in a browser, feeds. Installs what it needs.
    Test,
    /// The inner loop: formatting, lints, and the tests of Rust for what differs from the last commit
    Check,
    /// Installs the tools from outside Rust, and nothing else
    Tools,
    /// The checks of the running site alone: HTML, feeds, browser
    Pages,
    /// Feeds the parsers with random input for a bounded time
    Fuzz,
    /// Builds every function as it is deployed, into target/package, and says how large each is
    Package {
        /// The processor of the functions
        #[arg(long, value_enum, default_value = "x86_64")]
        architecture: package::Architecture,
    },
    /// Deploys into a real account: build, sam deploy, the site's own files, and a proof that the edge purges
    Deploy(deploy::Deployment),
    /// Has the operator's program work on a stack: import, assets, take-down, …
    Operate {
        /// Name of the stack
        #[arg(long, default_value = "secretariat")]
        stack: String,
        /// Its region
        #[arg(long)]
        region: String,
        /// What it shall do; `help` tells what it can
        #[arg(trailing_var_arg = true, required = true)]
        arguments: Vec<String>,
    },
    /// Deploys template and packages into an emulator on this machine, and looks at the site there
    Cloud,
    /// Measures, and writes docs/benchmarks.md
    Bench {
        /// A short run, for trying the benchmarks themselves
        #[arg(long)]
        quick: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Test => test(),
        Command::Check => steps::check(),
        Command::Tools => tools::install(Path::new(TARGET)).map(drop),
        Command::Pages => tools::install(Path::new(TARGET)).and_then(|tools| pages(&tools)),
        Command::Fuzz => fuzz::run(Path::new(TARGET)),
        Command::Package { architecture } => package(architecture),
        Command::Deploy(deployment) => deploy(&deployment),
        Command::Operate { stack, region, arguments } => {
            let target = Path::new(TARGET);
            tools::cloud::install(target).and_then(|cloud| deploy::operate(&stack, &region, &arguments, &cloud, target))
        }
        Command::Cloud => tools::install(Path::new(TARGET)).and_then(|tools| cloud(&tools)),
        Command::Bench { quick } => steps::bench(quick),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            steps::say(&error);
            ExitCode::FAILURE
        }
    }
}

/// The cheap steps first, so that a mistake shows early; whatever needs the running site comes after what proves that it runs.
/// Tools are fetched meanwhile: that is waiting for the network, while compiling is work.
fn test() -> Result<(), String> {
    let mut watch = steps::Watch::start();
    let outcome = test_all(&mut watch);
    steps::say(&format!("Minutes and seconds of each step:\n{watch}"));
    outcome.inspect(|()| steps::say("All checks passed."))
}

fn test_all(watch: &mut steps::Watch) -> Result<(), String> {
    let target = Path::new(TARGET);
    watch.step("formatting", steps::formatting)?;
    watch.step("licences", licences::check)?;
    let tools = std::thread::spawn(|| tools::install(Path::new(TARGET)));
    watch.step("lints", steps::lints)?;
    let tools = watch
        .step("waiting for the tools", || tools.join().map_err(|_| "installing the tools ended with a fault of its own".to_owned())?)?;
    // Each function is linked as a whole, on one core and for minutes: that goes on beside whatever else leaves a core idle.
    let packages = std::thread::spawn(|| build_packages(package::Architecture::X86));
    watch.step("documentation", steps::documentation)?;
    watch.step("tests of Rust", steps::tests)?;
    watch.step("the template", || tools::template(&tools, Path::new("template.yaml")))?;
    watch.step("fuzzing", || fuzz::run(target))?;
    watch.step("pages", || pages(&tools))?;
    let (cloud, packages) = watch.step("waiting for the packages", || {
        packages.join().map_err(|_| "building the packages ended with a fault of its own".to_owned())?
    })?;
    watch.step("the cloud's emulator", || cloud::run_all(&tools, &cloud, &packages, target))
}

fn build_packages(architecture: package::Architecture) -> Result<(tools::cloud::Cloud, package::Packages), String> {
    let target = Path::new(TARGET);
    let cloud = tools::cloud::install(target)?;
    let packages = package::build(&cloud, target, architecture)?;
    Ok((cloud, packages))
}

fn package(architecture: package::Architecture) -> Result<(), String> {
    let (_, packages) = build_packages(architecture)?;
    steps::say(&format!("Deploy them with {}", packages.template.display()));
    Ok(())
}

fn deploy(deployment: &deploy::Deployment) -> Result<(), String> {
    let target = Path::new(TARGET);
    deploy::run_all(deployment, &tools::install(target)?, &tools::cloud::install(target)?, target)
}

fn cloud(tools: &tools::Tools) -> Result<(), String> {
    let (cloud, packages) = build_packages(package::Architecture::X86)?;
    cloud::run_all(tools, &cloud, &packages, Path::new(TARGET))
}

/// Starts the site as of the demonstration's day, and looks at it from outside.
fn pages(tools: &tools::Tools) -> Result<(), String> {
    steps::build_site()?;
    let site = site::Running::start(Path::new(TARGET), "site", None)?;
    let saved = Path::new(TARGET).join("checks").join("pages");
    site.save_pages(&saved)?;
    tools::html_checker(tools, &saved)?;
    tools::schemas(tools, site.base())?;
    let screenshots = Path::new(TARGET).join("screenshots");
    tools::browser(tools, site.base(), &screenshots, None)?;
    let mirrored = site::Running::start(Path::new(TARGET), "mirrored", Some(Path::new("tests/browser/mirrored")))?;
    tools::browser(tools, mirrored.base(), &screenshots.join("mirrored"), Some("mirror,screenshots"))
}
