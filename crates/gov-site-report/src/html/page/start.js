// Turns what is written out into tables that can be sorted and searched.

document.documentElement.classList.add("scripted");

function showPlainTables(data) {
  for (const host of document.querySelectorAll("[data-table]")) {
    const table = data[host.dataset.table];
    if (table) showTable(host, plainTable(table));
  }
}

/** Kinds of columns that hold no number. */
const WRITTEN = ["text", "code", "word"];

function plainTable({ caption, columns, rows }) {
  const shownColumns = columns.map(({ title, kind }, place) => ({
    title,
    kind,
    key: (row) => (WRITTEN.includes(kind) || row[place] === "" ? row[place] : Number(row[place])),
    cell: (row) => (kind === "percent" && row[place] !== "" ? percentBar(row[place]) : row[place]),
  }));
  // What is mostly text reads as cards on a narrow screen; columns of numbers stay beside each other.
  const cards = columns.filter(({ kind }) => WRITTEN.includes(kind)).length > 2;
  const filters = columns.flatMap(({ title, kind }, place) => (kind === "word" ? [sameFilter(title, rows, (row) => row[place])] : []));
  return { caption, columns: shownColumns, cards, filters, rows, searched: (row) => row.join(" ") };
}

function siteColumns(list) {
  const title = (place) => list.clauses[place]?.title ?? "";
  const columns = [
    { title: "网站名称", heading: true, key: (site) => site.name },
    { title: "标识码", kind: "code", key: (site) => site.code },
    { title: "地区", key: (site) => site.division },
    { title: "类型", kind: "code", key: (site) => site.group },
    { title: "检查结果", key: (site) => WORDS[site.verdict][1], cell: (site) => badge(site.verdict) },
    { title: "不达标指标", key: (site) => (site.failed ?? []).map(title).join("、") },
    { title: "最接近限值的否决指标", key: (site) => site.worst?.ratio ?? "", cell: (site) => worstCell(site, title) },
  ];
  if (list.sites.some((site) => site.score !== undefined)) {
    columns.push({ title: "得分", kind: "number", key: (site) => (site.score === undefined ? "" : Number(site.score)), cell: (site) => site.score ?? "" });
  }
  return columns;
}

function worstCell({ worst }, title) {
  if (!worst) return "";
  return element("span", { class: "worst" }, marginBar(worst.measure), element("span", { class: "worst-title" }, title(worst.clause)));
}

function distinct(values) {
  return [...new Set(values)].filter(Boolean).sort(collator.compare);
}

/** A choice among what `read` gives of all rows. */
function sameFilter(label, rows, read) {
  const options = distinct(rows.map(read)).map((value) => [value, value]);
  return { label, options, keeps: (value) => (row) => read(row) === value };
}

function siteFilters(list) {
  const failed = [...new Set(list.sites.flatMap((site) => site.failed ?? []))].sort((left, right) => left - right);
  return [
    { label: "结果", options: ["unqualified", "not_assessed", "qualified", "excluded"].map((code) => [code, WORDS[code][1]]), keeps: (code) => (site) => site.verdict === code },
    sameFilter("地区", list.sites, (site) => site.division),
    sameFilter("类型", list.sites, (site) => site.group),
    { label: "不达标指标", options: failed.map((place) => [String(place), list.clauses[place]?.title ?? ""]), keeps: (place) => (site) => (site.failed ?? []).includes(Number(place)) },
  ];
}

/** Unqualified sites first, then those that nobody could judge. */
const FIRST = ["unqualified", "not_assessed", "qualified", "excluded"];

function showSites(list) {
  list.sites.forEach((site, position) => (site.position = position));
  const rows = [...list.sites].sort((left, right) => FIRST.indexOf(left.verdict) - FIRST.indexOf(right.verdict) || left.position - right.position);
  const host = document.getElementById("site-list");
  host.hidden = false;
  showTable(host, {
    caption: "全部网站",
    columns: siteColumns(list),
    filters: siteFilters(list),
    rows,
    cards: true,
    searched: (site) => [site.name, site.code, site.division, site.sponsor, site.group].join(" "),
    open: (site) => siteDetail(site, list),
  });
}

const tableData = readData("tables");
if (tableData) showPlainTables(tableData);
const siteData = readData("sites");
if (siteData) showSites(siteData);
document.documentElement.dataset.ready = "true";
