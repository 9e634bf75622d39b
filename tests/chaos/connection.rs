//! One connection, from connect to verdict.

use std::{
    sync::{Arc, atomic::Ordering::SeqCst},
    time::Duration,
};

use closeframe::{
    Close, CloseHandle, CloseMonitor, CloseReport, Initiator, Outcome, Policy, Role, Source,
};
use futures_util::FutureExt;
use tokio::{
    io,
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{Mutex, oneshot},
    task::{JoinError, JoinHandle},
    time::{sleep, timeout},
};

use crate::{
    dice::Dice,
    handler::{Act, Served, accept},
    peer::{End, Peer, Surprise, View},
    plan::{Plan, Step},
    tally::{Seen, Tally, Watch},
    way::Way,
};

/// Nothing here takes so long, unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Connects one at a time, so that both ends of a connection are known.
pub(crate) struct Door(Mutex<TcpListener>);

impl Door {
    pub(crate) fn open() -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        // Accepted sockets inherit it; so a slow reader need not be sent megabytes.
        socket.set_send_buffer_size(16 * 1024)?;
        socket.bind(([127, 0, 0, 1], 0).into())?;
        Ok(Self(Mutex::new(socket.listen(64)?)))
    }

    async fn pair(&self, is_slow: bool) -> io::Result<(TcpStream, TcpStream)> {
        let listener = self.0.lock().await;
        let client = TcpSocket::new_v4()?;
        if is_slow {
            client.set_recv_buffer_size(4 * 1024)?;
        }
        let client = client.connect(listener.local_addr()?);
        let (client, server) = tokio::join!(client, listener.accept());
        let (client, (server, _)) = (client?, server?);
        client.set_nodelay(true)?;
        Ok((client, server))
    }
}

/// Runs a connection as planned; what is wrong goes to the tally.
pub(crate) async fn connect(
    door: &Door,
    base: &CloseMonitor,
    plan: Plan,
    dice: Dice,
    name: String,
    tally: &Arc<Tally>,
) {
    let (client, server) = match door.pair(plan.way.is_slow()).await {
        Ok(pair) => pair,
        // The ports of this machine are used up for a while.
        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => return,
        Err(error) => return tally.fail(format!("{name}: {error}")),
    };
    tally.connections.fetch_add(1, SeqCst);
    let seen = Seen::new(name, tally);
    let policy = Policy::default().with_close_timeout(plan.close_timeout);
    let monitor = base.clone().with_policy(policy).with_observer(Watch(Arc::clone(&seen)));
    let (give, handle) = oneshot::channel();
    let server = tokio::spawn(accept(monitor, server, plan.handler.clone(), give));
    let abort = server.abort_handle();
    let playing = play(&plan, Peer::new(client, dice), server, handle, &seen);

    let Ok(played) = timeout(PATIENCE, playing).await else {
        abort.abort();
        let step = seen.step.load(SeqCst);
        return tally.fail(format!("{}: hangs at step {step} of {plan:?}", seen.name));
    };
    tally.count(plan.way, played.report.as_deref());
    if let Err(wrong) = verdict(&plan, &played, &seen) {
        let Played { view, report, .. } = played;
        let said = report.map_or("none".into(), |report| {
            format!("{report} ({} {})", report.initiator(), report.outcome())
        });
        let name = &seen.name;
        let plan = format!("{plan:?}").replace("\\xc3\\xa9", "é");
        tally.fail(format!("{name}: {wrong}\n    report: {said}\n    {view:?}\n    {plan}"));
    }
}

/// What both sides and the report say in the end.
struct Played {
    view: View,
    surprise: Option<Surprise>,
    task: Result<(), JoinError>,
    report: Option<Arc<CloseReport>>,
}

