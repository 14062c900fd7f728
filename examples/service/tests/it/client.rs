//! A running service and a small client.

use std::{net::SocketAddr, sync::Arc};

use gov_site_compliance_service::{App, Limits, Work, router, serve};
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, body::Bytes, client::conn::http1, header::HeaderMap};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

/// A service on a free port.
pub struct Running {
    pub address: SocketAddr,
    pub app: Arc<App>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Running {
    pub async fn start(limits: Limits) -> Running {
        Running::with(App::new(limits)).await
    }

    pub async fn with_work(limits: Limits, work: Work) -> Running {
        Running::with(App::with_work(limits, work)).await
    }

    async fn with(app: Arc<App>) -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let (router, limits) = (router(Arc::clone(&app)), app.limits.clone());
        let served = tokio::spawn(async move {
            serve(listener, router, &limits, async {
                let _ = stopped.await;
            })
            .await;
        });
        Running { address, app, stop, served }
    }

    /// Tells the service to stop; the handle ends when the last connection is closed.
    pub fn stop(self) -> JoinHandle<()> {
        self.stop.send(()).unwrap();
        self.served
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.address, request(Method::GET, path, "")).await
    }

    pub async fn post(&self, path: &str, body: impl Into<Bytes>) -> Answer {
        send(self.address, request(Method::POST, path, body)).await
    }

    /// Sends bytes as they are, and gives what comes back until the service closes the connection.
    pub async fn raw(&self, bytes: &[u8]) -> String {
        all(&mut self.sent(bytes).await).await
    }

    /// The same from a caller who says beforehand that nothing more will come; the service need not answer one who leaves.
    pub async fn raw_and_no_more(&self, bytes: &[u8]) -> String {
        let mut stream = self.sent(bytes).await;
        let _ = stream.shutdown().await;
        all(&mut stream).await
    }

    async fn sent(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // A service that has seen enough may close before all is sent.
        let _ = stream.write_all(bytes).await;
        stream
    }

    /// Whether the service still judges as it should: what each test of hostile requests ends with.
    pub async fn is_well(&self) -> bool {
        let answer = self.post("/v1/site", one_site().to_string()).await;
        answer.status == 200 && answer.json()["verdict"]["verdict"] == "not_assessed"
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        assert_eq!(self.headers["content-type"], "application/json");
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap().to_owned()
    }

    pub fn message(&self) -> String {
        self.json()["message"].as_str().unwrap().to_owned()
    }
}

/// A request with the headers of JSON.
pub fn request(method: Method, path: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    let builder = Request::builder().method(method).uri(path).header("host", "localhost").header("content-type", "application/json");
    builder.body(Full::new(body.into())).unwrap()
}

/// Sends one request over a connection of its own.
pub async fn send(address: SocketAddr, request: Request<Full<Bytes>>) -> Answer {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    let (head, body) = sender.send_request(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    drop(sender);
    let _ = connection.await;
    Answer { status: head.status.as_u16(), headers: head.headers, body }
}

/// Reads until the other side closes; a reset ends it as well.
pub async fn all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The head of a request that says how long its body is and waits for leave to send it: with the leave, the request is under way.
pub async fn under_way(address: SocketAddr, length: usize) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head =
        format!("POST /v1/site HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nexpect: 100-continue\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut leave = [0; 25];
    stream.read_exact(&mut leave).await.unwrap();
    assert_eq!(&leave, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

/// Evidence of one site that nobody looked at.
pub fn one_site() -> Value {
    serde_json::json!({
        "checkpoint": "2017-11-29",
        "tables": { "sites": [{
            "site_code": "3799000001", "site_name": "示例市人民政府", "home_url": "http://www.sample.example/",
            "role": "portal", "level": "city", "division": "市本级", "sponsor": "示例市人民政府办公厅"
        }] }
    })
}
