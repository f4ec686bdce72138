//! The README is what newcomers see first: what it shows is what the program prints.

use crate::support::Sandbox;
use std::fmt::Write as _;
use std::path::Path;

/// The mistakes that the README fixes before it renders: what is written, and what is meant.
const MENDED: &[(&str, &str)] = &[
    ("three hours", "two and a half hours"),
    ("An operator error set a weight to zero, which", "The push set a weight to zero, which"),
    ("tikcet", "ticket"),
];

fn blocks<'r>(readme: &'r str, language: &str) -> Vec<&'r str> {
    let opening = format!("```{language}\n");
    readme.split(opening.as_str()).skip(1).filter_map(|rest| rest.split("```\n").next()).collect()
}

/// Every example of output in the README is what its command prints, for the file that the README shows.
#[test]
fn every_example_is_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let mut readme = std::fs::read_to_string(&path).unwrap();
    let sandbox = Sandbox::new();
    let file = blocks(&readme, "yaml")[0].to_owned();
    sandbox.write("incidents/2024-05-30-checkout.yaml", &file);
    let examples: Vec<String> = blocks(&readme, "console").into_iter().map(str::to_owned).collect();
    assert!(examples.len() >= 4);
    for (index, example) in examples.iter().enumerate() {
        if index == 1 {
            let fixed = MENDED.iter().fold(file.clone(), |file, (slip, meant)| file.replace(slip, meant));
            sandbox.write("incidents/2024-05-30-checkout.yaml", fixed);
        }
        let command = example.lines().next().unwrap().strip_prefix("$ postmortem ").expect("a command");
        let quoted = command.split('"').enumerate();
        let args = quoted.flat_map(|(part, text)| match part % 2 {
            0 => text.split_whitespace().collect(),
            _ => vec![text],
        });
        let run = sandbox.run_args(&args.collect::<Vec<_>>());
        let mut made = format!("$ postmortem {command}\n");
        write!(made, "{}{}", run.out, run.err).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            readme = readme.replacen(example.as_str(), &made, 1);
            std::fs::write(&path, &readme).unwrap();
        } else {
            assert_eq!(*example, made, "run `UPDATE=1 cargo test`");
        }
    }
    let toml = blocks(&readme, "toml")[0];
    sandbox.write("postmortem.toml", toml).write("templates/ours.md", "");
    let run = sandbox.run("lint --only timeline-gap");
    assert_eq!(run.code, 0, "{}", run.transcript());
}
