use stackc::base::FileId;
use stackc::syntax::{Form, parse};
use std::path::Path;

fn texts(folder: &Path, list: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { texts(&path, list) } else { list.push(path) }
    }
    list.sort();
}

#[test]
fn examples() {
    let mut list = Vec::new();
    texts(Path::new("/work/shared/examples"), &mut list);
    for path in list {
        let form = match path.extension().and_then(|e| e.to_str()) {
            Some("stack") => Form::Stack,
            Some("params") => Form::Params,
            _ => continue,
        };
        let text = std::fs::read_to_string(&path).unwrap();
        let found = parse(FileId(0), &text, form);
        println!("{} items {}", path.display(), found.value.items.len());
        for d in &found.diagnostics {
            let line = text[..d.span.start as usize].matches('\n').count() + 1;
            println!("  {line}: {} [{}]", d.message, &text[d.span.start as usize..d.span.end as usize]);
        }
    }
}