async fn play(
    plan: &Plan,
    peer: Peer,
    mut server: JoinHandle<()>,
    handle: oneshot::Receiver<CloseHandle>,
    seen: &Seen,
) -> Played {
    let handle = handle.shared();
    let mut peer = peer;
    let mut task = None;
    let mut surprise = None;
    let mut leaving = End::Fin;
    for step in &plan.script {
        seen.step.fetch_add(1, SeqCst);
        let done = match step {
            Step::ShakeHands => peer.shake_hands().await,
            Step::Talk(times) => peer.talk(*times).await,
            Step::ReadMessages(times) => peer.read_messages(*times).await,
            Step::ReadToClose => peer.read_to_close().await,
            Step::Leave(by) => {
                leaving = *by;
                break;
            }
            step => {
                match step {
                    Step::ShakeHandsHalf => peer.shake_hands_half().await,
                    Step::Send(bytes) => peer.send(bytes).await,
                    Step::Close(bytes, code) => peer.close(bytes, *code).await,
                    Step::SendWhole(bytes, code) => peer.send_whole(bytes, *code).await,
                    Step::Answer => peer.answer().await,
                    Step::ReadToEnd => peer.read_to_end().await,
                    Step::ShutDown => peer.shut_down().await,
                    Step::Pause(time) => sleep(*time).await,
                    Step::AwaitServer => task = Some((&mut server).await),
                    Step::Abort => server.abort(),
                    Step::Ask(close) => {
                        if let Ok(handle) = handle.clone().await {
                            handle.close(close.clone());
                        }
                    }
                    _ => unreachable!("matched above"),
                }
                Ok(())
            }
        };
        if let Err(unexpected) = done {
            surprise = Some(unexpected);
            peer.answer().await;
            peer.read_to_end().await;
            break;
        }
    }
    let view = peer.leave(leaving);
    let task = match task {
        Some(task) => task,
        None => server.await,
    };
    let report = match handle.await {
        Ok(handle) => {
            let report = handle.closed().await;
            // A request that comes too late is no request.
            handle.close(Close::normal());
            Some(report)
        }
        Err(_) => None,
    };
    Played { view, surprise, task, report }
}

fn verdict(plan: &Plan, played: &Played, seen: &Seen) -> Result<(), String> {
    let Played { view, surprise, task, report } = played;
    let must = |holds: bool, wrong: &str| if holds { Ok(()) } else { Err(wrong.to_owned()) };
    if let (Some(Surprise(unexpected)), false) = (surprise, plan.surprises) {
        return Err(format!("the client met {unexpected}"));
    }
    if let Err(error) = task {
        let panics = matches!(plan.handler.act, Act::Panic | Act::Serve(Served::Panic));
        let aborts = plan.script.iter().any(|step| matches!(step, Step::Abort));
        must(if error.is_panic() { panics } else { aborts }, &format!("the task: {error}"))?;
    }
    must(!view.afterwards, "something came after our close frame")?;

    let [opened, reported] = [&seen.opened, &seen.reported].map(|count| count.load(SeqCst));
    must(opened == reported, &format!("opened {opened}, but reported {reported}"))?;
    let Some(report) = report else {
        let never_asked = matches!(plan.way, Way::NoHandshake | Way::AbortedAnywhere);
        must(never_asked || view.refused, "no report")?;
        return must(opened == 0, "opened, but out of reach");
    };
    must(opened == 1 && !view.refused, &format!("opened {opened} times"))?;
    let code = report.code().map(u16::from);
    let ending = (report.initiator(), report.outcome(), code);
    must(plan.endings.contains(&ending), "not an ending of this way")?;
    must(report.source() == Source::Wire && report.role() == Role::Server, "another witness")?;

    // The runtime's timer ticks in milliseconds, and what ends a connection may come between ticks.
    let late = plan.close_timeout + Duration::from_millis(5);
    let overdue = report.handshake_duration().is_some_and(|it| it >= late);
    must(
        !overdue || !matches!(report.outcome(), Outcome::Unanswered | Outcome::Abandoned),
        "the close handshake outlived its time, which is a timeout",
    )?;
    if let Some((code, reason)) = &view.close {
        let sent = report.sent_code().map(u16::from);
        must(sent == Some(*code), "the client got another close than we sent")?;
        if report.initiator() == Initiator::Local {
            must(report.reason().starts_with(reason), "the client got another reason")?;
        }
    }
    if let Some(received) = report.received_code() {
        must(view.sent == Some(Some(received.into())), "the client sent another close")?;
    }
    // What is told as sent has left, and FIN comes behind it.
    if report.sent_code().is_some() && view.end == Some(End::Fin) {
        must(view.close.is_some(), "our close frame never arrived")?;
    }
    if plan.tidy {
        must(view.end == Some(End::Fin), "TCP was not ended in peace")?;
    }
    if let Some(told) = plan.told {
        must(view.close.as_ref().is_some_and(|(code, _)| *code == told), "told something else")?;
    }
    Ok(())
}
