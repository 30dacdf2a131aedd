//! What the code says and what the deployment's template says are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use store::Patience;
use web::route::PATTERNS;
use web::{HEADERS, PATIENCE};

use crate::harness::Demonstration;
use crate::markup::tags;
use crate::template::{Node, deployment, deployment_with, resource, resources};

/// What a behaviour of a function for visitors says, and no more.
const OF_PAGES: [(&str, &[&str]); 4] = [
    ("AllowedMethods", &["GET", "HEAD"]),
    ("CachePolicyId", &["!Ref PagesCachePolicy"]),
    ("Compress", &["true"]),
    ("ViewerProtocolPolicy", &["redirect-to-https"]),
];

fn distribution(template: &Node) -> &Node {
    template.at(&["Resources", "Distribution", "Properties", "DistributionConfig"])
}

/// The behaviours of the distribution in their order: path, origin, and all that it says.
fn behaviours(template: &Node) -> Vec<(&str, &str, &Node)> {
    let distribution = distribution(template);
    let named =
        distribution.at(&["CacheBehaviors"]).items().into_iter().map(|behaviour| (behaviour.at(&["PathPattern"]).text(), behaviour));
    let all = named.chain([("*", distribution.at(&["DefaultCacheBehavior"]))]);
    all.map(|(path, behaviour)| (path, behaviour.at(&["TargetOriginId"]).text(), behaviour)).collect()
}

fn is_function(origin: &str) -> bool {
    PATTERNS.iter().any(|pattern| pattern.function == origin)
}

/// What of a request reaches a function though it makes no other page.
fn leaks(template: &Node) -> Vec<String> {
    let mut leaks = Vec::new();
    // The one function before the cache is the laptop's too; what it may let through, its own tests say.
    let viewer = Node::read("- EventType: viewer-request\n  FunctionARN: !GetAtt ViewerRequest.FunctionARN");
    for (path, origin, behaviour) in behaviours(template).into_iter().filter(|(_, origin, _)| is_function(origin)) {
        let own = behaviour.entries().filter(|(name, _)| !["PathPattern", "TargetOriginId", "FunctionAssociations"].contains(name));
        let own: BTreeMap<&str, Vec<&str>> = own.map(|(name, value)| (name, value.texts())).collect();
        let expected = OF_PAGES.into_iter().map(|(name, values)| (name, values.to_vec())).collect();
        if own != expected || behaviour.at(&["FunctionAssociations"]) != &viewer {
            leaks.push(format!("{path} of {origin} says {own:?}"));
        }
    }
    let policy = ["Resources", "PagesCachePolicy", "Properties", "CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin"];
    let parts = [("CookiesConfig", "CookieBehavior"), ("HeadersConfig", "HeaderBehavior"), ("QueryStringsConfig", "QueryStringBehavior")];
    for (part, behaviour) in parts {
        let found = template.at(&policy).at(&[part, behaviour]).text();
        if found != "none" {
            leaks.push(format!("{behaviour} is {found}"));
        }
    }
    leaks
}

#[test]
fn the_deployment_has_the_behaviours_of_the_routes_in_their_order() {
    let template = deployment();
    let found: Vec<(&str, &str)> =
        behaviours(&template).into_iter().map(|(path, origin, _)| (path, origin)).filter(|(_, origin)| is_function(origin)).collect();
    let expected: Vec<(&str, &str)> = PATTERNS.iter().map(|pattern| (pattern.path, pattern.function)).collect();
    assert_eq!(found, expected);
    let functions: BTreeSet<&str> = PATTERNS.iter().map(|pattern| pattern.function).collect();
    for function in functions {
        let origins = distribution(&template).at(&["Origins"]).items().into_iter().filter(|origin| origin.at(&["Id"]).text() == function);
        let addresses: Vec<&str> = origins.map(|origin| origin.at(&["DomainName"]).text()).collect();
        assert_eq!(addresses, [format!("!Select [2, !Split [\"/\", !GetAtt {}FunctionUrl.FunctionUrl]]", resource(function))]);
    }
}

#[test]
fn nothing_but_its_path_reaches_a_function_for_visitors() {
    assert_eq!(leaks(&deployment()), Vec::<String>::new());
    let home = "TargetOriginId: home\n            ViewerProtocolPolicy: redirect-to-https\n            AllowedMethods: [GET, HEAD]";
    for (from, to) in [
        ("CachePolicyId: !Ref PagesCachePolicy", "CachePolicyId: !Ref FilesCachePolicy"),
        ("CachePolicyId: !Ref PagesCachePolicy", "CachePolicyId: !Ref PagesCachePolicy\n            OriginRequestPolicyId: all"),
        (home, &home.replace("HEAD", "HEAD, POST")),
        ("TargetOriginId: pages\n", "TargetOriginId: pages\n          ForwardedValues: { QueryString: true }\n"),
        (home, &format!("{home}\n            FunctionAssociations: [{{ EventType: origin-request, FunctionARN: elsewhere }}]")),
        ("CookieBehavior: none", "CookieBehavior: all"),
        ("HeaderBehavior: none", "HeaderBehavior: whitelist"),
        ("QueryStringBehavior: none", "QueryStringBehavior: all"),
    ] {
        assert_eq!(leaks(&deployment_with(from, to)).len(), 1, "{to}");
    }
}

