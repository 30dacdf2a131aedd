//! Whether a page costs the same whatever the size of the archive.

mod archive;
mod bulk;
mod news;

use local::Site;

use crate::report::{Aim, Section, grouped, table};
use crate::statistics::Sample;
use crate::{Outcome, Plan, event, say};
use archive::{Archive, Asked};

/// At most so many times the small store's time.
const AIM: f64 = 1.2;

/// What one kind of page cost in one store.
#[derive(Default)]
struct Cost {
    times: Vec<f64>,
    units: Vec<f64>,
    steps: u32,
}

impl Cost {
    fn time(&self) -> Sample {
        self.times.iter().copied().collect()
    }

    fn mean_units(&self) -> f64 {
        self.units.iter().sum::<f64>() / self.units.len() as f64
    }
}

/// Builds both stores and asks them the same, in turns.
pub(crate) async fn measure(site: &Site, plan: &Plan) -> Outcome<(Section, Vec<Aim>)> {
    let [few, many] = plan.items;
    let small = Archive::build(&site.connection, &site.clock, few, plan.language).await?;
    let large = Archive::build(&site.connection, &site.clock, many, plan.language).await?;
    say(&format!(
        "Built {} and {} items in {:.0} and {:.0} s.",
        small.news,
        large.news,
        small.built.as_secs_f64(),
        large.built.as_secs_f64()
    ));
    let (mut rows, mut aims) = (Vec::new(), Vec::new());
    for (one, other) in small.asked.iter().zip(&large.asked) {
        let [few, many] = compare(one, other, plan.repetitions).await?;
        let kind = one.kind;
        let ratio = many.time().median() / few.time().median();
        aims.push(Aim::most(&format!("Scale, {kind}: times the small store's time"), AIM, ratio, 2));
        aims.push(Aim::same(&format!("Scale, {kind}: read units of the small store"), few.mean_units(), many.mean_units(), 1));
        match kind {
            "home" => {
                aims.push(Aim::most("Home, read units", 8.0, many.mean_units(), 1));
                aims.push(Aim::most("Home, steps", 1.0, f64::from(many.steps), 0));
            }
            "articles" => aims.push(Aim::most("Article, read units", 2.0, many.mean_units(), 1)),
            _ => {}
        }
        let times = |cost: &Cost| format!("{:.2} ({})", cost.time().median(), cost.time().middle_half(2));
        let units = |cost: &Cost| {
            let units: Sample = cost.units.iter().copied().collect();
            format!("{:.1} ({:.1} to {:.1})", cost.mean_units(), units.quantile(0.0), units.quantile(1.0))
        };
        let steps = format!("{} and {}", few.steps, many.steps);
        rows.push(vec![kind.to_owned(), times(&few), times(&many), format!("{ratio:.2}"), units(&few), units(&many), steps]);
    }
    let (few, many) = (grouped(small.news.into()), grouped(large.news.into()));
    let header = ["Page", "Small, ms", "Large, ms", "Ratio", "Small, units", "Large, units", "Steps"];
    let text = format!(
        "Two stores in memory, both with the demonstration and beside it with news from 2009 to the day of the demonstration, in English \
         alone, on working days and with the same shares of years and topics: {few} items in all, and {many}. They hold what the desk \
         writes: its own transactions, taken in and imported in bulk. Requests go to both in turns, one at a time. Times are medians \
         with the middle half; units are means with the least and the greatest. Numbered pages and articles are ten each, evenly over \
         the archive; the year is 2016.\n\n{}",
        table(&header, &rows)
    );
    Ok((Section { title: "Scale", text }, aims))
}

async fn compare(small: &Asked, large: &Asked, repetitions: usize) -> Outcome<[Cost; 2]> {
    let mut costs = [Cost::default(), Cost::default()];
    // Kinds with one address are asked as often as those with ten.
    let repetitions = repetitions * (10 / small.events.len().max(1)).max(1);
    let warming = repetitions.div_ceil(10);
    for repetition in 0..repetitions + warming {
        for (one, other) in small.events.iter().zip(&large.events) {
            for (cost, (asked, event)) in costs.iter_mut().zip([(small, one), (large, other)]) {
                let answered = event::answer(&asked.function, event).await?;
                if repetition >= warming {
                    cost.times.push(answered.took.as_secs_f64() * 1e3);
                    cost.units.push(answered.units);
                    cost.steps = cost.steps.max(answered.steps);
                }
            }
        }
    }
    Ok(costs)
}
