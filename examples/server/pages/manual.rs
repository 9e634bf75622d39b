//! What the manual of the operators' kit says about each alert.
//!
//! It is read out of the kit's README, so that whoever is woken reads the same there and on a page. How it is
//! shown is not told here.

const README: &str = include_str!("../../kit/README.md");

/// An alert; all but its name is Markdown.
pub(super) struct Alert {
    pub(super) name: &'static str,
    pub(super) severity: &'static str,
    /// When it fires, by default.
    pub(super) fires: &'static str,
    /// For how long that has to be so.
    pub(super) after: &'static str,
    /// What it means and what to do.
    pub(super) advice: &'static str,
}

/// The alerts that have a section, in the order of the sections.
pub(super) fn alerts() -> impl Iterator<Item = Alert> {
    let advice = README.split("\n## ").find(|it| it.starts_with("What it means and what to do"));
    advice.into_iter().flat_map(|it| it.split("\n### ").skip(1)).filter_map(alert)
}

/// Finds the alert that a name, or the anchor of its section, stands for.
pub(super) fn find(is: impl Fn(&str) -> bool) -> Option<Alert> {
    alerts().find(|it| is(it.name))
}

/// Reads a section, and the row that the table of alerts has for it.
fn alert(section: &'static str) -> Option<Alert> {
    let (name, advice) = section.split_once('\n')?;
    let name = name.trim();
    let begin = format!("| [{name}](");
    let row = README.lines().find(|line| line.starts_with(&begin))?;
    let [_, severity, fires, after] = row.split(" | ").collect::<Vec<_>>()[..] else { return None };
    let after = after.trim_end_matches(" |");
    Some(Alert { name, severity, fires, after, advice: advice.trim() })
}
