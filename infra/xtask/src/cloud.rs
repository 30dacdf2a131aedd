//! `cargo xtask cloud`: the very template and packages that are deployed, in an emulator on this machine, with the laptop's edge before them.
//! docs/decisions/0024 says what the emulator cannot do.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::canary;
use crate::emulator::{Emulator, free_port};
use crate::http;
use crate::package::{Architecture, Packages};
use crate::stack::{Environment, Stack, ask, aws};
use crate::steps::{self, say};
use crate::tools::cloud::Cloud;
use crate::tools::command::run;
use crate::tools::{self, Tools};

/// The stack in the emulator.
const NAME: &str = "secretariat";
/// What the program says when it is ready.
const READY: &str = "Secretariat is at ";
/// How long a change may take until the edge shows it: seconds, and an emulator on two cores takes its time.
const SHOWN: Duration = Duration::from_secs(60);

/// Deploys, loads, looks, edits, compares.
///
/// # Errors
/// The first step that fails, with what it says.
pub(crate) fn run_all(tools: &Tools, cloud: &Cloud, packages: &Packages, target: &Path) -> Result<(), String> {
    steps::cargo(&["build", "--quiet", "--package", "operator"], &[])?;
    let folder = target.join("checks").join("cloud");
    let emulator = Emulator::start(cloud, &folder)?;
    let port = free_port()?;
    let base = format!("http://127.0.0.1:{port}");
    let stack = deploy(cloud, &emulator.environment, &packages.template, &base)?;
    releases(cloud, &emulator.environment, &stack, target, &folder)?;
    say(&stack.operate(target, &["import"])?);
    let entries = folder.join("entries.json");
    std::fs::write(&entries, stack.write_entries(cloud, target)?).map_err(|error| format!("{}: {error}", entries.display()))?;
    let edge = Edge::start(&stack, target, port, &entries)?;
    tools::schemas(tools, &edge.base)?;
    tools::browser(tools, &edge.base, &target.join("screenshots").join("cloud"), Some("journeys"))?;
    canary::sing(cloud, &emulator.environment, &stack, target, |order| edge.carried_out(order))?;
    edit(&stack, target, &edge)
}

/// Publishes the files of this release over one of an earlier release, twice: its year begins once.
fn releases(cloud: &Cloud, environment: &Environment, stack: &Stack, target: &Path, folder: &Path) -> Result<(), String> {
    let old = folder.join("earlier.css");
    std::fs::write(&old, "a {}").map_err(|error| format!("{}: {error}", old.display()))?;
    let to = format!("s3://{}/assets/earlier.css", stack.output("AssetsBucket")?);
    run(aws(cloud, environment, &["s3", "cp"]).arg(&old).args([to.as_str(), "--content-type", "text/css"]))?;
    for (time, retired) in [("first", 1), ("second", 0)] {
        let said = stack.operate(target, &["assets"])?;
        if !said.contains(&format!(" {retired} go a year from now")) {
            return Err(format!("an earlier release left one file, and the {time} publication of this one says: {said}"));
        }
        say(&said);
    }
    let head = ["s3api", "head-object", "--bucket", stack.output("AssetsBucket")?, "--key", "assets/earlier.css"];
    match ask(cloud, environment, &head)?.get("ContentType").and_then(Value::as_str) {
        Some("text/css") => Ok(()),
        other => Err(format!("the file of an earlier release is {other:?} now, not a stylesheet")),
    }
}

/// By the ordinary command line, as anybody would.
fn deploy(cloud: &Cloud, environment: &Environment, template: &Path, base: &str) -> Result<Stack, String> {
    say("Deploying the template");
    let folder = template.parent().ok_or("the template has no folder")?;
    let packaged = folder.join("packaged.yaml");
    run(&mut aws(cloud, environment, &["s3", "mb", "s3://packages"]))?;
    let mut package = aws(cloud, environment, &["cloudformation", "package", "--s3-bucket", "packages", "--template-file"]);
    run(package.arg(template).arg("--output-template-file").arg(&packaged))?;
    let mut deploy = aws(
        cloud,
        environment,
        &["cloudformation", "deploy", "--s3-bucket", "packages", "--stack-name", NAME, "--capabilities", "CAPABILITY_IAM"],
    );
    deploy.arg("--template-file").arg(&packaged).arg("--parameter-overrides");
    deploy.args([format!("BaseUrl={base}"), format!("Architecture={}", Architecture::X86.parameter())]);
    run(&mut deploy).map_err(|error| match events(cloud, environment) {
        Ok(events) => format!("{error}\n{events}"),
        Err(_) => error,
    })?;
    Stack::find(cloud, environment, NAME, base)?.ok_or_else(|| format!("the stack {NAME} is not there after it was deployed"))
}

/// Why a deployment failed.
fn events(cloud: &Cloud, environment: &Environment) -> Result<String, String> {
    let failed = "StackEvents[?contains(ResourceStatus,`FAILED`)].[LogicalResourceId,ResourceStatusReason]";
    let arguments = ["cloudformation", "describe-stack-events", "--stack-name", NAME, "--output", "text", "--query", failed];
    run(&mut aws(cloud, environment, &arguments))
}

