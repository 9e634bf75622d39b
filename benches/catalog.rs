//! What it costs to look up a close code, and to render the page that compares two.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench catalog
//! ```

use std::{hint::black_box, time::Duration};

use closeframe::{
    CloseCode,
    catalog::{Catalog, Entry, Locale, pages},
};
use criterion::{Criterion, criterion_group, criterion_main};

const FIRST_REGISTERED: u16 = 4000;

/// As many rows as an application may have.
fn full_catalog() -> Catalog {
    let codes = FIRST_REGISTERED..FIRST_REGISTERED + Catalog::MAX_APPLICATION_CODES as u16;
    let rows: Vec<_> =
        codes.map(|code| Entry::application(CloseCode::new(code), "Slow Consumer")).collect();
    Catalog::standard().with_codes(&rows).expect("the rows are valid")
}

fn look_up(criterion: &mut Criterion) {
    let full = full_catalog();
    let mut group = criterion.benchmark_group("look-up");
    for (name, code) in [
        ("named, 1006", 1006),
        ("registered, the 40th of 64", FIRST_REGISTERED + 39),
        ("range, 4999", 4999),
    ] {
        let code = CloseCode::new(code);
        group.bench_function(name, |bencher| bencher.iter(|| full.entry(black_box(code)).name()));
    }
    group.bench_function("every number", |bencher| {
        bencher.iter(|| {
            for code in 0..=u16::MAX {
                black_box(full.entry(CloseCode::new(code)));
            }
        });
    });
}

fn pages(criterion: &mut Criterion) {
    let [a, b] = [CloseCode::NORMAL_CLOSURE, CloseCode::ABNORMAL_CLOSURE];
    let mut group = criterion.benchmark_group("page");
    for &locale in Locale::ALL {
        group.bench_function(format!("compare 1000 and 1006, {locale:?}"), |bencher| {
            bencher.iter(|| pages::compare(black_box(a), black_box(b), locale).to_string());
        });
        group.bench_function(format!("explain 1006, {locale:?}"), |bencher| {
            bencher.iter(|| pages::explain(black_box(b), locale).to_string());
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = look_up, pages
}
criterion_main!(benches);
