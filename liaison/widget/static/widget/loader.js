/* The one line: a button in a shadow of its own. The chat is loaded when it is opened, or when one is going on. */
(() => {
  const site = /* site */ {};
  if (window.liaison || !("attachShadow" in Element.prototype)) return;
  const script = document.currentScript;
  const KEPT = `liaison:${site.key}`;
  const language = (script?.dataset.language || document.documentElement.lang || navigator.language || "en").split("-")[0];
  // A browser may forbid keeping anything, and then says so by an error.
  const stored = (where, name) => { try { return window[where].getItem(name); } catch { return null; } };
  const host = document.createElement("liaison-chat");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000; color-scheme: light dark; }
    button { all: unset; box-sizing: border-box; inline-size: 56px; block-size: 56px; border-radius: 50%; display: grid; place-items: center;
      background: ${site.colour}; color: ${site.ink}; cursor: pointer; box-shadow: 0 2px 6px rgb(0 0 0 / .16), 0 8px 24px rgb(0 0 0 / .18); transition: transform .15s; }
    button:hover { transform: translateY(-2px); }
    button:focus-visible { outline: 3px solid ${site.colour}; outline-offset: 3px; }
    svg { inline-size: 26px; block-size: 26px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    .news { position: absolute; inset-block-start: -2px; inset-inline-end: -2px; min-inline-size: 20px; block-size: 20px; border-radius: 10px; padding-inline: 6px; box-sizing: border-box;
      background: #b3261e; color: #fff; font: 600 12px/20px system-ui, sans-serif; text-align: center; }
    .invite { position: absolute; inset-block-end: 68px; inset-inline-end: 0; display: flex; align-items: start; inline-size: max-content; max-inline-size: min(300px, 80vw); border-radius: 14px;
      background: light-dark(#fff, #232220); color: light-dark(#1d1c1a, #edebe7); box-shadow: 0 8px 28px rgb(0 0 0 / .2); }
    .invite strong { display: block; font-size: 13px; }
    .invite button { inline-size: auto; block-size: auto; border-radius: 14px; background: none; color: inherit; box-shadow: none; padding: 12px; font: 15px/1.4 system-ui, sans-serif; }
    .invite button:hover { transform: none; } .invite .say { padding-inline-end: 0; text-align: start; } .invite .no { min-inline-size: 44px; font-size: 20px; line-height: 21px; }
    [hidden] { display: none !important; }
    @media (prefers-reduced-motion: reduce) { button { transition: none; } }
    @media print { :host { display: none; } }`);
  root.adoptedStyleSheets = [style];
  const button = root.appendChild(document.createElement("button"));
  button.type = "button";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", site.labels[language] || site.labels.en);
  // Never from text: a site may demand trusted types.
  const drawn = (tag, into, attributes) => {
    const made = into.appendChild(document.createElementNS("http://www.w3.org/2000/svg", tag));
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  drawn("path", drawn("svg", button, { viewBox: "0 0 24 24", "aria-hidden": "true" }), { d: "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z" });
  const news = button.appendChild(Object.assign(document.createElement("span"), { className: "news", hidden: true }));

  let chat, visit, line, agreed = script && "agreed" in script.dataset;
  const identity = () => script?.dataset.identity || "";
  // What failed to load is asked for again at the next click.
  const load = () => (chat ??= import(site.chat)
    .then((it) => it.start({ site, root, language, button, news, identity, visit: () => visit }))
    .catch((failed) => { chat = undefined; throw failed; }));
  const open = () => load().then((it) => it.open());
  button.addEventListener("click", () => load().then((it) => it.toggle(), () => {}));
  window.liaison = { open, close: () => chat?.then((it) => it.close()), agree: (yes = true) => { agreed = yes; here(); } };

  // Spoken to once in a visit; whoever talks with us already is left alone.
  const INVITED = `${KEPT}:invited`;
  const invite = async (words, by) => {
    if ((!by && stored("sessionStorage", INVITED)) || (await chat)?.busy) return;
    try { sessionStorage.setItem(INVITED, "1"); } catch { if (!by) return; }
    root.querySelector(".invite")?.remove();
    const bubble = document.createElement("div");
    const say = bubble.appendChild(Object.assign(document.createElement("button"), { textContent: words, className: "say" }));
    const no = bubble.appendChild(Object.assign(document.createElement("button"), { textContent: "×", className: "no" }));
    if (by) say.prepend(Object.assign(document.createElement("strong"), { textContent: by }));
    bubble.className = "invite";
    bubble.setAttribute("role", "status");
    no.setAttribute("aria-label", site.no[language] || site.no.en);
    say.addEventListener("click", () => (by ? load().then((it) => it.asked(by, words)) : open()));
    no.addEventListener("click", () => by && here(true));
    for (const one of [say, no, button]) one.addEventListener("click", () => bubble.remove());
    root.append(bubble);
  };
  /*
   * Whoever has the page open can be invited to chat. Which page that is, and what brought them, is told only by those who
   * agreed; nothing is kept in the browser for it, and a line that the desk holds costs neither side anything.
   */
  let tries = 0, spread = 0, timer = 0, left = false;
  const later = () => {
    clearTimeout(timer);
    if (!left) timer = setTimeout(here, Math.min(4 * 2 ** tries++, 600) * 1000 * (0.5 + Math.random()) + spread * 1000 * Math.random());
  };
  const here = async (no) => {
    if (!site.watched || left) return;
    try {
      const { token, agreed: before } = JSON.parse(stored("localStorage", KEPT)) || {};
      const told = { visit, token, identity: identity(), no: no === true };
      if (agreed || before) Object.assign(told, { agreed: true, page: location.href, campaign: location.search.match(/(utm_|gclid|msclkid)[^&]*/g)?.join(" ") });
      const answer = await fetch(`${site.desk}/chat/${site.key}/here/?language=${language}`, { method: "POST", body: JSON.stringify(told), credentials: "omit" });
      if (!answer.ok) throw answer;
      const { topic, invitation, ...said } = await answer.json();
      visit = said.visit;
      if (said.chat) load();
      if (invitation) invite(invitation.text, invitation.name);
      line ||= hear(topic);
    } catch { later(); }
  };
  const hear = (topic) => {
    const socket = new WebSocket(`${site.desk.replace("http", "ws")}/chat/rt`, ["liaison", visit]);
    socket.onopen = () => { tries = 0; socket.send(JSON.stringify({ hello: { topics: [topic] } })); };
    socket.onmessage = ({ data }) => {
      const word = JSON.parse(data);
      spread = word.spread || spread;
      if (word.news) here();
    };
    socket.onclose = () => { line = null; later(); };
    return socket;
  };
  // A page that is left goes into the browser's memory only without a line.
  addEventListener("pagehide", () => { left = true; clearTimeout(timer); line?.close(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) { left = false; here(); } });
  window.navigation?.addEventListener("navigatesuccess", () => visit && here());

  const ready = () => {
    document.body.appendChild(host);
    const kept = stored("localStorage", KEPT);
    here();
    if (/"(chat|first)":/.test(kept)) load().catch(() => {});
    for (const rule of site.invites)
      if (location.href.includes(rule.page) && (kept || !rule.returning)) setTimeout(invite, rule.after * 1000, rule.words[language] || rule.words.en || Object.values(rule.words)[0]);
  };
  // The page first: the button comes when nothing of it is under way any more.
  const calm = () => (window.requestIdleCallback || setTimeout)(ready, { timeout: 2000 });
  document.readyState === "complete" ? calm() : addEventListener("load", calm);
})();
