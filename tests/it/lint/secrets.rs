//! Which texts are secrets, and that no output repeats one.
//!
//! The secrets are made up, and written with a `|` inside, so that no scanner takes this file for a leak.

use crate::support::linting::found;
use crate::support::{NOW, Sandbox};

/// The text without the bars that keep scanners away.
fn joined(text: &str) -> String {
    text.replace('|', "")
}

/// Sentences and lines of YAML, each with the secret in it.
const SECRETS: &[(&str, &str)] = &[
    // Tokens by their makers' formats.
    ("The key {} was in the build log.", "AKI|AYRWQXN5TAJ7PL2KD"),
    ("temporary key {} expired", "ASI|AX4KQ7WZTB3NVE6HM"),
    ("aws_secret_access_key = {}", "kX9vQ2mLw7Rt|Yb4NcZ8aPfJ1hDsG6eUoTi3KpWqV"),
    ("The pushed `.env` had aws_secret_access_key={}", "Zr4+Tq8/LmW2|xVb7NyCk5HdPf1sJgUo9EaRi3KtQ"),
    ("`{}` could push to every repository", "gh|p_9aXk2LmQ7vRt4YbNcZ8pWdJ1hSgE6uFoTi3K"),
    ("token {} of the bot", "github|_pat_11ABCDE2Y0pQ7rStUvWxYz_4KmN8bVcX1zL5jH3gF6dS9aPoIuYtReWq2"),
    ("CI used {}.", "glp|at-x7Kp2QvRt9LmZ4bNcW8a"),
    ("Posted by {}", "xox|b-2847561930-4829105736271-Kp7QvRt9LmZ4bNcW8aXy2DsE"),
    (
        "Webhook https://hooks.slack.com/services/{} was public",
        "T02|KX7QVR/B04LMZ9NCW8/pQ7rStUvWxYz4KmN8bVcX1zL",
    ),
    ("Charged with {} by mistake", "sk_|live_51Kp7QvRt9LmZ4bNcW8aXy2Ds"),
    ("Mails were sent with {}", "SG|.kX9vQ2mLw7RtYb4NcZ8aPf.J1hDsG6eUoTi3KpWqVzR4Tq8LmW2xVb7NyCk5HdPf1s"),
    ("Twilio key {} and its secret", "SK|3f9a1c7e5b2d8046af13c9e7d5b28f60"),
    ("TWILIO_AUTH_TOKEN={}", "9c1e7b3f5a|2d8046e3f19c7a5b2d8e64"),
    ("vault login {}", "hv|s.CAESIKp7QvRt9LmZ4bNcW8aXy2DsEfGh"),
    ("Bot {} answered", "584|7291036:AAHkX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUo"),
    ("Discord bot {} was posted", "MTA4|NTM3ODQyNjE5MDU3MTUy.GkX9vQ.2mLw7RtYb4NcZ8aPfJ1hDsG6eUoTi3KpWqVzR4"),
    (
        "https://discord.com/api/webhooks/{} still works",
        "10845|37842619057152/kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUoTi3KpWqVzR4",
    ),
    ("identity {}", "AGE-SECRET-|KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQQPZRY9X8GF2TVDW0S3JN54KH"),
    ("npm publish with {}", "npm|_kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUoTi3K"),
    ("{} in twine's log", "pypi-|AgEIcHlwaS5vcmcCJDkxYzdlM2YtNWEyZC04MDQ2LWUzZjE"),
    ("Maps key {}", "AIz|aSyKp7QvRt9LmZ4bNcW8aXy2DsEfGh1JkL3M"),
    ("sent {} to the model", "sk-ant-|api03-kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUoTi3KpWqVzR4Tq8LmW2"),
    ("sent {} to the model", "sk-pr|oj-kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUoTi3KpWqVzR4Tq8LmW2"),
    ("droplet token {}", "dop_|v1_9c1e7b3f5a2d8046e3f19c7a5b2d8e649c1e7b3f5a2d8046e3f19c7a5b2d8e64"),
    ("Grafana answered {}", "glsa|_kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUo_1a2b3c4d"),
    ("store key {}", "shp|at_9c1e7b3f5a2d8046e3f19c7a5b2d8e64"),
    ("The model was fetched with {}", "hf|_kXvQmLwRtYbNcZaPfJhDsGeUoTiKpWqVzR"),
    // Headers, logins and commands.
    ("curl -H 'Authorization: Bearer {}' https://api.example.org", "kX9vQ2mLw7Rt|Yb4NcZ8aPfJ1hDsG"),
    ("Authorization: Basic {}", "b3JkZXJz|OkZyMHN0Yml0ZSE="),
    (
        "The cookie was {} for a day",
        "eyJhbGciOiJIUzI1NiJ9|.eyJzdWIiOiJvcmRlcnMtNDcxMSJ9.kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUo",
    ),
    ("`curl -u orders:{} https://api.example.org`", "Fr0st|b1te"),
    ("mysql -h db1 -uroot -p{} orders", "Fr0st|b1te"),
    ("sshpass -p {} ssh db1", "Fr0st|b1te!"),
    ("docker login -u ci -p {} registry.example.org", "Fr0st|b1te42"),
    ("redis-cli -h cache1 -a {} flushall", "Fr0st|b1te42"),
    ("postgres://orders:{}@db1.example.org/orders", "Fr0stb|ite"),
    ("X-Api-Key: {}", "9c1e7b3f5a2d|8046e3f19c7a5b2d8e64"),
    // Names and their values.
    ("Someone pasted password={} into the channel.", "Summer|2024!"),
    ("DB_PASSWORD: {}", "hunter|2pass"),
    ("The root password was {}, and everybody knew it.", "Tr0ub4|dor&3"),
    ("PGPASSWORD={} psql -h db1", "Fr0st|b1te42"),
    ("Server=db1;User Id=orders;Pwd={};Database=orders", "Fr0st|b1te42"),
    ("client_secret = \\\"{}\\\"", "Q7~kX9vQ2mLw|7RtYb4NcZ8aPfJ1hDsG"),
    ("the api key is {} in production", "9c1e7b3f5a2d|8046e3f19c7a5b2d8e64"),
    ("GET /orders?access_token={}&page=2", "kX9vQ2mLw7Rt|Yb4NcZ8a"),
    ("./deploy --token {} --env production", "kX9vQ2mLw7Rt|Yb4NcZ8a"),
    (
        "AccountKey={}",
        "kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUoTi3KpWqV|zR4Tq8LmW2xVb7NyCk5HdPf1sJgUo9EaRi3KtQkX9vQ2mLw7Rt==",
    ),
    ("The password of the admin user was {}, on all hosts", "S3cr3t|P4ss!"),
    ("The passphrase is '{}'", "Blue-Hor|se-77!"),
    ("Authorization: SSWS {}", "00kX9vQ2mLw7Rt|Yb4NcZ8aPfJ1hDsG6eUo"),
    ("datadog api key {} was revoked", "9c1e7b3f5a2d|8046e3f19c7a5b2d8e64"),
    ("HEROKU_API_KEY={}", "12345678-90ab|-4cde-8f01-234567890abc"),
    ("vault token {}", "s.8vKq2mLw7R|tYb4NcZ8aPfJ1h"),
    ("databricks {}", "dap|i9c1e7b3f5a2d8046e3f19c7a5b2d8e64"),
    ("key = {}", "8vKq2mLw7R|tYb4NcZ8aPfJ1hDsG6"),
    ("//registry.npmjs.org/:_authToken={}", "kX9vQ2mLw7Rt|Yb4NcZ8a"),
];

