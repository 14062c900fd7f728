// What a site opens: its clauses, and under each what was found.

/** Read from its block of data only now: a page holds thousands of sites. */
function siteDetail(site, list) {
  const data = readData(`site-${site.position}`) ?? { remarks: ["本页未载入该网站的逐项结果，见 verdicts.csv 和 findings.csv。"] };
  const place = [site.code, site.division, site.group, site.sponsor].filter(Boolean).join(" · ");
  const made = element("div", { class: "site-detail" }, element("h3", {}, site.name, " ", badge(site.verdict)), element("p", { class: "place-line" }, place));
  if (data.score) made.append(element("p", { class: "score-line" }, data.score));
  for (const remark of data.remarks ?? []) made.append(element("p", { class: "note" }, remark));
  for (const outcome of data.outcomes ?? []) made.append(clauseDetail(outcome, list));
  for (const other of data.others ?? []) made.append(otherDetail(other, list));
  return made;
}

function clauseDetail(outcome, list) {
  const rule = list.clauses[outcome.clause] ?? { title: "", limits: [] };
  const summary = element("summary", {}, badge(outcome.judgement), element("span", { class: "clause-title" }, rule.title), element("span", { class: "sentence" }, outcome.sentence));
  if (outcome.measure) summary.append(marginBar(outcome.measure));
  if (outcome.points) summary.append(element("span", { class: "points-off" }, outcome.points));
  return disclosure(summary, outcome.judgement === "fail", () => clauseBody(outcome, rule, list));
}

function otherDetail(other, list) {
  const summary = element("summary", {}, element("span", { class: "clause-title" }, `其他发现：${other.title}`));
  return disclosure(summary, false, () => [findingsTable(other, other.title, list)]);
}

/** Made only when it is opened: a site may have thousands of findings. */
function disclosure(summary, open, body) {
  const made = element("details", { class: "clause" }, summary);
  let filled = false;
  const fill = () => {
    if (filled || !made.open) return;
    filled = true;
    made.append(...body());
  };
  made.addEventListener("toggle", fill);
  made.open = open;
  fill();
  return made;
}

function clauseBody(outcome, rule, list) {
  const facts = element("dl", { class: "clause-facts" });
  const add = (name, ...texts) => texts.some(Boolean) && facts.append(element("dt", {}, name), ...texts.map((text) => element("dd", {}, text)));
  add("条文", rule.text ?? "");
  add("作用", rule.effect ?? "");
  add("限值", ...rule.limits.map((limit) => `${limit.name}：${limit.value} 〔${limit.source}〕`));
  add("扣分", ...(rule.rates ?? []).map((rate) => `${rate.name}：${rate.value} 〔${rate.source}〕`));
  add("出处", `${rule.item}，${rule.source}`);
  add("缺失", ...(outcome.gaps ?? []));
  add("规则理解", ...(outcome.readings ?? []));
  const body = [facts];
  if (outcome.findings || outcome.total) body.push(findingsTable(outcome, rule.title, list));
  return body;
}

function findingsTable({ findings = [], total }, title, list) {
  const made = element("div", {});
  const columns = [
    { title: "数据表", kind: "code", key: (row) => list.tables[row[0]] ?? "" },
    { title: "记录", key: (row) => row[1] },
    { title: "日期", kind: "code", key: (row) => row[2] },
    { title: "情况", key: (row) => row[3] },
    { title: "认定", kind: "code", key: (row) => (row[4] ? "确定" : "可能") },
  ];
  if (findings.some((row) => row[5])) columns.push({ title: "出处", key: (row) => row[5] ?? "" });
  const searched = (row) => columns.map((column) => column.key(row)).join(" ");
  const host = element("div", { class: "data-table" });
  showTable(host, { caption: `${title}：发现的问题（${total ?? findings.length}条）`, columns, rows: findings, searched, cards: true });
  made.append(host);
  if (total) made.append(element("p", { class: "note" }, `共${total}条，本页载入${findings.length}条，其余见 findings.csv。`));
  return made;
}
