//! What a server that drains answers instead of opening a connection.

use std::time::{Duration, Instant};

use tungstenite::{
    handshake::server::ErrorResponse,
    http::{
        HeaderValue, StatusCode,
        header::{CONNECTION, CONTENT_LENGTH, RETRY_AFTER},
    },
};

use crate::driver::now;

/// Nobody is sent away for longer, however long the drain may take: another process may be there soon.
const LONGEST: Duration = Duration::from_secs(30);

/// 503 with a `Retry-After` (RFC 9110 sections 15.6.4 and 10.2.3): when the drain will be over, in whole
/// seconds from 1 to 30.
pub(crate) fn service_unavailable(drained_by: Option<Instant>) -> ErrorResponse {
    let left = drained_by.map_or(LONGEST, |end| end.saturating_duration_since(now())).min(LONGEST);
    let seconds = left.as_secs_f64().ceil().max(1.0) as u64;
    let mut response = ErrorResponse::new(None);
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    // `append`, which tungstenite calls too: it is in every server already.
    let headers = response.headers_mut();
    headers.append(RETRY_AFTER, seconds.into());
    headers.append(CONNECTION, HeaderValue::from_static("close"));
    headers.append(CONTENT_LENGTH, HeaderValue::from_static("0"));
    response
}
