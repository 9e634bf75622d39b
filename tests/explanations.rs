//! Every explanation that a connection can come to, in every language: does it contradict itself, say
//! something twice, or grow too long for a log line?

use std::collections::{BTreeSet, HashSet};

use closeframe::{
    CloseCode, Direction, ErrorType, Initiator, Outcome, Violation,
    catalog::{self, Catalog, Ending, EndingKind, EndingTexts, Locale},
};

const MOST_BYTES: usize = 900;

/// The codes that a close frame may have, those with rows first, and one of each range without.
fn legal_codes() -> Vec<u16> {
    let named = (1000..=4999).filter(|code| catalog::get(CloseCode::new(*code)).is_some());
    let legal = named.filter(|code| CloseCode::new(*code).may_be_sent());
    legal.chain([3456, 4000]).collect()
}

const ILLEGAL_CODES: &[u16] = &[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 59395, 65535];

/// The kinds of errors that an outcome can have.
fn errors_of(outcome: Outcome) -> Vec<Option<ErrorType>> {
    use ErrorType::*;
    let transport = [
        Eof,
        TlsTruncated,
        ConnectionReset,
        ConnectionAborted,
        BrokenPipe,
        ConnectionTimedOut,
        HostUnreachable,
        NetworkUnreachable,
        NetworkDown,
        TimedOut,
        Io,
        Tls,
        Other,
    ];
    let some: &[ErrorType] = match outcome {
        Outcome::Eof => &[Eof, TlsTruncated],
        Outcome::Reset => &[ConnectionReset, ConnectionAborted, BrokenPipe],
        Outcome::Unreachable => {
            &[ConnectionTimedOut, HostUnreachable, NetworkUnreachable, NetworkDown]
        }
        Outcome::IoError => &[TimedOut, Io, Tls, Other],
        Outcome::ProtocolError => &[
            UnmaskedFrame,
            MaskedFrame,
            ReservedOpcode,
            ReservedBits,
            FragmentedControlFrame,
            ControlFrameTooBig,
            BadFragmentation,
            InvalidCloseCode,
            TruncatedCloseCode,
            HttpResponse,
            HttpRequest,
            TlsRecord,
            Other,
        ],
        Outcome::InvalidPayload => &[InvalidUtf8],
        Outcome::TooBig => &[MessageTooBig],
        Outcome::Clean => &[],
        _ => &transport,
    };
    some.iter().copied().map(Some).chain([None]).collect()
}

/// The rules that can be seen broken in such an ending.
fn violations_of(outcome: Outcome, initiator: Initiator) -> Vec<Option<(Direction, Violation)>> {
    use Violation::*;
    let received: &[Violation] = match outcome {
        Outcome::ProtocolError => {
            &[InvalidCode, TruncatedCode, TooLong, Fragmented, ReservedBits, Unmasked, Masked]
        }
        Outcome::InvalidPayload => &[InvalidUtf8],
        _ => &[],
    };
    let sent: &[Violation] = match (outcome, initiator) {
        (Outcome::Clean, Initiator::Local) => {
            &[InvalidCode, ReasonTooLong, TruncatedCode, InvalidUtf8, Rejected]
        }
        // Drop's own close is legal, but may be rejected while a task waits for the answer.
        (Outcome::Dropped | Outcome::Panicked, Initiator::Local) => &[Rejected],
        (_, Initiator::Local) | (Outcome::Abandoned | Outcome::Timeout, _) => {
            &[InvalidCode, ReasonTooLong, TruncatedCode, InvalidUtf8]
        }
        // Our answer to the peer's close.
        (Outcome::Clean, _) => &[InvalidCode, ReasonTooLong],
        _ => &[],
    };
    let received = received.iter().map(|it| Some((Direction::Received, *it)));
    let sent = sent.iter().map(|it| Some((Direction::Sent, *it)));
    let none = (outcome, initiator) != (Outcome::InvalidPayload, Initiator::Remote)
        && (outcome, initiator) != (Outcome::ProtocolError, Initiator::Remote);
    received.chain(sent).chain(none.then_some(None)).collect()
}

fn codes_of(initiator: Initiator, violation: Option<(Direction, Violation)>) -> Vec<Option<u16>> {
    let received_wrong = matches!(violation, Some((Direction::Received, _)));
    match (initiator, violation) {
        (Initiator::None, _) => vec![Some(1006)],
        (Initiator::Remote, Some((Direction::Received, Violation::InvalidCode))) => {
            ILLEGAL_CODES.iter().copied().map(Some).collect()
        }
        (Initiator::Remote, Some(_)) if received_wrong => {
            legal_codes().into_iter().map(Some).chain([None]).collect()
        }
        (Initiator::Local, Some((Direction::Sent, Violation::InvalidCode))) => {
            // Repaired, or passed.
            [1011, 1005].iter().chain(ILLEGAL_CODES).copied().map(Some).collect()
        }
        _ => legal_codes().into_iter().chain([1005]).map(Some).collect(),
    }
}

