//! Handles of the store and roles of the deployment: what a function may do, the code and the template say alike.

use std::collections::{BTreeMap, BTreeSet};

use web::route::FORM_FUNCTIONS;

use crate::sources::{Source, all};
use crate::template::{Node, deployment, deployment_with, resource, resources};

/// What a role may do, beside writing the log of its function: actions on a resource.
type Grant = (&'static str, &'static [&'static str]);

/// Each function with what its role may do. A function with another handle gets a row with what that handle does.
const ROLES: [(&str, &[Grant]); 8] = [
    ("clock", CLOCK),
    ("events", PUBLIC_CONTENT),
    ("contact", CONTACT),
    ("home", PUBLIC_CONTENT),
    ("news", PUBLIC_CONTENT),
    ("pages", PUBLIC_CONTENT),
    ("post", POST),
    ("publish", PUBLISHER),
];

/// Roles that are no function's: what the scheduler is while it calls one.
const CALLERS: [&str; 2] = ["ClockCallerRole", "PostCallerRole"];

/// What [`store::PublicContent`] does.
const PUBLIC_CONTENT: &[Grant] = &[("ContentTable", &["dynamodb:BatchGetItem", "dynamodb:Query"])];

/// What [`store::Publisher`] does, beside following the stream, giving up what fails for good, purging this distribution alone, and asking
/// the functions for visitors for their pages.
const PUBLISHER: &[Grant] = &[
    ("ContentTable", &["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]),
    ("!GetAtt ContentTable.StreamArn", &["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]),
    ("!Sub ${ContentTable.Arn}/stream/*", &["dynamodb:ListStreams"]),
    ("PublishFailures", &["sqs:SendMessage"]),
    (DISTRIBUTION, &["cloudfront:CreateInvalidation"]),
    ("EventsFunction", ASKED),
    ("HomeFunction", ASKED),
    ("NewsFunction", ASKED),
    ("PagesFunction", ASKED),
];

/// What [`store::Correspondence`] does beside [`store::PublicContent`]: it reads no letter.
const CONTACT: &[Grant] = &[
    ("ContentTable", &["dynamodb:BatchGetItem", "dynamodb:Query"]),
    ("MessagesTable", &["dynamodb:ConditionCheckItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]),
];

/// What [`store::Post`] does, beside hearing of the stream, keeping why a call failed, and sending mails from one domain with its settings.
const POST: &[Grant] = &[
    ("MessagesTable", &["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]),
    ("!GetAtt MessagesTable.StreamArn", &["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]),
    ("!Sub ${MessagesTable.Arn}/stream/*", &["dynamodb:ListStreams"]),
    ("PostFailures", &["sqs:SendMessage"]),
    ("!Sub arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${MailDomain}", &["ses:SendEmail"]),
    ("!Sub arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${AWS::StackName}-mail", &["ses:SendEmail"]),
];

/// Asking a function at its address takes both; the second is for nothing else.
const ASKED: &[&str] = &["lambda:InvokeFunctionUrl", "lambda:InvokeFunction through its address"];

/// Functions that are no visitor's: nothing calls them by an address.
const WORKERS: [&str; 3] = ["clock", "post", "publish"];

/// What [`store::Timetable`] does (a transaction needs the right to each of its writes), beside keeping why a call failed.
const CLOCK: &[Grant] = &[
    ("ContentTable", &["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]),
    ("ClockFailures", &["sqs:SendMessage"]),
];

/// What a role says, in this order.
const ROLE: [&str; 3] = ["Tags", "AssumeRolePolicyDocument", "Policies"];

/// Who may take on the role of a caller, and what it may do.
fn calling(name: &str) -> (Node, Node) {
    let trust = "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Principal: { Service: scheduler.amazonaws.com }\n    \
                 Action: sts:AssumeRole\n    Condition:\n      StringEquals: { aws:SourceAccount: !Ref AWS::AccountId }";
    let call = format!(
        "- PolicyName: Call\n  PolicyDocument:\n    Version: '2012-10-17'\n    Statement:\n      - Effect: Allow\n        \
         Action: lambda:InvokeFunction\n        Resource: !GetAtt {name}Function.Arn\n      - Effect: Allow\n        \
         Action: sqs:SendMessage\n        Resource: !GetAtt {name}Failures.Arn"
    );
    (Node::read(trust), Node::read(&call))
}

/// Who reads a bucket: distributions, each with the prefixes below which it may. S3 has no other way to name objects than a star.
type Readers = &'static [(&'static str, &'static [&'static str])];

/// Buckets with their readers. What people uploaded (`files`) is nothing to the site's own distribution.
const BUCKETS: [(&str, Readers); 2] = [
    ("AssetsBucket", &[(DISTRIBUTION, &["assets", "errors"])]),
    ("MediaBucket", &[(DISTRIBUTION, &["pictures"]), (MEDIA_DISTRIBUTION, &["pictures", "files"])]),
];

/// The distribution of this very deployment, as policies name it.
const DISTRIBUTION: &str = "!Sub arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}";

/// That of the host of media.
const MEDIA_DISTRIBUTION: &str = "!Sub arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${MediaDistribution}";

/// Who may write access logs: the service that delivers those of these two distributions, below its own prefix.
const ACCESS_LOGS: &str = "Version: '2012-10-17'
Statement:
  - Effect: Allow
    Principal: { Service: delivery.logs.amazonaws.com }
    Action: s3:PutObject
    Resource: !Sub ${AccessLogsBucket.Arn}/AWSLogs/${AWS::AccountId}/CloudFront/*
    Condition:
      StringEquals:
        s3:x-amz-acl: bucket-owner-full-control
        aws:SourceAccount: !Ref AWS::AccountId
        aws:SourceArn: [!GetAtt SiteLogsSource.Arn, !GetAtt MediaLogsSource.Arn]";

/// Who may take on a role: the function service alone.
fn trust() -> Node {
    Node::read(
        "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Principal: { Service: lambda.amazonaws.com }\n    Action: sts:AssumeRole",
    )
}

/// Who may read a bucket: its distributions alone.
fn readers(bucket: &str, readers: Readers) -> Node {
    let mut policy = "Version: '2012-10-17'\nStatement:\n".to_owned();
    for (distribution, prefixes) in readers {
        let objects: Vec<String> = prefixes.iter().map(|prefix| format!("!Sub ${{{bucket}.Arn}}/{prefix}/*")).collect();
        let objects = if let [one] = objects.as_slice() { format!(" {one}") } else { format!("\n      - {}", objects.join("\n      - ")) };
        policy += &format!(
            "  - Effect: Allow\n    Principal: {{ Service: cloudfront.amazonaws.com }}\n    Action: s3:GetObject\n    Resource:{objects}\n    \
             Condition:\n      StringEquals:\n        AWS:SourceArn: {distribution}\n"
        );
    }
    Node::read(&policy)
}

/// Resources and actions that the policies of a role allow.
///
/// # Errors
/// A statement that says anything else: another effect, `NotAction`, another condition, a resource that is not one of this deployment.
fn granted(policies: &Node) -> Result<BTreeSet<(String, String)>, String> {
    let through_its_address = Node::read("Bool: { lambda:InvokedViaFunctionUrl: 'true' }");
    let mut granted = BTreeSet::new();
    for statement in policies.items().into_iter().flat_map(|policy| policy.at(&["PolicyDocument", "Statement"]).items()) {
        let condition = match statement.names().as_slice() {
            ["Effect", "Action", "Resource"] => "",
            ["Effect", "Action", "Resource", "Condition"] if statement.at(&["Condition"]) == &through_its_address => " through its address",
            _ => return Err(format!("{statement:?}")),
        };
        if statement.at(&["Effect"]).text() != "Allow" {
            return Err(format!("{statement:?}"));
        }
        for on in statement.at(&["Resource"]).texts() {
            let own = on.strip_prefix("!GetAtt ").and_then(|on| on.strip_suffix(".Arn"));
            let special = PUBLISHER.iter().chain(POST).any(|(resource, _)| *resource == on);
            let on = own.or(special.then_some(on)).ok_or_else(|| on.to_owned())?;
            granted.extend(statement.at(&["Action"]).texts().into_iter().map(|action| (on.to_owned(), format!("{action}{condition}"))));
        }
    }
    Ok(granted)
}

/// What a function may do and how it may be called, where that differs from its row.
fn faults_of_function(template: &Node, function: &str, grants: &[Grant]) -> Vec<String> {
    let name = resource(function);
    let properties = |kind: &str| template.at(&["Resources", &format!("{name}{kind}"), "Properties"]);
    let (own, role) = (properties("Function"), properties("Role"));
    let mut faults = Vec::new();
    // Policies of SAM's own would stand beside the role.
    if own.at(&["Role"]).text() != format!("!GetAtt {name}Role.Arn") || own.names().contains(&"Policies") {
        faults.push(format!("{name}Function has other rights than those of its role"));
    }
    let called = match function {
        worker if WORKERS.contains(&worker) => "",
        // The distribution signs nothing that has a body: such a function knows it by a secret.
        open if FORM_FUNCTIONS.contains(&open) => "NONE",
        _ => "AWS_IAM",
    };
    if own.at(&["FunctionUrlConfig", "AuthType"]).text() != called {
        faults.push(format!("{name}Function answers anybody"));
    }
    // Nothing else, so no managed policies.
    if role.names() != ROLE || role.at(&["AssumeRolePolicyDocument"]) != &trust() {
        faults.push(format!("{name}Role is not the function's alone, or has more than policies of its own"));
    }
    let log = format!("{name}Logs");
    let of_log: [(&str, &[&str]); 1] = [(&log, &["logs:CreateLogStream", "logs:PutLogEvents"])];
    let expected =
        grants.iter().chain(&of_log).flat_map(|(on, actions)| actions.iter().map(|action| ((*on).to_owned(), (*action).to_owned())));
    let found = granted(role.at(&["Policies"]));
    if found != Ok(expected.collect()) {
        faults.push(format!("{name}Role allows {found:?}"));
    }
    faults
}

/// All that the template lets somebody do and that no row says.
fn faults(template: &Node) -> Vec<String> {
    let mut faults: Vec<String> = ROLES.iter().flat_map(|(function, grants)| faults_of_function(template, function, grants)).collect();
    let buckets = BUCKETS.map(|(bucket, of)| (bucket, readers(bucket, of))).into_iter();
    for (bucket, policy) in buckets.chain([("AccessLogsBucket", Node::read(ACCESS_LOGS))]) {
        if template.at(&["Resources", &format!("{bucket}Policy"), "Properties", "PolicyDocument"]) != &policy {
            faults.push(format!("others use {bucket}, or more of it, than its row says"));
        }
    }
    for (name, permission) in resources(template, "AWS::Lambda::Permission") {
        let who = (permission.at(&["Principal"]).text(), permission.at(&["SourceArn"]).text());
        if who != ("cloudfront.amazonaws.com", DISTRIBUTION) {
            faults.push(format!("{name} is for {who:?}"));
        }
    }
    let count = |kind: &str| resources(template, kind).len();
    let counts = (count("AWS::Serverless::Function"), count("AWS::IAM::Role"), count("AWS::S3::BucketPolicy"));
    for caller in CALLERS {
        let role = template.at(&["Resources", caller, "Properties"]);
        let (trust, call) = calling(&caller.replace("CallerRole", ""));
        if role.names() != ROLE || role.at(&["AssumeRolePolicyDocument"]) != &trust || role.at(&["Policies"]) != &call {
            faults.push(format!("{caller} is not the scheduler's alone, or may do more than call"));
        }
    }
    if counts != (ROLES.len(), ROLES.len() + CALLERS.len(), BUCKETS.len() + 1) {
        faults.push(format!("functions, roles and bucket policies without a row: {counts:?}"));
    }
    for (name, resource) in template.at(&["Resources"]).entries() {
        let kind = resource.at(&["Type"]).text();
        // A firewall's statements say what it looks at, and give nobody a right.
        let looked_at = ["AWS::IAM::Role", "AWS::S3::BucketPolicy", "AWS::WAFv2::WebACL"].contains(&kind);
        if !looked_at && (kind.starts_with("AWS::IAM::") || !resource.all("Statement").is_empty()) {
            faults.push(format!("{name} gives rights that nobody looks at"));
        }
    }
    faults.extend(template.at(&["Globals"]).all("Policies").iter().map(|policies| format!("every function gets {policies:?}")));
    faults
}

#[test]
fn the_deployed_functions_may_do_what_their_handle_does_and_nothing_else() {
    assert_eq!(faults(&deployment()), Vec::<String>::new());
}

#[test]
fn whatever_gives_a_function_or_a_stranger_more_is_found() {
    let actions = "Action: [dynamodb:BatchGetItem, dynamodb:Query]";
    let policies = "      Policies:\n        - PolicyName: PublicContent";
    let uri = "      FunctionUrlConfig: { AuthType: AWS_IAM }";
    for (from, to) in [
        (actions, "Action: [dynamodb:BatchGetItem, dynamodb:Query, dynamodb:PutItem]"),
        (actions, "Action: 'dynamodb:*'"),
        (actions, "Action:\n                  - dynamodb:BatchGetItem\n                  - dynamodb:*"),
        (actions, "NotAction: [s3:GetObject]"),
        ("Resource: !GetAtt ContentTable.Arn", "Resource: '*'"),
        (
            "Resource: !GetAtt ContentTable.Arn",
            "Resource:\n                  - !GetAtt ContentTable.Arn\n                  - !GetAtt MediaBucket.Arn",
        ),
        ("Resource: !GetAtt ContentTable.Arn", "Resource: !Sub ${ContentTable.Arn}/*"),
        ("Resource: !GetAtt ContentTable.Arn", "NotResource: !GetAtt MediaBucket.Arn"),
        ("Resource: !GetAtt HomeLogs.Arn", "Resource: !GetAtt NewsLogs.Arn"),
        (policies, &format!("      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]\n{policies}")),
        ("Principal: { Service: lambda.amazonaws.com }", "Principal: { AWS: '*' }"),
        ("Principal: { Service: cloudfront.amazonaws.com }", "Principal: '*'"),
        ("Principal: cloudfront.amazonaws.com", "Principal: '*'"),
        ("${MediaBucket.Arn}/pictures/*", "${MediaBucket.Arn}/*"),
        ("Resource: !Sub ${MediaBucket.Arn}/pictures/*", "Resource: !Sub ${MediaBucket.Arn}/files/*"),
        ("              - !Sub ${MediaBucket.Arn}/files/*", "              - !Sub ${MediaBucket.Arn}/*"),
        ("Principal: { Service: delivery.logs.amazonaws.com }", "Principal: '*'"),
        (
            "Action: lambda:InvokeFunction\n                Resource: !GetAtt ClockFunction",
            "Action: lambda:*\n                Resource: !GetAtt ClockFunction",
        ),
        ("AuthType: AWS_IAM", "AuthType: NONE"),
        (uri, &format!("      Policies: AmazonDynamoDBFullAccess\n{uri}")),
        ("    Timeout: 10", "    Timeout: 10\n    Policies: AmazonDynamoDBFullAccess"),
        ("Role: !GetAtt HomeRole.Arn", "Role: !GetAtt NewsRole.Arn"),
        ("Action: [dynamodb:ConditionCheckItem,", "Action: [dynamodb:GetItem, dynamodb:ConditionCheckItem,"),
        (":identity/${MailDomain}", ":identity/*"),
        ("FunctionUrlConfig: { AuthType: NONE }", "FunctionUrlConfig: { AuthType: AWS_IAM }"),
        ("                Condition:\n                  Bool: { lambda:InvokedViaFunctionUrl: \"true\" }\n", ""),
        ("lambda:InvokedViaFunctionUrl: \"true\"", "lambda:InvokedViaFunctionUrl: \"false\""),
        ("  FunctionAccess:\n", "  More:\n    Type: AWS::IAM::ManagedPolicy\n  FunctionAccess:\n"),
        ("  FunctionAccess:\n", "  More:\n    Type: AWS::IAM::Role\n  FunctionAccess:\n"),
        (
            "  FunctionAccess:\n",
            "  More:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy:\n        Statement: [{ Effect: Allow }]\n  FunctionAccess:\n",
        ),
    ] {
        assert_eq!(faults(&deployment_with(from, to)).len(), 1, "{to}");
    }
}

/// The sources of what functions for visitors may do.
fn reading() -> Vec<Source> {
    let is_handle = |line: &str| line.starts_with("impl") && ["Reader", "PublicContent"].iter().any(|handle| line.contains(handle));
    let sources = all(".rs").into_iter().filter(|source| source.is_in(&["shared/store/src/"]));
    sources.filter(|source| source.text.lines().any(is_handle)).collect()
}

#[test]
fn the_handle_of_visitors_does_what_its_policy_allows_and_nothing_else() {
    let mut asked: BTreeMap<String, String> = BTreeMap::new();
    for source in reading() {
        let code: String = source.code().flat_map(|(_, line)| line.split_whitespace()).collect();
        // The first word after the client names the operation, on whichever line it stands.
        let operations = code.split("client.").skip(1).map(|rest| rest.split('(').next().unwrap_or_default().to_owned());
        asked.extend(operations.map(|operation| (operation, source.path.clone())));
    }
    let [(_, actions)] = PUBLIC_CONTENT else { panic!("visitors read one table") };
    let allowed: BTreeSet<String> = actions.iter().map(|action| action.trim_start_matches("dynamodb:").to_ascii_lowercase()).collect();
    let found: BTreeSet<String> = asked.keys().map(|operation| operation.replace('_', "")).collect();
    assert_eq!(found, allowed, "{asked:?}");
    assert!(reading().len() >= 3);
}
