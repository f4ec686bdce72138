//! What it costs: `cargo bench`. Ratios are taken in one run, commands in turn, because machines drift.
//!
//! - `lint` of thousands of files against a bare single-thread event scan of the same files (CPU, peak memory).
//! - `lint` and `render` of one file against `/bin/true` (wall).
//! - `lint` of one file of growing size, of many lines and of one: the cost must grow linearly.
//! - `render` of one hostile text of growing size: twice the size must cost about twice as much.
//! - rules across files over twice as many incidents of one kind: the cost must double, not quadruple.
//! - `render` of a folder of files against a library call for each, one after the other (CPU).

// A benchmark prints, and its figures are small.
#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

use granit_parser::{Parser, options};
use nix::sys::resource::{Usage, UsageWho, getrusage};
use postmortem::collection::{Collection, Record};
use postmortem::document::Document;
use postmortem::lint::has_more_to_say;
use postmortem::model::Settings;
use postmortem::render::{Context, Engine, Images, Options, Report, figure};
use postmortem::source::Source;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const POSTMORTEM: &str = env!("CARGO_BIN_EXE_postmortem");
const FILES: usize = 5000;
const REPORTS: usize = 1000;
const ROUNDS: usize = 5;
const STARTS: usize = 60;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "scan", folder] => return scan(Path::new(folder)),
        [_, "render", format, folder] => return render(format, Path::new(folder)),
        [_, "generate", folder] => {
            generate(Path::new(folder), FILES);
            return;
        }
        _ => {}
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bytes = generate(folder.path(), FILES);
    println!("{FILES} files, {:.1} MB\n", bytes as f64 / 1e6);
    many_files(folder.path());
    one_file();
    growing_file(folder.path());
    growing_texts(folder.path());
    growing_line(folder.path());
    crowded_line(folder.path());
    growing_collection();
    folder_of_reports();
}

/// The floor: every event of every file, one after the other.
fn scan(folder: &Path) {
    let mut events = 0;
    for entry in std::fs::read_dir(folder).expect("the generated files") {
        let text = std::fs::read_to_string(entry.expect("a file").path()).expect("text");
        let parser = Parser::new_from_str_with_options(&text, options! { emit_comments: false });
        events += parser.flatten().count();
    }
    assert!(events > 0);
}

fn many_files(folder: &Path) {
    let own = std::env::current_exe().expect("this benchmark");
    // The files are valid as drafts; as final reports they lack a lot, and reporting that costs more than finding it.
    for (what, status) in [("sound", "draft"), ("with findings", "final")] {
        let (mut scans, mut lints) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            scans.push(cpu(Command::new(&own).arg("scan").arg(folder)));
            lints.push(cpu(Command::new(POSTMORTEM)
                .args(["lint", "--no-config", "--as", status])
                .arg(folder)));
        }
        let mut ratios: Vec<f64> = lints.iter().zip(&scans).map(|(lint, scan)| lint / scan).collect();
        println!(
            "lint, {what}: {:.0} ms CPU, bare scan {:.0} ms, ratio {:.2}",
            1e3 * median(&mut lints),
            1e3 * median(&mut scans),
            median(&mut ratios)
        );
    }
    let wall = Instant::now();
    run(Command::new(POSTMORTEM).args(["lint", "--no-config", "--as", "final"]).arg(folder));
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).expect("usage").max_rss();
    println!(
        "wall {:.0} ms, peak memory {:.1} MiB\n",
        wall.elapsed().as_secs_f64() * 1e3,
        peak as f64 / 1024.0
    );
}