/// What looks like a secret, and is none.
const LOOK_ALIKES: &[&str] = &[
    "Request 550e8400-e29b-41d4-a716-446655440000 failed; token: 550e8400-e29b-41d4-a716-446655440000",
    "Reverted in 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "image registry.example.org/web@sha256:9c1e7b3f5a2d8046e3f19c7a5b2d8e649c1e7b3f5a2d8046e3f19c7a5b2d8e64",
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "integrity sha512-kX9vQ2mLw7RtYb4NcZ8aPfJ1hDsG6eUoTi3KpWqVzR4Tq8LmW2xVb7NyCk5HdPf1sJgUo9EaRi3KtQkX9vQ2mLw==",
    "SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDvzK2A5c5e5k5V5hQ is the host's fingerprint",
    "password=<secret> and password: ******** and PASSWORD=$DB_PASSWORD and password=[REDACTED]",
    "token: $TOKEN, token=${{ secrets.GITHUB_TOKEN }}, token: {{ .Values.token }}, TOKEN=$(cat token.txt)",
    "api_key: your-api-key-1234567890abc, apikey=xxxxxxxxxxxxxxxxxxxx1",
    "AKIAIOSFODNN7EXAMPLE and wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx and ghp_short",
    "The module npm_lifecycle_script_of_the_package_manager and hf_transformers_attention_mask_is_not_set",
    "sk-ant-colony-optimisation-of-the-routing-table-in-all-regions",
    "glpat-is-the-prefix-of-a-token-of-gitlab",
    "ASIAPACIFICSOUTHEASTREGIONS went down",
    "The password was reset, the token expired, and the secret is rotated.",
    "The password is at least 12 characters; the token is valid for 90days.",
    "token: bucket4j limits by token bucket, secret: db-credentials-v2, secret: prod/orders/db1",
    "secretName: web-tls-2024, secretRef: orders2, password_policy: strict8, token_ttl: 768h, max_tokens: 4096",
    "next_page_token: CAUQAA1b2C3d4E5f6G7h8, idempotency-key: 9c1e7b3f5a2d8046e3f19c7a5b2d8e64",
    "The cache key 9c1e7b3f5a2d8046e3f19c7a5b2d8e64 and the primary key: user_9c1e7b3f5a2d8046",
    "A bearer of bad news; Basic authentication was off; Bearer token required; Basic c2FtcGxl",
    "Authorization: Bearer <token>, Authorization: Bearer $API_TOKEN, Authorization: Basic dXNlcjpwYXNzd29yZA==",
    "curl -u $USER:$PASSWORD https://x.org, curl -u user:password https://x.org, curl -u admin https://x.org",
    "mysql -p orders, mysql -p -u root, mysql -P3306 -h db1, mkdir -p1 a, ssh -p2222 db1",
    "https://user@x.org https://x.org:8080/@a https://u:password@h https://u:$PASS@h https://u:****@h",
    "-----BEGIN PUBLIC KEY----- and -----BEGIN CERTIFICATE-----",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "Password: sha256 with a salt; password is argon2id now; password: v2.3.1 of the policy",
    "password: vault:secret/data/orders#db2 and password: /run/secrets/db_password2",
    "private_key: /etc/ssl/private/web1.example.org.key, signing key: alias/orders-2024",
    "token: arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf",
    "pk_live_51Kp7QvRt9LmZ4bNcW8aXy2Ds is the publishable key",
    "trace 4bf92f3577b34da6a3ce929d0e0e4736, span 00f067aa0ba902b7, AC3f9a1c7e5b2d8046af13c9e7d5b28f60",
    "arn:aws:iam::123456789012:role/orders-2024, i-0abcd1234efgh5678, sg-0a1b2c3d4e5f67890",
    "eyJhbGciOiJIUzI1NiJ9 is only the header; MTA4NTM3ODQyNjE5MDU3MTUy is only an id",
    "process.env.DB_PASSWORD, password = os.environ[\\\"DB_PASSWORD1\\\"], password=getpass(1)",
    "Password: 2024-05-30T10:15Z, token: 10:15:30, secret: 1.2.3-rc4, pass: 3 of 5 checks",
    "commit 7c3a9f1 of pull request 4312, ticket OPS-1234, host ip-10-0-3-17.ec2.internal, 123456789:AAPL",
    "secret: web-tls-5f7d9c8b6d, service account token: default-token-x7k2p, key = us-east-1/orders/2024-05-30.json",
    "password hash $2b$12$KIXQ1Zr1ZzK3u1J4b4Yb8uJ3e, password_hash: 5f4dcc3b5aa765d61d8327deb882cf99",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5vW8aXy2DsEfGhKp7QvRt9LmZ4bNcW8aXy2DsE ops@example.org",
    "the passenger token@example.org, reset password ops1@example.org",
];

