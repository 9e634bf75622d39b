//! Whose an ending is.

use std::time::Duration;

use closeframe::{
    Blame, CloseCode, CloseReport, Direction, ErrorType,
    Initiator::{Local, None as Nobody, Remote},
    Outcome, Role, Source, Violation,
};
use tokio::time::sleep;

use super::{CLIENTS_TEXT, Ends, SERVERS_TEXT, clients_close, servers_close};

#[tokio::test(start_paused = true)]
async fn a_client_that_closes_is_remote() {
    let mut ends = Ends::new();
    ends.client_sends(CLIENTS_TEXT).await;
    ends.server_reads(CLIENTS_TEXT).await;
    ends.client_sends(&clients_close(4001)).await;
    ends.server_reads(&clients_close(4001)).await;
    assert_eq!(ends.records.reports().len(), 0, "the server has not answered");
    ends.server_sends(&servers_close(4001)).await;
    ends.client_reads(&servers_close(4001)).await;
    assert_eq!(ends.records.reports().len(), 1, "reported at the ending, not at the end of TCP");
    ends.server_shuts().await;
    ends.client_reads_end().await;
    ends.client_shuts().await;
    let spliced = ends.spliced().await;
    assert_eq!(super::told(&spliced.report), (4001, Remote, Outcome::Clean));
    assert_eq!((spliced.to_upstream, spliced.to_client), (16, 4));
    assert_eq!(spliced.report.source(), Source::Wire);
    assert_eq!(spliced.report.role(), Role::Server);
    assert!(spliced.report.is_spliced());
}