fn one_file() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/load-balancer-misroute.yaml");
    let commands: [(&str, Vec<&str>); 5] = [
        ("/bin/true", vec![]),
        (POSTMORTEM, vec!["--version"]),
        (POSTMORTEM, vec!["lint", "--no-config", example]),
        (POSTMORTEM, vec!["render", "--no-config", example]),
        (POSTMORTEM, vec!["render", "--no-config", "-fhtml", example]),
    ];
    let mut walls = vec![Vec::new(); commands.len()];
    for _ in 0..STARTS {
        for ((program, arguments), walls) in commands.iter().zip(&mut walls) {
            let start = Instant::now();
            run(Command::new(program).args(arguments));
            walls.push(start.elapsed().as_secs_f64());
        }
    }
    for ((_, arguments), walls) in commands.iter().zip(&mut walls) {
        let shown = arguments.iter().filter(|argument| **argument != example && **argument != "--no-config");
        let shown = shown.copied().collect::<Vec<_>>().join(" ");
        println!("{:>8.2} ms  {}", 1e3 * median(walls), if shown.is_empty() { "/bin/true" } else { &shown });
    }
    println!();
}

fn growing_file(folder: &Path) {
    for kilobytes in [1, 10, 100, 1000, 10_000] {
        let path = folder.join("growing.yaml");
        let mut text = String::from(HEAD);
        while text.len() < kilobytes * 1000 {
            let minute = text.len();
            let _ = writeln!(
                text,
                "  - at: 2024-05-30 10:{:02}\n    event: {}",
                minute % 60,
                sentence(minute, 14)
            );
        }
        std::fs::write(&path, &text).expect("a writable folder");
        let mut costs: Vec<f64> =
            (0..5).map(|_| cpu(Command::new(POSTMORTEM).args(["lint", "--no-config"]).arg(&path))).collect();
        let cost = median(&mut costs);
        println!(
            "{:>8} kB  {:>8.1} ms CPU  {:.2} ms/kB",
            kilobytes,
            cost * 1e3,
            cost * 1e3 / kilobytes as f64
        );
    }
}

/// Texts that cost a parser more than their size if it searches again at each of them: a name, what is repeated, what
/// comes after it.
const HOSTILE: &[(&str, &str, &str)] = &[
    ("processing instructions", "<?", ""),
    ("CDATA sections", "<![CDATA[", ""),
    ("comments", "<!--", ""),
    ("comments that browsers end", "<!--a--!>", ""),
    ("declarations", "<!A ", ""),
    ("tags without an end", "<a ", "\""),
    ("tags with quotes", "<a b=\"", ""),
    ("tags", "<b>", ""),
    ("quotes", "> ", "a"),
    ("lists", "- ", "a"),
    ("numbered lists", "1. ", "a"),
    ("quotes and lists", "> - ", "a"),
    ("brackets", "[", ""),
    ("links", "[a](", ""),
    ("images", "![", ""),
    ("link titles", "[a](b \"", ""),
    ("definitions", "[a]: b\n", ""),
    ("definitions without an end", "[a]: b \"\n", ""),
    ("emphasis", "*_", ""),
    ("nested emphasis", "*a **b ", ""),
    ("code", "` `` ", ""),
    ("fences", "```\n", ""),
    ("table cells", "|a", "|\n|-|\n"),
    ("table rows", "|a|\n|-|\n", ""),
    ("headings", "# a\n", ""),
    ("underlined headings", "a\n=\n", ""),
    ("ampersands", "&", ""),
    ("signs of two bytes", "° ", ""),
    ("backslashes", "\\", ""),
];
const HOSTILE_BYTES: usize = 100_000;

fn growing_texts(folder: &Path) {
    println!(
        "\na hostile text of {HOSTILE_BYTES} bytes as Markdown and HTML, ms CPU; and what twice as much costs"
    );
    let path = folder.join("hostile.yaml");
    for (what, piece, end) in HOSTILE {
        print!("{what:>27}");
        for format in ["markdown", "html"] {
            let costs = [1, 2].map(|times| {
                let text = piece.repeat(times * HOSTILE_BYTES / piece.len()) + end;
                let text = format!("title: t\nsummary: {}\n", serde_json::Value::from(text));
                std::fs::write(&path, text).expect("a writable folder");
                let cost =
                    || cpu(Command::new(POSTMORTEM).args(["render", "--no-config", "-f", format]).arg(&path));
                median(&mut [cost(), cost(), cost()])
            });
            print!("  {:>7.1} × {:.1}", 1e3 * costs[0], costs[1] / costs[0]);
        }
        println!();
    }
}