/// Of 60 cases, none may be missed and none mistaken: what is missed is pushed, what is mistaken stops a build.
#[test]
fn secrets_are_distinguished_from_lookalikes() {
    assert!(SECRETS.len() >= 35 && LOOK_ALIKES.len() >= 25);
    let found = |text: &str| found("secret-in-text", &format!("summary: \"{text}\""));
    let mut wrong = Vec::new();
    for (text, secret) in SECRETS {
        let (secret, reported) = (joined(secret), found(&text.replace("{}", &joined(secret))));
        if reported != [secret] {
            wrong.push((*text, reported));
        }
    }
    let reported = LOOK_ALIKES.iter().map(|text| (*text, found(text)));
    wrong.extend(reported.filter(|(_, reported)| !reported.is_empty()));
    assert_eq!(wrong, []);
}

/// The YAML style of a text must not matter.
#[test]
fn secrets_are_found_however_they_are_written() {
    let rule = "secret-in-text";
    let token = joined("gh|p_9aXk2LmQ7vRt4YbNcZ8pWdJ1hSgE6uFoTi3K");
    let (start, end) = token.split_at(20);
    for text in [
        format!("summary: \"{start}\\\n  {end} leaked\""),
        format!("summary: \"\\x67{} leaked\"", &token[1..]),
        format!("summary: >\n  we saw\n  {start}\n  {end}\n"),
        format!("summary: |\n  Authorization: Bearer\n  {token}\n"),
        format!("custom: {{env: [{{name: API_TOKEN, value: {token}}}]}}"),
        "custom:\n  password: >-\n    Fr0stb1te42\n".to_owned(),
        "custom:\n  env:\n    - name: DB_PASSWORD\n      value: Fr0stb1te42\n".to_owned(),
        "custom: {log: '{\"user\": \"orders\", \"password\": \"Fr0stb1te42\"}'}".to_owned(),
        "custom: {log: \"{\\\"password\\\": \\\"Fr0stb1te42\\\"}\"}".to_owned(),
        "summary: a # password: Fr0stb1te42".to_owned(),
    ] {
        assert_eq!(found(rule, &text).len(), 1, "{text}");
    }
    let key =
        joined("-----BEGIN RSA PRIVA|TE KEY-----\n  MIIEpAIBAAKCAQEA7\n  -----END RSA PRIVA|TE KEY-----");
    assert_eq!(found(rule, &format!("narrative: |\n  {key}\n")), [key]);
}

