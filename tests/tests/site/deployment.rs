//! What holds for everything of a kind that the template makes, whatever it is called and whoever adds the next.

use std::collections::BTreeSet;

use crate::sources::read;
use crate::template::{Node, deployment, deployment_with, resources};

/// Types that take no tags.
const UNTAGGED: [&str; 9] = [
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::MonitoringSubscription",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::Lambda::Permission",
    "AWS::Logs::MetricFilter",
    "AWS::S3::BucketPolicy",
    // By the globals, which a check of its own looks at.
    "AWS::Serverless::Function",
];

/// What a bucket says of who may see it.
const CLOSED: [&str; 4] = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/// Fields of access logs that tell of who asked.
const PERSONAL: [&str; 10] =
    ["c-ip", "c-port", "c-country", "asn", "x-forwarded-for", "cs(User-Agent)", "cs(Referer)", "cs(Cookie)", "cs-uri-query", "cs-username"];

/// Notes what does not hold.
struct Faults<'a> {
    template: &'a Node,
    found: Vec<String>,
}

impl<'a> Faults<'a> {
    fn of(template: &'a Node) -> Vec<String> {
        let mut faults = Self { template, found: Vec::new() };
        faults.tags();
        faults.functions();
        faults.queues();
        faults.alarms();
        faults.buckets();
        faults.tables();
        faults.distributions();
        faults.statements();
        faults.logs();
        faults.found
    }

    /// The resources of a type, of which there is at least one.
    fn each(&self, kind: &str) -> Vec<(&'a str, &'a Node)> {
        let found = resources(self.template, kind);
        assert!(!found.is_empty(), "the template has no {kind}");
        found
    }

