//! `postmortem serve`: what the preview shows, how it follows the files, and to whom it does not answer.

use crate::support::running::{DEADLINE, Running, until};
use crate::support::{Sandbox, VALID};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

/// A preview on a port of its own.
struct Preview {
    running: Running,
    port: u16,
}

/// An answer of the server.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Preview {
    fn start(sandbox: &Sandbox, line: &str) -> Self {
        let running = Running::start(sandbox, &format!("serve --port 0 {line}"));
        let said = running.hear(" (press Ctrl-C to stop)\n");
        let port = said.split_once("http://127.0.0.1:").unwrap().1;
        let port = port.split_once('/').unwrap().0.parse().unwrap();
        Preview { running, port }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = self.send(method, path, host);
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn send(&self, method: &str, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    /// The states of a page, as a browser hears them.
    fn states(&self, path: &str) -> impl Iterator<Item = Value> + use<> {
        let stream = self.send("GET", path, "localhost");
        let start = Instant::now();
        let lines = BufReader::new(stream).lines().map(Result::unwrap);
        // The server says something now and then, whether there is news or not.
        let lines = lines.take_while(move |_| start.elapsed() < DEADLINE);
        lines.filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
    }
}

fn titled(title: &str) -> String {
    VALID.replace("Checkout fails", title)
}

fn fault(state: &Value) -> &str {
    state["fault"].as_str().unwrap()
}

/// All of it: a page, the change of the file, an error with its location and the help, and the end.
#[test]
fn a_page_follows_its_file() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", titled("First"));
    let preview = Preview::start(&sandbox, "a.yaml");
    let page = preview.get("/");
    assert!(page.status == 200 && page.body.contains("data-report=\"/report/a\""), "{}", page.body);
    let mut states = preview.states("/events/a");
    let first = states.next().unwrap();
    assert_eq!(first["fault"], "");
    let written = sandbox.run_args(&["render", "a.yaml", "-f", "html"]).out;
    assert_eq!(preview.get("/report/a").body, written, "the preview shows what would be written");

    sandbox.write("a.yaml", titled("Second"));
    let second = states.next().unwrap();
    assert!(second["version"] != first["version"] && fault(&second).is_empty(), "{second}");
    assert!(preview.get("/report/a").body.contains("<h1>Second</h1>"));

    sandbox.write("new", titled("Third") + "sevrity: <b>\n");
    fs::rename(sandbox.path("new"), sandbox.path("a.yaml")).unwrap();
    let broken = states.next().unwrap();
    assert_eq!(broken["version"], second["version"], "the last good page stays");
    for part in ["a.yaml:12:1", "sevrity: &lt;b&gt;", "did you mean `severity`?"] {
        assert!(fault(&broken).contains(part), "{broken}");
    }
    assert!(preview.get("/").body.contains("sevrity: &lt;b&gt;"), "a tab that is opened now knows it too");
    assert!(preview.get("/report/a").body.contains("<h1>Second</h1>"));

    fs::remove_file(sandbox.path("a.yaml")).unwrap();
    assert!(fault(&states.next().unwrap()).contains("`a.yaml` does not exist"));
    sandbox.write("a.yaml", titled("First"));
    let fixed = states.find(|state| fault(state).is_empty()).unwrap();
    assert_eq!(fixed["version"], first["version"], "the same page needs no reload, also after a restart");
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// The way in: every incident, the last one first, and none left out because it is broken.
#[test]
fn lists_the_incidents_of_a_folder() {
    let sandbox = Sandbox::new();
    sandbox
        .write("incidents/old.yaml", titled("Old <i>one</i>").replace("2024-05-30", "2023-01-01"))
        .write("incidents/new.yaml", titled("New one"))
        .write("incidents/sub/new.yaml", titled("Of the same name").replace("2024-05-30", "2022-01-01"))
        .write("incidents/bad one.yaml", "title: [\n");
    let preview = Preview::start(&sandbox, "");
    let list = preview.get("/").body;
    let place = |text: &str| list.find(text).unwrap_or_else(|| panic!("no `{text}` in {list}"));
    assert!(place("Cannot be rendered") < place("New one"));
    assert!(place("New one") < place("Old &lt;i&gt;one&lt;/i&gt;"));
    assert!(place("SEV2") < place("2 h") && list.contains("2024-05-30"));
    let links = list.split("href=\"/incidents/").skip(1).map(|rest| rest.split_once('"').unwrap().0);
    let links: Vec<String> = links.map(str::to_owned).collect();
    assert_eq!(links.len(), 4);
    for link in &links {
        assert_eq!(preview.get(&format!("/incidents/{link}")).status, 200, "{link}");
    }
    assert!(preview.get("/report/new").body.contains("<h1>New one</h1>"));

    let mut states = preview.states("/events");
    let mut gone = preview.states("/events/other");
    let first = states.next().unwrap();
    assert!(fault(&gone.next().unwrap()).contains("The file is gone"));
    sandbox.write("incidents/more/other.yaml", titled("Another one"));
    states.find(|state| state["version"] != first["version"]).unwrap();
    assert!(gone.any(|state| fault(&state).is_empty()), "it has come back");
    until("the new file", || preview.get("/").body.contains("Another one").then_some(()));
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// A tab that shows an incident must not show another one because a file comes or goes.
#[test]
fn an_address_keeps_its_incident() {
    let sandbox = Sandbox::new();
    sandbox.write("in/b/x.yaml", titled("Of b"));
    let preview = Preview::start(&sandbox, "in");
    assert!(preview.get("/report/x").body.contains("<h1>Of b</h1>"));
    sandbox.write("in/a/x.yaml", titled("Of a"));
    until("the new file", || preview.get("/").body.contains("Of a").then_some(()));
    assert!(preview.get("/report/x").body.contains("<h1>Of b</h1>"));
    fs::remove_file(sandbox.path("in/b/x.yaml")).unwrap();
    until("the end of the file", || (!preview.get("/").body.contains("Of b")).then_some(()));
    assert_eq!(preview.get("/incidents/x").status, 404);
    sandbox.write("in/b/x.yaml", titled("Of b again"));
    until("its return", || preview.get("/report/x").body.contains("<h1>Of b again</h1>").then_some(()));
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// A template or a configuration with a fault is what its author looks for in the browser.
#[test]
fn reports_errors_of_template_and_configuration() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("tpl/default.md", "Made by hand\n");
    sandbox.write("postmortem.toml", "templates = \"tpl\"\n");
    let preview = Preview::start(&sandbox, "a.yaml");
    let mut states = preview.states("/events/a");
    states.next().unwrap();
    assert!(preview.get("/report/a").body.contains("Made by hand"));
    sandbox.write("tpl/default.md", "{% if %}\n");
    assert!(states.any(|state| fault(&state).contains("tpl/default.md:1:")));
    assert!(preview.get("/report/a").body.contains("Made by hand"));
    sandbox.write("tpl/default.md", "Mended\n");
    assert!(states.any(|state| fault(&state).is_empty()));
    assert!(preview.get("/report/a").body.contains("Mended"));
    sandbox.write("postmortem.toml", "templates = \"tpl\"\npahts = 1\n");
    assert!(states.any(|state| fault(&state).contains("did you mean `paths`?")));
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// A list of several projects shows each report as its project does.
#[test]
fn each_report_follows_the_configuration_of_its_project() {
    let sandbox = Sandbox::new();
    sandbox.write("mono/a/x.yaml", VALID).write("mono/a/t/default.md", "Of a\n");
    sandbox.write("mono/b/y.yaml", VALID).write("mono/a/postmortem.toml", "templates = \"t\"\n");
    let preview = Preview::start(&sandbox, "mono");
    assert!(preview.get("/report/x").body.contains("Of a"));
    assert!(!preview.get("/report/y").body.contains("Of a"));
    sandbox.write("mono/b/t/default.md", "{% if %}\n").write("mono/b/postmortem.toml", "templates = \"t\"\n");
    let mut states = preview.states("/events/y");
    assert!(states.any(|state| fault(&state).contains("mono/b/t/default.md:1:")));
    let state = preview.states("/events/x").next().unwrap();
    assert_eq!(fault(&state), "", "a fault of one project is none of another");
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// A stranger's page in the same browser must not read the reports, by whatever name it calls this machine, and what is
/// not shown is not there.
#[test]
fn answers_this_machine_only_and_gives_out_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", VALID).write("secret.txt", "secret").write("incidents/b.txt", "secret");
    let preview = Preview::start(&sandbox, "incidents");
    for host in ["localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1"] {
        assert_eq!(preview.ask("GET", "/", host).status, 200, "{host}");
    }
    for host in ["evil.example", "evil.example:7357", "localhost.evil.example", "127.0.0.1.evil.example", ""]
    {
        for path in ["/", "/report/a", "/events/a", "/preview.js"] {
            let answer = preview.ask("GET", path, host);
            assert_eq!(answer.status, 421, "{host} {path}");
            assert!(answer.body.contains("127.0.0.1 and localhost"), "{}", answer.body);
        }
    }
    assert_eq!(preview.ask("GET", "http://evil.example/", "localhost").status, 421);
    assert_eq!(preview.ask("GET", "/", "localhost\r\nHost: evil.example").status, 421);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = preview.ask(method, "/", "localhost");
        assert!(answer.status == 405 && answer.head.contains("allow: get, head"), "{}", answer.head);
    }
    let head = preview.ask("HEAD", "/report/a", "localhost");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let outside =
        ["/secret.txt", "/../secret.txt", "/incidents/../secret.txt", "/incidents/b.txt", "/report/b"];
    let encoded =
        ["/report/..%2fsecret.txt", "/incidents/%2e%2e/secret.txt", "/report//etc/passwd", "/report/"];
    for path in outside.iter().chain(&encoded) {
        let answer = preview.get(path);
        assert!(answer.status == 404 && !answer.body.contains("secret"), "{path}: {}", answer.body);
    }
    assert_eq!(sandbox.list("incidents"), ["a.yaml", "b.txt"], "a preview writes nothing");
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// The preview runs only its own script; what is in a report does not run, whatever its template contains.
#[test]
fn runs_nothing_but_its_own_script() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let preview = Preview::start(&sandbox, "a.yaml");
    let page = preview.get("/");
    assert!(page.head.contains("default-src 'none'; script-src 'self'") && !page.head.contains("unsafe"));
    // A page that the browser has opened from elsewhere gets no access to this one.
    assert!(page.head.contains("cross-origin-opener-policy: same-origin"), "{}", page.head);
    assert_eq!(page.body.matches("<script").count(), 1);
    assert!(page.body.contains("<script src=\"/preview.js\" defer></script>"));
    assert!(preview.get("/report/a").head.contains("script-src 'none'"));
    assert!(preview.get("/preview.js").head.contains("text/javascript"));
    assert!(preview.get("/preview.css").head.contains("text/css"));
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// A public report looks the same wherever it is looked at.
#[test]
fn shows_reports_as_they_are_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let preview = Preview::start(&sandbox, "a.yaml --audience public -t brief");
    let report = preview.get("/report/a").body;
    assert!(report.contains("Public version") && report.contains("Milestones"), "{report}");
    assert_eq!(preview.running.interrupt(), Some(0));
}

/// A port that was requested by number is not silently another one; and it is free again afterwards.
#[test]
fn keeps_and_frees_its_port() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    let taken = sandbox.run_args(&["serve", "a.yaml", "--port", &port]);
    let error = format!("error: port {port} is in use\n");
    assert!(taken.code == 2 && taken.err.starts_with(&error), "{}", taken.err);
    drop(other);
    for _ in 0..2 {
        // Programs that other tests start keep what was open then for a moment.
        let running = until("the port", || {
            let running = Running::start(&sandbox, &format!("serve a.yaml --port {port}"));
            let said = until("a word", || Some(running.said()).filter(|said| said.ends_with('\n')));
            said.contains(&format!("Serving a.yaml at http://127.0.0.1:{port}/")).then_some(running)
        });
        assert_eq!(running.interrupt(), Some(0));
    }
}

/// What cannot be shown must be said at once, not waited for.
#[test]
fn refuses_what_cannot_be_shown() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!("serve_a_stream", sandbox.run("serve -").transcript());
    insta::assert_snapshot!("serve_nothing", sandbox.run("serve nowhere").transcript());
    assert_eq!(sandbox.run("serve -t nosuch").code, 2);
}

/// An image is part of the page, wherever it is and whenever it appears.
#[test]
fn follows_images() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", format!("{VALID}background: '![Graph](../shots/graph.png)'\n"));
    let preview = Preview::start(&sandbox, "in");
    let mut states = preview.states("/events/a");
    let without = states.next().unwrap();
    sandbox.write("shots/graph.png", b"\x89PNG\r\n\x1a\n1");
    states.find(|state| state["version"] != without["version"]).unwrap();
    assert!(preview.get("/report/a").body.contains("data:image/png"));
    fs::remove_file(sandbox.path("shots/graph.png")).unwrap();
    assert!(states.any(|state| state["version"] == without["version"]));
    assert_eq!(preview.running.interrupt(), Some(0));
}
