//! What one close costs: a whole connection, from the wrapping to the report, over an io in memory
//! that holds a close 1000 and then ends.
//!
//! ```text
//! cargo bench --bench close
//! ```
//!
//! The cost of the close itself is the difference to `bare`.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use workloads::{Api, closes::Watched};

fn connections(criterion: &mut Criterion) {
    for api in Api::ALL {
        let mut group = criterion.benchmark_group(format!("close, {api}"));
        for watched in Watched::ALL {
            watched.run(api, |connection| {
                group.bench_function(watched.to_string(), |bencher| bencher.iter(&mut *connection));
            });
        }
    }
}

criterion_group! {
    name = close;
    // Longer would only fill memory: a Prometheus recorder keeps every sample of a histogram until
    // it is scraped.
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = connections
}
criterion_main!(close);