/// A password of any letters may end where an escape elsewhere in the text moves what comes after it.
#[test]
fn escapes_and_letters_of_several_bytes_go_together() {
    for text in [
        "summary: \"\\x41 https://u:Fr0stbité@h.example.org/x\"",
        "summary: \"\\x41 https://u:Fr0stbit\\u00e9@h.example.org/x\"",
        "summary: \"é\\x41é https://u:é\\u00e9🎉@h.example.org/x\"",
    ] {
        let (_, password) = text.rsplit_once("u:").unwrap();
        let (password, _) = password.split_once('@').unwrap();
        assert_eq!(found("secret-in-text", text), [password], "{text}");
    }
}

/// Messages shorten what they quote, and half of a secret is too much of it.
#[test]
fn a_shortened_message_does_not_show_the_start_of_a_secret() {
    let token = joined("gh|p_9aXk2LmQ7vRt4YbNcZ8pWdJ1hSgE6uFoTi3K");
    let sandbox = Sandbox::new();
    for length in [20, 30, 40, 50] {
        sandbox.write("a.yaml", format!("title: a\nstatus: {}{token} y\n", "x ".repeat(length / 2)));
        for format in ["human", "json", "concise"] {
            let run = sandbox.run(&format!("lint a.yaml --format {format}"));
            assert!(run.out.contains("is not a valid value") && run.out.contains('…'), "{}", run.out);
            assert!(!run.out.contains(&token[..SHORTEST]), "{length} {format}: {}", run.out);
        }
    }
}

/// So few characters are no part of a secret that anybody could use.
const SHORTEST: usize = 6;

