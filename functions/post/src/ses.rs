//! The mail service of the cloud.

use std::time::Duration;

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::config::timeout::TimeoutConfig;
use aws_sdk_sesv2::config::{Credentials, Region};
use aws_sdk_sesv2::error::{BuildError, DisplayErrorContext};
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message};
use domain::Mail;
use futures_util::future::BoxFuture;
use store::Configuration;

use crate::{MailError, SendMail};

/// Until a connection is open.
const CONNECT: Duration = Duration::from_secs(2);
/// For one mail. Three that take so long are less than the function's time.
const PATIENCE: Duration = Duration::from_secs(10);

/// Amazon SES, with who writes and who reads.
#[derive(Debug)]
pub struct Ses {
    client: Client,
    from: String,
    to: String,
}

impl Ses {
    /// The service as `variable` says, reached as the store is; none: `MAIL_FROM` or `MAIL_TO` is empty.
    pub fn of(configuration: &Configuration, variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let address = |name: &str| variable(name).map(|address| address.trim().to_owned()).filter(|address| !address.is_empty());
        let (from, to) = address("MAIL_FROM").zip(address("MAIL_TO"))?;
        let endpoint = variable("AWS_ENDPOINT_URL_SESV2").or_else(|| variable("AWS_ENDPOINT_URL"));
        let (key, secret, token) = configuration.credentials.clone();
        let builder = aws_sdk_sesv2::Config::builder()
            .behavior_version_latest()
            .region(Region::new(configuration.region.clone()))
            .credentials_provider(Credentials::new(key, secret, token, None, "environment"))
            .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT).operation_timeout(PATIENCE).build())
            // Who calls tries again, and not at once: what was sent and not confirmed would be sent twice.
            .retry_config(RetryConfig::disabled())
            .http_client(store::http_client(endpoint.as_deref()));
        let builder = if let Some(endpoint) = endpoint { builder.endpoint_url(endpoint) } else { builder };
        Some(Self { client: Client::from_conf(builder.build()), from, to })
    }

    async fn deliver(&self, mail: &Mail) -> Result<(), MailError> {
        let unwritable = |error: BuildError| MailError(error.to_string());
        let text = |data: &str| Content::builder().data(data).charset("UTF-8").build().map_err(unwritable);
        let message = Message::builder().subject(text(&mail.subject)?).body(Body::builder().text(text(&mail.text)?).build()).build();
        let send = self
            .client
            .send_email()
            .from_email_address(&self.from)
            .destination(Destination::builder().to_addresses(&self.to).build())
            .reply_to_addresses(&mail.reply_to)
            .content(EmailContent::builder().simple(message).build());
        send.send().await.map(drop).map_err(|error| MailError(DisplayErrorContext(&error).to_string()))
    }
}

impl SendMail for Ses {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(self.deliver(mail))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    fn configuration() -> Configuration {
        Configuration::from_variables(|_| Some("local".to_owned())).unwrap()
    }

    #[test]
    fn without_both_addresses_there_is_no_service() {
        for set in [&[][..], &["MAIL_FROM"], &["MAIL_TO"]] {
            let variable = |name: &str| Some(if set.contains(&name) { "a@b".to_owned() } else { String::new() });
            assert!(Ses::of(&configuration(), variable).is_none(), "{set:?}");
        }
    }

    /// Answers each request with a status, and keeps what was asked.
    async fn service(status: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
                while let Ok(read @ 1..) = socket.read(&mut chunk).await {
                    bytes.extend_from_slice(&chunk[..read]);
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    if text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.ends_with('}')) {
                        kept.lock().unwrap().push(text);
                        bytes.clear();
                        let body = r#"{"MessageId":"1"}"#;
                        let answer =
                            format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
                        socket.write_all(answer.as_bytes()).await.unwrap();
                    }
                }
            }
        });
        (address, asked)
    }

    async fn sent(status: &'static str) -> (Result<(), MailError>, Vec<String>) {
        let (endpoint, asked) = service(status).await;
        let variable = |name: &str| match name {
            "MAIL_FROM" => Some("forms@ico.example".to_owned()),
            "MAIL_TO" => Some("info@ico.example".to_owned()),
            "AWS_ENDPOINT_URL_SESV2" => Some(endpoint.clone()),
            _ => None,
        };
        let mail = Mail { reply_to: "reader@post.example".to_owned(), subject: "Été".to_owned(), text: "One\ntwo".to_owned() };
        let outcome = Ses::of(&configuration(), variable).unwrap().send(&mail).await;
        let asked = asked.lock().unwrap().clone();
        (outcome, asked)
    }

    #[tokio::test]
    async fn a_mail_goes_to_the_organisation_and_is_answered_to_its_sender() {
        let (outcome, asked) = sent("200 OK").await;
        assert_eq!((outcome, asked.len()), (Ok(()), 1));
        let (head, body) = asked[0].split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("POST /v2/email/outbound-emails ") && head.contains("authorization: AWS4-HMAC-SHA256"), "{head}");
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let expected = serde_json::json!({
            "FromEmailAddress": "forms@ico.example", "Destination": { "ToAddresses": ["info@ico.example"] },
            "ReplyToAddresses": ["reader@post.example"],
            "Content": { "Simple": {
                "Subject": { "Data": "Été", "Charset": "UTF-8" }, "Body": { "Text": { "Data": "One\ntwo", "Charset": "UTF-8" } }
            } }
        });
        assert_eq!(body, expected);
    }

    #[tokio::test]
    async fn a_refusal_is_told_and_not_tried_again_at_once() {
        for status in ["400 Bad Request", "503 Service Unavailable"] {
            let (outcome, asked) = sent(status).await;
            assert!(outcome.is_err_and(|error| error.to_string().starts_with("no mail could be sent: ")), "{status}");
            assert_eq!(asked.len(), 1, "{status}");
        }
    }
}
