//! How connections end under the extractor.

use std::{future::pending, net::SocketAddr, time::Duration};

use axum::{Extension, Router, routing::any};
use closeframe::{
    Close, CloseMonitor, Initiator, MonitoredStream, Outcome, Role, Source,
    axum::{Message, UpgradedIo, WebSocket, WebSocketUpgrade},
    catalog::{Catalog, subprotocols},
};
use futures_util::{SinkExt, StreamExt, future::join_all};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, timeout},
};
use tokio_tungstenite::client_async;

use crate::{
    Client, LONG, Told, VALID, echo, router,
    wire::{body, close, text},
};

#[tokio::test]
async fn messages_come_back_and_the_report_has_the_true_code() {
    for (code, violated) in [(1014, true), (999, true), (1000, false), (4321, false)] {
        let (monitor, mut told) = Told::by(CloseMonitor::silent());
        let mut client = Client::connect(router(monitor, echo)).await;
        client.send(&text(Role::Client, "hi")).await;
        assert_eq!(client.frame().await, (0x81, b"hi".to_vec()));
        client.send(&close(Role::Client, code, b"why")).await;
        let answer = if violated { body(1002, "Protocol violation") } else { body(code, "why") };
        assert_eq!(client.frame().await, (0x88, answer));
        let report = told.report().await;
        assert_eq!(report.source(), Source::Wire);
        assert_eq!(report.received().unwrap().code().unwrap(), code);
        assert_eq!((report.role(), report.initiator()), (Role::Server, Initiator::Remote));
        assert_eq!(told.opened(), 1);
    }
}

#[tokio::test]
async fn a_missing_extension_is_hinted_at() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let headers = format!("{VALID}Sec-WebSocket-Extensions: permessage-deflate\r\n");
    let (mut client, head) = Client::ask(router(monitor, echo), &headers).await;
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    client.send(&close(Role::Client, 1010, b"permessage-deflate")).await;
    assert!(told.report().await.hint().is_some_and(|hint| hint.contains("offered")));
}

/// The handler holds its socket all the while, and does not poll it.
#[tokio::test]
async fn tcp_ends_after_both_closes() {
    async fn holds_on(mut socket: WebSocket) {
        assert!(socket.recv().await.unwrap().unwrap().is_close());
        assert!(socket.recv().await.is_none());
        pending::<()>().await;
    }
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let mut client = Client::connect(router(monitor, holds_on)).await;
    let begun = Instant::now();
    client.send(&close(Role::Client, 1001, b"")).await;
    assert_eq!(client.frames().await, [(0x88, body(1001, ""))]);
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!(told.report().await.outcome(), Outcome::Clean);
}

#[tokio::test]
async fn a_handler_that_lets_go_leaves_1001_and_one_that_panics_1011() {
    async fn panics(mut socket: WebSocket) {
        socket.send(Message::text("now")).await.unwrap();
        panic!("on purpose");
    }
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let client = Client::connect(router(monitor.clone(), |_| async {})).await;
    assert_eq!(client.frames().await, [(0x88, body(1001, ""))]);
    assert_eq!(told.report().await.outcome(), Outcome::Dropped);

    let client = Client::connect(router(monitor, panics)).await;
    assert_eq!(client.frames().await, [(0x81, b"now".to_vec()), (0x88, body(1011, ""))]);
    assert_eq!(told.report().await.outcome(), Outcome::Panicked);
}

#[tokio::test]
async fn limits_are_those_of_the_builder() {
    type Change = fn(WebSocketUpgrade) -> WebSocketUpgrade;
    let cases: [(Change, Vec<u8>, Option<u16>); 5] = [
        (|it| it.max_message_size(9), text(Role::Client, "0123456789"), Some(1009)),
        (|it| it.max_frame_size(9), text(Role::Client, "0123456789"), Some(1009)),
        (|it| it.max_message_size(10).max_frame_size(10), text(Role::Client, "0123456789"), None),
        (|it| it, text(Role::Server, "0123456789"), Some(1002)),
        (
            |it| it.accept_unmasked_frames(true).read_buffer_size(64).write_buffer_size(0),
            text(Role::Server, "0123456789"),
            None,
        ),
    ];
    for (n, (change, message, code)) in cases.into_iter().enumerate() {
        let (monitor, mut told) = Told::by(CloseMonitor::silent());
        let upgrade = async move |upgrade: WebSocketUpgrade| change(upgrade).on_upgrade(echo);
        let router = Router::new().route("/", any(upgrade).layer(Extension(monitor)));
        let mut client = Client::connect(router).await;
        client.send(&message).await;
        match code {
            Some(code) => {
                assert_eq!(client.frame().await, (0x88, body(code, "")), "{n}");
                drop(client);
                assert_eq!(told.report().await.sent_code().unwrap(), code);
            }
            None => assert_eq!(client.frame().await, (0x81, b"0123456789".to_vec()), "{n}"),
        }
    }
}

