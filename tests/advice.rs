//! What a reconnect loop is told, for every code of every catalog.

use std::time::Duration;

use closeframe::{
    CloseCode,
    catalog::{self, Catalog, Retry, Subprotocol, subprotocols},
};
use proptest::prelude::*;

fn standard(code: u16) -> Retry {
    catalog::advice(CloseCode::new(code), &Catalog::standard()).retry()
}

#[test]
fn the_standard_codes_answer_a_reconnect_loop() {
    assert_eq!(standard(1000), Retry::No);
    assert_eq!(standard(1006), Retry::Backoff);
    assert_eq!(standard(1012), Retry::Jitter { min_s: 5, max_s: 30 });
    assert_eq!(standard(1013), Retry::Elsewhere);
    assert_eq!(standard(1009), Retry::AfterFix);
    assert_eq!(standard(3000), Retry::AfterNewCredential);
    assert_eq!(standard(4000), Retry::AsAgreed);
}

#[test]
fn the_advice_is_the_catalogs() {
    let with = |it| Catalog::standard().with_subprotocol(it).unwrap();
    let retry = |catalog: &Catalog, code| catalog::advice(CloseCode::new(code), catalog).retry();
    let discord = with(&subprotocols::DISCORD_GATEWAY);
    assert_eq!(retry(&discord, 4000), Retry::Backoff);
    assert_eq!(retry(&discord, 4004), Retry::AfterNewCredential);
    assert_eq!(retry(&discord, 4013), Retry::AfterFix);
    // Pusher's advice lies in the range.
    let pusher = with(&subprotocols::PUSHER);
    assert_eq!(retry(&pusher, 4050), Retry::AfterFix);
    assert_eq!(retry(&pusher, 4250), Retry::AtOnce);
    // Centrifuge's too: 3000-3499 reconnects, 3500-3999 does not.
    let centrifuge = with(&subprotocols::CENTRIFUGE);
    assert_eq!(retry(&centrifuge, 3499), Retry::Backoff);
    assert_eq!(retry(&centrifuge, 3999), Retry::AfterFix);
}

#[test]
fn every_advice_names_its_source() {
    for subprotocol in Subprotocol::ALL {
        for row in subprotocol.codes().iter().chain(subprotocol.ranges()) {
            assert!(row.retry_source_url().is_some(), "{subprotocol}: {row:?}");
            assert!(row.reference_url().is_some(), "{subprotocol}: {row:?}");
        }
    }
    let known = Catalog::standard();
    let restart = catalog::advice(CloseCode::SERVICE_RESTART, &known);
    assert_eq!(restart.source(), "IETF hybi, \"Additional WebSocket Close Error Codes\"");
    assert!(restart.source_url().unwrap().starts_with("https://mailarchive.ietf.org/"));
    let abnormal = catalog::advice(CloseCode::ABNORMAL_CLOSURE, &known);
    assert_eq!(abnormal.source(), "RFC 6455 section 7.2.3");
    let tls = catalog::advice(CloseCode::TLS_HANDSHAKE, &known);
    assert_eq!((tls.source(), tls.source_url()), ("judgement", None));
}

#[test]
fn delays_grow_and_stay_bounded() {
    let delays = |code, random| -> Vec<f64> {
        let catalog = Catalog::standard();
        let advice = catalog::advice(CloseCode::new(code), &catalog);
        let delays = (0..9).map_while(|attempt| advice.delay(attempt, random));
        delays.map(|delay| delay.as_secs_f64()).collect()
    };
    assert_eq!(delays(1006, 1.0), [5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0]);
    assert_eq!(delays(1006, 0.0), [0.0; 9]);
    assert_eq!(delays(1012, 0.0)[..3], [5.0, 10.0, 20.0]);
    assert_eq!(delays(1012, 1.0)[..5], [30.0, 60.0, 120.0, 240.0, 300.0]);
    for code in [1000, 1009, 1013, 3000] {
        assert!(delays(code, 0.5).is_empty(), "{code}");
    }
    let pusher = Catalog::standard().with_subprotocol(&subprotocols::PUSHER).unwrap();
    let at_once = catalog::advice(CloseCode::new(4200), &pusher);
    assert_eq!(at_once.delay(0, 1.0), Some(Duration::ZERO));
    assert_eq!(at_once.delay(1, 1.0), Some(Duration::from_secs(5)));
}

proptest! {
    #[test]
    fn no_delay_is_longer_than_300_seconds(
        code: u16,
        attempt: u32,
        random in prop::num::f64::ANY,
    ) {
        let catalog = Catalog::standard();
        let delay = catalog::advice(CloseCode::new(code), &catalog).delay(attempt, random);
        prop_assert!(delay.is_none_or(|delay| delay <= Duration::from_secs(300)));
    }
}
