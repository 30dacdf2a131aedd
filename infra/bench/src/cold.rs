//! Cold start: from the start of a process to the answer of its first event, side by side with the floor.

use std::path::Path;

use local::Site;
use serde_json::{Value, json};

use crate::report::{Aim, Section, table};
use crate::runtime_api::{Invocation, first_answer};
use crate::statistics::Sample;
use crate::{Outcome, event};

/// At most so many times the floor.
const AIM: f64 = 1.5;

/// A function with the event that it is sent first.
struct Start {
    name: &'static str,
    event: Value,
    /// Whether this is the answer to it.
    answered: fn(&Value) -> bool,
    invocations: Vec<Invocation>,
}

/// Starts each function `runs` times, in turns.
pub(crate) async fn measure(site: &Site, folder: &Path, runs: usize) -> Outcome<(Section, Vec<Aim>)> {
    let start = |name, event, answered| Start { name, event, answered, invocations: Vec::new() };
    let page = |name, path: &str| start(name, event::get(path), |answer| event::page(answer).is_ok());
    let mut starts = [
        page("floor", "/en/"),
        page("home", "/en/"),
        page("events", "/en/events/"),
        page("news", "/en/news/"),
        page("pages", "/en/about/"),
        start("publish", unchanged(), |answer| answer.get("batchItemFailures").and_then(Value::as_array).is_some_and(Vec::is_empty)),
        start("clock", json!({}), Value::is_u64),
    ];
    // The first round warms the caches of files and is not counted.
    for round in 0..=runs {
        for start in &mut starts {
            let variables = variables(site, start.name);
            let invocation = first_answer(&folder.join(start.name), &variables, &start.event).await?;
            if !(start.answered)(&invocation.answer) {
                return Err(format!("the first answer of {} was {}", start.name, invocation.answer).into());
            }
            if round > 0 {
                start.invocations.push(invocation);
            }
        }
    }
    let [floor, home, ..] = &starts;
    let (floor, home) = (total(floor), total(home));
    let ratio = home.median() / floor.median();
    let rows = starts.iter().map(|start| row(start, floor.median())).collect::<Vec<_>>();
    let header = ["Function", "Init", "First request", "Both: median", "Both: middle half", "Both: p90", "Times the floor", "Memory"];
    let text = format!(
        "A release binary is started under a Runtime API on loopback and answers one event of a function URL from the embedded DynamoDB, \
         which holds the demonstration as of the day of the run. `floor` reads one item with the same SDK and HTTP client and renders one \
         heading; `publish` reads the settings to see that a change of nothing affects no page, and `clock` what is due. Init ends when the process asks for its first event; the site's functions open their connection to the store and make \
         the interface's words before that, the floor does nothing. {runs} starts each, in turns; milliseconds, medians where nothing \
         else is said. There is no TLS on loopback, and a Lambda of less than 1,769 MB has less than one core.\n\n{}",
        table(&header, &rows)
    );
    let aim = Aim::most("Cold start of `home`, times the floor", AIM, ratio, 2);
    Ok((Section { title: "Cold start", text }, vec![aim]))
}

/// A change of the stream that changes nothing: whatever it affects is looked for, and nothing is purged.
fn unchanged() -> Value {
    let image = json!({ "pk": { "S": "settings" }, "sk": { "S": "settings" }, "version": { "N": "1" } });
    json!({ "Records": [{
        "eventID": "1", "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "eu-central-1",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_739_520_000, "Keys": { "pk": { "S": "settings" }, "sk": { "S": "settings" } },
            "OldImage": image, "NewImage": image, "SequenceNumber": "1", "SizeBytes": 100, "StreamViewType": "NEW_AND_OLD_IMAGES"
        }
    }] })
}

fn row(start: &Start, floor: f64) -> Vec<String> {
    let sample = |of: fn(&Invocation) -> f64| start.invocations.iter().map(of).collect::<Sample>();
    let init = sample(|invocation| invocation.init.as_secs_f64() * 1e3);
    let first = sample(|invocation| (invocation.answered - invocation.init).as_secs_f64() * 1e3);
    let memory = sample(|invocation| invocation.memory as f64 / 1_048_576.0);
    let both = total(start);
    vec![
        format!("`{}`", start.name),
        format!("{:.1}", init.median()),
        format!("{:.1}", first.median()),
        format!("{:.1}", both.median()),
        both.middle_half(1),
        format!("{:.1}", both.quantile(0.9)),
        format!("{:.2}", both.median() / floor),
        format!("{:.1} MiB", memory.median()),
    ]
}

fn total(start: &Start) -> Sample {
    start.invocations.iter().map(|invocation| invocation.answered.as_secs_f64() * 1e3).collect()
}

/// The environment as Lambda and the template set it.
fn variables(site: &Site, name: &str) -> Vec<(&'static str, String)> {
    let configuration = site.connection.configuration();
    let (key, secret, _) = configuration.credentials.clone();
    vec![
        ("AWS_REGION", configuration.region.clone()),
        ("AWS_DEFAULT_REGION", configuration.region.clone()),
        ("AWS_ACCESS_KEY_ID", key),
        ("AWS_SECRET_ACCESS_KEY", secret),
        ("AWS_ENDPOINT_URL_DYNAMODB", configuration.dynamodb_endpoint.clone().unwrap_or_default()),
        ("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023".to_owned()),
        ("AWS_LAMBDA_FUNCTION_NAME", name.to_owned()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769".to_owned()),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{name}")),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "bench".to_owned()),
        ("LAMBDA_TASK_ROOT", "/var/task".to_owned()),
        ("TZ", ":UTC".to_owned()),
        ("CONTENT_TABLE", configuration.content_table.clone()),
        ("BASE_URL", "https://example.org".to_owned()),
        ("DEFAULT_LANGUAGE", "en".to_owned()),
        ("DISTRIBUTION_ID", "NONE".to_owned()),
        ("FLOOR_PARTITION", "view#en#home".to_owned()),
        ("FLOOR_SORT", "view".to_owned()),
    ]
}
