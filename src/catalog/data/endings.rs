//! The rows of endings: data, no logic.
//!
//! One row for each outcome and initiator, each rule that a close frame can break, and each kind of error:
//! the facts, and the English texts beside them. The other languages have theirs in `languages/`.

use super::standard_codes::{
    GRAPHQL_WS, JUDGEMENT, RFC_CLOSE_FRAME, RFC_CLOSED, RFC_CLOSING_TCP, RFC_CODE_LIST,
    RFC_CONTROL, RFC_DEFLATE, RFC_FAIL, RFC_FRAGMENTS, RFC_FRAMES, RFC_HTTP_MESSAGES, RFC_LIMITS,
    RFC_MASKING, RFC_OPENING, RFC_PING, RFC_RECONNECT, RFC_TCP_FAILURES, RFC_TCP_ICMP,
    RFC_TCP_RESET, RFC_TLS, RFC_TLS_CLOSURE, RFC_UTF8,
};
use crate::{
    Blame::{self, Network, Nobody, Ours, Peer},
    Direction::{Received, Sent},
    ErrorType as E,
    Initiator::{Local, None as NoOne, Remote},
    Outcome as O, Violation as V,
    catalog::{
        Retry,
        ending::{
            EndingEntry,
            EndingKind::{self, Error, Outcome, Spliced, Violation},
        },
    },
};

