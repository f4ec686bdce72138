//! Figures and sentences, where the truth is known.

use super::{incident, with_year};
use crate::support::Sandbox;
use serde_json::{Value, json};

fn json(sandbox: &Sandbox, args: &str) -> Value {
    let run = sandbox.run(&format!("stats --format json {args}"));
    assert_eq!(run.code, 0, "{}", run.transcript());
    serde_json::from_str(&run.out).expect("JSON")
}

fn sentences(sandbox: &Sandbox, args: &str) -> Vec<String> {
    let run = sandbox.run(&format!("stats --format markdown {args}"));
    assert_eq!(run.code, 0, "{}", run.transcript());
    let part = run.out.split("## Better or worse\n").nth(1).expect("the section");
    let part = part.split("\n## ").next().expect("its text");
    part.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Half as long and half as often: both are said, with what they rest on.
#[test]
fn says_what_got_better() {
    let sandbox = Sandbox::new();
    with_year(&sandbox, 2022, 100..140);
    with_year(&sandbox, 2023, 50..66);
    let said = sentences(&sandbox, "");
    assert_eq!(said[0], "From 2022 (40 incidents in 365 days) to 2023 (16 incidents in 365 days):");
    assert_eq!(said[1], "Incidents: less often: about 0.4 times (between 0.2 and 0.7).");
    assert_eq!(said[2], "Impact (n = 40 and 16): shorter by about 62 min (between 55 and 69).");
    let back = sentences(&sandbox, "--compare 2023,2022");
    assert_eq!(back[2], "Impact (n = 16 and 40): longer by about 62 min (between 55 and 69).");
    assert!(back[1].starts_with("Incidents: more often: about 2.5 times"), "{}", back[1]);
}

/// The same again is no news, and too little is none either.
#[test]
fn claims_nothing_that_the_data_do_not_show() {
    let sandbox = Sandbox::new();
    with_year(&sandbox, 2022, 20..32);
    with_year(&sandbox, 2023, 21..33);
    let said = sentences(&sandbox, "");
    assert_eq!(said[1], "Incidents: no difference can be told (between 0.4 and 2.4 times as often).");
    assert!(said[2].contains("no difference can be told (between "), "{}", said[2]);
    let few = sentences(&sandbox, "--compare 2023-01,2023-02");
    assert_eq!(few[2], "Impact (n = 1 and 1): too few to compare.");
}

/// Periods are compared unasked only if they are over, whole, and have enough incidents.
#[test]
fn chooses_periods_that_can_be_compared() {
    let sandbox = Sandbox::new();
    with_year(&sandbox, 2023, 20..28);
    // 2024 is not over in July.
    with_year(&sandbox, 2024, 20..26);
    assert_eq!(json(&sandbox, "")["comparison"], Value::Null);
    assert!(sentences(&sandbox, "")[0].starts_with("Nothing is compared"));
    with_year(&sandbox, 2022, 20..28);
    assert_eq!(json(&sandbox, "")["comparison"]["after"]["name"], "2023");
    let cut = json(&sandbox, "--since 2022-09-01")["comparison"].clone();
    assert_eq!(cut, Value::Null, "half a year is not compared with a whole one");
    let asked = json(&sandbox, "--compare 2023,2024")["comparison"].clone();
    assert_eq!(asked["after"]["last"], "2024-07-01", "the rest of the year is not known yet");
}

/// With few values the values, with more figures, and the 90th percentile only where something is above it.
#[test]
fn says_no_more_than_the_values_allow() {
    let sandbox = Sandbox::new();
    let impact = |count: u32| {
        with_year(&sandbox, 2023, 1..=count);
        json(&sandbox, "")["durations"][0].clone()
    };
    let four = impact(4);
    assert_eq!(four["values_seconds"], json!([60, 120, 180, 240]));
    assert_eq!(four.get("median_seconds"), None);
    let five = impact(5);
    assert_eq!((&five["median_seconds"], &five["values_seconds"]), (&json!(180.0), &Value::Null));
    assert_eq!(five["median_interval_seconds"], json!([null, null]));
    assert_eq!(impact(19)["ninetieth_percentile_seconds"], Value::Null);
    assert_eq!(impact(20)["ninetieth_percentile_seconds"], json!(1086.0));
    assert!(!json(&sandbox, "").to_string().contains("mean"));
}

/// What a figure rests on: an incident without an end is missing in it, an approximate one is said to be.
#[test]
fn says_what_figures_rest_on() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", incident("2024-05-01", 30, ""));
    sandbox.write("incidents/b.yaml", incident("2024-05-02", 30, "").replace("at: 10:00", "at: ~10:00"));
    sandbox.write("incidents/c.yaml", "title: t\ndate: 2024-05-03\n");
    let impact = json(&sandbox, "")["durations"][0].clone();
    assert_eq!((&impact["n"], &impact["missing"], &impact["approximate"]), (&json!(2), &json!(1), &json!(1)));
    let text = sandbox.run("stats").out;
    assert!(text.contains("2 of 3 incidents have it; 1 value is approximate."), "{text}");
}

