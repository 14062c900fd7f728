//! Takes connections until it is told to stop, and then lets the requests under way end.

use std::{pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::Limits;

/// Longest head of a request.
const HEAD: usize = 64 << 10;
/// Pause after a connection could not be taken, as when no file handle is free.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is done: then nobody new is let in, requests under way get their answer, and it returns when the last connection
/// is closed, at the latest after the time limit.
pub async fn serve(listener: TcpListener, router: Router, limits: &Limits, stop: impl Future<Output = ()>) {
    let (stopping, stopped) = watch::channel(false);
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        // Connections beyond the limit wait in the kernel.
        let place = tokio::select! { biased; () = &mut stop => break, place = Arc::clone(&places).acquire_owned() => place };
        let accepted = tokio::select! { biased; () = &mut stop => break, accepted = listener.accept() => accepted };
        match accepted {
            Ok((stream, _)) => {
                let connection = connection(stream, router.clone(), limits.clone(), stopped.clone());
                connections.spawn(async move {
                    let _place = place;
                    connection.await;
                });
            }
            Err(_) => sleep(PAUSE).await,
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    // Without a receiver there is no connection to be told.
    let _ = stopping.send(true);
    while connections.join_next().await.is_some() {}
}

/// Serves one connection. Told to stop, or too old, it ends with the request under way, and is cut if that takes too long: as when the
/// caller does not take its answer.
async fn connection(stream: TcpStream, router: Router, limits: Limits, mut stopped: watch::Receiver<bool>) {
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // However it ended, there is nobody left to tell.
        _ = connection.as_mut() => return,
        _ = stopped.wait_for(|stopped| *stopped) => {}
        () = sleep(limits.connection) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(limits.time, connection).await;
}
