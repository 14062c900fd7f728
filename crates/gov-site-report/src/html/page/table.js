// A table that its reader sorts, searches and pages through.

/** Tables up to this length have neither a search nor pages. */
const SHORT = 20;
let tables = 0;

/**
 * Puts a table into `host`.
 *
 * spec.columns: title, kind, key(row) to sort by, cell(row) for what is shown. spec.open(row), where given, makes what a row opens;
 * spec.heading is then the column with the button. spec.filters: label, options as [value, label], keeps(value) → (row) → boolean.
 */
function showTable(host, spec) {
  const number = ++tables;
  const rows = new Rows(spec.rows, spec.searched);
  const table = { host, spec, rows, number, opened: new Map(), body: element("tbody", { role: "rowgroup" }) };
  table.status = element("p", { class: "status", role: "status" });
  table.heads = spec.columns.map((column) => headCell(table, column));
  const caption = element("caption", { id: `caption-${number}` }, spec.caption);
  const head = element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...table.heads));
  const grid = element("table", { role: "table", class: spec.cards ? "cards" : null }, caption, head, table.body);
  const region = element("div", { class: "scroll", role: "region", "aria-labelledby": `caption-${number}`, tabindex: "0" }, grid);
  const long = spec.rows.length > SHORT;
  host.replaceChildren(...(long ? [controls(table), table.status, region, pager(table)] : [region]));
  render(table);
  return table;
}

function headCell(table, column) {
  const button = element("button", { type: "button", onclick: () => sortBy(table, column) }, column.title, element("span", { class: "arrow", "aria-hidden": "true" }));
  return element("th", { scope: "col", role: "columnheader", class: column.kind ?? "text", "data-label": column.title }, button);
}

/** Up first, then down. */
function sortBy(table, column) {
  const descending = table.sortedBy === column && !table.descending;
  Object.assign(table, { sortedBy: column, descending });
  table.rows.sort(column.key, descending);
  table.spec.columns.forEach((other, place) => {
    if (other === column) table.heads[place].setAttribute("aria-sort", descending ? "descending" : "ascending");
    else table.heads[place].removeAttribute("aria-sort");
  });
  render(table);
}

function controls(table) {
  const { rows, spec } = table;
  const search = element("input", { type: "search", autocomplete: "off", oninput: () => (rows.search(search.value), render(table)) });
  const form = element("form", { class: "controls", role: "search", "aria-label": spec.caption, onsubmit: (event) => event.preventDefault() });
  form.append(labelled(table, "检索", search));
  for (const filter of spec.filters ?? []) form.append(labelled(table, filter.label, filterChoice(table, filter)));
  form.append(labelled(table, "每页", sizeChoice(table)));
  form.append(element("button", { type: "reset", onclick: () => clear(table) }, "清除条件"));
  if (spec.open) form.append(element("button", { type: "button", onclick: () => toggleAll(table) }, "展开或收起本页"));
  return form;
}

function labelled(table, text, control) {
  control.id = `control-${table.number}-${(table.controls = (table.controls ?? 0) + 1)}`;
  return element("div", { class: "field" }, element("label", { for: control.id }, text), control);
}

function choice(options, changed) {
  const made = element("select", { onchange: () => changed(made.value) });
  made.append(...options.map(([value, label]) => element("option", { value }, label)));
  return made;
}

function filterChoice(table, filter) {
  return choice([["", "全部"], ...filter.options], (value) => {
    table.rows.filter(filter.label, value === "" ? null : filter.keeps(value));
    render(table);
  });
}

function sizeChoice(table) {
  return choice([50, 20, 100, 200].map((size) => [String(size), `${size}条`]), (value) => {
    Object.assign(table.rows, { size: Number(value), page: 0 });
    render(table);
  });
}

function clear(table) {
  table.rows.filters.clear();
  table.rows.size = 50;
  table.rows.search("");
  render(table);
}

function pager(table) {
  const turn = (step) => () => {
    table.rows.page = Math.min(Math.max(table.rows.page + step, 0), table.rows.pages - 1);
    render(table);
  };
  table.place = element("span", { class: "place" });
  table.back = element("button", { type: "button", onclick: turn(-1) }, "上一页");
  table.next = element("button", { type: "button", onclick: turn(1) }, "下一页");
  table.pager = element("nav", { class: "pager", "aria-label": `${table.spec.caption}分页` }, table.back, table.place, table.next);
  return table.pager;
}

function render(table) {
  const { rows, spec } = table;
  table.body.replaceChildren(...rows.shown.flatMap((row) => rowElements(table, row)));
  table.status.textContent = rows.summary;
  if (!table.place) return;
  table.place.textContent = `第${rows.page + 1}页，共${rows.pages}页`;
  // A button that is only marked as off keeps the focus of a keyboard.
  table.pager.hidden = rows.pages === 1;
  table.back.setAttribute("aria-disabled", String(rows.page === 0));
  table.next.setAttribute("aria-disabled", String(rows.page + 1 >= rows.pages));
  table.host.classList.toggle("has-open", Boolean(spec.open) && rows.shown.some((row) => table.opened.has(row)));
}

function rowElements(table, row) {
  const { spec } = table;
  const opened = table.opened.get(row);
  const made = element("tr", { role: "row", class: opened ? "is-open" : null });
  made.append(...spec.columns.map((column) => cellElement(table, row, column)));
  return opened ? [made, opened] : [made];
}

function cellElement(table, row, column) {
  const shown = column.cell ? column.cell(row) : String(column.key(row));
  const kind = column.kind ?? "text";
  if (table.spec.open && column.heading) return element("th", { scope: "row", role: "rowheader", "data-label": column.title }, opener(table, row, shown));
  return element("td", { role: "cell", class: kind, "data-label": column.title }, shown);
}

function opener(table, row, name) {
  const isOpen = table.opened.has(row);
  const button = element("button", { type: "button", class: "opener", "aria-expanded": String(isOpen) }, name);
  button.addEventListener("click", () => {
    toggle(table, row, !table.opened.has(row));
    render(table);
    buttonOf(table, row)?.focus();
  });
  return button;
}

function buttonOf(table, row) {
  return table.body.querySelectorAll("button.opener")[table.rows.shown.indexOf(row)];
}

function toggle(table, row, open) {
  if (!open) table.opened.delete(row);
  else if (!table.opened.has(row)) table.opened.set(row, openedRow(table, row));
}

function openedRow(table, row) {
  const cell = element("td", { colspan: table.spec.columns.length, role: "cell" }, table.spec.open(row));
  const made = element("tr", { class: "opened", role: "row" }, cell);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    toggle(table, row, false);
    render(table);
    buttonOf(table, row)?.focus();
  });
  return made;
}

function toggleAll(table) {
  const open = table.rows.shown.some((row) => !table.opened.has(row));
  table.rows.shown.forEach((row) => toggle(table, row, open));
  render(table);
}
