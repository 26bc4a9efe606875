// The console works without this script. It adds: times in the reader's zone, live updates, keys, modal windows.
"use strict";
(() => {
  const language = document.documentElement.lang || "en";

  // Times

  const whole = new Intl.DateTimeFormat(language, {dateStyle: "medium", timeStyle: "medium"});
  const brief = new Intl.DateTimeFormat(language, {dateStyle: "medium", timeStyle: "short"});
  const relative = new Intl.RelativeTimeFormat(language, {numeric: "auto"});
  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

  const distance = (seconds) => {
    const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) || UNITS[3];
    return relative.format(Math.trunc(seconds / size), unit);
  };

  const showTimes = (root) => {
    for (const time of root.querySelectorAll(".ap time[datetime]")) {
      const at = new Date(time.dateTime);
      const text = (time.hasAttribute("data-exact") ? whole : brief).format(at);
      const away = (at - Date.now()) / 1000;
      const near = Math.abs(away) < 86400;
      const shown = !time.hasAttribute("data-countdown") ? text : near ? distance(away) : `${text} (${distance(away)})`;
      if (time.textContent !== shown) {
        time.textContent = shown;
        time.title = whole.format(at);
      }
    }
  };

  // Windows

  const closed = new Set();
  const openWindows = () => {
    for (const dialog of document.querySelectorAll(".ap dialog[open]:not(:modal)")) {
      dialog.close();
      if (!closed.has(dialog.dataset.window)) {
        dialog.showModal();
      }
      dialog.addEventListener("close", () => dialog.dataset.window && closed.add(dialog.dataset.window));
    }
  };

  // Live parts: the page is fetched again, with the reader's own rights, and what has changed is replaced. What a person is busy
  // with stays as it is: a part in which something is typed, ticked or chosen waits.

  const isBusy = (part) => {
    const active = document.activeElement;
    if (part.contains(active) && active.matches("input:not([type=checkbox]):not([type=radio]), select, textarea")) {
      return true;
    }
    return [...part.querySelectorAll("input, select, textarea")].some((field) =>
      field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
        : field.tagName === "SELECT" ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected))
        : field.type !== "hidden" && field.value !== field.defaultValue);
  };

  const sources = new WeakMap();
  const replace = (part, next) => {
    if ((sources.get(part) ?? "") === next.innerHTML || isBusy(part)) {
      return;
    }
    const focused = part.contains(document.activeElement) ? focusPath(part, document.activeElement) : -1;
    part.replaceChildren(...next.childNodes);
    sources.set(part, part.innerHTML);
    showTimes(part);
    if (focused >= 0) {
      part.querySelectorAll("a, button, input")[focused]?.focus();
    }
  };
  const focusPath = (part, element) => [...part.querySelectorAll("a, button, input")].indexOf(element);

  let refreshing = null;
  let wanted = false;
  const refresh = () => {
    if (document.hidden) {
      wanted = true;
      return;
    }
    if (refreshing) {
      wanted = true;
      return;
    }
    refreshing = (async () => {
      try {
        const address = new URL(location.href);
        address.searchParams.delete("ap-preview"); // it would be asked of the provider
        const response = await fetch(address, {headers: {Accept: "text/html"}, credentials: "same-origin"});
        if (response.ok && !response.redirected) {
          const page = new DOMParser().parseFromString(await response.text(), "text/html");
          for (const part of document.querySelectorAll("[data-live]")) {
            const next = page.getElementById(part.id);
            if (next) {
              replace(part, next);
            }
          }
        }
      } catch {
        // The network is away; the next look may see it again.
      }
    })().finally(() => {
      setTimeout(() => {
        refreshing = null;
        if (wanted) {
          wanted = false;
          refresh();
        }
      }, 1000);
    });
  };

  const holder = document.querySelector("[data-stream]");
  const live = () => document.querySelector("[data-live]");

  const concerns = (changes) => {
    const order = document.querySelector("[data-order]")?.dataset.order;
    const activity = /\/activities\/([^/]+)$/.exec(location.pathname)?.[1];
    if (activity && changes.activities) {
      return changes.activities.includes(decodeURIComponent(activity)) || changes.orders?.length > 0;
    }
    return !order || !changes.orders || changes.orders.includes(order) || changes.sessions === null || changes.activities?.length > 0;
  };

  // One stream for all tabs of a browser: the tab that holds the lock listens and tells the others.
  const name = holder ? "autopurchase " + new URL(holder.dataset.stream, location.href) : "";
  const channel = holder && "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
  const heard = (message) => {
    if (message.type === "refresh" || concerns(message.changes)) {
      refresh();
    }
  };
  if (channel) {
    channel.onmessage = (event) => heard(event.data);
  }
  const tell = (message) => {
    channel?.postMessage(message);
    heard(message);
  };

  const listen = () => new Promise((done) => {
    const stream = new EventSource(holder.dataset.stream);
    stream.addEventListener("changes", (event) => tell({type: "changes", changes: JSON.parse(event.data)}));
    stream.addEventListener("refresh", () => tell({type: "refresh"}));
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) {
        done(true); // refused: too many listen. The slow look goes on.
      }
    };
    const leave = () => {
      if (document.hidden) {
        stream.close();
        document.removeEventListener("visibilitychange", leave);
        done(false);
      }
    };
    document.addEventListener("visibilitychange", leave);
  });

  const listenWhileShown = async () => {
    for (;;) {
      while (document.hidden) {
        await new Promise((shown) => document.addEventListener("visibilitychange", shown, {once: true}));
      }
      const refused = navigator.locks ? await navigator.locks.request(name, listen) : await listen();
      await new Promise((later) => setTimeout(later, refused ? 30000 : 1000));
    }
  };

  // Keys, within the list of questions: j and k go from one to the next, a digit chooses, a answers. A slash goes to the search.

  const cards = () => [...document.querySelectorAll("[data-card]")];
  const go = (step) => {
    const all = cards();
    const at = all.findIndex((card) => card.contains(document.activeElement));
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    next?.querySelector("input[type=radio], a")?.focus();
    next?.scrollIntoView({block: "nearest"});
  };

  const onKey = (event) => {
    const typing = event.target.matches("input[type=text], input[type=search], select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog:modal")) {
      return;
    }
    const form = document.activeElement?.closest("[data-card]")?.querySelector("[data-question]") ?? (cards().length ? null : document.querySelector("[data-question]"));
    const option = /^[1-9]$/.test(event.key) ? form?.querySelectorAll("input[type=radio]")[event.key - 1] : null;
    if (option) {
      option.checked = true;
      option.focus();
    } else if (event.key === "a" && form) {
      form.requestSubmit();
    } else if ((event.key === "j" || event.key === "k") && cards().length) {
      go(event.key === "j" ? 1 : -1);
    } else if (event.key === "/") {
      document.querySelector("input[type=search]")?.focus();
    } else {
      return;
    }
    event.preventDefault();
  };

  const onClick = (event) => {
    const all = event.target.closest("[data-tick-all]");
    if (all) {
      const boxes = [...document.querySelectorAll(`input[type=checkbox][form="${CSS.escape(all.dataset.tickAll)}"]`)];
      const value = boxes.some((box) => !box.checked);
      boxes.forEach((box) => (box.checked = value));
    }
  };

  // A form is sent once, however often its button is pressed.
  const onSubmit = (event) => {
    if (event.target.method === "dialog" || !event.target.closest(".ap")) {
      return;
    }
    if (event.target.dataset.sent) {
      event.preventDefault();
    }
    event.target.dataset.sent = "yes";
  };

  for (const part of document.querySelectorAll("[data-live]")) {
    sources.set(part, part.innerHTML);
  }
  showTimes(document);
  openWindows();
  if (holder) {
    if (document.body.matches(".ap-page")) {
      document.addEventListener("keydown", onKey); // on a host's page the keys are the host's
    }
    document.querySelectorAll("[data-tick-all]").forEach((button) => (button.hidden = false));
    document.addEventListener("click", onClick);
    document.addEventListener("submit", onSubmit);
    window.addEventListener("pageshow", () => document.querySelectorAll(".ap form").forEach((form) => delete form.dataset.sent));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && wanted) {
        wanted = false;
        refresh();
      }
    });
    setInterval(() => showTimes(document), 1000);
    if (live() && "EventSource" in window) {
      setInterval(refresh, 30000);
      listenWhileShown();
    }
  }
})();
