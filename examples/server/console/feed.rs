//! `/events`: server-sent events for the pages, first a `snapshot`, then an `update` after each change.
//!
//! Only so many are read at once, and who does not read what it asked for is let go of: at most one update waits
//! for a page, and after that nothing is put together for it. What the kernel holds for a connection that nobody
//! reads is for the HTTP side to give up.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, RETRY_AFTER},
    },
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{Stream, StreamExt, stream};
use tokio::{
    select,
    sync::{
        OwnedSemaphorePermit, Semaphore,
        mpsc::{self, Receiver, Sender},
    },
    time::{sleep, timeout},
};

use super::{book::Book, update::Told};

/// What a page may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How many are told at once.
    pub(crate) pages: usize,
    /// The least pause between two updates, however much happens.
    pub(crate) pause: Duration,
    /// How long an update may wait until it is read.
    pub(crate) patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let (pause, patience) = (Duration::from_millis(300), Duration::from_secs(10));
        Self { pages: 32, pause, patience }
    }
}

/// Tells pages what changes in a book.
#[derive(Clone, Debug)]
pub(super) struct Feed {
    book: Book,
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Feed {
    pub(super) fn new(book: Book, limits: Limits) -> Self {
        Self { book, limits, places: Arc::new(Semaphore::new(limits.pages)) }
    }

    /// Tells one page, until it goes away or does not read.
    async fn tell(self, page: Sender<Event>, _place: OwnedSemaphorePermit) {
        let Limits { pause, patience, .. } = self.limits;
        let mut changes = self.book.changes();
        let (mut told, mut name) = (Told::default(), "snapshot");
        loop {
            // Put together only now that it can leave: who is behind gets all of it as one.
            let Ok(Ok(room)) = timeout(patience, page.reserve()).await else { return };
            let (changed, so_far) = self.book.since(told);
            room.send(Event::default().event(name).data(changed.to_json()));
            (told, name) = (so_far, "update");
            select! {
                () = page.closed() => return,
                Ok(()) = async { sleep(pause).await; changes.changed().await } => {}
            }
        }
    }
}

/// The events, or 503 and why.
pub(super) async fn events(State(feed): State<Feed>) -> Response {
    let Ok(place) = Arc::clone(&feed.places).try_acquire_owned() else {
        let most = feed.limits.pages;
        let why = format!("{most} pages read the events already: close one, or try again later\n");
        let headers = [(RETRY_AFTER, "5"), (CACHE_CONTROL, "no-store")];
        return (StatusCode::SERVICE_UNAVAILABLE, headers, why).into_response();
    };
    let (page, news) = mpsc::channel(1);
    tokio::spawn(feed.tell(page, place));
    Sse::new(read(news)).keep_alive(KeepAlive::default()).into_response()
}

/// What is told, and at the end that it is the end: only a page that was too slow sees one.
fn read(news: Receiver<Event>) -> impl Stream<Item = Result<Event, Infallible>> {
    let told = stream::unfold(news, |mut news| async move { Some((news.recv().await?, news)) });
    let end = Event::default().event("dropped").data("read too slowly");
    told.chain(stream::once(async { end })).map(Ok)
}
