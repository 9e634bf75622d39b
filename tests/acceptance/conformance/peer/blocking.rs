//! The peer on tungstenite's blocking sockets.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

use closeframe::{CloseMonitor, Mode, MonitoredSocket};
use tungstenite::{Error, Message, WebSocket, client::IntoClientRequest};

use crate::{Wrapper, is_data, is_goodbye, normal_closure};

pub(crate) fn serve(address: SocketAddr, wrapper: Wrapper, panicking: bool) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address)?;
    println!("{}", listener.local_addr()?);
    let closes = CloseMonitor::default();
    loop {
        let (tcp, _) = listener.accept()?;
        tcp.set_nodelay(true)?;
        let closes = closes.clone();
        thread::spawn(move || -> anyhow::Result<()> {
            match wrapper {
                Wrapper::None => echo(tungstenite::accept(tcp)?, panicking)?,
                Wrapper::Wrap => echo(closes.wrap(tungstenite::accept(tcp)?), panicking)?,
                Wrapper::WrapOverTap => {
                    let ws = tungstenite::accept(closes.tap(tcp))?;
                    echo(closes.wrap_tapped(ws), panicking)?;
                }
            }
            Ok(())
        });
    }
}

/// Connects, and echoes until the server ends the connection.
pub(crate) fn converse(url: &str, wrapper: Wrapper) -> anyhow::Result<()> {
    let closes = CloseMonitor::default();
    let request = url.into_client_request()?;
    let authority = request.uri().authority().map_or("", |it| it.as_str());
    let tcp = TcpStream::connect(authority)?;
    tcp.set_nodelay(true)?;
    // How it ends, in an error or not, is for the fuzzing server to judge.
    let _ended = match wrapper {
        Wrapper::None => echo(tungstenite::client(request, tcp)?.0, false),
        Wrapper::Wrap => echo(closes.wrap_client(tungstenite::client(request, tcp)?.0), false),
        Wrapper::WrapOverTap => {
            let (ws, _) = tungstenite::client(request, closes.tap_client(tcp))?;
            echo(closes.wrap_tapped(ws), false)
        }
    };
    Ok(())
}

/// What the socket and its wrapper have in common.
pub(crate) trait Socket {
    fn read(&mut self) -> Result<Message, Error>;
    fn write(&mut self, message: Message) -> Result<(), Error>;
    fn send(&mut self, message: Message) -> Result<(), Error>;
}

impl<S: Read + Write> Socket for WebSocket<S> {
    fn read(&mut self) -> Result<Message, Error> {
        self.read()
    }

    fn write(&mut self, message: Message) -> Result<(), Error> {
        self.write(message)
    }

    fn send(&mut self, message: Message) -> Result<(), Error> {
        self.send(message)
    }
}

impl<Io, M: Mode> Socket for MonitoredSocket<Io, M>
where
    M::Transport<Io>: Read + Write,
{
    fn read(&mut self) -> Result<Message, Error> {
        self.read()
    }

    fn write(&mut self, message: Message) -> Result<(), Error> {
        self.write(message)
    }

    fn send(&mut self, message: Message) -> Result<(), Error> {
        self.send(message)
    }
}

fn echo(mut ws: impl Socket, panicking: bool) -> Result<(), Error> {
    assert!(!panicking, "as the command line asks");
    loop {
        let message = ws.read()?;
        if is_data(&message) {
            let goodbye = is_goodbye(&message);
            ws.send(message)?;
            if goodbye {
                ws.send(normal_closure())?;
            }
        }
    }
}
