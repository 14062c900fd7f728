//! What all requests share, and the way of one request through it.

use std::sync::Arc;

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use tokio::time::Instant;

use crate::{Desk, Limits, Problem, answer::written, intake::Intake, judge};

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The verdict on one site.
    Site,
    /// A census.
    Census,
}

/// What a worker does with a body: [`judge`], unless a test has something to observe.
pub type Work = Arc<dyn Fn(Ask, &[u8], &Limits) -> Result<Vec<u8>, Problem> + Send + Sync>;

/// What all requests share.
pub struct App {
    /// Limits of the service.
    pub limits: Limits,
    /// Where requests wait for a worker.
    pub desk: Desk,
    intake: Intake,
    work: Work,
}

impl App {
    /// The service with its limits.
    pub fn new(limits: Limits) -> Arc<App> {
        App::with_work(limits, Arc::new(judge))
    }

    /// The same with other work.
    pub fn with_work(limits: Limits, work: Work) -> Arc<App> {
        let (desk, intake) = (Desk::new(&limits), Intake::new(&limits));
        Arc::new(App { limits, desk, intake, work })
    }

    /// Takes the body, lets a worker judge it and gives the answer, all within the time limit.
    pub(crate) async fn answer(self: Arc<App>, ask: Ask, request: Request) -> Response {
        let deadline = Instant::now() + self.limits.time;
        let app = Arc::clone(&self);
        let judged = async {
            let body = self.intake.read(request, deadline).await?;
            self.desk.run(deadline, move || (app.work)(ask, &body.bytes, &app.limits)).await
        };
        judged.await.map_or_else(Problem::into_response, |body| written(body).into_response())
    }
}
