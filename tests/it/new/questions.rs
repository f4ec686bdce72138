//! The questions of `postmortem new`, asked and answered on a pseudo-terminal.

use crate::support::{NOW, Sandbox};
use rexpect::session::{PtySession, spawn_command};
use std::process::Command;

const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";

/// Starts `new` on a terminal, in a shell that afterwards prints how it ended and the state of the terminal.
fn new(sandbox: &Sandbox, args: &str) -> PtySession {
    new_with(sandbox, "", args)
}

/// The same with variables of the environment.
fn new_with(sandbox: &Sandbox, variables: &str, args: &str) -> PtySession {
    let postmortem = sandbox.command(&[]);
    let program = postmortem.get_program().to_str().unwrap();
    let script = format!(
        "stty cols 200 rows 30 echo; {variables} \"{program}\" new {args} --now {NOW}; code=$?; echo; echo \"code=$code\"; \
         stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo; echo end"
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).current_dir(sandbox.path("."));
    for name in ["NO_COLOR", "CI", "VISUAL", "EDITOR", "GITHUB_ACTIONS"] {
        shell.env_remove(name);
    }
    shell.env("TERM", "xterm").env("NO_COLOR", "1");
    spawn_command(shell, Some(20_000)).unwrap()
}

/// Waits for a question, then answers it.
fn answer(session: &mut PtySession, question: &str, keys: &str) {
    session.exp_string(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    session.send(keys).unwrap();
    session.flush().unwrap();
}

/// How it ended, with the terminal's modes.
fn end(session: &mut PtySession) -> String {
    session.exp_string("code=").unwrap();
    session.exp_string("end\r\n").unwrap().replace("\r\n", " ").trim().to_owned()
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
        let mut session = new_with(&sandbox, variables, args);
        session.exp_string("incidents/2024-07-01-x.yaml").unwrap();
        assert_eq!(end(&mut session), "0 icanon echo");
    }
}