/// Everything on one line: whatever looks at the whole line for each value costs the square of it.
fn growing_line(folder: &Path) {
    println!();
    let path = folder.join("growing.yaml");
    for entries in [5000, 10_000, 20_000, 40_000] {
        let entry = |n: u32| format!("{{at: 10:{:02}, event: {}}}", n % 60, sentence(n as usize, 6));
        let timeline = (0..entries).map(entry).collect::<Vec<_>>().join(", ");
        std::fs::write(&path, format!("title: t\ntimeline: [{timeline}]\n")).expect("a writable folder");
        let mut costs: Vec<f64> =
            (0..3).map(|_| cpu(Command::new(POSTMORTEM).args(["lint", "--no-config"]).arg(&path))).collect();
        let cost = median(&mut costs);
        println!(
            "{entries:>8} in one line  {:>8.1} ms CPU  {:.1} µs each",
            cost * 1e3,
            cost * 1e6 / f64::from(entries)
        );
    }
}

/// What one line may have many of, and what comes before and after them.
const CROWDED: &[(&str, &str, &str, &str)] = &[
    ("empty items", "contributing_factors: [", "\"\", ", "]"),
    ("absent values", "tags: [", "{a}, ", "]"),
    ("ignore comments in a text", "summary: ", "postmortem: ignore[timeline-gap] ", ""),
    ("secrets with escapes", "summary: \"\\x41 ", "https://u:Fr0stbité@h.example.org ", "\""),
];

fn crowded_line(folder: &Path) {
    println!("\n`lint` of a line of {HOSTILE_BYTES} bytes, ms CPU; and what twice as much costs");
    let path = folder.join("crowded.yaml");
    for (what, start, piece, end) in CROWDED {
        let costs = [1, 2].map(|times| {
            let line = piece.repeat(times * HOSTILE_BYTES / piece.len());
            std::fs::write(&path, format!("title: t\n{start}{line}{end}\n")).expect("a writable folder");
            let cost = || cpu(Command::new(POSTMORTEM).args(["lint", "--no-config"]).arg(&path));
            median(&mut [cost(), cost(), cost()])
        });
        println!("{what:>27}  {:>7.1} × {:.1}", 1e3 * costs[0], costs[1] / costs[0]);
    }
}

/// Incidents that share a service and a tag are all compared with each other, in time that must not show it.
fn growing_collection() {
    println!();
    for incidents in [25_000, 50_000, 100_000] {
        let record = |index: usize| {
            let text = format!(
                "title: a\nservices: [web]\ntags: [dns, t{}]\ndate: 2024-05-{:02}\nactions: [b]\n",
                index % 7,
                1 + index % 30
            );
            Record::from(Document::read(&Source::new(format!("{index}.yaml"), text), &Settings::default()))
        };
        let records: Vec<Record> = (0..incidents).map(record).collect();
        let start = Instant::now();
        let collection = Collection::new(records, true);
        let told = collection.records().iter().filter(|record| has_more_to_say(&collection, record)).count();
        let spent = start.elapsed().as_secs_f64();
        println!(
            "{incidents:>8} incidents alike  {:>8.1} ms  {:.2} µs each, {told} recur",
            spent * 1e3,
            spent * 1e6 / incidents as f64
        );
    }
}

fn folder_of_reports() {
    let own = std::env::current_exe().expect("this benchmark");
    let (files, reports) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    generate(files.path(), REPORTS);
    println!();
    for format in ["markdown", "html"] {
        let (mut calls, mut commands) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            calls.push(cpu(Command::new(&own).args(["render", format]).arg(files.path())));
            let output = reports.path().join("");
            commands.push(cpu(Command::new(POSTMORTEM)
                .args(["render", "--no-config", "-f", format, "-o"])
                .arg(output)
                .arg(files.path())));
        }
        let mut ratios: Vec<f64> =
            commands.iter().zip(&calls).map(|(command, call)| command / call).collect();
        println!(
            "{REPORTS} reports, {format}: {:.0} ms CPU, library calls {:.0} ms, ratio {:.2}",
            1e3 * median(&mut commands),
            1e3 * median(&mut calls),
            median(&mut ratios)
        );
    }
}

