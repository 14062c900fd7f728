//! What every page has around it: the policy, the style, the script, and blocks of data at its end.

use base64::{Engine, engine::general_purpose::STANDARD};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::HtmlError;

const STYLE: &str = concat!(include_str!("page/style.css"), include_str!("page/list.css"), include_str!("page/print.css"));
/// One module out of files that are read in this order.
const SCRIPT: &str = concat!(
    include_str!("page/dom.js"),
    include_str!("page/rows.js"),
    include_str!("page/table.js"),
    include_str!("page/site.js"),
    include_str!("page/start.js")
);
const TEMPLATES: [(&str, &str); 4] = [
    ("base.html", include_str!("templates/base.html")),
    ("table.html", include_str!("templates/table.html")),
    ("census.html", include_str!("templates/census.html")),
    ("comparison.html", include_str!("templates/comparison.html")),
];

/// The page up to its data.
pub(super) fn render(template: &str, view: &impl Serialize) -> Result<String, HtmlError> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    // A checkout may have turned line ends; a browser turns them back before it looks at the hash.
    let (style, script) = (STYLE.replace('\r', ""), SCRIPT.replace('\r', ""));
    environment.add_global("policy", policy(&style, &script));
    environment.add_global("style", Value::from_safe_string(style));
    environment.add_global("script", Value::from_safe_string(script));
    Ok(environment.get_template(template)?.render(Serde(view))?)
}

/// Nothing is loaded and nothing runs but what stands in the page.
fn policy(style: &str, script: &str) -> String {
    let (style, script) = (hash(style), hash(script));
    format!("default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; form-action 'none'")
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A block of data for the script of the page.
pub(super) fn push_data(page: &mut String, id: &str, data: &impl Serialize) -> Result<(), HtmlError> {
    page.push_str("<script type=\"application/json\" id=\"");
    page.push_str(id);
    page.push_str("\">");
    push_json(page, &serde_json::to_string(data)?);
    page.push_str("</script>\n");
    Ok(())
}

/// JSON in which no text can end the block or begin another one. The signs stand in texts only, where JSON has another way to write them.
fn push_json(page: &mut String, json: &str) {
    for part in json.split_inclusive(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let kept = part.trim_end_matches(['<', '>', '&', '\u{2028}', '\u{2029}']);
        page.push_str(kept);
        for sign in part[kept.len()..].chars() {
            page.push_str(&format!("\\u{:04x}", sign as u32));
        }
    }
}

/// Closes the page.
pub(super) fn close(page: &mut String) {
    page.push_str("</body>\n</html>\n");
}

#[cfg(test)]
mod tests {
    use super::push_json;

    #[test]
    fn no_text_ends_the_block() {
        let mut page = String::new();
        push_json(&mut page, "[\"</script><!--&\u{2028}甲\"]");
        assert_eq!(page, r#"["\u003c/script\u003e\u003c!--\u0026\u2028甲"]"#);
    }
}
