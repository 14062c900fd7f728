//! Paths and their handlers.

use std::{sync::Arc, time::Instant};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    App, Ask, Code, Problem,
    answer::{Health, StandardSummary, json},
    openapi::document,
    settings::LIBRARY,
};

/// Paths that the log may name; of others it says only that they are.
const PATHS: [&str; 5] = ["/v1/site", "/v1/census", "/v1/standards", "/healthz", "/openapi.json"];

/// The service as a router.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/v1/site", post(site))
        .route("/v1/census", post(census))
        .route("/v1/standards", get(standards))
        .route("/healthz", get(healthz))
        .route("/openapi.json", get(openapi))
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(not_found)
        .layer(middleware::from_fn(log))
        .with_state(app)
}

async fn site(State(app): State<Arc<App>>, request: Request) -> Response {
    app.answer(Ask::Site, request).await
}

async fn census(State(app): State<Arc<App>>, request: Request) -> Response {
    app.answer(Ask::Census, request).await
}

async fn healthz(State(app): State<Arc<App>>) -> Response {
    let load = app.desk.load();
    json(&Health { status: "ok", judging: load.judging, waiting: load.waiting }).into_response()
}

async fn openapi() -> Response {
    json(&document()).into_response()
}

async fn standards() -> Response {
    // Every standard that ships resolves: the tests of the core see to that.
    let known = LIBRARY.list().into_iter().filter_map(|(id, revision)| LIBRARY.resolve(&format!("{id}@{revision}")).ok());
    let summaries = known.map(|standard| StandardSummary {
        in_force_from: standard.effective.as_ref().and_then(|dates| dates.from).map(|day| day.to_string()),
        in_force_to: standard.effective.as_ref().and_then(|dates| dates.to).map(|day| day.to_string()),
        id: standard.id,
        revision: standard.revision,
        digest: standard.digest,
        title: standard.title,
        document: standard.document,
        chain: standard.chain,
    });
    json(&summaries.collect::<Vec<_>>()).into_response()
}

async fn not_found() -> Problem {
    Problem::new(Code::NotFound, format!("there is no such path; the paths are {}", PATHS.join(", ")))
}

async fn method_not_allowed() -> Problem {
    Problem::new(Code::MethodNotAllowed, "this path takes another method; see /openapi.json")
}

/// One line a request on standard error, without a word of the caller: paths and queries can hold anything.
async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let path = PATHS.iter().find(|path| **path == request.uri().path()).copied().unwrap_or("(other)");
    let response = next.run(request).await;
    eprintln!("{path} {} {} ms", response.status().as_u16(), started.elapsed().as_millis());
    response
}