/// CI logs are read by more people than the file: no format, and no other rule's finding, repeats a secret.
#[test]
fn no_output_repeats_a_secret() {
    let (token, password) = (joined("gh|p_9aXk2LmQ7vRt4YbNcZ8pWdJ1hSgE6uFoTi3K"), "Fr0stb1te42");
    let escaped = format!("\\x67{}", &token[1..]);
    let text = format!(
        "title: a\nstatus: final\nsumary: {token}\ntimeline:\n  - {{at: 10:15, event: see https://u:{password}@x y}}\n  - 10:10 {token}!!\n\
         summary: |\n  It was ridiculous, TODO, {token} password={password}\nnarrative: \"[a](htps://u:{password}@x) TODO {escaped}\"\n\
         severity: {token}\nactions:\n  - \"[x] revoke {token}\"\n  - \"[x] revoke {token}\"\n  - We saw password={password}.\n\
         custom: {{a: ~}} # {token}\n"
    );
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", &text);
    let check = |line: &str| {
        let run = sandbox.run(line);
        let all = format!("{}{}", run.out, run.err);
        assert!(all.len() > 100, "{line}: {all}");
        for secret in [token.as_str(), password, &token[1..]] {
            assert!(!all.contains(secret), "{line}: {all}");
        }
    };
    for format in ["human", "json", "sarif", "github", "gitlab", "junit"] {
        check(&format!("lint a.yaml --format {format}"));
        check(&format!("lint a.yaml --format {format} --only placeholder-left --only animated-language"));
    }
    check("lint a.yaml --fix --diff");
    check("render a.yaml");
    let fixed = sandbox.run("lint a.yaml --fix");
    assert!(sandbox.read("a.yaml").contains(&token), "a fix leaves the text alone: {}", fixed.err);
}

/// A report on the disk, an argument and an address in a link are as public in a log as the incident file.
#[test]
fn no_message_repeats_a_secret() {
    let (token, password) = (joined("gh|p_9aXk2LmQ7vRt4YbNcZ8pWdJ1hSgE6uFoTi3K"), "Fr0stb1te42");
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: a\ntimezone: UTC\nsummary: It failed.\n");
    assert_eq!(sandbox.run("render incidents/a.yaml -o reports/").code, 0);
    sandbox.write("reports/a.md", format!("# a\n\npassword={password}\n\n{token}\n"));
    let run = sandbox.run("render incidents/a.yaml -o reports/ --check --diff");
    assert!(run.out.contains("-password=***********") && !run.out.contains(&token), "{}", run.transcript());
    let run = sandbox.run_args(&["log", &format!("login with {token} password={password}"), "--now", NOW]);
    assert!(!run.err.contains(&token) && !run.err.contains(password), "{}", run.transcript());
    assert!(run.err.contains("warning: the entry contains a secret"), "{}", run.transcript());
    assert!(sandbox.read("incidents/a.yaml").contains(&token), "the text itself is kept");
    sandbox.write("incidents/b.yaml", "title: b\n");
    let run = sandbox.run_args(&["log", &format!("login with {token}"), "--now", NOW]);
    assert!(run.code == 2 && !run.err.contains(&token), "{}", run.transcript());
    sandbox.write("c.yaml", "title: c\nsummary: \"![](shot.png?token=leakT0k3nQ9)\"\n");
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        let run = sandbox.run(&format!("lint c.yaml --format {format}"));
        assert!(run.out.contains("image") && !run.out.contains("leakT0k3nQ9"), "{format}: {}", run.out);
    }
}

/// A file that is not valid YAML is pushed like any other.
#[test]
fn finds_secrets_in_a_file_that_cannot_be_read() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: T\nsummary: |\n  password=Ab12Cd34Ef\nfoo: [\n");
    let run = sandbox.run("lint a.yaml");
    assert!(
        run.out.contains("error[secret-in-text]") && run.out.contains("error[invalid-yaml]"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("Ab12Cd34Ef"), "{}", run.out);
    let run = sandbox.run("lint a.yaml --level secret-in-text=off");
    assert!(!run.out.contains("secret-in-text"), "{}", run.out);
}