#[tokio::test]
async fn the_subprotocol_is_answered_told_and_explains_the_codes() {
    let catalog = Catalog::standard().with_negotiated(&subprotocols::GRAPHQL_TRANSPORT_WS).unwrap();
    let (monitor, mut told) = Told::by(CloseMonitor::silent().with_catalog(catalog));
    let upgrade = async |upgrade: WebSocketUpgrade| {
        assert_eq!(upgrade.requested_protocols().count(), 2);
        let upgrade = upgrade.protocols(["chat", "graphql-transport-ws"]);
        assert_eq!(upgrade.selected_protocol().unwrap(), "graphql-transport-ws");
        upgrade.on_upgrade(async |mut socket: WebSocket| {
            assert_eq!(socket.protocol().unwrap(), "graphql-transport-ws");
            while socket.recv().await.is_some() {}
        })
    };
    let router = Router::new().route("/", any(upgrade).layer(Extension(monitor)));
    let headers = format!("{VALID}Sec-WebSocket-Protocol: other, graphql-transport-ws\r\n");
    let (mut client, head) = Client::ask(router, &headers).await;
    assert!(head.contains("\r\nsec-websocket-protocol: graphql-transport-ws\r\n"), "{head}");
    client.send(&close(Role::Client, 4403, b"")).await;
    let report = told.report().await;
    assert_eq!(report.subprotocol(), Some("graphql-transport-ws"));
    assert_eq!(report.entry().unwrap().name(), "Forbidden");
}

#[tokio::test]
async fn the_layer_and_the_handler_say_where_the_connection_comes_from() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent().with_request_fields());
    let upgrade = async |upgrade: WebSocketUpgrade| {
        upgrade.with_monitor(|closes| closes.for_client("192.0.2.7")).on_upgrade(echo)
    };
    let router = Router::new().route("/", any(upgrade).layer(Extension(monitor.endpoint("chat"))));
    let (mut client, _) = Client::ask(router, &format!("{VALID}User-Agent: curl\r\n")).await;
    client.send(&text(Role::Client, "hi")).await;
    assert_eq!(client.frame().await, (0x81, b"hi".to_vec()));
    assert_eq!(monitor.open_connections().at("chat"), 1);
    client.send(&close(Role::Client, 1000, b"")).await;
    let report = told.report().await;
    assert_eq!(report.endpoint().map(|it| it.as_str()), Some("chat"));
    assert_eq!(report.client_address(), Some("192.0.2.7"));
    assert_eq!((report.url_path(), report.user_agent()), (Some("/"), Some("curl")));
    assert_eq!(monitor.open_connections().total(), 0);
}

/// Where the server hands it on, and on request alone; what the layer says goes before it.
#[tokio::test]
async fn the_peer_of_tcp_is_the_client_unless_somebody_knows_better() {
    let plain = CloseMonitor::silent();
    let asked = plain.clone().with_request_fields();
    let behind_a_proxy = asked.for_client("192.0.2.7");
    for (monitor, expected) in
        [(plain, None), (asked, Some("127.0.0.1")), (behind_a_proxy, Some("192.0.2.7"))]
    {
        let (monitor, mut told) = Told::by(monitor);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = router(monitor, echo).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let tcp = TcpStream::connect(address).await.unwrap();
        let (mut client, _) = client_async(format!("ws://{address}/"), tcp).await.unwrap();
        client.close(None).await.unwrap();
        assert_eq!(told.report().await.client_address(), expected);
    }
}

/// hyper has read them, and hands them on.
#[tokio::test]
async fn frames_in_the_segment_of_the_request_are_not_lost() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let more = [text(Role::Client, "hi"), close(Role::Client, 1014, b"")].concat();
    let (client, _) = Client::ask_and_go_on(router(monitor, echo), VALID, &more).await;
    let answer = (0x88, body(1002, "Protocol violation"));
    assert_eq!(client.frames().await, [(0x81, b"hi".to_vec()), answer]);
    assert_eq!(told.report().await.received().unwrap().code().unwrap(), 1014);
}

