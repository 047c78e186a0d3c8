// The sources share one scope, so which names there are is the type checker's to say; of the two
// bundles that a page has, each must know all names it uses.
import js from "@eslint/js";

const BROWSER = [
  ..."AbortController Blob CSS CompressionStream DOMException DecompressionStream Event".split(" "),
  ..."IntersectionObserver Intl Node ResizeObserver Response TextEncoder URL".split(" "),
  ..."URLSearchParams atob btoa clearTimeout console document history localStorage".split(" "),
  ..."location matchMedia navigator parent performance pincite requestAnimationFrame".split(" "),
  ..."requestIdleCallback scrollTo scrollY setTimeout trustedTypes window".split(" "),
];

const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "srcdoc"];

const sources = {
  ...js.configs.recommended.rules,
  "no-undef": "off",
  "no-redeclare": "off",
  "no-unused-vars": ["error", { vars: "local", argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
  "no-control-regex": "off",
  "no-misleading-character-class": "off",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-restricted-properties": [
    "error",
    ...MARKUP.map((property) => ({ property, message: "text of the corpus becomes text nodes" })),
  ],
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: "error",
};

const bundles = {
  "no-undef": "error",
  "no-redeclare": "error",
};

const plain = { ecmaVersion: 2022, sourceType: "script" };

export default [
  { files: ["**/templates/*.js"], languageOptions: plain, rules: sources },
  {
    files: ["**/bundles/*.js"],
    languageOptions: {
      ...plain,
      globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])),
    },
    rules: bundles,
  },
];
