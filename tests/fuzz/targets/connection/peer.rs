//! What the peer of a story does.

use closeframe::Role;

use crate::{
    pipe::Pipe,
    story::{Step, Story},
    wire::{close, frame, other, ping, raw_frame},
};

pub(crate) fn act(story: &Story, step: &Step, pipe: &Pipe) {
    let peer = other(story.role());
    match step {
        Step::PeerSends(bytes) => pipe.send(bytes),
        Step::PeerSendsFrame { first, properly_masked, payload } => {
            let masked = (peer == Role::Client) == *properly_masked;
            pipe.send(&raw_frame(*first, masked, payload));
        }
        Step::PeerSendsText(len) => pipe.send(&frame(peer, 0x81, &vec![b'x'; usize::from(*len)])),
        Step::PeerPings => pipe.send(&ping(peer)),
        Step::PeerCloses { code, reason } => pipe.send(&close(peer, *code, reason.as_bytes())),
        Step::PeerReads(bytes) => pipe.take(usize::from(*bytes)),
        Step::PeerTakesNothing => pipe.take_nothing(),
        Step::PeerTakesAll => pipe.take(usize::MAX),
        Step::PeerEnds { reset } => pipe.end(*reset),
        Step::PeerGone => pipe.be_gone(),
        Step::Chunks(bytes) => pipe.chunk(usize::from(*bytes)),
        applications => unreachable!("{applications:?} is no step of the peer's"),
    }
}
