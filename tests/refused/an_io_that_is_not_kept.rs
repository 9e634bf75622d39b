//~ an io that is not kept is dropped, which ends its connection

#![deny(unused_must_use)]

use std::net::TcpStream;

use closeframe::CloseMonitor;

pub fn tap(closes: &CloseMonitor, tcp: TcpStream) {
    #[cfg(mended)]
    let _io = closes.tap(tcp);
    #[cfg(not(mended))]
    closes.tap(tcp);
}