#[test]
fn a_function_tells_its_visitor_that_the_site_does_not_answer_before_it_is_ended() {
    let template = deployment();
    let seconds = template.at(&["Globals", "Function", "Timeout"]).text().parse().expect("seconds");
    let ended = Duration::from_secs(seconds);
    // A second is left for the page that says so.
    assert!(PATIENCE + Duration::from_secs(1) <= ended, "{PATIENCE:?} of {ended:?}");
    let Patience { attempt, operation } = Patience::default();
    assert!(attempt * 2 <= operation && operation < PATIENCE, "{attempt:?} for an answer, {operation:?} for all tries");
}

#[test]
fn the_deployed_table_has_the_keys_of_the_store() {
    let template = deployment();
    let keys = template.at(&["Resources", "ContentTable", "Properties", "KeySchema"]).items();
    let found: Vec<(&str, &str)> = keys.iter().map(|key| (key.at(&["AttributeName"]).text(), key.at(&["KeyType"]).text())).collect();
    let (partition, sort) = store::CONTENT_TABLE_KEYS;
    assert_eq!(found, [(partition, "HASH"), (sort, "RANGE")]);
}

/// The headers that the distribution adds to files.
fn headers_of_files(template: &Node) -> BTreeMap<String, String> {
    let policies = resources(template, "AWS::CloudFront::ResponseHeadersPolicy");
    let (name, policy) = policies.first().expect("a policy for the headers of files");
    for (path, origin, behaviour) in behaviours(template).into_iter().filter(|(_, origin, _)| !is_function(origin)) {
        assert_eq!(behaviour.at(&["ResponseHeadersPolicyId"]).text(), format!("!Ref {name}"), "{path} of {origin}");
    }
    let policy = policy.at(&["ResponseHeadersPolicyConfig"]);
    assert!(policy.all("Override").iter().all(|own| own.text() == "true"), "what an object says of itself does not count");
    let secure = policy.at(&["SecurityHeadersConfig"]);
    let text = |header: &str, value: &str| secure.at(&[header, value]).text().to_owned();
    let lasting = format!("max-age={}; includeSubDomains", text("StrictTransportSecurity", "AccessControlMaxAgeSec"));
    let all = [
        ("content-security-policy", text("ContentSecurityPolicy", "ContentSecurityPolicy")),
        ("referrer-policy", text("ReferrerPolicy", "ReferrerPolicy")),
        ("strict-transport-security", if text("StrictTransportSecurity", "IncludeSubdomains") == "true" { lasting } else { String::new() }),
        ("x-content-type-options", if text("ContentTypeOptions", "Override").is_empty() { String::new() } else { "nosniff".to_owned() }),
        ("x-frame-options", text("FrameOptions", "FrameOption")),
    ];
    let own = policy.at(&["CustomHeadersConfig", "Items"]).items().into_iter();
    let own = own.map(|item| (item.at(&["Header"]).text().to_owned(), item.at(&["Value"]).text().to_owned()));
    all.map(|(name, value)| (name.to_owned(), value)).into_iter().chain(own).filter(|(_, value)| !value.is_empty()).collect()
}

#[test]
fn files_have_the_headers_of_pages_in_the_cloud_and_on_the_laptop_and_a_policy_of_their_own() {
    let deployed = headers_of_files(&deployment());
    let site = Demonstration::shared();
    let home = tags(site.visitor().get("/en/").text());
    let stylesheet = home.iter().find(|tag| tag.get("rel") == "stylesheet").map(|tag| tag.get("href")).expect("a stylesheet");
    let picture = home.iter().find(|tag| tag.name == "img").map(|tag| tag.get("src")).expect("a picture");
    let missing = "/media/pictures/nothing.svg";
    for (path, status) in [(stylesheet, 200), (picture, 200), (missing, 404)] {
        let file = site.visitor().get(path);
        assert_eq!(file.status, status, "{path}");
        for (name, value) in deployed.iter().filter(|(name, _)| status == 200 || *name != "cache-control") {
            assert_eq!(file.header(name), value, "{name} of {path}");
        }
    }
    // What an answer depends on, the distribution says itself where it compresses.
    for (name, of_pages) in HEADERS.into_iter().filter(|(name, _)| *name != "vary") {
        let of_files = deployed.get(name).map(String::as_str).unwrap_or_default();
        if name == "content-security-policy" {
            for part in ["default-src 'none'", "frame-ancestors 'none'", "sandbox"] {
                assert!(of_files.split("; ").any(|own| own == part), "the policy of files lacks {part}: {of_files}");
            }
        } else {
            assert_eq!(of_files, of_pages, "{name}");
        }
    }
}