#[tokio::test(start_paused = true)]
async fn a_server_that_closes_is_local() {
    let mut ends = Ends::new();
    ends.server_sends(&[SERVERS_TEXT, &servers_close(1001)].concat()).await;
    ends.client_reads(&[SERVERS_TEXT, &servers_close(1001)].concat()).await;
    ends.client_sends(&clients_close(1001)).await;
    ends.server_reads(&clients_close(1001)).await;
    assert_eq!(ends.told().await, (1001, Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn a_server_may_end_tcp_before_it_is_answered() {
    let mut ends = Ends::new();
    ends.server_sends(&servers_close(1011)).await;
    drop(ends.server.take());
    ends.client_reads(&servers_close(1011)).await;
    ends.client_reads_end().await;
    ends.client_sends(&clients_close(1011)).await;
    assert_eq!(ends.told().await, (1011, Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_ends_tcp_is_dropped() {
    let mut ends = Ends::new();
    ends.server_sends(SERVERS_TEXT).await;
    ends.server_shuts().await;
    ends.client_reads(SERVERS_TEXT).await;
    ends.client_reads_end().await;
    let spliced = ends.spliced().await;
    assert_eq!(super::told(&spliced.report), (1006, Nobody, Outcome::Dropped));
    assert_eq!(spliced.report.blame(), Blame::Ours);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_vanishes_is_eof_whatever_the_server_does_then() {
    let mut ends = Ends::new();
    ends.client_sends(CLIENTS_TEXT).await;
    ends.client_shuts().await;
    ends.server_reads(CLIENTS_TEXT).await;
    ends.server_reads_end().await;
    ends.server_sends(&servers_close(1001)).await;
    // It may still be read by a client that has shut one side only.
    ends.client_reads(&servers_close(1001)).await;
    ends.server_shuts().await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Eof));
}

#[tokio::test(start_paused = true)]
async fn of_two_ends_in_one_moment_the_clients_counts() {
    for client_closes in [false, true] {
        let mut ends = Ends::new();
        // The task has not run yet.
        ends.server_shuts().await;
        if client_closes {
            ends.client_sends(&clients_close(1001)).await;
        }
        ends.client_shuts().await;
        let expected = match client_closes {
            true => (1001, Remote, Outcome::Abandoned),
            false => (1006, Nobody, Outcome::Eof),
        };
        assert_eq!(ends.told().await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_closed_and_got_no_answer() {
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    ends.server_reads(&clients_close(1000)).await;
    ends.server_shuts().await;
    let spliced = ends.spliced().await;
    assert_eq!(super::told(&spliced.report), (1000, Remote, Outcome::Abandoned));
    assert_eq!(spliced.report.blame(), Blame::Ours);

    // However long both were there without one.
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    sleep(Duration::from_secs(60)).await;
    ends.server_shuts().await;
    assert_eq!(ends.told().await, (1000, Remote, Outcome::Abandoned));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_closes_and_shuts_its_side_is_answered() {
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    ends.client_shuts().await;
    ends.server_reads(&clients_close(1000)).await;
    ends.server_reads_end().await;
    ends.server_sends(&servers_close(1000)).await;
    ends.server_shuts().await;
    ends.client_reads(&servers_close(1000)).await;
    assert_eq!(ends.told().await, (1000, Remote, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_closed_and_got_no_answer() {
    let mut ends = Ends::new();
    ends.server_sends(&servers_close(1012)).await;
    ends.client_reads(&servers_close(1012)).await;
    ends.client_shuts().await;
    assert_eq!(ends.told().await, (1012, Local, Outcome::Unanswered));
}

#[tokio::test(start_paused = true)]
async fn a_close_that_is_cut_is_none() {
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)[..7]).await;
    ends.client_shuts().await;
    ends.server_reads(&clients_close(1000)[..7]).await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Eof));
    let mut ends = Ends::new();
    ends.server_sends(&servers_close(1000)[..3]).await;
    ends.server_shuts().await;
    ends.client_reads(&servers_close(1000)[..3]).await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Dropped));
}

#[tokio::test(start_paused = true)]
async fn an_illegal_close_passes_and_is_a_violation() {
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1006)).await;
    ends.server_reads(&clients_close(1006)).await;
    ends.server_sends(&servers_close(1002)).await;
    let records = ends.records.clone();
    let spliced = ends.spliced().await;
    assert_eq!(spliced.report.outcome(), Outcome::ProtocolError);
    assert_eq!(spliced.report.received_code(), Some(CloseCode::new(1006)));
    assert_eq!(records.violations(), [(Direction::Received, Violation::InvalidCode)]);

    let mut ends = Ends::new();
    ends.server_sends(&servers_close(999)).await;
    ends.client_reads(&servers_close(999)).await;
    ends.client_sends(&clients_close(1002)).await;
    let records = ends.records.clone();
    let (code, initiator, outcome) = ends.told().await;
    assert_eq!((code, initiator, outcome), (999, Local, Outcome::Clean));
    assert_eq!(records.violations()[0], (Direction::Sent, Violation::InvalidCode));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_breaks_the_protocol_is_told_when_the_server_says_so() {
    for (frame, error_type) in [
        (&b"\x83\x80\0\0\0\0"[..], ErrorType::ReservedOpcode),
        (b"\xA9\x80\0\0\0\0", ErrorType::ReservedBits),
        (b"\xC9\x80\0\0\0\0", ErrorType::ReservedBits),
        (b"\x09\x80\0\0\0\0", ErrorType::FragmentedControlFrame),
        (b"\x89\xFE\0\x7E\0\0\0\0", ErrorType::ControlFrameTooBig),
        (b"\x81\x02hi", ErrorType::UnmaskedFrame),
        (b"\x80\x82\0\0\0\0hi", ErrorType::BadFragmentation),
        (b"GET / HTTP/1.1\r\n", ErrorType::HttpRequest),
        (b"\x16\x03\x01\x02\0", ErrorType::TlsRecord),
    ] {
        for cut in 0..frame.len() {
            let mut ends = Ends::new();
            ends.client_sends(CLIENTS_TEXT).await;
            ends.server_reads(CLIENTS_TEXT).await;
            ends.client_sends(&frame[..cut]).await;
            ends.server_reads(&frame[..cut]).await;
            ends.client_sends(&frame[cut..]).await;
            ends.server_reads(&frame[cut..]).await;
            ends.server_sends(&servers_close(1002)).await;
            ends.server_shuts().await;
            ends.client_reads(&servers_close(1002)).await;
            let spliced = ends.spliced().await;
            assert_eq!(
                super::told(&spliced.report),
                (1002, Local, Outcome::ProtocolError),
                "{frame:?}"
            );
            assert_eq!(spliced.report.error_type(), Some(error_type), "{frame:?}, {cut}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn compressed_data_breaks_nothing_unless_no_extension_was_agreed_on() {
    let compressed: &[u8] = b"\xC1\x82\0\0\0\0hi";
    let mut ends = Ends::new();
    ends.client_sends(&[compressed, &clients_close(1000)].concat()).await;
    ends.server_reads(compressed).await;
    ends.server_sends(&servers_close(1000)).await;
    assert_eq!(ends.told().await, (1000, Remote, Outcome::Clean));

    // What marks other bits, or each frame of a message, is no compression of RFC 7692's, and an extension too.
    let marked: &[u8] = b"\x21\x81\0\0\0\0h\xF0\x81\0\0\0\0i";
    let mut ends = Ends::new();
    ends.client_sends(&[marked, &clients_close(1000)].concat()).await;
    ends.server_reads(marked).await;
    ends.server_sends(&[b"\xA1\x02hi", &servers_close(1000)[..]].concat()).await;
    assert_eq!(ends.told().await, (1000, Remote, Outcome::Clean));

    let mut ends = Ends::of(64, |monitor| monitor, |splice| splice.without_extensions());
    ends.client_sends(compressed).await;
    ends.server_sends(&servers_close(1002)).await;
    assert_eq!(ends.told().await, (1002, Local, Outcome::ProtocolError));
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_is_neither_sides_fault() {
    let mut ends = Ends::new();
    ends.client_sends(CLIENTS_TEXT).await;
    ends.server_reads(CLIENTS_TEXT).await;
    let report = ends.abort().await;
    assert_eq!(super::told(&report), (1006, Nobody, Outcome::Abandoned));
    assert_eq!(report.error_type(), Some(ErrorType::Cancelled));
    assert_eq!(report.blame(), Blame::Nobody);

    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    ends.server_reads(&clients_close(1000)).await;
    let report = ends.abort().await;
    assert_eq!(super::told(&report), (1000, Remote, Outcome::Abandoned));
    assert_eq!(report.blame(), Blame::Nobody);

    // However long that close has waited.
    let mut ends = Ends::new();
    ends.server_sends(&servers_close(1000)).await;
    ends.client_reads(&servers_close(1000)).await;
    sleep(Duration::from_secs(60)).await;
    let report = ends.abort().await;
    assert_eq!(super::told(&report), (1000, Local, Outcome::Abandoned));
    assert_eq!(report.error_type(), Some(ErrorType::Cancelled));
}

/// Their headers say all there is to say; the payload may never come.
#[tokio::test(start_paused = true)]
async fn closes_that_are_too_long() {
    let of_server = b"\x88\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x03\xE8";
    let mut ends = Ends::new();
    ends.server_sends(of_server).await;
    ends.client_reads(of_server).await;
    ends.client_sends(&clients_close(1002)).await;
    ends.server_reads(&clients_close(1002)).await;
    ends.server_shuts().await;
    let records = ends.records.clone();
    assert_eq!(ends.told().await, (1002, Remote, Outcome::Abandoned));
    assert_eq!(records.violations(), [(Direction::Sent, Violation::ReasonTooLong)]);

    let of_client = b"\x88\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0\x03\xE8";
    let mut ends = Ends::new();
    ends.client_sends(of_client).await;
    ends.server_reads(of_client).await;
    ends.server_sends(&servers_close(1002)).await;
    ends.server_shuts().await;
    let records = ends.records.clone();
    let (code, initiator, outcome) = ends.told().await;
    assert_eq!((code, initiator, outcome), (1000, Remote, Outcome::ProtocolError));
    assert_eq!(records.violations(), [(Direction::Received, Violation::TooLong)]);

    // One that comes to its end.
    let of_server = [&b"\x88\x7E\0\x7E\x03\xF3"[..], &[b'x'; 124]].concat();
    let report = server_closes(&of_server, Violation::ReasonTooLong).await;
    assert_eq!(super::told(&report), (1011, Local, Outcome::Clean));

    // Of data any length is legal, and however it is written.
    let data = b"\x82\xFE\0\x02\0\0\0\0hi\x82\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0\x88\x80";
    let mut ends = Ends::new();
    ends.client_sends(data).await;
    ends.server_reads(data).await;
    ends.client_shuts().await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Eof));
}

/// The server closes so, is answered with 1002, and both end; the close was told as sent, and its fault.
async fn server_closes(frame: &[u8], expected: Violation) -> CloseReport {
    let mut ends = Ends::new();
    ends.server_sends(&frame[..1]).await;
    ends.server_sends(&frame[1..]).await;
    ends.client_reads(frame).await;
    ends.client_sends(&clients_close(1002)).await;
    ends.server_reads(&clients_close(1002)).await;
    ends.server_shuts().await;
    ends.client_shuts().await;
    let records = ends.records.clone();
    let report = ends.spliced().await.report;
    assert_eq!(records.violations(), [(Direction::Sent, expected)]);
    assert_eq!(report.violation(), Some((Direction::Sent, expected)));
    assert_eq!(report.blame(), Blame::Ours);
    assert_eq!(report.received_code(), Some(CloseCode::PROTOCOL_ERROR));
    CloseReport::clone(&report)
}

#[tokio::test(start_paused = true)]
async fn closes_of_the_servers_that_are_illegal_by_their_header() {
    for (frame, expected) in [
        (&b"\x08\x02\x03\xE8"[..], Violation::Fragmented),
        (b"\xC8\x02\x03\xE8", Violation::ReservedBits),
        (b"\x88\x82\0\0\0\0\x03\xE8", Violation::Masked),
    ] {
        let report = server_closes(frame, expected).await;
        assert_eq!(super::told(&report).1, Local, "{report}");
        assert_eq!(report.outcome(), Outcome::Clean, "{report}");
        let meaning = report.explanation().meaning;
        assert!(meaning.contains("The server behind us sent a close frame"), "{meaning}");
    }
    // The header came, and no more.
    let mut ends = Ends::new();
    ends.server_sends(b"\x08\x02\x03").await;
    ends.client_reads(b"\x08\x02\x03").await;
    ends.server_shuts().await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Dropped));
}
