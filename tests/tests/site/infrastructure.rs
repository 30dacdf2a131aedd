//! What the code says and what the deployment's template says are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use store::Patience;
use web::route::{FORM_FUNCTIONS, PATTERNS};
use web::{DOCUMENT, FORM_HEADERS, FORM_SECRET, HEADERS, ORIGIN_HEADER, PATIENCE};

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

/// What a behaviour of a function that takes forms says, and no more. CloudFront has no other list of methods with POST in it.
const OF_FORMS: [(&str, &[&str]); 6] = [
    ("AllowedMethods", &["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]),
    ("CachePolicyId", &["!Ref FormsCachePolicy"]),
    ("Compress", &["false"]),
    ("OriginRequestPolicyId", &["!Ref FormsRequestPolicy"]),
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
        let expected = if FORM_FUNCTIONS.contains(&origin) { OF_FORMS } else { OF_PAGES };
        let expected = expected.into_iter().map(|(name, values)| (name, values.to_vec())).collect();
        if own != expected || behaviour.at(&["FunctionAssociations"]) != &viewer {
            leaks.push(format!("{path} of {origin} says {own:?}"));
        }
    }
    let kept = ["PagesCachePolicy", "Properties", "CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin"];
    let passed = ["PathOnlyRequestPolicy", "Properties", "OriginRequestPolicyConfig"];
    let parts = [("CookiesConfig", "CookieBehavior"), ("HeadersConfig", "HeaderBehavior"), ("QueryStringsConfig", "QueryStringBehavior")];
    let kept_forms = ["FormsCachePolicy", "Properties", "CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin"];
    for policy in [kept.as_slice(), passed.as_slice(), kept_forms.as_slice()] {
        for (part, behaviour) in parts {
            let found = template.at(&["Resources"]).at(policy).at(&[part, behaviour]).text();
            if found != "none" {
                leaks.push(format!("{behaviour} of {policy:?} is {found}"));
            }
        }
    }
    let forms = |part: &[&str]| template.at(&["Resources", "FormsRequestPolicy", "Properties", "OriginRequestPolicyConfig"]).at(part);
    let headers = forms(&["HeadersConfig", "Headers"]).texts().into_iter().map(str::to_ascii_lowercase).collect::<BTreeSet<_>>();
    // Beside what the visitor sends, what CloudFront says of who asks.
    let expected = FORM_HEADERS.into_iter().chain(["cloudfront-viewer-address"]).map(str::to_owned).collect();
    let query = forms(&["QueryStringsConfig", "QueryStrings"]).texts();
    if headers != expected || query != [DOCUMENT] || forms(&["CookiesConfig", "CookieBehavior"]).text() != "none" {
        leaks.push(format!("forms get {headers:?} and {query:?}"));
    }
    let ages = ["MinTTL", "DefaultTTL", "MaxTTL"]
        .map(|age| template.at(&["Resources", "FormsCachePolicy", "Properties", "CachePolicyConfig", age]).text());
    if ages != ["0"; 3] {
        leaks.push(format!("forms are kept: {ages:?}"));
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
        (
            "DefaultCacheBehavior:\n          TargetOriginId: pages\n          V",
            "DefaultCacheBehavior:\n          TargetOriginId: pages\n          ForwardedValues: { QueryString: true }\n          V",
        ),
        (home, &format!("{home}\n            FunctionAssociations: [{{ EventType: origin-request, FunctionARN: elsewhere }}]")),
        ("CookieBehavior: none", "CookieBehavior: all"),
        ("HeaderBehavior: none", "HeaderBehavior: whitelist"),
        ("QueryStringBehavior: none", "QueryStringBehavior: all"),
        ("Headers: [CloudFront-Viewer-Address,", "Headers: [Cookie, CloudFront-Viewer-Address,"),
        ("QueryStrings: [document]", "QueryStrings: [document, q]"),
        ("        MaxTTL: 0\n", "        MaxTTL: 60\n"),
        ("AllowedMethods: [GET, HEAD, OPTIONS, PUT,", "AllowedMethods: [GET, HEAD, OPTIONS, LINK,"),
    ] {
        assert_eq!(leaks(&deployment_with(from, to)).len(), 1, "{to}");
    }
}

#[test]
fn a_function_that_takes_forms_knows_the_distribution_by_a_secret_that_both_have_from_one_place() {
    let template = deployment();
    for function in FORM_FUNCTIONS {
        let name = resource(function);
        let properties = template.at(&["Resources", &format!("{name}Function"), "Properties"]);
        let variable = |name: &str| properties.at(&["Environment", "Variables", name]).text();
        let secret = "!Sub {{resolve:secretsmanager:${OriginSecret}}}";
        assert_eq!(variable("ORIGIN_SECRET").replace('"', ""), secret);
        assert_eq!(variable(FORM_SECRET).replace('"', ""), secret.replace("Origin", "Form"));
        assert!(properties.at(&["ReservedConcurrentExecutions"]).text().parse::<u32>().is_ok_and(|most| (1..50).contains(&most)));
        let origins = distribution(&template).at(&["Origins"]).items();
        let origin = origins.into_iter().find(|origin| origin.at(&["Id"]).text() == function).expect("its origin");
        let headers = origin.at(&["OriginCustomHeaders"]).items();
        let said: Vec<_> = headers.iter().map(|header| (header.at(&["HeaderName"]).text(), header.at(&["HeaderValue"]).text())).collect();
        assert_eq!(said, [(ORIGIN_HEADER, secret)]);
    }
    for secret in ["OriginSecret", "FormSecret"] {
        let made = template.at(&["Resources", secret, "Properties", "GenerateSecretString"]);
        assert!(made.at(&["PasswordLength"]).text().parse::<u32>().is_ok_and(|length| length >= 32), "{secret}");
        // A comma would part a new secret from an old one.
        assert_eq!(made.at(&["ExcludePunctuation"]).text(), "true", "{secret}");
    }
}

#[test]
fn whoever_tries_a_mail_is_done_or_dead_before_another_does() {
    let template = deployment();
    let timeout: i64 = template.at(&["Resources", "PostFunction", "Properties", "Timeout"]).text().parse().expect("seconds");
    assert!(timeout < domain::FIRST_PAUSE.as_secs(), "{timeout} seconds");
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
fn the_deployed_tables_have_the_keys_of_the_store() {
    let template = deployment();
    for table in ["ContentTable", "MessagesTable"] {
        let keys = template.at(&["Resources", table, "Properties", "KeySchema"]).items();
        let found: Vec<(&str, &str)> = keys.iter().map(|key| (key.at(&["AttributeName"]).text(), key.at(&["KeyType"]).text())).collect();
        let (partition, sort) = store::CONTENT_TABLE_KEYS;
        assert_eq!(found, [(partition, "HASH"), (sort, "RANGE")], "{table}");
        let expiry = template.at(&["Resources", table, "Properties", "TimeToLiveSpecification"]);
        assert_eq!(
            (expiry.at(&["AttributeName"]).text(), expiry.at(&["Enabled"]).text()),
            (store::CONTENT_TABLE_EXPIRY, "true"),
            "{table}"
        );
    }
    let site = Fresh::site(&pack(&["en"]).pack);
    let connection = &site.inner().connection;
    let on_the_laptop =
        wait(async { [store::expiry_of_content_table(connection).await, store::expiry_of_messages_table(connection).await] });
    for expiry in on_the_laptop {
        assert_eq!(expiry.expect("the store answers").as_deref(), Some(store::CONTENT_TABLE_EXPIRY));
    }
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