    fn must(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.found.push(fault());
        }
    }

    /// Whether an alarm hears of a metric of something.
    fn heard(&self, metric: &str, of: &str) -> bool {
        self.each("AWS::CloudWatch::Alarm").iter().any(|(_, alarm)| {
            let dimensions = alarm.at(&["Dimensions"]).items();
            alarm.at(&["MetricName"]).text() == metric && dimensions.iter().any(|dimension| dimension.at(&["Value"]).text() == of)
        })
    }

    fn stays(&self, name: &str) -> bool {
        let resource = self.template.at(&["Resources", name]);
        ["DeletionPolicy", "UpdateReplacePolicy"].iter().all(|policy| resource.at(&[policy]).text() == "Retain")
    }

    fn tags(&mut self) {
        let tags = Node::read("- { Key: Project, Value: !Ref Project }\n- { Key: Environment, Value: !Ref Environment }");
        for (name, resource) in self.template.at(&["Resources"]).entries() {
            let (kind, own) = (resource.at(&["Type"]).text(), resource.at(&["Properties"]));
            let found = if kind == "AWS::Budgets::Budget" { own.at(&["ResourceTags"]) } else { own.at(&["Tags"]) };
            self.must(UNTAGGED.contains(&kind) || found == &tags, || format!("{name} has no tags, or others"));
        }
    }

    fn functions(&mut self) {
        let globals = self.template.at(&["Globals", "Function"]);
        let said = ["Runtime", "Handler", "PropagateTags"].map(|name| globals.at(&[name]).text());
        self.must(said == ["provided.al2023", "bootstrap", "true"], || format!("functions run on {said:?}"));
        self.must(globals.at(&["Architectures"]).texts() == ["!Ref Architecture"], || "functions run on one processor".to_owned());
        self.must(globals.at(&["Tags"]).names() == ["Project", "Environment"], || "functions have no tags".to_owned());
        for (name, function) in self.each("AWS::Serverless::Function") {
            let build = self.template.at(&["Resources", name, "Metadata", "BuildMethod"]).text();
            self.must(build == "rust-cargolambda", || format!("{name} is built by {build}"));
            let own = ["Runtime", "Handler", "Architectures", "Tags", "PropagateTags"];
            self.must(!function.names().iter().any(|said| own.contains(said)), || format!("{name} is not as all functions are"));
            let log = function.at(&["LoggingConfig", "LogGroup"]).text().trim_start_matches("!Ref ");
            let json = function.at(&["LoggingConfig", "LogFormat"]).text() == "JSON";
            let kept = self.template.at(&["Resources", log, "Type"]).text() == "AWS::Logs::LogGroup";
            self.must(json && kept, || format!("{name} does not log in JSON to a log of its own"));
            for metric in ["Errors", "Throttles"] {
                self.must(self.heard(metric, &format!("!Ref {name}")), || format!("no alarm hears of {metric} of {name}"));
            }
            // What anybody may call knows who does, and takes no capacity from the others.
            if function.at(&["FunctionUrlConfig", "AuthType"]).text() == "NONE" {
                let closed = !function.at(&["Environment", "Variables", "ORIGIN_SECRET"]).text().is_empty();
                let bounded = !function.at(&["ReservedConcurrentExecutions"]).text().is_empty();
                self.must(closed && bounded, || format!("{name} is open to anybody, or without a bound"));
            }
            let given_up = function.all("OnFailure");
            let worker = function.at(&["FunctionUrlConfig"]).items().is_empty();
            self.must(!worker || !given_up.is_empty(), || format!("what {name} gives up is lost"));
            for destination in given_up {
                let queue = destination.at(&["Destination"]).text().trim_start_matches("!GetAtt ").trim_end_matches(".Arn");
                let there = self.template.at(&["Resources", queue, "Type"]).text() == "AWS::SQS::Queue";
                self.must(there, || format!("what {name} gives up goes to {queue}"));
            }
            for schedule in function.all("Properties").into_iter().filter(|event| event.names().contains(&"ScheduleExpression")) {
                let dead = schedule.at(&["DeadLetterConfig", "Arn"]).text();
                self.must(dead.starts_with("!GetAtt "), || format!("calls of {name} that never came are lost"));
            }
        }
    }

    fn queues(&mut self) {
        for (name, queue) in self.each("AWS::SQS::Queue") {
            self.must(queue.at(&["SqsManagedSseEnabled"]).text() == "true", || format!("{name} is not encrypted"));
            self.must(!queue.at(&["MessageRetentionPeriod"]).text().is_empty(), || {
                format!("{name} keeps its messages for who knows how long")
            });
            let heard = self.heard("ApproximateNumberOfMessagesVisible", &format!("!GetAtt {name}.QueueName"));
            self.must(heard, || format!("no alarm hears of messages in {name}"));
        }
    }

    fn alarms(&mut self) {
        for (name, alarm) in self.each("AWS::CloudWatch::Alarm") {
            self.must(alarm.at(&["AlarmActions"]).texts() == ["!Ref Alarms"], || format!("{name} tells nobody"));
            // One sentence for what happened and one for what to do.
            let says = alarm.at(&["AlarmDescription"]).text().matches(['.', ';']).count();
            self.must(says > 1, || format!("{name} does not say what to do"));
            self.must(!alarm.at(&["TreatMissingData"]).text().is_empty(), || format!("{name} does not say what silence means"));
        }
        for (name, topic) in self.each("AWS::SNS::Topic") {
            // CloudWatch may not use the key of SNS: alarms would be lost without a word.
            self.must(topic.at(&["KmsMasterKeyId"]).text() != "alias/aws/sns", || format!("no alarm reaches {name}"));
        }
    }

    fn buckets(&mut self) {
        for (name, bucket) in self.each("AWS::S3::Bucket") {
            let public = bucket.at(&["PublicAccessBlockConfiguration"]);
            self.must(CLOSED.iter().all(|said| public.at(&[said]).text() == "true"), || format!("{name} may become public"));
            let owner = bucket.at(&["OwnershipControls", "Rules"]).items().first().map_or("", |rule| rule.at(&["ObjectOwnership"]).text());
            self.must(owner == "BucketOwnerEnforced", || format!("objects of {name} have owners of their own"));
            self.must(!bucket.at(&["BucketEncryption"]).all("SSEAlgorithm").is_empty(), || format!("{name} is not encrypted"));
            self.must(bucket.at(&["VersioningConfiguration", "Status"]).text() == "Enabled", || format!("{name} keeps no versions"));
            let rules = bucket.at(&["LifecycleConfiguration"]);
            let ends = ["NoncurrentDays", "DaysAfterInitiation"].iter().all(|said| !rules.all(said).is_empty());
            self.must(ends, || format!("{name} keeps earlier versions or broken uploads for ever"));
            self.must(self.stays(name), || format!("{name} goes with the stack"));
        }
    }

    fn tables(&mut self) {
        for (name, table) in self.each("AWS::DynamoDB::Table") {
            let on = [
                ["PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"],
                ["SSESpecification", "SSEEnabled"],
                ["TimeToLiveSpecification", "Enabled"],
            ];
            for way in on {
                self.must(table.at(&way).text() == "true", || format!("{name}: {way:?} is off"));
            }
            self.must(table.at(&["DeletionProtectionEnabled"]).text() == "true", || format!("{name} can be deleted"));
            let stream = table.at(&["StreamSpecification", "StreamViewType"]).text();
            self.must(stream == "NEW_AND_OLD_IMAGES", || format!("the stream of {name} has {stream}"));
            self.must(self.stays(name), || format!("{name} goes with the stack"));
        }
    }

    fn distributions(&mut self) {
        for (name, distribution) in self.each("AWS::CloudFront::Distribution") {
            let config = distribution.at(&["DistributionConfig"]);
            let tls = config.at(&["ViewerCertificate", "MinimumProtocolVersion"]).text();
            self.must(tls.starts_with("TLSv1.2_") || tls.starts_with("TLSv1.3_"), || format!("{name} speaks {tls}"));
            self.must(config.at(&["WebACLId"]).text().contains("WebAcl"), || format!("{name} can have no firewall"));
            for origin in config.at(&["Origins"]).items() {
                let id = origin.at(&["Id"]).text();
                // What has no access control knows the distribution by a secret.
                let secret = origin.at(&["OriginCustomHeaders"]).items().iter().any(|header| {
                    let from_the_store = header.at(&["HeaderValue"]).text().contains("{{resolve:secretsmanager:");
                    header.at(&["HeaderName"]).text() == web::ORIGIN_HEADER && from_the_store
                });
                self.must(secret || !origin.at(&["OriginAccessControlId"]).text().is_empty(), || {
                    format!("{id} of {name} is open to others")
                });
            }
            for behaviour in config.at(&["CacheBehaviors"]).items().into_iter().chain([config.at(&["DefaultCacheBehavior"])]) {
                let path = behaviour.at(&["PathPattern"]).text();
                for policy in ["CachePolicyId", "OriginRequestPolicyId", "ResponseHeadersPolicyId"] {
                    let own = behaviour.at(&[policy]).text();
                    self.must(own.starts_with("!Ref "), || format!("{path} of {name} has {policy} {own}"));
                }
                let secure = behaviour.at(&["ViewerProtocolPolicy"]).text() == "redirect-to-https";
                self.must(secure, || format!("{path} of {name} is served without encryption"));
            }
        }
    }

    /// No action and no resource is a star; below a prefix that is named, S3 and streams have no other way.
    fn statements(&mut self) {
        for kind in ["AWS::IAM::Role", "AWS::S3::BucketPolicy"] {
            for (name, resource) in self.each(kind) {
                for statement in resource.all("Statement").into_iter().flat_map(Node::items) {
                    let actions = statement.at(&["Action"]).texts();
                    self.must(!actions.is_empty() && !actions.iter().any(|action| action.contains('*')), || {
                        format!("{name} allows {actions:?}")
                    });
                    let on = statement.at(&["Resource"]).texts();
                    let wide = |on: &&str| on.contains('*') && !on.starts_with("!Sub ${");
                    self.must(!on.iter().any(wide), || format!("{name} allows {actions:?} on {on:?}"));
                }
            }
        }
    }

    fn logs(&mut self) {
        for (name, log) in self.each("AWS::Logs::LogGroup") {
            self.must(log.at(&["RetentionInDays"]).text() == "!Ref LogRetentionDays", || format!("{name} is kept for ever"));
        }
        for (name, delivery) in self.each("AWS::Logs::Delivery") {
            let fields = delivery.at(&["RecordFields"]).texts();
            // Without a list there would be all of them.
            let silent = !fields.is_empty() && !fields.iter().any(|field| PERSONAL.contains(field));
            self.must(silent, || format!("{name} tells who asked: {fields:?}"));
        }
    }
}

