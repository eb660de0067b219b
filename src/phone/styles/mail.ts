/** Styles of Messages: the button, the list, and the banner. */
export const mail = `
.owner { display: flex; align-items: center; gap: 4px; }
.owner .person-select { flex: 1; min-width: 0; }
.owner .round { position: relative; color: var(--soft); }
.count {
  position: absolute;
  top: 1px;
  right: 0;
  min-width: 19px;
  height: 19px;
  padding: 0 5px;
  border-radius: 10px;
  font-size: 12px;
  font-weight: 650;
  line-height: 19px;
  text-align: center;
  font-variant-numeric: tabular-nums;
  color: var(--on-accent);
  background: var(--accent);
  box-shadow: 0 0 0 2px var(--surface);
}
.count[hidden] { display: none; }

.messages .bar { border-bottom: 1px solid var(--line); }
.mail {
  flex: 1;
  min-height: 0;
  overflow-y: auto;
  overscroll-behavior: contain;
  margin: 0;
  padding: 14px 12px;
  display: flex;
  flex-direction: column;
  gap: 12px;
  list-style: none;
  scrollbar-width: none;
}
.mail[hidden] { display: none; }
.mail:focus-visible { outline-offset: -3px; border-radius: 8px; }
.messages .empty-note { max-width: 26ch; text-align: center; text-wrap: balance; }
.mail-item { padding: 12px 14px; border-radius: 16px; background: var(--raised); box-shadow: 0 1px 1px rgb(0 0 0 / 0.05); }
.mail-item-head { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; }
.mail-item-head strong { font-weight: 600; overflow-wrap: anywhere; }
.mail-item time, .mail-item-to { font-size: 12px; color: var(--soft); font-variant-numeric: tabular-nums; }
.mail-item-to { overflow-wrap: anywhere; }
.mail-item-text { margin-top: 6px; line-height: 22px; overflow-wrap: anywhere; }
.mail-item-text b { font-weight: 650; color: var(--accent-ink); font-variant-numeric: tabular-nums; letter-spacing: 0.04em; }

/* Below the bar, so that it does not cover the Back button. */
.banner-place { position: absolute; inset: 98px 10px auto; z-index: 4; }
.banner {
  display: block;
  width: 100%;
  min-height: 44px;
  padding: 10px 14px;
  border-radius: 18px;
  text-align: start;
  font-size: 13px;
  line-height: 18px;
  color: var(--ink);
  background: var(--raised);
  box-shadow: 0 0 0 1px var(--line), 0 14px 30px -10px var(--shadow);
}
.banner strong { display: block; font-weight: 600; }
.banner span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; overflow-wrap: anywhere; }
@media (prefers-reduced-motion: no-preference) {
  .banner { animation: drop 320ms cubic-bezier(0.2, 0.9, 0.3, 1) both; }
  @keyframes drop { from { opacity: 0; transform: translateY(-16px); } }
  .mail-item.new { animation: pop 260ms cubic-bezier(0.2, 0.9, 0.3, 1.2) both; transform-origin: left top; }
}
@media (forced-colors: active) {
  .mail-item, .banner, .count { border: 1px solid; }
}
`;
