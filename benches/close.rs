//! What one close costs: a whole connection, from the wrapping to the report, over an io in memory
//! that holds a close 1000 and then ends.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench close
//! ```
//!
//! What a program pays that ends its connections as it ought to is `by hand`; the cost of the wrapper is the
//! difference to that. With `EOF later` the end of the stream comes one poll later, as in life.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use workloads::closes::{End, Watched};

fn connections(criterion: &mut Criterion) {
    for end in End::ALL {
        let mut group = criterion.benchmark_group(format!("close, {end}").trim_end_matches(','));
        for watched in Watched::ALL {
            watched.run(end, |close| {
                // All of them in one call, or entering the runtime would be measured too.
                group.bench_function(watched.to_string(), |bencher| {
                    bencher.iter_custom(|count| {
                        let begun = Instant::now();
                        close(count.try_into().expect("not that many"));
                        begun.elapsed()
                    });
                });
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