#[test]
fn whatever_the_template_makes_is_as_all_of_its_kind_are() {
    assert_eq!(Faults::of(&deployment()), Vec::<String>::new());
}

#[test]
fn whatever_is_not_as_all_of_its_kind_is_found() {
    let tags = "      Tags: [{ Key: Project, Value: !Ref Project }, { Key: Environment, Value: !Ref Environment }]\n";
    for (from, to) in [
        (tags, ""),
        ("    PropagateTags: true\n", ""),
        ("BuildMethod: rust-cargolambda", "BuildMethod: makefile"),
        ("LogFormat: JSON", "LogFormat: Text"),
        ("LogGroup: !Ref HomeLogs", "LogGroup: all"),
        ("      RetentionInDays: !Ref LogRetentionDays\n", ""),
        ("MetricName: Throttles\n      Dimensions: [{ Name: FunctionName, Value: !Ref PublishFunction }]", "MetricName: Throttles"),
        ("          OnFailure: { Type: SQS, Destination: !GetAtt ClockFailures.Arn }", "          More: none"),
        ("            DeadLetterConfig: { Arn: !GetAtt ClockFailures.Arn }\n", ""),
        ("      SqsManagedSseEnabled: true\n", ""),
        ("MetricName: ApproximateNumberOfMessagesVisible", "MetricName: NumberOfMessagesSent"),
        ("AlarmActions: [!Ref Alarms]", "AlarmActions: []"),
        ("      Subscription: !If", "      KmsMasterKeyId: alias/aws/sns\n      Subscription: !If"),
        ("IgnorePublicAcls: true", "IgnorePublicAcls: false"),
        ("            NoncurrentVersionExpiration: { NoncurrentDays: 30 }\n", ""),
        ("VersioningConfiguration: { Status: Enabled }", "VersioningConfiguration: { Status: Suspended }"),
        ("      DeletionProtectionEnabled: true\n", ""),
        ("TimeToLiveSpecification: { AttributeName: expires, Enabled: true }", "TimeToLiveSpecification: { Enabled: false }"),
        ("          ResponseHeadersPolicyId: !Ref MediaHeadersPolicy\n", ""),
        ("            OriginRequestPolicyId: !Ref PathOnlyRequestPolicy\n", ""),
        ("redirect-to-https", "allow-all"),
        ("MinimumProtocolVersion: TLSv1.2_2021", "MinimumProtocolVersion: TLSv1"),
        ("            OriginAccessControlId: !Ref BucketAccess\n", ""),
        ("HeaderName: x-origin-secret", "HeaderName: x-something"),
        ("      ReservedConcurrentExecutions: 5\n", ""),
        ("          ORIGIN_SECRET:", "          ANOTHER_SECRET:"),
        ("Action: cloudfront:CreateInvalidation", "Action: cloudfront:*"),
        ("Resource: !GetAtt ContentTable.Arn", "Resource: '*'"),
        ("RecordFields: [date,", "RecordFields: [c-ip, date,"),
        ("RecordFields: [date,", "Fields: [date,"),
    ] {
        assert_eq!(Faults::of(&deployment_with(from, to)).len(), 1, "{from} -> {to}: {:?}", Faults::of(&deployment_with(from, to)));
    }
}