/// The laptop's edge before the stack; it ends with this.
struct Edge {
    process: Child,
    _input: ChildStdin,
    base: String,
    /// The same without a cache.
    fresh: String,
    /// What it says: that it is ready, then a line for each time that it purged.
    said: Receiver<String>,
}

impl Drop for Edge {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Edge {
    fn start(stack: &Stack, target: &Path, port: u16, entries: &Path) -> Result<Self, String> {
        let fresh_port = free_port()?;
        let mut command = stack.operator(target)?;
        command.args(["edge", "--distribution", stack.output("DistributionId")?, "--entries"]).arg(entries);
        command.args(["--port", &port.to_string(), "--fresh-port", &fresh_port.to_string()]);
        // It reads until its input ends, which is when this program does.
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|error| format!("the edge: {error}"))?;
        let (input, output) = (process.stdin.take().ok_or("no input")?, process.stdout.take().ok_or("no output")?);
        let at = |port| format!("http://127.0.0.1:{port}");
        let (saying, said) = channel();
        std::thread::spawn(move || BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| saying.send(line)));
        let edge = Self { process, _input: input, base: at(port), fresh: at(fresh_port), said };
        match edge.said.recv_timeout(SHOWN) {
            Ok(line) if line.starts_with(READY) => Ok(edge),
            _ => Err("the edge does not start: see its words above".to_owned()),
        }
    }

    /// Waits until it did what this order wants.
    fn carried_out(&self, order: &str) -> Result<(), String> {
        let begun = Instant::now();
        while !self.purged(begun)?.split(' ').any(|word| word == order) {}
        Ok(())
    }

    /// Waits until it purged once more, and says by which orders.
    fn purged(&self, begun: Instant) -> Result<String, String> {
        let late =
            |_| format!("no order to purge arrives within {} s of a change: see the logs of the function `publish`", SHOWN.as_secs());
        self.said.recv_timeout(SHOWN.saturating_sub(begun.elapsed())).map_err(late)
    }
}

/// Fills the edge with every page, takes an article down, waits until the edge says so, and compares every address with what is made anew.
fn edit(stack: &Stack, target: &Path, edge: &Edge) -> Result<(), String> {
    let addresses = addresses(&edge.base)?;
    let article = addresses.iter().find(|path| path.starts_with("/en/news/20") && !path.ends_with('/')).ok_or("there is no article")?;
    for path in &addresses {
        http::get(&edge.base, path)?;
    }
    let kept = http::get(&edge.base, article)?;
    say(&format!("Taking {article} down, with {} addresses at the edge", addresses.len()));
    let begun = Instant::now();
    stack.operate(target, &["take-down", article])?;
    let committed = begun.elapsed();
    while http::get(&edge.base, article)?.0 == kept.0 {
        edge.purged(begun)?;
    }
    let status = http::get(&edge.base, article)?.0;
    say(&format!("  it answers {status}, {:.1} s after the change was written", (begun.elapsed() - committed).as_secs_f64()));
    // What is made of a change is written after it, and purged after that.
    let mut stale = stale(edge, &addresses)?;
    while !stale.is_empty() {
        edge.purged(begun).map_err(|why| format!("{why}; the edge shows old pages: {}", stale.join(", ")))?;
        stale = self::stale(edge, &stale)?;
    }
    say(&format!("  and all {} addresses are what they would be if they were made anew", addresses.len()));
    Ok(())
}

/// The addresses at which the edge answers otherwise than what is made anew.
fn stale(edge: &Edge, addresses: &[String]) -> Result<Vec<String>, String> {
    let mut stale = Vec::new();
    for path in addresses {
        let fresh = http::get(&edge.fresh, path)?;
        // What is never made the same twice, such as a form, is kept nowhere.
        if http::get(&edge.base, path)? != fresh && http::get(&edge.fresh, path)? == fresh {
            stale.push(path.clone());
        }
    }
    Ok(stale)
}

/// Every page, as the sitemaps have them, with the sitemaps and feeds.
fn addresses(base: &str) -> Result<Vec<String>, String> {
    let (_, list) = http::get(base, "/_local/pages")?;
    let list: Value = serde_json::from_str(&list).map_err(|error| format!("/_local/pages: {error}"))?;
    let named = |name: &str| -> Vec<String> {
        let found = list.get(name).and_then(Value::as_array).into_iter().flatten();
        found.filter_map(|entry| entry.as_str().or_else(|| entry.get("path").and_then(Value::as_str))).map(str::to_owned).collect()
    };
    let (mut addresses, mut sitemaps) = (named("feeds"), named("sitemaps"));
    // The index leads to sitemaps, and those to pages.
    while let Some(sitemap) = sitemaps.pop() {
        let (_, text) = http::get(base, &sitemap)?;
        let locations = text.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>")).map(|(address, _)| address);
        for path in locations.filter_map(|address| address.strip_prefix(base)) {
            if path.ends_with(".xml") { sitemaps.push(path.to_owned()) } else { addresses.push(path.to_owned()) }
        }
        addresses.push(sitemap);
    }
    addresses.sort();
    addresses.dedup();
    Ok(addresses)
}
