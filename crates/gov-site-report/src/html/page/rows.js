// Which rows of a table are shown: searched, filtered, sorted, cut into pages. Nothing here touches the page.

const collator = new Intl.Collator("zh-CN", { numeric: true });

function compare(left, right) {
  // What is missing stands last, whatever the direction.
  if (left === "" || right === "") return 0;
  return typeof left === "number" && typeof right === "number" ? left - right : collator.compare(left, right);
}

/** Rows of a table and how its reader wants to see them. `searched` gives the text of a row that a search looks through. */
class Rows {
  constructor(rows, searched) {
    this.rows = rows;
    this.texts = null;
    this.searched = searched;
    this.query = "";
    this.filters = new Map();
    this.sorted = null;
    this.size = 50;
    this.page = 0;
    this.update();
  }

  search(query) {
    this.query = query;
    this.update();
  }

  /** Keeps the rows for which `keeps` holds; null takes the filter away. */
  filter(name, keeps) {
    if (keeps) this.filters.set(name, keeps);
    else this.filters.delete(name);
    this.update();
  }

  sort(key, descending) {
    this.sorted = { key, descending };
    this.update();
  }

  update() {
    const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length > 0) this.texts ??= new Map(this.rows.map((row) => [row, this.searched(row).toLowerCase()]));
    const matches = (row) => words.every((word) => this.texts.get(row).includes(word));
    const passes = (row) => [...this.filters.values()].every((keeps) => keeps(row));
    this.found = this.rows.filter((row) => matches(row) && passes(row));
    if (this.sorted) this.found = this.inOrder(this.found);
    this.page = 0;
  }

  inOrder(rows) {
    const { key, descending } = this.sorted;
    const keyed = rows.map((row, place) => ({ row, place, key: key(row) }));
    const missing = (item) => Number(item.key === "" || item.key === null);
    keyed.sort((left, right) => missing(left) - missing(right) || (descending ? -1 : 1) * compare(left.key, right.key) || left.place - right.place);
    return keyed.map((item) => item.row);
  }

  get pages() {
    return Math.max(1, Math.ceil(this.found.length / this.size));
  }

  get shown() {
    return this.found.slice(this.page * this.size, (this.page + 1) * this.size);
  }

  /** What a reader is told of all this. */
  get summary() {
    const first = this.page * this.size + 1;
    const last = Math.min(this.found.length, (this.page + 1) * this.size);
    const found = this.found.length < this.rows.length ? `，符合条件${this.found.length}条` : "";
    if (this.found.length === 0) return `共${this.rows.length}条，没有符合条件的`;
    return `共${this.rows.length}条${found}，显示第${first}至${last}条`;
  }
}
