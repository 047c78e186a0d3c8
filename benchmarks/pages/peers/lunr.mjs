/** node lunr.mjs CORPUS FOLDER: an index as JSON, and the texts as JSON. */

import { copyFileSync, writeFileSync } from "node:fs";
import lunr from "lunr";
import { paragraphs } from "./corpus.mjs";

const [corpus, folder] = process.argv.slice(2);
const texts = [];
const index = lunr(function () {
  this.field("text");
  for (const paragraph of paragraphs(corpus)) {
    this.add(paragraph);
    texts.push([paragraph.title, paragraph.text]);
  }
});
writeFileSync(`${folder}/index.json`, JSON.stringify(index));
writeFileSync(`${folder}/texts.json`, JSON.stringify(texts));
for (const [from, to] of [
  ["node_modules/lunr/lunr.min.js", "lunr.js"],
  ["lunr.html", "index.html"],
  ["page.js", "page.js"],
]) {
  copyFileSync(from, `${folder}/${to}`);
}
