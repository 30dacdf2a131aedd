//! A deployed stack: the names that it gave to its parts, and the programs that work on them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::tools::cloud::Cloud;
use crate::tools::command::run;

/// Outputs of the template by the variables that the operator's program reads.
const VARIABLES: [(&str, &str); 3] =
    [("CONTENT_TABLE", "ContentTable"), ("ASSETS_BUCKET", "AssetsBucket"), ("MEDIA_BUCKET", "MediaBucket")];

/// Variables of whoever calls the AWS command line: region, credentials, and the address of an emulator.
pub(crate) type Environment = BTreeMap<String, String>;

/// A stack.
#[derive(Debug, Clone)]
pub(crate) struct Stack {
    outputs: BTreeMap<String, String>,
    environment: Environment,
    base: String,
}

/// The AWS command line.
pub(crate) fn aws(cloud: &Cloud, environment: &Environment, arguments: &[&str]) -> Command {
    let mut command = cloud.command("aws");
    command.args(arguments).envs(environment).env("AWS_PAGER", "");
    command
}

/// What the AWS command line answers, as JSON.
pub(crate) fn ask(cloud: &Cloud, environment: &Environment, arguments: &[&str]) -> Result<Value, String> {
    // Only the output: warnings go to the error stream and are no JSON.
    let output = aws(cloud, environment, arguments).args(["--output", "json"]).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("aws does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("aws {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("aws {}: {error}", arguments.join(" ")))
}

impl Stack {
    /// The stack of this name as it is, if it is there. `base`: scheme and host of the site, as it was deployed with.
    ///
    /// # Errors
    /// What the AWS command line says.
    pub(crate) fn find(cloud: &Cloud, environment: &Environment, name: &str, base: &str) -> Result<Option<Self>, String> {
        let described = match ask(cloud, environment, &["cloudformation", "describe-stacks", "--stack-name", name]) {
            Ok(described) => described,
            Err(why) if why.contains("does not exist") => return Ok(None),
            Err(why) => return Err(why),
        };
        let outputs = described.pointer("/Stacks/0/Outputs").and_then(Value::as_array).cloned().unwrap_or_default();
        let text = |output: &Value, name: &str| output.get(name).and_then(Value::as_str).map(str::to_owned);
        let outputs = outputs.iter().filter_map(|output| text(output, "OutputKey").zip(text(output, "OutputValue"))).collect();
        Ok(Some(Self { outputs, environment: environment.clone(), base: base.to_owned() }))
    }

    /// One of its outputs.
    ///
    /// # Errors
    /// The template has no such output.
    pub(crate) fn output(&self, name: &str) -> Result<&str, String> {
        self.outputs
            .get(name)
            .map(String::as_str)
            .ok_or_else(|| format!("the stack has no output {name}: see that its deployment ended well"))
    }

    /// Scheme and host of the site.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// The operator's program, with the names of this stack.
    ///
    /// # Errors
    /// An output is missing.
    pub(crate) fn operator(&self, target: &Path) -> Result<Command, String> {
        let mut command = Command::new(target.join("debug").join("operator"));
        command.envs(&self.environment).env("BASE_URL", &self.base);
        for (variable, output) in VARIABLES {
            command.env(variable, self.output(output)?);
        }
        Ok(command)
    }

    /// Has the operator's program do something, and returns what it says.
    ///
    /// # Errors
    /// What it says when it fails.
    pub(crate) fn operate(&self, target: &Path, arguments: &[&str]) -> Result<String, String> {
        run(self.operator(target)?.args(arguments)).map(|said| said.trim().to_owned())
    }

    /// Writes what the edge's key-value store should hold into it, and returns that as JSON.
    ///
    /// # Errors
    /// What the operator's program or the AWS command line says.
    pub(crate) fn write_entries(&self, cloud: &Cloud, target: &Path) -> Result<String, String> {
        let wanted = self.operate(target, &["entries"])?;
        let entries: BTreeMap<String, String> = serde_json::from_str(&wanted).map_err(|error| format!("{wanted}: {error}"))?;
        let store = self.output("EdgeEntries")?;
        for (key, value) in &entries {
            let described = ask(cloud, &self.environment, &["cloudfront-keyvaluestore", "describe-key-value-store", "--kvs-arn", store])?;
            let version = described.get("ETag").and_then(Value::as_str).ok_or("the key-value store has no version")?;
            let put = ["cloudfront-keyvaluestore", "put-key", "--kvs-arn", store, "--if-match", version, "--key", key, "--value", value];
            ask(cloud, &self.environment, &put)?;
        }
        Ok(wanted)
    }
}
