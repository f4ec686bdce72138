//! The folder: what is written, left alone and removed.

use super::{files, made, project};
use crate::support::Sandbox;
use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

const MANIFEST: &str = ".postmortem-site.json";

fn times(sandbox: &Sandbox) -> BTreeMap<String, SystemTime> {
    let folder = sandbox.path("public");
    let paths = files(&folder).into_keys();
    paths.map(|path| (path.clone(), fs::metadata(folder.join(path)).unwrap().modified().unwrap())).collect()
}

/// The same files in make the same site, and a deploy copies only what has changed.
#[test]
fn the_same_site_is_not_written_again() {
    let sandbox = project();
    made(&sandbox, "");
    let (before, first) = (files(&sandbox.path("public")), times(&sandbox));
    let again = made(&sandbox, "");
    assert!(again.err.contains("public is up to date"), "{}", again.err);
    assert_eq!(times(&sandbox), first);
    sandbox.run_args(&["site", "-o", "other", "--now", "2031-01-01"]);
    let mut other = files(&sandbox.path("other"));
    other.insert(MANIFEST.to_owned(), before[MANIFEST].clone());
    assert_eq!(other, before);
    sandbox.write(
        "incidents/mail.yaml",
        "title: Mail is lost\ndate: 2024-04-01\nservices: [mail, Web]\ntags: [queue]\n",
    );
    made(&sandbox, "");
    let changed: Vec<String> = times(&sandbox)
        .into_iter()
        .filter(|(path, time)| first[path] != *time)
        .map(|(path, _)| path)
        .collect();
    assert!(changed.contains(&"incidents/mail.html".to_owned()), "{changed:?}");
    assert!(
        !changed.contains(&"tags/dns.html".to_owned()) && !changed.contains(&"assets/site.css".to_owned())
    );
}

/// A page is not made again of the same values; one that somebody has changed, or whose neighbours, templates or images
/// have, is.
#[test]
fn a_page_is_made_again_when_anything_in_it_changes() {
    let sandbox = project();
    let page = || sandbox.read("public/incidents/mail.html");
    made(&sandbox, "");
    let first = page();
    sandbox.write("public/incidents/mail.html", first.replace("Mail is late", "Mail is fine"));
    made(&sandbox, "");
    assert_eq!(page(), first, "a page that was changed by hand");
    sandbox.write("incidents/new.yaml", "title: Between\ndate: 2024-05-01\n");
    made(&sandbox, "");
    assert!(page().contains("Next: Between"), "{}", page());
    made(&sandbox, "--title Other");
    assert!(page().contains("Other"), "{}", page());
    sandbox.write("postmortem.toml", "templates = 'own'\n");
    for class in ["ours", "theirs"] {
        sandbox.write("own/site/nav.html.tera", format!("<p class=\"{class}\"></p>\n"));
        made(&sandbox, "");
        assert!(page().contains(&format!("class=\"{class}\"")), "{}", page());
    }
    let report = || sandbox.read("public/incidents/2024-03-01-dns.html");
    made(&sandbox, "--template brief");
    let brief = report();
    made(&sandbox, "");
    assert_ne!(report(), brief);
    sandbox.write("incidents/mail.yaml", "title: Mail\ndate: 2024-04-01\nsummary: '![x](a.png)'\n");
    let with_image = |bytes: &[u8]| {
        sandbox.write("incidents/a.png", [b"\x89PNG\r\n\x1a\n", bytes].concat());
        made(&sandbox, "");
        page()
    };
    assert_ne!(with_image(b"one"), with_image(b"two"), "the image has changed, and its file has not");
}

/// The page of an incident that is gone would be found for ever; what others have put there is not ours to remove.
#[test]
fn removes_its_own_orphans_alone() {
    let sandbox = project();
    made(&sandbox, "");
    sandbox.write("public/CNAME", "status.example.org\n").write("public/tags/note.html", "mine\n");
    sandbox.write("public/incidents/note.html", "mine\n");
    fs::remove_file(sandbox.path("incidents/mail.yaml")).unwrap();
    let check = sandbox.run("site -o public --check");
    assert_eq!(check.code, 1);
    assert!(
        check.out.contains("public/incidents/mail.html: not part of the site any more\n"),
        "{}",
        check.out
    );
    assert!(check.out.contains("public/index.html: stale\n"), "{}", check.out);
    assert!(check.err.contains("Update it: postmortem site -o public"), "{}", check.err);
    assert!(sandbox.path("public/incidents/mail.html").exists(), "--check writes nothing");
    let run = made(&sandbox, "");
    assert!(run.err.contains("removed 3"), "{}", run.err);
    assert_eq!(
        sandbox.list("public/incidents"),
        ["2024-03-01-dns.html", "2024-05-30-again.html", "note.html"]
    );
    assert_eq!(sandbox.list("public/tags"), ["dns.html", "note.html"]);
    assert_eq!(sandbox.list("public/services"), ["web.html"]);
    assert_eq!(
        (sandbox.read("public/CNAME").as_str(), sandbox.read("public/tags/note.html").as_str()),
        ("status.example.org\n", "mine\n")
    );
    assert_eq!(sandbox.run("site -o public --check").code, 0);
    for name in ["2024-03-01-dns", "again"] {
        sandbox.write(&format!("incidents/{name}.yaml"), format!("title: {name}\nid: {name}\n"));
    }
    made(&sandbox, "");
    assert!(!sandbox.path("public/services").exists(), "no empty folder is left");
}

