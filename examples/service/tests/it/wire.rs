//! Bytes that no honest client sends, and bodies that come wrongly, slowly or not at all.

use std::time::Duration;

use gov_site_compliance_service::Limits;
use hyper::{Method, header::HeaderValue};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::client::{Running, all, one_site, request, send, under_way};

const HEAD: &str = "POST /v1/site HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";

/// Limits under which waiting for the service to lose its patience takes no time.
fn hasty() -> Limits {
    Limits { time: Duration::from_millis(500), head: Duration::from_millis(500), ..Limits::default() }
}

#[tokio::test]
async fn no_http() {
    let service = Running::start(Limits::default()).await;
    let long_name = format!("GET / HTTP/1.1\r\n{}: 1\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: 1\r\n".repeat(1_000));
    let huge_path = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(200_000));
    for bytes in [
        &b""[..],
        b"\0\0\0\0\0\0\0\0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /v1/site HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"POST /v1/site HTTP/1.1\r\ncontent-length: 99999999999999999999999\r\n\r\n",
        b"POST /v1/site HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
        b"POST /v1/site HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\n",
        long_name.as_bytes(),
        many.as_bytes(),
        huge_path.as_bytes(),
    ] {
        let answer = service.raw_and_no_more(bytes).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    assert!(service.is_well().await);
}

#[tokio::test]
async fn a_path_of_any_bytes_is_not_found() {
    let service = Running::start(Limits::default()).await;
    for path in ["/v1/site/../../etc/passwd", "/%00", "/v1/%73ite%0d%0a", "//v1/site", "/v1/site/", "*"] {
        let answer = service.raw(format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 404 ") || answer.starts_with("HTTP/1.1 400 "), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_truncated_body_gets_no_verdict() {
    let service = Running::start(Limits::default()).await;
    let body = one_site().to_string();
    let declared = format!("{HEAD}content-length: {}\r\n\r\n{body}", body.len() + 1);
    let chunked = format!("{HEAD}transfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n", body.len());
    let misframed = format!("{HEAD}transfer-encoding: chunked\r\n\r\nnot-a-size\r\n{body}\r\n0\r\n\r\n");
    for bytes in [declared, chunked, misframed] {
        let answer = service.raw_and_no_more(bytes.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400 ") && answer.contains("body_broken"), "{answer}");
    }
    assert!(service.is_well().await);
}

#[tokio::test]
async fn a_body_in_chunks_is_a_body() {
    let service = Running::start(Limits::default()).await;
    let mut bytes = format!("{HEAD}transfer-encoding: chunked\r\nconnection: close\r\n\r\n").into_bytes();
    // Chunks end within signs and within words.
    for chunk in one_site().to_string().as_bytes().chunks(7) {
        bytes.extend([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    }
    bytes.extend(b"0\r\n\r\n");
    let answer = service.raw(&bytes).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("not_assessed"), "{answer}");
}

#[tokio::test]
async fn a_body_longer_than_the_limit_is_refused_as_soon_as_that_is_known() {
    let service = Running::start(Limits { body: 1_000, ..Limits::default() }).await;
    let declared = service.raw(format!("{HEAD}content-length: 1001\r\nexpect: 100-continue\r\n\r\n").as_bytes()).await;
    assert!(declared.starts_with("HTTP/1.1 413 ") && declared.contains("body_too_large"), "{declared}");
    let chunk = format!("1f4\r\n{}\r\n", "a".repeat(500));
    let endless = service.raw(format!("{HEAD}transfer-encoding: chunked\r\n\r\n{}", chunk.repeat(3)).as_bytes()).await;
    assert!(endless.starts_with("HTTP/1.1 413 "), "{endless}");
}

#[tokio::test]
async fn a_caller_hears_of_the_limit_also_while_it_sends() {
    let service = Running::start(Limits { body: 4 << 20, held: 4 << 20, ..Limits::default() }).await;
    for _ in 0..20 {
        assert_eq!(service.post("/v1/site", "a".repeat(6 << 20)).await.code(), "body_too_large");
        let mut text = request(Method::POST, "/v1/site", "a".repeat(4 << 20));
        text.headers_mut().remove("content-type");
        assert_eq!(send(service.address, text).await.code(), "wrong_content_type");
    }
}

#[tokio::test]
async fn only_plain_json() {
    let service = Running::start(Limits::default()).await;
    let kinds = [("application/json", 200), ("Application/JSON; charset=utf-8", 200), ("text/plain", 415), ("application/jsonp", 415), ("", 415)];
    for (kind, status) in kinds {
        let mut request = request(Method::POST, "/v1/site", one_site().to_string());
        request.headers_mut().insert("content-type", HeaderValue::from_static(kind));
        assert_eq!(send(service.address, request).await.status, status, "{kind}");
    }
    let mut without = request(Method::POST, "/v1/site", one_site().to_string());
    without.headers_mut().remove("content-type");
    assert_eq!(send(service.address, without).await.code(), "wrong_content_type");
    let mut packed = request(Method::POST, "/v1/site", one_site().to_string());
    packed.headers_mut().insert("content-encoding", HeaderValue::from_static("gzip"));
    assert_eq!(send(service.address, packed).await.code(), "wrong_content_type");
}

#[tokio::test]
async fn a_head_that_does_not_end_is_waited_for_no_longer_than_allowed() {
    let service = Running::start(hasty()).await;
    let mut silent = TcpStream::connect(service.address).await.unwrap();
    let mut slow = TcpStream::connect(service.address).await.unwrap();
    slow.write_all(b"POST /v1/site HTTP/1.1\r\nx: ").await.unwrap();
    // Both come back only because the service closes the connection.
    assert!(!all(&mut slow).await.contains("200"));
    assert_eq!(all(&mut silent).await, "");
}

#[tokio::test]
async fn a_body_that_does_not_end_is_waited_for_no_longer_than_allowed() {
    let service = Running::start(hasty()).await;
    let mut slow = under_way(service.address, 1_000).await;
    slow.write_all(b"{\"checkpoint\"").await.unwrap();
    let answer = all(&mut slow).await;
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("body_too_slow"), "{answer}");
}

#[tokio::test]
async fn a_connection_is_not_kept_for_ever() {
    let service = Running::start(Limits { connection: Duration::from_millis(100), ..Limits::default() }).await;
    let mut idle = TcpStream::connect(service.address).await.unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let answer = all(&mut idle).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[tokio::test]
async fn an_answer_that_nobody_takes_does_not_hold_the_service() {
    let limits = Limits { connection: Duration::from_millis(100), time: Duration::from_secs(1), connections: 1, ..Limits::default() };
    let service = Running::start(limits).await;
    let mut deaf = TcpStream::connect(service.address).await.unwrap();
    // Requests whose answers fill every buffer between the two.
    let requests = "GET /openapi.json HTTP/1.1\r\nhost: a\r\n\r\n".repeat(1_000);
    let writing = tokio::spawn(async move {
        let _ = deaf.write_all(requests.as_bytes()).await;
        deaf
    });
    // The one connection is taken: this one is served when it was cut.
    assert!(service.is_well().await);
    drop(writing.await.unwrap());
}
