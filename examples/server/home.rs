//! The page `/`: what this server is, and what to try.

use std::{fmt::Write as _, net::SocketAddr};

use crate::pages;

const TITLE: &str = "closeframe example server";
const NAVIGATION: &str = "<a href=\"/codes\">All codes</a> | <a href=\"/metrics\">Metrics</a>";

/// What to send, and what becomes of it.
const ORDERS: &[(&str, &str)] = &[
    ("hello", "comes back"),
    ("/close 1000 bye", "closes with 1000 and the reason \u{201c}bye\u{201d}"),
    ("/close 1006", "is illegal: what goes out is 1011, and the log says so"),
    ("/drop", "ends the handler, which forgets to close"),
    ("/panic", "ends the handler in a panic; the server goes on"),
];

const LINKS: &[(&str, &str)] = &[
    ("/metrics", "the metrics, as Prometheus scrapes them"),
    ("/codes", "all close codes explained"),
    ("/codes/1006", "1006, the code of a connection that was lost"),
    ("/codes/1011", "1011, the code of a server that failed"),
    ("/codes/4001", "4001, a code of an application\u{2019}s own"),
    ("/compare/1000/1010", "1000 and 1010 compared"),
    ("/compare/1000/1010?lang=de", "1000 and 1010 compared, in German"),
];

/// Returns the page; `ws` is where the WebSocket side listens.
pub(crate) fn home_page(ws: SocketAddr) -> String {
    let mut body = format!(
        "<p>This server echoes WebSocket messages at <code>ws://{ws}</code>, on any path. It logs \
         and counts how every connection ends: each makes one line of the log on its standard \
         output, and one increment of <code>websocket_closes_total</code>.</p>\n\
         <h2>Try it</h2>\n\
         <p>Connect, from a browser\u{2019}s console on this page for example:</p>\n\
         <pre>ws = new WebSocket(\"ws://{ws}\");\n\
         ws.onmessage = (event) =&gt; console.log(event.data);\n\
         ws.onclose = (event) =&gt; console.log(event.code, event.reason);</pre>\n\
         <p>Then send, with <code>ws.send(\"hello\")</code>:</p>\n<dl>\n"
    );
    for (text, effect) in ORDERS {
        let _ = writeln!(body, "<dt><code>{text}</code></dt><dd>{effect}</dd>");
    }
    body.push_str(
        "</dl>\n<p>Or close from your side: <code>ws.close(4001, \"done\")</code>.</p>\n",
    );
    body.push_str("<h2>See</h2>\n<ul>\n");
    for (path, what) in LINKS {
        let _ = writeln!(body, "<li><a href=\"{path}\">{what}</a></li>");
    }
    body.push_str("</ul>\n");
    pages::html_document(TITLE, NAVIGATION, &body, Default::default())
}
