/**
 * The reference of a paragraph, one line of text by which `pincite show` finds it again; what is in
 * it is told in `search/hits/reference.py`.
 *
 * Browsers pack otherwise than Python does, and without a dictionary: the line is another, and says
 * the same.
 */

const BESIDE_POINTS = 32;

/**
 * @param {Article} article
 * @param {Paragraph} paragraph
 * @param {Paragraph[]} siblings all paragraphs of the article
 */
async function referenceOf({ id }, { ordinal, text, lines, pages }, siblings) {
  /** @param {number} place */
  const pointsOf = (place) => [...(siblings.find((each) => each.ordinal === place)?.text ?? "")];
  const prefix = pointsOf(ordinal - 1)
    .slice(-BESIDE_POINTS)
    .join("");
  const suffix = pointsOf(ordinal + 1)
    .slice(0, BESIDE_POINTS)
    .join("");
  const record = JSON.stringify([text, prefix, suffix, ...(lines ?? [0, 0]), ...(pages ?? [])]);
  const [data, dictionary] = [record, `${id}#${ordinal}`].map((each) =>
    new TextEncoder().encode(each),
  );
  const packed = new Blob([data]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const middle = new Uint8Array(await new Response(packed).arrayBuffer());
  // A zlib stream with a preset dictionary: RFC 1950, section 2.2.
  const stream = [0x78, 0xf9, ...adler32(dictionary), ...middle, ...adler32(data)];
  const payload = btoa(stream.map((byte) => String.fromCharCode(byte)).join(""));
  const safe = payload.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return `pincite:${percentEncoded(id)}#${ordinal}~${pages ? 2 : 1}${safe}`;
}

/** @param {string} id */
function percentEncoded(id) {
  /** @param {string} sign */
  const hex = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(id.toWellFormed())
    .replace(/%2F/g, "/")
    .replace(/[!'()*]/g, hex);
}

/** @param {Uint8Array} bytes */
function adler32(bytes) {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return [b >> 8, b & 255, a >> 8, a & 255];
}
