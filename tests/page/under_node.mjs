// Answers queries as a page does, without a page. For each line in a line out: a folder with all
// that the page could load; or queries, with what is wished for besides.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

const [core, more] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
globalThis.window = globalThis;
runInThisContext(core);

/** Loads each part by itself, as the page in a folder does. */
class FileLoader {
  constructor(folder) {
    this.folder = folder;
    this.series = {};
  }

  async load(series, number) {
    if (series === "more") return runInThisContext(more) ?? "";
    this.series[series] ??= JSON.parse(readFileSync(`${this.folder}/${series}.json`, "utf8"));
    if (!(number in this.series[series])) throw new Error(`there is no part ${series} ${number}`);
    return this.series[series][number];
  }
}

function opened(folder) {
  const root = JSON.parse(readFileSync(`${folder}/root.json`, "utf8"));
  return new globalThis.engine.Engine(root, new globalThis.engine.Store(new FileLoader(folder)));
}

const TOLD = ["query", "total", "listedCount", "articleCount", "missing", "suggestions", "notes"];
TOLD.push("reasons", "alone", "respelt", "asWritten");

async function found(engine, query, { limit = 50, offset = 0, facets = false, ...wishes }) {
  try {
    const answer = await engine.ask(query, wishes);
    const told = Object.fromEntries(TOLD.map((name) => [name, answer[name]]));
    const hits = await answer.hits(limit, offset);
    return { ...told, hits, facets: facets ? await answer.facets() : null };
  } catch (error) {
    return { error: error.reason ?? error.stack, position: error.position };
  }
}

let engine;
for await (const line of createInterface({ input: process.stdin })) {
  const { folder, queries = [], wishes = {} } = JSON.parse(line);
  if (folder) engine = opened(folder);
  const answers = [];
  for (const query of queries) answers.push(await found(engine, query, wishes));
  console.log(JSON.stringify(answers));
}
