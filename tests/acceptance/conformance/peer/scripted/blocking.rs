//! Plans on tungstenite's blocking sockets, a thread for each.

use std::{
    fmt::Display,
    io::{self, BufRead},
    net::{TcpListener, TcpStream},
    thread,
    time::Duration,
};

use anyhow::{anyhow, bail};
use closeframe::CloseMonitor;
use tungstenite::{
    Error, Message, accept_hdr, client,
    client::IntoClientRequest,
    handshake::server::{ErrorResponse, Request, Response},
};

use super::{Plan, Step, beginning, close, queued};
use crate::{Wrapper, blocking::Socket, is_data};

/// How long a read blocks: only then does a blocking wrapper look at the time.
const GLANCE: Duration = Duration::from_millis(20);

pub(crate) fn run(wrapper: Wrapper) -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    thread::spawn(move || {
        for tcp in listener.incoming() {
            thread::spawn(move || told(tcp.map_err(Into::into).and_then(|it| serve(it, wrapper))));
        }
    });
    for url in io::stdin().lock().lines() {
        let url = url?;
        thread::spawn(move || told(converse(url, wrapper)));
    }
    Ok(())
}

fn told(ended: anyhow::Result<()>) {
    if let Err(error) = ended {
        eprintln!("{error:?}");
    }
}

fn serve(tcp: TcpStream, wrapper: Wrapper) -> anyhow::Result<()> {
    tcp.set_nodelay(true)?;
    // The handshake takes a time-out for an interruption.
    let glancing = tcp.try_clone()?;
    let mut path = String::new();
    #[expect(clippy::result_large_err, reason = "tungstenite's signature")]
    let callback = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        path = request.uri().path().to_owned();
        Ok(response)
    };
    match wrapper {
        Wrapper::None => bail!("a bare socket has no report"),
        Wrapper::Wrap => {
            let ws = accept_hdr(tcp, callback).map_err(refused)?;
            glance(glancing)?;
            let plan = Plan::in_path(&path)?;
            follow(plan.monitor().wrap(ws), &plan.ours);
        }
        Wrapper::WrapOverTap => {
            let ws = accept_hdr(CloseMonitor::silent().tap(tcp), callback).map_err(refused)?;
            glance(glancing)?;
            let plan = Plan::in_path(&path)?;
            follow(plan.monitor().wrap_tapped(ws), &plan.ours);
        }
    }
    Ok(())
}

fn converse(url: String, wrapper: Wrapper) -> anyhow::Result<()> {
    let request = url.into_client_request()?;
    let plan = Plan::in_path(request.uri().path())?;
    let closes = plan.monitor();
    let tcp = TcpStream::connect(request.uri().authority().map_or("", |it| it.as_str()))?;
    tcp.set_nodelay(true)?;
    let glancing = tcp.try_clone()?;
    match wrapper {
        Wrapper::None => bail!("a bare socket has no report"),
        Wrapper::Wrap => {
            let (ws, _) = client(request, tcp)?;
            glance(glancing)?;
            follow(closes.wrap_client(ws), &plan.ours);
        }
        Wrapper::WrapOverTap => {
            let (ws, _) = client(request, closes.tap_client(tcp))?;
            glance(glancing)?;
            follow(closes.wrap_tapped(ws), &plan.ours);
        }
    }
    Ok(())
}

/// The error of a handshake holds its callback, and so what that borrows.
fn refused(error: impl Display) -> anyhow::Error {
    anyhow!("{error}")
}

/// Takes the second handle on the socket, which would keep it open.
fn glance(tcp: TcpStream) -> io::Result<()> {
    tcp.set_read_timeout(Some(GLANCE))
}

/// Does what the plan says, then reads to the end. An error ends it too, as in most handlers: it is
/// the report that tells.
fn follow(mut ws: impl Socket, steps: &[Step]) {
    for step in steps {
        let done = match step {
            Step::Send(text) => ws.send(Message::text(text)),
            Step::SendBytes(size) => ws.send(Message::binary(vec![0; *size])),
            Step::Queue(count) => (0..*count).try_for_each(|_| ws.write(queued())),
            Step::Ping => ws.send(Message::Ping("?".into())),
            Step::Fragment(text) => ws.send(beginning(text)),
            Step::Close(code, reason) => ws.send(close(*code, reason)),
            Step::Await(count) => hear(&mut ws, *count),
            Step::Deaf(ms) => {
                thread::sleep(Duration::from_millis(*ms));
                Ok(())
            }
            Step::Go | Step::Drain => panic!("no step of a blocking socket's: {step:?}"),
            Step::Drop => return,
            Step::Panic => panic!("as the plan says"),
        };
        if done.is_err() {
            break;
        }
    }
    while next(&mut ws).is_ok() {}
}

fn hear(ws: &mut impl Socket, count: usize) -> Result<(), Error> {
    let mut heard = 0;
    while heard < count {
        heard += usize::from(is_data(&next(ws)?));
    }
    Ok(())
}

fn next(ws: &mut impl Socket) -> Result<Message, Error> {
    loop {
        match ws.read() {
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {}
            other => return other,
        }
    }
}
