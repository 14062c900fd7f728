// Elements and data of the page. Text always goes in as text.
"use strict";

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The data of a block, null where the page has none. */
function readData(id) {
  const block = document.getElementById(id);
  return block && JSON.parse(block.textContent);
}

const WORDS = {
  qualified: ["✓", "合格"],
  unqualified: ["✕", "不合格"],
  not_assessed: ["?", "未评估"],
  excluded: ["–", "未列入"],
  pass: ["✓", "达标"],
  fail: ["✕", "不达标"],
  not_applicable: ["–", "不适用"],
};

/** A verdict or an outcome: sign, word and colour. */
function badge(code) {
  const [sign, word] = WORDS[code] ?? ["", code];
  return element("span", { class: `badge ${code}` }, element("span", { "aria-hidden": "true" }, sign), word);
}

const SVG = "http://www.w3.org/2000/svg";
/** Where the limit stands on a bar, in percent of its length. */
const LIMIT_AT = 62.5;

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** What was measured beside its limit; the words say the same as the bar. */
function marginBar([certain, possible, limit]) {
  const along = (count) => Math.min(100, (count / Math.max(limit, 1)) * LIMIT_AT);
  const kind = certain >= limit ? "over" : possible >= limit ? "open" : "under";
  const range = possible > certain ? `${certain}至${possible}` : `${certain}`;
  const image = shape("svg", { class: `margin ${kind}`, viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  image.append(
    shape("rect", { class: "track", x: 0, y: 2, width: 100, height: 6 }),
    shape("rect", { class: "possible", x: 0, y: 2, width: along(possible), height: 6 }),
    shape("rect", { class: "certain", x: 0, y: 2, width: along(certain), height: 6 }),
    shape("rect", { class: "limit", x: LIMIT_AT, y: 0, width: 1, height: 10 }),
  );
  return element("span", { class: "margin-cell" }, image, element("span", { class: "margin-text" }, `${range} / 限值${limit}`));
}

/** A share in percent. */
function percentBar(text) {
  const image = shape("svg", { class: "percent-bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  image.append(shape("rect", { class: "track", x: 0, y: 2, width: 100, height: 6 }), shape("rect", { class: "share", x: 0, y: 2, width: Number(text), height: 6 }));
  return element("span", { class: "percent-cell" }, element("span", {}, `${text}%`), image);
}
