"use strict";
// Finds places by name or code in places.js, which is loaded when somebody first asks.
(() => {
  const form = document.querySelector("form[role=search]");
  const input = form.querySelector("input");
  const hits = form.querySelector(".hits");
  const note = form.querySelector(".note");
  const words = form.dataset;
  const most = 30;
  let state = "absent";

  function load() {
    if (state !== "absent") return;
    state = "loading";
    const script = document.createElement("script");
    script.src = words.root + "places.js";
    script.onload = () => { state = "there"; show(); };
    script.onerror = () => { state = "absent"; };
    document.body.append(script);
  }

  function* places() {
    for (const [code, county, above, townships] of window.nianbaoPlaces) {
      yield { name: county, whole: above + county, above, code, page: "county/" + code + ".html", there: true };
      for (const [own, name, there] of townships) {
        const page = there ? "township/" + own + ".html" : "county/" + code + ".html";
        yield { name, whole: above + county + name, above: above + county, code: own, page, there: Boolean(there) };
      }
    }
  }

  function find(asked) {
    const parts = asked.trim().split(/\s+/);
    const found = [];
    for (const place of places()) {
      if (parts.every((part) => place.whole.includes(part) || place.code.startsWith(part))) found.push(place);
    }
    const last = parts[parts.length - 1];
    const rank = (place) => (place.name === last ? 0 : place.name.startsWith(last) ? 1 : place.name.includes(last) ? 2 : 3);
    return found.sort((one, other) => rank(one) - rank(other));
  }

  function item(place) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = words.root + place.page;
    link.textContent = place.name;
    const above = document.createElement("small");
    above.textContent = " " + place.above + " " + place.code + (place.there ? "" : " · " + words.searchNoReport);
    line.append(link, above);
    return line;
  }

  function show() {
    const asked = input.value;
    if (state !== "there" || !asked.trim()) { hits.replaceChildren(); note.textContent = ""; return; }
    const found = find(asked);
    hits.replaceChildren(...found.slice(0, most).map(item));
    note.textContent = !found.length ? words.searchNone : found.length > most ? words.searchMore : "";
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = hits.querySelector("a");
    if (first) location.href = first.href;
  });
})();
