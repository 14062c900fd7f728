//! The service as a program: its arguments, its log, its signals.
#![cfg(unix)]

use std::process::Stdio;

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, Command},
};

use crate::client::{all, one_site, request, send, under_way};

async fn started(args: &[&str]) -> (Child, std::net::SocketAddr) {
    let program = env!("CARGO_BIN_EXE_gov-site-compliance-service");
    let mut child =
        Command::new(program).args(["--bind", "127.0.0.1:0"]).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).await.unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap().parse().unwrap();
    (child, address)
}

async fn signal(child: &Child, name: &str) {
    let id = child.id().unwrap().to_string();
    assert!(Command::new("kill").args([name, &id]).status().await.unwrap().success());
}

async fn log_of(child: &mut Child) -> String {
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).await.unwrap();
    log
}

#[tokio::test]
async fn a_signal_stops_it_when_what_is_under_way_has_ended() {
    for name in ["-TERM", "-INT"] {
        let (mut child, address) = started(&[]).await;
        let body = one_site().to_string();
        let mut request = under_way(address, body.len()).await;
        signal(&child, name).await;
        request.write_all(body.as_bytes()).await.unwrap();
        assert!(all(&mut request).await.starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(child.wait().await.unwrap().success(), "{name}");
        assert!(log_of(&mut child).await.ends_with("stopped\n"));
    }
}

#[tokio::test]
async fn the_log_holds_no_word_of_a_caller() {
    let (mut child, address) = started(&[]).await;
    let mut body = one_site();
    body["tables"]["tickets"] = serde_json::json!([{ "ticket_id": "t1", "note": "噪声扰民", "submitted_on": "噪声扰民", "unit": "噪声扰民" }]);
    let texts = [body.to_string(), "噪声扰民".into(), r#"{"噪声扰民": 1}"#.into(), r#"{"tables": {"sites": [{"噪声扰民": 1}]}}"#.into()];
    for text in texts {
        send(address, request(hyper::Method::POST, "/v1/site?q=zaosheng", text)).await;
    }
    assert_eq!(send(address, request(hyper::Method::GET, "/zaosheng", "")).await.status, 404);
    signal(&child, "-TERM").await;
    assert!(child.wait().await.unwrap().success());
    let log = log_of(&mut child).await;
    assert_eq!((log.matches("/v1/site ").count(), log.matches("(other) 404 ").count()), (4, 1), "{log}");
    assert!(!log.contains("噪声") && !log.contains("zaosheng"), "{log}");
}

#[tokio::test]
async fn limits_are_arguments() {
    let (_child, address) =
        started(&["--body-limit", "1", "--time-limit", "5", "--row-limit", "1", "--workers", "1", "--queue", "0", "--connections", "2"]).await;
    let answer = send(address, request(hyper::Method::POST, "/v1/site", one_site().to_string())).await;
    assert_eq!(answer.status, 200);
    let mut body = one_site();
    body["tables"]["visits"] = serde_json::json!([{}]);
    let answer = send(address, request(hyper::Method::POST, "/v1/site", body.to_string())).await;
    assert_eq!(answer.code(), "too_many_rows");
    let answer = send(address, request(hyper::Method::POST, "/v1/site", "a".repeat((1 << 20) + 1))).await;
    assert_eq!(answer.code(), "body_too_large");
}

#[tokio::test]
async fn a_taken_address_is_said() {
    let (_first, address) = started(&[]).await;
    let program = env!("CARGO_BIN_EXE_gov-site-compliance-service");
    let second = Command::new(program).args(["--bind", &address.to_string()]).output().await.unwrap();
    assert!(!second.status.success());
    let log = String::from_utf8(second.stderr).unwrap();
    assert!(log.starts_with(&address.to_string()) && log.contains("choose another address with --bind"), "{log}");
}
