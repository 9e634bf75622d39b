//! What a scrape sees: Prometheus' text format, read back.

use std::collections::BTreeMap;

/// The samples of a page.
pub(crate) struct Exposition(Vec<Sample>);

struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

impl Exposition {
    /// Label values here hold neither a quote nor a comma.
    pub(crate) fn of(page: &str) -> Self {
        let lines = page.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self(lines.map(Sample::parse).collect())
    }

    fn matching<'p>(
        &'p self,
        name: &'p str,
        labels: &'p [(&str, &str)],
    ) -> impl Iterator<Item = &'p Sample> {
        self.0.iter().filter(move |sample| {
            let has = |(label, value): &(&str, &str)| {
                sample.labels.get(*label).is_some_and(|it| it == value)
            };
            sample.name == name && labels.iter().all(has)
        })
    }

    /// The sum over all series of a counter that have these labels.
    pub(crate) fn sum(&self, name: &str, labels: &[(&str, &str)]) -> u64 {
        self.matching(name, labels).map(|sample| sample.value as u64).sum()
    }

    /// How many series of this name have these labels.
    pub(crate) fn series(&self, name: &str, labels: &[(&str, &str)]) -> usize {
        self.matching(name, labels).count()
    }

    /// How many samples there are in all.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every name of a label that is used.
    pub(crate) fn label_names(&self) -> Vec<&str> {
        let mut names: Vec<_> =
            self.0.iter().flat_map(|sample| sample.labels.keys().map(String::as_str)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Sample {
    fn parse(line: &str) -> Self {
        let (series, value) = line.rsplit_once(' ').expect(line);
        let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
        let labels = labels.strip_suffix('}').expect(line).split(',').filter(|it| !it.is_empty());
        let labels = labels.map(|label| {
            let (name, value) = label.split_once('=').expect(line);
            (name.to_owned(), value.trim_matches('"').to_owned())
        });
        Self { name: name.to_owned(), labels: labels.collect(), value: value.parse().expect(line) }
    }
}
