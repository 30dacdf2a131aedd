//! QuickJS with a script in it, bounded in memory and in steps.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rquickjs::context::intrinsic;
use rquickjs::{CatchResultExt as _, CaughtError, Context, Ctx, Function, Module, Promise, Runtime, Value};

/// CloudFront gives a function 2 MB ("Quotas on CloudFront Functions"); in bytes. QuickJS has twice as much, so that the largest event that
/// a visitor can cause, which is none of the script's making, fits in too.
const MEMORY: usize = 4 << 20;

/// Bytes of the stack: a call that does not end is found by this before it fills the thread's own.
const STACK: usize = 128 << 10;

/// CloudFront ends a function by the time that it takes, less than a millisecond. Here steps are counted in its place: one is ten thousand
/// turns of a loop, calls or tries of a regular expression, and a busy machine does not make them more.
const STEPS: u32 = 20;

/// What CloudFront has of the language, and QuickJS does not take to be part of it. What is not here, such as maps and proxies, is not in
/// the cloud either.
type Language = (
    intrinsic::Date,
    intrinsic::Eval,
    intrinsic::RegExpCompiler,
    intrinsic::RegExp,
    intrinsic::Json,
    intrinsic::TypedArrays,
    intrinsic::Promise,
);

/// The module by which a function reads its key-value store.
const CLOUDFRONT: &str = include_str!("cloudfront.js");

/// Takes the function from its module, where nobody else could call it.
const EXPORT: &str = "\nexport { handler };\n";

/// An event crosses the border as one text, which costs less than a crossing for each header.
const MAIN: &str = "import { handler } from 'function';
globalThis.run = async (event) => handler(JSON.parse(event));";

/// The entries of a key-value store.
pub(super) type Entries = BTreeMap<String, String>;

/// A script that has been read and waits for events. It may move between threads, and answers one event at a time.
pub(super) struct Sandbox {
    context: Context,
    /// How often the engine asked whether to go on, since the last event came.
    steps: Arc<AtomicU32>,
}

impl Sandbox {
    /// Reads a script.
    pub(super) fn new(script: &str, entries: Option<Arc<Entries>>) -> Result<Self, String> {
        let engine = |error: rquickjs::Error| error.to_string();
        let runtime = Runtime::new().map_err(engine)?;
        runtime.set_memory_limit(MEMORY);
        runtime.set_max_stack_size(STACK);
        let steps = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&steps);
        runtime.set_interrupt_handler(Some(Box::new(move || counted.fetch_add(1, Ordering::Relaxed) >= STEPS)));
        let context = Context::custom::<Language>(&runtime).map_err(engine)?;
        context.with(|ctx| caught(&ctx, read(&ctx, script, entries)))?;
        Ok(Self { context, steps })
    }

    /// Lets the script answer an event, and reads what it returned. After an error it is in no known state, and should be given up.
    pub(super) fn run<T>(&self, event: &str, read: impl FnOnce(Value<'_>) -> Result<T, String>) -> Result<T, String> {
        self.steps.store(0, Ordering::Relaxed);
        self.context.with(|ctx| {
            let run = ctx.globals().get::<_, Function<'_>>("run").and_then(|run| run.call::<_, Promise<'_>>((event,)));
            let returned = caught(&ctx, run.and_then(|promise| promise.finish::<Value<'_>>()))?;
            read(returned)
        })
    }
}

/// A value as text in JSON.
pub(super) fn text(value: Value<'_>) -> Result<String, String> {
    let ctx = value.ctx().clone();
    let text = caught(&ctx, ctx.json_stringify(value))?.ok_or("it returned nothing")?;
    text.to_string().map_err(|error| error.to_string())
}

fn read(ctx: &Ctx<'_>, script: &str, entries: Option<Arc<Entries>>) -> rquickjs::Result<()> {
    let globals = ctx.globals();
    globals.set("stored", entries.is_some())?;
    let find = move |key: String| entries.as_ref().and_then(|entries| entries.get(&key)).cloned();
    globals.set("find", Function::new(ctx.clone(), find)?)?;
    globals.remove("eval")?;
    for (name, text) in [("cloudfront", CLOUDFRONT), ("function", &format!("{script}{EXPORT}")), ("main", MAIN)] {
        let (_, done) = Module::declare(ctx.clone(), name, text)?.eval()?;
        done.finish::<()>()?;
    }
    Ok(())
}

/// What went wrong in words: the script's own, with the place, if it threw an error.
fn caught<T>(ctx: &Ctx<'_>, result: rquickjs::Result<T>) -> Result<T, String> {
    result.catch(ctx).map_err(|error| match error {
        CaughtError::Exception(exception) => {
            let place = exception.stack().unwrap_or_default();
            let place = place.lines().next().unwrap_or_default().trim();
            format!("{} {place}", exception.message().unwrap_or_default()).trim_end().to_owned()
        }
        CaughtError::Value(value) => format!("it threw a {}", value.type_name()),
        // A promise that nobody keeps: the job that would have kept it was interrupted.
        CaughtError::Error(rquickjs::Error::WouldBlock) => "it did not end".to_owned(),
        CaughtError::Error(error) => error.to_string(),
    })
}
