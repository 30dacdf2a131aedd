//! A deployed distribution, read as the laptop's edge can imitate it: behaviours, policies, origins and the function before the cache.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::error::DisplayErrorContext;
use aws_sdk_cloudfront::types::{
    AllowedMethods, CachePolicyConfig, CachePolicyQueryStringBehavior, DistributionConfig, EventType, FunctionAssociations, FunctionStage,
    Method, Origin as OriginConfig,
};
use edge::{Behaviour, CachePolicy, Methods, Origin};
use http::{HeaderName, StatusCode};

use crate::policy::{self, Behind};

/// What was read.
pub(crate) struct Distribution {
    /// In the order in which they are tried.
    pub(crate) behaviours: Vec<Behaviour>,
    /// By the names that the behaviours give them.
    pub(crate) origins: HashMap<&'static str, Arc<dyn Origin>>,
    /// The text of the function before the cache.
    pub(crate) function: Option<String>,
    /// The header in which answers name their tags.
    pub(crate) tag_header: HeaderName,
    /// Pages that are shown in place of errors.
    pub(crate) error_pages: HashMap<StatusCode, String>,
}

/// One behaviour, whichever of the two types the SDK has for it.
struct Row<'a> {
    pattern: &'a str,
    origin: &'a str,
    methods: Option<&'a AllowedMethods>,
    cache: Option<&'a str>,
    headers: Option<&'a str>,
    functions: Option<&'a FunctionAssociations>,
}

/// Reads the distribution; `origin` makes an origin of what it says of one.
pub(crate) async fn read(
    client: &Client,
    id: &str,
    origin: impl Fn(&OriginConfig) -> Result<Arc<dyn Origin>, String>,
) -> Result<Distribution, String> {
    let answer = client.get_distribution_config().id(id).send().await.map_err(|error| DisplayErrorContext(&error).to_string())?;
    let config = answer.distribution_config.ok_or("the distribution has no configuration")?;
    let tag_header = config
        .cache_tag_config()
        .map(|tags| tags.header_name())
        .ok_or("the distribution has no CacheTagConfig: it takes orders to purge by tag and does nothing")?;
    let tag_header = tag_header.parse().map_err(|_| format!("{tag_header} is no name of a header"))?;
    let by_name: HashMap<&str, Arc<dyn Origin>> = config
        .origins()
        .iter()
        .flat_map(|origins| origins.items())
        .map(|one| Ok((one.id(), origin(one)?)))
        .collect::<Result<_, String>>()?;
    let (mut behaviours, mut origins, mut function) = (Vec::new(), HashMap::new(), None);
    for (index, row) in rows(&config)?.into_iter().enumerate() {
        let found = by_name.get(row.origin).ok_or_else(|| format!("{} leads to {}, which is no origin", row.pattern, row.origin))?;
        let headers = match row.headers {
            Some(policy) => headers(client, policy).await?,
            None => Vec::new(),
        };
        // Read once, for as long as the process lives.
        let name: &'static str = format!("{}-{index}", row.origin).leak();
        origins.insert(name, Arc::new(Behind { headers, origin: Arc::clone(found) }) as Arc<dyn Origin>);
        let cache = CachePolicy { query: query(client, row.cache).await? };
        behaviours.push(Behaviour { pattern: row.pattern.to_owned().leak(), origin: name, cache, methods: methods(row.methods) });
        let own = viewer_function(row.functions)?;
        if index > 0 && own != function {
            return Err(format!("{} has another function before the cache than the behaviours above it", row.pattern));
        }
        function = own;
    }
    let function = match function {
        Some(name) => Some(code(client, &name).await?),
        None => None,
    };
    Ok(Distribution { behaviours, origins, function, tag_header, error_pages: error_pages(&config)? })
}

/// All behaviours; the default one is the last.
fn rows(config: &DistributionConfig) -> Result<Vec<Row<'_>>, String> {
    let named = config.cache_behaviors().into_iter().flat_map(|behaviours| behaviours.items()).map(|found| Row {
        pattern: found.path_pattern(),
        origin: found.target_origin_id(),
        methods: found.allowed_methods(),
        cache: found.cache_policy_id(),
        headers: found.response_headers_policy_id(),
        functions: found.function_associations(),
    });
    let default = config.default_cache_behavior().ok_or("the distribution has no default behaviour")?;
    let last = Row {
        pattern: "*",
        origin: default.target_origin_id(),
        methods: default.allowed_methods(),
        cache: default.cache_policy_id(),
        headers: default.response_headers_policy_id(),
        functions: default.function_associations(),
    };
    Ok(named.chain([last]).collect())
}

