//! Cold start: from the start of a process to the answer of its first event, side by side with the floor.

use std::path::Path;

use local::Site;

use crate::report::{Aim, Section, table};
use crate::runtime_api::{Invocation, first_answer};
use crate::statistics::Sample;
use crate::{Outcome, event};

/// At most so many times the floor.
const AIM: f64 = 1.5;

/// A function with the page that it is asked for.
struct Start {
    name: &'static str,
    path: String,
    invocations: Vec<Invocation>,
}

/// Starts each function `runs` times, in turns.
pub(crate) async fn measure(site: &Site, folder: &Path, runs: usize) -> Outcome<(Section, Vec<Aim>)> {
    let start = |name: &'static str, path: &str| Start { name, path: path.to_owned(), invocations: Vec::new() };
    let mut starts = [start("floor", "/en/"), start("home", "/en/"), start("news", "/en/news/"), start("pages", "/en/about/")];
    // The first round warms the caches of files and is not counted.
    for round in 0..=runs {
        for start in &mut starts {
            let variables = variables(site, start.name);
            let invocation = first_answer(&folder.join(start.name), &variables, &event::get(&start.path)).await?;
            event::page(&invocation.answer).map_err(|answer| format!("the first answer of {} was {answer}", start.name))?;
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
         heading. Init ends when the process asks for its first event; the site's functions open their connection to the store and make \
         the interface's words before that, the floor does nothing. {runs} starts each, in turns; milliseconds, medians where nothing \
         else is said. There is no TLS on loopback, and a Lambda of less than 1,769 MB has less than one core.\n\n{}",
        table(&header, &rows)
    );
    let aim = Aim::most("Cold start of `home`, times the floor", AIM, ratio, 2);
    Ok((Section { title: "Cold start", text }, vec![aim]))
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
        ("FLOOR_PARTITION", "view#en#home".to_owned()),
        ("FLOOR_SORT", "view".to_owned()),
    ]
}