fn each_ending(mut visit: impl FnMut(Outcome, Initiator, Ending, &str)) {
    for row in catalog::endings() {
        let EndingKind::Outcome(outcome, initiator) = row.kind() else { continue };
        for violation in violations_of(outcome, initiator) {
            for code in codes_of(initiator, violation) {
                for error_type in errors_of(outcome) {
                    let mut ending = Ending::new(outcome, initiator);
                    if let Some(code) = code {
                        ending = ending.with_code(CloseCode::new(code));
                    }
                    if let Some((direction, violation)) = violation {
                        ending = ending.with_violation(direction, violation);
                    }
                    if let Some(error_type) = error_type {
                        ending = ending.with_error_type(error_type);
                    }
                    let what =
                        format!("{code:?} {initiator} {outcome} {violation:?} {error_type:?}");
                    visit(outcome, initiator, ending, &what);
                }
            }
        }
    }
}

fn each_explanation(
    mut visit: impl FnMut(Outcome, Initiator, Ending, &str, Locale, &EndingTexts<'_>),
) {
    let catalog = Catalog::standard();
    for locale in Locale::ALL.iter().copied() {
        each_ending(|outcome, initiator, ending, what| {
            let texts = catalog.explain_ending(&ending, locale);
            visit(outcome, initiator, ending, &format!("{locale}: {what}"), locale, &texts);
        });
    }
}

fn whole(texts: &EndingTexts<'_>) -> String {
    format!("{} {} {}", texts.meaning, texts.when_seen, texts.how_to_fix)
}

#[test]
fn no_explanation_outgrows_a_log_line() {
    let mut longest = (0, String::new());
    each_explanation(|_, _, _, what, locale, texts| {
        let bytes = whole(texts).len() + texts.retry.phrase(locale).len();
        if bytes > longest.0 {
            longest = (bytes, format!("{what}: {texts:?}"));
        }
    });
    println!("the longest has {} bytes: {}", longest.0, longest.1);
    assert!(longest.0 < MOST_BYTES, "{} bytes: {}", longest.0, longest.1);
}

#[test]
fn nothing_is_said_twice() {
    /// So many words in a row are no accident.
    const WORDS: usize = 6;
    let mut known = HashSet::new();
    each_explanation(|_, _, _, what, _, texts| {
        let whole = whole(texts);
        if !known.insert(whole.clone()) {
            return;
        }
        let words: Vec<_> = whole.split_whitespace().collect();
        let mut seen = HashSet::new();
        for phrase in words.windows(WORDS) {
            assert!(seen.insert(phrase), "{what}: {phrase:?} twice in {whole}");
        }
    });
}

/// Words that would be untrue of an ending.
struct Untrue {
    of: fn(Outcome, Initiator, &Ending) -> bool,
    words: &'static [&'static str],
}

fn is_unclean(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Clean | Outcome::NotAwaited)
}

const UNTRUE: &[Untrue] = &[
    Untrue {
        of: |outcome, _, _| matches!(outcome, Outcome::Dropped | Outcome::Panicked),
        words: &[
            "deploy",
            "Deploy",
            "restart",
            "Neustart",
            "shuts down",
            "fährt herunter",
            "leaving",
            "verabschiedet",
            "outine",
            "browser",
            "Browser",
            "is broken",
            "ist kaputt",
            "1001",
            "1011",
        ],
    },
    Untrue {
        of: |outcome, _, _| is_unclean(outcome),
        words: &[
            "Nothing is broken",
            "Nichts ist kaputt",
            "Routine",
            "Alltag",
            "Unauffällig",
            "both close frames",
            "beide Close-Frames",
        ],
    },
    // A frame went over, in one way at least.
    Untrue {
        of: |_, initiator, _| initiator != Initiator::None,
        words: &[
            "no close frame went",
            "with no close frame either way",
            "ended without a close frame",
            "endete ohne Close-Frame",
            "in keiner Richtung",
            "ohne dass in einer Richtung",
            "Abnormal",
            "process crashed",
        ],
    },
    Untrue {
        of: |_, initiator, _| initiator == Initiator::None,
        words: &[
            "Our close frame left",
            "Unser Close-Frame ging",
            "frame was sent in its place",
            "wurde ein Close-Frame gesendet",
            "The peer closed",
            "Gegenstelle hat geschlossen",
            "says:",
            "besagt:",
        ],
    },
    Untrue {
        of: |_, initiator, _| initiator == Initiator::Local,
        words: &[
            "The peer closed",
            "Die Gegenstelle hat geschlossen",
            "came in that names no code",
            "Es kam ein Close-Frame an",
        ],
    },
    Untrue {
        of: |_, initiator, _| initiator == Initiator::Remote,
        words: &[
            "Our close frame left",
            "Unser Close-Frame ging",
            "We closed first",
            "Wir haben zuerst",
        ],
    },
    // Without a TCP end there is no talk of one.
    Untrue {
        of: |outcome, _, _| outcome == Outcome::Timeout,
        words: &["transport ended", "Transport endete", "FIN", "RST"],
    },
];

