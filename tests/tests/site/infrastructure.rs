//! What the code says and what the deployment's template says are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use store::Patience;
use web::route::PATTERNS;
use web::{HEADERS, PATIENCE};

use crate::harness::{Demonstration, Fresh, wait};
use crate::markup::tags;
use crate::packs::pack;
use crate::template::{Node, deployment, deployment_with, resource};

/// What a behaviour of a function for visitors says, and no more.
const OF_PAGES: [(&str, &[&str]); 6] = [
    ("AllowedMethods", &["GET", "HEAD"]),
    ("CachePolicyId", &["!Ref PagesCachePolicy"]),
    ("Compress", &["true"]),
    ("OriginRequestPolicyId", &["!Ref PathOnlyRequestPolicy"]),
    ("ResponseHeadersPolicyId", &["!Ref PagesHeadersPolicy"]),
    ("ViewerProtocolPolicy", &["redirect-to-https"]),
];

pub(crate) fn distribution(template: &Node) -> &Node {
    template.at(&["Resources", "Distribution", "Properties", "DistributionConfig"])
}

/// The behaviours of the distribution in their order: path, origin, and all that it says.
pub(crate) fn behaviours(template: &Node) -> Vec<(&str, &str, &Node)> {
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
    let kept = ["PagesCachePolicy", "Properties", "CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin"];
    let passed = ["PathOnlyRequestPolicy", "Properties", "OriginRequestPolicyConfig"];
    let parts = [("CookiesConfig", "CookieBehavior"), ("HeadersConfig", "HeaderBehavior"), ("QueryStringsConfig", "QueryStringBehavior")];
    for policy in [kept.as_slice(), passed.as_slice()] {
        for (part, behaviour) in parts {
            let found = template.at(&["Resources"]).at(policy).at(&[part, behaviour]).text();
            if found != "none" {
                leaks.push(format!("{behaviour} of {policy:?} is {found}"));
            }
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
    let kept = format!("{home}\n            Compress: true\n            CachePolicyId: !Ref PagesCachePolicy");
    for (from, to) in [
        (kept.as_str(), kept.replace("PagesCache", "FilesCache").as_str()),
        (
            "OriginRequestPolicyId: !Ref PathOnlyRequestPolicy\n            ResponseHeadersPolicyId: !Ref PagesHeadersPolicy",
            "OriginRequestPolicyId: all",
        ),
        ("-path-only\n        CookiesConfig: { CookieBehavior: none }", "-path-only\n        CookiesConfig: { CookieBehavior: all }"),
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
    let expiry = template.at(&["Resources", "ContentTable", "Properties", "TimeToLiveSpecification"]);
    assert_eq!((expiry.at(&["AttributeName"]).text(), expiry.at(&["Enabled"]).text()), (store::CONTENT_TABLE_EXPIRY, "true"));
    let site = Fresh::site(&pack(&["en"]).pack);
    let on_the_laptop = wait(store::expiry_of_content_table(&site.inner().connection)).expect("the store answers");
    assert_eq!(on_the_laptop.as_deref(), Some(store::CONTENT_TABLE_EXPIRY));
}

/// The headers that a policy adds, each with whether it counts more than what the origin says.
pub(crate) fn headers_of(template: &Node, policy: &str) -> BTreeMap<String, (String, bool)> {
    let policy = template.at(&["Resources", policy, "Properties", "ResponseHeadersPolicyConfig"]);
    let secure = policy.at(&["SecurityHeadersConfig"]);
    let text = |header: &str, value: &str| secure.at(&[header, value]).text().to_owned();
    let lasting = format!("max-age={}; includeSubDomains", text("StrictTransportSecurity", "AccessControlMaxAgeSec"));
    let all = [
        ("content-security-policy", "ContentSecurityPolicy", text("ContentSecurityPolicy", "ContentSecurityPolicy")),
        ("referrer-policy", "ReferrerPolicy", text("ReferrerPolicy", "ReferrerPolicy")),
        (
            "strict-transport-security",
            "StrictTransportSecurity",
            if text("StrictTransportSecurity", "IncludeSubdomains") == "true" { lasting } else { String::new() },
        ),
        ("x-content-type-options", "ContentTypeOptions", "nosniff".to_owned()),
        ("x-frame-options", "FrameOptions", text("FrameOptions", "FrameOption")),
    ];
    let secured = all.into_iter().filter(|(_, part, _)| secure.names().contains(part));
    let secured = secured.map(|(name, part, value)| (name.to_owned(), (value, secure.at(&[part, "Override"]).text() == "true")));
    let own = policy.at(&["CustomHeadersConfig", "Items"]).items().into_iter();
    let own = own.map(|item| {
        let value = item.at(&["Value"]).text().to_owned();
        (item.at(&["Header"]).text().to_owned(), (value, item.at(&["Override"]).text() == "true"))
    });
    secured.chain(own).collect()
}

/// The headers that the distribution adds to files.
fn headers_of_files(template: &Node) -> BTreeMap<String, String> {
    // What lies below /errors is a page (outage.rs).
    let files = behaviours(template).into_iter().filter(|(path, origin, _)| !is_function(origin) && *path != "/errors/*");
    for (path, origin, behaviour) in files {
        assert_eq!(behaviour.at(&["ResponseHeadersPolicyId"]).text(), "!Ref FilesHeadersPolicy", "{path} of {origin}");
    }
    let headers = headers_of(template, "FilesHeadersPolicy");
    assert!(headers.values().all(|(_, counts)| *counts), "what an object says of itself does not count");
    headers.into_iter().map(|(name, (value, _))| (name, value)).collect()
}

#[test]
fn the_edges_own_answers_have_the_headers_that_functions_give_their_pages() {
    let found = headers_of(&deployment(), "PagesHeadersPolicy");
    // What an answer depends on, the edge knows of its own.
    let expected: BTreeMap<String, (String, bool)> =
        HEADERS.into_iter().filter(|(name, _)| *name != "vary").map(|(name, value)| (name.to_owned(), (value.to_owned(), false))).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_file_on_the_host_of_media_can_do_nothing() {
    let template = deployment();
    let found = headers_of(&template, "MediaHeadersPolicy");
    let is = |name: &str, value: &str, counts: bool| found.get(name).is_some_and(|own| *own == (value.to_owned(), counts));
    let policy = found.get("content-security-policy").cloned().unwrap_or_default();
    for part in ["default-src 'none'", "frame-ancestors 'none'", "sandbox"] {
        assert!(policy.1 && policy.0.split("; ").any(|own| own == part), "the policy of media lacks {part}: {policy:?}");
    }
    assert!(
        is("x-content-type-options", "nosniff", true) && is("x-frame-options", "DENY", true) && is("referrer-policy", "no-referrer", true)
    );
    assert!(is("content-disposition", "attachment", false), "a file is downloaded unless it says otherwise itself");
    let media = template.at(&["Resources", "MediaDistribution", "Properties", "DistributionConfig"]);
    let origins = media.at(&["Origins"]).items().into_iter().map(|origin| origin.at(&["DomainName"]).text()).collect::<Vec<_>>();
    assert_eq!(origins, ["!GetAtt MediaBucket.RegionalDomainName"]);
    let behaviour = media.at(&["DefaultCacheBehavior"]);
    assert_eq!(behaviour.at(&["ResponseHeadersPolicyId"]).text(), "!Ref MediaHeadersPolicy");
    assert_eq!(behaviour.at(&["AllowedMethods"]).texts(), ["GET", "HEAD"]);
    assert!(media.at(&["CacheBehaviors"]).items().is_empty() && behaviour.at(&["FunctionAssociations"]).items().is_empty());
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

#[test]
fn what_no_release_names_any_more_goes_a_year_after_it_was_told_so() {
    let template = deployment();
    let rules = template.at(&["Resources", "AssetsBucket", "Properties", "LifecycleConfiguration", "Rules"]).items();
    let (key, value) = store::RETIRED;
    let ends: Vec<&str> = rules
        .iter()
        .filter(|rule| {
            let tags = rule.at(&["TagFilters"]).items();
            tags.len() == 1 && tags.iter().all(|tag| (tag.at(&["Key"]).text(), tag.at(&["Value"]).text()) == (key, value))
        })
        .map(|rule| rule.at(&["ExpirationInDays"]).text())
        .collect();
    assert_eq!(ends, ["365"]);
    assert_eq!(rules.iter().filter(|rule| !rule.at(&["ExpirationInDays"]).text().is_empty()).count(), 1, "nothing else goes by itself");
}
