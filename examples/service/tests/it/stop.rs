//! A stop ends what is under way and lets nobody new in.

use std::time::Duration;

use gov_site_compliance_service::Limits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::client::{Running, all, one_site, under_way};

#[tokio::test]
async fn requests_under_way_get_their_answer() {
    let service = Running::start(Limits::default()).await;
    let address = service.address;
    let body = one_site().to_string();
    let mut requests = Vec::new();
    for _ in 0..3 {
        requests.push(under_way(address, body.len()).await);
    }
    let mut idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let mut served = [0; 15];
    idle.read_exact(&mut served).await.unwrap();
    assert_eq!(&served, b"HTTP/1.1 200 OK");

    let stopped = service.stop();
    // An idle connection is closed, which also tells that the stop has begun.
    all(&mut idle).await;
    assert!(TcpStream::connect(address).await.is_err(), "nobody new is let in");
    assert!(!stopped.is_finished(), "it waits for what is under way");
    for request in &mut requests {
        request.write_all(body.as_bytes()).await.unwrap();
        let answer = all(request).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("not_assessed"), "{answer}");
        assert!(answer.contains("connection: close"), "{answer}");
    }
    stopped.await.unwrap();
}

#[tokio::test]
async fn a_request_that_does_not_end_does_not_hinder_the_stop() {
    let service = Running::start(Limits { time: Duration::from_millis(200), ..Limits::default() }).await;
    let mut slow = under_way(service.address, 1_000).await;
    let stopped = service.stop();
    // It ends, and not because the caller has gone.
    stopped.await.unwrap();
    assert!(!all(&mut slow).await.contains("200 OK"));
}

#[tokio::test]
async fn a_service_without_callers_stops_at_once() {
    let service = Running::start(Limits::default()).await;
    service.stop().await.unwrap();
}