#[test]
fn no_explanation_contradicts_the_ending() {
    each_explanation(|outcome, initiator, ending, what, _, texts| {
        let whole = whole(texts);
        for untrue in UNTRUE.iter().filter(|untrue| (untrue.of)(outcome, initiator, &ending)) {
            for words in untrue.words {
                assert!(!whole.contains(words), "{what}: {words:?} in {whole}");
            }
        }
    });
}

#[test]
fn a_number_that_nobody_may_send_is_never_explained_by_its_row() {
    let catalog = Catalog::standard();
    for code in ILLEGAL_CODES.iter().copied().map(CloseCode::new) {
        let ending = Ending::new(Outcome::ProtocolError, Initiator::Remote)
            .with_code(code)
            .with_violation(Direction::Received, Violation::InvalidCode);
        for locale in Locale::ALL.iter().copied() {
            let whole = whole(&catalog.explain_ending(&ending, locale));
            let row = catalog.entry(code);
            for text in [row.meaning(locale), row.when_seen(locale), row.how_to_fix(locale)] {
                assert!(!whole.contains(text.as_str()), "{code}: {whole}");
            }
        }
    }
}

#[test]
fn what_a_side_said_comes_after_what_became_of_it() {
    let explain = |outcome, initiator, code: u16| {
        let ending = Ending::new(outcome, initiator).with_code(CloseCode::new(code));
        Catalog::standard().explain_ending(&ending, Locale::English).meaning.into_owned()
    };
    let unanswered = explain(Outcome::Unanswered, Initiator::Local, 1001);
    let (ending, code) = unanswered.split_once(" 1001 says: ").unwrap();
    assert!(ending.starts_with("Our close frame left"), "{ending}");
    assert_eq!(code, catalog::entry(CloseCode::GOING_AWAY).meaning(Locale::English).as_str());
    let dropped = explain(Outcome::Dropped, Initiator::Local, 1001);
    assert!(!dropped.contains("1001"), "{dropped}");
}

#[test]
fn a_splice_has_no_application_to_blame() {
    let catalog = Catalog::standard();
    let dropped = Ending::new(Outcome::Dropped, Initiator::None).spliced();
    let abandoned = Ending::new(Outcome::Abandoned, Initiator::Remote).spliced();
    let cancelled = Ending::new(Outcome::Abandoned, Initiator::None)
        .with_error_type(ErrorType::Cancelled)
        .spliced();
    for (ending, begins) in [
        (dropped.with_code(CloseCode::ABNORMAL_CLOSURE), "The server behind us ended"),
        (abandoned.with_code(CloseCode::GOING_AWAY), "The client closed, and the server behind us"),
        (cancelled.with_code(CloseCode::ABNORMAL_CLOSURE), "The future that spliced"),
    ] {
        let texts = catalog.explain_ending(&ending, Locale::English);
        assert!(texts.meaning.starts_with(begins), "{texts:?}");
        assert!(!whole(&texts).contains("application"), "{texts:?}");
    }
}

#[test]
fn a_failure_of_ours_is_told_whatever_became_of_its_close() {
    let ending =
        Ending::new(Outcome::Unanswered, Initiator::Local).with_code(CloseCode::INTERNAL_ERROR);
    let texts = Catalog::standard();
    let texts = texts.explain_ending(&ending, Locale::English);
    assert!(texts.how_to_fix.starts_with("Look into the server's log"), "{texts:?}");
}

/// The table of documents that was written from them, not from the catalog.
const FACTS: &str = include_str!("facts/endings.tsv");

#[test]
fn every_row_rests_on_a_document_of_the_fact_table() {
    let lines = FACTS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let told: BTreeSet<(&str, &str)> = lines
        .flat_map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [reference, quotation, words] = columns[..] else {
                panic!("three columns: {line}")
            };
            assert!(!quotation.is_empty(), "{line}");
            words.split(' ').map(move |word| (reference, word)).collect::<Vec<_>>()
        })
        .collect();
    let rows: BTreeSet<_> =
        catalog::endings().map(|row| (row.reference(), row.kind().word())).collect();
    assert_eq!(rows, told);
}
