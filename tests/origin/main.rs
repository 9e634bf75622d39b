//! Where connections come from: endpoints, what requests said, tags, and the table of what is open.

#[allow(dead_code, reason = "shared with the tests of connections")]
#[path = "../connections/captured.rs"]
mod captured;
mod endpoints;
mod offers;
mod request_fields;
mod tags;

use tokio::io::{AsyncWriteExt, DuplexStream, duplex};

/// A client's masked close with 1000, with an all-zero mask.
pub(crate) const CLOSE_1000: &[u8] = b"\x88\x82\0\0\0\0\x03\xE8";

/// A client that asks for `path` with these header lines, closes with 1000 and ends TCP.
pub(crate) async fn client(path: &str, headers: &str) -> DuplexStream {
    client_that_closes(path, headers, CLOSE_1000).await
}

/// The same with another close.
pub(crate) async fn client_that_closes(
    path: &str,
    headers: &str,
    close: &'static [u8],
) -> DuplexStream {
    let (io, mut client) = duplex(1 << 20);
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
    );
    client.write_all(request.as_bytes()).await.unwrap();
    tokio::spawn(async move {
        use tokio::io::AsyncReadExt;
        let mut answer = [0; 4];
        // A server refuses frames that come together with the request.
        if client.read_exact(&mut answer).await.is_ok() {
            let _ = client.write_all(close).await;
            let _ = client.read_to_end(&mut Vec::new()).await;
        }
    });
    io
}
