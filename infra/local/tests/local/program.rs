//! The program as somebody meets it on the command line.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

const SITE: &str = r#"
languages = ["en"]
time_zone = "Europe/Brussels"
name = { en = "Lamp Society" }
short_name = { en = "LS" }
tagline = { en = "Light for all." }
legal = { en = "All rights." }
"#;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A pack of one document, with this as its `site.toml`.
fn pack(site: &str) -> TempDir {
    let folder = folder();
    let document = folder.path().join("topics/lamps");
    std::fs::create_dir_all(&document).unwrap();
    std::fs::write(folder.path().join("site.toml"), site).unwrap();
    std::fs::write(document.join("document.toml"), "order = 1\n").unwrap();
    let edition = "+++\nslug = \"lamps\"\ntitle = \"Lamps\"\nsummary = \"In short.\"\n+++\nThe text.\n";
    std::fs::write(document.join("en.md"), edition).unwrap();
    folder
}

fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_secretariat"));
    command.args(["--port", "0", "--data"]).arg(data).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts it and waits until it is ready; its address.
fn running(command: &mut Command) -> (Child, String) {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().trim_start_matches("Secretariat is at http://").trim_end_matches('/').to_owned();
    if !address.starts_with("127.0.0.1:") {
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        panic!("it did not start: {said}");
    }
    (child, address)
}

fn signal(name: &str, process: u32) {
    assert!(Command::new("kill").args([name, &process.to_string()]).status().unwrap().success());
}

/// Presses Ctrl-C, and waits some seconds for the end.
fn interrupted(child: Child) -> Output {
    let process = child.id();
    signal("-INT", process);
    let (ended, end) = mpsc::channel();
    std::thread::spawn(move || ended.send(child.wait_with_output().unwrap()));
    end.recv_timeout(Duration::from_secs(20)).unwrap_or_else(|_| {
        signal("-KILL", process);
        panic!("it does not end");
    })
}

#[test]
fn ctrl_c_ends_it_in_order_though_half_a_request_is_there() {
    let (data, pack) = (folder(), pack(SITE));
    let (child, address) = running(program(data.path()).arg("--content").arg(pack.path()));
    let mut visitor = TcpStream::connect(&address).unwrap();
    visitor.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /en").unwrap();
    visitor.read_exact(&mut [0; 12]).unwrap();
    let output = interrupted(child);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("Finishing"), "{said}");
}

#[test]
fn what_was_loaded_outlives_a_fresh_start_with_a_broken_pack() {
    let (data, sound, broken) = (folder(), pack(SITE), pack("languages = 1"));
    let (child, _) = running(program(data.path()).arg("--content").arg(sound.path()));
    interrupted(child);
    let refused = program(data.path()).arg("--fresh").arg("--content").arg(broken.path()).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.starts_with("The content pack has ") && said.contains("nothing was changed"), "{said}");
    // The same pack again finds all as it was.
    let (child, _) = running(program(data.path()).arg("--content").arg(sound.path()));
    let said = String::from_utf8(interrupted(child).stderr).unwrap();
    assert!(said.contains("Content: 0 new, 0 changed, 1 unchanged."), "{said}");
}

#[test]
fn a_damaged_store_is_refused_in_one_sentence() {
    let (data, pack) = (folder(), pack(SITE));
    interrupted(running(program(data.path()).arg("--content").arg(pack.path())).0);
    let file = data.path().join("content.sqlite");
    std::fs::write(&file, "not a database".repeat(1000)).unwrap();
    let refused = program(data.path()).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!((refused.status.code(), said.lines().count()), (Some(1), 1), "{said}");
    assert!(said.contains(&file.display().to_string()) && said.contains("--fresh"), "{said}");
    let (child, _) = running(program(data.path()).arg("--fresh").arg("--content").arg(pack.path()));
    assert_eq!(interrupted(child).status.code(), Some(0));
}
