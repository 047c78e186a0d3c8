/**
 * What the peers' pages share: ten results, their words marked. The first is shown before the others
 * are asked for, which is the sooner for it.
 *
 * A page calls `start` with what finds: a query to a list of functions that read one result.
 */

const LIMIT = 10;

/** @param {(query: string) => Promise<(() => Promise<{title: string, nodes: Node[]}>)[]>} find */
function start(find) {
  const list = document.getElementById("hits");
  window.ask = async (query) => {
    const found = await find(query);
    const items = found.map(() => document.createElement("li"));
    list.replaceChildren(...items);
    const fill = async (read, place) => show(await read(), items[place]);
    await Promise.all(found.slice(0, 1).map(fill));
    await Promise.all(found.slice(1).map((read, i) => fill(read, i + 1)));
    return found.length;
  };
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) window.ask(asked);
}

function show({ title, nodes }, item) {
  const heading = document.createElement("h2");
  heading.textContent = title;
  const excerpt = document.createElement("p");
  excerpt.append(...nodes);
  item.append(heading, excerpt);
}

/** The text with those words marked that are wanted. */
function marked(text, wanted) {
  return text.split(/([\p{L}\p{N}]+)/u).map((piece, place) => {
    if (place % 2 === 0 || !wanted(piece.toLowerCase())) return document.createTextNode(piece);
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
}

/** The JSON of a file. */
async function read(name) {
  return (await fetch(name)).json();
}
