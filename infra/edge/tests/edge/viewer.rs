//! A function for viewer requests: what it is given, what it may do, and what happens when it fails.

use std::collections::BTreeMap;
use std::sync::Arc;

use edge::{Options, VIEWER_REQUEST, ViewerFunction};
use http::Method;

use crate::stage::{Stage, header_map};

/// A function with this body, which sees `event` and `request`, and may ask `cf`.
fn script(body: &str) -> String {
    format!("import cf from 'cloudfront';\nasync function handler(event) {{ const request = event.request; {body} }}")
}

fn stage(body: &str) -> Stage {
    let function = ViewerFunction::new(&script(body), Some(BTreeMap::new())).unwrap();
    Stage::new(Options { viewer_function: Some(Arc::new(function)), ..Options::default() })
}

#[tokio::test]
async fn a_request_goes_on_as_the_function_leaves_it() {
    let stage = stage("return request;");
    let visitor = [("cookie", "a=1; b=2"), ("accept", "x"), ("accept", "y"), ("__proto__", "p"), ("x-latin", "\u{e9}")];
    assert_eq!(stage.get_with("/en/%C3%A9?page=1&who=me", &visitor).await.status(), 200);
    let asked = stage.last_asked().unwrap();
    assert_eq!((asked.path.as_str(), asked.query.as_str()), ("/en/%C3%A9", "page=1"));
    let seen = stage.ask(Method::POST, "/desk/x?b=2&b=1&a", &visitor, "title=x").await;
    let asked = stage.last_asked().unwrap();
    assert_eq!((seen.status(), asked.query.as_str(), asked.body.as_ref()), (200, "a&b=2&b=1", b"title=x".as_ref()));
    for (name, values) in [("cookie", 1), ("accept", 2), ("__proto__", 1), ("x-latin", 1)] {
        let given: Vec<_> = asked.headers.get_all(name).iter().collect();
        assert_eq!((given.len(), given), (values, header_map(&visitor).get_all(name).iter().collect()), "{name}");
    }
}

#[tokio::test]
async fn another_path_makes_key_and_question_but_not_the_behaviour() {
    let stage = stage("request.uri = '/rewritten' + request.uri; return request;");
    assert_eq!([stage.get("/en/x").await.cache(), stage.get("/en/x").await.cache()], ["Miss", "Hit"]);
    assert_eq!(stage.last_asked().unwrap().path, "/rewritten/en/x");
    assert_eq!(stage.keys(), ["identity /rewritten/en/x"]);
    assert_eq!(stage.get("/elsewhere/x").await.status(), 404, "no behaviour covers what the visitor asked for");
}

#[tokio::test]
async fn a_function_may_drop_the_query_and_change_headers_and_cookies() {
    let body = "request.querystring = { page: { value: '2', multiValue: [{ value: '2' }, { value: '3' }] } };
        delete request.headers['x-gone'];
        request.headers['x-new'] = { value: 'n' };
        request.headers['accept'].multiValue = [{ value: 'z' }];
        delete request.cookies.a;
        return request;";
    let stage = stage(body);
    let visitor = [("cookie", "a=1; b=2"), ("accept", "x"), ("accept", "y"), ("x-gone", "1"), ("x-kept", "1")];
    stage.ask(Method::POST, "/desk/x?page=1", &visitor, "").await;
    let asked = stage.last_asked().unwrap();
    let header = |name: &str| asked.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(asked.query, "page=2&page=3");
    assert_eq!((header("x-gone").len(), header("x-new"), header("x-kept")), (0, vec!["n"], vec!["1"]));
    assert_eq!((header("accept"), header("cookie")), (vec!["z"], vec!["b=2"]));
    stage.ask(Method::POST, "/desk/x", &[("accept", "x"), ("cookie", "a=1")], "").await;
    assert!(!stage.last_asked().unwrap().headers.contains_key("cookie"));
}

#[tokio::test]
async fn a_function_may_answer_itself_and_nobody_keeps_that() {
    let body = "return { statusCode: 302, headers: { location: { value: '/en/' }, 'x-two': { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } },
        body: 'there' };";
    let stage = stage(body);
    let seen = stage.get("/en/x").await;
    assert_eq!((seen.status(), seen.header("location"), seen.body()), (302, Some("/en/"), "there"));
    assert_eq!((seen.cache(), seen.0.headers().get_all("x-two").iter().count()), ("FunctionGeneratedResponse", 2));
    let seen = stage.ask(Method::HEAD, "/en/x", &[], "").await;
    assert_eq!((seen.status(), seen.header("location"), seen.body()), (302, Some("/en/"), ""));
    assert_eq!((stage.asked(), stage.keys().len()), (0, 0));
    assert_eq!(stage.ask(Method::POST, "/en/x", &[], "").await.status(), 403, "what no behaviour allows meets no function");
}

