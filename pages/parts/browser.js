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
    // over a phone's page the menu lies on top of what was chosen
    if (link.closest(".stSidebar") && innerWidth <= 768) document.querySelector('.stSidebar button[aria-expanded="true"]')?.click();
  }, true);

  // --- a chart as a picture: plotly's own SVG, put together and drawn here, so that nothing is asked of any server ---
  const SVG = "http://www.w3.org/2000/svg";
  const CAPTION = 48; // height of the lines under the chart
  const asData = (blob) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
  // A picture has no fonts but its own: without the page's, names grow out of their place.
  const font = async () => {
    for (const sheet of document.styleSheets) {
      for (const rule of sheet.cssRules) {
        if (!(rule instanceof CSSFontFaceRule) || rule.style.fontFamily.replace(/["']/g, "") !== "Source Sans" || rule.style.fontStyle === "italic") continue;
        const from = /url\(["']?([^"')]+)/.exec(rule.style.src);
        if (!from) continue;
        const file = await fetch(new URL(from[1], sheet.href ?? document.baseURI));
        return `@font-face{font-family:"Source Sans";font-weight:${rule.style.fontWeight || "400"};src:url(${await asData(await file.blob())})}`;
      }
    }
    return "";
  };
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const drawn = (chart, caption, face) => {
    const { width, height } = chart.getBoundingClientRect();
    const style = getComputedStyle(document.querySelector(".stApp"));
    const whole = document.createElementNS(SVG, "svg");
    const add = (name, attributes, text) => {
      const part = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
      if (text) part.textContent = text;
      whole.append(part);
    };
    for (const [key, value] of Object.entries({ width, height: height + CAPTION, viewBox: `0 0 ${width} ${height + CAPTION}` })) {
      whole.setAttribute(key, value);
    }
    add("rect", { width: "100%", height: "100%", fill: style.backgroundColor });
    for (const layer of chart.querySelectorAll("svg.main-svg")) {
      const copy = layer.cloneNode(true);
      copy.querySelectorAll(".hoverlayer, .draglayer").forEach((part) => part.remove());
      copy.querySelectorAll("a").forEach((link) => { for (const name of ["href", "xlink:href", "target"]) link.removeAttribute(name); });
      copy.querySelectorAll("[data-unformatted]").forEach((part) => part.removeAttribute("data-unformatted"));
      copy.removeAttribute("style");
      whole.append(copy);
    }
    const [title, ...rest] = caption.split(" · ");
    [title, rest.join(" · ")].forEach((line, place) => add("text", {
      x: 8, y: height + 20 + 18 * place, "font-size": 13, "font-weight": place ? 400 : 600, "font-family": '"Source Sans", sans-serif', fill: style.color,
    }, line));
    add("style", {}, face);
    return { width, height: height + CAPTION, text: new XMLSerializer().serializeToString(whole) };
  };
  const picture = async ({ of, as, file, caption }) => {
    const chart = document.querySelector(`.st-key-${of} .js-plotly-plot`);
    if (!chart) return;
    const { width, height, text } = drawn(chart, caption, await font());
    const svg = new Blob([text], { type: "image/svg+xml" });
    if (as === "svg") return save(svg, `${file}.svg`);
    const image = new Image();
    image.src = URL.createObjectURL(svg);
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * width, 2 * height]; // sharp enough to print
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    canvas.toBlob((blob) => save(blob, `${file}.png`), "image/png");
  };

  // --- buttons of the filter row ---
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  // What was typed in a field is sent when the field is left, as by the click on a button here: let the page catch up.
  const caughtUp = async () => {
    await pause(250);
    for (let turn = 0; turn < 40 && document.querySelector('.stApp[data-test-script-state="running"]'); turn += 1) await pause(100);
  };
  const address = async () => {
    await caughtUp();
    const url = new URL(location.href); // with what the address leaves to its defaults: those may change
    const said = new Set(url.searchParams.keys());
    for (const [name, value] of new URLSearchParams(document.querySelector('button[data-does="copy"]')?.dataset.with)) {
      if (!said.has(name)) url.searchParams.append(name, value);
    }
    return url.href;
  };
  addEventListener("click", async (event) => {
    let button = event.target.closest?.("button[data-does]");
    if (!button) return;
    if (button.dataset.does === "print") return caughtUp().then(() => print());
    if (button.dataset.does === "picture") return picture(button.dataset);
    const link = address();
    try { // a promise: some browsers give the clipboard to the click alone, not to what comes after a wait
      if (typeof ClipboardItem === "undefined") await navigator.clipboard.writeText(await link);
      else await navigator.clipboard.write([new ClipboardItem({ "text/plain": link.then((text) => new Blob([text], { type: "text/plain" })) })]);
    } catch {
      prompt("Kopiera länken:", await link); // browsers give no clipboard to pages without https
      return;
    }
    button = button.isConnected ? button : document.querySelector('button[data-does="copy"]');
    if (!button) return;
    const before = button.textContent;
    button.textContent = "Länken är kopierad.";
    setTimeout(() => { button.textContent = before; }, 2500);
  });

  // --- an anchor in the address: what it names is kept in sight until the page is drawn, or the reader moves ---
  const GIVES_UP = 300; // tenths of a second
  const STANDS = 6; // tenths of a second without a run: while a page is drawn it may be too short to scroll that far
  let watch = 0;
  const leave = () => clearInterval(watch);
  const seek = () => {
    leave();
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    let [turns, still, focused] = [0, 0, null];
    watch = setInterval(() => {
      const found = document.getElementById(id);
      const drawn = document.querySelector('.stApp[data-test-script-state="notRunning"]');
      found?.scrollIntoView();
      if (found && found !== focused && found.hasAttribute("tabindex")) (focused = found).focus({ preventScroll: true });
      still = found && drawn ? still + 1 : 0;
      if (still >= STANDS || ++turns >= GIVES_UP) leave();
    }, 100);
  };
  addEventListener("popstate", seek);
  for (const moves of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(moves, leave, { capture: true, passive: true });

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
  // What stands in a document is never the framework's word: the pages' own HTML, tables and figures are left alone.
  const OWN = ".stHtml, .stMarkdown, .stPlotlyChart svg, canvas, textarea, script, style";
  const write = (node) => {
    if (node.nodeType === 3) {
      const text = swedish(node.data);
      if (text !== node.data) node.data = text;
    } else if (node.nodeType === 1 && !node.matches(OWN)) {
      for (const name of NAMES) {
        const value = node.getAttribute(name);
        const text = value && swedish(value);
        if (text && text !== value) node.setAttribute(name, text);
      }
      node.childNodes.forEach(write);
    }
  };
  // A figure that is drawn tells of each of its hundreds of parts: where a part stands is looked up once.
  const outside = () => {
    const known = new Map();
    return (node) => {
      const element = node.nodeType === 1 ? node : node.parentElement;
      if (!known.has(element)) known.set(element, !element?.closest(OWN));
      return known.get(element);
    };
  };
  const start = () => {
    seek();
    write(document.body);
    new MutationObserver((changes) => {
      const isOutside = outside();
      for (const change of changes) {
        if (!isOutside(change.target)) continue;
        if (change.type === "childList") change.addedNodes.forEach(write);
        else write(change.target);
      }
      if (document.documentElement.lang !== "sv") document.documentElement.lang = "sv";
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
  };
  if (document.body) start(); else addEventListener("DOMContentLoaded", start);
})();