/// The pages in place of errors; where an error has none, it is only said how long it is kept.
fn error_pages(config: &DistributionConfig) -> Result<HashMap<StatusCode, String>, String> {
    let mut pages = HashMap::new();
    for found in config.custom_error_responses().into_iter().flat_map(|responses| responses.items()) {
        let Some(path) = found.response_page_path().filter(|path| !path.is_empty()) else { continue };
        let code = found.error_code().to_string();
        if found.response_code() != Some(code.as_str()) || found.error_caching_min_ttl() != Some(0) {
            return Err(format!("the page of {code} changes the status or is kept as an error, which the laptop's edge cannot"));
        }
        pages.insert(code.parse().map_err(|_| format!("{code} is no status"))?, path.to_owned());
    }
    Ok(pages)
}

fn methods(allowed: Option<&AllowedMethods>) -> Methods {
    let reads = |method: &Method| matches!(method, Method::Get | Method::Head | Method::Options);
    if allowed.is_none_or(|allowed| allowed.items().iter().all(reads)) { Methods::Read } else { Methods::All }
}

/// The query parameters that are part of the key.
async fn query(client: &Client, policy: Option<&str>) -> Result<&'static [&'static str], String> {
    let id = policy.ok_or("a behaviour has no cache policy")?;
    let answer = client.get_cache_policy().id(id).send().await.map_err(|error| DisplayErrorContext(&error).to_string())?;
    let config = answer.cache_policy.and_then(|policy| policy.cache_policy_config).ok_or("a cache policy says nothing")?;
    parameters(&config)
}

fn parameters(config: &CachePolicyConfig) -> Result<&'static [&'static str], String> {
    let Some(key) = config.parameters_in_cache_key_and_forwarded_to_origin() else { return Ok(&[]) };
    let cookies = key.cookies_config().is_some_and(|cookies| cookies.cookie_behavior().as_str() != "none");
    let headers = key.headers_config().is_some_and(|headers| headers.header_behavior().as_str() != "none");
    if cookies || headers {
        return Err(format!("the policy {} keeps answers by cookies or headers, which the laptop's edge cannot", config.name()));
    }
    let Some(strings) = key.query_strings_config() else { return Ok(&[]) };
    match strings.query_string_behavior() {
        CachePolicyQueryStringBehavior::None => Ok(&[]),
        CachePolicyQueryStringBehavior::All => Ok(&["*"]),
        CachePolicyQueryStringBehavior::Whitelist => {
            let names = strings.query_strings().into_iter().flat_map(|names| names.items());
            Ok(names.map(|name| -> &'static str { name.clone().leak() }).collect::<Vec<_>>().leak())
        }
        other => Err(format!("the policy {} treats queries as {other}, which the laptop's edge cannot", config.name())),
    }
}

async fn headers(client: &Client, id: &str) -> Result<Vec<(HeaderName, http::HeaderValue, bool)>, String> {
    let answer = client.get_response_headers_policy().id(id).send().await.map_err(|error| DisplayErrorContext(&error).to_string())?;
    let config = answer.response_headers_policy.and_then(|policy| policy.response_headers_policy_config);
    policy::headers(&config.ok_or("a response headers policy says nothing")?)
}

/// The name of the function that runs for each visitor's request.
fn viewer_function(functions: Option<&FunctionAssociations>) -> Result<Option<String>, String> {
    let mut names = Vec::new();
    for found in functions.into_iter().flat_map(|functions| functions.items()) {
        if *found.event_type() != EventType::ViewerRequest {
            return Err(format!("a function runs at {}, which the laptop's edge cannot", found.event_type()));
        }
        names.extend(found.function_arn().rsplit('/').next().map(str::to_owned));
    }
    Ok(names.into_iter().next())
}

async fn code(client: &Client, name: &str) -> Result<String, String> {
    let answer = client.get_function().name(name).stage(FunctionStage::Live).send().await;
    let answer = answer.map_err(|error| DisplayErrorContext(&error).to_string())?;
    let code = answer.function_code.ok_or_else(|| format!("the function {name} has no code"))?;
    String::from_utf8(code.into_inner()).map_err(|_| format!("the function {name} is no text"))
}
