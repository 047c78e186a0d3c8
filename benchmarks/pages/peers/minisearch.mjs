/** node minisearch.mjs CORPUS FOLDER: an index as JSON, and the texts as JSON. */

import { copyFileSync, writeFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { paragraphs } from "./corpus.mjs";

const [corpus, folder] = process.argv.slice(2);
const index = new MiniSearch({ fields: ["text"] });
const texts = [];
for (const paragraph of paragraphs(corpus)) {
  index.add(paragraph);
  texts.push([paragraph.title, paragraph.text]);
}
writeFileSync(`${folder}/index.json`, JSON.stringify(index));
writeFileSync(`${folder}/texts.json`, JSON.stringify(texts));
for (const [from, to] of [
  ["node_modules/minisearch/dist/umd/index.js", "minisearch.js"],
  ["minisearch.html", "index.html"],
  ["page.js", "page.js"],
]) {
  copyFileSync(from, `${folder}/${to}`);
}
