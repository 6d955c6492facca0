/** The look of the chat window, apart from the page around it. */
export function style(site) {
  const made = new CSSStyleSheet();
  made.replaceSync(`
.panel { --ground: light-dark(#fff, #1a1917); --sunken: light-dark(#f3f1ed, #2b2926); --ink: light-dark(#1d1c1a, #edebe7);
  --soft: light-dark(#5a574f, #b0aba2); --line: light-dark(#e5e3de, #2d2b28); --edge: light-dark(#8a877f, #757068); --bad: light-dark(#b3261e, #ff9a90);
  --accent: ${site.colour}; --on-accent: ${site.ink}; --accent-ink: light-dark(color-mix(in oklab, ${site.colour}, #000 25%), color-mix(in oklab, ${site.colour}, #fff 55%));
  position: absolute; inset-block-end: 72px; inset-inline-end: 0; display: flex; flex-direction: column; box-sizing: border-box;
  inline-size: min(380px, calc(100vw - 40px)); block-size: min(600px, calc(100dvh - 112px)); overflow: hidden; border-radius: 16px;
  background: var(--ground); color: var(--ink); border: 1px solid var(--line); box-shadow: 0 12px 48px rgb(0 0 0 / .22);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; text-align: start; }
.panel * { box-sizing: border-box; }
.panel button { all: unset; box-sizing: border-box; cursor: pointer; inline-size: auto; block-size: auto; box-shadow: none; border-radius: 8px; display: inline-block; background: none; color: inherit; }
.panel :is(button, input, textarea, a, .log):focus-visible { outline: 2px solid light-dark(#2f55d4, #8ea6ff); outline-offset: 1px; }
header { display: flex; align-items: center; gap: 4px; padding: 12px 8px 12px 16px; background: var(--accent); color: var(--on-accent); }
h2 { all: unset; font-weight: 600; flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.panel .quiet { padding: 6px 10px; font-size: 13px; } .panel .close { font-size: 22px; line-height: 1; }
.panel .quiet:hover { background: rgb(128 128 128 / .25); }
.panel .quiet:focus-visible { outline-color: currentColor; }
.log { flex: 1; min-block-size: 72px; overflow-y: auto; overscroll-behavior: contain; padding: 16px; display: flex; flex-direction: column; gap: 10px; }
.line { display: grid; justify-items: start; max-inline-size: 86%; align-self: flex-start; }
.line.mine { justify-items: end; align-self: flex-end; }
.line p { margin: 0; padding: 8px 12px; border-radius: 14px; border-end-start-radius: 4px; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.line.mine p { background: var(--accent); color: var(--on-accent); border-end-start-radius: 14px; border-end-end-radius: 4px; }
.line a { color: inherit; } .who { font-size: 12px; color: var(--soft); padding-inline: 4px; }
.state { font-size: 12px; color: var(--soft); padding-inline: 4px; } [data-state="failed"] .state, [data-state="refused"] .state { color: var(--bad); }
.told { margin: 0; padding: 0 16px 8px; font-size: 13px; color: var(--soft); } .told:empty { display: none; } .told[data-tone="bad"] { color: var(--bad); }
.previewed { display: block; margin-block-start: 6px; color: var(--soft); font-size: 12px; }
.foot { max-block-size: 78%; overflow-y: auto; padding: 10px 12px 12px; border-block-start: 1px solid var(--line); }
form { display: grid; gap: 8px; margin: 0; } label { display: grid; gap: 2px; font-size: 13px; color: var(--soft); } .check { grid-template-columns: auto 1fr; gap: 8px; align-items: start; }
input:not([type="checkbox"]), textarea, select { font: inherit; font-size: 16px; color: var(--ink); background: var(--ground); border: 1px solid var(--edge); border-radius: 10px; padding: 8px 10px; inline-size: 100%; margin: 0; resize: none; }
.write { display: flex; gap: 4px; align-items: end; } .write .send { margin-inline-start: 4px; }
.panel .tool { flex: none; inline-size: 34px; block-size: 42px; display: grid; place-items: center; color: var(--soft); } .panel .tool:hover { color: var(--ink); }
.panel :is(.tool, .mail) svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; } .panel .mail { padding: 6px; line-height: 0; }
.chips { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 6px; } .chips li { display: flex; align-items: center; max-inline-size: 100%; border: 1px solid var(--line); border-radius: 8px; padding-inline-start: 8px; font-size: 13px; }
.chips span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .panel .chips button { padding: 2px 8px; font-size: 16px; }
.emoji { display: grid; grid-template-columns: repeat(8, 1fr); max-block-size: 180px; overflow-y: auto; border: 1px solid var(--line); border-radius: 10px; padding: 4px; } .panel .emoji button { text-align: center; padding: 4px 0; font-size: 20px; } .panel .emoji button:hover { background: var(--sunken); }
.card { border: 1px solid var(--edge); border-radius: 14px; padding: 12px; display: grid; gap: 6px; inline-size: 100%; } .line .card p { background: none; padding: 0; } .card strong { overflow-wrap: anywhere; }
.panel .press { padding: 8px 14px; border: 1px solid var(--accent-ink); border-radius: 18px; color: var(--accent-ink); text-decoration: none; font-weight: 500; } .panel .press:hover { background: var(--sunken); } .panel .press:disabled { opacity: .55; cursor: default; }
.panel .file { padding: 8px 12px; border: 1px solid var(--line); border-radius: 12px; font-size: 13px; overflow-wrap: anywhere; text-decoration: underline; max-inline-size: 100%; } .panel .file:has(canvas) { padding: 0; border: 0; overflow: hidden; } .panel span.file { text-decoration: none; } .file canvas { display: block; max-inline-size: 100%; border-radius: 12px; }
.line > * + * { margin-block-start: 4px; } .panel .wide { display: block; inline-size: 100%; } small { font-size: 12px; } .panel .send { flex: none; inline-size: 42px; block-size: 42px; border-radius: 50%; display: grid; place-items: center; background: var(--accent); color: var(--on-accent); }
.panel .send svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.choice { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 8px; } .choice > button:not(.press) { padding: 8px 12px; border: 1px solid var(--edge); color: var(--ink); } .wish { inline-size: 100%; }
.panel .solid { padding: 10px 14px; background: var(--accent); color: var(--on-accent); text-align: center; font-weight: 600; border-radius: 10px; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) { .panel { position: fixed; inset: 0; inline-size: 100vw; block-size: 100dvh; border: 0; border-radius: 0; } }`);
  return made;
}
