//! The questions of `postmortem new`, asked and answered on a pseudo-terminal.

use crate::support::Sandbox;
use crate::support::terminal::{DOWN, ENTER, answer, end, run, run_with};
use rexpect::session::PtySession;

/// Begins `new` on a terminal.
fn new(sandbox: &Sandbox, args: &str) -> PtySession {
    run(sandbox, &format!("new {args}"))
}

/// The first minute with the program, in the heat of an incident: five answers make a file that is right.
#[test]
fn asks_for_what_the_arguments_leave_open() {
    let sandbox = Sandbox::new();
    let mut session = new(&sandbox, "");
    answer(&mut session, "What happened", &format!("Checkout: 503s{ENTER}"));
    answer(&mut session, "Tab completes", "berl\t");
    answer(&mut session, "Europe/Berlin", ENTER);
    answer(&mut session, "2024-07-01", &format!("2024-06-30{ENTER}"));
    answer(&mut session, "SEV5", &format!("{DOWN}{DOWN}{ENTER}"));
    answer(&mut session, "Owner", &format!("web team{ENTER}"));
    session.exp_string("incidents/2024-06-30-checkout-503s.yaml").unwrap();
    assert_eq!(end(&mut session), "0 icanon echo");
    let text = sandbox.read("incidents/2024-06-30-checkout-503s.yaml");
    for line in [
        "\ntitle: \"Checkout: 503s\" ",
        "\nseverity: SEV2 ",
        "\ndate: 2024-06-30 ",
        "\ntimezone: Europe/Berlin ",
        "\nowner: web team ",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(sandbox.run("lint --fail-on warning").code, 0);
}

/// Who knows nothing yet presses Enter, and gets a file that says what is not known.
#[test]
fn takes_enter_for_what_is_not_known_yet() {
    let sandbox = Sandbox::new();
    let mut session = new(&sandbox, "Checkout --owner web");
    answer(&mut session, "Time zone", ENTER);
    answer(&mut session, "2024-07-01", ENTER);
    answer(&mut session, "not known yet", ENTER);
    session.exp_string("incidents/2024-07-01-checkout.yaml").unwrap();
    assert_eq!(end(&mut session), "0 icanon echo");
    let text = sandbox.read("incidents/2024-07-01-checkout.yaml");
    assert!(
        text.contains("\nseverity:  ") && text.contains("timezone: UTC  ") && text.contains("owner: web "),
        "{text}"
    );
}

/// A mistake must not end the questions, nor get into the file.
#[test]
fn says_why_an_answer_is_none_and_asks_again() {
    let sandbox = Sandbox::new();
    let mut session = new(&sandbox, "--severity sev1 --owner web");
    answer(&mut session, "What happened", ENTER);
    answer(&mut session, "a title is required", &format!("x{ENTER}"));
    answer(&mut session, "Time zone", &format!("EST{ENTER}"));
    answer(
        &mut session,
        "abbreviation, not a time zone; name a place",
        &format!("\u{7f}\u{7f}\u{7f}+01:00{ENTER}"),
    );
    answer(&mut session, "2024-07-01", &format!("30.5.{ENTER}"));
    answer(&mut session, "not a date; write year", &format!("{}2024-05-30{ENTER}", "\u{7f}".repeat(5)));
    assert_eq!(end(&mut session), "0 icanon echo");
    assert!(sandbox.read("incidents/2024-05-30-x.yaml").contains("timezone: +01:00 "));
}

/// A user who changes their mind wants neither a file nor a broken terminal.
#[test]
fn leaves_no_file_when_cancelled() {
    for (keys, question) in [("\u{3}", "What happened"), ("\u{1b}", "What happened"), ("\u{3}", "Severity")] {
        let sandbox = Sandbox::new();
        let mut session =
            new(&sandbox, if question == "Severity" { "x --timezone UTC --date 2024-07-01" } else { "" });
        answer(&mut session, question, keys);
        assert_eq!(end(&mut session), "130 icanon echo", "{question} {keys:?}");
        assert_eq!(sandbox.list("."), [".git"]);
    }
}

/// Answers that lead to no file are the user's time lost.
#[test]
fn says_that_the_file_exists_before_it_asks_on() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/2024-07-01-x.yaml", "title: mine\n");
    let mut session = new(&sandbox, "x --timezone UTC");
    answer(&mut session, "2024-07-01", ENTER);
    let asked = session.exp_string("`incidents/2024-07-01-x.yaml` already exists").unwrap();
    assert!(!asked.contains("Severity"), "{asked}");
    assert_eq!(end(&mut session), "2 icanon echo");
}

/// Scripts run on terminals too.
#[test]
fn asks_nothing_with_no_input() {
    for (variables, args) in [("", "x --no-input"), ("CI=true", "x"), ("TERM=dumb", "x")] {
        let sandbox = Sandbox::new();
        let mut session = run_with(&sandbox, variables, &format!("new {args}"));
        session.exp_string("incidents/2024-07-01-x.yaml").unwrap();
        assert_eq!(end(&mut session), "0 icanon echo");
    }
}
