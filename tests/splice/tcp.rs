//! On real sockets: what only the system does.

use std::{io, time::Duration};

use closeframe::{ErrorType, Initiator, Outcome, Spliced};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
};

use super::{CLIENTS_TEXT, Records, SERVERS_TEXT, clients_close, servers_close, told};

struct Sockets {
    client: TcpStream,
    server: TcpStream,
    task: JoinHandle<Spliced>,
}

async fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let connect = TcpSocket::new_v4()?.connect(listener.local_addr()?);
    let (outer, inner) = tokio::join!(connect, listener.accept());
    Ok((outer?, inner?.0))
}

async fn spliced() -> Sockets {
    let ((client, mut near), (server, mut far)) = (pair().await.unwrap(), pair().await.unwrap());
    let closes = Records::default().monitor();
    let task = tokio::spawn(async move { closes.splice(&mut near, &mut far).await });
    Sockets { client, server, task }
}

/// Ends with RST.
fn reset(tcp: TcpStream) {
    tcp.set_zero_linger().unwrap();
}

#[tokio::test]
async fn a_reset_is_told_as_that_of_whoever_made_it() {
    let Sockets { mut client, mut server, task } = spliced().await;
    client.write_all(CLIENTS_TEXT).await.unwrap();
    server.read_exact(&mut [0; 8]).await.unwrap();
    reset(client);
    assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 0, "the other side sees FIN");
    let report = task.await.unwrap().report;
    assert_eq!(told(&report), (1006, Initiator::None, Outcome::Reset));
    assert_eq!(report.error_type(), Some(ErrorType::ConnectionReset));

    let Sockets { mut client, mut server, task } = spliced().await;
    server.write_all(SERVERS_TEXT).await.unwrap();
    client.read_exact(&mut [0; 4]).await.unwrap();
    reset(server);
    assert_eq!(client.read(&mut [0; 8]).await.unwrap(), 0);
    assert_eq!(told(&task.await.unwrap().report), (1006, Initiator::None, Outcome::Dropped));
}

/// The server's system resets the connection once more data comes in, and a plain copy loses the close with
/// that.
#[tokio::test]
async fn a_close_reaches_a_client_that_sends_while_its_server_goes() {
    for _ in 0..100 {
        let Sockets { client, mut server, task } = spliced().await;
        let (mut client_reads, mut client_writes) = client.into_split();
        let sends = tokio::spawn(async move {
            while client_writes.write_all(&CLIENTS_TEXT.repeat(100)).await.is_ok() {}
        });
        server.read_exact(&mut [0; 800]).await.unwrap();
        server.write_all(&servers_close(1011)).await.unwrap();
        drop(server);
        let mut read = Vec::new();
        client_reads.read_to_end(&mut read).await.unwrap();
        assert_eq!(read, servers_close(1011));
        sends.abort();
        let _ = sends.await;
        drop(client_reads);
        let report = task.await.unwrap().report;
        assert_eq!((report.code().unwrap().as_u16(), report.initiator()), (1011, Initiator::Local));
        // Its client went on, until it went.
        assert_eq!(report.outcome(), Outcome::Unanswered);
    }
}

/// Neither is known to be first, and the server is not blamed.
#[tokio::test]
async fn both_end_before_anybody_looks() {
    for _ in 0..100 {
        let ((client, mut near), (server, mut far)) =
            (pair().await.unwrap(), pair().await.unwrap());
        drop(server);
        drop(client);
        let report = Records::default().monitor().splice(&mut near, &mut far).await.report;
        assert_eq!(told(&report), (1006, Initiator::None, Outcome::Eof));

        let ((mut client, mut near), (mut server, mut far)) =
            (pair().await.unwrap(), pair().await.unwrap());
        server.shutdown().await.unwrap();
        client.write_all(&clients_close(1001)).await.unwrap();
        let closes = Records::default().monitor();
        let splice = closes.splice(&mut near, &mut far).linger(Duration::ZERO);
        let report = splice.await.report;
        assert_eq!(told(&report), (1001, Initiator::Remote, Outcome::Abandoned));
    }
}

/// More lies between than the system's buffers hold.
#[tokio::test]
async fn a_server_that_reads_nothing_and_ends_under_pressure() {
    let Sockets { mut client, server, task } = spliced().await;
    let flood = CLIENTS_TEXT.repeat(1 << 12);
    let mut sent = 0;
    // Until nothing goes any more.
    while let Ok(written) = tokio::time::timeout(
        Duration::from_millis(300),
        client.write(&flood[sent % CLIENTS_TEXT.len()..]),
    )
    .await
    {
        sent += written.unwrap();
    }
    assert!(sent > 1 << 16, "{sent}");
    drop(server);
    let mut rest = Vec::new();
    // The end, whatever way it comes.
    let _ = client.read_to_end(&mut rest).await;
    assert_eq!(rest, b"");
    assert_eq!(told(&task.await.unwrap().report), (1006, Initiator::None, Outcome::Dropped));
}