type Advice = Option<(Retry, &'static str)>;

/// What the code says on reconnecting holds.
const BY_CODE: Advice = None;
const COMES_BACK: Advice = Some((Retry::Backoff, RFC_RECONNECT));
const FIX_FIRST: Advice = Some((Retry::AfterFix, GRAPHQL_WS));
const MAY_RETURN: Advice = Some((Retry::Backoff, JUDGEMENT));

const fn row(
    kind: EndingKind,
    (acts, advice): (Blame, Advice),
    reference: &'static str,
    [meaning, when_seen, how_to_fix]: [&'static str; 3],
) -> EndingEntry {
    EndingEntry { kind, acts, advice, reference, english: [meaning, when_seen, how_to_fix] }
}

/// Every row, in the order of the sets of words.
pub(crate) static ENDINGS: &[EndingEntry] = &[
    row(
        Outcome(O::Clean, Local),
        (Nobody, BY_CODE),
        RFC_CLOSED,
        [
            "We closed first, and the peer answered: both close frames went over.",
            "The application closed, or a drain did, and the peer kept to the protocol.",
            "Nothing is broken. What the code says is for the peer to act on.",
        ],
    ),
    row(
        Outcome(O::Clean, Remote),
        (Nobody, BY_CODE),
        RFC_CLOSED,
        [
            "The peer closed first, and our answer left: both close frames went over.",
            "The peer was done, or went away in good order.",
            "Nothing is broken. The code says why the peer left.",
        ],
    ),
    row(
        Outcome(O::NotAwaited, Remote),
        (Nobody, BY_CODE),
        RFC_CLOSING_TCP,
        [
            "The peer closed in order, and its transport was gone before our answer could leave.",
            "Browsers do so when a page is left while the server is sending, and so do clients that exit \
            right after their close.",
            "Nothing is broken: the peer has said why it left, and waits for no answer.",
        ],
    ),
    row(
        Outcome(O::Unanswered, Local),
        (Peer, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "Our close frame left, and the transport ended without an answer to it.",
            "The peer's process died, or its library ends TCP on a close instead of answering. A proxy that \
            cuts the connection at that moment looks the same.",
            "One alone is nothing to act on. If it is always the same kind of client, have it answer close \
            frames; if it is all of them, look at what ends connections on the way.",
        ],
    ),
    row(
        Outcome(O::Abandoned, Local),
        (Nobody, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "Our close frame left, and the application let go of the socket before the peer had answered.",
            "A handler returns right after it has sent its close, or its task is cancelled.",
            "If it arrived, the peer has the code, and little is lost. To wait for the answer, await close(), \
            serve the socket to its end, or use finish_on_drop().",
        ],
    ),
    row(
        Outcome(O::Abandoned, Remote),
        (Ours, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "The peer closed, and the application let go of the socket before our answer had left.",
            "A handler breaks out of its loop while the answer waits in a buffer, or has taken the answer upon \
            itself and not sent it.",
            "Read on until the stream ends, await close(), or use finish_on_drop(): otherwise the peer takes \
            its orderly close for a lost connection.",
        ],
    ),
    row(
        Outcome(O::Abandoned, NoOne),
        (Nobody, COMES_BACK),
        RFC_CLOSED,
        [
            "The application let go of a socket whose close had not left yet: no close frame went either way.",
            "The peer takes nothing, so that the close waits behind other messages, and the handler returns \
            or is cancelled.",
            "Await close(), which ends after the close_timeout at the latest. If peers often take nothing, \
            set a write_timeout.",
        ],
    ),
    row(
        Outcome(O::Timeout, Local),
        (Peer, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "Our close frame left, and no answer came in time: within the close_timeout, or by a drain's \
            deadline.",
            "The peer is gone without a trace, as phones often are, or it hangs.",
            "One alone is nothing to act on. If it is always the same kind of client, have it answer close \
            frames; if it is all of them, look at the network. A keepalive finds dead peers earlier.",
        ],
    ),
    row(
        Outcome(O::Timeout, Remote),
        (Peer, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "The peer closed, and our answer could not leave in time.",
            "The peer has stopped reading, while messages of ours still fill the buffers before the answer.",
            "One alone is nothing to act on. If it is common, send less to slow peers, or give them up earlier \
            with a write_timeout.",
        ],
    ),
    row(
        Outcome(O::Timeout, NoOne),
        (Peer, COMES_BACK),
        RFC_CLOSED,
        [
            "Our close frame could not leave in time: no close frame went either way.",
            "The peer has stopped reading, or its network is gone, while messages fill the buffers.",
            "Set a write_timeout and a keepalive, so that such peers are found before a close has to wait for \
            them.",
        ],
    ),
    row(
        Outcome(O::PingTimeout, Local),
        (Network, COMES_BACK),
        RFC_PING,
        [
            "The peer showed no sign of life within the keepalive's limit, and was given up with a close \
            frame that it may never have read.",
            PING_TIMEOUT[0],
            PING_TIMEOUT[1],
        ],
    ),
    row(
        Outcome(O::PingTimeout, NoOne),
        (Network, COMES_BACK),
        RFC_PING,
        [
            "The peer showed no sign of life within the keepalive's limit, and was given up; no close frame \
            could leave.",
            PING_TIMEOUT[0],
            PING_TIMEOUT[1],
        ],
    ),
    row(
        Outcome(O::Stalled, Local),
        (Peer, MAY_RETURN),
        RFC_FAIL,
        [
            "The peer took nothing from us for the whole write_timeout, and was given up with a close frame.",
            STALLED[0],
            STALLED[1],
        ],
    ),
    row(
        Outcome(O::Stalled, NoOne),
        (Peer, MAY_RETURN),
        RFC_FAIL,
        [
            "The peer took nothing from us for the whole write_timeout, and was given up; no close frame \
            could leave.",
            STALLED[0],
            STALLED[1],
        ],
    ),
    row(
        Outcome(O::Eof, NoOne),
        (Network, COMES_BACK),
        RFC_CLOSED,
        ["The transport ended, with no close frame either way.", EOF[0], EOF[1]],
    ),
    row(
        Outcome(O::Reset, NoOne),
        (Network, COMES_BACK),
        RFC_CLOSED,
        ["The connection broke, with no close frame either way.", RESET[0], RESET[1]],
    ),
    row(
        Outcome(O::Unreachable, NoOne),
        (Network, COMES_BACK),
        RFC_TCP_FAILURES,
        [
            "The system gave the peer up, with no close frame either way.",
            UNREACHABLE[0],
            UNREACHABLE[1],
        ],
    ),
    row(
        Outcome(O::IoError, NoOne),
        (Network, COMES_BACK),
        RFC_CLOSED,
        [
            "An error of the transport ended the connection, with no close frame either way.",
            "A layer under the WebSocket failed: TLS, one that measures time, or the system.",
            "Look at error.type, and at the text of the error that the application was given.",
        ],
    ),
    row(
        Outcome(O::ProtocolError, Local),
        (Peer, FIX_FIRST),
        RFC_FAIL,
        [
            "The peer broke the protocol, and the connection ended for it.",
            PROTOCOL_ERROR[0],
            PROTOCOL_ERROR[1],
        ],
    ),
    row(
        Outcome(O::ProtocolError, Remote),
        (Peer, FIX_FIRST),
        RFC_FAIL,
        [
            "The peer's close frame broke the protocol, and the connection ended for it.",
            PROTOCOL_ERROR[0],
            PROTOCOL_ERROR[1],
        ],
    ),
    row(
        Outcome(O::ProtocolError, NoOne),
        (Peer, FIX_FIRST),
        RFC_FAIL,
        [
            "The peer broke the protocol, and no close frame that told it so has left.",
            PROTOCOL_ERROR[0],
            PROTOCOL_ERROR[1],
        ],
    ),
    row(
        Outcome(O::InvalidPayload, Local),
        (Peer, FIX_FIRST),
        RFC_UTF8,
        [
            "The peer sent text that is not UTF-8, and the connection ended for it.",
            INVALID_TEXT[0],
            INVALID_TEXT[1],
        ],
    ),
    row(
        Outcome(O::InvalidPayload, Remote),
        (Peer, FIX_FIRST),
        RFC_UTF8,
        [
            "The reason in the peer's close frame is not UTF-8, and the connection ended for it.",
            INVALID_REASON[0],
            INVALID_REASON[1],
        ],
    ),
    row(
        Outcome(O::InvalidPayload, NoOne),
        (Peer, FIX_FIRST),
        RFC_UTF8,
        [
            "The peer sent text that is not UTF-8, and no close frame that told it so has left.",
            INVALID_TEXT[0],
            INVALID_TEXT[1],
        ],
    ),
    row(
        Outcome(O::TooBig, Local),
        (Peer, FIX_FIRST),
        RFC_LIMITS,
        [
            "The peer sent a frame or a message over our limit, and the connection ended for it.",
            TOO_BIG[0],
            TOO_BIG[1],
        ],
    ),
    row(
        Outcome(O::TooBig, NoOne),
        (Peer, FIX_FIRST),
        RFC_LIMITS,
        [
            "The peer sent a frame or a message over our limit, and no close frame that told it so has left.",
            TOO_BIG[0],
            TOO_BIG[1],
        ],
    ),
    row(
        Outcome(O::Dropped, Local),
        (Ours, MAY_RETURN),
        RFC_CLOSED,
        [
            "The application let go of an open socket without closing it, and a close frame was sent in its \
            place.",
            DROPPED[0],
            DROPPED[1],
        ],
    ),
    row(
        Outcome(O::Dropped, NoOne),
        (Ours, COMES_BACK),
        RFC_CLOSED,
        [
            "The application let go of an open socket without closing it, and no close frame left in its place.",
            DROPPED[0],
            DROPPED[1],
        ],
    ),
    row(
        Outcome(O::Panicked, Local),
        (Ours, MAY_RETURN),
        RFC_CODE_LIST,
        [
            "The handler panicked while its socket was open, and a close frame was sent in its place.",
            PANICKED[0],
            PANICKED[1],
        ],
    ),
    row(
        Outcome(O::Panicked, NoOne),
        (Ours, COMES_BACK),
        RFC_CLOSED,
        [
            "The handler panicked while its socket was open, and no close frame left in its place.",
            PANICKED[0],
            PANICKED[1],
        ],
    ),
    row(
        Spliced(O::Abandoned, Remote),
        (Ours, COMES_BACK),
        RFC_CLOSE_FRAME,
        [
            "The client closed, and the server behind us ended its connection without answering.",
            "It drops a socket when it is told of the close, or it was on its way down.",
            "Look into that server's log at that time. Have it answer close frames: otherwise its clients take \
            their orderly close for a lost connection.",
        ],
    ),
    row(
        Spliced(O::Timeout, Local),
        (Peer, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "The server behind us closed, or a drain did, and no answer of the client's came in time.",
            "The client is gone without a trace, as phones often are, or it hangs.",
            "One alone is nothing to act on. If it is always the same kind of client, have it answer close \
            frames; if it is all of them, look at the network.",
        ],
    ),
    row(
        Spliced(O::Timeout, NoOne),
        (Peer, COMES_BACK),
        RFC_CLOSED,
        [
            "No close could be put in, or leave, in time: no close frame went either way.",
            "The client has stopped reading, or no end of a frame came behind which a close may stand.",
            "One alone is nothing to act on. If it is common, have that server send less to slow clients, and \
            give a drain more time.",
        ],
    ),
    row(
        Spliced(O::Timeout, Remote),
        (Ours, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "The client closed, and the server behind us did not answer in time.",
            "That server hangs, or it does not answer close frames.",
            "Look into that server's log and load at that time. Have it answer close frames: otherwise its clients \
            take their orderly close for a lost connection.",
        ],
    ),
    row(
        Spliced(O::Dropped, NoOne),
        (Ours, COMES_BACK),
        RFC_CLOSED,
        [
            "The server behind us ended its connection without a close frame, while the client was there.",
            "It restarted, crashed or was killed; or a handler of its let go of an open socket.",
            "Compare the time with the restarts of that server: it has to close its sockets before it exits. \
            At other times, look for crashes and for handlers that return early.",
        ],
    ),
    row(
        Violation(Received, V::InvalidCode),
        (Peer, FIX_FIRST),
        RFC_CODE_LIST,
        [
            "The code in its close frame is one that may not be sent (RFC 6455 section 7.4).",
            INVALID_CODE[0],
            INVALID_CODE[1],
        ],
    ),
    row(
        Violation(Received, V::TruncatedCode),
        (Peer, FIX_FIRST),
        RFC_CLOSE_FRAME,
        [
            "The payload of its close frame is a single byte, and a code has two (RFC 6455 section 5.5.1).",
            TRUNCATED_CODE[0],
            TRUNCATED_CODE[1],
        ],
    ),
    row(
        Violation(Received, V::InvalidUtf8),
        (Peer, FIX_FIRST),
        RFC_CLOSE_FRAME,
        ["RFC 6455 section 5.5.1 asks for UTF-8 there.", INVALID_REASON[0], INVALID_REASON[1]],
    ),
    row(
        Violation(Received, V::TooLong),
        (Peer, FIX_FIRST),
        RFC_CONTROL,
        [
            "Its close frame declares more than 125 bytes of payload (RFC 6455 section 5.5).",
            "A reason of more than 123 bytes, often the text of an error, went out uncut.",
            "Correct the peer: it has to cut reasons to 123 bytes. Details belong into a message before the \
            close.",
        ],
    ),
    row(
        Violation(Received, V::Fragmented),
        (Peer, FIX_FIRST),
        RFC_CONTROL,
        [
            "Its close frame is not final, and a control frame may not be fragmented (RFC 6455 section 5.5).",
            FRAGMENTED[0],
            FRAGMENTED[1],
        ],
    ),
    row(
        Violation(Received, V::ReservedBits),
        (Peer, FIX_FIRST),
        RFC_FRAMES,
        [
            "Its close frame has a reserved bit set that no extension has defined (RFC 6455 section 5.2).",
            "A library that compresses control frames too, which RFC 7692 forbids; or bytes of another protocol \
            were taken for a frame.",
            "Look at the bytes that the peer really sent, then correct or update its library. Close frames \
            are never compressed.",
        ],
    ),
    row(
        Violation(Received, V::Unmasked),
        (Peer, FIX_FIRST),
        RFC_MASKING,
        [
            "The client's close frame was not masked (RFC 6455 section 5.1).",
            "A client written by hand, or a library that forgets close frames: Emacs' websocket.el (tried).",
            UNMASKED_FIX,
        ],
    ),
    row(
        Violation(Received, V::Masked),
        (Peer, FIX_FIRST),
        RFC_MASKING,
        [
            "The server's close frame was masked, which is for clients alone (RFC 6455 section 5.1).",
            MASKED[0],
            MASKED[1],
        ],
    ),
    row(
        Violation(Sent, V::InvalidCode),
        (Ours, BY_CODE),
        RFC_CODE_LIST,
        [
            "The application tried to close with a code that may not be sent (RFC 6455 section 7.4). What went \
            out, if anything did, sent_code tells.",
            "A code that is only reported (1005, 1006, 1015) was passed on, or a number of one's own lies \
            outside 3000-4999.",
            "Close with 1000 for an ordinary end, 1011 for a failure, 3000-4999 for reasons of your own. A \
            proxy translates codes with relay().",
        ],
    ),
    row(
        Violation(Sent, V::ReasonTooLong),
        (Ours, BY_CODE),
        RFC_CONTROL,
        [
            "The application gave a close reason of more than 123 bytes, which does not fit (RFC 6455 section \
            5.5).",
            "The text of an error, or something that a user wrote, goes into the reason.",
            "Close with a short, fixed word. Log the details, or send them in a message before the close.",
        ],
    ),
    row(
        Violation(Sent, V::TruncatedCode),
        (Ours, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "The application handed over a close frame whose payload is a single byte (RFC 6455 section \
            5.5.1).",
            RAW_FRAME[0],
            RAW_FRAME[1],
        ],
    ),
    row(
        Violation(Sent, V::InvalidUtf8),
        (Ours, BY_CODE),
        RFC_CLOSE_FRAME,
        [
            "The application handed over a close frame whose reason is not UTF-8 (RFC 6455 section 5.5.1).",
            RAW_FRAME[0],
            RAW_FRAME[1],
        ],
    ),
    row(
        Violation(Sent, V::Fragmented),
        (Ours, BY_CODE),
        RFC_CONTROL,
        [
            "The server behind us sent a close frame that is not final (RFC 6455 section 5.5).",
            WRONG_FRAME[0],
            WRONG_FRAME[1],
        ],
    ),
    row(
        Violation(Sent, V::ReservedBits),
        (Ours, BY_CODE),
        RFC_FRAMES,
        [
            "The server behind us sent a close frame with a reserved bit set (RFC 6455 section 5.2).",
            WRONG_FRAME[0],
            WRONG_FRAME[1],
        ],
    ),
    row(
        Violation(Sent, V::Masked),
        (Ours, BY_CODE),
        RFC_MASKING,
        [
            "The server behind us sent a close frame that is masked (RFC 6455 section 5.1).",
            WRONG_FRAME[0],
            WRONG_FRAME[1],
        ],
    ),
    row(
        Violation(Sent, V::Rejected),
        (Peer, BY_CODE),
        RFC_CODE_LIST,
        [
            "The peer took our close for an error, though it was legal: it answered 1002 or 1007.",
            "Clients that know only the codes of RFC 6455 itself answer so to those that IANA has registered \
            since.",
            "Nothing is broken here. Update the client; where that cannot be, close with a code of RFC 6455 \
                itself, such as 1001, in place of 1012-1014.",
        ],
    ),
    row(
        Error(E::Eof),
        (Network, COMES_BACK),
        RFC_CLOSED,
        ["It ended in order, with a FIN.", EOF[0], EOF[1]],
    ),
    row(
        Error(E::TlsTruncated),
        (Network, COMES_BACK),
        RFC_TLS_CLOSURE,
        [
            "TLS was cut without its close_notify, so an end cannot be told from an attack.",
            "Many clients and proxies end TCP without ending TLS first, and so does a process that is killed.",
            "Treat it as any end without a close frame. If all come through one proxy, look at its idle limit \
            and its log.",
        ],
    ),
    row(
        Error(E::ConnectionRefused),
        (Peer, COMES_BACK),
        RFC_TCP_RESET,
        [
            "Nobody listened where the client wanted to connect.",
            "The server is down or not up yet, the port is wrong, or a firewall answers in its place.",
            "Check address and port, and whether the server runs.",
        ],
    ),
    row(
        Error(E::ConnectionReset),
        (Network, COMES_BACK),
        RFC_TCP_RESET,
        ["It was reset (RST) by the peer, or by something on the way.", RESET[0], RESET[1]],
    ),
    row(
        Error(E::ConnectionAborted),
        (Network, COMES_BACK),
        RFC_TCP_FAILURES,
        [
            "It was aborted on this side, by the system or by a layer under the WebSocket.",
            "An interface went down, or a VPN or a security program ended the connection.",
            "Look into this host's system log at that time.",
        ],
    ),
    row(
        Error(E::BrokenPipe),
        (Network, COMES_BACK),
        RFC_TCP_RESET,
        [
            "We wrote to a connection that the peer had ended already.",
            "The peer went without closing the WebSocket, and the next write is where it was noticed.",
            RESET[1],
        ],
    ),
    row(
        Error(E::ConnectionTimedOut),
        (Network, COMES_BACK),
        RFC_TCP_FAILURES,
        ["What we sent was not acknowledged in time (ETIMEDOUT).", UNREACHABLE[0], UNREACHABLE[1]],
    ),
    row(
        Error(E::HostUnreachable),
        (Network, COMES_BACK),
        RFC_TCP_ICMP,
        [
            "No way led to its host (EHOSTUNREACH, EHOSTDOWN).",
            "The host is off, or the last router cannot find it; in a cluster, the pod or its node is gone.",
            "Check whether the host is up. If many go at once, look at the network before them.",
        ],
    ),
    row(
        Error(E::NetworkUnreachable),
        (Network, COMES_BACK),
        RFC_TCP_ICMP,
        [
            "No way led to its network (ENETUNREACH).",
            "A route is missing, or a VPN or a tunnel is down.",
            "Look at the routes of this host, and of those on the way.",
        ],
    ),
    row(
        Error(E::NetworkDown),
        (Network, COMES_BACK),
        RFC_TCP_ICMP,
        [
            "The network on our side is down (ENETDOWN).",
            "An interface of this host was taken down, or lost its link.",
            "Look at this host's interfaces and its system log.",
        ],
    ),
    row(
        Error(E::TimedOut),
        (Network, COMES_BACK),
        RFC_CLOSED,
        [
            "A limit of time was over that a layer of ours had set.",
            "A time-out is set on the stream under the WebSocket, or a handshake took longer than it may.",
            "Find the layer that sets the time-out. If quiet connections are to live on, send pings or raise \
            it.",
        ],
    ),
    row(
        Error(E::Io),
        (Network, COMES_BACK),
        RFC_CLOSED,
        [
            "The error is of no kind that has a name here.",
            "Rare errors of the system, or of a stream that is no socket.",
            ERROR_TEXT,
        ],
    ),
    row(
        Error(E::Tls),
        (Network, MAY_RETURN),
        RFC_TLS,
        [
            "TLS failed.",
            "A record could not be decrypted, a certificate was refused, or what came was no TLS.",
            "Try the host with another TLS client, and look at what ends or inspects TLS on the way.",
        ],
    ),
    row(
        Error(E::UnmaskedFrame),
        (Peer, FIX_FIRST),
        RFC_MASKING,
        [
            "A client's frame was not masked (RFC 6455 section 5.1).",
            "A client written by hand, or with a library that is meant for servers.",
            UNMASKED_FIX,
        ],
    ),
    row(
        Error(E::MaskedFrame),
        (Peer, FIX_FIRST),
        RFC_MASKING,
        [
            "A server's frame was masked, which is for clients alone (RFC 6455 section 5.1).",
            MASKED[0],
            MASKED[1],
        ],
    ),
    row(
        Error(E::ReservedOpcode),
        (Peer, FIX_FIRST),
        RFC_FRAMES,
        [
            "A frame had an opcode that RFC 6455 section 5.2 reserves.",
            "The frame before had a wrong length, so that its rest was taken for a frame; or what came is no \
            WebSocket at all.",
            "Capture the bytes, look at the frame before, and correct or update the peer's library.",
        ],
    ),
    row(
        Error(E::ReservedBits),
        (Peer, FIX_FIRST),
        RFC_DEFLATE,
        [
            "A frame had a reserved bit set, though no extension was agreed on: the first of them (RSV1) stands \
            for compression.",
            "The peer compresses without negotiation, or a proxy has told it another answer to its offer than \
            ours.",
            "Turn compression off in the client, or update it: tungstenite agrees to none. Compare \
            Sec-WebSocket-Extensions in the handshake on both sides of each proxy.",
        ],
    ),
    row(
        Error(E::FragmentedControlFrame),
        (Peer, FIX_FIRST),
        RFC_CONTROL,
        ["A control frame was not final (RFC 6455 section 5.5).", FRAGMENTED[0], FRAGMENTED[1]],
    ),
    row(
        Error(E::ControlFrameTooBig),
        (Peer, FIX_FIRST),
        RFC_CONTROL,
        [
            "A control frame declared more than 125 bytes (RFC 6455 section 5.5).",
            "A ping carries too much, a close reason is longer than 123 bytes, or other bytes were taken for a \
            frame.",
            "Correct the peer: what is longer belongs into a message.",
        ],
    ),
    row(
        Error(E::BadFragmentation),
        (Peer, FIX_FIRST),
        RFC_FRAGMENTS,
        [
            "A continuation came where nothing was to be continued, or a new message in the middle of another \
            (RFC 6455 section 5.4).",
            "Two tasks of the peer's write to one connection, or a library mixes up its messages.",
            "Have one task of the peer's write at a time, then look at its library's version.",
        ],
    ),
    row(
        Error(E::InvalidUtf8),
        (Peer, FIX_FIRST),
        RFC_UTF8,
        [
            "RFC 6455 section 8.1 has the connection failed for it.",
            INVALID_TEXT[0],
            INVALID_TEXT[1],
        ],
    ),
    row(
        Error(E::MessageTooBig),
        (Peer, FIX_FIRST),
        RFC_LIMITS,
        [
            "The limits are max_frame_size and max_message_size of tungstenite's configuration.",
            TOO_BIG[0],
            TOO_BIG[1],
        ],
    ),
    row(
        Error(E::InvalidCloseCode),
        (Peer, FIX_FIRST),
        RFC_CODE_LIST,
        [
            "The code of a close frame is one that may not be sent (RFC 6455 section 7.4).",
            INVALID_CODE[0],
            INVALID_CODE[1],
        ],
    ),
    row(
        Error(E::TruncatedCloseCode),
        (Peer, FIX_FIRST),
        RFC_CLOSE_FRAME,
        [
            "The payload of a close frame is a single byte, and a code has two (RFC 6455 section 5.5.1).",
            TRUNCATED_CODE[0],
            TRUNCATED_CODE[1],
        ],
    ),
    row(
        Error(E::InvalidHttp),
        (Peer, FIX_FIRST),
        RFC_HTTP_MESSAGES,
        [
            "What came where an opening handshake was due is no HTTP, or breaks HTTP's rules.",
            "A port scan, a health check that speaks another protocol, or a proxy that adds a header of its own.",
            "If it is a real client, capture what it sends. Scans need no action.",
        ],
    ),
    row(
        Error(E::InvalidUpgrade),
        (Peer, FIX_FIRST),
        RFC_OPENING,
        [
            "It is HTTP, but no valid upgrade to WebSocket (RFC 6455 sections 4.1 and 4.2.1).",
            "A browser or a health check asks with plain HTTP, or a proxy does not pass on Upgrade and \
            Connection.",
            "Have the proxy pass on both headers over HTTP/1.1. Health checks need a path of their own.",
        ],
    ),
    row(
        Error(E::HttpResponse),
        (Network, FIX_FIRST),
        RFC_FRAMES,
        [
            "An HTTP response came where frames were due.",
            "A proxy writes an error page into a connection that it has upgraded, or a framework answers a \
            second time.",
            "Look into the log of the proxy, or of the peer's server, at that time: the response names its \
            status.",
        ],
    ),
    row(
        Error(E::HttpRequest),
        (Peer, FIX_FIRST),
        RFC_FRAMES,
        [
            "An HTTP request came where frames were due.",
            "A proxy or a client takes the upgraded connection for its next request.",
            "Have the proxy treat an upgraded connection as a tunnel, and never reuse it.",
        ],
    ),
    row(
        Error(E::TlsRecord),
        (Peer, FIX_FIRST),
        RFC_FRAMES,
        [
            "A TLS record came where plain bytes were due.",
            "The peer speaks TLS to a port that does not, or a proxy passes TLS on that it was to end.",
            "Check which hop ends TLS, and whether the address says ws or wss.",
        ],
    ),
    row(
        Error(E::Cancelled),
        (Nobody, COMES_BACK),
        RFC_CLOSED,
        [
            "The future that spliced the two connections was dropped: neither side ended them.",
            "A time-out around the splice ran out, its task was aborted, or the runtime ended.",
            "Let a drain or a close handle end it, which tell both sides, or await the splice to its end.",
        ],
    ),
    row(
        Error(E::Other),
        (Peer, BY_CODE),
        RFC_FAIL,
        [
            "The WebSocket library gave an error of which no more is known here.",
            "Under axum, whose errors do not tell their kind, or where the application tells of an ending.",
            ERROR_TEXT,
        ],
    ),
];

const PING_TIMEOUT: [&str; 2] = [
    "A phone lost its network, a laptop went to sleep, or a NAT forgot the connection. A peer that is too \
        busy to answer looks the same.",
    "One alone is nothing to act on: the client comes back. If many go at once, look at the network; if \
        they were only busy, raise the keepalive's limit.",
];
const STALLED: [&str; 2] = [
    "A slow network, or a client that has stopped reading, while the application goes on sending.",
    "Send less, skip what is out of date, or raise the write_timeout. If it is all clients, look at the \
        network.",
];
const EOF: [&str; 2] = [
    "The peer's process exited or was killed, its library ends TCP without closing, or something on the way \
        ended a quiet connection.",
    "Compare idle time and lifetime with the limits on the way, and send pings if an idle limit fits. If it \
        is one kind of client, have it close with a code.",
];
const RESET: [&str; 2] = [
    "The peer's process was killed with data unread, or a firewall, a load balancer or a NAT cut the \
        connection.",
    "Look for crashes on the peer's side, and for a device on the way that cuts connections, perhaps always \
        after the same time.",
];
const UNREACHABLE: [&str; 2] = [
    "A phone lost its network, a host lost power, or a route went away, while something of ours was on its \
        way.",
    "One alone is nothing to act on. If many go at once, look at the network. A keepalive finds such peers \
        earlier than the system does.",
];
const PROTOCOL_ERROR: [&str; 2] = [
    "The peer's library has a fault, a proxy changes frames, or the peer speaks another protocol.",
    "Look at error.type for the rule that was broken, then at the version of the peer's library.",
];
const INVALID_TEXT: [&str; 2] = [
    "Raw bytes went out as a text message, or text was cut in the middle of a character.",
    "Correct the peer: bytes belong into binary messages, and texts are cut only between characters.",
];
const INVALID_REASON: [&str; 2] = [
    "The reason was cut to 123 bytes in the middle of a character, or is in another encoding.",
    "Correct the peer: it has to encode reasons as UTF-8, and cut them only between characters.",
];
const TOO_BIG: [&str; 2] = [
    "A client sends more than was planned for, or the length that a frame declares is an attack.",
    "Raise the limit if the message is legitimate, or have the peer split it into smaller ones.",
];
const DROPPED: [&str; 2] = [
    "A handler returns early, often by `?` on an error; its task is aborted; or a select! drops the future \
        that owns the socket.",
    "Find the way out of the handler that skips close(): each has to await it, with a code that tells the \
        peer why.",
];
const PANICKED: [&str; 2] = [
    "An unwrap, an index out of bounds or an assertion failed in the task that owned the socket.",
    "Look for the panic's message in the log just before, and mend what panicked.",
];
const INVALID_CODE: [&str; 2] = [
    "A field that was never set (0), an HTTP status or an exit code in its place, swapped bytes, or a code \
        that is only reported (1005, 1006, 1015) and was passed on. Mono sends 1005 (tried: 6.8).",
    "Correct the peer: 1000-1003, 1007-1014 and 3000-4999 may be sent. A close without a code is an empty \
        frame.",
];
const TRUNCATED_CODE: [&str; 2] = [
    "A library writes the code as one byte, or something on the way cuts frames.",
    "Correct the peer: the payload is empty, or begins with the code in two bytes, the higher one first.",
];
const FRAGMENTED: [&str; 2] = [
    "A library or a proxy splits frames of every kind, or other bytes were taken for a frame.",
    "Correct the peer, or the proxy: only messages may be split.",
];
const MASKED: [&str; 2] = [
    "A server written by hand, or with a library that is meant for clients.",
    "Correct or update the server.",
];
const UNMASKED_FIX: &str = "Correct or update the client. Where that cannot be, tungstenite's \
    accept_unmasked_frames lets such frames in.";
const RAW_FRAME: [&str; 2] = [
    "A close frame was built by hand, as Message::Frame, or passed on from elsewhere unread.",
    "Use Message::Close, or close_with() with a Close, which is legal by construction; behind a splice, \
        correct that server.",
];
const WRONG_FRAME: [&str; 2] = [
    "A server written by hand, or a library or a proxy behind us that changes frames.",
    "Correct or update that server: a client fails the connection for such a frame.",
];
const ERROR_TEXT: &str = "Look at the text of the error that the application was given.";
