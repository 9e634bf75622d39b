//! Plain HTTP: what comes out is what went in.

use tokio::join;

use super::front::Front;

#[tokio::test]
async fn a_client_keeps_its_connection_and_each_request_has_one_of_its_own() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    for body in ["hi", "ho"] {
        client
            .write(
                "GET /a/../b?c=%20d HTTP/1.1\r\nHost: example.org\r\nX-oDD: 1\r\nx-odd: 2\r\n\
                 Accept: */*\r\n\r\n",
            )
            .await;
        let mut server = front.accept().await;
        assert_eq!(
            server.head().await,
            "GET /a/../b?c=%20d HTTP/1.1\r\nHost: example.org\r\nX-oDD: 1\r\nx-odd: 2\r\n\
             Accept: */*\r\nconnection: close\r\n\r\n"
        );
        let head = "HTTP/1.1 200 Very Fine\r\nServer: x\r\nX-oTHER: y\r\nContent-Length: 2\r\n";
        server.write(format!("{head}Connection: close\r\n\r\n{body}")).await;
        assert_eq!(client.head().await, format!("{head}\r\n"));
        assert_eq!(client.exactly(2).await, body.as_bytes());
        server.ends().await;
    }
}

#[tokio::test]
async fn the_answer_to_head_has_a_length_and_no_body() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    for _ in 0..2 {
        client.write("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").await;
        let mut server = front.accept().await;
        assert!(server.head().await.starts_with("HEAD / HTTP/1.1\r\n"));
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
        server.write(head).await;
        assert_eq!(client.head().await, head);
    }
}

#[tokio::test]
async fn chunks_pass_as_they_come_with_trailers() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    let to_server = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\
                     Connection: TE\r\nTE: trailers\r\n";
    client.write(format!("{to_server}\r\n3\r\nabc\r\n")).await;
    let mut server = front.accept().await;
    assert_eq!(
        server.head().await,
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\
         Connection: close, TE\r\nTE: trailers\r\n\r\n"
    );
    // The rest has not been sent yet.
    assert_eq!(server.exactly(8).await, b"3\r\nabc\r\n");
    client.write("2\r\nde\r\n0\r\nx-sum: 7\r\n\r\n").await;
    let (body, trailers) = server.chunked().await;
    assert_eq!((body.as_slice(), trailers.as_str()), (&b"de"[..], "x-sum: 7\r\n\r\n"));

    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x-end\r\n\r\n";
    server.write(format!("{head}1\r\nf\r\n")).await;
    assert_eq!(client.head().await, head);
    assert_eq!(client.exactly(6).await, b"1\r\nf\r\n");
    server.write("0\r\nx-end: 8\r\n\r\n").await;
    let (body, trailers) = client.chunked().await;
    assert_eq!((body.as_slice(), trailers.as_str()), (&b""[..], "x-end: 8\r\n\r\n"));
}

#[tokio::test]
async fn large_bodies_pass_both_ways_at_once() {
    let mut body = vec![0; 30_000_000];
    let mut state = 1_u32;
    for byte in &mut body {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (state >> 24) as u8;
    }
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 30000000\r\n\r\n").await;
    let mut server = front.accept().await;
    server.head().await;
    server.write("HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n").await;
    client.head().await;

    let (mut from_client, mut to_client) = client.0.split();
    let (mut from_server, mut to_server) = server.0.split();
    let send = async |to: &mut tokio::net::tcp::WriteHalf<'_>| {
        tokio::io::AsyncWriteExt::write_all(to, &body).await.unwrap();
    };
    let receive = async |from: &mut tokio::net::tcp::ReadHalf<'_>| {
        let mut got = vec![0; body.len()];
        tokio::io::AsyncReadExt::read_exact(from, &mut got).await.unwrap();
        // Not `assert_eq`, which would print both.
        assert!(got == body, "the body has changed");
    };
    join!(
        send(&mut to_client),
        send(&mut to_server),
        receive(&mut from_client),
        receive(&mut from_server)
    );
}

#[tokio::test]
async fn a_body_that_only_the_end_delimits_is_chunked_for_the_client() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n").await;
    let mut server = front.accept().await;
    server.head().await;
    server.write("HTTP/1.0 200 OK\r\n\r\nall of it").await;
    drop(server);
    assert_eq!(client.head().await, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    assert_eq!(client.chunked().await.0, b"all of it");
}

#[tokio::test]
async fn a_body_that_breaks_off_does_so_for_the_client() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n").await;
    let mut server = front.accept().await;
    server.head().await;
    server.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal").await;
    client.head().await;
    assert_eq!(client.exactly(3).await, b"hal");
    drop(server);
    client.ends().await;
}

#[tokio::test]
async fn an_early_answer_need_not_wait_for_the_body() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc").await;
    let mut server = front.accept().await;
    server.head().await;
    // What is not read would become a reset, and the answer be lost to that.
    server.exactly(3).await;
    server.write("HTTP/1.1 413 Too Much\r\nContent-Length: 0\r\n\r\n").await;
    drop(server);
    let head = client.head().await;
    assert!(head.starts_with("HTTP/1.1 413 Too Much\r\n"), "{head}");
}

#[tokio::test]
async fn who_leaves_while_waiting_has_left_the_server() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n").await;
    let mut server = front.accept().await;
    server.head().await;
    drop(client);
    server.ends().await;
}
