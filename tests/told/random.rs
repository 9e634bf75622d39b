//! Whatever is told, in whatever order: nothing panics, and each connection has one report.

use std::io::ErrorKind;

use closeframe::{Outcome, Role};

use super::{NORMAL, Records, Tell, tell};

const TELLS: &[Tell] = &[
    Tell::Received(NORMAL),
    Tell::Received(b""),
    Tell::Received(b"\x03"),
    Tell::Received(b"\x03\xEE"),
    Tell::Received(b"\x03\xE8\xFF"),
    Tell::Sent(NORMAL),
    Tell::Sent(b""),
    Tell::Sent(b"\x03"),
    Tell::Sent(b"\x03\xEE"),
    Tell::Sent(&[0xFF; 300]),
    Tell::Failed(1002),
    Tell::Failed(1007),
    Tell::Failed(1009),
    Tell::Failed(0),
    Tell::Fin,
    Tell::Io(ErrorKind::ConnectionReset),
    Tell::Io(ErrorKind::WouldBlock),
    Tell::OtherError,
    Tell::Message,
    Tell::Ask,
    Tell::Take,
    Tell::Wait(4),
    Tell::Wait(11),
    Tell::Drop,
    Tell::Panic,
];

#[tokio::test(start_paused = true)]
async fn a_thousand_random_tellings_make_a_thousand_reports() {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let records = Records::default();
    let monitor = records.monitor();
    for n in 1..=1000 {
        let role = *random.choice([Role::Server, Role::Client].iter()).unwrap();
        let tells: Vec<Tell> =
            (0..random.usize(0..8)).map(|_| TELLS[random.usize(..TELLS.len())]).collect();
        tell(&monitor, role, &tells).await;

        let counts = (records.opened(), records.reports().len());
        assert_eq!(counts, (n, n), "seed {seed}: {tells:?}");
        assert_eq!(monitor.open_connections().total(), 0, "seed {seed}: {tells:?}");
        // What the rules say of each outcome, by what was told at all.
        let report = &records.reports()[n - 1];
        let told = |this: fn(&Tell) -> bool| tells.iter().any(this);
        let has_sent = told(|it| matches!(it, Tell::Sent(_)));
        let has_received = told(|it| matches!(it, Tell::Received(_)));
        let holds = match report.outcome() {
            Outcome::Clean => has_sent && has_received,
            Outcome::NotAwaited => has_received,
            Outcome::Unanswered => has_sent,
            Outcome::Eof => told(|it| matches!(it, Tell::Fin)),
            Outcome::Panicked => told(|it| matches!(it, Tell::Panic)),
            Outcome::TooBig => told(|it| matches!(it, Tell::Failed(1009))),
            Outcome::PingTimeout | Outcome::Stalled => false,
            _ => true,
        };
        assert!(holds, "seed {seed}: {tells:?}: {report}");
    }
}