#[tokio::test]
async fn whatever_is_wrong_with_a_function_is_a_503_and_the_next_request_is_not_worse_for_it() {
    let wrong = [
        "throw new Error('no');",
        "throw 'no';",
        "return undefined;",
        "return null;",
        "return 1;",
        "return { statusCode: 1 };",
        "return { statusCode: '301' };",
        "return { statusCode: 301, headers: { location: '/en/' } };",
        "return { statusCode: 301, headers: { location: { value: '/\\r\\nset-cookie: a=1' } } };",
        "return { statusCode: 301, headers: { 'two words': { value: '1' } } };",
        "return { statusCode: 200, headers: { 'set-cookie': { value: 'a=1' } } };",
        "return { statusCode: 200, headers: { 'content-length': { value: '1' } } };",
        "request.method = 'POST'; return request;",
        "request.uri = 'x'; return request;",
        "request.uri = '/x?y'; return request;",
        "request.uri = '/x y'; return request;",
        "delete request.uri; return request;",
        "request.headers.host = { value: 'evil.example' }; return request;",
        "delete request.headers.host; return request;",
        "request.headers['x-new'] = { value: 'a\\nb' }; return request;",
        "request.querystring = { a: 1 }; return request;",
        "while (true) {}",
        "await 1; while (true) {}",
        "const f = () => f(); f();",
        "/^(a+)+$/.test('a'.repeat(40) + 'b'); return request;",
        "let all = []; while (true) { all.push('x'.repeat(1000) + all.length); }",
        "'x'.repeat(100000000); return request;",
        "await new Promise(() => {}); return request;",
        "eval('1'); return request;",
        "new Map(); return request;",
        "fetch('https://site.example/'); return request;",
    ];
    for body in wrong {
        // Its second request meets another origin of trouble: what the first left behind.
        let stage = stage(&format!("if (request.uri === '/en/good') {{ return request; }} {body}"));
        for _ in 0..2 {
            let seen = stage.get_with("/en/bad", &[("host", "site.example")]).await;
            assert_eq!((seen.status(), seen.cache(), stage.asked()), (503, "FunctionExecutionError", 0), "{body}");
            assert_eq!(seen.header("cache-control"), Some("no-store"));
        }
        assert_eq!(stage.get("/en/good").await.status(), 200, "{body}");
    }
}

#[tokio::test]
async fn a_request_as_large_as_the_edge_takes_fits_into_the_memory_of_a_function() {
    let function = ViewerFunction::new(VIEWER_REQUEST, Some(BTreeMap::new())).unwrap();
    let stage = Stage::new(Options { viewer_function: Some(Arc::new(function)), ..Options::default() });
    let long = "\"é".repeat(10_000);
    let cookies = "a=1;".repeat(7_000);
    let distinct = (0..1_600).map(|number| format!("{number:x}")).collect::<Vec<_>>().join("&");
    let query = |pairs: &str| format!("/en/x/?{pairs}");
    for path in [
        query(&"a&".repeat(4_090)),
        query(&distinct),
        query(&"=".repeat(8_000)),
        query("__proto__=1&constructor=2"),
        format!("/en/{}", "./".repeat(500)),
    ] {
        for headers in [
            vec![("x-long", long.as_str())],
            vec![("accept-language", long.as_str())],
            vec![("x-many", "1"); 90],
            vec![("cookie", cookies.as_str())],
        ] {
            let seen = stage.get_with(&path, &headers).await;
            assert!(matches!(seen.status(), 200 | 301), "{} with {} of {}", path.len(), headers.len(), headers[0].0);
        }
    }
}

#[test]
fn a_script_that_cannot_be_read_is_refused_with_its_place() {
    let refused = |script: &str| ViewerFunction::new(script, None).unwrap_err().to_string();
    assert!(refused("function handler(event) {\n  return (;\n}").contains("function:2"));
    assert!(refused("const x = 1;").contains("handler"));
    assert!(refused("import fs from 'fs'; function handler(event) { return fs; }").contains("fs"));
    assert!(refused("throw new Error('at once'); function handler() {}").contains("at once"));
}

#[test]
fn a_function_that_is_not_asynchronous_is_one_too() {
    let function = ViewerFunction::new("function handler(event) { return event.request; }", None).unwrap();
    assert_eq!(function.answer("{\"request\":{\"uri\":\"/\"}}").unwrap(), "{\"uri\":\"/\"}");
}

#[test]
fn the_key_value_store_is_read_as_in_the_cloud() {
    let entries = [("k".to_owned(), "[1,\"é\"]".to_owned()), ("__proto__".to_owned(), "own".to_owned())];
    let function = |body: &str| ViewerFunction::new(&script(body), Some(entries.clone().into())).unwrap();
    let told = |body: &str| function(body).answer("{\"request\":{}}");
    assert_eq!(told("return { got: await cf.kvs().get('k') };").unwrap(), r#"{"got":"[1,\"é\"]"}"#);
    assert_eq!(told("return { got: await cf.kvs('id').get('k', { format: 'json' }) };").unwrap(), r#"{"got":[1,"é"]}"#);
    let asked = "return { got: [await cf.kvs().exists('k'), await cf.kvs().exists('constructor'), await cf.kvs().get('__proto__')] };";
    assert_eq!(told(asked).unwrap(), r#"{"got":[true,false,"own"]}"#);
    for missing in ["x", "constructor", "toString", ""] {
        assert!(told(&format!("return await cf.kvs().get('{missing}');")).unwrap_err().to_string().contains("no such key"));
    }
    let caught = "try { await cf.kvs().get('x'); } catch (error) { return { caught: true }; }";
    assert_eq!(told(caught).unwrap(), r#"{"caught":true}"#);
    let without = ViewerFunction::new(&script("return cf.kvs();"), None).unwrap();
    assert!(without.answer("{\"request\":{}}").unwrap_err().to_string().contains("no key-value store"));
    assert_eq!(told("return { find: typeof globalThis.find };").unwrap(), r#"{"find":"undefined"}"#);
}

#[test]
fn many_threads_may_ask_at_once() {
    let body = "let sum = 0; for (let i = 0; i < 2000; i += 1) { sum += i; } return { sum: sum, own: request.own };";
    let function = Arc::new(ViewerFunction::new(&script(body), None).unwrap());
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let function = Arc::clone(&function);
            scope.spawn(move || {
                for turn in 0..100 {
                    let answer = function.answer(&format!("{{\"request\":{{\"own\":\"{thread} {turn}\"}}}}")).unwrap();
                    assert_eq!(answer, format!("{{\"sum\":1999000,\"own\":\"{thread} {turn}\"}}"));
                }
            });
        }
    });
}
