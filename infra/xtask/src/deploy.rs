//! `cargo xtask deploy`: a stack in a real account, by sam. docs/operating.md leads through it.

use std::path::Path;

use clap::Args;

use crate::canary;
use crate::package::{self, Architecture};
use crate::stack::{Environment, Stack, ask, aws};
use crate::steps::{self, say};
use crate::tools::Tools;
use crate::tools::cloud::Cloud;
use crate::tools::command::run;

/// Where the site is until the distribution has a name: the first deployment is followed by a second, with that name.
const UNNAMED: &str = "https://unnamed.invalid";

/// What is deployed, and where.
#[derive(Debug, Args)]
pub(crate) struct Deployment {
    /// Name of the stack
    #[arg(long, default_value = "secretariat")]
    stack: String,
    /// The region of functions, table and buckets
    #[arg(long)]
    region: String,
    /// Scheme and host as visitors know them [default: the distribution's own name]
    #[arg(long)]
    base_url: Option<String>,
    /// The processor of the functions
    #[arg(long, value_enum, default_value = "x86_64")]
    architecture: Architecture,
    /// Other parameters of the template, as Name=value
    #[arg(long = "parameter", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
}

/// Builds, deploys, publishes the site's own files, and shows that the edge purges.
///
/// # Errors
/// The first step that fails, with what it says. All can be repeated.
pub(crate) fn run_all(deployment: &Deployment, tools: &Tools, cloud: &Cloud, target: &Path) -> Result<(), String> {
    let environment = environment(cloud, &deployment.region)?;
    let packages = package::build(cloud, target, deployment.architecture)?;
    steps::cargo(&["build", "--quiet", "--package", "operator"], &[])?;
    let find = |base: &str| Stack::find(cloud, &environment, &deployment.stack, base);
    let earlier = find("")?;
    if let Some(stack) = &earlier {
        // Before the first page that names them.
        say(&stack.operate(target, &["assets"])?);
    }
    let missing = || format!("the stack {} is not there after it was deployed", deployment.stack);
    let named = earlier.as_ref().and_then(|stack| stack.output("SiteAddress").ok().map(str::to_owned));
    let base = deployment.base_url.clone().or(named).unwrap_or_else(|| UNNAMED.to_owned());
    deploy(deployment, tools, &environment, &packages.template, &base)?;
    let mut stack = find(&base)?.ok_or_else(missing)?;
    if base == UNNAMED {
        let base = stack.output("SiteAddress")?.to_owned();
        deploy(deployment, tools, &environment, &packages.template, &base)?;
        stack = find(&base)?.ok_or_else(missing)?;
    }
    say(&stack.operate(target, &["assets"])?);
    match stack.write_entries(cloud, target) {
        Ok(_) => {}
        // A new site has no settings yet, and says so.
        Err(why) if why.contains("import content first") => {
            say("The site has no content yet. Import a pack, then deploy once more (docs/operating.md).");
            return Ok(());
        }
        Err(why) => return Err(why),
    }
    canary::sing(cloud, &environment, &stack, target, |order| {
        let waiting = ["cloudfront", "wait", "invalidation-completed", "--distribution-id", stack.output("DistributionId")?, "--id", order];
        run(&mut aws(cloud, &environment, &waiting)).map(drop)
    })?;
    say(&format!("The site is at {}", stack.base()));
    Ok(())
}

/// Has the operator's program do something with a stack in a real account.
///
/// # Errors
/// What it says when it fails.
pub(crate) fn operate(stack: &str, region: &str, arguments: &[String], cloud: &Cloud, target: &Path) -> Result<(), String> {
    steps::cargo(&["build", "--quiet", "--package", "operator"], &[])?;
    let environment = environment(cloud, region)?;
    let found = Stack::find(cloud, &environment, stack, "")?.ok_or_else(|| format!("there is no stack {stack} in {region}"))?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    say(&found.operate(target, &arguments)?);
    Ok(())
}

/// Region and credentials of whoever calls: of a profile, a role or a session, as the AWS command line finds them.
fn environment(cloud: &Cloud, region: &str) -> Result<Environment, String> {
    let mut environment =
        Environment::from([("AWS_REGION".to_owned(), region.to_owned()), ("AWS_DEFAULT_REGION".to_owned(), region.to_owned())]);
    let exported = run(&mut aws(cloud, &environment, &["configure", "export-credentials", "--format", "env-no-export"]))
        .map_err(|why| format!("there are no credentials for AWS: sign in with the AWS command line first.\n{why}"))?;
    environment.extend(exported.lines().filter_map(|line| line.split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned())));
    let account = ask(cloud, &environment, &["sts", "get-caller-identity"])?;
    let account = account.get("Account").and_then(serde_json::Value::as_str).unwrap_or_default();
    say(&format!("Account {account}, region {region}"));
    Ok(environment)
}

fn deploy(deployment: &Deployment, tools: &Tools, environment: &Environment, template: &Path, base: &str) -> Result<(), String> {
    say(&format!("Deploying {} with {base}", deployment.stack));
    let mut sam = std::process::Command::new(&tools.sam);
    sam.args(["deploy", "--stack-name", &deployment.stack, "--region", &deployment.region, "--template-file"]).arg(template);
    sam.args(["--capabilities", "CAPABILITY_IAM", "--resolve-s3", "--no-confirm-changeset", "--no-fail-on-empty-changeset"]);
    sam.arg("--parameter-overrides").arg(format!("BaseUrl={base}")).arg(format!("Architecture={}", deployment.architecture.parameter()));
    sam.args(&deployment.parameters).envs(environment).env("SAM_CLI_TELEMETRY", "0");
    run(&mut sam).map(drop)
}