/// What a report costs without a command line, a thread or a file written: read, decode, fill the template.
fn render(format: &str, folder: &Path) {
    let engine = Engine::new(None).expect("built-in templates");
    let (template, page) = (engine.template("default"), engine.page("default"));
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder).expect("the generated files") {
        let path = entry.expect("a file").path();
        let source = Source::new("incident.yaml", std::fs::read_to_string(path).expect("text"));
        let document = Document::read(&source, &Settings::default());
        let incident = document.incident.as_ref().expect("a sound file");
        let resolved = document.resolved.as_ref().expect("a sound file");
        let (report, options) = (Report::new(incident, resolved, "incident"), Options::default());
        let context = Context::new(&report, &options);
        let text = match format {
            "html" => {
                let figure = figure(&report, &options);
                page.as_ref().expect("sound").render(&context, &figure, Images::new(&|_| None))
            }
            _ => template.as_ref().expect("sound").render(&context),
        };
        bytes += text.expect("a sound template").len();
    }
    assert!(bytes > 0);
}

fn run(command: &mut Command) {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the command starts");
}

/// CPU seconds of a command, its threads and its start.
fn cpu(command: &mut Command) -> f64 {
    let spent = |usage: Usage| {
        let time = |part: nix::sys::time::TimeVal| part.tv_sec() as f64 + part.tv_usec() as f64 / 1e6;
        time(usage.user_time()) + time(usage.system_time())
    };
    let children = || spent(getrusage(UsageWho::RUSAGE_CHILDREN).expect("usage"));
    let before = children();
    run(command);
    children() - before
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

const HEAD: &str = "title: Load balancer misroute takes the web service down\nstatus: draft\nseverity: SEV1\ndate: 2024-05-30\n\
    timezone: America/New_York\nauthors: [A. Writer]\nservices: [web, api, checkout]\nimpact: {description: Customers saw errors., users: 80%}\n\
    timeline:\n";
const WORDS: &[&str] = &[
    "the",
    "load",
    "balancer",
    "returned",
    "errors",
    "traffic",
    "team",
    "restarted",
    "server",
    "alerts",
    "database",
    "metrics",
    "configuration",
    "rolled",
    "back",
    "phased",
    "capacity",
    "health",
    "investigation",
    "normal",
];

/// Files of 2 to 12 kB in the forms that people write: short entries and maps, prose in blocks, actions with owners.
fn generate(folder: &Path, files: usize) -> usize {
    let mut bytes = 0;
    for index in 0..files {
        let mut text = String::from(HEAD);
        for entry in 0..8 + index % 40 {
            let (hour, minute) = (10 + entry / 10, entry % 10 * 6);
            let event = sentence(index * 31 + entry, 8 + entry % 9);
            let _ = if (index + entry) % 3 == 0 {
                writeln!(text, "  - {hour}:{minute:02} {event}")
            } else {
                writeln!(text, "  - at: {hour}:{minute:02}\n    event: {event}\n    by: oncall")
            };
        }
        for field in ["summary", "root_cause", "resolution"] {
            let _ = writeln!(text, "{field}: |");
            for line in 0..2 + index % 7 {
                let _ = writeln!(text, "  {}", sentence(index + line, 13));
            }
        }
        text += "actions:\n";
        for action in 0..index % 9 {
            let title = sentence(index * 7 + action, 7);
            let _ = writeln!(
                text,
                "  - title: Add {title}\n    priority: P1\n    owner: team-{action}\n    due: 2034-06-{:02}",
                10 + action
            );
        }
        let path: PathBuf = folder.join(format!("{index:05}.yaml"));
        std::fs::write(path, &text).expect("a writable folder");
        bytes += text.len();
    }
    bytes
}

fn sentence(seed: usize, words: usize) -> String {
    (0..words)
        .map(|word| WORDS[(seed * 7 + word * word * 3 + word) % WORDS.len()])
        .collect::<Vec<_>>()
        .join(" ")
}
