//! A bounded number of requests at a time.

use std::{
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use gov_site_compliance_service::{Ask, Limits, Load, Work, judge};
use tokio::task::JoinSet;

use crate::client::{Answer, Running, one_site, under_way};

/// Work that says when it begins and goes on when it is allowed to.
struct Gate {
    work: Work,
    begun: tokio::sync::mpsc::UnboundedReceiver<()>,
    allow: mpsc::Sender<()>,
}

fn gate() -> Gate {
    let (begin, begun) = tokio::sync::mpsc::unbounded_channel();
    let (allow, allowed) = mpsc::channel();
    let allowed = Mutex::new(allowed);
    let work = move |ask: Ask, body: &[u8], limits: &Limits| {
        begin.send(()).unwrap();
        allowed.lock().unwrap().recv().unwrap();
        judge(ask, body, limits)
    };
    Gate { work: Arc::new(work), begun, allow }
}

fn one_worker(waiting: usize) -> Limits {
    Limits { workers: 1, waiting, ..Limits::default() }
}

async fn asks(service: Arc<Running>) -> Answer {
    service.post("/v1/site", one_site().to_string()).await
}

/// Asks again and again until so many are judged and wait; each question gives the service its turn.
async fn until(service: &Running, load: Load) {
    for _ in 0..100_000 {
        if service.app.desk.load() == load {
            return;
        }
        assert_eq!(service.get("/healthz").await.status, 200);
    }
    panic!("{:?} in the place of {load:?}", service.app.desk.load());
}

#[tokio::test]
async fn who_finds_no_place_is_told_to_come_back() {
    let mut gate = gate();
    let service = Arc::new(Running::with_work(one_worker(1), Arc::clone(&gate.work)).await);
    let judged = tokio::spawn(asks(Arc::clone(&service)));
    gate.begun.recv().await.unwrap();
    let waiting = tokio::spawn(asks(Arc::clone(&service)));
    until(&service, Load { judging: 1, waiting: 1 }).await;
    let health = service.get("/healthz").await.json();
    assert_eq!((&health["judging"], &health["waiting"]), (&1.into(), &1.into()));

    let refused = asks(Arc::clone(&service)).await;
    assert_eq!((refused.status, refused.code().as_str()), (503, "busy"));
    assert_eq!(refused.headers["retry-after"], "5");

    gate.allow.send(()).unwrap();
    gate.allow.send(()).unwrap();
    assert_eq!((judged.await.unwrap().status, waiting.await.unwrap().status), (200, 200));
    until(&service, Load { judging: 0, waiting: 0 }).await;
    gate.allow.send(()).unwrap();
    assert_eq!(asks(service).await.status, 200);
}

#[tokio::test]
async fn late_work_is_given_up_and_keeps_its_worker_until_it_ends() {
    let mut gate = gate();
    let limits = Limits { time: Duration::from_millis(500), ..one_worker(1) };
    let service = Arc::new(Running::with_work(limits, Arc::clone(&gate.work)).await);
    let late = asks(Arc::clone(&service)).await;
    assert_eq!((late.status, late.code().as_str()), (504, "too_slow"));
    gate.begun.recv().await.unwrap();
    assert_eq!(service.app.desk.load(), Load { judging: 1, waiting: 0 });
    // Nobody begins this one: it gives up its place when its time is over.
    let waited = asks(Arc::clone(&service)).await;
    assert_eq!((waited.status, waited.code().as_str()), (503, "busy"));
    assert!(gate.begun.try_recv().is_err());
    gate.allow.send(()).unwrap();
    until(&service, Load { judging: 0, waiting: 0 }).await;
}

#[tokio::test]
async fn a_caller_who_leaves_gives_up_its_place() {
    let mut gate = gate();
    let service = Arc::new(Running::with_work(one_worker(1), Arc::clone(&gate.work)).await);
    let judged = tokio::spawn(asks(Arc::clone(&service)));
    gate.begun.recv().await.unwrap();
    let body = one_site().to_string();
    let mut leaving = under_way(service.address, body.len()).await;
    tokio::io::AsyncWriteExt::write_all(&mut leaving, body.as_bytes()).await.unwrap();
    until(&service, Load { judging: 1, waiting: 1 }).await;
    drop(leaving);
    until(&service, Load { judging: 1, waiting: 0 }).await;
    gate.allow.send(()).unwrap();
    assert_eq!(judged.await.unwrap().status, 200);
}

#[tokio::test]
async fn work_that_panics_costs_its_own_request() {
    let work: Work = Arc::new(|ask, body, limits| if ask == Ask::Census { panic!("on purpose") } else { judge(ask, body, limits) });
    let service = Running::with_work(one_worker(0), work).await;
    for _ in 0..3 {
        let failed = service.post("/v1/census", "{}").await;
        assert_eq!((failed.status, failed.code().as_str()), (500, "internal"));
        assert!(!failed.message().contains("purpose"));
    }
    assert!(service.is_well().await);
}

#[tokio::test]
async fn bodies_are_held_up_to_a_limit() {
    let body = one_site().to_string();
    let mut gate = gate();
    let limits = Limits { held: body.len() + 1, ..one_worker(1) };
    let service = Arc::new(Running::with_work(limits, Arc::clone(&gate.work)).await);
    let judged = tokio::spawn(asks(Arc::clone(&service)));
    gate.begun.recv().await.unwrap();
    let refused = asks(Arc::clone(&service)).await;
    assert_eq!((refused.status, refused.code().as_str()), (503, "busy"));
    assert!(refused.message().contains("as many bodies as it can"));
    gate.allow.send(()).unwrap();
    assert_eq!(judged.await.unwrap().status, 200);
    until(&service, Load { judging: 0, waiting: 0 }).await;
    gate.allow.send(()).unwrap();
    assert_eq!(asks(service).await.status, 200);
}

#[tokio::test]
async fn thousands_are_answered_or_told_to_come_back() {
    let service = Arc::new(Running::start(Limits { workers: 2, waiting: 4, ..Limits::default() }).await);
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        callers.spawn(caller(Arc::clone(&service)));
    }
    let (mut judged, mut refused) = (0, 0);
    while let Some(caller) = callers.join_next().await {
        let (heard, told) = caller.unwrap();
        judged += heard;
        refused += told;
    }
    assert!(judged > 0, "{judged} judged, {refused} refused");
    assert_eq!(judged + refused, CALLERS * REQUESTS);
    assert!(service.is_well().await);
    until(&service, Load { judging: 0, waiting: 0 }).await;
}

/// Callers at a time: two file handles each, of the thousand that a shell usually grants.
const CALLERS: u32 = 300;
/// Requests of a caller.
const REQUESTS: u32 = 10;

/// Asks some times; counts verdicts and refusals.
async fn caller(service: Arc<Running>) -> (u32, u32) {
    let (mut judged, mut refused) = (0, 0);
    for _ in 0..REQUESTS {
        let answer = asks(Arc::clone(&service)).await;
        if answer.status == 200 {
            judged += 1;
            continue;
        }
        assert_eq!((answer.status, answer.headers.contains_key("retry-after")), (503, true));
        refused += 1;
    }
    (judged, refused)
}
