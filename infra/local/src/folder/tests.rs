use super::*;

fn place() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn is_one_sentence(error: &FolderError, says: &[&str]) {
    let text = error.to_string();
    assert_eq!(text.matches(". ").count(), 0, "{text}");
    for part in says {
        assert!(text.contains(part), "{part} is missing in: {text}");
    }
}

/// A folder with a loaded store.
fn loaded(path: &Path) {
    let folder = Folder::open(path, false).unwrap();
    std::fs::write(folder.database(), "content").unwrap();
    folder.set_loaded().unwrap();
}

#[test]
fn a_folder_is_made_kept_and_emptied_on_request() {
    let place = place();
    let path = place.path().join("deep/er");
    loaded(&path);
    assert!(Folder::open(&path, false).unwrap().is_loaded());
    let emptied = Folder::open(&path, true).unwrap();
    assert!(!emptied.is_loaded() && !emptied.database().exists());
}

#[test]
fn a_newer_store_a_used_one_and_a_foreign_folder_are_refused_in_one_sentence() {
    let place = place();
    let held = Folder::open(place.path(), false).unwrap();
    assert!(matches!(Folder::open(place.path(), false), Err(FolderError::InUse(_))));
    drop(held);
    std::fs::write(place.path().join("version"), "99").unwrap();
    is_one_sentence(&Folder::open(place.path(), true).unwrap_err(), &["version 99"]);
    let other = self::place();
    std::fs::write(other.path().join("letter.txt"), "").unwrap();
    assert!(matches!(Folder::open(other.path(), true), Err(FolderError::Foreign(_))));
    assert!(other.path().join("letter.txt").exists());
}

#[test]
fn an_early_store_is_refused_until_it_may_be_made_anew() {
    let place = place();
    std::fs::write(place.path().join("version"), "1").unwrap();
    is_one_sentence(&Folder::open(place.path(), false).unwrap_err(), &["version 1", "--fresh"]);
    Folder::open(place.path(), true).unwrap();
    Folder::open(place.path(), false).unwrap();
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let place = place();
    let file = place.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(Folder::open(&file.join("below"), false), Err(FolderError::Unwritable(..))));
    let path = place.path().join("store");
    std::fs::create_dir(&path).unwrap();
    for (name, wrong) in [("s3/media", "s3/media"), ("s3", "s3")] {
        drop(Folder::open(&path, false));
        std::fs::remove_dir_all(path.join(wrong)).unwrap_or_default();
        std::fs::write(path.join(wrong), "").unwrap();
        is_one_sentence(&Folder::open(&path, false).unwrap_err(), &[name, "--data"]);
        std::fs::remove_file(path.join(wrong)).unwrap();
    }
}

#[test]
fn a_first_start_that_ended_before_its_version_was_written_is_made_again() {
    for left in ["", "x", "\u{0}\u{0}"] {
        let place = place();
        std::fs::write(place.path().join("version"), left).unwrap();
        std::fs::write(place.path().join("version.new"), "").unwrap();
        std::fs::write(place.path().join("lock"), "").unwrap();
        std::fs::create_dir(place.path().join("s3")).unwrap();
        Folder::open(place.path(), false).unwrap();
        assert_eq!(std::fs::read_to_string(place.path().join("version")).unwrap(), VERSION.to_string());
    }
}

#[test]
fn a_store_whose_version_cannot_be_read_is_refused_until_it_may_be_made_anew() {
    let place = place();
    loaded(place.path());
    std::fs::write(place.path().join("version"), "").unwrap();
    is_one_sentence(&Folder::open(place.path(), false).unwrap_err(), &["version", "--fresh", "--data"]);
    assert!(!Folder::open(place.path(), true).unwrap().is_loaded());
}

#[test]
fn a_foreign_folder_with_a_version_of_its_own_is_never_emptied() {
    let place = place();
    std::fs::write(place.path().join("version"), "1.2.3").unwrap();
    std::fs::write(place.path().join("letter.txt"), "").unwrap();
    std::fs::create_dir(place.path().join("s3")).unwrap();
    for fresh in [false, true] {
        assert!(matches!(Folder::open(place.path(), fresh), Err(FolderError::Foreign(_))));
    }
    assert!(place.path().join("s3").exists());
}

#[test]
fn content_whose_database_is_gone_is_loaded_anew() {
    let place = place();
    loaded(place.path());
    for lost in [|file: PathBuf| std::fs::write(file, "").unwrap(), |file: PathBuf| std::fs::remove_file(file).unwrap()] {
        let folder = Folder::open(place.path(), false).unwrap();
        lost(folder.database());
        assert!(!folder.is_loaded());
    }
}

#[test]
fn an_interrupted_load_goes_on_with_the_same_content_and_no_other() {
    let place = place();
    let pack = Source::Pack("/a/pack".to_owned());
    let folder = Folder::open(place.path(), false).unwrap();
    folder.begin(&pack).unwrap();
    folder.begin(&Source::Demonstration).unwrap();
    folder.begin(&pack).unwrap();
    // Until here nothing was loaded that another pack could be mixed with.
    std::fs::write(folder.database(), "half").unwrap();
    is_one_sentence(&folder.begin(&Source::Demonstration).unwrap_err(), &["--content /a/pack", "--fresh"]);
    is_one_sentence(&folder.finished().unwrap_err(), &["--content /a/pack"]);
    folder.begin(&pack).unwrap();
    folder.set_loaded().unwrap();
    folder.finished().unwrap();
    folder.begin(&Source::Demonstration).unwrap();
    is_one_sentence(&folder.begin(&pack).unwrap_err(), &["the demonstration", "without --content"]);
}

#[test]
fn emptying_that_was_interrupted_is_brought_to_its_end() {
    let place = place();
    loaded(place.path());
    std::fs::write(place.path().join("loading"), EMPTYING).unwrap();
    let folder = Folder::open(place.path(), false).unwrap();
    assert!(!folder.is_loaded() && !folder.database().exists());
    assert_eq!(folder.unfinished().unwrap(), None);
}
