//! Reads a body: JSON, no longer and no slower than the limits, and never more of all bodies at a time than the service can hold.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, header},
};
use http_body_util::BodyExt;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout, timeout_at},
};

use crate::{Code, Limits, Problem};

/// How long a body is read that is thrown away.
const MOMENT: Duration = Duration::from_secs(1);

/// Takes bodies.
pub(crate) struct Intake {
    /// One permit for each byte that may be held.
    free: Arc<Semaphore>,
    longest: usize,
}

/// A whole body, which counts as held until it is dropped.
pub(crate) struct Held {
    pub bytes: Vec<u8>,
    _permits: OwnedSemaphorePermit,
}

impl Intake {
    pub fn new(limits: &Limits) -> Intake {
        Intake { free: Arc::new(Semaphore::new(limits.held.min(Semaphore::MAX_PERMITS))), longest: limits.body }
    }

    /// Reads the body of a request. A slow caller holds only what it has sent, so a few of them hinder nobody.
    pub async fn read(&self, request: Request, deadline: Instant) -> Result<Held, Problem> {
        let (head, mut body) = request.into_parts();
        if let Err(problem) = self.may_be_read(&head.headers) {
            // Who asks beforehand has sent nothing yet.
            if !head.headers.contains_key(header::EXPECT) {
                self.discard(body).await;
            }
            return Err(problem);
        }
        let slow = |_| Problem::new(Code::BodyTooSlow, "the body did not arrive in time; send it faster, or fewer sites at a time");
        let read = timeout_at(deadline, self.collect(&mut body)).await.map_err(slow)?;
        if read.is_err() {
            self.discard(body).await;
        }
        read
    }

    fn may_be_read(&self, headers: &HeaderMap) -> Result<(), Problem> {
        is_json(headers)?;
        match declared(headers) {
            Some(length) if length > self.longest as u64 => Err(self.too_large()),
            _ => Ok(()),
        }
    }

    /// A caller that still sends would meet a broken connection in the place of its answer: what comes in a moment is thrown away.
    async fn discard(&self, mut body: Body) {
        let mut left = 2 * self.longest;
        let reading = async {
            while let Some(Ok(frame)) = body.frame().await {
                left = left.saturating_sub(frame.data_ref().map_or(0, |data| data.len()));
                if left == 0 {
                    return;
                }
            }
        };
        // It ends in any case; how does not matter.
        let _ = timeout(MOMENT, reading).await;
    }

    async fn collect(&self, body: &mut Body) -> Result<Held, Problem> {
        let (mut bytes, mut permits) = (Vec::new(), self.hold(0)?);
        while let Some(frame) = body.frame().await {
            let broken = |_| Problem::new(Code::BodyBroken, "the body ends before its declared end, or is wrongly framed; send it whole");
            // Trailers say nothing here.
            let Ok(data) = frame.map_err(broken)?.into_data() else { continue };
            if bytes.len() + data.len() > self.longest {
                return Err(self.too_large());
            }
            permits.merge(self.hold(data.len())?);
            bytes.extend_from_slice(&data);
        }
        Ok(Held { bytes, _permits: permits })
    }

    fn hold(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Problem> {
        let permits = u32::try_from(bytes).ok().and_then(|bytes| Arc::clone(&self.free).try_acquire_many_owned(bytes).ok());
        permits.ok_or_else(|| Problem::busy("the service holds as many bodies as it can"))
    }

    fn too_large(&self) -> Problem {
        Problem::new(Code::BodyTooLarge, format!("the body is longer than {} bytes; send fewer sites at a time, or use the command line", self.longest))
    }
}

/// Whether the body is plain JSON; packed bodies are not unpacked, for a small one can hold a huge one.
fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") || headers.contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::new(Code::WrongContentType, "send JSON as it is, with `Content-Type: application/json` and no Content-Encoding"));
    }
    Ok(())
}

fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