/// Open actions are not ignored: counted with as long as they are open. What has no date is left out, and said to be.
#[test]
fn follows_actions() {
    let sandbox = Sandbox::new();
    let actions = "actions:\n\
        - {title: a, priority: P1, due: 2024-05-20, status: done, done_on: 2024-05-11}\n\
        - {title: b, priority: P1, due: 2024-05-20, status: done, done_on: 2024-05-31}\n\
        - {title: c, priority: P2, due: 2024-06-01}\n\
        - {title: d, due: 2024-12-01, status: in-progress}\n\
        - {title: e, status: done}\n- {title: f, status: dropped}\n- {title: g, status: proposed}\n\
        - {title: h, status: done, done_on: 2024-04-01}\n- {title: i, status: done, done_on: 2099-04-01}\n";
    sandbox.write("incidents/a.yaml", incident("2024-05-01", 30, actions));
    sandbox.write("incidents/b.yaml", "title: t\nactions: [Nobody knows since when]\n");
    let actions = json(&sandbox, "")["actions"].clone();
    for (figure, expected) in [
        ("total", 10),
        ("proposed", 1),
        ("done", 5),
        ("dropped", 1),
        ("open", 3),
        ("overdue", 1),
        ("due", 3),
        ("done_by_due", 1),
    ] {
        assert_eq!(actions[figure], expected, "{figure}");
    }
    let time = &actions["time_to_done"];
    assert_eq!((&time["n"], &time["half_done_after_days"]), (&json!(4), &json!(30)));
    let step = json!({ "days": 61, "at_risk": 2, "done": 0, "last_seen_open": 2, "open": 0.5 });
    assert_eq!(time["steps"][2], step);
    let left_out = json!({
        "done_without_date": 1,
        "done_outside": 2,
        "dropped": 1,
        "proposed": 1,
        "of_incident_without_date": 1,
    });
    assert_eq!(time["left_out"], left_out);
    let names: Vec<&Value> =
        actions["by_priority"].as_array().unwrap().iter().map(|of| &of["priority"]).collect();
    assert_eq!(names, [&json!("P1"), &json!("P2"), &Value::Null]);
    let text = sandbox.run("stats").out;
    assert!(
        text.contains("Half of the actions are done after 30 days; 50 % are open after 30 days."),
        "{text}"
    );
    assert!(text.contains("Of 3 actions whose due date is past, 1 (33 %) was done by then."), "{text}");
}

/// The same service in another spelling is the same; a chain is found whichever end names the other.
#[test]
fn finds_what_comes_back() {
    let sandbox = Sandbox::new();
    sandbox
        .write(
            "incidents/a.yaml",
            "title: a\ndate: 2024-01-01\nservices: [Web Shop, web-shop]\nactions: [x]\n",
        )
        .write("incidents/b.yaml", "title: b\ndate: 2024-02-01\nservices: [web_shop]\nrelated: [a, gone]\n")
        .write(
            "incidents/c.yaml",
            "title: c\ndate: 2024-03-01\nservices: [mail]\nrelated: [b]\nactions: [x, y]\n",
        )
        .write("incidents/d.yaml", "title: d\ndate: 2024-03-01\n");
    let recurring = json(&sandbox, "")["recurring"].clone();
    let web = json!({ "name": "Web Shop", "incidents": 2, "open_actions": 1, "last": "2024-02-01" });
    assert_eq!(recurring["services"], json!([web]));
    let chain = json!({ "ids": ["a", "b", "c"], "open_actions": 3, "last": "2024-03-01" });
    assert_eq!((&recurring["related"], &recurring["tags"]), (&json!([chain]), &json!([])));
}