async fn pushes(mut socket: WebSocket) {
    while socket.send(Message::text("tick")).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_handler_that_pushes_is_closed_by_a_drain() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let mut client = Client::connect(router(monitor.clone(), pushes)).await;
    assert_eq!(client.frame().await, (0x81, b"tick".to_vec()));
    let away = Close::new(1001, "deploying").unwrap();
    let closes = async {
        while client.frame().await != (0x88, body(1001, "deploying")) {}
        client.send(&close(Role::Client, 1001, b"")).await;
        assert_eq!(client.frames().await, []);
    };
    let (drained, ()) = tokio::join!(monitor.drain(away, Duration::ZERO, LONG), closes);
    assert_eq!(drained.clean, 1, "{drained:?}");
    assert_eq!(told.report().await.outcome(), Outcome::Clean);
}

/// It learns of the peer's close by its writes, although it never reads.
#[tokio::test]
async fn a_handler_that_pushes_stops_when_the_client_closes() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let mut client = Client::connect(router(monitor, pushes)).await;
    assert_eq!(client.frame().await, (0x81, b"tick".to_vec()));
    client.send(&close(Role::Client, 1000, b"enough")).await;
    while client.frame().await != (0x88, body(1000, "enough")) {}
    assert_eq!(told.report().await.outcome(), Outcome::Clean);
}

#[tokio::test]
async fn it_is_a_stream_and_a_sink_and_works_in_halves_and_with_serve() {
    async fn halves(socket: WebSocket) {
        let (mut sink, mut stream) = socket.split();
        while let Some(Ok(message)) = stream.next().await {
            let _ = sink.send(message).await;
        }
    }
    async fn generic(socket: WebSocket) {
        let mut stream: MonitoredStream<UpgradedIo> = socket.into_stream();
        while let Some(Ok(message)) = stream.next().await {
            let _ = stream.send(message).await;
        }
    }
    async fn served(socket: WebSocket) {
        let serve = closeframe::serve(socket.finish_on_drop(), async |socket| {
            let message = socket.recv().await.unwrap()?;
            socket.send(message).await
        });
        serve.await.unwrap();
    }
    async fn closed(mut socket: WebSocket) {
        let message = socket.recv().await.unwrap().unwrap();
        socket.send(message).await.unwrap();
        socket.tag("tagged");
        socket.set_keepalive(None);
        assert!(!socket.close_handle().is_closing() && socket.close_report().is_none());
        let report = socket.close_with(Close::normal()).await.unwrap();
        assert_eq!(report.outcome(), Outcome::Clean);
    }
    async fn closes_as_a_sink(mut socket: WebSocket) {
        let message = socket.recv().await.unwrap().unwrap();
        socket.send(message).await.unwrap();
        socket.close().await.unwrap();
        while socket.recv().await.is_some() {}
    }
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let routers = [
        (router(monitor.clone(), halves), false),
        (router(monitor.clone(), generic), false),
        (router(monitor.clone(), served), true),
        (router(monitor.clone(), closed), true),
        (router(monitor, closes_as_a_sink), true),
    ];
    for (router, we_close) in routers {
        let mut client = Client::connect(router).await;
        client.send(&text(Role::Client, "hi")).await;
        assert_eq!(client.frame().await, (0x81, b"hi".to_vec()));
        if we_close {
            assert_eq!(client.frame().await, (0x88, body(1000, "")));
        }
        client.send(&close(Role::Client, 1000, b"")).await;
        assert_eq!(told.report().await.outcome(), Outcome::Clean);
    }
}

#[tokio::test]
async fn of_a_hundred_connections_none_is_left() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let router = router(monitor.clone(), echo);
    let clients = (0..100).map(|_| async {
        let mut client = Client::connect(router.clone()).await;
        client.send(&text(Role::Client, "hi")).await;
        assert_eq!(client.frame().await, (0x81, b"hi".to_vec()));
        client
    });
    let mut clients = timeout(LONG, join_all(clients)).await.unwrap();
    for closed in 0..100 {
        assert_eq!(told.opened() - closed, monitor.open_connections().total());
        let mut client = clients.pop().unwrap();
        if closed % 2 == 0 {
            client.send(&close(Role::Client, 1000, b"")).await;
        }
        drop(client);
        told.report().await;
    }
    assert_eq!((told.opened(), monitor.open_connections().total()), (100, 0));
}