/// What a pattern of a log's filter wants a field to be.
fn wanted<'a>(pattern: &'a str, field: &str) -> &'a str {
    pattern.split(&format!("{field} = \"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

#[test]
fn what_is_counted_in_logs_is_what_functions_write_there() {
    let template = deployment();
    let filters = resources(&template, "AWS::Logs::MetricFilter");
    let pattern = |name: &str| filters.iter().find(|(own, _)| *own == name).map_or("", |(_, filter)| filter.at(&["FilterPattern"]).text());
    let refused = wanted(pattern("PurgesRefusedInLog"), "$.fields.failure").strip_suffix('*').expect("what follows is CloudFront's own");
    let error = publish::PurgeError("why".to_owned()).to_string();
    assert!(!refused.is_empty() && error.starts_with(refused), "{refused} is no beginning of {error}");
    assert!(read("functions/publish/src/lib.rs").text.contains("tracing::error!(%failure"), "the field is called otherwise");
    let refused = wanted(pattern("MailsRefusedInLog"), "$.fields.failure").strip_suffix('*').expect("what follows is the service's own");
    let error = post::MailError("why".to_owned()).to_string();
    assert!(!refused.is_empty() && error.starts_with(refused), "{refused} is no beginning of {error}");
    let sources = ["functions/post/src/lib.rs", "shared/store/src/post.rs"].map(|path| read(path).text);
    assert!(sources[0].contains("%failure, \"post\"") && sources[1].contains(&format!("{refused}: ")));
    let given_up = wanted(pattern("MailsGivenUpInLog"), "$.fields.failure");
    assert!(!given_up.is_empty() && sources[0].contains(&format!("failure = {given_up:?}")));
    for function in ["Home", "News", "Pages", "Contact"] {
        assert_eq!(wanted(pattern(&format!("{function}FaultsInLog")), "$.fields.message"), "request");
    }
    let lines = read("shared/web/src/respond.rs").text;
    let fault = lines.split("tracing::error!(id").nth(1).expect("a line for faults").split(';').next().unwrap_or_default();
    assert!(fault.ends_with("\"request\")"), "{fault}");
    // An alarm hears of each metric that is made.
    let made: BTreeSet<&str> = filters.iter().flat_map(|(_, filter)| filter.all("MetricName")).map(Node::text).collect();
    let heard: BTreeSet<&str> =
        resources(&template, "AWS::CloudWatch::Alarm").iter().map(|(_, alarm)| alarm.at(&["MetricName"]).text()).collect();
    assert!(made.len() > 1 && made.is_subset(&heard), "{made:?}");
}

#[test]
fn the_dashboard_shows_everything_on_one_screen() {
    let template = deployment();
    let body = template.at(&["Resources", "Dashboard", "Properties", "DashboardBody"]).text();
    let dashboard: serde_json::Value = serde_json::from_str(body).expect("a dashboard is JSON");
    let widgets = dashboard["widgets"].as_array().expect("a list of widgets");
    let mut places = BTreeSet::new();
    for widget in widgets {
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| widget[name].as_u64().expect("a number"));
        assert!(x + width <= 24 && y + height <= 15, "{widget} is off the screen");
        for place in (x..x + width).flat_map(|x| (y..y + height).map(move |y| (x, y))) {
            assert!(places.insert(place), "{widget} stands on another");
        }
    }
    let parts = ["AWS::Serverless::Function", "AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::CloudFront::Distribution"];
    for (name, _) in parts.iter().flat_map(|kind| resources(&template, kind)) {
        assert!(["}", "."].iter().any(|end| body.contains(&format!("${{{name}{end}"))), "the dashboard does not show {name}");
    }
}
