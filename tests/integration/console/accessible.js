// What WCAG 2.2 AA asks for and a machine can see. Returns a list of sentences, one per
// fault; an empty list is what the tests want.
() => {
  const faults = [];
  const say = (element, what) => {
    const id = element.id ? `#${element.id}` : "";
    const words = (element.textContent || "").trim().slice(0, 40);
    faults.push(`${element.tagName.toLowerCase()}${id} "${words}": ${what}`);
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (element) =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });

  // Names (4.1.2, 1.3.1, 3.3.2)
  for (const field of all("input:not([type=hidden]), select, textarea")) {
    if (!field.labels.length || !field.labels[0].textContent.trim()) say(field, "no label");
  }
  for (const element of all("button, a[href], summary, [role=img], [role=region]")) {
    const by = element.getAttribute("aria-labelledby");
    const name =
      element.getAttribute("aria-label") ||
      (by && by.split(" ").map((id) => document.getElementById(id)?.textContent).join("")) ||
      (element.getAttribute("role") ? "" : element.textContent);
    if (!name || !name.trim()) say(element, "no name");
  }
  for (const element of all("[aria-describedby], [aria-labelledby]")) {
    for (const name of ["aria-describedby", "aria-labelledby"]) {
      for (const id of (element.getAttribute(name) || "").split(" ").filter(Boolean)) {
        if (!document.getElementById(id)) say(element, `${name} names nothing: ${id}`);
      }
    }
  }
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) {
    faults.push(`the id ${id} is used twice`);
  }

  // Structure (1.3.1, 2.4.1, 2.4.2, 2.4.6, 3.1.1)
  if (!document.documentElement.lang) faults.push("the page names no language");
  if (!document.title.trim()) faults.push("the page has no title");
  if (all("main").length !== 1) faults.push("there is not exactly one main");
  if (all("h1").filter(seen).length !== 1) faults.push("there is not exactly one h1");
  let level = 0;
  for (const heading of all("h1, h2, h3, h4").filter(seen)) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) say(heading, `skips from h${level}`);
    level = own;
  }
  const skip = all("a[href='#content']")[0];
  if (!skip || all("a[href], button")[0] !== skip) faults.push("no skip link at first");
  for (const table of all("table")) {
    if (!table.querySelector("th[scope]")) say(table, "has no header cells");
  }

  // Contrast (1.4.3): every piece of text against what is behind it
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a === 1) return colour;
      if (colour.a > 0) return null; // half transparent: not used here
    }
    return { r: 255, g: 255, b: 255 };
  };
  const light = ({ r, g, b }) => {
    const part = (v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element || !seen(element)) continue;
    const svg = element.closest("svg");
    const style = getComputedStyle(element);
    const fore = parse(svg ? style.fill : style.color);
    const back = behind(svg ? svg.parentElement : element);
    if (!back) {
      say(element, "stands on a half transparent ground");
      continue;
    }
    texts += 1;
    const [a, b] = [light(fore), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) say(element, `contrast ${ratio.toFixed(2)}`);
  }
  if (texts < 5) faults.push("hardly any text was looked at");

  // Size of targets (2.5.8); links within a sentence are exempt
  for (const element of all("button, summary, input:not([type=hidden]), select, a[href]")) {
    if (!seen(element) || element.closest("p, li li, dd")) continue;
    if (element.classList.contains("skip")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) say(element, `${box.width}x${box.height} px`);
  }

  // Reflow (1.4.10)
  if (document.documentElement.scrollWidth > window.innerWidth) {
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  }
  return faults;
};
