/** The paragraphs of a corpus, as each peer's program gets them: title and text. */

import { readFileSync } from "node:fs";

/** @param {string} corpus its files without their endings */
export function* paragraphs(corpus) {
  const texts = readFileSync(`${corpus}.txt`, "utf8").split("\n");
  for (const line of readFileSync(`${corpus}.tsv`, "utf8").trimEnd().split("\n")) {
    const [first, count, , title] = line.split("\t");
    for (let id = Number(first); id < Number(first) + Number(count); id++) {
      yield { id, title, text: texts[id] };
    }
  }
}
