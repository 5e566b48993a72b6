// What the browser does beside Streamlit: keeps the filters when the page changes, follows the pages' own links
// without a reload, copies the link, prints, and puts Swedish words where the framework has English ones.
"use strict";
(() => {
  const WORDS = __WORDS__;
  const PATTERNS = __PATTERNS__.map(([from, to]) => [new RegExp(from), to]);
  const MONTHS = __MONTHS__;
  const FILTERS = __FILTERS__;

  // --- links inside the dashboard: the address first, then Streamlit's own way of following the Back button ---
  const follow = (url) => {
    history.pushState({}, "", url);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector(".stMain")?.scrollTo(0, 0);
  };
  const withFilters = (url) => {
    if (url.search) return url;
    const now = new URLSearchParams(location.search);
    for (const name of FILTERS) for (const value of now.getAll(name)) url.searchParams.append(name, value);
    return url;
  };
  addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a");
    const href = link && (link.getAttribute("href") ?? link.getAttribute("xlink:href")); // charts have SVG's own links
    if (!href || link.getAttribute("target") === "_blank" || link.hasAttribute("download")) return;
    const menu = link.closest("header, .stSidebar");
    if (!menu && !link.closest(".stHtml, .stPlotlyChart")) return;
    const url = new URL(href, document.baseURI);
    if (url.origin !== location.origin) return;
    if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
    event.preventDefault();
    event.stopPropagation();
    follow(menu ? withFilters(url) : url);
  }, true);

  // --- buttons of the filter row ---
  addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-does]");
    if (!button) return;
    if (button.dataset.does === "print") return print();
    const url = new URL(location.href); // with what the address leaves to its defaults: those may change
    const said = new Set(url.searchParams.keys());
    for (const [name, value] of new URLSearchParams(button.dataset.with)) {
      if (!said.has(name)) url.searchParams.append(name, value);
    }
    try {
      await navigator.clipboard.writeText(url.href);
    } catch {
      prompt("Kopiera länken:", url.href); // browsers give no clipboard to pages without https
      return;
    }
    const before = button.textContent;
    button.textContent = "Länken är kopierad.";
    setTimeout(() => { button.textContent = before; }, 2500);
  });

  // --- an anchor in the address, once its heading is on the page ---
  let sought = "";
  const seek = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const key = location.pathname + id;
    if (!id || sought === key) return;
    const heading = document.getElementById(id);
    if (heading) { sought = key; heading.scrollIntoView(); }
  };
  addEventListener("popstate", () => { sought = ""; });

  // --- Swedish words ---
  const swedish = (text) => {
    const bare = text.trim();
    if (!bare) return text;
    if (Object.hasOwn(WORDS, bare)) return text.replace(bare, WORDS[bare]);
    for (const [from, to] of PATTERNS) {
      if (from.test(bare)) return bare.replace(from, to).replace(/[A-Z][a-z]+/g, (word) => MONTHS[word] ?? word);
    }
    return text;
  };
  const NAMES = ["placeholder", "aria-label", "aria-valuetext", "title"];
  // What stands in a document is never the framework's word: the pages' own HTML and tables are left alone.
  const own = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".stHtml, .stMarkdown, canvas, textarea, script, style");
  const write = (node) => {
    if (own(node)) return;
    if (node.nodeType === 3) {
      const text = swedish(node.data);
      if (text !== node.data) node.data = text;
    } else if (node.nodeType === 1) {
      for (const name of NAMES) {
        const value = node.getAttribute(name);
        const text = value && swedish(value);
        if (text && text !== value) node.setAttribute(name, text);
      }
      node.childNodes.forEach(write);
    }
  };
  const start = () => {
    write(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(write);
        else write(change.target);
      }
      document.documentElement.lang = "sv";
      seek();
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
  };
  if (document.body) start(); else addEventListener("DOMContentLoaded", start);
})();
