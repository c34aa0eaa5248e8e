// Keeps the Now page up to date. Without this script the page still works: reload it.
"use strict";

(() => {
  const live = document.getElementById("live");
  if (!live || !window.EventSource) return;
  const SILENCE = 6000; // ms without a word from the server until the page says so
  let last = Date.now();
  let lastClock = new Date();
  let ended = false;

  const busy = (part) =>
    part.contains(document.activeElement) || part.querySelector("details[open]");

  // Exchange every marked part that differs; leave alone what somebody is writing in.
  const exchange = (fresh) => {
    const list = document.querySelector("[data-list]");
    const wanted = fresh.querySelector("[data-list]");
    const keep = new Set([...wanted.children].map((item) => item.id));
    for (const item of [...list.children]) {
      if (!keep.has(item.id)) item.remove();
    }
    let before = null;
    for (const item of [...wanted.children]) {
      let own = document.getElementById(item.id);
      if (!own) {
        own = item.cloneNode(true);
      }
      own.className = item.className;
      const next = before ? before.nextElementSibling : list.firstElementChild;
      if (own !== next && !busy(own)) list.insertBefore(own, next);
      else if (!own.isConnected) list.append(own);
      before = own;
    }
    for (const part of fresh.querySelectorAll("[data-live]")) {
      const own = document.getElementById(part.id);
      if (!own || own.isEqualNode(part)) continue;
      const sameKey = own.dataset.key !== undefined && own.dataset.key === part.dataset.key;
      if (sameKey || (own.dataset.key !== undefined && busy(own))) continue;
      if (part.dataset.say && own.textContent !== part.textContent) say(part);
      own.replaceWith(part.cloneNode(true));
    }
  };

  // Screen readers hear of a new count of alarms; at once when one is of high priority.
  const say = (part) => {
    const place = part.dataset.say === "now" ? "said-now" : "said";
    document.getElementById(place).textContent = part.textContent;
  };

  const show = (lost, words) => {
    const state = document.getElementById("state");
    state.classList.toggle("lost", lost);
    document.getElementById("state-words").textContent = words;
  };

  const heard = () => {
    last = Date.now();
    lastClock = new Date();
  };

  const source = new EventSource(live.dataset.stream);
  source.addEventListener("content", (event) => {
    heard();
    const fresh = new DOMParser().parseFromString(JSON.parse(event.data), "text/html");
    exchange(fresh);
  });
  source.addEventListener("beat", () => {
    heard();
    show(false, live.dataset.words);
  });
  source.addEventListener("signed-out", () => {
    ended = true;
    source.close();
    show(true, live.dataset.signedOut);
    document.getElementById("said-now").textContent = live.dataset.signedOut;
  });
  setInterval(() => {
    if (ended || Date.now() - last < SILENCE) return;
    const time = lastClock.toLocaleTimeString();
    show(true, live.dataset.lost.replace("{time}", time));
  }, 1000);
})();