/// `-o` with a slip in it must not fill a folder of other things, or replace one of them.
#[test]
fn foreign_files_are_never_touched() {
    let sandbox = project();
    sandbox.write("public/index.html", "mine\n").write("public/.gitignore", "x\n");
    for flags in ["", " --check"] {
        let run = sandbox.run(&format!("site -o public{flags}"));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.transcript());
        assert!(
            run.err.contains("`public` contains files that are not of a site: `index.html`"),
            "{}",
            run.err
        );
        assert!(run.err.contains("--force"), "{}", run.err);
    }
    assert_eq!(sandbox.list("public"), [".gitignore", "index.html"]);
    sandbox.write("public/photo.txt", "mine\n");
    made(&sandbox, "--force");
    assert_eq!(sandbox.read("public/photo.txt"), "mine\n");
    assert_ne!(sandbox.read("public/index.html"), "mine\n");
    sandbox.write("public/tags/new.html", "mine\n");
    sandbox.write("incidents/new.yaml", "title: t\ntags: [new]\n");
    let run = sandbox.run("site -o public");
    assert!(
        run.code == 2 && run.err.contains("`public/tags/new.html` is not of this site"),
        "{}",
        run.transcript()
    );
    assert_eq!(sandbox.read("public/tags/new.html"), "mine\n");
    assert!(!sandbox.path("public/incidents/new.html").exists(), "nothing is written before");
    let hidden = Sandbox::new();
    hidden.write("incidents/a.yaml", "title: t\n").write("public/.git", "gitdir: x\n");
    made(&hidden, "");
}

/// A manifest comes with a clone: it must not remove what no site has.
#[test]
fn a_strangers_manifest_removes_nothing() {
    let sandbox = project();
    sandbox.write("precious.html", "mine\n").write("public/precious.html", "mine\n");
    sandbox.write("public/assets/logo.html", "mine\n");
    let files = "[\"../precious.html\", \"precious.html\", \"assets/logo.html\", \"incidents/../precious.html\", \"/etc/hosts\", 1]";
    sandbox.write("public/.postmortem-site.json", format!("{{\"version\": 1, \"files\": {files}}}"));
    made(&sandbox, "");
    for path in ["precious.html", "public/precious.html", "public/assets/logo.html"] {
        assert_eq!(sandbox.read(path), "mine\n", "{path}");
    }
    for broken in ["", "[]", "{\"version\": 2, \"files\": []}"] {
        sandbox.write("public/.postmortem-site.json", broken);
        let run = sandbox.run("site -o public");
        assert!(
            run.code == 2 && run.err.contains("does not list the files of a site"),
            "{}",
            run.transcript()
        );
    }
}

/// A link in the folder made the program write, or remove, files of the user's elsewhere.
#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let links = [
        ("index.html", "victim"),
        ("incidents", "folder"),
        ("tags/dns.html", "../victim"),
        (".postmortem-site.json", "victim"),
    ];
    for (link, target) in links {
        let sandbox = project();
        sandbox.write("victim", "mine\n").write("folder/mail.html", "mine\n").write("public/tags/x", "");
        symlink(sandbox.path(target.trim_start_matches("../")), sandbox.path(&format!("public/{link}")))
            .unwrap();
        for flags in ["", "--force"] {
            let run = sandbox.run(&format!("site -o public {flags}"));
            assert_eq!(run.code, 2, "{link}: {}", run.transcript());
        }
        assert_eq!(
            (sandbox.read("victim").as_str(), sandbox.read("folder/mail.html").as_str()),
            ("mine\n", "mine\n")
        );
    }
    let sandbox = project();
    made(&sandbox, "");
    fs::rename(sandbox.path("public/services"), sandbox.path("elsewhere")).unwrap();
    symlink(sandbox.path("elsewhere"), sandbox.path("public/services")).unwrap();
    sandbox.write("incidents/mail.yaml", "title: t\nservices: [web]\n");
    assert_eq!(sandbox.run("site -o public").code, 2);
    assert_eq!(sandbox.list("elsewhere"), ["mail.html", "web.html"], "an orphan behind a link stays");
}

/// What is asked in a wrong way is answered before anything is written.
#[test]
fn misuse_is_answered() {
    let sandbox = project();
    for (line, message) in [
        ("site", "--output <DIR>"),
        ("site - -o public", "`-` is not a file"),
        ("site -o incidents/mail.yaml", "`incidents/mail.yaml` is a file"),
        ("site -o public --base-url status.example.org", "https://status.example.org/incidents/"),
        ("site -o public --base-url https://a.example/?x=\"", "https://status.example.org/incidents/"),
        ("site -o public --template nothing", "there is no template `nothing`"),
        ("site -o public --service wob", "did you mean `Web`"),
        ("site gone.yaml -o public", "`gone.yaml` does not exist"),
    ] {
        let run = sandbox.run(line);
        assert!(run.code == 2 && run.err.contains(message), "{line}: {}", run.transcript());
        assert!(!sandbox.path("public/index.html").exists(), "{line}");
    }
}

/// A file with an error is reported and left out; an empty history does not empty the site.
#[test]
fn files_with_errors_are_left_out() {
    let sandbox = project();
    made(&sandbox, "");
    let before = files(&sandbox.path("public"));
    sandbox.write("incidents/broken.yaml", "titel: [\n");
    sandbox.write("incidents/typo.yaml", "title: t\nseverty: SEV1\n");
    let run = sandbox.run("site -o public");
    assert!(run.code == 0 && run.err.contains("2 files cannot be read"), "{}", run.transcript());
    assert!(run.err.contains("severty"), "{}", run.err);
    assert_eq!(files(&sandbox.path("public")), before);
    assert_eq!(sandbox.run("site -o public --strict").code, 2);
    let run = sandbox.run("site incidents/broken.yaml -o public");
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert_eq!(files(&sandbox.path("public")), before);
}
