//! Rules on language beyond the examples of their pages.

use crate::support::linting::found;

/// A name is that of a person only if it looks like one; a role, a package and an address are none.
#[test]
fn people_are_distinguished_from_teams_and_packages() {
    let rule = "person-in-cause";
    let head = "authors: [Dana Ortiz, A. Writer, Platform Team, IOTA Foundation]\nroles: {commander: Jan de Vries, scribe: Lou Bähr, lead: web}\n";
    let reported = |text: &str| found(rule, &format!("{head}{text}"));
    let text = "root_cause: [\"Dana Ortiz's change\", {text: \"by @dana, and A. Writer\"}]\ntrigger: Dana\n  Ortiz did it\n\
                contributing_factors: Lou Bähr slept\nlessons: {went_wrong: [(@bob) slept]}\n";
    let mut names = reported(text);
    names.sort_unstable();
    assert_eq!(names, ["@bob", "@dana", "A. Writer", "Dana\n  Ortiz", "Dana Ortiz", "Lou Bähr"]);
    for fine in [
        "root_cause: The Platform Team runs web for the IOTA Foundation.",
        "root_cause: \"@acme/ui broke; dana@x.org, `@dana`, @here and \\\"Dana Ortiz\\\"; x@dana\"",
        "summary: Dana Ortiz wrote this, with @bob.",
        "root_cause: Dana. Ortega, a town, was cut off; dana ortiz is a host.",
    ] {
        assert_eq!(reported(fine), [""; 0], "{fine}");
    }
}

/// What customers said or a command contains is not the report's own voice.
#[test]
fn animated_language_is_the_reports_own() {
    let rule = "animated-language";
    let text = "summary: It was obviously down!! And *insane*!!!\nactions: [Fix the stupid cron]\n";
    assert_eq!(found(rule, text), ["obviously", "down!!", "insane", "stupid"]);
    let fine = "summary: A customer wrote \"ridiculous!!\", and `sudo !!` ran! It was unclear! a != b, !!x\n\
                communications: [{text: This is ridiculous}]\n";
    assert_eq!(found(rule, fine), [""; 0]);
}

/// An amount given anywhere in the sentence, or in its field, is not vague.
#[test]
fn vague_quantities_have_no_number() {
    let rule = "vague-quantity";
    let text =
        "impact: Some users saw errors. Many\n  customers left, and it was briefly down for a while.\n";
    assert_eq!(found(rule, text), ["Some users", "Many\n  customers", "briefly", "for a while"]);
    for fine in [
        "impact: Some users (about 2,300) saw errors, briefly, for 3 minutes.",
        "impact: {description: Many users saw errors., users: 80%}",
        "summary: Some users saw errors.",
        "impact: Some servers failed, and users waited.",
    ] {
        assert_eq!(found(rule, fine), [""; 0], "{fine}");
    }
    assert_eq!(found(rule, "impact: {description: It was briefly down., users: 80%}"), ["briefly"]);
}
